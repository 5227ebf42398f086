"""What the first page of a report has room for, so that it is complete on one page.

The sizes are those of the template that ships. They are rather too high than too low, because Word and LibreOffice
break lines differently.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from plan_workbook.board.shortening import fitted
from plan_workbook.publishing.edition import Edition, Point

WHERE, WHAT, WHO, WHY, HOW = 2.1, 7.0, 4.1, 2.7, 10.6
"""The widths of the columns of the list of what needs attention, in centimetres."""
_ON_TWO_LINES, _ON_ONE = 74, 37
"""Characters of a text on the first page, if there is room for all lines and if not; the whole is further down."""
_LETTERS, _LINE, _AROUND, _IN_A_CELL = 5.7, 0.44, 0.12, 0.4
"""Letters in a centimetre at 10 points, the height of a line of them, and the room around the text of a row and in a
cell, in centimetres."""
LEFT, RIGHT, SHARES, COUNTS = 13.2, 12.7, 4.0, 6.0
"""The widths of the two columns of the page, of bars and of the matrix, and of the columns with a bar and with its
counts in words, in centimetres."""
FIRST_OF_MATRIX = 2.1
"""The width of the first column of the matrix."""
_BOLD = 5.3
"""Bold letters in a centimetre."""
_PAGE, _WIDE = 18.2, 26.5
_TOP, _TILES, _HEADINGS, _MORE = 1.5, 1.95, 1.75, 1.1
"""The heights of the title with its facts, of the tiles, of the headings of what needs attention, and of the line below
it that says how many more there are."""
_DRAFT, _POINTER = 0.6, 0.7
"""The height of the warning on a draft, and of the line that says on which page the decisions are."""


@dataclass(frozen=True)
class FirstPage:
    """What is on the first page of what may be longer."""

    attention: tuple[Point, ...]
    others: tuple[Point, ...]
    """The other lines of what needs attention."""
    decisions: tuple[str, ...]
    """The decisions that are needed, if there is room for them."""
    whole: bool
    """Whether it is one page: there is an end to what fits on one if what is never cut from a list is very long."""
    matrix: bool
    """Whether the words of the matrix fit beside the bars."""
    since: str
    """The last period that is known; empty if there is none."""
    longest: int
    """How many characters of what each line is about are shown."""


def first_page(edition: Edition) -> FirstPage:
    """Return what the first page of an edition has room for; what needs attention goes before decisions."""
    room = _PAGE - _TOP - _TILES - (_DRAFT if edition.draft else 0) - max(_of_bars(edition), _of_matrix(edition))
    room -= _lines(edition.verdict, _WIDE, 13) * 0.58 + 0.15 + _lines(edition.trust, _WIDE - 4, 11) * 0.5 + 0.2
    room -= _HEADINGS
    wanted = 0.9 + sum(_lines(each, _WIDE, 11) * 0.5 + 0.15 for each in edition.decisions) if edition.decisions else 0.0
    longest = _ON_TWO_LINES
    if wanted + sum(_height(each, longest) for each in edition.attention) > room:
        longest = _ON_ONE
    height = partial(_height, longest=longest)
    least = fitted(edition.attention, 0, height).shown
    fits = wanted + min(sum(map(height, edition.attention)), sum(map(height, least)) + _MORE) <= room
    room -= wanted if fits else _POINTER
    lines = fitted(edition.attention, room, height)
    if lines.rest:
        lines = fitted(edition.attention, room - _MORE, height)
    return FirstPage(
        attention=lines.shown,
        others=lines.rest,
        decisions=edition.decisions if fits else (),
        whole=sum(map(height, lines.shown)) + (_MORE if lines.rest else 0) <= room,
        matrix=_beside(edition),
        since=edition.told.glance.since,
        longest=longest,
    )


def _height(point: Point, longest: int) -> float:
    cells = (
        (point.name, WHERE),
        (point.what[:longest], WHAT),
        (point.owner, WHO),
        (point.kind.word, WHY),
        (point.how, HOW),
    )
    return max(_lines(text, width - _IN_A_CELL) for text, width in cells) * _LINE + _AROUND


def _of_bars(edition: Edition) -> float:
    bars = [bar for bar in edition.bars if not bar.of_indicators]
    return 1.1 + sum(max(_lines(bar.in_words, COUNTS - _IN_A_CELL) * _LINE, 0.5) + _AROUND for bar in bars)


def _of_matrix(edition: Edition) -> float:
    if not _beside(edition):
        return 2.0
    labels = edition.matrices[0].labels
    each = (RIGHT - FIRST_OF_MATRIX) / len(labels) - _IN_A_CELL / 2
    lines = max(_lines(label, each) for label in labels) + sum(_lines(label, FIRST_OF_MATRIX) for label in labels)
    return 1.2 + lines * _LINE + len(labels) * _AROUND / 2


def _beside(edition: Edition) -> bool:
    """Tell whether the longest word of the ratings fits into a column of the matrix beside the bars."""
    labels = edition.matrices[0].labels if edition.matrices else ()
    longest = max((len(word) for label in labels for word in label.split()), default=0)
    return bool(labels) and longest / _BOLD + _IN_A_CELL / 2 <= (RIGHT - FIRST_OF_MATRIX) / len(labels)


def _lines(text: str, width: float, size: int = 10) -> int:
    """Return how many lines a text takes in so many centimetres."""
    return max(1, math.ceil(len(text) * size / 10 / (width * _LETTERS)))
