"""Columns of actions and indicators that say what the table of recommendations does: its numbers, or its titles."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.titles import number_key, of_an_item
from plan_workbook.bringing.assembling.vocabulary import unread_numbers
from plan_workbook.bringing.brought import Column, Kind, Recognised
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.patterns import pattern
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_SURE, _LIKELY = 0.8, 0.7
_WHY, _OTHERS = "the recommendations say the same", "another column has the numbers of the recommendations"
_OF_ROWS = (fields.REF, fields.PI_NUMBER, "")
_CODE = pattern(r"[A-Za-z]{0,3}[ .-]?\d{0,3}(?:\.\d{1,3})*[a-z]?\.?")


def with_numbers_of_items(recognised: Sequence[Recognised]) -> tuple[Recognised, ...]:
    """Return the tables, with refs as numbers of recommendations where they come again and only these have them."""
    recognised = [
        _with(table, at, table.columns[at]._replace(field=NUMBER, sure=_LIKELY, why="it counts them"))
        if table.kind is Kind.RECOMMENDATIONS
        and (at := next(iter(_counting(table)), None)) is not None
        and table.columns[at].why != SAID
        else table
        for table in recognised
    ]
    numbers = {
        _number(text)
        for table in recognised
        if table.kind is Kind.RECOMMENDATIONS
        for at in (*_columns(table, (NUMBER,)), *unread_numbers(table), *_counting(table))
        for text in _texts(table, at)
    } - {""}
    titles = {
        fold(text)
        for table in recognised
        if table.kind is Kind.RECOMMENDATIONS
        for at in _columns(table, (fields.TITLE,))
        for text in _texts(table, at)
    }
    named = (_as_titles(each, titles) for each in recognised) if len(titles) > 1 else recognised
    return tuple(_as_numbers(each, numbers) if numbers else each for each in named)


def _as_titles(table: Recognised, titles: set[str]) -> Recognised:
    if table.kind not in (Kind.ACTIONS, Kind.INDICATORS) or _columns(table, (NUMBER, fields.TITLE)):
        return table
    for at, column in enumerate(table.columns):
        texts = _texts(table, at)
        if texts and column.why != SAID and titles.issuperset(map(fold, texts)):
            return _with(table, at, column._replace(field=fields.TITLE, of=Kind.RECOMMENDATIONS, sure=_SURE, why=_WHY))
    return table


def _with(table: Recognised, at: int, column: Column) -> Recognised:
    return table._replace(columns=(*table.columns[:at], column, *table.columns[at + 1 :]))


def _as_numbers(table: Recognised, numbers: set[str]) -> Recognised:
    if table.kind not in (Kind.ACTIONS, Kind.INDICATORS) or _columns(table, (fields.TITLE,)):
        return table
    taken = _columns(table, (NUMBER,))
    if any(numbers & {_number(text) for text in _texts(table, at)} or table.columns[at].why == SAID for at in taken):
        return table
    for at in _columns(table, _OF_ROWS):
        said = [_number(text) for text in _texts(table, at)]
        if len({*said}) < len(said) and numbers.issuperset(said) and table.columns[at].why != SAID:
            table = _with(table, at, table.columns[at]._replace(field=NUMBER, of=None, sure=_SURE, why=_WHY))
            for other in taken:  # they count the rows
                ref = table.columns[other]._replace(field=fields.IDS[table.kind], sure=_LIKELY, why=_OTHERS)
                table = _with(table, other, ref)
            return _with_ref_after(table, at) if table.kind is Kind.ACTIONS else table
    return table


def _with_ref_after(table: Recognised, at: int) -> Recognised:
    """Return the table with a column of codes that nobody knew as its refs, if it has no others."""
    for other, column in enumerate(table.columns[at + 1 :], at + 1):
        texts = _texts(table, other)
        if not column.field and column.why != SAID and texts and all(map(_CODE.fullmatch, texts)):
            return _with(
                table, other, column._replace(field=fields.REF, sure=_LIKELY, why="numbers or codes are in it")
            )
    return table


def _counting(table: Recognised) -> list[int]:
    """Return the columns of which nobody knows what they are, if they count the recommendations."""
    if _columns(table, (NUMBER,)):
        return []
    return [
        at
        for at in _columns(table, ("",))
        if (said := [_number(text) for text in _texts(table, at)]) and said == [str(n + 1) for n in range(len(said))]
    ][:1]


def _number(text: str) -> str:
    """Return a number alone, as numbers are compared; empty for another text."""
    said = of_an_item(text)
    return "" if said.title else number_key(said.number)


def _columns(table: Recognised, wanted: Sequence[str]) -> list[int]:
    return [at for at, column in enumerate(table.columns) if column.field in wanted]


def _texts(table: Recognised, at: int) -> list[str]:
    cells = (cell for cell in table.table.cells if cell.column == at and cell.row not in table.headings)
    return [cell.text.strip() for cell in cells if not cell.blank]
