"""Whether the first row of a page is what is left of the last row of the page before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plan_workbook.bringing.documents.pdf.paragraphs import SENTENCE_ENDS

if TYPE_CHECKING:
    from plan_workbook.bringing.documents.pdf.grid import Placed

_ROOM = 2.5
"""So many lines may be left empty at the bottom of a cell that is cut: word processors keep lines together."""
_USUAL = 0.85
"""A column in which at least this share of the rows has a text usually has one."""
_LABEL = re.compile(r"(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.):]|\d+(?:\.\d+)+", re.IGNORECASE)
"""What a numbered item begins with."""
_CODE = re.compile(r"[a-z]|[ivx]+|[a-z]{0,3}\d+(?:\.\d+)*[a-z]?", re.IGNORECASE)
"""A ref or the letter of a rating, of which no part is on another page."""

Row = Mapping[tuple[int, int], "Placed"]
"""The cells that end or begin at a page's edge, by their column and the number of their columns."""


def is_cut(last: Row, first: Row, others: Sequence[Placed]) -> bool:
    """Tell whether a row is cut by the end of a page.

    Args:
        last: the cells at the bottom of the page.
        first: those at the top of the next, below repeated headings.
        others: the cells of rows that no page cuts and that are not headings: they show what columns usually hold.
    """
    if last.keys() != first.keys() or not last:
        return False
    pairs = [(above, first[key]) for key, above in last.items()]
    if any(above.fill != below.fill for above, below in pairs):
        return False
    if not any(below.words for _, below in pairs):
        return not any(above.down > 1 or below.down > 1 for above, below in pairs)
    going_on = [(above, below) for above, below in pairs if below.words]
    if all(_bold(above) for above, _ in going_on) and not any(_bold(below) for _, below in going_on):
        return False  # headings are alone at the foot of the page
    if not all(above.words and _full(above) for above, _ in going_on):
        return False
    if any(_item(above, below) for above, below in going_on):
        return False
    ended = [above for above, below in pairs if above.words and not below.words and above.down == below.down == 1]
    if any(_wraps(above, below) for above, below in going_on):
        return bool(ended) or all(_wraps(above, below) for above, below in going_on)
    return len(going_on) <= len(ended) and any(_usual(above, others) for above in ended)


def goes_on_in_text(above: Placed, below: Placed) -> bool:
    """Tell whether a text is cut by the end of a page, whatever is next to it."""
    return _full(above) and not _item(above, below) and _bold(above) == _bold(below) and _wraps(above, below)


def _bold(cell: Placed) -> bool:
    return bool(cell.lines) and all(line.bold for line in cell.lines)


def _full(cell: Placed) -> bool:
    """Tell whether a cell has text down to where the page cuts it."""
    box, lines = cell.pieces[-1]
    return bool(lines) and box[3] - max(line.bottom for line in lines) < _ROOM * lines[-1].size


def _item(above: Placed, below: Placed) -> bool:
    """Tell whether both begin as numbered items do, or are codes: then the second is of a row of its own."""
    both = above.words, below.words
    return all(map(_LABEL.match, both)) or all(map(_CODE.fullmatch, both))


def _wraps(above: Placed, below: Placed) -> bool:
    """Tell whether a text goes on in the middle of a sentence."""
    line, after = above.lines[-1], below.lines[0]
    if after.text[:1].islower():
        return not line.text.endswith(".") or after.text.split()[0].endswith((",", "."))
    box = above.pieces[-1][0]
    padding = max(line.x0 - box[0], 0)
    fits = line.x1 + 0.25 * line.size + after.first <= box[2] - padding
    return not fits and not line.text.endswith(SENTENCE_ENDS)


def _usual(cell: Placed, others: Sequence[Placed]) -> bool:
    """Tell whether a text usually is in the column of a cell."""
    same = [other for other in others if (other.column, other.across) == (cell.column, cell.across)]
    return sum(bool(other.words) for other in same) >= _USUAL * len(same) if same else True
