"""How an indicator behaves, in sentences for people who have never seen a control chart. Pure functions.

A sentence begins with the word that programs get, and then says what can be seen in the figures. Limits are rounded as
far as the sentence stays true, and end where the figures can't go: percentages at 0 and 100, everything else at 0 if it
has never been below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from plan_workbook.layout import INDICATORS
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.plan.over_time import Travel, behaviour, is_last_times, long_term, noun_for_figures
from plan_workbook.plan.status import figure, forecast_in_words
from plan_workbook.plan.variation import Assurance, Behaviour, Limits, Signal, Special, Variation
from plan_workbook.values.text import counted, plural
from plan_workbook.values.units import around, plain_unit, with_unit

_MOST_PLACES = 2
"""Decimal places that a limit is rounded to at least, if figures have as many or more."""
_MORE_PLACES = 4
"""So many numbers of places are tried until the sentence is true."""


@dataclass(frozen=True)
class _Range:
    """The limits as a sentence gives them."""

    lower: Decimal
    centre: Decimal
    upper: Decimal


class OverTime(NamedTuple):
    """What a plan's history says of an indicator, in sentences without full stops."""

    sentences: tuple[str, ...] = ()
    """How it compares with a year ago, whether it really changes, and whether it will meet its target."""
    alarming: tuple[str, ...] = ()
    """Those of them that call for action: a concern, and a target that will keep being missed."""
    is_last_times: bool = False
    """Whether its actual is the one that was reported last time, of the same data period."""


def over_time_in_words(plan: Plan, indicator: Indicator) -> OverTime:
    """Return what the plan's history says of an indicator; nothing if it remembers too little."""
    found, year = behaviour(plan, indicator), year_in_words(long_term(plan, indicator))
    said = _behaviour_in_words(plan, indicator, found)
    alarming: tuple[str, ...] = ()
    if found is not None:
        concern, miss = found.variation is Variation.CONCERN, found.assurance is Assurance.WILL_MISS
        alarming = said[: 1 + miss] if concern else (_outlook(found, indicator.shown_unit, told=False),) * miss
    return OverTime(tuple(filter(None, (year, *said))), alarming, bool(is_last_times(plan, indicator)))


def year_in_words(travel: Travel | None) -> str:
    """Return how a figure compares with that of a year ago: ``Worse than a year ago``; empty if it is not known."""
    return _THAN_A_YEAR_AGO[travel] if travel else ""


def expected_in_words(indicator: Indicator) -> tuple[str, ...]:
    """Return an indicator's forecast, with what it means for the year's target, and its benchmark.

    ``Forecast 85%, expected to miss``, ``Benchmark 78%``
    """
    headings = INDICATORS.headings
    said = []
    if indicator.forecast.given:
        figures = (figure(indicator, indicator.forecast), forecast_in_words(indicator).lower())
        said.append(f"{headings['forecast']} {', '.join(filter(None, figures))}")
    if indicator.benchmark.given:
        said.append(f"{headings['benchmark']} {figure(indicator, indicator.benchmark)}")
    return tuple(said)


_THAN_A_YEAR_AGO = {
    Travel.IMPROVED: "Better than a year ago",
    Travel.SAME: "The same as a year ago",
    Travel.WORSE: "Worse than a year ago",
    Travel.HIGHER: "Higher than a year ago",
    Travel.LOWER: "Lower than a year ago",
}


def behaviour_in_words(plan: Plan, indicator: Indicator) -> tuple[str, ...]:
    """Return what can be said of how an indicator behaves: of the latest figure, then of its target.

    Empty if there are too few figures, there is no actual, or the plan says with Trend that they can't be compared.
    """
    return _behaviour_in_words(plan, indicator, behaviour(plan, indicator))


def _behaviour_in_words(plan: Plan, indicator: Indicator, found: Behaviour | None) -> tuple[str, ...]:
    if found is None:
        return ()
    return tuple(filter(None, sentences_about(found, indicator.shown_unit, noun_for_figures(plan, indicator))))


def sentences_about(found: Behaviour, unit: str, noun: str = "figure") -> tuple[str, str]:
    """Return what the latest figure says, and whether it will meet its target, as sentences without a full stop.

    ``Improving: the last 7 months lie above its average of 82%``,
    ``Will keep missing 90% unless something changes (it moves between 71% and 86%)``. The range is given once:
    the second sentence leaves it out if it is in the first. The second is empty if it is not known whether the target
    will be met.

    Args:
        found: how the indicator behaves.
        unit: the unit of its figures, as its sheet gives it.
        noun: what a figure stands for: ``month``, ``quarter``; ``figure`` if they are not evenly spaced.
    """
    seen = _seen(found.values, found.special, _shown_range(found, unit), unit, noun)
    leaves_out = found.special is not None and found.special.signal in (Signal.TREND, Signal.ONE_SIDE)
    return f"{found.variation}: {seen}", _outlook(found, unit, told=not leaves_out)


def _shown_range(found: Behaviour, unit: str) -> _Range:
    """Return the range as both sentences give it: neither may say what is wrong for the exact one."""
    return _rounded(found, unit, lambda limits: _agrees(found, limits) and _keeps_target_apart(found, limits))


def _keeps_target_apart(found: Behaviour, shown: _Range) -> bool:
    """Tell whether the target is on the same side of the rounded limits as of the exact ones."""
    target = found.target
    if target is None:
        return True
    pairs = ((found.limits.lower, shown.lower), (found.limits.upper, shown.upper))
    return all((target < exact, target > exact) == (target < near, target > near) for exact, near in pairs)


def _outlook(found: Behaviour, unit: str, *, told: bool) -> str:
    """Return whether the target will be met; `told`: the range has been given already."""
    assurance, target = found.assurance, found.target
    if assurance is None or target is None:
        return ""
    aim, shown = _written(target, unit), _shown_range(found, unit)
    if shown.lower == shown.upper:
        moves = f"it stays at {_written(shown.centre, unit)}"
    else:
        moves = f"it moves between {_between(shown, 'and', unit)}"
    if assurance is Assurance.HIT_AND_MISS:
        return f"{assurance}: {'' if told else f'{moves}, so '}it sometimes meets {aim} and sometimes misses it"
    return f"{assurance} {aim} unless something changes{'' if told else f' ({moves})'}"


def _seen(values: tuple[Decimal, ...], special: Special | None, shown: _Range, unit: str, noun: str) -> str:
    """Return what can be seen in the figures."""
    usual = f"its usual range of {_between(shown, 'to', unit)}"
    if special is None:
        if shown.lower == shown.upper:
            return f"it stays at {_written(shown.centre, unit)}"
        return f"it is within {usual}"
    above = "above" if special.upwards else "below"
    match special.signal:
        case Signal.OUTSIDE:
            return f"at {_written(values[-1], unit)} it lies {above} {usual}"
        case Signal.TREND:
            way = "risen" if special.upwards else "fallen"
            first, last = (_written(values[at], unit) for at in (-special.points, -1))
            return f"it has {way} steadily over the last {counted(special.points, noun)}, from {first} to {last}"
        case Signal.NEAR_A_LIMIT:
            these = f"two of the last three {plural(noun)}" if special.points < 3 else f"the last three {plural(noun)}"
            return f"{these} lie near the {'top' if special.upwards else 'bottom'} of {usual}"
        case Signal.ONE_SIDE:
            average = _written(shown.centre, unit)
            return f"the last {counted(special.points, noun)} lie {above} its average of {average}"


def _agrees(found: Behaviour, shown: _Range) -> bool:
    """Tell whether the sentence about the latest figure is true with rounded limits."""
    values, special = found.values, found.special
    if special is not None and special.signal is Signal.ONE_SIDE:
        run = values[-special.points :]
        return min(run) > shown.centre if special.upwards else max(run) < shown.centre
    if special is not None and special.signal is Signal.OUTSIDE:
        return values[-1] > shown.upper if special.upwards else values[-1] < shown.lower
    return special is not None or shown.lower <= values[-1] <= shown.upper


def _rounded(found: Behaviour, unit: str, true: Callable[[_Range], bool]) -> _Range:
    """Return the limits with as few decimal places as the figures have, or more until what is said of them is true."""
    least, most = _ends(found.values, unit)
    places = min(_MOST_PLACES, max(_places(value) for value in found.values))
    tried = [_at(found.limits, places + more, least, most) for more in range(_MORE_PLACES)]
    flat = not found.limits.mean_range
    return next((each for each in tried if true(each) and (flat or each.lower < each.upper)), tried[0])


def _at(limits: Limits, places: int, least: Decimal | None, most: Decimal | None) -> _Range:
    lower, centre, upper = (_to(each, places) for each in (limits.lower, limits.centre, limits.upper))
    return _Range(lower if least is None else max(lower, least), centre, upper if most is None else min(upper, most))


def _ends(values: tuple[Decimal, ...], unit: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the greatest that such figures can be, as far as that is known."""
    if min(values) < 0:
        return None, None
    is_share = plain_unit(unit) == "%" and max(values) <= 100
    return Decimal(0), Decimal(100) if is_share else None


def _to(value: Fraction, places: int) -> Decimal:
    """Return a fraction rounded to so many decimal places, halves away from zero."""
    scaled = abs(value) * 10**places * 2 + 1
    whole = Decimal(int(scaled // 2)).scaleb(-places)
    return whole if value >= 0 else -whole


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _between(shown: _Range, joiner: str, unit: str) -> str:
    """Return the limits with the unit, which a word gives only once: ``71% and 86%``, ``0 to 7 days``."""
    lower, upper = _written(shown.lower, unit), _written(shown.upper, unit)
    _, after = around(unit)
    return f"{lower.removesuffix(after) if after.startswith(' ') else lower} {joiner} {upper}"


def _written(value: Decimal, unit: str) -> str:
    return with_unit(value, unit if plain_unit(unit) else None)
