"""Columns whose cells have lines with labels of their own, as columns next to each other.

    Management response                  Management response | Responsible officer | Agreed date
    Recruit a team of six          ->    Recruit a team of six | Jo Hart             | 31 March 2026
    Responsible officer: Jo Hart
    Agreed date: 31 March 2026

What tells such lines from others is that most cells of the column have the same labels, and one of these is a word for
a field. Every cell stays, with where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.headings import Headed, headed
from plan_workbook.bringing.recognising.wording import most_like
from plan_workbook.bringing.recognising.words import WORDS
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_LINE = pattern(r"\s*(?P<label>[^\W\d_][^:\n]{0,38}?)\s*:\s+(?P<value>\S.*)")
_MOSTLY = 0.75
"""Which share of the cells of a column has each of the labels, at least."""
_LEAST_CELLS, _LEAST_LABELS = 2, 2
_SAID = 0.9
_WORDS = {each.field: (each.field, *each.words) for each in WORDS[Kind.ACTIONS]}
_OF_ACTIONS = tuple(word for words in _WORDS.values() for word in words)
_SAID_BELOW = (fields.TASK_LEAD, fields.COMPLETION_DATE, fields.RAG)
"""What one label below what is done may say."""


def with_labels_beside(table: Table, head: Headed, known: Collection[str] = ()) -> Table:
    """Return a table with a column for each label that the lines of most cells of a column have.

    In a table of one row, these are the labels that are `known`, folded, from the cells of other tables.
    """
    if not head.rows:
        return table
    for column, labels in reversed([*_of_columns(table, head, known)]):
        table = _parted(table, head, column, labels)
    return table


def labels_in_lines(tables: Iterable[Table]) -> frozenset[str]:
    """Return the labels, folded, that the lines of most cells of a column have, in any of several tables."""
    likely = [table for table in tables if any(_LINE.search(cell.text) and "\n" in cell.text for cell in table.cells)]
    return frozenset(label for each in likely for _, labels in _of_columns(each, headed(each), ()) for label in labels)


def _of_columns(table: Table, head: Headed, known: Collection[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the columns whose cells have lines with labels, and these labels."""
    for column in range(table.columns):
        below = [c for c in table.cells if c.column == column and c.row not in head.rows and not c.blank]
        labels = _labels([cell for cell in below if cell.across == 1], known)
        several = len(labels) >= _LEAST_LABELS and any(
            most_like(each, _OF_ACTIONS) >= _SAID for each in labels.values()
        )
        if several or (len(labels) == 1 and _is_only_there(head, column, *labels.values())):
            yield column, labels


def _is_only_there(head: Headed, column: int, label: str) -> bool:
    """Tell whether one label is below what is done, and names who does it or by when, as no heading does."""
    if most_like(head.texts[column], _WORDS[fields.ACTION]) < _SAID:
        return False
    told = next((field for field in _SAID_BELOW if most_like(label, _WORDS[field]) >= _SAID), None)
    return told is not None and all(most_like(text, _WORDS[told]) < _SAID for text in head.texts)


def _labels(cells: Sequence[Cell], known: Collection[str]) -> Mapping[str, str]:
    """Return the labels that most cells have, as the first of them prints each, by the form in which it is compared."""
    printed: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell in cells:
        found = [line["label"] for line in map(_LINE.fullmatch, cell.text.split("\n")) if line]
        for label in found:
            printed.setdefault(fold(label), label)
        counts.update({fold(label) for label in found})
    if len(cells) < _LEAST_CELLS and not printed.keys() <= {*known}:
        return {}
    return {label: text for label, text in printed.items() if counts[label] >= _MOSTLY * len(cells)}


def _parted(table: Table, head: Headed, column: int, labels: Mapping[str, str]) -> Table:
    """Return a table in which the lines below each label have a column of their own, right of that of the cells."""
    last = min(head.rows)
    while last + 1 in head.rows:
        last += 1
    cells: list[Cell] = []
    for cell in table.cells:
        if cell.column > column:
            cells.append(cell._replace(column=cell.column + len(labels)))
        elif cell.column + cell.across > column and cell.across > 1:
            cells.append(cell._replace(across=cell.across + len(labels)))
        elif cell.column == column and cell.row not in head.rows:
            cells += _of_cell(cell, labels)
        else:
            cells.append(cell)
        if cell.column <= column < cell.column + cell.across and cell.row <= last < cell.row + cell.down:
            cells += [
                Cell(last, column + at, text, cell.where, bold=cell.bold, made=True)
                for at, text in enumerate(labels.values(), 1)
            ]
    return table._replace(cells=tuple(cells))


def _of_cell(cell: Cell, labels: Mapping[str, str]) -> list[Cell]:
    """Return what is before the first label, and below each; together they are one cell, which the first counts for."""
    parts: dict[str, list[str]] = {"": []}
    here = ""
    for line in cell.text.split("\n"):
        found = _LINE.fullmatch(line)
        label = fold(found["label"]) if found else ""
        if found and label in labels and label not in parts:
            here, line = label, found["value"]
        parts.setdefault(here, []).append(line)
    texts = {label: "\n".join(lines).strip() for label, lines in parts.items()}
    if len(texts) == 1:
        return [cell]
    places = {"": cell.column, **{label: cell.column + at for at, label in enumerate(labels, 1)}}
    said = [label for label in places if texts.get(label)]
    return [
        cell._replace(column=places[label], text=texts[label], made=at > 0, whole=cell.text, value=None)
        for at, label in enumerate(said)
    ]
