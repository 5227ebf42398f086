"""What is typed next to inputs about the last period: ``was A``. Pure functions of what was read."""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook.layout import RECOMMENDATION
from plan_workbook.package.addresses import address_of, place_of
from plan_workbook.package.typed_values import Typed
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.plan.was import FIELDS, TYPED, Said

_FIELDS = tuple(field.key for field in RECOMMENDATION.fields if field.remembered)
_TABLES = tuple(table for table in RECOMMENDATION.tables if table.remembering)


def cells_of_last_period(plan: Plan, said: Mapping[str, Said]) -> dict[str, dict[str, Typed]]:
    """Return what is typed for it, by sheet and address: also that nothing is said any more.

    Sheets that have no cells for it, as in workbooks that were made before there were any, are left out, and so are
    cells in which somebody typed something.
    """
    found: dict[str, dict[str, Typed]] = {}
    for each in plan.recommendations:
        cells = _cells(each)
        if cells:
            now = said.get(each.sheet, {})
            wanted = {place: now.get(place) for place in cells if now.get(place) or place in each.was}
            found[each.sheet] = {cells[place]: text for place, text in wanted.items() if each.was.get(place) != TYPED}
    return found


def _cells(each: Recommendation) -> dict[tuple[int, str], str]:
    """Return the cells next to the inputs of a sheet, by row and key."""
    found: dict[tuple[int, str], str] = {}
    for table in _TABLES:
        place = each.places.get(table.key)
        columns = {c.key: place.columns[c.key] for c in table.remembering if c.key in place.columns} if place else {}
        for row in place.rows if place else ():
            found |= {(row, key): address_of((row, at)) for key, at in columns.items()}
    for key in _FIELDS if found else ():
        if each.inputs[key].cell and each.inputs[key].problem is None:
            row, column = place_of(each.inputs[key].cell)[0]
            found[FIELDS, key] = address_of((row, column + 1))
    return found
