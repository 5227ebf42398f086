"""The actions that fall due next. Pure functions."""

from __future__ import annotations

from datetime import date

from plan_workbook.board.lines import Kind, Line, action_line, label_of
from plan_workbook.plan.model import Action, Plan
from plan_workbook.plan.status import is_due
from plan_workbook.values.text import counted, long_date


def nothing_due(plan: Plan) -> str:
    """Return the text for a list of due actions without any."""
    return "None." if plan.report_date else "Not known: without a readable report date, nothing can be counted as due."


def due_next(plan: Plan) -> list[Line]:
    """Return the open actions due on the report date or within the plan's number of days after it, soonest first."""
    pairs = ((owner, a) for owner in plan.recommendations for a in owner.actions)
    due = [pair for pair in pairs if is_due(pair[1], plan.report_date, plan.due_within)]
    return [
        action_line(owner, action, Kind.DUE, label_of(action.rating), due_in_words(action, plan.report_date))
        for owner, action in sorted(due, key=lambda pair: due_date(pair[1]))
    ]


def due_in_words(action: Action, report_date: date | None, *, longest: str = "") -> str:
    """Return when an action is due, relative to the report date: ``12 days overdue, was due 19 December 2017``.

    `longest` says that no other is overdue for longer: ``12 days overdue, was due 19 December 2017 (the longest)``.
    """
    due = due_date(action)
    days = (due - report_date).days if report_date else 0
    if days < 0:
        return f"{counted(-days, 'day')} overdue, was due {long_date(due)}{f' ({longest})' if longest else ''}"
    return f"Due {long_date(due)}, " + (f"in {counted(days, 'day')}" if days else "on the report date")


def due_date(action: Action) -> date:
    """Return the date on which an action is due; the last of all dates if it has none."""
    return action.completion_date.value or date.max
