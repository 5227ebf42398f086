"""Refs of actions and indicators that are the numbers of the recommendations they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.titles import number_key, of_an_item
from plan_workbook.bringing.assembling.vocabulary import unread_numbers
from plan_workbook.bringing.brought import Column, Kind, Recognised
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.register import NUMBER

_SURE = 0.8
_OF_ROWS = (fields.REF, fields.PI_NUMBER)


def with_numbers_of_items(recognised: Sequence[Recognised]) -> tuple[Recognised, ...]:
    """Return the tables, with refs as numbers of recommendations where they come again and only these have them."""
    numbers = {
        number_key(of_an_item(text).number)
        for table in recognised
        if table.kind is Kind.RECOMMENDATIONS
        for at in (*_columns(table, (NUMBER,)), *unread_numbers(table))
        for text in _texts(table, at)
    } - {""}
    return tuple(_as_numbers(each, numbers) for each in recognised) if numbers else tuple(recognised)


def _as_numbers(table: Recognised, numbers: set[str]) -> Recognised:
    if table.kind not in (Kind.ACTIONS, Kind.INDICATORS) or [*_columns(table, (NUMBER, fields.TITLE))]:
        return table
    for at in _columns(table, _OF_ROWS):
        said = [number_key(of_an_item(text).number) for text in _texts(table, at)]
        if len({*said}) < len(said) and numbers.issuperset(said) and table.columns[at].why != SAID:
            column: Column = table.columns[at]._replace(
                field=NUMBER, of=None, sure=_SURE, why="the recommendations have these numbers"
            )
            return table._replace(columns=(*table.columns[:at], column, *table.columns[at + 1 :]))
    return table


def _columns(table: Recognised, wanted: Sequence[str]) -> list[int]:
    return [at for at, column in enumerate(table.columns) if column.field in wanted]


def _texts(table: Recognised, at: int) -> list[str]:
    cells = (cell for cell in table.table.cells if cell.column == at and cell.row not in table.headings)
    return [cell.text.strip() for cell in cells if not cell.blank]
