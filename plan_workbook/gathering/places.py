"""What a cell of a plan is about, whichever row it is in this month. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from plan_workbook import layout
from plan_workbook.layout import Table
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import plain_number
from plan_workbook.plan.model import Action, Indicator, Plan, TableRow
from plan_workbook.plan.row_names import pi_number, plain_ref


class About(NamedTuple):
    """What a cell is about."""

    table: str
    """What people call the table or sheet: ``Actions``."""
    item: str
    """``15``, ``15 action a``, ``15 PI csc 022``; empty for the plan itself."""
    field: str
    """The heading of its column or field."""


def places_of(plan: Plan) -> Mapping[tuple[str, str], About]:
    """Return what each cell of a plan is about, by sheet and cell."""
    return dict(_places(plan))


def _places(plan: Plan) -> Iterator[tuple[tuple[str, str], About]]:
    for field in layout.PLAN.fields:
        yield _of(plan.fields[field.key], layout.PLAN.title, "", field.heading)
    for table in layout.PLAN.tables:
        for row in plan.rows(table.key):
            yield from _of_row(row, table, "")
    for each in plan.recommendations:
        item = plain_number(each.number.text, plan.item_word)
        for field in layout.RECOMMENDATION.fields:
            yield _of(each.inputs[field.key], layout.RECOMMENDATION.title, item, field.heading)
        for table in layout.RECOMMENDATION.tables:
            for line in each.rows(table.key):
                yield from _of_row(line, table, _named(line, item))


def _named(row: TableRow, item: str) -> str:
    if isinstance(row, Action):
        return f"{item} action {plain_ref(row)}".rstrip()
    if isinstance(row, Indicator):
        return f"{item} PI {pi_number(row) or ''}".rstrip()
    return item


def _of_row(row: TableRow, table: Table, item: str) -> Iterator[tuple[tuple[str, str], About]]:
    headings = {column.key: column.heading for column in all_inputs(table, row.inputs)}
    for key, read in row.inputs.items():
        yield _of(read, table.called, item, headings[key])


def _of(read: Input[Any], table: str, item: str, field: str) -> tuple[tuple[str, str], About]:
    return (read.sheet, read.cell), About(table, item, field)
