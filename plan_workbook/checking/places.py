"""What a cell of a plan is about, whichever row and sheet it is in this month. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from plan_workbook import layout
from plan_workbook.checking.case import Case
from plan_workbook.layout import Sheet
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import bare_number
from plan_workbook.plan.model import Plan
from plan_workbook.plan.row_names import pi_number_of, plain_ref_of

Inputs = Mapping[str, Input[Any]]
_Said = tuple[str, str, str]
"""The table, item and field of a cell; an `About` is made of it when somebody asks, which is of few."""


class About(NamedTuple):
    """What a cell is about."""

    table: str
    """What people call the table or sheet: ``Actions``."""
    item: str
    """``R15``, ``R15 a``, ``CSC 022``: as Where of an accepted finding names it; empty for the plan itself."""
    field: str
    """The heading of its column or field."""


class Places:
    """The cells of a plan, looked up sheet by sheet: of most sheets nobody asks anything."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan."""
        self._plan = plan
        self._owners = {each.sheet: each for each in plan.recommendations}
        self._known: dict[str, dict[str, _Said]] = {}

    def about(self, sheet: str | None, cell: str | None) -> About | None:
        """Return what a cell is about; None if it is in no table and no field."""
        if not sheet or not cell:
            return None
        if sheet not in self._known:
            self._known[sheet] = dict(self._on(sheet))
        said = self._known[sheet].get(cell)
        return About._make(said) if said else None

    def _on(self, sheet: str) -> Iterator[tuple[str, _Said]]:
        owner, plan = self._owners.get(sheet), self._plan
        if owner is not None:
            item = usual_sheet(owner.number.text, plan.item_word)
            yield from _of_row(layout.RECOMMENDATION.title, owner.inputs, _headings(layout.RECOMMENDATION), item)
            for table in layout.RECOMMENDATION.tables:
                rows = owner.rows(table.key)
                keys = rows[0].inputs if rows else ()
                headings = {column.key: column.heading for column in all_inputs(table, keys)}
                for row in rows:
                    yield from _of_row(table.called, row.inputs, headings, item_named(item, row.inputs))
        elif sheet == plan.plan_sheet:
            yield from _of_row(layout.PLAN.title, plan.fields, _headings(layout.PLAN), "")
            for table in layout.PLAN.tables:
                headings = table.headings
                for entry in plan.rows(table.key):
                    yield from _of_row(table.called, entry.inputs, headings, "")


def _headings(sheet: Sheet) -> dict[str, str]:
    return {field.key: field.heading for field in sheet.fields}


def _of_row(table: str, inputs: Inputs, headings: Mapping[str, str], item: str) -> Iterator[tuple[str, _Said]]:
    return ((read.cell, (table, item, headings[key])) for key, read in inputs.items() if key in headings)


def item_named(sheet: str, inputs: Inputs) -> str:
    """Return what a row is called by its ref or PI number; without one, what its sheet is called.

    Args:
        sheet: the usual name of the recommendation's sheet, ``R15``.
        inputs: what the row holds.
    """
    if "number" in inputs and "description" in inputs:
        return (pi_number_of(inputs["number"]) or sheet).upper()
    ref = plain_ref_of(inputs["ref"].compared or "") if "ref" in inputs else ""
    return f"{sheet} {ref}".strip()


def item_of(case: Case[Any], about: About | None) -> str | None:
    """Return what a finding is about, in the words of `About.item`; None for the plan itself.

    A row that is gone is not where the finding points, so a case that names a row goes before its cell.
    """
    inputs, owner = case.inputs, case.recommendation
    if owner is None:
        is_gone = "number" in inputs and "description" not in inputs
        return usual_sheet(inputs["number"].text, case.plan.item_word) if is_gone else (about and about.item) or None
    sheet = usual_sheet(owner.number.text, case.plan.item_word)
    if "ref" in inputs or "description" in inputs:
        return item_named(sheet, inputs)
    return about.item if about else sheet


def usual_sheet(number: str, item_word: str) -> str:
    """Return what the sheet of a recommendation is called unless somebody has renamed it."""
    return layout.sheet_name(bare_number(number, item_word))
