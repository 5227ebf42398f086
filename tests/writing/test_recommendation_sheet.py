"""A recommendation's sheet as its lead meets it: what is missing, what is marked, where the links go, how it prints."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from builder import EXTRAS, PlanBuilder, clean_plan, editing
from openpyxl import load_workbook

from plan_workbook import layout
from plan_workbook.layout import RECOMMENDATION, SPARE_SHEETS
from plan_workbook.package.heights import height_for, lines_of
from plan_workbook.reading import read_plan
from plan_workbook.writing.formats import DOUBTFUL, GROUP, MARK, MISSING
from plan_workbook.writing.master import blank_register, master_workbook
from plan_workbook.writing.page_setup import A3, A4, fitted, scale_of
from plan_workbook.writing.recommendation_sheet import SIDES
from plan_workbook.writing.status_formula import status_formula

EXCEL_AND_LIBREOFFICE = (694, 707, 723, 738)
"""Points of rows on a page: the second makes columns a little wider, prints smaller and gets more on it."""


def sheet_of(plan, name="R01", *, formulas=False):
    return load_workbook(BytesIO(plan.template()), data_only=not formulas)[name]


def told(sheet):
    """What the panel says, by its labels."""
    return {
        sheet.cell(line.row, line.column).value: sheet.cell(line.row, line.value_column).value
        for line in RECOMMENDATION.panel
    }


def rules_at(sheet, cell):
    """The conditional formats of a cell, the first to decide first."""
    found = [r for area in sheet.conditional_formatting if cell in area.sqref for r in area.rules]
    return sorted(found, key=lambda rule: rule.priority)


def look_of(rule):
    return f"#{rule.dxf.fill.bgColor.rgb[2:]}" if rule.dxf.fill else None


def links_of(sheet):
    return {c.value: c.hyperlink.location for row in sheet.iter_rows() for c in row if c.hyperlink}


# --------------------------------------------------------------------------------------------- the panel


def test_what_counts_and_marks_reaches_the_thin_row_so_that_a_row_inserted_above_it_is_inside():
    sheet, tables = sheet_of(clean_plan(), formulas=True), RECOMMENDATION.using(()).tables
    for table in tables:
        last = int(sheet.defined_names[table.name].attr_text.rpartition("$")[2])
        thin = sheet.cell(last + 1, table.first_column)
        assert thin.protection.locked
        assert sheet.row_dimensions[last + 1].height < 10
    counts = " ".join(str(c.value) for line in sheet.iter_rows(max_row=10) for c in line if c.data_type == "f")
    ends = {int(found) for found in re.findall(r":\$[A-Z]+\$(\d+)", counts)}
    names = (sheet.defined_names[table.name].attr_text for table in tables)
    assert ends == {int(name.rpartition("$")[2]) + 1 for name in names}
    marked = {area.max_row for each in sheet.conditional_formatting for area in each.sqref.ranges}
    assert ends <= marked


def test_the_panel_tells_what_is_missing():
    plan = PlanBuilder().recommendation(title="", rating="", progress="").indicator(actual="", lead="")
    plan.action(text="", lead="-").action(completion_date="30/11/2017")
    assert told(sheet_of(plan)) == {
        "Title, lead or RAG missing": 2,
        "Progress missing": 1,
        "Indicator cells missing": 2,
        "Action cells missing": 2,
        "Overdue and not complete": 1,
        "Overdue, yet rated on track": 1,
        "Completion before start": 0,
        "RAG against Date Completed": 0,
        "Dates and figures stored as text": 0,
    } | {"Still to put right": "7 cells still missing, 1 action late. Not checked yet"}


@pytest.mark.parametrize(
    ("action", "label"),
    [
        ({"completion_date": "30/11/2017", "rating": "R"}, "Overdue and not complete"),
        ({"start_date": "01/02/2018", "completion_date": "01/01/2018"}, "Completion before start"),
        ({"rating": "G", "date_completed": "05/12/2017"}, "RAG against Date Completed"),
        ({"rating": "C", "date_completed": "05/02/2018"}, "RAG against Date Completed"),
    ],
)
def test_the_panel_tells_which_dates_and_ratings_do_not_fit_together(action, label):
    lines = told(sheet_of(clean_plan().action(**action)))
    said = (
        "Nothing missing, 1 action late"
        if "Overdue" in label
        else "Nothing missing or late, 1 date or rating to look at"
    )
    assert lines.pop("Still to put right") == f"{said}. Not checked yet"
    assert {line for line, count in lines.items() if count} == {label}


@pytest.mark.parametrize(
    "action",
    [
        {"rating": "C", "date_completed": "31/12/2017"},
        {"rating": "C", "completion_date": "30/11/2017"},
        {"completion_date": "31/12/2017"},
        {"start_date": "31/03/2018"},
    ],
)
def test_what_fits_together_is_left_alone(action):
    lines = told(sheet_of(clean_plan().action(**action)))
    assert lines.pop("Still to put right") == "Nothing missing or late. Not checked yet"
    assert not any(lines.values())


def test_the_sentence_speaks_of_one_cell_as_of_one():
    assert told(sheet_of(clean_plan().action(lead="")))["Still to put right"].startswith("1 cell still missing, ")
    assert told(sheet_of(clean_plan().action(lead="", ref="")))["Still to put right"].startswith(
        "2 cells still missing, "
    )


def test_a_closed_recommendation_lacks_nothing_but_may_contradict_itself():
    plan = PlanBuilder().recommendation(status="BAU", title="", rating="").action(lead="", completion_date="30/11/2017")
    lines = told(sheet_of(plan.action(rating="G", date_completed="05/12/2017")))
    said = "Nothing missing or late, 1 date or rating to look at. Not checked yet"
    assert lines.pop("Still to put right") == said
    assert {line for line, count in lines.items() if count} == {"RAG against Date Completed"}


def test_figures_and_dates_that_no_formula_can_read_are_counted_and_marked(book):
    plan = (
        clean_plan().indicator(actual="Qtr 2 41%", target="-").action(completion_date="31 Feb 2018", start_date="tbc")
    )
    lines = told(sheet_of(plan))
    assert lines.pop("Still to put right") == "Nothing missing or late, 2 stored as text. Not checked yet"
    assert {line: count for line, count in lines.items() if count} == {"Dates and figures stored as text": 2}
    for table, heading in (("Indicators", "Actual"), ("Actions", "Start Date")):
        cell = book.cell("R07", table, 1, heading).coordinate
        assert any("ISTEXT" in r.formula[0] and look_of(r) == DOUBTFUL["bg_color"] for r in rules_at(book["R07"], cell))


def test_a_ref_may_be_a_word_that_elsewhere_says_nothing():
    assert told(sheet_of(clean_plan().action(ref="tbc")))["Action cells missing"] == 0


# --------------------------------------------------------------------------------------------- the marks


def test_a_cell_that_may_be_missing_has_a_dashed_border_and_one_that_checks_lists_a_red_one_as_well(book):
    for cell in (
        book.field("R07", "Title"),
        book.field("R07", "Lead"),
        book.field("R07", "RAG"),
        book.cell("R07", "Progress", 1, "Progress"),
        book.cell("R07", "Indicators", 2, "Actual"),
        book.cell("R07", "Actions", 2, "Ref"),
        book.cell("R07", "Actions", 2, "Task Lead"),
    ):
        first, second = [r for r in rules_at(book["R07"], cell.coordinate) if look_of(r) == MISSING["bg_color"]]
        assert layout.MARKED_NAME in first.formula[0] and first.dxf.border.left.color.rgb[2:] == MARK[1:]
        assert layout.MARKED_NAME not in second.formula[0] and second.dxf.border.left.style == "dashed"


def test_cells_nobody_has_to_fill_are_never_marked_as_missing(book):
    for cell in (
        book.field("R07", "Status"),
        book.cell("R07", "Progress", 2, "Progress"),
        book.cell("R07", "Indicators", 2, "Period"),
        book.cell("R07", "Actions", 2, "Comment"),
        book.cell("R07", "Actions", 2, "Date Completed"),
    ):
        assert MISSING["bg_color"] not in map(look_of, rules_at(book["R07"], cell.coordinate))


def test_a_rating_in_doubt_keeps_its_colour_and_gets_a_red_border_and_a_sign(book):
    for cell in (book.field("R07", "RAG"), book.cell("R07", "Actions", 1, "RAG")):
        rules = rules_at(book["R07"], cell.coordinate)
        assert DOUBTFUL["bg_color"] not in map(look_of, rules)
        doubted, usual = [rule for rule in rules if look_of(rule) == "#A9D18E"]
        assert layout.MARKED_NAME in doubted.formula[0] and layout.MARKED_NAME not in usual.formula[0]
        assert doubted.dxf.border.left.color.rgb[2:] == MARK[1:] and doubted.dxf.numFmt.formatCode.endswith('@" !"')
        assert not usual.dxf.border and not usual.dxf.numFmt
    uncoloured = [rule.formula[0] for rule in rules if not look_of(rule) and rule.dxf.numFmt]
    assert len(uncoloured) == 2 and all(each in doubted.formula[0] for each in uncoloured)


def test_a_new_objective_has_a_line_above_it(book):
    for row, heading in ((1, "Objective"), (2, "Objective"), (2, "Ref"), (2, "Comment")):
        cell = book.cell("R07", "Actions", row, heading)
        rule = rules_at(book["R07"], cell.coordinate)[-1]
        border = rule.dxf.border
        assert border.top.style == "medium" and border.top.color.rgb[2:] == GROUP["top_color"][1:]
    first = book.cell("R07", "Actions", 1, "Objective").row
    assert rule.formula == [f'AND($A{first}<>"",$A{first}<>$A{first - 1})']


def test_marks_cover_whole_columns_and_do_not_grow_in_number_with_the_rows():
    small, large = clean_plan(), clean_plan()
    for _ in range(30):
        large.indicator().action()
    counts = [
        sum(len(a.rules) for a in sheet_of(plan, formulas=True).conditional_formatting) for plan in (small, large)
    ]
    assert counts[0] == counts[1] <= 60


def test_no_rule_looks_at_another_sheet_or_holds_a_list_which_excel_would_refuse(book):
    for area in book["R07"].conditional_formatting:
        for rule in area.rules:
            assert "!" not in rule.formula[0] and "{" not in rule.formula[0]
            assert len(rule.formula[0]) < 3000


# --------------------------------------------------------------------------------------------- links


def test_a_sheet_links_to_the_checks_the_summary_and_its_neighbours():
    plan = PlanBuilder().recommendation(number="1").recommendation(number="4.10").recommendation(number="x y")
    plan.indicator()
    usual = {"Open Checks": "Checks!A1", "Back to Summary": "Summary!A1"}
    assert links_of(sheet_of(plan, "R01")) == {**usual, "Next: R4.10": "'R4.10'!A1"}
    assert links_of(sheet_of(plan, "R4.10")) == {
        **usual,
        "Previous: R01": "'R01'!A1",
        "Next: Rx y": "'Rx y'!A1",
    }
    assert links_of(sheet_of(plan, "Rx y")) == {**usual, "Previous: R4.10": "'R4.10'!A1"}


def test_what_a_lead_types_is_not_taken_for_a_link(tmp_path):
    path = clean_plan(2).write_template(tmp_path / "plan.xlsx")
    assert not read_plan(path).observations
    with editing(path) as book:
        book["R01"]["P20"] = "Next: ring Ann"
    assert [(seen.rule, seen.cell) for seen in read_plan(path).observations] == [("content-outside-table", "P20")]


def test_labels_of_the_plan_s_own_choosing_are_not_written_into_the_panel():
    plan = clean_plan(item_word="Priority").rating("D", "Done", "complete").rating("F", "Fine", "on track")
    texts = [str(c.value) for row in sheet_of(plan).iter_rows(max_row=9) for c in row if c.value is not None]
    assert not re.search(r"recommendation|\bgreen\b", " ".join(texts), re.IGNORECASE)
    assert not {"Complete", "Amber", "Red"} & set(texts)


# --------------------------------------------------------------------------------------------- on paper


def test_paragraphs_have_room_and_print_at_seven_tenths_of_their_size_or_more():
    widths = RECOMMENDATION.using(()).widths
    assert widths[RECOMMENDATION.value_column - 1] >= 54
    across = sum(width * 7 + 5 for width in widths) * 72 / 96
    page = sheet_of(clean_plan()).page_margins
    assert (841.9 - 72 * (page.left + page.right)) / across >= 0.7, "declare narrower columns"


@pytest.mark.parametrize(
    ("used", "paper", "paragraph"),
    [
        ((), A4, 54),
        (("target_now", "floor"), A4, 50.4),
        (("confidence", "evidence", "signed_off_by"), A4, 50.2),
        (("target_now", "floor", "forecast"), A4, 46.3),
        (("target_now", "floor", "forecast", "benchmark"), A3, 54),
        (EXTRAS, A3, 54),
    ],
)
def test_a_sheet_with_more_columns_prints_as_large_with_less_room_for_texts_and_at_last_on_larger_paper(
    used, paper, paragraph
):
    chosen, widths = fitted(RECOMMENDATION.using(used), SIDES)
    assert (chosen, widths[RECOMMENDATION.value_column - 1]) == (paper, paragraph)
    assert scale_of(widths, chosen, SIDES) >= 0.7


def test_tables_share_their_left_edge_and_go_to_the_right_one(book):
    sheet, declared = book["R07"], RECOMMENDATION.using(EXTRAS)
    last = len(declared.widths)
    for table in declared.tables:
        first = book.cell("R07", table.key, 0, table.columns[0].heading)
        assert first.column == 1
        heading = [sheet.cell(first.row, at).fill.fgColor.rgb for at in (1, last, last + 1)]
        assert heading[0] == heading[1] != heading[2]
        if not table.across:
            assert sheet.cell(first.row + 1, last).border.right.style == "thin"
    texts = [book.cell("R07", *each).column for each in (("Indicators", 0, "Description"), ("Actions", 0, "Action"))]
    assert texts[0] == texts[1]


def test_a_paragraph_goes_across_the_sheet_and_its_row_is_as_tall_as_it_needs_and_stays_so():
    long = "Every team has looked at its own cases and said what it found. " * 12
    sheet = sheet_of(clean_plan().recommendation(progress=f"Short.\n\n{long}"), "R02")
    across = {area.min_row: area for area in sheet.merged_cells.ranges}
    short, tall, *spare = sorted(across)
    assert {(area.min_col, area.max_col) for area in across.values()} == {(1, len(RECOMMENDATION.using(()).widths))}
    heights = [sheet.row_dimensions[row].height for row in (short, tall, *spare)]
    assert heights[1] > heights[0] == heights[2] > height_for([("Short.", 54)])
    assert heights[1] >= height_for([(long.strip(), sum(RECOMMENDATION.using(()).widths))])


def test_spare_rows_are_not_printed_until_something_is_typed_into_them(book):
    sheet = book["R07"]
    assert sheet.sheet_view.showGridLines is not False and not sheet.print_options.gridLines
    assert {each.fill.fgColor.rgb for each in sheet.column_dimensions.values()} == {sheet["A3"].fill.fgColor.rgb}
    for name, heading, filled in (("Progress", "Progress", 1), ("Indicators", "Status", 5), ("Actions", "RAG", 2)):
        last, spare = (book.cell("R07", name, row, heading) for row in (filled, filled + 1))
        assert last.border.left.style == "thin"
        assert spare.border.left.style is None and spare.fill.fill_type is None
        framed = rules_at(sheet, spare.coordinate)[-1]
        assert framed.formula[0].startswith("COUNTA(") and framed.dxf.border.left.style == "thin"


def test_nothing_is_smaller_than_eleven_points(book):
    assert min(cell.font.sz for row in book["R07"].iter_rows() for cell in row) >= 11


@pytest.mark.slow
def test_a_heading_is_not_left_behind_at_the_foot_of_a_page():
    for progress in range(1, 40):
        plan = PlanBuilder().recommendation(progress="\n\n".join(["Audits were made."] * progress)).indicator().action()
        sheet = sheet_of(plan)
        breaks = {each.id for each in sheet.row_breaks.brk}
        for table in (layout.INDICATORS, layout.ACTIONS):
            area = sheet.defined_names[table.name].attr_text
            heading = int(re.search(r"\$(\d+):", area)[1])
            assert not {heading - 1, heading} & breaks  # none between title, headings and first row
            for capacity in EXCEL_AND_LIBREOFFICE:
                pages = paginated(sheet, capacity)
                assert pages[heading - 1] == pages[heading] == pages[heading + 1], (progress, table.key, capacity)


def paginated(sheet, capacity):
    """The page each row falls on, with pages that hold so many points of rows."""
    breaks = {each.id for each in sheet.row_breaks.brk}
    pages, page, used = {}, 1, 0.0
    for row in range(1, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or 15
        if used + height > capacity or row - 1 in breaks:
            page, used = page + 1, sheet.row_dimensions[1].height
        used += height
        pages[row] = page
    return pages


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("Head of Assessment", 15, 2), ("Head of Assessment", 20, 1), ("a\n\nb", 10, 3), ("x" * 100, 10, 10)],
)
def test_lines_are_counted_by_the_letters_widths(text, width, lines):
    assert lines_of(text, width) == lines


def test_a_row_is_as_tall_as_its_longest_text():
    assert height_for([("short", 10), ("Head of Assessment", 15)]) == height_for([("a\nb", 10)])


def test_a_new_workbook_s_panel_says_from_the_first_day_what_the_check_found():
    plan = clean_plan(2).indicator("1", actual="Qtr 2 41%")
    book = load_workbook(BytesIO(plan.checked_workbook()), data_only=True)
    total = RECOMMENDATION.line("total")
    said = [book[name].cell(total.row, total.value_column).value for name in ("R01", "R02")]
    assert said == [
        "Nothing missing or late, 1 stored as text. Last check: 1 cell with errors",
        "Nothing missing or late. Last check: nothing found",
    ]


def test_the_blank_master_stays_small():
    assert len(master_workbook(blank_register(SPARE_SHEETS))) < 255_000


def test_the_formula_of_a_status_stays_within_the_limits_of_excel_2013():
    formula = status_formula(999, layout.INDICATORS)
    bare = re.sub('"[^"]*"', "", formula)
    depth = [bare[:at].count("(") - bare[:at].count(")") for at in range(len(bare))]
    assert len(formula) < 8_192
    assert max(depth) <= 64
    assert not re.search("LET|LAMBDA|TEXTJOIN|IFS|XLOOKUP", bare)
