"""How often and how far an action's completion date was moved later. Pure functions; complete actions count too.

The dates are, in this order: the original completion date where one is given, what history has by report date, and what
the sheet says now. A period in which there was none that could be read is passed over.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from plan_workbook.plan.history import key_of_thing
from plan_workbook.plan.model import Action, Plan
from plan_workbook.values.text import ordinal


def put_off_times(plan: Plan, action: Action) -> int:
    """Return how often the completion date was moved later; a date that was brought forward counts from there."""
    return sum(later > before for before, later in pairwise(_dates(plan, action)))


def put_off_days(plan: Plan, action: Action) -> int:
    """Return by how many days the completion date is later now than the first one; 0 if it is not, or is not given."""
    dates, due = _dates(plan, action), action.completion_date.value
    return max(0, (due - dates[0]).days) if due is not None else 0


def is_put_off_now(plan: Plan, action: Action) -> bool:
    """Tell whether the completion date is later than history last had it: whether it was put off in this period."""
    before = _dues_before(plan, action)
    due = action.completion_date.value
    return bool(before) and due is not None and due > before[-1]


def again_in_words(plan: Plan, action: Action) -> str:
    """Return for the end of a sentence how often the date was moved later: ``for the third time``.

    Empty for the first time, and if it was not.
    """
    times = put_off_times(plan, action)
    return f"for the {ordinal(times)} time" if times > 1 else ""


def dates_put_off(plan: Plan) -> int:
    """Return how many completion dates of the plan were put off in this period, as far as its history says."""
    return sum(is_put_off_now(plan, action) for action in plan.actions)


def _dates(plan: Plan, action: Action) -> list[date]:
    """Return the completion dates that the action has had, the one now last."""
    first, now = action.original_completion_date.value, action.completion_date.value
    return [each for each in (first, *_dues_before(plan, action), now) if each is not None]


def _dues_before(plan: Plan, action: Action) -> list[date]:
    """Return the completion dates that history has of an action before the plan's report date."""
    key, today = key_of_thing(plan, action), plan.report_date
    if key is None or today is None:
        return []
    return [due for day, due in plan.history.dues(key) if due is not None and day < today]
