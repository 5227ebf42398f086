"""The figure that a cell shows: its number as the number format scales it, with the unit that the format writes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from plan_workbook.patterns import pattern
from plan_workbook.values.number_format import Part, Piece, Section, number_format
from plan_workbook.values.shown import shown
from plan_workbook.values.text import fold, says_no_value, tidy
from plan_workbook.values.units import Unit, is_in_unit, unit_of

_CODES = frozenset({"gbp", "usd", "eur"})
"""Currencies that are written in letters before an amount."""
_AT_ENDS = " \t()[]{}+-\u2010\u2011\u2012\u2013\u2014\u2212*!:;,._'|"
"""Characters that a format puts around a number and that say nothing about it."""
_BETWEEN_DIGITS = frozenset(" ,'\u00a0\u2009\u202f\u2019")
"""Characters that a format puts between thousands."""
_NOT_ONLY_A_NUMBER = pattern("[<>=~?\u2248\u2260\u2264\u2265\u00b1\u223c]")
_SHAPES = pattern("[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f]")
"""Arrows, triangles, ticks and pictures."""
_HAS_DIGITS = pattern(r"\d")
_UNIT_WITH_DIGITS = pattern(r"per\b|[^\W\d_]+\d\Z", re.IGNORECASE)
"""A unit may have digits: ``per 10,000``, ``m2``."""
_LETTERS = {3: ("k", "th"), 6: ("m", "mil", "mill"), 9: ("b",)}
"""Letters that name a power of ten where the format divides by it."""
_KILO = frozenset({"km", "kg", "kw", "kwh", "kb", "kj", "kl"})
"""Units that are a thousand of a smaller one, in which a number is stored that a format divides by a thousand."""
_NOUGHT = frozenset({"", "nil", "zero", "none", "nought", "0"})
"""Words that a format shows for a 0, apart from a dash."""


class Figure(NamedTuple):
    """A value and its unit, as a cell shows them; no value if the cell shows a word for none (``n/a``)."""

    value: Decimal | None
    unit: str | None = None


def figure_shown(number: Decimal, code: str, unit: str = "") -> Figure | None:
    """Return the figure that a number shows with that format, in a row with that Unit cell.

    None if the format can't be followed: what the cell shows is more or less than a number and its unit, a date, or
    thousands and millions of which neither the format nor the Unit cell speaks.
    """
    if code == "General":
        return Figure(number)
    found = number_format(code).shows(number)
    if found is None or not found[0].clear or found[0].is_date or found[0].percents > 1:
        return None
    section = found[0]
    if not section.has(Part.DIGIT, Part.GENERAL, Part.TEXT):
        return _without_digits(number, code)
    before, between, after = _around_digits(section)
    if not set(between) <= _BETWEEN_DIGITS or after[:1].isdigit() or before[-1:].isdigit():
        return None
    words = _words(before, after, unit)
    if words is None:
        return None
    value = section.scaled(number)
    if section.percents and section.thousands:
        return None
    if section.percents:
        fits = not words or (unit and is_in_unit(f"% {words}", unit))
        return Figure(value, "%") if fits else None
    if section.thousands:
        return _scaled(value, 3 * section.thousands, words, unit)
    return Figure(value, words or None)


def _without_digits(number: Decimal, code: str) -> Figure | None:
    """Return the figure of a cell that shows only words for its number: a dash for a 0, ``n/a``."""
    words = fold(shown(number, code) or "").strip(_AT_ENDS)
    if number == 0 and words in _NOUGHT:
        return Figure(number)
    return Figure(None) if words and says_no_value(words) else None


def _around_digits(section: Section) -> tuple[str, str, str]:
    """Return the text before, between and after the digits of a section; a fraction or exponent counts as digits."""
    kinds = (Part.DIGIT, Part.POINT, Part.COMMA, Part.GENERAL, Part.TEXT, Part.EXPONENT)
    pieces = section.pieces
    places = [at for at, piece in enumerate(pieces) if piece.part in kinds]
    first, last = places[0], places[-1]
    bar = section.fraction_bar
    while bar is not None and last + 1 < len(pieces) and pieces[last + 1].text.isdigit():
        last += 1
    inside = pieces[first : last + 1]
    if bar is not None:
        inside = tuple(piece for piece in inside if piece.text != "/" and not piece.text.isdigit())
    return _text(pieces[:first]), _text(inside), _text(pieces[last + 1 :])


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.part in (Part.LITERAL, Part.BLANK))


def _words(before: str, after: str, unit: str) -> str | None:
    """Return the unit that the text around a number makes up, or an empty text; None if it is more than a unit."""
    front, back = _plain(before), _plain(after)
    if _NOT_ONLY_A_NUMBER.search(front + back):
        return None
    is_currency = len(front) == 1 and unicodedata.category(front) == "Sc"
    if front and not is_currency and fold(front) not in _CODES and not (unit and fold(front) == fold(unit)):
        return None
    words = front or back
    if front and back:
        words = front + back if unit_of(front + back).power else f"{front} {back}"
    of_unit = bool(unit) and is_in_unit(words, unit)
    return words if of_unit or not _HAS_DIGITS.search(words) or _UNIT_WITH_DIGITS.match(words) else None


def _plain(text: str) -> str:
    """Return a text without arrows, brackets and the like at its ends."""
    return tidy(text if text.isascii() else _SHAPES.sub(" ", text)).strip(_AT_ENDS)


def _scaled(value: Decimal, power: int, words: str, unit: str) -> Figure | None:
    """Return a figure that was divided by that power of ten, if the format (``£0.0,,"m"``) or the Unit cell says so."""
    named = unit_of(words)
    if named.power == power or (power == unit_of("k").power and fold(words) in _KILO):
        return Figure(value, words)
    if fold(words) in _LETTERS.get(power, ()):
        return Figure(value, unit if unit and is_in_unit(words, unit) else Unit("", power).text)
    wanted = unit_of(unit)
    if named.power or wanted.power != power:
        return None
    return Figure(value, unit if not words or named.base == wanted.base else words)
