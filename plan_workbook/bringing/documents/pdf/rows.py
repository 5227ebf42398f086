"""Lines of a page as rows: the texts at each height, parted where there are gaps, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.text import Line, one_line

_APART = 0.7
"""A gap of more than so many letters' height may be one between columns."""
_BLANK = 0.4
"""No blank is wider than this share of the size."""
_DRAWN = 0.5
"""Where blanks are drawn, they are between at least this share of the words that have a gap like one between them."""
_LABEL = re.compile(r"\W|\w{1,3}[.)]")
"""What a paragraph of a list begins with, without a blank behind it."""
_SIGN = 0.5
"""A sign is no further from the text behind it than this share of its size."""
HEADINGS = 6
"""Headings have at most so many lines: one of the first lines has a text in each column."""
_PAGE = re.compile(r"page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|/)\s*\d{1,4}", re.IGNORECASE)
"""The number of a page, as what else is at the foot of pages rarely is."""


class Piece(NamedTuple):
    """Words without a gap between them, and the columns that they are in."""

    words: tuple[Line, ...]
    first: int = 0
    last: int = 0

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def across(self) -> bool:
        """Whether it goes over several columns."""
        return self.last > self.first

    @property
    def line(self) -> Line:
        """Its words as one line."""
        return one_line(self.words)


Row = list[Piece]
"""The texts at one height."""


def end_of(rows: Sequence[Row]) -> float:
    """Return how far down the texts of rows are; those of headings on their side go on next to the lines below."""
    turned = (piece.line.bottom + piece.line.below for row in rows[:HEADINGS] for piece in row)
    return max(rows[-1][0].line.bottom, *turned)


def rows_of_words(words: Iterable[Line]) -> list[Row]:
    """Return words by their heights, and at each height parted where there are gaps."""
    found: list[list[Line]] = []
    for word in sorted(words, key=lambda word: word.bottom):
        if found and word.bottom - found[-1][0].bottom < 0.3 * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    blanks = draw_blanks(found)
    return [_parted(row, _APART, blanks) for row in found]


def draw_blanks(rows: Iterable[Iterable[Line]]) -> bool:
    """Tell whether blanks are drawn between the words at one height, as nearly all programs do.

    Then words without one between them are in two cells, however close they are.
    """
    near = [
        before.blank
        for row in rows
        for before, word in pairwise(sorted(row, key=lambda word: word.x0))
        if drawn_on(before, word) and word.x0 - before.x1 < _BLANK * word.size
    ]
    return sum(near) >= _DRAWN * len(near) and bool(near)


def numbers_at_the_foot(words: Iterable[Line], foot: float) -> set[int]:
    """Return which words, by their ids, are next to the number of the page at its foot: ``plan.html    1/3``."""
    return {
        id(word)
        for row in rows_of_words(word for word in words if word.top >= foot)
        if any(_PAGE.fullmatch(piece.line.text) for piece in row)
        for piece in row
        for word in piece.words
    }


def lines_of_words(words: Iterable[Line], apart: float) -> list[Line]:
    """Return the lines that words are, parted where a gap is more than so many times as wide as they are high."""
    rows = rows_of_words(words)
    return [piece.line for row in rows for piece in _parted((word for piece in row for word in piece.words), apart)]


def _parted(words: Iterable[Line], apart: float, blanks: bool = False) -> Row:
    """Return words at one height as texts, from the left: those that are drawn one after the other, without a gap.

    Args:
        words: the words.
        apart: a gap of more than so many times the size parts them.
        blanks: whether a blank is drawn between the words of one text.
    """
    found: list[list[Line]] = []
    for word in sorted(words, key=lambda word: (word.begins, word.x0)):
        before = found[-1][-1] if found else None
        if (
            before
            and _is_right_behind(before, word, apart)
            and (before.blank or not blanks or _LABEL.fullmatch(before.text))
        ):
            found[-1].append(word)
        else:
            found.append([word])
    return [Piece(tuple(its)) for its in _with_signs(sorted(found, key=lambda its: its[0].x0))]


def _is_right_behind(before: Line, word: Line, apart: float) -> bool:
    return before.x0 <= word.x0 <= before.x1 + apart * before.size and drawn_on(before, word)


def _with_signs(texts: Iterable[list[Line]]) -> list[list[Line]]:
    """Return texts, from the left, with the signs before them: ``✔ Complete``.

    Programs draw a sign that their font does not have after the rest of its text.
    """
    found: list[list[Line]] = []
    for words in texts:
        sign = found[-1][0] if found and len(found[-1]) == 1 else None
        if sign is None or not _is_sign_of(sign, words):
            found.append(words)
            continue
        *others, last = [sign._replace(begins=words[0].begins, ends=words[0].begins - 1), *words]
        found[-1] = [*others, last._replace(ends=sign.ends)]
    return found


def _is_sign_of(sign: Line, words: Sequence[Line]) -> bool:
    """Tell whether a word without letters is a blank before a text, and drawn right after it."""
    near = -_SIGN * sign.size < words[0].x0 - sign.x1 < _SIGN * sign.size
    return near and not any(map(str.isalnum, sign.text)) and 0 <= words[-1].ends == sign.begins - 1


def drawn_on(before: Line, after: Line) -> bool:
    """Tell whether nothing is drawn between two texts, the first of them before the second, as far as that is known."""
    return after.begins < 0 or after.begins == before.ends + 1


def is_alone(row: Row) -> bool:
    """Tell whether a text at the left is all there is at its height: one further right goes on from the line above."""
    return len(row) == 1 and row[0].first == 0


def is_at_the_foot(before: Row, row: Row, foot: float) -> bool:
    """Tell whether a line is alone at the foot of the page, away from the one above: a running title."""
    line = row[0].line
    return len(row) == 1 and line.top >= foot and line.top - before[0].line.bottom > line.size


def begins_anew(table: Sequence[Row], row: Row) -> bool:
    """Tell whether a line looks like headings of another table: all of it is bold, below lines that are not."""
    return len(row) > 1 and is_bold(row) and not all(map(is_bold, table))


def labelled_anew(table: Sequence[Row], row: Row) -> bool:
    """Tell whether a line begins with a bold label, unlike those above: it is of a box below the table."""
    others = [each for each in table if not is_bold(each)]
    bold = any(piece.line.bold for each in others for piece in each if piece.first == 0)
    return is_labelled([piece._replace(first=at) for at, piece in enumerate(row)]) and bool(others) and not bold


def is_bold(row: Row) -> bool:
    """Tell whether all texts at one height are bold."""
    return all(piece.line.bold for piece in row)


def are_labelled(table: Sequence[Row]) -> bool:
    """Tell whether all rows have bold labels, each with a value next to it, or go on with a label or with values."""
    return all(
        is_labelled(row)
        or (row[0].first > 0 and not any(piece.line.bold for piece in row))
        or (is_alone(row) and is_bold(row))
        for row in table
    )


def is_labelled(row: Row) -> bool:
    """Tell whether the first text of a row and every other one is bold, as labels with their values next to them."""
    labels = [piece.line.bold for piece in row]
    return len(row) > 1 and row[0].first == 0 and labels == [at % 2 == 0 for at in range(len(row))]
