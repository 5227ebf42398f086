"""Where the columns of a table without lines are: by the texts in it, by what is painted, or by the page before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plan_workbook.bringing.documents.pdf.rows import HEADINGS, Piece, Row, drawn_on

_NEXT_LINE = 2.5
"""The lines of a text are no further apart than this many times its size."""
_ALIKE = 0.15
"""Sizes of one text differ by less than this share."""
_WITHIN = 0.25
"""Texts next to each other have more than this share of their size at the same height."""


class Extent:
    """How far a text, or the texts of a column, go across the page, in points from the left."""

    def __init__(self, left: float, right: float) -> None:
        self.left, self.right = left, right

    def meets(self, left: float, right: float) -> bool:
        """Tell whether something between two places is above or below it."""
        return left < self.right and self.left < right

    def take(self, left: float, right: float) -> None:
        """Have it go as far as something else."""
        self.left, self.right = min(self.left, left), max(self.right, right)


class _Text:
    """The lines that are drawn one after the other below each other."""

    def __init__(self, piece: Piece, row: int) -> None:
        self.pieces = [piece]
        self.row = row
        """Which of the rows its first line is in."""
        self.left, self.right = piece.x0, piece.x1
        self.top, self.bottom = piece.line.top, piece.line.bottom
        self.bold = piece.line.bold

    def go_on(self, piece: Piece) -> None:
        """Add a line."""
        self.pieces.append(piece)
        self.left, self.right = min(self.left, piece.x0), max(self.right, piece.x1)
        self.bottom = piece.line.bottom

    def is_beside(self, other: _Text) -> bool:
        """Tell whether it is next to another text."""
        slack = _WITHIN * self.pieces[0].line.size
        return min(self.bottom, other.bottom) - slack > max(self.top, other.top)


def learnt(rows: Sequence[Row]) -> list[Extent]:
    """Return where the columns of a table are that begins with the first of some rows, by how far its texts go.

    All lines of a text are drawn one after the other, so that it is as wide as the widest of them. Texts above and
    below each other are of one column, but for those over texts that are next to each other: they go over columns.
    """
    texts = _texts(rows)
    found: list[Extent] = []
    for at, row in enumerate(rows):
        if not found or _in_one(row, found):
            before = found or []
            found = _columns(texts, rows[: at + 1])
            if before and _in_one(row, found) and not (at < HEADINGS and len(found) > len(before)):
                rows = rows[:at]
                break
    return _columns(texts, rows)


def _in_one(row: Row, columns: Sequence[Extent]) -> bool:
    """Tell whether two texts next to each other are in one column."""
    met = [[at for at, each in enumerate(columns) if each.meets(piece.x0, piece.x1)] for piece in row]
    return any(one and one == other for one, other in pairwise(met))


def _columns(texts: Sequence[_Text], rows: Sequence[Row]) -> list[Extent]:
    groups: list[list[_Text]] = []
    right = 0.0
    for text in sorted(_in_columns(texts, rows), key=lambda text: text.left):
        if not groups or text.left >= right:
            groups.append([])
        groups[-1].append(text)
        right = max(right, text.right)
    columns: list[list[_Text]] = []
    for group in groups:
        if columns and _are_one(columns[-1], group):
            columns[-1] += group
        else:
            columns.append(group)
    return [Extent(min(text.left for text in its), max(text.right for text in its)) for its in columns]


def _are_one(some: Sequence[_Text], others: Sequence[_Text]) -> bool:
    """Tell whether texts at the left and the right are of one column: a heading may be left of all its values."""
    headed = all(any(text.bold for text in each) for each in (some, others))
    return not headed and not any(one.is_beside(other) for one in some for other in others)


def _in_columns(texts: Sequence[_Text], rows: Sequence[Row]) -> Iterator[_Text]:
    """Yield the texts of some rows that are next to others, and not over several that are next to each other."""
    here = [text for text in texts if text.row < len(rows)]
    several = [row for row in rows if len(row) > 1]
    for text in here:
        beside = any(text is not each and text.is_beside(each) for each in here)
        if beside and not any(_is_over(text, row) for row in several):
            yield text


def _is_over(text: _Text, row: Row) -> bool:
    """Tell whether a text is above or below several that are next to each other."""
    return sum(each.x0 < text.right and text.left < each.x1 for each in row) > 1


def _texts(rows: Sequence[Row]) -> list[_Text]:
    found: list[_Text] = []
    open_ones: dict[int, _Text] = {}
    for at, row in enumerate(rows):
        for piece in row:
            text = open_ones.get(piece.line.begins - 1)
            if text is None or not _goes_on(text.pieces[-1], piece) or _is_over(text, row):
                text = _Text(piece, at)
                found.append(text)
            else:
                text.go_on(piece)
            if piece.line.ends >= 0:
                open_ones[piece.line.ends] = text
    return found


def _goes_on(above: Piece, below: Piece) -> bool:
    line, after = above.line, below.line
    near = 0 < after.top - line.top <= _NEXT_LINE * line.size and below.x0 < above.x1 and above.x0 < below.x1
    return near and drawn_on(line, after) and abs(line.size - after.size) < _ALIKE * line.size
