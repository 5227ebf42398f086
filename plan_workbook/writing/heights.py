"""Row heights: tall enough for wrapped text from the first opening, and still growing as more is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

from xlsxwriter.utility import xl_pixel_width

LINE = 14.6
"""Points that a line of 11 point text takes."""
PADDING = 3
"""Points above and below the lines of a cell."""
_DIGIT = 7
"""Pixels of a digit, which column widths count."""
_SPACE = 3
"""Pixels between two words."""
TALLEST = 409.0
"""Points; Excel's limit for a row."""


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column `width` characters wide, words kept whole."""
    room, lines = width * _DIGIT, 0
    for paragraph in text.split("\n"):
        used, here = 0.0, 1
        for word in paragraph.split():
            size = xl_pixel_width(word)
            if used and used + _SPACE + size > room:
                here, used = here + 1, 0.0
            here += max(0, ceil(size / room) - 1)
            used += size + (_SPACE if used else 0)
        lines += here
    return max(1, lines)


def height_for(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row that shows all these texts, each with its column's width."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(TALLEST, LINE * lines + PADDING)


def parts_that_fit(text: str, width: float) -> list[str]:
    """Return a text in as many parts as rows are needed to show it, each no taller than Excel lets a row be.

    Parted where a line or a word ends; most texts are one part.
    """
    most = int((TALLEST - PADDING) / LINE) - 1
    if lines_of(text, width) <= most:
        return [text]
    parts, here = [], ""
    for piece in re.findall(r"\S+\s*", text):
        if here and lines_of(here + piece, width) > most:
            parts.append(here.strip())
            here = ""
        here += piece
    return [*parts, here.strip()]
