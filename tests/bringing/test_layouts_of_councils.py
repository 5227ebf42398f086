"""Kinds of layouts in which councils say which recommendation is meant, and tables that are laid out the other way."""

from __future__ import annotations

from assembled import actions, brought, items, left_over
from tables_drawn import drawn

PLAIN = """
    Ref | Action | Owner | By when
    a | Hire a head of service | Priya Anand | 31/10/2023
    b | Audit forty cases a month | Tom Fell | 30/09/2023
"""


def test_the_list_of_contents_names_nothing():
    made = brought(
        "# Contents",
        "Homes for children ........ 2",
        "Staff who stay\t3",
        "# Homes for children",
        drawn(PLAIN),
        "# Staff who stay",
        drawn(PLAIN, "plan.docx, table 2"),
    )
    assert items(made) == ["1 | Homes for children", "2 | Staff who stay"]
    assert left_over(made) == []


def test_an_item_and_its_title_in_two_cells_above_the_headings_are_one_item():
    tables = [
        drawn(
            f"""
            Pillar {number} | {title} | < | <
            Senior Responsible Owner | {lead} | < | <
            {PLAIN.strip()}
            """,
            f"plan.docx, table {number}",
        )
        for number, title, lead in ((1, "Homes for children", "Ann Lee"), (2, "Staff who stay", "Bo May"))
    ]
    assert items(brought(*tables), "Title", "Lead") == [
        "1 | Homes for children | Ann Lee",
        "2 | Staff who stay | Bo May",
    ]


def test_refs_that_are_the_numbers_of_recommendations_say_which_is_meant():
    made = brought(
        drawn("Number | What we need to improve | RAG\nR1 | Homes for children | Green\nR2 | Staff who stay | Red"),
        drawn(
            """
            Number | Deliverables | Person responsible | By when
            R1 | Hire a head of service | Priya Anand | 31/10/2023
            R1 | Audit forty cases a month | Tom Fell | 30/09/2023
            R2 | Publish an offer to recruits | Tom Fell | 30/09/2023
            """,
            "plan.docx, table 2",
        ),
    )
    assert [each.split(" | ")[0] for each in actions(made)] == ["1", "1", "2"]


def test_refs_in_levels_stay_refs():
    made = brought(
        drawn("Number | Recommendation | RAG\n1 | Homes for children | Green\n2 | Staff who stay | Red"),
        drawn(
            """
            Row | Action | Person responsible | By when
            1.1 | Hire a head of service | Priya Anand | 31/10/2023
            1.2 | Audit forty cases a month | Tom Fell | 30/09/2023
            2.1 | Publish an offer to recruits | Tom Fell | 30/09/2023
            """,
            "plan.docx, table 2",
        ),
    )
    assert [each.rpartition(" | ")[0] for each in actions(made)] == ["1 | 1.1", "1 | 1.2", "2 | 2.1"]


def test_levels_of_priority_are_no_numbers_of_recommendations():
    made = brought(
        drawn(
            """
            Area for improvement | Action | Priority (H/M/L) | Owner | By when
            1. Homes for children | Hire a head of service | H | Priya Anand | 31/10/2023
            1. Homes for children | Audit forty cases a month | L | Tom Fell | 30/09/2023
            2. Staff who stay | Publish an offer to recruits | M | Tom Fell | 30/09/2023
            """
        )
    )
    assert items(made) == ["1 | Homes for children", "2 | Staff who stay"]


def test_ratings_in_each_row_after_what_is_done_are_not_those_of_the_item():
    made = brought(
        drawn(
            """
            Theme | Action | Owner | RAG
            1. Homes for children | Hire a head of service | Priya Anand | Green
            1. Homes for children | Audit forty cases a month | Tom Fell | Green
            2. Staff who stay | Publish an offer to recruits | Tom Fell | Green
            2. Staff who stay | Count the vacancies every month | Tom Fell |
            """
        )
    )
    assert [each.split(" | ")[1] for each in actions(made, "RAG")] == ["G", "G", "G", ""]


def test_numbered_rows_across_a_table_are_the_items_also_above_updates():
    made = brought(
        "# Detailed plan for the year",
        drawn(
            """
            Ref | Action | Owner | By when
            *1 Homes for children* | < | < | <
            a | Hire a head of service | Priya Anand | 31/10/2023
            Update: the advert is out | < | < | <
            *2 Staff who stay* | < | < | <
            b | Publish an offer to recruits | Tom Fell | 30/09/2023
            Update: it is with the designers | < | < | <
            """
        ),
    )
    assert items(made) == ["1 | Homes for children", "2 | Staff who stay"]
    assert actions(made, "Comment") == ["1 | the advert is out", "2 | it is with the designers"]


def test_a_label_next_to_a_whole_table_is_the_heading_above_it():
    made = brought(
        drawn(
            """
            Priority | 1. Homes for children | < | <
            Lead | Ann Lee | < | <
            What we will do | Action | Owner | By when
            ^ | Hire a head of service | Priya Anand | 31/10/2023
            ^ | Audit forty cases a month | Tom Fell | 30/09/2023
            """
        )
    )
    assert items(made, "Title", "Lead") == ["1 | Homes for children | Ann Lee"]
    assert actions(made, "Action", "Task Lead") == [
        "1 | Hire a head of service | Priya Anand",
        "1 | Audit forty cases a month | Tom Fell",
    ]


def test_a_table_with_a_column_for_each_action_is_turned():
    made = brought(
        "# Priority 1: Homes for children",
        drawn(
            """
            Ref | 1.1 | 1.2
            Action | Hire a head of service | Audit forty cases a month
            Owner | Priya Anand | Tom Fell
            By when | 31/10/2023 | 30/09/2023
            RAG | Green | Amber
            """
        ),
    )
    assert actions(made, "Ref", "Task Lead", "RAG") == ["1 | 1.1 | Priya Anand | G", "1 | 1.2 | Tom Fell | A"]


def test_a_line_of_labels_of_which_one_has_no_value_is_read():
    made = brought(
        "# 1. Homes for children",
        "1.1 Hire a head of service",
        "Lead: Priya Anand | By when: 31/10/2023 | RAG: Green",
        "1.2 Audit forty cases a month",
        "Lead: Tom Fell | By when: | RAG: Amber",
        "1.3 Publish an offer to recruits",
        "Lead: Tom Fell | By when: 30/09/2023 | RAG: Red",
    )
    assert actions(made, "Ref", "Task Lead", "Completion Date", "RAG") == [
        "1 | 1.1 | Priya Anand | 31/10/2023 | G",
        "1 | 1.2 | Tom Fell |  | A",
        "1 | 1.3 | Tom Fell | 30/09/2023 | R",
    ]


def test_not_on_target_is_off_track():
    made = brought(
        drawn(
            """
            Theme | Action | Owner | By when | Status
            1. Homes | Hire a head of service | Priya Anand | 31/10/2023 | Not on target
            1. Homes | Audit forty cases a month | Tom Fell | 30/09/2023 | Progressing well
            2. Staff | Publish an offer to recruits | Tom Fell | 30/09/2023 | Not on target
            """
        )
    )
    assert actions(made, "RAG") == ["1 | R", "1 | G", "2 | R"]
