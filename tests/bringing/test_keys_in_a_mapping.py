"""What a mapping says of a key's columns holds or is refused, and an unchanged mapping gives the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from assembled import brought_from, listed
from openpyxl import load_workbook
from tables_drawn import document, drawn

from plan_workbook import PlanWorkbookError
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.documents.document import Document
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.bringing.telling.mapping import questions_of
from plan_workbook.bringing.telling.mapping_file import mapping_workbook
from plan_workbook.bringing.telling.mapping_reading import read_mapping

KEY = """
    [2E75B6] | Finished
    [92D050] | On schedule
    [FFC000] | Slipping
    [FF0000] | Behind
"""
WITH_MEANINGS = """
    Blue [2E75B6] | Seen and agreed by the whole board
    Green [92D050] | There is nothing to be done here
    Amber [FFC000] | Watch it with some care this month
    Red [FF0000] | Do something about this at once
"""
BARE = "Blue [2E75B6]\nGreen [92D050]\nAmber [FFC000]\nRed [FF0000]"
ROWS = """
    Ref | Milestone | Owner | BRAG
    1.1 | Hire a head of service | Jo Hart | [92D050]
    1.2 | Audit forty cases a month | Tom Fell | [FF0000]
"""


def tracker(key: str = KEY) -> Document:
    rows = drawn(ROWS, "plan.docx, table 2")
    return document(drawn(key, "plan.docx, table 1"), "# Priority 1: Homes", rows)


def again(path: Path, made: Brought, its: Document, **typed: str) -> Brought:
    """Write the mapping, type into its sheet of columns, and bring the document in with it."""
    path.write_bytes(mapping_workbook(made))
    book = load_workbook(path)
    for cell, value in typed.items():
        book["Columns"][cell] = value
    book.save(path)
    return brought_from(its, answers=read_mapping(path))


def of_the_key(made: Brought) -> list[tuple[str, float, str]]:
    return [(column.field, column.sure, column.why) for column in made.tables[0].columns]


def test_a_key_without_headings_whose_colours_are_a_column_is_read_the_same_again_and_again(tmp_path):
    its = tracker()
    made = first = brought_from(its)
    for _ in range(3):
        made = again(tmp_path / "mapping.xlsx", made, its)
        assert of_the_key(made) == [("Colour", 1.0, "the mapping says so"), ("Label", 1.0, "the mapping says so")]
        assert made.register == first.register
        assert not made.questions


def test_a_field_that_a_person_typed_for_a_column_without_a_heading_holds(tmp_path):
    its = tracker()
    made = again(tmp_path / "mapping.xlsx", brought_from(its), its, J6="Code")
    assert of_the_key(made)[1] == ("Code", 1.0, "the mapping says so")


def test_an_older_mapping_that_was_not_asked_about_the_colours_holds_too(tmp_path):
    its = tracker()
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(mapping_workbook(brought_from(its)))
    book = load_workbook(path)
    book["Columns"].delete_rows(5)
    book["Columns"]["J5"] = "Code"
    book.save(path)
    found = recognise([its], read_mapping(path))[0]
    assert [column.field for column in found.columns] == ["Colour", "Code"]
    assert all(column.sure >= 0.75 for column in found.columns)


def test_a_column_of_a_key_that_is_ignored_is_not_read(tmp_path):
    its = tracker(WITH_MEANINGS)
    made = brought_from(its)
    assert listed(made, "ratings", "Progress")[0] == "Seen and agreed by the whole board"
    made = again(tmp_path / "mapping.xlsx", made, its, J6="ignore")
    assert not any(listed(made, "ratings", "Progress"))


def test_a_field_that_keys_do_not_have_is_refused_with_its_cell(tmp_path):
    its = tracker()
    with pytest.raises(PlanWorkbookError, match=r"mapping.xlsx, Columns!J6 says 'Task Lead', .*not a field of key"):
        again(tmp_path / "mapping.xlsx", brought_from(its), its, J6="Task Lead")


def test_an_answer_for_a_column_without_a_heading_that_is_gone_is_a_question(tmp_path):
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(mapping_workbook(brought_from(tracker(WITH_MEANINGS))))
    answers = read_mapping(path)
    found = recognise([tracker(BARE)], answers)
    assert [*questions_of(answers, found)] == [
        "mapping.xlsx takes a column without a heading for Progress (Columns!J6), but plan.docx, table 1 has no such "
        "column."
    ]
