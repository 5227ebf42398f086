"""What rude mail servers say: a conversation that goes well, with wrong, missing, doubled and endless replies in it.

A conversation is stored as bytes, so that a finding can be kept in a file: the turns of the server, each in packets.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import nasty
import seeds  # noqa: F401 - makes the code that tests share importable
from scripted_server import WELL, End, ScriptedServer, Turn

from plan_workbook.mail.settings import Security

_TURN, _PACKET = b"\x1e", b"\x1f"  #: the separators of turns and of the packets in a turn
_CODES = (
    b"200", b"220", b"221", b"235", b"250", b"251", b"252", b"299", b"334", b"354", b"421", b"450", b"451", b"500",
    b"503", b"535", b"550", b"552", b"554", b"100", b"600", b"000", b"25", b"2500", b" 25", b"-25", b"2 5", b"250\xa0",
    b"\xb2\xb5\xb0", b"", b"OK", b"0x2", b"2_0", b"\xef\xbb\xbf250",
)  # fmt: skip
_ENDS = (b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\0\r\n", b"")
_EXTENSIONS = (
    b"STARTTLS", b"AUTH PLAIN", b"AUTH LOGIN PLAIN", b"AUTH=LOGIN", b"AUTH XOAUTH2", b"AUTH", b"SIZE", b"SIZE 10",
    b"SIZE 0", b"SIZE " + b"9" * 5000, b"SIZE -1", b"SIZE \xb2", b"SMTPUTF8", b"8BITMIME", b"PIPELINING", b"", b" ",
    b"\xff\xfe",
)  # fmt: skip
_FLOODS = (300, 9_000, 300_000, 4_000_000)


def stored(says: Sequence[Turn], security: Security, user: bool, end: End, at_once: int) -> bytes:
    """Return a conversation as bytes."""
    head = bytes([(list(Security).index(security)) | user << 1 | list(End).index(end) << 2, min(at_once, 255)])
    return head + _TURN.join(each if isinstance(each, bytes) else _PACKET.join(each) for each in says)


def conversation(content: bytes) -> tuple[ScriptedServer, Security, bool]:
    """Return the server of a stored conversation, how it is reached, and whether somebody signs in."""
    head, at_once = content[0] if content else 0, content[1] if len(content) > 1 else 0
    says: list[Turn] = [tuple(each.split(_PACKET)) for each in content[2:].split(_TURN)]
    ends = list(End)
    server = ScriptedServer(says, ends[(head >> 2) % len(ends)], at_once if 0 < at_once < 255 else 1 << 20)
    return server, list(Security)[head & 1], bool(head & 2)


def rude(rng: Random) -> bytes:
    """Return a conversation with one or several faults of the server, or now and then with none."""
    security, user = rng.choice(list(Security)), rng.random() < 0.4
    says = _sound(security, user)
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        says = _spoilt(rng, says)
    turns: list[Turn] = [_in_packets(rng, each) if rng.random() < 0.1 else each for each in says]
    return stored(turns, security, user, rng.choice(list(End)), rng.choice((255, 255, 1, 2, 7, 100)))


def _sound(security: Security, user: bool) -> list[bytes]:
    greeting, ehlo, *rest = WELL
    ehlo = ehlo.replace(b"250-SIZE", b"250-AUTH PLAIN LOGIN\r\n250-SIZE")
    before = (
        [ehlo.replace(b"250-SIZE", b"250-STARTTLS\r\n250-SIZE"), b"220 Go\r\n"] if security is Security.STARTTLS else []
    )
    return [greeting, *before, ehlo, *([b"235 Welcome\r\n"] if user else []), *rest]


def _spoilt(rng: Random, says: list[bytes]) -> list[bytes]:
    says = list(says)
    # Most of what matters happens in the last turns: the answers to DATA, to the dot and to QUIT.
    at = rng.choice((*range(len(says)), *range(max(0, len(says) - 3), len(says)), len(says) - 2)) if says else 0
    turn = says[at] if says else b""
    way = rng.randrange(12)
    if way == 0:
        says[at : at + 1] = []
    elif way == 1:
        says[at:at] = [_reply(rng)]
    elif way == 2:
        says[at : at + 1] = [turn + _reply(rng)]
    elif way == 3:
        says[at : at + 1] = [_reply(rng) + turn]
    elif way == 4:
        says[at : at + 1] = [turn + turn]
    elif way == 5:
        says[at : at + 1] = [turn[: rng.randrange(len(turn) + 1)]]
    elif way == 6:
        says[at:] = []
    elif way == 7:
        flood = rng.choice((b"250-x\r\n", b"2", b"250 OK\r\n", b"\r\n", b"\0", b"250-", b"250-x\r"))
        says[at : at + 1] = [flood * (rng.choice(_FLOODS) // len(flood)) + rng.choice((b"", turn))]
    elif way == 8:
        says[at : at + 1] = [nasty.value(rng).encode("utf-8", "surrogatepass") + rng.choice(_ENDS)]
    elif way == 9:
        lines = [
            b"250" + rng.choice((b"-", b"-", b"-", b" ")) + rng.choice(_EXTENSIONS) for _ in range(rng.randrange(1, 30))
        ]
        says[at : at + 1] = [b"\r\n".join([*lines, b"250 HELP\r\n"])]
    else:
        says[at : at + 1] = [_reply(rng)]
    return says


def _reply(rng: Random) -> bytes:
    """Return a reply, sound or not."""
    lines, code = [], rng.choice(_CODES)
    for more in (*[b"-"] * rng.choice((0, 0, 0, 1, 5, 199, 200)), rng.choice((b" ", b" ", b" ", b"", b"-", b"\t"))):
        words = rng.choice(
            (b"OK", b"", b"5.7.1 No", b"x" * rng.choice((500, 8100, 8190, 9000)), b"\x1b[31m\x07", b"\xff")
        )
        lines.append(code + more + words + (b"\r\n" if rng.random() < 0.95 else rng.choice(_ENDS)))
        if rng.random() < 0.02:
            code = rng.choice(_CODES)
    return b"".join(lines)


def _in_packets(rng: Random, turn: bytes) -> tuple[bytes, ...]:
    at = sorted(rng.randrange(len(turn) + 1) for _ in range(rng.choice((1, 2, 3))))
    return tuple(turn[first:last] for first, last in zip([0, *at], [*at, len(turn)], strict=True))
