"""Whole documents: what we publish ourselves comes back, and a council's report goes all the way to an edition."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plan_workbook import bring, make_workbook, publish, summarise, validate
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.telling.told import left_cells, lines
from plan_workbook.reading import read_plan
from plan_workbook.values.text import fold

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"
IMPORTS = ROOT.parent / "shared" / "imports"


def all_there(brought: Brought) -> None:
    """Every recommendation, action and indicator of the example is in the register, and every cell accounted for."""
    plan, rows = read_plan(EXAMPLE), brought.register.rows
    assert brought.read + left_cells(brought) == brought.found
    assert {fold(row.title.text) for row in plan.recommendations} <= {
        fold(row["Title"]) for row in rows("recommendations")
    }
    assert {fold(row.text.text) for row in plan.actions} <= {fold(row["Action"]) for row in rows("actions")}
    descriptions = {fold(row["Description"]) for row in rows("indicators")}
    assert {fold(row.description.text) for row in plan.indicators} <= descriptions


def test_the_word_report_that_we_publish_can_be_brought_in_again(folder):
    publish(EXAMPLE, folder / "board.docx", draft=True)
    all_there(bring("board.docx", "register").brought)


def test_our_xlsx_edition_can_be_brought_in_again_once_a_person_has_said_what_its_tables_are(folder):
    publish(EXAMPLE, folder / "board.xlsx", draft=True)
    bring("board.xlsx", "register")
    book = load_workbook("mapping.xlsx")
    of_items = set()
    for row in book["Tables"].iter_rows(min_row=5):
        where = row[3].value
        if where.startswith(("sheet Summary", "sheet All indicators")):
            row[7].value = "ignored"
        elif where.startswith("sheet All recommendations") or row[5].value.startswith("Lead | Status"):
            row[7].value = "recommendations"
            of_items.add(row[1].value)
    fields = {"No.": "Recommendation", "Title": "Title", "Lead": "Lead", "Status": "Status", "RAG": "RAG"}
    for row in book["Columns"].iter_rows(min_row=5):
        if row[1].value in of_items:
            row[9].value, row[10].value = fields.get(row[5].value, "ignore"), None
    book.save("mapping.xlsx")
    brought = bring("board.xlsx", "register", mapping="mapping.xlsx", replace=True).brought
    all_there(brought)
    assert len(brought.register.rows("actions")) == len(read_plan(EXAMPLE).actions)


@pytest.mark.skipif(not IMPORTS.is_dir(), reason="the documents are not here")
@pytest.mark.parametrize("name", ["december-2017.docx", "december-2017-tracker.xlsx", "december-2017.pdf"])
def test_december_2017_goes_all_the_way_to_an_edition(name, folder):
    shutil.copyfile(IMPORTS / name, name)
    brought = bring(name, "register").brought
    assert brought.read + left_cells(brought) == brought.found
    again = bring(name, "again", mapping="mapping.xlsx").brought
    assert (again.register, again.questions) == (brought.register, brought.questions)
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
