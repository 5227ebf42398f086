"""Finds where printed pages end, so that a heading is not left alone at the foot of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from plan_workbook.writing.page_setup import A4, MARGINS, SIDES, Margins, Paper, scale_of

_SIZES = tuple(hundredths / 100 for hundredths in range(88, 120, 2))
"""How much a page may really hold, as factors: Excel and LibreOffice scale pages and fit rows differently."""
FULL = 0.98
"""The share of a page up to which rows are taken to fit on it."""
_WORTH_LEAVING = 0.5
"""The share of a page that must be printed on before a table is kept whole by beginning the next one."""


class Printed(NamedTuple):
    """The rows of a table (from 0), as they matter on paper."""

    title: int
    first: int
    """Its first row below the headings."""
    filled: int
    """The row after the last one with something in it; the spare ones that follow are not seen."""
    repeats: bool = False
    """Whether its headings are printed again on each page that it goes on to."""


def page_height(widths: Sequence[float], sides: float = SIDES, paper: Paper = A4, margins: Margins = MARGINS) -> float:
    """Return the height in points of the rows that fit on a page.

    `widths` are those of the columns in characters, `sides` is the left and right margin in inches.
    """
    return (paper.height - 72 * (margins.top + margins.bottom)) / scale_of(widths, paper, sides)


class _At(NamedTuple):
    """How far rows go that begin a page."""

    page: int
    """The page that they end on, from 0."""
    used: float
    """How many points of it they fill."""


def _after(heights: Sequence[float], rows: range, page: float, repeated: float) -> _At:
    number, used = 0, repeated if rows.start else 0.0
    for row in rows:
        if used + heights[row] > page:
            number, used = number + 1, repeated
        used += heights[row]
    return _At(number, used)


def is_left_behind(
    heights: Sequence[float], before: range, together: float, page: float, *, repeats: bool = True
) -> bool:
    """Tell whether `together` points of rows after these may be split by the end of a page.

    The first row of the sheet is printed again on each page after the first, unless it `repeats` nothing.
    """
    again = heights[0] if repeats else 0.0
    return any(_after(heights, before, page * size, again).used + together > page * size for size in _SIZES)


def is_longer_than_a_page(table: Printed, heights: Sequence[float], page: float) -> bool:
    """Tell whether a table goes on to another page even if it begins one; `heights` are those of all rows."""
    return _whole(table, heights) > page * FULL


def _whole(table: Printed, heights: Sequence[float]) -> float:
    return sum(heights[table.title : max(table.filled, table.first + 1)])


def breaks_before(tables: Sequence[Printed], heights: Sequence[float], page: float, repeated: float = 0) -> list[int]:
    """Return the titles (rows from 0) of tables that begin a page, on a sheet that repeats only its first row, if any.

    `repeated` is the height of that row in points. The headings of the last table may be repeated as well.

    A heading is never left without its first row. A table that would be split begins a page if it fits on one. If its
    headings are repeated, it does so only if at least half of the page before has something on it. Spare rows are not
    seen, so a page that ends in them looks empty from there on.
    """
    breaks: list[int] = []
    printed = tables[0].title
    for table in tables:
        before = range(breaks[-1] if breaks else 0, table.title)
        here = _after(heights, before, page, repeated)
        seen = _after(heights, range(before.start, max(before.start, printed)), page, repeated)
        whole = _whole(table, heights)
        torn = here.used + whole > page * FULL >= whole
        looks_empty = seen.page < here.page or seen.used < page * _WORTH_LEAVING
        together = sum(heights[table.title : table.first + 1])
        if (torn and not (table.repeats and looks_empty)) or is_left_behind(
            heights, before, together, page, repeats=repeated > 0
        ):
            breaks.append(table.title)
        printed = max(table.filled, table.first)
    return breaks
