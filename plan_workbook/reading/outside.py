"""Finds text typed where nothing is read: outside the tables, over formulas, next to the tool's own cells."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook import layout
from plan_workbook.plan.model import Observation, Plan, Recommendation
from plan_workbook.plan.status import status_of
from plan_workbook.reading.book import Sheet
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.find import FoundSheet
from plan_workbook.reading.observations import seen
from plan_workbook.values.text import fold, says_no_value

RULE = "content-outside-table"


def filled_outside(sheet: Sheet) -> list[Cell]:
    """Return the filled cells of a generated sheet outside the area that the tool wrote; usually none."""
    area = sheet.grid.names.get(layout.GENERATED_AREA_NAME)
    cells = sorted(sheet.grid.cells.items())
    return [cell for place, cell in cells if area and not area.holds(*place) and not cell.blank]


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
        if not (cell.formula or cell.blank) and fold(as_text(cell.raw)) != judged.get(row):
            yield seen(RULE, cell)
