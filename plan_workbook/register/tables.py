"""The tables of a register, their headings, and their rows of text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.layout import Column
from plan_workbook.layout.own_columns import TABLES, Declared, declared
from plan_workbook.layout.parts import own
from plan_workbook.package import WorkbookFile
from plan_workbook.plan.inputs import OWN
from plan_workbook.values.text import fold

Record = dict[str, str]
"""One row: text by heading."""

NUMBER = layout.RECOMMENDATION.fields[0].heading
"""The heading under which every table names the recommendation."""
PARAGRAPHS = {table.key: table.columns[0].heading for table in layout.PARAGRAPHS}
"""The headings under which a recommendation's paragraphs are, by the keys of their tables in a workbook."""
PROGRESS = PARAGRAPHS[layout.PROGRESS.key]
HISTORY = layout.HISTORY.key
_NEEDED_IN_HISTORY = tuple(each.heading for each in layout.HISTORY.columns if each.key in layout.NEEDED_IN_HISTORY)
BROUGHT = "brought"
"""The table in which `bring` says what became of every cell: nothing reads it."""
SAFE = "Written with --safe"
"""The heading of an empty column that marks a CSV file in which cells have an apostrophe against being run."""


class RegisterTable(NamedTuple):
    """One table of the register: the name of its file or sheet, its headings, and those that it must have."""

    name: str
    headings: tuple[str, ...]
    needed: tuple[str, ...]
    required: bool = False


def headings_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the headings of columns."""
    return tuple(column.heading for column in columns)


def register_tables(used: Collection[str] | None = None, own: Collection[str] = ()) -> tuple[RegisterTable, ...]:
    """Return the tables of a register, as the layout declares them.

    `used` are the keys of the columns and fields that the plan has among those that are only there if it uses them;
    without it, the tables have all of them, and the extra columns in `own`.
    """
    sheet = layout.RECOMMENDATION.with_own(own) if used is None else layout.RECOMMENDATION.using(used)
    paragraphs = (PARAGRAPHS[table.key] for table in sheet.tables if table.key in PARAGRAPHS)
    recommendations = (*(f.heading for f in sheet.fields), *paragraphs)
    return (
        RegisterTable("plan", ("Field", "Value"), ("Field", "Value"), required=True),
        RegisterTable("recommendations", recommendations, (NUMBER,), required=True),
        *(
            RegisterTable(key, (NUMBER, *headings_of(sheet.table(key).inputs)), (NUMBER,))
            for key in (layout.INDICATORS.key, layout.ACTIONS.key)
        ),
        *(
            RegisterTable(table.key, headings_of(table.inputs), (table.columns[0].heading,))
            for table in layout.PLAN.tables
        ),
        RegisterTable(HISTORY, headings_of(layout.HISTORY.columns), _NEEDED_IN_HISTORY),
    )


def own_columns_of(rows: Iterable[Record]) -> Declared:
    """Return the extra columns that the rows of a register's table declare."""
    table, heading = (each.heading for each in layout.EXTRA_COLUMNS.columns)
    return declared((row[table], row[heading]) for row in rows)


def only_if_used() -> dict[str, dict[str, str]]:
    """Return what is only there if a plan uses it: keys by headings, by the name of the register's table.

    A field of the plan is there by its label, which is in a row of its own.
    """
    paragraphs = {PARAGRAPHS[table.key]: table.key for table in layout.PARAGRAPHS if table.only_if_used}
    fields = {field.heading: field.key for field in layout.RECOMMENDATION.fields if field.only_if_used}
    tables = {
        table.key: {column.heading: column.key for column in table.columns if column.only_if_used}
        for table in (layout.INDICATORS, layout.ACTIONS)
    }
    of_plan = {field.label: field.key for field in layout.PLAN.fields if field.only_if_used}
    return {"plan": of_plan, "recommendations": {**fields, **paragraphs}, **tables}


@dataclass
class Register:
    """The tables of a plan as text, exactly as printed; a table that is missing has no rows."""

    tables: dict[str, list[Record]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict, compare=False)
    """The row of its file or sheet that each record came from, for messages."""
    file: WorkbookFile | None = field(default=None, compare=False)
    """The xlsx it was read from, if it was one."""
    used: frozenset[str] = frozenset()
    """The keys of the columns and fields that it has among those that are only there if a plan uses them."""
    unread: tuple[str, ...] = field(default=(), compare=False)
    """The names of tables next to its own, which nothing reads."""

    def rows(self, name: str) -> list[Record]:
        """Return the rows of a table."""
        return self.tables.get(name, [])

    def add(self, used: Collection[str]) -> None:
        """Add columns and fields that are only there if a plan uses them; extra columns are declared as well."""
        self.used |= frozenset(used)
        table, heading = (each.heading for each in layout.EXTRA_COLUMNS.columns)
        rows = self.tables.setdefault(layout.EXTRA_COLUMNS.key, [])
        known = {fold(key) for key in own_columns_of(rows).keys}
        for key, of in ((c.key, each) for each in TABLES for c in own(each.key, used)):
            if fold(key) not in known:
                rows.append({table: of.title, heading: key.partition(OWN)[2]})
                for row in self.rows(of.key):
                    row.setdefault(key.partition(OWN)[2], "")

    def field(self, label: str) -> str:
        """Return the value of a plan field, empty if it is not given."""
        return next((r["Value"] for r in self.rows("plan") if fold(r["Field"]) == fold(label)), "")
