"""Room in the tables of a workbook: more spare rows at the end of a table, before its thin locked row."""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook import layout
from plan_workbook.layout import Table
from plan_workbook.package import insert_all_rows
from plan_workbook.plan.model import Place, Plan

Rooms = Mapping[tuple[str, str], int]
"""How many rows a table gets, by its sheet's name and the key of the table in the layout."""


def tables_of(plan: Plan, sheet: str) -> dict[str, tuple[Table, Place]]:
    """Return the tables that were found on a sheet that people fill in, by their keys."""
    kinds = [(layout.RECOMMENDATION, each.places) for each in plan.recommendations if each.sheet == sheet]
    if sheet == plan.plan_sheet:
        kinds.append((layout.PLAN, plan.places))
    return {
        table.key: (table, places[table.key]) for kind, places in kinds for table in kind.tables if table.key in places
    }


def with_room(content: bytes, plan: Plan, rooms: Rooms) -> bytes:
    """Return the workbook of a plan with more spare rows at the end of some of its tables.

    What refers to a table, and to what lies below it, follows, on all sheets: ranges that end with the table's last row
    grow. Summary and Checks are not regenerated.

    Args:
        content: the workbook.
        plan: what was read from it.
        rooms: how many rows each table gets. Tables that the workbook does not have are ignored.

    Raises:
        PackageError: rows can't be inserted, with the reason in a sentence.
    """
    places = {
        (sheet, key): place
        for sheet in {sheet for sheet, _ in rooms}
        for key, (_, place) in tables_of(plan, sheet).items()
    }
    wanted = [(where[0], places[where].rows.stop - 1, count) for where, count in rooms.items() if where in places]
    return insert_all_rows(content, sorted(wanted, reverse=True), plan.name, extending=True)
