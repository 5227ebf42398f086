"""What a board sees at a glance: a verdict in one sentence, four tiles, and how ratings moved. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.board.attention import in_doubt
from plan_workbook.board.figures import NOT_RATED, Figures, count_ratings, rating_of
from plan_workbook.board.lines import Kind, Line, label_or_not_rated
from plan_workbook.board.moved import since
from plan_workbook.layout import ACTIONS, INDICATORS
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.history import key_of_thing
from plan_workbook.plan.history_line import HistoryLine
from plan_workbook.plan.history_line import Kind as Thing
from plan_workbook.plan.model import Action, Plan, Recommendation
from plan_workbook.plan.scale import CountsAs, Scale
from plan_workbook.plan.status import JUDGED, PIStatus, is_overdue, status_of
from plan_workbook.values.text import counted, counted_is, in_item_words, listed, long_date, plural

if TYPE_CHECKING:
    from plan_workbook.contract import status as contract

_BAD = {CountsAs.OFF_TRACK: "off track", CountsAs.AT_RISK: "at risk"}


class Way(StrEnum):
    """Which way a figure of which less is better went since the last period."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "no change"


class Tile(NamedTuple):
    """One figure that says how bad it is: ``1 of 41 overdue``."""

    name: str
    """``Recommendations``, ``Actions``, ``Indicators`` or ``Trust``."""
    figure: int | None
    """How many are bad; None if that is not known."""
    of: int
    """Of how many."""
    what: str
    """What is bad about them: ``off track or at risk``, ``overdue``, ``off target``, ``ratings in doubt``."""
    before: int | None
    """The same figure in the last period; None if there is none, or it is not known."""
    since: str
    """The last period; empty if there is none."""
    unknown: int = 0
    """How many more than then lack what would tell whether they are bad: a figure, a rating, a date."""

    @property
    def way(self) -> Way | None:
        """Which way the figure went; None if one of the two is not known, or may only be lower because so much is."""
        if self.figure is None or self.before is None:
            return None
        if self.figure > self.before:
            return Way.WORSE
        if self.unknown and self.figure + self.unknown >= self.before:
            return None
        return Way.SAME if self.figure == self.before else Way.BETTER

    @property
    def in_words(self) -> str:
        """The figure with what it is about: ``of 41 overdue``."""
        return (
            f"of {self.of} {self.what}" if self.figure is not None else f"Not known how many of {self.of} {self.what}"
        )

    def as_json(self) -> contract.Tile:
        """Return the object that ``status --previous --format json`` has for it."""
        return {
            "name": self.name,
            "figure": self.figure,
            "of": self.of,
            "what": self.what,
            "before": self.before,
            "way": self.way and self.way.value,
        }

    @property
    def then(self) -> str:
        """The last period's figure and which way it went: ``3 in November 2017: better now``; empty if not known.

        ``3 in November 2017; 20 more can't be judged`` if nobody can say which way it went.
        """
        return self._then(f"in {self.since}")

    @property
    def then_shortly(self) -> str:
        """The same where there is no room for the name of the last period: ``3 last time: better now``."""
        return self._then("last time")

    def _then(self, when: str) -> str:
        if self.figure is None or self.before is None:
            return ""
        if self.way is None:
            return f"{self.before} {when}; {self.unknown} more can't be judged"
        return f"{self.before} {when}: " + ("no change" if self.way is Way.SAME else f"{self.way} now")


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


@dataclass(frozen=True)
class Glance:
    """What a board sees first."""

    verdict: str
    """One sentence."""
    tiles: tuple[Tile, ...]
    """Recommendations, actions, indicators, trust."""
    matrices: tuple[Matrix, ...]
    """Of recommendations and of actions; none if there is no last period."""
    then: dict[str, dict[str, int]]
    """How many had each rating in the last period, by `Recommendations` and `Actions`, and `Indicators` by status, in
    the order of now; empty if there is none, or it is not known."""
    since: str
    """The last period; empty if there is none."""


def glance(
    plan: Plan,
    counts: Figures,
    attention: Sequence[Line],
    previous: Plan | None = None,
    months: MatchedPlans | None = None,
) -> Glance:
    """Return what a board sees first.

    The last period is last month's workbook, or without one the last period before the report date that the plan's
    history knows.

    Args:
        plan: the plan.
        counts: its figures.
        attention: what needs attention in it.
        previous: last month's plan.
        months: the two plans row by row.
    """
    if previous is not None and months is not None:
        before: _Before | None = _of_workbook(plan, previous, months)
    else:
        before = _of_history(plan)
    return Glance(
        verdict=verdict(plan, counts, attention),
        tiles=tuple(_tiles(plan, counts, before)),
        matrices=before.matrices if before else (),
        then=before.counts if before else {},
        since=before.since if before else "",
    )


def verdict(plan: Plan, counts: Figures, attention: Sequence[Line]) -> str:
    """Return where the plan stands in one sentence.

    ``No recommendation is off track or at risk, but 2 ratings are in doubt and 1 action is overdue.``
    """
    if not plan.recommendations:
        return in_item_words("The plan has no recommendations yet.", plan.item_word)
    bad = _bad(counts, plan.scale)
    unrated = counts.recommendations[NOT_RATED]
    items = plural(plan.item_noun)
    if any(bad.values()):
        said = [f"{number} {'is' if number == 1 else 'are'} {what}" for what, number in bad.items() if number]
        stands = f"Of {counted(counts.total_recommendations, plan.item_noun)} {listed(said)}"
    elif unrated == counts.total_recommendations:
        stands = f"No {plan.item_noun} has been rated"
    elif counts.total_recommendations == _closed(counts, plan.scale):
        stands = f"All {items} are complete" if len(plan.recommendations) > 1 else f"The {plan.item_noun} is complete"
    else:
        stands = f"No {plan.item_noun} is off track or at risk"
    kinds = Counter(line.group for line in attention)
    against = [
        *([_is(unrated, plan.item_noun, "not rated")] if 0 < unrated < counts.total_recommendations else []),
        *([_is(kinds[Kind.IN_DOUBT], "rating", "in doubt")] if kinds[Kind.IN_DOUBT] else []),
        *([_is(counts.overdue, "action", "overdue")] if counts.overdue else []),
    ]
    off = counts.indicators[PIStatus.OFF_TARGET.value]
    against += [_is(off, "indicator", "off target")] if off else []
    lacking = counts.indicators[PIStatus.NO_DATA.value]
    if lacking and not off:  # that none is off target would sound like good news
        against.append(f"{counted(lacking, 'indicator')} {'has' if lacking == 1 else 'have'} no figure")
    if plan.report_date is None:
        against.append("without a report date nothing can be counted as overdue")
    if not against:
        return f"{stands}; nothing is overdue, off target or in doubt."
    return f"{stands}{'; ' if any(bad.values()) else ', but '}{listed(against)}."


def _is(number: int, noun: str, what: str) -> str:
    return f"{counted_is(number, noun)} {what}"


def _bad(counts: Figures, scale: Scale) -> dict[str, int]:
    return {
        what: sum(counts.recommendations.get(label, 0) for label in _labels(scale, counts_as))
        for counts_as, what in _BAD.items()
    }


def _closed(counts: Figures, scale: Scale) -> int:
    return sum(counts.recommendations.get(label, 0) for label in _labels(scale, CountsAs.COMPLETE))


def _labels(scale: Scale, counts_as: CountsAs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.label for each in scale.ratings if each.counts_as is counts_as))


# --------------------------------------------------------------------------------------------- tiles


def _tiles(plan: Plan, counts: Figures, before: _Before | None) -> Iterator[Tile]:
    then = before.bad if before else _UNKNOWN
    ago = before.since if before else ""
    bad = sum(_bad(counts, plan.scale).values())
    items, total = plural(plan.item_word), counts.total_recommendations
    more = _not_judged(plan, counts).more_than(before.not_judged) if before else _NOTHING
    yield Tile(items, bad, total, "off track or at risk", then.recommendations, ago, more.recommendations)
    late = counts.overdue if plan.report_date else None
    yield Tile(ACTIONS.title, late, counts.total_actions, "overdue", then.actions, ago, more.actions)
    off = counts.indicators[PIStatus.OFF_TARGET.value]
    yield Tile(INDICATORS.title, off, counts.total_indicators, "off target", then.indicators, ago, more.indicators)
    yield Tile("Trust", _in_doubt(plan), total, "ratings in doubt", then.in_doubt, ago)


# --------------------------------------------------------------------------------------------- the last period


class _Bad(NamedTuple):
    recommendations: int | None = None
    actions: int | None = None
    indicators: int | None = None
    in_doubt: int | None = None


_UNKNOWN = _Bad()


class _NotJudged(NamedTuple):
    """How many are without what would tell whether they are bad."""

    recommendations: int
    """Without a rating."""
    actions: int
    """Open and without a completion date."""
    indicators: int
    """Without a figure, a target, or what else a status needs."""

    def more_than(self, then: _NotJudged) -> _NotJudged:
        """Return how many there are more than then; none where there are fewer."""
        return _NotJudged(*(max(0, now - before) for now, before in zip(self, then, strict=True)))


_NOTHING = _NotJudged(0, 0, 0)


def _not_judged(plan: Plan, counts: Figures) -> _NotJudged:
    undated = sum(each.is_open and each.completion_date.value is None for each in plan.actions)
    return _NotJudged(counts.recommendations[NOT_RATED], undated, _without_status(counts.indicators))


def _without_status(statuses: Mapping[str, int]) -> int:
    return sum(number for status, number in statuses.items() if status not in JUDGED)


@dataclass(frozen=True)
class _Before:
    """The last period."""

    since: str
    bad: _Bad
    not_judged: _NotJudged
    matrices: tuple[Matrix, ...]
    counts: dict[str, dict[str, int]]


def _of_workbook(plan: Plan, previous: Plan, months: MatchedPlans) -> _Before:
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
    bad = _Bad(
        sum(1 for each in previous.recommendations if _is_bad(each, previous.scale)),
        sum(is_overdue(each, previous.report_date) for each in previous.actions) if previous.report_date else None,
        statuses[PIStatus.OFF_TARGET.value],
        _in_doubt(previous),
    )
    then = {
        items: counts[0],
        ACTIONS.title: counts[1],
        INDICATORS.title: {each.value: statuses[each.value] for each in PIStatus},
    }
    undated = sum(each.is_open and each.completion_date.value is None for each in previous.actions)
    not_judged = _NotJudged(counts[0][NOT_RATED], undated, _without_status(statuses))
    return _Before(since(previous), bad, not_judged, matrices, then)


def _counted(plan: Plan) -> tuple[dict[str, int], dict[str, int]]:
    owners = (rating_of(each, plan.scale) for each in plan.recommendations)
    return count_ratings(owners, plan.scale), count_ratings((each.rating.value for each in plan.actions), plan.scale)


def _is_bad(each: Recommendation, scale: Scale) -> bool:
    rating = rating_of(each, scale)
    return rating is not None and rating.counts_as in _BAD


def _in_doubt(plan: Plan) -> int:
    return sum(bool(in_doubt(plan, each)) for each in plan.recommendations)


def _label(each: Recommendation, scale: Scale) -> str:
    return label_or_not_rated(rating_of(each, scale))


def _of_history(plan: Plan) -> _Before | None:
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
    bad = _Bad(
        sum(_counts_as(plan, line) in _BAD for line in of_kind[Thing.RECOMMENDATION]),
        sum(_was_late(plan, line, last) for line in of_kind[Thing.ACTION]),
        statuses[PIStatus.OFF_TARGET.value],
    )
    then = {
        items: _rated(plan, of_kind[Thing.RECOMMENDATION]),
        ACTIONS.title: _rated(plan, of_kind[Thing.ACTION]),
        INDICATORS.title: {each.value: statuses[each.value] for each in PIStatus},
    }
    undated = sum(_was_open(plan, line) and line.due is None for line in of_kind[Thing.ACTION])
    not_judged = _NotJudged(then[items][NOT_RATED], undated, _without_status(statuses))
    usual = any(each.business_as_usual for each in plan.recommendations)
    for name, tile, known in (
        (items, "recommendations", of_kind[Thing.RECOMMENDATION] and not usual),
        (ACTIONS.title, "actions", of_kind[Thing.ACTION]),
        (INDICATORS.title, "indicators", of_kind[Thing.INDICATOR]),
    ):
        if not known:
            bad = bad._replace(**{tile: None})
            del then[name]
    return _Before(ago, bad, not_judged, matrices, then)


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
