"""Where the cells of a table are: rows and columns as a reader sees them, with merged cells once."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from plan_workbook.bringing.documents.word.markup import Element, attribute, child, is_on, number, value, within
from plan_workbook.package.ceilings import refuse_more_than

MOST_COLUMNS = 200
"""Of a table; Word allows 63, and cells that do not line up make some more."""
MOST_PLACES = 400_000
"""Rows times columns of a table; honest ones have some thousand."""
_FAR = 10_000  #: a cell that claims to go over more columns of the grid than this goes over this number
_MOST_CLOSE = 8  #: edges that count as one
_HARDLY = 170  #: twentieths of a point, 3 mm: edges that are no further apart were meant to be in line


class Placed(NamedTuple):
    """A cell of a table, at its first row and column, from 0."""

    element: Element
    row: int
    column: int
    nth: int
    """Which cell of its row it is, from 1, as Word counts them."""
    down: int
    across: int
    covered: list[Element]
    """The cells that it goes over; what is in them is not shown."""


class Row(NamedTuple):
    """A row of a table."""

    element: Element
    repeated: bool
    hidden: bool


class Grid(NamedTuple):
    """The rows and cells of a table."""

    rows: tuple[Row, ...]
    cells: tuple[Placed, ...]


class _Cell(NamedTuple):
    """A cell between two edges of the grid that Word lays a table out on."""

    element: Element
    row: int
    nth: int
    left: int
    right: int
    merged: str | None
    covered: list[Element]


def grid_of(table: Element) -> Grid:
    """Return the rows and cells of a table.

    Raises:
        TooMuchInIt: it has far more columns or places than any real table.
    """
    found = [each for each in within(table, "tr") if child(each, "trPr", "del") is None]
    rows = tuple(
        Row(each, bool(is_on(child(each, "trPr", "tblHeader"))), bool(is_on(child(each, "trPr", "hidden"))))
        for each in found
    )
    cells = [cell for row, element in enumerate(found) for cell in _cells(element, row)]
    columns = _columns(cells, _positions(table))
    refuse_more_than(MOST_COLUMNS, len(set(columns.values())), "columns in a table")
    refuse_more_than(MOST_PLACES, len(set(columns.values())) * len(rows), "rows and columns in a table")
    return Grid(rows, tuple(_merged(cells, columns)))


def _cells(row: Element, number_of_row: int) -> list[_Cell]:
    """Return the cells of a row; one that goes on from the cell left of it is part of that."""
    at = _at_most(value(row, "trPr", "gridBefore"), 0)
    found: list[_Cell] = []
    for nth, element in enumerate(within(row, "tc"), 1):
        properties = child(element, "tcPr")
        if child(properties, "cellDel") is not None:
            continue
        span = max(1, _at_most(value(properties, "gridSpan"), 1))
        sideways = child(properties, "hMerge")
        if sideways is not None and attribute(sideways, "val") != "restart" and found:
            found[-1] = found[-1]._replace(right=at + span)
            found[-1].covered.append(element)
        else:
            down = child(properties, "vMerge")
            merged = None if down is None else attribute(down, "val") or "continue"
            found.append(_Cell(element, number_of_row, nth, at, at + span, merged, []))
        at += span
    return found


def _at_most(text: str | None, otherwise: int) -> int:
    """Return a number of columns, which may be absurd."""
    found = number(text) if text is None or len(text) < 12 else _FAR
    return otherwise if found is None else min(max(found, 0), _FAR)


def _positions(table: Element) -> list[int]:
    """Return where the edges of the grid are, from the left, in twentieths of a point."""
    grid = child(table, "tblGrid")
    widths = [max(number(attribute(each, "w")) or 0, 0) for each in grid] if grid is not None else []
    return [0, *accumulate(widths)]


def _columns(cells: list[_Cell], positions: list[int]) -> dict[int, int]:
    """Return the column that begins at each edge of the grid.

    Edges at which no cell begins or ends are none. Whoever drags the edges of single rows makes some that hardly
    differ; they count as one, unless a cell lies between them.
    """
    narrow = {(cell.left, cell.right) for cell in cells}
    columns: dict[int, int] = {}
    group: list[int] = []
    column = -1
    for edge in sorted({edge for cell in cells for edge in (cell.left, cell.right)}):
        close = (
            0 < len(group) < _MOST_CLOSE
            and edge < len(positions)
            and positions[edge] - positions[group[0]] < _HARDLY
            and positions[edge] > 0
            and not any((left, edge) in narrow for left in group)
        )
        group = [*group, edge] if close else [edge]
        column += not close
        columns[edge] = column
    return columns


def _merged(cells: list[_Cell], columns: dict[int, int]) -> list[Placed]:
    """Return the cells at their columns; one that goes on from the cell above is part of that."""
    found: list[Placed] = []
    open_at: dict[int, int] = {}
    """Of the cells that may go on in the next row, by their columns, where they are among those found."""
    for cell in cells:
        column = columns[cell.left]
        above = open_at.get(column)
        if cell.merged == "continue" and above is not None and found[above].row + found[above].down == cell.row:
            found[above] = found[above]._replace(down=found[above].down + 1)
            found[above].covered.extend((cell.element, *cell.covered))
            continue
        if cell.merged is None:
            open_at.pop(column, None)
        else:
            open_at[column] = len(found)
        across = max(1, columns[cell.right] - column)
        found.append(Placed(cell.element, cell.row, column, cell.nth, 1, across, cell.covered))
    return found
