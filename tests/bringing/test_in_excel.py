"""Excel trackers of any layout in the neutral form: tables, texts around them, and cells as a person sees them."""

import base64
import datetime
import io
import random
import zipfile
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Border, Color, Font, PatternFill, Side
from openpyxl.worksheet.table import Table as ExcelTable
from trial import SHARED

from plan_workbook.bringing.documents.document import Table
from plan_workbook.bringing.documents.in_excel import read_excel
from plan_workbook.bringing.documents.regions import regions
from plan_workbook.bringing.documents.sheet_rows import Spot
from plan_workbook.bringing.documents.sheet_signs import Signs
from plan_workbook.package import PackageError

GREY, RED, AMBER, GREEN = "D9D9D9", "FF0000", "FFC000", "00B050"
HEADINGS = ["Ref", "Action", "Owner", "Due", "RAG"]
ACTIONS = [
    ["1.1", "Publish the new quality assurance framework", "Jo Hart", "Mar 2018", "G"],
    ["1.2", "Audit twenty cases a month", "Sam Lee", "31/12/2017", "A"],
    ["1.3", "Train every team manager", "Jo Hart", "Sept 2017", "C"],
]
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MEASURES = [["PI", "Measure", "Target", "Actual"], ["204", "Assessments on time", 0.9, 0.85], ["205", "Visits", 40, 38]]


def of(fill=None, *, draw=None, title="Action plan", **sheets):
    """Read a workbook made by functions that fill its sheets."""
    book = openpyxl.Workbook()
    book.active.title = title
    if fill:
        fill(book.active)
    for name, each in sheets.items():
        each(book.create_sheet(name))
    if draw:
        draw(book)
    content = io.BytesIO()
    book.save(content)
    return read_excel(content.getvalue(), "tracker.xlsx")


def put(sheet, rows, at="A1", head=True, fill=GREY):
    """Put rows of values on a sheet; the first is bold and filled, as headings are, if so wanted."""
    first = sheet[at]
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                cell = sheet.cell(first.row + down, first.column + across, value)
                if head and down == 0:
                    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=fill)


def paint(sheet, cells, colour):
    for row in sheet[cells] if ":" in cells else [[sheet[cells]]]:
        for cell in row:
            cell.fill = PatternFill("solid", fgColor=colour)


def box(sheet, cells):
    thin = Side(style="thin")
    for row in sheet[cells]:
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)


def outline(document):
    """Return the blocks in words: the ranges of tables, the texts of passages."""
    return [b.where.split(", ")[-1] if isinstance(b, Table) else b.text for b in document.blocks]


def first_row(table):
    return [cell.text for cell in table.cells if cell.row == 0]


# How tables are told apart


def test_a_title_block_is_texts_and_the_table_begins_with_its_headings():
    def fill(sheet):
        sheet["A1"], sheet["A2"], sheet["F2"] = "Improvement Plan", "Authority:", "Position at 31/12/2017"
        sheet["B2"] = "Darlington"
        sheet.merge_cells("A1:E1")
        put(sheet, [HEADINGS, *ACTIONS], "A4")

    document = of(fill)
    assert outline(document) == ["Improvement Plan", "Authority:", "Darlington", "Position at 31/12/2017", "A4:E7"]
    assert [p.where for p in document.passages()][:2] == [
        "tracker.xlsx, Action plan!A1",
        "tracker.xlsx, Action plan!A2",
    ]
    assert [t.where for t in document.tables()] == ["tracker.xlsx, sheet Action plan, A4:E7"]
    assert all(block.sheet == "Action plan" for block in document.blocks)


def test_a_title_directly_above_the_headings_is_not_in_the_table():
    def fill(sheet):
        sheet["A1"] = "Improvement Plan"
        sheet.merge_cells("A1:E1")
        put(sheet, [HEADINGS, *ACTIONS], "A2")

    assert outline(of(fill)) == ["Improvement Plan", "A2:E5"]


def test_headings_in_two_rows_are_both_in_the_table():
    def fill(sheet):
        put(sheet, [["Ref", "Action", "Timescale", None, "RAG"], [None, None, "Start", "Due"]], "A3")
        put(sheet, [[None, None, "Start", "Due"]], "A4")
        for cells in ("A3:A4", "B3:B4", "E3:E4", "C3:D3"):
            sheet.merge_cells(cells)
        put(
            sheet,
            [["1", "Audit", "Aug 2017", "Mar 2018", "G"], ["2", "Train", "Aug 2017", "Mar 2018", "A"]],
            "A5",
            False,
        )
        sheet["A1"] = "Plan"

    document = of(fill)
    assert outline(document) == ["Plan", "A3:E6"]
    (table,) = document.tables()
    places = {cell.text: (cell.row, cell.column, cell.down, cell.across) for cell in table.cells}
    assert places["Ref"] == (0, 0, 2, 1)
    assert places["Timescale"] == (0, 2, 1, 2)
    assert places["Due"] == (1, 3, 1, 1)


def test_one_heading_over_two_columns_belongs_to_the_table_and_a_title_does_not():
    def fill(sheet):
        sheet["C2"] = "Timescale"
        sheet.merge_cells("C2:D2")
        put(
            sheet, [["Ref", "Action", "Start", "Due"], ["1", "Audit", "Aug", "Mar"], ["2", "Train", "Aug", "Mar"]], "A3"
        )
        sheet["A1"] = "Plan"

    assert outline(of(fill)) == ["Plan", "A2:D5"]


def test_blank_rows_inside_a_table_do_not_end_it():
    def fill(sheet):
        put(sheet, [HEADINGS, ACTIONS[0], [None], ACTIONS[1], [None], [None], ACTIONS[2]])

    assert outline(of(fill)) == ["A1:E7"]


def test_a_theme_alone_in_a_row_belongs_to_the_table_that_goes_on_below():
    def fill(sheet):
        put(sheet, [HEADINGS, ["Theme 1"], ACTIONS[0], [None], ["Theme 2"], *ACTIONS[1:]])
        sheet.merge_cells("A2:E2")

    assert outline(of(fill)) == ["A1:E7"]


def test_a_theme_with_headings_of_its_own_is_a_text_above_a_table_of_its_own():
    def fill(sheet):
        sheet["A1"] = "Theme 1"
        put(sheet, [HEADINGS, *ACTIONS], "A2")
        sheet["A7"] = "Theme 2"
        put(sheet, [HEADINGS, *ACTIONS], "A8")

    assert outline(of(fill)) == ["Theme 1", "A2:E5", "Theme 2", "A8:E11"]


def test_tables_below_each_other_are_told_apart_by_their_headings():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        sheet["A6"] = "Performance"
        put(sheet, MEASURES, "A7")

    assert outline(of(fill)) == ["A1:E4", "Performance", "A7:D9"]


def test_a_table_directly_below_another_is_told_by_headings_that_look_the_same():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, MEASURES, "A5")

    assert outline(of(fill)) == ["A1:E4", "A5:D7"]


def test_tables_below_each_other_without_any_style_are_told_apart_by_their_words():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS], head=False)
        sheet["A6"] = "Performance"
        put(sheet, MEASURES, "A7", head=False)

    assert outline(of(fill)) == ["A1:E4", "Performance", "A7:D9"]


@pytest.mark.parametrize("title", ["BRAG key", "Key:", "RAG rating key", "Legend"])
def test_a_key_below_is_a_table_of_its_own(title):
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, [[title], ["G", "On track"], ["R", "Off track"]], "A6", head=False)

    assert outline(of(fill)) == ["A1:E4", title, "A7:B8"]


def test_a_key_directly_below_and_notes_are_not_in_the_table():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS, ["Key"], ["G", "On track"], ["R", "Off track"]])
        sheet["A9"] = "Notes"
        sheet["A10"] = "Figures are provisional."

    assert outline(of(fill)) == ["A1:E4", "Key", "A6:B7", "Notes", "Figures are provisional."]


def test_a_key_of_colours_with_texts_beside_them_is_a_table():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, [[None, "Off track"], [None, "At risk"], [None, "On track"]], "A6", head=False)
        for row, colour in enumerate((RED, AMBER, GREEN), 6):
            paint(sheet, f"A{row}", colour)

    document = of(fill)
    assert outline(document) == ["A1:E4", "A6:B8"]
    assert [(c.text, c.fill) for c in list(document.tables())[1].cells][:2] == [("", RED), ("Off track", None)]


def test_a_key_in_one_column_of_coloured_cells_is_a_table():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, [["Off track"], ["At risk"], ["On track"]], "B7", head=False)
        for row, colour in enumerate((RED, AMBER, GREEN), 7):
            paint(sheet, f"B{row}", colour)

    assert outline(of(fill)) == ["A1:E4", "B7:B9"]


def test_a_key_in_one_row_above_is_a_table():
    def fill(sheet):
        sheet["A1"] = "Plan"
        put(sheet, [["Key", "Red", "Amber", "Green"]], "A2", head=False)
        for cell, colour in (("B2", RED), ("C2", AMBER), ("D2", GREEN)):
            paint(sheet, cell, colour)
        put(sheet, [HEADINGS, *ACTIONS], "A4")

    assert outline(of(fill)) == ["Plan", "A2:D2", "A4:E7"]


def test_a_key_in_one_row_directly_above_the_headings_of_a_group_is_not_in_the_table():
    def fill(sheet):
        put(sheet, [["Late", "At risk", "On time"]], "A1", head=False)
        for cell, colour in (("A1", RED), ("B1", AMBER), ("C1", GREEN)):
            paint(sheet, cell, colour)
        put(sheet, [HEADINGS, *ACTIONS], "A2")

    assert outline(of(fill)) == ["A1:C1", "A2:E5"]


def test_labels_and_what_they_say_above_each_table_are_texts():
    def fill(sheet):
        for row, theme in ((1, 1), (8, 2), (15, 3)):
            put(sheet, [["Theme:", theme], ["Lead:", "Jo Hart"]], f"A{row}", head=False)
            put(sheet, [HEADINGS, *ACTIONS], f"A{row + 2}")

    document = of(fill)
    assert [t.where.split(", ")[-1] for t in document.tables()] == ["A3:E6", "A10:E13", "A17:E20"]
    assert [p.text for p in document.passages()] == ["Theme:", "1", "Lead:", "Jo Hart"] + [
        text for theme in ("2", "3") for text in ("Theme:", theme, "Lead:", "Jo Hart")
    ]


def test_headings_repeated_below_a_title_begin_a_table_and_those_of_a_printed_page_do_not():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, [HEADINGS, *ACTIONS], "A5")
        put(sheet, [["Theme 2"], HEADINGS, *ACTIONS], "A9")
        put(sheet, [HEADINGS], "A10")

    assert outline(of(fill)) == ["A1:E8", "Theme 2", "A10:E13"]


def test_a_theme_with_its_lead_in_the_same_row_is_told_from_the_headings_below():
    def fill(sheet):
        for row in (1, 6, 11):
            put(sheet, [["Theme", None, None, "Lead: Jo Hart"]], f"A{row}", fill="DDEBF7")
            paint(sheet, f"A{row}:E{row}", "DDEBF7")
            put(sheet, [HEADINGS, *ACTIONS], f"A{row + 1}")

    assert outline(of(fill)) == ["Theme", "Lead: Jo Hart", "A2:E5"] + [
        text for ends in ("A7:E10", "A12:E15") for text in ("Theme", "Lead: Jo Hart", ends)
    ]


def test_a_table_directly_below_with_headings_of_another_colour_is_another_one():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, MEASURES, "A5", fill="BDD7EE")

    assert outline(of(fill)) == ["A1:E4", "A5:D7"]


def test_paragraphs_between_tables_are_texts_and_so_is_a_title_in_two_cells():
    def fill(sheet):
        for row in (1, 10):
            put(sheet, [["Priority", None, None, None, "Overall RAG: G"]], f"A{row}", head=False)
            put(sheet, [HEADINGS, *ACTIONS], f"A{row + 1}")
            sheet.cell(row + 6, 1, "Progress")
            sheet.cell(row + 7, 1, "We did much.")

    texts = ["Progress", "We did much."]
    expected = ["Priority", "Overall RAG: G", "A2:E5", *texts, "Priority", "Overall RAG: G", "A11:E14", *texts]
    assert outline(of(fill)) == expected


def test_headings_in_three_rows_are_all_in_the_table():
    def fill(sheet):
        put(sheet, [["Delivery", None, None, None, "Assurance"]], "A3")
        put(sheet, [["What", None, "When", None, "Rating"]], "A4")
        put(sheet, [["Ref", "Action", "Start", "Due"]], "A5")
        put(sheet, [["1", "Audit", "Aug", "Mar", "G"], ["2", "Train", "Aug", "Mar", "A"]], "A6", head=False)
        for cells in ("A3:D3", "A4:B4", "C4:D4", "E4:E5"):
            sheet.merge_cells(cells)
        sheet["A1"] = "Plan"

    assert outline(of(fill)) == ["Plan", "A3:E7"]


def test_months_that_are_dates_are_headings():
    def fill(sheet):
        for row in (2, 7):
            months = [datetime.date(2017, month, 1) for month in range(4, 8)]
            put(sheet, [["PI", "Measure", *months], *([pi, "Visits", 0.5, 0.6, 0.7, 0.8] for pi in "ab")], f"A{row}")
            sheet.cell(row - 1, 1, "Scorecard")

    assert outline(of(fill)) == ["Scorecard", "A2:F4", "Scorecard", "A7:F9"]


def test_colours_below_a_heading_after_a_blank_column_are_in_the_table():
    def fill(sheet):
        put(sheet, [[*HEADINGS[:4], None, "RAG", "Comments"], *(row[:4] for row in ACTIONS)])
        for row, colour in ((2, GREEN), (3, AMBER), (4, RED)):
            paint(sheet, f"F{row}", colour)
        sheet.column_dimensions["E"].width = 2

    document = of(fill)
    assert outline(document) == ["A1:G4"]
    assert [c.fill for t in document.tables() for c in t.cells if c.column == 5] == [GREY, GREEN, AMBER, RED]


def test_a_key_next_to_a_short_table_begins_below_its_headings():
    def fill(sheet):
        put(sheet, [HEADINGS, *(row[:4] for row in ACTIONS)])
        put(sheet, [[None, "Off track"], [None, "At risk"], [None, "On track"]], "G2", head=False)
        for row, colour in ((2, RED), (3, AMBER), (4, GREEN)):
            paint(sheet, f"E{row}", colour)
            paint(sheet, f"G{row}", colour)

    assert outline(of(fill)) == ["A1:E4", "G2:H4"]


def test_a_key_of_colours_directly_above_the_headings_is_not_in_the_table():
    def fill(sheet):
        sheet["A1"] = "Plan"
        put(sheet, [[None, "Off track"], [None, "At risk"], [None, "On track"]], "D1", head=False)
        for row, colour in ((1, RED), (2, AMBER), (3, GREEN)):
            paint(sheet, f"D{row}", colour)
        put(sheet, [HEADINGS, *ACTIONS], "A4")

    assert outline(of(fill)) == ["Plan", "D1:E3", "A4:E7"]


def test_the_colour_of_the_sheet_itself_is_not_in_a_table():
    def fill(sheet):
        paint(sheet, "A1:Z40", "F2F2F2")
        paint(sheet, "B4:F7", "FFFFFF")
        put(sheet, [HEADINGS, *ACTIONS], "B4")

    assert outline(of(fill)) == ["B4:F7"]


def test_a_key_next_to_a_table_is_a_table_of_its_own():
    def fill(sheet):
        sheet["A1"] = "A long title across everything"
        sheet.merge_cells("A1:H1")
        put(sheet, [HEADINGS, *ACTIONS, *ACTIONS, *ACTIONS], "A3")
        put(sheet, [["RAG", "Meaning"], ["R", "Off track"], ["A", "At risk"], ["G", "On track"]], "G3")

    assert outline(of(fill)) == ["A long title across everything", "A3:E12", "G3:H6"]


def test_two_tables_next_to_each_other_are_two():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        put(sheet, [HEADINGS, *ACTIONS], "G1")

    assert outline(of(fill)) == ["A1:E4", "G1:K4"]


@pytest.mark.parametrize("width", [1.5, None])
def test_a_blank_column_inside_a_table_does_not_part_it(width):
    def fill(sheet):
        put(sheet, [[*HEADINGS, None, "Evidence"], *([*row, None, "Audit report"] for row in ACTIONS)])
        if width:
            sheet.column_dimensions["F"].width = width

    assert outline(of(fill)) == ["A1:G4"]


def test_a_column_of_few_remarks_after_a_blank_one_belongs_to_the_table():
    def fill(sheet):
        rows = [[*row, None, None] for row in (*ACTIONS, *ACTIONS)]
        rows[3][6] = "Late, because of the move"
        put(sheet, [[*HEADINGS, None, "Evidence"], *rows])

    assert outline(of(fill)) == ["A1:G7"]


def test_lines_around_blank_rows_keep_a_form_together():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS, [None], ["1.4", "Recruit"]])
        box(sheet, "A1:E6")

    assert outline(of(fill)) == ["A1:E6"]


def test_an_excel_table_with_blank_rows_is_one_and_says_which_rows_are_headings():
    def fill(sheet):
        put(sheet, [HEADINGS, ACTIONS[0], [None], [None], ["1.9"]], "B3", head=False)
        sheet.add_table(ExcelTable(displayName="Actions", ref="B3:F7"))

    document = of(fill)
    assert outline(document) == ["B3:F7"]
    assert next(document.tables()).repeated == 1


@pytest.mark.parametrize("sign", ["filter", "frozen", "printed"])
def test_a_filter_frozen_rows_and_print_titles_say_which_rows_are_headings(sign):
    def fill(sheet):
        put(sheet, [["Report", "December", "2017", "Draft"], HEADINGS, *ACTIONS], head=False)
        if sign == "filter":
            sheet.auto_filter.ref = "A2:E5"
        elif sign == "frozen":
            sheet.freeze_panes = "B3"
        else:
            sheet.print_title_rows = "1:2"

    document = of(fill)
    (table,) = document.tables()
    assert first_row(table) == HEADINGS
    assert table.repeated == 1


def test_a_row_below_the_headings_that_stays_in_sight_too_is_not_headings():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        sheet.freeze_panes = "A4"

    (table,) = of(fill).tables()
    assert (first_row(table), table.repeated) == (HEADINGS, 0)


def test_a_bold_title_with_a_date_beside_it_is_not_the_headings_of_a_narrow_table():
    def fill(sheet):
        sheet["A1"], sheet["C1"] = "Improvement plan", "31/12/2017"
        sheet["A1"].font = sheet["C1"].font = Font(bold=True)
        put(sheet, [["Ref", "Action", "RAG"], ["1", "Audit", "G"], ["2", "Train", "A"]], "A2")

    assert outline(of(fill)) == ["Improvement plan", "31/12/2017", "A2:C4"]


def test_a_sheet_of_single_texts_is_texts():
    def fill(sheet):
        for row, text in enumerate(["Plan", None, "What we will do", "How we will know"], 1):
            sheet.cell(row, 1, text)

    assert outline(of(fill)) == ["Plan", "What we will do", "How we will know"]


# What a cell shows


@pytest.mark.parametrize(
    ("value", "code", "text", "inside"),
    [
        (0.98, "0%", "98%", Decimal("0.98")),
        (datetime.date(2018, 3, 31), "dd/mm/yyyy", "31/03/2018", datetime.date(2018, 3, 31)),
        (datetime.date(2018, 3, 31), "mm-dd-yy", "31/03/2018", datetime.date(2018, 3, 31)),
        (datetime.date(2018, 3, 1), "mmm-yy", "Mar-18", datetime.date(2018, 3, 1)),
        (datetime.date(2018, 3, 1), "[$-F800]dddd, mmmm dd, yyyy", "01 March 2018", datetime.date(2018, 3, 1)),
        (datetime.datetime(2018, 3, 1, 14, 30), "dd/mm/yyyy hh:mm", "01/03/2018 14:30", datetime.date(2018, 3, 1)),
        (datetime.time(14, 30), "hh:mm", "14:30", Decimal("0.604166666666667")),
        (1250, "£#,##0", "£1,250", Decimal(1250)),
        (1250, '_-"£"* #,##0.00_-', "£1,250.00", Decimal(1250)),
        (7, "000", "007", Decimal(7)),
        (0.1 + 0.2, "General", "0.3", Decimal("0.3")),
        (204, "General", "204", Decimal(204)),
        (5, ";;;", "5", Decimal(5)),
        ("a\nb", "General", "a\nb", None),
        ("7", '"CSC "@', "CSC 7", None),
        (True, "General", "TRUE", None),
        ("#N/A", "General", "#N/A", None),
    ],
)
def test_a_cell_has_the_text_that_it_shows_and_its_number_or_date(value, code, text, inside):
    def fill(sheet):
        put(sheet, [["Ref", "What"], ["1", value]])
        sheet["B2"].number_format = code

    (table,) = of(fill).tables()
    cell = table.by_place()[1, 1]
    assert (cell.text, cell.value) == (text, inside)
    assert type(cell.value) is type(inside)


def test_dates_counted_from_1904_are_the_same_dates():
    def fill(sheet):
        put(sheet, [["Ref", "Due"], ["1", datetime.date(2018, 3, 31)]])
        sheet["B2"].number_format = "dd/mm/yyyy"

    (table,) = of(fill, draw=lambda book: setattr(book, "epoch", datetime.datetime(1904, 1, 1))).tables()
    assert table.by_place()[1, 1][2::4][:2] == ("31/03/2018", datetime.date(2018, 3, 31))


def test_fills_are_colours_however_they_are_said():
    fills = {
        "A2": (PatternFill("solid", fgColor="FFFF0000"), "FF0000"),
        "B2": (PatternFill("solid", fgColor=Color(theme=9)), "F79646"),
        "C2": (PatternFill("solid", fgColor=Color(theme=0, tint=-0.5)), "808080"),
        "D2": (PatternFill("solid", fgColor=Color(indexed=11)), "00FF00"),
        "E2": (PatternFill("solid", fgColor="FFFFFFFF"), None),
        "F2": (PatternFill("lightUp", fgColor="FFFF0000", bgColor="FFFFFFFF"), "FFBFBF"),
        "G2": (PatternFill("solid", fgColor=Color(indexed=64)), None),
    }

    def fill(sheet):
        put(sheet, [["H"] * 7, ["x"] * 7])
        for address, (pattern, _) in fills.items():
            sheet[address].fill = pattern

    (table,) = of(fill).tables()
    assert [c.fill for c in table.cells if c.row == 1] == [colour for _, colour in fills.values()]
    assert [c.bold for c in table.cells][6:8] == [True, False]


def test_a_coloured_blank_cell_in_a_table_is_a_cell_and_one_elsewhere_is_not():
    def fill(sheet):
        put(sheet, [HEADINGS, *(row[:4] for row in ACTIONS)])
        paint(sheet, "E3", RED)
        paint(sheet, "A9:Z40", GREEN)

    (table,) = of(fill).tables()
    assert [(c.where, c.fill) for c in table.cells if c.blank] == [("Action plan!E3", RED)]


def test_merged_cells_are_there_once_over_all_their_rows():
    def fill(sheet):
        put(sheet, [["Theme", *HEADINGS], *(["Theme 1", *row] for row in ACTIONS)])
        sheet.merge_cells("A2:A4")

    document = of(fill)
    (table,) = document.tables()
    assert [(c.text, c.down) for c in table.cells if c.column == 0] == [("Theme", 1), ("Theme 1", 3)]
    assert document.found() == 6 + 15 + 1


def test_what_a_merged_cell_covers_is_named():
    document = read_excel(
        changed({"A3": "hidden below"}, '<mergeCells><mergeCell ref="A2:A4"/></mergeCells>'), "t.xlsx"
    )
    assert 'Plan!A3 is covered by the merged cell A2 and was not read: "hidden below".' in document.remarks
    assert "hidden below" not in {c.text for t in document.tables() for c in t.cells}


def test_merges_of_whole_columns_and_overlapping_ones_cost_nothing():
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A2:A1048576", "A3:XFD3", "C1:C1048576"))
    document = read_excel(changed({"B4": "last"}, f"<mergeCells>{merges}</mergeCells>"), "t.xlsx")
    assert max(c.down for t in document.tables() for c in t.cells) == 3


# What is not in sight


def test_hidden_rows_columns_and_sheets_are_read_and_named():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        sheet.auto_filter.ref = "A1:E4"
        sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True

    def lists(sheet):
        sheet["A1"], sheet["A2"] = "R", "A"
        sheet.sheet_state = "hidden"

    document = of(fill, Lists=lists)
    table, hidden = document.tables()
    assert {c.where for c in table.cells if c.hidden} == {
        *(f"Action plan!{letter}3" for letter in "ABCDE"),
        *(f"Action plan!C{row}" for row in range(1, 5)),
    }
    assert [(c.text, c.hidden) for c in hidden.cells] == [("R", True), ("A", True)]
    assert document.remarks == (
        "Row 3 of the sheet Action plan is hidden (a filter may hide it); it was read all the same.",
        "Column C of the sheet Action plan is hidden; it was read all the same.",
        "The sheet Lists is hidden; it was read all the same.",
    )


def test_notes_and_what_is_struck_through_are_named():
    def fill(sheet):
        put(sheet, [HEADINGS, *ACTIONS])
        sheet["B2"].comment = Comment("Ask Jo\nfirst", "Sam")
        sheet["B3"].font = Font(strike=True)

    assert of(fill).remarks == (
        "Text is struck through in B3 of the sheet Action plan; it was read like any other.",
        'A note on Action plan!B2 was not read: "Ask Jo first".',
    )


def test_text_boxes_are_texts_and_pictures_and_chart_sheets_are_named():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("Plan")
    for row, texts in enumerate([HEADINGS, *ACTIONS], 6):
        sheet.write_row(row, 0, texts)
    sheet.insert_textbox("B2", "Improvement Plan")
    sheet.insert_image("D2", "logo.png", {"image_data": io.BytesIO(PICTURE)})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Plan!$A$8:$A$10"})
    book.add_chartsheet("Trend").set_chart(chart)
    book.close()
    document = read_excel(content.getvalue(), "t.xlsx")
    assert outline(document) == ["Improvement Plan", "A7:E10"]
    assert next(document.passages()).where == "t.xlsx, Plan!B2 (a text box)"
    assert document.remarks == (
        "The sheet Trend is a chart and has no cells; it was not read.",
        "The picture at D2 of the sheet Plan can't be read.",
    )


def test_a_formula_has_its_saved_result_and_one_without_is_read_as_typed():
    content = changed({}, cells='<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4"><f>SUM(A1)</f></c></row>')
    document = read_excel(content, "t.xlsx")
    assert [c.text for t in document.tables() for c in t.cells if c.row == 3] == ["2", "=SUM(A1)"]
    assert document.remarks == (
        "No result is saved for the formula in B4 of the sheet Plan, so the formula was read as a text: open the "
        "workbook in Excel, save it, and try again.",
    )


@pytest.mark.parametrize("formula", ["cmd|'/c calc'!A0", 'WEBSERVICE("http://x")', r"'\\evil\share\[x.xlsx]S'!A1"])
def test_nobody_is_told_to_open_a_workbook_in_which_a_formula_reaches_out_of_it(formula):
    row = f'<row r="4"><c r="A4"><f>{formula}</f></c><c r="B4"><f>SUM(A1)</f></c></row>'
    document = read_excel(changed({}, cells=row), "t.xlsx")
    assert document.remarks == (
        "The formula in A4 of the sheet Plan starts a program, calls a server or leads to another file: don't open the "
        "workbook, and ask whoever made it for the value. If nobody knows how it got there, tell whoever looks after "
        "IT security.",
        "No result is saved for the formula in B4 of the sheet Plan, so the formula was read as a text: ask for that "
        "value, too.",
    )


def test_a_formula_that_starts_a_program_is_named_also_if_it_has_a_saved_result_and_a_link_to_a_file_is_not():
    row = (
        """<row r="4"><c r="A4"><f>cmd|'/c calc'!A0</f><v>1</v></c><c r="B4"><f>'[x.xlsx]S'!A1</f><v>2</v></c></row>"""
    )
    (remark,) = read_excel(changed({}, cells=row), "t.xlsx").remarks
    assert remark.startswith("The formula in A4 of the sheet Plan starts a program, ")


def changed(texts, after="", cells=""):
    """Return a small workbook with other texts, cells and elements than openpyxl would write."""
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    put(book.active, [["Ref", "Action"], ["1", "Audit"], ["2", "Train"]])
    for address, text in texts.items():
        book.active[address] = text
    stored = io.BytesIO()
    book.save(stored)
    written = io.BytesIO()
    with zipfile.ZipFile(stored) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f"{cells}</sheetData>{after}".encode())
            new.writestr(name, content)
    return written.getvalue()


# Every cell is somewhere


def found_in(document):
    """Return where each text is, of cells and of passages but text boxes."""
    return sorted(
        [cell.where for table in document.tables() for cell in table.cells if not cell.blank]
        + [each.where.partition(", ")[2] for each in document.passages() if not each.where.endswith(")")]
    )


def found_by_openpyxl(content):
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return sorted(
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for cell in sheet._cells.values()  # those that are stored: a sheet may be a million rows deep
        if cell.value is not None and str(cell.value).strip()
    )


def crowded():
    """Return a workbook with many layouts on its sheets."""
    book = openpyxl.Workbook()
    for number in range(4):
        sheet = book.create_sheet(f"Sheet {number}")
        sheet["A1"] = "Title"
        sheet.merge_cells("A1:H1")
        put(sheet, [HEADINGS, *ACTIONS, [None], ["Theme"], *ACTIONS], "A3", head=number % 2 == 0)
        put(sheet, MEASURES, "H3")
        put(sheet, [["Key"], ["R", "Late"], ["G", None, "On time"]], f"A{13 + number}", head=False)
        sheet.merge_cells("A4:A5")
        sheet["Z40"], sheet["C30"], sheet["AB2"] = "far", 0, True
        paint(sheet, "A20:G20", RED)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_every_cell_with_a_text_is_in_one_table_or_a_text():
    assert found_in(read_excel(crowded(), "t.xlsx")) == found_by_openpyxl(crowded())


def test_no_place_of_a_table_has_two_cells():
    for table in read_excel(crowded(), "t.xlsx").tables():
        assert sum(cell.down * cell.across for cell in table.cells) == len(table.by_place())


def test_no_two_tables_overlap_whatever_is_where():
    texts = ["a", "Ref", "Action", "Owner:", "12", "Key", "Notes", "a long text " * 20, "RAG", "Due"]
    for seed in range(100):
        chance = random.Random(seed)
        spots = [
            Spot(row, column, row + chance.choice((0, 0, 0, 0, 4)), column, chance.choice(texts), bold=row % 5 == 0)
            for row in range(1, 25)
            for column in range(1, 12)
            if chance.random() < (0.9, 0.2, 0.5, 0, 0.8)[row % 5]
        ]
        found = regions(spots, Signs(only_tables=seed % 2 == 0, lined=((seed % 7, seed % 7 + 3),)))
        for one, other in combinations(found, 2):
            above = one.bottom < other.top or other.bottom < one.top
            assert above or one.right < other.left or other.right < one.left, seed


def test_a_workbook_of_ours_is_read_like_any_other():
    path = Path(__file__).parents[2] / "workbooks/improvement-plan-2017-12.xlsx"
    document = read_excel(path.read_bytes(), path.name)
    assert "Exampleshire County Council" in {cell.text for table in document.tables() for cell in table.cells}


OTHERS = sorted((SHARED / "imports/others").glob("*.xlsx"))
ALL = [*OTHERS, *sorted((SHARED / "workbooks").rglob("*.xls*"))]


@pytest.mark.slow
@pytest.mark.skipif(not OTHERS, reason="needs the documents of others")
@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not read
@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_every_cell_of_documents_of_others_is_in_one_table_or_a_text(path):
    content = path.read_bytes()
    assert found_in(read_excel(content, path.name)) == found_by_openpyxl(content)


@pytest.mark.slow
@pytest.mark.skipif(not ALL, reason="needs the collection of workbooks")
def test_workbooks_of_any_kind_are_read_or_refused_in_a_sentence():
    refused = 0
    for path in ALL:
        try:
            read_excel(path.read_bytes(), path.name)
        except PackageError as error:  # any other refusal would be a mistake of ours
            refused += 1
            assert path.name in str(error)
    assert refused < len(ALL) / 2


def test_a_file_that_is_not_a_workbook_is_refused_with_its_name():
    with pytest.raises(PackageError, match=r"report\.xlsx"):
        read_excel(b"Ref,Action", "report.xlsx")


def test_tables_on_their_side_below_each_other_are_each_one():
    def fill(sheet):
        put(sheet, [["Version", "Date", "Author"], ["1.0", "3/2/2025", "Jo Hart"]])
        for row, names in ((4, ("Jo Hart", "Sam Lee")), (10, ("Ann Lee",))):
            sheet.cell(row, 1, f"Theme {row}: Homes")
            tasks = [f"Do this {row}", f"Do that {row}"][: len(names)]
            put(sheet, [["Action", *tasks], ["Lead", *names], ["Due", *("May 2018" for _ in names)]], f"A{row + 1}")

    assert outline(of(fill)) == ["A1:C2", "Theme 4: Homes", "A5:C7", "Theme 10: Homes", "A11:B13"]


def test_cards_below_another_table_are_a_table_of_their_own():
    def fill(sheet):
        put(sheet, [["RAG", "Meaning"], ["Red", "Off track"], ["Green", "On track"]])
        for row in (5, 9):
            put(sheet, [["Action", f"Do this {row}"], ["By whom", "Jo Hart"], ["RAG", "Green"]], f"A{row}", head=False)

    assert outline(of(fill)) == ["A1:B3", "A5:B11"]


def test_a_label_at_the_end_of_each_block_does_not_go_to_the_next_one():
    def fill(sheet):
        for row, did in ((1, "Homes are safer."), (8, "Staff stay.")):
            put(sheet, [["Theme", f"{row}. Homes"], ["Lead", "Jo Hart"]], f"A{row}", head=False)
            put(sheet, [HEADINGS, ACTIONS[row % 3]], f"A{row + 2}")
            put(sheet, [["Progress", did]], f"A{row + 4}", head=False)

    did = ["A1:B2", "A3:E4", "Progress", "Homes are safer.", "A8:B9", "A10:E11", "Progress", "Staff stay."]
    assert outline(of(fill)) == did


def test_labels_and_a_blank_row_above_each_table_are_not_in_the_one_before():
    def fill(sheet):
        for row in (1, 9):
            put(sheet, [["Theme:", "1. Homes"], ["Lead:", "Jo Hart"]], f"A{row}", head=False)
            put(sheet, [["Action", "By whom", "Due", "RAG"], *(each[1:] for each in ACTIONS)], f"A{row + 3}")

    labels = ["Theme:", "1. Homes", "Lead:", "Jo Hart"]
    assert outline(of(fill)) == [*labels, "A4:D7", *labels, "A12:D15"]


def test_cards_with_the_same_lead_and_date_are_not_tables_with_these_as_headings():
    def card(action):
        return [
            ["What we will do", action, None, None],
            ["Lead", "Jo Hart", "By when", "Feb 2026"],
            ["RAG", "Green", None, None],
        ]

    def fill(sheet):
        for at, action in enumerate(("Hire a head of service", "Audit forty cases", "Publish an offer")):
            put(sheet, card(action), f"A{1 + 5 * at}", head=False)
            for row in (1, 3):
                sheet.merge_cells(start_row=5 * at + row, end_row=5 * at + row, start_column=2, end_column=4)

    assert [table.rows for table in of(fill).tables()] == [13]


@pytest.mark.parametrize(("dot", "font"), [("\u25cf", "Calibri"), ("\u25a0", "Arial"), ("l", "Wingdings")])
def test_a_dot_in_a_colour_is_that_colour(dot, font):
    def fill(sheet):
        put(sheet, [["Action", "Owner", "RAG"], ["Hire a head", "Jo Hart", dot], ["Audit cases", "Al Ray", "Red"]])
        for cell in (sheet["C2"], sheet["C3"]):
            cell.font = Font(name=font if cell.value == dot else "Calibri", color="FF00B050")

    [table] = of(fill).tables()
    assert [(cell.text, cell.fill) for cell in table.cells if cell.column == 2 and cell.row] == [
        ("", "00B050"),
        ("Red", None),
    ]


def test_a_letter_in_a_colour_and_a_black_dot_are_texts():
    def fill(sheet):
        put(sheet, [["Action", "Owner", "RAG"], ["Hire a head", "Jo Hart", "l"], ["Audit cases", "Al Ray", "\u25cf"]])
        sheet["C2"].font, sheet["C3"].font = Font(color="FF00B050"), Font(color="FF000000")

    [table] = of(fill).tables()
    assert [cell.text for cell in table.cells if cell.column == 2] == ["RAG", "l", "\u25cf"]
