"""Texts of a list that are cut so that they can still be told apart: many begin with the same words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

_ENOUGH = 3
"""So many words of where texts differ are shown, rather than more of the beginning that they share."""
_TRIED = ((3, _ENOUGH), (2, _ENOUGH), (1, _ENOUGH), (1, 1), (0, 1))
"""How many words of the beginning are kept, if there is also room for so many of where it differs."""
_NEVER_LAST = frozenset(
    "a an and at by each every for from how in is now of on or that the though to was which who with".split()  # noqa: SIM905
)
"""Words that promise another one: what is kept of the beginning does not end in one of them."""
Fits = Callable[[str], bool]


class Abridger:
    """Cuts the texts of one list.

    A text is cut at its end if what is left differs from what would be left of all others. Otherwise it is cut after
    its first words as well, and goes on where it differs: ``Train every manager ... fostering in the city``.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Find how far the texts of a list begin alike."""
        ordered = self._ordered = sorted({tuple(text.split()) for text in texts})
        self._alike = dict.fromkeys(ordered, 0)
        for one, next_one in pairwise(ordered):
            same = next(
                (at for at, pair in enumerate(zip(one, next_one, strict=False)) if pair[0] != pair[1]), len(one)
            )
            self._alike[one] = max(self._alike[one], same)
            self._alike[next_one] = max(self._alike[next_one], same)

    def cut(self, text: str, fits: Fits) -> str:
        """Return a text, or as many of its words as fit, with three dots where some are left out.

        A single word that does not fit is returned as it is.
        """
        words = text.split()
        whole = " ".join(words)
        if not words or fits(whole):
            return whole
        end = _fitting(words, fits)
        alike = min(self._alike.get(tuple(words), 0), len(words) - 1)
        if end > alike or not self._reads_like_another(tuple(words), end, fits):
            return _ended(words[: max(1, end)])
        for kept, needed in _TRIED:
            if found := _with_gap(words, kept, min(alike, max(1, len(words) - _ENOUGH)), needed, fits):
                return found
        return _ended(words[: max(1, end)])

    def _reads_like_another(self, words: tuple[str, ...], end: int, fits: Fits) -> bool:
        """Tell whether another text of the list, cut at its end in the same room, has the same words left."""
        first = words[:end]
        at = bisect_left(self._ordered, first)
        while at < len(self._ordered) and self._ordered[at][:end] == first:
            other = self._ordered[at]
            if other != words and not fits(" ".join(other)) and _fitting(other, fits) == end:
                return True
            at += 1
        return False


def brief_details(details: str, fits: Fits) -> str:
    """Return the details of a line, or as much of them as fits, without breaking a figure.

    What is in brackets loses what follows its first comma. Then the end is cut, before a bracket, a date or a number
    with its unit rather than in them.
    """
    if fits(details):
        return details
    shorter = re.sub(r"\(([^(),]*), [^()]*\)", r"(\1)", details)
    if fits(shorter):
        return shorter
    units = re.findall(_UNBROKEN, shorter)
    kept = units[: max(1, _fitting(units, fits))]
    while len(kept) > 1 and kept[-1] in _NEVER_LAST:
        kept.pop()
    return _ended(kept)


_UNBROKEN = re.compile(
    r"\([^()]*\)\S*"  # what is in brackets
    r"|\d{1,2} [A-Z][a-z]+ \d{4}\S*"  # a date
    r"|[A-Z]{2,} \d\S*"  # the number of an indicator
    r"|[^\s\d]*\d\S* (?:days?|weeks?|months?|points?)\b\S*"  # a number with its unit
    r"|\S+"
)


def _fitting(words: Sequence[str], fits: Fits) -> int:
    """Return how many words of a text fit with three dots after them."""
    return _last(range(1, len(words)), lambda number: fits(_ended(words[:number])))


def _with_gap(words: list[str], kept: int, start: int, needed: int, fits: Fits) -> str:
    """Return the first words and as many of those from the start on as fit; empty if they are fewer than needed."""
    begin = words[:kept]
    while begin and begin[-1].lower() in _NEVER_LAST:
        begin = begin[:-1]

    def said(first: int, last: int) -> str:
        rest = words[first:last]
        return " ".join([*begin, "...", *([_ended(rest)] if last < len(words) else rest)])

    first = max(start, kept + 1)
    last = _last(range(first + 1, len(words) + 1), lambda end: fits(said(first, end)))
    if last - first < min(needed, len(words) - first) or not last:
        return ""
    while last == len(words) and first - 1 > kept and fits(said(first - 1, last)):
        first -= 1
    return said(first, last)


def _last(numbers: range, fits: Callable[[int], bool]) -> int:
    """Return the largest of these numbers that fits, 0 for none; the smaller ones fit if one does."""
    low, high = numbers.start - 1, numbers.stop - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low if low >= numbers.start else 0


def _ended(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(" .,;:") + "..."
