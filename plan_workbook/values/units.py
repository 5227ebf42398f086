"""Units of measure, and numbers written with units."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from plan_workbook.patterns import pattern
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
    "gbp": "£",
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


_CURRENCY = "£$€"
_THOUSAND, _MILLION, _BILLION = 3, 6, 9
_SCALES = {
    **dict.fromkeys(("k", "000", "000s", "'000", "'000s", "thousand", "thousands"), _THOUSAND),
    **dict.fromkeys(("mn", "million", "millions"), _MILLION),
    **dict.fromkeys(("bn", "billion", "billions"), _BILLION),
}
"""Words for a power of ten, which is given as its exponent."""
_SHORT_SCALES = {"m": _MILLION, "mil": _MILLION, "mill": _MILLION, "b": _BILLION, "th": _THOUSAND}
"""Words that mean it only in an amount of money: ``m`` alone may be metres."""
_SCALE_WORDS = {_THOUSAND: "thousand", _MILLION: "million", _BILLION: "billion"}
_SCALE_LETTERS = {_THOUSAND: "k", _MILLION: "m", _BILLION: "bn"}
_GOES_ON = pattern(r"\s?[/(,;]|\s(?:per|of|in|a|an|each|for|by|late|over|from|to|with|who)\b")
"""How a Unit cell continues after the unit itself: ``days per case``, ``% of reviews``."""
_ANY_WORD = pattern(r"\W")
"""After a rate: ``per 10,000 children``."""
_MOST_WORDS = 12
"""Of a unit; a longer text is a remark."""
_COMMA_IN_NUMBER = pattern(r"(?<=\d),(?=\d{3})")


class Unit(NamedTuple):
    """A unit with its power of ten apart: ``£`` and 6 for ``£m``."""

    base: str
    power: int = 0

    @property
    def text(self) -> str:
        """The unit in one form, whichever way it was written: ``£m``, ``thousand visits``."""
        if not self.power:
            return self.base
        if self.base[:1] in _CURRENCY and self.base:
            return self.base[0] + _SCALE_LETTERS[self.power] + self.base[1:]
        return f"{_SCALE_WORDS[self.power]} {self.base}".rstrip()


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """Return the unit that a text names, in its form for comparison."""
    unit = _COMMA_IN_NUMBER.sub("", fold(unicodedata.normalize("NFKC", text)))
    if unit in PERCENT_WORDS:
        return Unit("%")
    if unit in _NO_UNIT:
        return Unit("")
    currency = next((each for each in _CURRENCY if unit.startswith(each)), "")
    words = unit.removeprefix(currency).replace("(", " ").replace(")", " ").split()
    power = 0
    scales = _SCALES | _SHORT_SCALES if currency else _SCALES
    for at, word in enumerate(words):
        if word == "per" or "/" in word:
            break
        if word in scales and len(words) < _MOST_WORDS:
            power = scales[word]
            del words[at]
            break
    base = " ".join(words).removeprefix("of ") if power else unit.removeprefix(currency).strip()
    if currency:
        return Unit(currency + _after_currency(base), power)
    return Unit(SINGULAR.get(base, base), power)


def _after_currency(words: str) -> str:
    return words if words[:1] in ("", "/") else f" {words}"


def plain_unit(text: str) -> str:
    """Return the unit in its form for comparison: ``days`` for ``day``, ``%`` for ``per cent``, "" for ``number``."""
    return unit_of(text).text


def is_in_unit(shown: str, unit: str) -> bool:
    """Tell whether a value that shows one unit is in the unit of a Unit cell, which may say more.

    ``12 days`` is in ``days per case``, ``£900`` in ``£ per week`` and ``1.2m`` in ``£m``; but ``£1.2`` is not.
    """
    mine, wanted = unit_of(shown), unit_of(unit)
    if mine == wanted:
        return True
    if mine.base == "%":
        return wanted.base.startswith(("% ", "per cent ", "percent ", "percentage"))
    if mine.power == wanted.power and mine.base and wanted.base.startswith(mine.base):
        return (_ANY_WORD if mine.base.startswith("per ") else _GOES_ON).match(wanted.base, len(mine.base)) is not None
    power = mine.power if not mine.base else _SHORT_SCALES.get(mine.base)
    return bool(power) and power == wanted.power


def plain_number(value: Decimal) -> str:
    """Return the number in plain digits, without an exponent or trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def bare_number(text: str) -> Decimal:
    """Return the number that a text without a unit is: ``0.41``, ``- 0.41``, ``1,204``."""
    return Decimal(plain(text).replace(" ", "").replace(",", ""))


def hundredfold(text: str) -> str:
    """Return a fraction typed as text as the percentage it may mean: ``0.41`` gives ``41``."""
    return plain_number(bare_number(text) * 100)


def with_unit(value: Decimal, unit: str | None) -> str:
    """Return a value written with its unit: ``98%``, ``£1200``, ``£1.2m``, ``590 days``, ``19``."""
    number = plain_number(value)
    before, after = around(unit or "")
    return f"-{before}{number[1:]}{after}" if before and number.startswith("-") else f"{before}{number}{after}"


def around(unit: str) -> tuple[str, str]:
    """Return what is written before and after a number in that unit: ``£`` and ``m``, nothing and `` days``."""
    if not unit or unit[0] == "%":
        return "", unit
    if unit[0] not in _CURRENCY:
        return "", f" {unit}"
    found = unit_of(unit)
    return unit[0], found.text[1:] if found.power else _after_currency(unit[1:].strip())
