"""From the registered rules to pandera schemas: one a table, one check for each rule and input it points at.

pandera owns whether a row passes. The check's ``error`` is the rule's name and the input's key, the failure's index
is the row of the frame; wording, severity and address are the rule's own. A check never raises and never coerces.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from plan_workbook.checking.rule import Rule, Table, catalogue

_SEPARATOR = "@"


@cache
def schema_of(table: Table) -> pa.DataFrameSchema:
    """Return the schema of a table: every rule about it as a check over the whole frame."""
    checks = [_check(rule, key) for rule in catalogue().values() if rule.table is table for key in rule.at]
    return pa.DataFrameSchema(name=table.value, checks=checks)


def _check(rule: Rule, key: str) -> pa.Check:
    passes = (~rule.fires(key)).fill_null(True).alias("passes")

    def judge(frame: pa.PolarsData) -> pl.LazyFrame | bool:
        verdicts = frame.lazyframe.select(passes).collect()
        # For a frame pandera runs three more queries; most checks pass, and True says so without them.
        return True if verdicts["passes"].all() else verdicts.lazy()

    return pa.Check(judge, error=f"{rule.name}{_SEPARATOR}{key}")


def failures(table: Table, rows: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Validate a frame once, lazily; yield the row, the rule's name and the input's key of every failure."""
    if rows.is_empty():
        return
    try:
        schema_of(table).validate(rows, lazy=True)
    except SchemaErrors as errors:
        for check, index in errors.failure_cases.select("check", "index").iter_rows():
            name, _, key = check.partition(_SEPARATOR)
            yield index, name, key
