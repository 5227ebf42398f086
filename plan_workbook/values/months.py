"""The English names of months."""

from __future__ import annotations

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {name: number for number, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
MONTH_NAMES = frozenset(_NUMBERS)
"""The names and their usual abbreviations."""


def month_number(name: str) -> int | None:
    """Return 1 to 12 for an English month name or its usual abbreviation, in any case; None for any other word."""
    return _NUMBERS.get(name.casefold())
