"""The figures of the Summary and of `status`. The counts always add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from plan_workbook import layout
from plan_workbook.layout import Field
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.put_off import dates_put_off
from plan_workbook.plan.scale import Rating, Scale
from plan_workbook.plan.status import JUDGED, PIStatus, is_overdue, status_of
from plan_workbook.values.text import counted, fold, listed, long_date, points
from plan_workbook.values.units import plain_number

if TYPE_CHECKING:
    from plan_workbook.contract import status as contract

NOT_RATED = "Not rated"
_PLACED = frozenset(
    {"title", "authority", "version", "update", "period", "report_date", "data_as_at", "item_word"}
    | {"default_tolerance", "due_within", "key_successes", "key_challenges", "decisions_needed"}
)
"""The keys of the Plan sheet's fields that already appear in a page's head, titles and sentences."""


class Figures(NamedTuple):
    """The headline counts of a plan; the counts in each table add up to its total."""

    period: str
    report_date: date | None
    recommendations: dict[str, int]
    """By RAG label, then `Not rated`; business as usual counts under the first complete label."""
    actions: dict[str, int]
    overdue: int
    indicators: dict[str, int]
    """By PI status."""
    distinct: int
    """Number of different PI numbers; a placeholder counts as its text, and blanks do not count."""

    @property
    def total_recommendations(self) -> int:
        """All recommendation sheets."""
        return sum(self.recommendations.values())

    @property
    def total_actions(self) -> int:
        """All actions."""
        return sum(self.actions.values())

    @property
    def total_indicators(self) -> int:
        """All indicator rows."""
        return sum(self.indicators.values())

    @property
    def judged(self) -> int:
        """Number of indicators that could be judged against a target."""
        return sum(self.indicators[status] for status in JUDGED)

    def as_json(self) -> contract.Status:
        """Return the object that ``status --format json`` prints."""
        return {
            "format": 1,
            "period": self.period,
            "report_date": self.report_date.isoformat() if self.report_date else None,
            "recommendations": {"total": self.total_recommendations, **self.recommendations},
            "actions": {"total": self.total_actions, **self.actions, "overdue": self.overdue},
            "indicators": {"total": self.total_indicators, "distinct": self.distinct, **self.indicators},
        }


def figures(plan: Plan) -> Figures:
    """Count a plan's recommendations, actions and indicators."""
    return Figures(
        period=plan.text("period"),
        report_date=plan.report_date,
        recommendations=count_ratings((rating_of(r, plan.scale) for r in plan.recommendations), plan.scale),
        actions=count_actions(plan.actions, plan.scale),
        overdue=sum(is_overdue(a, plan.report_date) for a in plan.actions),
        indicators=count_indicators(plan.indicators, plan),
        distinct=len({fold(i.number.value) for i in plan.indicators if i.number.value}),
    )


def rating_of(recommendation: Recommendation, scale: Scale) -> Rating | None:
    """Return the rating that a recommendation is counted under; business as usual counts as the first complete one."""
    if recommendation.business_as_usual and scale.complete is not None:
        return scale.complete
    return recommendation.rating.value


def count_ratings(ratings: Iterable[Rating | None], scale: Scale) -> dict[str, int]:
    """Count ratings by label, in the scale's order; missing and unknown ones come last, as `Not rated`."""
    counts = Counter(NOT_RATED if rating is None else rating.label for rating in ratings)
    return {label: counts[label] for label in (*scale.labels, NOT_RATED)}


def count_actions(actions: Iterable[Action], scale: Scale) -> dict[str, int]:
    """Count actions by RAG label."""
    return count_ratings((action.rating.value for action in actions), scale)


def count_indicators(indicators: Iterable[Indicator], plan: Plan) -> dict[str, int]:
    """Count indicators by PI status."""
    counts = Counter(status_of(i, plan) for i in indicators)
    return {status.value: counts[status] for status in PIStatus}


def sentences(plan: Plan, counts: Figures) -> tuple[str, ...]:
    """Return the headline in plain words: one sentence each on recommendations, actions and indicators.

    Another one says how many dates were put off, if the plan has a history that knows of any.
    """
    items = counted(counts.total_recommendations, plan.item_noun)
    rated = _rated(counts.recommendations, plan.scale)
    first = f"Of {items}, {rated}." if rated else f"The plan has {items}."
    rated = _rated(counts.actions, plan.scale)
    actions = counted(counts.total_actions, "action")
    late = (
        f"; {counts.overdue} {'is' if counts.overdue == 1 else 'are'} overdue"
        if counts.overdue
        else "; none is overdue"
    )
    if plan.report_date is None:
        late = "; overdue actions can't be counted without a report date"
    second = f"Of {actions}, {rated}{late}." if rated else "The plan has no actions."
    put_off = dates_put_off(plan)
    are = "was" if put_off == 1 else "were"
    moved = (f"{counted(put_off, 'completion date')} {are} put off this month.",) if put_off else ()
    return (first, second, _on_target(counts), *moved)


def judged(plan: Plan) -> tuple[str, ...]:
    """Return the plan's authority, period and report date, in a few words each."""
    facts = (
        plan.text("authority"),
        f"Period: {plan.text('period') or 'not given'}",
        f"Report date: {long_date(plan.report_date) or 'not given'}",
    )
    return tuple(fact for fact in facts if fact)


def facts_about(plan: Plan) -> tuple[str, ...]:
    """Return the plan's authority, dates and version, in a few words each."""
    version, update = plan.text("version"), plan.text("update")
    facts = (
        *judged(plan),
        f"Data as at: {long_date(plan.date('data_as_at')) or 'not given'}{_age_in_words(plan)}",
        f"Version {version}" + (f", update {update}" if update else "") if version else "",
    )
    return tuple(fact for fact in facts if fact)


def _age_in_words(plan: Plan) -> str:
    """Return how much older the data are than the report: ``, 31 days before the report``; empty if they are not."""
    data, report = plan.date("data_as_at"), plan.report_date
    days = (report - data).days if data and report else 0
    return f", {counted(days, 'day')} before the report" if days > 0 else ""


def narrative(plan: Plan, key: str) -> tuple[str, ...]:
    """Return the points of a text field of the Plan sheet."""
    read = plan.fields[key]
    return tuple(points(read.text)) if read.given else ()


def further_texts(plan: Plan) -> tuple[Field, ...]:
    """Return the published fields of the Plan sheet that are filled in and have no place of their own."""
    fields = (each for each in layout.PLAN.fields if each.published and each.key not in _PLACED)
    return tuple(each for each in fields if plan.fields[each.key].given and plan.fields[each.key].typed)


def workings(plan: Plan) -> tuple[str, ...]:
    """Return how the figures are worked out, in a sentence or two each."""
    tolerance = plain_number(plan.default_tolerance)
    more = [
        sentence
        for used, sentence in (
            (any(each.target_now.given for each in plan.indicators), _OF_THE_PERIOD),
            (any(each.floor.given for each in plan.indicators), _OF_A_FLOOR),
            (any(each.better.value is Better.BAND for each in plan.indicators), _OF_A_BAND),
            (plan.scale.stops, _STOPPED),
            (bool(plan.history), _OVER_TIME),
        )
        if used
    ]
    return (
        f"On target: the actual meets its target. Near target: it misses by no more than {tolerance}% of the target "
        "(or the indicator's own tolerance). Off target: it misses by more.",
        *more,
        "Overdue: the completion date is before the report date and the action is not complete.",
    )


_OF_THE_PERIOD = "If there is a target for this period, the actual is judged by that and not by the year's."
_OF_A_FLOOR = "If there is a floor, a figure between it and the target is near target, and one beyond it is off target."
_OF_A_BAND = (
    "A band is a range that the actual should stay in: inside it is on target, and the tolerance is measured from the "
    "nearer edge."
)
_OVER_TIME = (
    "Improving, Concern and No change: if there are figures of twelve periods or more, the latest is compared with the "
    "range in which the indicator usually moves, as NHS England recommends to boards."
)
_STOPPED = "Ratings that count as stopped are never overdue, due, at risk or off track."


def _rated(by_label: dict[str, int], scale: Scale) -> str:
    complete = next((r.label for r in scale.ratings if fold(r.label) in ("complete", "completed")), None)
    parts: list[str] = []
    for label, count in by_label.items():
        if count:
            name = label.lower() if label in (NOT_RATED, complete) else label
            verb = "" if parts else "is " if count == 1 else "are "
            parts.append(f"{count} {verb}{name}")
    return listed(parts)


def _on_target(counts: Figures) -> str:
    total, judged, met = counts.total_indicators, counts.judged, counts.indicators[PIStatus.ON_TARGET]
    if not total:
        return "The plan has no indicators."
    if not judged:
        none = "The only indicator can't" if total == 1 else f"None of the {total} indicators can"
        return f"{none} be judged against a target."
    all_can = judged == total
    of, judgeable = ("", "") if all_can else (f"; the plan has {total}", " that can be judged")
    if judged == 1:
        return f"The only indicator{judgeable} is {'' if met else 'not '}on target{of}."
    if not met:
        return f"None of the {judged} indicators{judgeable} is on target{of}."
    shares = _share(met, judged) if all_can else f"{_share(met, judged)}; {_share(met, total)} of all {total}"
    return f"{met} of the {judged} indicators{judgeable} {'is' if met == 1 else 'are'} on target ({shares})."


def _share(part: int, whole: int) -> str:
    """Return a share as a whole percentage, with halves rounded up."""
    return f"{(200 * part + whole) // (2 * whole)}%"
