"""What one cell of a history says: a date, a kind, a text, a figure with its unit, or why it can't be read."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.layout import Column
from plan_workbook.package.serial_dates import from_serial
from plan_workbook.patterns import pattern
from plan_workbook.plan.history_line import Figure, Kind
from plan_workbook.reading.cells import Cell, as_code, as_text
from plan_workbook.reading.dates import read_date
from plan_workbook.reading.figures import figure_shown
from plan_workbook.reading.numbers import read_number
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.text import fold, listed, says_no_value, tidy

_SERIALS = range(18_000, 80_000)
"""The numbers that are taken for dates if a program has lost their formats: from 1949 to 2119."""
_FIGURE = pattern(r"(-?)([£$€]?)(\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)
_BETWEEN = " to "
"""Between the edges of a target that is a range."""


class Fault(NamedTuple):
    """Why a cell can't be read."""

    why: str


_NOT_A_DATE = Fault("it is not a date")
_NOT_A_KIND = Fault(f"it is not {listed([kind.value for kind in Kind], 'or')}")
_NOT_A_FIGURE = Fault("it is not a number with its unit")


def text_of(cell: Cell) -> str:
    """Return the content of a cell as the sheet shows it; empty for a blank."""
    return "" if cell.blank else as_code(cell.raw, cell.number_format)


def as_written(cell: Cell) -> str:
    """Return the content of a cell as a register has it."""
    if cell.blank:
        return ""
    if isinstance(cell.raw, datetime):
        return cell.raw.date().isoformat()
    return as_text(cell.raw, cell.number_format)


def value_of(column: Column, cell: Cell, item_word: str) -> object:
    """Return the value of a cell that holds no figure; findings call recommendations what the plan calls them."""
    if cell.error:
        return Fault("it is an error, not a value")
    if column.kind is layout.Kind.END_DATE:
        return _date(cell)
    text = tidy(as_written(cell) if column.kind is layout.Kind.PERIOD else text_of(cell))
    if column.key == "kind":
        kinds = {fold(item_word): Kind.RECOMMENDATION, **{fold(kind): kind for kind in Kind}}
        return kinds.get(fold(text), _NOT_A_KIND) if text else None
    return text or (None if column.key == "recommendation" else "")


def _date(cell: Cell) -> object:
    if cell.blank or says_no_value(text_of(cell)):
        return None
    raw = cell.raw
    if isinstance(raw, int | float) and not isinstance(raw, bool) and int(raw) in _SERIALS:
        found = from_serial(raw)
        return found.date() if isinstance(found, datetime) else _NOT_A_DATE
    return read_date(raw, cell.number_format, month_is_end=True) or _NOT_A_DATE


def figure_of(cell: Cell, unit: str) -> object:
    """Return the figure in a cell; `unit` is what the hidden column says, which counts if the cell shows none."""
    if cell.error:
        return Fault("it is an error, not a value")
    shown = _figure_of_number(cell, unit)
    if isinstance(shown, Figure) and abs(shown.value) >= 1:
        return shown  # it shows a digit, so it can't say that there is no value
    if cell.blank or says_no_value(text := tidy(text_of(cell))):
        return None
    if shown is not None:
        return shown
    low, between, high = text.partition(_BETWEEN)
    if between:
        one, other = _figure_in(low, unit), _figure_in(high, unit)
        return one._replace(unit=other.unit, upper=other.value) if one and other else _NOT_A_FIGURE
    return _figure_in(text, unit) or _NOT_A_FIGURE


def _figure_of_number(cell: Cell, unit: str) -> Figure | Fault | None:
    """Return the figure that a cell shows for its number; None if it holds something else."""
    raw = cell.raw
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return None
    shown = figure_shown(as_decimal(raw), cell.number_format, unit)
    return Figure(shown.value, shown.unit or unit) if shown and shown.value is not None else _NOT_A_FIGURE


def _figure_in(text: str, unit: str) -> Figure | None:
    """Return the figure that a text is: a number with any unit, as a register writes it; None if it is not one."""
    number = read_number(text, "General", "")
    if number.value is not None:
        return Figure(number.value, number.unit or unit)
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    sign, currency, digits, rest = found.groups()
    if rest and not rest.startswith((" ", "%")):
        return None
    return Figure(Decimal(sign + digits.replace(",", "")), f"{currency}{rest}".strip())
