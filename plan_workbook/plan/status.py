"""The status, distance and dates of one indicator or one action: pure arithmetic, in decimals.

Readers of a plan rely on these definitions: an actual equal to its target meets it, a miss of exactly the tolerance
is near, and a target of zero has no tolerance. Numbers are equal if Excel treats them as equal: at 15 digits.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan
from plan_workbook.values.decimals import difference
from plan_workbook.values.text import fold, tidy
from plan_workbook.values.units import SINGULAR, plain_unit, with_unit


class PIStatus(StrEnum):
    """The status of a performance indicator, in the order in which the Summary counts them."""

    ON_TARGET = "On target"
    NEAR_TARGET = "Near target"
    OFF_TARGET = "Off target"
    NO_DATA = "No data"
    NO_TARGET = "No target"
    NOT_JUDGED = "Not judged"


JUDGED = (PIStatus.ON_TARGET, PIStatus.NEAR_TARGET, PIStatus.OFF_TARGET)


def pi_status(actual: Decimal | None, target: Decimal | None, better: Better | None, tolerance: Decimal) -> PIStatus:
    """Judge an actual against its target.

    Args:
        actual: the readable actual, or None.
        target: the readable target, in the same unit, or None.
        better: which way is good; None or Monitor is not judged.
        tolerance: the miss that is still near the target, in percent of it.
    """
    if actual is None:
        return PIStatus.NO_DATA
    if target is None:
        return PIStatus.NO_TARGET
    if better is None or better is Better.MONITOR:
        return PIStatus.NOT_JUDGED
    miss = difference(target, actual) if better is Better.HIGHER else difference(actual, target)
    if miss <= 0:
        return PIStatus.ON_TARGET
    return PIStatus.NEAR_TARGET if miss * 100 <= tolerance * abs(target) else PIStatus.OFF_TARGET


def status_of(indicator: Indicator, plan: Plan) -> PIStatus:
    """Return the status of one of the plan's indicators; its own tolerance takes precedence over the plan's."""
    own = indicator.tolerance.value
    return pi_status(
        indicator.actual.value,
        indicator.target.value,
        indicator.better.value,
        plan.default_tolerance if own is None else own,
    )


_DIFFERENCE = Decimal("5E-10")
"""The smallest difference between two figures that are not the same."""


def miss_of(indicator: Indicator, plan: Plan) -> Decimal | None:
    """Return by how many percent an actual misses its target: 0 if it meets it, None if it is not judged.

    For a target of zero there is no percentage, and any miss counts as 100.
    """
    if status_of(indicator, plan) not in JUDGED:
        return None
    target, actual = indicator.target.value or Decimal(0), indicator.actual.value or Decimal(0)
    miss = difference(target, actual) if indicator.better.value is Better.HIGHER else difference(actual, target)
    if miss <= 0:
        return Decimal(0)
    return miss * 100 / abs(target) if target else Decimal(100)


def gap_in_words(actual: Decimal | None, target: Decimal | None, unit: str, better: Better | None = None) -> str:
    """Return how far the actual is from the target in the indicator's own unit: ``12 points below target``.

    A target that is met is beaten: ``4 points better than target``, if `better` says which way that is. Empty if there
    is no actual or no target. The difference between two percentages is given in points.
    """
    if actual is None or target is None:
        return ""
    gap = difference(actual, target)
    if gap == 0:
        return "exactly on target"
    plain = plain_unit(unit)
    if plain == "%":
        size = with_unit(abs(gap), "point" if abs(gap) == 1 else "points")
    else:
        size = with_unit(abs(gap), _fitting(unit.strip(), abs(gap)) if plain else None)
    if (better is Better.HIGHER and gap > 0) or (better is Better.LOWER and gap < 0):
        return f"{size} better than target"
    return f"{size} {'above' if gap > 0 else 'below'} target"


def which_is_better(indicator: Indicator) -> str:
    """Return which way is better, for the end of a sentence: ``higher is better``; empty if neither is."""
    better = indicator.better.value
    return "" if better is None or better is Better.MONITOR else f"{better.value.lower()} is better"


def same_figure(one: Decimal, other: Decimal) -> bool:
    """Tell whether two figures are the same; programs write the last digits of a number differently."""
    return abs(one - other) < _DIFFERENCE


def figure(indicator: Indicator, read: Input[Decimal]) -> str:
    """Return one of an indicator's numbers with its unit: ``98%``, ``590 days``; an unreadable one as typed."""
    if read.value is None:
        return tidy(read.text)
    unit = read.unit or indicator.shown_unit
    return with_unit(read.value, unit if plain_unit(unit) else None)


def _fitting(unit: str, size: Decimal) -> str:
    """Return the unit in the singular or plural, to fit the number: ``1 day``, ``2 days``."""
    singular = next((one for one, many in SINGULAR.items() if many == fold(unit)), unit)
    return singular if size == 1 and unit not in "£$€" else unit


def is_overdue(action: Action, report_date: date | None) -> bool:
    """Tell whether an action was due before the report date and is not complete."""
    due = action.completion_date.value
    return report_date is not None and due is not None and due < report_date and not action.complete


def is_due(action: Action, report_date: date | None, within: int) -> bool:
    """Tell whether an open action is due on the report date or within `within` days after it."""
    due = action.completion_date.value
    if report_date is None or due is None or action.complete:
        return False
    return 0 <= (due - report_date).days <= within


def days_put_off(action: Action) -> int:
    """Return by how many days an open action has been put off since its original date; 0 if it has not been."""
    first, due = action.original_completion_date.value, action.completion_date.value
    if first is None or due is None or action.complete:
        return 0
    return max(0, (due - first).days)


def not_started(action: Action, report_date: date | None) -> bool:
    """Tell whether an action starts after the report date."""
    start = action.start_date.value
    return report_date is not None and start is not None and start > report_date
