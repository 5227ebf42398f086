"""Scorecards in which each measure has a row for its targets and one for its actuals, as one row for each measure.

    Measure            |        | Oct 17 | Nov 17          Measure            | Oct 17 | Nov 17 | Oct 17 | Nov 17
    Visits on time     | Target | 90%    | 90%        ->                      | Target          | Actual
                       | Actual | 81%    | 84%             Visits on time     | 90%    | 90%    | 81%    | 84%

Every cell stays, with where it was; headings that come several times then are there once for the account.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.headings import Headed
from plan_workbook.bringing.recognising.wording import most_like, period_of
from plan_workbook.bringing.recognising.words import WORDS
from plan_workbook.values.text import fold

_FIGURES = (fields.TARGET, fields.TARGET_NOW, fields.ACTUAL, fields.PREVIOUS, fields.BENCHMARK, fields.FORECAST)
_SAID = 0.9
_MOST_LABELS = 6
_LEAST_PERIODS, _LEAST_GROUPS = 2, 2


class _Stack(NamedTuple):
    """What such a table is made of."""

    column: int
    """The column that says what each row has."""
    labels: tuple[str, ...]
    """What it says, folded, in the order of a measure's rows."""
    periods: tuple[int, ...]
    """The columns of the periods."""
    groups: tuple[range, ...]
    """The rows of each measure, and each other row by itself."""


def with_figures_beside(table: Table, head: Headed) -> Table | None:
    """Return a table with a row for each measure, where it has one for its targets and one for its actuals."""
    top = max(head.rows, default=-1) + 1
    if not head.rows or head.rows != {*range(min(head.rows), top)} or table.headings is not None:
        return None
    periods = tuple(column for column in range(table.columns) if any(map(period_of, head.columns[column])))
    if len(periods) < _LEAST_PERIODS:
        return None
    at = table.by_place()
    for column in (each for each in range(table.columns) if each not in periods):
        said = {row: fold(cell.text) for row in range(top, table.rows) if (cell := at.get((row, column))) and cell.text}
        labels = _labels(said)
        if labels and all(cell.across == cell.down == 1 for cell in table.cells if cell.column == column):
            stack = _Stack(column, labels, periods, tuple(_groups(range(top, table.rows), said)))
            return _Beside(table, stack, top).table()
    return None


def _labels(said: Mapping[int, str]) -> tuple[str, ...]:
    """Return what a column says that only says what figures are in its rows; nothing if it says something else."""
    counts = Counter(said.values())
    known = {text: _figure(text) for text in counts}
    has = {field for field in known.values() if field}
    several = sum(count >= _LEAST_GROUPS for count in counts.values())
    if len(counts) > _MOST_LABELS or not all(known.values()) or several < 2:
        return ()
    return tuple(counts) if fields.ACTUAL in has and has - {fields.ACTUAL} else ()


def _figure(text: str) -> str:
    """Return the figure of an indicator that a text names; empty if none."""
    headings = [each for each in WORDS[Kind.INDICATORS] if each.field in _FIGURES]
    likely = [(most_like(text, (each.field, *each.words)), -at, each.field) for at, each in enumerate(headings)]
    best = max(likely)
    return best[2] if best[0] >= _SAID else ""


def _groups(rows: range, said: Mapping[int, str]) -> Iterator[range]:
    begun: list[int] = []
    for row in rows:
        label = said.get(row)
        if begun and (label is None or label in {said[each] for each in begun}):
            yield range(begun[0], begun[-1] + 1)
            begun = []
        if label is None:
            yield range(row, row + 1)
        else:
            begun.append(row)
    if begun:
        yield range(begun[0], begun[-1] + 1)


class _Beside:
    """The table as it becomes."""

    def __init__(self, table: Table, stack: _Stack, top: int) -> None:
        self._table, self._stack, self._top = table, stack, top
        of_periods = [*range(len(stack.periods))]
        others = [column for column in range(table.columns) if column not in stack.periods]
        before = [column for column in others if column < stack.periods[0]]
        after = [column for column in others if column > stack.periods[0]]
        self._place = {column: at for at, column in enumerate(before)}
        self._first = {
            label: len(before) + number * len(of_periods) for number, label in enumerate(stack.labels)
        }  # the first column of what each label says
        end = len(before) + len(stack.labels) * len(of_periods)
        self._place |= {column: end + at for at, column in enumerate(after)}
        self._row: dict[int, int] = {}
        self._label_row: dict[int, int] = {}
        self._said = {cell.row: fold(cell.text) for cell in table.cells if cell.column == stack.column and cell.text}
        self._group = {row: group for group in stack.groups for row in group}
        self._texts = {(cell.row, cell.column): fold(cell.text) for cell in table.cells}
        row = top
        for group in stack.groups:
            if group[0] in self._said:
                self._label_row[group[0]] = row
                row += 1
            self._row |= dict.fromkeys(group, row)
            row += 1

    def table(self) -> Table | None:
        """Return it; None if two cells would be at the same place."""
        cells = [made for cell in self._table.cells for made in self._moved(cell)]
        if len(cells) != len({(cell.row, cell.column) for cell in cells}) or not self._is_whole():
            return None
        headings = (*range(self._top), *self._label_row.values())
        return self._table._replace(cells=tuple(cells), headings=headings, repeated=0)

    def _is_whole(self) -> bool:
        """Tell whether each cell goes over periods or over other columns only, next to each other as before."""
        periods = {*self._stack.periods}
        for cell in self._table.cells:
            covered = {*range(cell.column, cell.column + cell.across)}
            if covered & periods and not covered <= periods and cell.across < self._table.columns:
                return False
        return all(b - a == 1 for a, b in pairwise(self._stack.periods))

    def _moved(self, cell: Cell) -> Iterator[Cell]:
        periods = self._stack.periods
        if cell.across == self._table.columns:
            width = len(self._place) + len(self._stack.labels) * len(periods)
            yield cell._replace(row=self._at(cell.row), column=0, across=width)
        elif cell.column in periods:
            at = periods.index(cell.column)
            if cell.row < self._top:
                for number, first in enumerate(self._first.values()):
                    yield cell._replace(column=first + at, made=cell.made or number > 0)
            elif (label := self._said.get(cell.row)) is not None:
                yield cell._replace(row=self._row[cell.row], column=self._first[label] + at)
            else:
                yield cell._replace(row=self._at(cell.row), column=next(iter(self._first.values())) + at)
        elif cell.column == self._stack.column and cell.row in self._said and cell.row >= self._top:
            group = self._group[cell.row]
            yield cell._replace(row=self._label_row[group[0]], column=self._first[fold(cell.text)], across=len(periods))
        else:
            row, down = self._at(cell.row), self._at(cell.row + cell.down - 1) - self._at(cell.row) + 1
            repeats = cell.row >= self._top and self._repeats(cell)
            yield cell._replace(
                row=self._label_row[self._group[cell.row][0]] if repeats else row,
                column=self._place[cell.column],
                down=1 if repeats else down,
            )

    def _at(self, row: int) -> int:
        return row if row < self._top else self._row[row]

    def _repeats(self, cell: Cell) -> bool:
        """Tell whether a cell says again what the first row of its measure says."""
        group = self._group[cell.row]
        return cell.row > group[0] and self._texts.get((group[0], cell.column)) == fold(cell.text)
