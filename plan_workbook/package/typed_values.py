"""Values as somebody types them: how a cell stores each, and the number format it needs to be shown as what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from plan_workbook.package.number_formats import BUILT_IN, GENERAL, date_parts, same_but_for_decimals
from plan_workbook.package.serial_dates import to_serial

Number = int | float | date | time | timedelta
"""What a cell stores as a number; a date may have a time."""
LONGEST_TEXT = 32_767
"""Characters of a cell's text, counted as Excel counts them, in UTF-16."""
LONGEST_FORMULA = 8192
"""Characters of a formula."""
LARGEST_NUMBER = 9.99999999999999e307
TEXT, NUMBER, TRUTH, BLANK = "inlineStr", "n", "b", ""
"""Types of a cell that is written: those of `t`, and none."""
RESULT = "str"
"""The type of a cell with a formula that gives a text."""
_DATE, _DATE_AND_TIME, _TIME, _TIME_WITH_SECONDS, _DURATION = (BUILT_IN[each] for each in (14, 22, 20, 21, 46))
_BECOMES_A_FORMULA = re.compile(r"[=+\-@'].", re.DOTALL)
"""The beginning of a text that Excel makes a formula of when somebody edits its cell; it swallows an apostrophe."""
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


class Formatted(NamedTuple):
    """A value that its cell must show with a number format: 0.41 with ``0%`` is 41%."""

    value: Number
    number_format: str


class Result(NamedTuple):
    """What the formula in a cell gives: the formula stays, and only its saved result is replaced."""

    value: str | bool | int | float


class Formula(NamedTuple):
    """A formula, and what it gives: its saved result."""

    text: str
    """As it is stored: in English, with commas, and without the equals sign in front."""
    result: str | bool | int | float


Typed = str | bool | Number | Formatted | Result | Formula | None
"""What can be typed into a cell; None, and an empty text, empty it."""


class Content(NamedTuple):
    """What a cell is to hold."""

    kind: str
    """`TEXT`, `NUMBER`, `TRUTH` or `BLANK`."""
    text: str = ""
    """The text as it was typed; the number or truth value as it is stored."""
    number_format: str = ""
    """The number format that it gets if the cell's own does not fit."""
    fits: Callable[[str], bool] = lambda _: True
    """Whether a number format shows the value as what it is."""
    of_formula: bool = False
    """Whether it is the result of a formula: of the one in the cell, which stays, or of `formula`."""
    formula: str = ""
    """The formula that the cell gets."""

    @property
    def keeps_formula(self) -> bool:
        """Tell whether the formula in the cell stays."""
        return self.of_formula and not self.formula

    def needs_mark(self, number_format: str) -> bool:
        """Tell whether Excel would make a formula of it in a cell with that format when somebody edits it."""
        if self.kind != TEXT or self.of_formula or number_format == "@":
            return False
        return _BECOMES_A_FORMULA.match(self.text) is not None


def content_of(value: Typed, day_zero: datetime) -> Content:
    """Return what a cell holds once a value is typed into it, in a workbook whose dates count from `day_zero`.

    Raises:
        ValueError: no cell can hold the value; the reason is worded for the user.
        TypeError: it is not a value of a cell.
    """
    if isinstance(value, Formatted):
        wanted = value.number_format or GENERAL
        stored = content_of(value.value, day_zero)
        return stored._replace(number_format=wanted, fits=lambda own: same_but_for_decimals(own, wanted))
    if isinstance(value, Result):
        stored = Content(TEXT) if value.value == "" else content_of(value.value, day_zero)
        return Content(stored.kind, stored.text, of_formula=True)
    if isinstance(value, Formula):
        if not 0 < len(value.text) <= LONGEST_FORMULA:
            raise ValueError(
                f"a formula of {len(value.text):,} characters, where there can be 1 to {LONGEST_FORMULA:,}"
            )
        return content_of(Result(value.result), day_zero)._replace(formula=value.text)
    if value is None or value == "":
        return Content(BLANK)
    if isinstance(value, str):
        return Content(TEXT, _checked_text(value))
    if isinstance(value, bool):
        return Content(TRUTH, str(int(value)))
    if isinstance(value, int | float):
        return Content(NUMBER, _number(value), GENERAL, lambda own: not date_parts(own))
    if not isinstance(value, date | time | timedelta):
        raise TypeError(f"{type(value).__name__} is not a value of a cell")
    try:
        stored_number = _number(to_serial(value, day_zero))
    except ValueError as error:
        raise ValueError(f"dates begin in {max(day_zero.year, 1900)}") from error
    return Content(NUMBER, stored_number, *_format_for(value))


def _format_for(value: date | time | timedelta) -> tuple[str, Callable[[str], bool]]:
    """Return the number format for a date, time or duration, and what tells whether another one would do."""
    if isinstance(value, timedelta):
        return _DURATION, lambda own: "elapsed" in date_parts(own)
    if isinstance(value, time):
        code = _TIME_WITH_SECONDS if value.second or value.microsecond else _TIME
        return code, lambda own: "hour" in date_parts(own) and not date_parts(own) & {"day", "month", "year"}
    at_midnight = not isinstance(value, datetime) or value.time() == time()
    code = _DATE if at_midnight else _DATE_AND_TIME
    return code, lambda own: {"day", "month", "year"} <= date_parts(own)


def _checked_text(text: str) -> str:
    if _HALF_A_CHARACTER.search(text):
        raise ValueError("its text has half a character")
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        raise ValueError(f"{length:,} characters, more than {LONGEST_TEXT:,}")
    return text


def _number(value: float) -> str:
    if not abs(value) <= LARGEST_NUMBER:  # nor is what is not a number at all
        raise ValueError("a number that is too large")
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return repr(value).upper()
