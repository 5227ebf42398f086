"""The cell that is said to hold a value of a register is the cell in which the new workbook has it."""

from __future__ import annotations

import pytest

from plan_workbook import layout
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.register import NUMBER, Register, read_register
from plan_workbook.register.example import example_register
from plan_workbook.writing.cells_of_register import CellsOfRegister
from plan_workbook.writing.master import template_workbook


def register() -> Register:
    made = read_register(example_register())
    made.tables["recommendations"].append(dict(made.tables["recommendations"][0]))  # a second one with its number
    made.tables["actions"].insert(0, dict(made.tables["actions"].pop()))
    made.used |= {"evidence"}
    return made


@pytest.fixture(scope="module")
def made() -> tuple[Register, CellsOfRegister, Plan]:
    given = register()
    return given, CellsOfRegister(given), read_plan(template_workbook(given), "new.xlsx")


def by_cell(plan: Plan) -> dict[str, str]:
    """What every input of a plan says, by its cell."""
    found = {}
    for inputs in [plan.fields, *(row.inputs for table in layout.PLAN.tables for row in plan.rows(table.key))]:
        found.update({f"{each.sheet}!{each.cell}": each.text for each in inputs.values()})
    for recommendation in plan.recommendations:
        rows = [row.inputs for key in ("indicators", "actions") for row in recommendation.rows(key)]
        for inputs in (recommendation.inputs, *rows):
            found.update({f"{each.sheet}!{each.cell}": each.text for each in inputs.values()})
        found.update({f"{each.sheet}!{each.cell}": each.text for each in recommendation.paragraphs("progress")})
    return found


@pytest.mark.parametrize("table", ["indicators", "actions", "people"])
def test_every_value_of_a_table_is_in_its_cell(table, made):
    given, cells, plan = made
    texts = by_cell(plan)
    for row, record in enumerate(given.rows(table)):
        for heading, text in record.items():
            if heading != NUMBER and text:
                cell = cells.cell(table, row, heading)
                assert texts[cell] and ("Date" in heading or texts[cell][:2] == text[:2]), (table, row, heading, cell)


def test_fields_of_the_plan_and_of_recommendations_are_in_their_cells(made):
    given, cells, plan = made
    texts = by_cell(plan)
    for row, record in enumerate(given.rows("plan")):
        if record["Field"] in ("Title", "Authority", "Period"):
            assert texts[cells.cell("plan", row, "Value")] == record["Value"]
    for row, record in enumerate(given.rows("recommendations")):
        assert texts[cells.cell("recommendations", row, "Title")] == record["Title"]


def test_a_paragraph_is_found_among_several(made):
    given, cells, plan = made
    texts = by_cell(plan)
    for paragraph in given.rows("recommendations")[0]["Progress"].split("\n\n"):
        assert texts[cells.cell("recommendations", 0, "Progress", paragraph)] == paragraph


def test_a_sheet_is_named_as_validate_names_it(made):
    given, cells, _ = made
    last = len(given.rows("recommendations")) - 1
    assert cells.cell("recommendations", last, "Title") == "R01 (2)!C5"
