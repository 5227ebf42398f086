"""What became of every cell is said to people, in brought.csv and to programs, and the numbers add up."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from by_hand import brought

from plan_workbook.bringing.brought import Brought, Left
from plan_workbook.bringing.documents.document import Document, Passage
from plan_workbook.bringing.telling.told import HEADINGS, Line, as_json, doubts, left_cells, lines, why_too_large
from plan_workbook.bringing.telling.told_text import as_text
from plan_workbook.reading import read_plan
from plan_workbook.register import Register
from plan_workbook.writing.master import template_workbook
from plan_workbook.writing.register_files import MoreTable, write_register


@pytest.fixture(scope="module")
def told() -> list[Line]:
    return list(lines(brought()))


def test_the_numbers_add_up(told):
    made = brought()
    assert made.read + left_cells(made) == made.found
    assert sum(int(line.cells) for line in told if line.what.startswith("left")) == left_cells(made)


def test_every_value_has_a_line_with_where_it_was_and_where_it_goes(told):
    values = [line for line in told if line.what == "value"]
    assert len(values) == len(brought().taken)
    (deadline,) = [line for line in values if line.text == "Jun 2018"]
    assert deadline == Line(
        "value",
        "report.docx",
        "table 2, row 2, column 4",
        "Jun 2018",
        table="actions",
        recommendation="2",
        row="a",
        field="Completion Date",
        cell="R02!F25",
    )


def test_the_cells_named_are_those_of_the_workbook_that_is_made(told):
    plan = read_plan(template_workbook(brought().register), "new.xlsx")
    texts = {
        f"{each.sheet}!{each.cell}": each.text
        for recommendation in plan.recommendations
        for row in recommendation.rows("actions")
        for each in row.inputs.values()
    }
    said = {line.cell: line.text for line in told if line.table == "actions" and line.what == "value"}
    assert set(said.values()) >= {"=Train staff", "tbc", "Audit files"}
    for cell, text in said.items():
        assert texts[cell].split("/")[-1] == text.split(" ")[-1] or texts[cell] == text


def test_tables_and_columns_have_a_line_and_what_was_left_comes_last_with_its_reason(told):
    assert [line.what for line in told if line.what in ("table", "column")].count("column") == 10
    note = next(line for line in told if line.text == "Note")
    assert (note.taken_for, note.how_sure, note.why) == ("not known", "20%", "nothing says what it is")
    left = [line for line in told if line.what.startswith("left")]
    assert told[-len(left) :] == left
    assert [line.what for line in left] == ["left"] * 4 + ["left on purpose"] * 2
    assert (left[0].where, left[0].text, left[0].why) == (
        "paragraph 9",
        "Nobody knows why",
        "it belongs to no recommendation",
    )


def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_in_brought_csv(told, tmp_path):
    more = MoreTable("brought", HEADINGS, [line.record() for line in told])
    write_register(brought().register, tmp_path / "register", more=(more,))
    content = (tmp_path / "register" / "brought.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfWhat,File,Where,Text,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(told)
    assert "'=Train staff" in {row["Text"] for row in rows}


def test_the_json_is_as_documented():
    told = as_json(brought())
    assert [*told] == ["format", "files", "tables", "left", "counts", "cells", "questions", "notes"]
    assert told["notes"] == [{"file": "report.docx", "text": "A picture has no text."}]
    assert told["files"] == ["report.docx"]
    table = told["tables"][0]
    assert (table["where"], table["kind"], table["sure"], table["rows"]) == ("report.docx, table 1", "actions", 0.95, 1)
    assert table["columns"][3] == {"heading": "Deadline", "field": "Completion Date", "sure": 0.6}
    assert told["counts"] == {"recommendations": 2, "indicators": 0, "actions": 3}
    assert told["cells"] == {"found": 27, "read": 13, "left": 14}
    assert told["left"][0] == {
        "where": "paragraph 9",
        "text": "Nobody knows why",
        "why": "it belongs to no recommendation",
        "meant": False,
    }


def form(value: object) -> object:
    """What a JSON value is made of: its keys, and the form of the first thing in a list."""
    if isinstance(value, dict):
        return {key: form(each) for key, each in value.items()}
    return [form(value[0])] if isinstance(value, list) and value else type(value).__name__


def test_the_documented_json_has_its_form():
    page = (Path(__file__).parents[2] / "docs" / "bring.md").read_text(encoding="utf-8")
    documented = json.loads(page.split("```json\n")[1].split("```")[0])
    assert form(documented) == form(as_json(brought()))


def test_the_text_says_what_was_found_what_is_doubtful_and_what_was_left():
    said = as_text(brought()._replace(questions=("Is it 2018?",)), "register/brought.csv").splitlines()
    assert said[0] == "report.docx: 2 tables, 2 passages of text"
    assert said[1].startswith(
        "  table 1 and 1 like it  actions, sure, 3 rows  'Ref' = Ref; 'Action' = Action; 'By whom'"
    )
    assert "  Note: A picture has no text." in said
    assert "Brought in: 2 recommendations, 0 indicators and 3 actions" in said
    assert "Questions (1)" in said
    assert "  'Note'      not known             nothing says what it is (table 1 and 1 more)" in said
    assert "Left for you to look at (4)" in said
    assert "  its column is not known (3)" in said
    assert said[-2] == "13 cells read + 14 cells left = 27 cells found"
    assert "register/brought.csv" in said[-1]


def test_nobody_drowns_in_what_was_left():
    many = [Left(f"row {n}", f"text {n}", f"reason {n % 30}") for n in range(3000)]
    remarks = tuple(f"Column {n} is hidden." for n in range(100))
    document = Document("report.docx", tuple(Passage(left.text, left.where) for left in many), remarks)
    made = Brought(brought().register, (document,), (), (), tuple(many), 3000, 0)
    said = as_text(made, "brought.csv")
    assert said.count("\n") < 60
    assert "and 97 more" in said
    assert "and 92 more notes" in said
    assert "and 22 more reasons" in said
    assert "0 cells read + 3,000 cells left = 3,000 cells found" in said


def test_doubts_are_counted_as_a_person_meets_them():
    assert doubts(brought()) == 2 + 4  # two columns that two tables have, and what was left


def test_of_several_files_each_place_names_its_own():
    made = brought()
    other = Document("scorecard.xlsx", (Passage("Old", "Sheet1!A1"),))
    left = (*made.left, Left("Sheet1!A1", "Old", "it is of last year"))
    several = made._replace(documents=(*made.documents, other), left=left, found=made.found + 1)
    (line,) = [line for line in lines(several) if line.text == "Old"]
    assert (line.file, line.where) == ("scorecard.xlsx", "Sheet1!A1")
    assert as_json(several)["left"][0]["where"] == "report.docx, paragraph 9"
    assert "    scorecard.xlsx, Sheet1!A1  Old" in as_text(several, "brought.csv").splitlines()


def test_of_a_register_that_is_too_large_for_a_plan_no_cells_are_named_and_that_is_said():
    made = brought()
    many = {**made.register.tables, "actions": made.register.rows("actions") * 501}
    large = made._replace(register=Register(many))
    assert "rows in its table actions for recommendation 2, but a table may have 1,500" in why_too_large(
        made._replace(register=Register({**many, "actions": many["actions"] * 2}))
    )
    assert not why_too_large(large)
    told_of = made._replace(register=Register({**many, "actions": many["actions"] * 2}))
    assert {line.cell for line in lines(told_of)} == {""}
