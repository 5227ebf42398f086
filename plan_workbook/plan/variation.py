"""Whether an indicator really changes, and whether it will meet its target: pure arithmetic, in exact fractions.

Two figures say little, because every figure moves a little from month to month. So the figures of a year or more are
looked at together, in the way that NHS England teaches to boards (*Making Data Count*). The limits are those of an XmR
chart: 2.66 mean moving ranges from the mean, where moving ranges of 3.267 times their mean and more are left out of it
(Shewhart's constants for ranges of two: 3/1.128 and D4). The rules are those of the open package NHSRplotthedots.

Fractions are exact, so that a figure exactly on a limit is on it, and not above or below by the last digit of a float.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise
from math import lcm

from plan_workbook.plan.choices import Better

LEAST_FIGURES = 12
"""With fewer figures, nothing is said."""
IN_A_ROW = 7
"""So many points in a row are a trend, or a change of level."""
_NEARBY = 3
"""The number of consecutive points of which two near a limit are no chance."""
_WIDTH = Fraction(266, 100)
_NEAR_WIDTH = _WIDTH * 2 / 3
_OUTLYING = Fraction(3267, 1000)


class Variation(StrEnum):
    """What the latest figure says about an indicator (NHS England, *Making Data Count*)."""

    IMPROVING = "Improving"
    CONCERN = "Concern"
    HIGH = "High"
    """``High`` and ``Low`` are for indicators for which neither way is better."""
    LOW = "Low"
    NO_CHANGE = "No change"


class Assurance(StrEnum):
    """Whether an indicator will meet its target if nothing changes (NHS England, *Making Data Count*)."""

    WILL_MEET = "Will keep meeting"
    WILL_MISS = "Will keep missing"
    HIT_AND_MISS = "Hit and miss"


class Signal(Enum):
    """The rules by which a point is special, in the order in which they are tried."""

    OUTSIDE = "outside the process limits"
    TREND = "part of a trend"
    NEAR_A_LIMIT = "one of two in three near a limit"
    ONE_SIDE = "part of a run on one side of the centre"


@dataclass(frozen=True)
class Special:
    """Why a point is special."""

    signal: Signal
    upwards: bool
    """Whether it speaks for higher figures: the trend rises, or the point is above the centre."""
    points: int
    """How many points in a row show it; of a point near a limit, how many of the three are near it."""


@dataclass(frozen=True)
class Limits:
    """The centre of a series, and the limits between which it moves if nothing changes."""

    centre: Fraction
    mean_range: Fraction
    """The mean of its moving ranges, without those that stand out."""

    @cached_property
    def lower(self) -> Fraction:
        """The lower process limit."""
        return self.centre - _WIDTH * self.mean_range

    @cached_property
    def upper(self) -> Fraction:
        """The upper process limit."""
        return self.centre + _WIDTH * self.mean_range

    @cached_property
    def near_lower(self) -> Fraction:
        """Two thirds of the way from the centre to the lower limit."""
        return self.centre - _NEAR_WIDTH * self.mean_range

    @cached_property
    def near_upper(self) -> Fraction:
        """Two thirds of the way from the centre to the upper limit."""
        return self.centre + _NEAR_WIDTH * self.mean_range

    def side(self, value: Fraction) -> int:
        """Return 1 for a value above the centre, -1 for one below it, 0 for one exactly on it."""
        return (value > self.centre) - (value < self.centre)

    def outside(self, value: Fraction) -> bool:
        """Tell whether a value is outside the process limits; one exactly on a limit is not."""
        return value > self.upper or value < self.lower

    def near(self, value: Fraction) -> bool:
        """Tell whether a value is beyond a near limit, but not outside the process limits."""
        return not self.outside(value) and (value > self.near_upper or value < self.near_lower)


@dataclass(frozen=True)
class Behaviour:
    """How an indicator behaves: its figures, what they say of the latest one, and of the target."""

    values: tuple[Decimal, ...]
    limits: Limits
    special: Special | None
    """Why the latest figure is special; None if it is within what is usual."""
    variation: Variation
    assurance: Assurance | None
    """None without a target, and for an indicator for which neither higher nor lower is better."""
    target: Decimal | None


def behaviour_of(values: Sequence[Decimal], better: Better | None, target: Decimal | None) -> Behaviour | None:
    """Return how an indicator behaves; None if there are fewer than twelve figures.

    Args:
        values: its figures in one unit, the oldest first; the last one is this period's.
        better: which way is better.
        target: the target in force now, or None.
    """
    if len(values) < LEAST_FIGURES:
        return None
    limits = limits_of(values)
    special = special_points(values, limits)[-1]
    return Behaviour(
        tuple(values), limits, special, variation_of(special, better), assurance_of(limits, target, better), target
    )


def limits_of(values: Sequence[Decimal]) -> Limits:
    """Return the centre and limits of a series; all its values count, because there is no new start (re-basing).

    Moving ranges of 3.267 times their mean and more are left out and the mean is taken again. If nothing but zeros were
    left, though the values differ, the first mean is kept: otherwise any other value would be outside the limits.
    """
    exact = [Fraction(value) for value in values]
    ranges = [abs(now - then) for then, now in pairwise(exact)]
    mean = _mean(ranges)
    outlying = _OUTLYING * mean
    return Limits(_mean(exact), _mean([each for each in ranges if each < outlying]) or mean)


def special_points(values: Sequence[Decimal], limits: Limits) -> tuple[Special | None, ...]:
    """Return for each point why it is special, by the first rule that holds; None if it is not.

    1. It is outside the process limits.
    2. It is part of a trend: seven points, each higher than the one before, or each lower. The later of two counts.
    3. It is near a limit, and so is at least one other of three points in a row, all on one side of the centre.
    4. It is one of seven points in a row on one side of the centre.

    A point exactly on the centre is on neither side, so it ends a run and none of the three may be there.
    """
    exact = [Fraction(value) for value in values]
    sides = [limits.side(value) for value in exact]
    trends = _trends(values)
    near = [limits.near(value) for value in exact]
    runs = _runs(sides)
    found: list[Special | None] = []
    for at, value in enumerate(exact):
        upwards = sides[at] > 0
        if limits.outside(value):
            found.append(Special(Signal.OUTSIDE, upwards, 1))
        elif trends[at]:
            found.append(Special(Signal.TREND, trends[at] > 0, abs(trends[at])))
        elif near[at] and (together := _most_near(near, sides, at)) > 1:
            found.append(Special(Signal.NEAR_A_LIMIT, upwards, together))
        elif sides[at] and runs[at] >= IN_A_ROW:
            found.append(Special(Signal.ONE_SIDE, upwards, runs[at]))
        else:
            found.append(None)
    return tuple(found)


def variation_of(special: Special | None, better: Better | None) -> Variation:
    """Return what a point says: better or worse if a way is better, otherwise high or low; no change if not special."""
    if special is None:
        return Variation.NO_CHANGE
    if better not in (Better.HIGHER, Better.LOWER):
        return Variation.HIGH if special.upwards else Variation.LOW
    return Variation.IMPROVING if special.upwards is (better is Better.HIGHER) else Variation.CONCERN


def assurance_of(limits: Limits, target: Decimal | None, better: Better | None) -> Assurance | None:
    """Return whether the limits lie on the right side of a target; None without one, or if neither way is better.

    A figure that equals its target meets it, so a limit that equals it does too. Here NHSRplotthedots is strict: twelve
    figures of 100% against a target of 100% would be hit and miss.
    """
    if target is None or better not in (Better.HIGHER, Better.LOWER):
        return None
    aim = Fraction(target)
    if better is Better.HIGHER:
        meets, misses = aim <= limits.lower, aim > limits.upper
    else:
        meets, misses = aim >= limits.upper, aim < limits.lower
    return Assurance.WILL_MEET if meets else Assurance.WILL_MISS if misses else Assurance.HIT_AND_MISS


def _mean(values: Sequence[Fraction]) -> Fraction:
    """Return the mean, 0 of nothing; over one denominator, because adding fractions one by one takes much longer."""
    common = lcm(*(value.denominator for value in values))
    total = sum(value.numerator * (common // value.denominator) for value in values)
    return Fraction(total, common * len(values)) if values else Fraction(0)


def _trends(values: Sequence[Decimal]) -> list[int]:
    """Return for each point the length of the trend it is part of, below zero if that falls; 0 if it is in none."""
    steps = [(now > then) - (now < then) for then, now in pairwise(values)]
    found, start = [0] * len(values), 0
    for way, same in groupby(steps):
        points = len(list(same)) + 1
        if way and points >= IN_A_ROW:
            found[start : start + points] = [way * points] * points
        start += points - 1
    return found


def _runs(sides: Sequence[int]) -> list[int]:
    """Return for each point how many points in a row are on its side."""
    return [points for _, same in groupby(sides) for points in [len(list(same))] for _ in range(points)]


def _most_near(near: Sequence[bool], sides: Sequence[int], at: int) -> int:
    """Return how many points are near a limit in the three around a point, on its side, that have the most."""
    windows = (range(start, start + _NEARBY) for start in range(at - _NEARBY + 1, at + 1))
    return max(
        (
            sum(near[each] for each in window)
            for window in windows
            if window.start >= 0 and window.stop <= len(near) and all(sides[each] == sides[at] for each in window)
        ),
        default=0,
    )
