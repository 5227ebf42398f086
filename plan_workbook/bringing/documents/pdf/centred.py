"""Rows of a table without lines whose texts are set to the middle or the foot of their rows: what explains them best.

A text of three lines begins above the single lines next to it then, and may be as close to the row above:

          Write to all parents whose
Green     annual review is late, and      Jo Hart
          say when it will be
Red       Agree thresholds                Sam Cole
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.drawn import Merged
from plan_workbook.bringing.documents.pdf.rows import Piece, Row
from plan_workbook.bringing.documents.pdf.ruled import Rule

_BLANK = 0.25
"""How wide a blank is, as a share of the size."""
_LONGEST = 24
"""So many lines, at different heights, are of one row at most."""
_OFF = 0.2
"""Texts are at one height if they are no further apart than this share of their size."""
_FILLED = 0.6
"""A row usually has texts in at least this share of the columns."""
_BETTER = 0.5
"""Rows that are set to the middle or the foot have at most this share of what speaks against rows set to the top."""
_ENOUGH = 2.0
"""So much speaks against rows set to the top, at least, if they are not: one thing alone may be a merged cell."""
_UNSURE = 2.0
"""If so much speaks against rows that are set to the middle or the foot, a person should look at them."""
_OFTEN = 0.5
"""If so much for each row speaks against rows set to the top, and they are no others, a person should look as well."""
_APART = 1.3
"""The lines of one text are no further apart than this many times the usual distance."""
_TOP, _MIDDLE, _FOOT = range(3)


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
    centred: bool = False
    """Whether texts are set to the middle or the foot of their rows."""
    unsure: bool = False
    """Whether rows may be other ones."""
    merged: tuple[Merged, ...] = ()
    """What is merged over several of the rows."""


def centred_rows(
    table: Sequence[Row], groups: list[list[Row]], between: Sequence[Sequence[Rule]], columns: Columns
) -> Grouped:
    """Return the lines of a table by rows set to their middle or foot, if their tops don't explain them as well.

    Args:
        table: its lines, from the top.
        groups: the same by rows as they are if texts are set to the top.
        between: what is drawn or painted between each line and the next.
        columns: what is known of its columns.
    """
    weigh = _Weigh(table, between, columns)
    ends = [0]
    for group in groups:
        ends.append(ends[-1] + len(group))
    against = sum(weigh(first, end, _TOP) for first, end in pairwise(ends))
    if not against:
        return Grouped(groups)
    least, rows = min((weigh.best(place) for place in (_MIDDLE, _FOOT)), key=lambda each: each[0])
    if least > _BETTER * against:
        return Grouped(groups, unsure=against >= max(_UNSURE, _OFTEN * len(groups)))
    if against < _ENOUGH:
        return Grouped(groups, unsure=True)
    return Grouped([list(table[first:end]) for first, end in rows], centred=True, unsure=least >= _UNSURE)


class _Weigh:
    """How much speaks against some lines of a table being one row."""

    def __init__(self, table: Sequence[Row], between: Sequence[Sequence[Rule]], columns: Columns) -> None:
        self.table, self.between, self.columns = table, between, columns

    def best(self, place: int) -> tuple[float, list[tuple[int, int]]]:
        """Return how much speaks against the best way to part all lines into rows, and where rows begin and end."""
        least: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(self.table) + 1):
            first = range(max(0, end - _LONGEST), end)
            least.append(min((least[at][0] + self(at, end, place), at) for at in first))
        rows: list[tuple[int, int]] = []
        end = len(self.table)
        while end:
            rows.append((least[end][1], end))
            end = least[end][1]
        return least[-1][0], rows[::-1]

    def __call__(self, first: int, end: int, place: int) -> float:
        """Return how much speaks against a row of the lines from one to before another, set to a place."""
        rows = self.table[first:end]
        if any(piece.across for row in rows for piece in row):
            return 0.0 if len(rows) == 1 else inf
        cells: dict[int, list[Piece]] = {}
        for row in rows:
            for piece in row:
                cells.setdefault(piece.first, []).append(piece)
        against = 0.5 * sum(map(bool, self.between[first : end - 1]))
        for texts in cells.values():
            for above, below in pairwise(texts):
                if below.line.top - above.line.top > _APART * self.columns.pitch:
                    return inf
                against += not (self.columns.wraps(above, below) or below.line.bullet)
        if len(cells) < _FILLED * self.columns.number and (len(cells) > 1 or 0 not in cells):
            alone = len(cells) == 1 and (not first or any(piece.across for piece in self.table[first - 1]))
            against += 2 if alone else 1  # a line alone that begins the rows goes on from none
        heights = sorted(_height(texts, place) for texts in cells.values())
        usual = heights[len(heights) // 2]
        size = rows[0][0].line.size
        return against + sum(abs(height - usual) > _OFF * size for height in heights)


def _height(texts: Sequence[Piece], place: int) -> float:
    top, foot = texts[0].line.top, texts[-1].line.bottom
    return (top, (top + foot) / 2, foot)[place]
