"""Every difference between two versions of a plan is told, as what it is, and nothing else is."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.comparing.changes import Change, compared
from plan_workbook.comparing.sections import in_words

LEAD, ANOTHER = "Head of Assessment", "Head of Audit"
TITLE = "Make sure that part 1 of the service is good."
PROGRESS = "Audits were made and their findings acted on."
TRAINING = "Hold training session 1 for all teams."
VISITS = "Visits made on time in area 1"


def changed(table: str, **cells: str) -> PlanBuilder:
    """A clean plan with other words in the first row of a table."""
    plan = clean_plan()
    plan.tables[table][0] |= cells
    return plan


def changes(old: PlanBuilder, new: PlanBuilder) -> tuple[Change, ...]:
    return compared(old.read(), new.read()).changes


def told(old: PlanBuilder, new: PlanBuilder) -> list[tuple[str, str, str | None, str | None]]:
    return [(each.table, each.kind.value, each.before, each.after) for each in changes(old, new)]


def test_a_plan_compared_with_itself_has_no_difference():
    assert told(clean_plan(3), clean_plan(3)) == []


@pytest.mark.parametrize(
    ("table", "cells", "kind", "before", "after"),
    [
        ("recommendations", {"RAG": "A"}, "rating", "Green", "Amber"),
        ("recommendations", {"RAG": ""}, "rating", "Green", "Not rated"),
        ("recommendations", {"RAG": "Grn"}, "rating", "Green", "Grn"),
        ("recommendations", {"Status": "Business as usual"}, "status", "Active", "Business as usual"),
        ("recommendations", {"Lead": ANOTHER}, "lead", LEAD, ANOTHER),
        ("recommendations", {"Title": "Another title"}, "title", TITLE, "Another title"),
        ("recommendations", {"Progress": "New."}, "progress", PROGRESS, "New."),
        ("actions", {"RAG": "R"}, "rating", "Green", "Red"),
        ("actions", {"Completion Date": "soon"}, "other", "31/03/2018", "soon"),
        ("actions", {"Task Lead": ANOTHER}, "lead", LEAD, ANOTHER),
        ("actions", {"Action": TRAINING + " Twice."}, "text", TRAINING, TRAINING + " Twice."),
        ("actions", {"Comment": "Late."}, "comment", None, "Late."),
        ("actions", {"Ref": "x"}, "other", "a", "x"),
        ("actions", {"Start Date": "02/09/2017"}, "other", "01/09/2017", "02/09/2017"),
        ("actions", {"Date Completed": "01/12/2017"}, "other", None, "01/12/2017"),
        ("indicators", {"Actual": "92%"}, "actual", "95%", "92%"),
        ("indicators", {"Target": "80%"}, "target", "90%", "80%"),
        ("indicators", {"Lead Officer": ANOTHER}, "lead", LEAD, ANOTHER),
        ("indicators", {"Description": VISITS + "!"}, "description", VISITS, VISITS + "!"),
        ("indicators", {"Tolerance": "5%"}, "other", None, "5%"),
        ("indicators", {"Previous": "93%"}, "other", "94%", "93%"),
        ("indicators", {"Comment": "A note."}, "other", None, "A note."),
    ],
)
def test_a_cell_that_differs_is_told_once_as_what_it_is_both_ways_round(table, cells, kind, before, after):
    assert told(clean_plan(), changed(table, **cells)) == [(table, kind, before, after)]
    assert told(changed(table, **cells), clean_plan()) == [(table, kind, after, before)]


def test_an_action_that_is_complete_now_is_told_as_completed_and_for_the_better():
    (done, day) = changes(clean_plan(), changed("actions", RAG="C", **{"Date Completed": "01/12/2017"}))
    assert (done.kind, done.before, done.after, done.way) == ("completed", "Green", "Complete", "better")
    assert (day.kind, day.field, day.after) == ("other", "Date Completed", "01/12/2017")


@pytest.mark.parametrize(
    ("now", "kind", "days", "way"),
    [("30/04/2018", "put off", 30, "worse"), ("28/02/2018", "brought forward", -31, "better")],
)
def test_a_completion_date_that_moved_is_told_with_the_days(now, kind, days, way):
    (moved,) = changes(clean_plan(), changed("actions", **{"Completion Date": now}))
    assert (moved.kind, moved.days, moved.way, moved.before) == (kind, days, way, "2018-03-31")


def test_a_date_that_moved_again_is_told_with_how_often():
    put_off = changed("actions", **{"Completion Date": "30/04/2018"}).past(
        "2017-10-31", "Action", "a", due="2017-12-31"
    )
    (moved,) = changes(clean_plan(), put_off.past("2017-11-30", "Action", "a", due="2018-03-31"))
    assert in_words(moved) == "30 days, for the second time: due 31 March 2018, now 30 April 2018"


def test_an_indicator_that_fell_off_target_is_told_with_its_status():
    status, actual = changes(clean_plan(), changed("indicators", Actual="40%"))
    assert (status.kind, status.before, status.after, status.way) == ("status", "On target", "Off target", "worse")
    assert (actual.kind, actual.before, actual.after, actual.way) == ("actual", "95%", "40%", "worse")


def test_the_same_figure_written_in_another_way_has_not_moved():
    plan, other = (clean_plan() for _ in range(2))
    for each, actual in ((plan, "590"), (other, "590 days")):
        each.tables["indicators"][0] |= {"Unit": "days", "Target": "600", "Previous": "600", "Actual": actual}
    assert told(plan, other) == [("indicators", "other", "590", "590 days")]


def test_rows_in_another_order_are_no_difference():
    plan, sorted_plan = (clean_plan().action().action().indicator() for _ in range(2))
    for table in ("actions", "indicators"):
        sorted_plan.tables[table].reverse()
    assert told(plan, sorted_plan) == []


def test_rows_and_recommendations_that_came_or_went_are_told_with_what_they_say():
    second = [
        ("recommendations", "Make sure that part 2 of the service is good."),
        ("indicators", "Visits made on time in area 2"),
        ("actions", "Hold training session 2 for all teams."),
    ]
    assert told(clean_plan(), clean_plan(2)) == [(table, "added", None, text) for table, text in second]
    assert told(clean_plan(2), clean_plan()) == [(table, "removed", text, None) for table, text in second]
    assert told(clean_plan(), clean_plan().action()) == [("actions", "added", None, second[2][1])]


def test_a_field_of_the_plan_that_differs_is_another_cell():
    (change,) = changes(clean_plan(), clean_plan(default_tolerance="5%"))
    assert (change.table, change.kind, change.field, change.after) == ("plan", "other", "Default Tolerance", "5%")


EDITS = {
    "recommendations": {"RAG": "R", "Lead": ANOTHER, "Progress": "Something else."},
    "actions": {"RAG": "A", "Completion Date": "30/06/2018", "Comment": "Later.", "Objective": "One"},
    "indicators": {"Actual": "96%", "Target": "91%", "Period": "Q2", "Lead Officer": ANOTHER},
}
CELLS = [(table, row, heading) for table, cells in EDITS.items() for row in range(2) for heading in cells]


@searching(40)
@given(st.sets(st.sampled_from(CELLS)))
def test_of_any_cells_that_were_changed_each_is_told_and_no_other(edited):
    plan = clean_plan(2)
    for table, row, heading in edited:
        plan.tables[table][row][heading] = EDITS[table][heading]
    found = [(each.table, int(each.recommendation) - 1, each.field) for each in changes(clean_plan(2), plan)]
    assert sorted(found) == sorted(edited)


def judged_by(**cells: str) -> PlanBuilder:
    """A plan with one indicator that is judged by a step of its target, a floor or a band."""
    return PlanBuilder().recommendation().indicator(**{"target_now": "", "floor": "", **cells}).action()


def test_bands_floors_and_steps_of_a_target_are_targets_and_a_band_in_other_words_is_the_same():
    band = {"better": "Band", "target": "80% to 96%"}
    assert told(judged_by(**band), judged_by(**band | {"target": "80%\u201396%"})) == []
    assert told(judged_by(**band), judged_by(**band | {"target": "80-97%"})) == [
        ("indicators", "target", "80% to 96%", "80% to 97%")
    ]
    assert told(judged_by(floor="70%", target_now="80%"), judged_by(floor="75%", target_now="85%")) == [
        ("indicators", "target", "80%", "85%"),
        ("indicators", "target", "70%", "75%"),
    ]
    assert told(judged_by(tolerance="2 points"), judged_by(tolerance="3 points")) == [
        ("indicators", "other", "2 points", "3 points")
    ]
