"""Every rule about the workbook itself, tried on files: it fires at the right cell and is silent next to its mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import PlanBuilder, opened
from checking.wording import in_plain_words
from checking.workbook_cases import WORKBOOK, FileCase, Handled

from plan_workbook.checking import Finding
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan

DRAWN = {"summary-out-of-date"}
"""Rules about the generated sheets: only their cases need a workbook in which those are drawn."""


def findings(rule: str, made: PlanBuilder | Handled, path: Path) -> tuple[Finding, ...]:
    """What is found in a plan's workbook, which stays at `path`."""
    plan = made.plan if isinstance(made, Handled) else made
    path.write_bytes(plan.workbook() if rule in DRAWN else plan.template())
    if isinstance(made, Handled):
        made.hand(path)
    return check(read_plan(path)).findings


@pytest.mark.parametrize(("rule", "case"), WORKBOOK.items(), ids=WORKBOOK)
def test_a_rule_fires_at_its_cells_in_plain_words_and_nothing_else_speaks(rule: str, case: FileCase, tmp_path: Path):
    path = tmp_path / "plan.xlsx"
    found = findings(rule, case.bad, path)
    mine, book = [f for f in found if f.rule == rule], opened(path)
    assert sorted((f.sheet, f.cell) for f in mine) == sorted(place(book) for place in case.at)
    assert {f.rule for f in found} == {rule} | case.also
    assert case.says in mine[0].message
    assert {finding.severity for finding in mine} == {catalogue()[rule].severity}
    for finding in mine if case.points_at_value else ():
        held = book[finding.sheet][finding.cell]
        assert held.data_type == "f" or finding.value == held.value
    for finding in found:
        assert in_plain_words(finding)


@pytest.mark.parametrize(("rule", "case"), WORKBOOK.items(), ids=WORKBOOK)
def test_a_rule_is_silent_next_to_its_mark(rule: str, case: FileCase, tmp_path: Path):
    assert case.near
    for number, near in enumerate(case.near):
        found = findings(rule, near, tmp_path / f"near{number}.xlsx")
        assert [(f.sheet, f.cell, f.message) for f in found if f.rule == rule] == []
