"""Where the Summary counts by formula, and where a formula would count otherwise than the tool."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing

from plan_workbook.board.told import told_about
from plan_workbook.reading import read_plan
from plan_workbook.writing.list_pages import draw_recommendations


@pytest.fixture
def table(tmp_path):
    """The row of the first recommendation on the Summary drawn of a plan: headings and the cells below them."""

    def read(plan: PlanBuilder, hand=lambda book: None) -> dict[str, object]:
        path = plan.write_template(tmp_path / "plan.xlsx")
        with editing(path) as book:
            hand(book)
        plan = read_plan(path)
        drawn = draw_recommendations(plan, told_about(plan))
        page = openpyxl.load_workbook(BytesIO(drawn)).worksheets[0]
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        top = next(n for n, row in enumerate(rows) if row[0] == "No.")
        return dict(zip(rows[top], rows[top + 1], strict=True))

    return read


def is_formula(value: object) -> bool:
    return str(value).startswith("=")


def test_on_a_sheet_as_made_every_count_is_a_formula(table):
    row = table(clean_plan().action(completion_date="30/11/2017"))
    counts = {name: value for name, value in row.items() if name and name.startswith(("Actions", "PIs", "RAG"))}
    assert len(counts) == 13
    assert all(map(is_formula, counts.values()))


@pytest.mark.parametrize("typed", ["31 March 2018", "Mar 2018", "9.12.16"])
def test_a_date_typed_as_text_is_counted_by_the_tool_alone(table, typed):
    row = table(clean_plan(), lambda book: book.type("R01", "Actions", 1, "Completion Date", typed))
    assert not is_formula(row["Actions overdue"])
    assert is_formula(row["Actions Green"])


def test_a_figure_typed_as_text_is_counted_by_the_tool_alone(table):
    row = table(clean_plan(), lambda book: book.type("R01", "Indicators", 1, "Actual", "95 %"))
    assert row["PIs on target"] == 1
    assert is_formula(row["Actions Green"])


def test_a_status_that_was_typed_over_is_counted_by_the_tool_alone(table):
    def hand(book):
        book["R01"].protection.sheet = False
        book.cell("R01", "Indicators", 1, "Status").value = "Off target"

    row = table(clean_plan(), hand)
    assert (row["PIs on target"], row["PIs off target"]) == (1, 0)


def test_ratings_in_other_words_and_case_are_counted_by_formula(table):
    plan = PlanBuilder().recommendation(rating="green").indicator().action(rating=" g ").action(rating="Completed")
    row = table(plan)
    assert is_formula(row["Actions Green"]) and is_formula(row["Actions Complete"]) and is_formula(row["RAG"])


def test_a_rating_with_a_character_that_formulas_take_for_any_is_counted_by_the_tool_alone(table):
    row = table(clean_plan(), lambda book: book.type("R01", "Actions", 1, "RAG", "G*"))
    assert (row["Actions Green"], row["Actions Not rated"]) == (0, 1)


def test_a_row_of_dashes_is_not_counted_as_an_action_or_indicator(table):
    def hand(book):
        book.type("R01", "Actions", 2, "Comment", "-")
        book.type("R01", "Indicators", 2, "Comment", "n/a")

    row = table(clean_plan(), hand)
    assert (row["Actions Not rated"], row["PIs no data"]) == (0, 0)


def test_the_places_of_the_tables_are_read_with_every_row_one_may_type_into(tmp_path):
    (each,) = read_plan(clean_plan().write_template(tmp_path / "plan.xlsx")).recommendations
    assert each.places.keys() == {"progress", "indicators", "actions"}
    assert each.actions[0].row in each.places["actions"].rows
    assert len(each.places["actions"].rows) > len(each.actions)


@pytest.mark.parametrize(
    ("unit", "target", "actual", "number_format", "status"),
    [("£m", 1.3, 1200000, '£0.0,,"m"', "near target"), ("%", 0.3, 590, '0" days"', "no data")],
)
def test_a_figure_that_a_formula_would_read_in_another_scale_is_counted_by_the_tool_alone(
    table, unit, target, actual, number_format, status
):
    def hand(book):
        book.type("R01", "Indicators", 1, "Unit", unit)
        book.type("R01", "Indicators", 1, "Target", target, "0%" if unit == "%" else "General")
        book.type("R01", "Indicators", 1, "Actual", actual, number_format)

    row = table(clean_plan(), hand)
    assert row[f"PIs {status}"] == 1
    assert row["PIs on target"] == 0
