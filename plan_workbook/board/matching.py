"""Finds what is the same recommendation, action or indicator in last month's plan and in this month's. Pure functions.

The rules' own way of finding it (`LastMonth`) comes first. It leaves out rows that nobody can tell apart, such as two
of the same number; here each of those is matched as well, because a row that is there in both months was neither added
nor removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from plan_workbook.checking.last_month import LastMonth, description_of, ref_of, text_of, title_of
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.values.text import fold

T = TypeVar("T")
R = TypeVar("R", bound=TableRow)


@dataclass(frozen=True)
class Matched(Generic[T]):
    """The rows of two months: those in both, this month's first, and those in only one of them."""

    both: tuple[tuple[T, T], ...]
    added: tuple[T, ...]
    removed: tuple[T, ...]


class Months:
    """Last month's plan and this month's, row by row."""

    def __init__(self, plan: Plan, previous: Plan) -> None:
        """Match their recommendations."""
        self._last_month = LastMonth(previous, plan)
        known = {id(each): self._last_month.recommendation(each) for each in plan.recommendations}
        self.recommendations = _matched(plan.recommendations, previous.recommendations, known, _OF_RECOMMENDATIONS)

    def actions(self, now: Recommendation, then: Recommendation) -> Matched[Action]:
        """Match the actions of a recommendation that is there in both months."""
        return _rows(now.actions, then.actions, self._last_month.actions(now), _OF_ACTIONS)

    def indicators(self, now: Recommendation, then: Recommendation) -> Matched[Indicator]:
        """Match the indicators of a recommendation that is there in both months."""
        return _rows(now.indicators, then.indicators, self._last_month.indicators(now), _OF_INDICATORS)


def _rows(
    now: Sequence[R], then: Sequence[R], known: Mapping[int, R], keys: Sequence[Callable[[R], Hashable | None]]
) -> Matched[R]:
    return _matched(now, then, {id(each): known.get(each.row) for each in now}, (*keys, _all_cells))


def _matched(
    now: Sequence[T],
    then: Sequence[T],
    known: Mapping[int, T | None],
    keys: Iterable[Callable[[T], Hashable | None]],
) -> Matched[T]:
    """Match the rows of two months: as is known already, then by each key in turn, in their order."""
    theirs = {id(each) for each in then}
    found = {mine: each for mine, each in known.items() if each is not None and id(each) in theirs}
    for key in keys:
        taken = {id(each) for each in found.values()}
        free: dict[Hashable, list[T]] = defaultdict(list)
        for each in then:
            if id(each) not in taken and (name := key(each)) is not None:
                free[name].append(each)
        for each in now:
            if id(each) not in found and (name := key(each)) is not None and free[name]:
                found[id(each)] = free[name].pop(0)
    taken = {id(each) for each in found.values()}
    return Matched(
        tuple((each, found[id(each)]) for each in now if id(each) in found),
        tuple(each for each in now if id(each) not in found),
        tuple(each for each in then if id(each) not in taken),
    )


def _number(each: Recommendation) -> str | None:
    return fold(each.number.text) if each.number.given else None


def _sheet(each: Recommendation) -> str | None:
    return None if each.number.given or each.title.given else each.sheet.casefold()


def _together(*parts: str | None) -> tuple[str | None, ...] | None:
    return parts if all(parts) else None


def _pi_number(each: Indicator) -> str | None:
    return fold(each.number.text) if each.number.given else None


def _all_cells(each: TableRow) -> tuple[str, ...]:
    return tuple(fold(read.text) for read in each.inputs.values())


_OF_RECOMMENDATIONS = (lambda each: _together(_number(each), title_of(each)), _number, title_of, _sheet)
_OF_ACTIONS = (lambda each: _together(ref_of(each), text_of(each)), text_of, ref_of)
_OF_INDICATORS = (lambda each: _together(_pi_number(each), description_of(each)), _pi_number, description_of)
