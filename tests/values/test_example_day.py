"""Dates that are given as examples are of the plan's own year."""

from __future__ import annotations

from datetime import date

import pytest

from plan_workbook.values.example_day import in_its_year, with_days_of_its_year

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


GIVEN = "Q2, Oct 2017, 2017/18; 01/09/2017 of Sep 2017; 31/03/2018, 01/03/2018 of Mar 2018; November 2017"


@pytest.mark.parametrize(
    ("report_date", "said"),
    [
        (None, GIVEN),
        (date(2017, 12, 31), GIVEN),
        (
            date(2027, 3, 15),
            "Q2, Oct 2026, 2026/27; 01/09/2026 of Sep 2026; 31/03/2027, 01/03/2027 of Mar 2027; November 2026",
        ),
        (
            date(2099, 10, 31),
            "Q2, Oct 2099, 2099/00; 01/09/2099 of Sep 2099; 31/03/2100, 01/03/2100 of Mar 2100; November 2098",
        ),
    ],
)
def test_examples_in_prompts_are_of_the_plans_own_year(report_date, said):
    assert in_its_year(GIVEN, report_date) == said


def test_the_finding_of_an_unreadable_period_gives_periods_of_the_plans_own_year():
    said = "Type the period of the figure, such as Q2, Oct 2017 or 2017/18, and put remarks in Comment."
    assert with_days_of_its_year(said, date(2026, 6, 30)) == said.replace("Oct 2017", "Oct 2025").replace(
        "2017/18", "2026/27"
    )


def test_a_date_that_is_quoted_is_left_as_it_is():
    said = "'31/03/2018' is not the date of last month."
    assert with_days_of_its_year(said, date(2026, 10, 31)) == said
