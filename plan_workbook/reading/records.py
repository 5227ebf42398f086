"""What Checks remembers of its findings: notes that people wrote next to them, and cells that moved since."""

from __future__ import annotations

from collections import defaultdict

from plan_workbook import layout
from plan_workbook.package.addresses import column_letters
from plan_workbook.plan.model import Note
from plan_workbook.reading.book import Book
from plan_workbook.values.text import fold

Moved = dict[tuple[str, str], str]
SEPARATOR = "|"
"""Between the parts of a record: rules and addresses never contain it, and the sheet is the last part."""
_ACCEPTED = "+"


def record(rule: str, cell: str, sheet: str, *, accepted: bool = False) -> str:
    """Return the record of a finding as Checks keeps it; of an accepted one, `cell` is the one that the plan names."""
    return SEPARATOR.join((_ACCEPTED * accepted + rule, cell, sheet))


def records_of(book: Book) -> tuple[tuple[Note, ...], Moved]:
    """Return the notes on Checks, each with the place of its finding now, and the cells that moved.

    A record is a text, with its cell as it was when Checks was drawn; next to it, a formula gives where that is now.
    A program that does not calculate leaves no result there: then the cell has not moved either.
    """
    sheet = book.find(book.checks)
    area = sheet.grid.names.get(layout.RECORDS_NAME) if sheet is not None else None
    if sheet is None or area is None or area.right - area.left < 2:
        return (), {}
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), cell in sheet.grid.cells.items():
        if area.holds(row, column) and cell.raw is not None:
            rows[row][column] = str(cell.raw)
    notes, moved = [], {}
    for row, cells in rows.items():
        rule, *place = cells.get(area.right - 1, "").split(SEPARATOR, 2)
        if len(place) < 2:
            continue
        then, title = place
        now = cells.get(area.right, then)
        if rule.startswith(_ACCEPTED):
            moved[fold(title), fold(then)] = now
        if cells.get(area.left, "").strip():
            at = f"{column_letters(area.left)}{row}"
            notes.append(Note(rule.removeprefix(_ACCEPTED), title, now, cells[area.left], at))
    return tuple(notes), moved
