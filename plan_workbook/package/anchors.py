"""Where objects are on a sheet: pictures, charts, shapes, notes and controls once rows have been inserted.

An anchor names the cell in which a corner of the object is, and how far the corner is from that of the cell. Heights of
rows are those that the sheet says, or its usual height.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from html import unescape

from plan_workbook.package.addresses import MAX_ROW
from plan_workbook.package.markup import Element
from plan_workbook.package.references import Insertion, moved
from plan_workbook.package.splice import escaped
from plan_workbook.package.streaming import is_on

_EMU, _PIXEL = 12_700, 4 / 3
"""English metric units and pixels in a point."""
_CLIENT_DATA = re.compile(rb"<((?:[\w.-]+:)?)ClientData\b([^>]*)>(.*?)</\1ClientData\s*>", re.DOTALL)
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


@dataclass(slots=True)
class Heights:
    """The heights of a sheet's rows before and after an insertion, in points."""

    insertion: Insertion
    usual: float
    own: Mapping[int, float] = field(default_factory=dict)
    """Of rows that have another one, before the insertion."""
    new: float = 0.0
    """Of each new row."""

    def held(self, corner: Corner) -> Corner:
        """Return where on the sheet a corner is that has not moved with the cells."""
        after, count = self.insertion.after, self.insertion.count
        if corner[0] <= after:
            return corner
        left = sum(self.own.get(row, self.usual) for row in range(after + 1, corner[0])) + corner[1]
        for row in range(after + 1, MAX_ROW):
            height = self.new if row <= after + count else self.own.get(row - count, self.usual)
            if left < height:
                return row, left
            left -= height
        return MAX_ROW, 0.0

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

    def change(found: re.Match[bytes]) -> bytes:
        tag, inner = found[2], found[3]
        fields = {each[3]: each[4].decode("utf-8", "replace").strip() for each in _FIELD.finditer(inner)}
        new: dict[bytes, str] = {}
        for name in _FORMULAS:
            if name in fields:
                new[name] = moved(unescape(fields[name]), insertion, own=heights is not None)
        if heights is not None:
            new |= _moved_box(fields, heights, is_note=bool(_NOTE.search(tag)), inner=inner)

        def put(each: re.Match[bytes]) -> bytes:
            text = new.get(each[3])
            if text is None or escaped(text) == each[4].strip():
                return each[0]
            return each[1] + escaped(text) + each[5]

        start, end = found.start(3) - found.start(), found.end(3) - found.start()
        return found[0][:start] + _FIELD.sub(put, inner) + found[0][end:]

    return _CLIENT_DATA.sub(change, content)


def _moved_box(fields: Mapping[bytes, str], heights: Heights, *, is_note: bool, inner: bytes) -> dict[bytes, str]:
    """Return the fields of a box that are others. The box of a note goes where its cell goes."""
    new: dict[bytes, str] = {}
    numbers = [int(each) for each in fields.get(b"Anchor", "").split(",") if each.strip().isdecimal()]
    is_box = len(numbers) == 8
    if is_note:
        row = int(fields.get(b"Row", "0"))
        by = heights.insertion.row(row + 1) - row - 1
        if by:
            new[b"Row"] = str(row + by)
            if is_box:
                numbers[2], numbers[6] = numbers[2] + by, numbers[6] + by
    elif is_box:
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
