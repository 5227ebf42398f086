"""From the registered rules to pandera schemas: a check for each rule and each input it points at.

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
    """Return the schema of the rows judged: a check for each column of verdicts, that it is true all the way down."""

    def check(name: str) -> pa.Check:
        return pa.Check(lambda _: verdicts.lazy().select(name), error=name)

    return pa.DataFrameSchema(checks=[check(name) for name in verdicts.columns])


def failures(table: Table, rows: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Validate a frame once, lazily; yield the row, the rule's name and the input's key of every failure.

    All rules are judged in one query. pandera runs five more for each check it is given and repeats the failing rows,
    so it is given those that fail somewhere, over the numbers of the rows.
    """
    if rows.is_empty():
        return
    verdicts = rows.select(passes(table))
    clean = verdicts.select(pl.all().all()).row(0, named=True)
    try:
        schema_of(verdicts.drop(name for name in clean if clean[name])).validate(_numbers(rows), lazy=True)
    except SchemaErrors as errors:
        for check, index in errors.failure_cases.select("check", "index").iter_rows():
            name, _, key = check.partition(_SEPARATOR)
            yield index, name, key


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.int_range(pl.len()).alias("row"))


def warm_up() -> None:
    """Do once what the first check of a process would have to: work out the expressions, start Polars and pandera."""
    for table in Table:
        passes(table)
    with contextlib.suppress(SchemaErrors):
        schema_of(pl.DataFrame({"": [False]})).validate(pl.DataFrame({"row": [0]}), lazy=True)
