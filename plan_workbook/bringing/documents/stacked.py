"""Tables below each other: which rows of a sheet are the headings, and how far down their tables go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.sheet_rows import PLAIN, Columns, Look, Row, width_below

_AROUND = 10
"""How many rows tell how many cells a row of the first table has."""
_MORE_LIKELY = 4
"""How far below an unmarked row one that looks like headings may be."""
_CONTRADICTED = 2
"""Columns at least that have figures below a row, and only texts above it."""
_MOST_GROUPED = 3
"""How many rows above the headings group them."""


class Stack(NamedTuple):
    """What is below each other in an area of a sheet."""

    tables: list[list[Row]]
    """The rows of each table, from its headings down."""
    rest: list[list[Row]]
    """Rows that belong to none of them: titles above, keys and notes below."""


def stacked(rows: Sequence[Row]) -> Stack:
    """Return the tables that are below each other."""
    heads = [*_heads(rows)]
    starts = [_start(rows, head, heads[at - 1] if at else -1) for at, head in enumerate(heads)]
    stack = Stack([], [])
    done = 0
    for at, (head, start) in enumerate(zip(heads, starts, strict=True)):
        stack.rest.append([*rows[done:start]])
        until = starts[at + 1] if at + 1 < len(starts) else len(rows)
        done = _end(rows, head, _above_titles(rows, head, until) if until < len(rows) else until)
        stack.tables.append([*rows[start:done]])
    stack.rest.append([*rows[done:]])
    return Stack(stack.tables, [rest for rest in stack.rest if rest])


def _heads(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the rows of headings; where a table has several below each other, the last of them or the fullest."""
    head = _first(rows)
    while head is not None:
        yield head
        head = _next(rows, head)


def _first(rows: Sequence[Row]) -> int | None:
    for at, row in enumerate(rows):
        near = rows[at : at + _AROUND]
        if row.could_be_heading(max(each.count for each in near)):
            return _likelier(rows, at)
    return None


def _likelier(rows: Sequence[Row], at: int) -> int:
    """Return a row soon below that the file declares, or that looks more like headings than the first one."""
    first = rows[at]
    most = len(first.texts)
    for below in range(at + 1, min(at + 1 + _MORE_LIKELY, len(rows))):
        row = rows[below]
        if row.declared and (not first.declared or not row.gap):
            return below
        marked = row.look != PLAIN and (below + 1 == len(rows) or row.look != rows[below + 1].look)
        fuller = len(row.texts) > most or (first.look == PLAIN and len(row.texts) == most)
        most = max(most, len(row.texts))
        if marked and fuller and row.is_texts and not first.declared:
            return below
    return at


def _next(rows: Sequence[Row], head: int) -> int | None:
    """Return the next row of headings below those of a table."""
    first = rows[head]
    looks: set[Look] = set()
    after_gap = False
    for at in range(head + 1, len(rows)):
        row = rows[at]
        after_gap = row.gap or (after_gap and _has_few(rows[at - 1], first))
        if row.declared and (looks or row.gap):
            return at
        begins = _begins_after_gap if after_gap else _begins_at_once
        likely = (looks or after_gap) and row.could_be_heading(max(2, width_below(rows, at)))
        if likely and (begins(rows, at, first, looks) or (after_gap and _holds_figures(rows, head, at))):
            return at
        if (
            2 * row.count >= first.count
            and not row.lone
            and not row.repeats(first)
            and (looks or row.look != first.look or first.look == PLAIN)
        ):
            looks.add(row.look)
    return None


def _begins_after_gap(rows: Sequence[Row], at: int, first: Row, looks: set[Look]) -> bool:
    """Tell whether a row below a gap begins another table: it looks like headings, or says what the last ones say."""
    row = rows[at]
    if row.look != PLAIN:
        return row.look not in looks
    if row.repeats(first):
        return True
    below = rows[at + 1 : at + 4]
    return first.look == PLAIN and row.count >= 3 and row.is_plain_words and not all(r.is_plain_words for r in below)


def _holds_figures(rows: Sequence[Row], head: int, at: int) -> bool:
    """Tell whether short texts have figures below them in columns where the table above has texts: other headings."""
    row = rows[at]
    if row.count < 3 or not row.is_short:
        return False
    texts = {spot.left for each in rows[head + 1 : at] for spot in each.texts if not spot.typed}
    typed = {spot.left for each in rows[head + 1 : at] for spot in each.spots if spot.typed}
    below = {spot.left for each in rows[at + 1 : at + 4] for spot in each.spots if spot.typed}
    return len((below & texts) - typed) >= _CONTRADICTED


def _begins_at_once(rows: Sequence[Row], at: int, first: Row, looks: set[Look]) -> bool:
    """Tell whether a row directly below a table begins another one: it looks like its headings and says other words.

    It may also say the same below a title; without one, the headings are those at the top of a printed page. Headings
    of another colour are bold and short.
    """
    row = rows[at]
    if row.look == PLAIN or row.look in looks or row.count < 3 or not row.is_texts:
        return False
    if row.look == first.look:
        return not row.repeats(first) or _is_title(rows[at - 1], first)
    return all(row.look) and row.is_plain_words


def _start(rows: Sequence[Row], head: int, before: int) -> int:
    """Return the first of the rows of headings: above the fullest there may be some that group its columns."""
    start = head
    while start - 1 > before and head - start < _MOST_GROUPED and not rows[start].gap:
        right = max(row.right for row in rows[start : head + 1])
        if not _groups(rows[start - 1], rows[head], right, first=before < 0):
            break
        start -= 1
    return start


def _groups(row: Row, head: Row, right: int, *, first: bool) -> bool:
    """Tell whether a row says what columns of the headings below it have in common, and is not a title above them."""
    if any(spot.bottom >= head.number for spot in row.spots):
        return True
    if row.left < head.left or row.right > right or not row.is_texts or row.is_labels or row.is_coloured:
        return False
    wide = any(spot.right > spot.left for spot in row.spots)
    if row.lone:
        return wide and row.left > head.left
    same = row.look == head.look != PLAIN
    return wide or same or (first and row.left > head.left)


def _above_titles(rows: Sequence[Row], head: int, start: int) -> int:
    """Return where what is above the next table begins: its titles, and labels with what they say."""
    top = start
    while top - 1 > head and _has_few(rows[top - 1], rows[head]) and not rows[top].gap:
        top -= 1
    if rows[top].gap:
        return top
    while start - 1 > head and _is_title(rows[start - 1], rows[head]):
        start -= 1
    return start


def _is_title(row: Row, head: Row) -> bool:
    """Tell whether a row among tables with such headings says what the next one is about, such as its lead."""
    return row.lone or row.is_labels or (_has_few(row, head) and row.look not in (PLAIN, head.look))


def _has_few(row: Row, head: Row) -> bool:
    """Tell whether it has so few texts that it may be one of the titles above a table with such headings."""
    return row.lone or row.is_labels or 2 * len(row.texts) <= head.count


def _end(rows: Sequence[Row], head: int, until: int) -> int:
    """Return the row after the last of a table: what comes after a gap belongs to it if it fits its columns.

    A row or a block that does not fit but has another below that does is in the table: a heading of a group, say.
    """
    blocks = [*_blocks(rows, head + 1, until)]
    while until < len(rows) and len(blocks) > 1 and _are_labels(rows[slice(*blocks[-1])], rows[head]):
        blocks.pop()
    if not blocks:
        return head + 1
    columns = Columns.of([row for row in rows[slice(*blocks[0])] if row.count > 1])
    end, fitting = blocks[0][1], 1
    for at, (begin, stop) in enumerate(blocks[1:], 1):
        block = rows[begin:stop]
        alike = fitting > 1 and at == len(blocks) - 1 and len(block) == 1
        if block[0].announces:
            break
        if any(map(columns.fit, block)) or (alike and block[0].count > 1 and block[0].left == rows[head].left):
            end, fitting = stop, fitting + 1
    for at in range(head + 1, end):
        if rows[at].announces and not any(map(columns.fit, rows[at + 1 : end])):
            return at
    return end


def _are_labels(block: Sequence[Row], head: Row) -> bool:
    """Tell whether a block above the next table is nothing but labels with their values, about what is below it."""
    return head.count > 2 and all(row.is_labels and len(row.texts) == 2 for row in block)


def _blocks(rows: Sequence[Row], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each run of rows without a gap begins and ends; what is below the headings is the first."""
    start = begin
    for at in range(begin + 1, end):
        if rows[at].gap:
            yield start, at
            start = at
    if start < end:
        yield start, end
