"""The cells of a table without lines between its columns, as boxes: by where its columns are, and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plan_workbook.bringing.documents.pdf.drawn import Text
from plan_workbook.bringing.documents.pdf.rows import Row
from plan_workbook.bringing.documents.pdf.rows_apart import grouped
from plan_workbook.bringing.documents.pdf.ruled import Box, Printed, Rule, rules_between
from plan_workbook.bringing.documents.pdf.text import Line


def in_boxes(
    sides: Sequence[float], table: Sequence[Row], ends: Sequence[float], rules: Sequence[Rule]
) -> list[Printed]:
    """Return the cells of a table.

    Args:
        sides: where its columns begin and end.
        table: its lines, from the top.
        ends: where the texts of each column end at most.
        rules: what goes across the page: where a line ends a row in some columns only, the others go on.
    """
    groups, unsure, merged = grouped(table, rules, ends)
    tops: list[float] = []
    for group in groups:  # what a page cuts of a text may begin as far up as the headings above it
        top = min(piece.line.top for row in group for piece in row) - 1
        tops.append(max(top, tops[-1] + 1) if tops else top)
    tops.append(max(piece.line.bottom for row in groups[-1] for piece in row) + 1)
    found: list[Printed] = []
    taken: set[tuple[int, int]] = set()
    for text, first, last in merged or ():
        first, last = _merged_on(text, first, last, sides, groups, rules)
        box: Box = sides[text.columns[0]], tops[first], sides[text.columns[-1] + 1], max(tops[last + 1], tops[last] + 1)
        found.append(Printed(box, text.lines, None, max(line.x1 for line in text.lines)))
        taken |= {(row, column) for row in range(first, last + 1) for column in text.columns}
    above: dict[int, int] = {}
    for number, group in enumerate(groups):
        spans = _spans(group, len(sides) - 1)
        covered = {column for first, last in spans.items() for column in range(first + 1, last + 1)}
        going_on = _going_on(sides, groups[number - 1], group, rules) if number and not spans else set()
        for column in range(len(sides) - 1):
            if column in covered or (number, column) in taken:
                continue
            lines = tuple(piece.line for row in group for piece in row if piece.first == column)
            bottom = max(tops[number + 1], tops[number] + 1)
            wraps_over = lines and merged is None and column in above
            goes_on = column in going_on or (wraps_over and _wraps_over(found[above[column]], lines, group))
            if goes_on and column in above and found[above[column]].lines:
                cell = found[above[column]]
                found[above[column]] = cell._replace(box=(*cell.box[:3], bottom), lines=(*cell.lines, *lines))
                continue
            box = sides[column], tops[number], sides[spans.get(column, column) + 1], bottom
            right = max((line.x1 for each in groups for row in each for line in _in(row, column)), default=None)
            above[column] = len(found)
            found.append(Printed(box, lines, None, None if column in spans else right))
        above = {column: at for column, at in above.items() if not spans}
    return [found[0]._replace(unsure=unsure), *found[1:]]


def _merged_on(
    text: Text, first: int, last: int, sides: Sequence[float], groups: Sequence[Sequence[Row]], rules: Sequence[Rule]
) -> tuple[int, int]:
    """Return the first and the last row that a text is merged over, with those that no line in its column parts."""
    blank = [not any(piece.first in text.columns for row in group for piece in row) for group in groups]
    open_above = [
        at > 0 and text.columns[0] in _going_on(sides, groups[at - 1], groups[at], rules) for at in range(len(groups))
    ]
    while first and open_above[first] and blank[first - 1]:
        first -= 1
    while last + 1 < len(groups) and open_above[last + 1] and blank[last + 1]:
        last += 1
    return first, last


def _wraps_over(above: Printed, lines: Sequence[Line], group: Sequence[Row]) -> bool:
    """Tell whether a text merged over rows goes on next to a row: below its first line, as far apart as its own are."""
    if len(above.lines) < 2 or lines[0].top < group[0][0].line.top + 0.3 * lines[0].size:
        return False
    pitch = above.lines[-1].top - above.lines[-2].top
    return abs(lines[0].top - above.lines[-1].top - pitch) < 0.15 * lines[0].size


def _in(row: Row, column: int) -> Iterator[Line]:
    return (piece.words[-1] for piece in row if piece.first == piece.last == column)


def _spans(group: Sequence[Row], columns: int) -> dict[int, int]:
    """Return the last column of each text of a row that goes over several; one that is alone goes over all."""
    spans = {piece.first: piece.last for row in group for piece in row if piece.across}
    alone = all(piece.first == 0 for row in group for piece in row)
    return {0: columns - 1} if spans and alone else spans


def _going_on(sides: Sequence[float], above: Sequence[Row], below: Sequence[Row], rules: Sequence[Rule]) -> set[int]:
    """Return the columns whose cells go on from the row above, because the line between the rows is not in them."""
    top = above[-1][0].line
    first = below[0][0].line
    middle, after = (top.top + top.bottom) / 2, (first.top + first.bottom) / 2
    drawn = [rule for rule in rules_between(rules, middle, after) if rule.drawn]
    if not any(rule.wide_over(sides[0], sides[-1]) > 0.3 for rule in drawn):
        return set()
    return {
        column
        for column, (left, right) in enumerate(pairwise(sides))
        if not any(rule.wide_over(left, right) > 0.5 for rule in drawn)
    }
