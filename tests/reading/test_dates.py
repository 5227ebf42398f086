"""Dates as leads type them: day first, a month alone by what the cell is for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Problem
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.dates import why_no_day

DAY = date(2017, 12, 31)


def read(raw, kind, number_format="General"):
    return read_cell(Cell("R01", "F12", raw, number_format), kind, Context())


@pytest.mark.parametrize("kind", [Kind.START_DATE, Kind.END_DATE])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31/12/2017", DAY),
        ("31/12/17", DAY),
        ("31.12.17", DAY),
        ("31-12-2017", DAY),
        ("2017-12-31", DAY),
        ("31 December 2017", DAY),
        ("31 Dec 2017", DAY),
        ("31-Dec-17", DAY),
        ("31st December 2017", DAY),
        ("  31\u00a0December   2017 ", DAY),
        ("31 DECEMBER 2017", DAY),
        ("9.12.16", date(2016, 12, 9)),
        ("03/04/2018", date(2018, 4, 3)),
        ("3/4/18", date(2018, 4, 3)),
        ("31 March 2025", date(2025, 3, 31)),
        ("29/02/2020", date(2020, 2, 29)),
        ("1 Sept 2017", date(2017, 9, 1)),
        ("1st Sept. 2017", date(2017, 9, 1)),
        ("31st of December 2017", DAY),
        ("Sun 31 Dec 2017", DAY),
        ("Sunday, 31st December 2017", DAY),
        ("Weds 6 Dec 2017", date(2017, 12, 6)),
        ("December 31, 2017", DAY),
        ("December 31st 2017", DAY),
        ("2017/12/31", DAY),
        ("2017.12.31", DAY),
        ("31 12 2017", DAY),
        ("31 / 12 / 2017", DAY),
        ("31/12/17.", DAY),
        ("end of December 2017", DAY),
        ("End Dec 17", DAY),
        ("the end of December 2017", DAY),
    ],
)
def test_a_whole_date_is_read_day_first(typed, meant, kind):
    assert read(typed, kind).value == meant


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Sept 2017", date(2017, 9, 1), date(2017, 9, 30)),
        ("Sep-17", date(2017, 9, 1), date(2017, 9, 30)),
        ("sep 17", date(2017, 9, 1), date(2017, 9, 30)),
        ("September 2017", date(2017, 9, 1), date(2017, 9, 30)),
        ("September 17", date(2017, 9, 1), date(2017, 9, 30)),
        ("Sept. 2017", date(2017, 9, 1), date(2017, 9, 30)),
        ("sept-17", date(2017, 9, 1), date(2017, 9, 30)),
        ("SEP/17", date(2017, 9, 1), date(2017, 9, 30)),
        ("09/2017", date(2017, 9, 1), date(2017, 9, 30)),
        ("2017-09", date(2017, 9, 1), date(2017, 9, 30)),
        ("May 25", date(2025, 5, 1), date(2025, 5, 31)),
        ("Feb 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("Feb 2018", date(2018, 2, 1), date(2018, 2, 28)),
        ("Dec '17", date(2017, 12, 1), date(2017, 12, 31)),
        ("Dec \u201917", date(2017, 12, 1), date(2017, 12, 31)),
    ],
)
def test_a_month_alone_is_its_first_day_for_a_start_and_its_last_for_a_completion(typed, first, last):
    assert read(typed, Kind.START_DATE).value == first
    assert read(typed, Kind.END_DATE).value == last


@pytest.mark.parametrize(
    "typed",
    [
        "31 Feb 2018",
        "30/02/2018",
        "29/02/2017",
        "31/04/2018",
        "12/31/2017",
        "2017-13-01",
        "32/01/2018",
        "0/1/2018",
        "ongoing",
        "Spring 2018",
        "2018",
        "31 March",
        "March",
        "by 31 March 2018",
        "31/03/2018 (revised)",
        "31/03/2018 or 30/04/2018",
        "Qtr 2",
        "41%",
        "TRUE",
        "Mon 5 Dec 2017",
        "Saturday 31 December 2017",
        "Jan/Feb 2018",
        "mid-March 2018",
        "early March 2018",
        "Sept",
        "31st March",
        "end of March",
        "Decmber 2017",
        "2017/18",
        "Q2 2017/18",
        "2017/31/12",
        "February 31, 2018",
        "3",
        "17/03",
    ],
)
def test_text_that_is_not_a_date_is_unreadable_and_kept_as_typed(typed):
    for kind in (Kind.START_DATE, Kind.END_DATE):
        cell = read(typed, kind)
        assert (cell.value, cell.problem) == (None, Problem.UNREADABLE)
        assert (cell.raw, cell.text, cell.cell) == (typed, typed, "F12")


@pytest.mark.parametrize("number", [43100, 0.5, True])
def test_a_number_that_is_not_shown_as_a_date_is_unreadable(number):
    assert read(number, Kind.END_DATE).problem is Problem.UNREADABLE


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "mm-dd-yy", "d mmmm yyyy", '[$-809]dd" of "mmmm yyyy;@'])
def test_a_real_date_is_that_day_however_it_is_shown(number_format):
    assert read(datetime(2017, 9, 1), Kind.END_DATE, number_format).value == date(2017, 9, 1)


def test_the_time_of_a_real_date_is_left_out():
    assert read(datetime(2017, 9, 1, 14, 30), Kind.END_DATE, "dd/mm/yyyy hh:mm").value == date(2017, 9, 1)


@pytest.mark.parametrize("number_format", ["mmm-yy", "mmmm yyyy", "[$-409]mmm-yy;@"])
def test_a_real_date_that_excel_made_of_a_month_means_the_month(number_format):
    cell = read(datetime(2017, 9, 1), Kind.END_DATE, number_format)
    assert (cell.value, cell.text) == (date(2017, 9, 30), "September 2017")
    assert read(datetime(2017, 9, 1), Kind.START_DATE, number_format).value == date(2017, 9, 1)


@pytest.mark.parametrize("typed", ["-", "n/a", "N/A", "tbc", "TBC", " tbc ", "\u2013", "", "   ", "\u00a0", None])
def test_a_way_of_saying_no_value_gives_no_date_and_no_problem(typed):
    cell = read(typed, Kind.END_DATE)
    assert (cell.value, cell.problem, cell.given) == (None, None, False)


def test_a_day_within_a_month_stays_that_day_though_the_cell_shows_the_month_alone():
    assert read(datetime(2017, 9, 15), Kind.END_DATE, "mmm-yy").value == date(2017, 9, 15)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31/04/2027", "April has 30 days"),
        ("29 Feb 2027", "February 2027 has 28 days"),
        ("0/04/2027", "April has 30 days"),
        ("12/31/2017", "there is no month 31, and the day comes first"),
        ("Mon 5 Dec 2017", "that day is a Tuesday"),
        ("31/12/0217", "no date is before 1900"),
        ("mid-March 2018", ""),
        ("31st Octember 2017", ""),
        ("Monthly", ""),
        (41, ""),
        (None, ""),
    ],
)
def test_a_text_that_is_written_like_a_date_says_why_there_is_no_such_day(typed, why):
    assert why_no_day(typed) == why
