"""Rows of a table that are items by their numbers, ``1`` above ``1.1``, or by their look, as in a list of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.document import Cell
from plan_workbook.patterns import pattern
from plan_workbook.reading.dates import read_date
from plan_workbook.values.text import fold

_NUMBER = pattern(
    r"\s*(?P<first>(?:[A-Za-z]{1,8}[ ._-]?)?(?P<digits>\d{1,3}))(?P<others>(?:[./-]\d{1,3})*)(?P<letter>[a-z]?)\.?\s*"
)
"""A number in levels, also with letters before it or at its end: ``1.2``, ``WS1-02``, ``1a``."""
_BETWEEN = pattern(r"[./-]")
_FEWEST = 2
"""How many rows above others there are at least."""
_MOSTLY = 0.8
"""Which share of the numbered rows is below an item at least."""
_ABOVE = 0.75
"""Which share of the items has such rows at least: one may have no actions yet."""


class Top(NamedTuple):
    """A row that is an item."""

    ref: Cell | None
    """What has its number, if that is not in the title."""
    title: Cell


def tops(refs: Mapping[int, Cell], texts: Mapping[int, Cell], rows: Iterable[int]) -> dict[int, Top]:
    """Return the rows that are items by their numbers; none if only few rows are numbered below them.

    Args:
        refs: the refs by their row.
        texts: what is done, by the row.
        rows: the rows below the headings.
    """
    numbers = {row: number for row in rows if (cell := refs.get(row)) and (number := _number(cell.text))}
    first = {row for row, number in numbers.items() if len(number) == 1}
    if len({numbers[row] for row in first}) < len(first):
        return {}
    begun = {numbers[row][0]: row for row in first}
    below = [row for row, number in numbers.items() if len(number) > 1 and begun.get(number[0], row) < row]
    above = {begun[numbers[row][0]] for row in below}
    if len(above) < _FEWEST or len(below) < _MOSTLY * (len(numbers) - len(first)) or len(above) < _ABOVE * len(first):
        return {}
    return {row: Top(refs[row], texts[row]) for row in sorted(first) if row in texts}


def summaries(marked: Mapping[int, Cell], others: Sequence[int]) -> dict[int, Top]:
    """Return the rows that are items because they look like headings of those below; none if they can't be.

    Args:
        marked: the texts that look so, by their row.
        others: the rows of the other texts.
    """
    if len(marked) < _FEWEST or not others or min(marked) > min(others) or max(marked) > max(others):
        return {}
    if any(row + 1 in marked for row in marked) or len(marked) > len(others):
        return {}
    return {row: Top(None, marked[row]) for row in sorted(marked)}


def are_over_dates(
    above: Sequence[int], others: Sequence[int], starts: Mapping[int, Cell], ends: Mapping[int, Cell]
) -> bool:
    """Tell whether most of some rows begin when the first of those below them does, and end when the last one does.

    Args:
        above: the rows that may be summaries.
        others: the rows of actions.
        starts: when they start, by the row.
        ends: when they are due.
    """
    over = 0
    for row, following in pairwise([*above, max(others, default=0) + 1]):
        below = [each for each in others if row < each < following]
        first = min(filter(None, (_day(starts, each) for each in below)), default=None)
        last = max(filter(None, (_day(ends, each) for each in below)), default=None)
        over += first is not None and (first, last) == (_day(starts, row), _day(ends, row))
    return over >= _FEWEST and over >= _MOSTLY * len(above)


def _day(cells: Mapping[int, Cell], row: int) -> date | None:
    return read_date(cells[row].text, "", month_is_end=True) if row in cells else None


def number_of(ref: str) -> str:
    """Return the number of an item that is above others by its ref, without the letters of all: ``1`` of ``WS-01``."""
    found = _NUMBER.fullmatch(ref)
    return found["digits"].lstrip("0") or "0" if found else ref.strip()


def _number(text: str) -> tuple[str, ...]:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return ()
    return tuple(filter(None, (fold(found["first"]), *_BETWEEN.split(found["others"]), found["letter"])))
