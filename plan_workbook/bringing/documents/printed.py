"""What a cell of a workbook shows, as somebody in Britain sees it in Excel, and the number or date that is in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from plan_workbook.bringing.documents.document import Typed
from plan_workbook.package.cell_values import Stored
from plan_workbook.package.number_formats import GENERAL
from plan_workbook.reading.dates import shows_no_day
from plan_workbook.reading.grid import text_typed
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.number_format import number_format
from plan_workbook.values.shown import shown
from plan_workbook.values.shown_dates import days_of, serial_of
from plan_workbook.values.units import plain_number

_FIRST_YEAR = 1900
_AS_IT_IS = frozenset({GENERAL, "@"})
_DAY, _MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_HERE = {
    "mm-dd-yy": _DAY,
    "m/d/yy h:mm": _MOMENT,
    '"$"#,##0_);("$"#,##0)': "£#,##0;-£#,##0",
    '"$"#,##0_);[Red]("$"#,##0)': "£#,##0;-£#,##0",
    '"$"#,##0.00_);("$"#,##0.00)': "£#,##0.00;-£#,##0.00",
    '"$"#,##0.00_);[Red]("$"#,##0.00)': "£#,##0.00;-£#,##0.00",
    r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)': '£#,##0;-£#,##0;£"-";@',
    r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)': '£#,##0.00;-£#,##0.00;£"-";@',
}
"""Formats that Excel shows in the way of whoever opens the workbook."""
_LONG_DAY, _CLOCK = ("[$-F800]", "[$-x-sysdate]"), ("[$-F400]", "[$-x-systime]")
"""Formats begin with these if they are the long date, or the time, of whoever opens the workbook."""


@lru_cache(maxsize=4096, typed=True)  # the same few dates, and figures, are in many cells
def printed(value: Stored, code: str) -> tuple[str, Typed]:
    """Return the text that a cell shows for a value in a number format, and the value if it is a number or a date.

    A value that the format hides, and one whose format can't be followed, is shown in full: nothing is lost.
    """
    if value is None:
        return "", None
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, str):
        text = text_typed(value)
        return (text if code in _AS_IT_IS else number_format(code).with_text(text) or text), None
    here = _as_here(code)
    if isinstance(value, date):
        return _of_date(value if isinstance(value, datetime) else datetime(value.year, value.month, value.day), here)
    if code == GENERAL and isinstance(value, int | float):
        number = as_decimal(value)
        return plain_number(number), number
    number = as_decimal(days_of(value) if isinstance(value, time | timedelta) else value)
    text = (shown(number, here) or "").strip() if number.is_finite() else ""
    return text or plain_number(number), number


def _of_date(moment: datetime, code: str) -> tuple[str, Typed]:
    if moment.year < _FIRST_YEAR:  # Excel only shows signs for a date before its calendar
        number = serial_of(moment)
        return plain_number(number), number
    text = (shown(serial_of(moment), code) if number_format(code).is_date else "") or f"{moment:%d/%m/%Y}"
    return text.strip(), serial_of(moment) if shows_no_day(code) else moment.date()


def _as_here(code: str) -> str:
    if code.startswith(_LONG_DAY):
        return "dd mmmm yyyy"
    if code.startswith(_CLOCK):
        return "hh:mm:ss"
    return _HERE.get(code, code)
