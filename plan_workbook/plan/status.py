"""The status, distance and dates of one indicator or one action: pure arithmetic, in decimals.

Readers of a plan rely on these definitions: an actual equal to its target meets it, a miss of exactly the tolerance
is near, and so is an actual of exactly the floor; a target of zero has no tolerance in percent. Numbers are equal if
Excel treats them as equal: at 15 digits.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.measures import Band, Tolerance
from plan_workbook.plan.model import Action, Indicator, Plan
from plan_workbook.values.decimals import difference
from plan_workbook.values.text import fold, tidy
from plan_workbook.values.units import SINGULAR, around, plain_unit, with_unit


class PIStatus(StrEnum):
    """The status of a performance indicator, in the order in which the Summary counts them."""

    ON_TARGET = "On target"
    NEAR_TARGET = "Near target"
    OFF_TARGET = "Off target"
    NO_DATA = "No data"
    NO_TARGET = "No target"
    NOT_JUDGED = "Not judged"


WORST_FIRST = (
    PIStatus.OFF_TARGET,
    PIStatus.NEAR_TARGET,
    PIStatus.NO_DATA,
    PIStatus.NO_TARGET,
    PIStatus.NOT_JUDGED,
    PIStatus.ON_TARGET,
)
"""The statuses in the order in which a list of indicators has them."""
JUDGED = (PIStatus.ON_TARGET, PIStatus.NEAR_TARGET, PIStatus.OFF_TARGET)


class Terms(NamedTuple):
    """What an actual is judged by, as far as it can be read."""

    target: Decimal | Band | None
    """In the unit of the actual; a range if `better` is Band, and otherwise a number."""
    better: Better | None
    """Which way is good; None or Monitor is not judged."""
    tolerance: Tolerance
    floor: Decimal | None = None
    """The figure down to which a miss is still near the target, in place of the tolerance; a band has none."""


def pi_status(actual: Decimal | None, terms: Terms) -> PIStatus:
    """Judge an actual, None if there is no readable one.

    Between a floor and its target, both included, is near (Kent's key performance indicators); beyond a band, the
    tolerance is that of the nearer edge.
    """
    if actual is None:
        return PIStatus.NO_DATA
    target, better = terms.target, terms.better
    if target is None or isinstance(target, Band) is not (better is Better.BAND):
        return PIStatus.NO_TARGET
    if better is None or better is Better.MONITOR:
        return PIStatus.NOT_JUDGED
    miss = shortfall(actual, target, better)
    if miss <= 0:
        return PIStatus.ON_TARGET
    if terms.floor is not None and not isinstance(target, Band):
        near = shortfall(actual, terms.floor, better) <= 0
    else:
        near = terms.tolerance.takes(miss, _measured_from(actual, target))
    return PIStatus.NEAR_TARGET if near else PIStatus.OFF_TARGET


def shortfall(actual: Decimal, target: Decimal | Band, better: Better) -> Decimal:
    """Return by how much an actual misses its target, in the indicator's own unit; zero or less if it meets it."""
    if isinstance(target, Band):
        return target.beyond(actual)
    return difference(target, actual) if better is Better.HIGHER else difference(actual, target)


def _measured_from(actual: Decimal, target: Decimal | Band) -> Decimal:
    """Return the figure that a miss is a share of: the target, or the nearer edge of the band."""
    edge = target.edge(actual) if isinstance(target, Band) else target
    return Decimal(0) if edge is None else edge


def terms_of(indicator: Indicator, default_tolerance: Decimal) -> Terms:
    """Return what an indicator is judged by, in a plan with that tolerance in percent for those without their own."""
    own = indicator.tolerance
    tolerance = Tolerance(default_tolerance)
    if own.value is not None:
        tolerance = Tolerance(own.value, absolute=own.unit not in (None, "%"))
    return Terms(indicator.judged_by.value, indicator.better.value, tolerance, indicator.floor.value)


def status_of(indicator: Indicator, plan: Plan) -> PIStatus:
    """Return the status of one of the plan's indicators."""
    return pi_status(indicator.actual.value, terms_of(indicator, plan.default_tolerance))


def forecast_in_words(indicator: Indicator) -> str:
    """Return what its forecast means for the year's target: ``Expected to meet`` or ``Expected to miss``.

    A forecast equal to the target meets it, and so does one at the edge of a band. Empty without a readable forecast or
    target, or if the indicator is not judged.
    """
    expected, target, better = indicator.forecast.value, indicator.target.value, indicator.better.value
    if expected is None or target is None or better is None or better is Better.MONITOR:
        return ""
    return "Expected to meet" if shortfall(expected, target, better) <= 0 else "Expected to miss"


def forecast_at_the_end(indicator: Indicator) -> str:
    """Return the same for the end of a sentence: ``expected to miss 90% with 85%``; empty if there is none."""
    said = forecast_in_words(indicator).lower()
    return f"{said} {figure(indicator, indicator.target)} with {figure(indicator, indicator.forecast)}" if said else ""


_DIFFERENCE = Decimal("5E-10")
"""The smallest difference between two figures that are not the same."""


def miss_of(indicator: Indicator, plan: Plan) -> Decimal | None:
    """Return by how many percent an actual misses its target: 0 if it meets it, None if it is not judged.

    For a target of zero there is no percentage, and any miss counts as 100.
    """
    actual, target, better = indicator.actual.value, indicator.judged_by.value, indicator.better.value
    if status_of(indicator, plan) not in JUDGED or actual is None or target is None or better is None:
        return None
    miss, whole = shortfall(actual, target, better), _measured_from(actual, target)
    if miss <= 0:
        return Decimal(0)
    return miss * 100 / abs(whole) if whole else Decimal(100)


def gap_of(indicator: Indicator) -> str:
    """Return how far an indicator's actual is from the target that it is judged against; see `gap_in_words`."""
    actual, target = indicator.actual.value, indicator.judged_by.value
    return gap_in_words(actual, target, indicator.shown_unit, indicator.better.value)


def gap_in_words(actual: Decimal | None, target: Decimal | Band | None, unit: str, better: Better | None = None) -> str:
    """Return how far the actual is from the target in the indicator's own unit: ``12 points below target``.

    A target that is met is beaten: ``4 points better than target``, if `better` says which way that is. An actual is
    ``inside the band`` or ``2 points below the band``. Empty if there is no actual or no target. The difference between
    two percentages is given in points.
    """
    if actual is None or target is None:
        return ""
    if isinstance(target, Band):
        edge = target.edge(actual)
        if edge is None:
            return "inside the band"
        return f"{_amount(target.beyond(actual), unit)} {'above' if actual > edge else 'below'} the band"
    gap = difference(actual, target)
    if gap == 0:
        return "on target"
    size = _amount(abs(gap), unit)
    if (better is Better.HIGHER and gap > 0) or (better is Better.LOWER and gap < 0):
        return f"{size} better than target"
    return f"{size} {'above' if gap > 0 else 'below'} target"


def _amount(size: Decimal, unit: str) -> str:
    """Return a difference with its unit: ``12 points``, ``1 day``, ``£300``."""
    plain = plain_unit(unit)
    if plain == "%":
        return with_unit(size, "point" if size == 1 else "points")
    return with_unit(size, _fitting(unit.strip(), size) if plain else None)


def which_is_better(indicator: Indicator) -> str:
    """Return which way is better, for the end of a sentence: ``higher is better``; empty if neither is."""
    better = indicator.better.value
    return f"{better.value.lower()} is better" if better in (Better.HIGHER, Better.LOWER) else ""


def same_figure(one: Decimal | Band, other: Decimal | Band) -> bool:
    """Tell whether two figures, or two bands, are the same; programs write the last digits of a number differently."""
    if isinstance(one, Band) or isinstance(other, Band):
        return isinstance(one, Band) and isinstance(other, Band) and all(map(same_figure, one.edges, other.edges))
    return abs(one - other) < _DIFFERENCE


def figure(indicator: Indicator, read: Input[Decimal] | Input[Decimal | Band]) -> str:
    """Return one of an indicator's numbers with its unit: ``98%``, ``590 days``; an unreadable one as typed.

    A band is ``80% to 90%`` or ``18 to 22 days``.
    """
    if read.value is None:
        return tidy(read.text)
    said = read.unit or indicator.shown_unit
    unit = said if plain_unit(said) else None
    if isinstance(read.value, Band):
        low, high = read.value.edges
        repeated = unit and not around(unit)[1].startswith(" ")  # a word after a number is said once
        return f"{with_unit(low, unit if repeated else None)} to {with_unit(high, unit)}"
    return with_unit(read.value, unit)


def targets_in_words(indicator: Indicator) -> str:
    """Return the target that an indicator is judged against, and the year's beside it: ``80%, 90% for the year``."""
    judged_by = indicator.judged_by
    said = figure(indicator, judged_by)
    year = figure(indicator, indicator.target) if judged_by is not indicator.target and indicator.target.given else ""
    return f"{said}, {year} for the year" if year else said


def _fitting(unit: str, size: Decimal) -> str:
    """Return the unit in the singular or plural, to fit the number: ``1 day``, ``2 days``."""
    singular = next((one for one, many in SINGULAR.items() if many == fold(unit)), unit)
    return singular if size == 1 and unit not in "£$€" else unit


def is_overdue(action: Action, report_date: date | None) -> bool:
    """Tell whether an open action was due before the report date."""
    due = action.completion_date.value
    return report_date is not None and due is not None and due < report_date and action.is_open


def is_due(action: Action, report_date: date | None, within: int) -> bool:
    """Tell whether an open action is due on the report date or within `within` days after it."""
    due = action.completion_date.value
    if report_date is None or due is None or not action.is_open:
        return False
    return 0 <= (due - report_date).days <= within


def days_put_off(action: Action) -> int:
    """Return by how many days an open action has been put off since its original date; 0 if it has not been."""
    first, due = action.original_completion_date.value, action.completion_date.value
    if first is None or due is None or not action.is_open:
        return 0
    return max(0, (due - first).days)


def not_started(action: Action, report_date: date | None) -> bool:
    """Tell whether an action starts after the report date."""
    start = action.start_date.value
    return report_date is not None and start is not None and start > report_date
