"""Whether the Status formula of an indicator's own sheet says the same as the tool, and what it is told where not.

A formula can't see what a number format adds to a number or divides it by, and does not read every text that the tool
reads. Checks lists such rows with the status that the tool gives them, under what is in the row's cells: a formula
that finds its row there takes that status, until somebody changes a cell of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from plan_workbook.layout import STATUSES_NAME
from plan_workbook.plan.inputs import Input, Problem, Raw
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.plan.status import status_of
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.shown_dates import serial_of
from plan_workbook.values.units import plain_number
from plan_workbook.writing.literal import constant

_KEY = ("unit", "better", "target", "tolerance", "previous", "actual")
"""The columns that a status follows from; a row is known by the place of the last, and what is in all of them."""
_FIGURES = ("target", "tolerance", "previous", "actual")
_LONGEST_KEY = 200
"""Characters; Excel looks up texts of up to 255."""


@dataclass(frozen=True)
class ToldStatus:
    """A row of Indicators whose status the formula is told."""

    cell: str
    """Where its actual is."""
    contents: tuple[str, ...]
    """What is in its cells, as a formula has it."""
    key: str
    """What it is known by."""
    status: str


def told_statuses(rows: Iterable[Indicator], plan: Plan) -> list[ToldStatus]:
    """Return those of the rows which a formula may read otherwise than the tool."""
    found = []
    for row in rows:
        raws = [row.inputs[key].raw for key in _KEY]
        plain = all(_is_plain_number(row.inputs[key]) and not isinstance(row.inputs[key].raw, str) for key in _FIGURES)
        key = "|".join((row.actual.cell, *map(_as_text, raws)))
        if (plain and not row.states_none) or not all(map(_can_be_written, raws)) or len(key) > _LONGEST_KEY:
            continue
        status = "" if row.states_none else status_of(row, plan).value
        found.append(ToldStatus(row.actual.cell, tuple(map(_as_written, raws)), key, status))
    return found


def status_key(place: str, contents: Iterable[str]) -> str:
    """Return the formula, without "=", for what a row is known by: the address of its actual and its contents."""
    return '&"|"&'.join((place, *contents))


def status_told(cell: Mapping[str, str]) -> str:
    """Return the formula, without "=", for the status that a row is told; an error if it is told none."""
    actual = cell["actual"]
    key = status_key(f"ADDRESS(ROW({actual}),COLUMN({actual}),4)", (cell[column] for column in _KEY))
    return f"VLOOKUP({key},{STATUSES_NAME},2,FALSE)"


def _can_be_written(raw: Raw) -> bool:
    """Tell whether a content means the same in a formula as in a cell."""
    if isinstance(raw, str):
        return all(char >= " " for char in raw) and "_x" not in raw
    return not isinstance(raw, bool)


def _as_written(raw: Raw) -> str:
    said = _as_text(raw)
    return constant(said) if raw is None or isinstance(raw, str) else said


def _as_text(raw: Raw) -> str:
    """Return the text that Excel makes of a content when it is joined to another."""
    if isinstance(raw, datetime):
        return plain_number(serial_of(raw))
    return plain_number(as_decimal(raw)) if isinstance(raw, int | float) else raw or ""


def status_is_live(row: Indicator, plan: Plan) -> bool:
    """Tell whether the sheet's own formula gives the same status as the tool.

    Its last result is saved with it, unless the workbook was saved by a program that does not calculate; then it gives
    the same if every number is typed as a number, and is stored as the value that is read or as a hundredth of it.
    """
    if not row.live_status.formula:
        return False
    expected = "" if row.states_none else status_of(row, plan).value
    if row.live_status.text or row.live_status.raw is not None:
        return row.live_status.text == expected
    numbers = (row.target, row.actual, row.tolerance)
    return not row.states_none and all(map(_is_plain_number, numbers))


def _is_plain_number(read: Input[Decimal]) -> bool:
    """Tell whether a formula reads a number as the tool does, or both read none; it only knows percentages."""
    if read.value is None:
        return read.problem not in (Problem.OTHER_UNIT, Problem.FORMAT_UNCLEAR) or isinstance(read.raw, str)
    if isinstance(read.raw, bool) or not isinstance(read.raw, int | float):
        return False
    stored = as_decimal(read.raw)
    return read.value in (stored, stored * 100)
