"""Where the tables of a sheet begin and end: rectangles of cells, told apart by what is blank around them.

Blank columns separate tables next to each other; blank rows and headings, those below each other. In doubt, rows
stay together: whoever reads the table sees what they say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, groupby

from plan_workbook.bringing.documents.alike import alike, blocks_of
from plan_workbook.bringing.documents.sheet_rows import PLAIN, Look, Region, Row, Spot, joined, rows_of
from plan_workbook.bringing.documents.sheet_signs import Signs
from plan_workbook.bringing.documents.stacked import stacked
from plan_workbook.package.addresses import MAX_ROW

_DEEPEST = 12
"""How often an area of a sheet is taken apart again."""
_ALIKE = 0.6
"""The share of the rows of two pieces next to each other that both have, from which on they are one table."""


def regions(spots: Iterable[Spot], signs: Signs) -> list[Region]:
    """Return the tables among the cells of a sheet, in reading order; a text that is in none is not in a table."""
    occupied = [*_occupied(sorted(spots))]
    found = sorted(_taken_apart(occupied, signs, 0))
    if signs.only_tables:
        found += _columns_of(Inside(found).others(occupied))
    return sorted(found)


class Inside:
    """Tells in which of several tables cells are, for cells that come in reading order."""

    def __init__(self, regions: Sequence[Region]) -> None:
        """Take the tables in reading order."""
        self._waiting = [*reversed(regions)]
        self._open: list[Region] = []

    def of(self, spot: Spot) -> Region | None:
        """Return the table that a cell begins in; None if it is in none."""
        while self._waiting and self._waiting[-1].top <= spot.top:
            self._open.append(self._waiting.pop())
        self._open = [region for region in self._open if spot.top <= region.bottom]
        return next((region for region in self._open if region.holds(spot)), None)

    def others(self, spots: Iterable[Spot]) -> list[Spot]:
        """Return the cells that are in none."""
        return [spot for spot in spots if self.of(spot) is None]


def _columns_of(spots: Iterable[Spot]) -> Iterator[Region]:
    """Yield the runs of cells below each other."""
    begun: Region | None = None
    for spot in sorted(spots, key=lambda spot: (spot.left, spot.top)):
        if begun is not None and (begun.left, begun.bottom + 1) == (spot.left, spot.top):
            begun = begun._replace(bottom=spot.top)
        else:
            if begun is not None:
                yield begun
            begun = Region(spot.top, spot.left, spot.top, spot.left)
    if begun is not None:
        yield begun


def _occupied(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Yield the cells with a text, and those without whose fill says something: the colours of a key, or of ratings.

    Such a cell is directly next to a text, or below one with no blank row between. No text in its row has its fill, and
    it is not the colour of the sheet itself, which is also behind rows without any text.
    """
    paper = _paper(spots)
    runs: dict[int, int] = {}  # by column, the run of rows with texts in which it has its last text
    run, last = 0, -1
    for row, line in groupby(spots, key=lambda spot: spot.top):
        cells = [*line]
        texts = [spot for spot in cells if not spot.blank]
        if not texts:
            continue
        run += row > last + 1
        last = max(last, row, *(spot.bottom for spot in texts))
        fills = {spot.fill for spot in texts}
        edges = {spot.right + 1 for spot in texts} | {spot.left - 1 for spot in texts}
        for spot in cells:
            if not spot.blank:
                runs[spot.left] = run
                yield spot
            elif spot.fill not in fills | paper and (
                spot.left in edges or spot.right in edges or runs.get(spot.left) == run
            ):
                yield spot


def _paper(spots: Sequence[Spot]) -> set[str | None]:
    """Return the fills that several rows without any text have."""
    rows: Counter[str | None] = Counter()
    for _, line in groupby(spots, key=lambda spot: spot.top):
        cells = [*line]
        if all(spot.blank for spot in cells):
            rows.update({spot.fill for spot in cells})
    return {fill for fill, count in rows.items() if count > 1}


def _taken_apart(spots: Sequence[Spot], signs: Signs, depth: int) -> Iterator[Region]:
    """Yield the tables among cells that are in reading order."""
    rows = rows_of(spots, signs.together, signs.headings)
    if depth > _DEEPEST:
        yield from _whole(rows)
        return
    if len(pieces := _next_to_each_other(rows, signs)) > 1:
        for piece in pieces:
            yield from _taken_apart(piece, signs, depth + 1)
        return
    if len(parts := alike(rows)) > 1:
        for part, whole in parts:
            if whole:
                yield _around(part)
            else:
                yield from _taken_apart([spot for row in part for spot in row.spots], signs, depth + 1)
        return
    stack = stacked(rows)
    if len(stack.tables) == 1 and not stack.rest:
        yield from _whole(rows)
        return
    firsts = sorted(part[0].number for part in (*stack.tables, *stack.rest))
    for table in stack.tables:
        yield from _taken_apart(_above_next(table, firsts), signs, depth + 1)
    for rest in stack.rest:
        spots = _above_next(rest, firsts)
        for block in blocks_of(rows_of(spots, signs.together, signs.headings)):
            if stack.tables and any(row.count > 1 for row in block):
                yield from _taken_apart([spot for row in block for spot in row.spots], signs, depth + 1)
            else:
                yield from _whole([*dropwhile(lambda row: row.lone, block)] or block)


def _above_next(rows: Sequence[Row], firsts: Sequence[int]) -> list[Spot]:
    """Return the cells of some rows, no further down than what is below begins; `firsts` are the first rows of all."""
    at = bisect_right(firsts, rows[0].number)
    last = firsts[at] - 1 if at < len(firsts) else MAX_ROW
    return [spot if spot.bottom <= last else spot._replace(bottom=last) for row in rows for spot in row.spots]


def _whole(rows: Sequence[Row]) -> Iterator[Region]:
    """Yield the rows as one table, if they are one."""
    several = [row for row in rows if row.count > 1]
    fills = {spot.fill for row in rows for spot in row.spots} - {None}
    labels = sum(row.is_labels for row in several)
    if len(fills) > 1 and len({spot.left for row in rows for spot in row.spots}) == 1:
        yield _around(rows)  # a key in one column
    elif rows[0].declared or (
        several and 2 * labels < len(several) and (len(rows) > 1 or len(fills) > 1 or rows[0].is_headings_alone)
    ):
        yield _around(rows)


def _around(rows: Sequence[Row]) -> Region:
    spots = [spot for row in rows for spot in row.spots]
    return Region(
        rows[0].number,
        min(spot.left for spot in spots),
        max(spot.bottom for spot in spots),
        max(spot.right for spot in spots),
    )


def _next_to_each_other(rows: Sequence[Row], signs: Signs) -> list[list[Spot]]:
    """Return the cells of each of several pieces with blank columns between them, in reading order."""
    several = [row for row in rows if row.count > 1]
    spans = [(spot.left, spot.right) for row in several for spot in row.spots]
    if not spans:
        return []
    boxes = [box for box in signs.boxes if box.top <= rows[-1].number and rows[0].number <= box.bottom]
    columns = [*joined([*spans, *((box.left, box.right) for box in boxes)])]
    if len(columns) < 2:
        return []
    lefts = [left for left, _ in columns]
    pieces = [_Piece(left, right) for left, right in columns]
    for row in several:
        for spot in row.spots:
            pieces[bisect_right(lefts, spot.left) - 1].take(spot)
    together: list[_Piece] = []
    for piece in pieces:
        if together and together[-1].goes_on_in(piece, signs.narrow):
            together[-1].add(piece)
        elif piece.spots:
            together.append(piece)
    lefts = [piece.left for piece in together]
    for row in rows:
        if row.lone:
            piece = together[max(0, bisect_right(lefts, row.left) - 1)]
            piece.spots.append(row.spots[0]._replace(right=min(row.right, max(row.left, piece.right))))
    return [sorted(piece.spots) for piece in together]


@dataclass
class _Piece:
    """Adjacent columns with something in them."""

    left: int
    right: int
    spots: list[Spot] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    """The rows that it has something in."""
    texts: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The texts that begin in each row."""
    looks: defaultdict[int, set[Look]] = field(default_factory=lambda: defaultdict(set))
    """What those look like."""
    top: int = MAX_ROW
    """The first of its rows."""

    def take(self, spot: Spot) -> None:
        """Take a cell in."""
        self.spots.append(spot)
        self.top = min(self.top, spot.top)
        self.rows.update(range(spot.top, spot.bottom + 1))
        if not spot.blank:
            self.texts[spot.top].add(spot.text.strip().casefold())
            self.looks[spot.top].add((spot.bold, spot.fill))

    def add(self, other: _Piece) -> None:
        """Take over the columns to the right."""
        self.right = other.right
        self.top = min(self.top, other.top)
        self.spots += other.spots
        self.rows |= other.rows
        for row, texts in other.texts.items():
            self.texts[row] |= texts
            self.looks[row] |= other.looks[row]

    def goes_on_in(self, other: _Piece, narrow: frozenset[int]) -> bool:
        """Tell whether the columns to the right belong to the same table: they have something in the same rows."""
        between = range(self.right + 1, other.left)
        if not other.spots or not (len(between) == 1 or narrow.issuperset(between)):
            return False
        first = other.top
        its = other.texts[first]
        if len(its) > 1 and 2 * sum(text in self.texts[first] for text in its) > len(its):
            return False  # the same headings again
        if first > self.top and self.looks[self.top] - {PLAIN} and not self.looks[self.top] & self.looks[first]:
            return False  # it begins below the headings
        both = len(self.rows & other.rows)
        if both >= _ALIKE * max(len(self.rows), len(other.rows)):
            return True
        if both < len(other.rows) or not self._is_headed_like(other, first):
            return False
        gaps = max(other.rows) - first + 1 > len(other.rows)
        return gaps or all(self._is_headed_like(other, row) for row in other.rows)  # a column of few remarks, or none

    def _is_headed_like(self, other: _Piece, row: int) -> bool:
        return any(look != PLAIN and look in self.looks[row] for look in other.looks[row])
