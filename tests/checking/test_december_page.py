"""docs/december-2017.md lists exactly what is found in the plan of December 2017, names nobody and copies nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan
from plan_workbook.register import Register, read_register
from plan_workbook.values.text import fold
from plan_workbook.writing.master import template_workbook

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "plans" / "improvement-plan-2017-12"
PAGE = (ROOT / "docs" / "december-2017.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def register() -> Register:
    if not REAL.is_dir():
        pytest.skip("the register of the December 2017 plan is not here")
    return read_register(REAL)


@pytest.fixture(scope="module")
def report(register) -> Report:
    return check(read_plan(template_workbook(register), "plan.xlsx"))


def test_the_page_lists_exactly_the_findings_in_their_order(report):
    listed = [(rule, severity, place) for rule, severity, place, *_ in ROWS]
    found = [(f.rule, f.severity.value, f"{f.sheet}!{f.cell}") for f in report.findings]
    assert Counter(listed) == Counter(found)
    assert listed == found


def test_every_finding_has_a_verdict_and_none_is_false():
    assert {verdict for *_, verdict, _ in ROWS} == {"True", "True, harmless"}
    assert all(reason.strip() for *_, reason in ROWS)


def test_the_page_names_no_officer(register):
    places = (("recommendations", "Lead"), ("indicators", "Lead Officer"), ("actions", "Task Lead"))
    leads = {row[key] for table, key in places for row in register.rows(table)}
    names = {word for lead in leads for word in re.findall(r"[A-Z][a-z]{2,}", lead)}
    assert not {word for word in names if re.search(rf"\b{word}\b", PAGE)}


def test_the_page_copies_no_sentence_of_the_report(register):
    places = (("recommendations", "Progress"), ("recommendations", "Title"), ("actions", "Action"))
    texts = [row[key] for table, key in places for row in register.rows(table)]
    sentences = {
        fold(sentence) for text in texts for sentence in re.split(r"(?<=[.;:])\s+|\n", text) if len(sentence) > 30
    }
    assert not [sentence for sentence in sentences if sentence.rstrip(".;:") in fold(PAGE)]
