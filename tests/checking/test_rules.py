"""Every rule of the catalogue: it fires at the right cell, says so in plain words, and is silent beside it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, opened
from checking.rule_cases import CASES, Case, Typed, november

from plan_workbook.checking import Finding
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan

UNWELCOME = re.compile(r"\bNone\b|\b(?i:nan|nat|dtype|schema|traceback|dataframe|polars|pandera)\b")


def findings(made: PlanBuilder | Typed, path: Path, previous: PlanBuilder | None = None) -> tuple[Finding, ...]:
    """What is found in a plan's workbook, which stays at `path`."""
    if isinstance(made, Typed):
        made.plan.write(path)
        made.hand(path)
    else:
        path.write_bytes(made.template())
    return check(read_plan(path), previous.read() if previous else None).findings


def held(path: Path, findings: list[Finding]) -> list[object]:
    """What the file itself holds in the cells of findings, as JSON has it."""
    book = openpyxl.load_workbook(path, data_only=True)
    values = [book[finding.sheet][finding.cell].value for finding in findings]
    return [value.date().isoformat() if isinstance(value, datetime) else value for value in values]


def test_every_rule_has_a_case():
    assert CASES.keys() == catalogue().keys()


@pytest.mark.parametrize(("rule", "case"), CASES.items(), ids=CASES)
def test_a_rule_fires_at_its_cells_in_plain_words_and_nothing_else_speaks(rule: str, case: Case, tmp_path: Path):
    path = tmp_path / "plan.xlsx"
    found = findings(case.bad, path, case.previous)
    mine = [f for f in found if f.rule == rule]
    book = opened(path)
    assert sorted((f.sheet, f.cell) for f in mine) == sorted(place(book) for place in case.at)
    # A hand in the workbook leaves the Summary behind, which is rightly said as well.
    left_behind = {"summary-out-of-date"} - {rule} if isinstance(case.bad, Typed) else set()
    assert {f.rule for f in found} - left_behind == {rule} | case.also
    assert case.says in mine[0].message
    assert {finding.severity for finding in mine} == {catalogue()[rule].severity}
    if case.points_at_value:
        assert [finding.as_json()["value"] for finding in mine] == held(path, mine)
    for finding in found:
        for text in (finding.message, finding.fix):
            assert text.strip() and text.endswith((".", "?"))
            assert not UNWELCOME.search(text), text


@pytest.mark.parametrize(("rule", "case"), CASES.items(), ids=CASES)
def test_a_rule_is_silent_beside_its_mark(rule: str, case: Case, tmp_path: Path):
    assert case.near
    for number, near in enumerate(case.near):
        found = findings(near, tmp_path / f"near{number}.xlsx", case.previous)
        assert [(f.sheet, f.cell, f.message) for f in found if f.rule == rule] == []


COMPARES = {name: case for name, case in CASES.items() if case.previous and name != "action-slipped"}


@pytest.mark.parametrize(("rule", "case"), COMPARES.items(), ids=COMPARES)
def test_a_rule_that_compares_with_last_month_is_silent_without_it(rule: str, case: Case, tmp_path: Path):
    assert catalogue()[rule].compares
    assert rule not in {f.rule for f in findings(case.bad, tmp_path / "plan.xlsx")}


@pytest.mark.parametrize("rule", catalogue().values(), ids=catalogue())
def test_the_catalogue_explains_a_rule_in_plain_words(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    for text in (rule.title, rule.why, rule.good, rule.bad):
        assert text.strip()
        assert not UNWELCOME.search(text)


@pytest.mark.parametrize("recommendations", [1, 3])
def test_nothing_is_found_in_a_clean_plan(recommendations: int, tmp_path: Path):
    assert findings(clean_plan(recommendations), tmp_path / "plan.xlsx") == ()


def test_nothing_is_found_in_a_plan_that_was_completed(tmp_path: Path):
    plan = PlanBuilder()
    for status in ("Active", "Business as usual"):
        plan.recommendation(rating="C", status=status).indicator(actual="100%").indicator(actual="90%")
        plan.action(rating="C", completion_date="30/11/2017", date_completed="01/12/2017")
        plan.action(rating="C", completion_date="31/03/2018", date_completed="31/12/2017")
    assert findings(plan, tmp_path / "plan.xlsx") == ()


def test_nothing_is_found_in_a_plan_that_moved_on_since_last_month(tmp_path: Path):
    assert findings(clean_plan(), tmp_path / "plan.xlsx", november()) == ()
