"""Lines that say something of an item, or only that there is nothing to say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plan_workbook.bringing.assembling.labels import is_objective
from plan_workbook.bringing.assembling.progress import is_business_as_usual
from plan_workbook.bringing.assembling.titles import lead_line, of_an_item
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.bringing.recognising.signs import said_within, without_sign
from plan_workbook.bringing.recognising.words import AN_ITEM_WORD, NONE_WORDS
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, says_no_value

_RATING_LINE = pattern(
    rf"(?i:(?:overall|current|{AN_ITEM_WORD})?\s*(?:b?rag|bragg?|rating)\s*(?:rating|status)?"
    rf"|(?:(?:overall|current|{AN_ITEM_WORD})\s+)?status|overall)"
    r"\s*[:\u2013-]\s*(?P<rating>.{1,24})"
)
_OBJECTIVE = pattern(
    r"\s*(?:(?:key|strategic|improvement|intended|desired|expected)\s+)?(?:objective|outcome|aim|goal)s?\s*(?:sought\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2})*[a-z]?\s*[:.\u2013\u2014-]?\s+|[:\u2013\u2014]\s*|\s-\s)(?P<text>[^\n]{4,400})",
    re.IGNORECASE,
)
_LEAST_OF_LEGEND = 3
"""Ratings in a row that only lists them."""
_NONE = pattern(
    r"(?:there (?:are|is|were) (?:currently |at present )?no|no|none|nil)\b(?:.{0,60}\b(?:indicators?|actions?|"
    r"measures?|tasks?|kpis?|pis?|targets?|data|updates?|milestones?|recommendations?|risks?|identified|applicable|"
    r"associated|outstanding)\b.{0,120}|\W*)"
)


def objective_in(text: str) -> str:
    """Return the objective that a line gives, ``Objective 1.2: Help is timely``; empty if it is another line."""
    if found := _OBJECTIVE.fullmatch(text):
        return found["text"].strip()
    label, colon, rest = text.strip().partition(":")
    return rest.strip() if colon and len(rest.split()) > 1 and is_objective(label) else ""


def gives_objective(label: str, text: str) -> bool:
    """Tell whether a label names an objective, and the text next to it is no item: ``Outcome | 1. Early help``."""
    said = of_an_item(text)
    return is_objective(label) and not (said.number.isdigit() and said.title)


def rating_line(text: str) -> str:
    """Return the rating that a line gives, ``RAG rating: Amber``; empty if it is another line."""
    found = _RATING_LINE.fullmatch(text.strip())
    rating = found["rating"].strip(" .") if found else ""
    known = fold(without_sign(rating)) in COUNTS_AS or said_within(rating) is not None
    return rating if known else ""


def tells_of_an_item(text: str) -> bool:
    """Tell whether a line says who leads an item, how it is rated, or that it is business as usual."""
    return bool(lead_line(text)) or is_business_as_usual(text) or bool(rating_line(text))


def says_only_none(text: str) -> bool:
    """Tell whether a text only says that there are none: ``There are no performance indicators``, ``None``."""
    folded = fold(text)
    if len(folded) > 250:
        return False
    begins = any(folded.startswith(word) for word in NONE_WORDS) or folded.startswith("no ") or folded == "nil"
    return begins and _NONE.fullmatch(folded) is not None


def is_nothing(text: str) -> bool:
    """Tell whether a cell holds only a way of saying that there is nothing."""
    return not text.strip() or says_no_value(text)


def is_a_legend(texts: Sequence[str]) -> bool:
    """Tell whether the texts of a row only list ratings, each once."""
    words = [fold(without_sign(text)) for text in texts]
    return len(words) >= _LEAST_OF_LEGEND and len({*words}) == len(words) and all(word in COUNTS_AS for word in words)
