"""Signs and words within ratings that say what these mean: a green circle, a tick, `closed`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from plan_workbook.bringing.recognising.rating_words import COLOURS, COUNTS_AS, SAID_OF_RATINGS, SIGNS
from plan_workbook.patterns import pattern
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import fold

_SIGNS: Mapping[str, str] = {sign: word for word, signs in SIGNS.items() for sign in signs}
_ARROWS = frozenset(map(chr, range(0x2190, 0x2200)))
_LOST = "? "
"""What a CSV file has before the words for a sign that its encoding does not have."""
_SHORTEST_WHOLE = 2
"""Letters of a word that is cut."""
_LONGEST = 60
_WORD = pattern(r"[^\W_]+")
_MOST_WORDS = 6
"""Of a rating."""


@lru_cache(maxsize=4096)
def without_sign(text: str) -> str:
    """Return a rating without the sign before or after its words; of a sign alone, the word that it means.

    Of other texts, nothing is changed.
    """
    if text.startswith(_LOST):
        return text.removeprefix(_LOST)
    whole = "".join(text.split())
    if whole != text and len(whole) > _SHORTEST_WHOLE and fold(text) not in COUNTS_AS and fold(whole) in COUNTS_AS:
        return whole  # a column of a PDF was too narrow for it
    if text.isascii() or len(text) > _LONGEST:
        return text
    words = text.strip()
    while words and _is_sign(words[0]):
        words = words[1:].lstrip()
    while words and _is_sign(words[-1]):
        words = words[:-1].rstrip()
    if words:
        return words
    said = [_SIGNS[each] for each in text if each in _SIGNS]
    return said[0] if len({*said}) == 1 else text


def _is_sign(letter: str) -> bool:
    return letter in _SIGNS or letter in _ARROWS or unicodedata.category(letter) in ("So", "Mn", "Cf")


def said_within(text: str) -> CountsAs | None:
    """Return what a short text counts as by the words within it, ``Action now closed``; None if they do not say it."""
    words = _WORD.findall(fold(without_sign(text)))
    if len(words) > _MOST_WORDS:
        return None
    said = f" {' '.join(words)} "
    found = next((counts for counts, its in SAID_OF_RATINGS if any(f" {word} " in said for word in its)), None)
    colours = {COUNTS_AS[word] for word in words if word in COLOURS}
    return found if colours <= {found} else None
