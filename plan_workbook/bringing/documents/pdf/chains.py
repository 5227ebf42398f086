"""Which tables of pages are one table that goes on over the end of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from plan_workbook.bringing.documents.pdf.closing import NEAR
from plan_workbook.bringing.documents.pdf.grid import Placed, boundaries, repeated_rows, rows_of
from plan_workbook.bringing.documents.pdf.pages import Page
from plan_workbook.bringing.documents.pdf.ruled import Part


def chains(pages: Sequence[Page]) -> list[list[Part]]:
    """Return the tables, each as its parts from page to page, in the order in which they begin."""
    begun = Counter(label for chain in _chains(pages, ()) if (label := _label(chain[0])))
    return _chains(pages, begun)


def _label(part: Part) -> str:
    """Return what a table begins with if it is set as a label is: bold or coloured; empty if not."""
    first = min(part.cells, key=lambda cell: (cell.box[1], cell.box[0]))
    set_apart = first.fill is not None or all(line.bold for line in first.lines)
    return " ".join(line.text for line in first.lines) if first.lines and set_apart else ""


def _chains(pages: Sequence[Page], begun: Collection[str]) -> list[list[Part]]:
    """Return the tables; what they begin with is never in the middle of one, unless it is a heading again."""
    found: list[list[Part]] = []
    before: Page | None = None
    open_ones: list[list[Part]] = []
    for page in pages:
        taken: list[list[Part]] = []
        for part in page.parts:
            chain = next((each for each in open_ones if each not in taken and _goes_on(each, part, page, begun)), None)
            if chain is None:
                chain = []
                found.append(chain)
            chain.append(part)
            taken.append(chain)
        before = page
        open_ones = [chain for chain in taken if _is_last(chain[-1], before)]
    return found


def without_frames(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with cells that are alone as the lines they hold, unless they go on from a table or to one."""
    frames = {(chain[0].page, chain[0].number) for chain in chains(pages) if len(chain) == 1 and chain[0].alone}
    found = []
    for page in pages:
        framed = [part for part in page.parts if (part.page, part.number) in frames]
        lines = (*page.lines, *(line for part in framed for cell in part.cells for line in cell.lines))
        found.append(page._replace(parts=tuple(part for part in page.parts if part not in framed), lines=lines))
    return found


def _is_last(part: Part, page: Page) -> bool:
    """Tell whether nothing is below a part."""
    left, _, right, bottom = part.box
    return not any(top >= bottom - NEAR and x0 < right and x1 > left for x0, top, x1 in _others(part, page))


def _is_first(part: Part, page: Page) -> bool:
    """Tell whether nothing is above a part."""
    left, top, right, _ = part.box
    return not any(other < top - NEAR and x0 < right and x1 > left for x0, other, x1 in _others(part, page))


def _others(part: Part, page: Page) -> list[tuple[float, float, float]]:
    return [
        *((line.x0, line.top, line.x1) for line in page.lines),
        *((other.box[0], other.box[1], other.box[2]) for other in page.parts if other is not part),
    ]


def _goes_on(chain: Sequence[Part], part: Part, page: Page, begun: Collection[str]) -> bool:
    """Tell whether a part at the top of a page is the next of these; `begun` is what tables begin with."""
    if part.closed or chain[-1].closed or not _is_first(part, page):
        return False
    here, there = boundaries([part]), boundaries(chain)
    if abs(here[0] - there[0]) > NEAR or abs(here[-1] - there[-1]) > NEAR:
        return False
    if not (_within(here, there) or _within(there, here)):
        return False
    across = boundaries([*chain, part])
    cells, new = rows_of(chain[0], across), rows_of(part, across)
    if _label(part) in begun and not repeated_rows(cells, new):
        return False
    return not _begins_anew(cells, new)


def _within(some: Sequence[float], all_of: Sequence[float]) -> bool:
    return all(min(abs(one - other) for other in all_of) <= NEAR for one in some)


def _begins_anew(cells: Sequence[Placed], new: Sequence[Placed]) -> bool:
    """Tell whether a part has headings of its own: as bold or as coloured as the table's, and other ones."""
    if repeated_rows(cells, new):
        return False
    heading = [cell for cell in cells if cell.row == 0 and cell.words]
    first = [cell for cell in new if cell.row == 0 and cell.words]
    others = [cell for cell in cells if cell.row > 0 and cell.words]
    if len(first) < 2 or not heading:
        return False
    if _all_bold(heading) and _all_bold(first) and others and not _all_bold(others):
        return True
    fills = {cell.fill for cell in heading}
    return (
        len(fills) == 1
        and None not in fills
        and {cell.fill for cell in first} == fills
        and any(cell.fill not in fills for cell in others)
    )


def _all_bold(cells: Sequence[Placed]) -> bool:
    return all(line.bold for cell in cells for line in cell.lines)
