"""The rows of the sheets of a mapping as they are stored, wherever a person has moved them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.telling.mapping_sheets import (
    BELONGS_TO,
    COLUMNS,
    COUNTS_AS,
    DECISION,
    FILE,
    FIRST_CELLS,
    HEADING,
    HEADING_ROWS,
    ITEMS,
    LAYOUT,
    NUMBER_READ,
    OF,
    PLACES,
    RATING,
    RATINGS,
    RIGHT_NUMBER,
    RIGHT_TITLE,
    SHEET,
    TABLE,
    TABLES,
    TAKEN_FOR,
    TEXT_LEFT,
    TEXTS,
    TITLE_READ,
    UNDER,
    WAS_READ_AS,
    WHAT,
    WHERE,
)
from plan_workbook.errors import InputError
from plan_workbook.package.addresses import column_letters
from plan_workbook.package.contents import Contents
from plan_workbook.reading.book import MOST_CELLS, MOST_FILLED
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.grid import read_grid
from plan_workbook.values.text import fold, is_blank, listed

_NEEDED = {
    COLUMNS.name: (TABLE, HEADING, TAKEN_FOR, OF),
    TABLES.name: (TABLE, FILE, WHERE, SHEET, TAKEN_FOR),
    TEXTS.name: (TEXT_LEFT, DECISION),
    PLACES.name: (FILE, WHERE, LAYOUT, HEADING_ROWS, BELONGS_TO),
    RATINGS.name: (RATING, COUNTS_AS),
    ITEMS.name: (NUMBER_READ, TITLE_READ, RIGHT_NUMBER, RIGHT_TITLE),
}
"""The headings that are read of each sheet."""
_ALSO = {TEXTS.name: (WHAT, UNDER), PLACES.name: (TABLE, FIRST_CELLS), RATINGS.name: (WAS_READ_AS,)}
"""Headings that are read if they are there: older mappings do not have all of them."""
_LATER = frozenset({TEXTS.name, PLACES.name, RATINGS.name, ITEMS.name})
"""The sheets that older mappings do not have."""


class MappingLine(NamedTuple):
    """A row of a sheet of the mapping: its cells by heading."""

    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """Return the text under a heading."""
        return as_text(self.cells[heading].raw, self.cells[heading].number_format)

    def at(self, heading: str) -> str:
        """Return where that is: ``Columns!J5``."""
        return f"{self.cells[heading].sheet}!{self.cells[heading].address}"


def lines_of(contents: Contents, name: str) -> dict[str, list[MappingLine]]:
    """Return the rows of the sheets of a mapping.

    Raises:
        InputError: a sheet is missing, or the headings on it.
    """
    found: dict[str, list[MappingLine]] = {}
    pages = {fold(page.title): page for page in contents.pages}
    left, filled = MOST_CELLS, MOST_FILLED
    for title, headings in _NEEDED.items():
        page = pages.get(fold(title))
        if page is None and title in _LATER:
            found[title] = []
            continue
        if page is None:
            raise InputError(
                f"{name} is not a mapping, because it has no sheet {title}: give the mapping.xlsx that bring wrote."
            )
        stored = contents.cells(page, left, filled)
        left, filled = left - stored.size, filled - len(stored.cells)
        grid = read_grid(page.title, {}, stored, contents.formats, contents.is_picture)
        found[title] = list(_below(grid.cells, headings, page.title, name))
    return found


def _below(
    cells: Mapping[tuple[int, int], Cell], headings: Sequence[str], title: str, name: str
) -> Iterator[MappingLine]:
    """Yield the rows below the row that has all these headings, wherever they are in it."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell
    wanted = {fold(each): each for each in (*headings, *_ALSO.get(title, ()))}
    top: dict[int, str] = {}
    for number, filled in rows.items():
        if not top:
            here = {c: wanted[t] for c, cell in filled.items() if (t := fold(as_text(cell.raw))) in wanted}
            top = here if set(headings) <= set(here.values()) else {}
            continue
        ours = {
            heading: filled.get(place) or Cell(title, f"{column_letters(place)}{number}")
            for place, heading in top.items()
        }
        ours = {**dict.fromkeys(wanted.values(), Cell(title, "")), **ours}
        if any(not is_blank(as_text(cell.raw)) for cell in ours.values()):
            yield MappingLine(ours)
    if not top:
        raise InputError(
            f"{name} can't be read, because the sheet {title} lacks one of the headings {listed(list(headings))}: undo "
            "what was changed there, or run bring again without --mapping for a new one."
        )
