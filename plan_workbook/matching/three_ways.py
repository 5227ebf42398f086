"""What becomes of what two people may have changed: it went out, and came back to a master that may have moved on.

Pure functions. Nothing that anybody typed is lost: what only one side changed stands, and what both changed to
different ends is a conflict, which is left for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from plan_workbook.matching.keys import Keys
from plan_workbook.matching.rows import sides_of
from plan_workbook.matching.sides import Sides
from plan_workbook.values.text import fold

T = TypeVar("T")


class NoBase(Enum):
    """Stands for a base that was lost."""

    LOST = "lost"


LOST = NoBase.LOST


class Outcome(StrEnum):
    """What is done about one value or one row."""

    LEFT = "left"
    """The master stands as it is: nothing new came back."""
    TAKEN = "taken"
    """What came back is taken: the master still had what was sent out."""
    CONFLICT = "conflict"
    """Both were changed, to different ends, or two returns differ: the master stands, and a person decides."""
    DELETED = "deleted"
    """A row did not come back, and the master still has it as it was sent out: it stands, and a person decides."""


class Merged(NamedTuple, Generic[T]):
    """What is done about a value, and the value the master then has."""

    outcome: Outcome
    value: T


def merged(
    base: T | NoBase,
    master: T,
    *returned: T,
    compared: Callable[[T], object] = lambda value: value,
    blank: Callable[[T], bool] = lambda value: value is None,
) -> Merged[T]:
    """Return what is done about one value; the order of the returns makes no difference.

    Without a base only a blank of the master is filled: an old copy never undoes newer work.

    Args:
        base: what was sent out.
        master: what the master has now.
        returned: what each return has.
        compared: returns of a value what has to be the same for it to be the same value.
        blank: tells whether a value is nothing at all; it is asked only without a base.
    """
    has = compared(master)
    was = has if base is LOST else compared(base)
    changed = [value for value in returned if compared(value) != was]
    if all(compared(value) == has for value in changed):
        return Merged(Outcome.LEFT, master)
    first = changed[0]
    one_answer = all(compared(value) == compared(first) for value in changed)
    free = blank(master) if base is LOST else has == was
    return Merged(Outcome.TAKEN, first) if one_answer and free else Merged(Outcome.CONFLICT, master)


class Versions(NamedTuple, Generic[T]):
    """The versions of one row; None where there is none."""

    base: T | NoBase | None
    master: T | None
    returned: T | None

    def outcome(self, compared: Callable[[T], object] = lambda value: value) -> Outcome:
        """Return what is done about the row if it is taken or left as a whole."""
        if self.returned is None and self.base is LOST:
            return Outcome.LEFT
        if self.master is None and self.base is None and self.returned is not None:
            return Outcome.TAKEN
        sent, here, came = (each if each is None or each is LOST else (compared(each),) for each in self)
        if came is None and sent is not None and sent == here:
            return Outcome.DELETED
        if came is None and sent is None:
            return Outcome.LEFT
        return merged(sent, here, came, blank=lambda _: False).outcome


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


# --------------------------------------------------------------------------------------------- paragraphs


_PARAGRAPHS = Keys[str](name=lambda _: None, text=fold)


class MergedParagraph(NamedTuple):
    """One paragraph of a text of which three versions were merged."""

    outcome: Outcome
    versions: Versions[str]

    def text(self, *, returned: bool = False) -> str | None:
        """Return what stands in the end, None for nothing; where a person decides: the master's, or what came back."""
        decided = self.outcome is Outcome.TAKEN or (returned and self.outcome is not Outcome.LEFT)
        return self.versions.returned if decided else self.versions.master


def merged_paragraphs(
    base: Sequence[str] | NoBase, master: Sequence[str], returned: Sequence[str]
) -> tuple[MergedParagraph, ...]:
    """Return what is done about each paragraph of a text.

    A paragraph is taken or left whole: a sentence of which two people wrote half each says what neither of them meant.
    """
    return tuple(MergedParagraph(each.outcome(), each) for each in three_versions(base, master, returned, _PARAGRAPHS))
