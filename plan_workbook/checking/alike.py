"""Finding rows of the plan that say the same. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Protocol, TypeVar

from plan_workbook.plan.model import Plan

T = TypeVar("T")


class _OnASheet(Protocol):
    @property
    def sheet(self) -> str: ...


S = TypeVar("S", bound=_OnASheet)
MOST_NAMED = 50
"""How many of the rows that are the same are named at most: thousands would take forever."""


def alike(items: Iterable[T], key: Callable[[T], Hashable | None]) -> Iterator[tuple[T, list[T]]]:
    """Yield each item that shares its key with others, together with the others; items without a key are left out."""
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        if (shared := key(item)) is not None:
            groups[shared].append(item)
    for same in groups.values():
        if len(same) > 1:
            for item in same:
                yield item, [other for other in same[:MOST_NAMED] if other is not item]


def not_copied(plan: Plan, sheet: str, others: Iterable[S]) -> list[S]:
    """Return those of the others that are not on a copy of the sheet, or on the sheet it is a copy of.

    That a whole sheet was copied is one mistake, and has a finding of its own.
    """
    original = plan.copies.get(sheet, sheet)
    return [other for other in others if other.sheet == sheet or plan.copies.get(other.sheet, other.sheet) != original]
