"""The forms in which findings are written: what each is called, what it is for, and how it is made.

To add one, write a module that makes it, and name it here twice: in `Format`, and in `content_of`, which the type
checker asks for. Writers are imported where they are used, because every command line lists the forms.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from plan_workbook.reports.grouping import Grouping

if TYPE_CHECKING:
    from plan_workbook.checking.finding import Results


class Format(StrEnum):
    """What findings can be written as; the value is its name."""

    _value_: str
    purpose: str
    """Who or what it is for, as help says it."""

    TEXT = ("text", "for people")
    JSON = ("json", "for programs")
    CSV = ("csv", "for Excel")
    HTML = ("html", "to read and print")
    JSON1 = ("json1", "for programs that know only format 1")

    @property
    def tells_what_was_not_read(self) -> bool:
        """Whether a workbook that could not be read is in it."""
        return self in (Format.JSON, Format.CSV)

    def __new__(cls, name: str, purpose: str) -> Format:
        """Make a member of its name and purpose."""
        made = str.__new__(cls, name)
        made._value_, made.purpose = name, purpose
        return made


def purposes() -> str:
    """Return the forms and what each is for, as a sentence of help."""
    said = ", ".join(f"{each} {each.purpose}" for each in Format)
    return f"{said[:1].upper()}{said[1:]}."


_WRITTEN_OUT = "backslashreplace"
"""What becomes of bytes in the name of a file that are no text: ``\\xff`` is one on Linux."""


def content_of(results: Results, format: Format, by: Grouping) -> bytes:
    """Return findings as the content of a file, in UTF-8.

    Args:
        results: what was found, workbook by workbook.
        format: the form to write them in.
        by: how text is grouped; the other forms have an order of their own.
    """
    match format:
        case Format.TEXT:
            from plan_workbook.reports.text import as_text

            return as_text(results.reports, by).encode(errors=_WRITTEN_OUT)
        case Format.JSON:
            from plan_workbook.reports.json import as_json, json_text

            return json_text(as_json(results)).encode()
        case Format.JSON1:
            from plan_workbook.reports.json import as_json1, json_text

            return json_text(as_json1(results)).encode()
        case Format.CSV:
            from plan_workbook.reports.csv import as_csv

            return as_csv(results).encode("utf-8-sig", _WRITTEN_OUT)  # Excel takes it for UTF-8 only by this mark
        case Format.HTML:
            from plan_workbook.reports.html import as_html

            return as_html(results.reports).encode(errors=_WRITTEN_OUT)
        case _:
            assert_never(format)
