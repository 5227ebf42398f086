"""What a cell of a plan is about, whichever row it is in this month. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.layout import Table
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


Cell = tuple[str, str]
"""Its sheet and its address."""


def places_of(plan: Plan, cells: Collection[Cell]) -> Mapping[Cell, About]:
    """Return what each of these cells of a plan is about; those that are not inputs of the plan are not there."""
    return {cell: About(*about) for cell, *about in _places(plan) if cell in cells}


def _places(plan: Plan) -> Iterator[tuple[Cell, str, str, str]]:
    for field in layout.PLAN.fields:
        read = plan.fields[field.key]
        yield (read.sheet, read.cell), layout.PLAN.title, "", field.heading
    for table in layout.PLAN.tables:
        for row in plan.rows(table.key):
            yield from _of_row(row, table, "")
    for each in plan.recommendations:
        item = plain_number(each.number.text, plan.item_word)
        for field in layout.RECOMMENDATION.fields:
            read = each.inputs[field.key]
            yield (read.sheet, read.cell), layout.RECOMMENDATION.title, item, field.heading
        for table in layout.RECOMMENDATION.tables:
            for line in each.rows(table.key):
                yield from _of_row(line, table, _named(line, item))


def _named(row: TableRow, item: str) -> str:
    if isinstance(row, Action):
        return f"{item} action {plain_ref(row)}".rstrip()
    if isinstance(row, Indicator):
        return f"{item} PI {pi_number(row) or ''}".rstrip()
    return item


def _of_row(row: TableRow, table: Table, item: str) -> Iterator[tuple[Cell, str, str, str]]:
    headings, called = table.headings, table.called
    for key, read in row.inputs.items():
        yield (read.sheet, read.cell), called, item, headings[key]
