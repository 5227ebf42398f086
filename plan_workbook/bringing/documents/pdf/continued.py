"""Tables without lines that go on, at the top of a page, from the page before: their columns are known."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.pdf.aligned import Aligned
from plan_workbook.bringing.documents.pdf.boxed import in_boxes
from plan_workbook.bringing.documents.pdf.by_sides import FILLED, rows_between
from plan_workbook.bringing.documents.pdf.rows import Row, rows_of_words
from plan_workbook.bringing.documents.pdf.ruled import Rule
from plan_workbook.bringing.documents.pdf.text import Line

_MARGIN = 60.0
"""Points from the top of a page, in which there are running titles only."""
_CLOSE = 0.8
"""What is further from the line below than this many times its size is not of one table with it."""
_BELOW = 1.0
"""Points by which lines of one text begin next to each other."""


def continued(words: Sequence[Line], rules: Sequence[Rule], sides: Sequence[float]) -> list[Aligned]:
    """Return what goes on, at the top of a page, from a table without lines on the page before; at most one.

    Args:
        words: those of the page.
        rules: as for `aligned_tables`.
        sides: where the columns of that table begin and end, in points from the left.
    """
    found = rows_between(_below_titles(rows_of_words(words)), sides, rules)
    cut = bool(found) and all(piece.first > 0 and not piece.across for piece in found[0])
    if not cut and not any(len(row) >= FILLED * (len(sides) - 1) for row in found):
        return []
    cells = in_boxes(sides, found, sides[1:], rules)
    return [Aligned(tuple(cells), tuple(word for row in found for piece in row for word in piece.words))]


def _below_titles(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the lines of a page without running titles at its top.

    Headings may begin as far up as these, and so may the rest of a text that the page before cuts.
    """
    first = sum(row[0].line.bottom <= _MARGIN for row in rows)
    while 0 < first < len(rows) and len(rows[first - 1]) > 1:
        above, line = rows[first - 1][0].line, rows[first][0].line
        if line.top - above.bottom > _CLOSE * line.size:
            break
        first -= 1
    return rows[first - _rest_of_a_text(rows[:first]) :]


def _rest_of_a_text(rows: Sequence[Row]) -> int:
    """Return how many lines at the end of some are in the middle of a sentence, below each other."""
    count = 0
    for row in reversed(rows):
        if len(row) > 1 or (count and not _is_right_below(row[0].line, rows[-count][0].line)):
            break
        count += 1
    while count and not rows[-count][0].line.text[:1].islower():
        count -= 1
    return count


def _is_right_below(above: Line, line: Line) -> bool:
    return abs(above.x0 - line.x0) <= _BELOW and line.top - above.bottom <= _CLOSE * line.size
