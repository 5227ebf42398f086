"""What stands in a cell of progress besides progress: the lead, that it is business as usual, the rating."""

from __future__ import annotations

import re
from typing import NamedTuple

from plan_workbook.bringing.assembling.titles import lead_line
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.patterns import pattern
from plan_workbook.plan.choices import Status
from plan_workbook.values.text import fold, is_blank

_BUSINESS_AS_USUAL = pattern(
    r"\W*(?:(?:status|now|moved to|this is|closed)\W*)*(?:business[\s-]+as[\s-]+usual|bau)(?:\s+activit(?:y|ies))?\W*",
    re.IGNORECASE,
)
_RATED = pattern(
    r"\b(?:the\s+)?(?:(?:current|overall|agreed|proposed)\s+)*(?:b?rag|bragg?|progress|delivery)\s*"
    r"(?:rating|status|rag)?\s*(?:is|remains|:|=|has been|\s[-\u2013])\s*"
    r"(?:now\s+|rated\s+|assessed as\s+)?(?P<rating>[A-Za-z]+(?:[ /][A-Za-z]+)?)",
    re.IGNORECASE,
)
_ALSO_OTHERWISE = frozenset({"good", "open", "started", "concern", "partial", "late", "met", "stuck"})
"""Ratings, folded, that sentences say of other things: `Overall progress is good`."""
_BULLET = pattern("\\s*(?:[\u2022\u00b7\u25aa\u25cf\u25e6\uf0b7]|[-*\u2013o]\\s)")


class Progress(NamedTuple):
    """The paragraphs of a cell of progress, and what its other lines say."""

    text: str
    """The paragraphs, with a blank line between them."""
    lead: str = ""
    status: str = ""
    rating: str = ""
    """The word that a sentence gives for the rating; the sentence stays in the text."""


def progress_in(text: str) -> Progress:
    """Return what a cell of progress says."""
    lead = status = ""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        named = lead_line(line)
        if named and not lead:
            lead = named
        elif not status and is_business_as_usual(line):
            status = Status.BUSINESS_AS_USUAL.value
        else:
            kept.append(line)
    return Progress(as_paragraphs("\n".join(kept)), lead, status, rating_said(text))


def is_business_as_usual(text: str) -> bool:
    """Tell whether a line only says that the recommendation is closed."""
    return _BUSINESS_AS_USUAL.fullmatch(text) is not None


def rating_said(text: str) -> str:
    """Return the rating that a sentence gives, ``The RAG rating is GREEN.``; empty if none does, or two differ."""
    said = {fold(word): word for word in map(_known, _RATED.finditer(text)) if word}
    return next(iter(said.values())) if len(said) == 1 else ""


def _known(found: re.Match[str]) -> str:
    both = found["rating"]
    words = (both, both.split()[0])
    return next((word for word in words if fold(word) in COUNTS_AS and fold(word) not in _ALSO_OTHERWISE), "")


def as_paragraphs(text: str) -> str:
    """Return a text with a blank line between its paragraphs; the points of a list stay with the line above."""
    lines = text.strip().split("\n")
    if any(is_blank(line) for line in lines):
        return re.sub(r"\n\s*\n+", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
    together = ""
    for line in lines:
        separator = "" if not together else "\n" if _BULLET.match(line) else "\n\n"
        together += separator + line.strip()
    return together
