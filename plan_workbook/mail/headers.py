"""The way into a message's headers: a text arrives as the text it was, and never as another header.

Python's own headers decode what looks encoded (``=?utf-8?b?...?=``) when they are set, so a line break that is hidden
in a title comes out after the title was cleaned. Here nothing is ever decoded: each function makes the finished lines
of one header, and `POLICY` takes no others.

Lines are folded here too, because Python has got names with commas, quotes and letters outside ASCII wrong in a
different way from one release to the next.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.headerregistry import Address
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, formataddr, quote
from typing import Any
from urllib.parse import quote as percent_encoded

from plan_workbook.values.text import on_one_line

_LONGEST_LINE = 76
_NAME_AT_ONCE = 45  #: bytes of UTF-8 that make an encoded word of 72 characters, three below the limit
_SUBJECT_AT_ONCE = 39  #: the same, where `Subject: ` must fit on the line too
_LONGEST_NAME = 200  #: of a person, in quotes: some readers put spaces into names that take several encoded words
_LONGEST_WORD = 60
_UNITS_AT_ONCE = 16  #: of a file name; a unit is a letter, or three characters for one of its bytes
_LINES = re.compile(r"[^\x00-\x1f\x7f]*(?:\r\n [^\x00-\x1f\x7f]+)*")
"""A header's lines: those after the first begin with a space, so that they belong to it (RFC 5322, 2.2.3)."""
_MESSAGE_ID = re.compile(r"<[!#-;=?A-~]+@[!#-;=?A-~]+>")
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*]')
_OF_THE_BODY = frozenset({"mime-version", "content-type", "content-transfer-encoding", "content-disposition"})
"""The headers that Python writes itself, which hold nothing of a plan; a file's name goes through `attached`."""


class Lines(str):
    """The finished lines of one header, without its name."""

    __slots__ = ()


class _Policy(EmailPolicy):
    """Python's policy for SMTP, which takes from us only finished lines and writes them as they are."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Return a header to keep.

        Raises:
            ValueError: it did not come from a function of this module.
        """
        if isinstance(value, Lines):
            if _LINES.fullmatch(value):
                return name, value
        elif name.casefold() in _OF_THE_BODY and value.isprintable() and "=?" not in value:
            return super().header_store_parse(name, value)
        raise ValueError(f"{name} does not come from mail/headers.py")

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        """Return a header as it is kept."""
        return value if isinstance(value, Lines) else super().header_fetch_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        """Return a header in as many lines as it takes."""
        return f"{name}: {value}\r\n" if isinstance(value, Lines) else str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the same as bytes; only addresses can hold more than ASCII, and only for servers that accept those."""
        return self.fold(name, value).encode("utf-8")


POLICY = _Policy(linesep=SMTP.linesep, max_line_length=_LONGEST_LINE)


def subject(text: str) -> Lines:
    """Return the lines of a Subject: the text on one line, encoded if it holds more than ASCII or looks encoded."""
    return Lines("\r\n ".join(_words(on_one_line(text))))


def addresses(people: Iterable[Address]) -> Lines:
    """Return the lines of From, To or Cc: each address with its name in quotes, or encoded if quotes are not enough."""
    return Lines(",\r\n ".join(_mailbox(on_one_line(each.display_name), each.addr_spec) for each in people))


def attached(name: str) -> Lines:
    """Return the lines of the Content-Disposition of a file, with its name as `file_name` returns it."""
    return Lines(";\r\n ".join(["attachment", *_file_name(file_name(name))]))


def file_name(name: str) -> str:
    """Return the name of a file as every system can save it, Windows too."""
    return _NOT_IN_FILE_NAMES.sub("_", on_one_line(name))


def message_id(name: str) -> Lines:
    """Return a Message-ID, which stays on one line, since some programs miss it on the next.

    Raises:
        ValueError: it is not one, with its angle brackets.
    """
    if not _MESSAGE_ID.fullmatch(name):
        raise ValueError("not a Message-ID")
    return Lines(name)


def date(moment: datetime) -> Lines:
    """Return a Date; the moment has a time zone."""
    return Lines(format_datetime(moment))


def unsent() -> Lines:
    """Return the X-Unsent by which Outlook opens a draft as a message ready to be sent."""
    return Lines("1")


def _mailbox(name: str, addr_spec: str) -> str:
    if name.isascii() and "=?" not in name and len(name) <= _LONGEST_NAME:
        return formataddr((name, addr_spec)) if addr_spec.isascii() else _raw(name, addr_spec)
    return "\r\n ".join([*_encoded(name, _NAME_AT_ONCE), f"<{addr_spec}>"])


def _raw(name: str, addr_spec: str) -> str:
    """Return an address outside ASCII, which `formataddr` refuses; it only goes to servers that accept those."""
    return f'"{quote(name)}" <{addr_spec}>' if name else addr_spec


def _words(text: str) -> Iterator[str]:
    """Break a subject into lines."""
    words = text.split(" ")
    if not text.isascii() or "=?" in text or max(map(len, words)) > _LONGEST_WORD:
        yield from _encoded(text, _SUBJECT_AT_ONCE)
        return
    line, first = "", len("Subject: ")
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
