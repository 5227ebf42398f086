"""Every rule about the workbook itself, tried on files: it fires at the right cell and is silent next to its mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import PlanBuilder, opened
from checking.in_memory import found_in
from checking.wording import in_plain_words
from checking.workbook_cases import WORKBOOK, FileCase, Handled

from plan_workbook.checking import Finding
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.reading import read_plan

DRAWN = {"summary-out-of-date"}
"""Rules about the generated sheets: only their cases need a workbook in which those are drawn."""


def saved(rule: str, made: PlanBuilder | Handled, path: Path) -> Path:
    """A plan's workbook at that path, once what is to be done to it was done."""
    plan = made.plan if isinstance(made, Handled) else made
    path.write_bytes(plan.workbook() if rule in DRAWN else plan.template())
    if isinstance(made, Handled):
        made.hand(path)
    return path


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> dict[str, tuple[Path, tuple[Finding, ...]]]:
    """The workbook of each case, and what is found in it."""
    folder = tmp_path_factory.mktemp("cases")
    paths = {rule: saved(rule, case.bad, folder / f"{rule}.xlsx") for rule, case in WORKBOOK.items()}
    found = found_in([read_plan(path) for path in paths.values()])
    return dict(zip(paths, zip(paths.values(), found, strict=True), strict=True))


@pytest.mark.parametrize(("rule", "case"), WORKBOOK.items(), ids=WORKBOOK)
def test_a_rule_fires_at_its_cells_in_plain_words_and_nothing_else_speaks(rule: str, case: FileCase, judged):
    path, found = judged[rule]
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
    paths = [saved(rule, near, tmp_path / f"near{number}.xlsx") for number, near in enumerate(case.near)]
    for found in found_in([read_plan(path) for path in paths]):
        assert [(f.sheet, f.cell, f.message) for f in found if f.rule == rule] == []
