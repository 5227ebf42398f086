"""Finding rows of the plan that say the same. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
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
