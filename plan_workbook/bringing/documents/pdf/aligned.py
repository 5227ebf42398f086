"""Tables without lines: texts that stand in columns, row after row, below headings."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.ruled import Box, Printed
from plan_workbook.bringing.documents.pdf.text import Line

_COLUMNS = 3
_ROWS = 3
"""A table has at least so many columns, and rows in which most have a text; one more row with as few columns."""
_SHORT = 80
"""Characters of a text in the first row, at most, which may be its headings."""
_FILLED = 0.6
"""A line begins a row if at least this share of the columns has a text in it, the first one among them."""
_APART = 1.3
"""A line further from the one above than this many times the usual distance begins a row."""
_LINES = 10
"""A row has at most so many lines on average."""
_MARGIN = 60.0
"""Points from the top of a page, in which there are running titles only."""
_FAR = 4.0
"""What is so many lines further down does not belong to the table."""


class Aligned(NamedTuple):
    """A table without lines."""

    cells: tuple[Printed, ...]
    lines: tuple[Line, ...]
    """Those that it consists of."""


class _Column:
    """Where the texts of a column are, in points from the left."""

    def __init__(self, line: Line) -> None:
        self.left, self.right = line.x0, line.x1

    def meets(self, line: Line) -> bool:
        return line.x0 < self.right and line.x1 > self.left

    def take(self, line: Line) -> None:
        self.left, self.right = min(self.left, line.x0), max(self.right, line.x1)


_Row = list[tuple[int, Line]]
"""The texts at one height, each with its column."""


def aligned_tables(lines: Sequence[Line], rules: Sequence[float] = ()) -> list[Aligned]:
    """Return the tables that texts without upright lines are, where there can be no doubt that they are tables.

    Args:
        lines: the texts of a page, parted where there are gaps.
        rules: where lines and fills go across the page, in points from the top: they part rows.
    """
    rows = _rows(lines)
    found = []
    at = 0
    while at < len(rows):
        columns, table = _table_from(rows[at:])
        if _convinces(columns, table):
            taken = tuple(line for row in table for _, line in row)
            found.append(Aligned(tuple(_cells(columns, table, rules)), taken))
            at += len(table)
        else:
            at += 1
    return found


def continued(lines: Sequence[Line], rules: Sequence[float], sides: Sequence[float]) -> list[Aligned]:
    """Return what goes on, at the top of a page, from a table without lines on the page before; at most one.

    Args:
        lines: the texts of the page, parted where there are gaps.
        rules: as for `aligned_tables`.
        sides: where the columns of that table begin and end, in points from the left.
    """
    rows = [row for row in _rows(lines) if row[0].bottom > _MARGIN]
    found: list[_Row] = []
    for row in rows:
        placed = [(bisect(sides, (line.x0 + line.x1) / 2) - 1, line) for line in row]
        inside = all(
            0 <= at < len(sides) - 1 and line.x0 >= sides[at] - 1 and line.x1 <= sides[at + 1] + 1
            for at, line in placed
        )
        far = found and row[0].top - found[-1][0][1].bottom > _FAR * row[0].size
        if not inside or far or len({at for at, _ in placed}) < len(placed):
            break
        found.append(placed)
    if not any(len(row) >= _FILLED * (len(sides) - 1) for row in found):
        return []
    grouped = _grouped(len(sides) - 1, found, rules)
    return [Aligned(tuple(_in_boxes(sides, grouped)), tuple(line for row in found for _, line in row))]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.bottom):
        if found and line.bottom - found[-1][0].bottom < 0.3 * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in found]


def _table_from(rows: Sequence[list[Line]]) -> tuple[list[_Column], list[_Row]]:
    """Return the columns below the first of the rows, and the rows that keep to them."""
    first = rows[0]
    if len(first) < _COLUMNS or any(len(line.text) > _SHORT for line in first):
        return [], []
    columns = [_Column(line) for line in first]
    found: list[_Row] = [list(enumerate(first))]
    for row in rows[1:]:
        far = row[0].top - found[-1][0][1].bottom > _FAR * row[0].size
        placed = _placed(row, columns)
        if far or placed is None:
            break
        for column, line in placed:
            columns[column].take(line)
        found.append(placed)
    return columns, found


def _placed(row: Sequence[Line], columns: Sequence[_Column]) -> _Row | None:
    """Return the texts of a row with their columns; None if one of them is in none or in several."""
    found: _Row = []
    for line in row:
        met = [number for number, column in enumerate(columns) if column.meets(line)]
        if len(met) != 1 or any(number == met[0] for number, _ in found):
            return None
        found.append((met[0], line))
    return found


def _convinces(columns: Sequence[_Column], table: Sequence[_Row]) -> bool:
    full = sum(len(row) >= max(_COLUMNS, _FILLED * len(columns)) for row in table)
    apart = all(after.left - before.right > 3 for before, after in itertools.pairwise(columns))
    return full >= _ROWS + (len(columns) == _COLUMNS) and apart and _LINES * full >= len(table)


def _cells(columns: Sequence[_Column], table: Sequence[_Row], rules: Sequence[float]) -> list[Printed]:
    sides = [columns[0].left - 4]
    sides += [(before.right + after.left) / 2 for before, after in itertools.pairwise(columns)]
    sides.append(columns[-1].right + 4)
    return _in_boxes(sides, _grouped(len(columns), table, rules))


def _in_boxes(sides: Sequence[float], grouped: Sequence[Sequence[_Row]]) -> list[Printed]:
    tops = [min(line.top for row in group for _, line in row) - 1 for group in grouped]
    tops.append(max(line.bottom for row in grouped[-1] for _, line in row) + 1)
    found = []
    for number, group in enumerate(grouped):
        for column in range(len(sides) - 1):
            box: Box = sides[column], tops[number], sides[column + 1], max(tops[number + 1], tops[number] + 1)
            lines = tuple(line for row in group for its, line in row if its == column)
            found.append(Printed(box, lines, None))
    return found


def _grouped(columns: int, table: Sequence[_Row], rules: Sequence[float]) -> list[list[_Row]]:
    """Return the lines of a table by the rows that they are: a cell may have several lines."""
    middles = [(row[0][1].top + row[0][1].bottom) / 2 for row in table]
    parted = [any(above < rule < below for rule in rules) for above, below in pairwise(middles)]
    gaps = [after[0][1].top - before[0][1].top for before, after in pairwise(table)]
    usual = min(gaps, default=0.0)
    ruled = sum(parted) > 1
    found: list[list[_Row]] = [[table[0]]]
    for gap, rule, row in zip(gaps, parted, table[1:], strict=True):
        begins = row[0][0] == 0 and len(row) >= _FILLED * columns
        if rule or (not ruled and (begins or gap > _APART * usual)):
            found.append([])
        found[-1].append(row)
    return found
