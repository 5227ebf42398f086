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


# Contents that say something else than usual


def test_quarters_of_financial_years_are_dates():
    table = """
        No. | Action | Owner | To be done by
        1 | Exit interviews for all leavers | Jo Hart | Q3 2026/27
        2 | Scale up the pilot | Tom Fell | Q1 2027/28
    """
    assert columns(table) == ["Ref", "Action", "Task Lead", "Completion Date"]


def test_progress_that_is_good_is_no_rating():
    rows = "Action | Owner | By when\nHire a head of service | Jo Hart | 31/10/2026"
    text = "Overall progress is good: seven of nine actions are complete or on track."
    made = brought(PLAN, text, drawn(rows))
    assert items(made, "RAG", "Progress") == [f"1 |  | {text}"]


@pytest.mark.parametrize("lead", ["Jo Hart (Head of Fostering)", "Jo Hart (Head of SEND & Inclusion) / Tom Fell"])
def test_a_lead_may_have_a_post_in_brackets(lead):
    rows = "Action | Owner | By when\nHire a head of service | Jo Hart | 31/10/2026"
    made = brought(PLAN, f"Board member sponsor: {lead}", drawn(rows))
    assert items(made, "Lead") == [f"1 | {lead}"]


def test_a_numbered_heading_that_says_little_is_the_item_of_its_own_table():
    rows = "Action | Owner | By when\n{} | Jo Hart | 31/10/2026"
    blocks = [
        each
        for at, (title, action) in enumerate(
            [
                ("Early help", "Hire a head"),
                ("Quality assurance", "Audit forty cases"),
                ("Care leavers", "Name advisers"),
            ]
        )
        for each in (f"# {at + 1}. {title}", drawn(rows.format(action), f"plan.docx, table {at + 1}"))
    ]
    made = brought(*blocks)
    assert items(made, "Title") == ["1 | Early help", "2 | Quality assurance", "3 | Care leavers"]
    assert actions(made, "Action") == ["1 | Hire a head", "2 | Audit forty cases", "3 | Name advisers"]


def test_a_rating_that_is_only_a_colour_above_the_headings_is_that_of_the_item():
    made = brought(
        drawn("""
        Area for improvement 1: Financial planning | < | < | <
        Executive lead officer | Director of Place | RAG | [FFC000]
        Progress | The budget was set in March. | < | <
        Ref | What is to be put in place | Whose job is it? | When will it be done?
        1.1 | Training for cost centre managers | Finance | 31/10/2026
        1.2 | A dashboard for members | HR & OD | 30/11/2026
    """)
    )
    assert items(made, "Title", "Lead", "RAG", "Progress") == [
        "1 | Financial planning | Director of Place | A | The budget was set in March."
    ]
    assert actions(made, "Ref", "Task Lead") == ["1 | 1.1 | Finance", "1 | 1.2 | HR & OD"]


def test_a_revised_date_that_is_to_be_confirmed_is_not_the_first_one():
    made = brought(
        PLAN,
        drawn("""
        Ref | Action | Owner | Original deadline | Revised deadline
        1.1 | Hire a head of service | Jo Hart | 31/10/2026 | TBC
        1.2 | Audit forty cases | Tom Fell | 30/09/2026 | -
        1.3 | Publish the offer | Jo Hart | 31/08/2026 | 30/11/2026
    """),
    )
    assert actions(made, "Original Completion Date", "Completion Date") == [
        "1 | 31/10/2026 | TBC",
        "1 |  | 30/09/2026",
        "1 | 31/08/2026 | 30/11/2026",
    ]


def test_a_text_after_the_numbers_of_the_items_is_their_title_whatever_its_heading():
    made = brought(
        drawn("""
        Rec. no | Improvement required | ID | Action required | Responsible lead | Planned completion date
        1 | Transitions to adulthood | 1a | Publish the offer | Jo Hart | 31/10/2026
          |  | 1b | Hold a workshop | Tom Fell | 30/11/2026
        2 | Missing children | 2a | Review missing episodes | Jo Hart | 31/12/2026
    """)
    )
    assert items(made, "Title") == ["1 | Transitions to adulthood", "2 | Missing children"]


def test_what_progress_has_been_made_is_a_comment_next_to_next_steps_with_dates():
    table = """
        No. | Agreed next steps | Assigned owner | To be complete by | RAG score | What progress has been made?
        1.1 | Personal advisers' caseloads capped at 22 | Jo Hart | 04/04/2026 | GREEN | See also action 2.1
        1.2 | Fortnightly performance surgery | Tom Fell | 19/07/2026 | AMBER | To be closed next month
    """
    assert columns(table) == ["Ref", "Action", "Task Lead", "Completion Date", "RAG", "Comment"]


def test_the_rating_that_all_actions_of_an_item_share_is_theirs_after_what_is_done():
    made = brought(
        drawn("""
        Rec. | Item | What has to be in place | Delivery lead officer | RAG now | How are we doing? | Date completed
        2 | A3 | Scale up the pilot | Jo Hart | Complete | No slippage is expected. | 29/08/2026
        2 | A4 | Install sprinklers | Tom Fell | Complete | Two posts are filled. | 12/07/2026
        5 | A10 | Publish the offer | Jo Hart | Complete | The offer is out. | 12/07/2026
    """)
    )
    assert actions(made, "RAG") == ["2 | C", "2 | C", "5 | C"]


@pytest.mark.parametrize("now", ["Current level", "Performance now"])
def test_a_month_before_the_figure_of_today_is_the_previous_one(now):
    table = f"""
        Measure | Target | June figure | {now}
        Visits on time | 90% | 66% | 72%
        Health assessments in 20 days | 95% | 84% | 91%
    """
    assert columns(table) == ["Description", "Target", "Previous", "Actual"]
