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


class About(NamedTuple):
    """What a cell is about."""

    table: str
    """What people call the table or sheet: ``Actions``."""
    item: str
    """``R15``, ``R15 a``, ``CSC 022``: as Where of an accepted finding names it; empty for the plan itself."""
    field: str
    """The heading of its column or field."""


class _Row(NamedTuple):
    """A row of a table, or the fields of a sheet; an `About` is made of it when somebody asks, which is of few."""

    table: str
    inputs: Inputs
    headings: Mapping[str, str]
    sheet: str
    """What the recommendation's sheet is usually called; empty on the plan's own."""
    is_item: bool = False
    """Whether it is something of the recommendation with a ref or number of its own."""

    def about(self, key: str) -> About:
        item = item_named(self.sheet, self.inputs) if self.is_item else self.sheet
        return About(self.table, item, self.headings[key])


class Places:
    """The cells of a plan, looked up sheet by sheet: of most sheets nobody asks anything."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan."""
        self._plan = plan
        self._owners = {each.sheet: each for each in plan.recommendations}
        self._known: dict[str, dict[str, tuple[_Row, str]]] = {}

    def about(self, sheet: str | None, cell: str | None) -> About | None:
        """Return what a cell is about; None if it is in no table and no field."""
        if not sheet or not cell:
            return None
        if sheet not in self._known:
            known = self._known[sheet] = {}
            for row in self._on(sheet):
                headings = row.headings
                known |= {read.cell: (row, key) for key, read in row.inputs.items() if key in headings}
        said = self._known[sheet].get(cell)
        return said[0].about(said[1]) if said else None

    def _on(self, sheet: str) -> Iterator[_Row]:
        owner, plan = self._owners.get(sheet), self._plan
        if owner is not None:
            item = usual_sheet(owner.number.text, plan.item_word)
            yield _Row(layout.RECOMMENDATION.title, owner.inputs, _headings(layout.RECOMMENDATION), item)
            for table in layout.RECOMMENDATION.tables:
                rows = owner.rows(table.key)
                keys = rows[0].inputs if rows else ()
                headings = {column.key: column.heading for column in all_inputs(table, keys)}
                yield from (_Row(table.called, row.inputs, headings, item, is_item=True) for row in rows)
        elif sheet == plan.plan_sheet:
            yield _Row(layout.PLAN.title, plan.fields, _headings(layout.PLAN), "")
            for table in layout.PLAN.tables:
                yield from (_Row(table.called, each.inputs, table.headings, "") for each in plan.rows(table.key))


def _headings(sheet: Sheet) -> dict[str, str]:
    return {field.key: field.heading for field in sheet.fields}


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
    """Return what the sheet of a recommendation is called unless somebody has renamed it, with its letters as capitals.

    So it is the same text in a month in which somebody writes ``15a`` for ``15A``.
    """
    return layout.sheet_name(bare_number(number, item_word).upper())
