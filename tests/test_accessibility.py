"""The checklist of docs/accessibility.md, line by line, over the workbooks a council meets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from accessible import (
    CHART,
    MAIN,
    Accessible,
    cells,
    is_heading,
    is_mark,
    look,
    looks,
    rules,
)
from builder import EXTRAS, PlanBuilder
from drawn import rich
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.report import check
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import PIStatus
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.make import edition_of
from plan_workbook.reading import read_plan
from plan_workbook.values.colours import contrast
from plan_workbook.values.text import fold
from plan_workbook.writing.formats import GREY, NAVY, PALE, SIZE, WHITE

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accessibility.md"
PERIODS = {"November 2017", "December 2017", "January 2018"}
READABLE = 4.5
"""To one: WCAG 2.2, 1.4.3."""
STRUCTURE = {WHITE, NAVY, PALE, GREY}
"""Fills that tell headings, labels and worked-out cells apart, which their place and weight do as well."""


def six_steps() -> PlanBuilder:
    """A plan with a scale of its own, some of it dark, and findings of every sort."""
    plan = PlanBuilder(item_word="Priority").using(*EXTRAS)
    plan.rating("6", "Delivered", "complete", "#1F2A44").rating("5", "On course", "on track", "#2E6B2E")
    plan.rating("4", "Slipping", "at risk", "#FFD166").rating("3", "Late", "at risk", "#777777")
    plan.rating("2", "Failing", "off track", "#7A0010").rating("1", "Not begun", "not started", "#FFFFFF")
    plan.accept("action-overdue-but-green", "R02 a", until="31/03/2018")
    for number in range(1, 7):
        plan.recommendation(rating=str(number), lead="Jane Roe" if number % 2 else "Abe Lee")
        plan.indicator(actual="41%").indicator(actual="89%").indicator(actual="-").indicator(target="-")
        plan.action(rating="5", completion_date="30/11/2017").action(rating=str(number))
        plan.action(rating="", completion_date="31 Feb 2018")
    return plan


def edition_of_plan(content: bytes) -> bytes:
    """What is published of a plan: a draft, for all of these have errors."""
    plan = read_plan(content, "plan.xlsx")
    return published(edition_of(plan, check(plan.once_summarised), draft=True), Format.XLSX)


PLANS = {
    "the example": lambda: (ROOT / "workbooks" / "improvement-plan-2017-12.xlsx").read_bytes(),
    "the blank master": lambda: (ROOT / "templates" / "improvement-plan.xlsx").read_bytes(),
    "six steps": lambda: six_steps().checked_workbook(),
}
EDITIONS = {f"{name}, published": name for name in PLANS if name != "the blank master"}


@pytest.fixture(scope="module", params=[*PLANS, *EDITIONS])
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def plan(name) -> Plan:
    """The plan that the workbook holds, or was published of."""
    return read_plan(PLANS[EDITIONS.get(name, name)](), "plan.xlsx")


@pytest.fixture(scope="module")
def workbook(name) -> Accessible:
    return Accessible(edition_of_plan(PLANS[EDITIONS[name]]()) if name in EDITIONS else PLANS[name]())


def sheets_of(workbook, kind):
    """Summary, Checks, Guidance, or all the sheets that people fill in; of an edition those that were filled in."""
    if kind == "filled in":
        return list(workbook.inputs) or workbook.sheets[3:]
    return [sheet for sheet in workbook.sheets if sheet.title == kind]


# --------------------------------------------------------------------------------------------- colour


def test_a_cell_whose_fill_tells_something_says_it_in_words_too(workbook, plan):
    ratings = plan.scale.ratings
    words = {*PIStatus, *Severity, *(rating.label for rating in ratings), NOT_RATED}
    told = [cell for sheet in workbook.visible for cell in cells(sheet) if look(cell)[0] not in STRUCTURE]
    assert len(told) >= len(ratings)
    assert [f"{c.parent.title}!{c.coordinate}" for c in told if not any(w in str(c.value or "") for w in words)] == []


def test_a_conditional_format_goes_with_a_word_in_the_cell_or_with_more_than_colour(workbook):
    by_colour_alone = []
    for sheet in workbook.sheets:
        for area, rule in rules(sheet):
            left, top, _, _ = range_boundaries(area)
            cell = f"{get_column_letter(left)}{top}"
            says_a_word = rule.type == "expression" and re.search(rf'\b{cell}(<>""|="\w[\w ]*")', rule.formula[0])
            sides = rule.dxf and rule.dxf.border
            more = rule.dxf and ((rule.dxf.font and rule.dxf.font.b) or (sides and sides.left and sides.left.style))
            number = rule.type == "dataBar" and rule.dataBar.showValue is not False  # a bar next to its figure
            line = sides and sides.top and sides.top.style and not (rule.dxf.fill or rule.dxf.font)  # and no colour
            if not (says_a_word or more or number or line):
                by_colour_alone.append(f"{sheet.title}!{area}: {rule.type} {rule.formula}")
    assert by_colour_alone == []


def test_no_chart_tells_its_series_apart_by_colour_alone(workbook):
    def unlabelled(chart):
        series = list(chart.iter(f"{CHART}ser"))
        shown = [any(each.get("val") == "1" for each in one.iterfind(f"{CHART}dLbls/*")) for one in series]
        return len(series) > 1 and not all(shown)

    assert [n for n, chart in enumerate(workbook.charts(), 1) if unlabelled(chart)] == []


def test_every_text_can_be_read_on_every_fill_it_can_come_to_stand_on(workbook):
    hard = set()
    for sheet in workbook.sheets:
        conditional = [(range_boundaries(area), rule) for area, rule in rules(sheet)]
        for cell in cells(sheet):
            holding = [
                rule
                for (left, top, right, bottom), rule in conditional
                if left <= cell.column <= right
                and top <= cell.row <= bottom
                # Headings and bands are a line of their own, below.
                and not (is_mark(rule) and look(cell)[0] == NAVY)
            ]
            for fill, ink in looks(cell, holding):
                if contrast(fill, ink) < READABLE:
                    hard.add(f"{sheet.title}!{cell.coordinate}: {ink} on {fill}")
    assert hard == set()


def test_a_heading_that_checks_marks_can_be_read(workbook):
    hard = set()
    for sheet in workbook.inputs:
        marks = [rule for area, rule in rules(sheet) if is_mark(rule) and area.startswith("A1:")]
        assert marks
        for cell in cells(sheet):
            if look(cell)[0] == NAVY and any(contrast(*pair) < READABLE for pair in looks(cell, marks)):
                hard.add(f"{sheet.title}!{cell.coordinate}")
    assert hard == set()


# --------------------------------------------------------------------------------------------- what is drawn


def test_every_picture_and_chart_is_described(workbook):
    assert [each.description for each in Accessible(rich()).drawings()] == ["the values"] * 2  # so they are found
    described = {each.name: each.description.split() for each in workbook.drawings()}
    assert [name for name, words in described.items() if len(words) < 4] == []


def test_no_text_is_a_picture_a_floating_box_or_a_thing_that_moves(workbook):
    moving = re.compile(r"(?i)/(media|activeX|ctrlProps|embeddings|diagrams)/|vbaProject|vmlDrawing|comments|\.gif$")
    assert [name for name in workbook.parts if moving.search(f"/{name}")] == []
    assert {each.kind for each in workbook.drawings()} <= {"graphicFrame"}  # charts
    assert all(each.chart is not None for each in workbook.drawings())


# --------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize("kind", ["Summary", "All recommendations", "All indicators", "Checks", "filled in"])
def test_every_table_has_one_heading_row_on_a_page_with_a_word_over_every_column(workbook, kind):
    for sheet in sheets_of(workbook, kind):
        for table in workbook.tables(sheet):
            words = [fold(str(cell.value or "")) for cell in table.headings]
            assert all(words) and len(set(words)) == len(words), table
            assert all(is_heading(cell) for cell in table.headings), table
            rows = [table.top - 1, *range(table.top + 1, table.bottom + 2)]
            begins = [after_break.id + 1 for after_break in table.sheet.row_breaks.brk]
            assert not [row for row in rows if table.row_is_heading(row) and row not in begins], table


@pytest.mark.parametrize("kind", ["Summary", "All recommendations", "All indicators", "Checks", "filled in"])
def test_no_cells_are_merged_in_a_table_or_a_field(workbook, kind):
    for sheet in sheets_of(workbook, kind):
        fields = workbook.inputs[sheet].fields if sheet in workbook.inputs else ()
        fields = {workbook.named(sheet, field.name) for field in fields}
        for area in sheet.merged_cells.ranges:
            assert not fields & {f"{get_column_letter(c)}{r}" for r, c in area.cells}, f"{sheet.title}!{area}"
            # A paragraph goes across the sheet: its table has one column, so there is no other cell beside it.
            tables = [t for t in workbook.tables(sheet) if t.left < t.right]
            assert not [str(t) for t in tables if t.meets(str(area))], f"{sheet.title}!{area}"


@pytest.mark.parametrize("kind", ["Summary", "All recommendations", "All indicators", "Checks", "filled in"])
def test_only_paragraphs_across_the_whole_page_or_half_of_it_are_merged(workbook, kind):
    for sheet in sheets_of(workbook, kind):
        for area in sheet.merged_cells.ranges:
            printed = sheet.print_area or sheet.dimensions
            _, _, right, _ = range_boundaries(printed.rpartition("!")[2])
            halves = [
                (1, 3),
                (2, 3),
                (4, right),
                (5, right),
                (2, right),
            ]  # with or without a link to what a paragraph is about
            allowed = [(1, right), *(halves if kind == "Summary" else [])]
            place = f"{sheet.title}!{area}"
            assert (area.min_col, area.max_col) in allowed and area.min_row == area.max_row, place


def test_the_heading_row_is_repeated_on_every_printed_page(workbook):
    for sheet in workbook.visible:
        assert sheet.print_title_rows, sheet.title
        first, last = (int(row) for row in re.findall(r"\d+", sheet.print_title_rows))
        assert first == last or sheet.cell(first, 1).value == "Actions", sheet.title
        assert any(cell.value for cell in sheet[last]), sheet.title


# --------------------------------------------------------------------------------------------- finding the way


def test_every_sheet_is_called_what_it_is(workbook, plan):
    lists = ["All recommendations", "All indicators"]
    names = ["Summary", *lists, "Checks", "Plan", "Guidance", *(each.sheet for each in plan.recommendations), "Lists"]
    if not workbook.inputs:
        names[1] = layout.list_title(names[1], plan.item_word)
        names = [name for name in names if name not in ("Checks", "Plan", "Guidance", "Lists")]
    assert workbook.book.sheetnames == names
    for each in plan.recommendations:
        assert each.sheet == layout.sheet_name(each.number.text)


def test_every_sheet_begins_in_its_first_cell_and_opens_there(workbook):
    for sheet in workbook.sheets:
        assert sheet["A1"].value, sheet.title
        view = sheet.sheet_view
        assert view.topLeftCell in (None, "A1"), sheet.title
        assert {each.activeCell for each in view.selection} <= {None, "A1"}, sheet.title
    assert workbook.book.active.title == "Summary"


def test_nothing_is_smaller_than_eleven_points(workbook):
    for sheet in workbook.sheets:
        assert [cell.coordinate for cell in cells(sheet) if cell.font.sz < SIZE] == [], sheet.title
        sizes = [r.dxf.font.sz for _, r in rules(sheet) if r.dxf is not None and r.dxf.font and r.dxf.font.sz]
        assert all(size >= SIZE for size in sizes), sheet.title
        footer = [sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right]
        assert all(part.size is None or part.size >= SIZE for part in footer), sheet.title
    for chart in workbook.charts():
        texts = [*chart.iter(f"{CHART}legend"), *(label for label in chart.iter(f"{CHART}dLbls") if len(label))]
        axes = [axis for kind in ("catAx", "valAx", "dateAx") for axis in chart.iter(f"{CHART}{kind}")]
        texts += [axis for axis in axes if axis.find(f"{CHART}delete[@val='1']") is None]
        for text in texts:  # where it says nothing, Excel takes 10 points
            sizes = [int(each.get("sz", "0")) for each in text.iter(f"{MAIN}defRPr")]
            assert sizes and min(sizes) >= 100 * SIZE, text.tag
        assert [run.get("sz") for run in chart.iter() if int(run.get("sz") or "9999") < 100 * SIZE] == []


def test_the_tab_key_reaches_every_input_in_the_order_of_the_sheet(workbook):
    for sheet, declared in workbook.inputs.items():
        assert sheet.protection.sheet and not sheet.protection.selectUnlockedCells, sheet.title
        unlocked = [cell for cell in cells(sheet) if not cell.protection.locked]  # across, then down, as the key goes
        for cell in unlocked:
            row, column = sheet.row_dimensions[cell.row], sheet.column_dimensions[cell.column_letter]
            assert not row.hidden and not column.hidden, f"{sheet.title}!{cell.coordinate}"
        tops = [range_boundaries(workbook.named(sheet, each.name))[1] for each in (*declared.fields, *declared.tables)]
        assert tops == sorted(tops), sheet.title
        assert unlocked[0].coordinate == workbook.named(sheet, declared.fields[0].name)


def test_the_workbook_says_its_title_and_that_it_is_in_english(workbook):
    assert workbook.book.properties.title.strip()
    assert workbook.book.properties.language == "en-GB"


def test_every_link_says_where_it_goes(workbook):
    links = [cell for sheet in workbook.sheets for cell in cells(sheet) if cell.hyperlink]
    assert links
    for cell in links:
        place = f"{cell.parent.title}!{cell.coordinate}"
        assert not cell.hyperlink.target, f"{place} leads out of the workbook"
        sheet = cell.hyperlink.location.rpartition("!")[0].strip("'")
        assert sheet in workbook.book.sheetnames, place
        assert cell.value and sheet in f"{cell.value} {cell.hyperlink.tooltip or ''}", place


def test_what_is_hidden_is_nothing_a_reader_needs(workbook, plan):
    hidden = [sheet for sheet in workbook.sheets if sheet not in workbook.visible]
    assert [sheet.title for sheet in hidden] == (["Lists"] if workbook.inputs else [])
    if hidden:
        names = workbook.book.defined_names
        words_of_all = {word for name, words in layout.LISTS.values() for word in words if name in names}
        kept_back = {CountsAs.STOPPED} if plan.has & EXTRAS else {CountsAs.STOPPED, Better.BAND}
        offered = words_of_all - kept_back  # these plans do not use them
        numbers = set(plan.items)
        below = {str(cell.value) for cell in cells(hidden[0]) if cell.row > 1 and cell.value is not None}
        assert below == offered | numbers | {str(layout.TEMPLATE_VERSION)}
    for sheet in workbook.visible:
        assert not [row for row, each in sheet.row_dimensions.items() if each.hidden], sheet.title
        columns = [letter for letter, each in sheet.column_dimensions.items() if each.hidden]
        shown = {str(cell.value) for cell in cells(sheet) if cell.column_letter not in columns}
        # addresses that Checks lists, for the marks; for the Summary, whether a sheet changed; checksums of its rows;
        # in the long tables counts that are nought throughout, and the figures of trend lines, with their headings
        for letter in columns:
            texts = (str(cell.value) for cell in sheet[letter] if cell.value is not None)
            hidden_here = {text for text in texts if not re.fullmatch(r"([A-Z]+[0-9a-f]{4} ?)+", text)}
            if sheet.title.startswith("All "):
                head = [str(cell.value or "") for cell in sheet[letter][:4]]
                assert re.match(r"Actions |PIs ", head[3]) or head[3] in PERIODS or not hidden_here, sheet.title
                hidden_here = {text for text in hidden_here - {*head} if not re.match(r"=|-?[\d.]+$", text)}
            assert {text for text in hidden_here if not text.startswith("=IF(ABS(")} <= shown, sheet.title


# --------------------------------------------------------------------------------------------- the page


def test_the_page_names_these_tests_and_no_others():
    own, *pages = PAGE.read_text(encoding="utf-8").split("## The web page of findings")
    here = {name for name in globals() if name.startswith("test_")}
    assert set(re.findall(r"`(test_\w+)`", own)) == here
    files = ("reports/test_web_page.py", "publishing/test_web.py", "publishing/word")
    sections = re.split("## The (?:published web page|Word report and the PDF)", pages[0])
    for section, place in zip(sections, files, strict=True):
        named = re.findall(r"`(test_\w+)`", section)
        where = ROOT / "tests" / place
        there = "\n".join(each.read_text(encoding="utf-8") for each in where.glob("*.py")) if where.is_dir() else ""
        there = there or where.read_text(encoding="utf-8")
        assert f"tests/{place}" in section
        assert named and [name for name in named if f"def {name}(" not in there] == []
