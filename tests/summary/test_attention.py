"""The Summary's lists of what needs attention and of what falls due."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan

from plan_workbook.checking.report import check
from plan_workbook.summary.attention import attention, due_next


def lines(plan: PlanBuilder) -> list[tuple[str, str, str]]:
    read = plan.read()
    return [(line.name, line.kind, line.how) for line in attention(read, check(read))]


def test_a_clean_plan_needs_no_attention():
    assert lines(clean_plan()) == []


def test_an_overdue_action_comes_first_with_its_days_date_and_the_rating_that_says_otherwise():
    plan = clean_plan().action(completion_date="30/11/2017").indicator(actual="70%")
    first, *_ = lines(plan)
    assert first == ("1 b", "Overdue", "31 days overdue, was due 30 November 2017, yet rated Green")


def test_an_indicator_off_target_is_given_with_its_distance_figures_and_direction():
    plan = clean_plan().indicator(actual="70%", previous="75%")
    assert ("CSC 002", "Off target", "20 points below target (70% against 90%), worse since last time") in lines(plan)


def test_an_indicator_off_target_whose_figure_has_not_moved_says_no_change():
    plan = clean_plan().indicator(actual="70%", previous="70%")
    assert ("CSC 002", "Off target", "20 points below target (70% against 90%), no change") in lines(plan)


def test_a_pi_number_that_is_only_a_numeral_is_called_a_pi():
    plan = PlanBuilder().recommendation(rating="G").indicator(number="204", actual="70%", previous="")
    how = "Rated Green, though PI 204 is 20 points below target (70% against 90%)"
    assert [(name, said) for name, _, said in lines(plan)][:2] == [
        ("PI 204", "20 points below target (70% against 90%)"),
        ("1", how),
    ]


def test_a_rating_that_the_evidence_speaks_against_is_in_doubt():
    plan = clean_plan().indicator(actual="70%", previous="75%").action(completion_date="30/11/2017")
    how = "Rated Green, though action b is overdue and CSC 002 is 20 points below target (70% against 90%)"
    assert ("1", "Rating in doubt", how) in lines(plan)


def test_an_action_that_is_overdue_is_not_listed_once_more_by_its_rating():
    plan = clean_plan().action(completion_date="30/11/2017", rating="R").action(rating="R")
    assert [(name, kind) for name, kind, _ in lines(plan) if name != "1"] == [("1 b", "Overdue"), ("1 c", "Red")]


@pytest.mark.parametrize(("rating", "doubted"), [("C", True), ("G", True), ("A", False), ("R", False)])
def test_only_ratings_that_say_all_is_well_can_be_in_doubt(rating, doubted):
    plan = PlanBuilder().recommendation(rating=rating).indicator(actual="70%").action(rating="C")
    assert [kind for _, kind, _ in lines(plan) if kind == "Rating in doubt"] == ["Rating in doubt"] * doubted


def test_off_track_ratings_are_listed_before_those_at_risk():
    plan = PlanBuilder().recommendation(rating="A").action().recommendation(rating="R").action(rating="R")
    kinds = [kind for _, kind, _ in lines(plan) if kind in ("Red", "Amber")]
    assert kinds == ["Red", "Red", "Amber"]


def test_a_date_that_was_put_off_does_not_move_silently():
    plan = clean_plan().action(original_completion_date="31/12/2017", comment="A later start")
    assert ("1 b", "Date moved", "Put off by 90 days, from 31 December 2017 to 31 March 2018") in lines(plan)


def test_a_date_that_was_put_off_is_not_mentioned_once_the_action_is_complete():
    plan = clean_plan().action(original_completion_date="31/12/2017", rating="C", date_completed="Dec 2017")
    assert lines(plan) == []


def test_errors_are_given_sheet_by_sheet_with_how_many_there_are():
    plan = clean_plan().action(rating="").action(lead="")
    assert ("1", "Errors", "2 errors on this sheet; Checks lists what to do") in lines(plan)


def test_what_falls_due_is_listed_soonest_first_until_the_days_are_over():
    plan = clean_plan(due_within="31").action(completion_date="20/01/2018").action(completion_date="31/12/2017")
    plan.action(completion_date="01/02/2018").action(
        completion_date="05/01/2018", rating="C", date_completed="Dec 2017"
    )
    due = [(line.name, line.how) for line in due_next(plan.read())]
    assert due == [("1 c", "Due 31 December 2017, on the report date"), ("1 b", "Due 20 January 2018, in 20 days")]
