"""Puts a register's text into a cell: as a real date, number or percentage if it can be read, otherwise as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from plan_workbook.errors import RegisterError
from plan_workbook.layout import DATES, LISTS, LONGEST_TEXT, NUMBERS, OPEN_LISTS, Kind, length_in_a_cell
from plan_workbook.package.heights import INDENT
from plan_workbook.package.number_formats import BUILT_IN, shows_date
from plan_workbook.package.serial_dates import to_serial
from plan_workbook.package.typed_values import LARGEST_NUMBER
from plan_workbook.plan.inputs import Input, Problem, Raw
from plan_workbook.plan.scale import Rating
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.units import around, bare_number
from plan_workbook.writing.formats import Formats
from plan_workbook.writing.literal import caption

DATE_FORMAT = "dd/mm/yyyy"
_BASE_FORMATS = {Kind.CODE: "@", **dict.fromkeys(DATES, DATE_FORMAT)}
CENTRED = frozenset({*DATES, *NUMBERS, Kind.RATING, Kind.PERIOD, Kind.BETTER, Kind.UNIT, Kind.YES_NO, Kind.FORMULA})
"""The kinds of which cells and headings are centred; all others are indented."""
_ID = {BUILT_IN[each]: each for each in (14, 22)}
"""The formats that show a date as the reader's own country does, which only their numbers say."""
_MOST_DIGITS = 15
"""Excel keeps 15 significant digits; a longer number stays text."""


class _Exact(float):
    """A number that XlsxWriter writes with as many digits as it has; of any other it keeps sixteen."""

    def __format__(self, how: str) -> str:
        text = super().__format__(how)
        return text if float(text) == self else repr(float(self)).upper()


def read_text(text: str, kind: Kind, context: Context, unit: str = "") -> Input[object]:
    """Read a register's text as that kind of input, as the reader will find it in the workbook."""
    return read_cell(Cell("", "", text or None), kind, context, unit)


def write_input(
    worksheet: Worksheet, formats: Formats, row: int, column: int, kind: Kind, read: Input[object], style: str = "input"
) -> None:
    """Write an input in a named style, row and column counted from 0.

    One that was read from a cell is written as that cell holds it, so that it reads the same; one of a register as what
    it means, or as its text if it can't be read.

    Raises:
        RegisterError: the text is longer than a cell can hold.
    """
    raw, number_format = stored_as(read, kind)
    look = _style(formats, kind, number_format, style)
    if raw is None:
        worksheet.write_blank(row, column, None, look)
    elif isinstance(raw, bool):
        worksheet.write_boolean(row, column, raw, look)
    elif isinstance(raw, datetime):
        worksheet.write_datetime(row, column, raw, look)
    elif isinstance(raw, int | float):
        worksheet.write_number(row, column, _Exact(raw) if isinstance(raw, float) else raw, look)
    else:
        if length_in_a_cell(raw) > LONGEST_TEXT:
            raise RegisterError(
                f"The text that begins {raw[:40]!r} is longer than an Excel cell can hold ({LONGEST_TEXT} "
                "characters): shorten it, or split it with a blank line."
            )
        worksheet.write_string(row, column, raw, look)


def room_in(width: float, kind: Kind) -> float:
    """Return how many characters of a line a column of that width has for a text of that kind."""
    return width if kind in CENTRED else width - INDENT


def spare_style(formats: Formats, kind: Kind, style: str = "spare") -> Format:
    """Return the format of a cell of that kind in a spare row, in that style."""
    return _style(formats, kind, _BASE_FORMATS.get(kind, "General"), style)


def _style(formats: Formats, kind: Kind, number_format: str, style: str = "input") -> Format:
    return formats(style, **_more(kind, number_format))


@lru_cache(500)
def _more(kind: Kind, number_format: str) -> Mapping[str, Any]:
    """Return what the format of a cell of that kind has besides its style."""
    centred = {"align": "center", "indent": 0} if kind in CENTRED else {}
    return {"num_format": _ID.get(number_format, number_format), **centred}


def stored_as(read: Input[Any], kind: Kind) -> tuple[Raw, str]:
    """Return what a cell of that kind stores for an input, and its number format."""
    base = _BASE_FORMATS.get(kind, "General")
    if read.raw is not None and read.cell:
        return _as_it_was(read, base)
    return _as_read(read, kind, base)


def _as_read(read: Input[object], kind: Kind, base: str) -> tuple[Raw, str]:
    """Return what to store for a register's text, and the number format for that."""
    if not read.typed:
        return None, base
    number = _as_number(read, kind)
    if number is not None:
        return number, _number_format(read, kind)
    if isinstance(read.value, date) and kind in DATES:
        return datetime(read.value.year, read.value.month, read.value.day), base
    return _as_words(read, kind), base


def _as_it_was(read: Input[object], base: str) -> tuple[Raw, str]:
    """Return what to store for the content of another workbook's cell, and the number format with which it was read."""
    raw, number_format = read.raw, read.number_format or base
    if isinstance(raw, datetime):
        try:
            return to_serial(raw), number_format if shows_date(number_format) else DATE_FORMAT
        except ValueError:  # before 1900; it was never a date to anybody
            return read.text, "@"
    if isinstance(raw, float) and not abs(raw) <= LARGEST_NUMBER:
        return read.text, "@"
    return raw, number_format


def stays_text(read: Input[Any], kind: Kind) -> bool:
    """Tell whether a date or figure that is given is written as text, so that no formula can take it for one."""
    if not read.given or read.problem in (Problem.ABSENT, Problem.FORMULA_ERROR):
        return False
    if read.cell:
        return isinstance(read.raw, str) and kind in DATES | NUMBERS
    return not isinstance(read.value, date) if kind in DATES else kind in NUMBERS and _as_number(read, kind) is None


def _as_words(read: Input[object], kind: Kind) -> str:
    """Return the plan's own word for a value from a list, or else the text itself."""
    if isinstance(read.value, Rating):
        return read.value.code
    if kind in LISTS and kind not in OPEN_LISTS and read.value is not None:
        return str(read.value)
    return read.text


def _as_number(read: Input[object], kind: Kind) -> float | None:
    """Return the number to store, or None if the cell must hold text to keep every digit."""
    if kind is Kind.ITEM_NUMBER:
        is_whole = read.text.isascii() and read.text.isdigit() and read.text == (read.text.lstrip("0") or "0")
        return float(read.text) if is_whole and len(read.text) <= _MOST_DIGITS else None
    if kind is Kind.TOLERANCE and read.unit not in (None, "%"):
        return None  # its unit decides how it is judged, and no formula can see that in a number format
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
    return read.unit == "%" or (kind in (Kind.PERCENT, Kind.TOLERANCE) and read.unit is None and read.problem is None)


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
