from datetime import datetime

import pytest
from builder import clean_plan
from support.hands import Hand, base_of, came_back, collected

from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Take
from plan_workbook.package.typed_values import Formatted

RATING = ("actions", 0, "rating")
DUE = ("actions", 0, "completion_date")


@pytest.fixture(scope="module")
def sent():
    """Two recommendations, the first with two actions."""
    plan = clean_plan(2)
    plan.action("1", text="Recruit four social workers.", ref="b", completion_date="30/06/2018")
    return Hand(plan.template())


def said(decided):
    """What is taken, as sheet, heading, before and after."""
    return [(each.where.sheet, each.where.field, each.before, each.after) for each in decided.changes]


def nothing(decided):
    return not any(decided)


def test_a_part_that_nobody_touched_changes_nothing(sent):
    assert nothing(decide(sent.plan, [came_back(sent, sent)]))
    moved_on = sent.typed("R01", RATING, "R")
    assert nothing(decide(moved_on.plan, [came_back(sent, sent)]))


def test_what_only_the_lead_changed_is_typed_into_the_master(sent):
    decided, after = collected(sent, came_back(sent, sent.typed("R01", RATING, "R")))
    assert said(decided) == [("R01", "RAG", "G", "R")]
    (change,) = decided.changes
    assert change.where[1:5] == (sent.cell("R01", RATING), "1", "actions", "a")
    assert after.sheet("R01").actions[0].rating.value.code == "R"
    assert after.sheet("R01").actions[1].inputs == sent.sheet("R01").actions[1].inputs


def test_what_both_changed_is_left_until_somebody_decides(sent):
    master, lead = sent.typed("R01", RATING, "R"), sent.typed("R01", RATING, "A")
    decided, after = collected(master, came_back(sent, lead))
    (conflict,) = decided.conflicts
    assert (conflict.base, conflict.master, conflict.returned, conflict.decided) == ("G", "R", "A", None)
    assert not decided.changes and after.content == master.content
    decided, after = collected(master, came_back(sent, lead), take=Take.MASTER)
    assert decided.conflicts[0].decided is Take.MASTER and after.content == master.content
    decided, after = collected(master, came_back(sent, lead), take=Take.RETURNED)
    assert said(decided) == [("R01", "RAG", "R", "A")] and not decided.conflicts
    assert "as asked" in decided.changes[0].why
    assert after.sheet("R01").actions[0].rating.text == "A"


def test_what_both_changed_to_the_same_is_settled(sent):
    assert nothing(decide(sent.typed("R01", RATING, "r").plan, [came_back(sent, sent.typed("R01", RATING, "R"))]))


def test_of_two_returns_one_change_is_taken_and_two_that_differ_are_a_conflict(sent):
    untouched, red, amber = (
        came_back(sent, hand, name)
        for hand, name in (
            (sent, "none.xlsx"),
            (sent.typed("R01", RATING, "R"), "red.xlsx"),
            (sent.typed("R01", RATING, "A"), "amber.xlsx"),
        )
    )
    assert said(decide(sent.plan, [untouched, red])) == [("R01", "RAG", "G", "R")]
    assert said(decide(sent.plan, [red, red._replace(file="again.xlsx")])) == [("R01", "RAG", "G", "R")]
    for take in (None, Take.RETURNED):
        decided = decide(sent.plan, [red, amber], take=take)
        assert [(each.returned, each.file) for each in decided.conflicts] == [("A", "amber.xlsx"), ("R", "red.xlsx")]
        assert not decided.cells


def test_a_percentage_typed_as_text_is_no_change(sent):
    actual = ("indicators", 0, "actual")
    assert nothing(decide(sent.plan, [came_back(sent, sent.typed("R01", actual, "95 %"))]))
    assert nothing(decide(sent.plan, [came_back(sent, sent.typed("R01", actual, Formatted(0.95, "0.0%")))]))


def test_spaces_at_the_ends_of_lines_are_no_change_but_a_word_is(sent):
    title = sent.sheet("R01").title.text
    assert nothing(decide(sent.plan, [came_back(sent, sent.typed("R01", "title", f" {title}  "))]))
    decided = decide(sent.plan, [came_back(sent, sent.typed("R01", "title", f"{title} Now"))])
    assert [(each.after, each.look) for each in decided.changes] == [(f"{title} Now", True)]


def test_a_cleared_value_is_taken_and_a_date_put_off_keeps_its_first_date(sent):
    decided, after = collected(sent, came_back(sent, sent.typed("R01", ("actions", 0, "start_date"), None)))
    assert said(decided) == [("R01", "Start Date", "01/09/2017", "")]
    assert after.sheet("R01").actions[0].start_date.raw is None
    decided, after = collected(sent, came_back(sent, sent.typed("R01", DUE, datetime(2018, 6, 30))))
    assert said(decided) == [
        ("R01", "Completion Date", "31/03/2018", "30/06/2018"),
        ("R01", "Original Completion Date", "", "31/03/2018"),
    ]
    assert "put off from 31/03/2018 to 30/06/2018" in decided.changes[1].why and decided.changes[1].look
    earlier = decide(sent.plan, [came_back(sent, sent.typed("R01", DUE, datetime(2018, 1, 31)))])
    assert len(earlier.changes) == 1


def test_rows_that_a_lead_added_follow_the_last_filled_one(sent):
    lead = sent.with_row("R01", "actions", ref="c", text="Train all teams.", lead="Ann Other", rating="A")
    decided, after = collected(sent, came_back(sent, lead))
    assert [each.where.cell for each in decided.changes] == [
        sent.cell("R01", ("actions", 2, key)) for key in ("ref", "text", "lead", "rating")
    ]
    assert [each.text.text for each in after.sheet("R01").actions][2:] == ["Train all teams."]
    both = sent.with_row("R01", "actions", ref="c", text="Publish a guide for carers.")
    decided, after = collected(both, came_back(sent, lead))
    assert [each.text.text for each in after.sheet("R01").actions][2:] == [
        "Publish a guide for carers.",
        "Train all teams.",
    ]


def test_a_row_that_did_not_come_back_stays_unless_told_otherwise(sent):
    lead = sent.without_row("R01", "actions", 0)
    decided, after = collected(sent, came_back(sent, lead))
    (gone,) = decided.deleted
    assert (gone.sheet, gone.table, gone.row, gone.decided) == ("R01", "actions", "a", None)
    assert "Hold training session 1 for all teams." in gone.text and after.content == sent.content
    decided, after = collected(sent, came_back(sent, lead), take=Take.RETURNED)
    assert decided.deleted[0].decided is Take.RETURNED
    assert [each.ref.text for each in after.sheet("R01").actions] == ["b"]


def test_without_a_base_only_blanks_are_filled(sent):
    lead = sent.typed("R01", RATING, "R").typed("R01", ("actions", 0, "comment"), "Late")
    lead = lead.with_row("R01", "actions", ref="c", text="Train all teams.")
    decided, after = collected(sent, came_back(None, lead))
    assert said(decided) == [("R01", "Comment", "", "Late")]
    assert [(each.base, each.master, each.returned) for each in decided.conflicts] == [
        (None, "G", "R"),
        (None, "", "Ref: c; Action: Train all teams."),
    ]
    assert len(after.sheet("R01").actions) == 2


def test_a_paragraph_in_the_middle_moves_those_below_down(sent):
    two = sent.typed("R01", ("progress", 1, "paragraph"), "Second.")
    lead = two.typed("R01", ("progress", 1, "paragraph"), "Between.").typed(
        "R01", ("progress", 2, "paragraph"), "Second."
    )
    decided, after = collected(two, came_back(two, lead))
    assert [each.text for each in after.sheet("R01").progress] == [each.text for each in lead.sheet("R01").progress]
    assert [each.after for each in decided.changes] == ["Between."]


def test_a_sheet_that_came_back_nearly_empty_is_left_for_a_person(sent):
    own = sent.sheet("R01")
    cells = [read.cell for row in (*own.actions, *own.indicators) for read in row.inputs.values()]
    lead = sent.with_cells({"R01": dict.fromkeys(cells)}).typed("R02", "lead", "Ann Other")
    decided = decide(sent.plan, [came_back(sent, lead)])
    assert said(decided) == [("R02", "Lead", "Head of Assessment", "Ann Other")]
    (left,) = decided.left_alone
    assert left.sheet == "R01" and "more than half" in left.sentence and not decided.deleted


def test_text_next_to_the_tables_is_listed(sent):
    decided = decide(sent.plan, [came_back(sent, sent.with_cells({"R01": {"Z40": "See my mail"}}))])
    (left,) = decided.not_carried
    assert (left.sheet, left.cell, left.text) == ("R01", "Z40", "See my mail")
    assert nothing(decided._replace(not_carried=(), cells={}))


def test_a_sheet_that_the_master_does_not_have_is_named(sent):
    part = base_of(sent)
    decided = decide(
        sent.plan, [came_back(sent, sent)._replace(base=part._replace(recommendations=part.recommendations[:1]))]
    )
    assert nothing(decided)
