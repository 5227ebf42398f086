"""Which row of this month is which row of last month's. Pure functions.

Rows are never matched by their place, because rows are inserted, sorted and moved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

T = TypeVar("T")
Key = Callable[[T], Hashable | None]
LIKE = 85
"""How alike two texts must be, of 100, to be versions of one text though their refs differ."""
_SAME_NAME = 40
"""What the same ref is worth in addition, of 100: a ref that stayed outweighs a text that is only a little closer."""
_FIGURES = re.compile(r"\d+")
"""Texts that differ in a number are not versions of one text: ``Audit team 3``, ``Audit team 4``."""
_MOST_PAIRS = 20_000
"""Comparing more pairs of texts takes too long; then only equal texts and refs count."""


def matched(now: Sequence[T], then: Sequence[T], name: Key[T], text: Callable[[T], str | None]) -> dict[int, int]:
    """Return the position of last month's version of each row, by the row's own position.

    Rows are the same if their texts are, if only one on each side has that text. Of the others, those are taken to be
    the same first whose names (a ref, a number) or texts are closest: the same name is enough, and without it the texts
    must be much alike.

    Args:
        now: this month's rows.
        then: last month's.
        name: returns what people call a row by; None if it has no name.
        text: returns what a row says, folded; None if it says nothing.
    """
    found: dict[int, int] = {}
    for key in (lambda each: (name(each), text(each)) if text(each) else None, text):
        found |= _by_key(now, then, key, found)
    return found | _closest(now, then, name, text, found)


def _by_key(now: Sequence[T], then: Sequence[T], key: Key[T], found: dict[int, int]) -> dict[int, int]:
    this = _only(enumerate(now), key, found.keys())
    that = _only(enumerate(then), key, found.values())
    return {at: that[shared] for shared, at in this.items() if shared in that}


def _only(items: Iterable[tuple[int, T]], key: Key[T], taken: Iterable[int]) -> dict[Hashable, int]:
    """Return the positions of items by their keys, without those that share a key: nobody can tell them apart."""
    left_out, groups = set(taken), defaultdict[Hashable, list[int]](list)
    for position, item in items:
        if position not in left_out and (shared := key(item)) is not None:
            groups[shared].append(position)
    return {shared: group[0] for shared, group in groups.items() if len(group) == 1}


def _closest(
    now: Sequence[T], then: Sequence[T], name: Key[T], text: Callable[[T], str | None], found: dict[int, int]
) -> dict[int, int]:
    same_name = _by_key(now, then, name, found)
    these = [at for at in range(len(now)) if at not in found]
    taken = set(found.values())
    those = [at for at in range(len(then)) if at not in taken]
    if len(these) * len(those) > _MOST_PAIRS:
        return same_name
    pairs = []
    for this in these:
        for that in those:
            close, named = _likeness(text(now[this]), text(then[that])), same_name.get(this) == that
            if named or close >= LIKE:
                pairs.append((close + _SAME_NAME * named, -this, -that))
    closest: dict[int, int] = {}
    for _, this, that in sorted(pairs, reverse=True):
        if -this not in closest and -that not in closest.values():
            closest[-this] = -that
    return closest


def _likeness(one: str | None, other: str | None) -> float:
    """Return how alike two texts are, from 0 to 100: 0 if one is empty, or if their figures differ."""
    if not one or not other or _FIGURES.findall(one) != _FIGURES.findall(other):
        return 0.0
    return fuzz.ratio(one, other)


def unaccounted(left: Sequence[T], gone: Sequence[T], name: Key[T], text: Callable[[T], str | None]) -> list[T]:
    """Return the rows of last month that no row of this month can be, not even one of several that are the same.

    `left` and `gone` are the rows of both months for which `matched` found nothing. Rows without name and text are left
    out, because nobody can say what is missing.
    """
    here = Counter[Hashable]([("text", text(each)) for each in left] + [("name", name(each)) for each in left])
    missing = []
    for each in gone:
        said = [key for key in (("text", text(each)), ("name", name(each))) if key[1] is not None]
        same = next((key for key in said if here[key] > 0), None)
        if same:
            here[same] -= 1
        elif said:
            missing.append(each)
    return missing
