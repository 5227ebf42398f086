"""Rows inserted into a sheet: what the new ones are like, what moves along, and what is refused."""

from __future__ import annotations

import re

import pytest
from generated_sheets import MAIN, OFFICE

from plan_workbook.package import PackageError, insert_all_rows, insert_rows
from plan_workbook.package.references import Areas, CannotFollow, Insertion, moved, moved_name, moved_rule, translated

PART, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
ORDER = {"data": 0, "other": 1, "my data": 2, "last": 3}
BELOW_5 = Insertion("Data", 5, 3, extending=False, order=ORDER)
TO_5 = Insertion("Data", 5, 3, extending=True, order=ORDER)
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


# ------------------------------------------------------------------------------------------- references


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("A5+A6", "A5+A9"),
        ("$A$6*A$7*$A8", "$A$9*A$10*$A11"),
        ("SUM(A1:A6)", "SUM(A1:A9)"),
        ("SUM(A1:A5)", "SUM(A1:A5)"),
        ("SUM(A6:B9)", "SUM(A9:B12)"),
        ("SUM(A:A)+SUM(5:6)+SUM($6:$6)", "SUM(A:A)+SUM(5:9)+SUM($9:$9)"),
        ("SUM(A2:A1048576)", "SUM(A2:A1048576)"),
        ("A1048576", "#REF!"),
        ("Data!A6+DATA!A6+'data'!A6", "Data!A9+DATA!A9+'data'!A9"),
        ("Other!A6+'My data'!A6+My.Data!A6", "Other!A6+'My data'!A6+My.Data!A6"),
        ("[1]Data!A6+'[1]Data'!A6+'C:\\[b.xlsx]Data'!A6", "[1]Data!A6+'[1]Data'!A6+'C:\\[b.xlsx]Data'!A6"),
        ('"A6 and Data!A6"&A6', '"A6 and Data!A6"&A9'),
        ('"say ""A6"""&A6', '"say ""A6"""&A9'),
        ("LOG10(A6)+A6.B+_A6+Q6_2017+A6B", "LOG10(A9)+A6.B+_A6+Q6_2017+A6B"),
        ("T[A6]+T[[#All],[A6]:[B6]]+T['[A6]", "T[A6]+T[[#All],[A6]:[B6]]+T['[A6]"),
        ("A1:INDEX(A6:A9,A7)", "A1:INDEX(A9:A12,A10)"),
        ("#REF!A6+Data!#REF!+1E6+XFE6+A1048577", "#REF!A6+Data!#REF!+1E6+XFE6+A1048577"),
        ("{1;2}*A6%-(A6 A7)", "{1;2}*A9%-(A9 A10)"),
        ("IF(A6='It''s'!A6,Data!Name,A6#)", "IF(A9='It''s'!A6,Data!Name,A9#)"),
        ("Data:Data!A6+Last:Last!A6", "Data:Data!A9+Last:Last!A6"),
        ("Data:Other!A5+Other:Last!A6", "Data:Other!A5+Other:Last!A6"),
    ],
)
def test_references_in_a_formula_move_and_nothing_else_of_it(formula, after):
    assert moved(formula, BELOW_5, own=True) == after


def test_a_formula_of_another_sheet_means_the_sheet_only_by_its_name():
    assert moved("A6+Data!A6", BELOW_5, own=False) == "A6+Data!A9"


@pytest.mark.parametrize("formula", ["SUM(Data:Other!A6)", "SUM('Data:My data'!A1:A6)", "SUM(Other:Data!6:6)"])
def test_the_same_cells_of_several_sheets_cannot_move_on_one_of_them(formula):
    with pytest.raises(CannotFollow):
        moved(formula, BELOW_5, own=False)


def test_ranges_that_end_with_the_row_above_grow_if_that_is_wanted():
    formula = "SUM(A1:A5)+SUM(A5:F5)+A5+SUM(A2:A4)"
    assert moved(formula, TO_5, own=True) == "SUM(A1:A8)+SUM(A5:F5)+A5+SUM(A2:A4)"


def test_a_relative_reference_in_a_name_stays():
    assert moved_name("Data!$A$6:$B$9,Data!A6,Data!$A6,Other!$A$6,Data!$A:$A", BELOW_5) == (
        "Data!$A$9:$B$12,Data!A6,Data!$A6,Other!$A$6,Data!$A:$A"
    )


@pytest.mark.parametrize(
    ("formula", "areas", "after"),
    [
        ("B3>0", [(3, 20)], "B3>0"),
        ("B6>B$6", [(6, 20)], "B9>B$9"),
        ("$B$2:$B$9", [(3, 20)], "$B$2:$B$12"),
        ("B3<>B2", [(3, 20)], "B3<>B2"),
        ("B6<>B5", [(6, 20)], "B9<>B8"),
        ("B3<>B4", [(3, 20)], "B3<>B4"),
        ("B5<>B6", [(5, 5)], "B5<>B9"),
        ("B6<>B5", [(6, 6)], "B9<>B5"),
        ("B1<>B1048576", [(1, 20)], "B1<>B1048576"),
        ("SUM(B3:B6)>0", [(3, 5), (9, 9)], "SUM(B3:B9)>0"),
        ("Other!B3>0", [(3, 4)], "Other!B3>0"),
    ],
)
def test_a_rule_for_many_cells_keeps_the_distance_that_is_right_for_most(formula, areas, after):
    assert moved_rule(formula, BELOW_5, own=True, areas=Areas(areas)) == after


def test_a_rule_on_another_sheet_follows_what_most_of_its_cells_are_compared_with():
    assert moved_rule("A1=Data!A1", BELOW_5, own=False, areas=Areas([(1, 20)])) == "A1=Data!A4"
    assert moved_rule("A1=Data!A1", BELOW_5, own=False, areas=Areas([(1, 6)])) == "A1=Data!A1"


def test_a_formula_is_filled_down_with_its_relative_references():
    assert translated('A1+$A1+A$1+[1]S!A1+SUM(A:A,1:2)&"A1"+T[A1]', 2, 1) == (
        'B3+$A3+B$1+[1]S!B3+SUM(B:B,3:4)&"A1"+T[A1]'
    )
    with pytest.raises(CannotFollow):
        translated("A1", -1, 0)


# ------------------------------------------------------------------------------------------- one sheet


@pytest.fixture
def book(make):
    """A workbook with the sheets Data, which is written out, and Other."""

    def written(rows: str = "", before: str = "", after: str = "", root: str = "", **parts: object) -> bytes:
        page = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"{root}>{before}<sheetData>{rows}</sheetData>{after}'
        page += "</worksheet>"
        host = make.workbook(lambda book: (book.add_worksheet("Data"), book.add_worksheet("Other")))
        return make.changed(host, {PART: page.encode(), **parts})

    return written


@pytest.fixture
def inserted(book, look):
    """The sheet once two rows are inserted below the second."""

    def page(rows: str = "", before: str = "", after: str = "", **options: bool) -> str:
        host = book(rows, before, after, f' xmlns:x14="{X14}" xmlns:xm="{XM}"')
        return look.parts(insert_rows(host, "data", 2, 2, **options))[PART].decode()

    return page


def rows_of(page: str) -> str:
    return re.search("<sheetData>(.*)</sheetData>", page, re.S)[1]


def test_new_rows_have_the_formats_and_formulas_of_the_row_above_and_none_of_its_values(inserted):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2" spans="1:5" s="1" customFormat="1" ht="30" customHeight="1" hidden="1" collapsed="1">'
        '<c r="A2" s="1" t="s"><v>0</v></c><c r="B2"><v>7</v></c><c r="C2" s="2"><f>A2+A$1+A3</f><v>8</v></c></row>'
        '<row r="3" ht="20"><c r="A3" s="3"/></row>'
    )
    new = (
        '<row r="{0}" spans="1:5" s="1" customFormat="1" ht="30" customHeight="1">'
        '<c r="A{0}" s="1"/><c r="C{0}" s="2"><f>A{0}+A$1+A{1}</f></c></row>'
    )
    assert rows_of(inserted(rows)) == (
        rows[: rows.index('<row r="3"')].replace("A$1+A3", "A$1+A5")
        + new.format(3, 6)
        + new.format(4, 7)
        + '<row r="5" ht="20"><c r="A5" s="3"/></row>'
    )


@pytest.mark.parametrize(
    ("above", "new"),
    [
        ('ht="30"><c r="A2"><v>1</v></c></row>', "/>"),
        ('ht="30"><c r="A2" s="1"/></row>', ' ht="30"><c r="A{0}" s="1"/></row>'),
        ('outlineLevel="2"><c r="A2"><v>1</v></c></row>', ' outlineLevel="1"/>'),
    ],
)
def test_a_new_row_has_a_height_that_was_set_or_of_an_empty_row_and_is_in_the_outline_if_both_neighbours_are(
    inserted, above, new
):
    rows = rows_of(inserted(f'<row r="2" {above}<row r="3" outlineLevel="1"/>'))
    assert rows.endswith("".join(f'<row r="{n}"{new.format(n)}' for n in (3, 4)) + '<row r="5" outlineLevel="1"/>')


def test_rows_and_cells_without_numbers_are_counted_on(inserted):
    rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>3</v></c></row><row><c/></row>"
    assert rows_of(inserted(rows)) == (
        '<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row r="3"/><row r="4"/>'
        '<row r="5"><c><v>3</v></c></row><row r="6"><c/></row>'
    )


def test_rows_at_the_top_are_like_none(book, look):
    host = book('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', before='<dimension ref="A1"/>')
    page = look.parts(insert_rows(host, "Data", 0, 5))[PART].decode()
    assert '<dimension ref="A6"/>' in page
    assert rows_of(page) == '<row r="6"><c r="A6" s="1"><v>1</v></c></row>'


def test_the_range_in_use_includes_new_rows_that_hold_anything(inserted):
    row = '<row r="2"><c r="B2" s="1"/></row>'
    for rows, used, now in ((row, "B2", "B2:B4"), (row, "A1:C9", "A1:C11"), ("", "A1:B2", "A1:B2")):
        assert f'<dimension ref="{now}"/>' in inserted(rows, before=f'<dimension ref="{used}"/>')


SHARED = (
    '<row r="1"><c r="B1"><f t="shared" ref="B1:B4" si="0">{}</f><v>1</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
    '<row r="4"><c r="B4"><f t="shared" si="0"/><v>4</v></c></row>'
)


@pytest.mark.parametrize(
    ("formula", "formulas", "still_shared"),
    [
        ("A1*$D$9", ["A1*$D$11", "A2*$D$11", "A3*$D$11", "A4*$D$11", "A5*$D$11", "A6*$D$11"], 3),
        ("A2", ["A2", "A5", "A6", "A7", "A6", "A7"], 2),
        ("Other!A1", ["Other!A1", "Other!A2", "Other!A3", "Other!A4", "Other!A3", "Other!A4"], 1),
    ],
)
def test_cells_go_on_sharing_a_formula_if_it_is_still_the_same(book, look, problems, formula, formulas, still_shared):
    host = book(SHARED.format(formula))
    result = insert_rows(host, "Data", 2, 2)
    assert [look.book(result)["Data"][f"B{n}"].value for n in range(1, 7)] == [f"={each}" for each in formulas]
    page = look.parts(result)[PART].decode()
    assert page.count('<f t="shared" si="0"/>') == still_shared
    assert 'ref="B1:B6"' in page
    assert problems(result) <= problems(host)


def test_a_formula_that_would_refer_to_something_outside_the_sheet_is_not_filled_down(inserted):
    rows = rows_of(inserted('<row r="2"><c r="A2" s="1"><f>A1048573</f></c></row>'))
    assert rows.endswith('<row r="3"><c r="A3" s="1"><f>A1048576</f></c></row><row r="4"><c r="A4" s="1"/></row>')


def test_array_formulas_and_data_tables_move_with_their_input_cells(inserted):
    rows = (
        '<row r="2"><c r="A2"><f t="array" ref="A2">SUM(B1:B9)</f></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3:A4">B3:B4</f></c><c r="C3"><f t="dataTable" ref="C3:D4" dt2D="1" '
        'r1="B1" r2="B3"/></c></row>'
    )
    assert rows_of(inserted(rows)) == (
        '<row r="2"><c r="A2"><f t="array" ref="A2">SUM(B1:B11)</f></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3">SUM(B2:B12)</f></c></row>'
        '<row r="4"><c r="A4"><f t="array" ref="A4">SUM(B3:B13)</f></c></row>'
        '<row r="5"><c r="A5"><f t="array" ref="A5:A6">B5:B6</f></c><c r="C5"><f t="dataTable" ref="C5:D6" dt2D="1" '
        'r1="B1" r2="B5"/></c></row>'
    )


def test_a_formula_that_gives_the_address_of_a_cell_says_where_it_is_now(make, look):
    def build(book):
        book.add_worksheet("Data")
        page = book.add_worksheet("Other")
        page.write_formula("A1", "=ADDRESS(ROW(Data!F12),COLUMN(Data!F12),4)", None, "F12")
        page.write_formula("A2", "=ADDRESS(ROW(Data!F1),COLUMN(Data!F1),4)", None, "F1")

    page = look.parts(insert_rows(make.workbook(build), "Data", 5, 2))["xl/worksheets/sheet2.xml"].decode()
    assert re.findall("<v>(.*?)</v>", page) == ["F14", "F1"]


ELEMENTS = [
    ('<sheetPr syncRef="A9"/>', '<sheetPr syncRef="A11"/>'),
    ('<sheetViews><sheetView topLeftCell="A3"/></sheetViews>', '<sheetView topLeftCell="A3"/>'),
    ('<sheetViews><sheetView topLeftCell="A4"/></sheetViews>', '<sheetView topLeftCell="A6"/>'),
    (
        '<sheetViews><sheetView><pane ySplit="3" topLeftCell="A4" state="frozen"/>'
        '<selection activeCell="B7" sqref="B1:B2 B7:C9"/></sheetView></sheetViews>',
        '<pane ySplit="5" topLeftCell="A6" state="frozen"/><selection activeCell="B9" sqref="B1:B2 B9:C11"/>',
    ),
    (
        '<sheetViews><sheetView><pane ySplit="2" topLeftCell="A3" state="frozen"/></sheetView></sheetViews>',
        '<pane ySplit="2" topLeftCell="A3" state="frozen"/>',
    ),
    (
        '<protectedRanges><protectedRange name="a" sqref="A1:A2 B3"/></protectedRanges>',
        'sqref="A1:A4 B5"/></protectedRanges>',
    ),
    (
        '<scenarios current="0" sqref="B9"><scenario name="a"><inputCells r="B3" val="B3"/></scenario></scenarios>',
        '<scenarios current="0" sqref="B11"><scenario name="a"><inputCells r="B5" val="B3"/>',
    ),
    (
        '<autoFilter ref="A1:C9"><filterColumn colId="0"><filters><filter val="A9"/></filters></filterColumn>'
        '<sortState ref="A2:C9"><sortCondition ref="B2:B9"/></sortState></autoFilter>',
        '<autoFilter ref="A1:C11"><filterColumn colId="0"><filters><filter val="A9"/></filters></filterColumn>'
        '<sortState ref="A2:C11"><sortCondition ref="B2:B11"/>',
    ),
    (
        '<dataConsolidate><dataRefs count="3"><dataRef ref="A3:B9" sheet="Data"/><dataRef ref="A3:B9" sheet="Other"/>'
        '<dataRef ref="A3:B9" sheet="Data" r:id="rId9"/></dataRefs></dataConsolidate>',
        '<dataRef ref="A5:B11" sheet="Data"/><dataRef ref="A3:B9" sheet="Other"/>'
        '<dataRef ref="A3:B9" sheet="Data" r:id="rId9"/>',
    ),
    (
        '<customSheetViews><customSheetView guid="g" topLeftCell="A9"><selection activeCell="A9" sqref="A9"/>'
        '<rowBreaks><brk id="9"/></rowBreaks><autoFilter ref="A1:B9"/></customSheetView></customSheetViews>',
        '<customSheetView guid="g" topLeftCell="A11"><selection activeCell="A11" sqref="A11"/>'
        '<rowBreaks><brk id="11"/></rowBreaks><autoFilter ref="A1:B11"/>',
    ),
    (
        '<mergeCells count="3"><mergeCell ref="A1:B2"/><mergeCell ref="C2:C3"/><mergeCell ref="A3:B4"/></mergeCells>',
        '<mergeCell ref="A1:B2"/><mergeCell ref="C2:C5"/><mergeCell ref="A5:B6"/>',
    ),
    (
        '<conditionalFormatting sqref="A1:A2 C3:C9"><cfRule type="expression"><formula>$B$3+A1&gt;0</formula></cfRule>'
        '<cfRule type="colorScale"><colorScale><cfvo type="num" val="$B$3"/></colorScale></cfRule>'
        "</conditionalFormatting>",
        '<conditionalFormatting sqref="A1:A4 C5:C11"><cfRule type="expression"><formula>$B$5+A1&gt;0</formula></cfRule>'
        '<cfRule type="colorScale"><colorScale><cfvo type="num" val="$B$5"/>',
    ),
    (
        '<dataValidations count="2"><dataValidation type="list" sqref="A1:A2"><formula1>$D$3:$D$9</formula1>'
        '</dataValidation><dataValidation type="list" sqref="B3"><formula1>"A3,B3"</formula1></dataValidation>'
        "</dataValidations>",
        '<dataValidation type="list" sqref="A1:A4"><formula1>$D$5:$D$11</formula1></dataValidation>'
        '<dataValidation type="list" sqref="B5"><formula1>"A3,B3"</formula1>',
    ),
    (
        '<hyperlinks><hyperlink ref="A3" location="Data!B9" display="Data!B9"/><hyperlink ref="A1:A2" '
        'location="\'Data\'!A1:A9"/><hyperlink ref="B1" location="Other!B9"/><hyperlink ref="B2" location="Named"/>'
        '<hyperlink ref="B3" location="B9"/></hyperlinks>',
        '<hyperlink ref="A5" location="Data!B11" display="Data!B9"/><hyperlink ref="A1:A2" '
        'location="\'Data\'!A1:A11"/><hyperlink ref="B1" location="Other!B9"/><hyperlink ref="B2" location="Named"/>'
        '<hyperlink ref="B5" location="B11"/>',
    ),
    (
        '<rowBreaks count="3"><brk id="1" max="16383"/><brk id="2" max="16383"/><brk id="9" max="16383"/></rowBreaks>',
        '<brk id="1" max="16383"/><brk id="4" max="16383"/><brk id="11" max="16383"/>',
    ),
    (
        '<colBreaks count="2"><brk id="5" max="1048575"/><brk id="9" min="2" max="8"/></colBreaks>',
        '<brk id="5" max="1048575"/><brk id="9" min="4" max="10"/>',
    ),
    ('<cellWatches><cellWatch r="C3"/></cellWatches>', '<cellWatch r="C5"/>'),
    ('<ignoredErrors><ignoredError sqref="A1:Z2000"/></ignoredErrors>', '<ignoredError sqref="A1:Z2002"/>'),
    (
        '<smartTags><cellSmartTags r="A3"><cellSmartTag type="0"/></cellSmartTags></smartTags>',
        '<cellSmartTags r="A5"><cellSmartTag type="0"/>',
    ),
    (
        '<extLst><ext uri="{1}"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="dataBar">'
        '<x14:dataBar><x14:cfvo type="formula"><xm:f>$B$3</xm:f></x14:cfvo></x14:dataBar></x14:cfRule>'
        "<xm:sqref>A2 C3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
        "<xm:f>$B$5</xm:f></x14:cfvo></x14:dataBar></x14:cfRule><xm:sqref>A2:A4 C5</xm:sqref>",
    ),
    (
        '<extLst><ext uri="{1}"><x14:dataValidations><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>Other!$A$3:$A$9</xm:f></x14:formula1><x14:formula2><xm:f>Data!$A$3</xm:f></x14:formula2>"
        "<xm:sqref>A3:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>",
        "<xm:f>Other!$A$3:$A$9</xm:f></x14:formula1><x14:formula2><xm:f>Data!$A$5</xm:f></x14:formula2>"
        "<xm:sqref>A5:A11</xm:sqref>",
    ),
    (
        '<extLst><ext uri="{1}"><x14:sparklineGroups><x14:sparklineGroup>'
        "<xm:f>Data!A1:A9</xm:f><x14:sparklines><x14:sparkline><xm:f>Data!B1:B9</xm:f><xm:sqref>C3</xm:sqref>"
        "</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>",
        "<xm:f>Data!A1:A11</xm:f><x14:sparklines><x14:sparkline><xm:f>Data!B1:B11</xm:f><xm:sqref>C5</xm:sqref>",
    ),
    (
        '<controls><control shapeId="1" r:id="rId7"><controlPr linkedCell="$B$3" listFillRange="Data!$A$1:$A$9">'
        '<anchor moveWithCells="1"><from><col>0</col><colOff>0</colOff><row>3</row><rowOff>5</rowOff></from>'
        "<to><col>0</col><colOff>0</colOff><row>4</row><rowOff>6</rowOff></to></anchor></controlPr></control></controls>",
        '<controlPr linkedCell="$B$5" listFillRange="Data!$A$1:$A$11"><anchor moveWithCells="1"><from><col>0</col>'
        "<colOff>0</colOff><row>5</row><rowOff>5</rowOff></from><to><col>0</col><colOff>0</colOff><row>6</row>"
        "<rowOff>6</rowOff></to>",
    ),
    ('<webPublishItems><webPublishItem id="1" sourceRef="A1:B9"/></webPublishItems>', 'sourceRef="A1:B11"/>'),
]


@pytest.mark.parametrize(("element", "after"), ELEMENTS, ids=range(len(ELEMENTS)))
def test_what_the_sheet_says_about_rows_moves_along(inserted, element, after):
    assert after in inserted('<row r="1"/><row r="2"/>', after=element)


def test_what_ends_with_the_row_above_takes_the_new_rows_in_if_that_is_wanted(inserted):
    merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    page = inserted('<row r="1"/>', after=f'<autoFilter ref="A1:C2"/>{merged}', extending=True)
    assert '<autoFilter ref="A1:C4"/>' in page
    assert merged in page


def test_cells_merged_within_the_row_above_are_merged_in_new_rows_of_the_same_table_only(inserted):
    merged = '<mergeCells count="1"><mergeCell ref="A2:C2"/></mergeCells>'
    more = '<mergeCell ref="A3:C3"/><mergeCell ref="A4:C4"/>'
    assert f'count="3"><mergeCell ref="A2:C2"/>{more}' in inserted(
        '<row r="2"/><row r="3"/>', after=merged, extending=True
    )
    assert merged in inserted('<row r="2"/><row r="3"/>', after=merged)


def test_a_cell_that_will_be_covered_gets_no_formula(inserted):
    rows = '<row r="2"><c r="A2" s="1"><f>1+1</f></c><c r="B2"><f>2+2</f></c></row><row r="3"/>'
    page = rows_of(inserted(rows, after='<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'))
    assert '<row r="3"><c r="A3" s="1"/><c r="B3"><f>2+2</f></c></row>' in page


# ------------------------------------------------------------------------------------------- other parts


def test_names_of_the_workbook_and_of_sheets_move_with_print_areas_and_titles(make, look):
    def build(book):
        data = book.add_worksheet("Data")
        other = book.add_worksheet("My data")
        data.write("A1", 1)
        data.print_area("A1:C9")
        data.repeat_rows(0, 3)
        data.autofilter("A1:C9")
        other.print_area("A1:C9")
        book.define_name("All", "=Data!$A$1:$A$9")
        book.define_name("'My data'!Here", "=Data!$A$3")
        book.define_name("There", "='My data'!$A$3")

    book = look.book(insert_rows(make.workbook(build), "Data", 2, 2))
    assert book.defined_names["All"].attr_text == "Data!$A$1:$A$11"
    assert book["My data"].defined_names["Here"].attr_text == "Data!$A$5"
    assert book.defined_names["There"].attr_text == "'My data'!$A$3"
    assert book["Data"].print_area == "'Data'!$A$1:$C$11"
    assert book["Data"].print_title_rows == "$1:$6"
    assert book["Data"].auto_filter.ref == "A1:C11"
    assert book["My data"].print_area == "'My data'!$A$1:$C$9"


def test_a_table_grows_with_rows_inside_it_and_its_headings_are_no_model_for_them(make, look, problems):
    def build(book):
        page = book.add_worksheet("Data")
        columns = [{"header": "One"}, {"header": "Two", "formula": "=[@One]*$F$9"}]
        page.add_table("A2:B6", {"columns": columns, "total_row": True, "name": "Both"})

    host = make.workbook(build)
    result = insert_rows(host, "Data", 2, 2)
    parts = look.parts(result)
    table = parts["xl/tables/table1.xml"].decode()
    assert 'ref="A2:B8"' in table
    assert "*$F$11</calculatedColumnFormula>" in table
    assert len({look.book(result)["Data"][f"B{n}"].value for n in (3, 4, 5)}) == 1
    for after, extending in ((9, False), (6, False), (6, True)):
        unchanged = look.book(insert_rows(host, "Data", after, 2, extending=extending))
        assert unchanged["Data"].tables["Both"].ref == "A2:B6"
    assert problems(result) <= problems(host)


def test_notes_move_with_their_cells_and_their_boxes_with_them(make, look):
    def build(book):
        page = book.add_worksheet("Data")
        page.write_comment("A1", "stays")
        page.write_comment("B9", "moves")

    parts = look.parts(insert_rows(make.workbook(build), "Data", 2, 2))
    assert re.findall('ref="([A-Z0-9]+)"', parts["xl/comments1.xml"].decode()) == ["A1", "B11"]
    boxes = parts["xl/drawings/vmlDrawing1.vml"].decode()
    assert re.findall(r"<x:Row>(\d+)</x:Row>", boxes) == ["0", "10"]
    assert re.findall(r"<x:Anchor>\d+, \d+, (\d+), \d+, \d+, \d+, (\d+)", boxes) == [("0", "3"), ("9", "13")]


ANCHOR = (
    '<xdr:twoCellAnchor editAs="{0}"><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row>'
    "<xdr:rowOff>{2}</xdr:rowOff></xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{3}</xdr:row>"
    '<xdr:rowOff>{4}</xdr:rowOff></xdr:to><xdr:sp textlink="$B$9"/></xdr:twoCellAnchor>'
)
POINT = 12_700


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("twoCell", 0, 0, 1, 5), ("twoCell", 0, 0, 1, 5)),
        (("twoCell", 0, 0, 2, 0), ("twoCell", 0, 0, 2, 0)),
        (("twoCell", 0, 0, 2, 5), ("twoCell", 0, 0, 4, 5)),
        (("twoCell", 4, 7, 9, 5), ("twoCell", 6, 7, 11, 5)),
        (("oneCell", 4, 7, 9, 5), ("oneCell", 6, 7, 11, 5)),
        # two new rows of 39.75 points push down rows of 15: what was 5 points into the fourth is 20 into the new ones
        (("oneCell", 0, 0, 3, 5 * POINT), ("oneCell", 0, 0, 2, 20 * POINT)),
        (("absolute", 2, 0, 8, 0), ("absolute", 2, 0, 4, 21 * POINT // 2)),
    ],
)
def test_objects_do_what_they_are_set_to_do(make, look, before, after):
    def build(book):
        page = book.add_worksheet("Data")
        page.set_row(1, 40)
        page.insert_textbox("A1", "box")

    host = make.workbook(build)
    part = "xl/drawings/drawing1.xml"
    page = look.parts(host)[part].decode()
    page = re.sub("<xdr:twoCellAnchor.*</xdr:twoCellAnchor>", ANCHOR.format(*before), page, flags=re.S)
    result = look.parts(insert_rows(make.changed(host, {part: page.encode()}), "Data", 2, 2))[part].decode()
    assert ANCHOR.format(*after).replace("$B$9", "$B$11") in result


def test_a_chart_on_any_sheet_follows_and_its_cache_leaves_room(make, look):
    def build(book):
        data, other = book.add_worksheet("Data"), book.add_worksheet("Other")
        data.write_column("A1", [1, 2, 3, 4])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$4", "categories": "=Other!$A$1:$A$4", "name": "=Data!$A$3"})
        other.insert_chart("C3", chart)

    host = make.workbook(build)
    chart = look.parts(insert_rows(host, "Data", 2, 2))["xl/charts/chart1.xml"].decode()
    assert re.findall("<c:f>(.*?)</c:f>", chart) == ["Data!$A$5", "Other!$A$1:$A$4", "Data!$A$1:$A$6"]
    values = chart[chart.index("<c:val>") :]
    assert re.search(r'<c:ptCount val="(\d+)"', values)[1] == "6"
    assert re.findall(r'idx="(\d)"><c:v>(\d)', values) == [("0", "1"), ("1", "2"), ("4", "3"), ("5", "4")]


def test_a_sheet_that_says_nothing_of_the_other_keeps_its_bytes(make, look):
    kept = look.untouched(make.host(), insert_rows(make.host(), "Data", 3, 3))
    assert look.stored(make.host()).keys() - kept == {PART}


@pytest.mark.parametrize("target", ["#Data!A9", "#'Data'!A9", "#Other!A9", "#%27Data%27!A9", "https://a.b/#Data!A9"])
def test_links_of_objects_lead_where_they_led(make, look, target):
    def build(book):
        page = book.add_worksheet("Data")
        page.insert_textbox("A1", "box", {"url": "https://a.b"})

    rels = "xl/drawings/_rels/drawing1.xml.rels"
    host = make.replaced(make.workbook(build), rels, "https://a.b", target)
    after = look.parts(insert_rows(host, "Data", 2, 2))[rels].decode()
    moves = target.startswith("#") and "Data" in target
    assert re.search('Target="(.*?)"', after)[1].replace("'", "%27") == (
        target.replace("A9", "A11") if moves else target
    ).replace("'", "%27")


OTHERS = {
    "pivotCacheDefinition": (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource><worksheetSource ref="A1:B9" sheet="Data"/><rangeSet '
        'ref="A3" sheet="Other"/><rangeSet ref="A3" sheet="Data"/></cacheSource></pivotCacheDefinition>',
        ['"A1:B11" sheet="Data"', '"A3" sheet="Other"', '"A5" sheet="Data"'],
    ),
    "connections": (
        f'<connections xmlns="{MAIN}"><connection id="1"><parameters><parameter cell="Data!$A$3"/></parameters>'
        "</connection></connections>",
        ['cell="Data!$A$5"'],
    ),
    "volatileDependencies": (
        f'<volTypes xmlns="{MAIN}"><volType><main first="x"><tp><v>1</v><tr r="A3" s="1"/><tr r="A3" s="2"/></tp>'
        "</main></volType></volTypes>",
        ['<tr r="A5" s="1"/><tr r="A3" s="2"/>'],
    ),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_parts_of_the_workbook_that_refer_to_the_sheet_move_along(make, look, kind):
    content, expected = OTHERS[kind]
    host = make.host()
    types = look.parts(host)["[Content_Types].xml"].decode()
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    override = f'<Override PartName="/xl/{kind}.xml" ContentType="{office}.{kind}+xml"/></Types>'
    parts = {
        "[Content_Types].xml": types.replace("</Types>", override).encode(),
        f"xl/{kind}.xml": content.encode(),
    }
    after = look.parts(insert_rows(make.changed(host, parts), "Data", 2, 2))[f"xl/{kind}.xml"].decode()
    assert [each for each in expected if each not in after] == []


def test_the_calculation_chain_gets_the_new_addresses_and_the_new_cells(make, look):
    host = make.host()
    parts = look.parts(host)
    arrow = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    rels, types, chain = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/calcChain.xml"
    page = parts[PART].replace(b'<row r="3"', b'<row r="2"><c r="B2"><f>A2</f></c></row><row r="3"')
    page = re.sub(rb'<row r="2"[^>]*><c r="A2"><v>2</v></c></row>', b"", page)
    override = f'<Override PartName="/{chain}" ContentType="{kind}"/></Types>'.encode()
    listed = '<c r="B1" i="1"/><c r="B2"/><c r="B3"/><c r="A3" i="2"/>'
    host = make.changed(
        host,
        {
            PART: page,
            rels: parts[rels].replace(b"</Relationships>", arrow.encode()),
            types: parts[types].replace(b"</Types>", override),
            chain: f'<calcChain xmlns="{MAIN}">{listed}</calcChain>'.encode(),
        },
    )
    after = look.parts(insert_rows(host, "Data", 2, 1))
    assert '<c r="B1" i="1"/><c r="B2"/><c r="B4"/><c r="A3" i="2"/><c r="B3" i="1"/>' in after[chain].decode()
    assert b'fullCalcOnLoad="1"' in after[BOOK]


# ------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("rows", "after", "said"),
    [
        (
            '<row r="2"><c r="A2"><f t="array" ref="A2:A3">B2:B3</f></c></row>',
            "",
            r"an array formula is there \(A2:A3\)",
        ),
        ('<row r="2"><c r="A2"><f t="dataTable" ref="A2:A3" r1="B1"/></c></row>', "", "a data table is there"),
        ('<row r="1048576"><c r="A1048576"/></row>', "", "would fall off its end"),
        ('<row r="1"><c r="A1"><f>SUM(Data:Other!A3)</f></c></row>', "", r"several sheets \(Data:Other!A3\)"),
        ("", '<new xmlns="urn:x" where="B3:B9"/>', r"something unknown .* \(new on the sheet"),
        ("", '<extLst><ext uri="{0}"><new xmlns="urn:x"><a>Data!$B$3</a></new></ext></extLst>', "something unknown"),
    ],
)
def test_rows_are_refused_in_a_sentence_where_something_cannot_follow(book, rows, after, said):
    with pytest.raises(PackageError, match=said) as refused:
        insert_rows(book(rows, after=after), "Data", 2, 2, "plan.xlsx")
    assert str(refused.value).startswith("The file plan.xlsx ")
    assert str(refused.value).endswith("nothing was changed.")


def test_something_unknown_that_refers_to_no_cell_stays(inserted):
    unknown = '<extLst><ext uri="{0}"><new xmlns="urn:x" id="{1}" rId1="x" n="12">a text</new></ext></extLst>'
    assert unknown in inserted("", after=unknown)


def test_a_part_that_is_not_known_and_names_cells_of_the_sheet_is_refused(make, look):
    types = look.parts(make.host())["[Content_Types].xml"].decode()
    override = '<Override PartName="/xl/new.xml" ContentType="application/vnd.new+xml"/></Types>'
    new = {"[Content_Types].xml": types.replace("</Types>", override).encode()}
    insert_rows(make.changed(make.host(), {**new, "xl/new.xml": b"<a>Data is there</a>"}), "Data", 2, 2)
    with pytest.raises(PackageError, match=r"something unknown .* \(xl/new.xml\)"):
        insert_rows(make.changed(make.host(), {**new, "xl/new.xml": b"<a>Data!A3</a>"}), "Data", 2, 2)


def test_a_pivot_table_is_not_cut_and_neither_are_its_filters_from_it(make, look):
    host = make.host()
    parts = look.parts(host)
    pivot = (
        f'<pivotTableDefinition xmlns="{MAIN}"><location ref="A6:B9" rowPageCount="2" colPageCount="1"/>'
        "</pivotTableDefinition>"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml"
    arrow = f'<Relationship Id="rId1" Type="{OFFICE}/pivotTable" Target="../pivotTables/p.xml"/>'
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/xl/pivotTables/p.xml" ContentType="{kind}"/></Types>'
    host = make.changed(
        host,
        {
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{arrow}'
                "</Relationships>"
            ).encode(),
            "xl/pivotTables/p.xml": pivot.encode(),
        },
    )
    for after in (3, 5, 6, 8):
        with pytest.raises(PackageError, match=r"a pivot table is there \(A3:B9\)"):
            insert_rows(host, "Data", after, 1)
    for after, place in ((2, "A8:B11"), (9, "A6:B9")):
        assert f'ref="{place}"'.encode() in look.parts(insert_rows(host, "Data", after, 2))["xl/pivotTables/p.xml"]


def test_a_number_that_is_none_is_the_fault_of_the_workbook(book):
    with pytest.raises(PackageError, match="is damaged"):
        insert_rows(book('<row r="1"/>', after='<rowBreaks><brk id="x"/></rowBreaks>'), "Data", 2, 2)


def test_rows_in_several_places_are_those_inserted_one_after_another(make):
    host = make.host()
    one_by_one = insert_rows(insert_rows(host, "Data", 3, 2), "Sums", 1, 1)
    assert insert_all_rows(host, [("Data", 3, 2), ("Sums", 1, 1)]) == one_by_one
    assert insert_all_rows(host, []) is host


def test_no_rows_change_nothing_and_a_sheet_must_be_there(make):
    host = make.host()
    assert insert_rows(host, "Data", 2, 0) is host
    with pytest.raises(PackageError, match='no sheet "Nowhere"'):
        insert_rows(host, "Nowhere", 2, 1)
    for after, count in ((-1, 1), (1, -1)):
        with pytest.raises(ValueError, match="counted from 1"):
            insert_rows(host, "Data", after, count)
