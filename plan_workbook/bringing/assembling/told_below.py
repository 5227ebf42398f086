"""Rows that tell of the row above them, in a text across the table or next to a label: tables alike decide together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.assembling.labels import is_of_a_row
from plan_workbook.bringing.assembling.table_grid import Grid
from plan_workbook.bringing.assembling.titles import with_item_word
from plan_workbook.values.text import fold

_MOSTLY = 0.7
"""Which share of rows has a text below it at least that tells of them."""


class Told(NamedTuple):
    """The rows of a table that tell of the row above them."""

    across: frozenset[int] = frozenset()
    """Those with nothing but a text across them."""
    labelled: frozenset[int] = frozenset()
    """Those with nothing but a label and a text."""


class _Below(NamedTuple):
    """The rows of a table that may tell of others."""

    rows: Sequence[int]
    """Those that count: those that may tell, and those of which they may."""
    tell: frozenset[int]
    below: frozenset[int]
    """Those of them that are right below one that does not."""

    @property
    def may_be(self) -> bool:
        """Whether there are any, and each has a row of its own above it."""
        return bool(self.tell) and self.below == self.tell and self.rows[0] not in self.tell


def told_below(grids: Iterable[Grid]) -> Mapping[int, Told]:
    """Return the rows of each table that tell of the row above them, by the identity of the table."""
    alike: defaultdict[object, list[Grid]] = defaultdict(list)
    for grid in grids:
        alike[grid.alike].append(grid)
    told: dict[int, Told] = {}
    for its in alike.values():
        across = _decided([_across(grid) for grid in its], 1)
        labelled = _decided([*_labelled(its)], 2)
        told |= {id(grid.table.table): Told(*both) for grid, *both in zip(its, across, labelled, strict=True)}
    return told


def _decided(tables: Sequence[_Below], least: int) -> Iterator[frozenset[int]]:
    """Yield the rows of each table that tell of the row above, if most rows of one table or of all have one below."""
    some = [each for each in tables if each.may_be]
    is_so = sum(len(each.tell) for each in some) >= least and (any(map(_are_most, some)) or _are_most(*tables))
    for each in tables:
        yield each.below if is_so and each.may_be else frozenset()


def _are_most(*tables: _Below) -> bool:
    below = sum(len(each.below) for each in tables)
    return below >= _MOSTLY * (sum(len(each.rows) for each in tables) - below)


def _below(rows: Sequence[int], tell: Iterable[int]) -> _Below:
    its = frozenset(tell)
    return _Below(rows, its, frozenset(row for above, row in pairwise(rows) if row in its and above not in its))


def _across(grid: Grid) -> _Below:
    """Return the rows that only have a text across them, which is no item and does not look like one."""
    rows = _rows(grid)
    cells = {row: cell for row in rows if (cell := grid.across(row, grid.own(row))) is not None}
    tell = {row for row, cell in cells.items() if with_item_word(cell.text) is None and not grid.stands_out(cell)}
    return _below([row for row in rows if row in tell or row not in cells], tell)  # without the names of items


def _labelled(grids: Sequence[Grid]) -> Iterator[_Below]:
    """Yield the rows of each table that have a label and a text, the same label in all tables."""
    labels = [{row: fold(own[0].text) for row in _rows(grid) if len(own := grid.own(row)) == 2} for grid in grids]
    words = Counter(label for its in labels for label in its.values())
    word = max(words, key=lambda each: words[each], default="")
    for grid, its in zip(grids, labels, strict=True):
        known = any(is_of_a_row(kind, word) for kind in grid.kinds)
        tell = {row for row, label in its.items() if known and label == word}
        yield _below([row for row in _rows(grid) if row in tell or grid.across(row, grid.own(row)) is None], tell)


def _rows(grid: Grid) -> list[int]:
    """Return the rows below the first heading that have a text and are no headings themselves."""
    first = min(grid.table.headings, default=0)
    return [row for row in range(first, grid.table.table.rows) if row not in grid.table.headings and grid.own(row)]
