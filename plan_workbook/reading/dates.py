"""Dates as people write them: the day before the month, or a month on its own."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from plan_workbook.patterns import pattern
from plan_workbook.plan.inputs import Raw
from plan_workbook.values.months import MONTHS, month_number
from plan_workbook.values.number_format import number_format
from plan_workbook.values.text import plain

_MONTH = r"(?P<month_name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_SEP = r"[\s./,-]*"
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:s|nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WHOLE_DATES = tuple(
    pattern(f"{_WEEKDAY}{form}(?: 00:00(?::00)?)?", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\3(?P<day>\d{1,2})(?:T00:00:00)?",
        rf"{_DAY}\s?([./ -])\s?(?P<month>\d{{1,2}})\s?\3\s?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?{_SEP}(?:of )?{_MONTH}{_SEP}{_YEAR}",
        rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)
_MONTH_ENDS = pattern(rf"(?:the )?end (?:of )?{_MONTH}{_SEP}{_YEAR}", re.IGNORECASE)
_MONTHS_ALONE = tuple(
    pattern(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}{_SEP}{_YEAR}",
        r"(?P<month>\d{1,2})[/-](?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
    )
)
_LONGEST = 200
"""Characters that a date has at most, with spaces and characters that nobody sees."""
_FEBRUARY = 2
_FIRST_YEAR = 1900
"""The first year of Excel's calendar; an earlier one is a typing error."""


def month_end(day: date) -> date:
    """Return the last day of that day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def shows_month_only(code: str) -> bool:
    """Tell whether a number format shows a month and its year, and no day, such as ``mmm-yy``.

    Excel turns ``Sep-17`` typed into an ordinary cell into 1 September 2017 with such a format: the
    lead sees, and means, the month.
    """
    parts = number_format(code).date_parts
    return {"m", "y"} <= parts and "d" not in parts


def shows_no_day(code: str) -> bool:
    """Tell whether a number format shows a time, and no part of a date, such as ``hh:mm``."""
    parts = number_format(code).date_parts
    return bool(parts) and not parts & {"d", "m", "y"}


def read_date(raw: Raw, code: str, *, month_is_end: bool) -> date | None:
    """Return the date in a cell with that number format, or None if it can't be read.

    `month_is_end` says what a month alone means: its last day (a completion) or its first (a start). Dates
    are read day first, two-digit years are 20xx; a date that does not exist is unreadable, and so is one
    with the wrong day of the week. A cell that shows only a time has no date.
    """
    if isinstance(raw, datetime):
        if shows_no_day(code) or raw.year < _FIRST_YEAR:
            return None
        shown = raw.date()
        month_alone = shows_month_only(code) and shown.day == 1
        return month_end(shown) if month_alone and month_is_end else shown
    if not isinstance(raw, str):
        return None
    if len(raw) > _LONGEST:
        return None
    text = plain(raw).rstrip(" .,;")
    for form in _MONTHS_ALONE:  # first, because periods are called after months; no text has two of these forms
        if found := form.fullmatch(text):
            first = _date(found, 1)
            return month_end(first) if first and month_is_end else first
    for form in _WHOLE_DATES:
        if found := form.fullmatch(text):
            day = _date(found, int(found["day"]))
            return day if day and _is_weekday(day, found["weekday"]) else None
    if found := _MONTH_ENDS.fullmatch(text):
        first = _date(found, 1)
        return month_end(first) if first else None
    return None


def why_no_day(raw: Raw) -> str:
    """Return why there is no such day, ``April has 30 days``, for a text that `read_date` does not read.

    Empty if it is not written like a date.
    """
    text = plain(raw).rstrip(" .,;") if isinstance(raw, str) and len(raw) <= _LONGEST else ""
    found = next((found for form in _WHOLE_DATES if (found := form.fullmatch(text))), None)
    month = _month(found.groupdict()) if found else 0
    if found is None or not (month or found.groupdict().get("month")):
        return ""
    if not 1 <= month <= len(MONTHS):
        return f"there is no month {month}, and the day comes first"
    first = _date(found, 1)
    if first is None:
        return f"no date is before {_FIRST_YEAR}"
    last = monthrange(first.year, month)[1]
    if not 1 <= int(found["day"]) <= last:
        return f"{MONTHS[month - 1].capitalize()}{f' {first.year}' if month == _FEBRUARY else ''} has {last} days"
    day = first.replace(day=int(found["day"]))
    return "" if _is_weekday(day, found["weekday"]) else f"that day is a {day:%A}"


def _month(parts: dict[str, str | None]) -> int:
    number = parts.get("month")
    return int(number) if number else month_number(parts["month_name"] or "") or 0


def _date(found: re.Match[str], day: int) -> date | None:
    """Return the date made of these pieces; None if the month or day does not exist, or Excel has no such year."""
    parts = found.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    try:
        return date(year, _month(parts), day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _is_weekday(day: date, name: str | None) -> bool:
    return name is None or f"{day:%A}".casefold().startswith(name.casefold()[:3])
