"""How a list is shortened where there is no room for all of it, and what is said about the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Protocol, TypeVar

from plan_workbook.board.lines import Kind
from plan_workbook.values.text import listed


class _OfAKind(Protocol):
    @property
    def group(self) -> Kind: ...


Listed = TypeVar("Listed", bound=_OfAKind)

_WHOLE = frozenset({Kind.OFF_TRACK})
"""The kinds that are never cut."""


@dataclass(frozen=True)
class Room:
    """How much of a list there is room for."""

    lines: int
    """A list with no more lines than this is shown whole."""
    of_a_kind: int
    """Of a longer list, this many of each kind are shown, the worst."""
    in_doubt: int = 10
    """How many ratings in doubt a longer list shows at least."""
    for_the_worse: int = 5
    """How many changes for the worse a longer list shows at least."""
    is_filled: bool = False
    """Whether lines that are left go to the next worst, if a longer list has only a few kinds."""

    def limit(self, kind: Kind) -> int | None:
        """Return the most lines of a kind that a long list shows; None for all."""
        if kind in _WHOLE:
            return None
        least = {Kind.IN_DOUBT: self.in_doubt, Kind.WORSE: self.for_the_worse}
        return max(self.of_a_kind, least.get(kind, 0))


PAGE, LETTER = Room(30, 8), Room(6, 2)
"""The room on a page of a document, and in an email."""
FIRST_PAGE, SHEET = (
    Room(8, 2, is_filled=True),
    Room(5, 1, in_doubt=4, for_the_worse=2, is_filled=True),
)
"""The room on a first page that is complete in itself: on a screen, and on one sheet of paper."""


@dataclass(frozen=True)
class Shortened(Generic[Listed]):
    """A list in two parts: the lines that are shown, and the others."""

    shown: tuple[Listed, ...]
    rest: tuple[Listed, ...]

    def more(self, item_word: str) -> str:
        """Return how many others of each kind there are: ``12 actions overdue and 1 rating in doubt``."""
        left = Counter(line.group for line in self.rest)
        return listed([kind.count(number, item_word) for kind, number in left.items()])


def shortened(lines: Sequence[Listed], room: Room = PAGE) -> Shortened[Listed]:
    """Return the lines of a list, the worst of each kind first, that there is room for, and the others."""
    if len(lines) <= room.lines:
        return Shortened(tuple(lines), ())
    seen: Counter[Kind] = Counter()
    shown: set[int] = set()
    for place, line in enumerate(lines):
        seen[line.group] += 1
        limit = room.limit(line.group)
        if limit is None or seen[line.group] <= limit:
            shown.add(place)
    if room.is_filled:
        others = (place for place in range(len(lines)) if place not in shown)
        shown.update(islice(others, max(0, room.lines - len(shown))))
    return Shortened(
        tuple(line for place, line in enumerate(lines) if place in shown),
        tuple(line for place, line in enumerate(lines) if place not in shown),
    )
