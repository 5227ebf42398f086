"""Tables next to each other with a blank column between them, where both are known: actions, and their measures."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Table
from plan_workbook.bringing.recognising.headings import headed
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of

_LIKELY = 0.8
"""How surely each of them is a table of its kind."""
_LEAST_COLUMNS = 2
_KINDS = (Kind.ACTIONS, Kind.INDICATORS)


def side_by_side(table: Table) -> Iterator[Table]:
    """Yield the table of actions and the one of indicators that are next to each other; any other table as it is."""
    covered = {column for cell in table.cells for column in range(cell.column, cell.column + cell.across)}
    for gap in range(_LEAST_COLUMNS, table.columns - _LEAST_COLUMNS):
        if gap in covered:
            continue
        left = table._replace(cells=tuple(cell for cell in table.cells if cell.column < gap))
        others = tuple(cell._replace(column=cell.column - gap - 1) for cell in table.cells if cell.column > gap)
        right = Table(f"{table.where}, from column {gap + 2}", others, table.sheet, table.repeated)
        if {_kind(left), _kind(right)} == {*_KINDS}:
            yield from (left, right)
            return
    yield table


def _kind(table: Table) -> Kind | None:
    """Return what a table is, if that is likely."""
    best = readings(columns_of(table, headed(table)), ())[0]
    return best.kind if best.sure >= _LIKELY else None
