"""How an indicator behaves, in sentences for people."""

from __future__ import annotations

import random
import re
from decimal import Decimal

import pytest
from builder import PlanBuilder
from support.remembered import measured, remembering

from plan_workbook.board.behaviour import behaviour_in_words, sentences_about
from plan_workbook.plan.choices import Better
from plan_workbook.plan.variation import behaviour_of

STEADY = [80, 82] * 6
RISEN = [70, *[50, 70] * 3, *[80, 100] * 3, 80]
"""Whose last seven figures lie above their average."""


def said(values, better=Better.HIGHER, target=None, unit="%", noun="month"):
    target = None if target is None else Decimal(str(target))
    found = behaviour_of([Decimal(str(each)) for each in values], better, target)
    return sentences_about(found, unit, noun)


@pytest.mark.parametrize(
    ("values", "better", "sentence"),
    [
        ([*STEADY, 95], Better.HIGHER, "Improving: at 95% it lies above its usual range of 77% to 87%"),
        ([*STEADY, 60], Better.HIGHER, "Concern: at 60% it lies below its usual range of 74% to 85%"),
        (
            [85, 71, 84, 72, 83, 74, 75, 76, 77, 78, 79, 80],
            Better.LOWER,
            "Concern: it has risen steadily over the last 7 months, from 74% to 80%",
        ),
        (
            [71, 85, 72, 84, 73, 82, 81, 80, 79, 78, 77, 76],
            Better.MONITOR,
            "Low: it has fallen steadily over the last 7 months, from 82% to 76%",
        ),
        (
            [*STEADY, *STEADY[:4], 86.5, 82, 86.5],
            Better.HIGHER,
            "Improving: two of the last three months lie near the top of its usual range of 75.2% to 88.1%",
        ),
        (RISEN, None, "High: the last 7 months lie above its average of 75%"),
        (STEADY, Better.HIGHER, "No change: it is within its usual range of 76% to 86%"),
        ([100] * 12, Better.HIGHER, "No change: it stays at 100%"),
    ],
)
def test_each_rule_has_its_sentence(values, better, sentence):
    assert said(values, better)[0] == sentence


@pytest.mark.parametrize(
    ("values", "target", "sentence"),
    [
        (STEADY, 90, "Will keep missing 90% unless something changes"),
        (STEADY, 70, "Will keep meeting 70% unless something changes"),
        (STEADY, 81, "Hit and miss: it sometimes meets 81% and sometimes misses it"),
        (RISEN, 20, "Will keep meeting 20% unless something changes (it moves between 24% and 100%)"),
        (RISEN, 90, "Hit and miss: it moves between 24% and 100%, so it sometimes meets 90% and sometimes misses it"),
        ([100] * 12, 100, "Will keep meeting 100% unless something changes"),
        (STEADY, None, ""),
    ],
)
def test_a_target_has_its_sentence(values, target, sentence):
    assert said(values, target=target)[1] == sentence


def test_the_ends_of_a_range_are_ones_that_the_figures_can_reach():
    shares = [96, 97, 98, 99] * 3
    assert said(shares)[0] == "No change: it is within its usual range of 94% to 100%"
    assert said([1, 2, 3, 4] * 3)[0] == "No change: it is within its usual range of 0% to 6%"
    assert said([0, 9] * 6, unit="days")[0] == "No change: it is within its usual range of 0 to 28 days"
    assert "-" in said([-1, 9] * 6, unit="days")[0]
    assert said([96, 108] * 6)[0].endswith("70% to 134%")  # a share that goes beyond 100 is not one of a whole


def test_a_limit_is_given_as_exactly_as_the_sentence_needs():
    assert said(STEADY, target=86)[0].endswith("75.7% to 86.3%")
    assert said([1, 2] * 6 + [2], Better.MONITOR, unit="number")[0].endswith("0 to 4")
    assert said([0.3, 0.31] * 6)[0].endswith("0.28% to 0.33%")


def test_units_are_given_as_elsewhere():
    assert said(STEADY, unit="£")[0].endswith("£76 to £86")
    assert said(STEADY, Better.LOWER, 90, unit="per 1,000")[1].startswith("Will keep meeting 90 per 1,000 unless")
    assert said(STEADY, unit="working days", noun="quarter")[0].endswith("76 to 86 working days")


def test_no_sentence_contradicts_itself():
    chance = random.Random(3)
    for _ in range(300):
        values = [chance.randint(0, 60) / chance.choice([1, 1, 10]) for _ in range(chance.randint(12, 30))]
        target = chance.randint(0, 60)
        varies, will = said(values, target=target)
        for low, high in re.findall(r"(?:between|range of) ([\d.]+)% (?:and|to) ([\d.]+)%", f"{varies} {will}"):
            assert float(low) < float(high)
        if will.startswith("Will keep missing"):
            assert target > float(re.findall(r"(?:and|to) ([\d.]+)%", f"{varies} {will}")[-1])
        if "lies above" in varies:
            assert values[-1] > float(re.search(r"to ([\d.]+)%$", varies)[1])
        if above := re.search(r"the last (\d+) months lie above its average of ([\d.]+)%", varies):
            assert min(values[-int(above[1]) :]) > float(above[2])


def test_a_plan_says_it_of_an_indicator_with_twelve_figures():
    plan = PlanBuilder().recommendation().indicator(actual="82%", target="90%", period="").read()
    assert behaviour_in_words(plan, plan.indicators[0]) == ()
    remembers = remembering(plan, measured(*STEADY[:11]))
    assert behaviour_in_words(remembers, plan.indicators[0]) == (
        "No change: it is within its usual range of 76% to 86%",
        "Will keep missing 90% unless something changes",
    )
