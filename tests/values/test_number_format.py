"""Number formats show what Excel shows: checked against SheetJS's SSF and LibreOffice over 399 formats.

`number_formats.jsonl` has, for each format, what ten numbers are shown as, and under ``ssf`` what SSF (SheetJS 0.18.5)
makes of one if that is something else: null if it refuses the format. SSF is wrong there, for these reasons:

* it rounds in binary, so that 0.285 to two places is 0.28; Excel and LibreOffice show 0.29;
* it refuses ``£`` and other letters without quotation marks, ``0,000``, ``0.?`` and ``0 %``;
* it forgets noughts before a point (``00.00``), pads the minus sign of ``???``, and shows ``-0`` for some scales;
* it drops the minus in a section with a condition that holds for positive numbers too (``[<1]0%``);
* it reads ``e+`` as a year, leaves out text after ``General``, and prints ``$`` for a language.

LibreOffice 7.4 differs for days before March 1900 (for it, 0 is 30/12/1899 and not 00/01/1900), cuts seconds off where
Excel rounds them, and doesn't know ``0%%``, ``0,.0``, or a point with nothing after it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.values.number_format import LONGEST, number_format
from plan_workbook.values.shown import shown, shown_in_full

NUMBERS = ("0", "1", "-1", "7", "-85", "0.285", "1.1", "1234.567", "1200000", "43100.75")
CHECKED = [
    json.loads(line)
    for line in (Path(__file__).parent / "number_formats.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_a_number_is_shown_as_excel_shows_it():
    ours = {each["format"]: [shown(Decimal(number), each["format"]) for number in NUMBERS] for each in CHECKED}
    assert ours == {each["format"]: each["shown"] for each in CHECKED}


def test_the_table_has_the_formats_of_real_workbooks_and_hundreds_more_and_ssf_agrees_with_most():
    pairs = len(CHECKED) * len(NUMBERS)
    assert len(CHECKED) > 350
    assert sum(len(checked.get("ssf", ())) for checked in CHECKED) < pairs / 6


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ('£0.0,,"m"', "1200000", "£1.2m"),
        ("0.0_%", "85", "85.0 "),
        ('[Green]"▲"0;[Red]"▼"0', "-85", "▼85"),
        ("[<1]0%;0", "0.85", "85%"),
        ("[<1]0%;0", "85", "85"),
        ('"CSC "000', "7", "CSC 007"),
        ("dd/mm/yyyy", "0", "00/01/1900"),
        ("dd/mm/yyyy", "60", "29/02/1900"),
        ("dd/mm/yyyy", "61", "01/03/1900"),
        ("[h]:mm", "1.5", "36:00"),
        ("h:mm AM/PM", "0.5", "12:00 PM"),
        ("[mm]:ss", "0.0625", "90:00"),
        ("_-* #,##0_-", "1200", " 1,200 "),
        ("[$£-809]#,##0.00", "1200", "£1,200.00"),
        ("0.00", "1.005", "1.01"),
    ],
)
def test_formats_by_the_defect_they_made(code, number, text):
    assert shown(Decimal(number), code) == text


@pytest.mark.parametrize("code", ["[<1]0%", "dd/mm/yyyy", '"open', "[open", "[DBNum1]0", "0.0 d", "0;0;0;@;0"])
def test_what_can_t_be_followed_shows_nothing(code):
    assert shown(Decimal(-1) if "yyyy" in code else Decimal(5), code) is None


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0.00", "1.1", "1.10"),
        ("0.0", "1.15", None),
        ("0%", "0.985", None),
        ("0.0%", "0.985", "98.5%"),
        ("000", "7", "007"),
        ('"▲"0;"▼"0', "-85", None),
        ("(0);(0)", "-85", None),
        ('0;-0;"-"', "0", None),
        ("0.0E+0", "12", None),
    ],
)
def test_a_number_is_printed_with_its_format_only_if_no_digit_and_no_minus_is_lost(code, number, text):
    assert shown_in_full(Decimal(number), code) == text


@pytest.mark.parametrize(
    "piece",
    ["[", "]", '"', "\\", "_", "*", ";", "[[", "[<1]", "0,", "#", "?", "0.", "m", "[h]", "E+0", "# ?/?", "@", "%"],
)
def test_a_format_of_ten_thousand_characters_is_refused_at_once(piece):
    assert shown(Decimal(5), piece * (10_000 // len(piece))) is None


@searching(300)
@given(
    st.lists(
        st.sampled_from([*'0#?.,;%_*"\\[]@/ -+()$£emdyhsgab', "[<1]", "[h]", "General", "AM/PM", "E+"]), max_size=12
    ),
    st.decimals(-(10**15), 10**15, places=3),
)
def test_any_format_shows_something_or_nothing_but_never_raises(pieces, number):
    code = "".join(pieces)
    assert shown(number, code) is None or isinstance(shown(number, code), str)
    assert shown_in_full(number, code) is None or isinstance(shown_in_full(number, code), str)
    assert number_format(code).date_parts <= set("ymdhns.")


def test_a_format_is_as_long_as_it_may_be():
    assert shown(Decimal(5), "0" * LONGEST).endswith("05")
    assert shown(Decimal(5), "0" * (LONGEST + 1)) is None
