"""Headings are where what they are about is: over the middle of figures, at the left of texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import openpyxl
from editions import edition
from openpyxl.cell.cell import Cell

from plan_workbook import layout
from plan_workbook.publishing.workbook import edition_workbook
from plan_workbook.reading import read_plan
from plan_workbook.writing.formats import NAVY

SHIPPED = Path(__file__).parents[2] / "workbooks" / "improvement-plan-2017-12.xlsx"


def askew(sheet) -> Iterator[str]:
    """Yield the headings that are aligned otherwise than the cell below them."""
    for above, below in pairwise(sheet.iter_rows(min_row=2)):
        for heading, cell in zip(above, below, strict=True):
            named = heading.value and cell.value and is_heading(heading) and not is_heading(cell)
            if named and side(heading) != side(cell):
                yield f"{sheet.title}!{heading.coordinate} {heading.value}"


def is_heading(cell: Cell) -> bool:
    return str(cell.fill.fgColor.rgb)[2:] == NAVY[1:]


def side(cell: Cell) -> str:
    return cell.alignment.horizontal or "left"


def test_every_heading_of_a_generated_sheet_is_aligned_as_what_is_below_it():
    book = openpyxl.load_workbook(SHIPPED)
    sheets = (layout.SUMMARY, layout.ALL_RECOMMENDATIONS, layout.ALL_INDICATORS, layout.CHECKS)
    assert [each for name in sheets for each in askew(book[name])] == []


def test_every_heading_of_an_edition_is_aligned_as_what_is_below_it(tmp_path):
    path = tmp_path / "board.xlsx"
    path.write_bytes(edition_workbook(edition(read_plan(SHIPPED))))
    assert [each for sheet in openpyxl.load_workbook(path) for each in askew(sheet)] == []
