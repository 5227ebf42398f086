"""Reads the cells that are in a sheet's file, one by one.

openpyxl's own rows fill every gap, up to a cell that somebody put into column XFD, and down to a row whose number
has thirteen digits. Here only the cells in the file are read, and a place that Excel does not have is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
MOST_CELLS = 300_000
"""Of a workbook. A plan of 300 recommendations with 25 actions and 15 indicators each has 240,000, and takes some
seconds to read; formats on whole columns soon make more."""


ELEMENTS_OF_A_CELL = 4
"""The most tags that a cell has on average: its own, its formula, its value, and those of a text in several fonts.
Rows and everything else on a sheet are counted in the same way."""


class TooManyCells(Exception):  # noqa: N818 - the name says it all
    """A workbook has more cells than any plan."""


def filled_cells(sheet: Worksheet, most: int = MOST_CELLS) -> Iterator[tuple[ReadOnlyCell, bool]]:
    """Yield the cells of a sheet opened for reading only, each with whether it holds a formula.

    Raises:
        TooManyCells: there are more than `most`.
        ValueError, LookupError, TypeError: the sheet can't be parsed, or a cell is in a place that no sheet has.
    """
    page = cast("ReadOnlyWorksheet", sheet)
    book = cast("Any", page.parent)
    with cast("Any", page)._get_source() as source:
        parser = _Parser(
            source,
            cast("Any", page)._shared_strings,
            book.data_only,
            book.epoch,
            book._date_formats,
            book._timedelta_formats,
        )
        for element, cell in parser.cells(most):
            yield ReadOnlyCell(page, **cell), element.find(FORMULA_TAG) is not None


class _Parser(WorkSheetParser):
    """openpyxl's parser, used only for the cells and for nothing else on the sheet."""

    def cells(self, most: int) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Yield each cell's element, and the arguments for its ReadOnlyCell."""
        elements = most * ELEMENTS_OF_A_CELL
        for _, element in iterparse(self.source):
            elements -= 1
            most -= element.tag == CELL_TAG
            if most < 0 or elements < 0:
                raise TooManyCells
            if element.tag == ROW_TAG:
                self._start_row(element.get("r"))
                for child in element:
                    yield child, self.parse_cell(child)
                element.clear()

    def _start_row(self, number: str | None) -> None:
        row = self.row_counter + 1.0 if number is None else float(number)  # some programs write "7.0"
        if not row.is_integer():
            raise ValueError("no row has that number")
        self.row_counter, self.col_counter = int(row), 0

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return one cell, after checking that its place and its text exist."""
        if element.get("t") == "s" and (element.findtext(VALUE_TAG) or "").strip().startswith("-"):
            raise ValueError("texts are counted from 0")  # and not, as Python counts, from the end
        cell: dict[str, Any] = super().parse_cell(element)
        if not (1 <= cell["row"] <= MAX_ROW and 1 <= cell["column"] <= MAX_COLUMN and cell["style_id"] >= 0):
            raise ValueError("no sheet has a cell there")
        return cell
