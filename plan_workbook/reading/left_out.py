"""What people put on a sheet that is not the value of a cell: notes, text boxes, pictures, struck-through text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from plan_workbook.package.addresses import place_of
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Observation, Remark
from plan_workbook.reading.book import Sheet
from plan_workbook.reading.cells import Cell, as_text

NOTE, COMMENT, TEXT_BOX, PICTURE = "note", "comment", "text box", "picture"
OUTSIDE = "text outside the tables and fields"


def struck_through(cells: Iterable[tuple[Cell, Input[Any]]]) -> Iterator[Observation]:
    """Note what is struck through, once for each sheet: words that are not published first, then what counts."""
    sheets: dict[str, list[tuple[bool, tuple[int, int], Cell]]] = {}
    for cell, read in cells:
        found = read.standing is None, place_of(cell.address)[0], cell
        sheets.setdefault(cell.sheet, []).append(found)
    for each in sheets.values():
        (_, _, first), *more = sorted(each, key=lambda found: found[:2])
        counting = [cell.address for counts, _, cell in each if counts]
        others = tuple(dict.fromkeys(cell.address for counts, _, cell in more if not counts))
        said = " ".join(dict.fromkeys(counting))
        yield Observation("text-struck-through", first.sheet, first.address, first.raw, first.struck, said, others)


def remarks_of(sheet: Sheet) -> Iterator[Remark]:
    """Yield every note, comment, text box and picture of a sheet, those of a kind from the top down."""
    here = sheet.left_out
    for kind, found in (
        (NOTE, [(each.cell, each.text) for each in here.notes]),
        (COMMENT, [(each.cell, each.text) for each in here.comments]),
        (TEXT_BOX, [(each.cell, each.text) for each in here.boxes]),
        (PICTURE, [(cell, "") for cell in (*here.pictures, *sheet.grid.pictures)]),
    ):
        for cell, text in sorted(found, key=lambda each: place_of(each[0])[0]):
            yield Remark(sheet.title, cell, kind, text)


def unread_text(cells: Iterable[Cell]) -> Iterator[Remark]:
    """Yield the text of cells that are not read."""
    return (Remark(cell.sheet, cell.address, OUTSIDE, as_text(cell.raw, cell.number_format)) for cell in cells)


def remarks_on(sheets: Iterable[Sheet]) -> Iterator[Observation]:
    """Note the first note, comment, text box and picture of each sheet, with where the others are."""
    for sheet in sheets:
        for kind, these in groupby(remarks_of(sheet), key=lambda each: each.kind):
            first, *more = these
            held = sheet.grid.cells.get(place_of(first.cell)[0])
            others = tuple(dict.fromkeys(each.cell for each in more if each.cell != first.cell))
            raw = held.raw if held else None
            yield Observation("cell-note", sheet.title, first.cell, raw, first.text, kind, others)
