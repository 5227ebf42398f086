"""Boxes of labels and values, without headings: read by their labels, and known by them in the next mapping."""

from __future__ import annotations

from assembled import brought_from, items, left_over
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, ColumnAnswer, PlaceAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Brought, Kind
from plan_workbook.bringing.documents.document import Layout
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.telling.mapping import answers_of, questions_of


def boxes(*rows: str, answers: Answers | None = None) -> Brought:
    """What is read of a report with such a box, and a table of actions, below the heading of each priority."""
    blocks: list[object] = []
    for number, row in enumerate(rows, 1):
        actions = "Action | Owner | By when\nHire a head of service | Kim Lowe | 31/10/2026"
        blocks += [
            f"# Priority {number}: Homes {number}",
            drawn(row, f"plan.docx, table {2 * number - 1}"),
            drawn(actions, f"plan.docx, table {2 * number}"),
        ]
    return brought_from(arranged(document(*blocks), answers), answers=answers)


def said(*columns: tuple[str, str], kind: Kind = Kind.RECOMMENDATIONS) -> Answers:
    headings = tuple(heading for heading, _ in columns)
    answer = TableAnswer("plan.docx, table 1", None, headings, kind, tuple(ColumnAnswer(*each) for each in columns))
    return Answers("mapping.xlsx", (answer,))


def test_a_value_that_is_blank_is_not_the_label_next_to_it():
    made = boxes("Accountable officer | Ann Lee | Overall BRAG | Amber", "Accountable officer | | Overall BRAG | Red")
    assert items(made, "Lead", "RAG") == ["1 | Ann Lee | A", "2 |  | R"]


def test_a_box_is_known_by_its_labels_however_long_the_post_in_it_is():
    post = "Dana Okafor, Head of Help and Protection"
    made = boxes(f"Accountable lead | {post} | Overall BRAG | Amber", "Accountable lead | Jo Tan | Overall BRAG | Red")
    assert items(made, "Lead", "RAG") == [f"1 | {post} | A", "2 | Jo Tan | R"]
    assert [each.kind.value for each in made.tables if not each.headings] == ["recommendations"] * 2
    labels = {each.heading for table in made.tables[::2] for each in table.columns}
    assert labels == {"Accountable lead", "Overall BRAG"}


def test_a_box_does_not_part_the_paragraphs_below_it_from_their_heading():
    told = "The hub has moved into the new building, and both vacancies are filled."
    box, actions = drawn("Accountable lead | Jo Tan | RAG | Amber"), drawn("Action | Owner\nHire | Kim", "table 2")
    made = brought_from(document("# Priority 1: Homes", box, told, actions))
    assert items(made, "Lead", "Progress") == [f"1 | Jo Tan | {told}"]


def test_a_label_means_in_each_box_what_it_means_in_one():
    made = boxes(
        "Accountable officer | Ann Lee | Overall BRAG | Amber", "Accountable officer | Jo Tan | Overall BRAG | tbc"
    )
    assert items(made, "RAG") == ["1 | A", "2 | tbc"]


def test_a_label_that_nobody_knows_is_asked_for_once_and_follows_the_mapping_then():
    rows = ("Lead | Ann Lee | RAG | Amber | Seen by | Jo Tan", "Lead | Jo Tan | RAG | Green | Seen by | Al Ray")
    made = boxes(*rows)
    (table, _) = answers_of(made, "mapping.xlsx").tables
    assert [(each.heading, each.field) for each in table.columns] == [("Lead", "Lead"), ("RAG", "RAG"), ("Seen by", "")]
    assert left_over(made) == [f"{name}: it is not known what 'Seen by' is" for name in ("Jo Tan", "Al Ray")]
    again = boxes(*rows, answers=said(("Lead", "Lead"), ("RAG", "RAG"), ("Seen by", IGNORE)))
    assert not again.doubtful


def test_a_label_that_is_new_is_a_question_and_the_others_stay_as_they_were_said():
    answers = said(("Lead", IGNORE), ("RAG", "RAG"))
    made = boxes("Lead | Ann Lee | RAG | Amber | Status | Active", answers=answers)
    assert items(made, "Lead", "RAG", "Status") == ["1 |  | A | Active"]
    asked = "plan.docx, table 1: 'Status' is not in mapping.xlsx; it was taken for Status."
    assert asked in list(questions_of(answers, made.tables))


def test_a_label_can_not_be_a_field_of_an_action_and_that_is_said():
    column = ColumnAnswer("Seen by", "Task Lead", Kind.ACTIONS)
    answers = said(("Lead", "Lead"), ("RAG", "RAG"))
    table = answers.tables[0]
    answer = TableAnswer(table.where, None, (*table.headings, "Seen by"), table.kind, (*table.columns, column))
    made = boxes("Lead | Ann Lee | RAG | Amber | Seen by | Jo Tan", answers=answers._replace(tables=(answer,)))
    (why,) = [each.why for each in made.tables[0].columns if each.heading == "Seen by"]
    assert why == "the mapping says Task Lead of actions, and a box of labels is about a recommendation"
    assert made.doubtful


def test_boxes_that_are_said_to_be_rows_of_actions_are_cards():
    answers = said(("Task", "Action"), ("Who", "Task Lead"), kind=Kind.ACTIONS)
    made = boxes("Task | Open two homes | Who | Jo Bright", answers=answers)
    assert ("Open two homes", "Jo Bright") in {
        (row["Action"], row["Task Lead"]) for row in made.register.rows("actions")
    }


def test_cards_with_the_labels_of_a_recommendation_are_about_the_one_above():
    row = "Accountable officer | Ann Lee | Overall BRAG | Amber"
    answers = Answers("mapping.xlsx", (), places=(PlaceAnswer("plan.docx, table 1", Layout.CARDS),))
    made = boxes(row, answers=answers)
    assert items(made, "Lead", "RAG") == ["1 | Ann Lee | A"]


def test_a_label_with_a_number_names_the_item_and_outcomes_next_to_its_actions_do_not():
    blocks: list[object] = []
    for number, title in enumerate(("Sale of land", "Contracts"), 1):
        rows = [
            f"{number}.1 | Decisions are right | Hire a head",
            f"{number}.2 | People know costs | Audit forty bills",
        ]
        box = f"Key area {number} | {title}\nSponsor | Kim Lowe\nProgress to date | A good start in all teams."
        blocks += [
            drawn(box, f"plan.docx, table {2 * number - 1}"),
            drawn("\n".join(["Ref | Outcome sought | Action", *rows]), f"plan.docx, table {2 * number}"),
        ]
    made = brought_from(arranged(document(*blocks)))
    assert items(made, "Title", "Lead") == ["1 | Sale of land | Kim Lowe", "2 | Contracts | Kim Lowe"]
    assert [row["Objective"] for row in made.register.rows("actions")] == [
        "Decisions are right",
        "People know costs",
    ] * 2


def test_a_title_below_a_label_with_the_number_of_an_item_is_that_of_the_same_item():
    blocks: list[object] = []
    for number, title in enumerate(("Sale of land", "Contracts"), 1):
        blocks += [
            f"Priority {number}",
            drawn(f"Title | {title}\nLead | Kim Lowe\nProgress | A good start.", f"plan.docx, table {2 * number - 1}"),
            drawn("Ref | Action | Owner\na | Hire a head of service | Jo Hart", f"plan.docx, table {2 * number}"),
        ]
    made = brought_from(arranged(document(*blocks)))
    assert items(made, "Title", "Lead") == ["1 | Sale of land | Kim Lowe", "2 | Contracts | Kim Lowe"]
    assert [row["Recommendation"] for row in made.register.rows("actions")] == ["1", "2"]


def test_a_label_that_is_the_word_for_items_with_a_bare_number_numbers_the_item():
    blocks: list[object] = []
    for number, title in enumerate(("Sale of land", "Contracts"), 1):
        box = f"Priority | {number}\nTitle | {title}\nSponsor | Kim Lowe"
        blocks += [
            drawn(box, f"plan.docx, table {2 * number - 1}"),
            drawn("Ref | Action | Owner\na | Hire a head of service | Jo Hart", f"plan.docx, table {2 * number}"),
        ]
    made = brought_from(arranged(document(*blocks)))
    assert items(made, "Title", "Lead") == ["1 | Sale of land | Kim Lowe", "2 | Contracts | Kim Lowe"]
