"""Texts that a spreadsheet would run when it opens a CSV file, and the apostrophe that prevents it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.values.formula import as_text_in_a_sheet, from_text_in_a_sheet, would_run


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example";"Click")',
        "@SUM(A1:A9)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "- a point of a list",
        "-5+3",
        "-1/2",
        "+5(3)",
        "=..",
        "=@",
        "\t=1",
        "\rtext",
        "\ttext",
        "  =1+1",
        "\n=1+1",
        "\u00a0=1+1",
        "\u3000@A1",
        "\u200b=1+1",
        "\uff1d1+1",
        "\uff0bA1",
        "\uff0dA1",
        "\uff20A1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert would_run(text)
    assert as_text_in_a_sheet(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "+3%",
        "-5.5",
        "-.5",
        "-1e5",
        " -5",
        "-1,204",
        "-\u00a31.2m",
        "- \u00a35",
        "-4 days",
        "-3 calls per week",
        "\uff0d5",
        "",
        "-",
        "--",
        "- -",
        "...",
        "=",
        "+",
        "a=1",
        "2-3",
        "'tis",
        "Ann's",
        "'5",
        "98%",
        "n/a",
        "\u2013 point",
    ],
)
def test_a_number_with_its_sign_a_hyphen_alone_and_any_other_text_stay_as_they_are(text):
    assert not would_run(text)
    assert as_text_in_a_sheet(text) == text == from_text_in_a_sheet(text)


@pytest.mark.parametrize("text", ["'=1", "''=1", "'-5", "' @A1", "'\t", "'\u200b=1", "\u200b'=1"])
def test_a_text_that_begins_with_an_apostrophe_and_is_not_run_comes_back_too(text):
    assert not would_run(text)
    assert from_text_in_a_sheet(as_text_in_a_sheet(text)) == text


@searching(100)
@given(st.text(st.sampled_from("'=+-@\t\r\n \u00a0\u200b\uff1d\uff0b\u00a35%,.aZ(\u0338"), max_size=8) | st.text())
def test_every_text_comes_back_and_what_goes_out_is_never_run(text):
    assert not would_run(as_text_in_a_sheet(text))
    assert from_text_in_a_sheet(as_text_in_a_sheet(text)) == text


@pytest.mark.parametrize("start", ["-", "-5", "- -", "-5 a", " "])
@pytest.mark.parametrize("filler", [" ", "- ", "a ", "5 "])
def test_a_cell_of_any_length_is_judged_at_once(start, filler):
    began = time.process_time()
    as_text_in_a_sheet(start + filler * (30_000 // len(filler)) + "!")
    assert time.process_time() - began < 0.5
