"""Tables without lines of which it is known where their columns are: from the page before, or by what is painted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from plan_workbook.bringing.documents.pdf.aligned import ACROSS, FAR, FILLED, LARGER, WIDEST_BLANK, Aligned
from plan_workbook.bringing.documents.pdf.boxed import in_boxes
from plan_workbook.bringing.documents.pdf.rows import Piece, Row, begins_anew, end_of, rows_of_words
from plan_workbook.bringing.documents.pdf.ruled import Rule
from plan_workbook.bringing.documents.pdf.text import Line

_MARGIN = 60.0
"""Points from the top of a page, in which there are running titles only."""
_TWO_TEXTS = 1.5
"""Texts further apart than so many times their size are two, which no column has at one height."""
_CLOSE = 0.8
"""What is further from the line below than this many times its size is not of one table with it."""


def continued(words: Sequence[Line], rules: Sequence[Rule], sides: Sequence[float]) -> list[Aligned]:
    """Return what goes on, at the top of a page, from a table without lines on the page before; at most one.

    Args:
        words: those of the page.
        rules: as for `aligned_tables`.
        sides: where the columns of that table begin and end, in points from the left.
    """
    rows = _below_titles(rows_of_words(words))
    usual = sorted(word.size for word in words)[len(words) // 2] if words else 0.0
    found: list[Row] = []
    kept = 0
    for row in rows:
        if row[0].line.size > LARGER * usual or (kept and begins_anew(found[:kept], row)):
            break
        far = found and row[0].line.top - end_of(found) > FAR * row[0].line.size
        placed = None if far else between(row, sides)
        if placed is None or len(found) - kept > ACROSS:
            break
        found.append(placed)
        kept = kept if any(piece.across for piece in placed) else len(found)
    found = found[:kept]
    cut = bool(found) and all(piece.first > 0 and not piece.across for piece in found[0])
    if not cut and not any(len(row) >= FILLED * (len(sides) - 1) for row in found):
        return []
    cells = in_boxes(sides, found, sides[1:], rules)
    return [Aligned(tuple(cells), tuple(word for row in found for piece in row for word in piece.words))]


def _below_titles(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the lines of a page without running titles at its top; headings may begin as far up as these."""
    first = sum(row[0].line.bottom <= _MARGIN for row in rows)
    while 0 < first < len(rows) and len(rows[first - 1]) > 1:
        above, line = rows[first - 1][0].line, rows[first][0].line
        if line.top - above.bottom > _CLOSE * line.size:
            break
        first -= 1
    return rows[first:]


def between(row: Row, sides: Sequence[float]) -> Row | None:
    """Return the texts of a row with the columns between these sides; None if one is outside or cut by a side."""
    found: Row = []
    for piece in row:
        if piece.x0 < sides[0] - 1 or piece.x1 > sides[-1] + 1:
            return None
        if len(row) == 1 and _runs_across(piece, sides):
            found.append(piece._replace(first=_at(piece.words[0], sides), last=_at(piece.words[-1], sides)))
            continue
        before = found[-1] if found else None
        if (
            before is not None
            and before.last == _at(piece.words[0], sides)
            and piece.x0 - before.x1 > _TWO_TEXTS * piece.line.size
        ):
            return None
        for word in piece.words:
            at = _at(word, sides)
            if word.x0 < sides[at] - 1 or word.x1 > sides[at + 1] + 1:
                return None
            if found and found[-1].last == at:
                found[-1] = found[-1]._replace(words=(*found[-1].words, word))
            else:
                found.append(Piece((word,), at, at))
    return found


def _runs_across(piece: Piece, sides: Sequence[float]) -> bool:
    """Tell whether a text runs on over a side between columns: through a word, or with no more than a blank there."""
    through = any(word.x0 < side - 1 and word.x1 > side + 1 for word in piece.words for side in sides)
    return through or any(
        _at(before, sides) != _at(word, sides) and word.x0 - before.x1 < WIDEST_BLANK * word.size
        for before, word in pairwise(piece.words)
    )


def _at(word: Line, sides: Sequence[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return max(sum(side <= middle for side in sides[:-1]) - 1, 0)
