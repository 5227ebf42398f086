"""The recommendations and the indicators of an edition, each in one list, the worst first. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from plan_workbook.board.moved import HOW_BAD
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import WORST_FIRST, miss_of
from plan_workbook.publishing.edition import Edition, IndicatorLine, Item, Tag

Listed = TypeVar("Listed")
_UNRATED, _STOPPED = 1.7, -1.0
"""How bad it is not to be rated, or to be stopped, among the ratings."""


class Group(NamedTuple, Generic[Listed]):
    """What has one rating, or one status."""

    tag: Tag
    members: tuple[Listed, ...]


class Measured(NamedTuple):
    """An indicator and the recommendation that it belongs to."""

    item: Item
    line: IndicatorLine


def by_rating(edition: Edition) -> tuple[Group[Item], ...]:
    """Return the recommendations by their rating, the worst rating first.

    In a group, those that need attention come first, in that order; the others are in the order of the plan.
    """
    urgent = _places(edition)
    found: dict[str, list[Item]] = {}
    for item in edition.items:
        found.setdefault(item.rating.word, []).append(item)
    known = {rating.label: rating.counts_as for rating in reversed(edition.plan.scale.ratings)}
    words = [count.rating.word for count in edition.ratings]

    def bad(word: str) -> tuple[float, int]:
        counts_as = known.get(word)
        level = _UNRATED if counts_as is None else _level(counts_as)
        return -level, words.index(word) if word in words else len(words)

    return tuple(
        Group(
            found[word][0].rating,
            tuple(sorted(found[word], key=lambda item: urgent.get(_cell(item), len(urgent)))),
        )
        for word in sorted(found, key=bad)
    )


def by_status(edition: Edition) -> tuple[Group[Measured], ...]:
    """Return the indicators by their status, the worst first, and in each group the largest miss first."""
    urgent = _places(edition)
    found: dict[str, list[Measured]] = {}
    for item in edition.items:
        for line in item.indicators:
            found.setdefault(line.status.word, []).append(Measured(item, line))

    def order(each: Measured) -> tuple[int, float]:
        source = each.line.source
        return urgent.get((source.sheet, source.actual.cell), len(urgent)), -float(miss_of(source, edition.plan) or 0)

    return tuple(
        Group(found[status][0].line.status, tuple(sorted(found[status], key=order)))
        for status in WORST_FIRST
        if status in found
    )


def _level(counts_as: CountsAs) -> float:
    return HOW_BAD.get(counts_as, _STOPPED)


def _cell(item: Item) -> tuple[str, str]:
    return item.source.sheet, item.source.rating.cell or "A1"


def _places(edition: Edition) -> dict[tuple[str, str], int]:
    """Return the places of what needs attention, by sheet and cell."""
    lines: Iterable[tuple[str, str]] = ((point.line.sheet, point.line.cell) for point in edition.attention)
    return {each: place for place, each in reversed(list(enumerate(lines)))}
