"""An indicator from period to period: its direction of travel, and how it behaves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builder import PlanBuilder
from support.remembered import back, measured, remembering

from plan_workbook.plan.over_time import (
    Travel,
    behaviour,
    is_last_times,
    long_term,
    noun_for_figures,
    short_term,
    since_last_time,
    travel_word,
)
from plan_workbook.plan.variation import Assurance, Variation

ELEVEN = [80, 82, 80, 82, 80, 82, 80, 82, 80, 82, 80]
"""With an actual of 82%, twelve figures that move by 2 points every time."""


def plan_with(*lines, **cells):
    """Return a plan whose indicator is at 82% without a previous figure, and the indicator."""
    cells = {"actual": "82%", "previous": "", "period": "", **cells}
    plan = PlanBuilder().recommendation().indicator(**cells).read()
    return remembering(plan, *lines), plan.indicators[0]


@pytest.mark.parametrize(
    ("better", "previous", "travel"),
    [
        ("Higher", "80%", Travel.IMPROVED),
        ("Higher", "85%", Travel.WORSE),
        ("Lower", "80%", Travel.WORSE),
        ("Lower", "85%", Travel.IMPROVED),
        ("Monitor", "80%", Travel.HIGHER),
        ("Monitor", "85%", Travel.LOWER),
        ("", "80%", Travel.HIGHER),
        ("", "85%", Travel.LOWER),
        ("Higher", "82.0%", Travel.SAME),
        ("Monitor", "82%", Travel.SAME),
        ("Higher", "-", None),
        ("Higher", "Qtr 2 80%", None),
    ],
)
def test_a_figure_is_compared_with_the_one_before(better, previous, travel):
    assert short_term(*plan_with(better=better, previous=previous)) is travel


def test_a_workbook_goes_before_the_column_and_the_column_before_history():
    plan, indicator = plan_with(measured(70, 70), previous="90%")
    assert short_term(plan, indicator) is Travel.WORSE
    assert short_term(plan, indicator, Decimal(82)) is Travel.SAME
    assert short_term(plan, indicator, Decimal(0)) is Travel.IMPROVED
    assert short_term(*plan_with(measured(70, 70))) is Travel.IMPROVED
    assert short_term(*plan_with()) is None
    assert short_term(*plan_with(measured(70), actual="")) is None


def test_history_is_asked_for_the_latest_figure_of_an_earlier_period():
    gap = measured(90, None)
    assert short_term(*plan_with(gap)) is Travel.WORSE  # nothing was reported last month
    before, again = measured(70, 99)
    again = again._replace(covers=back(3))
    plan, indicator = plan_with(before._replace(covers=back(6)), again, period="Q2 2017/18")
    assert short_term(plan, indicator) is Travel.IMPROVED  # last month's 99% was this quarter too, and was put right


@pytest.mark.parametrize(
    ("lines", "cells", "known"),
    [
        ([(70, back(6)), (82, back(3))], {}, True),
        ([(70, back(6)), (82, back(3)), (None, back(1))], {}, True),
        ([(70, back(6)), (80, back(3))], {}, False),  # it was put right
        ([(70, back(6)), (82, back(6))], {}, False),  # another quarter's, and the same
        ([(70, back(6)), (82, back(3))], {"period": ""}, False),  # it is this month's
        ([(70, back(6)), (82, back(3))], {"actual": "-"}, None),
        ([(None, back(3))], {}, None),
        ([], {}, None),
    ],
)
def test_history_knows_that_a_quarters_figure_was_reported_last_time(lines, cells, known):
    made = measured(*(value for value, _ in lines))
    history = [line._replace(covers=covers) for line, (_, covers) in zip(made, lines, strict=True)]
    plan, indicator = plan_with(history, **{"period": "Q2 2017/18", "previous": "70%", **cells})
    assert is_last_times(plan, indicator) is known


def test_a_figure_that_stays_is_said_to_be_no_new_one_instead_of_improved_again():
    _, indicator = plan_with(period="Q2 2017/18", previous="70%")
    assert since_last_time(travel_word(indicator)) == "improved since last time"
    assert since_last_time(travel_word(indicator, is_last_times=True)) == "no new figure since last time"


def test_a_year_ago_is_the_same_month_of_the_year_before():
    (line,) = measured(70)
    assert long_term(*plan_with(line._replace(report_date=back(12)))) is Travel.IMPROVED
    assert long_term(*plan_with(line._replace(report_date=back(12).replace(day=1)))) is Travel.IMPROVED
    assert long_term(*plan_with(line._replace(report_date=back(11)))) is None
    assert long_term(*plan_with(line._replace(report_date=back(24)))) is None
    assert long_term(*plan_with(measured(70, unit="days")[0]._replace(report_date=back(12)))) is None
    early, late = (
        each._replace(report_date=back(12).replace(day=day)) for each, day in zip(measured(90, 70), (1, 9), strict=True)
    )
    assert long_term(*plan_with(early, late)) is Travel.IMPROVED


def test_twelve_figures_say_how_an_indicator_behaves_and_eleven_do_not():
    found = behaviour(*plan_with(measured(*ELEVEN), target="90%"))
    assert (found.variation, found.assurance) == (Variation.NO_CHANGE, Assurance.WILL_MISS)
    assert behaviour(*plan_with(measured(*ELEVEN[1:]), target="90%")) is None


def test_a_gap_is_passed_over_but_an_actual_is_needed_this_period():
    assert behaviour(*plan_with(measured(80, None, *ELEVEN[1:]))) is not None
    assert behaviour(*plan_with(measured(*ELEVEN, 82, 80), actual="-")) is None
    assert behaviour(*plan_with(measured(*ELEVEN, 82, 80), actual="Qtr 2 80%")) is None


def test_nothing_is_said_of_figures_that_add_up():
    assert behaviour(*plan_with(measured(*ELEVEN), trend="No")) is None
    assert behaviour(*plan_with(measured(*ELEVEN), trend="Yes")) is not None


def test_a_figure_that_is_reported_again_does_not_make_twelve():
    lines = measured(*ELEVEN)
    again = [*lines[:-1], lines[-1]._replace(covers=lines[-2].covers)]
    assert behaviour(*plan_with(again)) is None


@pytest.mark.parametrize(("every", "noun"), [(1, "month"), (3, "quarter"), (6, "figure"), (12, "year")])
def test_figures_are_called_by_what_they_are_of(every, noun):
    assert noun_for_figures(*plan_with(measured(*ELEVEN, every=every), period="Dec 2017")) == noun


def test_uneven_figures_are_only_figures():
    lines = measured(*ELEVEN)
    assert noun_for_figures(*plan_with([*lines[:5], *lines[6:]], period="Dec 2017")) == "figure"
    assert noun_for_figures(*plan_with()) == "figure"
