"""The record of returns: read back whatever a spreadsheet has made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_workbook.collecting.record import COLUMNS, Line, kept_path, read_record, record_path, same_period

FIRST = Line("2018-01-05T09:30:15+00:00", "a.xlsx", "ab", "December 2017", "Ann", ("R01", "1-2"), 3, 1, "Jo", "then")
SECOND = Line("2018-01-06T09:30:15+00:00", "=b.xlsx", "cd", "December 2017", "", (), 0, 0, "", "")


def test_a_line_comes_back_as_it_was_written(tmp_path):
    path = record_path(tmp_path / "plan.xlsx")
    path.write_bytes(read_record(path).with_lines([FIRST, SECOND]))
    assert path.name == "plan.returns.csv"
    assert read_record(path).lines == (FIRST, SECOND)
    assert kept_path(Path("plan.xlsm"), "ab") == Path("plan.returns/ab.xlsm")


def test_lines_that_were_sorted_count_in_the_order_of_their_times(tmp_path):
    path = tmp_path / "plan.returns.csv"
    path.write_bytes(read_record(path).with_lines([SECOND, FIRST]))
    assert read_record(path).lines == (FIRST, SECOND)
    assert read_record(path).line_of("cd") == SECOND and read_record(path).line_of("ef") is None


def test_numbers_and_times_that_somebody_spoilt_do_no_harm(tmp_path):
    path = tmp_path / "plan.returns.csv"
    path.write_text(";".join(COLUMNS) + "\nyesterday;a.xlsx;AB;Dec-17;Ann;[R01] and [ R02 ];many;1e9;;\n")
    (line,) = read_record(path).lines
    assert (line.fingerprint, line.sheets, line.taken, line.conflicts) == ("ab", ("R01", "R02"), 0, 0)
    assert read_record(path).of_period("December 2017") == (line,)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("December 2017", "december  2017", True),
        ("December 2017", "Dec-17", True),
        ("Dec-17", "Nov-17", False),
        ("Winter", "winter", True),
        ("Winter", "Spring", False),
        ("", "", True),
        ("", "December 2017", False),
    ],
)
def test_a_period_is_the_same_if_a_spreadsheet_only_writes_it_otherwise(one, other, same):
    assert same_period(one, other) is same
