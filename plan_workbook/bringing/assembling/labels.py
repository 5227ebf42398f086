"""What a label says of the text after it, or a heading of the texts below it: a field of a recommendation."""

from __future__ import annotations

import re
from functools import lru_cache

from plan_workbook import register
from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.fitting import says_a_rating_now
from plan_workbook.bringing.recognising.wording import most_like, words_of
from plan_workbook.bringing.recognising.words import AN_ITEM_WORD, FIELDS, WORDS
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

PARAGRAPHS = tuple(register.PARAGRAPHS.values())
"""The fields that several paragraphs make up."""
_SURE = 0.9
_LONGEST = 80
_PERIODS = frozenset({"period", "month", "quarter", "week", "term", "step"})
"""What is next, at the end of a heading of next steps: `Activity planned next month`."""
_OBJECTIVES = next(each for each in WORDS[Kind.ACTIONS] if each.field == fields.OBJECTIVE).words
_ITEM_WORD = pattern(rf"\A(?:{AN_ITEM_WORD})\s+(?=\S)", re.IGNORECASE)
_RATINGS = ("rag", "brag", "rating", "rag rating", "brag rating", "rag status", "brag status", "status")
"""What a label says after the word for an item if it names how that is rated: `Theme rating`."""
_SINCE_THEN = 0.99
"""How much a word means without the time that follows it: `Progress since June`."""
_A_LABEL = pattern(r"\s*[^\W\d_][^.;!?\n]*\Z")
_UPDATES = frozenset({"latest", "now"})
"""What a text below a row begins with that only says how far it has come, apart from the words for a comment."""
_SINCE = pattern(r"\s+(?:since|during|in|for|over|made|to date|so far|this|from|as at)\b.*\Z")


@lru_cache(maxsize=4096)
def field_of(label: str) -> str:
    """Return the field of a recommendation that a label names, ``Lead`` for ``Priority lead:``; empty if none."""
    said = label.strip().rstrip(":").casefold()
    if not said or len(said) > _LONGEST:
        return ""
    likely = [(_likeness(said, (each.field, *each.words)), each.field) for each in WORDS[Kind.RECOMMENDATIONS]]
    best, field = max(likely)
    if best < _SURE and "next" in (words := words_of(said)) and words[-1] in _PERIODS:
        return fields.NEXT_STEPS
    own = _ITEM_WORD.sub("", said)
    if best < _SURE and (says_a_rating_now(said) or (own != said and most_like(own, _RATINGS) >= _SURE)):
        return fields.RAG
    return field if best >= _SURE else ""


def _likeness(said: str, words: tuple[str, ...]) -> float:
    without = _SINCE.sub("", said)
    return max(most_like(said, words), _SINCE_THEN * most_like(without, words) if without else 0.0)


@lru_cache(maxsize=4096)
def is_objective(label: str) -> bool:
    """Tell whether a label names what the actions below it are for: ``Outcome sought``, ``Goal``."""
    said = label.strip().rstrip(":")
    return 0 < len(said) <= _LONGEST and most_like(said, (fields.OBJECTIVE, *_OBJECTIVES)) >= _SURE


def section_of_item(heading: str) -> str:
    """Return the field that the paragraphs below a heading make up, ``Progress``; empty if it is another heading."""
    field = field_of(heading)
    return field if field in PARAGRAPHS else ""


def is_of_a_row(kind: Kind, label: str) -> bool:
    """Tell whether a label names a field of an action or an indicator: `Update`."""
    return said_of_a_row(kind, f"{label.strip().rstrip(':')}: -")[1] == "-"


def label_of(paragraph: str) -> str:
    """Return the few words before the colon that a paragraph begins with: ``What worries us``; empty if none are."""
    label, colon, rest = paragraph.partition(":")
    return label.strip() if colon and rest[:1].isspace() and len(label) <= _LONGEST and _A_LABEL.match(label) else ""


def is_an_update(text: str) -> bool:
    """Tell whether a text across a table begins with a word for what is new of the row above: ``Latest: all well``."""
    label, rest = _label_and_rest(text)
    return bool(rest) and fold(label) in _UPDATES


def _label_and_rest(text: str) -> tuple[str, str]:
    """Return what is before a colon or a dash, and after it; nothing after it if there is none."""
    marks = (":", " - ")
    label, _, rest = min((text.strip().partition(mark) for mark in marks), key=lambda parts: len(parts[0]))
    return label, rest.strip()


@lru_cache(maxsize=4096)
def said_of_a_row(kind: Kind, text: str) -> tuple[str, str]:
    """Return which field of a row a text below it is for, and the text without its label: a comment if it has none."""
    label, rest = _label_and_rest(text)
    if not rest or len(label) > _LONGEST:
        return fields.COMMENT, text.strip()
    if fold(label) in _UPDATES:
        return fields.COMMENT, rest
    likely = [(most_like(label, (each.field, *each.words)), each.field) for each in WORDS[kind]]
    best, field = max(likely)
    known = best >= _SURE and field in FIELDS[kind]
    return (field, rest) if known else (fields.COMMENT, text.strip())
