"""The first page of the Summary holds everything a board needs, whatever the size of the plan."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from boards import board_plan
from builder import PlanBuilder

from plan_workbook.writing.first_page import fill, in_lines, on_lines
from plan_workbook.writing.summary_sheet import draw_summary

pytestmark = pytest.mark.slow

TITLES = (
    "What needs attention first",
    "What has changed since November 2017",
    "Decisions needed",
    "Actions due in the next 31 days",
    "Key successes",
    "Key challenges",
)


@cache
def summary(items: int, one_off_track: bool = False, overdue: int = 30) -> openpyxl.Workbook:
    plans = [board_plan(items, month=month, one_off_track=one_off_track, overdue=overdue).read() for month in (12, 11)]
    return openpyxl.load_workbook(BytesIO(draw_summary(plans[0], None, plans[1])))


def first_page(book) -> list[list[object]]:
    """The cells of the rows before the first page break; of the whole sheet if there is none."""
    page = book["Summary"]
    breaks = [each.id for each in page.row_breaks.brk]
    return [[cell.value for cell in row] for row in page.iter_rows(max_row=breaks[0] if breaks else page.max_row)]


def height(book) -> float:
    page = book["Summary"]
    return sum(page.row_dimensions[row].height or 15 for row in range(1, len(first_page(book)) + 1))


@pytest.mark.parametrize("items", [3, 40])
def test_every_part_of_the_report_begins_on_the_first_page_which_is_no_higher_than_the_paper(items):
    book = summary(items)
    words = [str(value) for row in first_page(book) for value in row if value is not None]
    assert [title for title in TITLES if title not in words] == []
    assert {"Recommendations", "Actions", "Indicators", "Trust"} <= set(words)
    margins, scale = book["Summary"].page_margins, book["Summary"].page_setup.scale / 100
    room = (595.3 - 72 * (margins.top + margins.bottom)) / scale
    assert 0.6 * room < height(book) <= 0.98 * room
    assert 11 * scale > 9.1


def test_of_a_plan_of_40_with_92_overdue_actions_the_worst_are_on_the_first_page_and_the_rest_is_counted():
    book = summary(40, one_off_track=True, overdue=92)
    rows = first_page(book)
    top = next(n for n, row in enumerate(rows) if row[0] == "Where")
    (more,) = [str(row[0]) for row in rows[top:] if str(row[0]).startswith("And ") and "overdue" in str(row[0])]
    listed = [row for row in rows[top + 1 :] if row[1] in ("Red", "Rating in doubt", "Overdue", "Off target")]
    listed = [row for row in listed if row[0]]
    assert listed[0][:2] == ["Rec 1", "Red"]
    overdue = [row for row in listed if row[1] == "Overdue"]
    assert overdue[0][0] == "Action 1.2" and overdue[0][4].startswith("121 days overdue")
    assert f"{92 - len(overdue)} actions overdue" in more
    kinds = [row[1] for row in listed]
    told = {noun: int(number) for number, noun in re.findall(r"(\d+) (ratings|actions|indicators)", more)}
    whole = draw_counts(book)
    assert kinds.count("Rating in doubt") + told.get("ratings", 0) == whole["Rating in doubt"]
    assert kinds.count("Off target") + told.get("indicators", 0) == whole["Off target"]
    assert sum(map(int, re.findall(r"(?<!And )\b\d+", more.partition(":")[2]))) == int(more.split()[1])


def draw_counts(book) -> dict[str, int]:
    """How many lines of each kind both lists of what needs attention have."""
    names = [(row[0], row[1]) for row in book["Summary"].iter_rows(values_only=True) if row[0] and row[1]]
    kinds = [kind for _, kind in dict.fromkeys(names)]
    return {kind: kinds.count(kind) for kind in ("Rating in doubt", "Off target")}


def test_figures_of_the_last_month_are_in_the_tiles_with_the_way_they_went():
    words = {str(value) for row in first_page(summary(40, True, 92)) for value in row}
    assert {"0 last time: worse now", "of 120 overdue", "of 40 off track or at risk"} & words
    assert "of 120 overdue" in words


def test_a_plan_with_more_off_track_than_a_page_holds_lists_them_all_with_headings_on_each_page():
    plan = PlanBuilder()
    for _ in range(60):
        plan.recommendation(rating="R")
    page = openpyxl.load_workbook(BytesIO(draw_summary(plan.read())))["Summary"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    lists = "\n".join(str(row[0]) for row in rows).split("Where")
    assert max(part.count("\n") for part in lists) < 60  # on more than one page
    assert {f"Rec {number}" for number in range(1, 61)} <= {row[0] for row in rows if row[1] == "Red"}
    after = [rows[each.id][0] for each in page.row_breaks.brk]
    assert after and "Where" in after


def test_lists_grow_in_turn_until_the_page_is_full_and_the_last_ones_give_way():
    def heights(numbers):
        return 10.0 * sum(numbers.values())

    assert fill(heights, 100, {"a": 2, "b": 1}, {"a": 20, "b": 3}) == {"a": 7, "b": 3}
    assert fill(heights, 30, {"a": 3, "b": 1, "c": 1}, {"a": 9, "b": 9, "c": 9}) == {"a": 3, "b": 0, "c": 0}
    assert fill(heights, 10, {"a": 3, "b": 1}, {"a": 9, "b": 9}) == {"a": 3, "b": 0}


def test_a_text_is_cut_between_words_and_set_in_lines_without_losing_one():
    text = "Rated Green, though actions a and b are overdue and CSC 247 is 12 points below target"
    assert on_lines(text, 30, 1) == "Rated Green, though actions a..."
    assert on_lines(text, 200, 1) == text
    assert " ".join(in_lines(text, 30)) == text and len(in_lines(text, 30)) > 2
