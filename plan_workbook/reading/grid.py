"""One sheet as a grid of cells: their content, which are unlocked, and the areas that the sheet's names point at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from plan_workbook.package.addresses import MAX_COLUMN, MAX_ROW, column_letters, column_number
from plan_workbook.package.calls import Call, call_of
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.cell_values import ERROR, Stored
from plan_workbook.package.escapes import as_typed
from plan_workbook.package.file_links import files_named_in, link_in
from plan_workbook.package.rich_text import Run
from plan_workbook.package.stored_sheet import Span, StoredSheet
from plan_workbook.patterns import pattern
from plan_workbook.plan.inputs import Raw
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.values.shown_dates import days_of
from plan_workbook.values.text import fold, is_blank

_AREA = pattern(r"\$?([A-Z]{1,3})\$?([0-9]{1,9})(?::\$?([A-Z]{1,3})\$?([0-9]{1,9}))?", re.IGNORECASE)
_MERGED = pattern(r"[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}")


class Area(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether the cell is inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(eq=False, repr=False)
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
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    calls: Mapping[tuple[int, int], Call] = field(default_factory=dict)
    """What the formulas of cells start or call, by their places."""
    takes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Formulas that take a value from another file."""
    leads: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The addresses of files that formulas link to."""
    pictures: tuple[str, ...] = ()
    """The addresses of the cells in which Excel shows a picture."""
    drop_downs: bool = False
    """Whether it has drop-downs, or other rules about what may be typed."""
    protection: bool = False
    """Whether it is protected."""
    conditional_formats: bool = False

    def first(self) -> Cell:
        """Return the cell A1."""
        return self.cells.get((1, 1)) or Cell(self.title, "A1")

    def at(self, row: int, column: int) -> Cell:
        """Return the cell there, a blank one if there is nothing in it; from then on it counts as used."""
        self.used.add((row, column))
        return self.cells.get((row, column)) or Cell(self.title, f"{column_letters(column)}{row}")

    def text(self, row: int, column: int) -> str:
        """Return the folded text of a cell; empty if it does not hold text."""
        return self._texts.get((row, column), "")

    def has_texts(self, wanted: AbstractSet[str]) -> bool:
        """Tell whether there is a cell for each of these texts, which are folded."""
        return wanted <= {*self._texts.values()}

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        return {place: fold(cell.raw).rstrip(" :*") for place, cell in self.cells.items() if isinstance(cell.raw, str)}

    @cached_property
    def labels(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column and folded text of every cell that holds text, in reading order."""
        return tuple((row, column, text) for (row, column), text in sorted(self._texts.items()) if text)

    def places_of(self, text: str, form: Callable[[str], str] = str) -> Sequence[tuple[int, int]]:
        """Return the row and column of every cell with a text, in reading order; the text is in that form.

        A sheet is asked for some fifty labels and headings, so its cells are looked through once for each form.

        Args:
            text: the folded text, or its form.
            form: makes the form in which texts are compared; cells whose text has an empty form are left out.
        """
        places = self._places.get(form)
        if places is None:
            places = self._places[form] = {}
            for row, column, label in self.labels:
                if key := form(label):
                    places.setdefault(key, []).append((row, column))
        return places.get(text, ())

    @cached_property
    def _places(self) -> dict[Callable[[str], str], dict[str, list[tuple[int, int]]]]:
        return {}

    def rows_with_content(self, first: int, stop: int) -> list[int]:
        """Return the rows from the first up to another one that have a filled cell, in their order."""
        return [row for row in self._columns if first <= row < stop]

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
        for place in sorted(self.cells.keys() - self.used):
            yield self.cells[place]


def read_grid(
    title: str,
    names: dict[str, Area],
    stored: StoredSheet,
    formats: Sequence[CellFormat],
    is_picture: Callable[[int], bool],
) -> Grid:
    """Return the grid of a sheet.

    `names` are the areas that the sheet's defined names point at, and `formats` the cell formats of its workbook;
    `is_picture` tells whether a rich value, by its number, is shown as a picture.
    """
    cells: dict[tuple[int, int], Cell] = {}
    calls: dict[tuple[int, int], Call] = {}
    takes: dict[tuple[int, int], str] = {}
    leads: dict[tuple[int, int], str] = {}
    pictures: list[tuple[int, int]] = []
    typed: dict[str, str] = {}
    """Texts as they are stored, and as somebody typed them: many cells may share a long one."""
    may_be_typed_in = {style for style, each in enumerate(formats) if not each.locked}
    unlocked = {place for place, style in stored.blank if style in may_be_typed_in}
    for place, address, style, kind, value, formula, serial, runs, rich_value, _ in stored.cells:
        its = formats[style]
        if style in may_be_typed_in:
            unlocked.add(place)
        if formula:
            if call := call_of(formula):
                calls[place] = call
            elif target := link_in(formula):
                leads[place] = target
            elif files_named_in(formula):
                takes[place] = formula
        if rich_value and is_picture(rich_value):
            cells[place] = Cell(title, address, None, its.number_format, picture=True)
            pictures.append(place)
            continue
        raw: Raw
        if not isinstance(value, str):
            raw = _plain(value)
        elif (raw := typed.get(value)) is None:
            raw = typed[value] = text_typed(value)
        struck, standing = _struck(raw, runs, its) if runs or its.struck else ("", None)
        error, has_formula = kind == ERROR, formula is not None
        content = (title, address, raw, its.number_format, error, has_formula, serial, struck, standing, False)
        cells[place] = tuple.__new__(Cell, content)  # half the time of a call, of which there are thousands
    last_filled = max([row for row, _ in cells], default=0)
    last_blank = max([row for (row, _), _ in stored.blank], default=0)
    merged = (area_of(reference) for reference in stored.merged if _MERGED.fullmatch(reference))
    return Grid(
        title,
        cells,
        unlocked,
        names,
        tuple(area for area in merged if area),
        last_row=max(last_filled, last_blank),
        written=stored.size,
        hidden_rows=stored.hidden_rows,
        hidden_columns=stored.hidden_columns,
        calls=calls,
        takes=takes,
        leads=leads,
        pictures=tuple(cells[place].address for place in pictures if cells[place].picture),
        drop_downs=stored.drop_downs,
        protection=stored.protection,
        conditional_formats=stored.conditional_formats,
    )


def _struck(raw: Raw, runs: tuple[Run, ...], its: CellFormat) -> tuple[str, str | None]:
    """Return what of a cell is struck through, as text, and its text without that: None if nothing is."""
    pieces = [(text, its.struck if crossed is None else crossed) for text, crossed in runs]
    if pieces:
        struck = text_typed("".join(text for text, crossed in pieces if crossed))
    else:
        struck = as_text(raw, its.number_format) if its.struck else ""
    if is_blank(struck):
        return "", None
    return struck, text_typed("".join(text for text, crossed in pieces if not crossed))


def _plain(value: Stored) -> Raw:
    """Return a stored value that is no text as one of the few kinds that the reader knows."""
    if value is None or isinstance(value, bool | int | float | datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time | timedelta):
        return days_of(value)  # a number below 1, or a length of time, in a cell formatted as a date
    return str(value)


def text_typed(stored: str) -> str:
    """Return a stored text as somebody typed it, with Python's line ends."""
    typed = as_typed(stored) if "_x" in stored else stored
    return typed.replace("\r\n", "\n").replace("\r", "\n") if "\r" in typed else typed


def area_of(reference: str) -> Area | None:
    """Return the rectangle of a reference such as ``'R01'!$B$4:$M$20``, or None for anything else."""
    return _area_of_cells(reference.rpartition("!")[2])


@lru_cache(maxsize=1024)
def _area_of_cells(cells: str) -> Area | None:
    """Return the rectangle of cells such as ``$B$4:$M$20``; names of sheets that are alike point at the same ones."""
    found = _AREA.fullmatch(cells)
    if found is None:
        return None
    left, top = column_number(found[1].upper()), int(found[2])
    right, bottom = column_number(found[3].upper()) if found[3] else left, int(found[4]) if found[4] else top
    return Area(top, left, min(bottom or MAX_ROW, MAX_ROW), min(right, MAX_COLUMN))
