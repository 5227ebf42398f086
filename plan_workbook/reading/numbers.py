"""Numbers as people write them: with a unit, a thousands comma or a percent sign, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from plan_workbook.patterns import pattern
from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Problem, Raw
from plan_workbook.plan.measures import Band
from plan_workbook.reading.figures import figure_shown
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.number_format import number_format as number_format_of
from plan_workbook.values.text import fold, plain, says_no_value
from plan_workbook.values.units import SINGULAR, is_in_unit, plain_unit, unit_of

_NUMBER = pattern(
    r"(?P<sign>[-+]?)\s?(?P<currency>[£$€]?)\s?(?P<sign2>-?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+\.?)\s*(?P<rest>.*)",
    re.DOTALL,
)
_GOES_ON = pattern(r"[\d.,]*\d")
"""More digits where the number should have ended: ``1,20``, ``1.2.3``."""
_IN_WORDS = pattern(r"%|[^\W\d_][^\d%£$€()]*")
_RATE = pattern(r"per \d", re.IGNORECASE)
_ONE_WORD = pattern(r"[^\W\d_]+")
_LETTER = pattern(r"[^\W\d_]")
_CURRENCIES = frozenset("£$€")
_PLURALS = frozenset({*SINGULAR.values(), "children", "people"})


POINTS = "points"
"""The unit of a difference between two percentages."""
_AS_POINTS = pattern(r"(?:percentage\s+)?points?\s*\Z|(?:pp|pts?)\s*\Z", re.IGNORECASE)
_FROM = pattern(r"(?:(between)|from) (?=[-+£$€\d])", re.IGNORECASE)
"""The word with which a range may begin."""
_TO = pattern(r"\s*(?:\bto\b|(?<=[\d%])to(?=[-+£$€\d]))\s*", re.IGNORECASE)
_AND = pattern(r"\s+and\s+", re.IGNORECASE)
_HYPHEN = pattern(r"(?<=[^\W_]|[%£)])\s*-\s*(?=[£$€.\d])")
"""Between the edges of a range; en dashes and the like have become hyphens."""


class Number(NamedTuple):
    """The number in a cell: its value and the unit it shows, or the reason why it has no value."""

    value: Decimal | None = None
    unit: str | None = None
    problem: Problem | None = None


class Range(NamedTuple):
    """The same for a range."""

    value: Band | None = None
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


def unit_of_row(unit: str, values: Iterable[tuple[Raw, str]], better: str = "") -> str:
    """Return the unit of a row's numbers: that of its Unit cell, or else the first that a value shows.

    Each value comes with its number format, in the order in which they are asked: target, actual, previous. `better` is
    the text of the row's Better cell: with Band, the target is a range.
    """
    if not says_no_value(unit):
        return unit
    read = read_target if fold(better) == fold(Better.BAND) else read_number
    numbers = (read(raw, number_format, "") for raw, number_format in values)
    return next((number.unit for number in numbers if number.unit), "")


def read_target(raw: Raw, number_format: str, unit: str) -> Number | Range:
    """Read a target in that unit: a number, or a range (``80% to 90%``, ``18-22 days``).

    Whether a range is what the row needs depends on its Better, which `in_its_row` looks at.
    """
    number = read_number(raw, number_format, unit)
    if number.problem is not Problem.UNREADABLE or not isinstance(raw, str):
        return number
    return _read_range(plain(number_format_of(number_format).with_text(raw)), unit) or number


def read_tolerance(raw: Raw, number_format: str, unit: str) -> Number:
    """Read a tolerance: a percentage of the target, without a unit or with ``%``, or an amount in the row's unit.

    For percentages the amount is in points: ``2 points``. One in any other unit has no value, and neither has one below
    zero.
    """
    percent = read_percent(raw, number_format)
    if percent.problem is not Problem.UNREADABLE:
        return percent
    own = POINTS if unit and is_in_unit("%", unit) else unit
    if own == POINTS and isinstance(raw, str):
        raw = _AS_POINTS.sub(POINTS, raw)
    number = read_number(raw, number_format, own)
    is_amount = number.value is not None and number.value >= 0 and number.unit not in (None, "%")
    return number if is_amount or (number.problem is Problem.OTHER_UNIT and number.unit != "%") else UNREADABLE


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


def _read_range(text: str, unit: str) -> Range | None:
    """Read a text as a range in that unit; None if it is not one. A unit at one edge is that of both."""
    begins = _FROM.match(text)
    between = [_AND] if begins and begins[1] else [_TO, _HYPHEN]
    text = text[begins.end() :] if begins else text
    edges = next((parts for each in between if len(parts := each.split(text)) > 1), [])
    if len(edges) != 2:
        return None
    shown = [_read_text(edge, unit) for edge in edges]
    units = [number.unit for number in shown if number.unit]
    if len({plain_unit(each) for each in units}) > 1:
        return None
    if units:  # a bare edge is in the unit of the other, so that nothing is ambiguous about 0.5 to 0.9%
        shown = [number if number.unit else _read_text(edge, "") for number, edge in zip(shown, edges, strict=True)]
    values = [number.value for number in shown]
    low, high = values
    if low is None or high is None or low > high:
        return None
    if units and unit and not is_in_unit(units[0], unit):
        return Range(None, units[0], Problem.OTHER_UNIT)
    return Range(Band(low, high), units[0] if units else None, next((n.problem for n in shown if n.problem), None))
