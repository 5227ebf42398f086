"""The order of the tables on a recommendation's sheet, so that each has its headings on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from plan_workbook.layout import ACTIONS, INDICATORS, NO_INPUTS, Sheet, Table
from plan_workbook.package.heights import LINE, height_for
from plan_workbook.plan.inputs import Input
from plan_workbook.writing.inputs import room_in
from plan_workbook.writing.page_breaks import FULL, page_height
from plan_workbook.writing.page_setup import NARROW, fitted

SIDES, MARGINS = 0.25, NARROW
"""Margin of a recommendation's sheet on the left and the right, in inches, and those above and below."""
Rows = Sequence[Mapping[str, Input[Any]]]


def arranged(declared: Sheet, tables: Mapping[str, Rows]) -> Sheet:
    """Return a recommendation's sheet with its tables in the order in which they are drawn, filled with these rows.

    Only one block of rows of a sheet can be printed again at the top of each page: the headings of its last table. That
    is the actions, unless the indicators take more than a page and the actions do not.
    """
    indicators, actions = (declared.table(each.key) for each in (INDICATORS, ACTIONS))
    paper, widths = fitted(declared, SIDES)
    page = page_height(widths, SIDES, paper, MARGINS) * FULL
    if (
        not height_of(actions, widths, tables[actions.key])
        <= page
        < height_of(indicators, widths, tables[indicators.key])
    ):
        return declared
    others = tuple(table for table in declared.tables if table not in (indicators, actions))
    return replace(declared, tables=(*others, actions, indicators))


def height_of(table: Table, widths: Sequence[float], rows: Rows) -> float:
    """Return how high a table is in points, with its title and headings, but without spare rows."""
    columns = [(each, room_in(widths[at], each.kind)) for at, each in enumerate(table.columns, table.first_column - 1)]
    inputs = [(each.key, room) for each, room in columns if each.kind not in NO_INPUTS]
    headings = height_for((each.heading, room) for each, room in columns)
    return (
        LINE + headings + sum(height_for((row[key].text, room) for key, room in inputs if key in row) for row in rows)
    )
