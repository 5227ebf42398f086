"""What a paragraph of progress says about its own recommendation: another rating, or that it is closed.

Only a plain statement about the present counts. Statements about the past, the future, intentions or conditions are
ignored, and so are negatives and statements about an action, an audit or a case.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plan_workbook.patterns import pattern
from plan_workbook.plan.scale import Rating, Scale
from plan_workbook.values.months import MONTHS
from plan_workbook.values.text import fold, is_blank, plain

LONGEST = 20_000
"""How many characters of a paragraph are looked at."""
_SENTENCE = pattern(r"[.!?;](?=\s)|\n")
_NOT_NOW = pattern(
    r"(?i)\b(?:whether|was|were|had|previously|previous|formerly|before|last|moved|moving|moves|changed|improved|raised|"
    r"lowered|from|no longer|not|cannot|never|\w+n't|will|would|should|could|may|might|if|once|when|until|unless|"
    r"expected|expect|hope|aim|aims|aiming|plan to|planned|intend\w*|propos\w+|towards?|forecast|target|next|soon|"
    r"going to|to be|to become|to make)\b"
)
_SAID_OF_ANOTHER = pattern(
    r"(?i)\b(?:actions?|indicators?|pis?|kpis?|audits?|audited|cases?|risks?|measures?|targets?|files?|assessments?|"
    r"records?|plans?|milestones?|tasks?|other|all|most|some|each|every|those|these|ofsted|inspect\w+)\b"
)
_NOT_YET = pattern(
    r"(?i)\b(?:not|cannot|never|no longer|\w+n't|yet|will|would|should|could|may|might|if|once|when|until|unless|"
    r"before|expected|expect|hope|aim|aims|aiming|plan to|planned|plans to|intend\w*|propos\w+|towards?|working to|"
    r"next|soon|going to|to be|to become|ready|consider\w*|request\w*|recommend(?:ed)?|agree to|almost|nearly|partly)\b"
)
_CLOSED = pattern(
    r"(?i)\b(?:is|are|now|become|becomes|became|therefore|moved|transferred|transitioned|passed|closed|"
    r"embedded|treated|regarded|managed|delivered|run)\s(?:(?:now|therefore|fully|part|of|in|into|to|as|and|over|"
    r"our|the|under|treated|regarded|embedded|within|being)\s){0,6}['\"]?(?:business[ -]as[ -]usual|bau)\b"
)


_MONTHS = "|".join(month[:3] for month in MONTHS)
_ANOTHER_TIME = pattern(
    rf"(?i)\W*(?:once|when|if|after|until|subject|pending|as soon|last|previously|before|"
    rf"(?:from|by|in|at|since)\s(?:the\s)?(?:{_MONTHS}|next|last|end|q[1-4]|\d))"
)
"""Words that come after a statement about another time."""


def says_closed(text: str) -> str | None:
    """Return the words by which a paragraph calls its recommendation business as usual, or None."""
    folded = fold(text)
    if "usual" not in folded and "bau" not in folded:
        return None
    for sentence in _sentences(text):
        found = _CLOSED.search(sentence)
        if found and _is_about_now(sentence, found, _NOT_YET):
            return found[0]
    return None


@lru_cache(maxsize=2048)
def stated_rating(text: str, scale: Scale) -> tuple[Rating, str] | None:
    """Return the rating a paragraph states, with its words; None if it states none, or several."""
    if not scale.ratings or (text.isascii() and _A_WORD.search(text) is None):
        return None
    found: dict[str, tuple[Rating, str]] = {}
    statements = _statements(scale)
    for sentence in _sentences(text):
        for match in statements.finditer(sentence):
            stated = _is_about_now(sentence, match, _NOT_NOW) and not _OF_A_PART.match(sentence, match.end())
            rating = _rating(match, sentence, scale) if stated else None
            if rating:
                found[rating.label] = rating, match[0].strip()
    return next(iter(found.values())) if len(found) == 1 else None


_A_WORD = pattern(r"(?i)rag|rated|overall|current")
"""One of these is in every statement of a rating, and most paragraphs have none."""
_CLAUSE = pattern(r"(?i),|\b(?:so|but|because|though|although)\b")
_CONDITION = pattern(r"(?i)\W*(?:if|once|when|until|unless|should|before|after)\b")
_ANOTHER_ITEM = pattern(r"(?i)\b(?:recommendation|priority|theme|item)\s+\w*\d[\w.]*(?:'s)?(?:\s\w+){0,2}\W*$")
_OF_A_PART = pattern(r"(?i)\W*(?:by\b|for (?!this))")
"""Words that come after the rating of something else, or of only a part."""


def _is_about_now(sentence: str, found: re.Match[str], otherwise: re.Pattern[str]) -> bool:
    """Tell whether the words found are about the present and this recommendation, going by the words around them.

    An earlier clause counts only if it is a condition; ``the target was not met, so ...`` is not.
    """
    before = sentence[: found.start()]
    clause = before if _CONDITION.match(before) else _CLAUSE.split(before)[-1]
    nearest = " ".join(clause.split()[-3:])
    if _SAID_OF_ANOTHER.search(nearest) or _ANOTHER_ITEM.search(clause):
        return False
    return not otherwise.search(clause + found[0]) and not _ANOTHER_TIME.match(sentence, found.end())


def _rating(match: re.Match[str], sentence: str, scale: Scale) -> Rating | None:
    if match["code"]:
        return next((r for r in scale.ratings if plain(r.code) == match["code"]), None)
    if match["rated"] and _SAID_OF_ANOTHER.search(sentence[: match.start("rated")]):
        return None
    return scale.rating_called(match["label"] or match["rated"])


@lru_cache(maxsize=8)
def _statements(scale: Scale) -> re.Pattern[str]:
    labels = _any({r.label for r in scale.ratings} | {r.code for r in scale.ratings if len(r.code.strip()) > 2})
    codes = _any({r.code for r in scale.ratings})
    rag = r"\b(?i:rag(?:[ -](?:rating|rated|status))?|(?:overall|current)\s(?:rating|status))\b"
    about = r"(?i:\s(?:for|of)\s(?:this|the)\s\w+)?"
    now = r"(?i:\s(?:is|remains|stays)(?:\s(?:now|currently|still|therefore|at|as))*\s|\s?[:=]\s?|\s-\s|\sas\s|\s)"
    apart = rf"(?!\w|-\w|\s?(?:/|&|(?:or|and|to)\b)\s?(?i:{labels})\b)"
    quote = r"['\"(]?"
    return re.compile(
        rf"{rag}{about}{now}{quote}(?P<label>(?i:{labels})){apart}"
        rf"|{rag}{about}(?i:\s(?:is|remains)(?:\s(?:now|currently|still))?\s|\s?[:=]\s?){quote}(?P<code>{codes}){apart}"
        rf"|\b(?i:rated)(?i:\sas|\s?:)?\s{quote}(?P<rated>(?i:{labels})){apart}"
    )


def _any(words: set[str]) -> str:
    """Return a pattern for any of the words, the longest first; it matches nothing if there are none."""
    longest_first = sorted((plain(word) for word in words if not is_blank(word)), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first)) or r"(?!)"


def _sentences(text: str) -> list[str]:
    return [plain(each) for each in _SENTENCE.split(text[:LONGEST])]
