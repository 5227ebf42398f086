"""Recognises headings after people have changed them, and says which columns of a heading row are which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.layout import Column, Table
from plan_workbook.patterns import pattern
from plan_workbook.reading.grid import Area, Grid
from plan_workbook.values.months import MONTH_NAMES
from plan_workbook.values.text import fold

_LONGEST = 60
"""Characters of a heading; anything longer is a text."""
_TO_DATE = pattern(r"\b(?:year )?to date\b")
_BRACKETED = pattern(r"[(\[{][^()\[\]{}]*[)\]}]?")
_WORD = pattern(r"[^\W_]+")
_ABBREVIATED = {"no": "number", "nos": "number", "nr": "number", "num": "number"}
_PERIOD_WORDS = MONTH_NAMES | frozenset(
    [
        "this",
        "last",
        "latest",
        "current",
        "month",
        "quarter",
        "period",
        "year",
        "week",
        "to",
        "as",
        "at",
        "for",
        "of",
        "the",
        "in",
        "since",
        "so",
        "far",
        "ytd",
        "q",
        "qtr",
        "fy",
        "h",
        "update",
    ]
)
"""Words that say when, in front of a heading or after it: ``Actual to date``, ``Progress this month``."""
_WHEN = pattern(r"(?:fy|q|qtr|h)?\d{1,4}(?:st|nd|rd|th)?")


@lru_cache(maxsize=200_000)  # the cells of a workbook, each of which is asked about for every table
def plain_heading(text: str) -> str:
    """Return a heading in the form in which it is recognised: ``Task lead(s)`` and ``TASK LEADS 2018/19`` are the same.

    Case, punctuation, brackets and their content, plural forms, and a year, month or period before or after it are
    left out. Empty for a text that is too long to be a heading.
    """
    if len(text) > _LONGEST:
        return ""
    plain = _TO_DATE.sub(" ", _BRACKETED.sub(" ", fold(text).replace("'s", "")))
    words = [_ABBREVIATED.get(word, word) for word in _WORD.findall(plain)]
    for end in (-1, 0):
        while len(words) > 1 and (words[end] in _PERIOD_WORDS or _WHEN.fullmatch(words[end])):
            del words[end]
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def is_heading_of(column: Column, text: str) -> bool:
    """Tell whether a text is the heading of a column, or one of its other names."""
    plain = plain_heading(text)
    return bool(plain) and plain in _names_of(column)


@lru_cache(maxsize=256)
def _names_of(column: Column) -> frozenset[str]:
    return frozenset(filter(None, (plain_heading(fold(each)) for each in (column.heading, *column.also))))


@dataclass(eq=False, repr=False)
class HeadingRow:
    """The columns of a table, as its heading row says."""

    columns: dict[str, int] = field(default_factory=dict)
    """The column of each heading that was found, by the column's key."""
    changed: dict[str, int] = field(default_factory=dict)
    """Those among them whose heading says something else, in the only place that is left for them."""
    expected: dict[str, int] = field(default_factory=dict)
    """Where the headings that were not found should be, as far as the others tell."""
    strays: tuple[int, ...] = ()
    """Columns outside the table to which a heading was moved while what it stands over stayed."""


def headings_in(grid: Grid, table: Table, row: int, area: Area | None, version: int) -> HeadingRow:
    """Return which columns of a heading row are which; `area` is what the table's name covers, if it points there.

    Headings inside the area come first. A heading that nobody knows is only taken for a column if it is the only one,
    and the only one missing, between two that are known.
    """
    found = HeadingRow(_known(grid, table, row, area))
    if area is not None:
        _bring_back(found, grid, table, area, version)
    taken = {*found.columns.values(), *found.strays}
    unknown = [c for c in grid.columns_of(row) if c not in taken and grid.text(row, c)]
    for gap in _gaps(table, found.columns, area, version):
        here = [c for c in unknown if gap.left < c < gap.right]
        if area is not None and len(here) == len(gap.keys) == 1:
            found.changed[gap.keys[0]] = here[0]
        for at, key in enumerate(gap.keys):
            place = here[at] if len(here) == len(gap.keys) else gap.place(at)
            if place is not None and key not in found.changed:
                found.expected[key] = place
    found.columns |= found.changed
    return found


def _bring_back(found: HeadingRow, grid: Grid, table: Table, area: Area, version: int) -> None:
    """Take headings that were moved out of the table for those of the columns that they have left, if these are filled.

    A column that was moved as a whole is read where it is now.
    """
    outside = {key: column for key, column in found.columns.items() if not area.left <= column <= area.right}
    inside = {key: column for key, column in found.columns.items() if key not in outside}
    rows = range(area.top + 1, area.bottom + 1)
    for gap in _gaps(table, inside, area, version) if outside else ():
        for at, key in enumerate(gap.keys):
            place = gap.place(at)
            if key not in outside or place is None or grid.text(area.top, place):
                continue
            if _is_filled(grid, rows, place) and not _is_filled(grid, rows, outside[key]):
                found.changed[key] = place
                found.columns[key] = place
                found.strays += (outside[key],)


def _is_filled(grid: Grid, rows: range, column: int) -> bool:
    return any((row, column) in grid.cells and not grid.cells[row, column].blank for row in rows)


def _known(grid: Grid, table: Table, row: int, area: Area | None) -> dict[str, int]:
    """Return the column of each heading that is known: spelt as declared, or else as people change it."""
    inside = range(area.left, area.right + 1) if area else range(0)
    places = sorted(grid.columns_of(row), key=lambda c: (c not in inside, c))
    said: dict[str, list[int]] = {}
    for at in places:
        said.setdefault(grid.text(row, at), []).append(at)
    exact = {c.key: said.get(fold(c.heading), []) for c in table.columns}
    columns = {key: at[0] for key, at in exact.items() if len(at) == 1}
    repeated = {key: at for key, at in exact.items() if len(at) > 1}
    if repeated:
        order = [c.key for c in _as_here(table, columns).columns if exact[c.key] or not c.may_be_missing]
        for key, several in repeated.items():
            columns[key] = _in_its_place(order, key, several, columns)
    for column in table.columns:
        if column.key not in columns:
            taken = set(columns.values())
            like = [c for c in places if c not in taken and is_heading_of(column, grid.text(row, c))]
            within = [c for c in like if c in inside] or like
            if len(within) == 1:  # of Target 2018 and Target 2019 nobody can say which is meant
                columns[column.key] = within[0]
    return columns


def _as_here(table: Table, known: dict[str, int]) -> Table:
    """Return the table in the order of its columns that fits: today's, or that of earlier workbooks."""
    return min((table, table.former), key=lambda order: _steps_back(order, known))


def _steps_back(table: Table, known: dict[str, int]) -> int:
    """Return how often a column is to the left of one that should be to its left."""
    places = [known[c.key] for c in table.columns if c.key in known]
    return sum(after < before for before, after in pairwise(places))


def _in_its_place(order: list[str], key: str, places: list[int], known: dict[str, int]) -> int:
    """Return which of several columns with the same heading is where the headings around it tell, or else the first."""
    at = order.index(key)
    nearest = sorted((n for n, each in enumerate(order) if each in known), key=lambda n: abs(n - at))
    usual = (known[order[n]] + at - n for n in nearest)
    return next((place for place in usual if place in places), places[0])


class _Gap(NamedTuple):
    """Neighbouring columns of a table whose headings are not known, and the known columns around them."""

    keys: tuple[str, ...]
    left: int
    right: int
    first: int | None
    """The column where the first of them was in a new workbook, given those around it."""

    def place(self, at: int) -> int | None:
        """Return the column of one of them; None if there is no room for it between those around it."""
        place = None if self.first is None else self.first + at
        return place if place is not None and max(self.left, 0) < place < self.right else None


def _gaps(table: Table, known: dict[str, int], area: Area | None, version: int) -> list[_Gap]:
    """Return the gaps between known columns, in the order that fits them: today's, or that of earlier workbooks."""
    if all(column.key in known for column in _due(table, version)):
        return []  # as on nearly every sheet
    orders = [(each, list(_gaps_in(each, known, area, version))) for each in dict.fromkeys((table, table.former))]

    def misfits(order: tuple[Table, list[_Gap]]) -> tuple[int, int]:
        lost = (gap.place(at) for gap in order[1] for at in range(len(gap.keys)))
        return _steps_back(order[0], known), sum(place is None for place in lost)

    return min(orders, key=misfits)[1]


def _gaps_in(table: Table, known: dict[str, int], area: Area | None, version: int) -> Iterator[_Gap]:
    columns = [c for c in table.columns if c.key in known or c.is_due(version)]
    keys: list[str] = []
    before: int | None = None
    for column in (*columns, None):
        if column is not None and column.key not in known:
            keys.append(column.key)
            continue
        after = known[column.key] if column else None
        if keys:
            left = before if before is not None else (area.left - 1 if area else 0)
            right = after if after is not None else (area.right + 1 if area else left + len(keys) + 1)
            first = left + 1 if before is not None or area else right - len(keys)
            yield _Gap(tuple(keys), left, right, first)
        keys, before = [], after


def most_headings(grid: Grid, table: Table, version: int, area: Area | None) -> int | None:
    """Return the row with most of the headings that the table must have, or None if no row has half of them.

    If two rows have the same number, it is the one that the name points at.
    """
    due = _due(table, version)
    matches: dict[int, set[str]] = {}
    for name, its in _keys_by_name(table, version).items():
        for row, _ in grid.places_of(name, plain_heading):
            matches.setdefault(row, set()).update(its)
    enough = {row: len(keys) for row, keys in matches.items() if 2 * len(keys) >= len(due)}
    if not enough:
        return None
    return max(enough, key=lambda row: (enough[row], area is not None and row == area.top, -row))


@lru_cache(maxsize=256)
def _due(table: Table, version: int) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.is_due(version))


@lru_cache(maxsize=256)
def _keys_by_name(table: Table, version: int) -> dict[str, list[str]]:
    """Return the keys of the columns that a table must have, by the names that people give them."""
    keys: dict[str, list[str]] = {}
    for column in _due(table, version):
        for name in _names_of(column):
            keys.setdefault(name, []).append(column.key)
    return keys


def share_of_headings(grid: Grid, table: Table, version: int, row: int) -> float:
    """Return which share of the headings that the table must have is in a row, from 0 to 1."""
    due = _due(table, version)
    texts = [grid.text(row, at) for at in grid.columns_of(row)]
    return sum(any(is_heading_of(column, text) for text in texts) for column in due) / len(due)


def is_heading_row(grid: Grid, tables: Iterable[Table], row: int) -> bool:
    """Tell whether a row holds the headings of a table: half of those of a table, and two at least."""
    texts = [grid.text(row, c) for c in grid.columns_of(row)]
    for table in tables:
        known = sum(any(is_heading_of(column, text) for text in texts) for column in table.columns)
        if known > 1 and 2 * known >= len(texts):
            return True
    return False
