"""Each recommendation, action and indicator of a plan with what is worked out about it. Pure functions.

Programs get it as JSON and people as tables. The order of the fields is the order of the keys.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from plan_workbook.board.attention import in_doubt
from plan_workbook.board.figures import rating_of
from plan_workbook.board.terms import Compared
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.choices import Status
from plan_workbook.plan.history import earlier
from plan_workbook.plan.history_line import HistoryLine
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.over_time import behaviour, is_last_times, long_term, reported_again, short_term
from plan_workbook.plan.put_off import put_off_days, put_off_times
from plan_workbook.plan.scale import OVER, Rating
from plan_workbook.plan.standing import standing_of
from plan_workbook.plan.status import figure, forecast_in_words, gap_of, is_overdue, status_of
from plan_workbook.values.text import tidy

if TYPE_CHECKING:
    from plan_workbook.contract import status as contract


class EachRecommendation(NamedTuple):
    """One recommendation; what is not known is None."""

    recommendation: str | None
    """Its number."""
    title: str | None
    lead: str | None
    rating: str | None
    """The label of the rating that it is counted under."""
    confidence: str | None
    status: str
    in_doubt: tuple[str, ...]
    """Why its rating is in doubt, a sentence each."""
    rating_before: str | None
    """The label of its rating in the workbook of last month, or else in the last period of its history."""


class EachAction(NamedTuple):
    """One action."""

    recommendation: str | None
    ref: str | None
    rating: str | None
    due: date | None
    days_overdue: int
    put_off_times: int
    put_off_days: int
    standing: str | None
    """`plan.standing` says what the words mean."""


class EachIndicator(NamedTuple):
    """One indicator; figures are texts as people read them."""

    recommendation: str | None
    number: str | None
    description: str | None
    status: str
    target: str | None
    target_now: str | None
    actual: str | None
    gap: str | None
    short_term: str | None
    no_new_figure: bool | None
    """Whether the actual is the one that was reported last time, of the same data period."""
    long_term: str | None
    variation: str | None
    assurance: str | None
    forecast: str | None


class Each(NamedTuple):
    """The things of a plan, in its own order."""

    recommendations: tuple[EachRecommendation, ...]
    actions: tuple[EachAction, ...]
    indicators: tuple[EachIndicator, ...]

    def as_json(self) -> contract.Each:
        """Return the object that ``status --each --format json`` prints under ``each``."""
        told = {name: [_as_json(each._asdict()) for each in things] for name, things in self._asdict().items()}
        return cast("contract.Each", told)


def each_of(plan: Plan, previous: Plan | None = None) -> Each:
    """Return what is worked out about each thing of a plan.

    Args:
        plan: the plan, with its history.
        previous: last month's plan, which goes before history for what was rated and measured then.
    """
    return _Teller(plan, previous).each()


def ratings_before(plan: Plan, previous: Plan | None = None) -> dict[str, str]:
    """Return the label that each recommendation's rating had in the last period, by its sheet, as far as it is known.

    The arguments are those of `each_of`.
    """
    teller = _Teller(plan, previous)
    rated = ((each.sheet, teller.rating_before(each)) for each in plan.recommendations)
    return {sheet: label for sheet, label in rated if label}


def closed_since(plan: Plan, previous: Plan | None = None) -> frozenset[str]:
    """Return the sheets of the recommendations that are closed and were open in the last period, as far as is known.

    The arguments are those of `each_of`. Last month's plan knows of each whether it was open. History has only the
    ratings: by it, what is rated as complete or stopped was open if it was rated otherwise.
    """
    teller = _Teller(plan, previous)
    return frozenset(each.sheet for each in plan.recommendations if each.closed and teller.was_open(each))


class _Teller:
    def __init__(self, plan: Plan, previous: Plan | None) -> None:
        self.plan, self.previous = plan, previous
        self._rated: dict[str, Recommendation] = {}
        """What the recommendations were last month, by their sheet now."""
        self._measured: dict[tuple[str, int], Decimal] = {}
        """Last month's actuals, by the sheet and row of the indicator now."""
        self._last_times: dict[tuple[str, int], bool] = {}
        """Whether the actual of an indicator is last month's, by its sheet and row now."""
        today = plan.report_date
        earlier_dates = [line.report_date for line in plan.history if today is not None and line.report_date < today]
        self._last_period = max(earlier_dates, default=None)
        if previous is None:
            return
        months = MatchedPlans(previous, plan, surely=True)
        for then, now, _ in months.recommendations.both:
            self._rated[now.sheet] = then
            for before, indicator, _ in months.indicators.under(now).both:
                actual = before.actual.value if not reported_again(indicator, before) else None
                compared = Compared(indicator, before, plan, previous)
                if indicator.actual.value is not None:
                    self._last_times[indicator.sheet, indicator.row] = compared.is_last_times
                if actual is not None and compared.comparable:
                    self._measured[indicator.sheet, indicator.row] = actual

    def each(self) -> Each:
        owners = self.plan.recommendations
        return Each(
            tuple(self._recommendation(each) for each in owners),
            tuple(self._action(owner, each) for owner in owners for each in owner.actions),
            tuple(self._indicator(owner, each) for owner in owners for each in owner.indicators),
        )

    def _recommendation(self, each: Recommendation) -> EachRecommendation:
        return EachRecommendation(
            recommendation=_text(each.number),
            title=_text(each.title),
            lead=_text(each.lead),
            rating=_label(rating_of(each, self.plan.scale)),
            confidence=_label(each.confidence.value),
            status=(each.status.value or Status.ACTIVE).value,
            in_doubt=in_doubt(self.plan, each),
            rating_before=self.rating_before(each),
        )

    def rating_before(self, each: Recommendation) -> str | None:
        """Return the label of its rating in the last period; None if it had none, or it is not known."""
        then = self._rated.get(each.sheet)
        if then is not None and self.previous is not None:
            return _label(rating_of(then, self.previous.scale))
        before = self._line_before(each)
        return _label(self.plan.scale.rating_called(before.rating)) if before else None

    def was_open(self, each: Recommendation) -> bool:
        """Tell whether it is known that a closed recommendation was open in the last period."""
        then = self._rated.get(each.sheet)
        if then is not None:
            return not then.closed
        line, now = self._line_before(each), each.rating.value
        before = self.plan.scale.rating_called(line.rating) if line else None
        return bool(now and now.counts_as in OVER and before and before.counts_as not in OVER)

    def _line_before(self, each: Recommendation) -> HistoryLine | None:
        """Return what history has of its rating in the last period; None without one."""
        lines = [line for line in earlier(self.plan, each) if line.report_date == self._last_period]
        return lines[-1] if lines and lines[-1].rating else None

    def _action(self, owner: Recommendation, each: Action) -> EachAction:
        due, today = each.completion_date.value, self.plan.report_date
        late = is_overdue(each, today)
        standing = standing_of(each, self.plan)
        return EachAction(
            recommendation=_text(owner.number),
            ref=_text(each.ref),
            rating=_label(each.rating.value),
            due=due,
            days_overdue=(today - due).days if late and today and due else 0,
            put_off_times=put_off_times(self.plan, each),
            put_off_days=put_off_days(self.plan, each),
            standing=standing and standing.value,
        )

    def _indicator(self, owner: Recommendation, each: Indicator) -> EachIndicator:
        found = behaviour(self.plan, each)
        recently = short_term(self.plan, each, self._measured.get((each.sheet, each.row)))
        over_a_year = long_term(self.plan, each)
        return EachIndicator(
            recommendation=_text(owner.number),
            number=_text(each.number),
            description=_text(each.description),
            status=status_of(each, self.plan).value,
            target=_figure(each, each.target),
            target_now=_figure(each, each.target_now),
            actual=_figure(each, each.actual),
            gap=gap_of(each) or None,
            short_term=recently and recently.value,
            no_new_figure=self._last_times.get((each.sheet, each.row), is_last_times(self.plan, each)),
            long_term=over_a_year and over_a_year.value,
            variation=found.variation.value if found else None,
            assurance=found.assurance.value if found and found.assurance else None,
            forecast=forecast_in_words(each) or None,
        )


def _as_json(known: dict[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in known.items()}


def _text(read: Input[Any]) -> str | None:
    return tidy(read.text) or None if read.given else None


def _figure(each: Indicator, read: Input[Any]) -> str | None:
    return figure(each, read) or None if read.given else None


def _label(rating: Rating | None) -> str | None:
    return rating.label if rating else None
