"""Facts about an indicator, worked out before rules look at it."""

from __future__ import annotations

from datetime import date

from plan_workbook.checking.alike import alike, not_copied
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.indicators.conflicts import Conflict, conflicts
from plan_workbook.checking.indicators.pi_number import pi_named
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.last_month import Compared, previous_mismatch, target_moved
from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.row_names import is_placeholder
from plan_workbook.values.text import fold, listed
from plan_workbook.values.units import plain_unit

STALE_MONTHS = 3
VALUES = frozenset({Kind.NUMBER})
"""The kind of input that is in the indicator's own unit."""

# --------------------------------------------------------------------------------------------- from one row


@INDICATORS.of_row
def shown_unit(case: Case[Indicator]) -> str:
    """Return its unit as units are compared: the one in its Unit cell, or else the one shown by its values."""
    return plain_unit(case.item.shown_unit) if case.item.shown_unit else ""


@INDICATORS.of_row
def in_other_units(case: Case[Indicator]) -> list[str]:
    """Return the values that are in another unit than the row; if all values agree, only the first of them."""
    values = {key: case.inputs[key] for key, kind in INDICATORS.inputs.items() if kind in VALUES}
    other = [key for key, read in values.items() if read.problem is Problem.OTHER_UNIT]
    carried = {plain_unit(read.unit) for read in values.values() if read.unit}
    return other[:1] if len(carried) == 1 else other


@INDICATORS.of_row
def placeholder(case: Case[Indicator]) -> bool:
    """Tell whether its PI number is only a placeholder."""
    return is_placeholder(case.item)


def period_end(case: Case[Indicator]) -> date | None:
    """Return the day its period ends, or the day the plan's figures go up to if it has no period."""
    return case.item.period.value if case.item.period.given else case.plan.date("data_as_at")


@INDICATORS.of_row
def stale(case: Case[Indicator]) -> bool:
    """Tell whether its period ends more than three calendar months before the report date's month."""
    end, report_date = period_end(case), case.plan.report_date
    if end is None or report_date is None:
        return False
    return (report_date.year - end.year) * 12 + report_date.month - end.month > STALE_MONTHS


@INDICATORS.of_row
def out_of_range(case: Case[Indicator]) -> bool:
    """Tell whether it is a percentage whose actual or target is below 0 or above 100."""
    values = (case.item.actual.value, case.item.target.value)
    return plain_unit(case.item.shown_unit) == "%" and any(v is not None and not 0 <= v <= 100 for v in values)


# --------------------------------------------------------------------------------------------- from the whole plan


@INDICATORS.of_plan
def conflict(subject: Subject) -> dict[Place, Conflict]:
    """Return how its PI number is reported differently in another row."""
    return conflicts(subject.plan.indicators)


@INDICATORS.of_plan
def same_figures(subject: Subject) -> dict[Place, str]:
    """Return indicators with another PI number but the same target, actual, unit and last three words."""
    found: dict[Place, str] = {}
    for each, others in alike(subject.plan.indicators, _figures):
        others = not_copied(subject.plan, each.sheet, others)
        different = [other for other in others if other.number.compared != each.number.compared]
        if different:
            words = [f"{pi_named(other.number.text)} ({other.sheet}!{other.number.cell})" for other in different]
            found[each.sheet, each.row] = listed(words)
    return found


def _figures(indicator: Indicator) -> tuple[object, ...] | None:
    words = fold(indicator.description.text).rstrip(".").split()
    target, actual = indicator.target.value, indicator.actual.value
    if not indicator.number.there or is_placeholder(indicator) or target is None or actual is None or len(words) < 3:
        return None
    return target, actual, plain_unit(indicator.shown_unit), *words[-3:]


@INDICATORS.of_plan
def actual_then(subject: Subject) -> dict[Place, str]:
    """Return last month's actual if Previous does not say the same."""
    return _since_last_month(subject, previous_mismatch)


@INDICATORS.of_plan
def target_then(subject: Subject) -> dict[Place, str]:
    """Return last month's target if it has changed since."""
    return _since_last_month(subject, target_moved)


def _since_last_month(subject: Subject, compared: Compared) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for owner in subject.plan.recommendations:
        before = subject.last_month.indicators(owner)
        for each in owner.indicators:
            if (then := compared(each, before.get(each.row))) is not None:
                found[each.sheet, each.row] = then
    return found
