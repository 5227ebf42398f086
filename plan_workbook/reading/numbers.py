"""Numbers as people write them: with a unit, a thousands comma or a percent sign, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from plan_workbook.plan.inputs import Problem, Raw
from plan_workbook.reading.figures import figure_shown
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.number_format import number_format as number_format_of
from plan_workbook.values.text import fold, plain, says_no_value
from plan_workbook.values.units import SINGULAR, is_in_unit, plain_unit, unit_of

_NUMBER = re.compile(
    r"(?P<sign>[-+]?)\s?(?P<currency>[£$€]?)\s?(?P<sign2>-?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+\.?)\s*(?P<rest>.*)",
    re.DOTALL,
)
_GOES_ON = re.compile(r"[\d.,]*\d")
"""More digits where the number should have ended: ``1,20``, ``1.2.3``."""
_IN_WORDS = re.compile(r"%|[^\W\d_][^\d%£$€()]*")
_RATE = re.compile(r"per \d", re.IGNORECASE)
_ONE_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_CURRENCIES = frozenset("£$€")
_PLURALS = frozenset({*SINGULAR.values(), "children", "people"})


class Number(NamedTuple):
    """The number in a cell: its value and the unit it shows, or the reason why it has no value."""

    value: Decimal | None = None
    unit: str | None = None
    problem: Problem | None = None


UNREADABLE = Number(problem=Problem.UNREADABLE)


def read_number(raw: Raw, number_format: str, unit: str) -> Number:
    """Read the value of an indicator in that unit (the Unit cell's text, or empty).

    The number format decides: 0.41 shown as ``41%`` is 41, and 1,200,000 shown as ``£1.2m`` is 1.2. In an ordinary cell
    of a percentage indicator a number from 1 up is taken as a percentage and noted, one between 0 and 1 is ambiguous
    and gives no value. A value in another unit gives none either.
    """
    if isinstance(raw, bool) or raw is None:
        return UNREADABLE
    if isinstance(raw, int | float):
        return _shown(as_decimal(raw), number_format, unit)
    if isinstance(raw, str):
        text = number_format_of(number_format).with_text(raw)
        return _in_its_unit(_read_text(plain(text), unit), unit)
    return UNREADABLE


def unit_of_row(unit: str, values: Iterable[tuple[Raw, str]]) -> str:
    """Return the unit of a row's numbers: that of its Unit cell, or else the first that a value shows.

    Each value comes with its number format, in the order in which they are asked: target, actual, previous.
    """
    if not says_no_value(unit):
        return unit
    numbers = (read_number(raw, number_format, "") for raw, number_format in values)
    return next((number.unit for number in numbers if number.unit), "")


def read_percent(raw: Raw, number_format: str) -> Number:
    """Read a tolerance: ``5``, ``5%`` and 0.05 in a percentage cell are 5. Never below zero."""
    number = read_number(raw, number_format, "%")
    if number.problem is Problem.UNFORMATTED:
        number = Number(number.value, "%")
    known = number.value is not None or number.problem in (None, Problem.AMBIGUOUS)
    if not known or number.unit not in (None, "%") or (number.value is not None and number.value < 0):
        return UNREADABLE
    return number


def _shown(value: Decimal, number_format: str, unit: str) -> Number:
    if not value.is_finite():
        return UNREADABLE
    figure = figure_shown(value, number_format, unit)
    if figure is None:
        return Number(problem=Problem.FORMAT_UNCLEAR)
    if figure.value is None:
        return Number()
    if figure.unit is None:
        return _unmarked(figure.value, unit)
    return _in_its_unit(Number(figure.value, figure.unit), unit)


def _in_its_unit(number: Number, unit: str) -> Number:
    """Return the number, without its value if it shows another unit than that of the Unit cell."""
    other = number.value is not None and number.unit and unit and not is_in_unit(number.unit, unit)
    return Number(None, number.unit, Problem.OTHER_UNIT) if other else number


def _unmarked(value: Decimal, unit: str) -> Number:
    """Read a bare number: in a percentage indicator it must say whether it is a percentage or a fraction."""
    if plain_unit(unit) != "%" or value == 0:
        return Number(value)
    if abs(value) < 1:
        return Number(problem=Problem.AMBIGUOUS)
    return Number(value, problem=Problem.UNFORMATTED)


def _read_text(text: str, unit: str) -> Number:
    """Read a text: a number before or after the words of the Unit cell, or with a unit that is known."""
    name = "" if says_no_value(unit) else plain(unit)
    begins_with_unit = _LETTER.search(name) is not None and fold(text[: len(name)]) == fold(name)
    found = _NUMBER.fullmatch(text[len(name) :].strip() if begins_with_unit else text)
    if found is None or _GOES_ON.match(found.string, found.end("digits")) or (found["sign"] and found["sign2"]):
        return UNREADABLE
    value = Decimal(found["sign"] + found["sign2"] + found["digits"].replace(",", ""))
    currency, rest = found["currency"], found["rest"]
    if begins_with_unit:
        return UNREADABLE if currency or rest else Number(value, name)
    if not rest:
        return Number(value, currency) if currency else _unmarked(value, unit)
    words = rest
    if currency:
        words = currency + rest if unit_of(currency + rest).power else f"{currency} {rest}"
    if name and unit_of(words) == unit_of(name):
        return Number(value, "%" if plain_unit(words) == "%" else words)
    if name and plain_unit(words) and is_in_unit(words, name):
        return Number(value, "%" if plain_unit(words) == "%" else words)
    if currency:
        return Number(value, words) if unit_of(words).power and unit_of(words).base in _CURRENCIES else UNREADABLE
    return _in_words(value, rest)


def _in_words(value: Decimal, word: str) -> Number:
    """Read a number and a word: readable only if the word is a unit and not a remark (``41 approx``).

    A unit is a known one, a rate (``per 10,000``), or a single word that ends in s like a plural.
    """
    if _RATE.match(word):
        return Number(value, word)
    if not _IN_WORDS.fullmatch(word):
        return UNREADABLE
    said = plain_unit(word)
    if said == "%":
        return Number(value, "%")
    known = said in _PLURALS or said == "£" or unit_of(word).power
    plural = _ONE_WORD.fullmatch(word) is not None and said.endswith("s") and not said.endswith("ss")
    return Number(value, word) if known or plural else UNREADABLE
