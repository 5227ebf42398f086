"""Columns for several periods side by side: the latest is what a register has, and of figures the one before it too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, says_ratings
from plan_workbook.bringing.recognising.wording import Period, most_like, period_of, wording, words_of
from plan_workbook.bringing.recognising.words import WORDS, Heading
from plan_workbook.layout import Kind as Holds
from plan_workbook.reading.periods import months_of

_ACTUAL, _PREVIOUS, _TARGET = fields.ACTUAL, fields.PREVIOUS, fields.TARGET
_ENOUGH = 0.8
"""How like its words a heading is at least, apart from its period."""
_ADDED_UP = frozenset(("ytd", "year", "date", "cumulative"))
"""Words for a figure of all months so far, which is not later than that of the last month."""
_RATHER = 0.7
"""How like a word for the actual a heading is that has figures below it, next to a column that says only a month."""
_ASKED = 0.7
"""How sure it is that the only figure of a period is the one before what is `Latest`: a person is asked."""
_SAID = {
    Kind.RECOMMENDATIONS: (fields.RAG, fields.PROGRESS),
    Kind.INDICATORS: (fields.COMMENT,),
    Kind.ACTIONS: (fields.RAG, fields.COMMENT),
}
"""The fields besides figures that documents have for several periods, by the kind of table."""
_MONTHS_OF_A_YEAR = 12
ONLY_THE_LATEST = "a register keeps only the latest period and, of figures, the one before it"
"""Why what is said for other periods is left."""
_FIELDS = {kind: {heading.field: heading for heading in headings} for kind, headings in WORDS.items()}


class _Of(NamedTuple):
    """A column with the period that its headings name."""

    column: int
    period: Period


Found = dict[int, dict[Place, Fit]]


def in_series(kind: Kind, columns: Sequence[Seen]) -> Found:
    """Return what those columns of a table may be whose headings name periods, where several do.

    An earlier column that has no place in a register is there without any. A single column of its sort is not here,
    because its words explain it, unless the period is all that it says.
    """
    periods = [_Of(at, period) for at, column in enumerate(columns) if (period := _period(column))]
    found: Found = {}
    for field in _SAID.get(kind, ()):
        _latest(columns, periods, kind, _FIELDS[kind][field], found)
    if kind is Kind.INDICATORS:
        figures = [each for each in periods if _may_be_figures(columns[each.column])]
        last = _actuals(columns, [each for each in figures if _is(columns[each.column], _ACTUAL)], found)
        _targets([each for each in figures if _is(columns[each.column], _TARGET)], last, found)
    return found


def earlier(column: Seen) -> str:
    """Return why a column for a period was not taken; empty if its heading does not name one."""
    period = _period(column)
    return f"it is for {period.printed}: {ONLY_THE_LATEST}" if period else ""


def _period(column: Seen) -> Period | None:
    return next((found for heading in reversed(column.headings) if (found := period_of(heading))), None)


def _latest(columns: Sequence[Seen], periods: Sequence[_Of], kind: Kind, heading: Heading, found: Found) -> None:
    """Say which of several columns with ratings or remarks is the latest."""
    words = (heading.field, *heading.words)
    its = [each for each in periods if _says(columns[each.column], heading, words)]
    plain = [
        column
        for column in columns
        if _period(column) is None
        and most_like(column.own, words) > 0.95
        and column.contents.fits(heading.holds) >= 0.5
    ]
    if len(its) < 2:
        return
    for each in its:
        found[each.column] = {}
    filled = [each for each in its if not columns[each.column].contents.empty]
    if filled and not plain:
        last = _in_order(filled)[-1]
        found[last.column] = {Place(heading.field): Fit(0.92, f"the latest of the periods ({last.period.printed})")}


def _says(column: Seen, heading: Heading, words: Sequence[str]) -> bool:
    bare = [each for each in column.headings if wording(each).bare]
    below = column.contents.fits(heading.holds)
    if not bare:
        return below >= (0.7 if column.contents.filled or column.contents.is_colours else 0.5)
    of_ratings = heading.holds is Holds.RATING and says_ratings(bare[-1])
    return below >= 0.5 and (of_ratings or most_like(bare[-1], words) >= _ENOUGH)


def _may_be_figures(column: Seen) -> bool:
    return column.contents.empty or column.contents.fits(Holds.NUMBER) >= 0.4


def _actuals(columns: Sequence[Seen], figures: Sequence[_Of], found: Found) -> _Of | None:
    """Say which of several actuals is the latest and which the one before; return the latest."""
    in_order = _in_order([each for each in figures if columns[each.column].contents.filled])
    if not in_order:
        return None
    nameless = not any(wording(heading).bare for heading in columns[in_order[-1].column].headings)
    words = (_ACTUAL, *_FIELDS[Kind.INDICATORS][_ACTUAL].words)
    plain = [  # `Latest` after the quarters
        at
        for at, column in enumerate(columns)
        if _period(column) is None
        and column.contents.filled
        and column.contents.fits(Holds.NUMBER) >= 0.5
        and most_like(column.own, words) >= 0.95
    ]
    now = _says_now(columns[in_order[-1].column + 1 :], words)
    if len(figures) < 2 and (now or not nameless):
        if now:
            found[in_order[-1].column] = {Place(_PREVIOUS): Fit(_ASKED, "another column has what it is now")}
        return in_order[-1]
    for each in figures:
        found[each.column] = {}
    for each, field in zip(reversed(in_order), (_PREVIOUS,) if plain else (_ACTUAL, _PREVIOUS), strict=False):
        why = "the latest of the periods" if field == _ACTUAL else "the period before the latest"
        found[each.column] = {Place(field): Fit(0.94, f"{why} ({each.period.printed})")}
    return in_order[-1]


def _says_now(columns: Sequence[Seen], words: Sequence[str]) -> bool:
    """Tell whether one of several columns without a period has figures and is rather the actual: ``Current level``."""
    return any(
        _period(column) is None
        and column.contents.filled
        and column.contents.fits(Holds.NUMBER) >= 0.5
        and most_like(column.own, words) >= _RATHER
        and not _ADDED_UP & {*words_of(column.own)}
        for column in columns
    )


def _in_order(periods: Sequence[_Of]) -> list[_Of]:
    """Return columns in the order of their periods.

    Years are before the quarters and months that do not say theirs. Next to a month that does, these are in the year
    before or after it, as they are left or right of it: ``Q1 | Sep 2026``, ``June | Sep-26``.
    """
    dated = [each for each in periods if each.period.dated and months_of(each.period.text) < _MONTHS_OF_A_YEAR]
    if not dated:
        return sorted(periods, key=lambda each: (not each.period.dated, each.period.end, each.column))

    def in_time(each: _Of) -> tuple[date, int]:
        end = each.period.end
        if each.period.dated:
            return end, each.column
        near = min(dated, key=lambda other: abs(other.column - each.column))
        month = (end.month, end.day)
        other = near.period.end
        before = other.year - (month > (other.month, other.day))
        return end.replace(day=1, year=before if each.column < near.column else before + 1), each.column

    return sorted(periods, key=in_time)


def _targets(figures: Sequence[_Of], last: _Of | None, found: Found) -> None:
    """Say which of several targets is the one of the latest actual."""
    if len(figures) < 2:
        return
    for each in figures:
        found[each.column] = {}
    in_order = _in_order(figures)
    same = [each for each in figures if last is not None and each.period.end == last.period.end]
    covering = [each for each in in_order if last is not None and each.period.end >= last.period.end]
    best = (same or covering[:1] or in_order[-1:])[0]
    sure = 0.9 if same or (covering and best.period.dated) else 0.65
    found[best.column] = {Place(_TARGET): Fit(sure, f"the target for {best.period.printed}")}


def _is(column: Seen, field: str) -> bool:
    """Tell whether a column's headings say that it has actuals or targets, apart from their period."""
    headings = _FIELDS[Kind.INDICATORS]
    said = [heading for heading in column.headings if wording(heading).bare]
    if not said:
        return field == _ACTUAL
    own = most_like(said[-1], (field, *headings[field].words))
    others = max(most_like(said[-1], (each.field, *each.words)) for each in headings.values() if each.field != field)
    if own >= _ENOUGH and own >= others:
        return True
    return field == _ACTUAL and not wording(column.own).bare and others < _ENOUGH
