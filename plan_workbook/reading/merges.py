"""Merged cells on a plan's own sheets: objectives merged over their actions, and merges that cover inputs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from plan_workbook.layout import ACTIONS
from plan_workbook.package.addresses import range_of
from plan_workbook.plan.model import Observation
from plan_workbook.reading.find import FoundSheet, FoundTable
from plan_workbook.reading.grid import Area, Grid
from plan_workbook.reading.observations import seen


def merged_objectives(place: FoundTable, grid: Grid) -> list[tuple[int, int]]:
    """Return the first and last rows of the merges within a table's Objective column, from the top down."""
    column = place.columns.get("objective")
    return sorted(
        (area.top, area.bottom) for area in dict.fromkeys(grid.merged) if _is_objective(area, place.rows, column)
    )


def sub_headings(place: FoundTable, grid: Grid) -> dict[int, int]:
    """Return the rows of a table that are sub-headings merged across it, with the column of the text.

    Such a row holds nothing else. Tables without objectives have none.
    """
    if "objective" not in place.columns:
        return {}
    inputs = set(place.columns.values())
    found: dict[int, int] = {}
    for area in dict.fromkeys(grid.merged):
        across = area.top == area.bottom and area.top in place.rows and area.right > area.left
        if across and len([c for c in inputs if area.left <= c <= area.right]) > 1:
            filled = [c for c in grid.columns_of(area.top) if not grid.cells[area.top, c].blank]
            if filled == [area.left]:
                found[area.top] = area.left
    return found


def merged_inputs(found: FoundSheet, statements: frozenset[int]) -> Iterator[Observation]:
    """Note merged cells that cover inputs, because Excel keeps only the first cell's content.

    An objective merged over its actions is read for each of them, and a row with a single text (`statements`), such as
    one that says there are no indicators, has nothing to lose.
    """
    grid = found.grid
    areas = [area for area in dict.fromkeys(grid.merged) if not _is_harmless(area, found, statements)]
    if not areas:
        return
    inputs = grid.unlocked | {
        (row, column) for table in found.tables.values() for row in table.rows for column in table.columns.values()
    }
    rows: dict[int, list[int]] = {}  # by column, because each of thousands of merged ranges is looked up
    for row, column in sorted(inputs):
        rows.setdefault(column, []).append(row)
    for area in areas:
        covered = sum(
            bisect_right(filled, area.bottom) - bisect_left(filled, area.top)
            for column, filled in rows.items()
            if area.left <= column <= area.right
        )
        if covered > 1:
            cells = range_of(((area.top, area.left), (area.bottom, area.right)))
            yield seen("merged-inputs", grid.at(area.top, area.left))._replace(other=cells)


def _is_objective(area: Area, rows: range, column: int | None) -> bool:
    return area.left == area.right == column and area.top in rows and area.bottom in rows


def _is_paragraph(area: Area, found: FoundSheet) -> bool:
    """Tell whether a merge within a row may be a paragraph across the sheet: nothing is in the cells that it covers.

    It may be one of a table that was not found, so all it must not be is in a table with several columns.
    """
    tables = (
        found.tables[table.key] for table in found.layout.tables if not table.across and table.key in found.tables
    )
    cells = (found.grid.cells[area.top, at] for at in found.grid.columns_of(area.top) if area.left < at <= area.right)
    across = any(table.across for table in found.layout.tables)
    return across and all(cell.blank for cell in cells) and not any(area.top in place.rows for place in tables)


def _is_harmless(area: Area, found: FoundSheet, statements: frozenset[int]) -> bool:
    """Tell whether a merge loses nothing.

    That is an objective over its actions, a row that only says there are none, or a paragraph across the sheet.
    """
    if area.top == area.bottom and (area.top in statements or _is_paragraph(area, found)):
        return True
    place = found.tables.get(ACTIONS.key)
    if place is not None and area.top == area.bottom and area.top in place.headed:
        return True
    return place is not None and _is_objective(area, place.rows, place.columns.get("objective"))
