"""Widths follow from what columns declare, and no heading is broken in the middle of a word."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from boards import SIX
from builder import PlanBuilder
from declaring import declare, forget_what_follows
from editions import edition
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from xlsxwriter.utility import xl_pixel_width

from plan_workbook import layout
from plan_workbook.publishing.workbook import edition_workbook
from plan_workbook.reading import read_plan
from plan_workbook.writing.summary_sheet import draw_summary

ROOT = Path(__file__).parents[2]
BOLD = 1.05
"""How much wider Calibri's bold letters are."""
PIXELS, PADDING = 7, 0.72
"""Of a digit; what a file adds to a width in characters."""


def too_narrow(path: Path) -> Iterator[str]:
    """Yield the headings and labels, on sheets that are shown, with a word that is wider than their column."""
    for sheet in (each for each in openpyxl.load_workbook(path) if each.sheet_state == "visible"):
        for row in sheet.iter_rows():
            for cell in row:
                if _is_heading(cell) and _longest_word(cell) > PIXELS * _width(cell):
                    yield f"{sheet.title}!{cell.coordinate} {cell.value}"


def _is_heading(cell: Cell) -> bool:
    return cell.data_type == "s" and bool(cell.font.bold and cell.alignment.wrap_text and cell.border.left.style)


def _longest_word(cell: Cell) -> float:
    return max(BOLD * xl_pixel_width(word) for word in str(cell.value).split())


def _width(cell: Cell) -> float:
    for merged in cell.parent.merged_cells.ranges:
        if cell.coordinate in merged:
            return sum(_width_of(cell, column) for column in range(merged.min_col, merged.max_col + 1))
    return _width_of(cell, cell.column)


def _width_of(cell: Cell, column: int) -> float:
    return float(cell.parent.column_dimensions[get_column_letter(column)].width) - PADDING + 0.02


@pytest.mark.parametrize("name", ["templates/improvement-plan.xlsx", "workbooks/improvement-plan-2017-12.xlsx"])
def test_no_heading_of_the_shipped_workbooks_is_narrower_than_its_longest_word(name):
    assert list(too_narrow(ROOT / name)) == []


def test_no_heading_of_an_edition_is_narrower_than_its_longest_word(tmp_path):
    path = tmp_path / "board.xlsx"
    path.write_bytes(edition_workbook(edition(read_plan(ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"))))
    assert list(too_narrow(path)) == []


def test_nor_is_one_of_a_column_that_was_added(monkeypatch, tmp_path):
    declare(monkeypatch)
    plan = PlanBuilder(key_risks="Snow").recommendation(sponsor="Jo").indicator(source="A return")
    plan.action(proof="Minutes", reviewed="05/12/2017")
    made, board = tmp_path / "plan.xlsx", tmp_path / "board.xlsx"
    made.write_bytes(plan.checked_workbook())
    board.write_bytes(edition_workbook(edition(plan)))
    assert [*too_narrow(made), *too_narrow(board)] == []


def test_a_column_of_the_sheet_is_as_wide_as_the_widest_that_share_its_letter(monkeypatch):
    declare(monkeypatch)
    widths = layout.RECOMMENDATION.widths
    for table in (each for each in layout.RECOMMENDATION.tables if not each.across):
        for column in table.columns:
            assert widths[table.column(column.key) - 1] >= column.width
    assert widths[layout.ACTIONS.column("comment") - 1] == next(
        column.width for column in layout.ACTIONS.columns if column.key == "comment"
    )


@pytest.mark.parametrize("ratings", [(), SIX])
def test_the_four_tiles_of_the_summary_are_nearly_as_wide_as_each_other(ratings):
    plan = PlanBuilder().recommendation().action()
    for rating in ratings:
        plan.rating(*rating)
    sheet = openpyxl.load_workbook(BytesIO(draw_summary(plan.read())))["Summary"]
    (begin,) = (
        [cell.column for cell in row if cell.value] for row in sheet.iter_rows() if row[0].value == "Recommendations"
    )
    last = max(cell.column for cell in sheet[1] if cell.fill.fgColor.rgb == sheet["A1"].fill.fgColor.rgb)
    runs = sheet.column_dimensions.values()
    wide = {column: run.width for run in runs for column in range(run.min, run.max + 1)}
    widths = [sum(wide[column] for column in range(*tile)) for tile in pairwise([*begin[:4], last + 1])]
    assert len(widths) == 4 and max(widths) < 1.4 * min(widths)


def test_a_label_is_not_broken_either(monkeypatch):
    label = layout.Field("board", "Responsible board", layout.Kind.TEXT, "Rec_Board", "Which board.")
    forget_what_follows(monkeypatch)
    monkeypatch.setitem(vars(layout.RECOMMENDATION), "fields", (*layout.RECOMMENDATION.fields, label))
    assert layout.RECOMMENDATION.widths[layout.RECOMMENDATION.label_column - 1] >= len("Responsible") * 1.1
