"""What people call the rows of a recommendation by, in the form in which it is compared. Pure functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from plan_workbook.plan.items import plain_number
from plan_workbook.values.text import fold

if TYPE_CHECKING:
    from plan_workbook.plan.inputs import Input
    from plan_workbook.plan.model import Action, Indicator

_PLACEHOLDERS = frozenset({"new", "tbc", "tba", "to be confirmed", "?", "xxx", "none"})


def plain_ref(action: Action) -> str:
    """Return the ref of an action: in lower case, without brackets, stops, colons or spaces around it."""
    return plain_ref_of(action.ref.compared or "")


def plain_ref_of(folded: str) -> str:
    """Return a ref in that form, from its folded text."""
    return folded.strip("().: ")


def name_of_action(number: str, ref: str) -> str:
    """Return what an action is called in its plan, by its recommendation's number and its ref: ``18 b``.

    A ref that begins with the number says both by itself: ``2.1`` and not ``2 2.1``.
    """
    own = plain_number(number)
    says_both = own and re.match(rf"0*{re.escape(own)}(?![\d\s])(?=.)", fold(ref))
    return ref if says_both else f"{number} {ref}".strip()


def is_placeholder(indicator: Indicator) -> bool:
    """Tell whether the PI number is only a placeholder (``NEW``, ``TBC``)."""
    return bool(indicator.number.value) and fold(indicator.number.text) in _PLACEHOLDERS


def pi_number(indicator: Indicator) -> str | None:
    """Return the PI number of an indicator, which is its own in the whole plan; None without one."""
    return pi_number_of(indicator.number)


def pi_number_of(number: Input[Any]) -> str | None:
    """Return the PI number in a cell in that form; None for a placeholder, or if there is none."""
    return None if fold(number.text) in _PLACEHOLDERS else number.compared
