"""Which lines of a table without lines between its columns are one row: a cell may have several lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.drawn import Merged, Text, rows_drawn
from plan_workbook.bringing.documents.pdf.rows import Piece, Row, are_labelled, is_labelled
from plan_workbook.bringing.documents.pdf.ruled import Rule, rules_between

_FILLED = 0.6
"""A line begins a row if at least this share of the columns has a text in it that no line above goes on with."""
_APART = 1.3
"""A line further from the one above than this many times the usual distance begins a row."""
_CLOSE = 1.4
"""The lines of a label are no further apart than this many times their size."""
_WIDE = 0.8
"""A rule is one of the whole table if it goes over at least this share of its width."""
_REF, _DATE = (
    re.compile(r"[A-Z]{0,3}\d{1,2}\.\d{1,2}[a-z]?"),
    re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"),
)
_LEAST_PITCH = 0.85
"""Lines of a text are no closer than this share of their size."""
_BLANK = 0.25
"""How wide a blank is, as a share of the size."""


class Columns(NamedTuple):
    """What is known of the columns of a table."""

    number: int
    ends: Sequence[float]
    """Where the texts of each end at most, in points from the left."""
    pitch: float
    """How far the lines of a text are from each other."""

    def wraps(self, above: Piece, below: Piece) -> bool:
        """Tell whether the first word of a line would have had no room on the line above."""
        word = below.words[0]
        return above.x1 + _BLANK * word.size + (word.x1 - word.x0) > self.ends[above.first] + 0.5


class Grouped(NamedTuple):
    """The lines of a table by the rows that they are."""

    rows: list[list[Row]]
    unsure: bool = False
    """Whether rows may be other ones."""
    merged: tuple[Merged, ...] | None = None
    """What is merged over several of the rows; None if it is not known."""


def grouped(table: Sequence[Row], rules: Sequence[Rule], ends: Sequence[float]) -> Grouped:
    """Return the lines of a table by the rows that they are.

    Args:
        table: its lines, from the top.
        rules: where lines and fills go across the page.
        ends: where the texts of each column end at most, in points from the left.
    """
    left = min(row[0].x0 for row in table)
    right = max(row[-1].x1 for row in table)
    middles = [(row[0].line.top + row[0].line.bottom) / 2 for row in table]
    between = [rules_between(rules, above, below) for above, below in pairwise(middles)]
    drawn = sum(any(rule.drawn and rule.wide_over(left, right) >= _WIDE for rule in some) for some in between)
    gaps = [after[0].line.top - before[0].line.top for before, after in pairwise(table)]
    columns = Columns(len(ends), ends, _usual(table) or min(gaps, default=0.0))
    edges = [rule.y for some in between for rule in some if rule.wide_over(left, right) >= _WIDE]
    if (cells := rows_drawn(table, columns.wraps, columns.pitch, edges)) is not None and cells.rows:
        return Grouped([_lines_of(row) for row in cells.rows], cells.unsure, tuple(cells.merged))
    found: list[list[Row]] = [[table[0]]]
    last = {piece.first: piece for piece in table[0]}
    labelled = are_labelled(table)
    for gap, some, before, row in zip(gaps, between, table, table[1:], strict=False):
        if _differs(found[-1], row):
            begins = True
        elif labelled and is_labelled(row):
            close = gap <= min(_CLOSE * row[0].line.size, 1.1 * columns.pitch)
            begins = not close or not all(p.first in last and columns.wraps(last[p.first], p) for p in row)
        elif drawn > 1:
            begins = bool(some)
        else:
            above = {
                column: piece
                for column, piece in last.items()
                if piece in before or row[0].line.top - piece.line.top <= _APART * columns.pitch
            }
            begins = bool(some) or gap > _APART * columns.pitch or _begins(before, above, row, columns)
        if begins:
            found.append([])
        found[-1].append(row)
        last |= {piece.first: piece for piece in row}
    return Grouped(found, unsure=drawn <= 1 and any(map(_begins_below, found)))


def _begins_below(group: Sequence[Row]) -> bool:
    """Tell whether a text of a row begins below its first line, as one set to the middle or of another row does."""
    first = {piece.first for piece in group[0]}
    return any(piece.first not in first and not piece.across for row in group for piece in row)


def _lines_of(texts: Sequence[Text]) -> list[Row]:
    """Return the lines of texts next to each other, from the top."""
    found: dict[float, Row] = {}
    for piece in sorted((piece for text in texts for piece in text.pieces), key=lambda piece: piece.line.bottom):
        near = next((at for at in found if piece.line.bottom - at < 0.3 * piece.line.size), piece.line.bottom)
        found.setdefault(near, []).append(piece)
    return [sorted(row, key=lambda piece: piece.first) for row in found.values()]


def _usual(table: Sequence[Row]) -> float:
    """Return how far the lines of texts are from each other, by those below each other in one column; 0 if none are.

    A cell merged over rows may have lines between theirs.
    """
    last: dict[int, Piece] = {}
    apart: list[float] = []
    for row in table:
        for piece in row:
            above = last.get(piece.first)
            if above is not None:
                apart.append(piece.line.top - above.line.top)
            last[piece.first] = piece
    least = _LEAST_PITCH * table[-1][0].line.size
    return min((each for each in apart if each >= least), default=0.0)


def _differs(group: Sequence[Row], row: Row) -> bool:
    """Tell whether a line goes over other columns than the lines above it, so that it can't be of their row."""
    spans = {(piece.first, piece.last) for each in group for piece in each if piece.across}
    if any((piece.first, piece.last) not in spans for piece in row if piece.across):
        return True
    return any(first <= piece.first <= last for piece in row if not piece.across for first, last in spans)


def _begins(before: Row, above: Mapping[int, Piece], row: Row, columns: Columns) -> bool:
    """Tell whether a line begins a row: it is no line that the one above only wraps to.

    Args:
        before: the line before.
        above: what is right above in each column.
        row: the line.
        columns: what is known of the columns of the table.
    """
    if any(piece.across for piece in row):
        return False
    if all(p.line.bold for p in before) != all(p.line.bold for p in row) and all(p.line.bold for p in before):
        return True
    if any(piece.first in above and _are_two_values(above[piece.first], piece) for piece in row):
        return True
    wraps = sum(piece.first in above and columns.wraps(above[piece.first], piece) for piece in row)
    fresh = len(row) - wraps
    if len(row) == 1 and row[0].first == 0 and fresh:
        return True  # the name of a group, or of an item
    filled = len(row) >= max(2, _FILLED * columns.number) or (row[0].first == 0 and len(row) > 1)
    return filled and 2 * fresh >= len(row)


def _are_two_values(above: Piece, below: Piece) -> bool:
    """Tell whether two texts are a ref or a date each: no cell has two of them."""
    return any(kind.fullmatch(above.line.text) and kind.fullmatch(below.line.text) for kind in (_REF, _DATE))
