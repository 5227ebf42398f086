"""Boxes whose labels have their values below them are a row each; so is what a box says of a recommendation."""

from __future__ import annotations

import pytest
from assembled import brought, items
from tables_drawn import document, drawn

from plan_workbook.bringing.assembling.titles import without_lead
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.recognise import recognise


def box(number, action, lead, due):
    return drawn(
        f"""
        *Action no* | *Lead* | *Due*
        {number} | {lead} | {due}
        *What we will do* | < | <
        {action} | < | <
        """,
        f"plan.docx, table {number}",
    )


def test_each_box_with_labels_above_their_values_is_an_action():
    one = box("R1.1", "Recruit a team of social workers", "Jo Hart", "31/03/2018")
    other = box("R1.2", "Write to all the parents", "Al Lee", "30/04/2018")
    found = recognise([arranged(document("# 1. Homes for all", one, other))])
    assert [each.kind for each in found] == [Kind.ACTIONS, Kind.ACTIONS]
    fields = {column.heading: column.field for column in found[0].columns}
    assert fields == {
        "Action no": "Ref", "Lead": "Task Lead", "Due": "Completion Date", "What we will do": "Action",
    }  # fmt: skip


def test_one_table_with_headings_and_a_row_is_no_such_box():
    table = drawn("*Action* | *Lead* | *Due*\nWrite it down | Jo Hart | 31/03/2018\nSum it up | Al Lee | 30/04/2018")
    (found,) = recognise([arranged(document("# 1. Homes for all", table))])
    assert (found.kind, found.table.rows) == (Kind.ACTIONS, 3)


@pytest.mark.parametrize("label", ["CLT sponsor", "Sponsor", "Strategic lead"])
def test_a_lead_in_brackets_leaves_the_title_without_its_bracket(label):
    assert without_lead(f"Digital and data ({label}: Jo Hart)") == ("Digital and data", "Jo Hart")


def test_position_statement_is_what_is_said_of_each_action():
    table = drawn(
        """
        Action | Lead | Due | Action No | Position statement
        Recruit a team of social workers | Jo Hart | 31/03/2018 | R1.1 | Two posts are filled.
        Write to all the parents | Al Lee | 30/04/2018 | R1.2 | All letters are out.
        """
    )
    (found,) = recognise([arranged(document("# 1. Homes for all", table))])
    assert [each.field for each in found.columns[3:]] == ["Ref", "Comment"]


def test_progress_next_to_its_label_above_the_headings_is_that_of_the_recommendation():
    made = brought(
        *(
            drawn(
                f"""
                *Workstream* | {title} | < | <
                *Strategic lead* | Jo Hart | < | <
                *Overall progress* | Most of it is done. | < | <
                Ref | Action | Lead | Due
                {title[0]}.1 | Recruit a team of social workers | Al Lee | 31/03/2018
                {title[0]}.2 | Write to all the parents | Al Lee | 30/04/2018
                """
            )
            for title in ("1. Homes for all", "2. Early help", "3. Staff who stay")
        )
    )
    assert items(made, "Title", "Lead", "Progress") == [
        f"{title} | Jo Hart | Most of it is done."
        for title in ("1 | Homes for all", "2 | Early help", "3 | Staff who stay")
    ]
