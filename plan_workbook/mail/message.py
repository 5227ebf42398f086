"""A letter with attachments, as the bytes of a draft that a mail program opens, or of a message to be sent.

Its headers are written in `headers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256
from textwrap import wrap

from plan_workbook.mail import headers
from plan_workbook.values.email_address import each_once
from plan_workbook.values.text import on_one_line

_LONGEST_LINE = 76
"""Characters of a line of plain text; a word that is longer, such as a link, stays whole."""
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
        return headers.file_name(self.name)


@dataclass(frozen=True)
class Letter:
    """A message and its recipients, without its sender and date; its subject and bodies are as they go out."""

    subject: str
    text: str
    html: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        """Clean the texts, so that whoever is shown a letter sees what is sent."""
        object.__setattr__(self, "subject", on_one_line(self.subject))
        object.__setattr__(self, "text", _at_words(_plain_body(self.text)))
        object.__setattr__(self, "html", _plain_body(self.html))

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
    message["X-Unsent"] = headers.unsent()
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
    message["From"] = headers.addresses([sender])
    message["Date"] = headers.date(date)
    message["Message-ID"] = headers.message_id(message_id)
    return Message(sender, letter.recipients, message.as_bytes())


def _built(letter: Letter) -> EmailMessage:
    """Return the message without the headers that depend on sender and server."""
    message = EmailMessage(headers.POLICY)
    message["To"] = headers.addresses(letter.to)
    if letter.copied:
        message["Cc"] = headers.addresses(letter.copied)
    message["Subject"] = headers.subject(letter.subject)
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for each in letter.attachments:
        kind, _, subkind = each.kind.partition("/")
        message.add_attachment(each.content, kind, subkind, cte="base64")
        *_, part = message.iter_parts()
        part.replace_header("Content-Disposition", headers.attached(each.name))
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


def _plain_body(text: str) -> str:
    """Return a body without control characters, with plain line ends, also at its end; the same if it was one."""
    return _CONTROL.sub("", "\n".join(text.splitlines())).encode("utf-8", "replace").decode("utf-8") + "\n"


def _at_words(text: str) -> str:
    """Return a plain text with its long lines broken at words; what follows the first line of a point is indented."""
    return "".join(f"{line}\n" for long in text.splitlines() for line in _broken(long))


def _broken(line: str) -> list[str]:
    if len(line) <= _LONGEST_LINE:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    hanging = indent + ("  " if line.startswith(f"{indent}- ") else "")
    return wrap(
        line,
        _LONGEST_LINE,
        subsequent_indent=hanging,
        expand_tabs=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
