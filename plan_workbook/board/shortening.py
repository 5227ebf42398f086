"""How a list is shortened where there is no room for all of it, and what is said about the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from plan_workbook.board.lines import Kind
from plan_workbook.values.text import listed


class _OfAKind(Protocol):
    @property
    def group(self) -> Kind: ...


Listed = TypeVar("Listed", bound=_OfAKind)

_WHOLE = frozenset({Kind.OFF_TRACK})
"""The kinds that are never cut."""
_LAST = frozenset({Kind.ACTIONS, Kind.STOPPED})
"""The kinds that a board can do without where there is hardly room."""
_LEAST = {Kind.IN_DOUBT: 10, Kind.WORSE: 5}
"""Kinds of which even a short list shows so many."""


@dataclass(frozen=True)
class Room:
    """How much of a list there is room for."""

    lines: int
    """A list with no more lines than this is shown whole."""
    of_a_kind: int
    """Of a longer list, this many of each kind are shown, the worst."""

    def limit(self, kind: Kind) -> int | None:
        """Return the most lines of a kind that a long list shows; None for all."""
        if kind in _WHOLE:
            return None
        return max(self.of_a_kind, _LEAST.get(kind, 0))


PAGE, LETTER = Room(30, 8), Room(6, 2)
"""The room on a page of a document, and in an email."""


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
    shown: list[Listed] = []
    rest: list[Listed] = []
    for line in lines:
        seen[line.group] += 1
        limit = room.limit(line.group)
        (shown if limit is None or seen[line.group] <= limit else rest).append(line)
    return Shortened(tuple(shown), tuple(rest))


def within(lines: Sequence[Listed], most: int) -> Shortened[Listed]:
    """Return as many lines of a list as there is room for, in their order, and the others.

    What is never cut is shown even if there is no room for it. Then comes the worst of each kind, then what even a
    short list shows, then the second of each kind, and so on.
    """
    seen: Counter[Kind] = Counter()
    ranks: list[tuple[int, int]] = []
    for line in lines:
        seen[line.group] += 1
        ranks.append((_rank(line.group, seen[line.group]), len(ranks)))
    never_cut = sum(rank == 0 for rank, _ in ranks)
    kept = {place for _, place in sorted(ranks)[: max(most, never_cut)]}
    return Shortened(
        tuple(line for place, line in enumerate(lines) if place in kept),
        tuple(line for place, line in enumerate(lines) if place not in kept),
    )


def least(lines: Sequence[Listed]) -> int:
    """Return how many lines a list should have at least: what is never cut, and the worst of each kind that counts."""
    kinds = Counter(line.group for line in lines)
    return sum(number if kind in _WHOLE else kind not in _LAST for kind, number in kinds.items())


def _rank(kind: Kind, place: int) -> int:
    """Return how early a line of a kind is shown, 0 first; `place` is its place among those of the kind, from 1."""
    if kind in _WHOLE:
        return 0
    if place == 1 and kind not in _LAST:
        return 1
    return 2 if place <= _LEAST.get(kind, 0) else 1 + place
