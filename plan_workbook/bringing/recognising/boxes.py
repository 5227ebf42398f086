"""Boxes: labels with their values next to them in a table without headings, which is known by its labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Layout, Table
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.bringing.recognising.wording import timeless
from plan_workbook.values.text import fold

_MOST_COLUMNS, _MOST_ROWS, _LONGEST_LABEL = 6, 30, 60
_SHARE = 0.6
"""Which share of the labels of a box a mapping has at least that is about it."""
_NOT_KNOWN = 0.3


def of_a_label(field: str) -> Kind | None:
    """Return of which table a field is that a label of a box names, unless it is of a recommendation."""
    return Kind.ACTIONS if field == fields.OBJECTIVE else None


def labelled_cells(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """Yield the labels of what may be a box, each with the value on its right; nothing if it has a text by itself."""
    if table.rows > _MOST_ROWS or not 2 <= table.columns <= _MOST_COLUMNS:
        return
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda each: each.column):
        rows.setdefault(cell.row, []).append(cell)
    for _, own in sorted(rows.items()):
        yield from paired(own)


def paired(own: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Yield the labels and values of a row; a blank cell is a value of which nothing is said, and not left out."""
    filled = [cell for cell in own if not cell.blank]
    by_place = len(own) % 2 == 0 and not any(cell.blank for cell in own[::2])
    cells = own if by_place else filled
    if len(filled) > 1 or (by_place and filled):
        yield from zip(cells[::2], cells[1::2], strict=False)


def answer_for_box(table: Table, answers: Answers | None) -> TableAnswer | None:
    """Return what a mapping says of a box, by its labels, wherever it is; None if it has headings, or is new."""
    if answers is None or table.headings is not None or table.layout is not Layout.ROWS:
        return None
    pairs = list(labelled_cells(table))
    labels = [label.text.rstrip(" :") for label, _ in pairs if len(label.text) <= _LONGEST_LABEL]
    if not labels:
        return None
    answer = answers.for_headings([*labels, *(label.text for label, _ in pairs)], table.sheet, table.where)
    plain = (timeless(heading).rstrip(" :") for heading in answer.headings) if answer else ()
    known = {text for text in plain if any(map(str.isalpha, text))}  # a date is no label
    shared = sum(timeless(label) in known for label in labels)
    others = any(not value.blank and timeless(value.text).rstrip(" :") in known for _, value in pairs)
    return answer if shared and shared >= _SHARE * len(pairs) and not others else None


def decided_box(table: Table, answer: TableAnswer) -> Recognised:
    """Return a box as a person decided; a label that the mapping does not have or leaves open is doubtful."""
    blank = tuple(Column("", "", 1.0, SAID) for _ in range(table.columns))
    if answer.kind is not Kind.RECOMMENDATIONS:
        return Recognised(table, answer.kind, 1.0, SAID, blank)
    said = {fold(each.heading).rstrip(" :"): each for each in answer.columns}
    labels = []
    for label, value in labelled_cells(table):
        its = said.get(fold(label.text).rstrip(" :"))
        field = its.field if its is not None else ""
        sure, why = (1.0, SAID) if field else (_NOT_KNOWN, "")
        if its is not None and its.of not in (None, Kind.RECOMMENDATIONS, of_a_label(field)) and field != IGNORE:
            field, sure = "", _NOT_KNOWN
            why = f"the mapping says {its.field} of {its.of.value}, and a box of labels is about a recommendation"
        samples = () if value.blank else (value.text,)
        labels.append(Column(label.text, field, sure, why, samples, of_a_label(field)))
    return Recognised(table, answer.kind, 1.0, SAID, blank, labels=tuple(labels))
