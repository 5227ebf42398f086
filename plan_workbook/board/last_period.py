"""What the last period was like, by last month's workbook or by the plan's history. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.board.attention import in_doubt
from plan_workbook.board.figures import count_ratings, rating_of
from plan_workbook.board.judged import JudgedThen, judged_at, judged_then, lost_under
from plan_workbook.board.lines import label_or_not_rated
from plan_workbook.board.moved import since
from plan_workbook.layout import ACTIONS, INDICATORS
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.history import key_of_thing
from plan_workbook.plan.history_line import HistoryLine
from plan_workbook.plan.history_line import Kind as Thing
from plan_workbook.plan.model import Action, Plan, Recommendation
from plan_workbook.plan.scale import CountsAs, Scale
from plan_workbook.plan.status import PIStatus, is_overdue, status_of
from plan_workbook.values.text import long_date, plural

if TYPE_CHECKING:
    from plan_workbook.contract import status as contract

BAD = {CountsAs.OFF_TRACK: "off track", CountsAs.AT_RISK: "at risk"}


@dataclass(frozen=True)
class Matrix:
    """How the ratings of recommendations, or of actions, moved since the last period."""

    name: str
    """What they are the ratings of: ``Recommendations`` or ``Actions``."""
    since: str
    labels: tuple[str, ...]
    """The ratings, in the order of the scale; those of the last period that it no longer has, and `Not rated`, last."""
    counts: dict[tuple[str, str], int]
    """How many went from one label to another, the same included; only those of which there are any."""
    added: int
    """How many were not there in the last period, or not known then."""
    removed: int
    """How many are no longer there."""

    def number(self, then: str, now: str) -> int:
        """Return how many had one rating then and have the other now."""
        return self.counts.get((then, now), 0)

    @property
    def moved(self) -> int:
        """How many have another rating than in the last period."""
        return sum(number for (then, now), number in self.counts.items() if then != now)

    def as_json(self) -> contract.Matrix:
        """Return the object that ``status --previous --format json`` has for it, a row for each rating then."""
        return {
            "name": self.name,
            "labels": list(self.labels),
            "counts": [[self.number(then, now) for now in self.labels] for then in self.labels],
            "moved": self.moved,
            "added": self.added,
            "removed": self.removed,
        }

    @property
    def before(self) -> dict[str, int]:
        """How many had each rating in the last period, of those that are still there."""
        return {label: sum(self.number(label, now) for now in self.labels) for label in self.labels}


class Bad(NamedTuple):
    """How many were bad, by tile; None where it is not known."""

    recommendations: int | None = None
    actions: int | None = None
    indicators: int | None = None
    in_doubt: int | None = None


UNKNOWN = Bad()


@dataclass(frozen=True)
class Before:
    """The last period."""

    since: str
    bad: Bad
    judged: JudgedThen
    matrices: tuple[Matrix, ...]
    counts: dict[str, dict[str, int]]
    doubts_lost: int = 0
    """How many ratings were in doubt and may be still, because what spoke against them can't be judged now."""


def of_workbook(plan: Plan, previous: Plan, months: MatchedPlans) -> Before:
    """Return what last month's workbook says of it."""
    found, items = months.recommendations, plural(plan.item_word)
    pairs = [(then, now) for then, now, _ in found.both]
    rated = [(_label(then, previous.scale), _label(now, plan.scale)) for then, now in pairs]
    tables = [months.actions.under(now) for _, now in pairs]
    acted = [
        (label_or_not_rated(then.rating.value), label_or_not_rated(now.rating.value))
        for table in tables
        for then, now, _ in table.both
    ]
    added = sum(len(table.added) for table in tables) + sum(len(each.actions) for each in found.added)
    removed = sum(len(table.removed) for table in tables) + sum(len(each.actions) for each in found.removed)
    matrices = (
        _matrix(items, since(previous), plan.scale, rated, len(found.added), len(found.removed)),
        _matrix(ACTIONS.title, since(previous), plan.scale, acted, added, removed),
    )
    counts = _counted(previous)
    statuses = Counter(status_of(each, previous).value for each in previous.indicators)
    bad = Bad(
        sum(1 for each in previous.recommendations if _is_bad(each, previous.scale)),
        sum(is_overdue(each, previous.report_date) for each in previous.actions) if previous.report_date else None,
        statuses[PIStatus.OFF_TARGET.value],
        ratings_in_doubt(previous),
    )
    then = {
        items: counts[0],
        ACTIONS.title: counts[1],
        INDICATORS.title: {each.value: statuses[each.value] for each in PIStatus},
    }
    lost = _doubts_lost(plan, previous, months)
    return Before(since(previous), bad, judged_then(plan, previous, months), matrices, then, lost)


def _counted(plan: Plan) -> tuple[dict[str, int], dict[str, int]]:
    owners = (rating_of(each, plan.scale) for each in plan.recommendations)
    return count_ratings(owners, plan.scale), count_ratings((each.rating.value for each in plan.actions), plan.scale)


def _is_bad(each: Recommendation, scale: Scale) -> bool:
    rating = rating_of(each, scale)
    return rating is not None and rating.counts_as in BAD


def ratings_in_doubt(plan: Plan) -> int:
    """Return how many ratings of recommendations are in doubt."""
    return sum(bool(in_doubt(plan, each)) for each in plan.recommendations)


def _doubts_lost(plan: Plan, previous: Plan, months: MatchedPlans) -> int:
    """Return how many ratings were in doubt and may be still, because what spoke against them can't be judged now."""
    lost = lost_under(plan, previous, months)
    return sum(
        now.sheet in lost and bool(in_doubt(previous, then)) and not in_doubt(plan, now)
        for then, now, _ in months.recommendations.both
    )


def _label(each: Recommendation, scale: Scale) -> str:
    return label_or_not_rated(rating_of(each, scale))


def of_history(plan: Plan) -> Before | None:
    """Return what history says of the last period before the report date; None without one.

    History has the rating of a recommendation and not whether it was business as usual all the same, and then counted
    as complete. If one is now, it is not known how many counted as what. Nor is it if there is no line at all of a kind
    of thing: somebody else's history may have the ratings of recommendations only.
    """
    today = plan.report_date
    last = max((day for day in plan.history.periods if today is not None and day < today), default=None)
    if last is None:
        return None
    ago, items = plan.history.periods[last] or long_date(last), plural(plan.item_word)
    lines = [line for line in plan.history if line.report_date == last]
    of_kind = {kind: [line for line in lines if line.kind is kind] for kind in Thing}
    rated, acted = _pairs(plan, last, plan.recommendations), _pairs(plan, last, plan.actions)
    matrices = (
        _matrix(items, ago, plan.scale, rated, len(plan.recommendations) - len(rated), 0),
        _matrix(ACTIONS.title, ago, plan.scale, acted, len(plan.actions) - len(acted), 0),
    )
    statuses = Counter(line.status for line in of_kind[Thing.INDICATOR])
    bad = Bad(
        sum(_counts_as(plan, line) in BAD for line in of_kind[Thing.RECOMMENDATION]),
        sum(_was_late(plan, line, last) for line in of_kind[Thing.ACTION]),
        statuses[PIStatus.OFF_TARGET.value],
    )
    then = {
        items: _rated(plan, of_kind[Thing.RECOMMENDATION]),
        ACTIONS.title: _rated(plan, of_kind[Thing.ACTION]),
        INDICATORS.title: {each.value: statuses[each.value] for each in PIStatus},
    }
    usual = any(each.business_as_usual for each in plan.recommendations)
    for name, tile, known in (
        (items, "recommendations", of_kind[Thing.RECOMMENDATION] and not usual),
        (ACTIONS.title, "actions", of_kind[Thing.ACTION]),
        (INDICATORS.title, "indicators", of_kind[Thing.INDICATOR]),
    ):
        if not known:
            bad = bad._replace(**{tile: None})
            del then[name]
    return Before(ago, bad, judged_at(plan, last), matrices, then)


def _rated(plan: Plan, lines: Sequence[HistoryLine]) -> dict[str, int]:
    return count_ratings((plan.scale.rating_called(each.rating) if each.rating else None for each in lines), plan.scale)


def _pairs(plan: Plan, last: date, things: Iterable[Recommendation | Action]) -> list[tuple[str, str]]:
    pairs = []
    for each in things:
        key = key_of_thing(plan, each)
        line = next((line for line in plan.history.of(key) if line.report_date == last), None) if key else None
        if line is None:
            continue
        then = label_or_not_rated(plan.scale.rating_called(line.rating) if line.rating else None)
        usual = isinstance(each, Recommendation) and each.business_as_usual
        if usual and _counts_as(plan, line) is not CountsAs.COMPLETE:
            continue  # nobody knows whether it was already
        now = _label(each, plan.scale) if isinstance(each, Recommendation) else label_or_not_rated(each.rating.value)
        pairs.append((then, now))
    return pairs


def _counts_as(plan: Plan, line: HistoryLine) -> CountsAs | None:
    rating = plan.scale.rating_called(line.rating) if line.rating else None
    return rating.counts_as if rating else None


def _was_late(plan: Plan, line: HistoryLine, last: date) -> bool:
    return _was_open(plan, line) and line.due is not None and line.due < last


def _was_open(plan: Plan, line: HistoryLine) -> bool:
    return _counts_as(plan, line) not in (CountsAs.COMPLETE, CountsAs.STOPPED)


def _matrix(name: str, ago: str, scale: Scale, pairs: Sequence[tuple[str, str]], added: int, removed: int) -> Matrix:
    seen = dict.fromkeys(label for pair in pairs for label in pair)
    own = [label for label in scale.labels if label in seen]
    labels = (*own, *(label for label in seen if label not in own))
    return Matrix(name, ago, labels, dict(Counter(pairs)), added, removed)
