"""Figures of several periods side by side: the latest is the actual, and the one before it the previous one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.fitting import Fit, Place, Seen
from plan_workbook.bringing.wording import Period, likeness, most_like, period_of, wording
from plan_workbook.bringing.words import WORDS
from plan_workbook.layout import Kind as Holds

ACTUAL, PREVIOUS, TARGET, TARGET_NOW = "Actual", "Previous", "Target", "Target Now"
_WORDS = {heading.field: heading for heading in WORDS[Kind.INDICATORS]}
_ENOUGH = 0.85


class _Figure(NamedTuple):
    """A column of figures with the period that its headings name."""

    column: int
    period: Period


def in_series(columns: Sequence[Seen]) -> dict[int, dict[Place, Fit]]:
    """Return what those columns of an indicators' table may be whose headings name periods.

    Nothing for a table with at most one of them, which its words explain. An earlier column that has no place in a
    register is there without any.
    """
    actuals = [_Figure(at, period) for at, period in _periods(columns) if _is(columns[at], ACTUAL)]
    targets = [_Figure(at, period) for at, period in _periods(columns) if _is(columns[at], TARGET)]
    found: dict[int, dict[Place, Fit]] = {}
    last = _actuals(columns, actuals, found)
    _targets(targets, last, found)
    return found


def _actuals(columns: Sequence[Seen], figures: Sequence[_Figure], found: dict[int, dict[Place, Fit]]) -> _Figure | None:
    """Say which of several actuals is the latest and which the one before; return the latest."""
    in_order = sorted((each for each in figures if columns[each.column].contents.filled), key=_when)
    if len(figures) < 2 or not in_order:
        return in_order[-1] if in_order else None
    later = [  # `Latest` after the quarters
        at
        for at, column in enumerate(columns)
        if period_of(" ".join(column.headings)) is None
        and column.contents.fits(Holds.NUMBER) >= 0.5
        and column.contents.filled
        and most_like(column.own, (ACTUAL, *_WORDS[ACTUAL].words)) >= 0.95
    ]
    places = [PREVIOUS] if later else [ACTUAL, PREVIOUS]
    for each in figures:
        found[each.column] = {}
    for each, field in zip(reversed(in_order), places, strict=False):
        why = "the latest of the periods" if field == ACTUAL else "the period before the latest"
        found[each.column] = {Place(field): Fit(0.94, f"{why} ({each.period.text})")}
    return in_order[-1]


def _targets(figures: Sequence[_Figure], last: _Figure | None, found: dict[int, dict[Place, Fit]]) -> None:
    """Say which of several targets is the one of the latest actual."""
    if len(figures) < 2:
        return
    for each in figures:
        found[each.column] = {}
    in_order = sorted(figures, key=_when)
    same = [each for each in figures if last is not None and each.period.end == last.period.end]
    covering = [each for each in in_order if last is not None and each.period.end >= last.period.end]
    best = (same or covering[:1] or in_order[-1:])[0]
    sure = 0.9 if same or (covering and best.period.dated) else 0.65
    found[best.column] = {Place(TARGET): Fit(sure, f"the target for {best.period.text}")}


def earlier(column: Seen) -> str:
    """Return why a column with the figures of a period was not taken; empty if it is not one."""
    period = next((found for heading in reversed(column.headings) if (found := period_of(heading))), None)
    if period is None or column.contents.fits(Holds.NUMBER) < 0.5:
        return ""
    return f"figures for {period.text}: a register has the latest and those before it, and earlier ones in its History"


def _periods(columns: Sequence[Seen]) -> list[tuple[int, Period]]:
    named = [
        (at, next((found for heading in reversed(column.headings) if (found := period_of(heading))), None))
        for at, column in enumerate(columns)
        if column.contents.empty or column.contents.fits(Holds.NUMBER) >= 0.4
    ]
    return [(at, period) for at, period in named if period is not None]


def _is(column: Seen, field: str) -> bool:
    """Tell whether a column's headings say that it has actuals or targets, apart from their period."""
    words = (field, *_WORDS[field].words)
    said = [heading for heading in column.headings if wording(heading).bare]
    if not said:
        return field == ACTUAL
    own = likeness_of(said[-1], words)
    others = max(likeness_of(said[-1], (each.field, *each.words)) for each in _WORDS.values() if each.field != field)
    if own >= _ENOUGH and own >= others:
        return True
    return field == ACTUAL and not wording(column.own).bare and others < _ENOUGH


def likeness_of(heading: str, words: Sequence[str]) -> float:
    """Return how like a heading is to the nearest of some words."""
    return max(likeness(heading, word) for word in words)


def _when(figure: _Figure) -> tuple[bool, date, int]:
    return not figure.period.dated, figure.period.end, figure.column
