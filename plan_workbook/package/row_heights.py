"""How tall rows are that something was typed into: not every program works that out when it opens a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from plan_workbook.package.addresses import Box, Place
from plan_workbook.package.heights import INDENT, LINE, PADDING, TALLEST, lines_of
from plan_workbook.package.sheet_cells import SheetCells
from plan_workbook.package.streaming import is_on

SIZE = 11.0
"""Points of the font that `LINE` and the widths of columns are measured with."""
_USUAL_WIDTH = 9.14
"""Characters; Excel's width of a column, its margin included."""
_MARGIN = 0.71
"""Characters of a column's stored width that are its margin: 5 pixels."""
_SAFE = 0.95
"""The share of a wide line that is surely there: programs do not agree how wide letters are."""


class Look(NamedTuple):
    """What the height of a cell depends on, apart from its text and its column."""

    wraps: bool = False
    turned: bool = False
    size: float = SIZE
    """Points of its font."""
    indent: int = 0
    """Steps by which its text is indented."""


def heights_of(
    sheet: SheetCells, changed: Iterable[Place], shown: Callable[[Place], tuple[str, int]], look: Callable[[int], Look]
) -> dict[int, float | None]:
    """Return the height in points of each row that Excel had measured, or would, and in which a cell changes.

    `shown` gives the text of a cell and its cell format. A row whose height somebody set by hand is left out: it
    keeps it, as it does when one types in Excel. But no program looks at merged cells, so a row grows, and never
    shrinks, with a text in cells that are merged within it, whoever set its height. `None`: only Excel can tell,
    because a text in the row is turned.
    """
    defaults = sheet.root.first("sheetFormatPr")
    if defaults is not None and is_on(defaults.attributes.get("customHeight")):
        return {}
    places: dict[int, set[Place]] = {}
    for place in changed:
        places.setdefault(place[0], set()).add(place)
    measured: dict[int, bool] = dict.fromkeys(places, False)
    heights: dict[int, float | None] = {}
    merged = list(sheet.merged())
    across = {box[0][0]: box for box in merged if box[0][0] == box[1][0] and box[0] in places.get(box[0][0], ())}
    for number, row, cells in sheet.rows():
        if number in across:
            needed = _height_across(across[number], sheet, shown, look)
            if needed > float(row.attributes.get("ht", 0)):
                heights[number] = needed
            del places[number]
        elif number in places and is_on(row.attributes.get("customHeight")):
            del places[number]
        elif number in places:
            measured[number] = "ht" in row.attributes
            places[number] |= {(number, column) for column in cells}
    width = _widths(sheet)
    for number, in_row in places.items():
        lines = []
        for place in in_row:
            if any(_is_in(place, box) for box in merged):
                continue  # Excel does not look at them either
            text, style = shown(place)
            cell = look(style)
            room = max(1.0, width(place[1]) - INDENT * cell.indent)
            count = lines_of(text, room * SIZE / cell.size) if cell.wraps else 1
            lines.append(None if cell.turned and text else LINE * count * cell.size / SIZE)
        known = [height for height in lines if height is not None]
        tallest = max(known, default=LINE)
        if len(known) < len(lines):
            heights[number] = None
        elif measured[number] or tallest > LINE:
            heights[number] = _whole_pixels(min(TALLEST, tallest + PADDING))
    return heights


def _height_across(
    box: Box, sheet: SheetCells, shown: Callable[[Place], tuple[str, int]], look: Callable[[int], Look]
) -> float:
    """Return the height in points that the text of cells needs that are merged within a row; 0 if it needs none."""
    text, style = shown(box[0])
    cell, width = look(style), _widths(sheet)
    if not text or not cell.wraps or cell.turned:
        return 0
    room = sum(width(column) + _MARGIN for column in range(box[0][1], box[1][1] + 1)) - _MARGIN
    count = lines_of(text, max(1.0, (room - INDENT * cell.indent) * _SAFE) * SIZE / cell.size)
    return _whole_pixels(min(TALLEST, LINE * count * cell.size / SIZE + PADDING))


def _widths(sheet: SheetCells) -> Callable[[int], float]:
    """Return what gives the width of a column, in characters."""
    defaults, columns = sheet.root.first("sheetFormatPr"), sheet.root.first("cols")
    usual = float(defaults.attributes.get("defaultColWidth", _USUAL_WIDTH)) if defaults else _USUAL_WIDTH
    ranges = [
        (int(each.attributes["min"]), int(each.attributes["max"]), float(each.attributes.get("width", usual)))
        for each in (columns.each("col") if columns else ())
    ]

    def width(column: int) -> float:
        found = next((width for first, last, width in ranges if first <= column <= last), usual)
        return max(1.0, found - _MARGIN)

    return width


def _is_in(place: Place, box: Box) -> bool:
    return box[0][0] <= place[0] <= box[1][0] and box[0][1] <= place[1] <= box[1][1]


def _whole_pixels(points: float) -> float:
    return int(points * 4 / 3) * 0.75
