"""Headings whose words are cut, as narrow columns of a PDF cut them: ``Plan nedend`` is ``planned end``."""

from __future__ import annotations

from functools import lru_cache

from plan_workbook.bringing.recognising.words import ITEM_WORDS, WORDS
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_WORD = pattern(r"[^\W_]+")
_MOST_LETTERS = 60
_SMALL = frozenset(["a", "of", "the", "to", "in", "by", "is", "we", "and", "for", "or", "on", "no", "at", "be", "it"])


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the words of all headings."""
    said = [word for headings in WORDS.values() for each in headings for word in (each.field, *each.words, *each.vague)]
    return frozenset(
        word for text in (*said, *ITEM_WORDS) for word in _WORD.findall(fold(text)) if len(word) > 2 or word in _SMALL
    )


@lru_cache(maxsize=8192)
def whole_words(heading: str) -> str:
    """Return a heading with its words whole, if some are not known and all would be; else as it is."""
    words = _WORD.findall(fold(heading))
    letters = "".join(words)
    if len(words) < 2 or not 5 < len(letters) <= _MOST_LETTERS or any(map(str.isdigit, letters)):
        return heading
    known = _known()
    if all(word in known or f"{word}s" in known or word.removesuffix("s") in known for word in words):
        return heading
    return " ".join(_parted(letters, known)) or heading


def _parted(letters: str, known: frozenset[str]) -> list[str]:
    """Return letters as the fewest known words that they are; nothing if they are none."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 20), end):
            word, before = letters[start:end], best[start]
            if before is not None and (word in known or (len(word) > 4 and word.removesuffix("s") in known)):
                so_far = best[end]
                if so_far is None or len(before) + 1 < len(so_far):
                    best[end] = [*before, word]
    return best[-1] or []
