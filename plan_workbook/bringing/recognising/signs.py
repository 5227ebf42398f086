"""Signs that are ratings, or stand before their words: a green circle, a tick, an emoji."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_WORDS: Mapping[str, str] = {
    "Red": "\U0001f534\U0001f7e5\U0001f6d1\u274c\u2716\u2717\u2718\u2715",
    "Amber": "\U0001f7e0\U0001f7e7\U0001f7e1\U0001f7e8\u26a0",
    "Green": "\U0001f7e2\U0001f7e9",
    "Blue": "\U0001f535\U0001f7e6",
    "Complete": "\u2713\u2714\u2705\u2611",
    "Not started": "\u26aa\u2b1c\u25fb\u25ab",
    "Black": "\u26ab\u2b1b",
}
_SIGNS: Mapping[str, str] = {sign: word for word, signs in _WORDS.items() for sign in signs}
_LONGEST = 60


@lru_cache(maxsize=4096)
def without_sign(text: str) -> str:
    """Return a rating without the sign before or after its words; of a sign alone, the word that it means.

    Of other texts, nothing is changed.
    """
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
    return letter in _SIGNS or unicodedata.category(letter) in ("So", "Mn", "Cf")
