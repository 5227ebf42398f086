"""Numbers as people write them: with a unit, a thousands comma or a percent sign, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from plan_workbook.plan.inputs import Problem, Raw
from plan_workbook.values.text import plain, says_no_value
from plan_workbook.values.units import SINGULAR, plain_unit

_NUMBER = r"(?P<sign>[-+]?)(?P<currency>[£$€]?)(?P<sign2>-?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+\.?)"
_WITH_UNIT = re.compile(rf"{_NUMBER}\s*(?P<unit>%|[^\W\d_][^\d%£$€()]*)?")
_ONE_WORD = re.compile(r"[^\W\d_]+")
_PLURALS = frozenset({*SINGULAR.values(), "children", "people"})
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\(.)|([£$€])')


@dataclass(frozen=True)
class Number:
    """The number in a cell: its value and the unit it shows, or the reason why it has no value."""

    value: Decimal | None = None
    unit: str | None = None
    problem: Problem | None = None


UNREADABLE = Number(problem=Problem.UNREADABLE)


def is_percent_format(number_format: str) -> bool:
    """Tell whether cells of this number format show a stored 0.41 as ``41%``."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def read_number(raw: Raw, number_format: str, unit: str) -> Number:
    """Read the value of an indicator in that unit (the Unit cell's text, or empty).

    The number format decides percentages: 0.41 shown as ``41%`` is 41. In an ordinary cell of a percentage
    indicator a number from 1 up is taken as a percentage and noted, one between 0 and 1 is ambiguous and gives
    no value.
    """
    if isinstance(raw, bool) or raw is None:
        return UNREADABLE
    if isinstance(raw, int | float):
        value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            return UNREADABLE
        if is_percent_format(number_format):
            return Number(value * 100, "%")
        shown = unit_of_format(number_format)
        return Number(value, shown) if shown else _unmarked(value, unit)
    if isinstance(raw, str):
        return _read_text(plain(raw), unit)
    return UNREADABLE


def read_percent(raw: Raw, number_format: str) -> Number:
    """Read a tolerance: ``5``, ``5%`` and 0.05 in a percentage cell are 5. Never below zero."""
    number = read_number(raw, number_format, "%")
    if number.problem is Problem.UNFORMATTED:
        number = Number(number.value, "%")
    if number.unit not in (None, "%") or (number.value is not None and number.value < 0):
        return UNREADABLE
    return number


def _unmarked(value: Decimal, unit: str) -> Number:
    """Read a bare number: in a percentage indicator it must say whether it is a percentage or a fraction."""
    if plain_unit(unit) != "%" or value == 0:
        return Number(value)
    if abs(value) < 1:
        return Number(problem=Problem.AMBIGUOUS)
    return Number(value, problem=Problem.UNFORMATTED)


def _read_text(text: str, unit: str) -> Number:
    found = _WITH_UNIT.fullmatch(text)
    if found is None or (found["currency"] and found["unit"]) or (found["sign"] and found["sign2"]):
        return UNREADABLE
    value = Decimal(found["sign"] + found["sign2"] + found["digits"].replace(",", ""))
    if found["currency"]:
        return Number(value, found["currency"])
    if found["unit"] is None:
        return _unmarked(value, unit)
    return Number(value, found["unit"]) if found["unit"] == "%" else _in_words(value, found["unit"].strip(), unit)


def _in_words(value: Decimal, word: str, unit: str) -> Number:
    """Read a number and a word: readable only if the word is a unit and not a remark (``41 approx``).

    A unit is the one in the Unit cell, a known one, or a single word that ends in s like a plural.
    """
    said = plain_unit(word)
    if said == "%":
        return Number(value, "%")
    known = said in _PLURALS or said == "£" or (said and said == plain_unit(unit))
    plural = _ONE_WORD.fullmatch(word) is not None and said.endswith("s") and not said.endswith("ss")
    return Number(value, word) if known or plural else UNREADABLE


def unit_of_format(number_format: str) -> str | None:
    """Return the unit that a number format shows next to the number (``0" days"``, ``"£"#,##0``), or None."""
    if number_format == "General":
        return None
    section = number_format.split(";")[0]
    literal = "".join("".join(parts) for parts in _LITERAL.findall(section)).strip()
    return literal if literal and not says_no_value(literal) and not literal.isdigit() else None
