"""From one cell to one `Input`: raw value, clean value and address, by the kind of cell it is."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from plan_workbook.layout import DEFAULT_SCALE, NUMBERS, Kind
from plan_workbook.package.serial_dates import FROM_1900
from plan_workbook.plan.choices import CLOSED_WORDS, Better, Quarters, Status, YesNo
from plan_workbook.plan.inputs import Input, Problem, Raw
from plan_workbook.plan.scale import CountsAs, Scale
from plan_workbook.reading.dates import read_date, shows_month_only, shows_no_day
from plan_workbook.reading.figures import figure_shown
from plan_workbook.reading.leads import read_leads
from plan_workbook.reading.numbers import Number, Range, read_number, read_percent, read_target, read_tolerance
from plan_workbook.reading.periods import read_period
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.number_format import number_format as number_format_of
from plan_workbook.values.shown import shown
from plan_workbook.values.shown_dates import serial_of
from plan_workbook.values.text import NO_CODE, fold, is_blank, says_no_value
from plan_workbook.values.units import plain_number, with_unit

_WORDS: dict[Kind, type[StrEnum]] = {
    Kind.STATUS: Status,
    Kind.BETTER: Better,
    Kind.COUNTS_AS: CountsAs,
    Kind.QUARTERS: Quarters,
    Kind.YES_NO: YesNo,
}
_CODES = frozenset({Kind.CODE, Kind.ITEM_NUMBER})
_ERRORS = frozenset(
    {"#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#getting_data", "#spill!", "#calc!"}
    | {"#field!", "#blocked!", "#connect!", "#unknown!", "#busy!", "#external!", "#python!", "#timeout!"}
)
"""Excel's errors, folded."""
_AS_IT_IS = frozenset({"General", "@"})
"""Number formats that show a text or number as it is."""
_FIRST_YEAR = 1900
"""Excel shows no date before it, only signs; the number says more."""
_MOST_DAYS = 36_500
"""A hundred years; a number of days with thousands of digits is a slip, and can't be printed."""
_LONGEST_ERROR = 40
_TRUTH_VALUES = frozenset({"true", "false"})
"""The words that Excel shows for truth values, folded."""
_OF_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LEADS})
"""The kinds of inputs that nothing is counted or judged by."""
_SAME_WORD = {fold(word): Status.BUSINESS_AS_USUAL.value for word in CLOSED_WORDS}


class Cell(NamedTuple):
    """The content of one cell of a sheet, before it is read as any kind of input."""

    sheet: str
    address: str
    raw: Raw = None
    number_format: str = "General"
    error: bool = False
    formula: bool = False
    serial: float | None = None
    """The stored number of a date."""
    struck: str = ""
    """What of it is struck through, as text."""
    standing: str | None = None
    """Its text without that; None if nothing is struck through."""
    picture: bool = False
    """Whether Excel shows a picture here; the error value that is stored for older programs is not kept."""

    @property
    def blank(self) -> bool:
        """Tell whether the cell is empty or holds only spaces and characters that nobody sees."""
        return self.raw is None or (isinstance(self.raw, str) and is_blank(self.raw))


class Context(NamedTuple):
    """The facts about the plan that are needed to read a cell: its scale, its people and its quarters."""

    scale: Scale = DEFAULT_SCALE
    people: AbstractSet[str] = frozenset()
    """Folded names and posts."""
    calendar_quarters: bool = False
    report_date: date | None = None
    posts: AbstractSet[tuple[str, str]] = frozenset()
    """The people that have a post, each with it; see `posts_of`."""


def as_text(raw: Raw, number_format: str = "General") -> str:
    """Return the content of a cell as the sheet shows it, for quoting, but with every digit: ``98.5%``."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        if raw.year < _FIRST_YEAR:
            return plain_number(Decimal((raw - FROM_1900) / timedelta(days=1)))
        if shows_no_day(number_format):
            return shown(serial_of(raw), number_format) or raw.strftime("%H:%M")
        return raw.strftime("%B %Y" if shows_month_only(number_format) else "%d/%m/%Y")
    return _number_as_text(raw, number_format) if isinstance(raw, int | float) else raw


@lru_cache(maxsize=1024, typed=True)
def _number_as_text(raw: float, number_format: str) -> str:
    """Return a number as the sheet shows it; each is asked for three times, as part of its row and on its own."""
    number = as_decimal(raw)
    if not number.is_finite():
        return str(raw)
    figure = figure_shown(number, number_format)
    if figure and figure.value is not None:
        return with_unit(figure.value, figure.unit)
    return (shown(number, number_format) or "").strip() or plain_number(number)


def as_code(raw: Raw, number_format: str = "General") -> str:
    """Return the content of a cell exactly as the sheet shows it, for codes: ``1.10``, ``007``, ``CSC 007``."""
    if number_format in _AS_IT_IS or isinstance(raw, bool):
        return as_text(raw, number_format)
    if isinstance(raw, str):
        return number_format_of(number_format).with_text(raw)
    if not isinstance(raw, int | float):
        return as_text(raw, number_format)
    number = as_decimal(raw)
    text = (shown(number, number_format) or "").strip() if number.is_finite() else ""
    return text or as_text(raw, number_format)


def read_cell(cell: Cell, kind: Kind, context: Context, unit: str = "") -> Input[object]:
    """Read a cell as that kind of input; `unit` is the text of the row's Unit cell, for figures in it.

    Never raises and never guesses: an input that can't be read has no value, and `Input.problem` says why.
    """
    raw = None if cell.blank else cell.raw
    if raw is None and not cell.error:
        return Input(None, None, cell.sheet, cell.address, formula=cell.formula, number_format=cell.number_format)
    as_shown = kind in _CODES or (kind in NUMBERS and isinstance(raw, str))
    text = (as_code if as_shown else as_text)(raw, cell.number_format)
    value, problem, unit_shown = _read(raw, text, cell, kind, context, unit)
    standing = cell.standing if kind in _OF_WORDS and isinstance(raw, str) else None
    return Input(
        raw, value, cell.sheet, cell.address, text, problem, unit_shown, cell.formula, cell.number_format, standing
    )


def absent(sheet: str, address: str) -> Input[object]:
    """Return the input of a field or column that can't be found."""
    return Input(None, None, sheet, address, "", Problem.ABSENT)


def _read(
    raw: Raw, text: str, cell: Cell, kind: Kind, context: Context, unit: str
) -> tuple[object, Problem | None, str | None]:
    if cell.error or _is_no_value(raw, kind):
        return None, Problem.FORMULA_ERROR, None
    if raw is None:
        return None, None, None
    if kind is Kind.RATING and (rating := context.scale.rating_called(text)):
        return rating, None, None  # before asking for words like NA: they may be codes of the plan's own scale
    if says_no_value(text) and (kind is not Kind.CODE or fold(text) in NO_CODE):
        return None, None, None
    if kind in NUMBERS:
        return _number(raw, cell.number_format, kind, unit)
    value = _value(raw, text, cell.number_format, kind, context)
    readable = value is not None or kind is Kind.PERIOD
    return value, None if readable else Problem.UNREADABLE, None


def _is_no_value(raw: Raw, kind: Kind) -> bool:
    """Tell whether a cell holds what a formula left in it when it was pasted as a value: an error, or no name."""
    if isinstance(raw, bool) or raw == 0:
        return kind is Kind.LEADS  # an empty cell that a formula looked up is 0
    if not isinstance(raw, str) or len(raw) > _LONGEST_ERROR:
        return False
    said = fold(raw)
    return said in _ERRORS or (kind is Kind.LEADS and said in _TRUTH_VALUES)


def _number(raw: Raw, number_format: str, kind: Kind, unit: str) -> tuple[object, Problem | None, str | None]:
    number: Number | Range
    if kind is Kind.NUMBER:
        number = read_number(raw, number_format, unit)
    elif kind is Kind.TARGET:
        number = read_target(raw, number_format, unit)
    elif kind is Kind.TOLERANCE:
        number = read_tolerance(raw, number_format, unit)
    elif kind is Kind.PERCENT:
        number = read_percent(raw, number_format)
    else:
        number = read_number(raw, number_format, "days")
        if number == Number():
            return None, None, None
        whole = number.value is not None and 0 <= number.value <= _MOST_DAYS and number.value == int(number.value)
        if number.problem or not whole or number.unit not in (None, "days", "day"):
            return None, Problem.UNREADABLE, None
    return number.value, number.problem, number.unit


def _value(raw: Raw, text: str, number_format: str, kind: Kind, context: Context) -> object:
    if kind is Kind.START_DATE:
        return read_date(raw, number_format, month_is_end=False)
    if kind is Kind.END_DATE:
        return read_date(raw, number_format, month_is_end=True)
    if kind is Kind.PERIOD:
        return read_period(raw, number_format, calendar=context.calendar_quarters, report_date=context.report_date)
    if kind is Kind.RATING:
        return context.scale.rating_called(text)
    if kind is Kind.LEADS:
        return read_leads(text, context.people, context.posts)
    if kind in _WORDS:
        wanted = _SAME_WORD.get(fold(text), fold(text))
        return next((word for word in _WORDS[kind] if fold(word) == fold(wanted)), None)
    return text
