"""What a board should look at first: one line for each thing, with all its reasons. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from plan_workbook.board.behaviour import OverTime
from plan_workbook.board.due import due_in_words
from plan_workbook.board.figures import rating_of
from plan_workbook.board.lines import (
    DOUBTFUL,
    MOVED,
    OVERDUE,
    RETARGETED,
    Kind,
    Line,
    action_line,
    action_name,
    indicator_line,
    label_or_not_rated,
    pi_name,
    recommendation_line,
)
from plan_workbook.board.moved import days_moved, due_moved
from plan_workbook.board.terms import Compared
from plan_workbook.checking.actions.refs import refs_of
from plan_workbook.checking.paragraphs.statements import stated_rating
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.over_time import since_last_time, travel_word
from plan_workbook.plan.put_off import again_in_words, put_off_days
from plan_workbook.plan.scale import CountsAs, Rating
from plan_workbook.plan.status import (
    PIStatus,
    days_put_off,
    figure,
    forecast_at_the_end,
    gap_of,
    is_overdue,
    miss_of,
    status_of,
    targets_in_words,
    which_is_better,
)
from plan_workbook.values.text import counted, in_brief, listed, long_date

_BAD = {CountsAs.OFF_TRACK: Kind.OFF_TRACK, CountsAs.AT_RISK: Kind.AT_RISK}
_GOOD = (CountsAs.ON_TRACK, CountsAs.COMPLETE)
_BEFORE_ALL = 1_000_000
"""Added to the size of what comes before all others of its kind."""


def nothing_urgent(plan: Plan) -> str:
    """Return the text for a list of what needs attention without any lines."""
    if plan.report_date is None:
        return "Not known: without a readable report date, nothing can be counted as overdue."
    return "Nothing is overdue, off track, off target or in doubt."


def attention(
    plan: Plan,
    previous: Plan | None = None,
    months: MatchedPlans | None = None,
    completed: Mapping[tuple[str, int], Indicator] | None = None,
    remembered: Mapping[tuple[str, int], OverTime] | None = None,
) -> list[Line]:
    """Return what needs attention, each thing once, in the order of `Kind` and the worst of each kind first.

    Recommendations off track come first, then ratings in doubt, overdue actions, indicators off target, targets that
    were changed and dates that were put off, recommendations at risk, other actions off track or at risk, and what was
    stopped.

    Args:
        plan: the plan.
        previous: last month's plan, to tell what was changed since; without it, dates are compared with the original
            ones.
        months: the two plans row by row, if they have been matched already.
        completed: indicators with last month's actual as their previous figure, by sheet and row.
        remembered: what the plan's history says of its indicators, by sheet and row.
    """
    teller = _Teller(
        plan,
        previous,
        months or (MatchedPlans(previous, plan, surely=True) if previous else None),
        completed or {},
        remembered or {},
    )
    order = list(Kind)
    found = sorted(teller.lines(), key=lambda each: (order.index(each.line.group), -each.size))
    return [each.line for each in found]


def in_doubt(plan: Plan, owner: Recommendation) -> tuple[str, ...]:
    """Return why a recommendation's rating is in doubt, a sentence for each reason; empty if nothing speaks against it.

    ``Rated Green, though action a is overdue.``
    """
    rating = rating_of(owner, plan.scale)
    against = _Teller(plan, None, None, {}, {}).against(owner)
    return tuple(f"Rated {rating.label}, though {each.text}." for each in against) if rating else ()


class Against(NamedTuple):
    """Something that speaks against a good rating."""

    text: str
    """Such as ``action a is overdue``."""
    number: int
    """How many things it is."""


@dataclass(frozen=True)
class _Found:
    line: Line
    size: float


@dataclass(frozen=True)
class _Reason:
    kind: Kind
    word: str
    text: str
    size: float = 0.0


class _Teller:
    def __init__(
        self,
        plan: Plan,
        previous: Plan | None,
        months: MatchedPlans | None,
        completed: Mapping[tuple[str, int], Indicator],
        remembered: Mapping[tuple[str, int], OverTime],
    ) -> None:
        self.plan, self.previous, self.completed, self.remembered = plan, previous, completed, remembered
        self._owners: dict[int, Recommendation] = {}
        self._actions: dict[int, Action] = {}
        self._indicators: dict[int, Compared] = {}
        if months is None or previous is None:
            return
        for then, now, _ in months.recommendations.both:
            self._owners[id(now)] = then
            for old, action, _ in months.actions.under(now).both:
                self._actions[id(action)] = old
            for old_indicator, indicator, _ in months.indicators.under(now).both:
                self._indicators[id(indicator)] = Compared(indicator, old_indicator, plan, previous)

    @cached_property
    def _longest(self) -> dict[int, str]:
        """The names of the actions that are overdue longest, by their id; none if no other one is overdue."""
        today = self.plan.report_date
        late = [
            (_days_late(action, self.plan), id(action), action_name(owner, action))
            for owner in self.plan.recommendations
            for action in owner.actions
            if is_overdue(action, today)
        ]
        most = max((days for days, _, _ in late), default=0)
        return {key: name for days, key, name in late if days == most} if len(late) > 1 else {}

    def _longest_in_words(self, action: Action) -> str:
        """Return ``the longest`` with others that are as late, if no action is overdue for longer; else empty."""
        if id(action) not in self._longest:
            return ""
        others = len(self._longest) - 1
        if others > 1:
            return f"the longest, with {others} others"
        other = next((name for key, name in self._longest.items() if key != id(action)), "")
        return f"the longest, with {other}" if other else "the longest"

    def lines(self) -> Iterator[_Found]:
        for owner in self.plan.recommendations:
            yield from self._recommendation(owner)
            for action in owner.actions:
                reasons = list(self._of_action(action))
                if reasons:
                    first = reasons[0]
                    line = action_line(owner, action, first.kind, first.word, _said(reasons))
                    yield _Found(line, first.size)
            for indicator in owner.indicators:
                reasons = list(self._of_indicator(indicator))
                if reasons:
                    first = reasons[0]
                    line = indicator_line(owner, indicator, first.kind, first.word, _said(reasons))
                    yield _Found(line, first.size)

    # ------------------------------------------------------------------------------------- recommendations

    def _recommendation(self, owner: Recommendation) -> Iterator[_Found]:
        rating = rating_of(owner, self.plan.scale)
        if rating is None or rating.counts_as is None:
            return
        if rating.counts_as is CountsAs.STOPPED:
            rated = f"Rated {rating.label}{self._before(owner, rating.label)}"
            yield _Found(recommendation_line(owner, Kind.STOPPED, rating.label, rated), 1)
            return
        if rating.counts_as in _BAD:
            against = [*self._evidence(owner)]
            rated = f"Rated {rating.label}{self._before(owner, rating.label)}"
            line = recommendation_line(
                owner, _BAD[rating.counts_as], rating.label, "; ".join([rated, *(each.text for each in against)])
            )
            yield _Found(line, self._weight(owner, against))
            return
        against = self.against(owner)
        if against:
            how = f"Rated {rating.label}, though {listed([each.text for each in against])}"
            line = recommendation_line(owner, Kind.IN_DOUBT, DOUBTFUL, how)
            yield _Found(line, self._weight(owner, against))

    def against(self, owner: Recommendation) -> list[Against]:
        """Return what speaks against a rating, if that is a good one."""
        rating = rating_of(owner, self.plan.scale)
        if rating is None or rating.counts_as not in _GOOD:
            return []
        return [*self._evidence(owner), *self._left_open(owner), *self._stated(owner), *_unsure(owner, rating)]

    def _weight(self, owner: Recommendation, against: list[Against]) -> float:
        """Return how many things speak against a rating; of two with as many, the larger miss weighs more."""
        misses = [self._miss(each) for each in owner.indicators if status_of(each, self.plan) is PIStatus.OFF_TARGET]
        worst = float(max((size for is_share, size in misses if is_share), default=0))
        return sum(each.number for each in against) + worst / (1 + worst)

    def _left_open(self, owner: Recommendation) -> Iterator[Against]:
        """Yield the open actions of a recommendation that is closed; those that are overdue have been named."""
        left = [each for each in owner.actions if each.is_open and not is_overdue(each, self.plan.report_date)]
        if owner.closed and not owner.stopped and left:
            yield Against(f"{refs_of(left)} not complete", len(left))

    def _before(self, owner: Recommendation, label: str) -> str:
        then = self._owners.get(id(owner))
        if then is None or self.previous is None:
            return ""
        was = label_or_not_rated(rating_of(then, self.previous.scale))
        return ", as before" if was == label else f", was {was}"

    def _evidence(self, owner: Recommendation) -> Iterator[Against]:
        """Yield what speaks against a good rating and does not come from the rating itself."""
        late = [action for action in owner.actions if is_overdue(action, self.plan.report_date)]
        if late:
            yield Against(f"{refs_of(late)} overdue", len(late))
        off = [each for each in owner.indicators if status_of(each, self.plan) is PIStatus.OFF_TARGET]
        if len(off) == 1:
            yield Against(f"{pi_name(off[0]) or 'an indicator'} is {_distance(off[0])}", 1)
        elif off:
            off.sort(key=self._miss, reverse=True)
            names = [pi_name(each) for each in off]
            named = f": {listed(names)}" if all(names) else ""
            yield Against(f"{counted(len(off), 'indicator')} are off target{named}", len(off))

    def _stated(self, owner: Recommendation) -> Iterator[Against]:
        rating = owner.rating.value
        for paragraph in owner.progress if rating else ():
            stated = stated_rating(paragraph.text, self.plan.scale)
            if stated and rating and stated[0].label != rating.label:
                yield Against(f"its own text says '{stated[1]}'", 1)
                return

    # ------------------------------------------------------------------------------------- actions and indicators

    def _of_action(self, action: Action) -> Iterator[_Reason]:
        rating = action.rating.value
        late = is_overdue(action, self.plan.report_date)
        bad = rating is not None and rating.counts_as in _BAD
        label = rating.label if rating else ""
        if late:
            yet = f", yet rated {label}" if rating and rating.counts_as is CountsAs.ON_TRACK else ""
            rated = f", rated {label}" if bad else yet
            days = _days_late(action, self.plan)
            said = due_in_words(action, self.plan.report_date, longest=self._longest_in_words(action))
            text = f"{said}{rated}"
            yield _Reason(Kind.OVERDUE, OVERDUE, text, days)
        put_off, days = self._put_off(action)
        if put_off:
            yield _Reason(Kind.PUT_OFF, MOVED, put_off, days)
        if bad and rating and not late:
            due = action.completion_date.value
            when = f", due {long_date(due)}" if due and not put_off else ""
            worst = _BEFORE_ALL if rating.counts_as is CountsAs.OFF_TRACK else 0
            yield _Reason(Kind.ACTIONS, label, f"Action rated {label}{when}", worst)
        if action.stopped:
            why = f": {in_brief(action.comment.text)}" if action.comment.given else ""
            yield _Reason(Kind.STOPPED, label, f"Action rated {label}{why}")

    def _put_off(self, action: Action) -> tuple[str, int]:
        """Return how an open action was put off, since last month if that is known, and by how many days."""
        then = self._actions.get(id(action))
        days = 0 if then is None or not action.is_open else days_moved(action, then)
        if then is not None and days > 0:
            said = due_moved(action, then, self.plan)
            return said[:1].upper() + said[1:], days
        if self.previous is not None and then is not None:
            return "", 0
        days, due = days_put_off(action), action.completion_date.value
        if not days and self.plan.history and action.is_open:  # without an original date, history has the first one
            days = put_off_days(self.plan, action)
        if not days or due is None:
            return "", 0
        again = again_in_words(self.plan, action)
        often = f", {again}" if again else ""
        first = due - timedelta(days)
        return f"Put off by {counted(days, 'day')}{often}, from {long_date(first)} to {long_date(due)}", days

    def _of_indicator(self, each: Indicator) -> Iterator[_Reason]:
        compared = self._indicators.get(id(each))
        off = status_of(each, self.plan) is PIStatus.OFF_TARGET
        if off:
            place = (each.sheet, each.row)
            remembered = self.remembered.get(place, OverTime())
            way = travel_word(self.completed.get(place, each), is_last_times=remembered.is_last_times)
            text = ", ".join(filter(None, (_distance(each), since_last_time(way), forecast_at_the_end(each))))
            share = self._miss(each)
            size = float(share[1]) + (_BEFORE_ALL if share[0] else 0)
            yield _Reason(Kind.OFF_TARGET, PIStatus.OFF_TARGET.value, text, size)
            for said in remembered.alarming:
                yield _Reason(Kind.OFF_TARGET, PIStatus.OFF_TARGET.value, said)
        if compared is not None and compared.unplanned:
            said = ", ".join(compared.unplanned)
            text = said[:1].upper() + said[1:] if off else compared.in_words
            eased = compared.eased
            size = float(eased) + _BEFORE_ALL if eased > 0 else float(-eased)
            yield _Reason(Kind.RETARGETED, RETARGETED, text, size)

    def _miss(self, each: Indicator) -> tuple[bool, Decimal]:
        """Return the miss of an indicator off target for sorting: shares of a target, then misses of a zero one."""
        target, actual = each.judged_by.value or Decimal(0), each.actual.value or Decimal(0)
        return (True, miss_of(each, self.plan) or Decimal(0)) if target else (False, abs(actual))


def _unsure(owner: Recommendation, rating: Rating) -> Iterator[Against]:
    """Yield that its lead is not sure that it will be delivered, although it is rated as on track."""
    sure = owner.confidence.value
    if rating.counts_as is CountsAs.ON_TRACK and sure is not None and sure.counts_as in _BAD:
        yield Against(f"its confidence is rated {sure.label}", 1)


def _days_late(action: Action, plan: Plan) -> int:
    due = action.completion_date.value
    return (plan.report_date - due).days if plan.report_date and due else 0


def _distance(each: Indicator) -> str:
    figures = [f"{figure(each, each.actual)} against {targets_in_words(each)}", which_is_better(each)]
    return f"{gap_of(each)} ({', '.join(filter(None, figures))})"


def _said(reasons: list[_Reason]) -> str:
    """Return all reasons as one text: the first, and the others without their capitals."""
    first, *others = (each.text for each in reasons)
    return "; ".join([first, *(text[:1].lower() + text[1:] for text in others)])
