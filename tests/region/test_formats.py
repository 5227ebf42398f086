"""The workbook and the web page, as somebody who opens them sees them."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from browser import AXE, SCREENS, installed
from builder import clean_plan
from openpyxl import load_workbook

from plan_workbook.jobs.gather import gather
from plan_workbook.jobs.region import figures_over, region
from plan_workbook.region.page import region_page
from plan_workbook.region.told import told_of
from plan_workbook.region.workbook import region_workbook

HOSTILE = ["=HYPERLINK(1)", "<script>alert(1)</script>", "@SUM(1)", "x_x0041_y", "\U0001f600 \u202e.xlsx"]
SHEETS = [
    *("Where things are", "Plans", "Off track or in doubt", "Overdue", "Indicators", "Figures", "Findings"),
    *("Findings by plan", "Not sent", "Trends", "Not read"),
]


@pytest.fixture(scope="module")
def told(december):
    return told_of(december)


@pytest.fixture(scope="module")
def workbook(told):
    return load_workbook(BytesIO(region_workbook(told)))


def column(sheet, heading: str) -> list[object]:
    """The cells below a heading."""
    top = next(row for row in sheet.iter_rows() if heading in [cell.value for cell in row])
    at = next(cell for cell in top if cell.value == heading)
    return [cell.value for cell in sheet[at.column_letter][at.row :]]


def test_the_first_sheet_says_where_things_are_in_one_sentence(workbook):
    assert workbook.sheetnames == SHEETS
    said = [cell.value for cell in workbook["Where things are"]["A"] if cell.value]
    assert said[0] == "Improvement plans: December 2017"
    assert "1 is off track and 1 is at risk; 2 actions are overdue" in said[2]
    assert said[2].endswith("and 1 plan is not sent.")


def test_the_sheets_have_the_figures(workbook):
    assert column(workbook["Plans"], "Where it is") == ["Off track", "At risk", "Overdue, off target or in doubt"]
    assert column(workbook["Overdue"], "Overdue actions") == [2]
    assert column(workbook["Not sent"], "Last sent for") == ["October 2017"]
    assert column(workbook["Trends"], "Plans") == [1, 3, 3]
    assert column(workbook["Indicators"], "Median")[-3:] == ["31 days", "6 weeks", "75%"]
    assert column(workbook["Indicators"], "Off target in")[-1] == "Bury and Kent"


def test_both_formats_have_the_same_figures(workbook, told):
    page = region_page(told).decode()
    for sheet in ("Plans", "Overdue", "Not sent"):
        for cell in column(workbook[sheet], "Authority"):
            assert cell in page
    assert "31 days" in page and "6 weeks" in page


def test_the_same_figures_give_the_same_bytes(december, gathered):
    again = told_of(figures_over(gathered.store))
    assert region_workbook(again) == region_workbook(told_of(december))
    assert region_page(again) == region_page(told_of(december))


def test_no_text_is_smaller_than_eleven_points_and_every_sheet_repeats_its_headings(workbook):
    for sheet in workbook.worksheets:
        assert {cell.font.sz for row in sheet.iter_rows() for cell in row} <= {11, 14}, sheet.title
        assert sheet.print_title_rows and sheet["A1"].value, sheet.title
        assert sheet.column_dimensions["A"].width > 5


@pytest.mark.slow
def test_texts_of_plans_are_texts(tmp_path):
    (tmp_path / "in").mkdir()
    for number, text in enumerate(HOSTILE):
        plan = clean_plan(1, authority=text, title=text).recommendation(rating="R", title=text, lead=text)
        plan.indicator(number=text, description=text, unit=text, actual="5", target="9")
        (tmp_path / "in" / f"{number}.xlsx").write_bytes(plan.template())
    gather(tmp_path / "in", tmp_path / "store", processes=1)
    region(tmp_path / "store", tmp_path / "r.xlsx")
    region(tmp_path / "store", tmp_path / "r.html")
    book = load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert set(column(book["Plans"], "Authority")) >= set(HOSTILE[:4])
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; base-uri", page)


def test_a_store_of_one_plan_has_an_empty_list_in_words(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(clean_plan(1).template())
    gather(tmp_path / "in", tmp_path / "store", processes=1)
    done = region(tmp_path / "store", tmp_path / "r.xlsx")
    assert done.verdict == "The plan is not off track or at risk; nothing is overdue, off target or in doubt."
    book = load_workbook(tmp_path / "r.xlsx")
    assert book["Overdue"]["A2"].value == "No action is overdue."
    assert book["Not sent"]["A2"].value == "Every plan of an earlier period has been sent."


@pytest.mark.programs
@pytest.mark.xdist_group("chromium")
@pytest.mark.skipif(installed() is None or not AXE.is_file(), reason="Chromium or axe-core is not installed")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_checker_of_accessibility_finds_nothing_wrong(browser, told, media, screen, tmp_path):
    path = tmp_path / "region.html"
    path.write_bytes(region_page(told))
    media(**SCREENS[screen])
    browser.complaints()
    browser.open(path)
    kept, broken = browser.checked()
    assert (broken, browser.complaints()) == ([], [])
    assert kept > 15
