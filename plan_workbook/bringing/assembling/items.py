"""The recommendations of what is brought in: mentioned in several places, each is one, known by number or title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.labels import PARAGRAPHS
from plan_workbook.bringing.assembling.same_value import same_value
from plan_workbook.bringing.assembling.title_index import TitleIndex
from plan_workbook.bringing.assembling.titles import LIKE, SAME, Said
from plan_workbook.bringing.brought import Place
from plan_workbook.values.text import fold


class Piece(NamedTuple):
    """A value for the register, and the cells and passages that it came from."""

    text: str
    places: tuple[Place, ...]

    @property
    def where(self) -> str:
        """Where it stood first."""
        return self.places[0].where if self.places else ""


class Differing(NamedTuple):
    """A second value for something that has another one already, which was kept."""

    of: str
    """What has it: ``recommendation 4``."""
    field: str
    kept: Piece
    other: Piece


class Item:
    """A recommendation, as it becomes known."""

    def __init__(self, said: Said) -> None:
        """Begin with what the first mention says."""
        self.number = said.number
        self.title = said.title
        self.values: dict[str, Piece] = {}
        self.weak: dict[str, Piece] = {}
        """Values that are only taken if there are no others."""
        self.numbered_by: list[Place] = []
        """The places that say its number."""

    @property
    def called(self) -> str:
        """What sentences call it."""
        return f"recommendation {self.number}" if self.number else f"the recommendation {self.title[:60]!r}"


class Items:
    """All recommendations, in the order in which they were first mentioned."""

    def __init__(self) -> None:
        """Begin with none."""
        self._items: list[Item] = []
        self._index: TitleIndex[Item] = TitleIndex()
        self._without_number: TitleIndex[Item] = TitleIndex()
        self.differing: list[tuple[Item, Differing]] = []

    def __iter__(self) -> Iterator[Item]:
        """Return them in their order."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def find(self, said: Said) -> Item | None:
        """Return the one that is meant: by its number, else by its title; None if it has not been mentioned."""
        numbered = self._index.numbered(said.number)
        if numbered is not None:
            return numbered
        if not said.number:
            return self._index.titled(said.title, LIKE)
        titled = self._without_number.titled(said.title, SAME)
        return titled if titled is not None and not titled.number else None

    def mention(self, said: Said, numbered_by: Place | None = None, titled_by: Place | None = None) -> Item:
        """Return the one that is meant, with what is new about it; it is a new one if nothing is like it."""
        item = self.find(said)
        if item is None:
            item = Item(said)
            self._items.append(item)
            self._index.title(item.title, item)
            if not item.number:
                self._without_number.title(item.title, item)
        if said.number and not item.number:
            item.number = said.number
        self._index.number(item.number, item)
        if said.number and numbered_by is not None:
            item.numbered_by.append(numbered_by)
        if said.title and titled_by is not None:
            item.title = item.title or said.title
            self._index.title(item.title, item)
            self.give(item, fields.TITLE, Piece(said.title, (titled_by,)))
        if said.lead and titled_by is not None:
            self.give(item, fields.LEAD, Piece(said.lead, (titled_by,)))
        return item

    def give(self, item: Item, field: str, piece: Piece) -> None:
        """Give it a value, unless it has another one: the first is kept, and the other is listed."""
        if not piece.text.strip():
            return
        kept = item.values.get(field)
        if kept is None:
            item.values[field] = piece
        elif same_value(field, kept.text, piece.text):
            item.values[field] = Piece(kept.text, (*kept.places, *piece.places))
        else:
            self.differing.append((item, Differing(item.called, field, kept, piece)))

    def decide(self, item: Item, field: str, piece: Piece) -> None:
        """Give it a value of which a person said that it is this: paragraphs are added, others take the first place."""
        kept = item.values.get(field)
        if not piece.text.strip():
            return
        if kept is None or same_value(field, kept.text, piece.text):
            self.give(item, field, piece)
        elif field in PARAGRAPHS:
            item.values[field] = Piece(f"{kept.text}\n\n{piece.text}", (*kept.places, *piece.places))
        else:
            item.values[field] = piece
            self.differing.append((item, Differing(item.called, field, piece, kept)))

    def unite(self, kept: Item, other: Item) -> None:
        """Make two one, because a person gave both the same number: what only the other one has is added."""
        self._items.remove(other)
        kept.numbered_by += other.numbered_by
        for field, piece in other.values.items():
            self.give(kept, field, piece)
        for field, piece in other.weak.items():
            kept.weak.setdefault(field, piece)

    def number_the_others(self) -> list[Item]:
        """Give numbers to those that have none, in order, and return them."""
        without = [item for item in self._items if not item.number]
        self.renumber(without)
        return without

    def renumber(self, these: Sequence[Item]) -> None:
        """Give some the numbers that no other has, in their order."""
        used = {fold(item.number) for item in self._items if item.number and item not in these}
        free = (number for number in count(1) if str(number) not in used)
        for item, number in zip(these, free, strict=False):
            item.number = str(number)
