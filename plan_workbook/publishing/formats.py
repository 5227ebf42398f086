"""The formats of an edition, each declared once: commands, messages, emails and docs are all made from this.

To add a format, write a module that makes the file and declare the format here. A writer is named and not imported,
because every command line lists the formats, and a run makes one of them at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook.publishing.edition import Edition

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class _Declared:
    """The declaration of a format; `Format` explains each of these."""

    name: str
    words: str
    content: str
    media_type: str
    writer: str
    other_suffixes: tuple[str, ...] = ()
    can_be_encrypted: bool = False
    takes_template: bool = False


class Format(StrEnum):
    """A format that an edition can be written in; its value is its name, and the usual ending of its files."""

    _value_: str
    words: str
    """What it is, for help: ``a web page``."""
    content: str
    """What a reader finds in it, for the docs."""
    media_type: str
    """Its media type, which tells mail programs how to open it."""
    suffixes: tuple[str, ...]
    """The endings of files in this format, with the dot; the usual one first."""
    can_be_encrypted: bool
    """Whether Office opens it with a password."""
    takes_template: bool
    """Whether it is made from a Word template, which a council may replace."""
    writer: str
    """``module:function`` that returns the bytes of an edition; given a template or None as well, if it takes one."""

    XLSX = _Declared(
        name="xlsx",
        words="a clean workbook",
        content="the Summary first, the long tables, then a sheet to read and print for each recommendation",
        media_type=f"{_OFFICE}.spreadsheetml.sheet",
        writer="plan_workbook.publishing.workbook:edition_workbook",
        can_be_encrypted=True,
    )
    DOCX = _Declared(
        name="docx",
        words="a Word report",
        content="the highlight report, made from a template that you may change in Word",
        media_type=f"{_OFFICE}.wordprocessingml.document",
        writer="plan_workbook.publishing.word.report:word_report",
        can_be_encrypted=True,
        takes_template=True,
    )
    HTML = _Declared(
        name="html",
        words="a web page",
        content="the same as one web page that needs no network and no other file",
        media_type="text/html",
        writer="plan_workbook.publishing.web:web_page",
        other_suffixes=(".htm",),
    )
    PDF = _Declared(
        name="pdf",
        words="a PDF",
        content="the Word report, printed by LibreOffice, which must be installed",
        media_type="application/pdf",
        writer="plan_workbook.publishing.pdf:pdf_report",
        takes_template=True,
    )

    def __new__(cls, declared: _Declared) -> Format:
        """Make a member from its declaration."""
        made = str.__new__(cls, declared.name)
        made._value_ = declared.name
        made.words, made.content, made.media_type = declared.words, declared.content, declared.media_type
        made.suffixes = (f".{declared.name}", *declared.other_suffixes)
        made.can_be_encrypted, made.takes_template = declared.can_be_encrypted, declared.takes_template
        made.writer = declared.writer
        return made


ENCRYPTED = tuple(each for each in Format if each.can_be_encrypted)
"""The formats that can be encrypted."""
FROM_TEMPLATE = tuple(each for each in Format if each.takes_template)
"""The formats that are made from a Word template."""


def format_of(file: Path) -> Format | None:
    """Return the format that the ending of a file's name asks for, whatever its case; None for any other ending."""
    return next((each for each in Format if file.suffix.casefold() in each.suffixes), None)


def file_name(workbook: Path, edition: Edition, format: Format) -> str:
    """Return the name that an edition's file has unless another is given: ``plan-published.xlsx``.

    The name of a draft says that it is one: ``plan-DRAFT.xlsx``.
    """
    return f"{workbook.stem}-{'DRAFT' if edition.draft else 'published'}{format.suffixes[0]}"


def published(edition: Edition, format: Format, template: Path | None = None) -> bytes:
    """Return the content of an edition's file; the same edition gives the same bytes, except as PDF.

    Args:
        edition: what to publish.
        format: the format to write it in.
        template: a council's own Word template, for the formats that take one; otherwise the one that ships.

    Raises:
        InputError: the template can't be used.
        OutputError: LibreOffice is needed for a PDF, and is not installed or fails.
    """
    write = resolve_name(format.writer)
    content: bytes = write(edition, template) if format.takes_template else write(edition)
    return content
