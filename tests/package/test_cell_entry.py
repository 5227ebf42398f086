"""Values typed into cells: what is stored, what goes with what was there, and what is refused."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from entry_trial import VALUES, broken_laws
from generated_sheets import MAIN, OFFICE, SPACE

from plan_workbook.package import CellEntry, Formatted, Formula, PackageError, Result, set_cells, unfit_cells

PART, STYLES, CHAIN = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/calcChain.xml"
A1 = {"Data": {"A1": 5}}


@pytest.fixture
def book(make):
    """A workbook whose one sheet is written out."""

    def written(rows: str = "", before: str = "", after: str = "", root: str = "worksheet", **parts: object) -> bytes:
        page = f'<{root} xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</{root}>'
        host = make.workbook(lambda book: book.add_worksheet("Data"))
        return make.changed(host, {PART: page.encode(), **parts})

    return written


@pytest.fixture
def typed(book, look):
    """What is between the tags of the sheet's cells once values have been typed in."""

    def rows(rows: str, cells: dict[str, object], before: str = "", after: str = "") -> str:
        result = look.parts(set_cells(book(rows, before, after), {"Data": cells}))[PART].decode()
        return re.search("<sheetData>(.*)</sheetData>", result, re.S)[1]

    return rows


@pytest.fixture
def chained(book, make, look):
    """A workbook with a calculation chain, and the chain after typing; None if it is gone."""

    def chain(rows: str, chain: str, cells: dict[str, object]) -> str | None:
        host = book(rows)
        parts = look.parts(host)
        arrow = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
        host = make.changed(
            host,
            {
                rels: parts[rels].replace(b"</Relationships>", arrow.encode()),
                types: parts[types].replace(
                    b"</Types>", f'<Override PartName="/{CHAIN}" ContentType="{kind}"/></Types>'.encode()
                ),
                CHAIN: f'<calcChain xmlns="{MAIN}">{chain}</calcChain>'.encode(),
            },
        )
        after = look.parts(set_cells(host, {"Data": cells}))
        assert (CHAIN in after) == (b"calcChain" in after[rels]) == (b"calcChain" in after[types])
        found = re.search('main">(.*)</calcChain>', after.get(CHAIN, b"").decode())
        return found and found[1]

    return chain


@pytest.mark.parametrize("from_1904", [False, True])
def test_values_of_every_kind_read_back_and_typing_them_again_changes_nothing(make, problems, from_1904):
    host = make.workbook(lambda book: book.add_worksheet("Data").write("A1", "old"), date_1904=from_1904)
    cells = {"Data": {f"{'ABCDE'[n % 5]}{1 + n // 5}": value for n, value in enumerate(VALUES)}}
    assert broken_laws(host, set_cells(host, cells), cells, problems, ".xlsx") == []


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(1900, 1, 1), "1"), (date(1900, 2, 28), "59"), (date(1900, 3, 1), "61"), (datetime(1900, 2, 28, 12), "59.5")],
)
def test_the_29_february_1900_of_excel_is_counted(typed, day, number):
    assert f"<v>{number}</v>" in typed("", {"A1": day})


@pytest.mark.parametrize(
    ("own", "value", "shown"),
    [
        ("General", date(2018, 3, 31), "mm-dd-yy"),
        ("0.00", date(2018, 3, 31), "mm-dd-yy"),
        ("d mmmm yyyy", date(2018, 3, 31), "d mmmm yyyy"),
        ("d mmmm yyyy", datetime(2018, 3, 31, 9, 30), "d mmmm yyyy"),
        ("mmm\\-yy", date(2018, 3, 31), "mm-dd-yy"),
        ("h:mm", date(2018, 3, 31), "mm-dd-yy"),
        ("General", datetime(2018, 3, 31, 9, 30), "m/d/yy h:mm"),
        ("d mmmm yyyy", time(9, 5), "h:mm"),
        ("h:mm:ss", time(9, 5), "h:mm:ss"),
        ("General", time(9, 5, 30), "h:mm:ss"),
        ("h:mm", timedelta(hours=30), "[h]:mm:ss"),
        ("[h]:mm", timedelta(hours=30), "[h]:mm"),
        ("d mmmm yyyy", 41, "General"),
        ("[mm]:ss", 41, "General"),
        ("0%", 0.41, "0%"),
        ('0 "days"', 41, '0 "days"'),
        ("0.0%", Formatted(0.41, "0%"), "0.0%"),
        ("General", Formatted(0.41, "0%"), "0%"),
        ("0%", Formatted(0.41, "General"), "General"),
        ("#,##0.00", Formatted(41, "General"), "#,##0.00"),
        ("0", Formatted(590, '0 "days"'), '0 "days"'),
        ('0 "days"', Formatted(590, '0 "days"'), '0 "days"'),
        ('0 "weeks"', Formatted(590, '0 "days"'), '0 "days"'),
        ("dd/mm/yyyy", Formatted(date(2018, 3, 1), "mmm\\-yy"), "mmm\\-yy"),
        ("dd/mm/yyyy", Formatted(date(2018, 3, 1), "d mmmm yyyy"), "dd/mm/yyyy"),
        ("d mmmm yyyy", "31 March", "d mmmm yyyy"),
        ("0%", None, "0%"),
    ],
)
def test_the_number_format_stays_unless_the_value_would_be_shown_as_something_else(make, look, own, value, shown):
    host = make.workbook(lambda book: book.add_worksheet("Data").write("B2", 1, book.add_format({"num_format": own})))
    assert look.book(set_cells(host, {"Data": {"B2": value}}))["Data"]["B2"].number_format == shown


def test_a_new_format_differs_in_nothing_else_and_is_used_for_all_cells_that_need_it(make, look):
    def build(book):
        input_cell = book.add_format({"locked": False, "bg_color": "#FFEEAA", "border": 1, "text_wrap": True})
        for cell in ("A1", "A2"):
            book.get_worksheet_by_name("Data").write(cell, "old", input_cell)

    host = make.workbook(lambda book: (book.add_worksheet("Data"), build(book)))
    result = set_cells(host, {"Data": {"A1": date(2018, 3, 31), "A2": date(2018, 4, 1)}})
    assert len(look.book(result)._cell_styles) == len(look.book(host)._cell_styles) + 1
    before, after = look.book(host)["Data"]["A1"], look.book(result)["Data"]["A1"]
    assert not after.protection.locked
    for each in ("fill", "border", "alignment", "font"):
        assert repr(getattr(after, each)) == repr(getattr(before, each))


def test_excel_makes_no_formula_of_a_text_when_its_cell_is_edited(make, look):
    host = make.workbook(lambda book: book.add_worksheet("Data").write("A1", 1))
    marked = set_cells(host, {"Data": {"A1": "=1+1"}})
    assert look.book(marked)["Data"]["A1"].data_type == "s"
    assert look.book(marked)["Data"]["A1"].quotePrefix
    plain = set_cells(marked, {"Data": {"A1": "no formula"}})
    assert not look.book(plain)["Data"]["A1"].quotePrefix
    assert look.parts(plain)[STYLES] == look.parts(marked)[STYLES]


def test_spaces_around_a_text_are_said_to_matter(typed):
    assert '<t xml:space="preserve"> a </t>' in typed("", {"A1": " a "})
    assert "<t>a  b</t>" in typed("", {"A1": "a  b"})


def test_a_cell_formatted_as_text_needs_no_mark(make, look):
    host = make.workbook(lambda book: book.add_worksheet("Data").write("A1", 1, book.add_format({"num_format": "@"})))
    assert STYLES in look.untouched(host, set_cells(host, {"Data": {"A1": "=1+1"}}))


PREFIXED = f'<x:styleSheet xmlns:x="{MAIN}"><x:cellXfs count="1"><x:xf/></x:cellXfs></x:styleSheet>'


@pytest.mark.parametrize("styles", [None, f'<styleSheet xmlns="{MAIN}"/>', PREFIXED])
def test_a_date_is_shown_as_one_whatever_the_styles_part_looks_like(make, look, styles):
    host = make.workbook(lambda book: book.add_worksheet("Data"))
    parts = {STYLES: styles and styles.encode()}
    if styles is None:
        for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            parts[part] = re.sub(rb"<[^<>]*styles[^<>]*/>", b"", look.parts(host)[part])
    host = make.changed(host, parts)
    assert look.book(set_cells(host, {"Data": {"A1": date(2018, 3, 31)}}))["Data"]["A1"].value == datetime(2018, 3, 31)
    assert look.parts(set_cells(host, A1)).keys() == look.parts(host).keys()


def test_a_workbook_that_gives_a_built_in_number_format_another_meaning_keeps_it(make, look):
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="14" formatCode="0.000"/></numFmts></styleSheet>'
    host = make.changed(make.workbook(lambda book: book.add_worksheet("Data")), {STYLES: styles.encode()})
    assert look.book(set_cells(host, {"Data": {"A1": date(2018, 3, 31)}}))["Data"]["A1"].number_format == "mm-dd-yy"


def test_cells_and_rows_that_are_not_there_go_where_the_order_requires(typed):
    rows = '<row r="2" spans="2:3"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="5"/>'
    assert typed(rows, {"C2": 5, "A2": 6, "F2": True, "C5": 7, "A1": "x", "B9": 8, "A9": None}) == (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
        '<row r="2" spans="1:6"><c r="A2"><v>6</v></c><c r="B2"><v>1</v></c><c r="C2"><v>5</v></c>'
        '<c r="D2"><v>2</v></c><c r="F2" t="b"><v>1</v></c></row>'
        '<row r="5"><c r="C5"><v>7</v></c></row><row r="9"><c r="B9"><v>8</v></c></row>'
    )


def test_cells_without_addresses_are_counted(typed):
    rows = '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    assert typed(rows, {"B1": 5, "D1": 6, "A2": 7}) == (
        '<row><c><v>1</v></c><c r="B1"><v>5</v></c><c r="C1"><v>2</v></c><c><v>6</v></c></row>'
        "<row><c><v>7</v></c></row>"
    )


def test_a_sheet_whose_elements_have_a_prefix_gets_cells_with_it(make, look):
    page = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'.encode()
    host = make.changed(make.workbook(lambda book: book.add_worksheet("Data")), {PART: page})
    for cells in ({"A1": "one"}, {"B1": 2, "A1": True}):
        host = set_cells(host, {"Data": cells})
    assert look.parts(host)[PART].decode() == (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="b"><x:v>1</x:v></x:c>'
        '<x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )


def test_the_range_in_use_grows_with_new_cells_only(book, look):
    host = book('<row r="2"><c r="B2"/></row>', before='<dimension ref="B2"/>')
    for cell, used in (("B2", "B2"), ("D1", "B1:D2"), ("A9", "A1:D9")):
        host = set_cells(host, {"Data": {cell: 5}})
        assert f'<dimension ref="{used}"/>'.encode() in look.parts(host)[PART]


def test_a_new_cell_looks_like_its_row_or_else_like_its_column(make, look):
    def build(book):
        page = book.add_worksheet("Data")
        page.set_column("B:C", 9, book.add_format({"bold": True}))
        page.set_row(4, 20, book.add_format({"italic": True}))

    page = look.book(set_cells(make.workbook(build), {"Data": {"C3": 1, "C5": 2, "D3": 3}}))["Data"]
    looks = [(page[cell].font.b, page[cell].font.i) for cell in ("C3", "C5", "D3")]
    assert looks == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    ("row", "after"),
    [
        ('<row r="1" ht="30">', '<row r="1" ht="17.25">'),
        ('<row r="1" ht="30" customHeight="1">', '<row r="1" ht="30" customHeight="1">'),
        ('<row r="1">', '<row r="1">'),
    ],
)
def test_a_row_is_measured_again_unless_somebody_set_its_height(typed, row, after):
    assert typed(f'{row}<c r="A1"/></row><row r="2" ht="9"/>', A1["Data"]).startswith(after)
    assert '<row r="2" ht="9"/>' in typed(f'{row}<c r="A1"/></row><row r="2" ht="9"/>', A1["Data"])
    all_fixed = '<sheetFormatPr defaultRowHeight="15" customHeight="1"/>'
    assert typed(f'{row}<c r="A1"/></row>', A1["Data"], before=all_fixed).startswith(row)


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    [
        ({"text_wrap": True}, 20, 46.5),
        ({"text_wrap": True, "align": "left", "indent": 6}, 20, 60.75),
        ({"text_wrap": True}, 60, None),
        ({"text_wrap": True, "font_size": 22}, 40, 90),
        ({}, 20, None),
        ({"text_wrap": True, "rotation": 90}, 20, None),
    ],
)
def test_a_row_is_as_tall_as_what_is_typed_into_it_or_stays_in_it(make, look, kind, width, height):
    words = "as many words as take up three lines of a column"

    def build(book):
        page, its = book.add_worksheet("Data"), book.add_format(kind)
        page.set_column("A:B", width, its)
        page.write("A2", words, its)

    page = look.book(set_cells(make.workbook(build), {"Data": {"B1": words, "B2": 1}}))["Data"]
    assert [page.row_dimensions[row].height for row in (1, 2)] == [height, height]


def test_a_row_of_merged_cells_grows_with_its_text_and_never_shrinks(make, look):
    words = "as many words as take up three lines of a column"

    def build(book):
        page, its = book.add_worksheet("Data"), book.add_format({"text_wrap": True})
        page.set_column("A:B", 10, its)
        for row in range(3):
            page.set_row(row, 20)
            page.merge_range(row, 0, row, 1, "", its)

    page = look.book(set_cells(make.workbook(build), {"Data": {"A1": words, "A2": "few", "A3": words * 2}}))["Data"]
    assert [page.row_dimensions[row].height for row in (1, 2, 3)] == [46.5, 20.25, 75.75]


def test_an_emptied_cell_keeps_its_format_and_nothing_else(typed):
    cell = '<c r="A1" s="0" t="e" cm="1" vm="2" ph="1"><f>B1</f><v>#VALUE!</v><extLst><ext/></extLst></c>'
    assert typed(f'<row r="1">{cell}</row>', {"A1": None}) == (
        '<row r="1"><c r="A1" s="0" ph="1"><extLst><ext/></extLst></c></row>'
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>5.0</v></c>', 5),
        ('<c r="A1" t="b"><v>true</v></c>', True),
        ('<c r="A1" t="str"><v>x</v></c>', "x"),
        ('<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r></is></c>', "bold"),
        ('<c r="A1" t="inlineStr"><is><t>_x000d_</t></is></c>', "\r"),
        ('<c r="A1" t="s"/>', None),
        ("", ""),
    ],
)
def test_nothing_is_written_for_a_cell_that_holds_the_value_already(book, cell, value):
    host = book(f'<row r="1" ht="30">{cell}</row>')
    assert set_cells(host, {"data": {"a1": value}}) is host


def test_a_formula_is_not_the_value_that_it_gives(typed):
    assert typed('<row r="1"><c r="A1"><f>2+3</f><v>5</v></c></row>', A1["Data"]) == (
        '<row r="1"><c r="A1"><v>5</v></c></row>'
    )


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("On target", ' t="str"><f>B1</f><v>On target</v>'),
        (7.5, "><f>B1</f><v>7.5</v>"),
        ("", ' t="str"><f>B1</f><v></v>'),
    ],
)
def test_a_formula_can_get_another_saved_result_and_stays(book, look, chained, value, stored):
    rows = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>'
    result = set_cells(book(rows), {"Data": {"A1": Result(value)}})
    assert f'<c r="A1"{stored}</c>'.encode() in look.parts(result)[PART]
    assert set_cells(result, {"Data": {"A1": Result(value)}}) is result
    assert chained(rows, '<c r="A1" i="1"/>', {"A1": Result(value)}) == '<c r="A1" i="1"/>'


def test_a_cell_without_a_formula_has_no_result(make):
    with pytest.raises(PackageError, match=r"\(it has no formula\)"):
        set_cells(make.host(), {"Data": {"A1": Result(1)}})


FORMULAS = "".join(f'<row r="{n}"><c r="A{n}"><f>1+{n}</f><v>{n}</v></c></row>' for n in range(1, 4))


@pytest.mark.parametrize(
    ("before", "typed_into", "after"),
    [
        ('<c r="A1" i="1"/><c r="A2"/><c r="A3"/>', ["A2"], '<c r="A1" i="1"/><c r="A3"/>'),
        ('<c r="A1" i="1" l="1"/><c r="A2"/><c r="A3" l="1"/>', ["A1"], '<c r="A2" i="1" l="1"/><c r="A3" l="1"/>'),
        ('<c r="A1" i="1"/><c r="A2" t="1"/><c r="A3" s="1"/>', ["A1", "A2"], '<c r="A3" s="1" i="1" t="1"/>'),
        ('<c r="A9" i="7"/><c r="A1"/><c r="A1" i="1"/>', ["A1"], '<c r="A9" i="7"/><c r="A1"/>'),
        ('<c r="A1" i="1"/><c r="A3" i="1"/>', ["A1", "A2", "A3"], None),
    ],
)
def test_a_formula_takes_its_entry_in_the_calculation_chain_along(chained, before, typed_into, after):
    assert chained(FORMULAS, before, dict.fromkeys(typed_into, "x")) == after


SHARED = (
    '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$D$1</f><v>1</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
)


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (["B1"], {"B2": "=A2*$D$1", "B3": "=A3*$D$1"}),
        (["B2"], {"B1": "=A1*$D$1", "B3": "=A3*$D$1"}),
        (["B1", "B2"], {"B3": "=A3*$D$1"}),
        (["B1", "B2", "B3"], {}),
    ],
)
def test_the_others_keep_a_shared_formula(book, look, problems, cells, left):
    result = set_cells(book(SHARED), {"Data": dict.fromkeys(cells, 5)})
    page = look.book(result)["Data"]
    assert {cell: page[cell].value for cell in ("B1", "B2", "B3") if cell not in cells} == left
    assert problems(result) == set()


def test_the_next_cell_with_a_shared_formula_can_get_a_result_in_the_same_call(typed):
    rows = typed(SHARED, {"B1": 5, "B2": Result(9)})
    assert '<c r="B2"><f t="shared" si="0" ref="B2:B3">A2*$D$1</f><v>9</v></c>' in rows


def test_a_formula_shared_in_two_directions_is_shared_again_as_far_as_it_can_be(typed):
    shared = '<f t="shared" si="4"/>'
    rows = (
        f'<row r="1"><c r="B1"><f t="shared" ref="B1:C2" si="4">A1&amp;"A1"</f></c><c r="C1">{shared}</c></row>'
        f'<row r="2"><c r="B2">{shared}</c><c r="C2">{shared}</c></row>'
    )
    assert typed(rows, {"B1": 5}) == (
        '<row r="1"><c r="B1"><v>5</v></c><c r="C1"><f t="shared" si="4" ref="C1:C2">B1&amp;"A1"</f></c></row>'
        f'<row r="2"><c r="B2"><f>A2&amp;"A1"</f></c><c r="C2">{shared}</c></row>'
    )


def test_an_array_formula_in_one_cell_goes(typed):
    rows = '<row r="1"><c r="A1"><f t="array" ref="A1">SUM(B1:B3*C1:C3)</f><v>1</v></c></row>'
    assert typed(rows, A1["Data"]) == '<row r="1"><c r="A1"><v>5</v></c></row>'


SPILLED = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:C1">B9:D9</f><v>1</v></c><c r="B1"><v>2</v></c></row>'


def test_a_formula_that_spilled_takes_its_values_along(typed):
    assert typed(SPILLED, A1["Data"]) == '<row r="1"><c r="A1"><v>5</v></c><c r="B1"/></row>'
    assert typed(SPILLED, {"A1": 5, "B1": 6}) == '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><v>6</v></c></row>'


MERGED = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'


@pytest.mark.parametrize(
    ("rows", "after", "cell", "why"),
    [
        ("", MERGED, "B2", r'B2 on the sheet "Data" \(A1:B2\), because merged cells cover it'),
        (SPILLED, "", "C1", r"\(A1:C1\), because one formula gives the values of all these cells"),
        (SPILLED.replace(' cm="1"', ""), "", "A1", "because one formula gives"),
        ('<row r="1"><c r="A1"><f t="dataTable" ref="A1:B2"/></c></row>', "", "B2", "because a data table gives"),
        ("", "", "A0", "has no cell A0"),
        ("", "", "$A$1", "has no cell"),
        ("", "", "XFE1", "has no cell"),
    ],
)
def test_a_cell_that_something_else_fills_or_hides_is_refused(book, rows, after, cell, why):
    host = book(rows, after=after)
    with pytest.raises(PackageError, match=why) as refused:
        set_cells(host, {"Data": {cell: 5}}, name="report.xlsx")
    assert str(refused.value).startswith("The file report.xlsx ")


def test_the_first_of_merged_cells_takes_a_value_and_emptying_an_empty_one_is_no_change(typed):
    assert '<c r="A1"><v>5</v></c>' in typed("", {"A1": 5, "B2": None}, after=MERGED)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("x" * 32_768, "32,768 characters, more than 32,767"),
        ("\U0001f600" * 16_384, "32,768 characters"),
        ("\ud83d", "half a character"),
        (float("inf"), "too large"),
        (float("nan"), "too large"),
        (10**400, "too large"),
        (date(1899, 12, 31), "dates begin in 1900"),
        (Formatted(float("inf"), "0%"), "too large"),
    ],
    ids=lambda each: repr(each)[:20],
)
def test_a_value_that_no_cell_can_hold_is_refused(make, value, why):
    with pytest.raises(PackageError, match=rf'cannot hold a value for A1 on the sheet "Data" \(.*{why}'):
        set_cells(make.host(), {"Data": {"A1": value}})


def test_two_values_for_one_cell_are_refused(make):
    with pytest.raises(PackageError, match="given twice"):
        set_cells(make.host(), {"Data": {"A1": 1}, "DATA": {"a1": 2}})


def test_what_is_no_value_at_all_is_a_mistake_of_the_caller(make):
    with pytest.raises(TypeError, match="list is not a value of a cell"):
        set_cells(make.host(), {"Data": {"A1": [1]}})


def test_every_unfit_cell_is_told_and_the_others_can_be_set(book):
    host = book(after=MERGED)
    cells = {"Data": {"B1": 1, "C1": "x" * 40_000, "D1": 3, "A1": 4}}
    unfit = unfit_cells(host, cells, name="report.xlsx")
    assert list(unfit) == [("Data", "C1"), ("Data", "B1")]
    assert all(str(each).startswith("The file report.xlsx cannot ") for each in unfit.values())
    left = {cell: value for cell, value in cells["Data"].items() if ("Data", cell) not in unfit}
    assert set_cells(host, {"Data": left}) is not host


def test_headings_and_totals_of_a_table_are_refused_and_its_body_is_not(make, look, problems):
    def build(book):
        columns = [{"header": "Ref", "total_string": "All"}, {"header": "Days", "total_function": "sum"}]
        book.add_worksheet("Data").add_table("A1:B4", {"columns": columns, "total_row": True})

    host = make.workbook(build)
    assert [cell for _, cell in unfit_cells(host, {"Data": {"A1": "x", "B4": 1, "B2": 2}})] == ["A1", "B4"]
    assert problems(set_cells(host, {"Data": {"B2": 2}})) == problems(host)


def test_cells_of_a_pivot_table_are_refused(make):
    kind = f"{OFFICE}/pivotTable"
    host = make.changed(
        make.workbook(lambda book: book.add_worksheet("Data")),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{SPACE}"><Relationship Id="rId1" '
            f'Type="{kind}" Target="/xl/pivotTables/pivotTable1.xml"/></Relationships>'.encode(),
            "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition xmlns="{MAIN}"><location ref="A3:B9" '
            'rowPageCount="1" colPageCount="1"/>'
            "</pivotTableDefinition>".encode(),
        },
    )
    unfit = unfit_cells(host, {"Data": dict.fromkeys(["A3", "C3", "B1", "C1", "A2"], 1)})
    assert [cell for _, cell in unfit] == ["A3", "B1"]
    assert "because a pivot table fills these cells" in str(unfit["Data", "A3"])


def test_a_sheet_that_has_no_cells_or_is_not_there_is_refused(make):
    def build(book):
        book.add_worksheet("Data")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$3"})
        book.add_chartsheet("Chart").set_chart(chart)

    host = make.workbook(build)
    with pytest.raises(PackageError, match='has no sheet "Nowhere": check'):
        set_cells(host, {"Nowhere": {"A1": 1}})
    with pytest.raises(PackageError, match='has no sheet "Chart" with cells'):
        set_cells(host, {"Chart": {"A1": 1}})


def test_a_signed_workbook_is_refused(make, look):
    rels = "_rels/.rels"
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    arrow = f'<Relationship Id="rId9" Type="{kind}" Target="xl/workbook.xml"/></Relationships>'
    host = make.replaced(make.host(), rels, "</Relationships>", arrow)
    with pytest.raises(PackageError, match="digitally signed"):
        set_cells(host, A1)


def test_a_sheet_whose_cells_are_not_in_order_is_damaged(book):
    for rows in ('<row r="2"/><row r="1"/>', '<row r="1"><c r="B1"/><c r="A1"/></row>', '<row r="1"><c r="A2"/></row>'):
        with pytest.raises(PackageError, match="not in order"):
            set_cells(book(rows), A1)


def test_excel_calculates_again_only_if_a_formula_may_depend_on_the_cells(make, look):
    def flagged(content):
        return b"fullCalcOnLoad" in look.parts(content)["xl/workbook.xml"]

    host = make.replaced(make.host(), "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    assert not flagged(set_cells(host, {"Notes": {"A1": 5}}))
    assert flagged(set_cells(host, {"Data": {"A9": 5}}))
    assert flagged(set_cells(host, {"Data": {"A9": 5, "B1": 5}}))  # the formula on the other sheet


def test_charts_that_plot_a_cell_show_its_new_value_and_no_other_chart_changes(make, look):
    def build(book):
        page = book.add_worksheet("Data")
        page.write_column("A1", [1, 2, 3])
        page.write_column("B1", [4, 5, 6])
        for column in "AB":
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": f"=Data!${column}$1:${column}$3"})
            page.insert_chart("D1", chart)

    out_of_date = "<c:v>5</c:v>", "<c:v>55</c:v>"
    host = make.replaced(make.workbook(build), "xl/charts/chart2.xml", *out_of_date)
    result = set_cells(host, {"Data": {"A2": 7}})
    assert b"<c:v>7</c:v>" in look.parts(result)["xl/charts/chart1.xml"]
    assert "xl/charts/chart2.xml" in look.untouched(host, result)


def test_a_part_in_utf_16_takes_values_too(make, look):
    page = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    host = make.changed(make.workbook(lambda book: book.add_worksheet("Data")), {PART: page.encode("utf-16")})
    assert set_cells(host, {"Data": {"A1": None}}) is host
    assert look.book(set_cells(host, {"Data": {"A1": "\u00a3"}}))["Data"]["A1"].value == "\u00a3"


def test_every_other_part_is_stored_as_it_was(make, look):
    host = make.replaced(make.host(), "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    changed = set(look.stored(host)) - look.untouched(host, set_cells(host, {"Notes": {"A1": date(2018, 3, 31)}}))
    assert changed == {"xl/worksheets/sheet3.xml", STYLES}


def test_a_cell_can_get_a_formula_with_its_result(typed, book):
    cells = {"A1": Formula('IF(B1>0,"<ok>","")', "<ok>"), "C1": Formula("1+1", 2)}
    assert typed('<row r="1"><c r="A1"><v>1</v></c></row>', cells) == (
        '<row r="1"><c r="A1" t="str"><f>IF(B1&gt;0,"&lt;ok&gt;","")</f><v>&lt;ok&gt;</v></c>'
        '<c r="C1"><f>1+1</f><v>2</v></c></row>'
    )
    host = set_cells(book(), {"Data": cells})
    assert set_cells(host, {"Data": cells}) is host


def test_a_formula_that_is_typed_over_with_another_goes_from_the_calculation_chain(chained):
    rows = '<row r="1"><c r="A1"><f>2</f><v>2</v></c><c r="B1"><f>3</f><v>3</v></c></row>'
    left = chained(rows, '<c r="A1" i="1"/><c r="B1" i="1"/>', {"A1": Formula("1+1", 2)})
    assert left is not None and "A1" not in left and "B1" in left


def test_values_typed_one_after_the_other_are_those_of_the_last_time_and_give_the_same_workbook(book):
    host = book('<row r="1"><c r="A1"><f>B1*2</f><v>2</v></c><c r="B1"><v>1</v></c></row>')
    entry, cells = CellEntry(host), {"Data": {"B1": 3, "C2": "new"}}
    assert entry.typed({"Data": {"B1": 9, "D9": "gone again"}}) != host
    assert entry.typed(cells) == set_cells(host, cells)
    both = {"Data": {**cells["Data"], "A1": Result(6)}}
    assert entry.typed(both) == set_cells(set_cells(host, cells), {"Data": {"A1": Result(6)}})
    assert not entry.unfit(both)
    assert [entry.typed(both), entry.typed(both)] == [set_cells(host, both)] * 2
