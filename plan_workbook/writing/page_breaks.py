"""Finds where printed pages end, so that a heading is not left alone at the foot of one."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.writing.page_setup import A4, MARGINS, SIDES, Margins, Paper, scale_of

_SIZES = tuple(hundredths / 100 for hundredths in range(88, 120, 2))
"""How much a page may really hold, as factors: Excel and LibreOffice scale pages and fit rows differently."""


def page_height(widths: Sequence[float], sides: float = SIDES, paper: Paper = A4, margins: Margins = MARGINS) -> float:
    """Return the height in points of the rows that fit on a page in landscape.

    `widths` are those of the columns in characters, `sides` is the left and right margin in inches.
    """
    return (paper.height - 72 * (margins.top + margins.bottom)) / scale_of(widths, paper, sides)


def used_of_page(heights: Sequence[float], rows: range, page: float) -> float:
    """Return how many points of their last page these rows fill if the first of them begins a page.

    The first row of the sheet is repeated on each page after the first.
    """
    used = heights[0] if rows.start else 0.0
    for row in rows:
        if used + heights[row] > page:
            used = heights[0]
        used += heights[row]
    return used


def is_left_behind(heights: Sequence[float], before: range, together: float, page: float) -> bool:
    """Tell whether `together` points of rows after these may be split by the end of a page."""
    return any(used_of_page(heights, before, page * size) + together > page * size for size in _SIZES)
