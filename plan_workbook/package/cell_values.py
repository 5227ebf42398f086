"""The value of a cell, from what is stored of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.rich_text import Run, SharedTexts
from plan_workbook.package.serial_dates import duration, from_iso, from_serial

Stored = str | bool | int | float | datetime | date | time | timedelta | None
"""The value of a cell; None if it has none."""
NUMBER, DATE, TEXT, TRUTH, ERROR = "n", "d", "s", "b", "e"
"""The types of cells."""
TEXT_OF_FORMULA = "str"
"""The type, as it is stored, of a cell whose formula gives a text; it stays so if the text is empty."""
_OWN_TEXT = "inlineStr"
"""The type, as it is stored, of a cell with a text that is not among the shared ones."""
_NO_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
"""What ExcelJS stores for a date that it can't read, such as 0: the rest of the workbook is sound."""
_NO_DATE = "#VALUE!"
"""What a cell holds whose number is too large or too small for the date that it should be shown as."""


CellValue = tuple[str, Stored, float | None, tuple[Run, ...]]
"""The type of a cell, one of those above, or as it is stored if the cell has no value; its value; the stored number of
a date; the pieces of a text in several fonts. A plain tuple, because a sheet has thousands."""


class CellValues:
    """Reads what cells of a workbook hold."""

    def __init__(self, texts: SharedTexts, formats: Sequence[CellFormat], day_zero: datetime) -> None:
        """Take its shared texts, its cell formats, and the first day of its date system."""
        self._texts, self._formats, self._day_zero = texts, formats, day_zero

    def of(self, kind: str, text: str | None, style: int, own: tuple[str, tuple[Run, ...]] | None) -> CellValue:
        """Return what a cell holds.

        Args:
            kind: its type, as it is stored.
            text: its stored value, if it has one.
            style: the number of its format.
            own: the text in the cell itself, with its runs, if there is one.

        Raises:
            ValueError, LookupError: its value can't be what its type says.
        """
        if kind == _OWN_TEXT:
            return (kind, None, None, ()) if own is None else (TEXT, own[0], None, own[1])
        if not text:
            return kind, None, None, ()
        if kind == TEXT:
            return self.shared(number_from_0(text))
        if kind == NUMBER:
            return (ERROR, "#NUM!", None, ()) if text in _NO_NUMBERS else self._number(text, self._formats[style])
        if kind == TEXT_OF_FORMULA:
            return TEXT, text, None, ()
        if kind == TRUTH:
            return kind, bool(int(text)), None, ()
        return kind, from_iso(text) if kind == DATE else text, None, ()

    def shared(self, number: int) -> CellValue:
        """Return the shared text of that number.

        Raises:
            IndexError: there are fewer.
        """
        return TEXT, self._texts.texts[number], None, self._texts.runs.get(number, ())

    def _number(self, text: str, its: CellFormat) -> CellValue:
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        if not its.date:
            return NUMBER, number, None, ()
        try:
            value = duration(number) if its.duration else from_serial(number, self._day_zero)
        except (OverflowError, ValueError):
            return ERROR, _NO_DATE, number, ()
        return DATE, value, number, ()


def number_from_0(text: str) -> int:
    """Return a number that counts from 0, and not, as Python counts, from the end.

    Raises:
        ValueError: it is not such a number.
    """
    number = int(text)
    if number < 0 or text.strip().startswith("-"):
        raise ValueError("texts and formats are counted from 0")
    return number
