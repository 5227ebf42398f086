"""The Summary's lists: what the board should look at first, and what has changed since last time. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from plan_workbook.checking.actions.refs import refs_of
from plan_workbook.checking.finding import Finding, Report, Severity
from plan_workbook.checking.last_month import LastMonth, due_last_month
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.scale import CountsAs, Rating
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
from plan_workbook.summary.figures import NOT_RATED, rating_of
from plan_workbook.values.text import counted, listed, long_date, tidy

_NO_FIGURE = "no figure"
_MOST_LINES, _MOST_OF_A_KIND = 30, 8
"""A list with more lines than the first number shows only as many of each kind as the second."""
OVERDUE, DOUBTFUL, MOVED, ERRORS = "Overdue", "Rating in doubt", "Date moved", "Errors"


Listed = TypeVar("Listed")


@dataclass(frozen=True)
class Line:
    """One line of such a list: its subject and cell, its details, and the person responsible."""

    name: str
    sheet: str
    cell: str
    kind: str
    """One or two words: ``Overdue``, ``Off target``, or the label of a rating."""
    what: str
    owner: str
    how: str = ""
    """Dates and distances, in words that fit on one line."""
    due: date | None = None


NOTHING_CHANGED = "No change: every rating, date and figure is the same."
"""The text for a list of changes without any."""


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
        _action_line(owner, action, _label(action.rating), due_in_words(action, plan.report_date))
        for owner, action in sorted(due, key=lambda pair: _due(pair[1]))
    ]


def due_in_words(action: Action, report_date: date | None) -> str:
    """Return when an action is due, relative to the report date: ``12 days overdue, was due 19 December 2017``."""
    due = _due(action)
    days = (due - report_date).days if report_date else 0
    if days < 0:
        return f"{counted(-days, 'day')} overdue, was due {long_date(due)}"
    return f"Due {long_date(due)}, " + (f"in {counted(days, 'day')}" if days else "on the report date")


def moved_since(plan: Plan, previous: Plan) -> list[Line]:
    """Return the changes since last month's plan: ratings, dates, statuses of indicators, additions and removals."""
    last_month, lines = LastMonth(previous), []
    for each in plan.recommendations:
        before = last_month.recommendation(each)
        if before is None:
            lines.append(_line(each, "New", tidy(each.title.text), "Was not in the previous workbook"))
            continue
        then, now = rating_of(before, previous.scale), rating_of(each, plan.scale)
        lines += _if_changed(each, _named(then), _named(now))
        lines += _actions_moved(each, before, last_month.actions(each))
        lines += _indicators_moved(each, last_month.indicators(each), plan, previous)
    numbers = {tidy(each.number.text).casefold() for each in plan.recommendations}
    gone = [each for each in previous.recommendations if tidy(each.number.text).casefold() not in numbers]
    how = "Was in the previous workbook and is not in this one"
    return [*lines, *(replace(_line(each, "Gone", tidy(each.title.text), how), sheet="", cell="") for each in gone)]


def foremost(lines: Sequence[Listed], kind: Callable[[Listed], str]) -> list[Listed]:
    """Return the lines that a page has room for: all of them, or the first of each kind if the list is long."""
    return foremost_and_rest(lines, kind)[0]


def foremost_and_rest(lines: Sequence[Listed], kind: Callable[[Listed], str]) -> tuple[list[Listed], list[Listed]]:
    """Return the lines of a list that a page has room for, and the other lines."""
    if len(lines) <= _MOST_LINES:
        return list(lines), []
    seen: Counter[str] = Counter()
    shown: list[Listed] = []
    rest: list[Listed] = []
    for line in lines:
        seen[kind(line)] += 1
        (shown if seen[kind(line)] <= _MOST_OF_A_KIND else rest).append(line)
    return shown, rest


# --------------------------------------------------------------------------------------------- what needs attention


def _overdue(plan: Plan) -> Iterator[Line]:
    late = [(o, a) for o in plan.recommendations for a in o.actions if is_overdue(a, plan.report_date)]
    for owner, action in sorted(late, key=lambda pair: _due(pair[1])):
        rated = action.rating.value
        yet = f", yet rated {rated.label}" if rated and rated.counts_as is CountsAs.ON_TRACK else ""
        yield _action_line(owner, action, OVERDUE, f"{due_in_words(action, plan.report_date)}{yet}")


def _rated(plan: Plan, counts_as: CountsAs) -> Iterator[Line]:
    for owner in plan.recommendations:
        rating = rating_of(owner, plan.scale)
        if rating and rating.counts_as is counts_as:
            yield _line(owner, rating.label, tidy(owner.title.text), f"{plan.item_word} rated {rating.label}")
        for action in owner.actions:
            rating = action.rating.value
            if rating and rating.counts_as is counts_as and not is_overdue(action, plan.report_date):
                due = f", due {long_date(action.completion_date.value)}" if action.completion_date.value else ""
                yield _action_line(owner, action, rating.label, f"Action rated {rating.label}{due}")


def _off_target(plan: Plan) -> Iterator[Line]:
    for owner in plan.recommendations:
        for each in owner.indicators:
            if status_of(each, plan) is PIStatus.OFF_TARGET:
                how = ", ".join(filter(None, (_distance(each), travel_in_words(each))))
                yield _indicator_line(owner, each, PIStatus.OFF_TARGET.value, how)


def _doubtful(plan: Plan) -> Iterator[Line]:
    """Yield recommendations rated on track or complete although their own actions or figures contradict that."""
    for owner in plan.recommendations:
        rating = rating_of(owner, plan.scale)
        if not rating or rating.counts_as not in (CountsAs.ON_TRACK, CountsAs.COMPLETE):
            continue
        late = refs_of(action for action in owner.actions if is_overdue(action, plan.report_date))
        off = [i for i in owner.indicators if status_of(i, plan) is PIStatus.OFF_TARGET]
        evidence = [f"{late} overdue"] if late else []
        evidence += [f"{_pi_name(i) or 'an indicator'} is {_distance(i)}" for i in off]
        if evidence:
            how = f"Rated {rating.label}, though {listed(evidence)}"
            yield _line(owner, DOUBTFUL, tidy(owner.title.text), how)


def _moved(plan: Plan) -> Iterator[Line]:
    for owner in plan.recommendations:
        for action in owner.actions:
            days = days_put_off(action)
            if days:
                first, due = action.original_completion_date.value, action.completion_date.value
                how = f"Put off by {counted(days, 'day')}, from {long_date(first)} to {long_date(due)}"
                yield _action_line(owner, action, MOVED, how)


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


# --------------------------------------------------------------------------------------------- what has changed


def _if_changed(each: Recommendation, then: str, now: str) -> Iterator[Line]:
    if then != now:
        yield _line(each, "Rating", tidy(each.title.text), f"{then}, now {now}")


def _actions_moved(owner: Recommendation, before: Recommendation, then: dict[int, Action]) -> Iterator[Line]:
    for action in owner.actions:
        old = then.get(action.row)
        if old is None:
            yield _action_line(owner, action, "New action", "Was not in the previous workbook")
            continue
        if _label(old.rating) != _label(action.rating):
            yield _action_line(owner, action, "Rating", f"{_label(old.rating)}, now {_label(action.rating)}")
        due = due_last_month(action, old)
        if due:
            later = f"Due {long_date(due)}, now {long_date(action.completion_date.value)}"
            yield _action_line(owner, action, MOVED, later)
    gone = len(before.actions) - len({id(each) for each in then.values()})
    if gone:
        were = "was" if gone == 1 else "were"
        how = f"{counted(gone, 'action')} of the previous workbook {were} removed"
        yield _line(owner, "Gone", tidy(owner.title.text), how)


def _indicators_moved(owner: Recommendation, then: dict[int, Indicator], plan: Plan, previous: Plan) -> Iterator[Line]:
    for each in owner.indicators:
        old = then.get(each.row)
        if old is None:
            yield _indicator_line(owner, each, "New indicator", "Was not in the previous workbook")
            continue
        was, now = status_of(old, previous), status_of(each, plan)
        if was is not now:
            figures = f"{figure(old, old.actual) or _NO_FIGURE} then, {figure(each, each.actual) or _NO_FIGURE} now"
            yield _indicator_line(owner, each, "Indicator", f"{was.value}, now {now.value} ({figures})")


# --------------------------------------------------------------------------------------------- small things


def _line(each: Recommendation, kind: str, what: str, how: str) -> Line:
    name = tidy(each.number.text) or each.sheet
    return Line(name, each.sheet, each.rating.cell or "A1", kind, what, tidy(each.lead.text), how)


def _action_line(owner: Recommendation, action: Action, kind: str, how: str) -> Line:
    name = f"{tidy(owner.number.text)} {tidy(action.ref.text)}".strip() or action.sheet
    owned, due = tidy(action.lead.text) or tidy(owner.lead.text), action.completion_date
    return Line(name, action.sheet, due.cell, kind, tidy(action.text.text), owned, how, due.value)


def _indicator_line(owner: Recommendation, each: Indicator, kind: str, how: str) -> Line:
    name = _pi_name(each) or tidy(owner.number.text) or each.sheet
    owned = tidy(each.lead.text) or tidy(owner.lead.text)
    return Line(name, each.sheet, each.actual.cell, kind, tidy(each.description.text), owned, how)


def _pi_name(each: Indicator) -> str:
    """Return the number of an indicator as in a sentence: ``CSC 002``, ``PI 204``; empty if it has none."""
    number = tidy(each.number.text)
    return f"PI {number}" if number.replace(".", "").isdigit() else number


def _distance(each: Indicator) -> str:
    gap = gap_in_words(each.actual.value, each.target.value, each.shown_unit)
    return f"{gap} ({figure(each, each.actual)} against {figure(each, each.target)})"


def _label(read: Input[Rating]) -> str:
    return _named(read.value)


def _named(rating: Rating | None) -> str:
    return rating.label if rating else NOT_RATED


def _due(action: Action) -> date:
    return action.completion_date.value or date.max
