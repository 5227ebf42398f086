"""A register's text in its cell: a real date, number or percentage where it can be read, else text."""

from __future__ import annotations

from datetime import datetime

import pytest

TEXT_TYPE, NUMBER_TYPE, DATE_TYPE = "s", "n", "d"


@pytest.mark.parametrize(
    ("row", "heading", "stored", "number_format"),
    [
        (1, "Target", 0.9, "0%"),
        (1, "Actual", 0.985, "0.0%"),
        (1, "Tolerance", 0.05, "0%"),
        (2, "Target", 426, '0" days"'),
        (2, "Actual", 590, '0" days"'),
        (2, "Previous", 1204, "General"),
        (3, "Target", 1200, '"£"#,##0'),
        (3, "Actual", 0.5, '"£"#,##0.0'),
        (3, "Previous", -5, '"£"#,##0'),
        (4, "Target", 98, "General"),
        (4, "Actual", 0.41, "General"),
    ],
)
def test_a_number_is_a_number_that_shows_the_unit_it_came_with(book, row, heading, stored, number_format):
    cell = book.cell("R07", "Indicators", row, heading)
    assert (cell.value, cell.number_format, cell.data_type) == (stored, number_format, NUMBER_TYPE)


@pytest.mark.parametrize(
    ("row", "heading", "text"),
    [
        (1, "Previous", "Qtr 2 41%"),
        (1, "Period", "Q2 2017/18"),
        (1, "PI Number", "022"),
        (4, "Previous", "-"),
        (5, "Target", "123456789012345678901"),
        (5, "Actual", "0.123456789012345678"),
    ],
)
def test_text_that_is_not_a_number_or_would_lose_digits_stays_text(book, row, heading, text):
    cell = book.cell("R07", "Indicators", row, heading)
    assert (cell.value, cell.data_type) == (text, TEXT_TYPE)


@pytest.mark.parametrize(
    ("row", "heading", "day"),
    [
        (1, "Start Date", datetime(2017, 9, 1)),
        (1, "Completion Date", datetime(2017, 9, 30)),
        (2, "Start Date", datetime(2016, 12, 9)),
        (2, "Date Completed", datetime(2017, 12, 1)),
    ],
)
def test_a_date_is_a_real_date_shown_day_first(book, row, heading, day):
    cell = book.cell("R07", "Actions", row, heading)
    assert (cell.value, cell.number_format, cell.data_type) == (day, "dd/mm/yyyy", DATE_TYPE)


@pytest.mark.parametrize(
    ("row", "heading", "text"), [(1, "Original Completion Date", "31 Feb 2018"), (2, "Completion Date", "ongoing")]
)
def test_text_that_is_not_a_date_stays_as_it_was(book, row, heading, text):
    cell = book.cell("R07", "Actions", row, heading)
    assert (cell.value, cell.data_type) == (text, TEXT_TYPE)


def test_an_empty_date_cell_waits_for_a_date_and_an_empty_code_cell_for_text(book):
    assert book.cell("R07", "Actions", 3, "Completion Date").number_format == "dd/mm/yyyy"
    assert book.cell("R07", "Actions", 3, "Ref").number_format == "@"
    assert book.cell("R07", "Indicators", 6, "PI Number").number_format == "@"


def test_text_that_looks_like_a_formula_or_a_number_stays_text(book):
    assert (book.cell("R07", "Actions", 2, "Ref").value, book.cell("R07", "Actions", 2, "Ref").data_type) == (
        "4.01.01",
        "s",
    )
    action = book.cell("R07", "Actions", 2, "Action")
    assert action.value == "=1+1"
    assert book.field("R4.10", "Number").value == "4.10"


def test_a_whole_recommendation_number_is_a_number(book):
    cell = book.field("R07", "Number")
    assert (cell.value, cell.data_type) == (7, NUMBER_TYPE)


def test_a_word_from_a_list_is_written_as_the_list_has_it(book):
    assert book.cell("R07", "Actions", 1, "RAG").value == "G"
    assert book.field("R07", "Status").value == "Active"


def test_the_fields_of_the_plan_are_dates_and_percentages_too(book):
    assert book.field("Plan", "Report Date").value == datetime(2017, 12, 31)
    tolerance = book.field("Plan", "Default Tolerance")
    assert (tolerance.value, tolerance.number_format) == (0.075, "0.0%")
