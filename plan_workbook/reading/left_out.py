"""What people put on a sheet that is not the value of a cell: notes, text boxes, pictures, struck-through text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from plan_workbook.package.escapes import as_typed
from plan_workbook.package.left_out import LeftOut, Piece
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Observation
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.grid import Grid
from plan_workbook.values.text import is_blank

NOTE, COMMENT, TEXT_BOX, PICTURE = "note", "comment", "text box", "picture"


def with_left_out(grid: Grid, facts: LeftOut) -> Grid:
    """Return the same grid, in which cells with a picture are blank, and others say what of them is struck through."""
    for address in facts.pictures:
        if cell := grid.cells.get(coordinate_to_tuple(address)):
            grid.cells[coordinate_to_tuple(address)] = replace(cell, raw=None, error=False, formula=False)
    for address, pieces in facts.struck.items():
        cell = grid.cells.get(coordinate_to_tuple(address))
        if (
            cell
            and not cell.blank
            and not is_blank(struck := _said(pieces, struck=True) or as_text(cell.raw, cell.number_format))
        ):
            grid.cells[coordinate_to_tuple(address)] = replace(
                cell, struck=struck, standing=_said(pieces, struck=False)
            )
    return grid


def _said(pieces: Iterable[Piece], *, struck: bool) -> str:
    text = as_typed("".join(text for text, crossed in pieces if crossed is struck))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def struck_through(cells: Iterable[tuple[Cell, Input[Any]]]) -> Iterator[Observation]:
    """Note what is struck through, for each row once for words that are not published and once for what counts."""
    rows: dict[tuple[str, int, str], list[Cell]] = {}
    for cell, read in cells:
        counts = "counts" if read.standing is None else ""
        rows.setdefault((cell.sheet, coordinate_to_tuple(cell.address)[0], counts), []).append(cell)
    for (_, _, counts), (first, *more) in rows.items():
        others = tuple(cell.address for cell in more)
        yield Observation("text-struck-through", first.sheet, first.address, first.raw, first.struck, counts, others)


def remarks_on(sheets: Iterable[str], facts: Mapping[str, LeftOut], grids: Iterable[Grid]) -> Iterator[Observation]:
    """Note the first note, comment, text box and picture of each sheet, with where the others are."""
    cells = {grid.title: grid.cells for grid in grids}
    for sheet in sheets:
        here = facts.get(sheet, LeftOut())
        for kind, found in (
            (NOTE, [(each.cell, each.text) for each in here.notes]),
            (COMMENT, [(each.cell, each.text) for each in here.comments]),
            (TEXT_BOX, [(each.cell, each.text) for each in here.boxes]),
            (PICTURE, [(cell, "") for cell in here.pictures]),
        ):
            if found:
                (first, text), *more = sorted(found, key=lambda each: coordinate_to_tuple(each[0]))
                held = cells.get(sheet, {}).get(coordinate_to_tuple(first))
                others = tuple(dict.fromkeys(cell for cell, _ in more))
                yield Observation("cell-note", sheet, first, held.raw if held else None, text, kind, others)
