"""Tables without lines whose headings are painted cell by cell: the paint shows where their columns are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.aligned import SHORT, Aligned
from plan_workbook.bringing.documents.pdf.boxed import in_boxes
from plan_workbook.bringing.documents.pdf.by_sides import rows_between
from plan_workbook.bringing.documents.pdf.rows import (
    is_at_the_foot,
    lines_of_words,
    rows_of_words,
)
from plan_workbook.bringing.documents.pdf.ruled import Box, Fill, Printed, Rule
from plan_workbook.bringing.documents.pdf.text import Line

_COLUMNS = 3
"""A table has at least so many columns."""
_SAID, _FILLED = 0.6, 0.5
"""At least this share of the headings have a text, and of the columns in one row at least."""
_MEETS = 1.5
"""Painted cells that are at most so many points apart meet."""
_LOW, _HIGH = 8.0, 160.0
"""Headings are so many points high."""
_MOST_PAINTED = 1_000
"""With more, they are a drawing."""
_PADDING = 8.0
"""Texts keep at most so many points from the sides of their cells."""


class _Head(NamedTuple):
    """Headings that are painted cell by cell."""

    cells: tuple[Box, ...]
    sides: tuple[float, ...]
    """Where the columns begin and end."""
    top: float
    bottom: float
    colour: str | None
    said: tuple[tuple[Line, ...], ...] = ()
    """The words in each cell."""


def painted_tables(
    words: Sequence[Line], fills: Sequence[Fill], rules: Sequence[Rule] = (), foot: float = inf
) -> list[Aligned]:
    """Return the tables without lines below headings that are painted.

    Args:
        words: those of a page.
        fills: what is painted on it.
        rules: where lines and fills go across the page: they part rows.
        foot: how far down the page there may be a running title.
    """
    by_height = sorted(words, key=_middle)
    heads = [head._replace(said=tuple(_words_in(box, by_height) for box in head.cells)) for head in _heads(fills)]
    found: list[Aligned] = []
    end = 0.0
    for at, head in enumerate(heads):
        if head.top < end - _MEETS or not _is_heading(head, heads):
            continue
        below = min((each.top for each in heads[at + 1 :] if _begins_table(each, head)), default=None)
        table = _table(head, words, rules, below, foot)
        if table is not None:
            found.append(table)
            end = max(cell.box[3] for cell in table.cells)
    return found


def _heads(fills: Sequence[Fill]) -> Iterator[_Head]:
    """Yield what is painted in one colour cell next to cell, from the top."""
    cells = [fill for fill in dict.fromkeys(fills) if fill.colour and _LOW <= fill.box[3] - fill.box[1] <= _HIGH]
    if len(cells) > _MOST_PAINTED:
        return
    groups: list[list[Fill]] = []
    for fill in sorted(cells, key=lambda fill: (fill.box[1], fill.box[0])):
        with_it = [group for group in groups if any(_meet(fill, each) for each in group)]
        groups = [group for group in groups if group not in with_it]
        groups.append([*(each for group in with_it for each in group), fill])
    for group in sorted(groups, key=lambda group: group[0].box[1]):
        sides = _places(side for fill in group for side in (fill.box[0], fill.box[2]))
        heights = _places(side for fill in group for side in (fill.box[1], fill.box[3]))
        if len(sides) > _COLUMNS:
            boxes = dict.fromkeys(_at(fill.box, sides, heights) for fill in group)
            yield _Head(tuple(boxes), tuple(sides), heights[0], heights[-1], group[0].colour)


def _places(sides: Iterable[float]) -> list[float]:
    """Return where sides are, those that meet as one."""
    found: list[float] = []
    for side in sorted(sides):
        if not found or side - found[-1] > _MEETS:
            found.append(side)
    return found


def _at(box: Box, sides: Sequence[float], heights: Sequence[float]) -> Box:
    """Return a box with its sides where those of the others are."""
    x0, x1 = (min(sides, key=lambda side: abs(side - each)) for each in (box[0], box[2]))
    top, bottom = (min(heights, key=lambda side: abs(side - each)) for each in (box[1], box[3]))
    return x0, top, x1, bottom


def _meet(one: Fill, other: Fill) -> bool:
    if one.colour != other.colour:
        return False
    (left, top, right, bottom), (x0, y0, x1, y1) = one.box, other.box
    across, down = min(right, x1) - max(left, x0), min(bottom, y1) - max(top, y0)
    return (across >= -_MEETS and down > _MEETS) or (down >= -_MEETS and across > _MEETS)


def _is_heading(head: _Head, heads: Sequence[_Head]) -> bool:
    """Tell whether what is painted is headings: short texts in most cells, and bold if other rows have the colour."""
    texts = [sum(len(word.text) for word in words) for words in head.said]
    if sum(map(bool, texts)) < _SAID * len(texts) or max(texts) > SHORT:
        return False
    if all(word.bold for words in head.said for word in words):
        return True
    return all(_alike(each, head) for each in heads if each.colour == head.colour and each.sides == head.sides)


def _alike(head: _Head, other: _Head) -> bool:
    """Tell whether headings say the same in most cells: that over several columns may name the month."""
    texts = [{" ".join(word.text for word in words) for words in each.said if words} for each in (head, other)]
    return 2 * len(texts[0] & texts[1]) > max(map(len, texts))


def _begins_table(head: _Head, before: _Head) -> bool:
    """Tell whether what is painted begins a table below another: it has other columns, or the same headings again."""
    return head.top >= before.bottom and (
        (head.sides != before.sides and head.colour == before.colour) or _alike(head, before)
    )


def _words_in(box: Box, words: Sequence[Line]) -> tuple[Line, ...]:
    """Return which of some words, from the top, are in a cell."""
    first, last = bisect_left(words, box[1], key=_middle), bisect_left(words, box[3], key=_middle)
    return tuple(word for word in words[first:last] if box[0] <= (word.x0 + word.x1) / 2 < box[2])


def _middle(word: Line) -> float:
    return (word.top + word.bottom) / 2


def _table(
    head: _Head, words: Sequence[Line], rules: Sequence[Rule], below: float | None, foot: float
) -> Aligned | None:
    """Return the table below headings; None if there is none."""
    inside = {id(word) for its in head.said for word in its}
    rest = [word for word in words if _middle(word) >= head.bottom and id(word) not in inside]
    rows = rows_of_words(word for word in rest if below is None or _middle(word) < below)
    rows = rows_between(rows, head.sides, rules, head.bottom)
    while len(rows) > 1 and is_at_the_foot(rows[-2], rows[-1], foot):
        rows = rows[:-1]
    if not any(len(row) >= max(2, _FILLED * (len(head.sides) - 1)) for row in rows):
        return None
    gaps = [piece.x0 - head.sides[piece.first] for row in rows for piece in row]
    padding = min((gap for gap in gaps if 0 <= gap <= _PADDING), default=0.0)
    ends = [side - max(padding, 1.0) - 0.5 for side in head.sides[1:]]
    cells = in_boxes(head.sides, rows, ends, rules)
    first = min(cell.box[1] for cell in cells)
    cells = [
        cell._replace(box=_from(cell.box, head.bottom) if cell.box[1] == first else cell.box, right=None)
        for cell in cells
    ]
    headings = [
        Printed(box, tuple(lines_of_words(its, 99.0)), None) for box, its in zip(head.cells, head.said, strict=True)
    ]
    taken = [*(word for its in head.said for word in its), *(w for row in rows for piece in row for w in piece.words)]
    return Aligned((*headings, *cells), tuple(taken))


def _from(box: Box, top: float) -> Box:
    return box[0], top, box[2], max(box[3], top + 1)
