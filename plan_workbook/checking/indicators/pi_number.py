"""PI numbers, which identify an indicator across the plan and from month to month."""

from __future__ import annotations

from plan_workbook.plan.model import Indicator
from plan_workbook.values.text import as_name, fold, tidy

_PLACEHOLDERS = frozenset({"new", "tbc", "tba", "to be confirmed", "?", "xxx", "none"})


def is_placeholder(indicator: Indicator) -> bool:
    """Tell whether the PI number is only a placeholder (``NEW``, ``TBC``)."""
    return bool(indicator.number.value) and fold(indicator.number.text) in _PLACEHOLDERS


def pi_named(number: str) -> str:
    """Return a PI number as messages say it: ``PI 204`` if it is only a numeral."""
    plain = as_name(tidy(number))
    return f"PI {plain}" if plain.replace(".", "").isdigit() else plain
