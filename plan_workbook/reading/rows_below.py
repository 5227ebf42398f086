"""Which rows below the last row of a table continue it: rows that were pasted or typed where the sheet has no room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plan_workbook.layout import DATES, NUMBERS, Column, Kind, Table
from plan_workbook.patterns import pattern
from plan_workbook.reading.cells import Cell, Context, as_text, read_cell
from plan_workbook.reading.grid import Grid
from plan_workbook.reading.headings import is_heading_of
from plan_workbook.values.text import fold, says_no_value

BLANK_ROWS = 2
"""How many blank rows there may be between a table and rows that continue it."""
_TOTALS = ("total", "totals", "subtotal", "sub-total", "grand total", "sum", "average", "mean", "count", "overall")
_CELLS_OF_A_TOTAL = 3
_DIGITS, _LETTER = pattern(r"\d+"), pattern(r"[^\W\d_]")
_LONGEST_CODE = 25
"""Characters of a rating, a unit or the like; anything longer is a text."""
_SERIALS = range(36_526, 73_051)
"""The numbers of the dates from 2000 to 2099: what a date becomes where it is pasted as a value without its format."""
_TYPED = frozenset({*DATES, *NUMBERS, Kind.RATING, Kind.BETTER, Kind.UNIT, Kind.COUNTS_AS, Kind.YES_NO})
"""Kinds of cell whose content is hardly ever found in another column."""


class Below(NamedTuple):
    """What was found below a table."""

    last: int
    """The last row that continues the table."""
    rows: tuple[int, ...] = ()
    """The rows that continue it, without blank ones."""
    headings: frozenset[int] = frozenset()
    """Rows among them that only repeat the table's headings."""


def continued(grid: Grid, table: Table, columns: Mapping[str, int], rows: range, stop: int) -> Below:
    """Return the rows from `rows.stop` up to `stop` that continue a table whose own rows are `rows`.

    Rows that follow directly, or after one or two blank ones, continue it if they fill the table's columns with what
    the columns hold. The headings of another table, a total, or a remark do not.
    """
    last = rows.stop - 1
    found: list[int] = []
    headings: set[int] = set()
    own = None
    for block in _blocks(grid, columns, rows.stop, stop):
        if block.start - last > BLANK_ROWS + 1:
            break
        again = {row for row in block if _repeats(grid, table, columns, row)}
        own = own or _Own(grid, table, columns, rows)
        kept = _kept(own, [row for row in block if row not in again])
        if not kept:
            break
        found += kept
        last = kept[-1]
        headings |= {row for row in again if row < last}
        if last != block.stop - 1:
            break
    return Below(last, tuple(found), frozenset(headings))


def is_total(grid: Grid, columns: Mapping[str, int], row: int) -> bool:
    """Tell whether a row adds up those above it: a cell says Total or the like, or one of few begins with that word."""
    texts = [grid.text(row, c) for c in grid.columns_of(row) if c in columns.values()]
    few = len(texts) <= _CELLS_OF_A_TOTAL
    return any(text in _TOTALS or (few and text.startswith("total ")) for text in texts)


def _filled(grid: Grid, columns: Mapping[str, int], row: int) -> frozenset[str]:
    return frozenset(key for key, column in columns.items() if _says_something(grid.cells.get((row, column))))


def _says_something(cell: Cell | None) -> bool:
    return cell is not None and not cell.blank and not (isinstance(cell.raw, str) and says_no_value(cell.raw))


def _blocks(grid: Grid, columns: Mapping[str, int], first: int, stop: int) -> Iterator[range]:
    """Yield the runs of rows that have content in the table's columns."""
    rows = [row for row in grid.rows_with_content(first, stop) if _filled(grid, columns, row)]
    start = before = None
    for row in rows:
        if before is not None and start is not None and row > before + 1:
            yield range(start, before + 1)
            start = None
        start, before = row if start is None else start, row
    if start is not None and before is not None:
        yield range(start, before + 1)


def _repeats(grid: Grid, table: Table, columns: Mapping[str, int], row: int) -> bool:
    """Tell whether a row repeats the table's own headings, in the same columns."""
    declared = {c.key: c for c in table.columns}
    same = sum(is_heading_of(declared[key], grid.text(row, place)) for key, place in columns.items())
    return same > 1 and 2 * same >= len(_filled(grid, columns, row))


class _Own:
    """What the rows of a table look like: which columns they fill, and the patterns of their codes."""

    def __init__(self, grid: Grid, table: Table, columns: Mapping[str, int], rows: range) -> None:
        """Look at the table's own rows."""
        self.grid, self.columns = grid, columns
        self.inputs = {c.key: c for c in table.inputs if c.key in columns}
        self.is_typed = any(column.kind in _TYPED for column in self.inputs.values())
        """Whether there are columns that tell a row of the table from one of words."""
        self.across = {
            area.top for area in grid.merged if area.top == area.bottom and area.left < area.right and not table.across
        }
        self.fillings: set[frozenset[str]] = set()
        self.codes = {key: {""} for key, column in self.inputs.items() if column.kind is Kind.CODE}
        for row in rows:
            self.learn(row)

    def filled(self, row: int) -> frozenset[str]:
        """Return the keys of the inputs that are filled."""
        return _filled(self.grid, self.columns, row).intersection(self.inputs)

    def learn(self, row: int) -> None:
        """Take a row for one of the table's."""
        self.fillings.add(self.filled(row))
        for key, patterns in self.codes.items():
            patterns.add(self._pattern(row, key))

    def knows(self, row: int) -> bool:
        """Tell whether a row fills only columns that a row of the table's fills, with codes of the same pattern."""
        usual = any(self.filled(row) <= each for each in self.fillings)
        return usual and all(self._pattern(row, key) in patterns for key, patterns in self.codes.items())

    def _pattern(self, row: int, key: str) -> str:
        """Return the pattern of a code: ``a`` for ``c``, ``9.9`` for ``4.01``, ``aaa9`` for ``CSC 022``."""
        cell = self.grid.cells.get((row, self.columns[key]))
        text = fold(as_text(cell.raw, cell.number_format)) if cell else ""
        return _DIGITS.sub("9", _LETTER.sub("a", text.replace(" ", "")))


def _kept(own: _Own, block: list[int]) -> list[int]:
    """Return the rows of a block that are rows of the table, up to the first that is not.

    If most of them hold something else than the columns do, it is a table of its own: then those before it. A row of
    words alone fits any table, so it must look like the table's own rows.
    """
    grid, columns, declared = own.grid, own.columns, own.inputs
    kept: list[int] = []
    waiting: list[int] = []
    like = unlike = surely = 0
    for row in block:
        if is_total(grid, columns, row):
            break
        filled = own.filled(row)
        if row in own.across or (len(filled) < 2 < len(declared) and filled not in own.fillings):
            waiting.append(row)  # a sub-heading or a remark, which only counts if a row follows
            continue
        fits = {key: _fits(grid.cells[row, columns[key]], declared[key]) for key in filled}
        typed = [fit for key, fit in fits.items() if declared[key].kind in _TYPED]
        if own.is_typed and not typed:
            unlike += not own.knows(row)
        else:
            unlike += (not any(typed) and False in fits.values()) or 2 * typed.count(False) > len(typed)
        kept += [*waiting, row]
        waiting.clear()
        if typed and all(typed):
            like += 1
            own.learn(row)
            if unlike <= like:
                surely = len(kept)
    return kept if unlike <= like else kept[:surely]


def _fits(cell: Cell, column: Column) -> bool:
    """Tell whether a cell holds what the column usually holds."""
    kind, raw = column.kind, cell.raw
    if cell.formula or cell.error:
        return True
    if kind in DATES and isinstance(raw, int | float) and raw in _SERIALS:
        return True
    if kind in DATES or kind in NUMBERS or kind in (Kind.BETTER, Kind.YES_NO):
        return read_cell(cell, kind, Context()).problem is None
    if kind in _TYPED:
        return isinstance(raw, str) and len(raw.strip()) <= _LONGEST_CODE
    return isinstance(raw, str) or kind in (Kind.CODE, Kind.PERIOD)
