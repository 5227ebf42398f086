"""What a plan uses of its words and figures that not every plan does, and that its workbooks offer only then."""

from __future__ import annotations

from collections.abc import Iterable

from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.scale import Scale

FULL_TERMS = "full terms"
"""An indicator is judged by more than a target and a tolerance in percent."""
STOPPING = "stopping"
"""A rating counts as stopped."""


def uses(indicators: Iterable[Indicator], scale: Scale) -> frozenset[str]:
    """Return which of these a plan with these indicators and that scale uses."""
    found = {FULL_TERMS} if any(map(has_full_terms, indicators)) else set()
    return frozenset(found | ({STOPPING} if scale.stops else set()))


def has_full_terms(row: Indicator) -> bool:
    """Tell whether an indicator has a target for the period, a floor, a band or a tolerance in its own unit."""
    if row.better.value is Better.BAND or row.target_now.given or row.floor.given:
        return True
    return row.tolerance.value is not None and row.tolerance.unit not in (None, "%")
