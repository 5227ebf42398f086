"""The Summary's list of what has changed since last month's plan. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plan_workbook.checking.last_month import LastMonth, due_last_month
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.status import figure, status_of
from plan_workbook.summary.figures import rating_of
from plan_workbook.summary.lines import (
    MOVED,
    Line,
    action_line,
    indicator_line,
    label_of,
    label_or_not_rated,
    recommendation_line,
)
from plan_workbook.values.text import counted, long_date, tidy

_NO_FIGURE = "no figure"
NOTHING_CHANGED = "No change: every rating, date and figure is the same."
"""The text for a list of changes without any."""


def moved_since(plan: Plan, previous: Plan) -> list[Line]:
    """Return the changes since last month's plan: ratings, dates, statuses of indicators, additions and removals."""
    last_month, lines = LastMonth(previous, plan), []
    for each in plan.recommendations:
        before = last_month.recommendation(each)
        if before is None:
            lines.append(recommendation_line(each, "New", tidy(each.title.text), "Was not in the previous workbook"))
            continue
        then, now = rating_of(before, previous.scale), rating_of(each, plan.scale)
        lines += _if_changed(each, label_or_not_rated(then), label_or_not_rated(now))
        gone = sum(action.owner is each for action in last_month.gone_actions)
        lines += _actions_moved(each, last_month.actions(each), gone)
        lines += _indicators_moved(each, last_month.indicators(each), plan, previous)
    return [*lines, *map(_gone, last_month.gone_recommendations)]


def _gone(each: Recommendation) -> Line:
    how = "Was in the previous workbook and is not in this one"
    return replace(recommendation_line(each, "Gone", tidy(each.title.text), how), sheet="", cell="")


def _if_changed(each: Recommendation, then: str, now: str) -> Iterator[Line]:
    if then != now:
        yield recommendation_line(each, "Rating", tidy(each.title.text), f"{then}, now {now}")


def _actions_moved(owner: Recommendation, then: dict[int, Action], gone: int) -> Iterator[Line]:
    for action in owner.actions:
        old = then.get(action.row)
        if old is None:
            yield action_line(owner, action, "New action", "Was not in the previous workbook")
            continue
        if label_of(old.rating) != label_of(action.rating):
            yield action_line(owner, action, "Rating", f"{label_of(old.rating)}, now {label_of(action.rating)}")
        due = due_last_month(action, old)
        if due:
            later = f"Due {long_date(due)}, now {long_date(action.completion_date.value)}"
            yield action_line(owner, action, MOVED, later)
    if gone:
        were = "was" if gone == 1 else "were"
        how = f"{counted(gone, 'action')} of the previous workbook {were} removed"
        yield recommendation_line(owner, "Gone", tidy(owner.title.text), how)


def _indicators_moved(owner: Recommendation, then: dict[int, Indicator], plan: Plan, previous: Plan) -> Iterator[Line]:
    for each in owner.indicators:
        old = then.get(each.row)
        if old is None:
            yield indicator_line(owner, each, "New indicator", "Was not in the previous workbook")
            continue
        was, now = status_of(old, previous), status_of(each, plan)
        if was is not now:
            figures = f"{figure(old, old.actual) or _NO_FIGURE} then, {figure(each, each.actual) or _NO_FIGURE} now"
            yield indicator_line(owner, each, "Indicator", f"{was.value}, now {now.value} ({figures})")
