"""What the tool works out for an indicator or an action, by the definitions of the product."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builder import PlanBuilder
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_workbook.model import Better
from plan_workbook.status import PIStatus, gap_in_words, is_due, is_overdue, not_started, pi_status, status_of

REPORT_DATE = date(2017, 12, 31)
ON, NEAR, OFF = PIStatus.ON_TARGET, PIStatus.NEAR_TARGET, PIStatus.OFF_TARGET


def judged(actual, target, better, tolerance="10"):
    decimals = [None if each is None else Decimal(each) for each in (actual, target)]
    return pi_status(*decimals, better, Decimal(tolerance))


@pytest.mark.parametrize(
    ("better", "actual", "target", "status"),
    [
        (Better.HIGHER, "95", "90", ON), (Better.HIGHER, "90", "90", ON), (Better.HIGHER, "90.0", "90", ON),
        (Better.HIGHER, "89.9", "90", NEAR), (Better.HIGHER, "81", "90", NEAR), (Better.HIGHER, "80.9", "90", OFF),
        (Better.LOWER, "25", "30", ON), (Better.LOWER, "30", "30", ON),
        (Better.LOWER, "30.1", "30", NEAR), (Better.LOWER, "33", "30", NEAR), (Better.LOWER, "33.1", "30", OFF),
    ],
)  # fmt: skip
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


@settings(max_examples=200, deadline=None)
@given(
    st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2), st.sampled_from([Better.HIGHER, Better.LOWER]),
    st.decimals(0, 100, places=1),
)  # fmt: skip
def test_judging_upside_down_is_judging_the_other_way(actual, target, better, tolerance):
    other = Better.LOWER if better is Better.HIGHER else Better.HIGHER
    assert pi_status(actual, target, better, tolerance) is pi_status(-actual, -target, other, tolerance)


def status(default_tolerance="10%", **cells):
    plan = PlanBuilder(default_tolerance=default_tolerance).recommendation().indicator(**cells).read()
    return status_of(plan.indicators[0], plan)


def test_an_indicator_s_own_tolerance_goes_before_the_plan_s():
    assert status(actual="85.5%", tolerance="5") is NEAR
    assert status(actual="85.5%", tolerance="4%") is OFF
    assert status(actual="85.5%", tolerance="0") is OFF
    assert status(actual="85.5%", default_tolerance="4%") is OFF
    assert status(actual="85.5%", default_tolerance="4%", tolerance="5%") is NEAR


@pytest.mark.parametrize("default_tolerance", ["", "10", "10%", "tbc", "unclear"])
def test_the_plan_s_tolerance_is_ten_percent_unless_it_says_otherwise(default_tolerance):
    assert status(default_tolerance, actual="81%") is NEAR
    assert status(default_tolerance, actual="80.9%") is OFF


def test_the_plan_s_tolerance_may_be_nought():
    assert status("0%", actual="89.9%") is OFF


def test_the_exact_tolerance_survives_the_way_through_a_workbook():
    assert status(unit="days", better="Lower", target="30", actual="33", previous="") is NEAR
    assert status(unit="%", better="Lower", target="30%", actual="33%") is NEAR
    assert status(target="90%", actual="85.5%", tolerance="5") is NEAR


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"actual": "Qtr 2 41%"}, PIStatus.NO_DATA),
        ({"actual": "-"}, PIStatus.NO_DATA),
        ({"actual": "0.41"}, PIStatus.NO_DATA),
        ({"target": "tbc"}, PIStatus.NO_TARGET),
        ({"target": "1.26% (projected)"}, PIStatus.NO_TARGET),
        ({"better": ""}, PIStatus.NOT_JUDGED),
        ({"better": "Monitor"}, PIStatus.NOT_JUDGED),
        ({"actual": "98"}, ON),
    ],
)
def test_a_cell_that_cannot_be_read_counts_as_missing(cells, expected):
    assert status(**cells) is expected


@pytest.mark.parametrize(
    ("actual", "target", "unit", "words"),
    [
        ("78", "90", "%", "12 points below target"),
        ("91", "90", "%", "1 point above target"),
        ("89.5", "90", "per cent", "0.5 points below target"),
        ("90", "90", "%", "exactly on target"),
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
    decimals = [None if each is None else Decimal(each) for each in (actual, target)]
    assert gap_in_words(*decimals, unit) == words


def action(**cells):
    return PlanBuilder().recommendation().action(**cells).read().actions[0]


@pytest.mark.parametrize(
    ("completion_date", "rating", "late"),
    [
        ("30/12/2017", "G", True), ("30/12/2017", "R", True), ("30/12/2017", "", True), ("30/12/2017", "unknown", True),
        ("30/12/2017", "C", False), ("30/12/2017", "BAU", False),
        ("31/12/2017", "G", False), ("01/01/2018", "G", False), ("Dec 2017", "G", False), ("Nov 2017", "G", True),
        ("", "G", False), ("ongoing", "G", False),
    ],
)  # fmt: skip
def test_an_action_is_overdue_when_it_was_due_before_the_report_date_and_is_not_complete(completion_date, rating, late):
    assert is_overdue(action(completion_date=completion_date, rating=rating), REPORT_DATE) is late


@pytest.mark.parametrize(
    ("completion_date", "rating", "due"),
    [
        ("30/12/2017", "G", False), ("31/12/2017", "G", True), ("31/01/2018", "G", True), ("01/02/2018", "G", False),
        ("15/01/2018", "C", False), ("15/01/2018", "", True), ("", "G", False),
    ],
)  # fmt: skip
def test_an_action_is_due_from_the_report_date_to_so_many_days_after_it(completion_date, rating, due):
    assert is_due(action(completion_date=completion_date, rating=rating), REPORT_DATE, 31) is due


@pytest.mark.parametrize(
    ("start_date", "waiting"), [("01/01/2018", True), ("31/12/2017", False), ("Dec 2017", False), ("", False), ("soon", False)]
)
def test_an_action_has_not_started_when_it_starts_after_the_report_date(start_date, waiting):
    assert not_started(action(start_date=start_date), REPORT_DATE) is waiting


def test_without_a_report_date_nothing_is_overdue_or_due_or_waiting():
    late = action(completion_date="30/11/2017", start_date="01/01/2030")
    assert not is_overdue(late, None)
    assert not is_due(late, None, 31)
    assert not not_started(late, None)


@pytest.mark.parametrize(("within", "days"), [("", 31), ("31", 31), ("14 days", 14), ("0", 0), ("a month", 31)])
def test_due_within_is_thirty_one_days_unless_the_plan_says_otherwise(within, days):
    assert PlanBuilder(due_within=within).recommendation().read().due_within == days
