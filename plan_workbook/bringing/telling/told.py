"""What became of every part of a document: a line each for a table that people open in Excel, and JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import IGNORE, SURE, Brought, Column, Kind, Place, Reason, Recognised, Taken
from plan_workbook.bringing.recognising.words import TABLES
from plan_workbook.bringing.telling.mapping import is_doubtful, rows_below, within
from plan_workbook.layout import ACTIONS, INDICATORS
from plan_workbook.layout.ceilings import too_many_recommendations, too_many_rows
from plan_workbook.register import NUMBER, Record
from plan_workbook.register.tables import BROUGHT as BROUGHT
from plan_workbook.values.text import as_name, in_brief
from plan_workbook.writing.cells_of_register import CellsOfRegister

if TYPE_CHECKING:
    from plan_workbook.contract import many as contract


class Line(NamedTuple):
    """A line of `brought.csv`."""

    what: str
    """``question``, ``note``, ``table``, ``column``, ``value``, ``left`` or ``left on purpose``."""
    file: str = ""
    where: str = ""
    """In the file."""
    text: str = ""
    """As printed there."""
    taken_for: str = ""
    """Of a table or column."""
    how_sure: str = ""
    """In percent."""
    why: str = ""
    table: str = ""
    """The register's table."""
    recommendation: str = ""
    row: str = ""
    """By what the row is known there: the ref of an action, the number of an indicator."""
    field: str = ""
    cell: str = ""
    """Of the workbook that ``new --from`` makes."""
    cells: str = ""
    """Of what was left: how many cells and passages the line is about."""

    def record(self) -> Record:
        """Return it as a row of the table."""
        return dict(zip(HEADINGS, self, strict=True))


HEADINGS = (
    "What",
    "File",
    "Where",
    "Text",
    "Taken For",
    "How Sure",
    "Why",
    "Register Table",
    NUMBER,
    "Row",
    "Field",
    "Cell In New Workbook",
    "Cells",
)
_KNOWN_BY = {
    **{TABLES[kind]: tuple(filter(None, (fields.IDS.get(kind), main))) for kind, main in fields.MAIN.items()},
    TABLES[Kind.KEY]: (fields.CODE,),
    "plan": ("Field",),
}
"""The headings by which people know a row of the register's tables: the first that is not blank."""


class Places:
    """The files that places are in: where something is does not name its file, and several files may be one plan."""

    def __init__(self, brought: Brought) -> None:
        """Look at where everything in the documents is."""
        self._files = [document.file for document in brought.documents]
        self._exact: dict[tuple[str, str], str] = {}
        self._by_place: dict[str, set[str]] = {}
        for document in brought.documents:
            cells = (cell for table in document.tables() for cell in table.cells)
            places: Iterator[Place] = chain(document.passages(), cells)
            for each in places:
                self._exact.setdefault((each.where, each.text), document.file)
                self._by_place.setdefault(each.where, set()).add(document.file)

    def file(self, where: str, text: str = "") -> str:
        """Return the name of the file; empty if several have such a place."""
        named = max((name for name in self._files if where.startswith(name)), key=len, default="")
        if named or len(self._files) == 1:
            return named or self._files[0]
        found = self._by_place.get(where, set())
        return self._exact.get((where, text)) or (next(iter(found)) if len(found) == 1 else "")

    def within(self, where: str, text: str = "") -> tuple[str, str]:
        """Return the file of a place, and where it is in it."""
        file = self.file(where, text)
        return file, within(where, file)

    def named(self, where: str, text: str = "") -> str:
        """Return a place with its file, if there are several files."""
        file, place = self.within(where, text)
        return f"{file}, {place}" if len(self._files) > 1 and file else place


class Counts(NamedTuple):
    """How much there is in the register that was made."""

    recommendations: int
    indicators: int
    actions: int


def counts(brought: Brought) -> Counts:
    """Return how many rows the register has."""
    rows = brought.register.rows
    return Counts(len(rows("recommendations")), len(rows(INDICATORS.key)), len(rows(ACTIONS.key)))


def why_too_large(brought: Brought) -> str:
    """Return the sentence that says why `new` would refuse the register; empty if it is not too large for a plan."""
    rows = brought.register.rows
    of = Counter(
        f"its table {key} for recommendation {as_name(record[NUMBER])}"
        for key in (INDICATORS.key, ACTIONS.key)
        for record in rows(key)
    )
    return too_many_recommendations("The register", len(rows("recommendations"))) or too_many_rows("The register", of)


def lines(brought: Brought) -> Iterator[Line]:
    """Yield a line for each question, note, table, column, value, and for everything that was left; in that order."""
    places = Places(brought)
    for question in brought.questions:
        yield Line("question", text=question)
    for file, remark in notes(brought):
        yield Line("note", file, text=remark)
    for table in brought.tables:
        yield from _lines_of(table, *places.within(table.table.where))
    cells = CellsOfRegister(brought.register) if not why_too_large(brought) else None
    for taken in brought.taken:
        yield _value(taken, brought, cells, places)
    for left in sorted(brought.left, key=lambda left: left.meant):
        what = "left on purpose" if left.meant else "left"
        yield Line(what, *places.within(left.where, left.text), left.text, why=left.why, cells=str(left.cells))


def notes(brought: Brought) -> Iterator[tuple[str, str]]:
    """Yield what a person should know of how the documents were read, each with its file; empty if it is of all."""
    yield from ((document.file, remark) for document in brought.documents for remark in document.remarks)
    yield from (("", remark) for remark in brought.remarks)


def as_json(brought: Brought) -> contract.Brought:
    """Return the one object that ``bring --format json`` prints, as ``plan_workbook.contract`` declares it."""
    places, rows = Places(brought), counts(brought)
    return {
        "format": 1,
        "files": [document.file for document in brought.documents],
        "tables": [_table(each) for each in brought.tables],
        "left": [
            {"where": places.named(each.where, each.text), "text": each.text, "why": each.why, "meant": each.meant}
            for each in brought.left
        ],
        "counts": {"recommendations": rows.recommendations, "indicators": rows.indicators, "actions": rows.actions},
        "cells": {"found": brought.found, "read": brought.read, "left": left_cells(brought)},
        "questions": list(brought.questions),
        "notes": [{"file": file, "text": remark} for file, remark in notes(brought)],
    }


def left_cells(brought: Brought) -> int:
    """Return how many cells and passages were left."""
    return sum(each.cells for each in brought.left)


def doubts(brought: Brought) -> int:
    """Return how many things a person should look at: questions, tables, columns, and what was left.

    The same column of tables that are alike is one thing, with all that is in it; so is a table that was left.
    """
    tables = {table.table.where for table in brought.tables if table.sure < SURE}
    columns = {(column.heading, column.field, column.why) for _, column in doubtful_columns(brought)}
    left = sum(
        not left.meant and left.reason is not Reason.COLUMN and left.where not in tables for left in brought.left
    )
    unheaded = any(not left.meant and left.reason is Reason.COLUMN for left in brought.left) and not columns
    return len(brought.questions) + len(tables) + len(columns) + left + unheaded


def doubtful_columns(brought: Brought) -> list[tuple[Recognised, Column]]:
    """Return the columns that a person should look at, each with its table."""
    return [(table, column) for table in brought.tables for column in table.columns if is_doubtful(column)]


def _lines_of(table: Recognised, file: str, where: str) -> Iterator[Line]:
    headings = " | ".join(each.heading for each in table.columns if each.heading)
    yield Line("table", file, where, headings, table.kind.value, _percent(table.sure), table.why)
    for column in table.columns:
        if column.heading or column.samples:
            of = column.of or table.kind
            read = column.field not in ("", IGNORE) and of not in (Kind.IGNORED, Kind.KEY)
            yield Line(
                "column",
                file,
                where,
                column.heading,
                column.field or ("not known" if is_doubtful(column) else "nothing"),
                _percent(column.sure),
                column.why,
                of.value if read else "",
                field=column.field if read else "",
            )


def _value(taken: Taken, brought: Brought, cells: CellsOfRegister | None, places: Places) -> Line:
    rows = brought.register.rows(taken.table)
    record = rows[taken.row] if taken.row < len(rows) else {}
    named = (record.get(heading, "") for heading in _KNOWN_BY.get(taken.table, ()))
    return Line(
        "value",
        *places.within(taken.where, taken.text),
        taken.text,
        table=taken.table,
        recommendation=record.get(NUMBER, ""),
        row=in_brief(next(filter(None, named), "")),
        field=taken.field,
        cell=cells.cell(taken.table, taken.row, taken.field, taken.text) if cells else "",
    )


def _table(table: Recognised) -> contract.DocumentTable:
    return {
        "where": table.table.where,
        "kind": table.kind.value,
        "sure": round(float(table.sure), 2),
        "rows": rows_below(table),
        "columns": [
            {"heading": each.heading, "field": each.field, "sure": round(float(each.sure), 2)} for each in table.columns
        ],
    }


def _percent(sure: float) -> str:
    return f"{round(sure * 100)}%"
