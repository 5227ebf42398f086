"""Number formats: their sections, which of them shows a number, and what each piece of it does.

The grammar is that of ECMA-376, 18.8.31, with Excel's own rules where the standard is silent: which section a number
falls into, when a comma divides by a thousand, and when m is a minute. A format is read character by character, so that
the work grows only with its length.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import NamedTuple

from plan_workbook.patterns import pattern

LONGEST = 1_000
"""Characters of a format that is read; Excel accepts 255."""
_MOST_SECTIONS = 4


class Part(Enum):
    """What a piece of a format stands for."""

    LITERAL = auto()
    """Text that is shown as it is."""
    BLANK = auto()
    """``_x``: a space as wide as the character x."""
    DIGIT = auto()
    """``0``, ``#`` or ``?``."""
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    """``E+`` or ``E-``."""
    DATE = auto()
    """Letters of a date or time, in lower case: ``yyyy``, ``mm``; minutes are ``nn``."""
    ELAPSED = auto()
    """``h``, ``m`` or ``s`` in brackets: all the hours, minutes or seconds."""
    NOON = auto()
    """``AM/PM`` or ``A/P``."""
    GENERAL = auto()
    TEXT = auto()
    """``@``."""


class Piece(NamedTuple):
    """One piece of a section, with its text."""

    part: Part
    text: str


class Condition(NamedTuple):
    """The numbers that a section is for: ``[>=100]``."""

    sign: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Tell whether the number is one of them."""
        return _COMPARE[self.sign](number, self.limit)

    @property
    def only_negative(self) -> bool:
        """Tell whether no number above zero is one of them."""
        return self.sign in ("<", "<=", "=") and self.limit <= 0


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_ABOVE, _BELOW, _FROM = Condition(">", Decimal(0)), Condition("<", Decimal(0)), Condition(">=", Decimal(0))


@dataclass(frozen=True, eq=False, repr=False)
class Section:
    """One section of a format."""

    pieces: tuple[Piece, ...]
    condition: Condition | None = None
    clear: bool = True
    """Whether everything in it is understood."""

    def has(self, *parts: Part) -> bool:
        """Tell whether a piece of one of these kinds is in it."""
        return any(piece.part in parts for piece in self.pieces)

    @cached_property
    def is_date(self) -> bool:
        """Tell whether it shows a date or a time."""
        return self.has(Part.DATE, Part.ELAPSED, Part.NOON)

    @cached_property
    def percents(self) -> int:
        """The number of percent signs, each of which multiplies by a hundred."""
        return sum(piece.part is Part.PERCENT for piece in self.pieces)

    @cached_property
    def fraction_bar(self) -> int | None:
        """The position of the bar of a fraction (``# ?/?``); None if it shows decimals."""
        for at, piece in enumerate(self.pieces[1:-1], 1):
            if piece == Piece(Part.LITERAL, "/") and self.pieces[at - 1].part is Part.DIGIT:
                after = self.pieces[at + 1]
                if after.part is Part.DIGIT or (after.part is Part.LITERAL and after.text in _DIGITS):
                    return at
        return None

    @cached_property
    def _commas(self) -> tuple[bool, int]:
        """Whether it groups thousands, and the number of commas that divide by a thousand."""
        groups, divides, run, decimals = False, 0, 0, False
        for piece in self.pieces:
            if piece.part is Part.COMMA:
                run += 1
                continue
            if piece.part is Part.DIGIT:
                groups = groups or (run > 0 and not decimals)
            else:
                divides += run
            decimals = decimals or piece.part is Part.POINT
            run = 0
        return groups, divides + run

    @property
    def groups(self) -> bool:
        """Tell whether it shows a comma between thousands."""
        return self._commas[0]

    @property
    def thousands(self) -> int:
        """The number of times it divides by a thousand."""
        return self._commas[1]

    def scaled(self, number: Decimal) -> Decimal:
        """Return the number that it shows: 41 for 0.41 as a percentage, 1.2 for 1,200,000 in millions."""
        return number * Decimal(10) ** (2 * self.percents - 3 * self.thousands)


_IN_TEXT = (Part.TEXT, Part.LITERAL)
"""The parts that are shown for a text."""
_GENERAL = Section((Piece(Part.GENERAL, "general"),))


@dataclass(frozen=True, eq=False, repr=False)
class NumberFormat:
    """A number format that was read."""

    sections: tuple[Section, ...]

    def shows(self, number: Decimal) -> tuple[Section, Decimal] | None:
        """Return the section for a number, and the number as that section shows it, which may have lost its minus.

        A section with an @ is for text. None if there is no section: Excel fills the cell with ``#``.
        """
        numeric = [section for section in self.sections[:3] if not section.has(Part.TEXT) or section.has(Part.DIGIT)]
        if not numeric:
            return _GENERAL, number
        first, second = numeric[0].condition, numeric[1].condition if len(numeric) > 1 else None
        if len(numeric) == 1:
            return (numeric[0], number) if first is None or first.holds(number) else None
        drops_minus = first is not None and first.only_negative
        first = first or (_FROM if len(numeric) == 2 and second is None else _ABOVE)
        if first.holds(number):
            return numeric[0], abs(number) if drops_minus else number
        if len(numeric) == 2:
            return (numeric[1], abs(number)) if second is None or second.holds(number) else None
        return numeric[1 if (second or _BELOW).holds(number) else 2], abs(number)

    def with_text(self, text: str) -> str:
        """Return a text as it shows it: with the words of its last section, if that is for texts (``"CSC "@``)."""
        section = self.sections[-1]
        if not section.clear or not section.has(Part.TEXT) or section.has(Part.DIGIT):
            return text
        return "".join(text if p.part is Part.TEXT else p.text for p in section.pieces if p.part in _IN_TEXT)

    @property
    def is_date(self) -> bool:
        """Tell whether it shows numbers as dates or times."""
        return self.sections[0].is_date

    @cached_property
    def date_parts(self) -> frozenset[str]:
        """The parts of a date that it shows: any of ``y m d h n s``, n for minutes; ``ddd`` is no day of a month."""
        pieces = self.sections[0].pieces
        letters = {piece.text[0] for piece in pieces if piece.part is Part.DATE and piece.text not in ("ddd", "dddd")}
        letters |= {piece.text[0].replace("m", "n") for piece in pieces if piece.part is Part.ELAPSED}
        return frozenset("y" if letter in "eb" else letter for letter in letters)


@lru_cache(maxsize=2048)
def number_format(code: str) -> NumberFormat:
    """Read a format. It never fails: a section that is not understood says so."""
    if len(code) > LONGEST:
        return NumberFormat((Section((), clear=False),))
    sections = tuple(_section(text) for text in _split(code or "General"))
    if len(sections) > _MOST_SECTIONS:
        return NumberFormat((Section((), clear=False),))
    return NumberFormat(sections)


def _split(code: str) -> Iterator[str]:
    """Yield the sections of a format, which semicolons separate outside quotation marks, brackets and escapes."""
    start = at = 0
    while at < len(code):
        if code[at] == ";":
            yield code[start:at]
            start = at + 1
        elif code[at] in "\\_*":
            at += 1
        elif code[at] in '"[':
            end = code.find('"' if code[at] == '"' else "]", at + 1)
            at = len(code) if end < 0 else end
        at += 1
    yield code[start:]


_DIGITS = frozenset("0123456789")
_CONDITION = pattern(r"(<=|>=|<>|<|>|=)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d{1,3})?)", re.IGNORECASE)
_IGNORED = pattern(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d{1,2}|eng", re.IGNORECASE)
"""Colours, and the language that LibreOffice writes, which change nothing that is read."""
_ELAPSED = pattern(r"h{1,2}|m{1,2}|s{1,2}", re.IGNORECASE)
_NOON = pattern(r"am/pm|a/p", re.IGNORECASE)
_LETTERS = "ymdhseb"
_BEFORE_COMMA = (Part.DIGIT, Part.COMMA, Part.POINT, Part.PERCENT)
"""A comma anywhere else is text."""


class _Reader:
    """Reads one section from its first character to its last."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.pieces: list[Piece] = []
        self.condition: Condition | None = None
        self.clear = True
        self.digits = False
        self.date = ""
        """The last letter of a date."""

    def read(self) -> Section:
        while self.at < len(self.text):
            self._step(self.text[self.at])
        pieces = tuple(_minutes(self.pieces))
        section = Section(pieces, self.condition, self.clear)
        mixed = section.is_date and section.has(Part.DIGIT, Part.PERCENT, Part.EXPONENT, Part.GENERAL)
        return Section(pieces, self.condition, self.clear and not mixed)

    def _step(self, char: str) -> None:
        if char == '"':
            end = self.text.find('"', self.at + 1)
            self.clear = self.clear and end >= 0
            self._add(Part.LITERAL, self.text[self.at + 1 : end if end >= 0 else None], 0)
            self.at = end + 1 if end >= 0 else len(self.text)
        elif char == "\\":
            self._add(Part.LITERAL, self.text[self.at + 1 : self.at + 2], 2)
        elif char == "_":
            self._add(Part.BLANK, " ", 2)
        elif char == "*":
            self.at += 2  # the character that fills the cell is not part of what is shown
        elif char == "[":
            end = self.text.find("]", self.at)
            self._bracket(self.text[self.at + 1 : end] if end >= 0 else "?")
            self.at = end + 1 if end >= 0 else len(self.text)
        elif char in "0#?":
            self.digits = True
            self._add(Part.DIGIT, char)
        elif char == "." and self.date == "s":
            end = self.at + 1
            while self.text[end : end + 1] == "0":
                end += 1
            self._add(Part.DATE if end > self.at + 1 else Part.LITERAL, self.text[self.at : end], end - self.at)
        elif char == ".":
            again = any(piece.part is Part.POINT for piece in self.pieces)
            self._add(Part.LITERAL if again else Part.POINT, char)
        elif char == "," and self.pieces and self.pieces[-1].part in _BEFORE_COMMA:
            self._add(Part.COMMA, char)
        elif char == "%":
            self._add(Part.PERCENT, char)
        elif char == "@":
            self._add(Part.TEXT, char)
        elif char.isascii() and char.isalpha():
            self._letter(char.lower())
        else:
            self._add(Part.LITERAL, char)

    def _letter(self, letter: str) -> None:
        rest = self.text[self.at : self.at + 7].lower()
        if rest == "general":
            self._add(Part.GENERAL, rest, 7)
        elif letter == "e" and self.digits and rest[1:2] in ("+", "-"):
            self._add(Part.EXPONENT, rest[1], 2)
        elif found := _NOON.match(self.text, self.at):
            self._add(Part.NOON, found[0], len(found[0]))
        elif letter in _LETTERS:
            end = self.at
            while self.text[end : end + 1].lower() == letter:
                end += 1
            self.date = letter
            self._add(Part.DATE, letter * (end - self.at), end - self.at)
        else:
            self._add(Part.LITERAL, self.text[self.at])

    def _bracket(self, inside: str) -> None:
        if inside.startswith("$"):
            self._add(Part.LITERAL, inside[1:].partition("-")[0], 0)
        elif found := _CONDITION.fullmatch(inside):
            self.condition = Condition(found[1], Decimal(found[2]))
        elif _ELAPSED.fullmatch(inside):
            self.date = inside[0].lower()
            self._add(Part.ELAPSED, inside.lower(), 0)
        elif not _IGNORED.fullmatch(inside):
            self.clear = False  # [DBNum1] writes numbers in Chinese, for example

    def _add(self, part: Part, text: str, length: int = 1) -> None:
        self.at += length
        if text:
            self.pieces.append(Piece(part, text))


def _section(text: str) -> Section:
    return _Reader(text).read()


def _minutes(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with minutes told from months: an m after hours or before seconds is a minute."""
    letters = [(at, p.text[0]) for at, p in enumerate(pieces) if p.part in (Part.DATE, Part.ELAPSED)]
    minutes = set()
    for place, (at, letter) in enumerate(letters):
        before = letters[place - 1][1] if place else ""
        after = letters[place + 1][1] if place + 1 < len(letters) else ""
        if letter == "m" and pieces[at].part is Part.DATE and (before == "h" or after == "s"):
            minutes.add(at)
    for at, piece in enumerate(pieces):
        yield Piece(Part.DATE, "n" * len(piece.text)) if at in minutes and len(piece.text) < 3 else piece
