"""What a run changes in a store: which workbook of each plan is counted, and the rows that come and go.

A plan that is in the store stays there until a workbook of the same plan and report date replaces it. So a council may
save each month over the file of the month before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from plan_workbook.gathering.schema import FILES, OF_PLANS, PERIOD, PLANS
from plan_workbook.gathering.spool import READ, SOURCE, TOUCHED, Spool
from plan_workbook.sources.outcomes import Outcome

Stored = Callable[[str], pl.LazyFrame]
"""Returns a table as it is in the store, by its name, with all columns of the schema."""
_HELD = [Outcome.COUNTED.value, Outcome.SUPERSEDED.value]
"""What becomes of files that hold a plan."""


class Settled(NamedTuple):
    """What a run changes."""

    changed: dict[str, dict[str, pl.LazyFrame]]
    """All rows of each table in each period that changes, by the names of both, without the column of the period."""
    again: list[str]
    """The paths of files that have to be read again first: they are counted now, and their rows are not in the store.
    If there are any, nothing is to be changed yet."""


def settled(spool: Spool, stored: Stored) -> Settled:
    """Return what a run changes.

    Args:
        spool: what it has read.
        stored: the store as it is.
    """
    old, files = stored(FILES.name), _files(spool, stored)
    ranked = _ranked(files, stored)
    holders = stored(PLANS.name).select("plan", pl.col("path").alias("holder"))
    winners = (
        ranked.unique("plan", keep="last", maintain_order=True)
        .join(holders.collect(engine="streaming"), "plan", "left")
        .with_columns(stays=(pl.col("path") == pl.col("holder")).fill_null(False) & pl.col(SOURCE).is_null())
    )
    again = winners.filter(~pl.col("stays") & pl.col(SOURCE).is_null())["path"].to_list()
    if again:
        return Settled({}, again)
    replacing = winners.filter(~pl.col("stays")).select("plan", PERIOD, SOURCE)
    changed = {table.name: _plan_rows(table.name, replacing, spool, stored) for table in OF_PLANS}
    changed[FILES.name] = _file_rows(files, old, winners)
    return Settled(changed, [])


def _files(spool: Spool, stored: Stored) -> pl.LazyFrame:
    """Return what becomes of every file, as far as that is known before it is settled which workbooks are counted."""
    read = spool.rows(READ.name).unique("path", keep="last", maintain_order=True).collect(engine="streaming")
    touched = spool.rows(TOUCHED.name).unique("path", keep="last", maintain_order=True).collect(engine="streaming")
    old = stored(FILES.name).with_columns(pl.lit(None, pl.Int64).alias(SOURCE))
    kept = old.join(read.lazy().select("path"), "path", "anti").join(
        touched.lazy().with_columns(pl.lit(True).alias("_touched")), "path", "left", suffix="_now"
    )
    now = [
        pl.when(pl.col("_touched")).then(pl.col(f"{name}_now")).otherwise(pl.col(name)).alias(name)
        for name in TOUCHED.names
        if name != "path"
    ]
    columns = [*FILES.names, SOURCE]
    return pl.concat([kept.with_columns(now).select(columns), read.lazy().select(columns)])


def _ranked(files: pl.LazyFrame, stored: Stored) -> pl.DataFrame:
    """Return the workbooks of the plans that a run is about, the one that is counted last for each plan."""
    held = files.filter(pl.col("outcome").is_in(_HELD)).select(
        "plan", PERIOD, "path", "version", "update", "modified", SOURCE, pl.lit(True).alias("there")
    )
    # what was read from a file that holds something else now: nobody can read it again, so it counts as the oldest
    gone = (
        stored(PLANS.name)
        .select("plan", PERIOD, "path", "version", "update")
        .join(held.select("plan", "path"), ["plan", "path"], "anti")
        .with_columns(
            pl.lit(None, pl.Datetime("us", "UTC")).alias("modified"),
            pl.lit(None, pl.Int64).alias(SOURCE),
            pl.lit(False).alias("there"),
        )
    )
    order = [_in_order("version"), _in_order("update"), pl.col("modified"), pl.col("path")]
    return pl.concat([held, gone]).sort(order, nulls_last=False).collect(engine="streaming")


def _in_order(column: str) -> pl.Expr:
    """Return the figures in a text, so that ``2.10`` comes after ``2.9``; one without figures comes first."""
    figures = pl.col(column).fill_null("").str.extract_all(r"\d{1,9}")
    return figures.list.eval(pl.element().str.zfill(9)).list.join(".")


def _plan_rows(name: str, replacing: pl.DataFrame, spool: Spool, stored: Stored) -> dict[str, pl.LazyFrame]:
    """Return the rows of a table in each period in which a plan is replaced."""
    found = {}
    for period in replacing[PERIOD].unique().sort().to_list():
        here = replacing.lazy().filter(pl.col(PERIOD) == period)
        kept = stored(name).filter(pl.col(PERIOD) == period).join(here.select("plan"), "plan", "anti")
        new = spool.rows(name).filter(pl.col(PERIOD) == period).join(here.select(SOURCE), SOURCE, "semi")
        found[period] = pl.concat([kept, new.drop(SOURCE)]).drop(PERIOD)
    return found


def _file_rows(files: pl.LazyFrame, old: pl.LazyFrame, winners: pl.DataFrame) -> dict[str, pl.LazyFrame]:
    """Return the rows of the files in each period in which one of them changes."""
    counted = winners.lazy().select("plan", pl.col("path").alias("winner"), "there")
    with_plan = pl.col("outcome").is_in(_HELD)
    wins = pl.col("path") == pl.col("winner")
    why = (
        pl.when(pl.col("there"))
        .then(pl.lit("Another file holds the same plan with a later update, or is the later file."))
        .otherwise(pl.lit("The same plan was read before with a later update, from a file that holds another now."))
    )
    after = (
        files.join(counted, "plan", "left")
        .with_columns(
            outcome=pl.when(with_plan & wins)
            .then(pl.lit(Outcome.COUNTED.value))
            .when(with_plan)
            .then(pl.lit(Outcome.SUPERSEDED.value))
            .otherwise(pl.col("outcome")),
            sentence=pl.when(with_plan & wins)
            .then(pl.lit(None, pl.String))
            .when(with_plan)
            .then(why)
            .otherwise(pl.col("sentence")),
            instead=pl.when(with_plan & ~wins).then(pl.col("winner")),
        )
        .select(FILES.names)
        .collect(engine="streaming")
    )
    before = old.select(FILES.names).collect(engine="streaming")
    moved = pl.concat([_differ(after, before), _differ(before, after)])
    return {
        period: after.lazy().filter(pl.col(PERIOD) == period).drop(PERIOD)
        for period in moved[PERIOD].unique().sort().to_list()
    }


def _differ(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a frame that the other one does not have."""
    return one.join(other, FILES.names, "anti", nulls_equal=True)
