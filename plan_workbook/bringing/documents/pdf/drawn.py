"""Rows by the texts of cells: programs draw a table cell after cell, and all lines of a cell one after the other.

So a text of several lines is known whatever is next to it, and texts that are next to each other are one row, be they
set to the top, the middle or the foot of their cells. A text next to several rows is of a cell merged over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.rows import Piece, Row, drawn_on
from plan_workbook.bringing.documents.pdf.text import Line

_TELLS = 0.8
"""Of the texts that wrap, at least this share goes on in what is drawn next, or the order says nothing."""
_PARAGRAPH = 2.5
"""The lines of one text are no further apart than this many times the usual distance."""
_APART = 1.3
"""Nor than this many times, if nothing is next to the first of them."""
_CLOSE = 1.06
"""Nor than this many times, in worksheets whose wrapped texts are drawn after all others."""
_ALIKE = 0.15
"""Sizes of one text differ by less than this share."""
_WITHIN = 0.25
"""A text is within its lines' heights without this share of its size at either end: letters may reach over those."""
_CENTRED = 1.0
"""A merged text is in the middle of its rows, but for this many times its size."""

Wraps = Callable[[Piece, Piece], bool]
"""Tells whether the first word of a line would have had no room on the line above."""


class Text(NamedTuple):
    """The text of a cell."""

    pieces: tuple[Piece, ...]
    """Its lines, from the top."""

    @property
    def columns(self) -> range:
        """The columns that it is in."""
        return range(self.pieces[0].first, max(piece.last for piece in self.pieces) + 1)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, from the top."""
        return tuple(piece.line for piece in self.pieces)

    @property
    def top(self) -> float:
        """Where it begins, from the top of the page."""
        return self.pieces[0].line.top

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.pieces[-1].line.bottom

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.pieces[0].line.size


class Merged(NamedTuple):
    """A text in a cell that is merged over rows."""

    text: Text
    first: int
    last: int
    """The first and the last of its rows."""


class Drawn(NamedTuple):
    """The rows of a table by the texts in them."""

    rows: list[list[Text]]
    merged: list[Merged]
    unsure: bool = False
    """Whether rows may be other ones."""


def rows_drawn(table: Sequence[Row], wraps: Wraps, pitch: float) -> Drawn | None:
    """Return the rows that the lines of a table are; None if the order in which they are drawn does not tell.

    Args:
        table: its lines, from the top.
        wraps: whether a line goes on from the one above, by the room there.
        pitch: how far the lines of a text are from each other.
    """
    texts = _texts(table, wraps, pitch)
    if texts is None:
        return None
    rows, merged, unsure = [], [], False
    for group in _next_to_each_other(texts):
        found = _parted(group)
        merged += [each._replace(first=each.first + len(rows), last=each.last + len(rows)) for each in found.merged]
        rows += found.rows
        unsure = unsure or found.unsure
    return _with_merged_in_the_middle(Drawn(rows, merged, unsure))


def _texts(table: Sequence[Row], wraps: Wraps, pitch: float) -> list[Text] | None:
    """Return the texts of the cells of a table; None if the order in which they are drawn does not tell."""
    found: list[list[Piece]] = []
    last: dict[int, tuple[list[Piece], Row]] = {}
    told = wrapped = 0
    most = (_PARAGRAPH if _cell_after_cell(table) else _CLOSE) * pitch
    for row in table:
        for piece in row:
            text, before = last.get(piece.first, ([], []))
            on = bool(text) and _goes_on(text[-1], before, piece, row, wraps, most)
            if text and len(row) + len(before) > 2 and wraps(text[-1], piece):
                close = piece.line.top - text[-1].line.top <= _APART * pitch
                wrapped += close
                told += close and on
            if not on:
                text = []
                found.append(text)
            text.append(piece)
            for column in range(piece.first, piece.last + 1):
                last[column] = text, row
    if not wrapped or told < _TELLS * wrapped:
        return None
    return [Text(tuple(pieces)) for pieces in found]


def _cell_after_cell(table: Sequence[Row]) -> bool:
    """Tell whether all cells are drawn in the order in which they are read."""
    last: dict[int, int] = {}
    for row in table:
        if any(after.line.begins < piece.line.begins for piece, after in pairwise(row)):
            return False
        if any(piece.line.begins < last.get(piece.first, 0) for piece in row):
            return False
        last |= {piece.first: piece.line.begins for piece in row}
    return True


def _goes_on(above: Piece, before: Row, below: Piece, row: Row, wraps: Wraps, most: float) -> bool:
    """Tell whether a line goes on in a line below it: it is drawn next, and looks like it.

    A text alone at its height may be a heading of the rows below, or the only one of its row.
    """
    line, after = above.line, below.line
    apart = after.top - line.top
    if not drawn_on(line, after) or abs(line.size - after.size) >= _ALIKE * line.size or apart > most:
        return False
    if above.across or (len(before) == 1 and above.first == 0):
        return line.bold == after.bold and wraps(above, below) and not (above.across and len(row) > 1)
    return not below.across


def _top(text: Text) -> float:
    return text.top + _WITHIN * text.size


def _bottom(text: Text) -> float:
    return text.bottom - _WITHIN * text.size


def _next_to_each_other(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield texts from the top, together those that are next to each other, or both next to a third."""
    group: list[Text] = []
    end = 0.0
    for text in sorted(texts, key=_top):
        if group and _top(text) >= end:
            yield group
            group = []
        end = max(end, _bottom(text)) if group else _bottom(text)
        group.append(text)
    if group:
        yield group


def _parted(group: list[Text]) -> Drawn:
    """Return texts next to each other as rows: a column has one text in each, and others are merged over several."""
    counts = Counter(column for text in group for column in text.columns)
    several = [text for text in group if any(counts[column] > 1 for column in text.columns)]
    if not several:
        return Drawn([group], [])
    if len(several) == len(group):
        return Drawn([group], [], unsure=True)
    rows: list[list[Text]] = []
    merged: list[Merged] = []
    unsure = False
    for part in _next_to_each_other(several):
        found = _parted(part)
        merged += [each._replace(first=each.first + len(rows), last=each.last + len(rows)) for each in found.merged]
        rows += found.rows
        unsure = unsure or found.unsure
    for text in group:
        if text in several:
            continue
        beside = [at for at, row in enumerate(rows) if any(_beside(text, each) for each in row)]
        if len(beside) == 1:
            rows[beside[0]].append(text)
        else:
            first = beside[0] if beside else max(sum(row[0].top < text.top for row in rows) - 1, 0)
            merged.append(Merged(text, first, beside[-1] if beside else min(first + 1, len(rows) - 1)))
    return Drawn(rows, merged, unsure)


def _beside(text: Text, other: Text) -> bool:
    return min(_bottom(text), _bottom(other)) > max(_top(text), _top(other))


def _with_merged_in_the_middle(drawn: Drawn) -> Drawn:
    return drawn
