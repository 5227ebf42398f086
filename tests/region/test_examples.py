"""The examples of docs/many.md, run on a store; what they say is what region says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "many.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def names(gathered, monkeypatch, capsys) -> dict[str, Any]:
    """What the examples know when they have run, one after the other."""
    monkeypatch.chdir(gathered.store.parent)
    known: dict[str, Any] = {}
    for block in BLOCKS:
        exec(block, known)
    known["said"] = capsys.readouterr().out
    return known


def test_duckdb_and_region_say_the_same(names, december):
    assert names["overdue"].fetchall() == [("Kent", 2, 92)]
    late = [(each.authority, each.overdue, each.most_days_overdue) for each in december.overdue.shown]
    assert late == [("Kent", 2, 92)]
    medians = {(pi, unit): median for pi, unit, median, _ in names["medians"].fetchall()}
    assert medians["pi 204", "%"] == december.indicators[-1].median == 75
    assert "2 [('Kent', 2)]" in names["said"]
