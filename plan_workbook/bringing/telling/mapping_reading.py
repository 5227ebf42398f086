"""Reads a mapping that a person may have changed, and says at which cell it can't be followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plan_workbook.bringing.answers import BETWEEN, Answers, ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Kind
from plan_workbook.bringing.telling.mapping import fields_of
from plan_workbook.bringing.telling.mapping_file import (
    COLUMNS_SHEET,
    DECISION,
    FILE,
    HEADING,
    OF,
    SHEET,
    TABLE,
    TABLES_SHEET,
    TAKEN_FOR,
    TEXT_LEFT,
    WHERE,
)
from plan_workbook.bringing.telling.mapping_texts import AGREE, ALL_TEXTS, TEXTS_SHEET
from plan_workbook.errors import InputError
from plan_workbook.package import Password, open_file
from plan_workbook.package.addresses import column_letters
from plan_workbook.package.contents import Contents
from plan_workbook.reading.book import MOST_CELLS, MOST_FILLED
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.grid import read_grid
from plan_workbook.reading.opening import refusing_faults
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import fold, in_brief, is_blank, listed

_KINDS = {fold(kind.value): kind for kind in Kind}


class _Line(NamedTuple):
    """A row of a sheet of the mapping: its cells by heading."""

    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        return as_text(self.cells[heading].raw, self.cells[heading].number_format)

    def at(self, heading: str) -> str:
        return f"{self.cells[heading].sheet}!{self.cells[heading].address}"


def read_mapping(path: Path, password: Password = None) -> Answers:
    """Return what a mapping says.

    Raises:
        InputError: it is not a mapping, or it names a table or field that does not exist, or takes two columns of a
            table for the same field; the sentence says at which cell.
        PackageError, NotAPlan: it can't be opened safely.
    """
    file = open_file(path, password)
    name = path.name
    with refusing_faults(name):
        lines = _lines(Contents(file.content), name)
    columns: dict[str, list[_Line]] = {}
    numbers = {line.text(TABLE).strip() for line in lines[TABLES_SHEET]}
    for line in lines[COLUMNS_SHEET]:
        number = line.text(TABLE).strip()
        if number not in numbers:
            raise InputError(
                f"{name}, {line.at(TABLE)} is about table {in_brief(number) or '(blank)'}, which is not on the sheet "
                f"{TABLES_SHEET}: put its number back, or delete the row."
            )
        columns.setdefault(number, []).append(line)
    agreed = [line.text(TEXT_LEFT) for line in lines[TEXTS_SHEET] if _is_agreed(line, name)]
    return Answers(
        name,
        tuple(_table(line, columns.get(line.text(TABLE).strip(), []), name) for line in lines[TABLES_SHEET]),
        tuple(text for text in agreed if text != ALL_TEXTS),
        ALL_TEXTS in agreed,
    )


def _is_agreed(line: _Line, name: str) -> bool:
    given = line.text(DECISION)
    if not is_blank(given) and fold(given) != AGREE:
        raise InputError(
            f"{name}, {line.at(DECISION)} says '{in_brief(given)}', which is not a decision: choose '{AGREE}' for a "
            "text that is left on purpose or a question that is answered, or leave it blank."
        )
    return not is_blank(given)


def _table(line: _Line, columns: Sequence[_Line], name: str) -> TableAnswer:
    kind = _kind(line, TAKEN_FOR, name)
    if kind is None:
        raise InputError(
            f"{name}, {line.at(TAKEN_FOR)} does not say what the table is: choose it from the list, or "
            f"'{Kind.IGNORED.value}'."
        )
    answers = tuple(_column(each, kind, name) for each in columns)
    _refuse_twice(columns, answers, kind, name)
    file = line.text(FILE)
    places = line.text(WHERE).split(BETWEEN)
    where = BETWEEN.join(", ".join(filter(None, (file, place))) for place in places)
    return TableAnswer(where, line.text(SHEET) or None, tuple(each.heading for each in answers), kind, answers)


def _column(line: _Line, kind: Kind, name: str) -> ColumnAnswer:
    of = _kind(line, OF, name)
    given, belongs = line.text(TAKEN_FOR), of or kind
    fields = {fold(each): each for each in (*fields_of(belongs), IGNORE)}
    field = fields.get(fold(given), "")
    unread = belongs in (Kind.IGNORED, Kind.KEY)  # what its columns are does not matter then
    if not field and not is_blank(given) and not unread:
        near = nearest(given, fields.values()) or next(iter(fields.values()))
        raise InputError(
            f"{name}, {line.at(TAKEN_FOR)} says '{in_brief(given)}', which is not a field of {belongs.value}: choose "
            f"one from its list, such as {near}, or '{IGNORE}'."
        )
    return ColumnAnswer(line.text(HEADING), field or ("" if is_blank(given) else given), of)


def _refuse_twice(columns: Sequence[_Line], answers: Sequence[ColumnAnswer], kind: Kind, name: str) -> None:
    """Refuse two columns of a table that are taken for the same field.

    Raises:
        InputError: there are two.
    """
    first: dict[tuple[Kind, str], _Line] = {}
    for line, answer in zip(columns, answers, strict=True):
        belongs = answer.of or kind
        if answer.field in ("", IGNORE) or belongs in (Kind.IGNORED, Kind.KEY):
            continue
        other = first.setdefault((belongs, answer.field), line)
        if other is not line:
            raise InputError(
                f"{name}, {other.at(TAKEN_FOR)} and {line.at(TAKEN_FOR)} both take a column of table "
                f"{line.text(TABLE)} for {answer.field}: choose another field for one of them, or '{IGNORE}'."
            )


def _kind(line: _Line, heading: str, name: str) -> Kind | None:
    given = line.text(heading)
    if is_blank(given):
        return None
    kind = _KINDS.get(fold(given))
    if kind is None:
        raise InputError(
            f"{name}, {line.at(heading)} says '{in_brief(given)}', which is not a kind of table: choose one of "
            f"{listed([each.value for each in Kind], 'or')}."
        )
    return kind


def _lines(contents: Contents, name: str) -> dict[str, list[_Line]]:
    """Return the rows of the sheets of a mapping.

    Raises:
        InputError: a sheet is missing, or the headings on it.
    """
    found: dict[str, list[_Line]] = {}
    needed = {
        COLUMNS_SHEET: (TABLE, HEADING, TAKEN_FOR, OF),
        TABLES_SHEET: (TABLE, FILE, WHERE, SHEET, TAKEN_FOR),
        TEXTS_SHEET: (TEXT_LEFT, DECISION),
    }
    pages = {fold(page.title): page for page in contents.pages}
    left, filled = MOST_CELLS, MOST_FILLED
    for title, headings in needed.items():
        page = pages.get(fold(title))
        if page is None and title == TEXTS_SHEET:  # mappings written before there was one
            found[title] = []
            continue
        if page is None:
            raise InputError(
                f"{name} is not a mapping, because it has no sheet {title}: give the mapping.xlsx that bring wrote."
            )
        stored = contents.cells(page, left, filled)
        left, filled = left - stored.size, filled - len(stored.cells)
        grid = read_grid(page.title, {}, stored, contents.formats, contents.is_picture)
        found[title] = list(_below(grid.cells, headings, page.title, name))
    return found


def _below(cells: Mapping[tuple[int, int], Cell], headings: Sequence[str], title: str, name: str) -> Iterator[_Line]:
    """Yield the rows below the row that has all these headings, wherever they are in it."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell
    wanted = {fold(each): each for each in headings}
    top: dict[int, str] = {}
    for number, filled in rows.items():
        if not top:
            here = {c: wanted[t] for c, cell in filled.items() if (t := fold(as_text(cell.raw))) in wanted}
            top = here if len(set(here.values())) == len(wanted) else {}
            continue
        ours = {
            heading: filled.get(place) or Cell(title, f"{column_letters(place)}{number}")
            for place, heading in top.items()
        }
        if any(not is_blank(as_text(cell.raw)) for cell in ours.values()):
            yield _Line(ours)
    if not top:
        raise InputError(
            f"{name} can't be read, because the sheet {title} lacks one of the headings {listed(list(headings))}: undo "
            "what was changed there, or run bring again without --mapping for a new one."
        )
