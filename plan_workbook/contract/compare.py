"""What ``compare`` and ``history`` print."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class Version(TypedDict):
    """One of the two versions of the plan."""

    workbook: str
    period: str
    report_date: str | None


class Changed(TypedDict):
    """What became of something."""

    change: str
    before: str | None
    """As people read it; null if it was not there."""
    after: str | None


class OfRecommendation(Changed):
    """A change of a recommendation."""

    recommendation: str


class OfAction(OfRecommendation):
    """A change of an action."""

    ref: str | None
    days: int | None


class OfIndicator(OfRecommendation):
    """A change of an indicator."""

    number: str | None


class Other(TypedDict):
    """Any other input that differs."""

    table: str
    recommendation: str | None
    row: str | None
    field: str
    before: str | None
    after: str | None


class Comparison(TypedDict):
    """What differs between two versions of a plan."""

    format: Literal[1]
    old: Version
    new: Version
    recommendations: list[OfRecommendation]
    actions: list[OfAction]
    indicators: list[OfIndicator]
    others: list[Other]


class Period(TypedDict):
    """A period in the history."""

    period: str
    report_date: str
    lines: int


class Remembrance(TypedDict):
    """A line of the history: one thing in one period."""

    period: str
    report_date: str
    kind: str
    recommendation: str
    reference: str | None
    rag: str | None
    status: str | None
    data_period: str | None
    target: str | None
    actual: str | None
    due: str | None


class Added(TypedDict):
    """A period that was added."""

    workbook: str | None
    period: str
    report_date: str


class ReadApart(TypedDict):
    """A rating of a period that was added, which the plan's own scale does not have or counts as something else."""

    report_date: str
    code: str
    then: str | None
    now: str | None


class PassedOver(TypedDict):
    """A workbook whose period was not added."""

    workbook: str
    why: str


class Remembered(TypedDict):
    """The history of a plan, and what was added to it."""

    format: Literal[1]
    workbook: str
    period: str
    report_date: str | None
    periods: list[Period]
    lines: list[Remembrance]
    added: list[Added]
    passed_over: list[PassedOver]
    read_apart: list[ReadApart]
