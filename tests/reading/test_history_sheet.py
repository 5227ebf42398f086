"""The History sheet as people and programs leave it: read by its headings, and nothing on it is ignored."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import builder
import pytest
from builder import clean_plan
from openpyxl.styles import numbers

from plan_workbook import layout
from plan_workbook.errors import NotAPlan
from plan_workbook.layout import ceilings
from plan_workbook.plan.history import closing_lines
from plan_workbook.plan.history_line import Figure, HistoryLine, Kind
from plan_workbook.reading import read_plan

OCTOBER, NOVEMBER = date(2017, 10, 31), date(2017, 11, 30)
HEADINGS = [column.heading for column in layout.HISTORY.columns]
ABOUT = ("November 2017", NOVEMBER)
LINES = (
    HistoryLine("October 2017", OCTOBER, Kind.RECOMMENDATION, "1", rating="A"),
    HistoryLine(*ABOUT, Kind.RECOMMENDATION, "1", rating="G"),
    HistoryLine(*ABOUT, Kind.ACTION, "1", "a", rating="G", due=date(2018, 3, 31)),
    HistoryLine(
        *ABOUT,
        Kind.INDICATOR,
        "1",
        "CSC 001",
        status="On target",
        data_period="Q2 2017/18",
        target=Figure(Decimal(90), "%"),
        actual=Figure(Decimal("91.5"), "%"),
        covers=date(2017, 9, 30),
    ),
    HistoryLine(
        *ABOUT,
        Kind.INDICATOR,
        "1",
        "007",
        status="Off target",
        target=Figure(Decimal(500), "days per case"),
        actual=Figure(Decimal(590), "days per case"),
        covers=NOVEMBER,
    ),
    HistoryLine(
        *ABOUT,
        Kind.INDICATOR,
        "1",
        "8",
        status="On target",
        target=Figure(Decimal(80), "%", Decimal(90)),
        actual=Figure(Decimal("1.2"), "£m"),
        covers=NOVEMBER,
    ),
)


def remembering(lines=LINES):
    """A clean plan whose register has these lines of history, and as many more rows as somebody typed into it."""
    plan = clean_plan()
    for line in lines:
        texts = (getattr(line, column.key) for column in layout.HISTORY.columns)
        said = [each.text if isinstance(each, Figure) else str(each or "") for each in texts]
        plan.tables["history"].append(dict(zip(HEADINGS, said, strict=True)))
    return plan


@pytest.fixture(scope="module")
def content():
    return remembering().template()


def changed(content, change):
    """The plan as it is read once somebody has changed its History sheet in openpyxl."""
    return read_plan(builder.changed(content, lambda book: change(book["History"])), "plan.xlsx")


def noted(plan):
    return [(each.cell, each.detail, each.other) for each in plan.observations if each.sheet == plan.history_sheet]


def test_what_was_written_is_read(content):
    plan = read_plan(content, "plan.xlsx")
    assert plan.history.lines == LINES
    assert plan.history_sheet == "History"
    assert not noted(plan)


def test_a_plan_without_history_has_no_such_sheet():
    plan = clean_plan().read()
    assert plan.history_sheet is None
    assert not plan.history.lines
    assert "History" not in plan.sheets


def test_another_program_may_save_it(content):
    plan = changed(content, lambda sheet: None)
    assert plan.history.lines == LINES
    assert not noted(plan)


def test_the_plan_s_own_word_for_its_items_is_read_because_findings_use_it(content):
    def in_their_words(sheet):
        sheet.parent["Plan"][read_plan(content, "plan.xlsx").fields["item_word"].cell] = "Priority"
        sheet["D1"], sheet["C2"] = "Priority", "Priority"

    plan = changed(content, in_their_words)
    assert plan.item_word == "Priority"
    assert plan.history.lines == LINES
    assert not noted(plan)


def lose_formats(sheet):
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = "General"
            if isinstance(cell.value, datetime):
                cell.value = (cell.value - datetime(1899, 12, 30)).days


def dates_as_text(sheet):
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.value = f"{cell.value:%d/%m/%Y}"


def sort(sheet):
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=2)]
    for row, values in zip(sheet.iter_rows(min_row=2), reversed(rows), strict=True):
        for cell, (value, number_format) in zip(row, values, strict=True):
            cell.value, cell.number_format = value, number_format


def retitle(sheet):
    sheet.title = "What we were"


def lose_names(sheet):
    retitle(sheet)
    sheet.defined_names.clear()


def move_columns(sheet):
    sheet.move_range("K1:K7", cols=9)


def insert_title(sheet):
    sheet.insert_rows(1)


def filter_rows(sheet):
    for row in (2, 4):
        sheet.row_dimensions[row].hidden = True


def real_percentages(sheet):
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.number_format.endswith('"%"'):
                cell.value, cell.number_format = cell.value / 100, numbers.FORMAT_PERCENTAGE_00


def blank_rows(sheet):
    sheet.insert_rows(4, 3)


@pytest.mark.parametrize(
    "hand",
    [
        lose_formats,
        dates_as_text,
        sort,
        retitle,
        lose_names,
        move_columns,
        insert_title,
        filter_rows,
        real_percentages,
        blank_rows,
    ],
)
def test_it_is_read_by_its_headings_whatever_was_done_to_it(content, hand):
    plan = changed(content, hand)
    assert sorted(plan.history.lines) == sorted(LINES)
    assert not noted(plan)
    assert not [each for each in plan.observations if each.rule == "sheet-unexpected"]


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("B3", "last month", "it is not a date"),
        ("B3", None, "a line needs the report date of its period"),
        ("C3", "Risk", "it is not Recommendation, Action or Indicator"),
        ("C3", None, "a line says if it is about a Recommendation, Action or Indicator"),
        ("D3", None, "a line needs the number of its recommendation"),
        ("E4", None, "the line of an action or indicator needs its ref or PI number"),
        ("J5", "about 91%", "it is not a number with its unit"),
        ("K4", "soon", "it is not a date"),
        ("B2", datetime(2017, 11, 30), "row 2 is about the same thing in the same period"),
    ],
)
def test_a_line_that_nobody_can_read_is_told_at_its_cell_and_kept(content, cell, value, says):
    plan = changed(content, lambda sheet: sheet.__getitem__(cell).__setattr__("value", value))
    at = "B3" if cell == "B2" else cell
    shown = "2017-11-30" if cell == "B2" else value or ""
    assert noted(plan) == [(at, shown, says)]
    assert len(plan.history.lines) == len(LINES) - 1
    (texts,) = plan.history.unread
    assert texts[HEADINGS.index("Period")] == "November 2017"
    assert shown in texts


def test_anything_else_on_the_sheet_is_told(content):
    def scribble(sheet):
        sheet["P3"] = "ask Jo"
        sheet["A12"] = "see last year's file"

    plan = changed(content, scribble)
    assert noted(plan) == [
        ("B12", "", "a line needs the report date of its period"),
        ("P3", "ask Jo", ""),
    ]
    assert plan.history.lines == LINES


def test_headings_that_are_gone_are_told_once(content):
    plan = changed(content, lambda sheet: sheet.delete_rows(1))
    assert noted(plan) == [("A1", "", "the headings Report Date, Kind, Recommendation and Reference can't be found")]
    assert plan.history.lost == ("Report Date", "Kind", "Recommendation", "Reference")


def test_a_sheet_full_of_rubbish_has_no_finding_for_each_row(content):
    def rubbish(sheet):
        for row in range(20, 320):
            sheet.cell(row, 1, "rubbish")

    told = noted(changed(content, rubbish))
    assert len(told) == 101
    assert told[-1][2] == "a line needs the report date of its period; nor can 199 more places below it"


def test_a_history_beyond_the_ceiling_is_refused(content, monkeypatch):
    monkeypatch.setattr(ceilings, "MOST_IN_HISTORY", 5)
    with pytest.raises(NotAPlan, match="has 6 lines of history, but a plan may have 5: delete the oldest periods"):
        read_plan(content, "plan.xlsx")


def test_a_thing_is_followed_to_the_reference_that_it_has_now():
    plan = clean_plan()
    plan.action(text="Recruit two practice educators.")
    dues = {"a": date(2018, 1, 31), "b": date(2018, 2, 28)}
    lines = [line._replace(report_date=NOVEMBER, due=dues.get(line.reference)) for line in closing_lines(plan.read())]
    made = remembering(lines)
    made.action(text="Recruit two practice educators.")

    def swap(book):
        for cell in [cell for row in book["R01"].iter_rows() for cell in row if cell.value in ("a", "b")]:
            cell.value = {"a": "b", "b": "a"}[cell.value]

    now = read_plan(builder.changed(made.template(), swap), "plan.xlsx")
    assert [(line.reference, line.due) for line in now.history if line.kind is Kind.ACTION] == [
        ("b", date(2018, 1, 31)),
        ("a", date(2018, 2, 28)),
    ]
