"""`status --each --format json` of plans with one to three years of history, against a reckoning from their registers.

The reckoning sees only the texts of the register, as somebody would who checks a report by hand.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from builder import PlanBuilder
from support.reckoning import reckoned

REPORT_DATE = date(2017, 12, 31)
QUARTERS = {(4, 6): "Q1", (7, 9): "Q2", (10, 12): "Q3", (1, 3): "Q4"}


def months_back(months):
    """Return the last day of the month so many months before the report date."""
    year, month = divmod(REPORT_DATE.year * 12 + REPORT_DATE.month - 1 - months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return following - timedelta(1)


def last_quarter(day):
    """Return the last quarter that has ended by a day, as a lead writes it: ``Q2 2017/18``."""
    end = day if day.month % 3 == 0 else date(day.year, day.month - day.month % 3 + 1, 1) - timedelta(1)
    if end > day or day.month < 3:
        end = date(day.year - 1, 12, 31) if day.month < 3 else end
    start = end.year if end.month > 3 else end.year - 1
    name = next(name for (first, last), name in QUARTERS.items() if first <= end.month <= last)
    return f"{name} {start}/{(start + 1) % 100:02}"


class Trial:
    """A plan with a history, and what an analyst makes of its register."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.plan = PlanBuilder().recommendation()
        self.months = self.chance.randint(12, 36)
        self.indicators, self.actions = {}, {}
        for number in range(14):
            self._indicator(f"CSC {number:03}")
        for ref in "abcdef":
            self._action(ref)

    def _figures(self, many):
        chance, level = self.chance, self.chance.randint(20, 70)
        match chance.randrange(5):
            case 0:
                return [level + chance.randint(-3, 3) for _ in range(many)]
            case 1:
                return [level + at // 2 + chance.randint(0, 1) for at in range(many)]
            case 2:
                return [level - at // 2 + chance.randint(0, 1) for at in range(many)]
            case 3:
                return [level + chance.randint(-2, 2) + (9 if at > many - 8 else 0) for at in range(many)]
            case _:
                return [100] * many

    def _indicator(self, number):
        chance = self.chance
        better = chance.choice(["Higher", "Lower", "Higher", "Lower", "Monitor", "Band"])
        quarterly, trend = chance.random() < 0.2, chance.choice(["", "", "", "Yes", "No"])
        figures = self._figures(self.months + 1)
        if quarterly:  # the same figure for three months, put right now and then
            figures = [figures[at // 3 * 3] + (chance.random() < 0.1) for at in range(self.months + 1)]
        target = chance.choice(["", f"{figures[-1]}%", f"{figures[-1] + chance.randint(-12, 12)}%"])
        if better == "Band":
            target = f"{figures[-1] - 1}% to {figures[-1] + 3}%" if chance.random() < 0.5 else "30% to 40%"
        previous = chance.choice(["", "", f"{figures[-2]}%"])
        blank_now = chance.random() < 0.1
        kept = []
        for at, figure in enumerate(figures):
            day = months_back(self.months - at)
            period = last_quarter(day) if quarterly else ""
            typed = chance.choices([f"{figure}%", "", f"{figure} days"], [20, 2, 1])[0]
            if day == REPORT_DATE:
                typed = "" if blank_now else f"{figure}%"
                self.plan.indicator(
                    number=number,
                    better=better,
                    target=target,
                    previous=previous,
                    actual=typed,
                    period=period,
                    trend=trend,
                )
            else:
                self.plan.past(
                    day.isoformat(), "Indicator", number, actual=typed, data_period=period, period=f"{day:%B %Y}"
                )
            kept.append((day, period or f"{day:%B %Y}", typed))
        self.indicators[number] = (better, target, previous, trend, kept)

    def _action(self, ref):
        chance, dates = self.chance, []
        first = chance.choice(["", "2017-06-30", "2018-06-30"])
        due = date(2017, 9, 30)
        for at in range(self.months + 1):
            if chance.random() < 0.15:
                due += timedelta(chance.choice([31, 92, -31]))
            dates.append(due if chance.random() < 0.9 else None)
            day = months_back(self.months - at)
            said = dates[-1].isoformat() if dates[-1] else ""
            if day == REPORT_DATE:
                self.plan.action(ref=ref, completion_date=said, original_completion_date=first)
            else:
                self.plan.past(day.isoformat(), "Action", ref, due=said)
        self.actions[ref] = ([date.fromisoformat(first)] if first else []) + dates

    # ------------------------------------------------------------------------------------------- the analyst

    def wanted_of_indicator(self, number):
        better, target, previous, trend, kept = self.indicators[number]
        told = {}  # the figure of each period, as last reported, in the order in which it was
        for day, period, typed in kept:
            if typed.endswith("%"):
                told.pop(period, None)
                told[period] = (day, float(typed[:-1]))
        now = kept[-1][2]
        if not now:
            return {"short_term": None, "long_term": None, "variation": None, "assurance": None}
        series = [figure for _, figure in told.values()]
        before = float(previous[:-1]) if previous else series[-2] if len(series) > 1 else None
        ago = [typed for day, _, typed in kept if (day.year, day.month) == (REPORT_DATE.year - 1, REPORT_DATE.month)]
        year = float(ago[0][:-1]) if ago and ago[0].endswith("%") else None
        aim = None if better == "Band" else target.rstrip("%") or None
        varies, will = reckoned([f"{each:g}" for each in series], better, aim)
        if trend == "No":
            varies = will = None
        found = {"short_term": before, "long_term": year}
        if better == "Band":
            low, high = (float(edge.strip("% ")) for edge in target.split("to"))
            found = {key: nearer(series[-1], then, low, high) for key, then in found.items()}
        else:
            found = {key: way(series[-1], then, better) for key, then in found.items()}
        return {**found, "variation": varies, "assurance": will}

    def wanted_of_action(self, ref):
        dates = [each for each in self.actions[ref] if each]
        times = len([1 for then, now in pairwise(dates) if now > then])
        days = (dates[-1] - dates[0]).days if self.actions[ref][-1] else 0
        return {"put_off_times": times, "put_off_days": max(days, 0)}


def nearer(now, then, low, high):
    """Return which way a figure went that should stay in a band."""
    if then is None:
        return None
    far = [max(low - each, each - high, 0) for each in (now, then)]
    return "Same" if far[0] == far[1] else "Improved" if far[0] < far[1] else "Worse"


def way(now, then, better):
    """Return which way a figure went."""
    if then is None:
        return None
    if now == then:
        return "Same"
    up, down = {"Higher": ("Improved", "Worse"), "Lower": ("Worse", "Improved")}.get(better, ("Higher", "Lower"))
    return up if now > then else down


def differences(run, file, seed):
    """Return what the command says otherwise than the analyst, and everything it said."""
    trial = Trial(seed)
    trial.plan.write_template(file)
    each = run("status", file, "--each", "--format", "json").json["each"]
    wrong, said = [], set()
    for known, wanted in (
        *((one, trial.wanted_of_indicator(one["number"])) for one in each["indicators"]),
        *((one, trial.wanted_of_action(one["ref"])) for one in each["actions"]),
    ):
        got = {key: known[key] for key in wanted}
        said |= {value for value in got.values() if isinstance(value, str)}
        if got != wanted:
            wrong.append((known, wanted))
    assert len(each["indicators"]) == 14 and len(each["actions"]) == 6
    return wrong, said


def test_a_plan_with_years_of_history_is_judged_as_an_analyst_would(run, folder):
    wrong, said = differences(run, folder / "plan.xlsx", 1)
    assert wrong == []
    assert {"Improved", "Worse", "No change"} <= said


@pytest.mark.slow
def test_and_so_are_thirty_more(run, folder):
    told = set()
    for seed in range(2, 32):
        wrong, said = differences(run, folder / f"{seed}.xlsx", seed)
        assert wrong == []
        told |= said
    assert told == {
        *("Improved", "Worse", "Same", "Higher", "Lower"),
        *("Improving", "Concern", "High", "Low", "No change"),
        *("Will keep meeting", "Will keep missing", "Hit and miss"),
    }
