"""Dates as Excel stores them: days since a first day, or text in ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from plan_workbook.patterns import pattern

FROM_1900 = datetime(1899, 12, 30)
"""Day 0 of the usual date system. Excel counts a 29 February 1900, so this is right from 1 March 1900 on."""
FROM_1904 = datetime(1904, 1, 1)
"""Day 0 in workbooks first made on older Macs."""
_LEAP_DAY_THAT_NEVER_WAS = 60
_DAY = 86_400_000  #: milliseconds
_ISO = pattern(
    r"(?P<date>(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2}))?T?"
    r"(?P<time>(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>\.\d{1,3})?)?)?Z?"
)
_ISO_DURATION = pattern(r"PT(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d{1,3})?)S)?")


def from_serial(number: float, day_zero: datetime = FROM_1900) -> datetime | time:
    """Return the date of a stored number, to the millisecond; a number from 0 to 1 is a time of day.

    Raises:
        OverflowError, ValueError: no calendar has that date.
    """
    day, fraction = divmod(number, 1)
    rest = timedelta(milliseconds=round(fraction * _DAY))
    if 0 <= number < 1 and rest.days == 0:
        return (datetime.min + rest).time()
    if 0 < number < _LEAP_DAY_THAT_NEVER_WAS and day_zero == FROM_1900:
        day += 1
    return day_zero + timedelta(days=day) + rest


def to_serial(value: date | time | timedelta, day_zero: datetime = FROM_1900) -> float:
    """Return the number of days that stands for a date, with or without a time, a time of day, or a duration.

    Raises:
        ValueError: the date is before the first day of the date system; no cell can hold it.
    """
    if isinstance(value, timedelta):
        days = value / timedelta(days=1)
    elif isinstance(value, time):
        days = (datetime.combine(date.min, value) - datetime.min) / timedelta(days=1)
    else:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        days = (moment - day_zero) / timedelta(days=1)
        if day_zero == FROM_1900 and days < _LEAP_DAY_THAT_NEVER_WAS + 1:
            days -= 1
        if days < (1 if day_zero == FROM_1900 else 0):
            raise ValueError("before the first day")
    return int(days) if days.is_integer() else days


def duration(number: float) -> timedelta:
    """Return the duration of a stored number of days, to the millisecond.

    Raises:
        OverflowError, ValueError: it is too long to count.
    """
    exact = timedelta(days=number)
    if not exact.microseconds:
        return exact
    return timedelta(seconds=exact.total_seconds() // 1, microseconds=round(exact.microseconds, -3))


def from_iso(text: str) -> datetime | date | time | timedelta:
    """Return the date, time or duration of a text in ISO 8601, of the kinds that ECMA-376 (18.17.4) and Excel know.

    Raises:
        ValueError: it is not one of these.
    """
    found = _ISO.match(text)
    if found and any(found.groups()):
        part = {
            key: int(value) for key, value in found.groupdict("0").items() if key not in ("date", "time", "fraction")
        }
        microseconds = int(float(found["fraction"] or 0) * 1_000_000)
        moment = part["hour"], part["minute"], part["second"], microseconds
        if not found["date"]:
            return time(*moment)
        if not found["time"]:
            return date(part["year"], part["month"], part["day"])
        return datetime(part["year"], part["month"], part["day"], *moment)
    lasted = _ISO_DURATION.match(text)
    if lasted and any(lasted.groups()):
        return timedelta(**{key: float(value) for key, value in lasted.groupdict("0").items()})
    raise ValueError("not a date in ISO 8601")
