"""Pictures, remarks and struck-through text on a sheet that was read."""

from __future__ import annotations

import pytest

from plan_workbook.layout import Kind
from plan_workbook.package.addresses import place_of
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.contents import Page
from plan_workbook.package.left_out import LeftOut, Remark
from plan_workbook.package.stored_sheet import StoredCell, StoredSheet
from plan_workbook.reading.book import Sheet
from plan_workbook.reading.cells import Context, read_cell
from plan_workbook.reading.grid import Grid, read_grid
from plan_workbook.reading.left_out import remarks_on, struck_through


def stored(address, value, runs=(), kind="s", style=0, rich=0) -> StoredCell:
    return StoredCell(place_of(address)[0], address, style, kind, value, None, None, runs, rich)


def grid(*cells) -> Grid:
    """A sheet of these cells; in those of style 1 the font is struck through, in those of 2 it is a percentage too."""
    formats = [CellFormat(), CellFormat(struck=True), CellFormat("0%", struck=True)]
    return read_grid("R01", {}, StoredSheet(list(cells)), formats, lambda number: number == 1)


def test_a_cell_with_a_picture_is_blank_and_no_error():
    cells = grid(stored("A1", "#VALUE!", kind="e", rich=1), stored("B1", "#VALUE!", kind="e", rich=2)).cells.values()
    assert [(cell.picture, cell.blank, cell.error) for cell in cells] == [(True, True, False), (False, False, True)]


def test_of_each_kind_the_first_of_a_sheet_is_told_with_where_the_others_are():
    remarks = (Remark("C10", "later"), Remark("C9", "first"), Remark("B12", "last"))
    notes = LeftOut(notes=remarks, pictures=("F35",))
    sheets = [
        Sheet(Page(title, f"{title}.xml", "visible", {}), cells, here, generated=False)
        for title, cells, here in (
            ("R01", grid(stored("A2", "#VALUE!", kind="e", rich=1)), notes),
            ("R02", grid(), LeftOut()),
        )
    ]
    told = [(each.cell, each.detail, each.other, each.cells) for each in remarks_on(sheets)]
    assert told == [("C9", "first", "note", ("C10", "B12")), ("A2", "", "picture", ("F35",))]


@pytest.mark.parametrize(
    ("cell", "kind", "standing"),
    [
        (stored("A1", "gone_x000D_\nhere", (("gone_x000D_\n", True), ("here", None))), Kind.LONG_TEXT, "here"),
        (stored("A1", "Ann", style=1), Kind.LEADS, ""),
        (stored("A1", "CSC 1", style=1), Kind.CODE, None),
        (stored("A1", 41, kind="n", style=1), Kind.NUMBER, None),
    ],
)
def test_only_words_that_are_struck_through_are_left_out_of_what_is_published(cell, kind, standing):
    read = read_cell(grid(cell).cells[1, 1], kind, Context())
    assert read.given and read.standing == standing


def test_everything_struck_through_on_a_sheet_is_one_finding_that_tells_words_and_figures_apart():
    spaces = stored("A2", "  x", (("  ", True), ("x", False)))
    figure = stored("B1", 0.41, kind="n", style=2)
    cells = grid(stored("A1", "one", style=1), figure, stored("C1", "two", style=1), spaces).cells.values()
    found = struck_through((cell, read_cell(cell, Kind.TEXT, Context())) for cell in cells if cell.struck)
    assert [(each.cell, each.detail, each.other, each.cells) for each in found] == [("A1", "one", "B1", ("C1",))]
