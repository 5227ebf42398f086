"""How a list is shortened where there is no room for all of it, and what is said about the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from plan_workbook.board.lines import Kind
from plan_workbook.values.text import listed


class _OfAKind(Protocol):
    @property
    def group(self) -> Kind: ...

    @property
    def number(self) -> str: ...


Listed = TypeVar("Listed", bound=_OfAKind)

_WHOLE = frozenset({Kind.OFF_TRACK})
"""The kinds that are never cut."""
_FIRST = frozenset({Kind.IN_DOUBT, Kind.OVERDUE, Kind.OFF_TARGET})
"""The kinds of which the worst is shown even where there is no room."""
_LAST = frozenset({Kind.ACTIONS, Kind.STOPPED})
"""The kinds that a board can do without where there is hardly room."""
_NAMED, _MOST_NAMED = frozenset({Kind.IN_DOUBT, Kind.RETARGETED, Kind.AT_RISK, Kind.WORSE}), 8
"""The kinds of which those that are left out are named, and how many at most: a board asks which they are."""
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
        """Return how many others of each kind there are: ``12 actions overdue and 2 ratings in doubt (4, 11)``."""
        left: dict[Kind, list[str]] = defaultdict(list)
        for line in self.rest:
            left[line.group].append(line.number)
        return listed([f"{kind.count(len(names), item_word)}{_named(kind, names)}" for kind, names in left.items()])


def _named(kind: Kind, names: Sequence[str]) -> str:
    """Return the names of lines of a kind in brackets; empty if they are not told, or one has none."""
    told = kind in _NAMED and len(names) <= _MOST_NAMED and all(names)
    return f" ({', '.join(names)})" if told else ""


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


def worst_of_each_first(lines: Sequence[Listed]) -> tuple[Listed, ...]:
    """Return lines in another order: what is never cut, the worst of each other kind, and then all the others."""
    seen: set[Kind] = set()
    first: list[Listed] = []
    others: list[Listed] = []
    for line in lines:
        (first if line.group in _WHOLE or line.group not in seen else others).append(line)
        seen.add(line.group)
    return (*first, *others)


def within(lines: Sequence[Listed], most: int) -> Shortened[Listed]:
    """Return as many lines of a list as there is room for, in their order, and the others; see `fitted`."""
    return fitted(lines, most, lambda _: 1)


def fitted(
    lines: Sequence[Listed], room: float, height: Callable[[Listed], float], *, strictly: bool = False
) -> Shortened[Listed]:
    """Return the lines of a list that fit on a page, in their order, and the others.

    What is never cut, the first rating in doubt, the longest overdue action and the worst indicator are shown whatever
    the room. Then come the worst of each other kind, what even a short list shows, and the next of each kind in turn.

    Args:
        lines: the list, the worst of each kind first.
        room: how high the list may be.
        height: returns the height of a line, in the same unit.
        strictly: show no more than fits even of what is never cut; the worst of each kind comes before the rest of it.
    """
    seen: Counter[Kind] = Counter()
    ranks: list[tuple[int, int]] = []
    for line in lines:
        seen[line.group] += 1
        rank = _rank(line.group, seen[line.group])
        before_all = strictly and rank <= _WHATEVER_THE_ROOM and seen[line.group] == 1
        ranks.append((rank - 2 if before_all else rank, len(ranks)))
    kept: set[int] = set()
    for rank, place in sorted(ranks):
        room -= height(lines[place])
        if room < 0 and (rank > _WHATEVER_THE_ROOM or (strictly and kept)):
            break
        kept.add(place)
    return Shortened(
        tuple(line for place, line in enumerate(lines) if place in kept),
        tuple(line for place, line in enumerate(lines) if place not in kept),
    )


def least(lines: Sequence[Listed]) -> int:
    """Return how many lines a list should have at least: what is never cut, and the worst of each kind that counts."""
    kinds = Counter(line.group for line in lines)
    return sum(number if kind in _WHOLE else kind not in _LAST for kind, number in kinds.items())


_WHATEVER_THE_ROOM = 1


def _rank(kind: Kind, place: int) -> int:
    """Return how early a line of a kind is shown; `place` is its place among those of the kind, from 1."""
    if kind in _WHOLE:
        return 0
    if place == 1 and kind in _FIRST:
        return _WHATEVER_THE_ROOM
    if place == 1 and kind not in _LAST:
        return 2
    return 3 if place <= _LEAST.get(kind, 0) else 2 + place
