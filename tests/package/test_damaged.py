"""Packages no program would write are refused in a sentence or changed soundly, and soon: named by their defect."""

from __future__ import annotations

import re
import time

import pytest

from plan_workbook.package import errors, graft
from plan_workbook.package.errors import LONGEST_DETAIL
from plan_workbook.package.formulas import sheets_named
from plan_workbook.package.safety import open_package

SECONDS = 15.0  #: of the processor's time; before they were mended, most of these took minutes or hours
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, WORKBOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"


@pytest.fixture(autouse=True)
def soon():
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


@pytest.fixture
def spoilt(make, look):
    """A workbook with a pattern in one of its parts replaced."""

    def spoil(part: str, pattern: str, new: str, host: bytes = b"") -> bytes:
        host = host or make.host()
        old = look.parts(host)[part].decode()
        changed = re.sub(pattern, lambda _: new, old, count=1)
        assert changed != old
        return make.changed(host, {part: changed.encode()})

    return spoil


def puts_in_again_without_a_change(make, host: bytes, sheet: str = "Result") -> bool:
    once = graft(host, sheet, make.rich())
    open_package(once)
    return graft(once, sheet, make.rich()) == once


@pytest.mark.parametrize("part", ["workbook.xml", "styles.xml", "theme/theme1.xml"])
def test_a_sheet_that_is_another_kind_of_part_is_refused(spoilt, make, part):
    host = spoilt("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", part)
    with pytest.raises(errors.DamagedWorkbook, match=r"does not hold what it should"):
        graft(host, "Data", make.rich())


def test_styles_that_are_another_kind_of_part_are_refused(spoilt, make):
    host = spoilt("xl/_rels/workbook.xml.rels", "styles.xml", "theme/theme1.xml")
    with pytest.raises(errors.DamagedWorkbook, match=r"theme1\.xml does not hold what it should"):
        graft(host, "Result", make.rich())


def test_relationships_that_are_something_else_are_refused(make):
    host = make.changed(make.host(), {"xl/_rels/workbook.xml.rels": b"<worksheet/>"})
    with pytest.raises(errors.DamagedWorkbook, match="does not hold what it should"):
        graft(host, "Result", make.rich())


def test_a_drawing_that_is_the_sheet_itself_is_refused(make, spoilt):
    grafted = graft(make.host(), "Result", make.rich())
    host = spoilt("xl/worksheets/_rels/sheet4.xml.rels", r"\.\./drawings/drawing1\.xml", "sheet4.xml", grafted)
    with pytest.raises(errors.DamagedWorkbook, match="does not hold what it should"):
        graft(host, "Result", make.rich())


def test_a_chart_of_ours_that_is_the_drawing_itself_gets_a_part_of_its_own(make, spoilt):
    grafted = graft(make.host(), "Result", make.rich())
    rels = "xl/drawings/_rels/drawing1.xml.rels"
    assert puts_in_again_without_a_change(make, spoilt(rels, r"\.\./charts/chart1\.xml", "drawing1.xml", grafted))


@pytest.mark.parametrize("part", ["/xl/worksheets/_rels/sheet4.xml.rels", "/[Content_Types].xml", "/_rels/.rels"])
def test_a_chart_of_ours_that_is_what_the_package_says_of_its_parts_is_none(make, spoilt, look, part):
    grafted = graft(make.host(), "Result", make.rich())
    host = spoilt("xl/drawings/_rels/drawing1.xml.rels", r"\.\./charts/chart1\.xml", part, grafted)
    assert puts_in_again_without_a_change(make, host)
    assert part[1:] in look.parts(graft(host, "Result", make.rich()))


def test_two_charts_of_ours_in_one_part_get_parts_of_their_own(make, spoilt, look):
    grafted = graft(make.host(), "Result", make.rich())
    host = spoilt("xl/drawings/_rels/drawing1.xml.rels", r"chart2\.xml", "chart1.xml", grafted)
    assert puts_in_again_without_a_change(make, host)
    targets = re.findall(
        rb'Target="([^"]*)"', look.parts(graft(host, "Result", make.rich()))["xl/drawings/_rels/drawing1.xml.rels"]
    )
    assert len(targets) == len(set(targets)) == 2


@pytest.mark.parametrize("pattern", ["<Relationship [^>]*hyperlink[^>]*>", "<Relationship [^>]*drawing[^>]*>"])
@pytest.mark.parametrize("identity", ["rId1", "rId2", ""])
def test_a_relationship_with_the_id_of_another_one_takes_no_other_with_it(make, spoilt, look, pattern, identity):
    grafted = graft(make.host(), "Result", make.rich())
    rels = "xl/worksheets/_rels/sheet4.xml.rels"
    one = re.search(pattern, look.parts(grafted)[rels].decode())[0]
    again = re.sub('Id="[^"]*"', f'Id="{identity}"', one)
    assert puts_in_again_without_a_change(make, spoilt(rels, pattern, one + again, grafted))


@pytest.mark.parametrize("number", ["\u00b2", "\u0663", "9" * 5_000, "-1", "", "1e9"])
def test_sheet_ids_that_are_no_numbers_count_as_none(spoilt, make, number):
    assert puts_in_again_without_a_change(make, spoilt(WORKBOOK, 'sheetId="1"', f'sheetId="{number}"'))


@pytest.mark.parametrize("number", ["\u00b2", "9" * 5_000, "4294967295"])
def test_ids_of_shapes_that_are_no_numbers_or_too_large_are_not_counted_on_from(spoilt, make, look, number):
    theirs = graft(make.host(), "Result", make.rich())
    theirs = spoilt("xl/drawings/drawing1.xml", r'id="\d+" name="Chart 1[^"]*"', f'id="{number}" name="Theirs"', theirs)
    result = look.parts(graft(theirs, "Result", make.rich()))["xl/drawings/drawing1.xml"].decode()
    assert all(len(each) < 10 for each in re.findall(r'id="(\d+)" name="[^"]*\(generated\)"', result))
    assert puts_in_again_without_a_change(make, theirs)


@pytest.mark.parametrize("number", ["\u00b2", "9" * 5_000])
def test_ids_of_number_formats_that_are_no_numbers_are_left_alone(spoilt, make, number):
    formats = f'<numFmts count="1"><numFmt numFmtId="{number}" formatCode="0.0"/></numFmts><fonts'
    assert puts_in_again_without_a_change(make, spoilt(STYLES, "<fonts", formats))


@pytest.mark.parametrize("index", ["\u00b2", "x", "", "9" * 5_000])
def test_points_of_a_chart_without_a_number_are_set_again(make, spoilt, look, index):
    charted = make.workbook(_chart_of_another_sheet)
    host = spoilt("xl/charts/chart1.xml", '<c:pt idx="0">', f'<c:pt idx="{index}">', charted)
    chart = look.parts(graft(host, "Result", make.rich()))["xl/charts/chart1.xml"]
    assert b'<c:pt idx="0"><c:v>0</c:v></c:pt>' in chart


def _chart_of_another_sheet(book):
    page, _ = book.add_worksheet("Charts"), book.add_worksheet("Result")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Result!$B$4:$B$5", "values_data": [5, 6]})
    page.insert_chart("A1", chart)


@pytest.mark.slow
def test_ten_thousand_series_over_whole_columns_are_left_to_excel(make, spoilt):
    charted = make.workbook(_chart_of_another_sheet)
    one = "<c:numRef><c:f>Result!$A$1:$A$99999</c:f><c:numCache><c:ptCount val='1'/></c:numCache></c:numRef>"
    host = spoilt("xl/charts/chart1.xml", "<c:numRef>", one * 10_000 + "<c:numRef>", charted)
    assert graft(host, "Result", make.rich()) != host


@pytest.mark.parametrize("run", ["y", "'['", "'", "[", "'[''", '"', "a:", "#", "#A", "'a'", "a.", "$"])
def test_a_formula_that_is_one_long_run_is_looked_through_once(run):
    assert sheets_named(run * (1_000_000 // len(run)) + "x") == set()


@pytest.mark.parametrize("run", ["[", "y", "'['"])
def test_defined_names_of_a_million_characters(spoilt, make, run):
    names = f'<definedNames><definedName name="n">{run * 300_000}</definedName></definedNames><calcPr'
    assert puts_in_again_without_a_change(make, spoilt(WORKBOOK, "<calcPr", names))


def test_a_comment_full_of_beginnings_of_formulas_does_not_take_forever(spoilt, make):
    host = spoilt("xl/worksheets/sheet2.xml", "<sheetData>", f"<!--{'<f ' * 250_000}--><sheetData>")
    assert graft(host, "Data", make.rich()) != host


def test_fonts_within_fonts_without_end_are_refused(spoilt, make):
    deep = "<font>" * 20_000 + "</font>" * 20_000
    with pytest.raises(errors.DamagedWorkbook, match="font is nested too deeply"):
        graft(spoilt(STYLES, "<fonts[^>]*>", f"<fonts>{deep}"), "Result", make.rich())


def test_content_types_of_more_parts_than_any_package_has_are_refused(spoilt):
    many = "".join(f'<Override PartName="/q{n}" ContentType="x"/>' for n in range(60_000))
    with pytest.raises(errors.DamagedWorkbook, match="lists 60,0"):
        open_package(spoilt(r"[Content_Types].xml", "<Override", many + "<Override"))


def test_a_chain_of_parts_behind_a_chart_of_ours_goes_with_it(make, look):
    grafted = graft(make.host(), "Result", make.rich())
    relationship = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    )
    one = f'<Relationship Id="rId1" Type="{OFFICE}/x" Target="{{}}"/>'
    chain: dict[str, bytes | None] = {
        "xl/charts/_rels/chart1.xml.rels": relationship.format(one.format("../x/p0.xml")).encode()
    }
    for n in range(150):
        chain[f"xl/x/p{n}.xml"] = b"<a/>"
        chain[f"xl/x/_rels/p{n}.xml.rels"] = relationship.format(one.format(f"p{n + 1}.xml")).encode()
    result = look.parts(graft(make.changed(grafted, chain), "Result", make.rich("Result", 1)))
    assert not [name for name in result if name.startswith("xl/x/")]


def test_what_a_message_quotes_is_on_one_line_and_not_without_end():
    error = errors.NotAWorksheet("book.xlsx", "a\nb\x1b[31m\u202e" + "x" * 5_000)
    assert str(error).isprintable()
    assert len(error.detail) < LONGEST_DETAIL + 10
