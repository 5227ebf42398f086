"""Tables next to each other with a blank column between them: actions, and their measures or counts of them."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Table
from plan_workbook.bringing.recognising.headings import headed
from plan_workbook.bringing.recognising.kinds import Reading, readings
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.values.text import fold

_LIKELY = 0.8
"""How surely each of them is a table of its kind."""
_LEAST_COLUMNS = 2
_KINDS = (Kind.ACTIONS, Kind.INDICATORS)
_OF_PLANS = (*_KINDS, Kind.RECOMMENDATIONS)


def side_by_side(table: Table) -> Iterator[Table]:
    """Yield a table of a plan and what is next to it: the other one, a key, or counts of what is in it.

    Any other table is yielded as it is.
    """
    covered = {column for cell in table.cells for column in range(cell.column, cell.column + cell.across)}
    for gap in range(_LEAST_COLUMNS, table.columns - _LEAST_COLUMNS):
        if gap in covered:
            continue
        left = table._replace(cells=tuple(cell for cell in table.cells if cell.column < gap))
        others = tuple(cell._replace(column=cell.column - gap - 1) for cell in table.cells if cell.column > gap)
        right = Table(f"{table.where}, from column {gap + 2}", others, table.sheet, table.repeated)
        one, other = _best(left), _best(right)
        both = {_kind(one), _kind(other)} == {*_KINDS}
        if both or (_kind(one) in _OF_PLANS and _is_beside(other, left, right)):
            yield from (left, right)
            return
    yield table


def _best(table: Table) -> Reading:
    return readings(columns_of(table, headed(table)), ())[0]


def _kind(reading: Reading) -> Kind | None:
    """Return what a table is, if that is likely."""
    return reading.kind if reading.sure >= _LIKELY else None


def _is_beside(reading: Reading, left: Table, right: Table) -> bool:
    """Tell whether a table is a key or no part of a plan, and has one of the headings again."""
    again = {fold(text) for text in headed(left).texts} & {fold(text) for text in headed(right).texts} - {""}
    return reading.kind in (Kind.KEY, Kind.IGNORED) and bool(again)
