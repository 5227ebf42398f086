"""A CSV file is read whatever program saved it, and says on which line everything is."""

from __future__ import annotations

import pytest

from plan_workbook.bringing.documents.document import Document, Table
from plan_workbook.bringing.documents.in_csv import MOST_COLUMNS, read_csv
from plan_workbook.package.errors import TooMuchInIt


def read(text: str, encoding: str = "utf-8") -> Document:
    return read_csv(text.encode(encoding), "plan.csv")


def rows(table: Table) -> list[list[str]]:
    filled = {place: cell.text for place, cell in table.by_place().items()}
    return [[filled.get((row, column), "") for column in range(table.columns)] for row in range(table.rows)]


def blocks(text: str) -> list[object]:
    return [rows(each) if isinstance(each, Table) else each.text for each in read(text).blocks]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_character_between_the_columns_is_recognised(separator):
    lines = ["Ref{0}Action{0}Target", 'a{0}"Do this, and that; too | or so"{0}12.5', 'b{0}"Rest, please"{0}7']
    (table,) = read("\r\n".join(lines).format(separator)).tables()
    assert rows(table)[1] == ["a", "Do this, and that; too | or so", "12.5"]
    assert rows(table)[2] == ["b", "Rest, please", "7"]


def test_commas_in_numbers_and_texts_are_not_taken_for_columns():
    (table,) = read("Ref;Action;Target\r\na;Do this, now;12,5\r\nb;Do that, then;7,5\r\n").tables()
    assert rows(table)[1] == ["a", "Do this, now", "12,5"]


def test_the_line_in_which_excel_says_what_is_between_the_columns_is_followed_and_not_read():
    found = read("sep=;\r\nRef;Action, or task\r\na;b\r\n")
    (table,) = found.blocks
    assert isinstance(table, Table) and rows(table) == [["Ref", "Action, or task"], ["a", "b"]]
    assert table.cells[0].where == "plan.csv, line 2, column 1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_recognised(encoding):
    (table,) = read("Lead,Target\r\nZo\u00eb O\u2019Neill,\u00a35\r\n", encoding).tables()
    assert rows(table)[1] == ["Zo\u00eb O\u2019Neill", "\u00a35"]


def test_bytes_that_no_encoding_has_are_remarked():
    found = read_csv(b"Lead,RAG\r\nZo\x81,G\r\n", "plan.csv")
    assert found.remarks[0].startswith("It is not in UTF-8")


def test_a_text_of_several_lines_is_one_cell_and_the_next_line_keeps_its_number():
    (table,) = read('Ref,Progress\na,"One\r\n\r\nTwo"\nb,Three\n').tables()
    assert [(cell.text, cell.where) for cell in table.cells[3:5]] == [
        ("One\n\nTwo", "plan.csv, line 2, column 2"),
        ("b", "plan.csv, line 5, column 1"),
    ]


def test_lines_above_and_below_a_table_are_texts():
    found = read("Improvement plan,,\n,As at,\n\nRef,Action,RAG\na,Do this,G\n\nSource: the board,,\n")
    assert [each.where for each in found.blocks] == [
        "plan.csv, line 1, column 1",
        "plan.csv, line 2, column 2",
        "plan.csv, lines 4 to 5",
        "plan.csv, line 7, column 1",
    ]


def test_tables_with_an_empty_line_between_them_are_separate():
    people, others = "Name,Role,\nJo Hart,Lead,\n", "Plan 2\nRef,Action,RAG\nb,Do that,R\n"
    assert blocks(f"Ref,Action,RAG\na,Do this,G\n,,\n{people}\n{others}") == [
        [["Ref", "Action", "RAG"], ["a", "Do this", "G"]],
        [["Name", "Role"], ["Jo Hart", "Lead"]],
        "Plan 2",
        [["Ref", "Action", "RAG"], ["b", "Do that", "R"]],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["b,Do that,31/12/2017,R", "b,,Mar 2018,A", "b,Do that,Apr 2018,G", "4.1,x,y,z", f"b,{'long ' * 20},x,y"]
)
def test_a_table_goes_on_below_an_empty_line_where_no_headings_follow(line):
    (table,) = read(f"Ref,Action,By when,RAG\na,Do this,Mar 2018,G\n\nTheme 2\n{line}\nc,Do it,May 2018,G\n").tables()
    assert len(rows(table)) == 5


def test_a_quotation_mark_that_is_never_closed_loses_no_line():
    found = read('Ref,Action\na,"Do this\nb,Do that\n')
    (table,) = found.tables()
    assert rows(table) == [["Ref", "Action"], ["a", '"Do this'], ["b", "Do that"]]
    assert "never closed" in found.remarks[0]


def test_a_quotation_mark_within_a_text_is_a_character():
    (table,) = read('Ref,Action\na,The "big" plan\nb,"big" plan\n').tables()
    assert rows(table)[1][1] == 'The "big" plan'


def test_an_empty_file_has_nothing_in_it():
    assert read("\r\n,,\r\n").blocks == ()


def test_far_more_columns_than_any_plan_has_are_refused():
    with pytest.raises(TooMuchInIt, match="columns"):
        read("a," * MOST_COLUMNS + "b\n")
