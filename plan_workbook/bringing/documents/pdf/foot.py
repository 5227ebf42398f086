"""Headings that are alone at the foot of a page, whose table without lines begins on the next one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from plan_workbook.bringing.documents.pdf.pages import Page
from plan_workbook.bringing.documents.pdf.ruled import Part, Printed
from plan_workbook.bringing.documents.pdf.text import Line

_LEAST = 3
"""So many columns have a heading at least."""
_FILLED = 0.6
"""Of the columns, at least this share has a heading at one height."""
_MOST_LINES = 4
_NEAR = 6.0
"""A heading begins where its column does if it is not further away than so many points."""


def with_headings_at_the_foot(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with such headings as a table, so that the one on the next page goes on from it."""
    found = [*pages]
    for at, after in enumerate(pages[1:]):
        part = min(after.parts, key=lambda each: each.box[1], default=None)
        if part is None or not part.aligned or any(line.bottom < part.box[1] for line in after.lines):
            continue
        before = found[at]
        if headings := _headings(before, part):
            number = max((each.number for each in before.parts), default=0) + 1
            taken = {id(line) for cell in headings for line in cell.lines}
            lines = tuple(line for line in before.lines if id(line) not in taken)
            own = Part(before.number, number, tuple(headings), aligned=True)
            found[at] = before._replace(parts=(*before.parts, own), lines=lines)
    return found


def _headings(page: Page, part: Part) -> list[Printed]:
    """Return the last texts of a page as the headings of the columns of a part; none if they are not."""
    sides = sorted({side for cell in part.cells for side in (cell.box[0], cell.box[2])})
    columns = [*pairwise(sides)]
    bold = [line for line in _last_bold(page) if line.x1 >= sides[0]]  # a label may be left of the table
    ends = [*(right + _NEAR for _, right in columns[:-1]), page.width]
    columned = [
        [line for line in bold if left - 1 <= line.x0 < right and line.x1 <= end]
        for (left, right), end in zip(columns, ends, strict=True)
    ]
    begins = sum(
        any(abs(line.x0 - cell.lines[0].x0) <= _NEAR for line in lines for cell in part.cells if cell.lines)
        for lines in columned
    )
    if sum(map(len, columned)) != len(bold) or begins < max(_LEAST, _FILLED * len(columns)):
        return []
    top, bottom = min(line.top for line in bold) - 1, max(line.bottom for line in bold) + 1
    if any(each.box[3] > top + 1 for each in page.parts):
        return []
    return [
        Printed((left, top, right, bottom), tuple(lines), None, max((line.x1 for line in lines), default=None))
        for (left, right), lines in zip(columns, columned, strict=True)
    ]


def _last_bold(page: Page) -> list[Line]:
    """Return the lines at the foot of a page that may be headings: bold, the first several next to each other."""
    found: list[Line] = []
    for line in sorted(page.lines, key=lambda each: -each.bottom):
        size = found[0].size if found else line.size
        if not line.bold or abs(line.size - size) > 1:
            break
        found.append(line)
    rows = sorted({round(line.bottom) for line in found})[-_MOST_LINES:]
    firsts = [row for row in rows if sum(abs(line.bottom - row) <= 1 for line in found) >= _LEAST]
    first = min(firsts, default=None)
    return [] if first is None else [line for line in found if line.bottom >= first - 1]
