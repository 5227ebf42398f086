"""The order in which the tables and lines of a page are read: from the top, and column by column where it has some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from plan_workbook.bringing.documents.pdf.pages import Page
from plan_workbook.bringing.documents.pdf.ruled import Box, Part
from plan_workbook.bringing.documents.pdf.text import Line, one_line

_GUTTER = 12.0
"""Columns are at least so many points apart."""
_PROSE = 20
"""Lines of a column of text have at least so many characters on average: shorter ones are labels and values."""
_LINES = 3
"""A column has at least so many lines, or a table."""

Item = Part | Line


def in_reading_order(page: Page) -> Iterator[Part | list[Line]]:
    """Yield the tables of a page and the lines between them; lines of one column that follow each other together."""
    for is_part, items in groupby(_ordered([*page.parts, *page.lines]), key=lambda item: isinstance(item, Part)):
        if is_part:
            yield from (item for item in items if isinstance(item, Part))
        else:
            yield from _columns_of_lines([item for item in items if isinstance(item, Line)])


def _columns_of_lines(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that follow each other downwards."""
    column: list[Line] = []
    for line in lines:
        if column and line.top < column[-1].top:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def box_of(item: Item) -> Box:
    """Return where an item is."""
    return item.box if isinstance(item, Part) else (item.x0, item.top, item.x1, item.bottom)


def _ordered(items: Sequence[Item]) -> list[Item]:
    columns = _columns(items)
    if columns:
        return [item for column in columns for item in _ordered(column)]
    found: list[Item] = []
    bands = _bands(items)
    at = 0
    while at < len(bands):
        run, parted = _run_of_columns(bands[at:])
        if run:
            found += [item for column in parted for item in _ordered(column)]
            at += run
        else:
            found += _across(bands[at])
            at += 1
    return found


def _columns(items: Sequence[Item]) -> list[list[Item]]:
    """Return the items by columns, if nothing crosses from one into the other and each is a column of its own."""
    found: list[list[Item]] = []
    right = 0.0
    for item in sorted(items, key=lambda item: box_of(item)[0]):
        left, _, end, _ = box_of(item)
        if not found or left - right >= _GUTTER:
            found.append([])
        found[-1].append(item)
        right = max(right, end) if len(found[-1]) > 1 else end
    return found if len(found) > 1 and all(_substantial(column) for column in found) else []


def _substantial(column: Sequence[Item]) -> bool:
    if any(isinstance(item, Part) for item in column):
        return True
    lines = [item for item in column if isinstance(item, Line)]
    return len(lines) >= _LINES and sum(len(line.text) for line in lines) >= _PROSE * len(lines)


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Return the items from the top, those beside each other together."""
    found: list[list[Item]] = []
    below = 0.0
    for item in sorted(items, key=lambda item: box_of(item)[1]):
        _, top, _, bottom = box_of(item)
        slack = 0.4 * (bottom - top) if isinstance(item, Line) else 0.0
        if not found or top + slack >= below:
            found.append([])
            below = bottom
        found[-1].append(item)
        below = max(below, bottom)
    return found


def _run_of_columns(bands: Sequence[list[Item]]) -> tuple[int, list[list[Item]]]:
    """Return how many of the bands are columns together, and these columns; 0 if the first is none of columns."""
    if len(bands[0]) < 2:
        return 0, []
    best: tuple[int, list[list[Item]]] = (0, [])
    items: list[Item] = []
    for count, band in enumerate(bands, 1):
        items += band
        if not _gaps(items):
            break
        columns = _columns(items)
        if columns:
            best = count, columns
    return best


def _gaps(items: Sequence[Item]) -> bool:
    """Tell whether a gutter is between some of the items."""
    right = None
    for left, _, end, _ in sorted(box_of(item) for item in items):
        if right is not None and left - right >= _GUTTER:
            return True
        right = end if right is None else max(right, end)
    return False


def _across(band: Sequence[Item]) -> list[Item]:
    """Return what is beside each other from the left, lines at one height as one line."""
    lines = sorted((item for item in band if isinstance(item, Line)), key=lambda line: (line.top + line.bottom) / 2)
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.top < rows[-1][0].bottom - 0.5 * (line.bottom - line.top):
            rows[-1].append(line)
        else:
            rows.append([line])
    joined = [one_line(sorted(row, key=lambda line: line.x0)) for row in rows]
    return sorted(
        [*joined, *(item for item in band if isinstance(item, Part))], key=lambda item: box_of(item)[:2][::-1]
    )
