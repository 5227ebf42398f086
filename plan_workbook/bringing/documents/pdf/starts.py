"""Where columns begin that no gap shows in every row: a date right behind a long text, a number right before one."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.pdf.rows import Piece, Row
from plan_workbook.bringing.documents.pdf.text import Line

_NEAR = 1.5
"""Texts begin at one place if they are no further apart than so many points."""
_OFTEN = 2
"""Texts below each other with a gap before them begin so often where a column does."""
AT_ONCE = 25
"""So many lines are looked at."""


def parted_at_starts(rows: Sequence[Row]) -> list[Row]:
    """Return the first lines of some with their texts parted where a column begins; a text alone on its line is not."""
    near = rows[:AT_ONCE]
    several = [row for row in near if len(row) > 1]
    words = [word for row in several for piece in row for word in piece.words]
    left = min((row[0].x1 for row in several), default=0.0)
    begun = sorted(piece.x0 for row in several for piece in row if piece.x0 > left)
    starts: list[float] = []
    for at, x0 in enumerate(begun):
        often = sum(other - x0 <= _NEAR for other in begun[at : at + _OFTEN]) >= _OFTEN
        if often and (not starts or x0 - starts[-1] > _NEAR):
            starts.append(x0)
    starts = [x0 for x0 in starts if not any(word.x0 < x0 - _NEAR and word.x1 > x0 + _NEAR for word in words)]
    return [_parted(row, starts, several) if len(row) > 1 else row for row in near]


def _parted(row: Row, starts: Sequence[float], rows: Sequence[Row]) -> Row:
    others = [piece for other in rows if other is not row for piece in other]
    found: list[Piece] = []
    for piece in row:
        begun: list[Line] = []
        for word in piece.words:
            if begun and any(abs(word.x0 - x0) <= _NEAR for x0 in starts) and not _is_one(begun, others):
                found.append(piece._replace(words=tuple(begun)))
                begun = []
            begun.append(word)
        found.append(piece._replace(words=tuple(begun)))
    return found


def _is_one(words: Sequence[Line], others: Sequence[Piece]) -> bool:
    """Tell whether words go on with the next: a blank is drawn behind them, and no other line has a text there.

    ``Start by`` is one heading, though the dates below it, set to the right, begin where ``by`` does.
    """
    return words[-1].blank and not any(other.x0 < words[-1].x1 and other.x1 > words[0].x0 for other in others)
