"""Whole documents: what we publish ourselves comes back, and a council's report goes all the way to an edition."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from plan_workbook import bring, make_workbook, publish, summarise, validate
from plan_workbook.bringing.told import left_cells, lines
from plan_workbook.reading import read_plan
from plan_workbook.values.text import fold

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"
IMPORTS = ROOT.parent / "shared" / "imports"


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_we_publish_can_be_brought_in_again(ending, folder):
    published = folder / f"board.{ending}"
    publish(EXAMPLE, published, draft=True)
    done = bring(published, "register")
    register, plan = done.brought.register, read_plan(EXAMPLE)
    assert done.brought.read + left_cells(done.brought) == done.brought.found
    titles = {fold(row["Title"]) for row in register.rows("recommendations")}
    open_ones = [each for each in plan.recommendations if ending == "xlsx" or each.status.text != "Business as usual"]
    assert {fold(each.title.text) for each in open_ones} <= titles
    actions = {fold(row["Action"]) for row in register.rows("actions")}
    assert {fold(each.text.text) for each in plan.actions} <= actions
    indicators = {fold(row["Description"]) for row in register.rows("indicators")}
    assert {fold(each.description.text) for each in plan.indicators} <= indicators


@pytest.mark.skipif(not IMPORTS.is_dir(), reason="the documents are not here")
@pytest.mark.parametrize("name", ["december-2017.docx", "december-2017-tracker.xlsx", "december-2017.pdf"])
def test_december_2017_goes_all_the_way_to_an_edition(name, folder):
    shutil.copyfile(IMPORTS / name, name)
    brought = bring(name, "register").brought
    assert brought.read + left_cells(brought) == brought.found
    made = make_workbook("plan.xlsx", "register")
    assert len(made.plan.recommendations) == len(brought.register.rows("recommendations"))
    cells = {(each.sheet, each.cell) for row in made.plan.actions for each in row.inputs.values()}
    told = [
        line
        for line in lines(brought)
        if line.table == "actions" and line.what == "value" and line.field != "Recommendation"
    ]
    assert told and {tuple(line.cell.split("!")) for line in told} <= cells
    found = validate("plan.xlsx")
    assert json.dumps(found, default=str)
    summarise("plan.xlsx")
    assert publish("plan.xlsx", "board.docx", draft=True)
    assert Path("board.docx").is_file()
