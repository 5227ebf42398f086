"""What a made document is: its content, what it shows of the plan, and what each of its headings means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter

from unseen.plans import Plan, Row

COLOURS = {"R": "#FF0000", "A": "#FFC000", "G": "#00B050", "C": "#0070C0"}


class Meant(NamedTuple):
    """A table of a document as its author means it."""

    kind: str
    """The register's table of its rows."""
    headings: Mapping[str, tuple[str, str]]
    """By heading, the register's table and field; an empty field for a column that is to be ignored."""


class Made(NamedTuple):
    """A document made of a plan."""

    name: str
    content: bytes
    plan: Plan
    shows: Mapping[str, Sequence[str]]
    """The fields that it shows, by the register's table."""
    tables: Sequence[Meant]
    sheets: Mapping[str, str] = {}
    """The number of the recommendation that a sheet is about."""
    only_with_actions: bool = False
    ratings: Mapping[str, str] = {}
    """The words that it writes for ratings, by code."""
    layout: str = ""
    """How its tables are laid out, if not in rows."""
    heading_rows: str = "1"


def meant(kind: str, called: Mapping[str, str] | Any, *fields: str, of_items: Sequence[str] = ()) -> Meant:
    """Return a table with such fields, called as they are; those `of_items` are the recommendation's."""
    own = {called(field): (kind, field) for field in fields}
    return Meant(kind, {**own, **{called(field): ("recommendations", field) for field in of_items}})


class Book:
    """A workbook as a council draws it."""

    def __init__(self) -> None:
        """Begin without a sheet."""
        self._stored = BytesIO()
        self.file = xlsxwriter.Workbook(self._stored)

    def sheet(self, name: str) -> Any:
        """Return a new sheet."""
        return self.file.add_worksheet(name)

    def look(self, **how: Any) -> Any:
        """Return a format."""
        return self.file.add_format(how)

    @property
    def head(self) -> Any:
        """The format of headings."""
        return self.look(bold=True, bg_color="#1F4E78", font_color="#FFFFFF", border=1, text_wrap=True)

    def date(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Write a date as Excel has it, or the words that somebody typed instead."""
        try:
            sheet.write_datetime(row, column, datetime.strptime(text, "%d/%m/%Y"), self.look(num_format="dd/mm/yyyy"))
        except ValueError:
            sheet.write_string(row, column, text)

    def put(self, sheet: Any, row: int, column: int, field: str, record: Row, words: Mapping[str, str]) -> None:
        """Write a field as the field is written: a date, a percentage, a rating in words, or a text."""
        text = record[field]
        if field.endswith("Date"):
            self.date(sheet, row, column, text)
        elif field == "RAG":
            sheet.write_string(row, column, words[text])
        elif field in ("Target", "Actual", "Previous"):
            sheet.write_number(row, column, int(text[:-1]) / 100, self.look(num_format="0%"))
        else:
            sheet.write_string(row, column, text)

    def content(self) -> bytes:
        """Return the file."""
        self.file.close()
        return self._stored.getvalue()
