"""Frames in which labels have their values below them, without lines between: cards that web pages print.

What we will do
Recruit a team of supervising social workers
Lead        Due         RAG
Jo Hart     May 2018    Green
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.closing import NEAR
from plan_workbook.bringing.documents.pdf.rows import Row, rows_of_words
from plan_workbook.bringing.documents.pdf.ruled import Box, Printed
from plan_workbook.bringing.documents.pdf.text import Char, Line, lines_of, one_line

_LONGEST_LABEL = 60
_LEAST_ROWS, _LEAST_LABELS = 2, 3
_SMALLER = 0.93
"""Labels that are not bold are smaller than the values by at least this factor."""


class _Group(NamedTuple):
    """Labels next to each other, and the lines of their values."""

    labels: Row
    values: list[Row]


def labelled_cells(frame: Box, chars: Sequence[Char]) -> list[Printed]:
    """Return the cells of a frame with such labels, those across all of it where one is alone; none if it is another.

    Args:
        frame: where it is on the page.
        chars: what is printed in it.
    """
    groups = _groups(rows_of_words(lines_of(chars, 0.0)))
    labels = [label for group in groups for label in group.labels]
    several = len(groups) >= _LEAST_ROWS and len(labels) >= _LEAST_LABELS
    if not several or max(len(group.labels) for group in groups) < 2:
        return []
    starts: list[float] = []
    for x0 in sorted(label.x0 for label in labels):
        if not starts or x0 - starts[-1] > NEAR:
            starts.append(x0)
    tops = [min(piece.line.top for piece in group.labels) - 1 for group in groups]
    found: list[Printed] = []
    for group, top, end in zip(groups, tops, [*tops[1:], max(frame[3], tops[-1] + 2)], strict=True):
        own = [starts[bisect(starts, label.x0 + NEAR) - 1] for label in group.labels]
        sides = [frame[0], *own[1:], frame[2]]
        middle = max(piece.line.bottom for piece in group.labels) + 0.1
        values = _by_label(group, own)
        for at, label in enumerate(group.labels):
            left, right = sides[at], sides[at + 1]
            found.append(Printed((left, top, right, middle), (label.line,), None))
            found.append(Printed((left, middle, right, end), tuple(values[at]), None))
    return found


def _groups(rows: Sequence[Row]) -> list[_Group]:
    """Return the labels with what is below them; none if the first line or one that looks like it is not of labels."""
    if not rows or len(rows) < 2 * _LEAST_ROWS:
        return []
    first = rows[0][0].line
    others = [piece.line.size for row in rows for piece in row if not _alike(piece.line, first)]
    if not others or not (first.bold or first.size < _SMALLER * min(others)):
        return []
    found: list[_Group] = []
    for row in rows:
        if all(_alike(piece.line, first) for piece in row):
            if any(len(piece.line.text) > _LONGEST_LABEL for piece in row):
                return []
            found.append(_Group(row, []))
        elif any(_alike(piece.line, first) for piece in row):
            return []
        else:
            found[-1].values.append(row)
    blank = sum(not group.values for group in found)
    return found if 2 * blank < len(found) else []


def _alike(line: Line, other: Line) -> bool:
    return line.bold == other.bold and abs(line.size - other.size) < 0.1 * other.size


def _by_label(group: _Group, starts: Sequence[float]) -> list[list[Line]]:
    """Return the lines of the value of each label: the words that are below it."""
    found: list[list[Line]] = [[] for _ in starts]
    for row in group.values:
        words: list[list[Line]] = [[] for _ in starts]
        for piece in row:
            for word in piece.words:
                words[max(bisect(starts, word.x0 + NEAR) - 1, 0)].append(word)
        for lines, its in zip(found, words, strict=True):
            if its:
                lines.append(one_line(its))
    return found
