"""One sheet as a grid of cells: what stands where, which cells are unlocked, what the sheet's names point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.escape import unescape

from plan_workbook.reading.cells import Cell
from plan_workbook.text import fold

if TYPE_CHECKING:
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, rows and columns counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """The filled cells of one sheet, by row and column."""

    title: str
    cells: dict[tuple[int, int], Cell]
    unlocked: set[tuple[int, int]]
    """Cells that may be typed into, filled or not."""
    names: dict[str, Area]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    used: set[tuple[int, int]] = field(default_factory=set)
    """Cells that somebody has read or recognised."""
    last_row: int = 0

    def at(self, row: int, column: int) -> Cell:
        """Return the cell there, a blank one if nothing stands in it; it then counts as used."""
        self.used.add((row, column))
        return self.cells.get((row, column)) or Cell(self.title, f"{get_column_letter(column)}{row}")

    def text(self, row: int, column: int) -> str:
        """Return the folded text of a cell, empty for anything but text."""
        cell = self.cells.get((row, column))
        return fold(cell.raw).rstrip(" :*") if cell and isinstance(cell.raw, str) else ""

    def labels(self) -> Iterator[tuple[int, int, str]]:
        """Yield row, column and folded text of every cell that holds text, in reading order."""
        for row, column in sorted(self.cells):
            if text := self.text(row, column):
                yield row, column, text

    def unread(self) -> Iterator[Cell]:
        """Yield the filled cells that nobody has read, in reading order."""
        for place in sorted(self.cells):
            if place not in self.used:
                yield self.cells[place]


def read_grid(sheet: Worksheet, formulas: frozenset[str]) -> Grid:
    """Take from an openpyxl sheet what reading needs. `formulas` holds the addresses of its formula cells."""
    cells: dict[tuple[int, int], Cell] = {}
    unlocked: set[tuple[int, int]] = set()
    open_styles: dict[int, bool] = {}
    formats: dict[int, str] = {}
    last_row = 0
    for line in sheet.iter_rows():
        for cell in line:
            style = cell.style_id if hasattr(cell, "style_id") else 0
            if style not in open_styles:
                open_styles[style] = not cell.protection.locked
                formats[style] = cell.number_format
            row, column = cell.row, cell.column
            if row is None or column is None:
                continue
            if open_styles[style]:
                unlocked.add((row, column))
            address = f"{get_column_letter(column)}{row}"
            value, is_formula = cell.value, address in formulas
            if value is None and not is_formula:
                continue
            raw = _plain(value)
            last_row = max(last_row, row)
            cells[row, column] = Cell(
                sheet.title, address, raw, formats[style], cell.data_type == "e", is_formula
            )
    return Grid(
        sheet.title, cells, unlocked, _names(sheet.defined_names.values()),
        tuple(Area(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges),
        sheet.sheet_state != "visible", last_row=max(last_row, max((r for r, _ in unlocked), default=0)),
    )  # fmt: skip


def _plain(value: object) -> None | str | int | float | bool | datetime:
    """Bring openpyxl's values down to the few kinds the reader knows."""
    if isinstance(value, str):
        return unescape(value).replace("\r\n", "\n").replace("\r", "\n")
    if value is None or isinstance(value, bool | int | float | datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _names(names: "Iterator[DefinedName] | object") -> dict[str, Area]:
    """Return the areas that defined names point at, by name; names that are lost or point elsewhere are left out."""
    areas: dict[str, Area] = {}
    for name in names:  # type: ignore[attr-defined]
        area = area_of(name.attr_text or "")
        if area and name.name:
            areas[name.name] = area
    return areas


def area_of(reference: str) -> Area | None:
    """Return the rectangle of a reference such as ``'R01'!$B$4:$M$20``, or None for anything else."""
    cells = reference.rpartition("!")[2]
    if not cells or "#" in reference or "," in reference or "(" in reference:
        return None
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError):
        return None
    if left is None or top is None:
        return None
    return Area(top, left, min(bottom or MAX_ROW, MAX_ROW), min(right or MAX_COLUMN, MAX_COLUMN))
