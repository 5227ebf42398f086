"""Tables of items that another table refers to by their numbers, whatever both call them.

    Line | Direction  | Executive sponsor        Line | Action        | Owner | Due
    1    | Early help | Jo Hart                  1    | Recruit staff | ...
    2    | Fostering  | Al Ray                   1    | Train them    | ...

A list of short texts with who leads them looks like actions without dates. That each of its numbers is there once, and
comes again in a column of the same name in the table of what is done, tells that it lists the items.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import SURE, Column, Kind, Recognised
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_LIKELY = 0.7
"""How sure it is that such a table lists the items: a person is asked."""
_MOST_COLUMNS = 6
_AS = {
    fields.ACTION: fields.TITLE,
    fields.TASK_LEAD: fields.LEAD,
    fields.COMMENT: fields.PROGRESS,
    fields.RAG: fields.RAG,
}
"""What the fields of actions are in a list of items."""
_DATES = {fields.START_DATE, fields.COMPLETION_DATE, fields.ORIGINAL_COMPLETION_DATE, fields.DATE_COMPLETED}


def with_items_referred_to(found: Sequence[Recognised]) -> list[Recognised]:
    """Return tables of which those are tables of recommendations whose numbers another one refers to."""
    if any(each.kind is Kind.RECOMMENDATIONS for each in found):
        return list(found)
    return [_as_items(each, at) if (at := _referred_to(each, found)) is not None else each for each in found]


def _referred_to(table: Recognised, found: Sequence[Recognised]) -> int | None:
    """Return the column with the numbers of a table of items; None if it is another one."""
    has = {column.field for column in table.columns}
    if table.kind is not Kind.ACTIONS or table.why == SAID or has & _DATES or len(table.columns) > _MOST_COLUMNS:
        return None
    for at, column in enumerate(table.columns):
        texts = _texts(table, at) if column.field in (fields.REF, NUMBER, "") else []
        if len(texts) > 1 and len({*texts}) == len(texts) and any(_refers(each, column, texts) for each in found):
            return at
    return None


def _refers(other: Recognised, column: Column, texts: Sequence[str]) -> bool:
    """Tell whether a table has the numbers of another one again and again, below the same heading."""
    if other.kind not in (Kind.ACTIONS, Kind.INDICATORS):
        return False
    for at, its in enumerate(other.columns):
        said = _texts(other, at) if fold(its.heading) == fold(column.heading) else []
        if len({*said}) < len(said) and {*texts}.issuperset(said):
            return True
    return False


def _texts(table: Recognised, at: int) -> list[str]:
    cells = (cell for cell in table.table.cells if cell.column == at and cell.row not in table.headings)
    return [fold(cell.text) for cell in cells if not cell.blank]


def _as_items(table: Recognised, number: int) -> Recognised:
    why = "another table has its numbers again"
    columns = tuple(
        column._replace(
            field=NUMBER if at == number else _AS.get(column.field, ""), of=None, sure=min(column.sure, SURE)
        )
        for at, column in enumerate(table.columns)
    )
    return table._replace(kind=Kind.RECOMMENDATIONS, sure=_LIKELY, why=why, columns=columns)
