"""The tables of a register, their headings, and their rows of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from plan_workbook import layout
from plan_workbook.layout import Column
from plan_workbook.package import WorkbookFile
from plan_workbook.values.text import fold

Record = dict[str, str]
"""One row: text by heading."""

NUMBER = layout.RECOMMENDATION.fields[0].heading
"""The heading under which every table names the recommendation."""
PROGRESS = layout.PROGRESS.columns[0].heading
HISTORY = layout.HISTORY.key
_NEEDED_IN_HISTORY = tuple(each.heading for each in layout.HISTORY.columns if each.key in layout.NEEDED_IN_HISTORY)
SAFE = "Written with --safe"
"""The heading of an empty column that marks a CSV file in which cells have an apostrophe against being run."""


@dataclass(frozen=True)
class RegisterTable:
    """One table of the register: the name of its file or sheet, its headings, and those that it must have."""

    name: str
    headings: tuple[str, ...]
    needed: tuple[str, ...]
    required: bool = False


def headings_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the headings of columns."""
    return tuple(column.heading for column in columns)


def register_tables() -> tuple[RegisterTable, ...]:
    """Return the tables of a register, as the layout declares them."""
    recommendations = (*(f.heading for f in layout.RECOMMENDATION.fields), PROGRESS)
    return (
        RegisterTable("plan", ("Field", "Value"), ("Field", "Value"), required=True),
        RegisterTable("recommendations", recommendations, (NUMBER,), required=True),
        RegisterTable("indicators", (NUMBER, *headings_of(layout.INDICATORS.inputs)), (NUMBER,)),
        RegisterTable("actions", (NUMBER, *headings_of(layout.ACTIONS.inputs)), (NUMBER,)),
        *(
            RegisterTable(table.key, headings_of(table.inputs), (table.columns[0].heading,))
            for table in layout.PLAN.tables
        ),
        RegisterTable(HISTORY, headings_of(layout.HISTORY.columns), _NEEDED_IN_HISTORY),
    )


@dataclass
class Register:
    """The tables of a plan as text, exactly as printed; a table that is missing has no rows."""

    tables: dict[str, list[Record]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict, compare=False)
    """The row of its file or sheet that each record came from, for messages."""
    file: WorkbookFile | None = field(default=None, compare=False)
    """The xlsx it was read from, if it was one."""

    def rows(self, name: str) -> list[Record]:
        """Return the rows of a table."""
        return self.tables.get(name, [])

    def field(self, label: str) -> str:
        """Return the value of a plan field, empty if it is not given."""
        return next((r["Value"] for r in self.rows("plan") if fold(r["Field"]) == fold(label)), "")
