"""The notebook in ``docs`` runs from its first cell to its last, on the workbooks of fifteen councils in two months."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from builder import clean_plan

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"
COUNCILS = 15
MONTHS = (("November 2017", "30/11/2017"), ("December 2017", "31/12/2017"))


@pytest.mark.slow
def test_the_notebook_reads_thirty_workbooks_joins_two_months_and_plots_an_indicator(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    Path("plans").mkdir()
    for number in range(1, COUNCILS + 1):
        for month, (period, day) in enumerate(MONTHS):
            plan = clean_plan(authority=f"Council {number:02}", period=period, report_date=day, data_as_at=day)
            plan.indicator(number="NEW").action(rating="" if month else "Gren", lead="" if month else "Jo Hart")
            plan.write_template(Path("plans", f"{number:02} {period}.xlsx"))
    late = clean_plan(authority="A council that sent one month only", period=MONTHS[0][0], report_date=MONTHS[0][1])
    late.indicator(number="NEW").write_template(Path("plans", "late.xlsx"))
    clean_plan(authority="Undated", report_date="").write_template(Path("plans", "undated.xlsx"))
    names: dict[str, object] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    said = capsys.readouterr().out
    assert "32 plans; 0 workbooks that could not be read" in said
    assert "2017-11 to 2017-12, 15 councils:" in said
    assert "Only in 2017-11: ['A council that sent one month only'] Only in 2017-12: []" in said
    became = names["became"]
    assert became["put right"] % COUNCILS == became["new"] % COUNCILS == became["still open"] % COUNCILS == 0
    assert min(became.values()) >= COUNCILS
    drawn = Path("indicator.svg").read_text(encoding="utf-8")
    assert "CSC 001: Visits made on time in area 1" in drawn
    assert all(f"Council {number:02}" in drawn for number in range(1, COUNCILS + 1))
