"""The rows of a sheet, or of an area of it, as far as they tell where tables begin and end.

What counts is how many cells a row has, how they look, and what is blank between the rows; of words only the few that
announce a key or notes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_LONGEST_HEADING, _SHORT, _LONGEST_ANNOUNCEMENT = 200, 40, 60
"""Characters."""
_ANNOUNCES = pattern(
    r"(?:\w+[ -]){0,3}(?:key|legend)(?: (?:to|for) .*)?:?|(?:foot)?notes?:?|(?:abbreviations|glossary|definitions)\b.*",
    re.IGNORECASE,
)
_DIGIT = pattern(r"\d")
_FOLLOWING = 5
"""How many rows below a heading tell how wide its table is."""


class Spot(NamedTuple):
    """A cell of a sheet with a text or a fill, and the cells that it is merged over; counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""
    typed: bool = False
    """Whether a number or a date is in it."""
    fill: str | None = None
    bold: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is no text in it."""
        return not self.text.strip()


class Region(NamedTuple):
    """A rectangle of a sheet that is a table; rows and columns are counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, spot: Spot) -> bool:
        """Tell whether a cell begins inside."""
        return self.top <= spot.top <= self.bottom and self.left <= spot.left <= self.right


Look = tuple[bool, str | None]
"""Bold or not, and the fill."""
PLAIN: Look = (False, None)


@dataclass(eq=False)
class Row:
    """The cells that begin in one row, from left to right."""

    number: int
    spots: list[Spot]
    gap: bool = False
    """Whether there is a blank row above."""
    declared: bool = False
    """Whether the file says that it is a heading: of an Excel table, of a filter, or printed on each page."""

    @property
    def count(self) -> int:
        """The number of its cells."""
        return len(self.spots)

    @property
    def lone(self) -> bool:
        """Whether there is one cell only."""
        return len(self.spots) == 1

    @property
    def left(self) -> int:
        """The first column that it has a cell in."""
        return self.spots[0].left

    @property
    def right(self) -> int:
        """The last column that one of its cells covers."""
        return max(spot.right for spot in self.spots)

    @cached_property
    def texts(self) -> list[Spot]:
        """Those of its cells that have a text; some row of a key has only colours."""
        return [spot for spot in self.spots if not spot.blank]

    @cached_property
    def look(self) -> Look:
        """What most of its texts look like."""
        return Counter((spot.bold, spot.fill) for spot in self.texts or self.spots).most_common(1)[0][0]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its texts, folded."""
        return frozenset(fold(spot.text) for spot in self.texts)

    @cached_property
    def is_texts(self) -> bool:
        """Whether nearly all of its cells are texts, none of them long."""
        short = sum(not spot.typed and len(spot.text) <= _LONGEST_HEADING for spot in self.texts)
        return short >= 0.8 * len(self.texts)

    @cached_property
    def is_labels(self) -> bool:
        """Whether it is a label with its value, such as ``Lead:`` and a name, or several of them."""
        return 3 * sum(spot.text.rstrip().endswith(":") for spot in self.texts) >= len(self.texts)

    @property
    def is_coloured(self) -> bool:
        """Whether there is a cell that is only a colour."""
        return len(self.texts) < len(self.spots)

    @cached_property
    def is_colours(self) -> bool:
        """Whether nearly all of its cells have a colour of their own, as a key in one row has."""
        fills = {spot.fill for spot in self.spots} - {None}
        return len(fills) >= max(2, self.count - 1)

    def repeats(self, head: Row) -> bool:
        """Tell whether it has more than half of its words in common with a row of headings."""
        return 2 * len(self.words & head.words) > len(self.words)

    @property
    def is_headings_alone(self) -> bool:
        """Whether it could be the headings of a table in which nothing is filled in yet."""
        return self.count > 2 and self.look != PLAIN and self.is_texts

    @property
    def is_plain_words(self) -> bool:
        """Whether it has short texts only, without digits."""
        return self.is_short and not any(_DIGIT.search(spot.text) for spot in self.spots)

    @property
    def is_short(self) -> bool:
        """Whether it has short texts only."""
        return all(0 < len(spot.text) <= _SHORT and not spot.typed for spot in self.spots)

    @property
    def announces(self) -> bool:
        """Whether it is nothing but the title of a key, or of notes."""
        text = self.spots[0].text.strip()
        return self.lone and len(text) <= _LONGEST_ANNOUNCEMENT and _ANNOUNCES.fullmatch(text) is not None

    def could_be_heading(self, width: int) -> bool:
        """Tell whether it could be a row of headings of a table whose rows have up to so many cells."""
        if self.declared:
            return True
        texts = self.is_texts or (self.look != PLAIN and not self.spots[0].typed)
        return self.count >= 2 and 2 * self.count >= width and texts and not self.is_labels and not self.is_colours


def rows_of(spots: Sequence[Spot], kept_together: Sequence[tuple[int, int]], declared: Sequence[Region]) -> list[Row]:
    """Return the rows of some cells, which are in reading order.

    Args:
        spots: the cells.
        kept_together: the first and last rows of what has no gap inside, although a row of it may be blank; sorted.
        declared: the rows that the file declares as headings, each as wide as it is one.
    """
    headings: dict[int, list[Region]] = {}
    for region in declared:
        headings.setdefault(region.top, []).append(region)
    rows: list[Row] = []
    bottom = 0
    for spot in spots:
        if not rows or rows[-1].number != spot.top:
            gap = bool(rows) and spot.top > bottom + 1 and not _together(bottom, spot.top, kept_together)
            rows.append(Row(spot.top, [], gap))
        rows[-1].spots.append(spot)
        rows[-1].declared |= any(region.holds(spot) for region in headings.get(spot.top, ()))
        bottom = max(bottom, spot.bottom)
    return rows


def _together(above: int, below: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (above, 1 << 30)) - 1
    return at >= 0 and spans[at][0] <= above and below <= spans[at][1]


def joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans with those that touch or overlap made one."""
    begun: tuple[int, int] | None = None
    for first, last in sorted(spans):
        if begun is not None and first <= begun[1] + 1:
            begun = begun[0], max(begun[1], last)
        else:
            if begun is not None:
                yield begun
            begun = first, last
    if begun is not None:
        yield begun


def width_below(rows: Sequence[Row], at: int) -> int:
    """Return the most cells that one of the next rows has, up to the next gap."""
    width = 0
    for row in rows[at + 1 : at + 1 + _FOLLOWING]:
        if row.gap and width:
            break
        width = max(width, row.count)
    return width


@dataclass
class Columns:
    """The columns that most rows of a table have something in."""

    usual: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Columns:
        """Work them out from the rows below a heading."""
        if not rows:
            return cls()
        left, right = min(row.left for row in rows), max(row.right for row in rows)
        last = rows[-1].number
        steps = [0] * (right - left + 2)
        for row in rows:
            for spot in row.spots:
                high = min(spot.bottom, last) - spot.top + 1
                steps[spot.left - left] += high
                steps[spot.right - left + 1] -= high
        covered = [*accumulate(steps)]
        most = max(covered)
        return cls([left + at for at, high in enumerate(covered[:-1]) if 2 * high >= most])

    def fit(self, row: Row) -> bool:
        """Tell whether a row has something in at least half of them; in all, if they are few."""
        if not self.usual:
            return True
        within = sum(bisect_right(self.usual, spot.right) - bisect_left(self.usual, spot.left) for spot in row.spots)
        few = len(self.usual) <= 3
        return row.count > 1 and within >= (len(self.usual) if few else len(self.usual) / 2)
