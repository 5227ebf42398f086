"""The cells of a workbook as openpyxl reads them, to compare ours with."""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from plan_workbook.package.contents import Contents

MOST = 2_000_000


@dataclass(frozen=True)
class Seen:
    """What both say of a cell."""

    kind: str
    """The type of its value in Python, with its type in the workbook."""
    value: object
    number_format: str
    locked: bool
    struck: bool
    formula: bool


Cells = dict[tuple[str, int, int], Seen]


def by_openpyxl(content: bytes) -> Cells:
    """Every cell by sheet, row and column; raises as openpyxl does."""
    found: Cells = {}
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        book: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for page in book.worksheets:
            with page._get_source() as source:
                parser = WorkSheetParser(
                    source, page._shared_strings, True, book.epoch, book._date_formats, book._timedelta_formats
                )
                for element, said in _cells(parser):
                    cell: Any = ReadOnlyCell(page, **said)
                    formula = element.find(FORMULA_TAG) is not None
                    found[page.title, cell.row, cell.column] = Seen(
                        _kind(cell.value, cell.data_type, formula),
                        _as_it_says(cell.value),
                        cell.number_format,
                        bool(cell.protection.locked),
                        bool(cell.font.strike),
                        formula,
                    )
        book.close()
    return found


def _cells(parser: Any) -> Any:
    for _, element in iterparse(parser.source):
        if element.tag == ROW_TAG:
            number = element.get("r")
            parser.row_counter = parser.row_counter + 1 if number is None else int(float(number))
            parser.col_counter = 0
            for child in element:
                yield child, parser.parse_cell(child)
            element.clear()


def by_us(content: bytes) -> Cells:
    """Every cell by sheet, row and column, as the reader of plans gets it."""
    contents, found = Contents(content), Cells()
    for page in contents.pages:
        stored = contents.cells(page, MOST)
        for place, style in stored.blank:
            its = contents.formats[style]
            found[page.title, *place] = Seen("", None, its.number_format, its.locked, its.struck, False)
        for cell in stored.cells:
            its, formula = contents.formats[cell.style], cell.formula is not None
            kind = _kind(cell.value, cell.kind, formula)
            value = _as_it_says(cell.value)
            found[page.title, *cell.place] = Seen(kind, value, its.number_format, its.locked, its.struck, formula)
    return found


def _as_it_says(value: object) -> object:
    """openpyxl removes the mark of an escaped underscore from shared texts; ours leaves it for `escapes` to read."""
    return value.replace("x005F_", "") if isinstance(value, str) else value


def _kind(value: object, kind: str, formula: bool) -> str:
    """A cell without a value has no type to speak of."""
    return f"{type(value).__name__} {kind}" if value is not None else ""
