"""Finds text typed where nothing is read: outside the tables, over formulas, next to the tool's own cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from plan_workbook import layout
from plan_workbook.package.addresses import place_of
from plan_workbook.plan.model import OWN_FORMULA, Observation, Plan, Recommendation
from plan_workbook.plan.status import status_of
from plan_workbook.reading.book import Sheet
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.find import FoundSheet, described
from plan_workbook.reading.observations import seen
from plan_workbook.values.text import fold, listed_in_part, says_no_value

RULE = "content-outside-table"
_APART = 3
"""Cells belong together unless they are more rows apart than this."""


def filled_outside(sheet: Sheet) -> list[Cell]:
    """Return the filled cells of a generated sheet outside the area that the tool wrote; usually none."""
    area, cells = sheet.grid.names.get(layout.GENERATED_AREA_NAME), sheet.grid.cells
    if area is None:
        return []
    top, left, bottom, right = area
    outside = [(row, column) for row, column in cells if not (top <= row <= bottom and left <= column <= right)]
    return [cells[place] for place in sorted(outside) if not cells[place].blank]


def unread_cells(found: FoundSheet, item_word: str) -> list[Cell]:
    """Return filled cells that are not read, except the heading of a recommendation, which is the template's own."""
    number = found.fields.get("number")
    heading = fold(f"{item_word} {as_text(number.raw)}") if number else ""
    texts = ((cell, as_text(cell.raw, cell.number_format)) for cell in found.grid.unread() if not cell.blank)
    return [cell for cell, text in texts if fold(text) != heading and not says_no_value(text)]


def unread_around(found: FoundSheet, cells: Iterable[Cell]) -> Iterator[Observation]:
    """Note cells that are not read, with where they are."""
    unread: dict[str, list[Cell]] = {}
    above: dict[int, tuple[int, str]] = {}  # by column: the last cell, and where it is
    for cell in cells:
        row, column = place_of(cell.address)[0]
        last, where = above.get(column, (0, ""))
        if not where or row - last > _APART:
            where = _where(found, row, column)
        above[column] = row, where
        unread.setdefault(where, []).append(cell)
    for where, cells in unread.items():
        yield from unread_blocks(cells, where)


def unread_blocks(cells: Iterable[Cell], where: str = "") -> Iterator[Observation]:
    """Note cells that are not read, once for each block of cells that are close together.

    A block below or next to a table (`where` says so) is rows that are not read; a single cell is a remark.
    """
    places = {place_of(cell.address)[0]: cell for cell in cells}
    blocks: dict[int, int] = {}
    before, number = 0, 0
    for row in sorted({row for row, _ in places}):
        number += row - before > _APART
        before, blocks[row] = row, number
    for _, block in groupby(sorted(places), key=lambda place: blocks[place[0]]):
        these = list(block)
        cell = places[these[0]]
        if len(these) == 1:
            yield seen(RULE, cell)
        elif where:
            are = "is" if len({row for row, _ in these}) == 1 else "are"
            said = f"{described(these)} {are} {where} and {are} not read"
            yield Observation("rows-not-read", cell.sheet, cell.address, cell.raw, said)
        else:
            quoted = as_text(cell.raw, cell.number_format)
            yield Observation(
                RULE, cell.sheet, cell.address, cell.raw, quoted, described(these).split(", ")[1].rstrip(",")
            )


def _where(found: FoundSheet, row: int, column: int) -> str:
    """Return where a cell is that is not read: below or next to a table, or an empty text for anywhere else."""
    above = [(place.heading_row, key) for key, place in found.tables.items() if place.heading_row <= row]
    if not above:
        return ""
    key = max(above)[1]
    place, table = found.tables[key], next(t for t in found.layout.tables if t.key == key)
    beside = row < place.rows.stop
    side = "to the left of" if column < min(place.columns.values()) else "to the right of"
    if beside and min(place.columns.values()) < column < max(place.columns.values()):
        side = "between the columns of"
    return f"{side if beside else 'below'} {table.called}"


def statuses_missing(found: FoundSheet, recommendation: Recommendation) -> Iterator[Observation]:
    """Note, once for the table, the indicators whose Status cell is empty.

    Rows below the table are left out, and those where merged cells cover it, such as a sub-heading.
    """
    place = found.tables.get("indicators")
    column = place.columns.get("status") if place else None
    if place is None or column is None:
        return
    rows = [i.row for i in recommendation.indicators if i.row not in place.below]
    merged = {area.top for area in found.grid.merged if area.top == area.bottom and area.left < column <= area.right}
    rows = [row for row in rows if row not in merged]
    bare = [row for row in rows if found.grid.at(row, column).blank and not found.grid.at(row, column).formula]
    if bare:
        cell = found.grid.at(bare[0], column)
        rows_said, verb = ("Row", "has") if len(bare) == 1 else ("Rows", "have")
        said = f"{rows_said} {listed_in_part([str(row) for row in bare])} of Indicators {verb}"
        yield Observation("status-formula-missing", cell.sheet, cell.address, None, said)


def statuses_typed_over(found: FoundSheet, recommendation: Recommendation, plan: Plan) -> list[Cell]:
    """Return the cells of the Status column with text in place of the formula, unless it says what that would."""
    typed = [(row, cell) for row, cell in _statuses(found) if not (cell.error or cell.formula or cell.blank)]
    if not typed:
        return []
    judged = {i.row: fold(status_of(i, plan).value) for i in recommendation.indicators}
    return [cell for row, cell in typed if fold(as_text(cell.raw)) != judged.get(row)]


def broken_statuses(found: FoundSheet) -> Iterator[Observation]:
    """Note errors that the formulas of the Status column give."""
    yield from (seen(RULE, cell)._replace(other=OWN_FORMULA) for _, cell in _statuses(found) if cell.error)


def _statuses(found: FoundSheet) -> list[tuple[int, Cell]]:
    """Return the cells of the Status column, each with its row."""
    place = found.tables.get("indicators")
    column = place.columns.get("status") if place else None
    return [(row, found.grid.at(row, column)) for row in place.rows] if place and column else []


def broken_panel(found: FoundSheet) -> Iterator[Observation]:
    """Note errors that the formulas of a sheet's panel give."""
    broken = {place: cell for place, cell in found.grid.cells.items() if cell.error and cell.formula}
    if not broken:
        return
    labels = {fold(line.label) for line in found.layout.panel}
    rows = {row for row, _, text in found.grid.labels if text in labels}
    for place, cell in sorted(broken.items()):
        if place[0] in rows and place not in found.grid.unlocked:
            yield seen(RULE, cell)._replace(other=OWN_FORMULA)
