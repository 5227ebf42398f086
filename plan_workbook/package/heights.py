"""Row heights: tall enough for wrapped text when the file is first opened, and still growing as more is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import ceil

from xlsxwriter.utility import xl_pixel_width

LINE = 14.6
"""Height in points of a line of 11 point text."""
PADDING = 3
"""Points above and below the lines of a cell, together."""
INDENT = 9 / 7
"""Characters of a line that one step of a cell's indent takes."""
_DIGIT = 7
"""Width of a digit in pixels, the unit of column widths."""
_SPACE = 3
"""Pixels between two words."""
_WORD = re.compile(r"\S+")
TALLEST = 409.0
"""Points; Excel's limit for a row."""
_REMEMBERED = 10_000
_size_of = lru_cache(_REMEMBERED)(xl_pixel_width)
"""The width of a word in pixels; a workbook says the same words again and again."""


@lru_cache(_REMEMBERED)
def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column `width` characters wide, words kept whole."""
    last = max((line for _, _, line in _words_on_lines(text, width)), default=1)
    return last + _empty_lines_after(text)


def _words_on_lines(text: str, width: float) -> Iterator[tuple[int, int, int]]:
    """Yield for each word its offset in the text, and the lines, counted from 1, on which it starts and ends."""
    room, line, at = width * _DIGIT, 0, 0
    for paragraph in text.split("\n"):
        line, used = line + 1, 0.0
        for word in _WORD.finditer(paragraph):
            size = _size_of(word[0])
            if used and used + _SPACE + size > room:
                line, used = line + 1, 0.0
            first = line
            line += max(0, ceil(size / room) - 1)
            yield at + word.start(), first, line
            used += size + (_SPACE if used else 0)
        at += len(paragraph) + 1


def _empty_lines_after(text: str) -> int:
    """Return the number of empty lines at the end of a text."""
    end = text.rstrip()
    return text.count("\n", len(end)) if end else text.count("\n")


def height_for(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row that shows all these texts, each given with its column's width."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(TALLEST, LINE * lines + PADDING)


def parts_that_fit(text: str, width: float, line: float = LINE) -> list[str]:
    """Return a text split into as many pieces as it needs rows, each no taller than a row may be in Excel.

    It is split at the ends of lines, which are `line` points tall; most texts are one piece.
    """
    most = int((TALLEST - PADDING) / line) - 1
    if lines_of(text, width) <= most:
        return [text.strip()]
    starts, top = [0], 1
    for start, first, last in _words_on_lines(text, width):
        if last - top >= most and start > starts[-1]:
            starts.append(start)
            top = first
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
