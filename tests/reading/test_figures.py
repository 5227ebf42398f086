"""Numbers whose format scales them, adds words or hides them: the figure is the one that the cell shows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Problem
from plan_workbook.reading.cells import Cell, Context, as_text, read_cell


def read(raw, number_format, unit="", kind=Kind.NUMBER):
    return read_cell(Cell("R01", "J22", raw, number_format), kind, Context(), unit)


@pytest.mark.parametrize(
    ("number_format", "unit", "value", "shown_unit"),
    [
        ('£0.0,,"m"', "£m", "1.2", "£m"),
        ('£0.0,,"m"', "", "1.2", "£m"),
        ('£0.0,,"m"', "£ million", "1.2", "£m"),
        ('[$£-809]0.0,," million"', "£m", "1.2", "£million"),
        ("£0.0,,", "£m", "1.2", "£m"),
        ("0.0,,", "£m", "1.2", "£m"),
        ('0.0,,"m"', "£m", "1.2", "£m"),
        ('0.0,,"m"', "", "1.2", "million"),
        ('£#,##0,"k"', "£k", "1200", "£k"),
        ('£#,##0,"k"', "£000s", "1200", "£k"),
        ("#,##0,", "£'000", "1200", "£'000"),
        ("#,##0,", "000s", "1200", "000s"),
        ('#,##0," km"', "km", "1200", "km"),
        ('#,##0," kWh"', "", "1200", "kWh"),
        ('[>=1000000]£0.0,,"m";[>=1000]£0,"k";£0', "£m", "1.2", "£m"),
    ],
)
def test_a_number_shown_in_thousands_or_millions_is_that_many_of_them(number_format, unit, value, shown_unit):
    cell = read(1200000, number_format, unit)
    assert (cell.value, cell.unit, cell.problem) == (Decimal(value), shown_unit, None)


@pytest.mark.parametrize(
    ("raw", "number_format", "unit"),
    [
        (1200000, "#,##0,", "£"),
        (1200000, "#,##0,", ""),
        (1200000, '0,,"k"', "£k"),
        (1200000, '0,," km"', "km"),
        (1200000, '0.0," days"', "days"),
        (40, '"about "0', "days"),
        (5, '"<"0', "days"),
        (2, '"Q"0', ""),
        (5, '0"/10"', ""),
        (5, '0"0"', ""),
        (5, "00-00", ""),
        (0.85, "0%%", "%"),
        (85, ";;;", "days"),
        (1, '"yes";"no"', "days"),
        (0.5, "h:mm", "hours"),
        (1.5, "[h]:mm", "hours"),
        (85, "[<1]0%", "%"),
        (85, "[DBNum1]0", ""),
        (85, '"' * 10_001, ""),
        (85, "[" * 10_000, ""),
    ],
)
def test_what_a_format_makes_into_something_else_has_no_value_and_the_format_is_named(raw, number_format, unit):
    cell = read(raw, number_format, unit)
    assert (cell.value, cell.problem) == (None, Problem.FORMAT_UNCLEAR)
    assert cell.number_format == number_format


@pytest.mark.parametrize(
    ("raw", "number_format", "value", "text"),
    [
        (85, "0.0_%", "85", "85"),
        (85, '_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-', "85", "85"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "0", "0"),
        (0, "0;-0;;@", "0", "0"),
        (-85, '[Green]"▲"0;[Red]"▼"0', "-85", "-85"),
        (-85, "0_);(0)", "-85", "-85"),
        (3, "+0;-0;0", "3", "3"),
        (1234567, "#\\ ##0", "1234567", "1234567"),
        (1.25, "# ?/?", "1.25", "1.25"),
        (12345, "0.00E+00", "12345", "12345"),
        (7, "000", "7", "7"),
    ],
)
def test_spaces_colours_and_arrows_of_a_format_are_no_unit(raw, number_format, value, text):
    cell = read(raw, number_format, "number")
    assert (cell.value, cell.unit, cell.problem, cell.text) == (Decimal(value), None, None, text)


@pytest.mark.parametrize(("stored", "value"), [(0.5, "50"), (0.99, "99"), (-0.05, "-5")])
def test_only_the_section_that_shows_a_number_decides_about_it(stored, value):
    assert read(stored, "[<1]0%;0", "%").value == Decimal(value)
    assert read(85, "[<1]0%;0", "days").value == 85


def test_a_number_shown_as_a_word_for_no_value_is_none():
    cell = read(0, '0;-0;"n/a"', "days")
    assert (cell.value, cell.problem, cell.given, cell.text) == (None, None, False, "n/a")


@pytest.mark.parametrize(
    ("raw", "number_format", "unit"),
    [
        (590, '0" days"', "%"),
        (0.41, "0%", "days"),
        (1200, "[$€-2] #,##0", "£"),
        (5, '0" days"', "number"),
        (1.2, "£0.0", "£m"),
        (1200000, '£0.0,,"m"', "£"),
        ("590 days", "General", "%"),
        ("£1.2", "General", "£m"),
        ("£1.2m", "General", "£"),
        ("65.2 per 10,000", "General", "per 1,000"),
        ("12 days", "General", "working days"),
    ],
)
def test_a_value_in_another_unit_has_no_value(raw, number_format, unit):
    cell = read(raw, number_format, unit)
    assert (cell.value, cell.problem) == (None, Problem.OTHER_UNIT)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("65.2 per 10,000", "per 10,000", "65.2"),
        ("65.2 per 10,000", "per 10,000 children", "65.2"),
        ("12 per 1000", "per 1,000", "12"),
        ("1,200 m2", "m2", "1200"),
        ("1,200 m²", "m2", "1200"),
        ("£1.2m", "£m", "1.2"),
        ("£1.2 million", "£m", "1.2"),
        ("-£1.2m", "£ millions", "-1.2"),
        ("1.2m", "£m", "1.2"),
        ("£1,200k", "£000s", "1200"),
        ("£900 per week", "£ per week", "900"),
        ("£900/week", "£/week", "900"),
        ("£900", "£ per week", "900"),
        ("£ 1,200", "£", "1200"),
        ("1,200 GBP", "£", "1200"),
        ("GBP 1,200", "GBP", "1200"),
        ("Level 3", "Level", "3"),
        ("12.5 kg CO2", "kg CO2", "12.5"),
        ("12FTE", "fte", "12"),
        ("41%", "% of reviews", "41"),
        ("5 of 12", "of 12", "5"),
    ],
)
def test_a_number_with_the_words_of_the_unit_cell_is_that_number(typed, unit, value):
    cell = read(typed, "General", unit)
    assert (cell.value, cell.problem) == (Decimal(value), None)


@pytest.mark.parametrize("typed", ["12000s", "12,000s", "1 300", "3 - 4", "15", "1,20"])
def test_digits_of_a_unit_are_not_taken_from_the_number(typed):
    assert read(typed, "General", "000s").value in (None, 15)


@pytest.mark.parametrize(
    ("stored", "number_format", "percent"),
    [(0.1 + 0.2, "0%", "30"), (0.07 * 100, "0%", "700"), (1.1 * 1.1, "0%", "121")],
)
def test_a_stored_number_has_the_fifteen_digits_that_excel_shows(stored, number_format, percent):
    cell = read(stored, number_format, "%")
    assert (cell.value, cell.text) == (Decimal(percent), f"{percent}%")


@pytest.mark.parametrize(
    ("raw", "number_format", "code"),
    [
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (7, "000", "007"),
        (7, '"CSC "000', "CSC 007"),
        (40101, "0\\.00\\.00", "4.01.01"),
        (0.5, "0%", "50%"),
        (7, ";;;", "7"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.CODE, Kind.ITEM_NUMBER])
def test_a_code_is_what_the_cell_shows(raw, number_format, code, kind):
    cell = read(raw, number_format, kind=kind)
    assert (cell.value, cell.text) == (code, code)


@pytest.mark.parametrize(
    ("raw", "number_format", "text"),
    [
        (0, "dd/mm/yyyy", "00/01/1900"),
        (0, "mmm-yy", "Jan-00"),
        (0.5, "hh:mm", "12:00"),
        (1.5, "[h]:mm", "36:00"),
        (datetime(2017, 12, 31, 9, 30), "hh:mm", "09:30"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.START_DATE, Kind.END_DATE])
def test_a_nought_or_a_time_in_a_date_cell_is_no_date_and_quoted_as_shown(raw, number_format, text, kind):
    cell = read(raw, number_format, kind=kind)
    assert (cell.value, cell.problem, cell.text) == (None, Problem.UNREADABLE, text)


@pytest.mark.parametrize(
    "number_format", ["mmm-yy", "[$-809]mmm\\-yy;@", '"day "mmm yy', "mmm yyyy_d", '"by "mmmm yyyy']
)
def test_a_format_is_of_a_month_if_it_shows_no_day_whatever_letters_are_in_it(number_format):
    assert as_text(datetime(2017, 9, 1), number_format) == "September 2017"
