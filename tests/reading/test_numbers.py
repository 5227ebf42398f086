"""Numbers as leads type them: with a unit, a percent sign, a thousands comma, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Problem
from plan_workbook.reading.cells import Cell, Context, read_cell


def read(raw, unit="", number_format="General", kind=Kind.NUMBER):
    return read_cell(Cell("R01", "J22", raw, number_format), kind, Context(), unit)


@pytest.mark.parametrize(
    ("stored", "number_format", "percent"),
    [
        (0.41, "0%", "41"),
        (0.985, "0.0%", "98.5"),
        (1, "0%", "100"),
        (1.26, "0%", "126"),
        (0, "0%", "0"),
        (0.07, "0%", "7"),
        (0.29, "0.00%", "29"),
        (-0.05, "0%;[Red]-0%", "-5"),
        (0.004, "0%", "0.4"),
    ],
)
@pytest.mark.parametrize("unit", ["%", "", "per cent"])
def test_a_percent_cell_is_read_as_the_percentage_it_shows(stored, number_format, percent, unit):
    cell = read(stored, unit, number_format)
    assert (cell.value, cell.unit, cell.problem) == (Decimal(percent), "%", None)
    assert cell.text == f"{percent}%"


@pytest.mark.parametrize("typed", [41, 41.0, "41", 1, 1.0, "1.5", 100, 126, -3])
@pytest.mark.parametrize("unit", ["%", "Per cent", " % "])
def test_a_plain_number_from_one_up_in_a_percentage_indicator_is_that_percentage_with_a_note(typed, unit):
    cell = read(typed, unit)
    assert (cell.value, cell.problem) == (Decimal(str(typed)), Problem.UNFORMATTED)


@pytest.mark.parametrize("typed", [0.41, "0.41", 0.99, ".5", -0.2, 0.001])
def test_a_plain_fraction_in_a_percentage_indicator_is_ambiguous_and_gives_no_value(typed):
    cell = read(typed, "%")
    assert (cell.value, cell.problem) == (None, Problem.AMBIGUOUS)
    assert cell.raw == typed


@pytest.mark.parametrize("typed", [0, 0.0, "0"])
def test_nought_is_nought_in_a_percentage_indicator_either_way(typed):
    assert read(typed, "%").value == 0
    assert read(typed, "%").problem is None


@pytest.mark.parametrize("typed", [0.41, "0.41"])
def test_a_plain_fraction_in_any_other_indicator_is_just_that(typed):
    assert read(typed, "days").value == Decimal("0.41")
    assert read(typed, "").value == Decimal("0.41")


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("590 days", "590", "days"),
        ("1 day", "1", "day"),
        ("£1,200", "1200", "£"),
        ("£0.50", "0.50", "£"),
        ("-£5", "-5", "£"),
        ("£-5", "-5", "£"),
        ("1,204", "1204", None),
        ("1,234,567.8", "1234567.8", None),
        ("41%", "41", "%"),
        ("41 %", "41", "%"),
        ("41 per cent", "41", "%"),
        (" 41% ", "41", "%"),
        ("\u221241%", "-41", "%"),
        ("12.5 weeks", "12.5", "weeks"),
        ("3 children", "3", "children"),
        ("7 working days", "7", "working days"),
        ("12", "12", None),
        (12, "12", None),
        (12.25, "12.25", None),
        ("+3", "3", None),
    ],
)
def test_a_number_is_read_with_the_unit_it_carries(typed, value, unit):
    cell = read(typed)
    assert (cell.value, cell.unit, cell.problem) == (Decimal(value), unit, None)


@pytest.mark.parametrize(("typed", "unit"), [("85 No", "No."), ("85 number", "number"), ("85 no.", "Number")])
def test_a_number_may_be_followed_by_the_unit_cell_s_word_for_no_unit(typed, unit):
    assert (read(typed, unit).value, read(typed, unit).problem) == (85, None)


@pytest.mark.parametrize(
    ("number_format", "unit"), [('0" days"', "days"), ('"£"#,##0', "£"), ("[$£-809]#,##0.00", "£"), ("£#,##0", "£")]
)
def test_the_unit_that_a_number_format_shows_counts_as_typed(number_format, unit):
    cell = read(590, "", number_format)
    assert (cell.value, cell.unit) == (590, unit)


@pytest.mark.parametrize("number_format", ["General", "0", "0.00", "#,##0", "#,##0.00_);(#,##0.00)", "@"])
def test_a_plain_number_format_shows_no_unit(number_format):
    assert read(590, "", number_format).unit is None


@pytest.mark.parametrize(
    "typed",
    [
        "Qtr 2 41%",
        "1.26% (projected)",
        "41 approx",
        "41% in October",
        "about 40",
        "<5",
        "5-10",
        "90%/85%",
        "41%%",
        "forty",
        "1,20",
        "12,34",
        "£5 days",
        "1.2.3",
        "+-5",
        "5 of 12",
        "31/12/2017",
        True,
        False,
    ],
)
@pytest.mark.parametrize("unit", ["%", ""])
def test_more_than_a_number_and_its_unit_is_unreadable(typed, unit):
    cell = read(typed, unit)
    assert (cell.value, cell.problem, cell.raw) == (None, Problem.UNREADABLE, typed)


@pytest.mark.parametrize("typed", ["-", "n/a", "N/A", "tbc", "TBC", " ", "", None, "\u2014"])
@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.PERCENT, Kind.WHOLE_NUMBER])
def test_a_way_of_saying_no_value_gives_no_number_and_no_problem(typed, kind):
    cell = read(typed, "%", kind=kind)
    assert (cell.value, cell.problem, cell.given) == (None, None, False)


@pytest.mark.parametrize(
    ("typed", "number_format"),
    [("5", "General"), (5, "General"), ("5%", "General"), (0.05, "0%"), (0.05, "0.0%"), ("5 per cent", "General")],
)
def test_a_tolerance_of_five_is_five_percent_of_the_target_however_it_is_typed(typed, number_format):
    cell = read(typed, "days", number_format, Kind.PERCENT)
    assert (cell.value, cell.problem) == (5, None)


@pytest.mark.parametrize("typed", ["5 days", "-5%", "£5", "five"])
def test_a_tolerance_that_is_not_a_percentage_is_unreadable(typed):
    assert read(typed, "%", kind=Kind.PERCENT).problem is Problem.UNREADABLE


@pytest.mark.parametrize("typed", ["31", 31, "31 days"])
def test_days_are_whole_numbers(typed):
    assert read(typed, kind=Kind.WHOLE_NUMBER).value == 31


@pytest.mark.parametrize("typed", ["31.5", -1, "31%", "a month"])
def test_anything_but_a_whole_number_of_days_is_unreadable(typed):
    assert read(typed, kind=Kind.WHOLE_NUMBER).problem is Problem.UNREADABLE
