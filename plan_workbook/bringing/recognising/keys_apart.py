"""Keys that are right above or below something else of a sheet, so that they were read as the first rows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.headings import by_row
from plan_workbook.bringing.recognising.hues import by_hue

_LEAST = 3
"""Ratings of a key."""
_LONGEST = 40
"""Characters of a rating."""
_MOST_COLUMNS = 2
"""A wider table has its key in columns of its own."""


def with_keys_apart(document: Document) -> Document:
    """Return a document in which the key at the top or bottom of another table is one of its own."""
    return document._replace(blocks=tuple(each for block in document.blocks for each in _apart(block)))


def _apart(block: Table | Passage) -> Iterator[Table | Passage]:
    if isinstance(block, Table) and (row := _key_in_a_row(block)) is not None:
        above, below = (tuple(c for c in block.cells if (c.row < row) is first) for first in (True, False))
        yield Table(f"{block.where}, rows 1 to {row}", above, block.sheet, block.repeated)
        yield Table(f"{block.where}, row {row + 1}", tuple(c._replace(row=0) for c in below), block.sheet)
        return
    if isinstance(block, Table) and _is_row_of_colours(block):
        yield block._replace(cells=tuple(c._replace(row=c.column, column=0) for c in block.cells), headings=())
        return
    if isinstance(block, Passage) or block.columns != _MOST_COLUMNS or block.rows <= _LEAST + 1:
        yield block
        return
    rows = by_row(block)
    shown = {cell.row for cell in block.cells if cell.column == 0 and cell.blank and cell.fill}
    of_key = [_is_of_a_key(rows[row], shown=row in shown) for row in range(block.rows)]
    first, last = _key(of_key, rows, range(block.rows)), _key(of_key, rows, range(block.rows - 1, -1, -1))
    last = 0 if block.rows - last == 1 and len(rows[0]) > 1 else last  # these are the headings of the key itself
    starts = sorted({0, first, block.rows - last, block.rows})
    if len(starts) < 3:
        yield block
        return
    for start, end in pairwise(starts):
        cells = tuple(cell._replace(row=cell.row - start) for cell in block.cells if start <= cell.row < end)
        if any(not cell.blank for cell in cells):
            yield Table(f"{block.where}, rows {start + 1} to {end}", cells, block.sheet)


def _key_in_a_row(table: Table) -> int | None:
    """Return the last row of a table if it is a key of its own, below a gap: each cell has another rating."""
    rows = by_row(table)
    last = table.rows - 1
    if last < 1 or rows[last - 1] or table.headings is not None:
        return None
    cells = [cell for cell in rows[last] if cell.down == 1]
    said = {cell.text.strip() for cell in cells if sort_of(cell).rating == 1}
    return last if len(said) == len(cells) >= _LEAST else None


def _is_row_of_colours(table: Table) -> bool:
    """Tell whether a table is one row of short texts, each on the colour of another rating: a legend."""
    hues = [by_hue(cell.fill) if cell.fill else None for cell in table.cells]
    short = all(not cell.blank and len(cell.text) <= _LONGEST and cell.across == 1 for cell in table.cells)
    return table.rows == 1 and short and None not in hues and _LEAST <= len(hues) == len({*hues})


def _key(of_key: Sequence[bool], rows: dict[int, list[Cell]], order: range) -> int:
    """Return how many rows from one end are a key; none if all are, or too few, or one says what another one does."""
    its = list(takewhile(lambda row: of_key[row], order))
    said = {cells[-1].text for row in its if (cells := rows[row])}
    return len(its) if _LEAST <= len(its) == len(said) < len(order) else 0


def _is_of_a_key(cells: Sequence[Cell], *, shown: bool) -> bool:
    """Tell whether a row has a rating, in words or only as a fill, and what it means."""
    if not cells or len(cells) > _MOST_COLUMNS or any(cell.down > 1 or cell.across > 1 for cell in cells):
        return False
    if len(cells) == 1:
        return shown and cells[0].column == 1
    return sort_of(cells[0]).rating == 1 and sort_of(cells[1]).date < 1
