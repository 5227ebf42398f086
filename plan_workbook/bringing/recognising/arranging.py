"""Arranges tables so that each has one set of headings, at its top: others are cut in pieces or turned on their side.

A report may have one table for each recommendation, with its indicators above its actions, or a card with the names of
the fields in the first column. Every cell stays, with where it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from plan_workbook.bringing.answers import Answers, PlaceAnswer
from plan_workbook.bringing.brought import SURE, Kind
from plan_workbook.bringing.documents.document import Cell, Document, Layout, Passage, Table
from plan_workbook.bringing.recognising.boxes import answer_for_box
from plan_workbook.bringing.recognising.cards import as_cards, has_headings, names_an_item, with_cards
from plan_workbook.bringing.recognising.cell_lines import has_lists, in_lines
from plan_workbook.bringing.recognising.headings import Headed, by_row, headed, is_label_of_all, says_headings
from plan_workbook.bringing.recognising.keys_apart import with_keys_apart
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.label_beside import without_label_beside
from plan_workbook.bringing.recognising.labelled_lines import labels_in_lines, with_labels_beside
from plan_workbook.bringing.recognising.marked import with_marked
from plan_workbook.bringing.recognising.on_its_side import on_its_side
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.bringing.recognising.side_by_side import side_by_side
from plan_workbook.bringing.recognising.stacked_figures import with_figures_beside
from plan_workbook.bringing.recognising.ticks import with_ratings_for_ticks
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_ENOUGH = 0.75
"""Which share of the cells of a row further down are known as headings that begin another table."""
_LIKE_HEADINGS = 0.5
"""The same of a row below a title that looks like the headings of the table."""
_PLAIN = frozenset({(False, None)})
_LEAST_LABELS, _MOST_LABELS, _LONGEST_LABEL = 3, 30, 60
_MOST_COLUMNS = 100
_MOST_TITLES_ABOVE = 3
"""Above the headings of a table below another one."""
_CAPTION = pattern(r"\s*(?i:table|figure|chart|graph|tbl|fig)\.?\s+\d{1,3}[a-z]?\s*(?:[:.\u2013\u2014-]|\Z)")
"""What a caption begins with, which heads one table only, whatever it looks like: ``Table 4: actions``."""
_MOST_TITLES = 10
"""Above a card."""


def arranged(document: Document, answers: Answers | None = None) -> Document:
    """Return a document whose tables have one set of headings each, at their top.

    What `answers` say of the layout of a table, of its headings, or of where it is on its sheet, is followed to the
    letter.
    """
    said = {each.where: each for each in (answers.places if answers else ()) if not each.lost}
    document = with_keys_apart(with_marked(document, said))
    document = with_cards(document, {where for where, each in said.items() if each.layout is not None})
    seen = Counter(labels for table in document.tables() if (labels := _labels(table)))
    again = frozenset(labels for labels, count in seen.items() if count > 1)
    known = labels_in_lines(document.tables())
    blocks = (
        _as_box(each, answers)
        for block, before in _with_columns_before(document)
        for each in _arranged(block, again, said, known, before)
    )
    return document._replace(blocks=tuple(blocks))


def _with_columns_before(document: Document) -> Iterator[tuple[Table | Passage, int]]:
    """Yield each block, and how many columns the last table before it has; 0 if there is none."""
    before = 0
    for block in document.blocks:
        yield block, before
        before = block.columns if isinstance(block, Table) else before


def _as_box(block: Table | Passage, answers: Answers | None) -> Table | Passage:
    """Return a box of labels that a mapping takes for rows of a plan as a card: its labels are its headings."""
    answer = answer_for_box(block, answers) if isinstance(block, Table) else None
    if answer is None or answer.kind in (Kind.RECOMMENDATIONS, Kind.IGNORED, Kind.KEY) or isinstance(block, Passage):
        return block
    return as_cards(block) or block


def _labels(table: Table) -> tuple[str, ...]:
    """Return the texts of the first of two columns, folded: those of several tables are the labels of cards."""
    if table.columns != 2 or table.rows > _MOST_LABELS or any(cell.down > 1 for cell in table.cells):
        return ()
    first = [cell.text for cell in table.cells if cell.column == 0 and not cell.blank]
    return tuple(map(fold, first)) if all(len(text) <= _LONGEST_LABEL for text in first) else ()


def _arranged(
    block: Table | Passage,
    again: Collection[tuple[str, ...]],
    said: Mapping[str, PlaceAnswer],
    known: Collection[str],
    before: int,
) -> Iterator[Table | Passage]:
    """Yield what a block is in the end; `before` is how many columns the table before it has."""
    if isinstance(block, Table) and block.where in said:
        yield _as_said(block, said[block.where])
        return
    if isinstance(block, Passage):
        yield block._replace(level=None) if _CAPTION.match(block.text) else block
        return
    if block.columns > _MOST_COLUMNS or block.headings is not None:
        yield block
        return
    turned = _turned(block, known=_labels(block) in again) or on_its_side(block)
    if turned is not None:
        yield turned
        return
    parts = (part for each in without_label_beside(block) for part in side_by_side(each))
    for each in (piece for part in parts for piece in _pieces(part)):
        plain = each.columns == before and all(cell.across == 1 for cell in each.cells)
        may_go_on = plain and not headed(each).rows
        piece = each if may_go_on else _without_unused_columns(each)
        yield _as_said(piece, said[piece.where]) if piece.where in said else _with_lines_as_rows(piece, known)


def _as_said(table: Table, said: PlaceAnswer) -> Table:
    """Return a table as a person said that it is laid out, with the headings that they named."""
    table = _without_unused_columns(table)
    if said.layout is Layout.CARDS:
        return as_cards(table) or table
    if said.headings is not None:
        table = table._replace(headings=said.headings)
    return in_lines(table, headed(table), decided=True) if said.layout is Layout.LINES else table


def _with_lines_as_rows(table: Table, labels: Collection[str]) -> Table:
    head = headed(table)
    if (beside := with_figures_beside(table, head)) is not None:
        return beside
    if (rated := with_ratings_for_ticks(table, head)) is not None:
        table, head = rated, headed(rated)
    if has_lists(table, head):
        return in_lines(table, head)
    return with_labels_beside(table, head, labels)


def _pieces(table: Table) -> Iterator[Table]:
    """Yield the parts of a table that have other headings each; the table itself if it has one set of them."""
    head = headed(table)
    rows = by_row(table)
    starts = [0, *_other_heads(table, head, rows), table.rows] if head.rows else []
    if len(starts) < 3:
        yield table
        return
    pieces: list[list[Cell]] = [[] for _ in starts[1:]]
    for cell in table.cells:
        at = bisect_right(starts, cell.row) - 1
        pieces[at].append(cell._replace(row=cell.row - starts[at]))
    for (first, end), cells in zip(pairwise(starts), map(tuple, pieces), strict=True):
        where = f"{table.where}, rows {first + 1} to {end}"
        yield Table(where, cells, table.sheet, table.repeated if first == 0 else 0)


def _other_heads(table: Table, head: Headed, rows: dict[int, list[Cell]]) -> Iterator[int]:
    """Yield the rows at which other tables begin: their headings, or a title right above these."""
    last = min(head.rows)
    while last + 1 in head.rows:
        last += 1
    done = last
    look = _look(rows[last])
    inside = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.down)}
    for row in range(last + 2, table.rows):
        cells = rows[row]
        if row in head.rows or row <= done or any(cell.row != row for cell in cells):
            continue
        enough = _LIKE_HEADINGS if _look(cells) == look != _PLAIN and _is_title(table, rows[row - 1]) else _ENOUGH
        if is_label_of_all(table, cells) or not says_headings(cells, enough) or says_headings(rows[row - 1], _ENOUGH):
            continue
        start = row
        while start - 1 > last + 1 and row - start < _MOST_TITLES_ABOVE and _is_title(table, rows[start - 1]):
            start -= 1
        if start not in inside:
            done = row
            yield start


def _look(cells: Sequence[Cell]) -> frozenset[tuple[bool, str | None]]:
    """Return how the texts of a row look."""
    return frozenset((cell.bold, cell.fill) for cell in cells)


def _is_title(table: Table, cells: Sequence[Cell]) -> bool:
    return len(cells) == 1 and cells[0].across > 0.8 * table.columns


def _without_unused_columns(table: Table) -> Table:
    """Return a table without the columns of its grid in which no cell begins."""
    kept = sorted({cell.column for cell in table.cells})
    if len(kept) == table.columns:
        return table
    place = {column: at for at, column in enumerate(kept)}

    def narrowed(cell: Cell) -> Cell:
        across = sum(cell.column <= column < cell.column + cell.across for column in kept)
        return cell._replace(column=place[cell.column], across=across)

    return table._replace(cells=tuple(map(narrowed, table.cells)))


def _turned(table: Table, *, known: bool) -> Table | None:
    """Return a card, with names of fields in its first column or in every other one, as headings with a row below.

    Those that several cards have are `known` to be names of fields, whatever they say.
    None if it is not a card, or if nothing of a plan would come of it.
    """
    if table.columns not in (2, 4) or any(cell.down > 1 for cell in table.cells):
        return None
    rows = by_row(table)
    titles: list[Cell] = []
    while len(titles) < min(table.rows, _MOST_TITLES) and _is_title(table, rows[len(titles)]):
        titles.append(rows[len(titles)][0])
    pairs = [
        (cell, [each for each in rows[row] if each.column == cell.column + cell.across])
        for row in range(len(titles), table.rows)
        for cell in rows[row]
        if cell.column % 2 == 0
    ]
    labels = [label for label, _ in pairs]
    if (
        len(labels) < _LEAST_LABELS
        or names_an_item(labels[0].text)
        or has_headings(rows.values())
        or not (known or says_headings(labels, _ENOUGH))
        or len({label.text for label in labels}) < len(labels)
    ):
        return None
    if sum(len(each) for _, each in pairs) + len(labels) + len(titles) != sum(not cell.blank for cell in table.cells):
        return None
    top = len(titles)
    cells = [
        *(title._replace(row=at, column=0, across=len(labels)) for at, title in enumerate(titles)),
        *(label._replace(row=top, column=at, across=1) for at, label in enumerate(labels)),
        *(each._replace(row=top + 1, column=at, across=1) for at, (_, its) in enumerate(pairs) for each in its),
    ]
    turned = table._replace(cells=tuple(cells), repeated=int(known and not titles))
    best = readings(columns_of(turned, headed(turned)), ())[0]
    return (
        turned._replace(layout=Layout.CARDS)
        if best.kind in (Kind.RECOMMENDATIONS, Kind.ACTIONS, Kind.INDICATORS) and (known or best.sure >= SURE)
        else None
    )
