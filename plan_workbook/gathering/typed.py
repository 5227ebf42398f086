"""The tables of a store as `export --typed` writes them: with the report date and the workbook in every row.

The columns are those of `schema`, and the rows those of `rows`: a figure in an export and in a store is the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from plan_workbook.gathering.schema import FILES, OF_PLANS, PLANS, Column, Table, Type

WORKBOOK = Column("workbook", Type.TEXT, "The file that it was read from.")
_KEYS = ("period", "plan", "authority")
_REPORT_DATE = next(each for each in PLANS.columns if each.name == "report_date")
_OF_FILES = ("path", "name", "outcome", "sentence", *_KEYS, "title", "report_date", "version", "update")


def _typed(table: Table) -> Table:
    """Return a table with the report date and the workbook after its keys."""
    keys = tuple(each for each in table.columns if each.name in _KEYS)
    first = (*keys, _REPORT_DATE, WORKBOOK)
    rest = (each for each in table.columns if each not in first and each.name != "path")
    return table._replace(columns=(*first, *rest))


OF_FILES = FILES._replace(columns=tuple(each for name in _OF_FILES for each in FILES.columns if each.name == name))
TYPED = {each.name: _typed(each) for each in OF_PLANS}
"""The tables with rows of plans, by name."""
TABLES = (*TYPED.values(), OF_FILES)
"""All of them, in the order in which they are written."""


def typed_row(table: Table, row: Sequence[Any], report_date: date | None, workbook: str) -> tuple[Any, ...]:
    """Return a row of a table of the store as a row of the same table here."""
    known = {**dict(zip(table.names, row, strict=True)), _REPORT_DATE.name: report_date, WORKBOOK.name: workbook}
    return tuple(known[name] for name in TYPED[table.name].names)
