"""Where things are on a sheet that people fill in, when it is made: a row for each field, then table after table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plan_workbook.layout import Sheet, Table

FIRST_FIELD = 3
"""The row of the first field, counted from 0."""


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
