"""Dates and times as a number format shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from plan_workbook.values.number_format import Part, Piece, Section

_DAY = 86_400_000
"""Milliseconds."""
_LAST = 2_958_466
"""The day after 31 December 9999."""
_LEAP = 60
"""29 February 1900, which Excel has although there was no such day."""
_WEEKDAYS = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_BUDDHIST = 543


def days_of(value: time | timedelta) -> int | float:
    """Return a time of day, or a length of time, as the number of days that Excel stores for it."""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    days = value / timedelta(days=1)
    return int(days) if days.is_integer() else days


def serial_of(value: datetime) -> Decimal:
    """Return the number that Excel stores for a date and time, counted from 1 January 1900."""
    since = value.replace(tzinfo=None) - datetime(1899, 12, 30)
    days = Decimal(since // timedelta(microseconds=1)) / (_DAY * 1000)
    return days if days > _LEAP else days - 1


def date_text(section: Section, number: Decimal) -> str | None:
    """Return a number as a date section shows it; None if it is no date of Excel's calendar."""
    if not 0 <= number < _LAST:
        return None
    places = max((len(p.text) - 1 for p in section.pieces if p.part is Part.DATE and p.text[0] == "."), default=0)
    step = 10 ** max(0, 3 - places)
    milliseconds = (round(number * _DAY) + step // 2) // step * step
    serial, rest = divmod(milliseconds, _DAY)
    year, month, day = _calendar(serial)
    hour = rest // 3_600_000
    twelve = section.has(Part.NOON)
    values = {
        "y": year,
        "e": year,
        "b": year + _BUDDHIST,
        "m": month,
        "d": day,
        "h": (hour % 12 or 12) if twelve else hour,
        "n": rest // 60_000 % 60,
        "s": rest // 1000 % 60,
    }
    return "".join(_piece_text(piece, values, serial, milliseconds) for piece in section.pieces)


def _calendar(serial: int) -> tuple[int, int, int]:
    if serial == 0:
        return 1900, 1, 0
    if serial == _LEAP:
        return 1900, 2, 29
    day = date(1899, 12, 31) + timedelta(days=serial - (serial > _LEAP))
    return day.year, day.month, day.day


def _piece_text(piece: Piece, values: dict[str, int], serial: int, milliseconds: int) -> str:
    if piece.part is Part.ELAPSED:
        unit = {"h": 3_600_000, "m": 60_000, "s": 1000}[piece.text[0]]
        return str(milliseconds // unit).zfill(len(piece.text))
    if piece.part is Part.NOON:
        words = piece.text.split("/")
        return words[milliseconds % _DAY >= _DAY // 2]
    if piece.part is not Part.DATE:
        return piece.text if piece.part in (Part.LITERAL, Part.BLANK, Part.POINT, Part.COMMA) else ""
    letter, length = piece.text[0], len(piece.text)
    if letter == ".":
        return f".{milliseconds % 1000:03}".ljust(length, "0")[:length]
    if letter == "m" and length > 2:
        name = date(2000, values["m"], 1).strftime("%B")
        return {3: name[:3], 5: name[:1]}.get(length, name)
    if letter == "d" and length > 2:
        name = _WEEKDAYS[serial % 7]
        return name[:3] if length == 3 else name
    if letter in "yb":
        return f"{values[letter] % 100:02}" if length <= 2 else f"{values[letter]:04}"
    return str(values[letter]).zfill(min(length, 2))
