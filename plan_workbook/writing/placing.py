"""Where things are on a sheet that people fill in, when it is made: a row for each field, then table after table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook.layout import NO_INPUTS, Column, Sheet, Table

FIRST_FIELD = 3
"""The row of the first field, counted from 0."""
_ROWS = 2_000
"""Rows of tables whose cells are remembered: sheets of a plan have the same ones."""


class Places(NamedTuple):
    """The rows of a sheet, counted from 0."""

    fields: Mapping[str, int]
    """The row of each field, by its key."""
    bodies: Mapping[str, range]
    """The rows of each table that people fill in, by its key; its headings are in the row above."""


def places_on(layout: Sheet, rows: Mapping[str, int]) -> Places:
    """Return where the fields and tables of a new sheet are, given how many rows of each table are filled."""
    fields = {field.key: row for row, field in enumerate(layout.fields, FIRST_FIELD)}
    row, bodies = FIRST_FIELD + len(fields), {}
    for table in layout.tables:
        bodies[table.key] = body = _body(row + 1, table, rows[table.key])
        row = body.stop  # a thin row, and then a blank one
    return Places(fields, bodies)


def _body(top: int, table: Table, filled: int) -> range:
    """Return the rows of a table that begins with its title, or its headings, in the row `top`."""
    first = top + bool(table.title) + 1
    return range(first, first + max(filled + table.spare, table.least))


def cells_of(table: Table, row: int) -> Mapping[str, str]:
    """Return the cells of a table in a row counted from 0, such as ``$C12``, by the columns' keys."""
    return _cells(table.columns, table.first_column - 1, row)


def filled(table: Table, row: int) -> str:
    """Return the formula, without "=", for how many cells of a row (from 0) somebody has filled in."""
    return _filled(table.columns, table.first_column - 1, row)


@lru_cache(_ROWS)
def _cells(columns: tuple[Column, ...], first: int, row: int) -> Mapping[str, str]:
    return {each.key: xl_rowcol_to_cell(row, at, col_abs=True) for at, each in enumerate(columns, first)}


@lru_cache(_ROWS)
def _filled(columns: tuple[Column, ...], first: int, row: int) -> str:
    cell = _cells(columns, first, row)
    runs = groupby(columns, key=lambda column: column.kind in NO_INPUTS)
    blocks = [[cell[column.key] for column in run] for is_no_input, run in runs if not is_no_input]
    return f"COUNTA({','.join(':'.join(dict.fromkeys((block[0], block[-1]))) for block in blocks)})"
