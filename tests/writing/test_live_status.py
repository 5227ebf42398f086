"""Which rows of Indicators the sheet's own formula is told the status of."""

from __future__ import annotations

from builder import PlanBuilder
from checking.in_memory import in_memory

from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.status import status_of
from plan_workbook.writing.live_status import status_is_live, told_statuses


def told(plan: PlanBuilder, formula_says: str | None = None) -> list[tuple[str, str]]:
    """What a row's formula is told, with the content by which it knows the row; None if it says the same already."""
    read = in_memory(plan)
    (row,) = read.indicators
    says = status_of(row, read).value if formula_says is None else formula_says
    live: Input[str] = Input(says, None, row.sheet, "O27", says, formula=True)
    known = Indicator(row.sheet, row.row, row.inputs, live)
    return [(each.key.split("|", 1)[1], each.status) for each in told_statuses([known], read)]


def plan(**cells: str) -> PlanBuilder:
    return PlanBuilder().recommendation().indicator(**{"previous": "", **cells})


def test_a_row_of_plain_numbers_is_told_nothing_and_one_with_a_text_its_status():
    assert told(plan(target_now="85%", floor="80%")) == []
    assert told(plan(better="Band", target="80% to 90%")) == [("%|Band|80% to 90%|||0.95", "Near target")]
    assert told(plan(tolerance="2 points", floor="")) == [("%|Higher|0.9||2 points||0.95", "On target")]


def test_a_row_whose_formula_was_made_before_its_columns_is_told_under_either_content():
    assert told(plan(target_now="96%", floor="80%"), "On target") == [
        ("%|Higher|0.9|0.96|0.8|||0.95", "Near target"),
        ("%|Higher|0.9|||0.95", "Near target"),
    ]


def test_an_ambiguous_figure_is_told_where_only_the_full_formula_looks():
    assert told(plan(floor="0.8")) == [("%|Higher|0.9|0.8|||0.95", "On target")]


def test_without_a_result_the_status_of_a_row_with_more_terms_is_not_taken_from_its_sheet():
    for cells, live in (({}, True), ({"floor": "80%"}, False), ({"tolerance": "2 points"}, False)):
        read = in_memory(plan(**cells))
        (row,) = read.indicators
        unsaved: Input[str] = Input(None, None, row.sheet, "O27", formula=True)
        known = Indicator(row.sheet, row.row, row.inputs, unsaved)
        assert status_is_live(known, read) is live
