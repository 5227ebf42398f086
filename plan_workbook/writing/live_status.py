"""Whether the Status formula of an indicator's own sheet says the same as the tool."""

from __future__ import annotations

from decimal import Decimal

from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.plan.status import status_of
from plan_workbook.values.decimals import as_decimal


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
