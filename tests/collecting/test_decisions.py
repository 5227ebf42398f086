import warnings
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from builder import clean_plan
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from support.hands import Hand, came_back, collected

from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Take
from plan_workbook.package.addresses import column_letters
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
        assert [(each.returned, each.file) for each in decided.conflicts] == [("R", "red.xlsx"), ("A", "amber.xlsx")]
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


def test_without_a_base_nothing_is_cleared_whatever_is_asked(sent):
    old = sent.without_row("R01", "actions", 1).typed("R01", RATING, None)
    decided = decide(sent.plan, [came_back(None, old)], take=Take.RETURNED)
    assert [(each.base, each.master, each.returned) for each in decided.conflicts] == [(None, "G", "")]
    assert [(each.row, each.decided) for each in decided.deleted] == [("b", None)]
    assert not decided.cells


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
    cells = [read.cell for row in (*own.actions, *own.indicators) for read in row.inputs.values() if read.cell]
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


# --------------------------------------------------------------------------------------------- no answer is no deletion


def edited(hand, edit):
    """The workbook after an edit with openpyxl, which keeps no saved results of formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(hand.content))
    edit(book["R01"])
    out = BytesIO()
    book.save(out)
    return Hand(out.getvalue())


def left(decided):
    """What is listed, as cell, what it is, and what it says."""
    return [(each.cell, each.what, each.text) for each in decided.not_carried]


def test_an_error_and_a_formula_that_nobody_calculated_clear_nothing(sent):
    actual, target = (sent.cell("R01", ("indicators", 0, key)) for key in ("actual", "target"))

    def edit(sheet):
        sheet[actual], sheet[target] = "=1/2", "#REF!"

    decided = decide(sent.plan, [came_back(sent, edited(sent, edit))])
    assert [(cell, text) for cell, _, text in left(decided)] == [(target, "#REF!"), (actual, "")]
    assert "without a saved value" in decided.not_carried[1].what and not decided.cells


DANGER = {
    "=cmd|'/c calc.exe'!A0": "starts a program, 'cmd',",
    '=WEBSERVICE("http://10.255.255.1")': "calls a server (WEBSERVICE)",
    '=IMAGE("https://evil.example/a.png")': "calls a server (IMAGE)",
    r"='\\evil\share\[x.xlsx]S'!A1": r"takes its value from another file, '\\evil\share\x.xlsx'",
}


@pytest.mark.parametrize(("formula", "said"), DANGER.items())
@pytest.mark.parametrize("row", ["a row that was sent", "a new row"])
def test_a_formula_in_a_return_that_reaches_out_is_named_and_nobody_is_told_to_open_it(sent, formula, said, row):
    actual = sent.cell("R01", ("indicators", 0, "actual"))
    if row == "a new row":
        spare = sent.sheet("R01").places["indicators"].spare[0]
        actual = f"{actual.rstrip('0123456789')}{spare}"

    def edit(sheet):
        sheet[actual] = formula

    decided = decide(sent.plan, [came_back(sent, edited(sent, edit))])
    (told,) = decided.not_carried
    assert told.cell == actual and said in told.what
    words = told.what + told.to_do
    assert "open and save" not in words and "ask its lead for the value itself" in words.lower()


def test_a_conditional_format_in_a_return_that_reaches_out_is_named_and_the_words_in_its_cell_are_taken(sent):
    actual = sent.cell("R01", ("indicators", 0, "actual"))

    def edit(sheet):
        sheet[actual] = "42%"
        sheet.conditional_formatting.add(actual, FormulaRule(formula=['WEBSERVICE("http://example.com")=1']))

    decided = decide(sent.plan, [came_back(sent, edited(sent, edit))])
    (told,) = decided.not_carried
    assert (told.sheet, told.cell) == ("R01", actual) and "'WEBSERVICE'" in told.what
    assert told.to_do.startswith("Don't open the return")
    assert [each.after for each in decided.changes] == ["42%"]


def test_a_column_a_field_and_a_table_that_can_not_be_found_clear_nothing(sent):
    own = sent.sheet("R01")
    column = column_letters(own.places["actions"].columns["rating"])
    heading = f"{column}{own.places['actions'].rows.start - 1}"

    def without_column(sheet):
        sheet.delete_cols(own.places["actions"].columns["comment"])
        sheet[heading] = None

    decided = decide(sent.plan, [came_back(sent, edited(sent, without_column))])
    assert not decided.changes and not decided.deleted
    assert {each.text for each in decided.not_carried} >= {"RAG in the Actions table", "Comment in the Actions table"}

    def without_table(sheet):
        sheet.delete_rows(own.places["indicators"].rows.start - 1, len(own.places["indicators"].rows) + 1)

    decided = decide(sent.plan, [came_back(sent, edited(sent, without_table))])
    assert not decided.changes and not decided.deleted
    assert any("Indicators" in each.text for each in decided.not_carried)


def test_what_was_typed_over_a_heading_is_quoted_with_its_cell_and_what_should_be_there(sent):
    own = sent.sheet("R01").places["actions"]
    row = own.rows.start - 1
    cells = [f"{column_letters(column)}{row}" for column in own.columns.values()]
    rating = cells[[*own.columns].index("rating")]

    def typed_over(*addresses):
        def edit(sheet):
            for each in addresses:
                sheet[each] = "Done!"

        decided = decide(sent.plan, [came_back(sent, edited(sent, edit))])
        assert not decided.changes and not decided.deleted
        return [(each.cell, each.what, each.text) for each in decided.not_carried]

    def dated(sheet):
        sheet[cells[0]] = datetime(2018, 3, 31)

    (noted,) = decide(sent.plan, [came_back(sent, edited(sent, dated))]).not_carried
    assert "it says '31/03/2018' where 'Objective' is expected" in noted.what
    read = "words typed over a heading or label; what it stands for was read all the same, where 'RAG' is expected"
    assert typed_over(rating) == [(rating, read, "Done!")]
    ((cell, what, text),) = typed_over(*cells)
    assert what.endswith("; it says 'Done!' where 'Objective' is expected")
    assert (cell, text) == (min(cells, key=lambda each: (len(each), each)), "Actions")


def test_cells_that_were_merged_clear_nothing(sent):
    one, other = (sent.cell("R01", ("actions", row, "lead")) for row in (0, 1))
    decided = decide(sent.plan, [came_back(sent, edited(sent, lambda sheet: sheet.merge_cells(f"{one}:{other}")))])
    assert [(each.cell, each.text) for each in decided.not_carried] == [(one, "Head of Assessment")]
    assert not decided.changes


def test_notes_are_quoted_unless_the_master_has_them_too(sent):
    cell = sent.cell("R01", RATING)

    def noting(*notes):
        def edit(sheet):
            for at, text in enumerate(notes):
                sheet[sent.cell("R01", ("actions", at, "comment"))].comment = Comment(text, "Ann")

        return edited(sent, edit)

    master, lead = noting("Ask Ann."), noting("Ask Ann.", "Bob has left.")
    decided = decide(master.plan, [came_back(master, lead)])
    assert left(decided) == [(sent.cell("R01", ("actions", 1, "comment")), "note", "Bob has left.")]
    assert cell not in decided.cells


def test_a_status_that_was_typed_over_is_listed(sent):
    status = sent.sheet("R01").indicator_rows[0].live_status.cell
    decided = decide(sent.plan, [came_back(sent, sent.with_cells({"R01": {status: "Nearly there"}}))])
    assert left(decided) == [(status, "text outside the tables and fields", "Nearly there")]


def test_rows_for_which_there_is_no_room_are_listed_with_all_they_say(sent):
    master = sent
    for at in range(len(sent.sheet("R01").places["actions"].spare)):
        master = master.with_row("R01", "actions", ref=f"m{at}", text=f"Step {at} of the coordinator's own plan")
    lead = sent.with_row("R01", "actions", ref="c", text="Train all teams.", lead="Ann Other")
    decided = decide(master.plan, [came_back(sent, lead)])
    assert [each.text for each in decided.not_carried] == ["Ref: c; Action: Train all teams.; Task Lead: Ann Other"]
    assert "no spare row" in decided.not_carried[0].what and not decided.cells
    assert decided.lacking == {("R01", "actions"): 1}


# --------------------------------------------------------------------------------------------- rows and paragraphs


def test_rows_that_were_sorted_and_sheets_that_were_renamed_change_nothing(sent):
    first, second = sent.sheet("R01").actions
    swap = {
        cell.cell: typed.raw
        for one, other in ((first, second), (second, first))
        for cell, typed in zip(one.inputs.values(), other.inputs.values(), strict=True)
        if cell.cell
    }
    lead = edited(sent.with_cells({"R01": swap}), lambda sheet: setattr(sheet, "title", "Ann"))
    assert not decide(sent.plan, [came_back(sent, lead)]).cells


def test_a_row_that_the_master_deleted_and_the_lead_changed_is_a_conflict(sent):
    master, lead = sent.without_row("R01", "actions", 0), sent.typed("R01", RATING, "R")
    assert nothing(decide(master.plan, [came_back(sent, sent)]))
    (conflict,) = decide(master.plan, [came_back(sent, lead)]).conflicts
    assert conflict.where.cell == "" and conflict.master == "" and "RAG: R" in conflict.returned
    decided, after = collected(master, came_back(sent, lead), take=Take.RETURNED)
    assert [each.ref.text for each in after.sheet("R01").actions] == ["b", "a"] and "as asked" in decided.changes[0].why


def test_an_objective_merged_over_its_actions_is_changed_for_all_of_them_or_for_none(sent):
    one, other = (sent.cell("R01", ("actions", row, "objective")) for row in (0, 1))
    merged = edited(sent.with_cells({"R01": {one: "Safer homes"}}), lambda sheet: sheet.merge_cells(f"{one}:{other}"))
    decided, after = collected(merged, came_back(merged, merged.with_cells({"R01": {one: "Safe homes"}})))
    assert said(decided) == [("R01", "Objective", "Safer homes", "Safe homes")]
    assert {each.objective.text for each in after.sheet("R01").actions} == {"Safe homes"}
    apart = edited(merged, lambda sheet: (sheet.unmerge_cells(f"{one}:{other}"), sheet.__setitem__(other, "Visits")))
    decided = decide(merged.plan, [came_back(merged, apart)])
    assert [(each.cell, each.text) for each in decided.not_carried] == [(other, "Visits")] and not decided.cells


def test_a_row_that_one_return_changed_is_not_deleted_because_of_another(sent):
    gone, changed = sent.without_row("R01", "actions", 0), sent.typed("R01", RATING, "R")
    returns = [came_back(sent, gone, "gone.xlsx"), came_back(sent, changed, "changed.xlsx")]
    decided = decide(sent.plan, returns, take=Take.RETURNED)
    assert said(decided) == [("R01", "RAG", "G", "R")]
    assert [each.decided for each in decided.deleted] == [None]


def test_a_row_that_two_returns_added_is_added_once(sent):
    lead = sent.with_row("R01", "actions", ref="c", text="Train all teams.")
    decided = decide(sent.plan, [came_back(sent, lead, "one.xlsx"), came_back(sent, lead, "two.xlsx")])
    assert [each.after for each in decided.changes] == ["c", "Train all teams."]


def test_a_paragraph_is_added_at_the_end_where_moving_others_would_part_them_from_their_notes(sent):
    two = sent.typed("R01", ("progress", 1, "paragraph"), "Second.")
    cell = two.cell("R01", ("progress", 1, "paragraph"))
    master = edited(two, lambda sheet: setattr(sheet[cell], "comment", Comment("Check this.", "Ann")))
    lead = two.with_cells({"R01": {cell: "Between.", two.cell("R01", ("progress", 2, "paragraph")): "Second."}})
    decided, after = collected(master, came_back(two, lead))
    assert [each.text for each in after.sheet("R01").progress][1:] == ["Second.", "Between."]
    assert "added at the end" in decided.changes[0].why


def test_a_sheet_that_was_deleted_from_a_part_or_added_to_it_is_named(sent):
    first, second = sent.plan.recommendations
    without = came_back(sent, sent)._replace(plan=replace(sent.plan, recommendations=(first,)))
    assert [each.sheet for each in decide(sent.plan, [without]).left_alone] == ["R02"]
    assert not decide(sent.plan, [without._replace(whole=True)]).left_alone
    (new,) = decide(replace(sent.plan, recommendations=(first,)), [came_back(None, sent)]).left_alone
    assert "R02" in new.sentence and second.sheet == "R02"


def test_the_plan_sheet_of_a_return_is_not_collected_but_what_it_says_is_listed(sent):
    cell = sent.plan.fields["key_successes"].cell
    decided = decide(sent.plan, [came_back(sent, sent.with_cells({"Plan": {cell: "We did well"}}))])
    assert [each.text for each in decided.not_carried] == ["We did well"] and not decided.cells
    more = clean_plan(2).action("1", text="Recruit four social workers.", ref="b", completion_date="30/06/2018")
    lead = Hand(more.person("Ann Other", "Head of Assessment").template())
    decided = decide(sent.plan, [came_back(sent, lead)])
    assert [each.text for each in decided.not_carried] == ["Name: Ann Other; Role: Head of Assessment"]
