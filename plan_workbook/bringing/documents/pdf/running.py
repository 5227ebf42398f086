"""Running titles and page numbers: what is repeated at the top or foot of pages, taken out of them and kept once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.documents.pdf.pages import Page
from plan_workbook.bringing.documents.pdf.ruled import Part
from plan_workbook.bringing.documents.pdf.text import Line

_MARGIN = 70.0
"""Points from the edge of a page: nothing but running lines is in them."""
_EDGE = 0.2
"""The share of a page's height in which what is repeated word for word is running."""
_SHARE = 0.4
"""On at least this share of the pages: some have other ones on the first page, or on the left and the right."""
_NEAR = 4.0
"""Points by which the place may differ from page to page."""
_NUMBERED = re.compile(r"(?P<text>.*\D)(?P<number>\d{1,4})(?P<of>\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
"""A line that ends with the number of its page."""
_PAGE_NUMBER = re.compile(r"(?:page|p)?\d{1,4}(?:(?:of|/)\d{1,4})?(?:page)?", re.IGNORECASE)


class Running(NamedTuple):
    """A line that is repeated on pages."""

    passage: Passage
    lines: tuple[Line, ...]
    """The line on each page."""


def without_running(pages: Sequence[Page]) -> tuple[list[Page], list[Running]]:
    """Return the pages without the lines that are repeated on them, and those lines, each once.

    A table that is repeated, as a heading with a frame is, stays on the first page that has it.
    """
    lines = defaultdict[tuple[str, str], list[tuple[Page, Line]]](list)
    tables = defaultdict[tuple[str, str], list[tuple[Page, Part]]](list)
    for page in pages:
        for line in page.lines:
            for edge in _edges(line.top, line.bottom, page):
                lines[edge, _as_compared(line.text, edge, page.number)].append((page, line))
        for part in page.parts:
            for edge in _edges(part.box[1], part.box[3], page):
                tables[edge, _table_as_compared(part)].append((page, part))
    running = _each_with_its_place(
        each for (edge, _), found in lines.items() for each in _running(edge, found, len(pages))
    )
    gone = {id(line) for each in running for line in each.lines}
    again = {id(part) for found in tables.values() if _repeated(found, len(pages)) for _, part in found[1:]}
    kept = [
        page._replace(
            lines=tuple(line for line in page.lines if id(line) not in gone),
            parts=tuple(part for part in page.parts if id(part) not in again),
        )
        for page in pages
    ]
    return kept, running


def _edges(top: float, bottom: float, page: Page) -> Iterator[str]:
    if bottom < max(_MARGIN, _EDGE * page.height):
        yield "top"
    elif top > page.height - max(_MARGIN, _EDGE * page.height):
        yield "foot"


def _as_compared(text: str, edge: str = "", page: int = 0) -> str:
    """Return a text as it is compared from page to page: all page numbers are the same, also behind a text.

    Args:
        text: the line.
        edge: which edge of the page it is at. At the foot, no heading is numbered as its page is.
        page: the number of the page.
    """
    plain = re.sub(r"[\s|\-\u2013\u2014]", "", text)
    if _PAGE_NUMBER.fullmatch(plain):
        return "#"
    if edge == "foot" and (found := _NUMBERED.fullmatch(text)):
        return f"{found['text']}#{int(found['number']) - page}{found['of'] or ''}"
    return text


def _table_as_compared(part: Part) -> str:
    return "\n".join(_as_compared(line.text) for cell in part.cells for line in cell.lines)


def _running(edge: str, found: Sequence[tuple[Page, Line]], pages: int) -> Iterator[Running]:
    """Yield those of equal lines at an edge that are at the same place on enough pages."""
    for same in _at_one_place(edge, found).values():
        numbers = sorted({page.number for page, _ in same})
        inside = all(_in_margin(edge, page, line) for page, line in same)
        if len(numbers) >= max(2 if inside else 3, _SHARE * pages):
            lines = tuple(line for _, line in same)
            where = f"{edge} of pages {numbers[0]} to {numbers[-1]}"
            yield Running(Passage(lines[0].text, where), lines)


def _each_with_its_place(found: Iterable[Running]) -> list[Running]:
    """Return running lines of which no two have the same place: a title on the left may have a date on the right."""
    kept, told = [], Counter[str]()
    for each in found:
        where = each.passage.where
        told[where] += 1
        if told[where] > 1:
            passage = each.passage._replace(where=f"{where}, text {told[where]}")
            each = each._replace(passage=passage)
        kept.append(each)
    return kept


def _at_one_place(edge: str, found: Sequence[tuple[Page, Line]]) -> Mapping[float, list[tuple[Page, Line]]]:
    places: dict[float, list[tuple[Page, Line]]] = {}
    for page, line in found:
        at = line.top if edge == "top" else page.height - line.bottom
        place = next((place for place in places if abs(place - at) <= _NEAR), at)
        places.setdefault(place, []).append((page, line))
    return places


def _in_margin(edge: str, page: Page, line: Line) -> bool:
    return line.bottom <= _MARGIN if edge == "top" else line.top >= page.height - _MARGIN


def _repeated(found: Sequence[tuple[Page, Part]], pages: int) -> bool:
    boxes = [part.box for _, part in found]
    return len(found) >= max(3, _SHARE * pages) and all(
        abs(one - other) <= _NEAR for box in boxes[1:] for one, other in zip(boxes[0], box, strict=True)
    )
