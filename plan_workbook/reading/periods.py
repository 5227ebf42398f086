"""Reads the period that a figure covers as the date on which it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from plan_workbook.patterns import pattern
from plan_workbook.plan.inputs import Raw
from plan_workbook.reading.dates import month_end, read_date
from plan_workbook.values.months import month_number
from plan_workbook.values.text import plain

_QUARTER = r"(?:(?:Q|Qtr|Quarter)\.?\s*(?P<quarter>[1-4])|(?P<nth>[1-4])(?:st|nd|rd|th) quarter|H(?P<half>[12]))"
_YEARS = r"(?:FY\s*)?(?P<first>\d{4})(?:\s*[/-]\s*(?P<second>\d{2}|\d{4}))?"
_SHORT_YEARS = r"(?:FY\s*)?(?P<first>\d{2})\s*[/-]\s*(?P<second>\d{2})"
_BETWEEN = r"[\s,:(-]*(?:of\s+)?"
_FORMS = tuple(
    pattern(form, re.IGNORECASE)
    for form in (
        rf"{_QUARTER}(?:{_BETWEEN}{_YEARS}\)?)?",
        rf"{_QUARTER}{_BETWEEN}{_SHORT_YEARS}\)?",
        rf"{_YEARS}[\s,:(-]+{_QUARTER}\)?",
        rf"{_SHORT_YEARS}[\s,:(-]+{_QUARTER}\)?",
        _YEARS,
        rf"FY\s*{_SHORT_YEARS}",
        r"(?P<month_name>[A-Za-z]{3,9})\.?",
    )
)
_UP_TO = pattern(r"^(?:(?:as )?at|as of|(?:up )?to)(?: the)? (?=\S)", re.IGNORECASE)
_FROM_MONTH = pattern(r"(?P<from>[A-Za-z]{3,9})\.?(?: \d{4})?(?: ?- ?| to )(?=(?P<until>[A-Za-z]{3,9}))", re.IGNORECASE)


def read_period(raw: Raw, number_format: str, *, calendar: bool, report_date: date | None) -> date | None:
    """Return the date on which the period ends, or None if it can't be read.

    Quarters run from April unless `calendar`; a financial year (``2017/18``) always does. Without a year it is
    the last such period that had ended by `report_date`. In ``Jul-Sep 2017`` and ``to 30 September 2017``, only the end
    matters.
    """
    if raw is None or isinstance(raw, datetime | bool):
        return read_date(raw, number_format, month_is_end=True)
    text = _last_part(plain(str(raw)))
    day = read_date(text, number_format, month_is_end=True)
    if day:
        return day
    for form in _FORMS:
        if found := form.fullmatch(text):
            try:
                return _period(found.groupdict(), calendar, report_date)
            except (ValueError, OverflowError):
                return None  # a year that the calendar does not have
    return None


def month_named(raw: Raw, number_format: str, report_date: date | None) -> date | None:
    """Return the last day of the month that a reporting period is called after; None if it is called otherwise."""
    if raw is None or months_of(raw) != 1:
        return None
    return read_period(raw, number_format, calendar=False, report_date=report_date)


def months_of(raw: Raw) -> int:
    """Return how many months a period covers: 3 for a quarter, 6 for a half, 12 for a year; 1 for all others.

    A span (``Jul-Sep 2017``) covers its months.
    """
    if not isinstance(raw, str | int | float) or isinstance(raw, bool):
        return 1
    text = _UP_TO.sub("", plain(str(raw)), count=1)
    if span := _FROM_MONTH.match(text):
        first, last = month_number(span["from"]), month_number(span["until"])
        return (last - first) % 12 + 1 if first and last else 1
    if read_date(text, "", month_is_end=True):
        return 1
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            if parts.get("month_name"):
                return 1
            return 3 if parts.get("quarter") or parts.get("nth") else 6 if parts.get("half") else 12
    return 1


def _last_part(text: str) -> str:
    """Return the end of a span of time: ``Sep 2017`` of ``Jul-Sep 2017``, ``31 October`` of ``to 31 October``."""
    if found := _UP_TO.match(text):
        return text[found.end() :]
    found = _FROM_MONTH.match(text)
    return text[found.end() :] if found and month_number(found["from"]) and month_number(found["until"]) else text


def _period(parts: dict[str, str | None], calendar: bool, report_date: date | None) -> date | None:
    if name := parts.get("month_name"):
        month = month_number(name)
        return _last_by(report_date, lambda year: month_end(date(year, month, 1))) if month else None
    first, second = parts.get("first"), parts.get("second")
    if second and (int(first or 0) + 1) % 100 != int(second) % 100:
        return None
    if first and len(first) == 2:
        first = f"20{first}"
    financial = not calendar or bool(second)
    quarter = int(parts.get("quarter") or parts.get("nth") or 2 * int(parts.get("half") or 2))
    if first is None:
        return _last_by(report_date, lambda year: _quarter_end(year, quarter, financial))
    if not second and not any(parts.get(part) for part in ("quarter", "nth", "half")) and financial:
        return None  # a single year in a plan whose years start in April: it could be either of two
    return _quarter_end(int(first), quarter, financial)


def _quarter_end(year: int, quarter: int, financial: bool) -> date:
    """Return the last day of a quarter of the year that starts in `year`."""
    last = 3 * quarter + (3 if financial else 0)
    return month_end(date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1))


def _last_by(report_date: date | None, end_in: Callable[[int], date]) -> date | None:
    """Return the latest of these yearly dates that is not after the report date; None without a report date."""
    if report_date is None:
        return None
    ends = (end_in(report_date.year - back) for back in range(3))
    return next((end for end in ends if end <= report_date), None)
