"""Room in the tables of a workbook: more spare rows at the end of a table, before its thin locked row."""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook import layout
from plan_workbook.layout import Table
from plan_workbook.package import Result, insert_all_rows, set_cells, unfit_cells
from plan_workbook.package.addresses import address_of
from plan_workbook.package.typed_values import Typed
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
    grow. The Status of a new row is saved as blank. Summary and Checks are not regenerated.

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
    result = insert_all_rows(content, sorted(wanted, reverse=True), plan.name, extending=True)
    statuses = _new_statuses(places, rooms)
    if not statuses:
        return result
    unfit = unfit_cells(result, statuses, plan.name)  # those without a formula, as in the row above
    given = {
        sheet: {at: each for at, each in values.items() if (sheet, at) not in unfit}
        for sheet, values in statuses.items()
    }
    return set_cells(result, given, plan.name)


def _new_statuses(places: Mapping[tuple[str, str], Place], rooms: Rooms) -> dict[str, dict[str, Typed]]:
    """Return what the Status formulas of new rows give before anything is typed: programs show what is saved."""
    found: dict[str, dict[str, Typed]] = {}
    for where, count in rooms.items():
        if where in places and "status" in places[where].columns:
            stop, column = places[where].rows.stop, places[where].columns["status"]
            above = sum(rooms[o] for o in rooms if o in places and o[0] == where[0] and places[o].rows.stop < stop)
            rows = range(stop + above, stop + above + count)
            found[where[0]] = {address_of((row, column)): Result("") for row in rows}
    return found
