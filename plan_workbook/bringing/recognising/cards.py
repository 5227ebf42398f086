"""Cards: blocks of labels and values below each other, one for each action, as headings with a row for each card.

They are in two columns of a table, in pairs of cells of a sheet, or in lines such as `By whom: Jo Hart`. What tells
them from other labels is that the same ones come again and again. Every cell stays, with where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Document, Layout, Passage, Table
from plan_workbook.bringing.recognising.headings import by_row, headed, is_value
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_LONGEST_LABEL = 60
_LEAST_LABELS, _LEAST_CARDS = 3, 2
_MOST_LABELS = 100
"""Different ones of a block; a list of more is no card, and would make a table of as many columns."""
_MOST_KNOWN = 0.8
"""Which share of the labels of a block come again, at least."""
_LINE = pattern(r"\s*(?P<label>[^\W\d_][^:\n]{0,58}?)\s*:\s+(?P<value>\S.*)")
_AT = pattern(r".*![A-Z]+(?P<row>\d+)")


class _Pair(NamedTuple):
    """A label and its value, or a text that goes across both."""

    label: Cell | None
    value: Cell | None
    """None if the label has nothing next to it."""
    across: Cell | None = None


class _Run(NamedTuple):
    """What is below each other: a table, or texts of which each is a line with its label, or next to its label."""

    where: str
    sheet: str | None
    pairs: tuple[_Pair, ...]
    blocks: int
    """How many blocks of the document it is made of."""

    @property
    def labels(self) -> list[str]:
        """The labels, folded."""
        return [_folded(pair.label) for pair in self.pairs if pair.label]


def as_cards(table: Table) -> Table | None:
    """Return a table that a person says is cards as headings and rows; None if it has no labels."""
    pairs = tuple(_of_table(table))
    return _in_rows(_Run(table.where, table.sheet, pairs, 1)) if any(pair.label for pair in pairs) else None


def with_cards(document: Document, decided: Collection[str] = ()) -> Document:
    """Return a document in which cards of actions or of indicators are tables with a row for each.

    Of the tables at the places in `decided`, a person has said what they are.
    """
    runs = list(_runs(document))
    known = _labels_of_cards(run for run in runs if isinstance(run, _Run))
    blocks: list[Table | Passage] = []
    at = 0
    for run in runs:
        if isinstance(run, _Run):
            blocks += _as_blocks(run, known, document.blocks[at : at + run.blocks], decided)
            at += run.blocks
        else:
            blocks.append(run)
            at += 1
    return document._replace(blocks=tuple(blocks))


def _as_blocks(
    run: _Run, known: frozenset[str], as_they_are: Sequence[Table | Passage], decided: Collection[str]
) -> Sequence[Table | Passage]:
    if run.where in decided:
        return as_they_are
    labels = run.labels
    different = set(labels)
    several = len(different & known) >= _LEAST_LABELS and len(different) <= _MOST_LABELS
    if not several or sum(label in known for label in labels) < _MOST_KNOWN * len(labels):
        return as_they_are
    return (_in_rows(run),)


def _labels_of_cards(runs: Iterable[_Run]) -> frozenset[str]:
    """Return the labels that come again and again, in the order of cards, where these tell of actions or indicators."""
    candidates = [(run, labels) for run in runs if (labels := run.labels)]
    counts = Counter(label for _, labels in candidates for label in labels)
    again = frozenset(label for label, count in counts.items() if count >= _LEAST_CARDS)
    groups: dict[frozenset[str], list[_Pair]] = {}
    for run, labels in candidates:
        its = frozenset(labels)
        if len(its & again) >= _LEAST_LABELS and len(its) <= _MOST_LABELS:
            key = next((key for key in groups if 2 * len(key & its) >= len(key)), its)
            groups.setdefault(key, []).extend(run.pairs)
    found: set[str] = set()
    for pairs in groups.values():
        table = _in_rows(_Run("", None, tuple(pairs), 0))
        best = readings(columns_of(table, headed(table)), ())[0]
        if best.kind in (Kind.ACTIONS, Kind.INDICATORS):
            found |= {_folded(pair.label) for pair in pairs if pair.label} & again
    return frozenset(found)


def _folded(label: Cell | None) -> str:
    return fold(label.text).rstrip(" :") if label else ""


# What labels are next to


def _runs(document: Document) -> Iterator[_Run | Table | Passage]:
    """Yield what may be cards, and each other block by itself."""
    waiting: list[tuple[_Pair, Sequence[Passage]]] = []
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table):
            yield from _closed(waiting, document.file)
            waiting = []
            pairs = tuple(_of_table(block))
            yield _Run(block.where, block.sheet, pairs, 1) if pairs else block
        elif (pair := _next_to_it(blocks[at : at + 2])) is not None:
            waiting.append((pair, [each for each in blocks[at : at + 2] if isinstance(each, Passage)]))
            at += 1
        elif (pair := _of_line(block)) is not None:
            waiting.append((pair, [block]))
        else:
            yield from _closed(waiting, document.file)
            waiting = []
            yield block
        at += 1
    yield from _closed(waiting, document.file)


def _closed(waiting: Sequence[tuple[_Pair, Sequence[Passage]]], file: str) -> Iterator[_Run]:
    if waiting:
        passages = [passage for _, its in waiting for passage in its]
        first, last = passages[0], passages[-1]
        end = last.where.removeprefix(file).removeprefix(", ")
        where = f"{file}, {first.where.removeprefix(file).removeprefix(', ')} to {end}"
        yield _Run(where, first.sheet, tuple(pair for pair, _ in waiting), len(passages))


def _of_line(passage: Passage) -> _Pair | None:
    """Return the label and the value of a line; None if it has no label."""
    found = _LINE.fullmatch(passage.text.strip()) if passage.level is None else None
    if found is None:
        return None
    label = Cell(0, 0, found["label"], passage.where, made=True)
    return _Pair(label, Cell(0, 1, found["value"], passage.where, whole=passage.text))


def _next_to_it(two: Sequence[Table | Passage]) -> _Pair | None:
    """Return the pair of a label and the value in the same row of its sheet; None if they are not such."""
    for one, other in pairwise(two):
        if not (isinstance(one, Passage) and isinstance(other, Passage)) or not one.sheet or one.sheet != other.sheet:
            return None
        rows = [_AT.fullmatch(each.where) for each in (one, other)]
        if rows[0] and rows[1] and rows[0]["row"] == rows[1]["row"] and len(one.text) <= _LONGEST_LABEL:
            return _Pair(Cell(0, 0, one.text, one.where), Cell(0, 1, other.text, other.where))
    return None


def _of_table(table: Table) -> Iterator[_Pair]:
    """Yield the pairs of a table of two columns, or of twice two; nothing if it is another one."""
    if table.columns not in (2, 4) or table.headings is not None or any(cell.down > 1 for cell in table.cells):
        return
    pairs: list[_Pair] = []
    for cells in by_row(table).values():
        if len(cells) == 1 and (cells[0].across > 1 or cells[0].column == 0):
            pairs.append(_Pair(None, None, cells[0]))
            continue
        for cell in cells:
            if cell.column % 2 == 0:
                value = next((each for each in cells if each.column == cell.column + cell.across), None)
                pairs.append(_Pair(cell, value))
    if any(pair.label and (len(pair.label.text) > _LONGEST_LABEL or is_value(pair.label)) for pair in pairs):
        return
    labels = {_folded(pair.label) for pair in pairs if pair.label}
    blank = {_folded(pair.across) for pair in pairs if pair.across} & labels
    yield from (_Pair(pair.across, None) if pair.across and _folded(pair.across) in blank else pair for pair in pairs)


# As rows


def _in_rows(run: _Run) -> Table:
    """Return cards as a table: for each card a row of its labels, which are headings, and one of its values."""
    order = _order(run.pairs)
    cells: list[Cell] = []
    headings: list[int] = []
    row = -1
    here: set[str] = set()
    for pair in run.pairs:
        if pair.across is not None:
            row, here = row + 1 + bool(here), set()
            cells.append(pair.across._replace(row=row, column=0, across=len(order)))
            continue
        label = _folded(pair.label)
        if not here or label in here:
            row, here = row + 1 + bool(here), set()
            headings.append(row)
        here.add(label)
        if pair.label:
            cells.append(pair.label._replace(row=row, column=order[label], across=1))
        if pair.value:
            cells.append(pair.value._replace(row=row + 1, column=order[label], across=1))
    return Table(run.where, tuple(cells), run.sheet, headings=tuple(headings), layout=Layout.CARDS)


def _order(pairs: Sequence[_Pair]) -> Mapping[str, int]:
    """Return the column of each label: in the order in which they come in the cards."""
    after: dict[str, str | None] = {}  # of each label the one on its right: there may be very many
    first = before = next((_folded(pair.label) for pair in pairs if pair.label), None)
    for pair in pairs:
        label = _folded(pair.label)
        if pair.label and label not in after:
            after[label] = after.get(before) if before is not None else None
            if before is not None and before != label:
                after[before] = label
        before = label if pair.label else before
    order: dict[str, int] = {}
    while first is not None:
        order[first] = len(order)
        first = after[first]
    return order
