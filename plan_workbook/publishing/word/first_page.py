"""What the first page of a report has room for, so that it is complete on one page.

The sizes are those of the template that ships. They are rather too high than too low, because Word and LibreOffice
break lines differently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan_workbook import layout
from plan_workbook.board.abridging import Abridger, brief_details
from plan_workbook.board.shortening import Shortened, fitted
from plan_workbook.package.heights import lines_of
from plan_workbook.publishing.edition import Edition, Point

WHERE, WHAT, WHO, WHY, HOW = 2.7, 7.0, 4.1, 2.7, 10.0
"""The widths of the columns of the list of what needs attention, in centimetres."""
_LINE, _AROUND, _IN_A_CELL = 0.44, 0.12, 0.4
"""The height of a line at 10 points, and the room around the text of a row and in a cell, in centimetres."""
LEFT, RIGHT, SHARES, COUNTS = 13.2, 12.7, 4.0, 6.0
"""The widths of the two columns of the page, of bars and of the matrix, and of the columns with a bar and with its
counts in words, in centimetres."""
_DIGITS = 96 / 2.54 / 7
"""Digits of 11 points in a centimetre."""
FIRST_OF_MATRIX = 2.1
"""The width of the first column of the matrix."""
_BOLD = 5.3
"""Bold letters in a centimetre."""
_LONGEST_WORD = 60
"""Characters of a word without a space on a line; there is hardly room for so many."""
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
    """Lines of what needs attention, with what each is about shortened."""
    others: tuple[Point, ...]
    """The other lines of what needs attention."""
    decisions: tuple[str, ...]
    """The decisions that are needed, if there is room for them."""
    whole: bool
    """Whether it is one page, as it is unless a single line is longer than that."""
    matrix: bool
    """Whether the words of the matrix fit beside the bars."""
    since: str
    """The last period that is known; empty if there is none."""
    longest: int
    """How many characters what a line is about has at most; the lines of `attention` are no longer than that."""


def first_page(edition: Edition) -> FirstPage:
    """Return what the first page of an edition has room for; what needs attention goes before decisions."""
    room = _PAGE - _TOP - _TILES - (_DRAFT if edition.draft else 0) - max(_of_bars(edition), _of_matrix(edition))
    room -= _lines(edition.verdict, _WIDE, 13) * 0.58 + 0.15 + _lines(_trust(edition), _WIDE - 1, 11) * 0.5 + 0.2
    room -= _HEADINGS
    wanted = _of_decisions(edition.decisions)
    points = _shortened(edition.attention, 2)
    if wanted + _height(points) > room:
        points = _shortened(edition.attention, 1)
    least = fitted(points, 0, _of_point).shown
    fits = wanted + min(_height(points), _height(least) + _MORE) <= room
    room -= wanted if fits else min(wanted, _POINTER)
    lines = _within(points, room)
    shown = {id(each.line) for each in lines.shown}
    return FirstPage(
        attention=lines.shown,
        others=tuple(each for each in edition.attention if id(each.line) not in shown),
        decisions=edition.decisions if fits else (),
        whole=_height(lines.shown) + (_MORE if lines.rest else 0) <= room,
        matrix=_beside(edition),
        since=edition.told.glance.since,
        longest=max((len(each.what) for each in lines.shown), default=1),
    )


def _within(points: Sequence[Point], room: float) -> Shortened[Point]:
    """Return the lines for which there is room, and the others; if what is never cut has no room, all in brief."""
    lines = _fitted(points, room, strictly=False)
    if _height(lines.shown) + (_MORE if lines.rest else 0) > room:
        lines = _fitted(_shortened([_in_brief(each) for each in points], 1), room, strictly=True)
        shown, whole = list(lines.shown), {id(each.line): each for each in points}
        for place, brief in enumerate(lines.shown):
            shown[place] = whole[id(brief.line)]
            if _height(shown) + (_MORE if lines.rest else 0) > room:
                shown[place] = brief
        lines = replace(lines, shown=tuple(shown))
    return lines


def _trust(edition: Edition) -> str:
    return f"{layout.SECTIONS['trust']} {edition.trust}."


def _fitted(points: Sequence[Point], room: float, *, strictly: bool) -> Shortened[Point]:
    lines = fitted(points, room, _of_point, strictly=strictly)
    return fitted(points, room - _MORE, _of_point, strictly=strictly) if lines.rest else lines


def _in_brief(point: Point) -> Point:
    """Return a line with one line of details; its own page has the others."""
    return replace(point, how=brief_details(point.how, lambda text: _lines(text, HOW - _IN_A_CELL) == 1))


def _shortened(points: Sequence[Point], lines: int) -> tuple[Point, ...]:
    """Return the lines with so many lines of what each is about, or more where its other cells have more."""
    abridger = Abridger(each.what for each in points)

    def shortened(point: Point) -> Point:
        most = max(lines, _lines_beside(point))
        what = abridger.cut(point.what, lambda text: _lines(text, WHAT - _IN_A_CELL) <= most)
        return replace(point, what=what[: most * _LONGEST_WORD])

    return tuple(map(shortened, points))


def _height(points: Sequence[Point]) -> float:
    return sum(map(_of_point, points))


def _of_point(point: Point) -> float:
    return max(_lines_beside(point), _lines(point.what, WHAT - _IN_A_CELL)) * _LINE + _AROUND


def _lines_beside(point: Point) -> int:
    """Return how many lines a point takes apart from what it is about."""
    cells = ((point.name, WHERE), (point.owner, WHO), (point.kind.word, WHY), (point.how, HOW))
    return max(_lines(text, width - _IN_A_CELL) for text, width in cells)


def _of_decisions(decisions: Sequence[str]) -> float:
    label = f"{layout.SECTIONS['decisions']}: "
    lines = (_lines(f"{'' if place else label}{text}", _WIDE, 11) for place, text in enumerate(decisions))
    return sum(number * 0.5 + 0.12 for number in lines) + (0.3 if decisions else 0)


def _of_bars(edition: Edition) -> float:
    bars = [bar for bar in edition.bars if not bar.of_indicators]
    return 1.1 + sum(max(_lines(bar.in_words, COUNTS - _IN_A_CELL) * _LINE, 0.5) + _AROUND for bar in bars)


def _of_matrix(edition: Edition) -> float:
    if not _beside(edition):
        words = [entry.rating.word for entry in edition.key]
        each = RIGHT / max(1, len(words)) - _IN_A_CELL / 2
        return 2.0 + max((_lines(word, each) for word in words), default=0) * _LINE + _AROUND
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
    """Return how many lines a text takes in so many centimetres, words kept whole."""
    return lines_of(text, width * _DIGITS * 11 / size)
