"""Pictures, remarks and struck-through text on a sheet that was read."""

from __future__ import annotations

import pytest

from plan_workbook.layout import Kind
from plan_workbook.package.left_out import LeftOut, Remark
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.grid import Grid
from plan_workbook.reading.left_out import remarks_on, struck_through, with_left_out


def grid(**cells):
    places = {"A1": (1, 1), "B1": (1, 2), "C1": (1, 3), "A2": (2, 1)}
    return Grid("R01", {places[name]: Cell("R01", name, *each) for name, each in cells.items()}, set(), {})


def test_a_cell_with_a_picture_is_blank_and_no_error():
    cell = with_left_out(grid(A1=("#VALUE!", "General", True, True)), LeftOut(pictures=frozenset({"A1"}))).cells[1, 1]
    assert (cell.blank, cell.error, cell.formula) == (True, False, False)


def test_of_each_kind_the_first_of_a_sheet_is_told_with_where_the_others_are():
    notes = (Remark("C10", "later"), Remark("C9", "first"), Remark("B12", "last"))
    facts = {"R01": LeftOut(notes=notes, pictures=frozenset({"A2"}))}
    told = [(each.cell, each.detail, each.other, each.cells) for each in remarks_on(["R01", "R02"], facts, [grid()])]
    assert told == [("C9", "first", "note", ("C10", "B12")), ("A2", "", "picture", ())]


@pytest.mark.parametrize(
    ("raw", "pieces", "kind", "standing"),
    [
        ("gone_x000D_\nhere", (("gone_x000D_\n", True), ("here", False)), Kind.LONG_TEXT, "here"),
        ("Ann", (), Kind.LEADS, ""),
        ("CSC 1", (), Kind.CODE, None),
        (41, (), Kind.NUMBER, None),
    ],
)
def test_only_words_that_are_struck_through_are_left_out_of_what_is_published(raw, pieces, kind, standing):
    cell = with_left_out(grid(A1=(raw,)), LeftOut(struck={"A1": pieces})).cells[1, 1]
    read = read_cell(cell, kind, Context())
    assert (read.raw, read.standing) == (raw, standing)


def test_the_struck_through_words_of_a_row_are_one_finding_and_its_figures_another():
    struck = LeftOut(struck={"A1": (), "B1": (), "C1": (), "A2": (("  ", True), ("x", False))})
    cells = with_left_out(grid(A1=("one",), B1=(0.41, "0%"), C1=("two",), A2=("  x",)), struck).cells.values()
    found = struck_through((cell, read_cell(cell, Kind.TEXT, Context())) for cell in cells if cell.struck)
    assert [(each.cell, each.detail, each.other, each.cells) for each in found] == [
        ("A1", "one", "", ("C1",)),
        ("B1", "41%", "counts", ()),
    ]
