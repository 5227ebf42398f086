"""Periods, read as the date they end."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builder import PlanBuilder

from plan_workbook.layout import Kind
from plan_workbook.reading.cells import Cell, Context, read_cell


def ends(typed, report_date=date(2017, 12, 31), calendar=False, number_format="General"):
    context = Context(calendar_quarters=calendar, report_date=report_date)
    return read_cell(Cell("R01", "K22", typed, number_format), Kind.PERIOD, context).value


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("Q2 2017/18", date(2017, 9, 30)),
        ("Q4 2017/18", date(2018, 3, 31)),
        ("Q1 2017-18", date(2017, 6, 30)),
        ("2024-25 Q3", date(2024, 12, 31)),
        ("2017/18 Qtr 2", date(2017, 9, 30)),
        ("Qtr 2 2017/18", date(2017, 9, 30)),
        ("2017/18", date(2018, 3, 31)),
        ("2017-18", date(2018, 3, 31)),
        ("2017/2018", date(2018, 3, 31)),
        ("Oct-17", date(2017, 10, 31)),
        ("October 2017", date(2017, 10, 31)),
        ("31/10/2017", date(2017, 10, 31)),
        ("15 October 2017", date(2017, 10, 15)),
        ("2017-10-31", date(2017, 10, 31)),
        ("Q2 17/18", date(2017, 9, 30)),
        ("Q2 17-18", date(2017, 9, 30)),
        ("17/18 Q2", date(2017, 9, 30)),
        ("Q2 - 2017/18", date(2017, 9, 30)),
        ("Q2: 2017/18", date(2017, 9, 30)),
        ("Q2 (2017/18)", date(2017, 9, 30)),
        ("2017/18 (Q2)", date(2017, 9, 30)),
        ("Quarter 2 of 2017/18", date(2017, 9, 30)),
        ("2nd quarter 2017/18", date(2017, 9, 30)),
        ("H1 2017/18", date(2017, 9, 30)),
        ("H2 2017/18", date(2018, 3, 31)),
        ("FY 2017/18", date(2018, 3, 31)),
        ("FY17/18", date(2018, 3, 31)),
        ("Jul-Sep 2017", date(2017, 9, 30)),
        ("July to September 2017", date(2017, 9, 30)),
        ("April 2017 - March 2018", date(2018, 3, 31)),
        ("as at 31 October 2017", date(2017, 10, 31)),
        ("to end of Oct 2017", date(2017, 10, 31)),
        ("Up to Oct 17", date(2017, 10, 31)),
    ],
)
def test_a_period_with_its_year_ends_when_the_calendar_says(typed, end):
    assert ends(typed) == end


@pytest.mark.parametrize(
    ("typed", "report_date", "end"),
    [
        ("Q2", date(2017, 12, 31), date(2017, 9, 30)),
        ("Qtr 2", date(2017, 12, 31), date(2017, 9, 30)),
        ("quarter 2", date(2017, 12, 31), date(2017, 9, 30)),
        ("Q3", date(2017, 12, 31), date(2017, 12, 31)),
        ("Q3", date(2017, 12, 30), date(2016, 12, 31)),
        ("Q4", date(2017, 12, 31), date(2017, 3, 31)),
        ("Q4", date(2018, 3, 31), date(2018, 3, 31)),
        ("Q1", date(2018, 1, 15), date(2017, 6, 30)),
        ("H1", date(2017, 12, 31), date(2017, 9, 30)),
        ("2nd quarter", date(2017, 12, 31), date(2017, 9, 30)),
        ("Sept.", date(2017, 12, 31), date(2017, 9, 30)),
        ("Jul-Sep", date(2017, 12, 31), date(2017, 9, 30)),
        ("October", date(2017, 9, 30), date(2016, 10, 31)),
    ],
)
def test_a_quarter_without_a_year_is_the_last_that_had_ended_by_the_report_date(typed, report_date, end):
    assert ends(typed, report_date) == end


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("Q2 2017", date(2017, 6, 30)),
        ("Q4", date(2017, 12, 31)),
        ("Q2", date(2017, 6, 30)),
        ("2017 Q1", date(2017, 3, 31)),
        ("H1 2017", date(2017, 6, 30)),
        (2017, date(2017, 12, 31)),
    ],
)
def test_quarters_start_in_january_where_the_plan_says_calendar(typed, end):
    assert ends(typed, calendar=True) == end


def test_a_quarter_without_a_year_or_a_report_date_is_not_guessed():
    assert ends("Q2", report_date=None) is None


def test_a_real_date_is_the_day_it_ends_and_a_month_format_means_its_last_day():
    assert ends(datetime(2017, 10, 31), number_format="dd/mm/yyyy") == date(2017, 10, 31)
    assert ends(datetime(2017, 10, 1), number_format="mmm-yy") == date(2017, 10, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "Q5",
        "latest",
        "Q2 2017/19",
        "rolling 12 months",
        "Qtr 2 41%",
        "31 Feb 2018",
        "13/2017",
        2,
        "Q1 0000",
        "H3",
        "17/18",
        "11/12",
        "2017",
        "Q2 17/19",
        "Q1-Q2",
        "all to date",
        "to be confirmed",
        "Q4 9999",
        "9999/00",
    ],
)
def test_an_unreadable_period_has_no_end_and_keeps_its_text(typed):
    cell = read_cell(Cell("R01", "K22", typed), Kind.PERIOD, Context(report_date=date(2017, 12, 31)))
    assert cell.value is None
    assert cell.raw == typed


def test_the_quarters_of_the_plan_sheet_decide_for_every_indicator():
    plan = PlanBuilder(quarters="calendar").recommendation().indicator(period="Q2").read()
    assert plan.indicators[0].period.value == date(2017, 6, 30)
    plan = PlanBuilder(quarters="").recommendation().indicator(period="Q2").read()
    assert plan.indicators[0].period.value == date(2017, 9, 30)
