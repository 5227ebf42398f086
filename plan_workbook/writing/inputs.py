"""Puts a register's text into a cell: as a real date, number or percentage if it can be read, otherwise as text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from plan_workbook.errors import RegisterError
from plan_workbook.layout import DATES, LONGEST_TEXT, NUMBERS, Kind, length_in_a_cell
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.scale import Rating
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.units import around, bare_number
from plan_workbook.writing.formats import Formats
from plan_workbook.writing.literal import caption

DATE_FORMAT = "dd/mm/yyyy"
_BASE_FORMATS = {Kind.CODE: "@", **dict.fromkeys(DATES, DATE_FORMAT)}
_CENTRED = frozenset({*DATES, *NUMBERS, Kind.RATING, Kind.PERIOD, Kind.BETTER, Kind.UNIT})
_MOST_DIGITS = 15
"""Excel keeps 15 significant digits; a longer number stays text."""


def read_text(text: str, kind: Kind, context: Context, unit: str = "") -> Input[object]:
    """Read a register's text as that kind of input, as the reader will find it in the workbook."""
    return read_cell(Cell("", "", text or None), kind, context, unit)


def write_input(worksheet: Worksheet, formats: Formats, row: int, column: int, kind: Kind, read: Input[object]) -> None:
    """Write an input, row and column counted from 0; one that can't be read is written as its text.

    Raises:
        RegisterError: the text is longer than a cell can hold.
    """
    number_format = _BASE_FORMATS.get(kind, "General")
    number = _as_number(read, kind)
    if number is not None:
        number_format = _number_format(read, kind)
    centred = {"align": "center"} if kind in _CENTRED else {"align": "left"} if kind is Kind.ITEM_NUMBER else {}
    style = formats("input", num_format=number_format, **centred)
    value = read.value
    if not read.typed:
        worksheet.write_blank(row, column, None, style)
    elif number is not None:
        worksheet.write_number(row, column, number, style)
    elif isinstance(value, date) and kind in DATES:
        worksheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)
    else:
        text = _as_words(read, kind)
        if length_in_a_cell(text) > LONGEST_TEXT:
            raise RegisterError(
                f"The text that begins {text[:40]!r} is longer than an Excel cell can hold ({LONGEST_TEXT} "
                "characters): shorten it, or split it with a blank line."
            )
        worksheet.write_string(row, column, text, style)


def stays_text(read: Input[Any], kind: Kind) -> bool:
    """Tell whether a date or figure that is given is written as text, so that no formula can take it for one."""
    if not read.given or read.problem in (Problem.ABSENT, Problem.FORMULA_ERROR):
        return False
    return not isinstance(read.value, date) if kind in DATES else kind in NUMBERS and _as_number(read, kind) is None


def _as_words(read: Input[object], kind: Kind) -> str:
    """Return the plan's own word for a value from a list, or else the text itself."""
    if isinstance(read.value, Rating):
        return read.value.code
    if kind in (Kind.STATUS, Kind.BETTER, Kind.COUNTS_AS, Kind.QUARTERS) and read.value is not None:
        return str(read.value)
    return read.text


def _as_number(read: Input[object], kind: Kind) -> float | None:
    """Return the number to store, or None if the cell must hold text to keep every digit."""
    if kind is Kind.ITEM_NUMBER:
        is_whole = read.text.isascii() and read.text.isdigit() and read.text == (read.text.lstrip("0") or "0")
        return float(read.text) if is_whole and len(read.text) <= _MOST_DIGITS else None
    if kind not in NUMBERS or '"' in (read.unit or "") or caption(read.unit or "") != (read.unit or ""):
        return None  # a number format can't hold a unit with a quotation mark, or one that some programs would decode
    value = bare_number(read.text) if read.problem is Problem.AMBIGUOUS else read.value
    if not isinstance(value, Decimal):
        return None
    stored = value / 100 if _is_percent(read, kind) else value
    number = float(stored)
    back = as_decimal(number) * (100 if _is_percent(read, kind) else 1)
    return number if back == value and len(stored.normalize().as_tuple().digits) <= _MOST_DIGITS else None


def _is_percent(read: Input[object], kind: Kind) -> bool:
    return read.unit == "%" or (kind is Kind.PERCENT and read.problem is None)


def _number_format(read: Input[object], kind: Kind) -> str:
    """Return a format that shows the number with the unit it came with: ``0.0%``, ``0" days"``."""
    value = read.value
    if kind is Kind.ITEM_NUMBER or not isinstance(value, Decimal):
        return "General"
    places = max(0, -int(value.normalize().as_tuple().exponent))
    digits = "0" + ("." + "0" * places if places else "")
    if _is_percent(read, kind):
        return f"{digits}%"
    if not read.unit:
        return "General"
    before, after = around(read.unit)
    return f'"{before}"#,##{digits}' + (f'"{after}"' if after else "") if before else f'{digits}"{after}"'
