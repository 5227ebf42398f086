"""The rows of a mapping: what each table, column, text and rating was taken for, and what a person said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import BETWEEN, Answers, ItemAnswer, PlaceAnswer
from plan_workbook.bringing.assembling.titles import bare_title
from plan_workbook.bringing.brought import SURE, Brought, Column, ReadItem, Recognised
from plan_workbook.bringing.recognising.carried import first_cells
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.bringing.telling.mapping import Alike, in_words, is_doubtful, within
from plan_workbook.bringing.telling.mapping_sheets import LOOK_HERE, NO_HEADINGS
from plan_workbook.bringing.telling.mapping_texts import ALL_TEXTS, GONE, TextRow
from plan_workbook.bringing.telling.told import Places
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold, in_brief

_LONGEST_SAMPLE = 60
"""Characters."""
_MOST_ITEMS = 3


class Row(NamedTuple):
    """A row of a sheet of the mapping."""

    cells: tuple[str | int | float, ...]
    doubtful: bool = False


def of_column(number: int, group: Alike, column: Column) -> Row:
    """Return the row of a column of tables that are alike."""
    doubtful = is_doubtful(column)
    first, *others = group.places
    samples = (*(in_brief(sample, _LONGEST_SAMPLE) for sample in column.samples), "", "", "")[:3]
    where = f"{first} and {len(others)} more" if others else first
    sure = in_words(column.sure) if column.field or not doubtful else "not known"
    return Row(
        (
            LOOK_HERE if doubtful else "",
            number,
            group.file,
            where,
            heading_rows(group.tables[0]),
            column.heading,
            *samples,
            column.field,
            column.of.value if column.of else "",
            sure,
            round(column.sure * 100),
            column.why,
        ),
        doubtful,
    )


def of_table(number: int, group: Alike) -> Row:
    """Return the row of tables that are alike."""
    least = group.doubtful_table
    doubtful = least.sure < SURE
    why = f"{least.table.where}: {least.why}" if len(group.tables) > 1 and doubtful else least.why
    return Row(
        (
            LOOK_HERE if doubtful else "",
            number,
            group.file,
            BETWEEN.join(group.places),
            group.sheet or "",
            " | ".join(each.heading for each in group.columns if each.heading),
            group.rows,
            group.kind.value,
            in_words(least.sure),
            round(least.sure * 100),
            why,
        ),
        doubtful,
    )


def of_other_files(brought: Brought, answers: Answers | None, first: int) -> tuple[list[Row], list[Row]]:
    """Return the rows of columns and of tables that a mapping has of files that are not here this time.

    They are kept for the month in which those are brought in again; `first` is the number of the first table.
    """
    files = {document.file for document in brought.documents}
    columns: list[Row] = []
    tables: list[Row] = []
    others = [each for each in (answers.tables if answers else ()) if each.file and each.file not in files]
    for number, each in enumerate(others, first):
        places = [within(where, each.file) for where in each.where.split(BETWEEN)]
        headings = " | ".join(filter(None, each.headings))
        told = ("", number, each.file, BETWEEN.join(places), each.sheet or "", headings, "", each.kind.value)
        tables.append(Row((*told, "", "", GONE)))
        for column in each.columns:
            of = column.of.value if column.of else ""
            about = ("", number, each.file, places[0], "", column.heading, "", "", "", column.field, of)
            columns.append(Row((*about, "", "", GONE)))
    return columns, tables


def of_places(brought: Brought, groups: tuple[Alike, ...], answers: Answers | None) -> Iterator[Row]:
    """Yield a row for each table at its place, in the order of the documents."""
    numbers = {id(table): number for number, group in enumerate(groups, 1) for table in group.tables}
    files = {id(table): group.file for group in groups for table in group.tables}
    about = _items_at(brought)
    there = {table.table.where for table in brought.tables}
    for table in brought.tables:
        where = table.table.where
        said = answers.place(where) if answers else PlaceAnswer(where)
        file = files.get(id(table), "")
        yield Row(
            (
                "" if said.marked else numbers.get(id(table), 0),
                file,
                within(where, file),
                first_cells(table.table),
                table.table.layout.value,
                said.layout.value if said.layout else "",
                heading_rows(table) or NO_HEADINGS,
                in_rows(said.headings),
                _about(table, about),
                said.item,
            )
        )
    for said in answers.places if answers else ():
        if said.where not in there and said.says_something:
            number = "" if said.marked else 0
            layout, of = said.layout.value if said.layout else "", said.file
            yield Row(
                (number, of, within(said.where, of), said.first, "", layout, "", in_rows(said.headings), "", said.item)
            )


def of_text(row: TextRow) -> Row:
    """Return the row of a text or a question."""
    doubtful = not row.decision and row.asked and row.text != ALL_TEXTS
    look = LOOK_HERE if doubtful else ""
    cells = (look, row.what, row.file, row.where, row.text, row.why, row.decision, row.under)
    return Row(cells, doubtful)


def of_ratings(brought: Brought, answers: Answers | None) -> Iterator[Row]:
    """Yield a row for each word and colour that is a rating, with what it was read as."""
    said = {fold(text): (text, counts) for text, counts in (answers.ratings if answers else ())}
    read: dict[str, str] = {}
    cells: Counter[str] = Counter()
    for taken in brought.taken:
        if taken.field in (fields.RAG, fields.CONFIDENCE) and len(taken.text) <= _LONGEST_SAMPLE:
            rows = brought.register.rows(taken.table)
            cells[taken.text] += 1
            read.setdefault(taken.text, rows[taken.row].get(taken.field, "") if taken.row < len(rows) else "")
    known = {fold(code) for record in brought.register.rows("ratings") for code in (record.get(fields.CODE, ""),)}
    for text, code in read.items():
        doubtful = fold(text) not in said and fold(code) not in known and fold(code) not in COUNTS_AS
        yield Row((LOOK_HERE if doubtful else "", text, cells[text], code, said.pop(fold(text), ("", ""))[1]), doubtful)
    for text, counts in said.values():
        yield Row(("", text, 0, "", counts))


def of_items(brought: Brought, answers: Answers | None) -> Iterator[Row]:
    """Yield a row for each recommendation as it was read, and for each of which something was said that is gone."""
    said = {(fold(each.number), bare_title(each.title)): each for each in (answers.items if answers else ())}
    places = Places(brought) if brought.documents else None
    for item in brought.items:
        answer = said.pop((fold(item.number), bare_title(item.title)), None) or _titled(item, said)
        file, where = places.within(item.where, item.title) if places and item.where else ("", item.where)
        right = (answer.right_number, answer.right_title) if answer else ("", "")
        yield Row((file, where, item.number, item.title, *right))
    for each in said.values():
        yield Row(("", GONE, each.number, each.title, each.right_number, each.right_title))


def _titled(item: ReadItem, said: dict[tuple[str, str], ItemAnswer]) -> ItemAnswer | None:
    """Return what was said of a recommendation with this title, whatever its number was; None for several."""
    keys = [key for key in said if key[1] == bare_title(item.title) != ""]
    return said.pop(keys[0]) if len(keys) == 1 else None


def heading_rows(table: Recognised) -> str:
    """Return the numbers of the rows that are headings at the top of a table, from 1: ``1-2``; empty for none."""
    headings = sorted(table.headings)
    return in_rows(tuple(row for place, row in enumerate(headings) if row == headings[0] + place)) if headings else ""


def in_rows(rows: tuple[int, ...] | None) -> str:
    """Return rows that follow each other as people write them; empty if nothing is said."""
    if rows is None:
        return ""
    if not rows:
        return NO_HEADINGS
    return str(rows[0] + 1) if len(rows) == 1 else f"{rows[0] + 1}-{rows[-1] + 1}"


def _items_at(brought: Brought) -> dict[str, dict[str, None]]:
    """Return the numbers of the recommendations that values went to, by the place of their cells."""
    found: dict[str, dict[str, None]] = {}
    for taken in brought.taken:
        rows = brought.register.rows(taken.table)
        if taken.row < len(rows) and (number := rows[taken.row].get(NUMBER)):
            found.setdefault(taken.where, {})[number] = None
    return found


def _about(table: Recognised, items: dict[str, dict[str, None]]) -> str:
    numbers = list(dict.fromkeys(number for cell in table.table.cells for number in items.get(cell.where, ())))
    more = f" and {len(numbers) - _MOST_ITEMS} more" if len(numbers) > _MOST_ITEMS else ""
    return ", ".join(numbers[:_MOST_ITEMS]) + more
