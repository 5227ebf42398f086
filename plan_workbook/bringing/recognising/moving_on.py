"""Columns for months that a mapping has, in a table of another month: the latest takes the place of the latest.

A report shows September and October side by side, and a month later October and November. What a mapping says of the
latest column is meant of the latest one that the table has now, and so on backwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Kind
from plan_workbook.bringing.recognising.fitting import Seen
from plan_workbook.bringing.recognising.headings import Headed
from plan_workbook.bringing.recognising.wording import Period, period_of, timeless
from plan_workbook.values.text import fold

_TARGETS = frozenset({fields.TARGET, fields.TARGET_NOW})
_HALF_A_YEAR = 6


class Moved(NamedTuple):
    """What a column is in whose place another one was when the mapping was made."""

    field: str
    of: Kind | None
    instead_of: str
    """The heading in the mapping; empty if the column is earlier than all that it has."""


class _In(NamedTuple):
    """A column in its series."""

    period: Period
    column: int
    """Its place among the columns, of the table or of the mapping."""


def moved_on(head: Headed, seen: Sequence[Seen], answer: TableAnswer) -> Mapping[int, Moved]:
    """Return what those columns of a table are that are later or earlier than the mapping has them, by their place.

    Nothing if the table has the same periods as the mapping, and those that it says are the latest that are filled.
    """
    here = _series([head.heading(at) for at in range(len(seen))])
    there = _series([each.heading for each in answer.columns])
    found: dict[int, Moved] = {}
    steps: dict[str, str] = {}
    for key, its in here.items():
        old = _answered(there.get(key, []), answer.columns)
        if old and not _are_targets(old, answer.columns):
            filled = _without_later(its, [not seen[each.column].contents.empty for each in its])
            aligned = _aligned(filled, old, head, answer)
            found |= aligned
            steps |= {fold(each.instead_of): fold(head.heading(at)) for at, each in aligned.items()}
    for key, its in here.items():
        old = _answered(there.get(key, []), answer.columns)
        if old and _are_targets(old, answer.columns):
            found |= _targets(its, there[key], head, answer, steps)
    return found


def _series(headings: Sequence[str]) -> dict[str, list[_In]]:
    """Return the columns that only differ by the period that they name, from the earliest to the latest."""
    found: dict[str, list[_In]] = {}
    for at, heading in enumerate(headings):
        if (period := period_of(heading)) is not None:
            found.setdefault(timeless(heading), []).append(_In(period, at))
    return {key: _in_order(its) for key, its in found.items()}


def _in_order(its: Sequence[_In]) -> list[_In]:
    """Return columns by their periods, wherever they stand.

    Where these do not say the year, they begin after the longest time that none is about; if that says nothing, as of
    the twelve months of a year, they are in the order of the columns, which may be backwards.
    """
    if all(each.period.dated for each in its):
        return sorted(its, key=lambda each: (each.period.end, each.column))
    by_month = sorted(its, key=lambda each: each.period.end.month)
    months = [each.period.end.month for each in by_month]
    gaps = [(month - months[place - 1]) % 12 for place, month in enumerate(months)]
    if len({*months}) == len(its) and gaps.count(max(gaps)) == 1:
        first = gaps.index(max(gaps))
        return by_month[first:] + by_month[:first]
    steps = [(other.period.end.month - one.period.end.month) % 12 for one, other in pairwise(its)]
    forwards = sum(0 < step <= _HALF_A_YEAR for step in steps)
    return list(its) if 2 * forwards >= len(steps) else list(reversed(its))


def _answered(its: Sequence[_In], columns: Sequence[ColumnAnswer]) -> list[_In]:
    """Return the columns of a series up to the latest of which the mapping says something."""
    return _without_later(its, [bool(columns[each.column].field) for each in its])


def _without_later(its: Sequence[_In], used: Sequence[bool]) -> list[_In]:
    last = max((place for place, each in enumerate(used) if each), default=-1)
    return list(its[: last + 1])


def _are_targets(its: Sequence[_In], columns: Sequence[ColumnAnswer]) -> bool:
    said = {columns[each.column].field for each in its} - {"", IGNORE}
    return bool(said) and said <= _TARGETS


def _aligned(here: Sequence[_In], old: Sequence[_In], head: Headed, answer: TableAnswer) -> dict[int, Moved]:
    """Return the columns that take the place of others, the latest that of the latest."""
    said = {fold(each.heading): each.field for each in answer.columns}
    found: dict[int, Moved] = {}
    for back, each in enumerate(reversed(here)):
        heading = fold(head.heading(each.column))
        if back < len(old):
            its = answer.columns[old[-1 - back].column]
            moved = Moved(its.field or IGNORE, its.of, its.heading)
        else:
            its = answer.columns[old[-1].column]
            new = back == 1 and its.field == fields.ACTUAL and fields.PREVIOUS not in said.values()
            moved = Moved(fields.PREVIOUS if new else IGNORE, its.of if new else None, "")
        same = heading == fold(moved.instead_of) or (said.get(heading) or IGNORE) == moved.field
        if heading not in said or not same:
            found[each.column] = moved
    return found


def _targets(
    here: Sequence[_In], old: Sequence[_In], head: Headed, answer: TableAnswer, steps: Mapping[str, str]
) -> dict[int, Moved]:
    """Return the target of the period that the actuals have come to; the latest one if there are others now."""
    names = {each.column: fold(head.heading(each.column)) for each in here}
    if {fold(answer.columns[each.column].heading) for each in old} != {*names.values()}:
        return _aligned(here, _answered(old, answer.columns), head, answer)
    to = {period_of(one): period_of(other) for one, other in steps.items() if one}
    found: dict[int, Moved] = {}
    for each in old:
        its = answer.columns[each.column]
        end = next((new.end for was, new in to.items() if was and new and was.end == each.period.end), None)
        for now in here:
            if its.field in _TARGETS and end is not None and now.period.end == end:
                found[now.column] = Moved(its.field, its.of, its.heading)
                was = next((other.column for other in here if names[other.column] == fold(its.heading)), None)
                if was is not None and was != now.column:
                    found.setdefault(was, Moved(IGNORE, None, ""))
    return found
