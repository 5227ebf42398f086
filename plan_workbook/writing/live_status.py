"""Whether the Status formula of an indicator's own sheet says the same as the tool, and what it is told where not.

A formula can't see what a number format adds to a number or divides it by, and does not read every text that the tool
reads. Checks lists such rows with the status that the tool gives them, under what is in the row's cells: a formula
that finds its row there takes that status, until somebody changes a cell of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plan_workbook.layout import STATUSES_NAME
from plan_workbook.plan.inputs import Input, Problem, Raw
from plan_workbook.plan.model import DEFAULT_TOLERANCE, Indicator, Plan
from plan_workbook.plan.status import status_of, terms_of
from plan_workbook.plan.uses import has_full_terms
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.shown_dates import serial_of
from plan_workbook.values.units import plain_number
from plan_workbook.writing.literal import constant

_KEY = ("unit", "better", "target", "target_now", "floor", "tolerance", "previous", "actual")
"""The columns that a status follows from; a row is known by the place of the last, and what is in those of them that
its sheet has."""
_FIGURES = tuple(key for key in _KEY if key not in ("unit", "better"))
_ONLY_IN_FULL = frozenset({"target_now", "floor"})
"""The columns that only the full formula looks at."""
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
        on_sheet = [key for key in _KEY if key not in _ONLY_IN_FULL or row.inputs[key].cell]
        status = "" if row.states_none else status_of(row, plan).value
        formula_agrees = row.live_status.text == status
        in_full = not _ONLY_IN_FULL.isdisjoint(on_sheet)
        figures = [row.inputs[key] for key in _FIGURES if key in on_sheet]
        plain = all(_is_plain_number(read) and not isinstance(read.raw, str) for read in figures)
        if in_full or has_full_terms(row):
            plain = plain and formula_agrees and not _is_too_much(row, figures, plan)
        if plain and not row.states_none:
            continue
        keys = [on_sheet]
        if in_full and not formula_agrees:  # which may have been made before the sheet had these columns
            keys.append([key for key in on_sheet if key not in _ONLY_IN_FULL])
        for each in keys:
            raws = [row.inputs[key].raw for key in each]
            key = "|".join((row.actual.cell, *map(_as_text, raws)))
            if all(map(_can_be_written, raws)) and len(key) <= _LONGEST_KEY:
                found.append(ToldStatus(row.actual.cell, tuple(map(_as_written, raws)), key, status))
    return found


def _is_too_much(row: Indicator, figures: Iterable[Input[Any]], plan: Plan) -> bool:
    """Tell whether a row of numbers is read otherwise by the full formula, which is shorter than the tool's reader.

    It does not see a unit in the number format of a tolerance, all that makes a number a percentage, or that the plan's
    own tolerance is a text.
    """
    default = plan.fields["default_tolerance"]
    by_default = row.tolerance.value is None and default.value is not None and isinstance(default.raw, str)
    unclear = any(read.problem is Problem.AMBIGUOUS for read in figures)
    return unclear or by_default or terms_of(row, DEFAULT_TOLERANCE).tolerance.absolute


def status_key(place: str, contents: Iterable[str]) -> str:
    """Return the formula, without "=", for what a row is known by: the address of its actual and its contents."""
    return '&"|"&'.join((place, *contents))


def status_told(cell: Mapping[str, str]) -> str:
    """Return the formula, without "=", for the status that a row is told; an error if it is told none."""
    actual = cell["actual"]
    contents = (cell[column] for column in _KEY if column in cell)
    key = status_key(f"ADDRESS(ROW({actual}),COLUMN({actual}),4)", contents)
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
    numbers: tuple[Input[Any], ...] = (row.target, row.actual, row.tolerance)
    return not row.states_none and not has_full_terms(row) and all(map(_is_plain_number, numbers))


def _is_plain_number(read: Input[Any]) -> bool:
    """Tell whether a formula reads a number as the tool does, or both read none; it only knows percentages."""
    if read.value is None:
        return read.problem not in (Problem.OTHER_UNIT, Problem.FORMAT_UNCLEAR) or isinstance(read.raw, str)
    if isinstance(read.raw, bool) or not isinstance(read.raw, int | float):
        return False
    stored = as_decimal(read.raw)
    return read.value in (stored, stored * 100)
