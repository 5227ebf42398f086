"""A report with the same parts below each priority, its tracker in Excel, and both together."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from assembled import actions, brought, brought_from, indicators, items, left_over, of_the_plan
from tables_drawn import document, drawn

from plan_workbook.bringing.assembling.same_value import same_value
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.documents.in_excel import read_excel


def report(*, measures: str = "How we measure it") -> Brought:
    """Return what is brought in from a report of two priorities, each with a box, progress, measures and actions."""
    blocks = []
    for number, title in ((1, "Front door"), (2, "Assessment")):
        blocks += [
            f"## Priority {number}: {title}",
            drawn(f"Outcome | Help with {title} is timely\nLead | Jo Hart", f"plan.docx, table {3 * number}"),
            "### Progress this month",
            f"The team for {title} met twice and agreed what comes next.",
            measures,
            drawn(f"Ref | Measure | Target | Actual\n{number}a | On time | 90% | 86%", f"table {3 * number + 1}"),
            "### What we will do",
            drawn(
                f"No | Action | Owner | By when\n{number}.1 | Train | Al Ray | 31/10/2026", f"table {3 * number + 2}"
            ),
        ]
    return brought(*blocks)


def test_a_goal_in_a_box_is_the_objective_of_actions_below_headings_that_each_item_has():
    made = report()
    assert actions(made, "Objective") == ["1 | Help with Front door is timely", "2 | Help with Assessment is timely"]
    assert left_over(made) == []


def test_another_heading_ends_an_objective():
    made = brought(
        "## Priority 1: Front door",
        drawn("Outcome | Help is timely\nLead | Jo Hart", "table 1"),
        "### Enabling work on data",
        drawn("No | Action | Owner | By when\n1.1 | Train | Al Ray | 31/10/2026", "table 2"),
    )
    assert actions(made, "Objective") == ["1 | "]


def test_a_short_text_above_a_table_that_comes_again_below_each_item_is_no_progress():
    made = report()
    assert items(made, "Progress") == [
        "1 | The team for Front door met twice and agreed what comes next.",
        "2 | The team for Assessment met twice and agreed what comes next.",
    ]


def test_a_sentence_above_a_table_that_comes_again_is_progress():
    made = report(measures="Measures are counted by the board's team every month.")
    assert items(made, "Progress")[0].endswith("every month.")


def tracker(*fills: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> Brought:
    """Return what is brought in from a workbook of which each function fills a sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for fill in fills:
        fill(book.create_sheet(fill.__name__))
    content = io.BytesIO()
    book.save(content)
    return brought_from(read_excel(content.getvalue(), "tracker.xlsx"))


def cover(sheet):
    sheet["B2"] = "Northshire improvement plan"
    for row, (label, value) in enumerate(
        (("Reporting month:", "October 2026"), ("Last updated", datetime(2026, 10, 31)), ("Prepared by:", "Jo Hart")), 4
    ):
        sheet.cell(row, 2, label)
        sheet.cell(row, 3, value)


def priority(sheet):
    sheet["A1"] = "Priority 1 - Front door"
    for row in (
        ["No.", "Action", "Owner", "By when", "RAG"],
        ["1.1", "Publish the thresholds", "Jo Hart", datetime(2026, 12, 31), "G"],
        ["1.2", "Train every manager", "Al Ray", datetime(2026, 12, 31), "A"],
    ):
        sheet.append(row)
    for cell in sheet[2]:
        cell.font = openpyxl.styles.Font(bold=True)
    sheet["A7"] = "Performance"
    for column, (heading, value) in enumerate((("KPI", "On time"), ("Target", 90), ("Q1", 80), ("Q2", 86)), 1):
        sheet.cell(8, column, heading)
        sheet.cell(9, column, value)


def test_plain_headings_below_a_gap_with_figures_where_texts_were_begin_another_table():
    made = tracker(priority)
    assert actions(made) == ["1 | 1.1 | Publish the thresholds", "1 | 1.2 | Train every manager"]
    assert indicators(made, "Description", "Target", "Previous", "Actual") == ["1 | On time | 90 | 80 | 86"]


def test_actions_below_a_gap_and_the_heading_of_their_group_stay_in_their_table():
    def grouped(sheet):
        priority(sheet)
        sheet.delete_rows(7, 3)
        sheet["A7"] = "Later"
        for column, value in enumerate(("1.3", "Audit cases", "Al Ray", datetime(2027, 1, 31), "G"), 1):
            sheet.cell(8, column, value)

    assert actions(tracker(grouped))[-1] == "1 | 1.3 | Audit cases"


def test_what_a_cover_says_next_to_its_labels_is_read():
    made = tracker(cover, priority)
    said = of_the_plan(made)
    assert (said["Period"], said["Report Date"]) == ("October 2026", "2026-10-31")
    assert "Authority" not in said  # the author is no council


def test_a_date_or_a_figure_alone_is_never_left_as_a_heading():
    made = brought("31/10/2026", "## Priority 1: Front door", drawn("No | Action | Owner\n1.1 | Train | Al Ray"))
    assert left_over(made) == ["31/10/2026: a text outside the tables"]


def test_a_report_and_its_tracker_that_print_the_same_values_in_their_own_ways_do_not_differ():
    key = "BRAG | Meaning\nBlue | Complete\nGreen | On track\nAmber | At risk\nRed | Off track"
    text = document(
        "Position at 31 October 2026",
        drawn(key, "table 1"),
        "## Priority 1: Front door",
        drawn("PI | Measure | Good is | Target | Actual\n1a | Assessed on time | High | 90% | 86%", "table 2"),
        drawn("No | Action | Owner | By when | BRAG\n1.1 | Train | Al Ray | 30/11/2026 | Green", "table 3"),
        file="report.docx",
    )
    sheet = document(
        "Position at 2026-10-31",
        "## Priority 1: Front door",
        drawn("PI | Measure | Polarity | Target | Actual\n1a | Assessed on time | Higher is better | 90.0% | 86", "A1"),
        drawn("No | Action | Owner | Deadline | RAG\n1.1 | Train | Al Ray | 30 Nov 2026 | G", "A9"),
        file="tracker.xlsx",
    )
    assert left_over(brought_from(text, sheet)) == []


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("Target", "90%", "90 days"),
        ("Actual", "0.9", "90%"),
        ("Actual", "n/a", "-"),
        ("Completion Date", "31/10/2026", "Jan 2027"),
        ("Completion Date", "Monthly", "Ongoing"),
        ("RAG", "Green", "Amber"),
        ("Better", "Higher", "Lower"),
    ],
)
def test_values_that_differ_are_not_the_same(field, one, other):
    assert not same_value(field, one, other)


def test_a_few_words_of_one_item_right_above_its_table_are_left_to_be_looked_at():
    made = brought(
        "## Priority 1: Front door",
        "### Progress this month",
        "The team met twice and agreed what comes next.",
        "Measures of timeliness",
        drawn("Ref | Measure | Target | Actual\n1a | On time | 90% | 86%", "table 1"),
        drawn("No | Action | Owner | By when\n1.1 | Train | Al Ray | 31/10/2026", "table 2"),
    )
    assert items(made, "Progress") == ["1 | The team met twice and agreed what comes next."]
    assert left_over(made) == ["Measures of timeliness: a text right above a table"]
