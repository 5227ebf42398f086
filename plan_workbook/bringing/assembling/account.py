"""The account of a document: every cell and passage with a text is read, or left for exactly one reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.brought import Left, Place, Reason
from plan_workbook.bringing.documents.document import Cell, Document, Table

NOT_READ = "nothing in it was recognised"
"""Why a cell or passage is left that nothing else is said of."""


class _Left(NamedTuple):
    """Why places were left, for the report."""

    places: tuple[Place, ...]
    why: str
    meant: bool
    where: str
    text: str
    reason: Reason


def _text(place: Place) -> str:
    return place.whole or place.text if isinstance(place, Cell) else place.text


class Account:
    """What has become of each cell and passage, by its identity: two with the same text are two."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Take the cells and passages that have a text, in their order."""
        self._places: dict[int, Place] = {}
        self._lines: dict[int, tuple[Cell, int]] = {}
        """The later lines of cells that were split, each with the identity of the first, which counts for the cell."""
        first: Cell | None = None
        for document in documents:
            for block in document.blocks:
                for place in block.cells if isinstance(block, Table) else (block,):
                    if not place.text.strip() and not (isinstance(place, Cell) and place.counts):
                        continue
                    if not (isinstance(place, Cell) and place.made):
                        self._places[id(place)] = place
                        if isinstance(place, Cell) and place.whole:
                            first = place
                    elif place.whole and first is not None and (first.where, first.whole) == (place.where, place.whole):
                        self._lines[id(place)] = place, id(first)
        self._order = {key: order for order, key in enumerate(self._places)}
        self._read: set[int] = set()
        self._read_lines: set[int] = set()
        self._left: list[_Left] = []

    @property
    def found(self) -> int:
        """Return how many there are."""
        return len(self._places)

    def read(self, places: Iterable[Place]) -> None:
        """Note that a value of the register came from them; a cell that only has a fill is not counted."""
        for key in map(id, places):
            if key in self._places:
                self._read.add(key)
            elif key in self._lines:
                self._read_lines.add(key)

    def is_read(self, place: Place) -> bool:
        """Tell whether any value came from it."""
        return id(place) in self._read or id(place) in self._read_lines

    def leave(self, place: Place, why: str, *, meant: bool = False, reason: Reason = Reason.OTHER) -> None:
        """Say why a cell or passage is left if nothing is read from it; what is said first is kept."""
        self._left.append(_Left((place,), why, meant, place.where, _text(place), reason))

    def leave_together(
        self,
        places: Sequence[Place],
        why: str,
        *,
        where: str,
        text: str,
        meant: bool = False,
        reason: Reason = Reason.OTHER,
    ) -> None:
        """Say it of several in one line of the report."""
        self._left.append(_Left(tuple(places), why, meant, where, text, reason))

    def closed(self) -> tuple[int, tuple[Left, ...]]:
        """Return how many were read, and what was left, in the order of the documents."""
        left: list[tuple[int, Left]] = []
        said: set[int] = set()
        for each in self._left:
            keys = {
                key
                for place in each.places
                if (key := id(place)) in self._places and key not in self._read and key not in said
            }
            if keys:
                said |= keys
                first = min(self._order[key] for key in keys)
                left.append((first, Left(each.where, each.text.strip(), each.why, each.meant, len(keys), each.reason)))
        for key, place in self._places.items():
            if key not in self._read and key not in said:
                left.append((self._order[key], Left(place.where, _text(place).strip(), NOT_READ)))
        left += self._lines_left()
        ordered = tuple(each for _, each in sorted(left, key=lambda pair: pair[0]))
        if len(self._read) + sum(each.cells for each in ordered) != self.found:
            raise AssertionError("cells read and cells left do not add up to the cells found")
        return len(self._read), ordered

    def _lines_left(self) -> Iterator[tuple[int, Left]]:
        """Yield the lines that were left of split cells whose first line is read: they are parts of cells, not more."""
        said = {id(place): each for each in reversed(self._left) for place in each.places}
        for key, (line, first) in self._lines.items():
            if key not in self._read_lines and first in self._read:
                why = said.get(key)
                because = (why.why, why.meant, 0, why.reason) if why else (NOT_READ, False, 0)
                yield self._order[first], Left(line.where, line.text.strip(), *because)
