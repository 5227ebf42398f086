"""The fields of the Plan sheet: the one row they make, the facts, and the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.expressions import given, has_problem, unreadable, value
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.rule import ByRow, rule
from plan_workbook.checking.table import Table, kinds
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.model import Action, Plan
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import PIStatus, is_overdue, status_of
from plan_workbook.reading.dates import why_no_day
from plan_workbook.values.text import counted, listed

_LABELS = layout.PLAN.labels
_WHAT = {"data_as_at": "the date that the figures go up to"}
"""What a field holds, where its label in a sentence would be none."""


MANY_ACTIONS = 10
"""With this many open actions it is worth knowing that most are due together."""


def _cases(subject: Subject) -> Iterator[Case[None]]:
    yield Case(subject.plan, None, None, dict(subject.plan.fields), subject.plan.plan_sheet)


def _item(*_: object) -> None:
    """Return nothing: rules about the plan's fields look only at the fields."""


PLAN = Table("plan_fields", "Plan", lambda: kinds(layout.PLAN.fields), _cases, _item)


def _open_actions(plan: Plan) -> list[Action]:
    return [a for r in plan.recommendations if not r.closed for a in r.actions if a.is_open]


@PLAN.of_plan
def all_green(subject: Subject) -> dict[Place, str]:
    """Return what is overdue or off target, in words, if nothing open is rated at risk or off track."""
    plan = subject.plan
    still_open = [r for r in plan.recommendations if not r.closed]
    actions = _open_actions(plan)
    ratings = [*(each.rating.value for each in still_open), *(each.rating.value for each in actions)]
    meanings = {rating.counts_as for rating in ratings if rating}
    if CountsAs.ON_TRACK not in meanings or meanings & {CountsAs.AT_RISK, CountsAs.OFF_TRACK}:
        return {}
    overdue = sum(is_overdue(action, plan.report_date) for action in actions)
    off = sum(status_of(i, plan) is PIStatus.OFF_TARGET for r in still_open for i in r.indicators)
    said = [(overdue, "action", "overdue"), (off, "indicator", "off target")]
    words = [f"{counted(n, what)} {'is' if n == 1 else 'are'} {how}" for n, what, how in said if n]
    return {(plan.plan_sheet, None): listed(words)} if words else {}


@PLAN.of_plan
def due_together(subject: Subject) -> dict[Place, str]:
    """Return how many open actions are due in one month, in words, if that is more than half of many."""
    plan = subject.plan
    actions = _open_actions(plan)
    if len(actions) < MANY_ACTIONS or plan.report_date is None:
        return {}
    months = Counter(due.replace(day=1) for a in actions if (due := a.completion_date.value))
    month, count = months.most_common(1)[0] if months else (plan.report_date, 0)
    if 2 * count <= len(actions):
        return {}
    return {(plan.plan_sheet, None): f"{count} of {len(actions)} open actions are due in {month:%B %Y}"}


def _no_date(case: Case[None]) -> str:
    why = why_no_day(case.at.raw)
    return f"{layout.PLAN.labels[case.key]}: {case.quoted} is not a date{f': {why}' if why else ''}."


def _type_or_leave(what: str) -> str:
    return f"Type {what} here, or leave it blank if there is nothing to say."


def _reversed(key: str) -> pl.Expr:
    return value("plan_end") < value("plan_start") if key == "plan_end" else value(key) > value("report_date")


def _reversed_message(case: Case[None]) -> str:
    other = "plan_start" if case.key == "plan_end" else "report_date"
    order = "before" if case.key == "plan_end" else "after"
    return f"{_LABELS[case.key]} {case.quoted} is {order} {_LABELS[other]} {quoted(case.inputs[other].text)}."


FIELDS = (
    rule(
        "plan-field-missing",
        Severity.ERROR,
        PLAN,
        at=tuple(field.key for field in layout.PLAN.fields if field.required),
        fires=lambda key: ~given(key),
        title="Title, authority, period or report date is empty",
        why="Without them nobody can tell which plan and month this is, or the date it is judged at.",
        message=lambda case: f"The plan {case.lacks(_LABELS[case.key])}.",
        fix=ByRow("Type what is missing here.", lambda case: f"Type the {_LABELS[case.key].lower()} here."),
        good="Report Date: 31/12/2017",
        bad="Report Date: (blank)",
    ),
    rule(
        "plan-field-blank",
        Severity.NOTE,
        PLAN,
        at=tuple(field.key for field in layout.PLAN.fields if field.expected),
        fires=lambda key: ~given(key),
        title="The date of the figures, the key successes or the key challenges are blank",
        why="The board looks for them on the first page: how old the figures are, what went well, and what is hard.",
        message=lambda case: f"The plan {case.lacks(_LABELS[case.key])}.",
        fix=ByRow(
            _type_or_leave("it"),
            lambda case: _type_or_leave(_WHAT.get(case.key, f"the {_LABELS[case.key].lower()}")),
        ),
        good="Data As At: 30/11/2017",
        bad="Data As At: (blank)",
    ),
    rule(
        "plan-date-unreadable",
        Severity.ERROR,
        PLAN,
        at=layout.DATES,
        fires=unreadable,
        title="A date of the plan can't be read",
        why="These dates decide what is due or overdue.",
        message=_no_date,
        fix="Type a date, day first, for example 31/12/2017.",
        good="31/12/2017",
        bad="31 Feb 2018",
    ),
)
DATES = (
    rule(
        "plan-dates-reversed",
        Severity.ERROR,
        PLAN,
        at=("plan_end", "data_as_at"),
        fires=_reversed,
        title="The plan ends before it starts, or Data As At is after the report date",
        why="One of the two dates is wrong, so anything judged by it may be wrong too.",
        message=_reversed_message,
        fix="Correct whichever of the two dates is wrong.",
        good="Plan Start 01/04/2017, Plan End 31/03/2018",
        bad="Plan Start 01/04/2018, Plan End 31/03/2018",
    ),
)
ALL_GREEN = (
    rule(
        "plan-all-green",
        Severity.NOTE,
        PLAN,
        at="report_date",
        fires=lambda key: all_green.column.is_not_null() & ~has_problem(key, Problem.ABSENT),
        title="Nothing is rated at risk or off track, but something is overdue or off target",
        why="Nobody believes a plan that is all Green while dates and targets are missed.",
        message=lambda case: f"Nothing is rated at risk or off track, but {all_green.of(case)}.",
        fix="Go through them with their leads: either the rating is wrong, or the date or target is.",
        good="One action overdue, rated A",
        bad="Everything rated G, one action overdue",
    ),
)
DUE_TOGETHER = (
    rule(
        "actions-due-together",
        Severity.NOTE,
        PLAN,
        at="report_date",
        fires=lambda key: due_together.column.is_not_null(),
        title="Ten or more actions are open, and more than half of them are due in one month",
        why="A date shared by so many actions was probably not planned, and is likely to be missed.",
        message=lambda case: f"{due_together.of(case)}.",
        fix="Ask each lead when the action will really be done, and give it that date.",
        good="36 open actions, due from January to June",
        bad="36 open actions, 25 of them due in March 2018",
    ),
)
