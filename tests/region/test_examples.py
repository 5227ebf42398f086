"""The examples of docs/many.md, run on a store; what they say is what region says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from builder import clean_plan

from plan_workbook.jobs.gather import gather
from plan_workbook.jobs.region import figures_over

PAGE = Path(__file__).parents[2] / "docs" / "many.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def known_after_running(folder: Path, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the examples know when they have run, one after the other, next to a store."""
    patch.chdir(folder)
    known: dict[str, Any] = {}
    for block in BLOCKS:
        exec(block, known)
    return known


@pytest.fixture
def names(gathered, monkeypatch, capsys) -> dict[str, Any]:
    """What the examples know when they have run on the store of all tests."""
    known = known_after_running(gathered.store.parent, monkeypatch)
    known["said"] = capsys.readouterr().out
    return known


def test_duckdb_and_region_say_the_same(names, december):
    assert names["overdue"].fetchall() == [("Kent", 2, 92)]
    late = [(each.authority, each.overdue, each.most_days_overdue) for each in december.overdue.shown]
    assert late == [("Kent", 2, 92)]
    medians = {(pi, unit): median for pi, unit, median, _ in names["medians"].fetchall()}
    assert medians["pi 204", "%"] == december.indicators[-1].median == 75
    assert "2 [('Kent', 2)]" in names["said"]


def test_a_plan_that_reports_two_figures_under_one_number_is_one_plan_in_both(tmp_path, monkeypatch):
    plan = clean_plan(1, authority="Bury").recommendation(rating="A").action(rating="R", completion_date="30/11/2017")
    for number, actual in (("1", "75%"), ("2", "95%")):
        plan.indicator(number, number="PI 204", description="Visits", actual=actual, target="90%")
    (tmp_path / "bury.xlsx").write_bytes(plan.template())
    gather(tmp_path / "bury.xlsx", tmp_path / "store", processes=1)
    medians = known_after_running(tmp_path, monkeypatch)["medians"].fetchall()
    (found,) = [each for each in figures_over(tmp_path / "store").indicators if each.number == "PI 204"]
    assert [row[2:] for row in medians if row[0] == "pi 204"] == [(found.median, found.plans)] == [(85, 1)]
    assert (found.statuses["On target"], found.statuses["Off target"], found.met_by) == (1, 1, ())
    assert found.missed_by == ("Bury",)
