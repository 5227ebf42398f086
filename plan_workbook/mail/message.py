"""A letter with attachments, as the bytes of a draft that a mail program opens, or of a message to be sent.

Address lines, subjects and file names are folded here and not by Python, which has got names with commas, quotes and
letters outside ASCII wrong in a different way from one release to the next.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, formataddr, quote
from hashlib import sha256
from typing import Any
from urllib.parse import quote as percent_encoded

from plan_workbook.values.email_address import each_once
from plan_workbook.values.text import on_one_line

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_ADDRESSES = frozenset({"from", "to", "cc"})
_LONGEST_LINE = 76
_NAME_AT_ONCE = 45  #: bytes of UTF-8 that make an encoded word of 72 characters, three below the limit
_SUBJECT_AT_ONCE = 39  #: the same, where `Subject: ` must fit on the line too
_LONGEST_NAME = 200  #: of a person, in quotes: some readers put spaces into names that take several encoded words
_LONGEST_WORD = 60
_UNITS_AT_ONCE = 16  #: of a file name; a unit is a letter, or three characters for one of its bytes
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes = field(repr=False)
    kind: str
    """Its media type."""

    @property
    def safe_name(self) -> str:
        """Its name as every system can save it, Windows too."""
        return _NOT_IN_NAMES.sub("_", on_one_line(self.name))


@dataclass(frozen=True)
class Letter:
    """A message and its recipients, without its sender and date."""

    subject: str
    text: str
    html: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Everybody it goes to, each once."""
        return each_once([*self.to, *self.cc])

    @property
    def copied(self) -> tuple[Address, ...]:
        """Those who get a copy and are not among the main recipients, each once."""
        return self.recipients[len(each_once(self.to)) :]


@dataclass(frozen=True)
class Message:
    """A letter ready for the mail server: its bytes, and the sender and recipients that the server is told."""

    sender: Address
    recipients: tuple[Address, ...]
    content: bytes = field(repr=False)


def draft_of(letter: Letter) -> bytes:
    """Return the letter as an ``.eml`` file that Outlook opens as a message ready to be sent.

    The same letter gives the same bytes: sender, date and Message-ID are added by the program that opens it.
    """
    message = _built(letter)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def message_of(letter: Letter, sender: Address, message_id: str, date: datetime) -> Message:
    """Return the letter as it goes to the mail server.

    Args:
        letter: the letter to send.
        sender: the sender.
        message_id: with its angle brackets.
        date: the date and time of sending, with a time zone.
    """
    message = _built(letter)
    message["From"] = sender
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    return Message(sender, letter.recipients, message.as_bytes())


class _Lines(EmailPolicy):
    """Python's policy for SMTP, with header lines folded by us."""

    def fold(self, name: str, value: Any) -> str:
        """Return a header in as many lines as it takes."""
        if name.casefold() in _ADDRESSES:
            lines = ",\r\n ".join(_mailbox(each) for each in value.addresses)
        elif name.casefold() == "subject":
            lines = "\r\n ".join(_lines(str(value), first=len("Subject: ")))
        elif name.casefold() == "message-id":
            lines = str(value)  # Python would put a long one on a line of its own, where some programs miss it
        elif name.casefold() == "content-disposition":
            lines = ";\r\n ".join(["attachment", *_file_name(value.params["filename"])])
        else:
            return str(super().fold(name, value))
        return f"{name}: {lines}\r\n"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the same as bytes; only addresses can hold more than ASCII, and only for servers that accept those."""
        return self.fold(name, value).encode("utf-8")


_POLICY = _Lines(linesep=SMTP.linesep, max_line_length=_LONGEST_LINE)


def _built(letter: Letter) -> EmailMessage:
    """Return the message without the headers that depend on sender and server."""
    message = EmailMessage(_POLICY)
    message["To"] = letter.to
    if letter.copied:
        message["Cc"] = letter.copied
    message["Subject"] = on_one_line(letter.subject)
    message.set_content(plain_body(letter.text), cte="quoted-printable")
    message.add_alternative(plain_body(letter.html), subtype="html", cte="quoted-printable")
    for each in letter.attachments:
        kind, _, subkind = each.kind.partition("/")
        message.add_attachment(each.content, kind, subkind, cte="base64", filename=each.safe_name)
    _set_boundaries(message, letter)
    return message


def _set_boundaries(message: EmailMessage, letter: Letter) -> None:
    """Derive the MIME boundaries from the content, so that they never change; no encoded body contains ``=_``."""
    digest = sha256()
    texts = (each.encode("utf-8", "replace") for each in (letter.subject, letter.text, letter.html))
    for part in (*texts, *(each.content for each in letter.attachments)):
        digest.update(sha256(part).digest())
    for place, several in enumerate(each for each in message.walk() if each.is_multipart()):
        several.set_boundary(f"=_{digest.hexdigest()[:32]}_{place}")


def plain_body(text: str) -> str:
    """Return a body without control characters, with plain line ends, also after the last line."""
    return _CONTROL.sub("", "\n".join(text.splitlines())).encode("utf-8", "replace").decode("utf-8") + "\n"


def _mailbox(address: Address) -> str:
    """Return an address as a header has it: its name in quotes, or encoded where quotes are not enough."""
    name = address.display_name
    if name.isascii() and "=?" not in name and len(name) <= _LONGEST_NAME:
        return formataddr((name, address.addr_spec)) if address.addr_spec.isascii() else _raw(name, address.addr_spec)
    return "\r\n ".join([*_encoded(name, _NAME_AT_ONCE), f"<{address.addr_spec}>"])


def _raw(name: str, addr_spec: str) -> str:
    """Return an address outside ASCII, which `formataddr` refuses; it only goes to servers that accept those."""
    return f'"{quote(name)}" <{addr_spec}>' if name else addr_spec


def _lines(text: str, first: int) -> Iterator[str]:
    """Break a subject into lines, encoded if it holds more than ASCII or looks as if it were encoded."""
    words = text.split(" ")
    if not text.isascii() or "=?" in text or max(map(len, words)) > _LONGEST_WORD:
        yield from _encoded(text, _SUBJECT_AT_ONCE)
        return
    line = ""
    for word in words:
        if line and first + len(line) + len(word) >= _LONGEST_LINE:
            yield line
            line, first = word, 1
        else:
            line = f"{line} {word}" if line else word
    yield line


def _encoded(text: str, at_once: int) -> Iterator[str]:
    """Encode a text by RFC 2047, in words of at most so many bytes, without splitting a character."""
    chunk = b""
    for each in text:
        letter = each.encode("utf-8", "replace")
        if len(chunk) + len(letter) > at_once:
            yield f"=?utf-8?b?{base64.b64encode(chunk).decode('ascii')}?="
            chunk = b""
        chunk += letter
    yield f"=?utf-8?b?{base64.b64encode(chunk).decode('ascii')}?="


def _file_name(name: str) -> Iterator[str]:
    """Return the parameters that give a file's name: in quotes, or by RFC 2231, in pieces if it is long."""
    if name.isascii() and len(name) <= _LONGEST_WORD and "%" not in name:
        yield f'filename="{name}"'
        return
    units = re.findall("%..|[^%]", percent_encoded(name.encode("utf-8", "replace"), safe=""))
    pieces = ["".join(units[at : at + _UNITS_AT_ONCE]) for at in range(0, len(units), _UNITS_AT_ONCE)]
    if len(pieces) == 1:
        yield f"filename*=utf-8''{pieces[0]}"
        return
    for place, piece in enumerate(pieces):
        charset = "" if place else "utf-8''"
        yield f"filename*{place}*={charset}{piece}"
