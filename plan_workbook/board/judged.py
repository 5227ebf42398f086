"""What can be judged now and could not be in the last period, and the other way round. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from plan_workbook.board.figures import rating_of
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.history import key_of_thing
from plan_workbook.plan.history_line import HistoryLine, Kind
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import JUDGED, status_of

Thing = Recommendation | Action | Indicator


class Numbers(NamedTuple):
    """How many there are, by tile."""

    recommendations: int = 0
    actions: int = 0
    indicators: int = 0


class JudgedThen(NamedTuple):
    """How far the figures of the last period can be compared with those of now."""

    lost: Numbers
    """How many lack what would tell whether they are bad (a rating, a date, a figure) and did not then, or are new."""
    gained: Numbers
    """How many lacked it then and have it now."""


NONE_KNOWN = JudgedThen(Numbers(), Numbers())


def is_judged(plan: Plan, thing: Thing) -> bool:
    """Tell whether a thing has what tells whether it is bad: a rating, a completion date if it is open, a status."""
    if isinstance(thing, Recommendation):
        return rating_of(thing, plan.scale) is not None
    if isinstance(thing, Action):
        return not thing.is_open or thing.completion_date.value is not None
    return status_of(thing, plan) in JUDGED


def was_judged(plan: Plan, line: HistoryLine) -> bool:
    """Tell the same of a line of the plan's history."""
    rating = plan.scale.rating_called(line.rating) if line.rating else None
    if line.kind is Kind.RECOMMENDATION:
        return rating is not None
    if line.kind is Kind.ACTION:
        return line.due is not None or (rating.counts_as if rating else None) in (CountsAs.COMPLETE, CountsAs.STOPPED)
    return line.status in JUDGED


def judged_then(plan: Plan, previous: Plan, months: MatchedPlans) -> JudgedThen:
    """Return how far last month's figures can be compared, by last month's workbook."""
    pairs = [pair for _, owner, _ in months.recommendations.both for pair in _pairs(months, owner)]
    judged = {_place(now): is_judged(previous, then) for then, now in pairs}
    return _compared((each, is_judged(plan, each), judged.get(_place(each))) for each in _things(plan))


def judged_at(plan: Plan, last: date) -> JudgedThen:
    """Return how far the figures of a period can be compared, by what the plan's history has of it."""
    return _compared((each, is_judged(plan, each), _judged_at(plan, last, each)) for each in _things(plan))


def lost_under(plan: Plan, previous: Plan, months: MatchedPlans) -> set[str]:
    """Return the sheets of recommendations that lack something now that would tell whether their rating is in doubt."""
    return {
        owner.sheet
        for _, owner, _ in months.recommendations.both
        if any(is_judged(previous, then) and not is_judged(plan, now) for then, now in _pairs(months, owner))
    }


def _pairs(months: MatchedPlans, owner: Recommendation) -> Iterator[tuple[Thing, Thing]]:
    """Yield a recommendation and its rows as they were last month and are now."""
    yield from ((pair.before, pair.after) for pair in months.recommendations.both if pair.after is owner)
    yield from ((pair.before, pair.after) for pair in months.actions.under(owner).both)
    yield from ((pair.before, pair.after) for pair in months.indicators.under(owner).both)


def _judged_at(plan: Plan, last: date, thing: Thing) -> bool | None:
    key = key_of_thing(plan, thing)
    lines = plan.history.of(key) if key is not None else ()
    return next((was_judged(plan, line) for line in lines if line.report_date == last), None)


def _compared(things: Iterable[tuple[Thing, bool, bool | None]]) -> JudgedThen:
    """Return the numbers, from each thing with whether it can be judged now and could be then, None if it is new."""
    lost, gained = [0, 0, 0], [0, 0, 0]
    for thing, now, then in things:
        tile = 0 if isinstance(thing, Recommendation) else 1 if isinstance(thing, Action) else 2
        lost[tile] += not now and then is not False
        gained[tile] += now and then is False
    return JudgedThen(Numbers(*lost), Numbers(*gained))


def _things(plan: Plan) -> Iterator[Thing]:
    yield from plan.recommendations
    yield from plan.actions
    yield from plan.indicators


def _place(thing: Thing) -> tuple[str, int]:
    return thing.sheet, 0 if isinstance(thing, Recommendation) else thing.row
