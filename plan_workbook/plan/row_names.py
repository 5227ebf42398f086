"""What people call the rows of a recommendation by, in the form in which it is compared. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_workbook.values.text import fold

if TYPE_CHECKING:
    from plan_workbook.plan.model import Action, Indicator

_PLACEHOLDERS = frozenset({"new", "tbc", "tba", "to be confirmed", "?", "xxx", "none"})


def plain_ref(action: Action) -> str:
    """Return the ref of an action: in lower case, without brackets, stops, colons or spaces around it."""
    return plain_ref_of(action.ref.compared or "")


def plain_ref_of(folded: str) -> str:
    """Return a ref in that form, from its folded text."""
    return folded.strip("().: ")


def is_placeholder(indicator: Indicator) -> bool:
    """Tell whether the PI number is only a placeholder (``NEW``, ``TBC``)."""
    return bool(indicator.number.value) and fold(indicator.number.text) in _PLACEHOLDERS


def pi_number(indicator: Indicator) -> str | None:
    """Return the PI number of an indicator, which is its own in the whole plan; None without one."""
    return None if is_placeholder(indicator) else indicator.number.compared
