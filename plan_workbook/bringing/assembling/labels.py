"""What a label says of the text after it, or a heading of the texts below it: a field of a recommendation."""

from __future__ import annotations

from functools import lru_cache

from plan_workbook import register
from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.wording import most_like, words_of
from plan_workbook.bringing.recognising.words import FIELDS, WORDS
from plan_workbook.patterns import pattern

PARAGRAPHS = tuple(register.PARAGRAPHS.values())
"""The fields that several paragraphs make up."""
_SURE = 0.9
_LONGEST = 80
_PERIODS = frozenset({"period", "month", "quarter", "week", "term", "step"})
"""What is next, at the end of a heading of next steps: `Activity planned next month`."""
_OBJECTIVES = next(each for each in WORDS[Kind.ACTIONS] if each.field == fields.OBJECTIVE).words
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
    return field if best >= _SURE else ""


def _likeness(said: str, words: tuple[str, ...]) -> float:
    without = _SINCE.sub("", said)
    return max(most_like(said, words), most_like(without, words) if without else 0.0)


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


@lru_cache(maxsize=4096)
def said_of_a_row(kind: Kind, text: str) -> tuple[str, str]:
    """Return which field of a row a text below it is for, and the text without its label: a comment if it has none."""
    label, colon, rest = min((text.strip().partition(mark) for mark in (":", " - ")), key=lambda parts: len(parts[0]))
    if not colon or not rest.strip() or len(label) > _LONGEST:
        return fields.COMMENT, text.strip()
    likely = [(most_like(label, (each.field, *each.words)), each.field) for each in WORDS[kind]]
    best, field = max(likely)
    known = best >= _SURE and field in FIELDS[kind]
    return (field, rest.strip()) if known else (fields.COMMENT, text.strip())
