"""One sheet as a grid of cells: their content, which are unlocked, and the areas that the sheet's names point at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, range_boundaries

from plan_workbook.package.escapes import as_typed
from plan_workbook.package.sheet_facts import SheetFacts
from plan_workbook.plan.inputs import Raw
from plan_workbook.reading.cells import Cell
from plan_workbook.reading.filled import MAX_COLUMN, MAX_ROW, MOST_CELLS, filled_cells
from plan_workbook.values.shown_dates import days_of
from plan_workbook.values.text import fold

if TYPE_CHECKING:
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.worksheet import Worksheet

_PLAIN_RANGE = re.compile(
    r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?\d+:\$?\d+|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}", re.IGNORECASE
)


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, rows and columns counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether the cell is inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass
class Grid:
    """The filled cells of one sheet, by row and column."""

    title: str
    cells: dict[tuple[int, int], Cell]
    unlocked: set[tuple[int, int]]
    """Unlocked cells, filled or not."""
    names: dict[str, Area]
    merged: tuple[Area, ...] = ()
    used: set[tuple[int, int]] = field(default_factory=set)
    """Cells that have been read or recognised."""
    last_row: int = 0
    written: int = 0
    """Number of cells in the file, blank ones included."""

    def at(self, row: int, column: int) -> Cell:
        """Return the cell there, a blank one if there is nothing in it; from then on it counts as used."""
        self.used.add((row, column))
        return self.cells.get((row, column)) or Cell(self.title, f"{get_column_letter(column)}{row}")

    def text(self, row: int, column: int) -> str:
        """Return the folded text of a cell; empty if it does not hold text."""
        return self._texts.get((row, column), "")

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        return {place: fold(cell.raw).rstrip(" :*") for place, cell in self.cells.items() if isinstance(cell.raw, str)}

    @cached_property
    def labels(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column and folded text of every cell that holds text, in reading order."""
        return tuple((row, column, text) for (row, column), text in sorted(self._texts.items()) if text)

    def columns_of(self, row: int) -> tuple[int, ...]:
        """Return the columns of the filled cells of a row, in their order."""
        return self._columns.get(row, ())

    @cached_property
    def _columns(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, []).append(column)
        return {row: tuple(columns) for row, columns in found.items()}

    def unread(self) -> Iterator[Cell]:
        """Yield the filled cells that have not been read, in reading order."""
        for place in sorted(self.cells):
            if place not in self.used:
                yield self.cells[place]


def read_grid(sheet: Worksheet, facts: SheetFacts, most: int = MOST_CELLS) -> Grid:
    """Return the grid of an openpyxl sheet that was opened for reading only.

    Raises:
        TooManyCells: it has more cells than ``most``.
    """
    cells: dict[tuple[int, int], Cell] = {}
    unlocked: set[tuple[int, int]] = set()
    styles: dict[int, tuple[bool, str]] = {}
    last_row = written = 0
    for cell, is_formula in filled_cells(sheet, most):
        written += 1
        style = id(cell.style_array)
        if style not in styles:
            styles[style] = (not cell.protection.locked, cell.number_format)
        is_open, number_format = styles[style]
        place = (cell.row, cell.column)
        last_row = max(last_row, cell.row)
        if is_open:
            unlocked.add(place)
        address = f"{get_column_letter(cell.column)}{cell.row}"
        if cell.value is None and not is_formula:
            continue
        error = cell.data_type == "e"
        cells[place] = Cell(sheet.title, address, _plain(cell.value), number_format, error, is_formula)
    merged = (area_of(reference) for reference in facts.merged)
    return Grid(
        sheet.title,
        cells,
        unlocked,
        _names(sheet.defined_names.values()),
        tuple(area for area in merged if area),
        last_row=last_row,
        written=written,
    )


def _plain(value: object) -> Raw:
    """Return one of openpyxl's values as one of the few kinds that the reader knows."""
    if isinstance(value, str):
        return as_typed(value).replace("\r\n", "\n").replace("\r", "\n")
    if value is None or isinstance(value, bool | int | float | datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time | timedelta):
        return days_of(value)  # a number below 1, or a length of time, in a cell formatted as a date
    return str(value)


def _names(names: Iterable[DefinedName]) -> dict[str, Area]:
    """Return the areas that defined names point at, by name; names that are lost or point elsewhere are left out."""
    areas: dict[str, Area] = {}
    for name in names:
        area = area_of(name.attr_text or "")
        if area and name.name:
            areas[name.name] = area
    return areas


def area_of(reference: str) -> Area | None:
    """Return the rectangle of a reference such as ``'R01'!$B$4:$M$20``, or None for anything else."""
    cells = reference.rpartition("!")[2]
    if not _PLAIN_RANGE.fullmatch(cells):
        return None
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError):
        return None
    if left is None or top is None:
        return None
    return Area(top, left, min(bottom or MAX_ROW, MAX_ROW), min(right or MAX_COLUMN, MAX_COLUMN))
