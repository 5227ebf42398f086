"""From the registered rules to pandera schemas: one a table, one check for each rule and input it points at.

pandera owns whether a row passes. The check's ``error`` is the rule's name and the input's key, the failure's index
is the row of the frame; wording, severity and address are the rule's own. A check never raises and never coerces.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from plan_workbook.checking.rule import Table, catalogue

_SEPARATOR = "@"


@cache
def passes(table: Table) -> tuple[pl.Expr, ...]:
    """Return for each rule about a table, and each input it points at, the expression that is true where it passes."""
    return tuple(
        (~rule.fires(key)).fill_null(True).alias(f"{rule.name}{_SEPARATOR}{key}")
        for rule in catalogue().values()
        if rule.table is table
        for key in rule.at
    )


def schema_of(verdicts: pl.DataFrame) -> pa.DataFrameSchema:
    """Return the schema of the frame's rows that has one check for each column of verdicts: true all the way down."""
    clean = verdicts.select(pl.all().all()).row(0, named=True)

    def check(name: str) -> pa.Check:
        # For a frame pandera runs three more queries; most checks pass, and True says so without them.
        return pa.Check(lambda _: clean[name] or verdicts.lazy().select(name), error=name)

    return pa.DataFrameSchema(checks=[check(name) for name in verdicts.columns])


def failures(table: Table, rows: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Validate a frame once, lazily; yield the row, the rule's name and the input's key of every failure."""
    if rows.is_empty():
        return
    verdicts = rows.select(passes(table))  # all in one query
    # pandera repeats the failing rows for each check: their numbers are enough
    numbered = rows.select(pl.int_range(pl.len()).alias("row"))
    try:
        schema_of(verdicts).validate(numbered, lazy=True)
    except SchemaErrors as errors:
        for check, index in errors.failure_cases.select("check", "index").iter_rows():
            name, _, key = check.partition(_SEPARATOR)
            yield index, name, key


def warm_up() -> None:
    """Do once what the first check of a process would have to: work out the expressions, start Polars and pandera."""
    for table in Table:
        passes(table)
    with contextlib.suppress(SchemaErrors):
        schema_of(pl.DataFrame({"": [False]})).validate(pl.DataFrame({"row": [0]}), lazy=True)
