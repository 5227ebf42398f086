"""Tables wider than their paper: spreadsheets print the columns that have no room on further pages, row for row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from plan_workbook.bringing.documents.pdf.pages import Page
from plan_workbook.bringing.documents.pdf.ruled import Box, Part

_ALIKE = 1.0
"""Rows are as high as others if they differ by less than so many points."""
_LEAST = 3
"""So many rows are as high as those on the page before, at least."""


def with_columns_of_further_pages(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the columns that are on further pages next to the others."""
    found = [*pages]
    for at, page in enumerate(pages):
        further = _only(page)
        before = (number for number, each in enumerate(found[:at]) if _goes_over(_only(each), further))
        number = next(before, None)
        if further is None or number is None:
            continue
        part = found[number].parts[0]
        right = part.box[2] - further.box[0]
        moved = (cell._replace(box=_moved(cell.box, right)) for cell in further.cells)
        found[number] = found[number]._replace(parts=(part._replace(cells=(*part.cells, *moved)),))
        found[at] = page._replace(parts=())
    return found


def _only(page: Page) -> Part | None:
    """Return the table with lines that is the only one on a page."""
    return page.parts[0] if len(page.parts) == 1 and not page.parts[0].aligned and not page.parts[0].alone else None


def _goes_over(part: Part | None, further: Part | None) -> bool:
    """Tell whether both have the same rows: all as high, in spite of not being alike, below headings that differ."""
    if part is None or further is None:
        return False
    ours, theirs = _sides(part), _sides(further)
    alike = len(ours) == len(theirs) and all(abs(a - b) < _ALIKE for a, b in zip(ours, theirs, strict=True))
    heights = [below - above for above, below in pairwise(ours)]
    if not alike or len(heights) < _LEAST or max(heights[1:]) - min(heights[1:]) < _ALIKE:
        return False
    return not _headings(part) & _headings(further) and bool(_headings(part) and _headings(further))


def _sides(part: Part) -> list[float]:
    """Return where rows begin and end, in points from the top."""
    found: list[float] = []
    for side in sorted({side for cell in part.cells for side in (cell.box[1], cell.box[3])}):
        if not found or side - found[-1] >= _ALIKE:
            found.append(side)
    return found


def _headings(part: Part) -> set[str]:
    top = min(cell.box[1] for cell in part.cells)
    first = [cell for cell in part.cells if cell.box[1] - top < _ALIKE]
    return {" ".join(line.text for line in cell.lines) for cell in first if cell.lines}


def _moved(box: Box, right: float) -> Box:
    return box[0] + right, box[1], box[2] + right, box[3]
