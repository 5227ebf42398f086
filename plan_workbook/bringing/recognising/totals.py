"""Rows that only add up those above them: no heading, no title and no action, whatever else they look like."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_TOTAL = pattern(
    r"(?:(?:grand|sub)[ -]?)?totals?\b.{0,40}|number of (?:actions|measures|indicators)\W*"
    r"|.{1,60}\s(?:(?:grand|sub)[ -]?)?totals?\W*"
)
_COUNT = pattern(r"\s*[\u00a3-]?\d[\d,.]*\s*(?:%|[a-z]+)?\s*")
"""Of a total: ``5``, ``62%``, ``4 actions``."""
_WITH_COUNTS = pattern(
    r"(?:(?:grand|sub)[ -]?totals?|totals?)\b(?: number of)?(?: \w+){0,3}\s*[:=\u2013-]?\s*\(?\d+\b[^.!?]{0,120}\.?"
)
"""A total in one cell: ``Sub-total: 4 actions (1 blue, 3 green)``."""


def is_a_total(texts: Sequence[str]) -> bool:
    """Tell whether the texts of a row are a total: the word for it, and figures only, in one cell or in several."""
    first, *others = texts
    if not others:
        return _WITH_COUNTS.fullmatch(fold(first)) is not None
    return _TOTAL.fullmatch(fold(first)) is not None and all(map(_COUNT.fullmatch, map(fold, others)))
