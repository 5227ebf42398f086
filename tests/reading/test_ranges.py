"""Targets that are ranges, and tolerances in the indicator's own unit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from plan_workbook.layout import INDICATORS, Kind
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.measures import Band
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.inputs import in_its_row, unit_of


def target(raw, unit=""):
    return read_cell(Cell("R01", "G22", raw), Kind.TARGET, Context(), unit)


@pytest.mark.parametrize(
    ("typed", "unit", "low", "high", "shown"),
    [
        ("80% to 90%", "%", 80, 90, "%"),
        ("80%-90%", "%", 80, 90, "%"),
        ("80 % \u2013 90 %", "%", 80, 90, "%"),
        ("80-90%", "%", 80, 90, "%"),
        ("0.5 to 0.9%", "%", "0.5", "0.9", "%"),
        ("between 80% and 90%", "%", 80, 90, "%"),
        ("from 80% to 90%", "%", 80, 90, "%"),
        ("80% to 90%", "", 80, 90, "%"),
        ("18-22 days", "days", 18, 22, "days"),
        ("18 days to 22 days", "days", 18, 22, "days"),
        ("18 to 22", "days", 18, 22, None),
        ("-5 to 5", "days", -5, 5, None),
        ("\u00a31,000 to \u00a31,200", "\u00a3", 1000, 1200, "\u00a3"),
        ("\u00a31000-1200", "\u00a3", 1000, 1200, "\u00a3"),
        ("2 to 2", "number", 2, 2, None),
    ],
)
def test_a_range_is_two_numbers_and_one_unit(typed, unit, low, high, shown):
    read = target(typed, unit)
    assert (read.value, read.unit, read.problem) == (Band(Decimal(low), Decimal(high)), shown, None)


def test_a_bare_range_of_a_percentage_is_read_and_noted_as_a_bare_number_is():
    assert (target("80 to 90", "%").value, target("80 to 90", "%").problem) == (Band(80, 90), Problem.UNFORMATTED)


@pytest.mark.parametrize(
    "typed",
    [
        "90% to 80%",
        "0.8 to 0.9",
        "80-90-95",
        "80% to",
        "to 90%",
        "80% and 90%",
        "about 80 to 90",
        "80% to 90 days",
        "2017-12-31",
    ],
)
def test_what_is_not_clearly_two_edges_is_not_a_range(typed):
    assert (target(typed, "%").value, target(typed, "%").problem) == (None, Problem.UNREADABLE)


def test_a_range_in_another_unit_than_the_row_s_has_no_value():
    assert (target("18-22 days", "%").value, target("18-22 days", "%").problem) == (None, Problem.OTHER_UNIT)


def test_a_date_that_excel_made_of_a_range_is_not_one():
    assert target(datetime(2017, 12, 10), "days").problem is Problem.UNREADABLE


def row(**typed):
    cells = {
        key: Cell("R01", "A22", typed.get(key))
        for key in ("unit", "better", "target", "previous", "actual", "target_now")
    }
    kinds = {column.key: column.kind for column in INDICATORS.inputs}
    unit = unit_of(cells)
    return in_its_row({key: read_cell(cell, kinds[key], Context(), unit) for key, cell in cells.items()})


def test_better_decides_whether_a_target_is_a_number_or_a_range():
    assert row(better="Band", target="80% to 90%")["target"].value == Band(80, 90)
    assert row(better="band ", target=85)["target"].problem is Problem.UNREADABLE
    for better in ("Higher", "Lower", "Monitor", None, "Bend"):
        read = row(better=better, target="80% to 90%", target_now="70% to 80%")
        assert {read[key].problem for key in ("target", "target_now")} == {Problem.UNREADABLE}
        assert row(better=better, target="90%")["target"].value == 90


def test_a_target_for_the_period_may_be_either_with_band_where_it_is_not_used():
    assert row(better="Band", target="80% to 90%", target_now="70% to 80%")["target_now"].problem is None
    assert row(better="Band", target="80% to 90%", target_now="75%")["target_now"].value == 75


def test_a_row_without_a_unit_is_in_that_of_its_band():
    assert row(better="Band", target="80% to 90%", actual=0.85)["actual"].problem is Problem.AMBIGUOUS
    assert row(better="Higher", target="80% to 90%", actual=0.85)["actual"].value == Decimal("0.85")


def tolerance(raw, unit="", number_format="General"):
    return read_cell(Cell("R01", "H22", raw, number_format), Kind.TOLERANCE, Context(), unit)


@pytest.mark.parametrize(
    ("typed", "unit", "size", "shown"),
    [
        ("2 points", "%", 2, "points"),
        ("1 point", "%", 1, "points"),
        ("2.5 percentage points", "per cent", "2.5", "points"),
        ("2pp", "% of reviews", 2, "points"),
        ("2 pts", "%", 2, "points"),
        ("3 days", "days", 3, "days"),
        ("1 day", "days", 1, "day"),
        ("\u00a3300", "\u00a3", 300, "\u00a3"),
        ("2 visits", "visits", 2, "visits"),
        ("0 days", "days", 0, "days"),
        ("5%", "days", 5, "%"),
        ("5", "days", 5, "%"),
        (5, "%", 5, "%"),
    ],
)
def test_a_tolerance_is_a_share_of_the_target_or_an_amount_in_the_row_s_unit(typed, unit, size, shown):
    read = tolerance(typed, unit)
    assert (read.value, read.unit, read.problem) == (Decimal(size), shown, None)


def test_a_number_whose_format_shows_the_row_s_unit_is_an_amount():
    read = tolerance(3, "days", '0" days"')
    assert (read.value, read.unit) == (3, "days")


@pytest.mark.parametrize(
    ("typed", "unit"), [("3 weeks", "days"), ("2 points", "days"), ("3 days", "%"), ("\u00a33", "days")]
)
def test_a_tolerance_in_another_unit_has_no_value(typed, unit):
    assert (tolerance(typed, unit).value, tolerance(typed, unit).problem) == (None, Problem.OTHER_UNIT)


@pytest.mark.parametrize("typed", ["-2 points", "-5%", "two points", "2 points or so", "5% of target", True])
def test_a_tolerance_that_is_neither_is_not_read(typed):
    assert tolerance(typed, "%").problem is Problem.UNREADABLE
