"""The numbers of a plan's items, as people write them and as they are compared. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from plan_workbook.values.text import fold

DEFAULT_ITEM_WORD = "Recommendation"
"""The word for a plan's items, unless it has its own."""
_WORDS = (DEFAULT_ITEM_WORD, "Rec", "R", "Number", "No", "#")
"""What people write before a number."""


_SHORT = {"recommendation": "Rec"}
"""Words for items that are too long for a narrow column, and what they are there."""


def short_word(item_word: str) -> str:
    """Return a plan's word for its items as a narrow column has it before a number: ``Rec``, ``Priority``."""
    return _SHORT.get(fold(item_word), item_word[:1].upper() + item_word[1:])


def plain_number(text: str, item_word: str = DEFAULT_ITEM_WORD) -> str:
    """Return a number as it is compared: ``12`` for ``R12``, ``Recommendation 12`` and ``12.``, ``7`` for ``07``."""
    bare = bare_number(fold(text), item_word)
    return str(int(bare)) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else bare


def bare_number(text: str, item_word: str = DEFAULT_ITEM_WORD) -> str:
    """Return a number as a sentence has it after the item's word: ``12`` for ``R12``, ``15a`` for ``No. 15a.``."""
    return _before_a_number(item_word).sub("", text.strip()).rstrip(" .:")


@lru_cache(maxsize=64)
def _before_a_number(item_word: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in (item_word, *_WORDS) if word)
    return re.compile(rf"\A(?:(?:{words})[\s.:-]*)*(?=\d)", re.IGNORECASE)


class Numbers:
    """The numbers of a plan's items, by which others are recognised."""

    def __init__(self, numbers: Collection[str], item_word: str = DEFAULT_ITEM_WORD) -> None:
        """Take the numbers as they are listed."""
        self._item_word = item_word
        self._known = {fold(number) for number in numbers}
        plain = Counter(plain_number(number, item_word) for number in self._known)
        self._by_plain = {key: number for number in self._known if plain[key := plain_number(number, item_word)] == 1}

    def meant(self, text: str) -> str:
        """Return the number that a text means, folded: a listed one if the text can only mean that."""
        number = fold(text)
        if number in self._known:
            return number
        return self._by_plain.get(plain_number(text, self._item_word), number)

    def __contains__(self, text: str) -> bool:
        """Tell whether a text means a listed number."""
        return self.meant(text) in self._known
