"""Recognises what each table of documents is, and which field of the register each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.brought import SURE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.recognising.columns import heading_of, item_column
from plan_workbook.bringing.recognising.contents import contents
from plan_workbook.bringing.recognising.continuing import goes_on, separates
from plan_workbook.bringing.recognising.decided import SAID, decided, is_about
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, fit, names_two_things
from plan_workbook.bringing.recognising.headings import Headed, headed
from plan_workbook.bringing.recognising.kinds import Reading, readings
from plan_workbook.bringing.recognising.series import earlier
from plan_workbook.layout import Kind as Holds
from plan_workbook.values.text import fold

_MOST_COLUMNS = 100
_HIDDEN = 0.6
"""How sure it is that a table that is all hidden is not part of a plan: formulas look things up in it, perhaps."""
_TOO_WIDE = 0.7
"""How sure it is that a table with more columns is not part of a plan."""
_TWO_THINGS = 0.7
"""How sure a column is at most whose heading names two things, such as `Progress / RAG`."""
_RIGHT_BEFORE = 2
"""How many texts before a table may say what it is."""


def recognise(documents: Sequence[Document], answers: Answers | None = None) -> tuple[Recognised, ...]:
    """Return what each table of the documents is, in their order.

    Args:
        documents: what was read.
        answers: what a person decided for tables with the same headings; it is followed to the letter.
    """
    decisions = _Decisions(answers, _headings(answers))
    return tuple(each for document in documents for each in _of_document(document, decisions))


class _Decisions(NamedTuple):
    """What a person decided, and the headings that were decided about, folded."""

    answers: Answers | None
    headings: frozenset[str]


def _headings(answers: Answers | None) -> frozenset[str]:
    tables = answers.tables if answers else ()
    return frozenset(fold(heading) for table in tables for heading in table.headings if heading.strip())


def _of_document(document: Document, decisions: _Decisions) -> list[Recognised]:
    found: list[Recognised] = []
    passages: list[Passage] = []
    for block in document.blocks:
        if isinstance(block, Passage):
            if separates(block):
                passages.append(block)
            continue
        before = found[-1] if found and not passages else None
        found.append(_recognised(block, [passage.text for passage in passages], before, decisions))
        passages = []
    return _like_others(found)


def _like_others(found: Sequence[Recognised]) -> list[Recognised]:
    """Return tables of which alone nothing was known as what another one with the same headings is."""
    known: dict[tuple[str, ...], Recognised] = {}
    for each in found:
        if each.kind is not Kind.IGNORED and each.headings and each.why != SAID:
            known.setdefault(tuple(fold(column.heading) for column in each.columns), each)
    headings = frozenset(text for texts in known for text in texts if text)
    return [_like_one(each, known, headings) for each in found]


def _like_one(table: Recognised, known: Mapping[tuple[str, ...], Recognised], headings: frozenset[str]) -> Recognised:
    if table.kind is not Kind.IGNORED or table.sure >= SURE or not known or table.table.columns > _MOST_COLUMNS:
        return table
    head = headed(table.table, headings)
    like = known.get(tuple(fold(text) for text in head.texts))
    if like is None:
        return table
    seen = columns_of(table.table, head)
    columns = tuple(c._replace(samples=its.contents.texts[:3]) for c, its in zip(like.columns, seen, strict=True))
    why = f"it has the headings of {like.table.where}"
    return Recognised(table.table, like.kind, like.sure, why, columns, head.rows)


def _recognised(table: Table, before: Sequence[str], last: Recognised | None, decisions: _Decisions) -> Recognised:
    if table.columns > _MOST_COLUMNS:
        return Recognised(
            table, Kind.IGNORED, _TOO_WIDE, f"it has {table.columns:,} columns, more than any table of a plan"
        )
    head = headed(table, decisions.headings)
    seen = columns_of(table, head)
    on = goes_on(table, head, seen, last)
    if on is not None and not head.rows:
        return on
    answers = decisions.answers
    answer = answers.for_headings(head.texts, table.sheet, table.where) if answers else None
    if answer is not None and is_about(answer, head.texts):
        return decided(table, head, seen, answer)._replace(continues=on is not None)
    reading = readings(seen, before[-_RIGHT_BEFORE:])[0]
    if reading.kind not in (Kind.KEY, Kind.IGNORED) and all(cell.hidden for cell in table.cells):
        reading = reading._replace(kind=Kind.IGNORED, sure=_HIDDEN, why=f"it is hidden, though it has {reading.why}")
    return on or _as(table, head, seen, reading)


def _as(table: Table, head: Headed, seen: Sequence[Seen], reading: Reading) -> Recognised:
    if reading.kind is Kind.IGNORED:
        columns = tuple(
            Column(head.heading(at), "", 1.0, "the table is not read", column.contents.texts[:3])
            for at, column in enumerate(seen)
        )
        return Recognised(table, Kind.IGNORED, round(reading.sure, 2), reading.why, columns, head.rows)
    columns = tuple(
        _column(head.heading(at), column, place, its)
        for at, (column, place, its) in enumerate(zip(seen, reading.places, reading.fits, strict=True))
    )
    return Recognised(table, reading.kind, round(reading.sure, 2), reading.why, columns, head.rows)


def _column(heading: str, column: Seen, place: Place | None, its: Fit | None) -> Column:
    samples = column.contents.texts[:3]
    if place and its:
        if names_two_things(column):
            its = Fit(min(its.score, _TWO_THINGS), f"{its.why}, but it names two things")
        score = max(its.score, SURE) if column.contents.empty else its.score  # nothing is read from it
        return Column(heading, place.field, round(score, 2), its.why, samples, place.of)
    if column.contents.empty:
        return Column(heading, "", 1.0, "nothing is in it", samples)
    return Column(heading, "", 0.3, earlier(column) or "no field is like it", samples)


def columns_of(table: Table, head: Headed) -> list[Seen]:
    """Return the columns of a table as they are looked at."""
    width = table.columns
    cells: list[list[Cell]] = [[] for _ in range(width)]
    for cell in table.cells:
        if cell.row not in head.rows and (cell.across < width or width == 1):
            cells[cell.column].append(cell)
    seen = [Seen(head.columns[at], contents(its)) for at, its in enumerate(cells)]
    item = item_column(seen)
    if item is None:
        return seen
    named = sorted((cell.row, fold(cell.text)) for cell in cells[item] if not cell.blank)
    starts = [row for at, (row, text) in enumerate(named) if at == 0 or named[at - 1][1] != text]
    if not starts:
        return seen
    spans = [(start, end) for start, end in zip(starts, [*starts[1:], table.rows], strict=True) if end - start > 1]
    if not spans:
        each_once = not seen[item].contents.same
        numbers = {item - 1} if each_once and item and seen[item - 1].contents.fits(Holds.ITEM_NUMBER) >= 0.6 else set()
        return [each._replace(goes_with_item=float(at in numbers)) for at, each in enumerate(seen)]
    action = max(range(len(seen)), key=lambda at: fit(seen[at], heading_of(Kind.ACTIONS, fields.ACTION)).score)
    return [
        each if at == item else each._replace(goes_with_item=_goes_with(spans, cells[at], before=at < action))
        for at, each in enumerate(seen)
    ]


def _goes_with(spans: Sequence[tuple[int, int]], cells: Sequence[Cell], *, before: bool) -> float:
    """Return how far the cells of a column are those of the items that go over several rows, from 0 to 1.

    Args:
        spans: the first row of each such item and the one after its last.
        cells: the column's.
        before: whether the column is before that of the actions.
    """
    good = 0.0
    for start, end in spans:
        inside = [cell for cell in cells if start <= cell.row < end and not cell.blank]
        if len(inside) == 1 and inside[0].row == start:
            good += 1.0
        elif inside and len({fold(cell.text) for cell in inside}) == 1:
            good += 0.4 if before else 0.1
        elif not inside:
            good += 0.2
    return good / len(spans)
