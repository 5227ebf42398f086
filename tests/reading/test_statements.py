"""What people write across rows: a statement that there are no indicators, an objective over several actions."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, editing
from openpyxl.worksheet.worksheet import Worksheet

from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan

NONE = "There are no performance indicators for this recommendation"
COLUMNS = ("PI Number", "Description", "Lead Officer", "Unit", "Better", "Target", "Actual", "Period", "Comment")


@pytest.fixture
def path(tmp_path):
    return PlanBuilder().recommendation().action().action().action().write_template(tmp_path / "plan.xlsx")


def rules(path):
    return {f.rule for f in check(read_plan(path)).findings} - {"summary-out-of-date"}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_statement_that_there_are_no_indicators_is_not_counted_as_one_in_any_column(path, column):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, column, NONE)
    assert read_plan(path).indicators == ()
    assert rules(path) == set()


@pytest.mark.parametrize(
    "typed",
    [
        "There are no performance indicators associated with this recommendation.",
        "No performance indicators",
        "There are currently no PIs",
        "This recommendation has no KPIs.",
        "No PIs",
        "None",
        "nil",
        "Not applicable",
    ],
)
def test_the_statement_may_be_put_in_many_words(path, typed):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Description", typed)
    assert rules(path) == set()


@pytest.mark.parametrize("typed", ["Number of visits made", "No. of children with a plan", "Nobody waits for a visit"])
def test_the_description_of_an_indicator_is_not_taken_for_such_a_statement(path, typed):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Description", typed)
    assert len(read_plan(path).indicators) == 1


def test_a_statement_merged_across_its_row_loses_nothing(path):
    with editing(path) as book:
        first = book.cell("R01", "Indicators", 1, "PI Number")
        first.value = NONE
        merge(book["R01"], first, columns=9)
    assert rules(path) == set()


def merge(sheet: Worksheet, first, rows=1, columns=1):
    sheet.merge_cells(None, first.row, first.column, first.row + rows - 1, first.column + columns - 1)


def test_an_objective_merged_over_its_actions_is_the_objective_of_each(path):
    with editing(path) as book:
        first = book.cell("R01", "Actions", 1, "Objective")
        first.value = "Visits are made in time"
        merge(book["R01"], first, rows=2)
    objectives = [action.objective for action in read_plan(path).actions]
    assert [each.text for each in objectives] == ["Visits are made in time"] * 2 + [""]
    assert {each.cell for each in objectives[:2]} == {first.coordinate}
    assert "merged-inputs" not in rules(path)


def test_an_objective_merged_into_spare_rows_makes_no_actions_of_them(path):
    with editing(path) as book:
        first = book.cell("R01", "Actions", 2, "Objective")
        first.value = "Visits are made in time"
        merge(book["R01"], first, rows=6)
    assert len(read_plan(path).actions) == 3


def test_an_objective_on_the_first_row_only_stays_there(path):
    with editing(path) as book:
        book.type("R01", "Actions", 1, "Objective", "Visits are made in time")
    assert [action.objective.text for action in read_plan(path).actions] == ["Visits are made in time", "", ""]


@pytest.mark.parametrize(("heading", "rows", "columns"), [("Objective", 2, 2), ("Action", 2, 1), ("Start Date", 1, 2)])
def test_any_other_merge_of_inputs_is_said(path, heading, rows, columns):
    with editing(path) as book:
        merge(book["R01"], book.cell("R01", "Actions", 1, heading), rows, columns)
    assert "merged-inputs" in rules(path)


def test_an_objective_merged_with_its_heading_is_said(path):
    with editing(path) as book:
        merge(book["R01"], book.cell("R01", "Actions", 0, "Objective"), rows=3)
    assert "merged-inputs" in rules(path)
