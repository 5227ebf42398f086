"""From one cell to one `Input`: raw value, clean value and address, by the kind of cell it is."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from plan_workbook.layout import DEFAULT_SCALE, Kind
from plan_workbook.plan.choices import Better, Quarters, Status
from plan_workbook.plan.inputs import Input, Problem, Raw
from plan_workbook.plan.scale import CountsAs, Scale
from plan_workbook.reading.dates import read_date, shows_month_only
from plan_workbook.reading.leads import read_leads
from plan_workbook.reading.numbers import is_percent_format, read_number, read_percent, unit_of_format
from plan_workbook.reading.periods import read_period
from plan_workbook.values.text import NO_CODE, fold, says_no_value
from plan_workbook.values.units import plain_number, with_unit

_WORDS: dict[Kind, type[StrEnum]] = {
    Kind.STATUS: Status,
    Kind.BETTER: Better,
    Kind.COUNTS_AS: CountsAs,
    Kind.QUARTERS: Quarters,
}
_SAME_WORD = {"bau": Status.BUSINESS_AS_USUAL.value}


@dataclass(frozen=True)
class Cell:
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
    """The text in it that is struck through."""
    struck_font: bool = False
    """Whether the cell's own font is struck through, and so also a number or a date in it."""
    picture: bool = False
    """Whether Excel shows a picture, or a linked data type, in place of the error that is stored."""

    @property
    def blank(self) -> bool:
        """Tell whether the cell is empty or holds only spaces."""
        return self.raw is None or (isinstance(self.raw, str) and not self.raw.strip())


@dataclass(frozen=True)
class Context:
    """The facts about the plan that are needed to read a cell: its scale, its people and its quarters."""

    scale: Scale = DEFAULT_SCALE
    people: AbstractSet[str] = frozenset()
    """Folded names and posts."""
    calendar_quarters: bool = False
    report_date: date | None = None


def as_text(raw: Raw, number_format: str = "General") -> str:
    """Return the content of a cell roughly as the sheet shows it, for quoting: ``41%``, ``31/12/2017``."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        return raw.strftime("%B %Y" if shows_month_only(number_format) else "%d/%m/%Y")
    if isinstance(raw, int | float):
        number = Decimal(repr(raw))
        if not number.is_finite():
            return str(raw)
        if is_percent_format(number_format):
            return plain_number(number * 100) + "%"
        return with_unit(number, unit_of_format(number_format))
    return raw


def read_cell(cell: Cell, kind: Kind, context: Context, unit: str = "") -> Input[object]:
    """Read a cell as that kind of input; `unit` is the text of the row's Unit cell, for `Kind.NUMBER`.

    Never raises and never guesses: an input that can't be read has no value, and `Input.problem` says why.
    """
    raw = None if cell.blank else cell.raw
    text = as_text(raw, cell.number_format)
    value, problem, shown = _read(raw, text, cell, kind, context, unit)
    return Input(raw, value, cell.sheet, cell.address, text, problem, shown, cell.formula)


def absent(sheet: str, address: str) -> Input[object]:
    """Return the input of a field or column that can't be found."""
    return Input(None, None, sheet, address, "", Problem.ABSENT)


def _read(
    raw: Raw, text: str, cell: Cell, kind: Kind, context: Context, unit: str
) -> tuple[object, Problem | None, str | None]:
    if cell.error:
        return None, Problem.FORMULA_ERROR, None
    if raw is None:
        return None, None, None
    if kind is Kind.RATING and (rating := context.scale.named(text)):
        return rating, None, None  # before asking for words like NA: they may be codes of the plan's own scale
    if says_no_value(text) and (kind is not Kind.CODE or fold(text) in NO_CODE):
        return None, None, None
    if kind in (Kind.NUMBER, Kind.PERCENT, Kind.WHOLE_NUMBER):
        return _number(raw, cell.number_format, kind, unit)
    value = _value(raw, text, cell.number_format, kind, context)
    readable = value is not None or kind is Kind.PERIOD
    return value, None if readable else Problem.UNREADABLE, None


def _number(raw: Raw, number_format: str, kind: Kind, unit: str) -> tuple[object, Problem | None, str | None]:
    if kind is Kind.NUMBER:
        number = read_number(raw, number_format, unit)
    elif kind is Kind.PERCENT:
        number = read_percent(raw, number_format)
    else:
        number = read_number(raw, number_format, "days")
        whole = number.value is not None and number.value == int(number.value) and number.value >= 0
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
        return context.scale.named(text)
    if kind is Kind.LEADS:
        return read_leads(text, context.people)
    if kind in _WORDS:
        wanted = _SAME_WORD.get(fold(text), fold(text))
        return next((word for word in _WORDS[kind] if fold(word) == fold(wanted)), None)
    return text
