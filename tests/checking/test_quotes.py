"""Every finding names a cell that exists, gives the value in it, and quotes only what is in the plan."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builder import PlanBuilder, clean_plan, editing
from checking.planting import of_shape
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_from_string
from searching import searching

from plan_workbook.checking import Finding, Report
from plan_workbook.checking.finding import quoted
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan
from plan_workbook.reading.cells import as_text
from plan_workbook.values.text import tidy

AWKWARD = [
    "", "-", "tbc", "n/a", "Qtr 2 41%", "1.26% (projected)", "0.41", "41", "41%", "130%", "-1%", "590 days",
    "\u00a31,200",
    "31 Feb 2018", "Sept 2017", "31/03/2018", "2016-01-01", "Nov 2017", "Dec 2018", "01/01/2018", "soon", "A", "G", "C",
    "Gren", "green", "Business as usual", "Ongoing", "NEW", "CSC 9", "a", "b", "e", "Higher", "up", "Monitor", "%",
    "days", "J Roe", "Jane Roe", "Jane Roe & Ann Lee", "Q1", "the team's", "two\nlines", "=1+1", "#REF!",
    "A sentence of some length about what was done, and what came of it, that is longer than eighty characters are.",
]  # fmt: skip
RECOMMENDATION = ("title", "lead", "status", "rating", "progress")
INDICATOR = ("number", "description", "lead", "unit", "better", "target", "tolerance", "previous", "actual", "period")
ACTION = (
    "ref",
    "text",
    "lead",
    "start_date",
    "completion_date",
    "original_completion_date",
    "date_completed",
    "rating",
)
FIELDS = ("title", "period", "report_date", "data_as_at", "plan_end", "default_tolerance", "due_within", "quarters")
QUOTES_ITS_CELL = re.compile(
    r"-(unreadable|unknown|ambiguous|unformatted|out-of-range|mismatch|duplicate)$|content-outside|formula-error"
)
SAID = re.compile(r"'(?:[^']|(?<=\w)'(?=\w))*'")
"""A text in quotation marks; an apostrophe within a word ends none."""


@st.composite
def messy_plans(draw: st.DrawFn) -> PlanBuilder:
    """A plan with awkward things in some of its cells, and in all of some rows."""

    def some(keys: tuple[str, ...], most: int) -> dict[str, str]:
        return draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(AWKWARD), max_size=most))

    plan = PlanBuilder(**some(FIELDS, 2))
    if draw(st.booleans()):
        plan.person("Jane Roe", email="jane").person("jane roe").person("Head of Assessment")
    if draw(st.booleans()):
        plan.accept("no-such-rule", "R01").severity("action-due", "loud")
    for number in range(1, draw(st.integers(2, 4)) + 1):
        plan.recommendation(**some(RECOMMENDATION, 2))
        for _ in range(draw(st.integers(0, 5))):
            plan.indicator(**some(INDICATOR, 3))
        for _ in range(draw(st.integers(0, 6))):
            plan.action(**some(ACTION, 3))
        if number == 2 and draw(st.booleans()):
            plan.recommendation(number="1")
    return plan


def speaks_truly(path: Path, report: Report) -> None:
    """Hold every finding against the workbook as openpyxl reads it."""
    book = load_workbook(path, data_only=True)
    everything = {tidy(title) for title in book.sheetnames}
    for sheet in book.worksheets:
        for cell in (c for line in sheet.iter_rows() for c in line if c.value is not None):
            everything |= {tidy(quoted(as_text(cell.value, cell.number_format))[1:-1]), tidy(str(cell.value))}
    for finding in (*report.findings, *(each.finding for each in report.accepted)):
        is_true(finding, book, everything)


def is_true(finding: Finding, book, everything: set[str]) -> None:
    where = (finding.rule, finding.sheet, finding.cell, finding.message)
    assert finding.sheet in book.sheetnames, where
    column, row = coordinate_from_string(finding.cell)
    assert f"{column}{row}" == finding.cell, where
    held = book[finding.sheet][finding.cell]
    if finding.value is not None or held.value is None or is_input(finding):
        assert _plain(finding.value) == _plain(held.value), where
    if QUOTES_ITS_CELL.search(finding.rule):
        assert quoted(finding.text) in finding.message, where
        assert finding.text == _plain(as_text(held.value, held.number_format)), where
    for said in SAID.findall(finding.message.replace(quoted(finding.text), "")):
        text = said[1:-1].removesuffix("...").rstrip()
        assert text in tidy(finding.text) or occurs(text, said.endswith("...'"), everything), (said, where)


def occurs(text: str, shortened: bool, everything: set[str]) -> bool:
    """Tell whether some cell of the workbook holds a text, or begins with it."""
    return text in everything or (shortened and any(each.startswith(text) for each in everything))


def is_input(finding: Finding) -> bool:
    """Tell whether a finding points at what is typed, not at a heading or a sheet where something is missing."""
    return finding.rule not in (
        "recommendation-progress-missing",
        "heading-missing",
        "name-missing",
        "sheet-unexpected",
        "hidden-content",
        "plan-rating-scale",
    )


def _plain(value: object) -> object:
    """A text as XML has it: with one kind of line break."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@searching(6)
@given(messy_plans())
def test_every_finding_of_a_messy_plan_is_true_of_its_cell(plan):
    with TemporaryDirectory() as folder:
        path = plan.write_template(Path(folder) / "plan.xlsx")
        report = check(read_plan(path))
        assert report.findings
        speaks_truly(path, report)


def test_every_finding_of_a_workbook_that_was_pulled_about_is_true_of_its_cell(tmp_path):
    path = tmp_path / "plan.xlsx"
    of_shape(0).write_template(path)
    with editing(path) as book:
        book["R01"]["X30"] = "see 'my' email"
        book["R01"]["A200"] = 0.5
        first, second = (book.cell("R01", "Actions", row, "Ref").coordinate for row in (11, 12))
        book["R01"].merge_cells(f"{first}:{second}")
        del book["R03"].defined_names["Actions"]
        del book.workbook["R04"]
        book.workbook.create_sheet("Ann's")["C3"] = 1
        book.cell("R03", "Actions", 0, "Start Date").value = "Begins"
        book.type("R01", "Indicators", 1, "Actual", "#N/A")
        book.type("R01", "Indicators", 2, "Actual", "=1+1")
        book.type("R01", "Actions", 1, "RAG", "\u2019twas 'G'")
    report = check(read_plan(path))
    assert {"content-outside-table", "name-missing", "heading-missing", "sheet-missing", "formula-error"} <= {
        f.rule for f in report.findings
    }
    speaks_truly(path, report)


def test_only_what_the_workbook_has_no_place_for_has_no_cell(tmp_path):
    path = tmp_path / "plan.xlsx"
    of_shape(0).write_template(path)
    with editing(path) as book:
        del book.workbook["Plan"]
    without = [f for f in check(read_plan(path)).findings if f.cell is None or f.sheet not in ("Summary", "R01", "R03")]
    assert {f.rule for f in without} == {"heading-missing"}


@pytest.mark.parametrize("typed", ["- 0.41", "\u22120.41", "-0,000.41"])
def test_a_fraction_in_an_indicator_of_percentages_is_told_both_ways_however_it_is_typed(typed):
    found = check(clean_plan().indicator(actual=typed).read()).findings
    message = next(each.message for each in found if each.rule == "indicator-percent-ambiguous")
    assert message.endswith("or -41%, so no value was taken.")
