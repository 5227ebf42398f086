"""Dates that are given as examples are of the plan's own year."""

from __future__ import annotations

from datetime import date

import pytest

from plan_workbook.values.example_day import with_days_of_its_year

ENDS, STARTS = "Type the date, for example 31/03/2018.", "Type the date it starts, such as 01/09/2017."


@pytest.mark.parametrize(
    ("report_date", "ends", "starts"),
    [
        (date(2017, 12, 31), "31/03/2018", "01/09/2017"),
        (date(2026, 10, 31), "31/03/2027", "01/09/2026"),
        (date(2027, 3, 31), "31/03/2027", "01/09/2026"),
        (date(2027, 4, 1), "31/03/2028", "01/09/2026"),
        (None, "31/03/2018", "01/09/2017"),
    ],
)
def test_examples_of_dates_are_the_next_end_of_a_year_and_the_last_september(report_date, ends, starts):
    assert with_days_of_its_year(ENDS, report_date) == f"Type the date, for example {ends}."
    assert with_days_of_its_year(STARTS, report_date) == f"Type the date it starts, such as {starts}."


def test_a_date_that_is_quoted_is_left_as_it_is():
    said = "'31/03/2018' is not the date of last month."
    assert with_days_of_its_year(said, date(2026, 10, 31)) == said
