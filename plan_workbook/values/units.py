"""Units of measure, and numbers written with units."""

from __future__ import annotations

from decimal import Decimal

from plan_workbook.values.text import fold, plain

PERCENT_WORDS = frozenset({"%", "per cent", "percent", "pct"})
_NO_UNIT = frozenset({"number", "no", "no.", "count"})
SINGULAR = {
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "hour": "hours",
    "minute": "minutes",
    "child": "children",
    "person": "people",
    "case": "cases",
    "visit": "visits",
    "working day": "working days",
    "pound": "£",
    "pounds": "£",
    "wk": "weeks",
    "wks": "weeks",
    "hr": "hours",
    "hrs": "hours",
    "yr": "years",
    "yrs": "years",
    "mth": "months",
    "mths": "months",
    "min": "minutes",
    "mins": "minutes",
}


def plain_unit(text: str) -> str:
    """Return the unit in its form for comparison: ``days`` for ``day``, ``%`` for ``per cent``, "" for ``number``."""
    unit = fold(text)
    if unit in PERCENT_WORDS:
        return "%"
    return "" if unit in _NO_UNIT else SINGULAR.get(unit, unit)


def plain_number(value: Decimal) -> str:
    """Return the number in plain digits, without an exponent or trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def hundredfold(text: str) -> str:
    """Return a fraction typed as text as the percentage it may mean: ``0.41`` gives ``41``."""
    return plain_number(Decimal(plain(text)) * 100)


def with_unit(value: Decimal, unit: str | None) -> str:
    """Return a value written with its unit: ``98%``, ``£1200``, ``590 days``, ``19``."""
    number = plain_number(value)
    if not unit:
        return number
    if unit in "£$€":
        return f"-{unit}{number[1:]}" if number.startswith("-") else unit + number
    return f"{number}%" if unit == "%" else f"{number} {unit}"
