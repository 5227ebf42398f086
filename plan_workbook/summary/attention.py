"""The Summary's lists of what the board should look at first, and of what falls due. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plan_workbook.checking.actions.refs import refs_of
from plan_workbook.checking.finding import Finding, Report, Severity
from plan_workbook.plan.model import Action, Indicator, Plan
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import (
    PIStatus,
    days_put_off,
    figure,
    gap_in_words,
    is_due,
    is_overdue,
    status_of,
    travel_in_words,
)
from plan_workbook.summary.figures import rating_of
from plan_workbook.summary.lines import (
    DOUBTFUL,
    ERRORS,
    MOVED,
    OVERDUE,
    Line,
    action_line,
    indicator_line,
    label_of,
    pi_name,
    recommendation_line,
)
from plan_workbook.values.text import counted, listed, long_date, tidy


def nothing_urgent(plan: Plan) -> str:
    """Return the text for a list of what needs attention without any lines."""
    if plan.report_date is None:
        return "Not known: without a readable report date, nothing can be counted as overdue."
    return "Nothing is overdue, off track, off target or in doubt."


def nothing_due(plan: Plan) -> str:
    """Return the text for a list of due actions without any."""
    return "None." if plan.report_date else "Not known: without a readable report date, nothing can be counted as due."


def attention(plan: Plan, report: Report | None = None) -> list[Line]:
    """Return what needs attention, worst first.

    In this order: overdue actions; recommendations and actions rated off track; indicators off target; ratings that the
    evidence contradicts; recommendations and actions rated at risk; dates that were put off; and the errors of
    `report`, if given, by sheet.
    """
    lines = [*_overdue(plan), *_rated(plan, CountsAs.OFF_TRACK), *_off_target(plan), *_doubtful(plan)]
    return [*lines, *_rated(plan, CountsAs.AT_RISK), *_moved(plan), *(_errors(plan, report) if report else ())]


def due_next(plan: Plan) -> list[Line]:
    """Return the open actions due on the report date or within the plan's number of days after it, soonest first."""
    pairs = ((owner, a) for owner in plan.recommendations for a in owner.actions)
    due = [pair for pair in pairs if is_due(pair[1], plan.report_date, plan.due_within)]
    return [
        action_line(owner, action, label_of(action.rating), due_in_words(action, plan.report_date))
        for owner, action in sorted(due, key=lambda pair: _due(pair[1]))
    ]


def due_in_words(action: Action, report_date: date | None) -> str:
    """Return when an action is due, relative to the report date: ``12 days overdue, was due 19 December 2017``."""
    due = _due(action)
    days = (due - report_date).days if report_date else 0
    if days < 0:
        return f"{counted(-days, 'day')} overdue, was due {long_date(due)}"
    return f"Due {long_date(due)}, " + (f"in {counted(days, 'day')}" if days else "on the report date")


# --------------------------------------------------------------------------------------------- what needs attention


def _overdue(plan: Plan) -> Iterator[Line]:
    late = [(o, a) for o in plan.recommendations for a in o.actions if is_overdue(a, plan.report_date)]
    for owner, action in sorted(late, key=lambda pair: _due(pair[1])):
        rated = action.rating.value
        yet = f", yet rated {rated.label}" if rated and rated.counts_as is CountsAs.ON_TRACK else ""
        yield action_line(owner, action, OVERDUE, f"{due_in_words(action, plan.report_date)}{yet}")


def _rated(plan: Plan, counts_as: CountsAs) -> Iterator[Line]:
    for owner in plan.recommendations:
        rating = rating_of(owner, plan.scale)
        if rating and rating.counts_as is counts_as:
            yield recommendation_line(
                owner, rating.label, tidy(owner.title.text), f"{plan.item_word} rated {rating.label}"
            )
        for action in owner.actions:
            rating = action.rating.value
            if rating and rating.counts_as is counts_as and not is_overdue(action, plan.report_date):
                due = f", due {long_date(action.completion_date.value)}" if action.completion_date.value else ""
                yield action_line(owner, action, rating.label, f"Action rated {rating.label}{due}")


def _off_target(plan: Plan) -> Iterator[Line]:
    for owner in plan.recommendations:
        for each in owner.indicators:
            if status_of(each, plan) is PIStatus.OFF_TARGET:
                how = ", ".join(filter(None, (_distance(each), travel_in_words(each))))
                yield indicator_line(owner, each, PIStatus.OFF_TARGET.value, how)


def _doubtful(plan: Plan) -> Iterator[Line]:
    """Yield recommendations rated on track or complete although their own actions or figures contradict that."""
    for owner in plan.recommendations:
        rating = rating_of(owner, plan.scale)
        if not rating or rating.counts_as not in (CountsAs.ON_TRACK, CountsAs.COMPLETE):
            continue
        late = refs_of(action for action in owner.actions if is_overdue(action, plan.report_date))
        off = [i for i in owner.indicators if status_of(i, plan) is PIStatus.OFF_TARGET]
        evidence = [f"{late} overdue"] if late else []
        evidence += [f"{pi_name(i) or 'an indicator'} is {_distance(i)}" for i in off]
        if evidence:
            how = f"Rated {rating.label}, though {listed(evidence)}"
            yield recommendation_line(owner, DOUBTFUL, tidy(owner.title.text), how)


def _moved(plan: Plan) -> Iterator[Line]:
    for owner in plan.recommendations:
        for action in owner.actions:
            days = days_put_off(action)
            if days:
                first, due = action.original_completion_date.value, action.completion_date.value
                how = f"Put off by {counted(days, 'day')}, from {long_date(first)} to {long_date(due)}"
                yield action_line(owner, action, MOVED, how)


def _errors(plan: Plan, report: Report) -> Iterator[Line]:
    by_sheet: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.severity is Severity.ERROR:
            by_sheet.setdefault(finding.sheet or "", []).append(finding)
    owners = {each.sheet: each for each in plan.recommendations}
    for sheet, findings in by_sheet.items():
        first, owner = findings[0], owners.get(sheet)
        name = tidy(owner.number.text) if owner else ""
        how = f"{counted(len(findings), 'error')} on this sheet; Checks lists what to do"
        yield Line(
            name or sheet or "Workbook", sheet, first.cell or "", ERRORS, first.message, tidy(first.lead or ""), how
        )


# --------------------------------------------------------------------------------------------- small things


def _distance(each: Indicator) -> str:
    gap = gap_in_words(each.actual.value, each.target.value, each.shown_unit)
    return f"{gap} ({figure(each, each.actual)} against {figure(each, each.target)})"


def _due(action: Action) -> date:
    return action.completion_date.value or date.max
