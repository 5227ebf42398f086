"""Tables without lines between their columns: texts that begin below each other, row after row, below headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from math import inf
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.boxed import in_boxes
from plan_workbook.bringing.documents.pdf.columns import Extent, learnt
from plan_workbook.bringing.documents.pdf.rows import (
    HEADINGS,
    Piece,
    Row,
    are_labelled,
    begins_anew,
    end_of,
    is_alone,
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
FILLED = 0.6
"""A row counts if at least this share of the columns has a text in it."""
_LINES = 10
"""A row has at most so many lines on average."""
_NEXT_TO = 0.25
"""A line is next to another if it begins above its end by more than this share of its size."""
FAR = 4.0
"""What is so many lines further down does not belong to the table."""
_BEGINS = 1.5
"""A text begins where its column does if it is not further away than so many points."""
_FARTHEST = 16.0
"""Nor does a row that keeps to its columns, if it is so many lines further down."""
LARGER = 1.15
"""A text that is larger than those of the table by this factor is a heading below it."""
ACROSS = 6
"""So many lines that go over several columns, one after the other, are text below the table."""
WIDEST_BLANK = 0.45
"""A blank is no wider than this share of the size."""
_PADDING = 12.0
"""Points between two columns that no text is in: Word's usual margins of cells are a little narrower."""
_SAME = 0.8
"""The share of the texts of a column that begin at the same place, if they are not set to its right or middle."""
_HALF = 0.5
"""What is painted in one cell of a row is less than this share of its width."""
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
        columns, table = _table_from(rows[at:], rules)
        while len(table) > 1 and is_at_the_foot(table[-2], table[-1], foot):
            table = table[:-1]
        if _convinces(columns, table, rules):
            taken = tuple(word for row in table for piece in row for word in piece.words)
            found.append(Aligned(tuple(_cells(columns, table, rules)), taken))
            at += len(table)
        else:
            at += 1
    return found


def _table_from(rows: Sequence[Row], rules: Sequence[Rule]) -> tuple[list[Extent], list[Row]]:
    """Return the columns below the first of the rows, and the rows that keep to them."""
    beside = _beside(rows[: HEADINGS + 1])
    if max(map(len, beside)) < 2 or any(len(each.line.text) > SHORT for each in rows[0] if not is_labelled(rows[0])):
        return [], []
    size = rows[0][0].line.size
    near = [*takewhile(lambda row: row[0].line.size <= LARGER * size, rows[:_AT_ONCE])]  # not beyond a heading below
    far = (at for at, (above, row) in enumerate(pairwise(near), 1) if row[0].line.top - end_of(near[:at]) > FAR * size)
    near = near[: next(far, None)]
    ends = (at for at, row in enumerate(near) if at and (begins_anew(near[:at], row) or labelled_anew(near[:at], row)))
    near = near[: next(ends, None)]
    columns = learnt(near)
    if len(columns) < 2:
        return [], []
    usual = max(near, key=len)[0].line.size
    found: list[Row] = []
    kept = 0
    for row in rows:
        placed = None if row[0].line.size > LARGER * usual else _placed(row, columns)
        away = (row[0].line.top - end_of(found)) / row[0].line.size if found else 0.0
        if placed is not None and away > FAR and not (away <= _FARTHEST and _keeps_to(placed, columns)):
            placed = None
        if placed is None or len(found) - kept > ACROSS or (kept and is_apart(found[-1], row, rules)):
            break
        anew = begins_anew(found[:kept], row) or labelled_anew(found[:kept], row)
        if kept > 1 and (anew or _says(row) == _says(rows[0])):
            while kept > 1 and is_alone(found[kept - 1]):  # what is right above other headings is their title
                kept -= 1
            break
        found.append(placed)
        if not any(piece.across for piece in placed):
            kept = len(found)
            for piece in placed:
                columns[piece.first].take(piece.x0, piece.x1)
        elif kept and is_labelled(placed) and are_labelled(found[:kept]):
            kept = len(found)
    while kept > 1 and _is_heading_below(found[: kept - 1], found[kept - 1]):
        kept -= 1
    return columns, found[:kept]


def _beside(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the first lines of some, each of which begins next to the one above: the headings have as many, or a row.

    Headings of more lines than those next to them begin above these, and end below.
    """
    for at, (above, below) in enumerate(pairwise(rows), 1):
        if below[0].line.top >= above[0].line.bottom - _NEXT_TO * above[0].line.size:
            return rows[:at]
    return rows


def _keeps_to(row: Row, columns: Sequence[Extent]) -> bool:
    """Tell whether the texts of a row begin where columns do, most of them: rows can be high in a worksheet."""
    begun = sum(abs(piece.x0 - columns[piece.first].left) <= _BEGINS for piece in row)
    return begun >= max(_COLUMNS, FILLED * len(columns))


def _is_heading_below(table: Sequence[Row], row: Row) -> bool:
    """Tell whether a bold text is alone below labels with their values, apart from them."""
    apart = row[0].line.top - end_of(table) > 0.6 * row[0].line.size
    return apart and is_alone(row) and is_bold(row) and are_labelled(table) and any(map(is_labelled, table))


def is_apart(before: Row, row: Row, rules: Sequence[Rule]) -> bool:
    """Tell whether an empty strip is between two lines, below the end of one table and above the next."""
    above, below = before[0].line, row[0].line
    left, right = min(before[0].x0, row[0].x0), max(before[-1].x1, row[-1].x1)
    around = rules_between(rules, above.bottom - 2, below.top + 2)
    between = [rule.y for rule in around if rule.wide_over(left, right) >= _HALF]
    strip = max(between, default=0.0) - min(between, default=0.0)
    return strip > 0.8 * below.size and (len(row) == 1 or is_bold(row))


def _says(row: Row) -> str:
    return " ".join(word.text for piece in row for word in piece.words)


def _placed(row: Row, columns: Sequence[Extent]) -> Row | None:
    """Return the texts of a row with their columns; None if two are in one column, or one is where none is."""
    found: Row = []
    for piece in row:
        met = [number for number, each in enumerate(columns) if piece.x0 < each.right and piece.x1 > each.left]
        if not met:
            met = [_in_gap(piece, columns)]
        elif _ends_next_to(piece, met[0], columns):
            met = [met[0] - 1, *met]
        if len(met) == 1 or (len(row) == 1 and _runs_on(piece, met, columns)):
            parts = [piece._replace(first=met[0], last=met[-1])]
        else:
            parts = _cut(piece, met, columns)
        if found and parts[0].first <= found[-1].last:
            return None
        found += parts
    begins = abs(found[0].x0 - columns[found[0].first].left) < 2 * _BEGINS
    return None if any(piece.across for piece in found) and not (begins or len(found) == 1) else found


def _runs_on(piece: Piece, met: Sequence[int], columns: Sequence[Extent]) -> bool:
    """Tell whether a text has no more than a blank where a column begins."""
    starts = [columns[number].left for number in met[1:]]
    return any(
        word.x0 - before.x1 < WIDEST_BLANK * word.size and any(abs(word.x0 - x0) <= _BEGINS for x0 in starts)
        for before, word in pairwise(piece.words)
    )


def _ends_next_to(piece: Piece, first: int, columns: Sequence[Extent]) -> bool:
    """Tell whether the first words of a text are at the right of the column before: dates and figures often are."""
    left = columns[first].left
    begins = any(abs(word.x0 - left) <= _BEGINS for word in piece.words[1:])
    return first > 0 and piece.x0 < left - 2 * _BEGINS and begins


def _in_gap(piece: Piece, columns: Sequence[Extent]) -> int:
    """Return the column of a text between two: the one before if it ends where the next begins, as dates do."""
    after = next((number for number, each in enumerate(columns) if each.left >= piece.x1), 0)
    if after and columns[after].left - piece.x1 <= 2 * _BEGINS:
        return after - 1
    return min(range(len(columns)), key=lambda number: _away(piece, columns[number]))


def _away(piece: Piece, column: Extent) -> float:
    return max(column.left - piece.x1, piece.x0 - column.right)


def _cut(piece: Piece, met: Sequence[int], columns: Sequence[Extent]) -> Row:
    """Return a text over several columns as one in each, if a word begins where each of them does; else as it is."""
    found: Row = []
    begun: list[Line] = []
    at = 0
    for word in piece.words:
        after = met[at + 1] if at + 1 < len(met) else None
        if begun and after is not None and abs(word.x0 - columns[after].left) <= _BEGINS:
            found.append(Piece(tuple(begun), met[at], met[at]))
            begun, at = [], at + 1
        begun.append(word)
    found.append(Piece(tuple(begun), met[at], met[at]))
    return found if len(found) == len(met) else [piece._replace(first=met[0], last=met[-1])]


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
    apart = all(after.left > before.right for before, after in pairwise(columns))
    return full >= needed and apart and _LINES * full >= len(table)


def _cells(columns: Sequence[Extent], table: Sequence[Row], rules: Sequence[Rule]) -> list[Printed]:
    sides = [columns[0].left - 4]
    sides += [max((before.right + after.left) / 2, after.left - 4) for before, after in pairwise(columns)]
    sides.append(columns[-1].right + 4)
    return in_boxes(sides, table, _ends(columns, table, rules), rules)


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
