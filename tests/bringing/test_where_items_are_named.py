"""Where documents name their items, and cards, lists of tasks and scorecards in other layouts."""

from __future__ import annotations

import pytest
from assembled import actions, brought, indicators, items, left_over
from tables_drawn import document, drawn

from plan_workbook.bringing.assembling.register_text import printed
from plan_workbook.bringing.assembling.titles import of_an_item
from plan_workbook.bringing.documents.document import Cell, Passage
from plan_workbook.bringing.documents.pdf.cut_words import seems_cut
from plan_workbook.bringing.documents.pdf.paragraphs import Space, habits, paragraphs
from plan_workbook.bringing.documents.pdf.text import Line
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.signs import without_sign
from plan_workbook.layout import Kind as Holds

ACTIONS = """
    Ref | Action | Owner | By when | RAG
    a | Hire a head of service | Priya Anand | 31/10/2023 | A
    b | Audit forty cases a month | Tom Fell | 30/09/2023 | G
"""


# What names an item


def test_another_text_above_each_table_names_its_item():
    tables = [drawn(ACTIONS, f"plan.xlsx, sheet Plan, A{top}:E{top + 2}", sheet="Plan") for top in (3, 8)]
    texts = [
        Passage(text, f"plan.xlsx, Plan!A{row}", sheet="Plan")
        for row, text in ((2, "1. Homes for children"), (7, "2. Staff who stay"))
    ]
    made = brought(texts[0], tables[0], texts[1], tables[1], file="plan.xlsx")
    assert items(made) == ["1 | Homes for children", "2 | Staff who stay"]
    assert [each[0] for each in actions(made)] == ["1", "1", "2", "2"]


def test_a_sentence_above_each_table_names_no_item():
    texts = ("This table has what we do about homes.", "This one has what we do about staff.")
    made = brought("# Priority 1: Homes", texts[0], drawn(ACTIONS), texts[1], drawn(ACTIONS, "plan.docx, table 2"))
    assert items(made) == ["1 | Homes"]


def test_a_box_over_the_tables_of_an_item_names_it_and_headings_that_come_again_do_not():
    def report(number: int, title: str, lead: str) -> list:
        box = f"Workstream | {number}. {title} | Workstream lead | {lead}\nPeriod | May 2023 | Overall RAG | Amber"
        return [
            drawn(box, f"plan.docx, table {2 * number}"),
            "# Milestones",
            drawn(ACTIONS, f"plan.docx, table {2 * number + 1}"),
            "# Risks and issues",
            "Some text.",
        ]

    made = brought("# Highlight report", *report(1, "Homes for all", "Ann Lee"), *report(2, "Staff who stay", "Bo May"))
    assert items(made, "Title", "Lead", "RAG") == ["1 | Homes for all | Ann Lee | A", "2 | Staff who stay | Bo May | A"]
    assert [each[0] for each in actions(made)] == ["1", "1", "2", "2"]


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("P4 Early help", "4", "Early help"),
        ("WS2: Staff", "2", "Staff"),
        ("T3", "3", ""),
        ("P4x Early", "", "P4x Early"),
    ],
)
def test_a_priority_or_workstream_is_known_by_its_initial(text, number, title):
    assert of_an_item(text)[1:3] == (number, title)


def test_tasks_at_the_first_level_of_an_outline_are_the_items():
    rows = """
        ID | WBS | Task name | Duration | Start | Finish | Resource names
        1 | 1 | Homes for children | 9 days | 01/09/2023 | 31/03/2024 |
        2 | 1.1 | Hire a head of service | 2 days | 01/09/2023 | 31/10/2023 | Priya Anand
        3 | 1.2 | Audit forty cases a month | 3 days | 01/10/2023 | 31/12/2023 | Tom Fell
        4 | 2 | Staff who stay | 4 days | 01/11/2023 | 31/03/2024 |
        5 | 2.1 | Publish a recruitment offer | 4 days | 01/11/2023 | 31/01/2024 | Jo Bright
    """
    made = brought(drawn(rows))
    assert items(made) == ["1 | Homes for children", "2 | Staff who stay"]
    assert actions(made, "Ref", "Task Lead") == ["1 | 1.1 | Priya Anand", "1 | 1.2 | Tom Fell", "2 | 2.1 | Jo Bright"]
    assert "01/11/2023: a recommendation has no Start Date" in left_over(made)


def test_a_row_with_the_number_of_an_item_and_its_title_in_the_next_cell_begins_it():
    rows = """
        Ref | Key task | Owner | Deadline
        Aim 1 | Homes for children |  |
        1.1 | Hire a head of service | Priya Anand | 31/10/2023
        Aim 2 | Staff who stay |  |
        2.1 | Publish a recruitment offer | Jo Bright | 31/01/2024
    """
    made = brought(drawn(rows))
    assert items(made) == ["1 | Homes for children", "2 | Staff who stay"]
    assert actions(made, "Ref", "Task Lead") == ["1 | 1.1 | Priya Anand", "2 | 2.1 | Jo Bright"]


def test_a_number_in_words_is_the_number():
    made = brought("# PRIORITY ONE - Homes", drawn(ACTIONS))
    assert items(made) == ["1 | Homes"]


# Cards in lines


def test_lines_with_several_labels_are_cards_whose_action_is_the_text_above():
    made = brought(
        "# 1. Homes",
        "1.1 Hire a head of service for all of the homes",
        "Lead: Priya Anand | Due: 31/10/2023 | RAG: Amber",
        "1.2 Audit forty cases in each of the homes",
        "Lead: Tom Fell | Due: 30/09/2023 | RAG: Green",
    )
    assert actions(made, "Ref", "Task Lead", "Completion Date", "RAG") == [
        "1 | 1.1 | Priya Anand | 31/10/2023 | A",
        "1 | 1.2 | Tom Fell | 30/09/2023 | G",
    ]
    assert made.doubtful


def test_a_heading_above_lines_with_a_lead_and_a_rating_is_an_item_and_no_action():
    lines = ("Lead: Ann Lee", "RAG: Amber")
    made = brought("# Homes", *lines, drawn(ACTIONS), "# Staff", *lines, drawn(ACTIONS, "plan.docx, table 2"))
    assert len(actions(made)) == 4
    assert items(made, "Title") == ["1 | Homes", "2 | Staff"]


def test_who_and_when_in_brackets_belong_to_what_is_before_them():
    made = brought(
        "# Priority 1: Homes",
        "Why: many children wait.",
        "1.1 Hire a head of service (Lead: Priya Anand; By: 31/10/2023; RAG: Amber)",
        "1.2 Audit forty cases a month (Lead: Tom Fell; By: 30/09/2023; RAG: Green)",
    )
    assert actions(made, "Ref", "Action", "Task Lead", "Completion Date") == [
        "1 | 1.1 | Hire a head of service | Priya Anand | 31/10/2023",
        "1 | 1.2 | Audit forty cases a month | Tom Fell | 30/09/2023",
    ]


# Scorecards


def test_a_row_of_targets_and_one_of_actuals_are_one_indicator():
    rows = """
        Priority | Ref | Measure |  | Oct 2023 | Nov 2023
        1. Homes | P1 | Visits held on time | Target | 90% | 95%
        ^ | ^ | ^ | Actual | 81% | 84%
        ^ | P2 | Plans reviewed in time | Target | 70% | 75%
        ^ | ^ | ^ | Actual | 61% | 64%
    """
    table = drawn(rows)
    made = brought(table)
    assert indicators(made, "PI Number", "Target", "Previous", "Actual") == [
        "1 | P1 | 95% | 81% | 84%",
        "1 | P2 | 75% | 61% | 64%",
    ]


def test_rows_of_targets_in_which_other_cells_differ_stay_as_they_are():
    rows = """
        Measure | Owner |  | Oct 2023 | Nov 2023
        Visits held on time | Ann Lee | Target | 90% | 95%
        Visits held on time | Bo May | Actual | 81% | 84%
        Plans reviewed in time | Ann Lee | Target | 70% | 75%
        Plans reviewed in time | Bo May | Actual | 61% | 64%
    """
    table = drawn(rows)
    assert list(arranged(document(table)).tables()) == [table]


# Ratings and words


def test_a_name_that_a_cell_cuts_at_its_hyphen_is_one():
    cell = Cell(0, 0, "Gwen Ellis-\nJones\nTom Fell", "table 1")
    assert printed(cell, Holds.LEADS) == "Gwen Ellis-Jones & Tom Fell"


def test_lines_outside_tables_that_begin_with_a_label_that_others_have_are_paragraphs_of_their_own():
    def line(text: str, top: float) -> Line:
        return Line(text, 90, top, 90 + 5 * len(text), top + 11, 30, 11, False, False, 1)

    texts = (
        "Action: Review all of the plans in every one of the three localities",
        "Owner: Jo Hart",
        "Owner: Tom Fell",
    )
    lines = [line(text, 100 + 13 * at) for at, text in enumerate((*texts, "Owner: Ann Lee"))]
    space = Space(90, lines[0].x1)
    made = habits([], lines)
    assert [len(each) for each in paragraphs(lines[:2], space, made)] == [1, 1]
    assert [len(each) for each in paragraphs(lines[:2], space, made._replace(labels=frozenset()))] == [2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\U0001f7e2", "Green"),
        ("\u2714 Complete", "Complete"),
        ("On track \u25cf", "On track"),
        ("\U0001f534 \U0001f7e2", "\U0001f534 \U0001f7e2"),
        ("Green", "Green"),
    ],
)
def test_a_sign_is_a_rating_or_says_nothing_besides_its_words(text, said):
    assert without_sign(text) == said


def test_ratings_that_are_signs_are_on_the_usual_scale():
    rows = ACTIONS.replace("| A\n", "| \U0001f7e0\n").replace("| G\n", "| \u25cf Green\n") + (
        "    c | Write a guide for carers | Tom Fell | 30/11/2023 | \U0001f535\n"
    )
    assert [each[-1] for each in actions(brought("# Priority 1: Homes", drawn(rows)), "RAG")] == ["A", "G", "B"]


@pytest.mark.parametrize(
    ("begun", "rest", "cut"),
    [
        ("supervisi", "on", True),
        ("commiss", "ion", True),
        ("placement", "s", True),
        ("accommod", "ation", True),
        ("sufficiency", "strategy", False),
        ("stronger", "management", False),
        ("partners", "in", False),
        ("practice", "led", False),
    ],
)
def test_a_word_that_a_narrow_cell_cuts_is_told_from_two_words(begun, rest, cut):
    assert seems_cut(begun, rest, {"in", "on"}) is cut


def test_the_words_of_the_document_say_more_than_how_a_word_is_spelt():
    assert seems_cut("child", "ren", {"children"})
    assert not seems_cut("sessi", "on", {"sessi", "on"})


def test_a_code_at_the_end_of_each_title_is_its_number():
    rows = """
        Priority | Action | Owner
        Homes for children ({}) | Hire a head of service | Jo Hart
        Workforce ({}) | Audit forty cases | Tom Fell
    """
    assert items(brought(drawn(rows.format("P2", "P1")))) == ["2 | Homes for children", "1 | Workforce"]
    urgent = items(brought(drawn(rows.format("P1", "P1"))))  # how urgent they are
    assert urgent == ["1 | Homes for children (P1)", "2 | Workforce (P1)"]
