"""A long list is taken apart row by row; whatever is not plain is left to the reader of cells."""

from __future__ import annotations

import time
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from plan_workbook.package.contents import Contents
from plan_workbook.package.grafting import graft
from plan_workbook.package.plain_rows import plain_rows
from plan_workbook.package.safety import open_package

ROWS = (
    ("Period", "Day", "Figure"),
    ("A & B <c>", date(2017, 12, 31), 0.5),
    ("", date(2017, 12, 31), 41),
    ("A & B <c>", None, -3),
    (" two  spaces ", date(2018, 1, 31), 41),
)


def drawn():
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet, day = book.add_worksheet("List"), book.add_format({"num_format": "dd/mm/yyyy"})
        for row, values in enumerate(ROWS):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write(row, column, value)
    return content.getvalue()


def grafted():
    return graft(saved(lambda sheet: None), "Grafted", drawn())


def saved(change):
    book, content = openpyxl.load_workbook(BytesIO(drawn()), rich_text=True), BytesIO()
    change(book["List"])
    book.save(content)
    return content.getvalue()


def on_last_sheet(content):
    contents = Contents(content)
    return contents, contents.pages[-1]


def rewritten(old, new):
    _, page = on_last_sheet(drawn())
    package = open_package(drawn())
    content = package.read(page.part)
    assert content.count(old) == 1
    package.put(page.part, content.replace(old, new))
    return package.to_bytes()


def formula(sheet):
    sheet["C3"] = "=1+1"


def two_fonts(sheet):
    sheet["A2"] = CellRichText("A & ", TextBlock(InlineFont(b=True), "B"))


def far_right(sheet):
    sheet["E2"] = "a remark"


TEXT, BLANK, ROW = b'<c r="A2" t="s"><v>3</v></c>', b'<c r="C4">', b'<row r="4" spans="1:3">'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(drawn(), id="drawn"),
        pytest.param(saved(lambda sheet: None), id="saved"),
        pytest.param(grafted(), id="grafted"),
        pytest.param(rewritten(TEXT, b'<c r="A2" t="str"><v>2017/18</v></c>'), id="text in its cell"),
        pytest.param(rewritten(TEXT, b'<c r="A2" t="inlineStr"><is><t>a/b</t></is></c>'), id="text in a string"),
        pytest.param(rewritten(BLANK, b'<c r="B4" s="1"/><c r="C4">'), id="blank cell"),
        pytest.param(rewritten(BLANK, b'<c r="B4" s="1"></c><c r="C4">'), id="blank cell with an end"),
        pytest.param(rewritten(ROW, b'<row r="3" ht="15"/><row r="4">'), id="blank row"),
    ],
)
def test_each_cell_is_what_the_reader_of_cells_finds(content):
    contents, page = on_last_sheet(content)
    rows, read = contents.rows_of_list(page, 4)
    differing = rows.differing
    values = {differing[cell.place[0] - 1]: (cell.value, contents.formats[cell.style]) for cell in read.cells}
    found = {
        (number, column): values[token]
        for column, tokens in enumerate(rows.columns, 1)
        for number, token in zip(rows.numbers, tokens, strict=True)
        if token
    }
    expected = contents.cells(page, 100).cells
    assert found == {cell.place: (cell.value, contents.formats[cell.style]) for cell in expected}
    assert len(differing) < len(found)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(saved(formula), id="formula"),
        pytest.param(saved(far_right), id="far right"),
        pytest.param(rewritten(BLANK, b'<c r="C3">'), id="cell of another row"),
        pytest.param(rewritten(ROW, b"<row>"), id="row without its number"),
        pytest.param(rewritten(ROW, b'<row r="4" x="a>b">'), id="sign in an attribute"),
    ],
)
def test_what_is_not_plain_is_not_read_in_this_way(content):
    contents, page = on_last_sheet(content)
    assert contents.rows_of_list(page, 4) is None


def test_a_text_in_two_fonts_is_read_as_the_reader_of_cells_reads_it():
    contents, page = on_last_sheet(saved(two_fonts))
    found = contents.rows_of_list(page, 4)
    assert found is None or "A & B" in {cell.value for cell in found[1].cells}


def test_an_empty_sheet_has_no_rows():
    content = BytesIO()
    openpyxl.Workbook().save(content)
    contents, page = on_last_sheet(content.getvalue())
    found = contents.rows_of_list(page, 4)
    assert found is None or not found[0].numbers


@pytest.mark.parametrize("run", [b'<row r="1" ', b'<row r="1"><c r="A1" ', b'<row r="1"><c r="A1"><v>'])
def test_a_comment_full_of_beginnings_of_rows_does_not_take_forever(run):
    start = time.process_time()
    assert plain_rows(b"<sheetData><!--" + run * (2_000_000 // len(run)) + b"--></sheetData>", 14) is None
    assert time.process_time() - start < 2
