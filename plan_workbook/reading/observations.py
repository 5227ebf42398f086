"""Observations about the workbook as a whole: an old template, hidden content, an old Summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, isfinite

from plan_workbook import layout
from plan_workbook.package.addresses import column_letters
from plan_workbook.package.contents import destinations
from plan_workbook.package.stored_sheet import Span
from plan_workbook.patterns import pattern
from plan_workbook.plan.model import Observation
from plan_workbook.reading.book import Book
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.find import FoundSheet
from plan_workbook.reading.grid import area_of
from plan_workbook.values.text import listed_in_part

ROW, COLUMN = "Row", "Column"
"""In `Observation.other`: what is hidden, if it is not the whole sheet."""
_FINGERPRINT = pattern(r'"([0-9a-f]{8,64})"')


def named_cells(book: Book, name: str, of_sheet: str | None = None) -> list[Cell]:
    """Return the filled cells of the first column that a name points at.

    The name is one of the whole workbook, unless the sheet `of_sheet` has one of its own.
    """
    own = book.find(of_sheet)
    reference = own.page.names.get(name, "") if own is not None else ""
    for title, cells in destinations(reference or book.names.get(name, "")):
        sheet, area = book.find(title), area_of(cells)
        if sheet is not None and area is not None:  # the tool writes only one area
            return [
                Cell(title, cell.address, cell.raw)
                for (row, column), cell in sheet.grid.cells.items()
                if column == area.left and area.holds(row, column)
                if isinstance(cell.raw, str | int | float)
            ]
    return []


def template_version(book: Book) -> int:
    """Return the version of the template that a workbook was made from; the current one if it can't be read."""
    return next((max(1, version) for _, version in _versions(book)), layout.TEMPLATE_VERSION)


def older_template(book: Book) -> Iterator[Observation]:
    """Note a workbook that was made from an older template than this tool's."""
    for cell, version in _versions(book):
        if version < layout.TEMPLATE_VERSION:
            yield seen("template-older", cell)


def _versions(book: Book) -> Iterator[tuple[Cell, int]]:
    """Yield the cell with the version of the workbook's template, and the version, if it is a number."""
    for cell in named_cells(book, layout.VERSION_NAME)[:1]:
        if isinstance(cell.raw, int | float) and isfinite(cell.raw):
            yield cell, floor(cell.raw)


def drawn_from(book: Book) -> tuple[str | None, Cell]:
    """Return the fingerprint of the plan that the Summary was drawn from (None if it has none), and its first cell."""
    sheet = book.find(book.summary)
    said = sheet.page.names.get(layout.GENERATED_FROM_NAME, "") if sheet is not None else ""
    found = _FINGERPRINT.fullmatch(said.lstrip("=").strip())
    if sheet is None or found is None:
        return None, Cell(book.summary or "", "A1")
    return found[1], sheet.grid.first()


def hidden_sheets(book: Book) -> Iterator[Observation]:
    """Note sheets that are hidden and not empty, except the one that the tool itself hides."""
    for sheet in book.sheets:
        if not sheet.page.hidden or sheet.is_lists:
            continue
        if sheet.generated or not all(cell.blank for cell in sheet.grid.cells.values()):
            yield seen("hidden-content", sheet.grid.first(), f"The sheet '{sheet.title}' is hidden")


def hidden_cells(found: FoundSheet) -> Iterator[Observation]:
    """Note hidden rows, and hidden columns, of one of the plan's own sheets, with the cells in which something is."""
    grid = found.grid
    if not (grid.hidden_rows or grid.hidden_columns):
        return
    typed = [place for place, cell in grid.cells.items() if not cell.blank and _is_input(found, *place)]
    for what, position, runs in ((ROW, 0, grid.hidden_rows), (COLUMN, 1, grid.hidden_columns)):
        hidden: dict[Span, None] = {}
        places = []
        for place in sorted(typed, key=lambda each: (each[position], each)):
            run = next((run for run in runs if run[0] <= place[position] <= run[1]), None)
            if run is not None:
                hidden[run] = None
                places.append(place)
        if hidden:
            first, *more = (grid.cells[place] for place in places)
            also = tuple(cell.address for cell in more)
            yield seen("hidden-content", first, hidden_in_words(what, list(hidden)))._replace(other=what, cells=also)


def _is_input(found: FoundSheet, row: int, column: int) -> bool:
    """Tell whether the content of a cell was typed by somebody and is not a heading, label or fixed text."""
    grid = found.grid
    in_table = any(row in place.rows and column in _columns_of(found, key) for key, place in found.tables.items())
    return in_table or (row, column) in grid.unlocked or (row, column) not in grid.used


def _columns_of(found: FoundSheet, key: str) -> set[int]:
    """Return the columns of a table, without those that only say what another was: nobody misses them."""
    remembering = {column.key for column in found.layout.table(key).remembering}
    return {at for key, at in found.tables[key].columns.items() if key not in remembering}


def hidden_in_words(what: str, runs: Sequence[Span]) -> str:
    """Return in words what is hidden: ``Row 30 is hidden``, ``Columns C to E and J are hidden``.

    Args:
        what: `ROW` or `COLUMN`.
        runs: the first and last row or column of each run, from 1.
    """
    several = len(runs) > 1 or runs[0][0] != runs[0][1]
    names = listed_in_part([_run_name(run, letters=what == COLUMN) for run in runs])
    return f"{what}{'s' if several else ''} {names} {'are' if several else 'is'} hidden"


def _run_name(run: Span, *, letters: bool) -> str:
    first, last = (column_letters(n) if letters else str(n) for n in run)
    return first if first == last else f"{first} to {last}"


def seen(rule: str, cell: Cell, detail: str = "") -> Observation:
    """Return an observation about a cell for a rule to report, with `detail` or else the cell's content."""
    return Observation(rule, cell.sheet, cell.address, cell.raw, detail or as_text(cell.raw, cell.number_format))
