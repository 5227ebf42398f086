"""The figures over many plans, as values: worked out once, and only set by the formats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from plan_workbook.board import figures as board
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import JUDGED, PIStatus

NOT_RATED, NOT_KNOWN = "not rated", "not known"
"""The keys, in counts of ratings and of standings, of what has none that is known."""
T = TypeVar("T")


class Headline(StrEnum):
    """What comes first in the verdict on a plan, worst first."""

    OFF_TRACK = "Off track"
    AT_RISK = "At risk"
    DOUBTFUL = "Overdue, off target or in doubt"
    NOT_RATED = board.NOT_RATED
    CLEAR = "Nothing against it"


class Some(NamedTuple, Generic[T]):
    """As much of a list as is told, and how long it is."""

    shown: tuple[T, ...] = ()
    total: int = 0


class Totals(NamedTuple):
    """The sums over all plans of a period."""

    period: str
    """``2017-12``, or ``unknown``."""
    plans: int
    recommendations: Mapping[str, int]
    """By what their ratings count as (`CountsAs`), then `NOT_RATED`."""
    in_doubt: int
    """Recommendations with a good rating that is in doubt."""
    actions: Mapping[str, int]
    """By standing, then `NOT_KNOWN`."""
    indicators: Mapping[str, int]
    """By PI status."""
    errors: int
    warnings: int
    notes: int
    accepted: int

    @property
    def bad(self) -> int:
        """Recommendations that are off track or at risk."""
        return self.recommendations[CountsAs.OFF_TRACK] + self.recommendations[CountsAs.AT_RISK]

    @property
    def judged(self) -> int:
        """Indicators that could be judged against a target."""
        return sum(self.indicators[each] for each in JUDGED)


class PlanLine(NamedTuple):
    """One plan."""

    authority: str
    title: str
    report_date: date | None
    headline: Headline
    verdict: str
    """Where it stands in one sentence, as `status` says it."""
    recommendations: int
    off_track: int
    at_risk: int
    in_doubt: int
    actions: int
    overdue: int
    most_days_overdue: int
    put_off: int
    """How many of its open actions that are overdue were put off before."""
    indicators: int
    judged: int
    off_target: int
    errors: int
    warnings: int
    notes: int
    accepted: int


class Concern(NamedTuple):
    """A recommendation that is off track, or whose good rating is in doubt."""

    authority: str
    title: str
    """Of the plan."""
    number: str
    what: str
    lead: str
    rating: str
    """Its label on the plan's own scale."""
    counts_as: str
    doubts: tuple[str, ...]
    """What speaks against its rating, a sentence each."""
    overdue: int
    off_target: int


class PINumber(NamedTuple):
    """One PI number in one unit, over all plans."""

    number: str
    unit: str
    """In the form for comparison; empty for a plain number."""
    better: str
    """Which way is better; empty if the plans do not agree."""
    description: str
    """As most plans word it."""
    wordings: int
    """In how many ways plans describe it; different ones may be different measures."""
    plans: int
    """How many plans report it."""
    actuals: int
    """How many different actuals they report: one that a plan gives under two recommendations counts once."""
    lowest: float | None
    median: float | None
    highest: float | None
    median_before: float | None
    """In the period of the store before; None if there is none."""
    statuses: Mapping[str, int]
    """How many reports have each PI status, one that a plan gives twice counted once."""
    met_by: tuple[str, ...]
    """The authorities, or titles of plans without one, of which all reports are on target."""
    missed_by: tuple[str, ...]
    """Those of which at least one is off target."""


class Figure(NamedTuple):
    """What one plan reports under a PI number."""

    number: str
    unit: str
    authority: str
    title: str
    actual: float | None
    actual_text: str
    target_text: str
    """The target that it is judged against."""
    status: str
    gap: str


class RuleLine(NamedTuple):
    """One rule over all plans."""

    rule: str
    severity: str
    """The most severe one that it has in any plan."""
    findings: int
    """Without the accepted ones."""
    plans: int
    """How many plans have one of these."""
    accepted: int


class RuleInPlan(NamedTuple):
    """One rule in one plan."""

    rule: str
    severity: str
    authority: str
    title: str
    findings: int
    accepted: int


class Missing(NamedTuple):
    """A plan that is in an earlier period of the store, and not in this one."""

    authority: str
    title: str
    last: str
    """The last period it was sent in: ``2017-11``."""
    periods: int
    """In how many periods of the store it is."""


class Unread(NamedTuple):
    """A file that could not be read when it was gathered last."""

    name: str
    path: str
    sentence: str


class Region(NamedTuple):
    """Where many plans are at the end of a period."""

    period: str
    totals: Totals
    headlines: Mapping[Headline, int]
    """How many plans have each."""
    plans: Some[PlanLine]
    """Worst first."""
    concerns: Some[Concern]
    indicators: tuple[PINumber, ...]
    figures: Some[Figure]
    overdue: Some[PlanLine]
    """The plans with overdue actions, most of them first."""
    rules: tuple[RuleLine, ...]
    in_plans: Some[RuleInPlan]
    missing: Some[Missing]
    trends: tuple[Totals, ...]
    """Of every period of the store with a date, in order."""
    earlier: int
    """How many plans of this period are not counted, since the same plan has a later report date in it."""
    unread: Some[Unread]
    """Files of any period."""


def off(statuses: Mapping[str, int]) -> int:
    """Return how many are off target."""
    return statuses[PIStatus.OFF_TARGET]
