"""A list on a page that is to be complete in itself: as much of it as there is room for, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from plan_workbook.board.lines import Kind
from plan_workbook.board.shortening import PAGE, Listed, Shortened

_WORST = frozenset({Kind.IN_DOUBT, Kind.OVERDUE, Kind.OFF_TARGET})
"""The kinds of which the worst is always shown."""
_IN_DOUBT = 10
"""Ratings in doubt that are shown before the second of any other kind."""


def fitted(lines: Sequence[Listed], room: float, height: Callable[[Listed], float]) -> Shortened[Listed]:
    """Return the lines that fit on a page, and the others.

    The kinds that are never cut, the first rating in doubt, the longest overdue action and the worst indicator are
    shown whatever the room. Then come the worst of each other kind, up to ten ratings in doubt, and the next of each
    kind in turn, as long as there is room.

    Args:
        lines: the list, the worst of each kind first.
        room: how high the list may be.
        height: the height of a line, in the same unit.
    """
    seen: Counter[Kind] = Counter()
    turns = []
    for at, line in enumerate(lines):
        turns.append((_turn(line.group, seen[line.group]), at))
        seen[line.group] += 1
    kept: set[int] = set()
    for turn, at in sorted(turns):
        room -= height(lines[at])
        if turn and room < 0:
            break
        kept.add(at)
    return Shortened(
        tuple(line for at, line in enumerate(lines) if at in kept),
        tuple(line for at, line in enumerate(lines) if at not in kept),
    )


def _turn(kind: Kind, place: int) -> int:
    """Return when a line is shown, given its place among those of its kind; the first ones always are."""
    if PAGE.limit(kind) is None:
        return 0
    if not place:
        return 0 if kind in _WORST else 1
    return 2 if kind is Kind.IN_DOUBT and place < _IN_DOUBT else 2 + place
