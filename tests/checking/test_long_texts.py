"""A sentence has an end, however long the texts are that a plan holds."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from builder import PlanBuilder, clean_plan
from checking.in_memory import in_memory
from checking.wording import in_plain_words

from plan_workbook.checking.finding import Report, Results
from plan_workbook.checking.report import check
from plan_workbook.plan.model import Observation
from plan_workbook.reports.csv import as_csv
from plan_workbook.reports.grouping import Grouping
from plan_workbook.reports.text import as_text

LONG = "word " * 6_400
"""About what a cell can hold; what is not in a cell may be longer."""
LONGEST = 700
"""Characters: what a person still reads to its end."""


def of_long_texts(turn: str) -> PlanBuilder:
    """A plan in which everything that may be any text is as long as a cell can hold; `turn` tells two plans apart."""
    long = f"{turn} {LONG}"
    plan = clean_plan(2)
    for key in ("authority", "version", "update", "period", "item_word", "default_tolerance", "report_date"):
        plan.set(**{key: long if key != "report_date" else "31/12/2017"})
    plan.rating("G", f"Green {long}", "on track").rating(f"A {long}", "Amber", "at risk").rating(
        "C", "Complete", "complete"
    )
    plan.person(f"Jo {long}", long, long).accept(long, long, long, long, long)
    plan.recommendation(number=f"3 {long}", title=long, lead=long, rating=long, status=long)
    for _ in range(2):
        plan.action(**dict.fromkeys(("ref", "text", "lead", "start_date", "completion_date", "rating"), long))
        plan.indicator(**dict.fromkeys(("number", "description", "lead", "unit", "better", "target", "actual"), long))
    plan.action(ref=f"c {long}", completion_date="30/11/2017", rating="G")
    plan.action(ref=f"d {long}", completion_date="30/11/2017", rating="C")
    plan.indicator(number=f"CSC {long}", target="90%", actual="41%", comment="")
    return plan


@pytest.fixture(scope="module")
def report() -> Report:
    plan = in_memory(of_long_texts("Now"))
    far = 3 * LONG
    here = [
        Observation("content-outside-table", "R01", "B2", far, far),
        Observation("heading-changed", "R01", "B3", far, "Action", "Actions"),
        Observation("heading-missing", "R01", "B4", far, "Actions", "Action"),
        Observation("sheet-missing", "Plan", "B5", far, far),
        Observation("sheet-unexpected", far, "A1", None, far),
        Observation("template-older", None, None, None, far),
        Observation("formula-error", "R01", "B6", far, far),
        Observation("formula-in-input", "R01", "B7", far, far),
        Observation("cell-note", "R01", "B8", far, far, "note"),
        Observation("text-struck-through", "R01", "B9", far, far, "B9"),
        Observation("external-link", None, None, None, far, far),
    ]
    seen = replace(plan, observations=(*plan.observations, *here))
    return check(seen, in_memory(of_long_texts("Then")))


@pytest.mark.slow
def test_every_finding_is_short_and_ends_as_a_sentence(report):
    assert len({finding.rule for finding in report.findings}) > 15
    for finding in report.findings:
        assert len(finding.message) < LONGEST, finding.rule
        assert len(finding.fix) < LONGEST, finding.rule
        assert in_plain_words(finding), finding.rule
        assert len(finding.lead or "") < LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("by", Grouping)
def test_so_is_every_line_of_the_text(report, by):
    assert max(len(line) for line in as_text([report], by).splitlines()) < 2 * LONGEST


@pytest.mark.slow
def test_so_are_message_and_fix_in_csv_and_in_json_which_keep_the_value_whole(report):
    csv.field_size_limit(10_000_000)
    rows = list(csv.DictReader(io.StringIO(as_csv(Results((report,))))))
    assert max(len(row[key]) for row in rows for key in ("message", "fix", "lead")) < LONGEST
    values = [finding["value"] for finding in report.as_json()["findings"]]
    assert max(len(value) for value in values if isinstance(value, str)) > 30_000
