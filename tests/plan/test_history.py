"""What follows from a plan's history: its figures, dates and ratings from period to period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builder import PlanBuilder, clean_plan

from plan_workbook.plan.history import closing_lines, earlier, key_of_thing, lines_of, ratings, series
from plan_workbook.plan.history_line import Figure, History, HistoryLine, Kind

OCTOBER, NOVEMBER, DECEMBER = date(2017, 10, 31), date(2017, 11, 30), date(2017, 12, 31)


def line(day, kind=Kind.INDICATOR, reference="CSC 001", recommendation="1", **said):
    return HistoryLine(f"{day:%B %Y}", day, kind, recommendation, reference, **said)


def figure(day, value, unit="%", covers=None, **said):
    return line(day, actual=Figure(Decimal(value), unit), covers=covers or day, **said)


def remembering(plan, *lines):
    return replace(plan, history=History(lines))


@pytest.fixture(scope="module")
def plan():
    """One recommendation, an indicator at 95% and an action, in December 2017."""
    return clean_plan().read()


def values(plan):
    return [each.actual.number for each in series(plan, plan.indicators[0])]


def test_the_sheet_comes_last_whatever_the_order_of_history(plan):
    assert values(remembering(plan, figure(NOVEMBER, "91"), figure(OCTOBER, "88"))) == ["88", "91", "95"]


def test_only_periods_before_the_report_date_count(plan):
    after = date(2018, 1, 31)
    assert values(remembering(plan, figure(DECEMBER, "12"), figure(after, "13"), figure(NOVEMBER, "91"))) == [
        "91",
        "95",
    ]


def test_a_figure_that_is_reported_again_counts_once_as_last_reported(plan):
    quarter = date(2017, 9, 30)
    lines = [figure(OCTOBER, "80", covers=quarter), figure(NOVEMBER, "81", covers=quarter)]
    assert values(remembering(plan, *lines)) == ["81", "95"]


def test_a_quarter_that_still_stands_on_the_sheet_counts_once():
    plan = clean_plan()
    plan.tables["indicators"][0]["Period"] = "Q2 2017/18"
    assert values(remembering(plan.read(), figure(NOVEMBER, "81", covers=date(2017, 9, 30)))) == ["95"]


def test_a_blank_data_period_is_the_month_that_the_plan_reports():
    plan = PlanBuilder(period="November 2017").recommendation().indicator().read()
    assert values(remembering(plan, figure(OCTOBER, "80"), figure(date(2017, 12, 10), "81", covers=NOVEMBER))) == [
        "80",
        "95",
    ]


def test_a_value_in_another_unit_is_left_out(plan):
    days = figure(OCTOBER, "12", "days")
    assert values(remembering(plan, days, figure(NOVEMBER, "0.9", "per cent"))) == ["0.9", "95"]


def test_a_line_without_an_actual_is_left_out(plan):
    assert values(remembering(plan, line(NOVEMBER, covers=NOVEMBER))) == ["95"]


def test_things_are_known_by_number_and_reference_however_they_are_written(plan):
    lines = [
        line(NOVEMBER, Kind.ACTION, "(A).", "R01", due=DECEMBER),
        line(NOVEMBER, Kind.RECOMMENDATION, "", "Recommendation 1.", rating="A"),
        figure(NOVEMBER, "91", reference="csc 001", recommendation="01"),
        figure(NOVEMBER, "77", recommendation="2"),
    ]
    known = remembering(plan, *lines)
    (owner,) = known.recommendations
    assert [each.due for each in lines_of(known, owner.actions[0])] == [DECEMBER, date(2018, 3, 31)]
    assert [each.rating for each in ratings(known, owner)] == ["A", "G"]
    assert values(known) == ["91", "95"]


def test_blank_and_doubled_references_have_no_line():
    plan = PlanBuilder().recommendation().action(ref="").action(ref="b").action(ref="B.").action(ref="c")
    plan = plan.indicator(number="NEW").indicator(number="7").recommendation(number="1").read()
    assert [(each.kind, each.recommendation, each.reference) for each in closing_lines(plan)] == [
        (Kind.ACTION, "1", "c"),
        (Kind.INDICATOR, "1", "7"),
    ]
    known = remembering(plan, line(NOVEMBER, Kind.ACTION, "b", due=DECEMBER))
    doubled = known.actions[1]
    assert key_of_thing(known, doubled) is None
    assert not earlier(known, doubled)
    assert len(lines_of(known, doubled)) == 1


def test_a_line_says_what_the_sheet_says(plan):
    recommendation, action, indicator = closing_lines(plan)
    assert recommendation == line(DECEMBER, Kind.RECOMMENDATION, "", rating="G")
    assert action == line(DECEMBER, Kind.ACTION, "a", rating="G", due=date(2018, 3, 31))
    assert indicator == figure(DECEMBER, "95", target=Figure(Decimal(90), "%"), status="On target")


def test_without_a_report_date_nothing_is_before(plan):
    undated = clean_plan(report_date="soon").read()
    assert not series(remembering(undated, figure(NOVEMBER, "91")), undated.indicators[0])
    assert not closing_lines(undated)


def test_history_is_read_when_it_is_needed():
    asked = []
    history = History(lambda: [asked.append(1) or line(DECEMBER), line(NOVEMBER)])
    assert not asked
    assert [each.report_date for each in history] == [DECEMBER, NOVEMBER]
    assert list(history.periods) == [NOVEMBER, DECEMBER]
    assert len(history) == 2
    assert asked == [1]
