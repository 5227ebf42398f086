"""An indicator from period to period: its direction of travel, and how it behaves. Pure functions.

History is what `plan.history` has of it. A workbook of last month that somebody names knows more about last month than
history or the Previous column, so it goes before both; history goes after the column, which leads can see.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from plan_workbook.plan.choices import Better, YesNo
from plan_workbook.plan.history import current, earlier, series
from plan_workbook.plan.history_line import Figure, HistoryLine
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.plan.variation import LEAST_FIGURES, Behaviour, behaviour_of
from plan_workbook.values.decimals import difference
from plan_workbook.values.units import is_in_unit


class Travel(StrEnum):
    """How an actual compares with an earlier one."""

    IMPROVED = "Improved"
    SAME = "Same"
    WORSE = "Worse"
    HIGHER = "Higher"
    """``Higher`` and ``Lower`` are for indicators of which the plan does not say which way is better."""
    LOWER = "Lower"

    @property
    def word(self) -> str:
        """The word that people read, to which no heading is needed: ``No change``, ``Rose``."""
        return _WORDS.get(self, self.value)


_WORDS = {Travel.SAME: "No change", Travel.HIGHER: "Rose", Travel.LOWER: "Fell"}
NO_NEW_FIGURE = "No new figure"
"""The word for an actual that was reported before, of the same data period: which way it went is no news."""
_MONTHS = {1: "month", 3: "quarter", 12: "year"}
"""What a figure stands for, by the months from one to the next."""


def travelled(now: Decimal, then: Decimal, indicator: Indicator) -> Travel:
    """Return how a figure of an indicator compares with an earlier one, by which way is better: nearer to a band is."""
    better, band, change = indicator.better.value, indicator.target.value, difference(now, then)
    if better is Better.BAND and isinstance(band, Band):
        better, change = Better.HIGHER, difference(band.beyond(then), band.beyond(now))
    if change == 0:
        return Travel.SAME
    if better not in (Better.HIGHER, Better.LOWER):
        return Travel.HIGHER if change > 0 else Travel.LOWER
    return Travel.IMPROVED if (change > 0) is (better is Better.HIGHER) else Travel.WORSE


def direction_of_travel(indicator: Indicator) -> Travel | None:
    """Return how the actual compares with the Previous column; None if one of the two can't be read."""
    then, now = indicator.previous.value, indicator.actual.value
    return None if then is None or now is None else travelled(now, then, indicator)


def reported_again(now: Indicator, then: Indicator) -> bool:
    """Tell whether an actual is of the same period as last month's, as a quarter's figure is until the next has ended.

    It is then the same figure, as last reported, and the one before it is what Previous says.
    """
    return now.period.value is not None and now.period.value == then.period.value


def is_last_times(plan: Plan, indicator: Indicator) -> bool | None:
    """Tell whether an actual is the one that was reported last time, of the same data period, as one that stays.

    None if history does not know what was reported last time.
    """
    now = current(plan, indicator)
    then = next((line for line in reversed(earlier(plan, indicator)) if line.actual is not None), None)
    if now is None or now.actual is None or then is None:
        return None
    return bool(_covered(now)) and _covered(now) == _covered(then) and now.actual == then.actual


def travel_word(indicator: Indicator, *, is_last_times: bool = False) -> str:
    """Return which way an actual went as people read it: ``Improved``, ``No new figure``; empty if it is not known."""
    if is_last_times:
        return NO_NEW_FIGURE
    travel = direction_of_travel(indicator)
    return travel.word if travel else ""


def since_last_time(word: str) -> str:
    """Return such a word for the end of a sentence: ``worse since last time``, ``no change``; empty if it is empty."""
    return word.lower() if word in ("", Travel.SAME.word) else f"{word.lower()} since last time"


def short_term(plan: Plan, indicator: Indicator, last_month: Decimal | None = None) -> Travel | None:
    """Return how the actual compares with the latest one before this period; None if one of the two is not known.

    Args:
        plan: the plan, with its history.
        indicator: one of its indicators.
        last_month: the actual in a workbook of last month, in the indicator's unit; None if there is none. Then the
            Previous column is asked, and then history.
    """
    now = indicator.actual.value
    if now is None:
        return None
    then = last_month if last_month is not None else indicator.previous.value
    then = then if then is not None else latest_before(plan, indicator)
    return None if then is None else travelled(now, then, indicator)


def latest_before(plan: Plan, indicator: Indicator) -> Decimal | None:
    """Return the latest figure that history has for a period before the one the actual is of; None if it has none.

    A quarter that was reported last month too is the same figure reported again, and not an earlier one.
    """
    if not earlier(plan, indicator):
        return None
    figures = [_value(line) for line in series(plan, indicator)]
    before = figures if indicator.actual.value is None else figures[:-1]
    return before[-1] if before else None


def long_term(plan: Plan, indicator: Indicator) -> Travel | None:
    """Return how the actual compares with that of a year ago; None if one of the two is not known.

    A year ago is the latest line of history whose report date is in the same month of the year before.
    """
    now, today = indicator.actual.value, plan.report_date
    if now is None or today is None:
        return None
    found = [
        line.actual
        for line in earlier(plan, indicator)
        if (line.report_date.year, line.report_date.month) == (today.year - 1, today.month)
    ]
    then = next((each for each in reversed(found) if each is not None and _is_in(each, indicator)), None)
    return travelled(now, then.value, indicator) if then is not None else None


def behaviour(plan: Plan, indicator: Indicator) -> Behaviour | None:
    """Return how an indicator behaves, by its figures of all periods.

    None if there are fewer than twelve, if there is no actual this period, or if the plan says with Trend that the
    figures add up or overlap, so that one says little about the next.
    """
    if indicator.actual.value is None or indicator.trend.value is YesNo.NO:
        return None
    if len(earlier(plan, indicator)) + 1 < LEAST_FIGURES:
        return None
    values = [_value(line) for line in series(plan, indicator)]
    target = indicator.judged_by.value
    return behaviour_of(values, indicator.better.value, target if isinstance(target, Decimal) else None)


def noun_for_figures(plan: Plan, indicator: Indicator) -> str:
    """Return what each figure of an indicator stands for: ``month`` or ``quarter``; ``figure`` if they are uneven."""
    dates = [line.covers or line.report_date for line in series(plan, indicator)]
    steps = {_months_between(then, now) for then, now in pairwise(dates)}
    return _MONTHS.get(steps.pop(), "figure") if len(steps) == 1 else "figure"


def _covered(line: HistoryLine) -> date | str:
    return line.covers or line.data_period.casefold()


def _months_between(then: date, now: date) -> int:
    return (now.year - then.year) * 12 + now.month - then.month


def _value(line: HistoryLine) -> Decimal:
    assert line.actual is not None, "a series has only lines with an actual"
    return line.actual.value


def _is_in(figure: Figure, indicator: Indicator) -> bool:
    unit = indicator.shown_unit
    return is_in_unit(figure.unit, unit) or is_in_unit(unit, figure.unit)
