"""How the rating of a recommendation, or the actual of an indicator, went over the periods. Pure functions."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.board.moved import HOW_BAD
from plan_workbook.plan.history import ratings, series
from plan_workbook.plan.history_line import HistoryLine
from plan_workbook.plan.model import Indicator, Plan, Recommendation
from plan_workbook.values.text import listed, long_date

LEAST_PERIODS = 3
"""Fewer figures than this say nothing about a trend."""
MOST_PERIODS = 24
"""Two years of months: the lines are small, and of more than this nobody could tell one point from the next. History
keeps them all, and what is said of variation and put-off dates is worked out from all of them."""


class Point(NamedTuple):
    """One period."""

    period: str
    level: float
    """Where it is drawn, higher values higher up; of a rating the worst is the lowest."""
    shown: str
    """The figure or rating in words: ``86%``, ``Amber``."""


class Trend(NamedTuple):
    """The points of a line, the plan's own period last; at least `LEAST_PERIODS` and at most `MOST_PERIODS`."""

    points: tuple[Point, ...]

    @property
    def in_words(self) -> str:
        """The line for people who can't see it: ``71% in January 2017, 74% in February 2017 and 86% in March 2017``.

        Of a long line, the first, the lowest, the highest and the last; of one that is level, since when it is.
        """
        first, last = self.points[0], self.points[-1]
        if len({each.shown for each in self.points}) == 1:
            return f"{first.shown} throughout, from {first.period} to {last.period}"
        if len(self.points) <= _MOST_IN_WORDS:
            return listed([f"{each.shown} in {each.period}" for each in self.points])
        levels = [each.level for each in self.points]
        extreme = {levels.index(max(levels)): " (highest)", levels.index(min(levels)): " (lowest)"}
        shown = sorted({0, *extreme, len(self.points) - 1})
        return listed(
            [f"{p.shown} in {p.period}{extreme.get(at, '')}" for at, p in enumerate(self.points) if at in shown]
        )


_MOST_IN_WORDS = 4


def trend_of_rating(plan: Plan, recommendation: Recommendation) -> Trend | None:
    """Return how a recommendation was rated over the periods, those without a rating left out; None if too few.

    Ratings that were stopped have no place on a line from good to bad, and are left out too.
    """
    points = []
    for line in ratings(plan, recommendation):
        rating = plan.scale.rating_called(line.rating) if line.rating else None
        bad = HOW_BAD.get(rating.counts_as) if rating and rating.counts_as else None
        if rating is not None and bad is not None:
            points.append(Point(_period(line), -bad, rating.label))
    return _trend(points)


def trend_of_actual(plan: Plan, indicator: Indicator) -> Trend | None:
    """Return the figures of an indicator over the periods; None if there are too few of them."""
    figures = ((line, line.actual) for line in series(plan, indicator))
    return _trend([Point(_period(line), float(each.value), each.text) for line, each in figures if each is not None])


def _period(line: HistoryLine) -> str:
    return line.period or long_date(line.report_date)


def _trend(points: list[Point]) -> Trend | None:
    return Trend(tuple(points[-MOST_PERIODS:])) if len(points) >= LEAST_PERIODS else None
