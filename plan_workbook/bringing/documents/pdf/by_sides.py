"""The rows of a table without lines of which it is known where its columns begin and end: those that keep to them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from plan_workbook.bringing.documents.pdf.rows import (
    HEADINGS,
    Piece,
    Row,
    are_labelled,
    begins_anew,
    end_of,
    is_alone,
    is_bold,
    is_labelled,
    labelled_anew,
)
from plan_workbook.bringing.documents.pdf.ruled import Rule, rules_between
from plan_workbook.bringing.documents.pdf.text import Line

_COLUMNS = 3
FILLED = 0.6
"""A row counts if at least this share of the columns has a text in it."""
FAR = 4.0
"""What is so many lines further down does not belong to the table."""
_FARTHEST = 16.0
"""Nor does a row with texts in most columns, if it is so many lines further down, unless they begin below others."""
LARGER = 1.15
"""A text that is larger than those of the table by this factor is a heading below it."""
ACROSS = 6
"""So many lines that go over several columns, one after the other, are text below the table."""
_TALL = 12
"""So many lines of a text may be above the others of its row, which are set to the foot of their cells."""
_FIRST = 20
"""So many lines show how large the texts of a table are."""
_NEXT_TO = 0.25
"""A line is next to another if it begins above its end by more than this share of its size."""
_APART = 1.5
"""A line so many times as far down as rows are apart, or as it is high, is below the table if it has few texts."""
_HALF = 0.5
"""What is painted in one cell of a row is less than this share of its width, and few texts are of its columns."""
_BELOW = 2.0
"""Points by which texts begin next to each other that are in one column."""
WIDEST_BLANK = 0.45
"""A blank is no wider than this share of the size."""
_OVER = 3.0
"""Points by which a text may go over a side: where the others in its column end tells where that is."""
_TWO_TEXTS = 1.5
"""Texts further apart than so many times their size are two, which no column has at one height."""


def rows_between(
    rows: Sequence[Row], sides: Sequence[float], rules: Sequence[Rule], begin: float | None = None
) -> list[Row]:
    """Return the lines of a table, from the top, with the columns of their texts.

    Args:
        rows: the lines below its headings, or with these.
        sides: where its columns begin and end.
        rules: where lines and fills go across the page.
        begin: how far down its headings end, if they are not among the lines.
    """
    sizes = sorted(piece.line.size for row in rows[:_FIRST] for piece in row)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    found: list[Row] = []
    kept = 0
    for at, row in enumerate(rows):
        line = row[0].line
        above = end_of(found) if found else begin
        placed = None if line.size > LARGER * usual else between(row, sides, heading=at < HEADINGS)
        if (
            placed is None
            or len(found) - kept > ACROSS
            or (kept and is_apart(found, row, rules, *_width(found, row, sides)))
        ):
            break
        if above is not None and _is_far(found[:kept], line.top - above, placed, rows[at + 1 :], sides):
            break
        if kept and (_begins_anew(found[:kept], rows[at:]) or _is_again(row, rows[0], at)):
            while kept > 1 and is_alone(found[kept - 1]):  # what is right above other headings is their title
                kept -= 1
            break
        found.append(placed)
        if _is_kept(placed, found, kept):
            kept = len(found)
    while kept > 1 and _is_heading_below(found[: kept - 1], found[kept - 1]):
        kept -= 1
    return found[:kept]


def _width(table: Sequence[Row], row: Row, sides: Sequence[float]) -> tuple[float, float]:
    """Return where a table begins and ends, of which the last column may go anywhere."""
    return sides[0], max(sides[-2], table[-1][-1].x1, row[-1].x1)


def _begins_anew(table: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell whether the first of some lines is headings of another table, or a label with nothing but its value."""
    labelled = labelled_anew(table, rows[0]) and max(map(len, next_to(rows[:HEADINGS]))) <= len(rows[0])
    return labelled or begins_anew(table, rows[0])


def _is_heading_below(table: Sequence[Row], row: Row) -> bool:
    """Tell whether a bold text is alone below rows or labels, and goes on from none of them.

    Below bold headings and rows, it may be of the table, and its own rows on the next page.
    """
    goes_on = any(piece.line.bold and piece.line.ends + 1 == row[0].line.begins for piece in table[-1])
    labels = are_labelled(table) and any(map(is_labelled, table))
    return is_alone(row) and is_bold(row) and not goes_on and (labels or not is_bold(table[0]))


def _is_again(row: Row, first: Row, at: int) -> bool:
    """Tell whether a line says what the first one says: the headings of another table do."""
    return at > 0 and is_bold(first) and [p.line.text for p in row] == [p.line.text for p in first]


def _is_far(found: Sequence[Row], gap: float, row: Row, below: Sequence[Row], sides: Sequence[float]) -> bool:
    """Tell whether a line is further down than rows of its table are apart; rows can be high in a worksheet."""
    size = row[0].line.size
    if gap > _FARTHEST * size and not _begin_below(found, row):
        return True
    soon = takewhile(lambda each: not is_bold(each), below[:_TALL])
    fullest = max(map(len, [row, *soon]))
    if gap > FAR * size:
        return fullest < max(_COLUMNS, FILLED * (len(sides) - 1))
    if fullest >= _HALF * (len(sides) - 1):
        return False
    ends = [max(piece.line.bottom for piece in each) for each in found]
    widest = max((each[0].line.top - end for end, each in zip(ends, found[1:], strict=False)), default=0.0)
    return bool(found) and gap > max(_APART * size, _APART * widest)


def _begin_below(found: Sequence[Row], row: Row) -> bool:
    """Tell whether each text of a line begins exactly below another one of its column."""
    begun = {(piece.first, round(piece.x0)) for each in found for piece in each}
    return all(any((piece.first, round(piece.x0) + by) in begun for by in (-1, 0, 1)) for piece in row)


def _is_kept(row: Row, found: Sequence[Row], kept: int) -> bool:
    """Tell whether a line is of the table: if it goes across at its end, only if others do, as close to their rows."""
    if not any(piece.across for piece in row):
        return True
    if kept and is_labelled(row) and are_labelled(found[:kept]):
        return True
    tops = [each[0].line.top for each in found]
    apart = [after - before for before, after in pairwise(tops[:kept])]
    others = any(piece.across for each in found[:kept] for piece in each)
    return others and len(found) == kept + 1 and tops[-1] - tops[-2] <= max(apart, default=0.0) + 0.5


def next_to(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the first lines of some, each of which begins next to the one above.

    Texts of more lines than those next to them begin above these, and end below.
    """
    for at, (above, below) in enumerate(pairwise(rows), 1):
        if below[0].line.top >= above[0].line.bottom - _NEXT_TO * above[0].line.size:
            return rows[:at]
    return rows


def is_apart(table: Sequence[Row], row: Row, rules: Sequence[Rule], left: float, right: float) -> bool:
    """Tell whether an empty strip is between lines and the next one, below the end of one table and above another.

    Rules next to each other end rows as well: so the next line is headings, or alone, or it is in other columns.
    """
    above, below = table[-1][0].line, row[0].line
    around = rules_between(rules, above.bottom - 2, below.top + 2)
    between = [rule.y for rule in around if rule.wide_over(left, right) >= _HALF]
    strip = max(between, default=0.0) - min(between, default=0.0)
    return strip > 0.8 * below.size and (len(row) == 1 or is_bold(row) or _is_in_other_columns(table, row))


def _is_in_other_columns(table: Sequence[Row], row: Row) -> bool:
    """Tell whether most texts of a line begin where none of those above does."""
    begun = [piece.x0 for each in table for piece in each]
    return 2 * sum(any(abs(piece.x0 - x0) <= _BELOW for x0 in begun) for piece in row) <= len(row)


def between(row: Row, sides: Sequence[float], heading: bool = False) -> Row | None:
    """Return the texts of a row with the columns between these sides; None if one is outside or cut by a side.

    A heading may go over several columns next to others, and so may the value of a label, and any text that is alone at
    its height.
    """
    may_be_wide = len(row) == 1 or is_labelled(row) or (heading and is_bold(row))
    found: Row = []
    for piece in row:
        if piece.x0 < sides[0] - _OVER or piece.x1 > sides[-1] + _OVER:
            return None
        if may_be_wide and _runs_across(piece, sides):
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
            if word.x0 < sides[at] - _OVER or word.x1 > sides[at + 1] + _OVER:
                return None
            if found and found[-1].last == at:
                found[-1] = found[-1]._replace(words=(*found[-1].words, word))
            else:
                found.append(Piece((word,), at, at))
    return found


def _runs_across(piece: Piece, sides: Sequence[float]) -> bool:
    """Tell whether a text runs on over a side between columns: through a word, or with no more than a blank there."""
    through = any(word.x0 < side - _OVER and word.x1 > side + _OVER for word in piece.words for side in sides)
    return through or any(
        _at(before, sides) != _at(word, sides) and word.x0 - before.x1 < WIDEST_BLANK * word.size
        for before, word in pairwise(piece.words)
    )


def _at(word: Line, sides: Sequence[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return max(sum(side <= middle for side in sides[:-1]) - 1, 0)
