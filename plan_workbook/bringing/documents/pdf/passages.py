"""The texts of a page outside tables: in the order in which they are read, as paragraphs, and which are headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.documents.pdf.order import in_reading_order
from plan_workbook.bringing.documents.pdf.pages import Page
from plan_workbook.bringing.documents.pdf.paragraphs import Habits, Space, as_text, paragraphs
from plan_workbook.bringing.documents.pdf.ruled import Part
from plan_workbook.bringing.documents.pdf.text import Line

_LARGER = 1.08
"""A text larger than most by at least this factor is a heading."""
_PROSE = 60
"""A line of so many characters is text and no heading: tables are often set smaller than it."""
_TITLE_PITCH = 2.0
"""The lines of a title are at most so many times their size apart."""
_LONGEST_HEADING = 400
"""Characters."""


class Sizes(NamedTuple):
    """The sizes of the text of a document, in points."""

    headings: tuple[float, ...]
    """Those of headings, the largest first."""
    title: bool
    """Whether the largest is there once, at the beginning: it is the title."""
    bold: bool
    """Whether bold says something: not all of the text is bold."""

    def level(self, paragraph: Sequence[Line]) -> int | None:
        """Return the level of a heading, or None for other text."""
        first = paragraph[0]
        if first.bullet or sum(len(line.text) for line in paragraph) > _LONGEST_HEADING:
            return None
        largest = 0 if self.title else 1
        for level, size in enumerate(self.headings, largest):
            if _rounded(first.size) >= size:
                return level
        all_bold = self.bold and all(line.bold for line in paragraph)
        return len(self.headings) + max(largest, not self.headings) if all_bold else None


def sizes_of(pages: Sequence[Page]) -> Sizes:
    """Return the sizes of the text of a document."""
    counts: Counter[float] = Counter()
    outside: Counter[float] = Counter()
    bold = 0
    for page in pages:
        for line in page.lines:
            outside[_rounded(line.size)] += 1
            bold += len(line.text) * line.bold
            counts[_rounded(line.size)] += len(line.text)
        for part in page.parts:
            for cell in part.cells:
                for line in cell.lines:
                    counts[_rounded(line.size)] += len(line.text)
    prose = Counter(
        _rounded(line.size) for page in pages for line in page.lines if len(line.text) >= _PROSE and not line.bold
    )
    usual = counts.most_common(1)[0][0] if counts else 0.0
    usual = max(usual, *(size for size, _ in prose.most_common(1)), 0.0)
    headings = tuple(sorted((size for size in outside if size > _LARGER * usual), reverse=True))
    lines = [line for page in pages for line in page.lines]
    total = sum(len(line.text) for line in lines)
    first = [line for page in pages[:1] for line in page.lines if headings and _rounded(line.size) == headings[0]]
    title = bool(first) and len(first) == outside[headings[0]] and len(first) <= 3 and _are_one(first)
    return Sizes(headings, title, bold < 0.5 * total or bool(headings) or _tables_are_plain(pages))


def _are_one(lines: Sequence[Line]) -> bool:
    """Tell whether lines are right below each other, as those of one title are."""
    ordered = sorted(lines, key=lambda line: line.top)
    return all(after.top - line.top <= _TITLE_PITCH * line.size for line, after in pairwise(ordered))


def _rounded(size: float) -> float:
    return round(2 * size) / 2


def _tables_are_plain(pages: Sequence[Page]) -> bool:
    lines = [line for page in pages for part in page.parts for cell in part.cells for line in cell.lines]
    return sum(not line.bold for line in lines) > 0.5 * len(lines) > 0


def passages(page: Page, sizes: Sizes, made: Habits) -> Iterator[Part | Passage]:
    """Yield the tables and the paragraphs of a page in the order in which they are read."""
    number = 0
    for block in in_reading_order(page):
        if isinstance(block, Part):
            yield block
            continue
        space = Space(min(line.x0 for line in block), max(line.x1 for line in block))
        for paragraph in paragraphs(block, space, made):
            number += 1
            text = as_text(paragraph, space, made)
            bullet = paragraph[0].bullet
            level = sizes.level(paragraph)
            where = f"page {page.number}, paragraph {number}"
            yield Passage(text[1:].lstrip() if bullet else text, where, level, bullet)
