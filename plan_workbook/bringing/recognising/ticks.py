"""Tables with a column for each rating, and a tick in one of them, as tables with a column of ratings.

    Action     | R | A | G          Action     | RAG (R) | A | G
    Train all  |   | x |       ->   Train all  | A       |   |
    Audit 40   |   |   | x          Audit 40   | G       |   |

Every cell stays, with where it was; a tick says the rating that heads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.headings import Headed
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.values.text import fold

_FEWEST = 3
"""Ratings side by side at least."""
_LONGEST = 24
_TICKS = frozenset("\u2713\u2714\u221a\u2611\u2705\u2022\u25cf\u00fc*xy") | {"yes"}


def with_ratings_for_ticks(table: Table, head: Headed) -> Table | None:
    """Return a table with one column of ratings in place of one for each; None if it has no such columns."""
    columns = _ratings(head)
    if not columns or not head.rows:
        return None
    last = max(row for row in head.rows if all(each in head.rows for each in range(min(head.rows), row + 1)))
    below = [cell for cell in table.cells if cell.row > last and cell.column in columns and not cell.blank]
    ticks = [cell for cell in below if cell.row not in head.rows and cell.across == 1]
    rows = [cell.row for cell in ticks]
    if not ticks or len({*rows}) < len(rows) or any(fold(cell.text) not in _TICKS for cell in ticks):
        return None
    first = columns[0]
    cells = tuple(cell for cell in table.cells if cell.row not in rows or cell.column not in columns or not cell.blank)
    return table._replace(cells=tuple(_read(cell, ticks, head, first, last) for cell in cells))


def _read(cell: Cell, ticks: Sequence[Cell], head: Headed, first: int, last: int) -> Cell:
    if any(cell is each for each in ticks):
        return cell._replace(text=head.columns[cell.column][-1], column=first)
    return cell._replace(text=f"RAG ({cell.text})") if (cell.row, cell.column) == (last, first) else cell


def _ratings(head: Headed) -> range:
    """Return the columns side by side of which each is headed by another rating; none if they are few."""
    said = [fold(texts[-1]) if texts and len(texts[-1]) <= _LONGEST else "" for texts in head.columns]
    for first in range(len(said)):
        end = first
        while end < len(said) and said[end] in COUNTS_AS and said[end] not in said[first:end]:
            end += 1
        if end - first >= _FEWEST:
            return range(first, end)
    return range(0)
