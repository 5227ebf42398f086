"""What has moved since last month, and that nothing that moved is passed over."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan

from plan_workbook.board.moved import moved_since


def moved(now: PlanBuilder, then: PlanBuilder) -> list[tuple[str, str, str]]:
    return [(line.name, line.kind, line.how) for line in moved_since(now.read(), then.read())]


def changed(table: str, **cells: str) -> PlanBuilder:
    """A clean plan with other words in the only row of a table."""
    plan = clean_plan()
    plan.tables[table][0] |= cells
    return plan


def test_a_month_in_which_nothing_moved_has_nothing_to_say():
    assert moved(clean_plan(2), clean_plan(2)) == []


_UNREAD = "On target, now No data (95% then, 'abc' (can't be read) now)"


@pytest.mark.parametrize(
    ("table", "cells", "told"),
    [
        ("recommendations", {"RAG": "A"}, ("1", "Worse", "Green, now Amber")),
        ("recommendations", {"RAG": "C"}, ("1", "Better", "Green, now Complete")),
        ("recommendations", {"RAG": ""}, ("1", "Other figures", "Green, now Not rated")),
        (
            "recommendations",
            {"Status": "Business as usual"},
            ("1", "Better", "Green, now Complete (Business as usual)"),
        ),
        (
            "indicators",
            {"Tolerance": "2 points"},
            ("CSC 001", "Targets", "Tolerance changed from 10% to 2 points: still On target; actual unchanged at 95%"),
        ),
        (
            "indicators",
            {"Better": "Band", "Target": "90% to 98%"},
            (
                "CSC 001",
                "Targets",
                "Target 90% to 98%, was 90%, which way is better changed from higher to band: still On target; actual "
                "unchanged at 95%",
            ),
        ),
        ("actions", {"RAG": "R"}, ("1 a", "Worse", "Green, now Red")),
        (
            "actions",
            {"RAG": "C", "Date Completed": "12/12/2017"},
            ("1 a", "Better", "Green, now Complete, completed on 12 December 2017"),
        ),
        (
            "actions",
            {"Completion Date": "30/04/2018"},
            ("1 a", "Dates", "Put off by 30 days: due 31 March 2018, now 30 April 2018"),
        ),
        (
            "actions",
            {"Completion Date": "28/02/2018"},
            ("1 a", "Dates", "Brought forward by 31 days: due 31 March 2018, now 28 February 2018"),
        ),
        ("actions", {"Completion Date": ""}, ("1 a", "Dates", "Due 31 March 2018, now no date")),
        ("actions", {"Date Completed": "12/12/2017"}, ("1 a", "Dates", "Date completed 12 December 2017, had none")),
        ("indicators", {"Actual": "92%"}, ("CSC 001", "Worse", "92%, was 95% (higher is better)")),
        ("indicators", {"Actual": "96%"}, ("CSC 001", "Better", "96%, was 95% (higher is better)")),
        ("indicators", {"Actual": "70%"}, ("CSC 001", "Worse", "On target, now Off target (95% then, 70% now)")),
        (
            "indicators",
            {"Actual": ""},
            ("CSC 001", "Other figures", "On target, now No data (95% then, no figure now)"),
        ),
        (
            "indicators",
            {"Target": "60%", "Actual": "47%"},
            (
                "CSC 001",
                "Targets",
                "Target lowered from 90% to 60%: Off target with either; actual 47%, was 95% (worse)",
            ),
        ),
        (
            "indicators",
            {"Target": ""},
            ("CSC 001", "Targets", "Target of 90% removed: now No target; actual unchanged at 95%"),
        ),
        (
            "indicators",
            {"Tolerance": "20%"},
            ("CSC 001", "Targets", "Tolerance widened from 10% to 20%: still On target; actual unchanged at 95%"),
        ),
        (
            "indicators",
            {"Better": "Monitor"},
            (
                "CSC 001",
                "Targets",
                "Which way is better changed from higher to monitor: now Not judged; actual unchanged at 95%",
            ),
        ),
        ("indicators", {"Actual": "abc"}, ("CSC 001", "Other figures", _UNREAD)),
        (
            "indicators",
            {"Target": "abc"},
            (
                "CSC 001",
                "Targets",
                "Target changed from 90% to 'abc' (can't be read): now No target; actual unchanged at 95%",
            ),
        ),
        (
            "indicators",
            {"Unit": "days", "Actual": "95 days"},
            (
                "CSC 001",
                "Targets",
                "Target changed from 90% to '90%' (in another unit): now No target; actual 95 days, was 95%",
            ),
        ),
        (
            "indicators",
            {"Tolerance": "wide"},
            (
                "CSC 001",
                "Targets",
                "Tolerance changed from 10% to 'wide' (can't be read): still On target; actual unchanged at 95%",
            ),
        ),
        (
            "indicators",
            {"Period": "30/11/2017"},
            ("Plan", "Other figures", "Another period, and the actual as it was: CSC 001"),
        ),
        (
            "indicators",
            {"Previous": "80%"},
            ("CSC 001", "Other figures", "Previous is 80%, but last month's actual was 95%"),
        ),
    ],
)
def test_every_rating_date_and_figure_that_moved_is_told(table, cells, told):
    assert told in moved(changed(table, **cells), clean_plan())


def test_a_status_that_moved_because_its_target_did_says_that_first_and_is_no_improvement():
    then, now = (PlanBuilder().recommendation().indicator(target=target, actual="88%") for target in ("100%", "85%"))
    how = "Target lowered from 100% to 85%: now On target; actual unchanged at 88%"
    assert moved(now, then) == [("CSC 001", "Targets", how)]


def test_an_actual_that_got_worse_under_a_lower_target_is_worse_all_the_same():
    then = PlanBuilder().recommendation().indicator(target="100%", actual="80%")
    now = PlanBuilder().recommendation().indicator(target="60%", actual="40%")
    assert moved(now, then) == [
        ("CSC 001", "Worse", "40%, was 80%"),
        ("CSC 001", "Targets", "Target lowered from 100% to 60%: still Off target; actual 40%, was 80% (worse)"),
    ]


def test_a_figure_that_nobody_calls_better_or_worse_only_moved():
    then, now = (PlanBuilder().recommendation().indicator(better="Monitor", actual=each) for each in ("40%", "45%"))
    assert moved(now, then) == [("CSC 001", "Other figures", "45%, was 40%")]


def test_a_default_tolerance_that_was_widened_is_told_once_and_for_each_status_it_moved():
    then, now = (
        PlanBuilder(default_tolerance=each).recommendation().indicator(actual="70%").indicator()
        for each in ("10%", "25%")
    )
    assert moved(now, then) == [
        ("Plan", "Targets", "Tolerance of indicators without their own widened from 10% to 25%"),
        ("CSC 001", "Targets", "Tolerance widened from 10% to 25%: now Near target; actual unchanged at 70%"),
    ]


def test_dates_of_the_plan_itself_are_told():
    hows = ["Plan End 31 March 2018, now 30 June 2018", "Data As At 30 November 2017, now 31 October 2017"]
    assert moved(clean_plan(plan_end="30/06/2018", data_as_at="31/10/2017"), clean_plan()) == [
        ("Plan", "Dates", how) for how in hows
    ]


def test_figures_up_to_a_later_day_are_no_change_to_the_plan():
    assert moved(clean_plan(data_as_at="31/12/2017"), clean_plan()) == []


def test_the_order_is_worse_better_dates_targets_added_and_removed_other_and_the_largest_first():
    then = PlanBuilder()
    for _ in range(4):
        then.recommendation(rating="G").indicator().action()
    now = PlanBuilder().recommendation(rating="A").indicator(number="CSC 001", target="85%")
    now.action(completion_date="30/04/2018")
    now.recommendation(rating="R").indicator(number="CSC 002", actual="99%").action(completion_date="30/06/2018")
    now.recommendation(rating="C").indicator(number="CSC 900", description="Another").action()
    now.recommendation(rating="").indicator(number="CSC 004").action()
    assert [(name, kind) for name, kind, _ in moved(now, then)] == [
        ("2", "Worse"),
        ("1", "Worse"),
        ("3", "Better"),
        ("CSC 002", "Better"),
        ("2 a", "Dates"),
        ("1 a", "Dates"),
        ("CSC 001", "Targets"),
        ("CSC 900", "Added and removed"),
        ("CSC 003", "Added and removed"),
        ("4", "Other figures"),
    ]


def test_recommendations_that_came_or_went_are_told_with_what_is_in_them():
    one, two = clean_plan(1), clean_plan(2)
    assert moved(two, one) == [
        ("2", "Added and removed", "New recommendation with 1 action and 1 indicator: not in December 2017")
    ]
    (gone,) = moved_since(one.read(), two.read())
    assert (gone.name, gone.sheet) == ("2", "")
    assert gone.how == "Removed recommendation with 1 action and 1 indicator: it was in December 2017"


def test_an_indicator_or_action_that_was_removed_is_told_by_its_name():
    then = clean_plan().indicator().action()
    assert [(name, how) for name, _, how in moved(clean_plan(), then)] == [
        ("CSC 002", "Removed indicator: it was here in December 2017"),
        ("1 b", "Removed action: it was here in December 2017"),
    ]


def test_rows_that_nobody_can_tell_apart_are_not_said_to_be_new():
    twice = PlanBuilder().recommendation(number="7").action(ref="a", text="Train all teams.").indicator(number="X")
    twice.action(ref="a", text="Train all teams.").indicator(number="X", description="Visits")
    twice.recommendation(number="7", title="Another with the same number.")
    assert moved(twice, twice) == []


def test_an_indicator_that_got_another_number_is_still_the_same():
    then, now = (PlanBuilder().recommendation().indicator(number=number) for number in ("CSC 1", "CSC 9"))
    assert moved(now, then) == [("CSC 9", "Other figures", "PI number CSC 1, now CSC 9")]


def test_a_recommendation_that_got_another_number_is_still_the_same():
    then, now, same = (PlanBuilder().recommendation(number=each, title="Keep all visits") for each in ("1", "9", "R1"))
    assert moved(now, then) == [("9", "Other figures", "Number 1, now 9")]
    assert moved(same, then) == []


def judged_by(**cells: str) -> PlanBuilder:
    """A plan with one indicator that is judged by a step of its target, a floor or a band."""
    return PlanBuilder().recommendation().indicator(**{"target_now": "", "floor": "", **cells}).action()


def test_steps_floors_and_bands_that_changed_are_told_with_what_came_of_it():
    step = moved(judged_by(target_now="85%", actual="88%"), judged_by(target_now="80%", actual="88%"))
    assert step == [
        (
            "CSC 001",
            "Targets",
            "Target for the period raised from 80% to 85%: still On target; actual unchanged at 88%",
        )
    ]
    floor = moved(judged_by(floor="70%", actual="72%"), judged_by(floor="75%", actual="72%"))
    assert floor == [("CSC 001", "Targets", "Floor lowered from 75% to 70%: now Near target; actual unchanged at 72%")]
    band = moved(
        judged_by(better="Band", target="80-90%", actual="91%"),
        judged_by(better="Band", target="80% to 95%", actual="91%"),
    )
    assert band == [
        (
            "CSC 001",
            "Targets",
            "Target 80% to 90%, was 80% to 95%: now Near target; actual unchanged at 91%",
        )
    ]


def test_a_band_that_is_written_in_another_way_has_not_moved_and_nearer_to_it_is_better():
    band = {"better": "Band", "target": "80% to 90%"}
    assert moved(judged_by(**band | {"target": "80%-90%"}), judged_by(**band)) == []
    (line,) = moved(judged_by(**band, actual="93%", previous="97%"), judged_by(**band, actual="97%"))
    assert line == ("CSC 001", "Better", "93%, was 97%; still Near target, 3 points above the band")


def test_what_was_stopped_is_neither_better_nor_worse_than_before():
    def paused(**cells: str) -> PlanBuilder:
        plan = clean_plan().rating("G", "Green", "on track").rating("P", "Paused", "stopped")
        plan.tables["actions"][0] |= cells
        return plan

    assert moved(paused(RAG="P"), paused()) == [("1 a", "Other figures", "Green, now Paused")]
