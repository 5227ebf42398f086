"""The tables of a PDF page by their ruled lines: cells as the lines show them, with text and colour."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import obj_to_edges

from plan_workbook.bringing.documents.pdf.closing import NEAR, between_rows, closing, edge_at
from plan_workbook.bringing.documents.pdf.rounded import is_rectangle, is_rounded
from plan_workbook.bringing.documents.pdf.text import Char, Line, lines_of

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the left and the top of the page."""

_THIN = 3.0
"""A filled rectangle of at most this many points across is a line: Word draws its borders so."""
_STRAIGHT = 0.05
"""Points by which a line may be off."""
_BESIDE = 2.0
"""Points that a text of a column without lines keeps from its side at least."""
_APART = 0.7
"""A gap of more than so many letters' height may be one between columns."""
_FILLED = 0.6
"""In a row without lines between its columns, at least this share of them has a text."""
_ROW = 6.0
"""A row is higher than so many points."""
_PAIRS = 400_000
_CROSSINGS = 6_000
"""With more places where lines cross, a page is a drawing: that of a large tracker has some 1,500."""
MOST_PAINTED = 1_000_000
"""With more pairs of a cell and a coloured rectangle, the rectangles are a drawing, and no fills of cells."""


class Drawing(Exception):  # noqa: N818 - about the page, not about a call
    """There are more lines on a page than tables have."""


class Printed(NamedTuple):
    """A cell as it is printed on a page."""

    box: Box
    lines: tuple[Line, ...]
    fill: str | None
    right: float | None = None
    """Where the texts of its column end, if no line does: its box goes on to the next column."""
    unsure: bool = False
    """Whether the rows of the table that it begins may be other ones."""

    @property
    def room(self) -> Box:
        """The part of its box in which texts are."""
        return self.box if self.right is None else (*self.box[:2], min(self.right + _BESIDE, self.box[2]), self.box[3])


class Part(NamedTuple):
    """A table, or what of it is on one page."""

    page: int
    number: int
    """Which table of the page it is, from 1."""
    cells: tuple[Printed, ...]
    alone: bool = False
    """Whether it is one cell only, which may as well be a frame around text."""
    aligned: bool = False
    """Whether it has no lines between its columns."""
    closed: bool = False
    """Whether it is a frame around all of it, so that it does not go on over the page."""

    @property
    def box(self) -> Box:
        """Where it is on the page."""
        return (
            min(cell.box[0] for cell in self.cells),
            min(cell.box[1] for cell in self.cells),
            max(cell.box[2] for cell in self.cells),
            max(cell.box[3] for cell in self.cells),
        )


class Fill(NamedTuple):
    """A coloured rectangle."""

    box: Box
    colour: str | None
    """As six capital hexadecimal digits; None for white, which covers what is below it."""


def ruled_tables(page: Any) -> list[list[Box]]:
    """Return the boxes of the cells of each table on a page, from the top; those of one cell after the others.

    Raises:
        Drawing: there are too many lines.
    """
    texts = sorted((char["top"] + char["bottom"]) / 2 for char in page.chars)
    found = _edges(page)
    edges = merge_edges(found + between_rows(found, texts), NEAR, NEAR, NEAR, NEAR)
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright * (len(edges) - upright) > _PAIRS:
        raise Drawing
    edges += closing(edges, texts)
    crossings = edges_to_intersections(edges, NEAR, NEAR)
    if len(crossings) > _CROSSINGS:
        raise Drawing
    cells: list[Box] = intersections_to_cells(crossings)
    tables: list[list[Box]] = cells_to_tables(cells)
    in_tables = {cell for table in tables for cell in table}
    return [*tables, *([cell] for cell in sorted(set(cells) - in_tables, key=_area))]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _edges(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for drawn in page.lines:
        found += _straight(_box(drawn))
    for drawn in rects_of(page):
        if min(drawn["x1"] - drawn["x0"], drawn["bottom"] - drawn["top"]) <= _THIN:
            found += _line(_box(drawn))
        elif drawn["stroke"]:
            found += _around(_box(drawn))
    for drawn in page.curves:
        if drawn["stroke"] and is_rounded(drawn):
            found += _around(_box(drawn))
        elif drawn["stroke"] and not is_rectangle(drawn):
            found += (edge for edge in obj_to_edges(drawn) if edge["orientation"] in ("h", "v"))
    return found


def rects_of(page: Any) -> list[dict[str, Any]]:
    """Return the rectangles on a page, with those that are drawn side by side."""
    return [*page.rects, *(curve for curve in page.curves if is_rectangle(curve))]


def _straight(box: Box) -> list[dict[str, Any]]:
    """Return a line across or upright; none if it is neither.

    On a page that is turned, lines may be off by very little.
    """
    left, top, right, bottom = box
    if bottom - top <= _STRAIGHT:
        return [edge_at("h", top, left, right)]
    return [edge_at("v", left, top, bottom)] if right - left <= _STRAIGHT else []


def _around(box: Box) -> list[dict[str, Any]]:
    left, top, right, bottom = box
    return [
        edge_at("h", top, left, right),
        edge_at("h", bottom, left, right),
        edge_at("v", left, top, bottom),
        edge_at("v", right, top, bottom),
    ]


def _line(box: Box) -> list[dict[str, Any]]:
    """Return a thin rectangle as the line that it looks like."""
    left, top, right, bottom = box
    if right - left <= _THIN and bottom - top <= _THIN:
        return []  # where two borders meet
    return [edge_at("h", top, left, right) if right - left > bottom - top else edge_at("v", left, top, bottom)]


class Rule(NamedTuple):
    """A line across a page, or a side of a coloured rectangle."""

    y: float
    """In points from the top."""
    x0: float
    x1: float
    drawn: bool = True
    """Whether it is a line."""

    def wide_over(self, left: float, right: float) -> float:
        """Return over which share of the width between two sides it goes."""
        return (min(self.x1, right) - max(self.x0, left)) / max(right - left, 1.0)


def rules_across(page: Any) -> list[Rule]:
    """Return the lines, and the upper and lower sides of coloured rectangles, that go across; those that meet as one.

    Programs draw the border of each cell on its own.
    """
    found = [Rule(float(e["top"]), float(e["x0"]), float(e["x1"])) for e in _edges(page) if e["orientation"] == "h"]
    found += [
        Rule(side, fill.box[0], fill.box[2], drawn=False)
        for fill in fills_of(page)
        for side in (fill.box[1], fill.box[3])
    ]
    joined: list[Rule] = []
    for rule in sorted(found, key=lambda rule: (not rule.drawn, round(rule.y), rule.x0)):
        last = joined[-1] if joined else None
        if last is not None and rule.drawn == last.drawn and abs(rule.y - last.y) < 1.5 and rule.x0 <= last.x1 + NEAR:
            joined[-1] = last._replace(x1=max(last.x1, rule.x1))
        else:
            joined.append(rule)
    return sorted(joined)


def rules_between(rules: Sequence[Rule], top: float, bottom: float) -> Sequence[Rule]:
    """Return those of some rules, from the top, that are between two heights."""
    return rules[bisect(rules, top, key=_height) : bisect_left(rules, bottom, key=_height)]


def _height(rule: Rule) -> float:
    return rule.y


def fills_of(page: Any, shapes: Iterable[Any] | None = None) -> list[Fill]:
    """Return the coloured rectangles of a page, or the boxes of some shapes, in the order in which they are painted."""
    return [
        Fill(_box(rect), _colour(rect["non_stroking_color"]))
        for rect in (rects_of(page) if shapes is None else shapes)
        if rect["fill"] and min(rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]) > _THIN
    ]


def _box(drawn: dict[str, Any]) -> Box:
    return float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"])


def _colour(found: Any) -> str | None:
    """Return a colour in grey, RGB or CMYK as hexadecimal digits; None for white and for patterns."""
    values = found if isinstance(found, tuple | list) else (found,)
    if not all(isinstance(value, int | float) for value in values):
        return None
    if len(values) == 4:
        values = [(1 - values[3]) * (1 - value) for value in values[:3]]
    elif len(values) == 1:
        values = [values[0]] * 3
    if len(values) != 3:
        return None
    digits = "".join(f"{round(255 * min(max(value, 0), 1)):02X}" for value in values)
    return None if digits == "FFFFFF" else digits


def filled_cells(
    boxes: Sequence[Box], chars: Sequence[Char], fills: Sequence[Fill], rules: Sequence[Rule] = ()
) -> tuple[list[Printed], list[int]]:
    """Return the cells of a table with what is in them, and which of the characters are in none (by their places)."""
    inside: list[list[Char]] = [[] for _ in boxes]
    outside = []
    cell: int | None = None
    for at, char in enumerate(chars):
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if cell is None or not _within(boxes[cell], x, y):
            cell = next((number for number, box in enumerate(boxes) if _within(box, x, y)), None)
        if cell is None:
            outside.append(at)
        else:
            inside[cell].append(char)
    if len(boxes) * len(fills) > MOST_PAINTED:
        fills = ()
    sides = sorted({side for box in boxes for side in (box[0], box[2])})
    cells = [
        Printed(piece, tuple(lines_of(its)), fill_behind(piece, fills))
        for box, found in zip(boxes, inside, strict=True)
        for piece, its in _parted(box, found, sides, rules)
    ]
    return cells, outside


def _parted(box: Box, chars: list[Char], sides: Sequence[float], rules: Sequence[Rule]) -> list[tuple[Box, list[Char]]]:
    """Return a cell over several columns as the cells that it is, if its texts keep to these columns.

    Some tables have lines between the columns only in every other row.
    """
    across = [box[0], *(side for side in sides if box[0] + NEAR < side < box[2] - NEAR), box[2]]
    if len(across) < 4 or not chars:
        return [(box, chars)]
    pieces = lines_of(chars, _APART)
    if any(piece.x0 < side - 1 and piece.x1 > side + 1 for piece in pieces for side in across):
        return [(box, chars)]
    columns: dict[int, set[int]] = {}
    for piece in pieces:
        columns.setdefault(round(piece.bottom), set()).add(bisect(across, (piece.x0 + piece.x1) / 2))
    if max(map(len, columns.values())) < max(3, _FILLED * (len(across) - 1)):
        return [(box, chars)]
    down = [box[1]]
    for rule in sorted(rule.y for rule in rules):
        if down[-1] + _ROW < rule < box[3] - _ROW:
            down.append(rule)
    boxes = [
        (left, top, right, bottom) for top, bottom in pairwise([*down, box[3]]) for left, right in pairwise(across)
    ]
    found: list[list[Char]] = [[] for _ in boxes]
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        row = min(max(bisect(down, y) - 1, 0), len(down) - 1)
        column = min(max(bisect(across, x) - 1, 0), len(across) - 2)
        found[row * (len(across) - 1) + column].append(char)
    return list(zip(boxes, found, strict=True))


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def fill_behind(box: Box, fills: Iterable[Fill]) -> str | None:
    """Return the colour that covers most of a cell: what was painted last over at least half of it."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    found = None
    for fill in fills:
        wide = min(box[2], fill.box[2]) - max(box[0], fill.box[0])
        high = min(box[3], fill.box[3]) - max(box[1], fill.box[1])
        if wide > 0 and high > 0 and wide * high >= 0.5 * area:
            found = fill.colour
    return found
