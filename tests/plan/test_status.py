"""What the tool works out for an indicator or an action, by the definitions of the product."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builder import PlanBuilder
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.layout import ACTIONS, INDICATORS
from plan_workbook.plan.choices import Better
from plan_workbook.plan.measures import Band, Tolerance
from plan_workbook.plan.model import Action, Indicator
from plan_workbook.plan.over_time import Travel, direction_of_travel
from plan_workbook.plan.status import (
    PIStatus,
    Terms,
    figure,
    forecast_in_words,
    gap_in_words,
    gap_of,
    is_due,
    is_overdue,
    miss_of,
    not_started,
    pi_status,
    status_of,
    targets_in_words,
)
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.inputs import in_its_row

REPORT_DATE = date(2017, 12, 31)
ON, NEAR, OFF = PIStatus.ON_TARGET, PIStatus.NEAR_TARGET, PIStatus.OFF_TARGET


def number(said):
    return None if said is None else Decimal(said)


def judged(actual, target, better, tolerance="10", *, floor=None, absolute=False):
    """The status of an actual; a target with two numbers is a band, and a tolerance in its own unit is absolute."""
    edges = (target or "").split(" to ")
    aim = Band(*map(Decimal, edges)) if len(edges) == 2 else number(target)
    terms = Terms(aim, better, Tolerance(Decimal(tolerance), absolute), number(floor))
    return pi_status(number(actual), terms)


@pytest.mark.parametrize(
    ("better", "actual", "target", "status"),
    [
        (Better.HIGHER, "95", "90", ON),
        (Better.HIGHER, "90", "90", ON),
        (Better.HIGHER, "90.0", "90", ON),
        (Better.HIGHER, "89.9", "90", NEAR),
        (Better.HIGHER, "81", "90", NEAR),
        (Better.HIGHER, "80.9", "90", OFF),
        (Better.LOWER, "25", "30", ON),
        (Better.LOWER, "30", "30", ON),
        (Better.LOWER, "30.1", "30", NEAR),
        (Better.LOWER, "33", "30", NEAR),
        (Better.LOWER, "33.1", "30", OFF),
    ],
)
def test_an_actual_is_on_near_or_off_its_target(better, actual, target, status):
    assert judged(actual, target, better) is status


def test_a_miss_of_exactly_the_tolerance_is_near_where_floats_would_go_wrong():
    assert judged("33", "30", Better.LOWER, "10") is NEAR
    assert judged("85.5", "90", Better.HIGHER, "5") is NEAR
    assert judged("0.3", "0.1", Better.LOWER, "200") is NEAR
    assert judged("85.49", "90", Better.HIGHER, "5") is OFF


@pytest.mark.parametrize("better", [Better.HIGHER, Better.LOWER])
def test_a_target_of_zero_is_met_or_missed_and_never_near(better):
    assert judged("0", "0", better) is ON
    worse = "-0.01" if better is Better.HIGHER else "0.01"
    assert judged(worse, "0", better, "100") is OFF


def test_a_negative_target_has_a_tolerance_of_its_size():
    assert judged("-11", "-10", Better.HIGHER) is NEAR
    assert judged("-11.1", "-10", Better.HIGHER) is OFF
    assert judged("-9", "-10", Better.LOWER) is NEAR
    assert judged("-10", "-10", Better.LOWER) is ON


def test_a_tolerance_of_nought_leaves_no_room():
    assert judged("89.99", "90", Better.HIGHER, "0") is OFF
    assert judged("90", "90", Better.HIGHER, "0") is ON


def test_what_is_missing_decides_in_the_product_s_order():
    assert judged(None, None, None) is PIStatus.NO_DATA
    assert judged(None, "90", Better.HIGHER) is PIStatus.NO_DATA
    assert judged("90", None, None) is PIStatus.NO_TARGET
    assert judged("90", None, Better.MONITOR) is PIStatus.NO_TARGET
    assert judged("90", "90", None) is PIStatus.NOT_JUDGED
    assert judged("90", "90", Better.MONITOR) is PIStatus.NOT_JUDGED


@pytest.mark.slow
@searching(200)
@given(
    st.decimals(-1000, 1000, places=2),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from([Better.HIGHER, Better.LOWER]),
    st.decimals(0, 100, places=1),
)
def test_judging_upside_down_is_judging_the_other_way(actual, target, better, tolerance):
    other = Better.LOWER if better is Better.HIGHER else Better.HIGHER
    terms = Terms(target, better, Tolerance(tolerance))
    assert pi_status(actual, terms) is pi_status(-actual, Terms(-target, other, Tolerance(tolerance)))


@pytest.mark.parametrize(
    ("better", "actual", "status"),
    [
        (Better.HIGHER, "90", ON),
        (Better.HIGHER, "89.9", NEAR),
        (Better.HIGHER, "60", NEAR),
        (Better.HIGHER, "59.999999999999", OFF),
        (Better.LOWER, "90", ON),
        (Better.LOWER, "90.1", NEAR),
        (Better.LOWER, "120", NEAR),
        (Better.LOWER, "120.01", OFF),
    ],
)
def test_between_floor_and_target_is_near_and_beyond_it_off_whatever_the_tolerance(better, actual, status):
    floor = "60" if better is Better.HIGHER else "120"
    assert {judged(actual, "90", better, each, floor=floor) for each in ("0", "10", "100")} == {status}


def test_a_floor_on_its_target_or_better_than_it_leaves_no_room_and_takes_nothing_from_a_target_that_is_met():
    assert judged("90", "90", Better.HIGHER, floor="90") is ON
    assert judged("89.9", "90", Better.HIGHER, floor="90") is OFF
    assert judged("92", "90", Better.HIGHER, floor="95") is ON
    assert judged("89.9", "90", Better.HIGHER, floor="95") is OFF


def test_a_floor_gives_a_zero_target_room():
    assert judged("2", "0", Better.LOWER, floor="2") is NEAR
    assert judged("2.1", "0", Better.LOWER, floor="2") is OFF


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        ("80", ON),
        ("85", ON),
        ("90", ON),
        ("79.9", NEAR),
        ("72", NEAR),
        ("71.99", OFF),
        ("90.1", NEAR),
        ("99", NEAR),
        ("99.01", OFF),
        (None, PIStatus.NO_DATA),
    ],
)
def test_inside_a_band_edges_included_is_on_target_and_the_tolerance_is_that_of_the_nearer_edge(actual, status):
    assert judged(actual, "80 to 90", Better.BAND) is status


def test_a_band_of_no_width_or_around_zero_has_edges_like_any_other():
    assert judged("5", "5 to 5", Better.BAND) is ON
    assert judged("5.5", "5 to 5", Better.BAND) is NEAR
    assert judged("-0.01", "0 to 5", Better.BAND) is OFF
    assert judged("-0.01", "0 to 5", Better.BAND, "1", absolute=True) is NEAR
    assert judged("-11", "-10 to -5", Better.BAND) is NEAR
    assert judged("5", "80 to 90", Better.BAND, floor="1") is OFF


@pytest.mark.parametrize(
    ("better", "target", "met", "near", "off"),
    [
        (Better.HIGHER, "90", "90", "88", "87.99"),
        (Better.LOWER, "30", "30", "32", "32.01"),
        (Better.BAND, "80 to 90", "90", "92", "77.99"),
        (Better.HIGHER, "0", "0", "-2", "-2.1"),
        (Better.HIGHER, "0.1", "0.1", "-1.9", "-1.91"),
    ],
)
def test_a_tolerance_in_the_indicator_s_own_unit_is_so_much_and_no_more(better, target, met, near, off):
    said = [judged(actual, target, better, "2", absolute=True) for actual in (met, near, off)]
    assert said == [ON, NEAR, OFF]


def statuses(*rows, default_tolerance="10%"):
    """The statuses of indicators that differ from a clean one in these cells, once through a workbook."""
    plan = PlanBuilder(default_tolerance=default_tolerance).recommendation()
    for row in rows:
        plan.indicator(**row)
    read = plan.read()
    return [status_of(each, read) for each in read.indicators]


def test_an_indicator_s_own_tolerance_goes_before_the_plan_s():
    miss = {"actual": "85.5%"}
    own = [miss | {"tolerance": typed} for typed in ("5", "4%", "0", "5%", "-")]
    assert statuses(miss, *own) == [NEAR, NEAR, OFF, OFF, NEAR, NEAR]
    assert statuses(miss, *own, default_tolerance="4%") == [OFF, NEAR, OFF, OFF, NEAR, OFF]


@pytest.mark.parametrize("default_tolerance", ["", "10", "tbc", "unclear"])
def test_the_plan_s_tolerance_is_ten_percent_unless_it_says_otherwise(default_tolerance):
    assert statuses({"actual": "81%"}, {"actual": "80.9%"}, default_tolerance=default_tolerance) == [NEAR, OFF]


def test_the_plan_s_tolerance_may_be_nought():
    assert statuses({"actual": "89.9%"}, default_tolerance="0%") == [OFF]


def test_the_exact_tolerance_survives_the_way_through_a_workbook():
    assert statuses(
        {"unit": "days", "better": "Lower", "target": "30", "actual": "33", "previous": ""},
        {"unit": "%", "better": "Lower", "target": "30%", "actual": "33%"},
        {"target": "90%", "actual": "85.5%", "tolerance": "5"},
    ) == [NEAR, NEAR, NEAR]


def test_a_cell_that_cannot_be_read_counts_as_missing():
    unreadable = ({"actual": typed} for typed in ("Qtr 2 41%", "-", "0.41"))
    assert statuses(*unreadable) == [PIStatus.NO_DATA] * 3
    assert statuses({"target": "tbc"}, {"target": "1.26% (projected)"}) == [PIStatus.NO_TARGET] * 2
    assert statuses({"better": ""}, {"better": "Monitor"}, {"better": "up"}) == [PIStatus.NOT_JUDGED] * 3
    assert statuses({"actual": "98"}) == [ON]


@pytest.mark.parametrize(
    ("actual", "target", "unit", "words"),
    [
        ("78", "90", "%", "12 points below target"),
        ("91", "90", "%", "1 point above target"),
        ("89.5", "90", "per cent", "0.5 points below target"),
        ("90", "90", "%", "on target"),
        ("78", "80 to 90", "%", "2 points below the band"),
        ("91", "80 to 90", "%", "1 point above the band"),
        ("80", "80 to 90", "%", "inside the band"),
        ("17", "18 to 22", "days", "1 day below the band"),
        ("590", "426", "days", "164 days above target"),
        ("1200", "1500", "£", "£300 below target"),
        ("3", "5", "", "2 below target"),
        ("3", "5", "number", "2 below target"),
        ("-3", "5", "weeks", "8 weeks below target"),
        (None, "5", "%", ""),
        ("5", None, "%", ""),
    ],
)
def test_the_gap_is_given_in_words_and_in_the_indicator_s_own_unit(actual, target, unit, words):
    edges = (target or "").split(" to ")
    aim = Band(*map(Decimal, edges)) if len(edges) == 2 else number(target)
    assert gap_in_words(number(actual), aim, unit) == words


def indicator(**typed):
    """An indicator with these cells filled, each with a text; in percent unless it says otherwise."""
    typed = {"unit": "%", "better": "Higher", "actual": "76%", **typed}
    inputs = {}
    for column in INDICATORS.inputs:
        cell = Cell("R01", "J22", typed.get(column.key))
        inputs[column.key] = read_cell(cell, column.kind, Context(), typed["unit"])
    return Indicator("R01", 22, in_its_row(inputs))


@pytest.fixture(scope="module")
def plan():
    return PlanBuilder().read()


def test_the_target_for_the_period_is_judged_against_when_it_is_given_and_the_year_s_is_next_to_it(plan):
    step = indicator(target="90%", target_now="80%", tolerance="5%")
    assert (status_of(step, plan), gap_of(step), targets_in_words(step)) == (
        NEAR,
        "4 points below target",
        "80%, 90% for the year",
    )
    assert miss_of(step, plan) == 5
    assert status_of(indicator(target="90%", target_now="-", tolerance="5%"), plan) is OFF
    assert status_of(indicator(target="90%", target_now="soon"), plan) is PIStatus.NO_TARGET
    assert status_of(indicator(target_now="75%"), plan) is ON


def test_a_band_is_for_the_year_and_neither_it_nor_monitor_uses_a_target_for_the_period_or_a_floor(plan):
    band = indicator(better="Band", target="70% to 75%", target_now="76%", floor="74%", tolerance="1%")
    assert (status_of(band, plan), gap_of(band)) == (OFF, "1 point above the band")
    assert figure(band, band.target) == targets_in_words(band) == "70% to 75%"
    watched = indicator(better="Monitor", target="90%", target_now="80%", floor="70%")
    assert status_of(watched, plan) is PIStatus.NOT_JUDGED


def test_a_miss_of_a_band_is_a_share_of_its_nearer_edge(plan):
    assert miss_of(indicator(better="Band", target="80% to 90%"), plan) == 5
    assert miss_of(indicator(better="Band", target="70% to 80%"), plan) == 0
    assert miss_of(indicator(better="Band", target="-5% to 0%", actual="1%"), plan) == 100


def test_a_band_in_words_has_its_unit_where_people_put_it():
    days = indicator(unit="days", better="Band", target="18-22 days", actual="17 days")
    assert (figure(days, days.target), gap_of(days)) == ("18 to 22 days", "1 day below the band")
    money = indicator(unit="\u00a3", better="Band", target="\u00a31000-\u00a31200", actual="\u00a3900")
    assert (figure(money, money.target), gap_of(money)) == ("\u00a31000 to \u00a31200", "\u00a3100 below the band")


def test_a_range_without_band_and_a_number_with_it_are_no_target():
    assert judged("85", "80 to 90", Better.HIGHER) is judged("85", "80 to 90", None) is PIStatus.NO_TARGET
    assert judged("85", "90", Better.BAND) is PIStatus.NO_TARGET


def test_a_tolerance_in_points_and_a_floor_are_read_from_their_cells(plan):
    assert status_of(indicator(target="78%", tolerance="2 points"), plan) is NEAR
    assert status_of(indicator(target="78.1%", tolerance="2 points"), plan) is OFF
    assert status_of(indicator(target="90%", floor="76%", tolerance="0"), plan) is NEAR
    assert status_of(indicator(target="77%", floor="low"), plan) is NEAR


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"target": "90%", "forecast": "90%"}, "Expected to meet"),
        ({"target": "90%", "forecast": "89.9%"}, "Expected to miss"),
        ({"target": "90%", "target_now": "80%", "forecast": "85%"}, "Expected to miss"),
        ({"better": "Lower", "target": "90%", "forecast": "89.9%"}, "Expected to meet"),
        ({"better": "Band", "target": "80% to 90%", "forecast": "80%"}, "Expected to meet"),
        ({"better": "Band", "target": "80% to 90%", "forecast": "91%"}, "Expected to miss"),
        ({"better": "Monitor", "target": "90%", "forecast": "95%"}, ""),
        ({"better": "", "target": "90%", "forecast": "95%"}, ""),
        ({"target": "-", "forecast": "95%"}, ""),
        ({"target": "90%", "forecast": "-"}, ""),
    ],
)
def test_a_forecast_is_compared_with_the_year_s_target(typed, said):
    assert forecast_in_words(indicator(**typed)) == said


@pytest.mark.parametrize(
    ("previous", "actual", "travel"),
    [
        ("70%", "76%", Travel.IMPROVED),
        ("95%", "99%", Travel.WORSE),
        ("76%", "94%", Travel.SAME),
        ("82%", "89%", Travel.SAME),
        ("91%", "79%", Travel.SAME),
        ("91%", "90%", Travel.IMPROVED),
    ],
)
def test_nearer_to_the_band_is_better(previous, actual, travel):
    band = indicator(better="Band", target="80% to 90%", previous=previous, actual=actual)
    assert direction_of_travel(band) is travel


def test_without_a_readable_band_a_figure_only_rises_or_falls():
    assert direction_of_travel(indicator(better="Band", target="80%", previous="70%")) is Travel.HIGHER


def action(**cells):
    """An action with nothing but these cells filled."""
    inputs = {c.key: read_cell(Cell("R01", "A36", cells.get(c.key)), c.kind, Context()) for c in ACTIONS.inputs}
    return Action("R01", 36, inputs)


@pytest.mark.parametrize(
    ("completion_date", "rating", "late"),
    [
        ("30/12/2017", "G", True),
        ("30/12/2017", "R", True),
        ("30/12/2017", "", True),
        ("30/12/2017", "unknown", True),
        ("30/12/2017", "C", False),
        ("30/12/2017", "BAU", False),
        ("31/12/2017", "G", False),
        ("01/01/2018", "G", False),
        ("Dec 2017", "G", False),
        ("Nov 2017", "G", True),
        ("", "G", False),
        ("ongoing", "G", False),
    ],
)
def test_an_action_is_overdue_when_it_was_due_before_the_report_date_and_is_not_complete(completion_date, rating, late):
    assert is_overdue(action(completion_date=completion_date, rating=rating), REPORT_DATE) is late


@pytest.mark.parametrize(
    ("completion_date", "rating", "due"),
    [
        ("30/12/2017", "G", False),
        ("31/12/2017", "G", True),
        ("31/01/2018", "G", True),
        ("01/02/2018", "G", False),
        ("15/01/2018", "C", False),
        ("15/01/2018", "", True),
        ("", "G", False),
    ],
)
def test_an_action_is_due_from_the_report_date_to_so_many_days_after_it(completion_date, rating, due):
    assert is_due(action(completion_date=completion_date, rating=rating), REPORT_DATE, 31) is due


@pytest.mark.parametrize(
    ("start_date", "waiting"),
    [("01/01/2018", True), ("31/12/2017", False), ("Dec 2017", False), ("", False), ("soon", False)],
)
def test_an_action_has_not_started_when_it_starts_after_the_report_date(start_date, waiting):
    assert not_started(action(start_date=start_date), REPORT_DATE) is waiting


def test_any_number_of_days_may_be_called_due_soon():
    assert is_due(action(completion_date="31/12/2999", rating="G"), REPORT_DATE, 9_999_999_999)


def test_without_a_report_date_nothing_is_overdue_or_due_or_waiting():
    late = action(completion_date="30/11/2017", start_date="01/01/2030")
    assert not is_overdue(late, None)
    assert not is_due(late, None, 31)
    assert not not_started(late, None)


@pytest.mark.parametrize(
    ("within", "days"), [("", 31), ("14 days", 14), ("0", 0), ("a month", 31), ("9" * 5000, 31), ("1e9", 31)]
)
def test_due_within_is_thirty_one_days_unless_the_plan_says_otherwise(within, days):
    assert PlanBuilder(due_within=within).read().due_within == days


@pytest.mark.parametrize("better", [Better.HIGHER, Better.LOWER])
def test_a_difference_that_excel_can_t_tell_is_none(better):
    assert judged("30.00000000000000004", "30", better) is ON
    assert judged("29.99999999999999996", "30", better) is ON
    assert judged("1234567890123456.7", "1234567890123456.1", better) is ON
    worse = "29.9999999999999" if better is Better.HIGHER else "30.0000000000001"
    assert judged(worse, "30", better) is NEAR


def test_a_difference_that_excel_can_t_tell_is_no_gap():
    assert gap_in_words(Decimal("30.00000000000000004"), Decimal(30), "%") == "on target"


def test_a_gap_has_no_more_digits_than_excel_shows():
    assert gap_in_words(Decimal("1E-16"), Decimal(90), "%") == "90 points below target"
