"""Which plans of a store are counted in which period, and what a plan is known by from month to month."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from plan_workbook.gathering.schema import PERIOD, PLANS, UNKNOWN
from plan_workbook.values.text import fold_name

Tables = Callable[[str], pl.LazyFrame]
"""Returns a table of the store by its name, with all columns of the schema."""
KEY = "key"
"""The column with what a plan is known by from month to month: its Authority and Title, folded as names are.

It is empty for a plan without one of them, which can't be told to be the same as another."""
_TEXTS = {"verdict", "path", "reporting_period", "version", "update", "item_word", "data_as_at"}
"""Columns that are only looked up for the plans of one period."""


def counted_plans(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the plans that are counted, in every period, and those that are not.

    If a plan has two report dates in one month, the later one is counted: it says what the earlier one said, and more.
    """
    plans = tables(PLANS.name).drop(_TEXTS).collect(engine="streaming")
    known = plans.select("authority", "title").unique()
    keys = pl.Series(KEY, [_key(*row) for row in known.iter_rows()], pl.String)
    plans = plans.join(known.with_columns(keys), ["authority", "title"], nulls_equal=True)
    last = pl.col("report_date") == pl.col("report_date").max().over(KEY, PERIOD)
    counts = pl.col(KEY).is_null() | (pl.col(PERIOD) == UNKNOWN) | last.fill_null(True)
    return plans.filter(counts), plans.filter(~counts)


def periods_of(plans: pl.DataFrame) -> list[str]:
    """Return the periods of plans, the one that is not known last."""
    return sorted(plans[PERIOD].unique().to_list(), key=lambda each: (each == UNKNOWN, each))


def newest(periods: Iterable[str]) -> str:
    """Return the last period that is known, or else `UNKNOWN`."""
    return max((each for each in periods if each != UNKNOWN), default=UNKNOWN)


def _key(authority: str | None, title: str | None) -> str | None:
    folded = fold_name(authority or ""), fold_name(title or "")
    return "\x1f".join(folded) if all(folded) else None
