"""A mapping as it is about the documents at hand: last month's had other names, and their tables may have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from rapidfuzz import fuzz

from plan_workbook.bringing.answers import BETWEEN, Answers, PlaceAnswer, TableAnswer
from plan_workbook.bringing.documents.document import Cell, Document, Layout, Table
from plan_workbook.bringing.recognising.wording import timeless
from plan_workbook.package.addresses import box_of, range_of
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, in_brief

_LIKE = 0.8
"""How like the name and the headings of a file are together, from 0 to 2, to those of the file that it follows."""
_LONGEST_HEADING, _LONGEST_FIRST = 120, 120
_ON_A_SHEET = pattern(r"sheet (?P<sheet>.+), (?P<range>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)(?P<rest>.*)")
_IN_A_TABLE = pattern(r".*(?:row|line) (?P<row>\d+), column (?P<column>\d+)")


class _Follows(NamedTuple):
    """Which file and sheets of now follow those of a mapping."""

    file: str
    sheets: Mapping[str, str]


class _Moving(NamedTuple):
    """A document of now, and where all tables were before with what their first rows said."""

    document: Document
    firsts: Sequence[tuple[str, str]]


def carried(answers: Answers, documents: Sequence[Document]) -> Answers:
    """Return a mapping with the names of files and sheets that its own have now, and tables where they are now.

    A file of the same name is the same. Another one of the same type takes its place if the name, apart from months and
    years, and the headings of its tables are much the same.
    """
    follows = {file: _Follows(new.file, _sheets(answers, file, new)) for file, new in _files(answers, documents)}
    by_file = {document.file: document for document in documents}
    firsts = tuple(
        (_renamed(where, its, follows[its]), first)
        for where, first in answers.firsts
        if (its := next((file for file in follows if where == file or where.startswith(f"{file}, ")), None)) is not None
    )
    moving = {file: _Moving(by_file[its.file], firsts) for file, its in follows.items()}
    tables = tuple(_table(each, follows[each.file]) if each.file in follows else each for each in answers.tables)
    places = tuple(
        _moved(_place(each, follows[each.file]), moving[each.file]) if each.file in follows else each
        for each in answers.places
    )
    return answers._replace(tables=tables, places=places, firsts=firsts)


def first_cells(table: Table) -> str:
    """Return what the first row of a table with a text says, in brief; of cards, the first one in the document."""
    placed = [(_place_of(cell, table), cell) for cell in table.cells if not cell.blank]
    first = min((row for (row, _), _ in placed), default=0)
    texts = [cell.text for (row, _), cell in sorted(placed, key=lambda each: each[0]) if row == first]
    return in_brief(" | ".join(texts), _LONGEST_FIRST)


def _place_of(cell: Cell, table: Table) -> tuple[int, int]:
    """Return the row and the column of a cell, as the document has them if the table is not laid out as it was."""
    if table.layout is not Layout.CARDS:
        return cell.row, cell.column
    if (box := box_of(cell.where.rpartition("!")[2])) is not None:
        return box[0]
    found = _IN_A_TABLE.fullmatch(cell.where)
    return (int(found["row"]), int(found["column"])) if found is not None else (cell.row, cell.column)


def _files(answers: Answers, documents: Sequence[Document]) -> Iterator[tuple[str, Document]]:
    """Yield the files of a mapping, each with the document that is it now."""
    named = {document.file: document for document in documents}
    files = dict.fromkeys(file for file, _ in _wheres(answers) if file)
    yield from ((file, named[file]) for file in files if file in named)
    old = [file for file in files if file not in named]
    new = [document for document in documents if document.file not in files]
    likely = sorted(
        ((_likeness(answers, file, document), file, document) for file in old for document in new),
        key=lambda each: -each[0],
    )
    given: set[str] = set()
    for like, file, document in likely:
        if like >= _LIKE and not given & {file, document.file}:
            given |= {file, document.file}
            yield file, document


def _likeness(answers: Answers, file: str, document: Document) -> float:
    one, other = PurePath(file), PurePath(document.file)
    if one.suffix.casefold() != other.suffix.casefold():
        return 0.0
    names = fuzz.ratio(*(timeless(each.stem.replace("_", " ")) for each in (one, other))) / 100
    here = {timeless(c.text) for t in document.tables() for c in t.cells if len(c.text) <= _LONGEST_HEADING}
    headings = {timeless(text) for table in answers.tables if table.file == file for text in table.headings} - {""}
    return names + (len(headings & here) / len(headings) if headings else 0.0)


def _sheets(answers: Answers, file: str, document: Document) -> dict[str, str]:
    """Return the sheets of a file of a mapping that only have the name of another month now."""
    there = [block.sheet for block in document.blocks if block.sheet]
    wheres = (where.removeprefix(f"{file}, ") for its, where in _wheres(answers) if its == file)
    named = dict.fromkeys(found["sheet"] for where in wheres if (found := _ON_A_SHEET.fullmatch(where)))
    new = [sheet for sheet in dict.fromkeys(there) if sheet not in named]
    renamed: dict[str, str] = {}
    for sheet in named:
        like = [each for each in new if timeless(each) == timeless(sheet) and each not in renamed.values()]
        if sheet not in there and like:
            renamed[sheet] = like[0]
    return renamed


def _wheres(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield each place of a mapping with its file."""
    for table in answers.tables:
        yield from ((table.file, where) for where in table.where.split(BETWEEN))
    yield from ((place.file, place.where) for place in answers.places)


def _table(answer: TableAnswer, follows: _Follows) -> TableAnswer:
    where = BETWEEN.join(_renamed(each, answer.file, follows) for each in answer.where.split(BETWEEN))
    sheet = follows.sheets.get(answer.sheet, answer.sheet) if answer.sheet else answer.sheet
    return replace(answer, where=where, sheet=sheet, file=follows.file)


def _place(answer: PlaceAnswer, follows: _Follows) -> PlaceAnswer:
    return replace(answer, where=_renamed(answer.where, answer.file, follows), file=follows.file)


def _renamed(where: str, file: str, follows: _Follows) -> str:
    if where == file:  # a CSV file is one table
        return follows.file
    within = where.removeprefix(f"{file}, ")
    found = _ON_A_SHEET.fullmatch(within)
    if found is not None and found["sheet"] in follows.sheets:
        within = f"sheet {follows.sheets[found['sheet']]}, {found['range']}{found['rest']}"
    return f"{follows.file}, {within}"


def _moved(place: PlaceAnswer, moving: _Moving) -> PlaceAnswer:
    """Return what is said of a place with the table that is meant: it may have grown, or others may be before it now.

    A range that a person marked is one whatever tables are there, wherever what it began with is now.
    """
    if place.marked:
        return _marked(place, moving.document) if place.first else place
    tables = list(moving.document.tables())
    there = next((each for each in tables if each.where == place.where), None)
    if there is not None and (not place.first or first_cells(there) == place.first):
        return place
    same = [each for each in tables if place.first and first_cells(each) == place.first]
    before = [where for where, first in moving.firsts if first == place.first]
    if len(same) == 1 or (len(same) == len(before) and place.where in before):
        return replace(place, where=same[before.index(place.where) if len(same) > 1 else 0].where)
    grown = [each for each in tables if there is None and _begins_at(each.where) == _begins_at(place.where) != ""]
    return replace(place, where=grown[0].where) if len(grown) == 1 else place


def _marked(place: PlaceAnswer, document: Document) -> PlaceAnswer:
    """Return a range that was marked as it is now: if other rows are above it, it is further down; it may be lost."""
    found = _ON_A_SHEET.search(place.where)
    box = box_of(found["range"].replace("$", "")) if found is not None else None
    if found is None or box is None:
        return place
    (top, left), (bottom, right) = box
    texts = {at: text for at, text in _texts(document, found["sheet"]).items() if left <= at[1] <= right}
    begins = fold(place.first.partition(" | ")[0])
    rows = sorted({row for (row, _), text in texts.items() if text == begins})
    if top not in rows and len(rows) > 1:
        said = {row: " | ".join(text for (its, _), text in sorted(texts.items()) if its == row) for row in rows}
        rows = [row for row in rows if fold(in_brief(said[row], _LONGEST_FIRST)) == fold(place.first)]
    if top in rows or len(rows) != 1:
        return replace(place, lost=top not in rows)
    moved = range_of(((rows[0], left), (rows[0] + bottom - top, right)))
    return replace(place, where=f"{place.where[: found.start('range')]}{moved}{found['rest']}")


def _texts(document: Document, sheet: str) -> dict[tuple[int, int], str]:
    """Return what the cells of a sheet say, folded and in brief, by their places."""
    cells: list[tuple[str, str]] = []
    for block in document.blocks:
        if block.sheet == sheet:
            cells += (
                [(c.where, c.text) for c in block.cells] if isinstance(block, Table) else [(block.where, block.text)]
            )
    placed = ((box_of(where.rpartition("!")[2]), text) for where, text in cells if text.strip())
    return {box[0]: fold(in_brief(text, _LONGEST_FIRST)) for box, text in placed if box is not None}


def _begins_at(where: str) -> str:
    """Return the sheet and the first cell of a table of a workbook, with its file; empty for others."""
    found = _ON_A_SHEET.search(where)
    box = box_of(found["range"].replace("$", "")) if found is not None and not found["rest"] else None
    return f"{where[: found.start()]}{found['sheet']} {box[0]}" if found is not None and box else ""
