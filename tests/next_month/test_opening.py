"""What becomes of each input when the next month is opened."""

from __future__ import annotations

from datetime import date

import pytest
from builder import PlanBuilder, clean_plan, editing

from plan_workbook import layout
from plan_workbook.comparing.changes import compared
from plan_workbook.layout.next_month import NEXT_MONTH
from plan_workbook.next_month.opening import NextMonth, Opening, next_month
from plan_workbook.package import set_cells
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan

JANUARY = Opening("January 2018", date(2018, 1, 31))


def opened(plan: PlanBuilder, opening: Opening = JANUARY) -> tuple[NextMonth, Plan]:
    """What is decided, and the plan as it is read afterwards."""
    month = next_month(plan.read(), opening)
    return month, read_plan(set_cells(plan.template(), month.cells), "next.xlsx")


def texts(plan: Plan, *keys: str) -> list[str]:
    """The inputs of the first indicator, as the sheet shows them."""
    return [plan.indicators[0].inputs[key].text for key in keys]


def with_indicator(**cells: str) -> PlanBuilder:
    return PlanBuilder().recommendation().indicator(**cells)


def test_every_field_and_column_has_a_declared_next_month():
    declared = {sheet.title: sheet.labels for sheet in (layout.PLAN, layout.RECOMMENDATION)}
    declared |= {table.key: {c.key: c.heading for c in table.inputs} for table in layout.RECOMMENDATION.tables}
    assert {name: set(keys) for name, keys in declared.items()} == {
        name: set(becomes) for name, becomes in NEXT_MONTH.items()
    }


def test_the_plan_has_the_new_period_and_dates_and_remembers_the_old_one():
    _, plan = opened(clean_plan(update="2", data_as_at="30/11/2017"))
    said = [plan.text(key) for key in ("period", "report_date", "data_as_at", "previous_period", "update", "version")]
    assert said == ["January 2018", "31/01/2018", "", "December 2017", "3", "3"]
    _, plan = opened(clean_plan(), JANUARY._replace(data_as_at=date(2017, 12, 31)))
    assert plan.text("data_as_at") == "31/12/2017"


@pytest.mark.parametrize(("update", "now"), [("", ""), ("9", "10"), ("2a", "2a"), ("v2", "v2")])
def test_only_a_whole_number_of_an_update_is_counted_on(update, now):
    assert opened(clean_plan(update=update))[1].text("update") == now


@pytest.mark.parametrize(
    ("unit", "actual", "previous"),
    [
        ("%", "41.5%", "41.5%"),
        ("days", "590 days", "590 days"),
        ("number", "1,204", "1204"),
        ("%", "about half", "about half"),
    ],
)
def test_the_actual_becomes_the_previous_figure_as_it_stands(unit, actual, previous):
    _, plan = opened(with_indicator(unit=unit, actual=actual, target="", previous="1", period="Dec 2017"))
    assert texts(plan, "previous", "actual", "period") == [previous, "", ""]


@pytest.mark.parametrize("period", ["Dec 2017", "Q3 2017/18"])
@pytest.mark.parametrize("actual", ["", "-", "n/a"])
def test_an_actual_that_says_no_value_leaves_the_previous_figure(actual, period):
    _, plan = opened(with_indicator(actual=actual, previous="94%", period=period))
    assert texts(plan, "previous", "actual", "period") == ["94%", "", ""]


@pytest.mark.parametrize(
    ("period", "stays"),
    [
        ("Q3 2017/18", True),  # until 31 March
        ("Q2 2017/18", False),  # the third quarter ended on 31 December
        ("Jul-Sep 2017", False),
        ("Oct-Dec 2017", True),
        ("H1 2017/18", True),
        ("2016/17", True),
        ("Q3", True),
        ("as at Q3 2017/18", True),
        ("up to Q2 2017/18", False),
        ("Dec 2017", False),
        ("", False),
        ("lately", False),
    ],
)
def test_a_figure_of_a_longer_period_stays_until_the_next_has_ended(period, stays):
    month, plan = opened(with_indicator(actual="95%", previous="94%", period=period))
    expected = ["94%", "95%", period] if stays else ["95%", "", ""]
    assert texts(plan, "previous", "actual", "period") == expected
    assert len(month.staying) == stays


def test_the_target_of_the_period_is_cleared_and_named_unless_the_figure_stays():
    plan = with_indicator(target_now="60%").indicator(target_now="").indicator(target_now="70%", period="Q3 2017/18")
    month, after = opened(plan)
    assert [row.target_now.text for row in month.old_targets] == ["60%"]
    assert [row.target_now.text for row in after.indicators] == ["", "", "70%"]


def test_what_only_some_plans_use_is_kept_except_for_decisions_and_forecasts():
    plan = PlanBuilder(decisions_needed="Agree.").recommendation(confidence="A", impact="Less.", next_steps="Train.")
    plan.indicator(floor="70%", forecast="91%", trend="No", actual="95%", period="Q3 2017/18")
    plan.action(evidence="Minutes", signed_off_by="Head of Audit")
    kept, cleared = opened(plan)[1], opened(plan, JANUARY._replace(clear_progress=True))[1]
    assert not compared(plan.read(), kept).of("recommendations")
    (each,) = cleared.recommendations
    assert (each.all_paragraphs, each.confidence.text) == ((), "A")
    for month in (kept, cleared):
        assert [month.indicators[0].inputs[key].text for key in ("floor", "forecast", "trend")] == ["70%", "", "No"]
        assert month.text("decisions_needed") == ""
        assert (month.actions[0].evidence.text, month.actions[0].signed_off_by.text) == ("Minutes", "Head of Audit")


def test_texts_ratings_and_dates_are_kept_unless_they_are_to_be_cleared():
    plan = clean_plan().indicator(comment="Late data.").action(comment="On its way.")
    kept = opened(plan)[1]
    assert [each.progress[0].text for each in kept.recommendations] == ["Audits were made and their findings acted on."]
    assert kept.indicators[1].comment.text == "Late data."
    cleared = opened(plan, JANUARY._replace(clear_progress=True, clear_comments=True))[1]
    assert cleared.recommendations[0].progress == ()
    assert [cleared.text("key_successes"), cleared.indicators[1].comment.text] == ["", ""]
    for month in (kept, cleared):
        assert [each.text for each in month.actions[1].inputs.values()] == [
            each.text for each in plan.read().actions[1].inputs.values()
        ]


def test_accepted_findings_that_have_lapsed_are_kept_and_named():
    plan = clean_plan().accept("action-due", "R01 a", until="15/01/2018").accept("action-due", "R01 b", until="")
    month, after = opened(plan)
    assert [row.text("where") for row in month.lapsed] == ["R01 a"]
    assert len(after.accepted) == 2


def test_a_formula_that_nobody_has_calculated_is_left_and_named(tmp_path):
    path = with_indicator(actual="95%", previous="94%").write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", "=1/2")
    month = next_month(read_plan(path), JANUARY)
    assert [(each.sheet, "formula" in each.why) for each in month.left] == [("R01", True)]
    assert set(month.cells["R01"].values()) == {"was 90%", "was G"}


def test_a_row_without_its_status_formula_gets_one(tmp_path):
    path = with_indicator().indicator().write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.type("R01", "Indicators", 2, "Status", None)
    content = path.read_bytes()
    before = read_plan(content, "plan.xlsx")
    after = read_plan(set_cells(content, next_month(before, JANUARY).cells), "next.xlsx")
    assert [row.live_status.formula for row in before.indicators] == [True, False]
    assert [row.live_status.formula for row in after.indicators] == [True, True]
