"""The steps by which the rows of two versions of a table are matched. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, product
from typing import Generic, TypeVar

from plan_workbook.matching.keys import By, Keys, Matched, Pair
from plan_workbook.patterns import pattern

T = TypeVar("T")
Positions = tuple[int, int]
"""The position of a row among those before, and of one among those after."""

LIKE = 85
"""How alike two texts must be, of 100, to be versions of one text wherever they stand."""
_CLEARLY = 65
"""How alike they must be if no other text comes near: sentences about different things are rarely so alike."""
_OTHER_NAME = 10
"""How much more alike they must be then if their names differ."""
_NEAR = 15
"""How much less alike every other text must be then."""
_HALF_ALIKE = 50
"""How alike they must be in the same place; nearly all sentences about different things are less alike than that."""
_SAME_NAME = 25
"""What the same name is worth in addition, of 100: one that stayed outweighs a text that is only a little closer."""
_SAME_START = 15
"""What the same first words add: a text that is cut in two goes on as its first part."""
_START = 15
"""Characters of those."""
_SAME_CELLS = 10
"""What other cells add if all of them are the same."""
_MOST_PAIRS = 20_000
"""Pairs of texts that are compared in one table; of more, those that share rare words come first."""
_COMPARED = 500
"""Characters of a text that are compared with others."""
_FIGURES = pattern(r"\d+")
_WORDS = pattern(r"\w{4,}")


class Side(Generic[T]):
    """The rows of one version, what they are recognised by, and those that are not matched yet."""

    def __init__(self, rows: Sequence[T], keys: Keys[T]) -> None:
        self.rows = rows
        self._cells_of = keys.cells
        self.names = [keys.name(row) for row in rows]
        self.texts = [keys.text(row) or None for row in rows]
        self.starts = [(text or "")[:_COMPARED] for text in self.texts]
        """What is compared of the texts with other texts."""
        self._cells: dict[int, tuple[str, ...]] = {}
        self.partners: dict[int, int] = {}

    @property
    def left(self) -> list[int]:
        """The rows that are not matched yet."""
        return [at for at in range(len(self.rows)) if at not in self.partners]

    def cells(self, at: int) -> tuple[str, ...]:
        """Return the other cells of a row."""
        if at not in self._cells:
            self._cells[at] = self._cells_of(self.rows[at]) if self._cells_of else ()
        return self._cells[at]

    def named_text(self, at: int) -> Hashable | None:
        """Return the name and text of a row; None without a text."""
        return (self.names[at], self.texts[at]) if self.texts[at] else None

    def only_cells(self, at: int) -> Hashable | None:
        """Return the other cells of a row without name and text; None if it has one."""
        return None if self.names[at] is not None or self.texts[at] else self.cells(at)

    def by_key(self, key: SideKey[T]) -> dict[Hashable, list[int]]:
        """Return the rows that are not matched yet by their keys."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for at in self.left:
            if (shared := key(self, at)) is not None:
                groups[shared].append(at)
        return groups

    def neighbours(self) -> Iterator[tuple[int, int | None, int | None]]:
        """Yield each row that is not matched with the nearest matched rows above and below it."""
        below: dict[int, int | None] = {}
        nearest: int | None = None
        for at in reversed(range(len(self.rows))):
            below[at] = nearest
            nearest = at if at in self.partners else nearest
        nearest = None
        for at in range(len(self.rows)):
            if at in self.partners:
                nearest = at
            else:
                yield at, nearest, below[at]


SideKey = Callable[[Side[T], int], Hashable | None]


class Sides(Generic[T]):
    """The rows of two versions, of which one step after the other matches those that are left."""

    def __init__(self, before: Sequence[T], after: Sequence[T], keys: Keys[T]) -> None:
        self.before, self.after = Side(before, keys), Side(after, keys)
        self._bare, self._lasting = keys.cells is None, keys.lasting
        self._by: dict[int, By] = {}
        self._known_alike: dict[Positions, float] = {}

    def matched(self) -> Matched[T]:
        """Return what has been matched so far, and what has not."""
        before, after = self.before, self.after
        both = ((after.partners[at], at) for at in range(len(after.rows)) if at in after.partners)
        return Matched(
            tuple(Pair(before.rows[this], after.rows[that], self._by[this]) for this, that in both),
            tuple(before.rows[at] for at in before.left),
            tuple(after.rows[at] for at in after.left),
        )

    def rows(self, pair: Positions) -> tuple[T, T]:
        """Return the rows of a pair."""
        return self.before.rows[pair[0]], self.after.rows[pair[1]]

    def match(self, pair: Positions, by: By) -> None:
        """Match a pair."""
        this, that = pair
        self.before.partners[this], self.after.partners[that], self._by[this] = that, this, by

    def is_free(self, pair: Positions) -> bool:
        """Tell whether neither row of a pair is matched yet."""
        return pair[0] not in self.before.partners and pair[1] not in self.after.partners

    # ------------------------------------------------------------------------------- the same words

    def match_by_key(self, key: SideKey[T], by: By) -> None:
        """Match rows with the same key if no other row of their version has it."""
        for pair in self.only(key):
            self.match(pair, by)

    def only(self, key: SideKey[T]) -> list[Positions]:
        """Return the pairs of rows with the same key if no other row of their version has it."""
        theirs = self.after.by_key(key)
        mine = self.before.by_key(key).items()
        return [(at[0], theirs[each][0]) for each, at in mine if len(at) == 1 == len(theirs.get(each, ()))]

    def match_twins(self, key: SideKey[T], by: By) -> None:
        """Match rows with the same key: those that are most alike otherwise first, and then in their order."""
        theirs = self.after.by_key(key)
        groups = [(mine, theirs[each]) for each, mine in self.before.by_key(key).items() if each in theirs]
        for pairs in _pairs_of(groups):
            self._take(((self._closeness(pair), pair) for pair in pairs), lambda _: by)

    # ------------------------------------------------------------------------------- much the same words

    def match_closest(self, *, strictly: bool) -> None:
        """Match rows whose names are the same or whose texts are much alike, the closest first."""
        named = set(self.only(lambda side, at: side.names[at]))
        alike = {pair: self._alike(pair) for pair in {*self._candidates(), *named}}
        clear = set() if strictly else _clear(alike)
        scored: list[tuple[float, Positions]] = []
        for pair, close in alike.items():
            two_names = self._two_names(pair)
            same = close if self._same_figures(pair) and not (two_names and self._lasting) else 0.0
            enough = _CLEARLY + _OTHER_NAME * two_names if pair in clear else LIKE
            if pair in named or same >= enough:
                scored.append((same + _SAME_NAME * (pair in named) + self._same_cells(pair), pair))
        self._take(scored, lambda pair: By.NAME if pair in named else By.LIKENESS)

    def _two_names(self, pair: Positions) -> bool:
        """Tell whether two rows have names that differ."""
        name, other = self.before.names[pair[0]], self.after.names[pair[1]]
        return None not in (name, other) and name != other

    def _candidates(self) -> Iterable[Positions]:
        """Return the pairs of rows whose texts are compared: all, or else those that share the rarest words."""
        mine = [at for at in self.before.left if self.before.texts[at]]
        theirs = [at for at in self.after.left if self.after.texts[at]]
        if len(mine) * len(theirs) <= _MOST_PAIRS:
            return product(mine, theirs)
        here, there = _by_word(self.before, mine), _by_word(self.after, theirs)
        shared = sorted((len(here[word]) * len(there[word]), word) for word in here.keys() & there.keys())
        sizes = accumulate(size for size, _ in shared)
        rare = (word for (_, word), all_so_far in zip(shared, sizes, strict=True) if all_so_far <= _MOST_PAIRS)
        return (pair for word in rare for pair in product(here[word], there[word]))

    def _take(self, scored: Iterable[tuple[float, Positions]], by: Callable[[Positions], By]) -> None:
        """Match the pairs with the highest scores first, each row once.

        Of the same score the pair that stands higher comes first, in an order that does not depend on the direction.
        """
        for _, pair in sorted(scored, key=lambda each: (-each[0], sum(each[1]), abs(each[1][0] - each[1][1]))):
            if self.is_free(pair):
                self.match(pair, by(pair))

    # ------------------------------------------------------------------------------- the same place

    def match_by_place(self) -> None:
        """Match what is left between the same two rows: the more alike first, and then in their order."""
        partners = self.after.partners
        gaps: dict[Hashable, list[int]] = defaultdict(list)
        for at, above, below in self.after.neighbours():
            gaps[_of(partners, above), _of(partners, below)].append(at)
        here: dict[Hashable, list[int]] = defaultdict(list)
        for at, above, below in self.before.neighbours():
            here[above, below].append(at)
        for pairs in _pairs_of([(mine, gaps[gap]) for gap, mine in here.items() if gap in gaps]):
            self._take(((self._closeness(pair), pair) for pair in pairs if self._may_be(pair)), lambda _: By.PLACE)

    def _may_be(self, pair: Positions) -> bool:
        """Tell whether nothing contradicts that two rows in the same place are the same."""
        this, that = pair
        if self._two_names(pair):
            return False
        given = self.before.texts[this] and self.after.texts[that]
        if self._bare or not given:
            return True
        return self._same_cells(pair) >= 0.75 * _SAME_CELLS or self._alike(pair) >= _HALF_ALIKE

    def _closeness(self, pair: Positions) -> float:
        starts = self.before.starts[pair[0]][:_START] == self.after.starts[pair[1]][:_START]
        return self._alike(pair) + self._same_cells(pair) + _SAME_START * starts

    # ------------------------------------------------------------------------------- how close two rows are

    def _alike(self, pair: Positions) -> float:
        """Return how alike the texts of two rows are, of 100; 0 if they are less than half alike, or one is empty."""
        one, other = self.before.starts[pair[0]], self.after.starts[pair[1]]
        if one == other:
            return 100.0 if one else 0.0
        if pair not in self._known_alike:
            from rapidfuzz import fuzz  # most rows are found by their text, and most commands look for none

            self._known_alike[pair] = fuzz.ratio(one, other, score_cutoff=_HALF_ALIKE)
        return self._known_alike[pair]

    def _same_figures(self, pair: Positions) -> bool:
        """Tell whether two texts have the same figures: ``Audit team 3`` and ``Audit team 4`` are not one text."""
        return _FIGURES.findall(self.before.starts[pair[0]]) == _FIGURES.findall(self.after.starts[pair[1]])

    def _same_cells(self, pair: Positions) -> float:
        """Return what the other cells add: the share of those with content that are the same."""
        cells = zip(self.before.cells(pair[0]), self.after.cells(pair[1]), strict=False)
        given = [one == other for one, other in cells if one or other]
        return _SAME_CELLS * sum(given) / len(given) if given else 0.0


def _pairs_of(groups: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Iterator[Iterable[Positions]]:
    """Yield all pairs of each group; if they are too many, only those that are in the same place of both sides."""
    few = sum(len(mine) * len(theirs) for mine, theirs in groups) <= _MOST_PAIRS
    for mine, theirs in groups:
        yield product(mine, theirs) if few else zip(mine, theirs, strict=False)


def _clear(alike: dict[Positions, float]) -> set[Positions]:
    """Return the pairs that are alike enough, with no other text of either side near."""
    rivals: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (this, that), close in alike.items():
        rivals[0, this].append(close)
        rivals[1, that].append(close)
    for each in rivals.values():
        each.sort(reverse=True)

    def leads(close: float, row: tuple[int, int]) -> bool:
        return all(close - other >= _NEAR for other in rivals[row][1:2])

    return {
        pair
        for pair, close in alike.items()
        if close >= _CLEARLY and leads(close, (0, pair[0])) and leads(close, (1, pair[1]))
    }


def _by_word(side: Side[T], rows: Collection[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at in rows:
        for word in set(_WORDS.findall(side.starts[at])):
            found[word].append(at)
    return found


def _of(partners: dict[int, int], at: int | None) -> int | None:
    return None if at is None else partners[at]
