"""Columns that hold tables of their own in Word: of a table of items, each with the table of its actions in its row.

    Objective    | Lead    | Tasks
    1 Early help | Jo Hart | (a table of what is done, by whom and by when)

What such a column is called says what the tables in it are, and nothing of the table around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from plan_workbook.bringing.documents.document import Document
from plan_workbook.patterns import pattern

_INSIDE = pattern(r"(?P<file>.*), table \d+ \(in (?P<outer>table \d+), row \d+, column (?P<column>\d+)\)")
_SHARE = 0.5
"""Which share of the rows below the first one has a table there at least."""


def columns_of_tables(document: Document) -> Mapping[str, frozenset[int]]:
    """Return the columns, counted from 0, that hold tables in most rows, by where the table around them is."""
    inside: Counter[tuple[str, int]] = Counter()
    rows: dict[str, int] = {}
    for table in document.tables():
        rows[table.where] = table.rows
        if (found := _INSIDE.fullmatch(table.where)) is not None:
            inside[f"{found['file']}, {found['outer']}", int(found["column"]) - 1] += 1
    several = {key for key, count in inside.items() if count > 1 and count >= _SHARE * (rows.get(key[0], 0) - 1)}
    return {where: frozenset(at for other, at in several if other == where) for where, _ in several}
