"""Ratings, words from lists, blanks, and what is kept of a cell whatever it is read as."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.layout import Kind
from plan_workbook.plan.choices import Better, Quarters, Status
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.scale import CountsAs, Rating, Scale
from plan_workbook.reading.cells import Cell, Context, absent, as_text, read_cell

OWN_SCALE = Scale(
    (
        Rating("B", "Blue", CountsAs.COMPLETE),
        Rating("D", "Done", CountsAs.COMPLETE),
        Rating("1", "Green", CountsAs.ON_TRACK),
    )
)


def read(raw, kind, context=None, number_format="General"):
    return read_cell(Cell("R01", "C8", raw, number_format), kind, context or Context())


@pytest.mark.parametrize("typed", ["G", "g", "g ", " G", "green", "Green", "GREEN", "green\u00a0"])
def test_a_rating_is_known_by_its_code_or_label_in_any_case_and_spacing(typed):
    assert read(typed, Kind.RATING).value.label == "Green"


@pytest.mark.parametrize(
    "typed", ["Completed", "completed", "Business as usual", "BUSINESS  AS USUAL", "BAU", "bau ", "C"]
)
def test_words_for_done_mean_the_first_rating_that_counts_as_complete(typed):
    assert read(typed, Kind.RATING).value.label == "Complete"


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("G\u200b", Kind.RATING, "Green"),
        ("Hig\u00adher", Kind.BETTER, Better.HIGHER),
        ("\u200e31/03/2027", Kind.END_DATE, date(2027, 3, 31)),
        ("Sept\u2060 2017", Kind.START_DATE, date(2017, 9, 1)),
        ("85%\ufeff", Kind.PERCENT, 85),
        ("1\u200d,200", Kind.NUMBER, 1200),
        ("Q2\u200f 2017/18", Kind.PERIOD, date(2017, 9, 30)),
        ("n/a\u200b", Kind.NUMBER, None),
        ("\u200b", Kind.TEXT, None),
    ],
)
def test_characters_that_nobody_sees_make_no_difference_to_what_is_read(typed, kind, value):
    cell = read(typed, kind)
    assert (getattr(cell.value, "label", cell.value), cell.problem) == (value, None)
    assert cell.raw in (typed, None)


def test_a_plan_has_a_scale_of_its_own():
    context = Context(OWN_SCALE)
    assert read("BAU", Kind.RATING, context).value.label == "Blue"
    assert read("done", Kind.RATING, context).value.label == "Done"
    assert read(1, Kind.RATING, context).value.label == "Green"
    assert read("C", Kind.RATING, context).problem is Problem.UNREADABLE


@pytest.mark.parametrize("typed", ["Amber/Green", "AG", "red-ish", "Gr", "yes", "G G", 5, True])
def test_any_other_rating_is_unknown(typed):
    cell = read(typed, Kind.RATING)
    assert (cell.value, cell.problem) == (None, Problem.UNREADABLE)


@pytest.mark.parametrize(
    ("typed", "kind", "word"),
    [
        ("active", Kind.STATUS, Status.ACTIVE),
        ("Business As Usual ", Kind.STATUS, Status.BUSINESS_AS_USUAL),
        ("BAU", Kind.STATUS, Status.BUSINESS_AS_USUAL),
        ("higher", Kind.BETTER, Better.HIGHER),
        (" LOWER", Kind.BETTER, Better.LOWER),
        ("monitor", Kind.BETTER, Better.MONITOR),
        ("On  Track", Kind.COUNTS_AS, CountsAs.ON_TRACK),
        ("calendar", Kind.QUARTERS, Quarters.CALENDAR),
    ],
)
def test_words_from_lists_are_known_in_any_case_and_spacing(typed, kind, word):
    assert read(typed, kind).value is word


@pytest.mark.parametrize("kind", [Kind.STATUS, Kind.BETTER, Kind.COUNTS_AS, Kind.QUARTERS])
def test_any_other_word_is_unreadable(kind):
    assert read("perhaps", kind).problem is Problem.UNREADABLE


@pytest.mark.parametrize(
    "typed", ["-", "--", "n/a", "N/A", "na", "tbc", "TBC", "\u2013", "", " ", "\u00a0\t", "\n", None]
)
@pytest.mark.parametrize(
    "kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.RATING, Kind.BETTER, Kind.UNIT, Kind.LEADS, Kind.PERIOD]
)
def test_dashes_and_words_for_nothing_are_no_value(typed, kind):
    cell = read(typed, kind)
    assert (cell.value, cell.problem, cell.given) == (None, None, False)


@pytest.mark.parametrize(
    "typed", [" two  spaces ", "\u201ccurly\u201d and \u2018so\u2019", "tab\there", "line\nbreak", "\u00a0x"]
)
def test_text_is_kept_as_typed(typed):
    cell = read(typed, Kind.LONG_TEXT)
    assert (cell.raw, cell.text, cell.value) == (typed, typed, typed)


def test_a_code_that_looks_like_a_number_is_text():
    assert read("4.10", Kind.CODE).value == "4.10"
    assert read("022", Kind.CODE).value == "022"
    assert read(7, Kind.ITEM_NUMBER).value == "7"
    assert read(7.0, Kind.ITEM_NUMBER).value == "7"


def test_an_error_of_excel_s_has_no_value_whatever_the_cell_is_for():
    for kind in Kind:
        cell = read_cell(Cell("R01", "C8", "#REF!", error=True), kind, Context())
        assert (cell.value, cell.problem, cell.text) == (None, Problem.FORMULA_ERROR, "#REF!")


def test_what_cannot_be_found_is_absent_and_not_blank():
    cell = absent("R01", "A1")
    assert (cell.value, cell.problem, cell.typed) == (None, Problem.ABSENT, False)


@pytest.mark.parametrize(
    ("raw", "number_format", "shown"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (0.41, "0%", "41%"),
        (0.985, "0%", "98.5%"),
        (12.0, "0.00", "12"),
        (590, '0" days"', "590 days"),
        (1200, '"£"#,##0', "£1200"),
        (datetime(2017, 12, 31), "dd/mm/yyyy", "31/12/2017"),
        (datetime(2017, 9, 1), "mmm-yy", "September 2017"),
        (datetime(1899, 12, 25), "dd/mm/yyyy", "-5"),
        (1e21, "General", "1000000000000000000000"),
        (1e-7, "General", "0.0000001"),
    ],
)
def test_a_cell_is_quoted_as_the_sheet_shows_it(raw, number_format, shown):
    assert as_text(raw, number_format) == shown


@pytest.mark.parametrize(
    ("code", "kind", "shown"),
    [('"CSC "@', Kind.CODE, "CSC 85"), ('0;-0;0;@" days"', Kind.NUMBER, "85 days"), ("@", Kind.CODE, "85")],
)
def test_a_format_s_words_for_texts_are_shown_with_a_code_and_a_number_typed_as_text(code, kind, shown):
    read = read_cell(Cell("R01", "J22", "85", code), kind, Context())
    assert read.text == shown
    assert kind is Kind.CODE or (read.value, read.unit) == (85, "days")


FORMATS = st.sampled_from(
    ["General", "0%", "0.0%", "@", "dd/mm/yyyy", "mmm-yy", '0" days"', '"£"#,##0', "[Red]0;-0", '"', "\\", "["]
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Q",
            "4",
            "/",
            "-",
            " ",
            "£",
            "%",
            "days",
            "31",
            "2017",
            "0000",
            "9999",
            "Feb",
            "and",
            "&",
            ",",
            ".",
            "1e5",
            "(",
            "\n",
            "\u0661",
        ]
    ),
    max_size=6,
).map("".join)
VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    FRAGMENTS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(datetime(1900, 1, 1)),
)


@searching(400)
@given(
    VALUES,
    st.sampled_from(list(Kind)),
    FORMATS,
    st.one_of(st.sampled_from(["", "%", "days"]), FRAGMENTS),
    st.booleans(),
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(9000, 1, 1))),
)
def test_any_content_of_a_cell_is_read_or_refused_but_never_raises(raw, kind, number_format, unit, calendar, day):
    context = Context(people=frozenset({"a", "b"}), calendar_quarters=calendar, report_date=day)
    cell = read_cell(Cell("R01", "C8", raw, number_format), kind, context, unit)
    assert cell.value is None or cell.problem in (None, Problem.UNFORMATTED)
    assert (cell.sheet, cell.cell) == ("R01", "C8")
    assert cell.raw == raw or cell.raw is None or raw != raw


def test_a_number_of_days_may_be_0_but_not_less():
    assert read("0 days", Kind.WHOLE_NUMBER).value == 0
    assert read(-1, Kind.WHOLE_NUMBER).problem is Problem.UNREADABLE
