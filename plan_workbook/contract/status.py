"""What ``status`` prints."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

Labelled = dict[str, int]
"""How many there are by label; every label is there, zeros too."""


class Tile(TypedDict):
    """One of the figures that a board sees first."""

    name: str
    figure: int | None
    """How many are bad; null if that is not known."""
    of: int
    """Of how many."""
    what: str
    """What is bad about them: off track or at risk, overdue, off target, ratings in doubt."""
    before: int | None
    """The same figure in the last period; null if there is none, or it is not known."""
    way: str | None
    """Which way it went: better, worse or the same."""


class Matrix(TypedDict):
    """How ratings moved since the last period."""

    name: str
    labels: list[str]
    counts: list[list[int]]
    """A row for each rating then, a column for each rating now, in the order of the labels."""
    moved: int
    added: int
    removed: int


class Line(TypedDict):
    """One thing that moved."""

    name: str
    kind: str
    what: str
    how: str
    owner: str
    sheet: str
    cell: str | None


class EachRecommendation(TypedDict):
    """Where a recommendation stands; what is not known is null."""

    recommendation: str | None
    title: str | None
    lead: str | None
    rating: str | None
    """The label of the rating that it is counted under."""
    confidence: str | None
    status: str
    in_doubt: list[str]
    """Why its rating is in doubt, a sentence each."""
    rating_before: str | None


class EachAction(TypedDict):
    """Where an action stands."""

    recommendation: str | None
    ref: str | None
    rating: str | None
    due: str | None
    days_overdue: int
    put_off_times: int
    put_off_days: int
    standing: str | None


class EachIndicator(TypedDict):
    """Where an indicator stands; figures are texts as people read them."""

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


class Each(TypedDict):
    """Where each thing of the plan stands, in its own order."""

    recommendations: list[EachRecommendation]
    actions: list[EachAction]
    indicators: list[EachIndicator]


class Standing(TypedDict):
    """Where a plan stands, and what moved."""

    verdict: str
    """Where it stands, in one sentence."""
    since: str
    """The period that the figures are compared with, from `--previous` or the plan's own history; empty without."""
    tiles: list[Tile]
    matrices: list[Matrix]
    moved: NotRequired[list[Line]]
    """What moved since then, with `--previous`."""


class Status(TypedDict):
    """The headline counts of a plan."""

    format: Literal[1]
    period: str
    report_date: str | None
    recommendations: Labelled
    """`total`, each label of the plan's scale, and `Not rated`."""
    actions: Labelled
    """`total`, each label of the plan's scale, `Not rated`, and `overdue`."""
    indicators: Labelled
    """`total`, `distinct` (different PI numbers), and each PI status."""
    verdict: NotRequired[str]
    """Where the plan stands, in one sentence; this and the next three are there with `--each` or `--previous`."""
    since: NotRequired[str]
    tiles: NotRequired[list[Tile]]
    matrices: NotRequired[list[Matrix]]
    moved: NotRequired[list[Line]]
    """With `--previous`."""
    each: NotRequired[Each]
    """With `--each`."""
