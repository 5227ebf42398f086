"""PI numbers, which identify an indicator across the plan and from month to month."""

from __future__ import annotations

from plan_workbook.plan.model import Indicator
from plan_workbook.values.text import fold

_PLACEHOLDERS = frozenset({"new", "tbc", "tba", "to be confirmed", "?", "xxx", "none"})


def is_placeholder(indicator: Indicator) -> bool:
    """Tell whether the PI number is only a placeholder (``NEW``, ``TBC``)."""
    return bool(indicator.number.value) and fold(indicator.number.text) in _PLACEHOLDERS
