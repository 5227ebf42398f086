"""The tables of a store as Polars has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from plan_workbook.gathering.schema import Table, Type

_TYPES: dict[Type, pl.DataType] = {
    Type.TEXT: pl.String(),
    Type.WHOLE: pl.Int64(),
    Type.NUMBER: pl.Float64(),
    Type.DATE: pl.Date(),
    Type.TIME: pl.Datetime("us", "UTC"),
    Type.YES_NO: pl.Boolean(),
}


def schema_of(table: Table) -> pl.Schema:
    """Return the columns of a table with their types."""
    return pl.Schema({each.name: _TYPES[each.type] for each in table.columns})


def frame_of(table: Table, rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Return rows of a table as a frame."""
    return pl.DataFrame(list(rows), schema_of(table), orient="row")


def fitted(frame: pl.LazyFrame, table: Table) -> pl.LazyFrame:
    """Return a frame with exactly the columns of a table; what an older store lacks is empty."""
    there = frame.collect_schema()
    return frame.select(
        pl.col(name).cast(kind) if name in there else pl.lit(None, kind).alias(name)
        for name, kind in schema_of(table).items()
    )
