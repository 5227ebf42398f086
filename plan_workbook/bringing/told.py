"""What became of every part of a document: a line each for a table that people open in Excel, and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.bringing.brought import IGNORE, SURE, Brought, Column, Kind, Recognised, Taken
from plan_workbook.bringing.mapping import is_doubtful, rows_below
from plan_workbook.layout import ACTIONS, INDICATORS
from plan_workbook.register import NUMBER, Record
from plan_workbook.values.text import in_brief
from plan_workbook.writing.cells_of_register import CellsOfRegister

FORMAT = 1
"""The version of the JSON form; it changes whenever programs that read it would have to."""
BROUGHT = "brought"
"""The name of the table in a register that holds these lines."""


class Line(NamedTuple):
    """A line of `brought.csv`."""

    what: str
    """``table``, ``column``, ``value``, ``left``, ``left on purpose`` or ``question``."""
    where: str = ""
    """In the document."""
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

    def record(self) -> Record:
        """Return it as a row of the table."""
        return dict(zip(HEADINGS, self, strict=True))


HEADINGS = (
    "What",
    "Where",
    "Text",
    "Taken For",
    "How Sure",
    "Why",
    "Register Table",
    "Recommendation",
    "Row",
    "Field",
    "Cell In New Workbook",
)
_KNOWN_BY = {
    "actions": ("Ref", "Action"),
    "indicators": ("PI Number", "Description"),
    "people": ("Name",),
    "ratings": ("Code",),
    "plan": ("Field",),
}
"""The headings by which people know a row of the register's tables: the first that is not blank."""


class Counts(NamedTuple):
    """How much there is in the register that was made."""

    recommendations: int
    indicators: int
    actions: int


def counts(brought: Brought) -> Counts:
    """Return how many rows the register has."""
    rows = brought.register.rows
    return Counts(len(rows("recommendations")), len(rows(INDICATORS.key)), len(rows(ACTIONS.key)))


def lines(brought: Brought) -> Iterator[Line]:
    """Yield a line for each question, table, column, value, and for everything that was left; in that order."""
    for question in brought.questions:
        yield Line("question", text=question)
    for table in brought.tables:
        headings = " | ".join(each.heading for each in table.columns if each.heading)
        yield Line("table", table.table.where, headings, table.kind.value, _percent(table.sure), table.why)
        for column in table.columns:
            if column.heading or column.samples:
                of = column.of or table.kind
                taken_for = column.field or "not known"
                read = column.field not in ("", IGNORE) and of not in (Kind.IGNORED, Kind.KEY)
                yield Line(
                    "column",
                    table.table.where,
                    column.heading,
                    taken_for,
                    _percent(column.sure),
                    column.why,
                    of.value if read else "",
                    field=column.field if read else "",
                )
    cells = CellsOfRegister(brought.register)
    for taken in brought.taken:
        yield _value(taken, brought, cells)
    for left in sorted(brought.left, key=lambda left: left.meant):
        yield Line("left on purpose" if left.meant else "left", left.where, left.text, why=left.why)


def as_json(brought: Brought) -> dict[str, object]:
    """Return the one object that ``bring --format json`` prints; ``docs/bring.md`` and the tests hold its form."""
    made = counts(brought)
    return {
        "format": FORMAT,
        "files": [document.file for document in brought.documents],
        "tables": [_table(each) for each in brought.tables],
        "left": [
            {"where": each.where, "text": each.text, "why": each.why, "meant": each.meant} for each in brought.left
        ],
        "counts": made._asdict(),
        "cells": {"found": brought.found, "read": brought.read, "left": left_cells(brought)},
        "questions": list(brought.questions),
    }


def left_cells(brought: Brought) -> int:
    """Return how many cells and passages were left."""
    return sum(each.cells for each in brought.left)


def doubts(brought: Brought) -> int:
    """Return how many things a person should look at: questions, tables, columns, and what was left."""
    return (
        len(brought.questions)
        + sum(table.sure < SURE for table in brought.tables)
        + len(doubtful_columns(brought))
        + sum(not left.meant for left in brought.left)
    )


def doubtful_columns(brought: Brought) -> list[tuple[Recognised, Column]]:
    """Return the columns that a person should look at, each with its table."""
    return [
        (table, column)
        for table in brought.tables
        for column in table.columns
        if (column.heading or column.samples) and is_doubtful(column, table.kind)
    ]


def _value(taken: Taken, brought: Brought, cells: CellsOfRegister) -> Line:
    rows = brought.register.rows(taken.table)
    record = rows[taken.row] if taken.row < len(rows) else {}
    named = (record.get(heading, "") for heading in _KNOWN_BY.get(taken.table, ()))
    return Line(
        "value",
        taken.where,
        taken.text,
        table=taken.table,
        recommendation=record.get(NUMBER, ""),
        row=in_brief(next(filter(None, named), "")),
        field=taken.field,
        cell=cells.cell(taken.table, taken.row, taken.field, taken.text),
    )


def _table(table: Recognised) -> dict[str, object]:
    return {
        "where": table.table.where,
        "kind": table.kind.value,
        "sure": round(table.sure, 2),
        "rows": rows_below(table),
        "columns": [
            {"heading": each.heading, "field": each.field, "sure": round(each.sure, 2)} for each in table.columns
        ],
    }


def _percent(sure: float) -> str:
    return f"{round(sure * 100)}%"
