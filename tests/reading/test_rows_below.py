"""Rows that somebody pasted or typed below a table are read if they continue it, and named as one block if not."""

from __future__ import annotations

from datetime import datetime

import pytest
from builder import editing

from plan_workbook.reading import read_plan

ROW = {
    "Ref": "c",
    "Action": "Audit ten cases",
    "Task Lead": "Head of Assessment",
    "Start Date": datetime(2017, 9, 1),
    "Completion Date": "March 2018",
    "RAG": "R",
}
KPI = {"PI Number": "CSC 9", "Description": "Visits", "Lead Officer": "Ann", "Unit": "%", "Target": 0.9, "Actual": 0.8}
RISKS = [
    {"Objective": "Risk", "Ref": "Owner", "Action": "Score", "Task Lead": "Reviewed"},
    {"Objective": "Budget overrun", "Ref": "Ann Lee", "Action": 12, "Task Lead": datetime(2017, 12, 1)},
    {"Objective": "Staff leave", "Ref": "Bo Bell", "Action": 9, "Task Lead": datetime(2017, 12, 1)},
]
"""A table of somebody's own."""
MEETING = [
    {"Objective": "Who", "Ref": "Role", "Action": "Contact"},
    {"Objective": "Ann Lee", "Ref": "Chair", "Action": "Ring her at home"},
    {"Objective": "Bo Bell", "Ref": "Clerk", "Action": "By email"},
]
"""Another, of words alone."""


def write(book, rows, below=1, table="Actions"):
    """Write rows below the last row of a table, the first of them so many rows below it; return where that is."""
    page = book["R01"]
    first = int(page.defined_names[table].attr_text.rpartition("$")[2]) + below
    for number, row in enumerate(rows, first):
        for heading, value in row.items():
            page.cell(number, book.cell("R01", table, 0, heading).column).value = value
    return first


def noted(plan):
    return [(seen.rule, seen.detail) for seen in plan.observations]


def test_rows_below_a_line_and_with_dates_that_were_pasted_without_their_format_are_read(book):
    with editing(book) as opened:
        write(opened, [{"Action": "From last year:"}, ROW | {"Start Date": 42979, "Completion Date": 43190}])
    *_, line, added = read_plan(book).recommendations[0].actions
    assert line.text.text == "From last year:"
    assert (added.text.text, added.completion_date.text, added.completion_date.value) == (ROW["Action"], "43190", None)


@pytest.mark.parametrize("below", [1, 2, 3])
def test_rows_that_follow_directly_or_after_two_blank_ones_are_read_with_one_note(full, book, below):
    with editing(book) as opened:
        first = write(opened, [ROW | {"Ref": f"c{number}"} for number in range(30)], below)
    plan = read_plan(book)
    pasted = plan.recommendations[0].actions[2:]
    assert [(a.row, a.rating.value.label, a.completion_date.value.day) for a in pasted] == [
        (row, "Red", 31) for row in range(first, first + 30)
    ]
    assert noted(plan) == [("rows-below-table", f"30 rows, B{first}:J{first + 29}, are below the last row of Actions")]


def test_rows_after_three_blank_ones_are_one_error(full, book, values_of):
    with editing(book) as opened:
        first = write(opened, [ROW, {}, {}, ROW], 4)
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert noted(plan) == [("rows-not-read", f"2 rows, B{first}:J{first + 3}, are below Actions and are not read")]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ([ROW, ROW | {"Action": "Total", "Ref": 2, "RAG": ""}], 1),
        ([{"Objective": "Total actions:", "Action": 30}], 0),
        ([{"Action": "Total", "RAG": 2}], 0),
        (RISKS, 0),
        ([ROW, *RISKS], 1),
        (MEETING, 0),
        ([ROW, *MEETING], 1),
        ([ROW | {"Ref": "4.01"}, {"Ref": "4.02", "Action": "Ring Ann"}, {"Ref": "4.03", "Action": "Ring Bo"}], 3),
        ([{"Ref": "d", "Action": "Ring Ann", "Task Lead": "Ann Archer"}], 1),
        ([{heading: heading for heading in ROW}, ROW, ROW], 2),
        ([{"Action": "Ring Ann", "Task Lead": "Ann Archer"}], 1),
        ([ROW | {"Completion Date": "ongoing"}, ROW], 2),
        ([{"Objective": "Signed off by the director"}, {"Objective": "4 January"}], 0),
    ],
    ids=[
        "total",
        "total of",
        "count",
        "risks",
        "risks below",
        "meeting",
        "meeting below",
        "new refs",
        "words with ref",
        "headings again",
        "words",
        "bad date",
        "signed",
    ],
)
def test_only_what_the_columns_hold_continues_a_table_and_nothing_goes_unsaid(full, book, rows, read):
    with editing(book) as opened:
        write(opened, rows)
    plan = read_plan(book)
    assert len(plan.recommendations[0].actions) == 2 + read
    assert len([seen for seen in plan.observations if seen.rule in ("rows-not-read", "rows-below-table")]) == (
        1 + (rows[0] is ROW and read == 1)
    )


def test_a_table_ends_where_the_next_one_begins(full, book):
    with editing(book) as opened:
        row = write(opened, [KPI], table="Indicators")
    plan = read_plan(book)
    assert [i.row for i in plan.recommendations[0].indicators][-1] == row
    assert len(plan.actions) == len(full.plan.actions)
    assert [(seen.rule, seen.other) for seen in plan.observations] == [("rows-below-table", "Status")]


def test_a_block_next_to_a_table_is_one_error_and_a_single_remark_a_warning(book):
    with editing(book) as opened:
        row = opened.cell("R01", "Actions", 1, "Ref").row
        for number in range(5):
            opened["R01"].cell(row + number, 15).value = "see my email"
            opened["R01"].cell(row + number, 16).value = "and this"
        opened["R01"].cell(row - 20, 16).value = "ring me"
    assert [seen.rule for seen in read_plan(book).observations] == ["content-outside-table", "rows-not-read"]


def test_a_sub_heading_merged_across_the_table_is_the_objective_of_the_actions_below_it(full, book):
    with editing(book) as opened:
        page, row = opened["R01"], opened.cell("R01", "Actions", 1, "Ref").row
        page.insert_rows(row)
        page.cell(row, 1).value = "Workstream 1: practice"
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=10)
    plan = read_plan(book)
    actions = plan.recommendations[0].actions
    assert [a.objective.text for a in actions] == ["Workstream 1: practice"] * 2
    assert [a.text.text for a in actions] == [a.text.text for a in full.plan.recommendations[0].actions]
    assert plan.observations == ()


def test_a_sub_heading_that_no_action_follows_is_a_remark(full, book, values_of):
    with editing(book) as opened:
        page, row = opened["R01"], opened.cell("R01", "Actions", 4, "Ref").row
        page.cell(row, 1).value = "Workstream 2"
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=10)
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert [(seen.rule, seen.cell) for seen in plan.observations] == [("content-outside-table", f"A{row}")]
