"""Signs in cells without text: the pills, dots and squares that show a rating by their colour only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from plan_workbook.bringing.documents.pdf.ruled import MOST_PAINTED, Fill, Printed, fills_of

_LOW, _HIGH = 5.0, 26.0
"""A sign is so many points high: about as high as a text."""
_LONG = 6.0
"""It is at most so many times as wide as it is high, and half as wide at least: others are bars."""
_COLOURFUL = 24
"""The least and the most of red, green and blue are so far apart in a colour that is no grey."""


def signs_of(page: Any) -> list[Fill]:
    """Return what is painted on a page that is about as high as a text and no grey, whatever its shape."""
    return [each for each in fills_of(page, (*page.rects, *page.curves)) if _is_sign(each)]


def with_signs(cells: Sequence[Printed], signs: Sequence[Fill]) -> tuple[Printed, ...]:
    """Return cells, those without text with the colour of the signs in them if this is one, and they have none."""
    if not signs or len(cells) * len(signs) > MOST_PAINTED:
        return tuple(cells)
    return tuple(cell if cell.lines or _is_colourful(cell.fill) else _with_sign(cell, signs) for cell in cells)


def _with_sign(cell: Printed, signs: Iterable[Fill]) -> Printed:
    colours = {sign.colour for sign in signs if _is_inside(sign, cell)}
    return cell._replace(fill=colours.pop()) if len(colours) == 1 else cell


def _is_inside(sign: Fill, cell: Printed) -> bool:
    """Tell whether the middle of a sign is in a cell, and the cell is higher."""
    (x0, top, x1, bottom), box = sign.box, cell.box
    inside = box[0] <= (x0 + x1) / 2 < box[2] and box[1] <= (top + bottom) / 2 < box[3]
    return inside and bottom - top <= box[3] - box[1]


def _is_sign(fill: Fill) -> bool:
    wide, high = fill.box[2] - fill.box[0], fill.box[3] - fill.box[1]
    return _LOW <= high <= _HIGH and high / 2 <= wide <= _LONG * high and _is_colourful(fill.colour)


def _is_colourful(colour: str | None) -> bool:
    """Tell whether a colour is more than a grey, or the shade of every other row."""
    if colour is None:
        return False
    values = bytes.fromhex(colour)
    return max(values) - min(values) >= _COLOURFUL
