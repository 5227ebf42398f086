"""The CSV: a row for each finding and for each workbook without one, and nothing in it that a spreadsheet would run."""

import csv
import io
from dataclasses import replace
from datetime import datetime

import pytest

from plan_workbook.checking.finding import Acceptance, NotRead, Results
from plan_workbook.reports.csv import COLUMNS, as_csv


def rows(*reports):
    return list(csv.DictReader(io.StringIO(as_csv(Results(reports)), newline=""), strict=True))


def test_the_headings_are_as_promised(mixed):
    assert as_csv(Results((mixed,))).split("\r\n")[0] == (
        "workbook,rule,severity,sheet,cell,value,message,fix,recommendation,lead,accepted,reason,agreed_by,until,"
        "item,field,leads,outcome,error"
    )


def test_every_finding_has_a_row_and_so_has_every_accepted_one(mixed, report_of, make):
    other = report_of(make(), workbook="other.xlsx")
    read = rows(mixed, other)
    assert [each["workbook"] for each in read] == ["plan.xlsx"] * 8 + ["other.xlsx"]
    assert [each["accepted"] for each in read] == ["no"] * 6 + ["yes"] * 2 + ["no"]
    assert read[6]["reason"] == "Court date"
    assert (read[7]["agreed_by"], read[7]["until"]) == ("", "2018-03-31")
    assert {each["reason"] for each in read if each["accepted"] == "no"} == {""}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0.41, "0.41"),
        (-5, "-5"),
        (True, "true"),
        (False, "false"),
        ("-5", "-5"),
        ("'=1+1' as typed", "'=1+1' as typed"),
        (datetime(2017, 12, 31), "2017-12-31"),
        (datetime(2017, 12, 31, 9, 30), "2017-12-31T09:30:00"),
        ('two\nlines, "quoted"', 'two\nlines, "quoted"'),
    ],
)
def test_values_are_as_json_has_them(make, report_of, value, written):
    assert rows(report_of(make(value=value)))[0]["value"] == written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d"])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(make, report_of, start):
    typed = f"{start}cmd|' /C calc'!A0"
    each = make(sheet=typed, message=typed, fix=typed, value=typed, recommendation=typed, lead=typed)
    report = replace(report_of(each, accepted=[Acceptance(each, typed, typed, None)]), workbook=typed)
    for row in rows(report):
        told = [row[name] for name in COLUMNS if row[name].endswith("calc'!A0")]
        assert len(told) == (9 if row["accepted"] == "yes" else 7)
        assert all(cell == f"'{typed}" for cell in told)


def test_lines_end_as_spreadsheets_expect(mixed):
    text = as_csv(Results((mixed,)))
    assert text.count("\n") == text.count("\r\n") == 9
    assert text.endswith("\r\n")


def test_a_clean_workbook_and_one_that_could_not_be_read_have_a_row_each(report_of, make):
    lost = NotRead("lost.xlsx", "file-missing", "The file lost.xlsx does not exist.")
    clean, unread, finding = rows(report_of(), lost, report_of(make()))
    assert {name for name, value in clean.items() if value} == {"workbook", "outcome"}
    assert (clean["outcome"], finding["outcome"]) == ("clean", "finding")
    assert {name: value for name, value in unread.items() if value} == {
        "workbook": "lost.xlsx",
        "message": "The file lost.xlsx does not exist.",
        "outcome": "not read",
        "error": "file-missing",
    }


def test_a_finding_names_its_item_its_field_and_each_lead(report_of, make):
    (row,) = rows(report_of(make(item="R15 a", field="RAG", leads=("Jane Roe", "Abe Lee & Co"))))
    assert (row["item"], row["field"], row["leads"]) == ("R15 a", "RAG", "Jane Roe; Abe Lee & Co")
