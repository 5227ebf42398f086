"""Columns that a council adds to a table of a recommendation's sheet: text that is carried through, and nothing else.

The Plan sheet declares them in *Extra Columns*. A key names one wherever keys of columns are used: it begins with the
table, and the rest is the heading: ``actions: Funding Source``.
"""

from __future__ import annotations

from collections.abc import Iterable

from plan_workbook.layout.parts import OWN, Column, Table, own
from plan_workbook.values.text import tidy


def own_key(table: str, heading: str) -> str:
    """Return the key of an extra column, given the key of its table and its heading."""
    return f"{table}{OWN}{tidy(heading)}"


def is_own_column(key: str, table: str = "") -> bool:
    """Tell whether a key is that of an extra column, of that table if one is given."""
    before, separator, heading = key.partition(OWN)
    return bool(separator and heading) and (not table or before == table)


def all_inputs(table: Table, keys: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of a table that people fill in, with the extra ones that are among these keys."""
    return (*table.inputs, *own(table.key, keys))
