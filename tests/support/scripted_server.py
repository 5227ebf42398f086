"""A mail server in memory that says what a script says, whatever it is asked: for all that no real server does."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from unittest.mock import patch

from plan_workbook.errors import MailError
from plan_workbook.mail import replies
from plan_workbook.mail.message import Message
from plan_workbook.mail.record import Outcome
from plan_workbook.mail.sending import send
from plan_workbook.mail.settings import Security, ServerSettings

SENDER = Address("Plans Team", "plans", "exampleshire.gov.uk")
BOARD = Address("", "board", "x.gov.uk")
MESSAGE = Message(SENDER, (BOARD,), b"Subject: Plan\r\n\r\nDear all\r\n.\r\nBest\r\n")
Turn = bytes | tuple[bytes, ...]
"""What the server says at its turn: all at once, or in several packets."""


class End(StrEnum):
    """What the server does once it has nothing more to say."""

    LEAVES = "it ends the conversation"
    BREAKS = "the connection breaks"
    WAITS = "it is silent"


GREETING, EHLO, MAIL, RCPT, DATA, TEXT, QUIT = range(7)
"""The turns of a server that needs no user and encrypts from the first byte, and what it says if all goes well."""
WELL: tuple[bytes, ...] = (
    b"220 mail.test\r\n",
    b"250-mail.test\r\n250-SIZE 1000000\r\n250 8BITMIME\r\n",
    b"250 OK\r\n",
    b"250 OK\r\n",
    b"354 Go ahead\r\n",
    b"250 OK\r\n",
    b"221 Bye\r\n",
)


def well_except(**turns: Turn) -> list[Turn]:
    """What a server says if all goes well except at the turns named."""
    says: list[Turn] = list(WELL)
    for name, turn in turns.items():
        says[globals()[name.upper()]] = turn
    return says


@dataclass
class ScriptedServer:
    """A socket with such a server at its other end."""

    says: Sequence[Turn]
    end: End = End.LEAVES
    at_once: int = 1 << 20
    """The most bytes that come at a time."""
    pace: float = 0.0
    """Seconds that pass until some bytes come."""
    now: float = 0.0
    """Seconds on the clock."""
    asked: list[bytes] = field(default_factory=list)
    """The commands it was given."""
    content: bytes | None = None
    """The message, with its dots doubled, once it has been given the last dot."""
    too_early: bytes = b""
    """What it had said and nobody had read when it was given the last dot."""
    answer: bytes = b""
    """What it said then."""

    def __post_init__(self) -> None:
        self.packets: list[bytes] = []
        self.read = 0  #: bytes of the first packet
        self.turn, self.in_data, self.heard, self.seconds = 0, False, b"", 0.0
        self._speak()

    def _speak(self) -> None:
        if self.turn < len(self.says):
            said = self.says[self.turn]
            self.packets += [each for each in ((said,) if isinstance(said, bytes) else said) if each]
        self.turn += 1

    def sendall(self, data: bytes) -> None:
        self.heard += data
        while (end := self.heard.find(b"\r\n.\r\n" if self.in_data else b"\r\n")) >= 0:
            if self.in_data:
                self.content, self.heard = self.heard[: end + 2], self.heard[end + 5 :]
                self.too_early, self.in_data, self.answer = (
                    b"".join(self.packets)[self.read :],
                    False,
                    self._next_turn(),
                )
            else:
                self.asked.append(self.heard[:end])
                self.heard = self.heard[end + 2 :]
                self.in_data = self.asked[-1].upper() == b"DATA" and self._next_turn().startswith(b"354")
            self._speak()

    def _next_turn(self) -> bytes:
        said = self.says[self.turn] if self.turn < len(self.says) else b""
        return said if isinstance(said, bytes) else b"".join(said)

    def recv(self, size: int) -> bytes:
        if self.packets:
            if self.seconds:
                self.now += min(self.pace, self.seconds)
                if self.pace > self.seconds:
                    raise TimeoutError
            first, begin = self.packets[0], self.read
            self.read += min(size, self.at_once)
            got = first[begin : self.read]
            if self.read >= len(first):
                self.packets, self.read = self.packets[1:], 0
            return got
        if self.end is End.WAITS or self.turn < len(self.says):
            if not self.seconds:
                raise BlockingIOError
            self.now += self.seconds
            raise TimeoutError
        if self.end is End.BREAKS:
            raise ConnectionResetError
        return b""

    def settimeout(self, seconds: float) -> None:
        self.seconds = seconds

    def close(self) -> None:
        pass

    def wrap_socket(self, _: object, server_hostname: str) -> ScriptedServer:
        return self


@contextmanager
def connected(server: ScriptedServer) -> Iterator[None]:
    """Lead all connections to this server, and let its clock be everybody's."""
    with (
        patch.object(socket, "create_connection", lambda *_: server),
        patch.object(ssl, "create_default_context", lambda **_: server),
        patch.object(replies.time, "monotonic", lambda: server.now),
    ):
        yield


def settings(security: Security = Security.TLS, user: str = "") -> ServerSettings:
    """The settings that lead to it; it waits for 60 seconds."""
    return ServerSettings("mail.test", SENDER, 465, security, user, "secret" if user else "", timeout=60)


@dataclass(frozen=True)
class Talked:
    """How a conversation went: the states of the message, the server at the end, and the error."""

    states: list[Outcome]
    server: ScriptedServer
    error: MailError | None

    @property
    def said(self) -> str:
        """The sentence; empty if the message was sent."""
        return str(self.error or "")


def talk(
    server: ScriptedServer | Sequence[Turn],
    message: Message = MESSAGE,
    with_settings: ServerSettings | None = None,
    meanwhile: Callable[[ScriptedServer], None] = lambda server: None,
) -> Talked:
    """Send a message to a server; `meanwhile` happens while it is recorded that it is about to be sent."""
    server = server if isinstance(server, ScriptedServer) else ScriptedServer(server)
    states: list[Outcome] = []

    def journal(outcome: Outcome) -> None:
        if not states:
            assert server.content is None  # the first state is known before the server has the message
            meanwhile(server)
        states.append(outcome)

    error = None
    with connected(server):
        try:
            send(message, with_settings or settings(), journal)
        except MailError as raised:
            error = raised
    return Talked(states, server, error)
