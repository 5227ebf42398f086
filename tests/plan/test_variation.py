"""Whether an indicator really changes, and whether it will meet its target."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import pytest
from support.reckoning import reckoned

from plan_workbook.plan.choices import Better
from plan_workbook.plan.variation import Assurance, Signal, Variation, behaviour_of, limits_of, special_points

STEADY = [80, 82] * 6
"""Twelve figures that move by 2 every time: centre 81, limits 81 - 5.32 and 81 + 5.32."""


def behaviour(values, better=Better.HIGHER, target=None):
    target = None if target is None else Decimal(str(target))
    return behaviour_of([Decimal(str(each)) for each in values], better, target)


def said(values, better=Better.HIGHER, target=None):
    found = behaviour(values, better, target)
    return (str(found.variation), found.assurance and str(found.assurance)) if found else None


def of(values):
    decimals = [Decimal(str(each)) for each in values]
    return special_points(decimals, limits_of(decimals))


def signals(values):
    return [each and each.signal for each in of(values)]


# ------------------------------------------------------------------------------------------------- the limits


def test_the_limits_are_2_66_mean_moving_ranges_from_the_mean():
    limits = limits_of([Decimal(each) for each in STEADY])
    assert (limits.centre, limits.mean_range) == (81, 2)
    assert (limits.lower, limits.upper) == (Fraction("75.68"), Fraction("86.32"))
    assert (limits.near_lower, limits.near_upper) == (81 - Fraction("10.64") / 3, 81 + Fraction("10.64") / 3)


R_SERIES = (
    "-0.56047565",
    "-0.23017749",
    "1.55870831",
    "0.07050839",
    "0.12928774",
    "1.71506499",
    "0.46091621",
    "-1.26506123",
    "-0.68685285",
    "-0.44566197",
    "1.22408180",
    "0.35981383",
    "0.40077145",
    "0.11068272",
    "-0.55584113",
    "1.78691314",
    "0.49785048",
    "-1.96661716",
    "0.70135590",
    "-0.47279141",
)


@pytest.mark.parametrize(
    ("fifteenth", "centre", "lower", "upper"),
    [("-0.55584113", 0.1416238, -3.01138, 3.294627), ("10", 0.6694159, -2.383666, 3.722497)],
    ids=["as it is", "with a figure that stands out"],
)
def test_the_limits_are_those_that_the_r_package_publishes(fifteenth, centre, lower, upper):
    """The series and figures are in the tests of NHSRplotthedots: ``set.seed(123); rnorm(20)``."""
    values = [Decimal(each) for each in R_SERIES]
    values[14] = Decimal(fifteenth)
    limits = limits_of(values)
    assert [float(each) for each in (limits.centre, limits.lower, limits.upper)] == pytest.approx(
        [centre, lower, upper], abs=5e-6
    )


def test_a_moving_range_of_exactly_3_267_times_the_mean_is_left_out():
    # eleven ranges: ten of 7733 and one of 32670 have the mean 10000, so the last is exactly 3.267 times the mean
    values = [0, 7733] * 5 + [0, 32670]
    assert limits_of([Decimal(each) for each in values]).mean_range == 7733
    values[-1] = 32669
    assert limits_of([Decimal(each) for each in values]).mean_range == Fraction(77330 + 32669, 11)


def test_one_step_among_equal_figures_keeps_the_first_mean():
    assert limits_of([Decimal(5)] * 6 + [Decimal(16)] * 6).mean_range == 1


def test_equal_figures_have_their_limits_on_the_centre_and_do_not_change():
    assert said([100] * 12, target=100) == ("No change", "Will keep meeting")
    assert said([100] * 12, target=101) == ("No change", "Will keep missing")
    assert said([0] * 12, Better.LOWER, target=0) == ("No change", "Will keep meeting")
    assert signals([7] * 15) == [None] * 15


# ------------------------------------------------------------------------------------------- special points


def test_nothing_is_said_of_eleven_figures():
    assert behaviour(STEADY[1:], target=90) is None
    assert behaviour(STEADY, target=90) is not None


def test_a_figure_exactly_on_a_limit_is_not_outside_it():
    values = with_last_at_the_limit()
    limits = limits_of(values)
    assert Fraction(values[-1]) == limits.upper
    assert special_points(values, limits)[-1] is None
    beyond = [*values[:-1], values[-1] + Decimal("0.001")]
    assert special_points(beyond, limits_of(beyond))[-1].signal is Signal.OUTSIDE


def with_last_at_the_limit():
    """Return fourteen figures of which the last is exactly on the upper limit.

    After thirteen of 0 and 100 in turn come v: v = (600 + v) / 14 + 2.66 (1200 + v) / 13.
    """
    v = (Fraction(600, 14) + Fraction(266, 100) * 1200 / 13) / (1 - Fraction(1, 14) - Fraction(266, 1300))
    scaled = [0, 100] * 6 + [0, v]
    return [Decimal(int(each * v.denominator)) for each in scaled]


def test_seven_figures_each_higher_than_the_one_before_are_a_trend():
    values = [85, 71, 84, 72, 83, 74, 75, 76, 77, 78, 79, 80]
    assert signals(values)[-7:] == [Signal.TREND] * 7
    assert said(values) == ("Improving", None)
    assert said(values, Better.LOWER) == ("Concern", None)
    assert said(values, Better.MONITOR) == ("High", None)


def test_a_tie_ends_a_trend():
    assert Signal.TREND not in signals([85, 71, 84, 72, 83, 74, 75, 76, 77, 78, 79, 79])
    assert Signal.TREND not in signals([85, 71, 84, 72, 83, 90, 75, 76, 77, 78, 79, 80])  # six points are too few


def test_a_point_between_two_trends_belongs_to_the_later_one():
    values = [0, 20] * 4 + [*range(7, 14), *range(12, 6, -1)]
    trends = [each.upwards for each in of(values) if each]
    assert trends == [True] * 6 + [False] * 7  # 13 is the last to rise and the first to fall


@pytest.mark.parametrize(
    ("last_three", "signal"),
    [
        ((86.5, 82, 86.5), Signal.NEAR_A_LIMIT),
        ((86.5, 81, 86.5), None),  # the one between is below the centre
        ((82, 86.5, 77), None),  # near either limit
        ((82, 82, 85.5), None),  # only one of the three
    ],
)
def test_two_of_three_figures_near_a_limit_are_special_on_one_side_of_the_centre(last_three, signal):
    values = [*[80, 82] * 8, *last_three]
    limits = limits_of([Decimal(str(each)) for each in values])
    assert limits.near(Fraction(values[-1]))
    assert signals(values)[-1] is signal


def test_a_figure_exactly_on_the_centre_ends_a_run():
    below, above = [50, 70] * 3, [80, 100, 80, 75, 100, 80, 100]
    assert limits_of([Decimal(each) for each in below + above]).centre == 75
    assert signals(below + above) == [None] * 13
    above[3] = 76
    assert signals(below + above)[-7:] == [Signal.ONE_SIDE] * 7


def test_seven_figures_on_one_side_of_the_centre_are_a_change_of_level():
    six = [50, 70] * 3 + [80, 100] * 3
    assert signals(six) == [None] * 12
    seven = [70, *six, 80]
    assert signals(seven) == [Signal.ONE_SIDE] * 14
    assert said(seven) == ("Improving", None)
    assert said(seven, Better.LOWER) == ("Concern", None)
    assert said(seven, None) == said(seven, Better.MONITOR) == ("High", None)


# ---------------------------------------------------------------------------------------------- assurance


@pytest.mark.parametrize(
    ("better", "target", "assurance"),
    [
        (Better.HIGHER, "75.68", "Will keep meeting"),
        (Better.HIGHER, "75.681", "Hit and miss"),
        (Better.HIGHER, "86.32", "Hit and miss"),
        (Better.HIGHER, "86.321", "Will keep missing"),
        (Better.LOWER, "86.32", "Will keep meeting"),
        (Better.LOWER, "86.319", "Hit and miss"),
        (Better.LOWER, "75.68", "Hit and miss"),
        (Better.LOWER, "75.679", "Will keep missing"),
        (Better.HIGHER, None, None),
        (Better.MONITOR, "80", None),
        (None, "80", None),
    ],
)
def test_a_target_on_a_limit_is_met_by_it(better, target, assurance):
    assert said(STEADY, better, target) == ("No change", assurance)


# --------------------------------------------------------------------------- an independent reckoning agrees


def some_series(chance):
    """Return figures of one of several kinds: with ties and points on the centre, wild, trending, or on two levels."""
    many = chance.randint(10, 36)
    match chance.randrange(5):
        case 0:
            return [chance.randint(0, 6) for _ in range(many)]
        case 1:
            return [chance.randint(0, 1000) / 10 for _ in range(many)]
        case 2:
            return [chance.choice([99.5, 99.9, 100]) for _ in range(many)]
        case 3:
            step = chance.choice([-1, 1])
            return list(accumulate(chance.choice([step, step, step, -step, 0]) for _ in range(many)))
        case _:
            level = chance.choice([4, 8, 12])
            return [chance.randint(1, 9) + (level if at > many // 2 else 0) for at in range(many)]


def differences(number, seed):
    """Return what is reckoned otherwise for so many random series, and every answer that was given."""
    chance = random.Random(seed)
    wrong, seen = [], set()
    for _ in range(number):
        values, better = some_series(chance), chance.choice(list(Better))
        target = chance.choice([None, chance.choice(values), chance.randint(-10, 110)])
        wanted = reckoned([str(each) for each in values], better.value, None if target is None else str(target))
        got = said(values, better, target) or (None, None)
        seen.update(got)
        if got != wanted:
            wrong.append((values, better, target, got, wanted))
    return wrong, seen


def test_a_reckoning_that_is_written_in_another_way_says_the_same():
    wrong, seen = differences(300, seed=1)
    assert wrong == []
    assert seen == {None, *map(str, Variation), *map(str, Assurance)}


@pytest.mark.slow
def test_and_so_it_does_for_thousands_of_series():
    assert differences(10_000, seed=2)[0] == []
