"""A label merged down next to a table: ``What we will do`` next to the headings and rows of the actions."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.headings import by_row, says_headings

_ENOUGH = 0.6
"""Which share of the texts next to a label are known as headings."""


def without_label_beside(table: Table) -> Iterator[Table]:
    """Yield a table in which such a label is above the headings that it is next to; what is above it by itself.

    Any other table is yielded as it is.
    """
    found = _label(table)
    if found is None:
        yield table
        return
    label, rows = found, by_row(table)
    end = max([label.row + label.down, *(row + 1 for row, cells in rows.items() if row > label.row and cells)])
    own = [cell for cell in table.cells if label.row <= cell.row and cell is not label]
    below = [cell for cell in own if cell.row >= label.row + label.down or cell.column == label.column]
    if any(not cell.blank for cell in below) and not _are_values(below, table):
        yield table
        return
    width = table.columns - label.column - 1
    above = tuple(cell for cell in table.cells if cell.row < label.row)
    if any(not cell.blank for cell in above):
        yield Table(f"{table.where}, rows 1 to {label.row}", above, table.sheet, 0)
    its = tuple(
        cell._replace(row=cell.row - label.row + 1, column=cell.column - 1)
        for cell in own
        if cell.row < label.row + label.down and cell.column > label.column
    )
    title = label._replace(row=0, column=0, down=1, across=max(width, 1))
    last = label.row + label.down
    yield Table(f"{table.where}, rows {label.row + 1} to {last}", (title, *its), table.sheet, 0)
    if rest := tuple(cell._replace(row=cell.row - last) for cell in own if cell.row >= last):
        yield Table(f"{table.where}, rows {last + 1} to {end}", rest, table.sheet, 0)


def _label(table: Table) -> Cell | None:
    """Return the label: the only text of the first column next to headings and at least one row below these."""
    rows = by_row(table)
    for cell in table.cells:
        if cell.column or cell.blank or cell.row == 0 or cell.down < 2 or cell.across > 1:
            continue
        beside = [each for each in rows[cell.row] if each is not cell and each.row == cell.row]
        if len(beside) >= 2 and says_headings(beside, _ENOUGH) and len(beside) >= table.columns - 2:
            return cell
    return None


def _are_values(cells: list[Cell], table: Table) -> bool:
    """Tell whether what is below the label is a label with its value in each row."""
    rows = {cell.row for cell in cells}
    return all(sum(cell.row == row and not cell.blank for cell in table.cells) <= 2 for row in rows)
