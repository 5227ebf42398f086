"""Rows that head others or sum them up, rows for each period, and titles beside or below their numbers."""

from __future__ import annotations

from assembled import actions, brought, indicators, items, left_over
from tables_drawn import drawn

HEADINGS = "Task name | Assigned to | Start | Finish | % complete"


def test_bold_rows_with_dates_only_are_the_items_of_the_tasks_below_them():
    made = brought(
        drawn(f"""
        {HEADINGS}
        *1. Homes for children* |  | 01/04/2023 | 31/10/2023 | 50%
        Hire a head of service | Priya Anand | 01/04/2023 | 31/10/2023 | 30%
        Audit forty cases a month | Tom Fell | 01/05/2023 | 30/09/2023 | 60%
        *2. A stable workforce* |  | 01/04/2023 | 31/12/2023 | 10%
        Publish an offer to recruits | Tom Fell | 01/05/2023 | 30/09/2023 | 10%
    """)
    )
    assert items(made) == ["1 | Homes for children", "2 | A stable workforce"]
    assert actions(made, "Action") == [
        "1 | Hire a head of service",
        "1 | Audit forty cases a month",
        "2 | Publish an offer to recruits",
    ]


def test_a_bold_row_that_somebody_leads_is_an_action_like_the_others():
    made = brought(
        "# Priority 1: Homes",
        drawn(f"""
        {HEADINGS}
        *Hire a head of service* | Priya Anand | 01/04/2023 | 31/10/2023 | 30%
        Audit forty cases a month | Tom Fell | 01/05/2023 | 30/09/2023 | 60%
        *Train all managers* | Priya Anand | 01/04/2023 | 31/10/2023 | 30%
        Publish an offer to recruits | Tom Fell | 01/05/2023 | 30/09/2023 | 10%
    """),
    )
    assert len(actions(made)) == 4


def test_a_row_of_totals_is_no_action():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Area | Ref | Action | Owner | By when
        Homes | 1.1 | Hire a head of service | Priya Anand | 31/10/2023
        Homes | 1.2 | Audit forty cases a month | Tom Fell | 30/09/2023
        Total actions | 2 |  |  |
    """),
    )
    assert actions(made, "Ref") == ["1 | 1.1", "1 | 1.2"]
    assert [each.why for each in made.left if each.text == "Total actions"] == ["a total"]


def test_of_a_row_for_each_month_of_an_indicator_the_latest_is_taken_and_the_actual_before_it():
    made = brought(
        drawn("""
        Priority | KPI code | KPI description | Period | Target | Actual
        1. Homes | K1 | Visits in time | Oct 2023 | 95% | 81%
        1. Homes | K1 | Visits in time | Dec 2023 | 95% |
        1. Homes | K1 | Visits in time | Nov 2023 | 95% | 84%
        1. Homes | K2 | Plans reviewed in time | Nov 2023 | 90% | 70%
    """)
    )
    assert indicators(made, "PI Number", "Period", "Actual", "Previous") == [
        "1 | K1 | Nov 2023 | 84% | 81%",
        "1 | K2 | Nov 2023 | 70% | ",
    ]


def test_what_stands_before_an_actual_is_the_previous_one_and_not_the_baseline_of_another_table():
    targets = drawn("""
        KPI ref | Measure | Baseline | Target March 2024
        K1 | Visits in time | 40% | 95%
        K2 | Plans reviewed in time | 50% | 90%
    """)
    actuals = drawn(
        """
        KPI ref | Measure | Oct 2023 | Nov 2023
        K1 | Visits in time | 81% | 84%
        K2 | Plans reviewed in time | 66% | 70%
        """,
        "plan.docx, table 2",
    )
    made = brought("# Priority 1: Homes", targets, actuals)
    assert indicators(made, "Target", "Previous", "Actual") == ["1 | 95% | 81% | 84%", "1 | 90% | 66% | 70%"]


def test_years_that_head_two_rows_of_headings_are_no_figures():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Ref | Measure | 2021/22 | 2022/23 | Q1 2023/24 | < | Q2 2023/24 | <
        ^ | ^ | ^ | ^ | Target | Actual | Target | Actual
        K1 | Visits in time | 60% | 70% | 90% | 81% | 95% | 84%
        K2 | Plans reviewed in time | 61% | 71% | 85% | 66% | 90% | 70%
    """),
    )
    assert indicators(made, "Target", "Previous", "Actual") == ["1 | 95% | 81% | 84%", "1 | 90% | 66% | 70%"]


def test_a_heading_below_one_that_only_says_a_number_is_the_title():
    rows = drawn("Ref | Action | Owner | By when\n1.1 | Hire a head of service | Priya Anand | 31/10/2023")
    made = brought("## Area for improvement 1", "## Homes for children", rows)
    assert items(made) == ["1 | Homes for children"]
    assert actions(made, "Ref") == ["1 | 1.1"]


def test_a_number_above_the_headings_has_its_title_beside_it():
    made = brought(
        drawn("""
        Recommendation 1 | Homes for children | < | <
        Strategic lead | Ann Lee | < | <
        Ref | Action | Owner | By when
        1.1 | Hire a head of service | Priya Anand | 31/10/2023
        1.2 | Audit forty cases a month | Tom Fell | 30/09/2023
    """)
    )
    assert items(made, "Title", "Lead") == ["1 | Homes for children | Ann Lee"]
    assert left_over(made) == []


def test_the_initials_of_an_item_word_are_no_part_of_a_title():
    made = brought(
        drawn("""
        Strategic priority | Action | Owner | By when
        SP1 - Homes | Hire a head of service | Priya Anand | 31/10/2023
        SP2 - Staff | Audit forty cases a month | Tom Fell | 30/09/2023
    """)
    )
    assert items(made) == ["1 | Homes", "2 | Staff"]


def test_a_list_of_themes_by_their_ids_is_no_list_of_indicators():
    themes = drawn("Theme ID | Theme name | Theme sponsor\nT1 | Homes | Ann Lee\nT2 | Staff | Bo May")
    rows = drawn(
        """
        Log no | Theme ID | Action | Owner | By when
        001 | T2 | Hire a head of service | Priya Anand | 31/10/2023
        """,
        "plan.docx, table 2",
    )
    made = brought(themes, rows)
    assert items(made, "Title", "Lead") == ["1 | Homes | Ann Lee", "2 | Staff | Bo May"]
    assert actions(made, "Ref") == ["2 | 001"]


def test_what_will_be_seen_is_the_evidence():
    rows = drawn("""
        Ref | Actions we will take | Who | End date | What will we see that is different?
        1.1 | Hire a head of service | Priya Anand | 31/10/2023 | Fewer vacancies
    """)
    assert actions(brought("# Priority 1: Homes", rows), "Evidence") == ["1 | Fewer vacancies"]


def test_the_quarter_over_the_latest_figures_is_their_period():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Measure | Target | Q1 26/27 | Q2 26/27
        Visits in time | 95% | 80% | 86%
        Reviews in time | 90% | 88% | n/a
    """),
    )
    assert indicators(made, "Actual", "Period") == ["1 | 86% | Q2 26/27", "1 | n/a | "]


def test_a_month_over_the_latest_figures_is_that_of_the_plan_and_needs_no_period():
    made = brought("# Priority 1: Homes", drawn("Measure | Target | Sep 26 | Oct 26\nVisits in time | 95% | 80% | 86%"))
    assert indicators(made, "Actual", "Period") == ["1 | 86% | "]
