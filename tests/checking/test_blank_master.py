"""A blank master for 18 recommendations: what is missing is said once a sheet and field, and filling it in helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from builder import Book, editing

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan
from plan_workbook.writing.master import blank_register, master_workbook, template_workbook

SHEETS = [f"R{number:02}" for number in range(1, 19)]
PLAN_FIELDS = {"title", "authority", "period", "report date"}
ON_EACH_SHEET = {
    "recommendation-title-missing",
    "recommendation-lead-missing",
    "recommendation-rating-missing",
    "recommendation-progress-missing",
    "recommendation-without-actions",
    "recommendation-without-indicators",
}
MONTHS = ("January", "February", "March")


def below(row: str, heading: str) -> Callable[[Book, str, str, int], str]:
    """What is missing is a row of a table: start one."""
    return lambda book, sheet, text, _: book.type(sheet, row, 1, heading, text)


SENSIBLE: dict[str, str | Callable[[Book, str, str, int], str]] = {
    "recommendation-title-missing": "Make sure that the service of part {n} is good.",
    "recommendation-lead-missing": "Head of Assessment",
    "recommendation-rating-missing": "G",
    "recommendation-progress-missing": below("Progress", "Progress"),
    "recommendation-without-actions": below("Actions", "Action"),
    "recommendation-without-indicators": below("Indicators", "Description"),
    "action-incomplete": lambda book, sheet, *_: book.type(sheet, "Actions", 1, "Task Lead", "Head of Assessment"),
    "action-ref-missing": "a",
    "action-start-date-missing": "01/09/2017",
    "action-completion-date-missing": "{month} 2018",
    "action-rating-missing": "G",
    "indicator-incomplete": lambda book, sheet, *_: book.type(sheet, "Indicators", 1, "Lead Officer", "Head of Audit"),
    "indicator-number-missing": "CSC {n}",
    "indicator-unit-missing": "%",
    "indicator-better-missing": "Higher",
    "indicator-empty": "9{digit}%",
    "indicator-target-missing": "90%",
}
"""What somebody types at a finding of the rule, into its cell or below the heading it points at."""
PLAN = {
    "Title": "Improvement Plan",
    "Authority": "Exampleshire",
    "Period": "November 2017",
    "Report Date": "30/11/2017",
    "Data As At": "31/10/2017",
    "Key Successes": "Visits are made in time.",
    "Key Challenges": "Posts are hard to fill.",
}
OF_PLAN = {"plan-field-missing", "plan-field-blank"}


@pytest.fixture(scope="module")
def blank() -> bytes:
    return master_workbook(blank_register(18))


def told(path: Path) -> Report:
    return check(read_plan(path))


def test_a_blank_master_is_told_only_what_is_missing_once_for_each_sheet_and_field(blank):
    findings = check(read_plan(blank, "plan.xlsx")).findings
    per_sheet = Counter((f.sheet, f.rule) for f in findings)
    assert per_sheet == Counter(
        {("Plan", "plan-field-missing"): len(PLAN_FIELDS), ("Plan", "plan-field-blank"): len(PLAN) - len(PLAN_FIELDS)}
        | {(sheet, rule): 1 for sheet in SHEETS for rule in ON_EACH_SHEET}
    )
    assert len({(f.sheet, f.cell, f.rule) for f in findings}) == len(findings)


@pytest.mark.slow
def test_filling_the_cells_named_makes_the_findings_go(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(template_workbook(blank_register(3)))
    seen: set[tuple[str | None, str | None, str]] = set()
    for _ in range(8):
        findings = told(path).findings
        if not findings:
            break
        here = {(f.sheet, f.cell, f.rule) for f in findings}
        assert not here & seen, "a cell was filled in, and the finding is still there"
        seen |= here
        with editing(path) as book:
            for finding in findings:
                fill(book, finding.rule, finding.sheet, finding.cell)
    assert told(path).findings == ()
    assert {rule for _, _, rule in seen} == {*OF_PLAN, *SENSIBLE}


def fill(book: Book, rule: str, sheet: str | None, cell: str | None) -> None:
    """Type something sensible into the cell that a finding names."""
    assert sheet and cell
    if rule in OF_PLAN:
        label = book[sheet][cell].offset(column=-1).value
        book[sheet][cell] = PLAN[str(label)]
        return
    number = int(sheet[1:])
    what = SENSIBLE[rule]
    if callable(what):
        what(book, sheet, f"Something that is done in part {number}", number)
    else:
        text = what.format(n=number, month=MONTHS[number % 3], digit=number % 10)
        book[sheet][cell] = text
