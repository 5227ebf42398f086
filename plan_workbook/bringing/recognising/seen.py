"""The columns of a table as they are looked at: their headings, what is in them, and how far they tell of its items."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.columns import heading_of, item_column
from plan_workbook.bringing.recognising.contents import Contents, contents
from plan_workbook.bringing.recognising.fitting import Seen, fit
from plan_workbook.bringing.recognising.headings import Headed
from plan_workbook.layout import Kind as Holds
from plan_workbook.values.text import fold

_SAID, _RATHER = 0.7, 0.5
"""How well a heading says at least what is done; and how much texts are such below one that says nothing."""
_MANY = 3
"""Columns from which on a cell that is alone in its row goes across them."""


def cells_of(table: Table, head: Headed) -> list[list[Cell]]:
    """Return the cells of each column, without the headings and what goes across the table."""
    width = table.columns
    cells: list[list[Cell]] = [[] for _ in range(width)]
    alone = _alone_in_their_rows(table) if width >= _MANY else frozenset()
    top = min(head.rows, default=-1)
    for cell in table.cells:
        if (
            cell.row > top
            and cell.row not in head.rows
            and (cell.across < width or width == 1)
            and id(cell) not in alone
        ):
            cells[cell.column].append(cell)
    return cells


def _alone_in_their_rows(table: Table) -> frozenset[int]:
    """Return the first cells that are all there is in their rows, where most rows have more: they are about others.

    So is a label with a text over all the other columns.
    """
    held = Counter(row for cell in table.cells if not cell.blank for row in range(cell.row, cell.row + cell.down))
    several = sum(count > 1 for count in held.values())
    lone = [cell for cell in table.cells if not cell.blank and cell.column == 0 and held[cell.row] == cell.down == 1]
    over = {cell.row for cell in table.cells if cell.column == 1 and 2 < cell.across == table.columns - 1}
    told = [cell for cell in table.cells if cell.row in over and cell.down == 1 and not cell.blank]
    return frozenset(map(id, [*(lone if several > len(lone) else ()), *told]))


def columns_of(table: Table, head: Headed, alike: Sequence[Contents] = ()) -> list[Seen]:
    """Return the columns of a table as they are looked at.

    `alike` is what is in each column of all tables with these headings: together they say more of what is in it.
    """
    cells = cells_of(table, head)
    seen = [Seen(head.columns[at], its) for at, its in enumerate(alike or map(contents, cells))]
    item = item_column(seen)
    if item is None:
        return seen
    named = sorted((cell.row, fold(cell.text)) for cell in cells[item] if not cell.blank)
    starts = [row for at, (row, text) in enumerate(named) if at == 0 or named[at - 1][1] != text]
    if not starts:
        return seen
    rows = sorted(
        {cell.row for its in cells for cell in its if not cell.blank}
    )  # a blank one between items says nothing
    spans = [
        (start, end)
        for start, end in zip(starts, [*starts[1:], table.rows], strict=True)
        if bisect_left(rows, end) - bisect_left(rows, start) > 1
    ]
    if not spans:
        each_once = not seen[item].contents.same
        numbers = {item - 1} if each_once and item and seen[item - 1].contents.fits(Holds.ITEM_NUMBER) >= 0.6 else set()
        return [each._replace(goes_with_item=float(at in numbers)) for at, each in enumerate(seen)]
    action = _of_actions(seen, item)
    return [
        each
        if at == item
        else each._replace(goes_with_item=_goes_with(spans, _said(each, cells[at]), before=at < action))
        for at, each in enumerate(seen)
    ]


def _of_actions(seen: Sequence[Seen], item: int) -> int:
    """Return the column that is most like what is done, or else the first one with texts after that of the items."""
    scores = [fit(column, heading_of(Kind.ACTIONS, fields.ACTION)).score for column in seen]
    if max(scores) >= _SAID:
        return scores.index(max(scores))
    texts = (at for at in range(item + 1, len(seen)) if seen[at].contents.fits(Holds.LONG_TEXT) >= _RATHER)
    return next(texts, item)


def _said(column: Seen, cells: Sequence[Cell]) -> list[tuple[int, str]]:
    """Return what the cells of a column say, with their rows: a text, or a colour where the column has no texts."""
    colours = column.contents.is_colours
    said = ((cell.row, fold(cell.text) or ((cell.fill or "") if colours else "")) for cell in cells)
    return [(row, text) for row, text in said if text]


def _goes_with(spans: Sequence[tuple[int, int]], said: Sequence[tuple[int, str]], *, before: bool) -> float:
    """Return how far the cells of a column are those of the items that go over several rows, from 0 to 1.

    Args:
        spans: the first row of each such item and the one after its last.
        said: what the column's cells say, with their rows.
        before: whether the column is before that of the actions.
    """
    good = 0.0
    of_rows = False
    for start, end in spans:
        inside = [(row, text) for row, text in said if start <= row < end]
        of_rows = of_rows or len(inside) > 1
        if len(inside) == 1 and inside[0][0] == start:
            good += 1.0
        elif len({text for _, text in inside}) == 1:
            good += 0.7 if before else 0.1
        elif not inside:
            good += 0.2
    # after what is done, a text in several rows of an item is that of each, and a blank one is only missing
    return good / len(spans) if before or not of_rows else min(good / len(spans), 0.2)
