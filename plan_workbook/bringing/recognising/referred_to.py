"""Tables of items that another table refers to by their numbers, whatever both call them.

    Line | Direction  | Executive sponsor        Line | Action        | Owner | Due
    1    | Early help | Jo Hart                  1    | Recruit staff | ...
    2    | Fostering  | Al Ray                   1    | Train them    | ...

A list of short texts with who leads them looks like actions without dates. That each of its numbers is there once, and
comes again in a column of the same name in the table of what is done, tells that it lists the items. So it does that
each is the name of a sheet with such a table. Counts by rating, and the sources of drop-downs, have their texts again
too: what has no titles, or ratings for numbers, lists nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import SURE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.contents import contents
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_LIKELY = 0.7
"""How sure it is that such a table lists the items: a person is asked."""
_MOST_COLUMNS = 6
_MOSTLY = 0.75
"""How well what is in a column fits a field at least."""
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
    may_be = table.kind is Kind.ACTIONS or (table.kind is Kind.IGNORED and table.sure < SURE)
    if not may_be or table.why == SAID or has & _DATES or not 1 < len(table.columns) <= _MOST_COLUMNS:
        return None
    for at, column in enumerate(table.columns):
        texts = _texts(table, at) if column.field in (fields.REF, NUMBER, "") else []
        if len(texts) < 2 or len({*texts}) < len(texts) or contents(_cells(table, at)).shares.rating > _MOSTLY:
            continue
        named = any(_refers(each, column, texts) for each in found) or _are_sheets(table, texts, found)
        if named and (table.kind is Kind.ACTIONS or fields.TITLE in _by_their_texts(table, at).values()):
            return at
    return None


def _are_sheets(table: Recognised, texts: Sequence[str], found: Sequence[Recognised]) -> bool:
    """Tell whether each number is the name of another sheet with actions or indicators: `Theme 1`, `1`."""
    sheets = {
        fold(each.table.sheet)
        for each in found
        if each.table.sheet and each.kind in (Kind.ACTIONS, Kind.INDICATORS) and each.table.sheet != table.table.sheet
    }
    return len(texts) > 1 and sheets.issuperset(texts)


def _refers(other: Recognised, column: Column, texts: Sequence[str]) -> bool:
    """Tell whether a table has the numbers of another one again and again, below the same heading."""
    if other.kind not in (Kind.ACTIONS, Kind.INDICATORS):
        return False
    for at, its in enumerate(other.columns):
        said = _texts(other, at) if fold(its.heading) == fold(column.heading) else []
        if len({*said}) < len(said) and {*texts}.issuperset(said):
            return True
    return False


def _cells(table: Recognised, at: int) -> list[Cell]:
    return [c for c in table.table.cells if c.column == at and c.row not in table.headings and not c.blank]


def _texts(table: Recognised, at: int) -> list[str]:
    return [fold(cell.text) for cell in _cells(table, at)]


def _as_items(table: Recognised, number: int) -> Recognised:
    why = "another table has its numbers again"
    fields_of = _by_their_texts(table, number) if table.kind is Kind.IGNORED else {}
    columns = tuple(
        column._replace(
            field=NUMBER if at == number else fields_of.get(at) or _AS.get(column.field, ""),
            of=None,
            sure=_LIKELY if at in fields_of else min(column.sure, SURE),
            why=why,
        )
        for at, column in enumerate(table.columns)
    )
    return table._replace(kind=Kind.RECOMMENDATIONS, sure=_LIKELY, why=why, columns=columns)


def _by_their_texts(table: Recognised, number: int) -> dict[int, str]:
    """Return what the columns of a table are of which nothing is known: titles, their leads, how far they are."""
    seen = {at: contents(_cells(table, at)) for at in range(len(table.columns)) if at != number}
    found: dict[int, str] = {}
    for at, its in seen.items():
        if its.is_colours or its.fits(Holds.RATING) >= _MOSTLY:
            field = fields.RAG
        elif its.filled and its.fits(Holds.LEADS) >= _MOSTLY:
            field = fields.LEAD
        elif not its.filled or max(its.shares.figure, its.shares.code) >= _MOSTLY:
            continue
        else:
            field = fields.PROGRESS if fields.TITLE in found.values() else fields.TITLE
        if field not in found.values():
            found[at] = field
    return found
