"""Tables on their side: headings down the first column, and a column for each action."""

from __future__ import annotations

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Layout, Table
from plan_workbook.bringing.recognising.headings import by_row, headed, says_headings
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.bringing.recognising.wording import period_of

_ENOUGH, _LIKELY = 0.6, 0.7
"""Which share of the texts of the first column are known as headings, and how surely such a table is one of actions."""
_LEAST_LABELS, _MOST_COLUMNS = 3, 60
_PLAN = (Kind.ACTIONS, Kind.INDICATORS)


def on_its_side(table: Table) -> Table | None:
    """Return a table whose headings are below each other as one with them at its top; None if it is not such a table.

    Its first column has them, once each, and its first row has none. What it measures may be called like headings too,
    such as `Number of audits`: a table that is read more surely as it is stays so.
    """
    if not 2 < table.columns <= _MOST_COLUMNS or any(cell.down > 1 or cell.across > 1 for cell in table.cells):
        return None
    rows = by_row(table)
    labels = [cells[0] for cells in rows.values() if cells]
    if len(labels) < _LEAST_LABELS or any(cell.column for cell in labels):
        return None
    if len({cell.text.casefold() for cell in labels}) < len(labels) or not says_headings(labels, _ENOUGH):
        return None
    if says_headings([cell for cell in rows[0] if period_of(cell.text) is None], _ENOUGH):  # `Target | Q1 | Q2`
        return None
    cells = sorted((cell._replace(row=cell.column, column=cell.row) for cell in table.cells), key=lambda each: each[:2])
    turned = table._replace(cells=tuple(cells), repeated=1, layout=Layout.CARDS)
    best, as_it_is = (readings(columns_of(each, headed(each)), ())[0] for each in (turned, table))
    if best.kind not in _PLAN or best.sure < _LIKELY:
        return None
    return None if as_it_is.kind in _PLAN and as_it_is.sure >= best.sure else turned
