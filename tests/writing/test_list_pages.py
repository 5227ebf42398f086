"""The table of all indicators, and that of all recommendations."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from builder import PlanBuilder

from plan_workbook.board.told import told_about
from plan_workbook.writing.list_pages import draw_indicators, draw_recommendations


def indicator_in_the_table(**cells: str) -> dict[str, tuple[object, str]]:
    """Each cell of the only indicator's row, with its number format, by the heading above it."""
    plan = PlanBuilder().recommendation().indicator(**cells).read()
    sheet = openpyxl.load_workbook(BytesIO(draw_indicators(plan, told_about(plan)))).worksheets[0]
    rows = list(sheet.iter_rows())
    (place,) = [place for place, row in enumerate(rows) if "Status" in {cell.value for cell in row}]
    pairs = zip(rows[place], rows[place + 1], strict=True)
    return {str(head.value): (cell.value, cell.number_format) for head, cell in pairs}


def test_an_indicator_that_meets_its_target_is_not_said_to_miss_it_by_nothing():
    assert "Missed by" not in indicator_in_the_table(target="90%", actual="98%")


@pytest.mark.parametrize(("actual", "miss"), [("45%", 50), ("89.7%", 0.3), ("89.999%", 0.1)])
def test_a_miss_however_small_is_not_shown_as_0_percent(actual, miss):
    value, number_format = indicator_in_the_table(target="90%", actual=actual)["Missed by"]
    assert (value, number_format) == (miss, '[<0.95]0.0"%";0"%"')


def test_a_target_of_0_is_missed_by_100_percent():
    assert indicator_in_the_table(unit="days", better="Lower", target="0", actual="3")["Missed by"][0] == 100


def test_a_figure_that_is_the_same_as_the_previous_one_is_shown_as_no_change():
    assert indicator_in_the_table(previous="95%", actual="95%")["Change"][0] == "No change"


def test_confidence_has_a_column_next_to_the_rating_only_if_the_plan_rates_it():
    def headings(plan):
        drawn = draw_recommendations(plan.read(), told_about(plan.read()))
        sheet = openpyxl.load_workbook(BytesIO(drawn)).worksheets[0]
        (head,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "No."]
        *_, below = [row for row in sheet.iter_rows(values_only=True) if row[2] == "Head of Assessment"]
        return head[3:6], below[4]

    assert headings(PlanBuilder().recommendation().action())[0][:2] == ("RAG", "Actions Green")
    with_it = headings(PlanBuilder().recommendation(confidence="A").action())
    assert with_it == (("RAG", "Confidence", "Actions Green"), "Amber")
