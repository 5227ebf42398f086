"""Recognises what each table of documents is, and which field of the register each of its columns is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.brought import SURE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.recognising.apart import with_logs_apart
from plan_workbook.bringing.recognising.boxes import answer_for_box, decided_box
from plan_workbook.bringing.recognising.cards import names_an_item
from plan_workbook.bringing.recognising.carried import first_cells
from plan_workbook.bringing.recognising.columns import BY_WORD
from plan_workbook.bringing.recognising.contents import Contents, contents
from plan_workbook.bringing.recognising.continuing import goes_on, separates
from plan_workbook.bringing.recognising.decided import SAID, decided, is_about
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, names_two_things
from plan_workbook.bringing.recognising.headings import Headed, headed, is_value
from plan_workbook.bringing.recognising.item_groups import titles_not_groups
from plan_workbook.bringing.recognising.kinds import Reading, readings
from plan_workbook.bringing.recognising.later_sheets import with_the_latest_sheets
from plan_workbook.bringing.recognising.nested import columns_of_tables
from plan_workbook.bringing.recognising.referred_to import with_items_referred_to
from plan_workbook.bringing.recognising.seen import cells_of, columns_of
from plan_workbook.bringing.recognising.series import earlier
from plan_workbook.values.text import fold

_MOST_COLUMNS = 100
_HIDDEN = 0.6
"""How sure it is that a table that is all hidden is not part of a plan: formulas look things up in it, perhaps."""
_TOO_WIDE = 0.7
"""How sure it is that a table with more columns is not part of a plan."""
_TWO_THINGS = 0.7
"""How sure a column is at most whose heading names two things, such as `Progress / RAG`."""
_FIRST_ROWS, _LEAST_SHARED = 4, 3
"""In which rows tables have their headings, and how many cells of them say the same in another table."""
_OF_BOX = 2
"""The columns of a box, and the rows that it has at least, of which it is known by its labels in other places."""
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
    called: list[tuple[str, ...]] = []
    passages: list[Passage] = []
    alike = _Alike(document, decisions)
    for block in document.blocks:
        if isinstance(block, Passage):
            if separates(block):
                passages.append(block)
            continue
        before = found[-1] if found and not passages else None
        texts = [passage.text for passage in passages]
        under = found[-1] if found and any(map(BY_WORD.match, texts)) else None
        found.append(_recognised(block, texts, before, decisions, alike, under))
        called.append((*reversed(texts[-_RIGHT_BEFORE:]), block.sheet or ""))
        passages = []
    plan = with_items_referred_to(with_logs_apart(list(zip(found, called, strict=True))))
    return with_the_latest_sheets(_like_others(plan))


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


class _Alike:
    """The headings of the tables of a document, and what is in the columns of all that have the same ones."""

    def __init__(self, document: Document, decisions: _Decisions) -> None:
        """Look at all tables."""
        known = decisions.headings | _shared(document)
        boxes = _boxes(document)
        self._of_tables = columns_of_tables(document)
        self._heads: dict[int, Headed] = {}
        self._cells: dict[tuple[str, ...], list[list[Cell]]] = {}
        self._contents: dict[tuple[str, ...], list[Contents]] = {}
        for table in document.tables():
            if table.columns <= _MOST_COLUMNS:
                bare = Headed(frozenset(), ((),) * table.columns)
                head = self._heads[id(table)] = bare if _labels(table) in boxes else headed(table, known)
                cells = self._cells.setdefault(_key(head), [[] for _ in range(table.columns)])
                for its, more in zip(cells, cells_of(table, head), strict=True):
                    its += more

    def of(self, table: Table) -> tuple[Headed, list[Seen]]:
        """Return the headings of a table, and its columns as they are looked at."""
        head = self._heads[id(table)]
        seen = columns_of(table, head, self._together(_key(head)) if any(head.texts) else ())
        of_tables = self._of_tables.get(table.where, ())
        return head, [Seen((), contents(())) if at in of_tables else each for at, each in enumerate(seen)]

    def _together(self, key: tuple[str, ...]) -> list[Contents]:
        """Return what is in the columns of all tables with such headings."""
        if key not in self._contents:
            self._contents[key] = [contents(its) for its in self._cells[key]]
        return self._contents[key]


def _shared(document: Document) -> frozenset[str]:
    """Return the texts, folded, of whole rows that several tables begin with: headings, whatever they say."""
    seen: Counter[tuple[str, ...]] = Counter()
    for table in document.tables():
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            if cell.row < _FIRST_ROWS and not cell.blank and not is_value(cell):
                rows.setdefault(cell.row, []).append(fold(cell.text))
        seen.update({tuple(texts) for texts in rows.values() if len(texts) >= _LEAST_SHARED})
    return frozenset(text for texts, count in seen.items() if count > 1 for text in texts)


def _boxes(document: Document) -> frozenset[tuple[str, ...]]:
    """Return the labels, folded, that several tables of two columns have, each with other values from the first on.

    Those of one that begins with an item's word and number, and its title, are enough.
    """
    values: dict[tuple[str, ...], set[str]] = {}
    for table in document.tables():
        if labels := _labels(table):
            first = [cell.text for cell in table.cells if (cell.row, cell.column) == (0, 1)]
            values.setdefault(labels, set()).add(fold("".join(first)))
    return frozenset(labels for labels, its in values.items() if len(its) > 1 or names_an_item(labels[0]))


def _labels(table: Table) -> tuple[str, ...]:
    """Return the texts of the first column of what may be a box, folded; none if it has one row or a blank label."""
    if table.columns != _OF_BOX or table.rows < _OF_BOX or table.headings is not None:
        return ()
    labels = tuple(fold(cell.text) for cell in table.cells if cell.column == 0 and cell.across == 1)
    return labels if len({*labels} - {""}) == table.rows else ()


def _key(head: Headed) -> tuple[str, ...]:
    return tuple(map(fold, head.texts))


def _recognised(
    table: Table,
    before: Sequence[str],
    last: Recognised | None,
    decisions: _Decisions,
    alike: _Alike,
    under: Recognised | None,
) -> Recognised:
    """Return what a table is.

    Args:
        table: the table.
        before: the texts between it and the one before.
        last: the table before it, if nothing separates the two.
        decisions: what a person decided.
        alike: what is known of all tables with the same headings.
        under: the table before it, if a text between the two names an item: its headings may be for both.
    """
    if (box := answer_for_box(table, decisions.answers)) is not None:
        return decided_box(table, box)
    if table.columns > _MOST_COLUMNS:
        return Recognised(
            table, Kind.IGNORED, _TOO_WIDE, f"it has {table.columns:,} columns, more than any table of a plan"
        )
    head, seen = alike.of(table)
    on = goes_on(table, head, seen, last)
    if on is None and not head.rows and (below := goes_on(table, head, seen, under)) is not None:
        on = below._replace(continues=False)
    if on is not None and not head.rows:
        return on
    answers = decisions.answers
    first = "" if any(map(str.strip, head.texts)) else first_cells(table)
    answer = answers.for_headings(head.texts, table.sheet, table.where, first) if answers else None
    if answer is not None and is_about(answer, head.texts):
        return decided(table, head, seen, answer)._replace(continues=on is not None)
    reading = readings(seen, before[-_RIGHT_BEFORE:])[0]
    if reading.kind not in (Kind.KEY, Kind.IGNORED) and all(cell.hidden for cell in table.cells):
        reading = reading._replace(kind=Kind.IGNORED, sure=_HIDDEN, why=f"it is hidden, though it has {reading.why}")
    return on or _as(table, head, seen, titles_not_groups(reading, seen))


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
    return Column(heading, "", 0.3, (its.why if its else earlier(column)) or "no field is like it", samples)
