"""Finding rows of the plan that say the same, and naming them. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import listed, unseen_beyond

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


def elsewhere(mine: Input[Any], others: Iterable[tuple[str, Input[Any]]]) -> str:
    """Return in words where the same text is, with what nobody sees in one of the texts and the others do not have.

    Args:
        mine: the cell that the message is about.
        others: the cells that hold the same, each with its place: ``E24``, or the name of its sheet.
    """
    others = list(others)
    more = [(place, unseen_beyond(other.text, mine.text)) for place, other in others]
    places = listed([f"{place} (with {what})" if what else place for place, what in more])
    here = next(filter(None, (unseen_beyond(mine.text, other.text) for _, other in others)), "")
    return f"{places}; the one here has {here}" if here else places


def not_copied(plan: Plan, sheet: str, others: Iterable[S]) -> list[S]:
    """Return those of the others that are not on a copy of the sheet, or on the sheet it is a copy of.

    That a whole sheet was copied is one mistake, and has a finding of its own.
    """
    original = plan.copies.get(sheet, sheet)
    return [other for other in others if other.sheet == sheet or plan.copies.get(other.sheet, other.sheet) != original]
