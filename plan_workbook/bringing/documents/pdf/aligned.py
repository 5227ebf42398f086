"""Tables without lines between their columns: texts that begin below each other, row after row, below headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.boxed import in_boxes
from plan_workbook.bringing.documents.pdf.by_sides import FAR, FILLED, LARGER, is_apart, next_to, rows_between
from plan_workbook.bringing.documents.pdf.columns import Extent, learnt
from plan_workbook.bringing.documents.pdf.rows import (
    HEADINGS,
    Row,
    are_labelled,
    begins_anew,
    end_of,
    is_at_the_foot,
    is_bold,
    is_labelled,
    labelled_anew,
    rows_of_words,
)
from plan_workbook.bringing.documents.pdf.rows_apart import grouped
from plan_workbook.bringing.documents.pdf.ruled import Printed, Rule, rules_between
from plan_workbook.bringing.documents.pdf.text import Line

_AT_ONCE = 25
"""In so many lines, it is looked where columns are."""
_COLUMNS = 3
_ROWS = 3
"""A table has at least so many columns, and rows in which most have a text; one more row with as few columns."""
SHORT = 80
"""Characters of a text in the first row, at most, which may be its headings."""
_LINES = 10
"""A row has at most so many lines on average."""
_BEGINS = 1.5
"""A text begins where its column does if it is not further away than so many points."""
_PADDING = 12.0
"""Points between two columns that no text is in: Word's usual margins of cells are a little narrower."""
_SAME = 0.8
"""The share of the texts of a column that begin at the same place, if they are not set to its right or middle."""
_WIDE = 0.8
"""A line is one of the whole table if it goes over at least this share of its width."""


class Aligned(NamedTuple):
    """A table without lines between its columns."""

    cells: tuple[Printed, ...]
    words: tuple[Line, ...]
    """Those that it consists of."""


def aligned_tables(words: Sequence[Line], rules: Sequence[Rule] = (), foot: float = inf) -> list[Aligned]:
    """Return the tables that texts without upright lines are, where there can be no doubt that they are tables.

    Args:
        words: those of a page.
        rules: where lines and fills go across the page: they part rows.
        foot: how far down the page there may be a running title.
    """
    rows = rows_of_words(words)
    found = []
    at = 0
    while at < len(rows):
        sides = _sides(_columns_from(rows[at:], rules))
        table = rows_between(rows[at:], sides, rules) if sides else []
        while len(table) > 1 and is_at_the_foot(table[-2], table[-1], foot):
            table = table[:-1]
        columns = _extents(sides, table)
        if _convinces(columns, table, rules):
            taken = tuple(word for row in table for piece in row for word in piece.words)
            cells = in_boxes([*sides[:-1], columns[-1].right + 4], table, _ends(columns, table, rules), rules)
            found.append(Aligned(tuple(cells), taken))
            at += len(table)
        else:
            at += 1
    return found


def _columns_from(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Extent]:
    """Return the columns below the first of some rows; none if it can't be the first of a table."""
    if max(map(len, next_to(rows[: HEADINGS + 1]))) < 2:
        return []
    if any(len(each.line.text) > SHORT for each in rows[0] if not is_labelled(rows[0])):
        return []
    size = rows[0][0].line.size
    near = rows[:1]
    for row in rows[1:_AT_ONCE]:
        far = row[0].line.top - end_of(near) > FAR * size or row[0].line.size > LARGER * size
        if (
            far
            or begins_anew(near, row)
            or labelled_anew(near, row)
            or is_apart(near, row, rules, *_width([*near, row]))
        ):
            break
        near = [*near, row]
    return learnt(near)


def _width(rows: Sequence[Row]) -> tuple[float, float]:
    return min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)


def _sides(columns: Sequence[Extent]) -> list[float]:
    """Return where columns begin and end, by how far their texts go, the last anywhere; none if there is only one."""
    between = [max((before.right + after.left) / 2, after.left - 4) for before, after in pairwise(columns)]
    return [columns[0].left - 4, *between, inf] if between else []


def _extents(sides: Sequence[float], table: Sequence[Row]) -> list[Extent]:
    """Return how far the texts of a table go in each of its columns."""
    found = [Extent(begin + 4, begin + 4) for begin in sides[:-1]]
    for piece in (piece for row in table for piece in row if not piece.across):
        found[piece.first].take(piece.x0, piece.x1)
    return found


def _convinces(columns: Sequence[Extent], table: Sequence[Row], rules: Sequence[Rule]) -> bool:
    if len(columns) < 2 or not table:
        return False
    if are_labelled(table) and sum(is_labelled(row) for row in table) > 1:
        return True
    left, right = columns[0].left, columns[-1].right
    top, bottom = table[0][0].line.top, table[-1][0].line.bottom
    drawn = sum(
        rule.wide_over(left, right) >= _WIDE and top - table[0][0].line.size < rule.y < bottom + 1 for rule in rules
    )
    full = sum(len(row) >= max(2, FILLED * len(columns)) for row in table)
    headed = is_bold(table[0]) and not is_bold(table[-1])
    needed = _ROWS + (len(columns) == _COLUMNS)
    if drawn >= 2:
        needed = 2
    elif len(columns) < _COLUMNS:
        return False
    elif headed:
        needed = 2 + (len(columns) == _COLUMNS)
    if (headed or drawn >= 2) and (
        full < needed or _LINES * full < len(table)
    ):  # in rows set to their middle, few lines have many texts
        groups = grouped(table, rules, _ends(columns, table, rules)).rows
        in_each = [len({piece.first for row in group for piece in row}) for group in groups]
        full = sum(number >= max(2, FILLED * len(columns)) for number in in_each)
    return full >= needed and _LINES * full >= len(table)


def _ends(columns: Sequence[Extent], table: Sequence[Row], rules: Sequence[Rule]) -> list[float]:
    """Return how far the texts of each column may go: near to where the next begins, if its texts do at one place.

    Those of the last go near to where the lines above and below the table end.
    """
    ends = [
        max((piece.x1 for row in table if len(row) > 1 for piece in row if piece.last == at), default=each.right)
        for at, each in enumerate(columns)
    ]
    for at, after in enumerate(columns[1:]):
        begun = [piece.x0 - after.left <= _BEGINS for row in table for piece in row if piece.first == at + 1]
        if begun and sum(begun) >= _SAME * len(begun):
            ends[at] = max(ends[at], after.left - _PADDING)
    around = rules_between(rules, table[0][0].line.top - _PADDING, table[-1][0].line.bottom + _PADDING)
    over = (rule.x1 - _PADDING for rule in around if rule.drawn and rule.x0 <= columns[0].left and rule.x1 > ends[-1])
    ends[-1] = max([ends[-1], *over])
    return ends
