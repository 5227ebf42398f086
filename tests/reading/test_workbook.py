"""What Excel and its kin may put into a cell: text numbers, rich text, formulas, errors."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from builder import PlanBuilder, address, clean_plan, editing
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from plan_workbook.errors import NotAPlan
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.status import PIStatus, status_of
from plan_workbook.reading import read_plan


def observed(plan):
    """What was noticed, but that the Summary was drawn before the test had its hand in the workbook."""
    seen = [(each.rule, each.sheet, each.cell) for each in plan.observations]
    return [each for each in seen if each[0] != "summary-out-of-date"]


def with_cell(path, cell, xml):
    """Put a cell's XML as another program would write it into the first recommendation's sheet, keeping its style."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet7.xml"  # after the generated sheets, Plan and Guidance
    pattern = rf'<c r="{cell}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)'
    text, count = re.subn(pattern, lambda m: xml.format(style=m[1] or ""), parts[sheet].decode())
    assert count == 1
    parts[sheet] = text.encode()
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    path.write_bytes(content.getvalue())


@pytest.fixture
def path(tmp_path):
    return clean_plan().write_template(tmp_path / "plan.xlsx")


@pytest.fixture
def actual(path):
    """The address of the first indicator's actual."""
    return address(path, "R01", "Indicators", 1, "Actual")


def test_a_number_stored_as_text_is_read_as_the_number(path):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", "91%", "@")
        book.type("R01", "Indicators", 1, "Target", "90", "@")
    indicator = read_plan(path).indicators[0]
    assert (indicator.actual.value, indicator.target.value) == (91, 90)


def test_a_percentage_typed_into_a_percent_cell_is_that_percentage(path):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", 0.41, "0%")
    plan = read_plan(path)
    assert (plan.indicators[0].actual.value, plan.indicators[0].actual.text) == (41, "41%")
    assert status_of(plan.indicators[0], plan) is PIStatus.OFF_TARGET


def test_a_fraction_in_an_ordinary_cell_of_a_percentage_indicator_has_no_data(path, actual):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", 0.41, "General")
    plan = read_plan(path)
    cell = plan.indicators[0].actual
    assert (cell.value, cell.problem, cell.cell) == (None, Problem.AMBIGUOUS, actual)
    assert status_of(plan.indicators[0], plan) is PIStatus.NO_DATA


def test_a_blank_unit_is_percent_where_another_value_of_the_row_shows_it(path):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Unit", None)
        book.type("R01", "Indicators", 1, "Actual", 0.41, "General")
    assert read_plan(path).indicators[0].actual.problem is Problem.AMBIGUOUS


def test_rich_text_is_read_as_its_words(path):
    with editing(path) as book:
        bold = TextBlock(InlineFont(b=True), "91")
        book.type("R01", "Indicators", 1, "Actual", CellRichText(bold, "%"))
        book.type("R01", "Progress", 1, "Progress", CellRichText("All ", TextBlock(InlineFont(i=True), "well")))
    plan = read_plan(path)
    assert plan.indicators[0].actual.value == 91
    assert plan.recommendations[0].progress[0].text == "All well"


def test_an_inline_string_is_read_like_any_other(path, actual):
    with_cell(path, actual, f'<c r="{actual}"{{style}} t="inlineStr"><is><t>91%</t></is></c>')
    assert read_plan(path).indicators[0].actual.value == 91


def test_an_inline_string_in_runs_is_read_as_its_words(path, actual):
    runs = "<r><t>9</t></r><r><rPr><b/></rPr><t>1%</t></r>"
    with_cell(path, actual, f'<c r="{actual}"{{style}} t="inlineStr"><is>{runs}</is></c>')
    assert read_plan(path).indicators[0].actual.value == 91


def test_a_formula_in_an_input_is_read_by_its_saved_value_and_noted(path, actual):
    with_cell(path, actual, f'<c r="{actual}"{{style}}><f>0.9+0.01</f><v>0.91</v></c>')
    plan = read_plan(path)
    assert (plan.indicators[0].actual.value, plan.indicators[0].actual.formula) == (91, True)
    assert observed(plan) == [("formula-in-input", "R01", actual)]


def test_a_formula_whose_saved_value_is_text_is_read_as_that_text(path, actual):
    with_cell(path, actual, f'<c r="{actual}"{{style}} t="str"><f>"Qtr "&amp;2</f><v>Qtr 2</v></c>')
    assert read_plan(path).indicators[0].actual.problem is Problem.UNREADABLE


def test_a_formula_without_a_saved_value_has_no_value_and_is_noted(path, actual):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", "=0.9+0.01")
    plan = read_plan(path)
    assert plan.indicators[0].actual.value is None
    assert status_of(plan.indicators[0], plan) is PIStatus.NO_DATA
    assert observed(plan) == [("formula-in-input", "R01", actual)]


def test_a_row_with_nothing_but_an_unsaved_formula_is_not_lost(path):
    with editing(path) as book:
        book.type("R01", "Indicators", 2, "Actual", "=1+1")
    assert len(read_plan(path).indicators) == 2


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_an_error_in_a_cell_has_no_value_and_is_noted_once(path, actual, error):
    with_cell(path, actual, f'<c r="{actual}"{{style}} t="e"><f>X1</f><v>{error}</v></c>')
    plan = read_plan(path)
    assert (plan.indicators[0].actual.value, plan.indicators[0].actual.problem) == (None, Problem.FORMULA_ERROR)
    assert observed(plan) == [("formula-error", "R01", actual)]


def test_a_real_date_with_a_month_format_is_the_month_s_last_day_for_a_completion(path):
    with editing(path) as book:
        book.type("R01", "Actions", 1, "Completion Date", datetime(2018, 3, 1), "mmm-yy")
        book.type("R01", "Actions", 1, "Start Date", datetime(2017, 9, 1), "mmm-yy")
    action = read_plan(path).actions[0]
    assert (action.start_date.value, action.completion_date.value) == (date(2017, 9, 1), date(2018, 3, 31))


def test_a_date_in_a_workbook_that_counts_from_1904_is_the_same_day(path):
    with editing(path) as book:
        book.workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert read_plan(path).report_date == date(2017, 12, 31)


def test_cells_with_spaces_only_are_blank(path):
    with editing(path) as book:
        for heading in ("Ref", "Action", "Task Lead", "RAG"):
            book.type("R01", "Actions", 2, heading, "  \u00a0 ")
    assert len(read_plan(path).actions) == 1


def test_merged_inputs_are_noticed(path):
    with editing(path) as book:
        first = book.cell("R01", "Actions", 2, "Start Date")
        book["R01"].merge_cells(start_row=first.row, end_row=first.row, start_column=5, end_column=6)
    assert observed(read_plan(path)) == [("merged-inputs", "R01", first.coordinate)]


def test_a_line_break_within_a_cell_is_kept_as_one_kind(path):
    with editing(path) as book:
        book.type("R01", "Progress", 1, "Progress", "one\r\ntwo\rthree")
    assert read_plan(path).recommendations[0].progress[0].text == "one\ntwo\nthree"


@pytest.mark.parametrize(
    "typed", ["_x0041_", "a\tb", "<b>&amp;</b>", "  lead and trail  ", "\U0001f600", "a\u2028b", "'quoted"]
)
def test_odd_characters_come_back_as_they_went_in(typed):
    plan = PlanBuilder().recommendation(title=typed, progress=typed.strip()).indicator(comment=typed).read()
    assert plan.recommendations[0].title.text == typed
    assert plan.indicators[0].comment.text == typed


def test_a_workbook_that_is_not_a_plan_is_refused_in_one_sentence(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "Shopping"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(NotAPlan, match=r"^list\.xlsx is a workbook, but not an improvement plan"):
        read_plan(tmp_path / "list.xlsx")


def test_a_plan_without_its_plan_sheet_still_has_its_recommendations(path):
    with editing(path) as book:
        del book.workbook["Plan"]
    plan = read_plan(path)
    assert len(plan.recommendations) == 1
    assert plan.report_date is None
    assert plan.default_tolerance == 10
    assert "heading-missing" in {each.rule for each in plan.observations}


def test_the_plan_sheet_gives_the_scale_its_meaning(path):
    with editing(path) as book:
        for row, (code, label) in enumerate([("B", "Blue"), ("P", "Purple")], 1):
            book.type("Plan", "RAG scale", row, "Code", code)
            book.type("Plan", "RAG scale", row, "Label", label)
        book.type("R01", "Actions", 1, "RAG", "purple")
    plan = read_plan(path)
    assert plan.scale.labels == ("Blue", "Purple", "Amber", "Green")
    assert plan.actions[0].rating.value.label == "Purple"


def test_a_target_of_many_digits_keeps_them_all():
    plan = PlanBuilder().recommendation().indicator(unit="number", target="0.123456789012345678", actual="1").read()
    assert plan.indicators[0].target.value == Decimal("0.123456789012345678")


def test_a_date_that_exceljs_stored_as_nan_is_an_error_in_its_cell_and_not_the_end_of_the_workbook(full, book):
    with editing(book) as opened:
        cell = opened.type("R01", "Actions", 1, "Completion Date", 43190.5)
    stream = BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>43190.5</v>", b"<v>NaN</v>"))
    plan = read_plan(stream.getvalue())
    assert [(seen.rule, seen.cell, seen.detail) for seen in plan.observations] == [("formula-error", cell, "#NUM!")]
