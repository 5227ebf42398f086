"""Reads what a recommendation's sheet says of the last period, next to its inputs: text of the tool, and no input."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook.plan.was import FIELDS, TYPED, is_was
from plan_workbook.reading.cells import Cell
from plan_workbook.reading.find import FoundSheet


def said_of_last_period(found: FoundSheet) -> dict[tuple[int, str], str]:
    """Return the texts by the row and the key of their column, those next to fields by 0 and the key of the field.

    A cell in which somebody typed something else is there as well, as `TYPED`.
    """
    return {place: TYPED if _is_typed(cell) else str(cell.raw) for place, cell in _cells(found) if not cell.blank}


def typed_over(found: FoundSheet) -> list[Cell]:
    """Return the cells for such texts in which somebody typed something else."""
    return [cell for _, cell in _cells(found) if not cell.blank and _is_typed(cell)]


def _is_typed(cell: Cell) -> bool:
    return cell.formula or not is_was(cell.raw)


def _cells(found: FoundSheet) -> Iterator[tuple[tuple[int, str], Cell]]:
    for key, cell in found.beside.items():
        yield (FIELDS, key), cell
    for table in found.layout.tables:
        place = found.tables.get(table.key)
        for column in table.remembering if place else ():
            at = place.columns.get(column.key) if place else None
            if place and at:
                rows = (row for row in place.rows if (row, at) in found.grid.cells)
                yield from (((row, column.key), found.grid.cells[row, at]) for row in rows)
