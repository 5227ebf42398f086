"""Rows that only add up, sections of a report that are no items, and items named after the body that found them."""

from __future__ import annotations

import pytest
from assembled import actions, brought, items, left_over, listed
from tables_drawn import drawn

from plan_workbook.bringing.documents.document import Passage

ROWS = "Ref | Action | Owner | By when\n{} | {} | Priya Anand | 31/10/2023"


@pytest.mark.parametrize(
    "total",
    [
        "Sub-total | 2 actions |  | ",
        "Subtotal: | 2 |  | ",
        "Theme 1 total | 2 |  | ",
        "Sub-total: 2 actions (1 blue, 1 green, 0 amber, 0 red) | < | < | <",
        "Total number of actions: 2 | < | < | <",
        " |  | Total actions | 2",
    ],
)
def test_a_sub_total_below_each_theme_is_no_action_no_theme_and_no_heading(total):
    made = brought(
        drawn(f"""
        Ref | Action | Owner | By when
        Theme 1: Homes for children | < | < | <
        1.1 | Hire a head of service | Priya Anand | 31/10/2023
        1.2 | Audit forty cases | Tom Fell | 30/09/2023
        {total}
        Theme 2: Workforce | < | < | <
        2.1 | Publish the offer | Jo Hart | 31/12/2023
        {total}
        Grand total | 4 actions |  |
    """)
    )
    assert items(made, "Title") == ["1 | Homes for children", "2 | Workforce"]
    assert actions(made, "Ref", "Action", "Task Lead", "Objective") == [
        "1 | 1.1 | Hire a head of service | Priya Anand | ",
        "1 | 1.2 | Audit forty cases | Tom Fell | ",
        "2 | 2.1 | Publish the offer | Jo Hart | ",
    ]


def test_an_action_that_begins_like_a_total_stays_an_action():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Ref | Action | Owner | By when
        1 | Total review of 40 placements | Priya Anand | 31/10/2023
        2 | Audit forty cases | Tom Fell | 30/09/2023
    """),
    )
    assert actions(made, "Action") == ["1 | Total review of 40 placements", "1 | Audit forty cases"]


@pytest.mark.parametrize("section", ["Purpose of the report", "Financial implications", "Consultation", "Governance"])
def test_a_section_of_a_report_without_actions_is_no_item(section):
    made = brought(
        f"# 1. {section}",
        "1.1 This report tells the committee where the plan is, and what comes next.",
        "# 2. Homes for children",
        drawn(ROWS.format("2.1", "Hire a head of service"), "report.docx, table 1"),
        "# 3. Workforce",
        drawn(ROWS.format("3.1", "Audit forty cases"), "report.docx, table 2"),
    )
    assert items(made, "Title") == ["2 | Homes for children", "3 | Workforce"]
    assert len(left_over(made)) == 1 and "This report tells the committee" in left_over(made)[0]


def test_a_heading_that_reports_have_too_is_an_item_if_actions_are_below_it():
    made = brought(
        "# 1. Governance",
        drawn(ROWS.format("1.1", "Hire a head of service"), "report.docx, table 1"),
        "# 2. Workforce",
        drawn(ROWS.format("2.1", "Audit forty cases"), "report.docx, table 2"),
    )
    assert items(made, "Title") == ["1 | Governance", "2 | Workforce"]


@pytest.mark.parametrize("word", ["Ofsted recommendation", "Peer review finding", "Audit recommendation"])
def test_who_made_a_recommendation_is_part_of_the_word_for_it(word):
    made = brought(
        drawn(f"""
        Ref | Action | Owner | By when
        {word} 1: Homes for children | < | < | <
        1 | Hire a head of service | Priya Anand | 31/10/2023
        {word} 2: Workforce | < | < | <
        1 | Audit forty cases | Tom Fell | 30/09/2023
    """)
    )
    assert items(made, "Title") == ["1 | Homes for children", "2 | Workforce"]
    assert actions(made, "Action") == ["1 | Hire a head of service", "2 | Audit forty cases"]


def test_the_impact_for_children_of_an_action_is_its_evidence():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Ref | Action | Owner | By when | Impact for children
        1 | Hire a head of service | Priya Anand | 31/10/2023 | Fewer moves for children in care
        2 | Audit forty cases | Tom Fell | 30/09/2023 | Chronologies are on all files
    """),
    )
    assert actions(made, "Evidence") == ["1 | Fewer moves for children in care", "1 | Chronologies are on all files"]


def test_a_theme_with_a_number_right_below_a_sub_total_is_a_theme():
    made = brought(
        drawn("""
        Ref | Action | Owner | By when
        1 Homes for children | < | < | <
        1 | Hire a head of service | Priya Anand | 31/10/2023
        Sub-total: 1 action (1 blue, 0 green, 0 amber, 0 red) | < | < | <
        2 Workforce | < | < | <
        1 | Audit forty cases | Tom Fell | 30/09/2023
        Sub-total: 1 action (0 blue, 1 green, 0 amber, 0 red) | < | < | <
    """)
    )
    assert items(made, "Title") == ["1 | Homes for children", "2 | Workforce"]
    assert actions(made, "Action", "Objective") == ["1 | Hire a head of service | ", "2 | Audit forty cases | "]


def test_the_caption_of_a_table_is_no_heading_though_it_looks_like_one():
    made = brought(
        *(
            each
            for number, title, action in ((1, "Homes", "Hire a head of service"), (2, "Workforce", "Audit forty cases"))
            for each in (
                f"# {number}. {title}",
                f"# Table {2 * number}: actions",
                drawn(ROWS.format("a", action), f"report.docx, table {2 * number}"),
            )
        )
    )
    assert items(made, "Title") == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Action") == ["1 | Hire a head of service", "2 | Audit forty cases"]


def test_the_latest_month_is_the_actual_and_a_dated_month_before_it_the_previous():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        KPI | Measure | Target | Aug 25 | Latest month
        KPI1 | Children seen in five days | 95% | 81% | 88%
        KPI2 | Supervision held on time | 90% | 70% | 75%
    """),
    )
    assert listed(made, "indicators", "PI Number", "Previous", "Actual") == ["KPI1 | 81% | 88%", "KPI2 | 70% | 75%"]


def test_the_colour_that_all_actions_of_an_item_share_is_the_rating_of_the_item():
    made = brought(
        drawn("""
        Priority No | Priority Title | Priority Overall RAG | Action | Owner | Due date | Status
        1 | Homes for children | [FF0000] | Hire a head of service | Priya Anand | 31/10/2023 | [00B050]
        1 | Homes for children | [FF0000] | Audit forty cases | Tom Fell | 30/09/2023 | [FF0000]
        2 | Workforce | [00B050] | Publish the offer | Jo Hart | 31/12/2023 | [00B050]
        2 | Workforce | [00B050] | Open the hub | Jo Hart | 31/12/2023 | [FF0000]
    """)
    )
    assert items(made, "Title", "RAG") == ["1 | Homes for children | R", "2 | Workforce | G"]
    assert actions(made, "RAG") == ["1 | G", "1 | R", "2 | G", "2 | R"]


def test_a_title_in_full_below_that_of_the_plan_is_the_item_of_which_the_sheet_has_the_beginning():
    sheets = {
        "1 Health assessments for c": ("1. Health assessments for children in care", "Hire a head of service"),
        "2 Workforce": ("2. Workforce", "Audit forty cases"),
    }
    made = brought(
        *(
            each
            for sheet, (title, action) in sheets.items()
            for each in (
                Passage("Improvement Plan", f"{sheet}!A1", sheet=sheet),
                Passage(title, f"{sheet}!A2", sheet=sheet),
                drawn(ROWS.format("a", action), f"sheet {sheet}, A4:D5", sheet=sheet),
            )
        ),
        file="plan.xlsx",
    )
    assert items(made, "Title") == ["1 | Health assessments for children in care", "2 | Workforce"]
    assert actions(made, "Action") == ["1 | Hire a head of service", "2 | Audit forty cases"]


def test_two_indicators_below_quarters_are_not_turned_on_their_side():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        What we measure | Baseline | Target | Q1 | Q2
        Contacts with a decision in one working day | 59% | 80% | 80% | 72%
        Initial health assessments in 20 working days | 201 | 207 | 207 | 79
    """),
    )
    assert listed(made, "indicators", "Description", "Target", "Actual") == [
        "Contacts with a decision in one working day | 80% | 72%",
        "Initial health assessments in 20 working days | 207 | 79",
    ]


def test_what_difference_an_action_will_make_is_its_objective_and_a_person_is_asked():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Ref | Action | Owner | By when | Status | Progress | What difference will it make?
        1 | Hire a head of service | Priya Anand | 31/10/2023 | Green | Advert is out | Fewer moves for children in care
        2 | Audit forty cases | Tom Fell | 30/09/2023 | Amber | Ten are done | Chronologies are on all files
    """),
    )
    assert actions(made, "Objective") == ["1 | Fewer moves for children in care", "1 | Chronologies are on all files"]
    assert made.doubtful
