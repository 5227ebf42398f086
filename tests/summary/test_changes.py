"""The Summary's list of what has changed since last month."""

from __future__ import annotations

from builder import PlanBuilder, clean_plan

from plan_workbook.summary.changes import moved_since


def test_a_month_in_which_nothing_moved_has_nothing_to_say():
    assert moved_since(clean_plan().read(), clean_plan().read()) == []


def test_what_moved_is_said_of_ratings_dates_and_figures():
    then = clean_plan(2)
    now = PlanBuilder().recommendation(rating="A").indicator(actual="70%", previous="95%")
    now.action(completion_date="30/04/2018", rating="A", original_completion_date="31/03/2018")
    now.recommendation().indicator().action().action(text="A new thing to do")
    moved = [(line.name, line.kind, line.how) for line in moved_since(now.read(), then.read())]
    assert moved == [
        ("1", "Rating", "Green, now Amber"),
        ("1 a", "Rating", "Green, now Amber"),
        ("1 a", "Date moved", "Due 31 March 2018, now 30 April 2018"),
        ("CSC 001", "Indicator", "On target, now Off target (95% then, 70% now)"),
        ("2 b", "New action", "Was not in the previous workbook"),
    ]


def test_recommendations_that_came_or_went_are_said():
    one, two = clean_plan(1).read(), clean_plan(2).read()
    assert [(line.name, line.kind) for line in moved_since(two, one)] == [("2", "New")]
    (gone,) = moved_since(one, two)
    assert (gone.name, gone.kind, gone.sheet) == ("2", "Gone", "")
