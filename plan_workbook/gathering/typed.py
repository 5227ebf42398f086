"""The tables of a store as `export --typed` writes them: with the report date and the workbook in every row.

The columns are those of `schema`, and the rows those of `rows`: a figure in an export and in a store is the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat
from typing import Any

from plan_workbook.checking.places import item_named, usual_sheet
from plan_workbook.gathering.rows import Row, Rows
from plan_workbook.gathering.schema import (
    ACTIONS,
    FILES,
    INDICATORS,
    OF_PLANS,
    PLANS,
    RECOMMENDATIONS,
    Column,
    Table,
    Type,
)
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.redaction import without_addresses

WORKBOOK = Column("workbook", Type.TEXT, "The file that it was read from.")
KNOWN_AS = Column(
    "known_as",
    Type.TEXT,
    "What findings call it in any month: `R15`, `R15 a`, `CSC 022`. Join it with their `item`.",
)
_KEYS = ("period", "plan", "authority")
_REPORT_DATE = next(each for each in PLANS.columns if each.name == "report_date")
_OF_FILES = ("path", "name", "outcome", "sentence", *_KEYS, "title", "report_date", "version", "update")


def _typed(table: Table) -> Table:
    """Return a table with the report date, the workbook and what a row is known as after its keys."""
    keys = tuple(each for each in table.columns if each.name in _KEYS)
    first = (*keys, _REPORT_DATE, WORKBOOK, *([KNOWN_AS] if table in _OF_ROWS else []))
    rest = (each for each in table.columns if each not in first and each.name != "path")
    return table._replace(columns=(*first, *rest))


_OF_ROWS = (RECOMMENDATIONS, ACTIONS, INDICATORS)
OF_FILES = FILES._replace(columns=tuple(each for name in _OF_FILES for each in FILES.columns if each.name == name))
TYPED = {each.name: _typed(each) for each in OF_PLANS}
"""The tables with rows of plans, by name."""
TABLES = (*TYPED.values(), OF_FILES)
"""All of them, in the order in which they are written."""


def typed_rows(plan: Plan, rows: Rows, workbook: str) -> Rows:
    """Return the rows of a plan in a store as rows of the same tables here."""
    named = _named(plan)
    return {
        table.name: [
            _typed_row(table, row, {_REPORT_DATE: plan.report_date, WORKBOOK: workbook, KNOWN_AS: known_as})
            for row, known_as in zip(rows[table.name], named.get(table.name) or repeat(None), strict=False)
        ]
        for table in OF_PLANS
    }


def _typed_row(table: Table, row: Row, more: Mapping[Column, Any]) -> Row:
    known = {**dict(zip(table.names, row, strict=True)), **{column.name: value for column, value in more.items()}}
    return tuple(known[name] for name in TYPED[table.name].names)


def _named(plan: Plan) -> dict[str, list[str]]:
    """Return what the rows of tables are known as, in the order of the rows of a store, which have no addresses."""
    owners = [(usual_sheet(each.number.text, plan.item_word), each) for each in plan.recommendations]
    named = {
        RECOMMENDATIONS.name: [sheet for sheet, _ in owners],
        ACTIONS.name: [item_named(sheet, row.inputs) for sheet, owner in owners for row in owner.actions],
        INDICATORS.name: [item_named(sheet, row.inputs) for sheet, owner in owners for row in owner.indicators],
    }
    clean = without_addresses(plan)
    return {name: [clean(each) for each in names] for name, names in named.items()}
