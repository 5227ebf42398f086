"""Whether two texts are the beginning and the end of one word, by the words of the document and how words are spelt."""

from __future__ import annotations

import re
from collections.abc import Collection

_SMALL = frozenset(
    {
        "a",
        "i",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "on",
        "or",
    }
    | {
        "so",
        "to",
        "up",
        "us",
        "we",
        "all",
        "and",
        "any",
        "are",
        "but",
        "can",
        "did",
        "for",
        "from",
        "get",
        "had",
        "has",
    }
    | {"her", "him", "his", "how", "its", "may", "new", "not", "now", "off", "one", "our", "out", "own", "per", "set"}
    | {"she", "the", "two", "use", "via", "was", "who", "why", "will", "with", "led", "need", "used", "red", "aged"}
)
"""Short words that are words of their own, not the ends of others."""
_ENDS = re.compile(
    r"[a-z]{0,2}(?:i?ons?|[st]ions?|ments?|it(?:y|ies)|ing(?:s|ly)?|all?y|[ae]nc(?:e|es|y|ies)|c(?:y|ies)|[ai]ble|[ai]bly|ness|ful|fully|"
    r"ives?|ively|e?rs?|e?d|e?s|al|ly|s?hips?|ologi?(?:y|ies|cal)|[ao]ry|[ao]ries|isms?|ists?|ous|ently|antly|ise[ds]?|uals?)"
)
"""What words end in, with the letters that may be before it where a line is full."""
_WHOLE = re.compile(
    r".{2,}(?:[st]ions?|ments?|it(?:y|ies)|ings?|ly|[ae]nc(?:e|es|y)|ness|ful|ive|ers?|ors?|ed|es|able|ible|al|ship|ists?|ry|ts|ns|ds)"
)
"""What whole words end in."""
_HALF = re.compile(r".*(?:[ijquv]|[^aeiou]io|[bcdgkmnp]l|[bcdfgklmnpst]r)|[^aeiouy]{4,}")
"""What words hardly ever end in."""
_BEGINNING = re.compile(
    r"(?:s?[cklmnptw]?[hlr]?[aeiouy]|[bcfgkp][lr]|[dfgpt]r|[dst]w|[cgpstrw]h|gn|kn|ps|qu|sc|sk|sl|sm|sn|sp|st|sch|th[rw]|"
    r"[aeiou]|[b-df-hj-np-tv-z][aeiouy])"
)
"""What words begin with."""


def seems_cut(begun: str, rest: str, words: Collection[str]) -> bool:
    """Tell whether a line's only word, which is as wide as its cell, goes on in the first word of the next line.

    Args:
        begun: the line's word, in small letters.
        rest: the first word of the next line.
        words: the whole words of the document.
    """
    if begun + rest in words:
        return True
    if begun in words and (rest in words or rest in _SMALL):
        return False
    if _HALF.fullmatch(begun) or not _BEGINNING.match(rest):
        return True
    if rest in words or rest in _SMALL or begun in words:
        return begun not in words and rest not in _SMALL and len(rest) < 3
    if len(rest) < 3:
        return True
    return _ENDS.fullmatch(rest) is not None and not (_WHOLE.fullmatch(begun) and len(rest) > 4)
