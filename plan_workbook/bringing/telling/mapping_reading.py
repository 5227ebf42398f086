"""Reads a mapping that a person may have changed, and says at which cell it can't be followed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plan_workbook.bringing.answers import BETWEEN, Answers, ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, Kind
from plan_workbook.bringing.telling.mapping import fields_of
from plan_workbook.bringing.telling.mapping_decisions import (
    items_of,
    places_of,
    ratings_left,
    ratings_of,
    texts_of,
    where_of,
)
from plan_workbook.bringing.telling.mapping_lines import MappingLine, lines_of
from plan_workbook.bringing.telling.mapping_sheets import (
    COLUMNS,
    FILE,
    FIRST_CELLS,
    HEADING,
    ITEMS,
    OF,
    PLACES,
    RATINGS,
    SHEET,
    TABLE,
    TABLES,
    TAKEN_FOR,
    TEXTS,
    WHERE,
)
from plan_workbook.bringing.telling.mapping_texts import AGREE, ALL_TEXTS
from plan_workbook.errors import InputError
from plan_workbook.package import Password, open_file
from plan_workbook.package.contents import Contents
from plan_workbook.reading.opening import refusing_faults
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import fold, in_brief, is_blank, listed

_KINDS = {fold(kind.value): kind for kind in Kind}


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
        lines = lines_of(Contents(file.content), name)
    columns: dict[str, list[MappingLine]] = {}
    numbers = {line.text(TABLE).strip() for line in lines[TABLES.name]}
    for line in lines[COLUMNS.name]:
        number = line.text(TABLE).strip()
        if number not in numbers:
            raise InputError(
                f"{name}, {line.at(TABLE)} is about table {in_brief(number) or '(blank)'}, which is not on the sheet "
                f"{TABLES.name}: put its number back, or delete the row."
            )
        columns.setdefault(number, []).append(line)
    texts = list(texts_of(lines[TEXTS.name], name))
    agreed = [each.text for each in texts if each.decision == AGREE]
    return Answers(
        name,
        tuple(_table(line, columns.get(line.text(TABLE).strip(), []), name) for line in lines[TABLES.name]),
        tuple(text for text in agreed if text != ALL_TEXTS),
        ALL_TEXTS in agreed,
        tuple(places_of(lines[PLACES.name], name)),
        tuple(each for each in texts if each.decision != AGREE),
        tuple(ratings_of(lines[RATINGS.name], name)),
        tuple(items_of(lines[ITEMS.name], name)),
        tuple(ratings_left(lines[RATINGS.name])),
        tuple((where_of(line), line.text(FIRST_CELLS)) for line in lines[PLACES.name] if line.text(FIRST_CELLS)),
    )


def _table(line: MappingLine, columns: Sequence[MappingLine], name: str) -> TableAnswer:
    kind = _kind(line, TAKEN_FOR, name)
    if kind is None:
        raise InputError(
            f"{name}, {line.at(TAKEN_FOR)} does not say what the table is: choose it from the list, or "
            f"'{Kind.IGNORED.value}'."
        )
    _refuse_fields_of_others(columns, kind, name)
    answers = tuple(_column(each, kind, name) for each in columns)
    _refuse_twice(columns, answers, kind, name)
    file = line.text(FILE)
    places = line.text(WHERE).split(BETWEEN)
    where = BETWEEN.join(", ".join(filter(None, (file, place))) for place in places)
    headings = tuple(each.heading for each in answers)
    return TableAnswer(where, line.text(SHEET) or None, headings, kind, answers, file, line.at(TAKEN_FOR))


def _column(line: MappingLine, kind: Kind, name: str) -> ColumnAnswer:
    of = _kind(line, OF, name)
    given, belongs = line.text(TAKEN_FOR), of or kind
    fields = {fold(each): each for each in (*fields_of(belongs), IGNORE)}
    field = fields.get(fold(given), "")
    unread = belongs is Kind.IGNORED  # what its columns are does not matter then
    if not field and not is_blank(given) and not unread:
        near = nearest(given, fields.values()) or next(iter(fields.values()))
        raise InputError(
            f"{name}, {line.at(TAKEN_FOR)} says '{in_brief(given)}', which is not a field of {belongs.value}: choose "
            f"one from its list, such as {near}, or '{IGNORE}'."
        )
    return ColumnAnswer(line.text(HEADING), field or ("" if is_blank(given) else given), of, line.at(TAKEN_FOR))


def _refuse_fields_of_others(columns: Sequence[MappingLine], kind: Kind, name: str) -> None:
    """Refuse fields that only other kinds of tables have, all of a table at once: it may have been another kind.

    Raises:
        InputError: there are some.
    """
    wrong: list[tuple[MappingLine, Kind, list[Kind]]] = []
    for line in columns:
        belongs, given = _kind(line, OF, name) or kind, fold(line.text(TAKEN_FOR))
        having = [each for each in Kind if given in map(fold, fields_of(each))]
        if belongs is not Kind.IGNORED and having and belongs not in having:
            wrong.append((line, belongs, having))
    if not wrong:
        return
    _, belongs, having = wrong[0]
    lines = [line for line, other, _ in wrong if other is belongs]
    said = listed([f"{line.at(TAKEN_FOR)} says '{in_brief(line.text(TAKEN_FOR))}'" for line in lines])
    example = fields_of(belongs)[0]
    if len(lines) > 1:
        raise InputError(
            f"{name}, {said}, which are not fields of {belongs.value}: choose others from the list, such as {example}, "
            "or leave them blank to have fields proposed."
        )
    others = listed([each.value for each in having], "or")
    raise InputError(
        f"{name}, {said}, which is not a field of {belongs.value}: choose {others} "
        f"under '{OF}' if it is theirs, or another one from the list, such as {example}, or leave it blank to have one "
        "proposed."
    )


def _refuse_twice(columns: Sequence[MappingLine], answers: Sequence[ColumnAnswer], kind: Kind, name: str) -> None:
    """Refuse two columns of a table that are taken for the same field.

    Raises:
        InputError: there are two.
    """
    first: dict[tuple[Kind, str], MappingLine] = {}
    for line, answer in zip(columns, answers, strict=True):
        belongs = answer.of or kind
        if answer.field in ("", IGNORE) or belongs is Kind.IGNORED:
            continue
        other = first.setdefault((belongs, answer.field), line)
        if other is not line:
            raise InputError(
                f"{name}, {other.at(TAKEN_FOR)} and {line.at(TAKEN_FOR)} both take a column of table "
                f"{line.text(TABLE)} for {answer.field}: choose another field for one of them, or '{IGNORE}'."
            )


def _kind(line: MappingLine, heading: str, name: str) -> Kind | None:
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
