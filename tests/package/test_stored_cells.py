"""Cells as they are stored: as openpyxl reads them, apart from what is listed here, and what it does not say."""

from __future__ import annotations

import time
from datetime import datetime
from xml.parsers.expat import ExpatError

import pytest
from generated_sheets import MAIN, workbook
from judged import by_openpyxl, by_us
from trial import SHARED

from plan_workbook.package import PackageError, open_safely
from plan_workbook.package.cell_formats import CellFormat, cell_formats
from plan_workbook.package.contents import Contents, destinations
from plan_workbook.package.errors import UnsafeWorkbook
from plan_workbook.package.rich_text import SharedTexts, shared_texts
from plan_workbook.package.serial_dates import FROM_1900, FROM_1904, from_serial
from plan_workbook.package.stored_cells import TooManyCells, read_cells

PUBLIC = sorted((SHARED / "workbooks").rglob("*.xls*"))
MORE_THAN_OPENPYXL = {
    "16_case_insensitive_refs.xlsx": "names of parts are compared ignoring case, as in Excel; openpyxl finds nothing",
    "minimal_package.xlsx": "its styles are not in xl/styles.xml, where openpyxl looks for them",
    "workbook_at_odd_path.xlsx": "its styles are not in xl/styles.xml, where openpyxl looks for them",
    "style-alternate-content.xlsx": "openpyxl fails on a style wrapped in mc:AlternateContent",
}
"""Workbooks of which we read more than openpyxl does, each with the reason."""


def sheet(rows: str, around: str = "", **options: object):
    content = f'<worksheet xmlns="{MAIN}">{around}<sheetData>{rows}</sheetData></worksheet>'.encode()
    given = {"texts": SharedTexts(["zero", "one"]), "formats": [CellFormat()], "most": 1000}
    return read_cells(content, **{**given, **options})


def values(rows: str, **options: object) -> list[object]:
    return [cell.value for cell in sheet(rows, **options).cells]


@pytest.mark.slow
@pytest.mark.skipif(not PUBLIC, reason="the shared workbooks are not here")
@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_every_cell_of_a_public_workbook_reads_as_in_openpyxl(path):
    try:
        content = open_safely(path)
    except PackageError:
        return
    ours = by_us(content)
    if path.name in MORE_THAN_OPENPYXL:
        try:
            theirs = by_openpyxl(content)
        except Exception:
            theirs = {}
        assert len(ours) > len(theirs)
        assert {place: ours[place] for place in theirs} == theirs
        return
    assert ours == by_openpyxl(content)


@pytest.mark.parametrize("seed", range(5))
def test_generated_sheets_read_as_in_openpyxl(seed):
    content = workbook(seed)
    assert by_us(content) == by_openpyxl(content)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_a_thousand_generated_sheets_read_as_in_openpyxl(seed):
    content = workbook(seed)
    assert by_us(content) == by_openpyxl(content)


@pytest.mark.parametrize(
    "cell",
    [
        "<c><v>x</v></c>",
        '<c t="b"><v>true</v></c>',
        '<c t="s"><v>2</v></c>',
        '<c t="s"><v>-1</v></c>',
        '<c t="s"><v>1.5</v></c>',
        '<c t="d"><v>yesterday</v></c>',
        '<c s="1"><v>1</v></c>',
        '<c s=""/>',
        '<c s="-1"/>',
        '<c r="A0"/>',
        '<c r="XFE1"/>',
        '<c r="A1048577"/>',
        '<c r="1A"/>',
        '<c r="$A$1"/>',
    ],
)
def test_a_cell_that_can_not_be_what_it_says_is_an_error_and_not_another_value(cell):
    with pytest.raises((ValueError, LookupError)):
        sheet(f"<row>{cell}</row>")


@pytest.mark.parametrize("row", ["0.5", "1e999", "x", ""])
def test_a_row_that_no_sheet_has_is_an_error(row):
    with pytest.raises((ValueError, OverflowError)):
        sheet(f'<row r="{row}"><c><v>1</v></c></row>')


def test_cells_and_rows_without_a_place_follow_the_one_before():
    found = sheet('<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="7.0"><c><v>4</v></c></row>')
    assert [each.address for each in found.cells] == ["A1", "D1", "E1", "A7"]


def test_only_cells_of_rows_are_cells():
    assert values("<row><c><v>1</v><c><v>2</v></c></c></row><other><c><v>3</v></c></other>") == [1]
    assert values('<row><y:c xmlns:y="urn:y"><v>1</v></y:c></row>') == []


def test_a_date_keeps_its_stored_number():
    (cell,) = sheet("<row><c><v>0</v></c></row>", formats=[CellFormat("dd/mm/yyyy", date=True)]).cells
    assert (cell.kind, cell.serial) == ("d", 0)


@pytest.mark.parametrize(
    ("number", "day_zero", "expected"),
    [
        (43100, FROM_1900, datetime(2017, 12, 31)),
        (41638, FROM_1904, datetime(2017, 12, 31)),
        (1, FROM_1900, datetime(1900, 1, 1)),
        (59, FROM_1900, datetime(1900, 2, 28)),
        (61, FROM_1900, datetime(1900, 3, 1)),
        (43100.5, FROM_1900, datetime(2017, 12, 31, 12)),
    ],
)
def test_dates_count_from_the_first_day_of_their_system(number, day_zero, expected):
    assert from_serial(number, day_zero) == expected


def test_a_formula_is_known_with_its_text():
    rows = "<row><c><f>[1]Sheet1!A1</f><v>1</v></c><c><f/><v>2</v></c><c><v>3</v></c><c><f>B1</f></c></row>"
    assert [cell.formula for cell in sheet(rows).cells] == ["[1]Sheet1!A1", "", None, "B1"]


def test_a_formula_that_spills_has_the_number_of_what_excel_keeps_about_it():
    rows = '<row><c cm="1"><f t="array" ref="A1:A2">SORT(B1:B2)</f><v>1</v></c><c><v>2</v></c></row>'
    assert [cell.metadata for cell in sheet(rows).cells] == [1, 0]


def test_an_error_with_a_rich_value_is_known_as_something_that_excel_shows_instead():
    rows = '<row><c t="e" vm="1"><v>#VALUE!</v></c><c t="e"><v>#VALUE!</v></c><c vm="1"><v>1</v></c></row>'
    assert [cell.rich_value for cell in sheet(rows).cells] == [1, 0, 0]


STRINGS = f"""<sst xmlns="{MAIN}"><si><t>plain</t></si>
<si><r><t>own font </t></r><r><rPr><strike/></rPr><t>struck</t></r><r><rPr><b/></rPr><t> bold</t></r>
<rPh sb="0" eb="1"><t>phonetic</t></rPh></si>
<si><r><rPr><strike val="0"/></rPr><t>not</t></r></si></sst>"""


def test_struck_through_text_is_known_and_phonetic_runs_are_skipped():
    found = shared_texts(STRINGS.encode())
    assert found.texts == ["plain", "own font struck bold", "not"]
    assert found.runs == {1: (("own font ", None), ("struck", True), (" bold", False)), 2: (("not", False),)}


def test_a_text_in_the_cell_itself_has_runs_too():
    rows = '<row><c t="inlineStr"><is><r><t>kept </t></r><r><rPr><strike/></rPr><t>gone</t></r></is></c></row>'
    (cell,) = sheet(rows).cells
    assert (cell.value, cell.runs) == ("kept gone", (("kept ", None), ("gone", True)))


def test_a_number_format_that_nobody_declared_is_general_where_openpyxl_takes_another_ones():
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    assert [each.number_format for each in cell_formats(styles.encode())] == ["General"]


def test_hidden_rows_are_joined_and_rows_without_height_count():
    rows = '<row r="2" hidden="1"/><row r="3" ht="0" customHeight="1"><c r="A3"/></row><row r="4" ht="15"/>'
    rows += '<row hidden="true"></row><row r="9" hidden="0" ht="0.5"/>'
    assert sheet(rows).hidden_rows == ((2, 3), (5, 5))


def test_hidden_columns_are_joined_and_columns_without_width_count():
    columns = '<cols><col min="1" max="2" width="9" hidden="1"/><col min="3" max="3" width="0"/>'
    columns += '<col min="5" max="16384" hidden="1"/><col min="4" max="4" width="10"/></cols>'
    assert sheet("", columns).hidden_columns == ((1, 3), (5, 16384))


def test_merged_ranges_are_those_of_the_sheet_and_not_of_a_comment():
    merged = '<mergeCells><mergeCell ref="A1:B2"/><!-- <mergeCell ref="C1:D2"/> --></mergeCells>'
    assert sheet("", merged).merged == ["A1:B2"]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Lists!$A$1:$A$9", [("Lists", "$A$1:$A$9")]),
        ("'It''s a list'!$A$1,Other!B2", [("It's a list", "$A$1"), ("Other", "B2")]),
        ("#REF!", []),
        ("SUM(Lists!A1)", []),
        ("[1]Lists!A1", []),
        ('"text"', []),
        ("'" * 100_000, []),
    ],
)
def test_what_a_name_refers_to(reference, expected):
    assert list(destinations(reference)) == expected


def test_a_doctype_is_refused_at_once():
    with pytest.raises(UnsafeWorkbook, match="DOCTYPE"):
        shared_texts(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


@pytest.mark.parametrize("cells", [1_001, 5_000])
def test_too_many_cells_are_refused(cells):
    with pytest.raises(TooManyCells):
        sheet("<row>" + "<c/>" * cells + "</row>")


def test_too_many_elements_of_other_kinds_are_refused():
    with pytest.raises(TooManyCells):
        sheet("<row/>" * 5_000)


@pytest.mark.parametrize(
    "piece", ["<row ", '<row r="1" hidden="1" ', "<col ", '<c r="A1" ><f>[1', "<x:row", "[1]", "<a>", "<!--"]
)
def test_no_markup_takes_forever(piece):
    start = time.perf_counter()
    with pytest.raises((ExpatError, TooManyCells)):
        sheet(piece * (2_000_000 // len(piece)) + "<")
    assert time.perf_counter() - start < 10


def test_a_long_comment_is_read_once(make):
    assert values("<!--" + "<c " * 700_000 + "--><row><c><v>1</v></c></row>") == [1]


def test_the_sheets_and_names_of_a_workbook(make):
    def build(book):
        one, other = book.add_worksheet("One"), book.add_worksheet("Other")
        other.hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=One!$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
        one.write("A1", "text")
        book.define_name("Whole", "=One!$A$1")
        book.define_name("Other!Local", "=Other!$B$2")
        book.set_properties({"category": "Published"})

    contents = Contents(make.workbook(build))
    assert contents.titles == ("One", "Other", "Chart")
    assert [(page.title, page.hidden, page.names) for page in contents.pages] == [
        ("One", False, {}),
        ("Other", True, {"Local": "Other!$B$2"}),
    ]
    assert contents.names == {"Whole": "One!$A$1"}
    assert contents.category == "Published"
    assert contents.linked == ()
