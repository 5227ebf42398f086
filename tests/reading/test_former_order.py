"""A workbook whose tables are in the columns of earlier templates is read as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import Book, address, editing

from plan_workbook.layout import INDICATORS
from plan_workbook.next_month.panels import table_in_place
from plan_workbook.reading import read_plan

pytestmark = pytest.mark.slow

FORMER = INDICATORS.using(()).former


def put_back(book: Book) -> None:
    """Put the table of Indicators into the columns and the order that it had in templates up to version 3."""
    page, heading = book["R01"], book.cell("R01", "Indicators", 0, "PI Number").row
    last = int(page.defined_names["Indicators"].attr_text.rpartition("$")[2])
    now = {column.key: at for at, column in enumerate(INDICATORS.using(()).columns, 1)}
    for row in range(heading, last + 1):
        held = {key: page.cell(row, at).value for key, at in now.items()}
        formats = {key: page.cell(row, at).number_format for key, at in now.items()}
        page.cell(row, 1).value = None
        for column in FORMER.columns:
            cell = page.cell(row, FORMER.column(column.key))
            cell.value, cell.number_format = held[column.key], formats[column.key]
    page.defined_names["Indicators"].attr_text = f"'R01'!$B${heading}:$M${last}"


@pytest.fixture
def former(book: Path) -> Path:
    with editing(book) as opened:
        put_back(opened)
    return book


def test_it_is_read_the_same_and_counts_as_in_its_place(full, former, values_of):
    plan = read_plan(former)
    assert values_of(plan) == full.values and plan.observations == ()
    assert table_in_place(plan.recommendations[0], INDICATORS.using(())) is not None


@pytest.mark.parametrize("heading", [c.heading for c in FORMER.columns if c.key not in ("number", "comment")])
def test_a_heading_that_says_something_else_is_taken_for_the_column_between_its_neighbours(
    full, former, values_of, heading
):
    where = address(former, "R01", "Indicators", 0, heading)
    with editing(former) as opened:
        opened["R01"][where] = "Pennawd"
    plan = read_plan(former)
    assert values_of(plan) == full.values
    assert [(seen.rule, seen.cell) for seen in plan.observations] == [("heading-changed", where)]


def test_a_lost_heading_at_the_end_is_missed_at_its_old_place(former):
    where = address(former, "R01", "Indicators", 0, "Comment")
    with editing(former) as opened:
        opened["R01"][where] = None
    assert ("heading-missing", where) in [(seen.rule, seen.cell) for seen in read_plan(former).observations]
