"""Facts about an indicator, worked out before rules look at it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from plan_workbook.checking.alike import alike, not_copied
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.indicators.conflicts import Conflict, conflicts
from plan_workbook.checking.indicators.pi_number import pi_named
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.last_month import (
    Compared,
    comment_is_old,
    description_then,
    previous_mismatch,
    still_no_figure,
    target_moved,
    target_raised_although_lower,
)
from plan_workbook.layout import FIGURES
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.row_names import is_placeholder
from plan_workbook.values.text import fold, listed
from plan_workbook.values.units import plain_unit

STALE_MONTHS = 3

# --------------------------------------------------------------------------------------------- from one row


@INDICATORS.of_row
def shown_unit(case: Case[Indicator]) -> str:
    """Return its unit as units are compared: the one in its Unit cell, or else the one shown by its values."""
    return plain_unit(case.item.shown_unit) if case.item.shown_unit else ""


@INDICATORS.of_row
def in_other_units(case: Case[Indicator]) -> list[str]:
    """Return the cells that are in another unit than the row; if all its values agree, only the first of these."""
    values = {key: case.inputs[key] for key, kind in INDICATORS.inputs.items() if kind in FIGURES}
    other = [key for key, read in values.items() if read.problem is Problem.OTHER_UNIT]
    carried = {plain_unit(read.unit) for read in values.values() if read.unit}
    tolerance = ["tolerance"] if case.inputs["tolerance"].problem is Problem.OTHER_UNIT else []
    return (other[:1] if len(carried) == 1 else other) + tolerance


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
    """Tell whether it is a percentage whose actual, or the target that it is judged by, is below 0 or above 100."""
    values = [each for read in (case.item.actual, case.item.judged_by) for each in figures_of(read)]
    return plain_unit(case.item.shown_unit) == "%" and not all(0 <= each <= 100 for each in values)


def figures_of(read: Input[Decimal] | Input[Decimal | Band]) -> tuple[Decimal, ...]:
    """Return the figures in a cell: none, one, or the two edges of a band."""
    if read.value is None:
        return ()
    return read.value.edges if isinstance(read.value, Band) else (read.value,)


@INDICATORS.of_row
def band_out_of_range(case: Case[Indicator]) -> bool:
    """Tell whether its target is a band that begins below 0 or ends above 100."""
    band = case.item.target.value
    return isinstance(band, Band) and not 0 <= band.low <= band.high <= 100


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
def commented_then(subject: Subject) -> dict[Place, str]:
    """Return last month's actual where there is none now and Comment still says what it said beside it."""
    return _since_last_month(subject, comment_is_old)


@INDICATORS.of_plan
def unexplained_again(subject: Subject) -> dict[Place, bool]:
    """Tell whether there is no actual, as last month, and Comment still says what it said then."""
    found = _since_last_month(subject, lambda now, before: "" if still_no_figure(now, before) else None)
    return dict.fromkeys(found, True)


@INDICATORS.of_plan
def worded_then(subject: Subject) -> dict[Place, str]:
    """Return last month's description of the indicator with its PI number, if it has other words."""
    return _since_last_month(subject, description_then)


@INDICATORS.of_plan
def target_then(subject: Subject) -> dict[Place, str]:
    """Return last month's target if it has changed since."""
    return _since_last_month(subject, target_moved)


@INDICATORS.of_plan
def raised_although_lower(subject: Subject) -> dict[Place, bool]:
    """Tell whether its target went up although lower is better, and so is easier to meet, whatever *up* sounds like."""
    return dict.fromkeys(_since_last_month(subject, target_raised_although_lower), True)


def _since_last_month(subject: Subject, compared: Compared) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for owner in subject.plan.recommendations:
        before = subject.last_month.indicators(owner)
        for each in owner.indicators:
            if (then := compared(each, before.get(each.row))) is not None:
                found[each.sheet, each.row] = then
    return found
