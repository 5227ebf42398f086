"""A mapping says what was taken for what; what a person changes in it is followed, or refused with its cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from by_hand import FIELDS, HEADINGS, ROWS, brought, recognised, table
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from searching import searching

from plan_workbook import PackageError, PlanWorkbookError
from plan_workbook.bringing.answers import Answers, ColumnAnswer, PlaceAnswer
from plan_workbook.bringing.brought import IGNORE, Brought, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Document, Layout
from plan_workbook.bringing.telling.mapping import answers_of, fields_of, questions_of
from plan_workbook.bringing.telling.mapping_file import mapping_workbook
from plan_workbook.bringing.telling.mapping_reading import read_mapping
from plan_workbook.register import Register

FIRST = 5
"""The first row below the headings."""


@pytest.fixture
def written(tmp_path) -> Path:
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(mapping_workbook(brought()))
    return path


def changed(path: Path, sheet: str, **cells: str | None) -> Path:
    """The mapping after somebody typed into some of its cells and saved it."""
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return path


# ------------------------------------------------------------------------------------------- what it says


def test_tables_that_are_alike_are_in_it_once(written):
    book = load_workbook(written)
    columns, tables = book["Columns"], book["Tables"]
    assert [columns.cell(FIRST + n, 6).value for n in range(len(HEADINGS))] == list(HEADINGS)
    assert columns["D5"].value == "table 1 and 1 more"
    assert columns.max_row == FIRST + len(HEADINGS) - 1
    assert [tables[f"{letter}5"].value for letter in "DGH"] == ["table 1 / table 2", 3, "actions"]


def test_what_is_doubtful_says_so_in_words(written):
    columns = load_workbook(written)["Columns"]
    said = [[columns.cell(FIRST + n, at).value for at in (1, 10, 12, 13)] for n in range(len(HEADINGS))]
    assert said[2:] == [
        [None, "Task Lead", "sure", 90],
        ["look here", "Completion Date", "doubtful", 60],
        ["look here", None, "not known", 20],
    ]


def test_only_the_answers_can_be_typed_into_and_each_has_its_list(written):
    book = load_workbook(written)
    for name in ("Columns", "Tables"):
        sheet = book[name]
        assert sheet.protection.sheet
        open_cells = {sheet.cell(4, c.column).value for c in sheet[FIRST] if not c.protection.locked}
        assert open_cells == ({"Taken for", "Of which table"} if name == "Columns" else {"Taken for"})
        assert sheet.data_validations.dataValidation
    lists = {
        cell.value: [c.value for c in column[1:] if c.value] for column in book["Lists"].columns for cell in column[:1]
    }
    assert lists["Kinds"] == [kind.value for kind in Kind]
    assert lists["Fields_actions"] == [*fields_of(Kind.ACTIONS), IGNORE]
    assert "Fields_people" in book.defined_names


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    odd = recognised(table(1, ("=1+1", "{=A1}", "-5", "@SUM", "_x0041_"), (("=cmd", "+1", "007", " a ", "1/2"),)))
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(
        mapping_workbook(Brought(Register(), (Document("report.docx", (odd.table,)),), (odd,), (), (), 0, 0))
    )
    assert read_mapping(path).tables[0].headings == ("=1+1", "{=A1}", "-5", "@SUM", "_x0041_")
    cells = [cell for row in load_workbook(path)["Columns"].iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\r"), max_size=12)


@st.composite
def documents(draw) -> Brought:
    """Tables of any kind, with any headings, taken for fields of their kind that differ."""
    tables: list[Recognised] = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(list(Kind)))
        fields = draw(st.lists(st.sampled_from([*fields_of(kind), IGNORE, ""]), max_size=4, unique=True))
        headings = draw(st.lists(TEXT, min_size=len(fields), max_size=len(fields), unique=True))
        given_sure = st.floats(0, 1)
        columns = tuple(
            Column(heading, field, draw(given_sure), draw(TEXT), ("sample",), None)
            for heading, field in zip(headings, fields, strict=True)
        )
        made = table(number + 1, headings, (), draw(st.none() | st.sampled_from(["One", "Two; more"])))
        tables.append(Recognised(made, kind, draw(given_sure), draw(TEXT), columns, frozenset({0})))
    document = Document("report.docx", tuple(each.table for each in tables))
    return Brought(Register(), (document,), tuple(tables), (), (), 0, 0)


@given(documents())
@searching(60)
def test_what_is_written_is_read_back_as_the_same_answers(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("mapping") / "mapping.xlsx"
    path.write_bytes(mapping_workbook(made))
    assert read_mapping(path) == answers_of(made, "mapping.xlsx")


def test_the_same_document_gives_the_same_bytes():
    assert mapping_workbook(brought()) == mapping_workbook(brought())


# ------------------------------------------------------------------------------------------- what a person changes


def test_a_field_that_was_chosen_is_an_answer(written):
    answers = read_mapping(changed(written, "Columns", J8="Date Completed", J9="ignore", I9=None))
    fields = {each.heading: each.field for each in answers.tables[0].columns}
    assert fields == dict(zip(HEADINGS, (*FIELDS[:3], "Date Completed", IGNORE), strict=True))


def test_a_column_may_belong_to_another_table(written):
    answers = read_mapping(changed(written, "Columns", J9="title", K9="Recommendations"))
    assert answers.tables[0].columns[4] == ColumnAnswer("Note", "Title", Kind.RECOMMENDATIONS)


def test_a_table_may_be_ignored_and_its_columns_do_not_matter_then(written):
    answers = read_mapping(changed(written, "Tables", H5="ignored"))
    assert answers.tables[0].kind is Kind.IGNORED


def test_rows_may_be_inserted_and_columns_moved(written):
    book = load_workbook(written)
    book["Columns"].insert_rows(1, 3)
    book["Columns"].insert_cols(2)
    book.save(written)
    assert read_mapping(written) == answers_of(brought(), "mapping.xlsx")


REFUSED = {
    "an unknown field": ("Columns", {"J8": "Due"}, "Columns!J8 says 'Due', which is not a field of actions"),
    "a field of another table": (
        "Columns",
        {"J8": "Target"},
        "Columns!J8 says 'Target', which is not a field of actions: choose indicators under 'Of which table' if it is "
        "theirs, or another one",
    ),
    "another kind of table, with all columns that it does not have": (
        "Tables",
        {"H5": "indicators"},
        "Columns!J5 says 'Ref', Columns!J6 says 'Action', Columns!J7 says 'Task Lead' and Columns!J8 says 'Completion "
        "Date', which are not fields of indicators: choose others from the list, such as Recommendation, or leave them "
        "blank",
    ),
    "an unknown kind": ("Tables", {"H5": "act"}, "Tables!H5 says 'act', which is not a kind of table"),
    "no kind": ("Tables", {"H5": None}, "Tables!H5 does not say what the table is"),
    "an unknown table": ("Columns", {"K8": "x"}, "Columns!K8 says 'x', which is not a kind of table"),
    "two for one": ("Columns", {"J9": "Ref"}, "Columns!J5 and Columns!J9 both take a column of table 1 for Ref"),
    "a lost number": ("Columns", {"B6": "7"}, "Columns!B6 is about table 7, which is not on the sheet Tables"),
    "a word that is no decision": ("Texts", {"G5": "yes"}, "Texts!G5 says 'yes', which is not a decision"),
    "a lost heading": ("Columns", {"J4": "For"}, "the sheet Columns lacks one of the headings"),
}


@pytest.mark.parametrize(("sheet", "cells", "said"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_followed_is_refused_with_its_cell(sheet, cells, said, written):
    with pytest.raises(PlanWorkbookError) as refusal:
        read_mapping(changed(written, sheet, **cells))
    assert str(refusal.value).startswith("mapping.xlsx")
    assert said in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("defect", ["cut off", "a doctype"])
def test_a_mapping_is_opened_as_carefully_as_any_workbook(defect, written):
    content = written.read_bytes()
    if defect == "cut off":
        written.write_bytes(content[: len(content) // 2])
    else:
        with ZipFile(BytesIO(content)) as old, ZipFile(written, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, part.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1))
    with pytest.raises(PackageError, match=r"^The file mapping\.xlsx "):
        read_mapping(written)


def test_another_workbook_is_refused(tmp_path):
    import xlsxwriter

    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Budget").write("A1", "Title")
    path = tmp_path / "budget.xlsx"
    path.write_bytes(content.getvalue())
    with pytest.raises(PlanWorkbookError, match=r"budget\.xlsx is not a mapping, because it has no sheet Columns"):
        read_mapping(path)


def test_unknown_columns_without_headings_have_a_row_each(tmp_path):
    odd = recognised(table(1, ("Action", "", ""), (("Open", "x", "y"),)), fields=("Action", "", ""), sure=(1, 0.3, 0.3))
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(mapping_workbook(Brought(Register(), (Document("a", (odd.table,)),), (odd,), (), (), 0, 0)))
    assert [load_workbook(path)["Columns"][f"G{row}"].value for row in (5, 6, 7)] == ["Open", "x", "y"]
    (answer,) = read_mapping(changed(path, "Columns", J6="Task Lead", J7="Comment")).tables
    assert [each.field for each in answer.columns] == ["Action", "Task Lead", "Comment"]


def test_what_was_agreed_to_is_in_the_next_mapping_too(written):
    answers = read_mapping(written)._replace(agreed=("A stray text.",), all_texts=True)
    written.write_bytes(mapping_workbook(brought(), answers))
    assert read_mapping(written) == answers


def test_a_mapping_from_before_there_were_texts_is_read(written):
    book = load_workbook(written)
    del book["Texts"]
    book.save(written)
    assert read_mapping(written) == answers_of(brought(), "mapping.xlsx")


# ------------------------------------------------------------------------------------------- next month


@pytest.fixture
def answers() -> Answers:
    return answers_of(brought(), "mapping.xlsx")


def next_month(*headings: str) -> Recognised:
    fields = dict(zip(HEADINGS, FIELDS, strict=True))
    taken = [fields.get(heading, "Completion Date") for heading in headings]
    return recognised(table(7, headings, (ROWS[2][0],)), fields=taken, sure=(1,) * len(taken))


def test_moved_columns_and_other_rows_raise_no_question(answers):
    assert list(questions_of(answers, [next_month(*reversed(HEADINGS))])) == []


def test_a_heading_is_known_whatever_its_capitals_and_spaces(answers):
    assert list(questions_of(answers, [next_month("REF", "action ", "By  whom", "Deadline", "note")])) == []


def test_a_reworded_heading_is_a_question_about_both(answers):
    assert list(questions_of(answers, [next_month("Ref", "Action", "By whom", "Finish by", "Note")])) == [
        "report.docx, table 7: 'Finish by' is not in mapping.xlsx; it was taken for Completion Date.",
        "mapping.xlsx takes 'Deadline' for Completion Date, but no table has that heading any more.",
    ]


def test_a_heading_that_was_not_read_may_go(answers):
    assert list(questions_of(answers, [next_month(*HEADINGS[:4])])) == []


def test_a_table_that_is_gone_and_one_that_is_new_are_questions(answers):
    new = recognised(table(3, ("Who", "What"), ()), Kind.PEOPLE, ("Name", "Role"), (1, 1))
    assert list(questions_of(answers, [new])) == [
        "report.docx, table 3: most of the headings are not in mapping.xlsx, so it was read without it.",
        "mapping.xlsx has report.docx, table 1, but no table has its headings any more.",
    ]


def test_tables_that_a_person_has_laid_out_in_another_way_are_not_said_to_be_gone(answers):
    """What was read on its side has other headings once a person says that it has rows."""
    one, other = (recognised(table(n, ("Who", "What"), ()), Kind.PEOPLE, ("Name", "Role"), (1, 1)) for n in (1, 2))
    said = answers._replace(places=tuple(PlaceAnswer(each.table.where, layout=Layout.ROWS) for each in (one, other)))
    asked = "most of the headings are not in mapping.xlsx, so"
    assert list(questions_of(said, [one, other])) == [
        f"report.docx, table 1 and 1 more: {asked} they were read without it."
    ]
    assert list(questions_of(said, [one])) == [
        f"report.docx, table 1: {asked} it was read without it.",
        "mapping.xlsx has report.docx, table 1, but no table has its headings any more.",
    ]


def test_tables_with_the_same_headings_are_told_apart_by_their_place_and_those_without_known_by_it():
    one, other = recognised(table(1, HEADINGS, ())), recognised(table(2, HEADINGS, ()), Kind.IGNORED)
    bare = recognised(table(3, ("",) * 5, (("a", "b", "c", "d", "e"),)), Kind.KEY)
    document = Document("report.docx", tuple(each.table for each in (one, other, bare)))
    answers = answers_of(Brought(Register(), (document,), (one, other, bare), (), (), 0, 0), "mapping.xlsx")
    kinds = [answers.for_headings(HEADINGS, None, f"report.docx, table {n}").kind for n in (1, 2)]
    assert kinds == [Kind.ACTIONS, Kind.IGNORED]
    assert answers.for_headings(("",) * 5, None, "report.docx, table 3").kind is Kind.KEY
    assert answers.for_headings(("",) * 5, None, "report.docx, table 9") is None
