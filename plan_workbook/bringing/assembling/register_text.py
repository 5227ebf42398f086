"""The text of a cell for the register: as printed, unless that would read as something else than what is stored."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from plan_workbook import layout
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.layout import Kind as Holds
from plan_workbook.reading.dates import read_date
from plan_workbook.reading.numbers import read_number
from plan_workbook.values.text import says_no_value
from plan_workbook.values.units import plain_number


def printed(cell: Cell, holds: Holds | None) -> str:
    """Return the text of a cell for a field that holds this.

    A date or figure that the file has as such is given as printed if that reads as the same, and otherwise in a form
    that does: a date in American order as ``2018-03-04``, a figure of which only some digits are shown with all of
    them. A month alone stays one, as ``Mar 2018``: what day it means is for the register to say.
    """
    text = cell.text.strip().replace("\r\n", "\n").replace("\r", "\n")
    value = cell.value
    if isinstance(value, date) and holds in layout.DATES:
        return _date(text, _day(value), holds)
    if isinstance(value, Decimal) and holds in layout.NUMBERS and text and not says_no_value(text):
        return _figure(text, value)
    if holds is Holds.LEADS and "\n" in text:
        return _on_one_line(text)
    return text


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _date(text: str, day: date, holds: Holds) -> str:
    """Return a date as printed if it says the year in full; a month alone as ``Mar 2018``, not ``Mar-18``."""
    read = read_date(text, "General", month_is_end=holds is Holds.END_DATE)
    other = read_date(text, "General", month_is_end=holds is not Holds.END_DATE)
    if read is not None and other != read and (read.year, read.month) == (day.year, day.month):
        return text if f"{day.year}" in text else f"{day:%b %Y}"
    return text if read == day and f"{day.year}" in text else day.isoformat()


def _figure(text: str, value: Decimal) -> str:
    """Return a figure as printed if it reads as what is stored, otherwise with all its digits."""
    number = read_number(text, "General", "")
    if number.value is None:
        return text
    factor = 100 if number.unit == "%" else 1
    if number.value == value * factor:
        return text
    if number.unit is None:
        return plain_number(value)
    return f"{plain_number(value * factor)}%" if number.unit == "%" else text


def _on_one_line(text: str) -> str:
    """Return names that stand below each other with ``&`` between them; one that goes on in the next line stays one."""
    whole = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        goes_on = not whole or whole.endswith((",", "&", "/", ";", " and", "-"))
        cut = whole[-1:] == "-" and whole[-2:-1].isalpha() and line[:1].isalpha()  # ``Ellis-`` above ``Jones``
        whole += ("" if cut or not whole else " " if goes_on else " & ") + line
    return whole
