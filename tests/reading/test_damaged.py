"""Workbooks no program would write are read or refused in a sentence, and soon: made by hand, named by their defect."""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile

import pytest
from builder import PlanBuilder

from plan_workbook import layout
from plan_workbook.checking.report import check
from plan_workbook.errors import NotAPlan
from plan_workbook.package import PackageError
from plan_workbook.package.safety import open_package
from plan_workbook.reading import read_plan
from plan_workbook.reading.book import MOST_CELLS

SECONDS = 15.0  #: of the processor's time; before they were mended, these took minutes, hours, or all memory
PLAN, RECOMMENDATION = "xl/worksheets/sheet5.xml", "xl/worksheets/sheet7.xml"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    content = PlanBuilder().recommendation().indicator().action().template()
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def spoilt(parts):
    """The workbook with a pattern in one of its parts replaced."""

    def spoil(part: str, pattern: str, new: str) -> bytes:
        changed = re.sub(pattern.encode(), lambda _: new.encode(), parts[part], count=1)
        assert changed != parts[part]
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in {**parts, part: changed}.items():
                file.writestr(name, content)
        return stream.getvalue()

    return spoil


@pytest.fixture(autouse=True)
def soon():
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def with_rows(spoilt, rows: str, part: str = RECOMMENDATION) -> bytes:
    return spoilt(part, "</sheetData>", rows + "</sheetData>")


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


@pytest.mark.parametrize("row", ["1048577", "1000000000000", "0", "-5", "1.5", "1e999"])
def test_a_row_number_no_sheet_has_is_refused_at_once(spoilt, row):
    with pytest.raises(NotAPlan, match="can't be read as a workbook"):
        read_plan(with_rows(spoilt, f'<row r="{row}"><c><v>1</v></c></row>'))


@pytest.mark.parametrize("place", ["XFE1", "A0", "ZZZ9", "A1048577"])
def test_a_cell_outside_every_sheet_is_refused(spoilt, place):
    with pytest.raises(NotAPlan):
        read_plan(with_rows(spoilt, f'<row r="999"><c r="{place}"><v>1</v></c></row>'))


def test_a_row_number_written_with_a_point_is_a_row(spoilt):
    plan = read_plan(with_rows(spoilt, '<row r="999.0"><c><v>7</v></c></row>'))
    assert ("R01", "A999") in [(each.sheet, each.cell) for each in plan.observations]


def test_a_cell_in_the_last_column_of_twenty_thousand_rows_does_not_fill_the_rows(spoilt):
    rows = "".join(f'<row r="{r}"><c r="XFD{r}" s="1"/></row>' for r in range(100, 20_100))
    assert read_plan(with_rows(spoilt, rows)).recommendations


def test_a_cell_in_the_last_row_does_not_fill_the_sheet(spoilt):
    plan = read_plan(with_rows(spoilt, '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
    assert ("R01", "A1048576") in [(each.sheet, each.cell) for each in plan.observations]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "why"), [("<c/>", "2,000,[0-9]{3} elements in a sheet"), ('<c r="A1"/>', "more than 300,000 cells")]
)
def test_a_row_of_two_million_cells_is_refused(spoilt, cell, why):
    with pytest.raises((NotAPlan, PackageError), match=why):
        read_plan(with_rows(spoilt, f"<row>{cell * (8_000_000 // len(cell))}</row>"))


def test_nine_hundred_sheets_in_one_part_are_refused(spoilt):
    sheets = "".join(f'<sheet name="n{n}" sheetId="{n + 10}" r:id="rId4"/>' for n in range(900))
    with pytest.raises(PackageError, match="two of its sheets share one part"):
        open_package(spoilt("xl/workbook.xml", "</sheets>", sheets + "</sheets>"))


@pytest.mark.parametrize("name", ["Print_Titles", "Print_Area"])
def test_print_titles_of_half_a_million_characters_are_refused_before_a_pattern_meets_them(spoilt, name):
    names = f'<definedName name="_xlnm.{name}" localSheetId="1">{"a" * 500_000}</definedName></definedNames>'
    with pytest.raises(PackageError, match="print titles or print areas that are far too long"):
        open_package(spoilt("xl/workbook.xml", "</definedNames>", names))


@pytest.mark.parametrize("number", ["-1", "-0", "99999", "\u00b2", "1e3", "9" * 5_000])
def test_a_shared_text_that_is_not_there_is_refused_and_not_another_one_read(spoilt, number):
    with pytest.raises(NotAPlan):
        read_plan(with_rows(spoilt, f'<row r="999"><c r="A999" t="s"><v>{number}</v></c></row>'))


@pytest.mark.parametrize("style", ["-1", "99999", "x"])
def test_a_style_that_is_not_there_is_refused_and_not_another_one_taken(spoilt, style):
    with pytest.raises(NotAPlan):
        read_plan(with_rows(spoilt, f'<row r="999"><c r="A999" s="{style}"><v>1</v></c></row>'))


def test_openpyxl_prints_nothing_about_a_named_style_that_is_missing(spoilt, capsys):
    styles = '<cellStyles><cellStyle name="Lost" xfId="7777"/></cellStyles><dxfs'
    with contextlib.suppress(NotAPlan):
        read_plan(spoilt("xl/styles.xml", r"(?s)<cellStyles.*?<dxfs", styles))
    assert capsys.readouterr().out == ""


def test_the_list_of_items_named_a_thousand_times_is_read_once(spoilt):
    areas = ",".join(["Lists!$A$1:$A$1048576"] * 2_000)
    name = f'<definedName name="{layout.ITEMS_NAME}">{areas}</definedName>'
    assert read_plan(spoilt("xl/workbook.xml", "</definedNames>", name + "</definedNames>"))


@pytest.mark.slow
@pytest.mark.parametrize("run", ["&lt;c ", '<c r="A1" ', "<c"])
def test_a_comment_full_of_beginnings_of_tags_does_not_take_forever(spoilt, run):
    comment = f"<!--{run * (2_000_000 // len(run))}-->"
    assert read_plan(spoilt(RECOMMENDATION, "<sheetData>", comment + "<sheetData>"))


def test_beginnings_of_tags_in_a_comment_count_as_what_they_begin(spoilt):
    comment = f"<!--{'<mergeCell ' * 60_000}-->"
    with pytest.raises(PackageError, match=r"60,0\d\d merged ranges on a sheet; it may have 50,000"):
        read_plan(spoilt(RECOMMENDATION, "<sheetData>", comment + "<sheetData>"))


@pytest.mark.slow
def test_fifty_thousand_merged_ranges_are_looked_up_and_not_each_compared_with_each_cell(spoilt):
    ranges = "".join(f'<mergeCell ref="A{row}:XFD{row + 1000}"/>' for row in range(1, 49_900))
    assert read_plan(spoilt(RECOMMENDATION, "</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"))


@pytest.mark.slow
def test_headings_and_panel_labels_twenty_thousand_times_over(spoilt):
    rows = "".join(
        f'<row r="{r}">{text(f"A{r}", "Lead")}{text(f"B{r}", "Overdue actions")}{text(f"C{r}", "RAG")}</row>'
        for r in range(100, 20_100)
    )
    assert read_plan(with_rows(spoilt, rows)).recommendations


@pytest.mark.parametrize("formats", ["[" * 300_000, "&#91;" * 300_000])
def test_a_number_format_of_nothing_but_brackets_is_refused_before_a_pattern_meets_it(spoilt, formats):
    content = spoilt("xl/styles.xml", 'formatCode="[^"]*"', f'formatCode="{formats}"')
    with pytest.raises(PackageError, match=r"a number format in .* that is far too long"):
        open_package(content)


@pytest.mark.slow
@pytest.mark.parametrize("words", [" ", " and ", ", ", "a ", "1", "&amp;", "[", "1x"])
def test_cells_of_two_hundred_thousand_characters(parts, spoilt, words):
    long = words * (200_000 // len(words))
    strings = re.sub(
        rb"<t[^>]*>(Head of Assessment|CSC 001|a|Visits [^<]*)</t>",
        f"<t>{long}x</t>".encode(),
        parts["xl/sharedStrings.xml"],
    )
    plan = read_plan(spoilt("xl/sharedStrings.xml", r"(?s)^.*$", strings.decode()))
    assert len(plan.actions[0].ref.text) > 30_000
    check(plan)


def test_a_figure_typed_for_a_ref_leaves_out_millions_of_refs_without_listing_them():
    plan = PlanBuilder().recommendation()
    for ref in ("4.1", "4.2", "4.999999999"):
        plan.action(ref=ref)
    words = " ".join(f.message for f in check(plan.read()).findings)
    assert "4.3 to 4.999999998" in words


@pytest.mark.slow
def test_twelve_hundred_actions_that_are_the_same_are_not_each_listed_for_each():
    plan = PlanBuilder().recommendation()
    for number in range(1_200):
        plan.action(text="The same", lead=f"Person {number}", ref="a")
    report = check(plan.read())
    assert len(report.findings) >= 1_200


@pytest.mark.slow
def test_a_workbook_of_too_many_cells_is_refused_by_its_name(spoilt):
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1_000, 1_000 + MOST_CELLS + 1))
    with pytest.raises(NotAPlan, match=r"plan\.xlsx has more than 300,000 cells.*delete the empty rows"):
        read_plan(with_rows(spoilt, rows), "plan.xlsx")


@pytest.mark.slow
def test_rows_without_cells_count_too(spoilt):
    with pytest.raises(NotAPlan, match="has more than 300,000 cells"):
        read_plan(with_rows(spoilt, "<row/>" * 1_250_000), "plan.xlsx")
