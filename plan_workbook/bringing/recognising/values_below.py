"""Boxes whose labels have their values below them, row for row: labels, their values, further labels and theirs.

    Ref | Lead    | Due
    1.1 | Jo Hart | May 2018
    What we will do
    Recruit a team of supervising social workers

One such row of labels above values is a table as any other; several are a box.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.card_runs import Pair, shown_by_fill
from plan_workbook.bringing.recognising.headings import by_row

_LONGEST_LABEL = 60
_LEAST_ROWS, _LEAST_LABELS = 2, 3


def pairs_below(table: Table) -> tuple[Pair, ...]:
    """Return the labels of such a box, each with its value; nothing if the table is another one."""
    if table.headings is not None or table.rows < 2 * _LEAST_ROWS or any(cell.down > 1 for cell in table.cells):
        return ()
    rows = by_row(table)
    shown = shown_by_fill(table)
    found: list[Pair] = []
    most = 0
    for row in range(0, table.rows, 2):
        labels, values = rows[row], rows.get(row + 1, [])
        if not _are_labels(labels) or _are_labels(values):
            return ()
        below = {(cell.column, cell.across): cell for cell in values}
        for label in labels:
            value = below.pop((label.column, label.across), shown.get((row + 1, label.column)))
            found.append(Pair(label, value))
        if below:
            return ()
        most = max(most, len(labels))
    return tuple(found) if most > 1 and len(found) >= _LEAST_LABELS else ()


def _are_labels(cells: Sequence[Cell]) -> bool:
    """Tell whether the texts of a row are set as labels are: all of them bold and short."""
    return bool(cells) and all(cell.bold and len(cell.text) <= _LONGEST_LABEL for cell in cells)
