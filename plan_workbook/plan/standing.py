"""Where an action stands at the report date, in one word for programs. Pure function.

The words follow the definitions of overdue, due and not started. An action has exactly one of them, the first that
holds, so that counts of them add up to the number of actions.
"""

from __future__ import annotations

from enum import StrEnum

from plan_workbook.plan.model import Action, Plan
from plan_workbook.plan.status import is_due, is_overdue, not_started


class Standing(StrEnum):
    """Where an action stands, in the order in which it is asked."""

    COMPLETE = "Complete"
    STOPPED = "Stopped"
    OVERDUE = "Overdue"
    DUE = "Due"
    """It is due on the report date, or within the plan's number of days after it."""
    NOT_STARTED = "Not started"
    """It starts after the report date, or its rating says that it has not started."""
    UNDER_WAY = "Under way"
    """None of these: it has begun, as far as the plan says, and is due later or on no date."""


def standing_of(action: Action, plan: Plan) -> Standing | None:
    """Return where an action stands; None if it is open and the plan has no readable report date."""
    today = plan.report_date
    if action.complete:
        return Standing.COMPLETE
    if action.stopped:
        return Standing.STOPPED
    if today is None:
        return None
    if is_overdue(action, today):
        return Standing.OVERDUE
    if is_due(action, today, plan.due_within):
        return Standing.DUE
    waits = not_started(action, today) or action.rated_not_started
    return Standing.NOT_STARTED if waits else Standing.UNDER_WAY
