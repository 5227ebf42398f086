"""Columns of a later month take the place of those that a mapping has, also round the end of a year and backwards."""

from __future__ import annotations

import pytest
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Kind
from plan_workbook.bringing.recognising.recognise import recognise

BOTH = ("Previous", "Actual")


def read(said: dict[str, str], *headings: str, values: str = "") -> dict[str, str]:
    """What the columns of a scorecard with these headings are, by a mapping that says so of those before."""
    columns = (ColumnAnswer("Measure", "Description"), *(ColumnAnswer(*each) for each in said.items()))
    answer = TableAnswer("plan.docx, table 1", None, tuple(each.heading for each in columns), Kind.INDICATORS, columns)
    figures = values or " | ".join(f"{60 + at}%" for at in range(len(headings)))
    rows = f"""
        Measure | {" | ".join(headings)}
        Decided within a day | {figures}
        Seen within a week | {figures}
        """
    (found,) = recognise([document(drawn(rows))], Answers("mapping.xlsx", (answer,)))
    return {each.heading: each.field for each in found.columns[1:]}


MONTHS = {
    "the next month": (("September", "October"), ("October", "November")),
    "a month that was left out": (("September", "October"), ("November", "December")),
    "the new financial year": (("February", "March"), ("March", "April")),
    "the new year": (("Nov 2026", "Dec 2026"), ("Dec 2026", "Jan 2027")),
    "quarters": (("Q3 2026/27", "Q4 2026/27"), ("Q4 2026/27", "Q1 2027/28")),
    "an earlier report": (("September", "October"), ("August", "September")),
    "the same report": (("September", "October"), ("September", "October")),
}


@pytest.mark.parametrize(("before", "now"), MONTHS.values(), ids=MONTHS)
def test_the_latest_column_is_what_the_latest_was(before, now):
    assert read(dict(zip(before, BOTH, strict=True)), *now) == dict(zip(now, BOTH, strict=True))


def test_columns_that_run_backwards_are_followed_backwards():
    assert read({"October": "Actual", "September": "Previous"}, "November", "October") == {
        "November": "Actual",
        "October": "Previous",
    }


def test_where_columns_are_added_the_earliest_are_left():
    said = {"August": "ignore", "September": "Previous", "October": "Actual"}
    assert read(said, "August", "September", "October", "November") == {
        "August": IGNORE,
        "September": IGNORE,
        "October": "Previous",
        "November": "Actual",
    }


def test_a_column_that_was_still_empty_takes_its_turn_when_it_is_filled():
    said = {"September": "Previous", "October": "Actual", "November": "", "December": ""}
    filled = read(said, "September", "October", "November", "December", values="60% | 61% | 62% | ")
    assert filled == {"September": IGNORE, "October": "Previous", "November": "Actual", "December": ""}


def test_what_was_actual_becomes_previous_if_only_the_latest_was_there():
    assert read({"October": "Actual"}, "October", "November") == {"October": "Previous", "November": "Actual"}
    assert read({"October": "Actual"}, "November") == {"November": "Actual"}


def test_a_column_that_a_person_does_not_want_stays_left_in_its_place():
    said = {"September": "ignore", "October": "Actual"}
    assert read(said, "October", "November") == {"October": IGNORE, "November": "Actual"}


def test_the_target_moves_on_with_the_actual():
    said = {"Target Q1": "", "Target Q2": "Target", "Target Q3": "", "Actual Q1": "Previous", "Actual Q2": "Actual"}
    said |= {"Actual Q3": ""}
    now = read(said, *said, values="70% | 75% | 80% | 60% | 65% | 72%")
    assert {heading: field for heading, field in now.items() if field not in ("", IGNORE)} == {
        "Target Q3": "Target",
        "Actual Q2": "Previous",
        "Actual Q3": "Actual",
    }


def test_months_are_in_their_order_wherever_their_columns_were_moved_to():
    said = {"July": "ignore", "August": "Previous", "September": "Actual"}
    assert read(said, "July", "September", "August") == {"July": IGNORE, "September": "Actual", "August": "Previous"}
    over_the_year = read({"November": "Previous", "December": "Actual"}, "January", "December")
    assert over_the_year == {"January": "Actual", "December": "Previous"}
