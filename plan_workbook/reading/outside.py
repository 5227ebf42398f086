"""Finds text typed where nothing is read: outside the tables, over formulas, next to the tool's own cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.utils.cell import coordinate_to_tuple

from plan_workbook import layout
from plan_workbook.package.sheet_facts import SheetFacts
from plan_workbook.plan.model import OWN_FORMULA, Observation, Plan, Recommendation
from plan_workbook.plan.status import status_of
from plan_workbook.reading.cells import as_text
from plan_workbook.reading.find import FoundSheet
from plan_workbook.reading.grid import area_of
from plan_workbook.reading.observations import seen
from plan_workbook.values.text import fold, says_no_value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

RULE = "content-outside-table"


def filled_outside(sheet: Worksheet, facts: SheetFacts) -> list[tuple[int, int]]:
    """Return the places of filled cells on a generated sheet outside the area that the tool wrote; usually none."""
    name = sheet.defined_names.get(layout.GENERATED_AREA_NAME)
    area = area_of(name.attr_text or "") if name else None
    return sorted(place for place in map(coordinate_to_tuple, facts.filled) if area and not area.holds(*place))


def unread_cells(found: FoundSheet, item_word: str) -> Iterator[Observation]:
    """Note filled cells that are not read, except the heading of a recommendation, which is the template's own."""
    number = found.fields.get("number")
    heading = fold(f"{item_word} {as_text(number.raw)}") if number else ""
    for cell in found.grid.unread():
        text = as_text(cell.raw, cell.number_format)
        if not cell.blank and fold(text) != heading and not says_no_value(text):
            yield seen(RULE, cell)


def statuses_typed_over(found: FoundSheet, recommendation: Recommendation, plan: Plan) -> Iterator[Observation]:
    """Note text in the Status column in place of its formula, unless it is the status that the formula would give."""
    place = recommendation.places.get("indicators")
    if place is None or "status" not in place.columns:
        return
    judged = {i.row: fold(status_of(i, plan).value) for i in recommendation.indicators}
    for row in place.rows:
        cell = found.grid.at(row, place.columns["status"])
        if cell.error:
            yield replace(seen(RULE, cell), other=OWN_FORMULA)
        elif not (cell.formula or cell.blank) and fold(as_text(cell.raw)) != judged.get(row):
            yield seen(RULE, cell)


def broken_panel(found: FoundSheet) -> Iterator[Observation]:
    """Note errors that the formulas of a sheet's panel give."""
    labels = {fold(line.label) for line in found.layout.panel}
    rows = {row for row, _, text in found.grid.labels if text in labels}
    for (row, column), cell in sorted(found.grid.cells.items()):
        if row in rows and cell.error and cell.formula and (row, column) not in found.grid.unlocked:
            yield replace(seen(RULE, cell), other=OWN_FORMULA)
