"""Ratings as coloured signs and ticks, lists side by side, labels above a table in CSV, and figures in time."""

from __future__ import annotations

import pytest
from assembled import actions, brought, brought_from, indicators, items, of_the_plan
from tables_drawn import document, drawn
from word_documents import document as word_document
from word_documents import p, styled, tbl, tc, tr

from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.documents.in_csv import read_csv
from plan_workbook.bringing.documents.in_word import read_word
from plan_workbook.bringing.recognising.recognise import recognise

PLAN = "# Priority 1: Homes for children"


def columns(table: str) -> list[str]:
    (found,) = recognise([document(drawn(table))])
    return [each.field for each in found.columns]


def dot(colour: str) -> str:
    return tc(f'<w:p><w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>\u25cf</w:t></w:r></w:p>')


def test_a_rating_that_is_a_coloured_dot_is_its_colour_though_all_dots_are_the_same_text():
    content = word_document(
        styled("Heading1", "Priority 1: Homes"),
        tbl(
            tr("Ref", "Action", "Owner", "By when", "RAG"),
            tr("1.1", "Hire a head of service", "Jo Hart", "31/10/2026", dot("00B050")),
            tr("1.2", "Audit forty cases a month", "Tom Fell", "30/09/2026", dot("FF0000")),
            tr("1.3", "Publish the offer", "Jo Hart", "30/11/2026", dot("FFC000")),
        ),
        p("The end."),
    )
    assert actions(brought_from(read_word(content, "report.docx")), "Ref", "RAG") == [
        "1 | 1.1 | G",
        "1 | 1.2 | R",
        "1 | 1.3 | A",
    ]


def test_ticks_below_the_letters_of_the_ratings_are_read_in_a_table_of_one_row():
    made = brought(
        PLAN,
        drawn("""
        Action number | What is to be put in place | Workstream owner | Date for delivery | Update | R | A | G | C
        1.1 | A leaflet on complaints | HR | Jun-27 | Not due to begin until January. | | | | \u2713
    """),
    )
    assert actions(made, "Ref", "RAG") == ["1 | 1.1 | C"]


def test_the_numbers_of_lists_next_to_each_other_are_taken_from_all_but_the_actions():
    made = brought(
        drawn("""
        Rec # | Recommendation | Response | Lead officer | Due date
        1 | Early help | a) Write standards//b) Track referrals | a) Jo Hart//b) Tom Fell | a) 31/10/2026//b) March 2027
        2 | Care leavers | a) Name an adviser | a) Jo Hart | a) 30/11/2026
    """)
    )
    assert actions(made, "Ref", "Action", "Task Lead", "Completion Date") == [
        "1 | a | Write standards | Jo Hart | 31/10/2026",
        "1 | b | Track referrals | Tom Fell | March 2027",
        "2 | a | Name an adviser | Jo Hart | 30/11/2026",
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_labels_right_above_the_headings_in_a_csv_file_tell_of_the_table(separator):
    lines = """Authority|Elmstead Council
Report date|31/10/2026

Recommendation|3
Title|Early help
Director lead|Jo Hart
Overall RAG|Amber
Action|Owner|Start|Deadline|RAG
Track re-referrals|Tom Fell|Jan-26|Nov-26|Green

Recommendation|5
Title|Care leavers
Director lead|Tom Fell
Overall RAG|Green
Action|Owner|Start|Deadline|RAG
Name an adviser|Jo Hart|Jan-26||Amber
"""
    made = brought_from(read_csv(lines.replace("|", separator).encode(), "plan.csv"))
    assert items(made, "Title", "Lead", "RAG") == ["3 | Early help | Jo Hart | A", "5 | Care leavers | Tom Fell | G"]
    assert actions(made, "Action", "Task Lead") == [
        "3 | Track re-referrals | Tom Fell",
        "5 | Name an adviser | Jo Hart",
    ]
    assert of_the_plan(made)["Report Date"] == "31/10/2026"


def test_a_table_of_two_columns_in_a_csv_file_stays_a_table():
    read = read_csv(b"Name;Role\nJo Hart;Chair\nTom Fell;Director\n", "people.csv")
    assert [(table.rows, table.columns) for table in read.tables()] == [(3, 2)]
    assert not [each for each in read.blocks if isinstance(each, Passage)]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Q1 | Performance at Sept 2026", ["Previous", "Actual"]),
        ("June figure | Sep-26", ["Previous", "Actual"]),
        ("Mar 2026 | Q1", ["Previous", "Actual"]),
        ("2025/26 | Q1", ["Previous", "Actual"]),
        ("Actual (Q1) | Latest", ["Previous", "Actual"]),
    ],
)
def test_months_and_quarters_without_a_year_are_put_in_order_with_those_that_have_one(headings, said):
    table = f"""
        Measure | Target | {headings}
        Visits on time | 90% | 66% | 72%
        Health assessments in 20 days | 95% | 84% | 91%
    """
    assert columns(table) == ["Description", "Target", *said]


def test_actions_for_this_quarter_are_the_actions_if_nothing_else_is():
    table = """
        No. | Actions for this quarter | Person leading | To be done by | Judgement of progress
        1 | Bring agency rates below 15% | Jo Hart | 31/10/2026 | Green
        2 | Relaunch the policy | Tom Fell | 30/09/2026 | Amber
    """
    assert columns(table) == ["Ref", "Action", "Task Lead", "Completion Date", "RAG"]


def test_agreed_next_steps_with_dates_below_the_heading_of_an_item_are_the_actions():
    made = brought(
        PLAN,
        drawn("""
        No. | Agreed next steps | Accountable manager | Target delivery date | RAG score
        1.1 | Replace the fire doors | Jo Hart | June 2027 | [FFC000]
        Latest position: Work began in May. | < | < | < | <
        1.2 | Start a board of carers | Tom Fell | 18/02/2027 | [00B050]
        Latest position: A chair was found. | < | < | < | <
    """),
    )
    assert actions(made, "Ref", "Action", "Comment") == [
        "1 | 1.1 | Replace the fire doors | Work began in May.",
        "1 | 1.2 | Start a board of carers | A chair was found.",
    ]


def test_measures_below_the_actions_of_one_table_are_known_by_headings_that_look_like_those_above():
    made = brought(
        drawn("""
        Recommendation 1: Early help [70AD47] | < | < | < | <
        *Actions* | < | < | < | <
        *What will we do differently?* | *Lead officer* | *Complete by* | *R/A/G* | *How are we doing?*
        Write new standards | Jo Hart | Jan-27 | Green | Legal advice was received.
        Bring in a complaints log | Tom Fell | Aug-26 | Amber | The contract is signed.
        *Measures* | < | < | < | <
        *What we are counting* | *Previous level* | *Sep-26* | *Improvement target* | *Reported by*
        Agency social workers as a share of posts | 41% | 38% | 36% | Tom Fell
    """)
    )
    assert actions(made, "Action") == ["1 | Write new standards", "1 | Bring in a complaints log"]
    assert indicators(made, "Description", "Previous", "Actual", "Target", "Lead Officer") == [
        "1 | Agency social workers as a share of posts | 41% | 38% | 36% | Tom Fell"
    ]


def test_what_inspectors_said_is_the_recommendation_though_its_words_are_in_no_list():
    table = """
        Ref | What the lead inspector said we must improve | Action | Lead officer | Due date
        1 | Sufficiency | Publish a strategy | Jo Hart | 31/10/2026
        2 | Building safety | Replace the fire doors | Tom Fell | 30/11/2026
    """
    assert columns(table) == ["Recommendation", "Title", "Action", "Task Lead", "Completion Date"]


@pytest.mark.parametrize("lead", ["BI team", "HoSEND", "HoS CP / BI team"])
def test_a_team_or_an_abbreviation_after_a_label_for_a_lead_is_the_lead(lead):
    rows = "Action | Owner | By when\nHire a head of service | Jo Hart | 31/10/2026"
    made = brought(PLAN, f"Chief officer lead: {lead}", drawn(rows))
    assert items(made, "Lead") == [f"1 | {lead}"]


def test_what_was_done_this_quarter_does_not_hide_the_action_above_lines_of_labels():
    card = ["Lead officer: {}", "To be achieved: 31/10/2026", "BRAG status: Amber", "Activity this quarter: {}"]
    made = brought(
        PLAN,
        "Action 1.1 Hire a head of service",
        *(each.format("Jo Hart" if "officer" in each else "Interviews were held.") for each in card),
        "Action 1.2 Audit forty cases",
        *(each.format("Tom Fell" if "officer" in each else "June is done.") for each in card),
    )
    assert actions(made, "Ref", "Action", "Task Lead", "Comment") == [
        "1 | 1.1 | Hire a head of service | Jo Hart | Interviews were held.",
        "1 | 1.2 | Audit forty cases | Tom Fell | June is done.",
    ]
