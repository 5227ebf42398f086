"""The rows of three versions of a table: as it went out, as the master has it now, and as it came back. Pure functions.

What is done about them is decided in `plan_workbook.collecting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

from plan_workbook.matching.keys import Keys
from plan_workbook.matching.rows import sides_of
from plan_workbook.matching.sides import Sides

T = TypeVar("T")


class NoBase(Enum):
    """Stands for a base that was lost."""

    LOST = "lost"


LOST = NoBase.LOST


class Versions(NamedTuple, Generic[T]):
    """The versions of one row; None where there is none."""

    base: T | NoBase | None
    master: T | None
    returned: T | None


def three_versions(
    base: Sequence[T] | NoBase, master: Sequence[T], returned: Sequence[T], keys: Keys[T]
) -> tuple[Versions[T], ...]:
    """Return each row of three versions of a table once, in the master's order.

    A row that the master does not have comes after the one that it follows in the return. A row that was added on both
    sides is the same if its text is, or much alike; the same ref alone is not enough, since both took the next letter.
    """
    if isinstance(base, NoBase):
        pairs = _pairs(sides_of(master, returned, keys))
        return _in_order([(None, *pair) for pair in pairs], base, master, returned)
    here, there = sides_of(base, master, keys), sides_of(base, returned, keys)
    found: list[_Positions] = [
        (at, here.before.partners.get(at), there.before.partners.get(at)) for at in range(len(base))
    ]
    mine, theirs = here.after.left, there.after.left
    by_text = keys if keys.lasting else keys._replace(name=lambda _: None)
    added = sides_of([master[at] for at in mine], [returned[at] for at in theirs], by_text, strictly=True)
    for this, that in _pairs(added):
        found.append((None, None if this is None else mine[this], None if that is None else theirs[that]))
    return _in_order(found, base, master, returned)


_Position = int | None
_Positions = tuple[_Position, _Position, _Position]


def _pairs(sides: Sides[T]) -> Iterator[tuple[_Position, _Position]]:
    """Yield every row of two sides with its other version."""
    yield from sides.before.partners.items()
    yield from ((at, None) for at in sides.before.left)
    yield from ((None, at) for at in sides.after.left)


def _in_order(
    found: Sequence[_Positions], base: Sequence[T] | NoBase, master: Sequence[T], returned: Sequence[T]
) -> tuple[Versions[T], ...]:
    """Return the rows in the master's order, each of the others after the one that it follows in the return."""
    in_master = {there: here for _, here, there in found if here is not None and there is not None}
    follows, last = [], -1
    for at in range(len(returned)):
        last = in_master.get(at, last)
        follows.append(last)

    def place(positions: _Positions) -> tuple[int, int, int]:
        sent, here, there = positions
        if here is not None:
            return here, -1, 0
        return (follows[there], there, 0) if there is not None else (len(master), 0, sent or 0)

    return tuple(
        Versions(_at(base, sent), _at(master, here), _at(returned, there))
        for sent, here, there in sorted(found, key=place)
    )


def _at(rows: Sequence[T] | NoBase, at: _Position) -> Any:
    if isinstance(rows, NoBase):
        return rows
    return None if at is None else rows[at]
