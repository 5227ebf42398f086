"""Where objects are on a sheet: pictures, charts, shapes, notes and controls once rows have been inserted.

An anchor names the cell in which a corner of the object is, and how far the corner is from that of the cell. Heights of
rows are those that the sheet says, or its usual height.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from enum import Enum
from html import unescape
from itertools import accumulate

from plan_workbook.package.addresses import MAX_ROW
from plan_workbook.package.markup import Element
from plan_workbook.package.references import Insertion, moved
from plan_workbook.package.splice import escaped
from plan_workbook.package.streaming import is_on

_EMU, _PIXEL = 12_700, 4 / 3
"""English metric units and pixels in a point."""
_CLIENT_DATA = re.compile(rb"<((?:[\w.-]{1,20}:)?)ClientData\b[^>]*>")
_NOTE = re.compile(rb"""\bObjectType\s*=\s*["']Note["']""")
_FIELD = re.compile(rb"(<((?:[\w.-]+:)?(\w+))(?:\s[^<>]*)?>)([^<]*)(</\2\s*>)")
_OFF = re.compile(rb"<(?:[\w.-]+:)?(Move|Size)WithCells\s*(?:/>|>\s*(?:t|true)?\s*</)", re.IGNORECASE)
_FORMULAS = (b"FmlaLink", b"FmlaRange", b"FmlaGroup", b"FmlaTxbx", b"FmlaPict")


class Follows(Enum):
    """What an object follows when rows are inserted."""

    CELLS = "twoCell"
    """It moves with the cells under it, and grows with them."""
    CORNER = "oneCell"
    """It moves with the cell under its upper left corner, and keeps its size."""
    NOTHING = "absolute"


Corner = tuple[int, float]
"""A row, and the points from its top."""


class Heights:
    """The heights of a sheet's rows before and after an insertion, in points."""

    def __init__(self, insertion: Insertion, usual: float, own: Mapping[int, float], new: float) -> None:
        """Take the usual height of rows, the heights of rows that have another one, and that of each new row."""
        self.insertion, self._usual, self._new = insertion, usual, new
        self._rows = sorted(own)
        self._more = [0.0, *accumulate(own[row] - usual for row in self._rows)]
        """By how much the first so many of these rows are higher than usual ones."""

    def _above(self, row: int) -> float:
        """Return how far the top of a row was from that of the sheet."""
        return self._usual * (row - 1) + self._more[bisect_left(self._rows, row)]

    def held(self, corner: Corner) -> Corner:
        """Return where on the sheet a corner is that has not moved with the cells."""
        after, count = self.insertion.after, self.insertion.count
        if corner[0] <= after:
            return corner
        place = self._above(corner[0]) + corner[1]
        into = place - self._above(after + 1)
        if into < count * self._new:
            return after + 1 + int(into // self._new), into % self._new
        place -= count * self._new
        row = bisect_right(range(MAX_ROW + 2), place, after + 1, corner[0] + 1, key=self._above) - 1
        return min(row + count, MAX_ROW), max(place - self._above(row), 0.0)

    def moved(self, follows: Follows, top: Corner, bottom: Corner | None) -> tuple[Corner, Corner | None]:
        """Return the corners of an object after the insertion; one that keeps its own size has no second corner."""
        after, count = self.insertion.after, self.insertion.count
        if follows is Follows.NOTHING:
            return self.held(top), bottom and self.held(bottom)
        if top[0] > after:
            return (top[0] + count, top[1]), bottom and (bottom[0] + count, bottom[1])
        if bottom is None or bottom[0] <= after or bottom == (after + 1, 0):
            return top, bottom
        return top, self.held(bottom) if follows is Follows.CORNER else (bottom[0] + count, bottom[1])


def moved_corners(anchor: Element, heights: Heights, follows: Follows | None = None) -> Iterator[tuple[Element, int]]:
    """Yield the numbers of an anchor's corners that are others after an insertion, each with its element.

    The anchor is that of a drawing, or of a control or an embedded object on the sheet itself. It says what the object
    follows, unless the caller knows.
    """
    marks = [each for each in (anchor.first("from"), anchor.first("to")) if each is not None]
    if not marks:
        return
    corners = [_corner(each) for each in marks]
    new = heights.moved(follows or _follows(anchor), corners[0], corners[1] if len(corners) > 1 else None)
    for mark, before, after in zip(marks, corners, new, strict=False):
        if after is None or after == before:
            continue
        yield _field(mark, "row"), after[0] - 1
        if after[1] != before[1]:
            yield _field(mark, "rowOff"), round(after[1] * _EMU)


def _corner(mark: Element) -> Corner:
    return int(_field(mark, "row").text) + 1, int(_field(mark, "rowOff").text) / _EMU


def _field(mark: Element, name: str) -> Element:
    found = mark.first(name)
    if found is None:
        raise ValueError("an anchor without a row")
    return found


def _follows(anchor: Element) -> Follows:
    if anchor.name == "anchor":
        if is_on(anchor.attributes.get("sizeWithCells")):
            return Follows.CELLS
        return Follows.CORNER if is_on(anchor.attributes.get("moveWithCells")) else Follows.NOTHING
    if anchor.name == "oneCellAnchor":
        return Follows.CORNER
    return Follows(anchor.attributes.get("editAs", Follows.CELLS.value))


def moved_in_vml(content: bytes, heights: Heights | None, insertion: Insertion) -> bytes:
    """Return a VML part, which holds the boxes of notes and old controls, after an insertion.

    Excel and others write VML that is not XML, so it is taken apart without a parser. `heights` are those of the sheet
    that the part belongs to, if that sheet has the new rows.
    """
    pieces, at = [], 0
    while opened := _CLIENT_DATA.search(content, at):
        end = content.find(b"</%sClientData" % opened[1], opened.end())
        if end < 0:
            break
        inner = content[opened.end() : end]
        pieces += [content[at : opened.end()], _moved_data(opened[0], inner, heights, insertion)]
        at = end
    return b"".join([*pieces, content[at:]])


def _moved_data(tag: bytes, inner: bytes, heights: Heights | None, insertion: Insertion) -> bytes:
    """Return what a VML part says about one box."""
    fields = {each[3]: each[4].decode("utf-8", "replace").strip() for each in _FIELD.finditer(inner)}
    formulas = {name: unescape(fields[name]) for name in _FORMULAS if name in fields}
    new = {name: moved(formula, insertion, own=heights is not None) for name, formula in formulas.items()}
    new = {name: formula for name, formula in new.items() if formula != formulas[name]}
    if heights is not None:
        new |= _moved_box(fields, heights, is_note=bool(_NOTE.search(tag)), inner=inner)
    return _FIELD.sub(lambda each: each[1] + escaped(new[each[3]]) + each[5] if each[3] in new else each[0], inner)


def _moved_box(fields: Mapping[bytes, str], heights: Heights, *, is_note: bool, inner: bytes) -> dict[bytes, str]:
    """Return the fields of a box that are others. The box of a note goes where its cell goes."""
    new: dict[bytes, str] = {}
    numbers = [int(each) for each in fields.get(b"Anchor", "").split(",") if each.strip().isdecimal()]
    is_box, said_row = len(numbers) == 8, fields.get(b"Row", "")
    if is_note and said_row.isdecimal():
        row = int(said_row)
        by = heights.insertion.row(row + 1) - row - 1
        if by:
            new[b"Row"] = str(row + by)
            if is_box:
                numbers[2], numbers[6] = numbers[2] + by, numbers[6] + by
    elif is_box and not is_note:
        off = {each[1].lower() for each in _OFF.finditer(inner)}  # despite their names, they say that it does not
        follows = Follows.NOTHING if b"move" in off else Follows.CORNER if b"size" in off else Follows.CELLS
        corners = [(numbers[at] + 1, numbers[at + 1] / _PIXEL) for at in (2, 6)]
        top, bottom = heights.moved(follows, corners[0], corners[1])
        for at, corner in ((2, top), (6, bottom or corners[1])):
            numbers[at], numbers[at + 1] = corner[0] - 1, round(corner[1] * _PIXEL)
    if is_box:
        said = ", ".join(map(str, numbers))
        if said.replace(" ", "") != "".join(fields[b"Anchor"].split()):
            new[b"Anchor"] = said
    return new
