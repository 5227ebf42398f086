"""What a run changes in a store: which workbook of each plan is counted, and the rows that come and go.

A plan that is in the store stays there until a workbook of the same plan and report date replaces it. So a council may
save each month over the file of the month before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from plan_workbook.gathering.schema import FILES, OF_PLANS, PERIOD, PLANS
from plan_workbook.gathering.spool import NOTED, READ, SOURCE, TOUCHED, Spool
from plan_workbook.sources.outcomes import Outcome

Stored = Callable[[str], pl.LazyFrame]
"""Returns a table as it is in the store, by its name, with all columns of the schema."""
HELD = (Outcome.COUNTED, Outcome.SUPERSEDED)
"""What becomes of files that hold a plan."""


class Settled(NamedTuple):
    """What a run changes."""

    changed: dict[str, dict[str, pl.LazyFrame]]
    """All rows of each table in each period that changes, by the names of both, without the column of the period."""
    again: list[str]
    """The paths of files that have to be read again first: they are counted now, and their rows are not in the store.
    If there are any, nothing is to be changed yet."""
    outcomes: dict[Outcome, int]
    """How many of the files that were listed and hold a plan became what."""


def settled(spool: Spool, stored: Stored) -> Settled:
    """Return what a run changes.

    Args:
        spool: what it has read.
        stored: the store as it is.
    """
    about = _About(spool, stored)
    files = about.files()
    winners = _winners(_ranked(files, about), about)
    again = winners.filter(~pl.col("stays") & pl.col(SOURCE).is_null())["path"].to_list()
    if again:
        return Settled({}, again, {})
    replacing = winners.filter(~pl.col("stays")).select("plan", PERIOD, SOURCE)
    changed = {table.name: _plan_rows(table.name, replacing, spool, stored) for table in OF_PLANS}
    after = _named(files, winners)
    changed[FILES.name] = _file_rows(after, about)
    return Settled(changed, [], _outcomes(spool, after))


def _outcomes(spool: Spool, after: pl.DataFrame) -> dict[Outcome, int]:
    """Return how many of the files that were listed and hold a plan became what, with what another one made of them."""
    now = after.lazy().select("path", pl.col("outcome").alias("_now"))
    became = pl.coalesce("_now", "outcome").alias("outcome")
    rows = spool.rows(NOTED.name).join(now, "path", "left").group_by(became).len().collect(engine="streaming").rows()
    return {Outcome(outcome): number for outcome, number in rows}


class _About:
    """The files and plans that a run is about; of all others in the store, nothing changes."""

    def __init__(self, spool: Spool, stored: Stored) -> None:
        self.stored = stored
        self._read = _last_of_each(spool.rows(READ.name))
        self._touched = _last_of_each(spool.rows(TOUCHED.name))
        paths = pl.concat([self._read.select("path"), self._touched.select("path")]).unique()
        before = stored(FILES.name).join(paths.lazy(), "path", "semi").select("plan").collect(engine="streaming")
        self.plans = pl.concat([self._read.select("plan"), before]).drop_nulls().unique()
        """The plans in files that were read now, or that were in them before."""
        of_plans = stored(FILES.name).join(self.plans.lazy(), "plan", "semi").select("path")
        self.paths = pl.concat([of_plans.collect(engine="streaming"), paths]).unique()
        """The files that hold one of these plans, or were read now."""
        self.before = stored(FILES.name).join(self.paths.lazy(), "path", "semi").collect(engine="streaming")
        """What became of them before."""

    def files(self) -> pl.DataFrame:
        """Return what becomes of these files, as far as that is known before it is settled what is counted."""
        old = self.before.with_columns(pl.lit(None, pl.Int64).alias(SOURCE))
        kept = old.join(self._read, "path", "anti").join(
            self._touched.with_columns(pl.lit(True).alias("_touched")), "path", "left", suffix="_now"
        )
        now = [
            pl.when(pl.col("_touched")).then(pl.col(f"{name}_now")).otherwise(pl.col(name)).alias(name)
            for name in TOUCHED.names
            if name != "path"
        ]
        columns = [*FILES.names, SOURCE]
        return pl.concat([kept.with_columns(now).select(columns), self._read.select(columns)])


def _last_of_each(rows: pl.LazyFrame) -> pl.DataFrame:
    return rows.unique("path", keep="last", maintain_order=True).collect(engine="streaming")


def _ranked(files: pl.DataFrame, about: _About) -> pl.DataFrame:
    """Return the workbooks of the plans that a run is about, the one that is counted last for each plan."""
    held = files.filter(pl.col("outcome").is_in(HELD)).select(
        "plan", PERIOD, "path", "version", "update", "modified", SOURCE, pl.lit(True).alias("there")
    )
    # what was read from a file that holds something else now: nobody can read it again, so it counts as the oldest
    gone = (
        about.stored(PLANS.name)
        .join(about.plans.lazy(), "plan", "semi")
        .select("plan", PERIOD, "path", "version", "update")
        .collect(engine="streaming")
        .join(held, ["plan", "path"], "anti")
        .with_columns(
            pl.lit(None, pl.Datetime("us", "UTC")).alias("modified"),
            pl.lit(None, pl.Int64).alias(SOURCE),
            pl.lit(False).alias("there"),
        )
    )
    order = [_in_order("version"), _in_order("update"), pl.col("modified"), pl.col("path")]
    return pl.concat([held, gone]).sort(order, nulls_last=False)


def _winners(ranked: pl.DataFrame, about: _About) -> pl.DataFrame:
    """Return the workbook of each plan that is counted, and whether its rows are in the store and stay there."""
    holders = about.stored(PLANS.name).join(about.plans.lazy(), "plan", "semi")
    return (
        ranked.unique("plan", keep="last", maintain_order=True)
        .join(holders.select("plan", pl.col("path").alias("holder")).collect(engine="streaming"), "plan", "left")
        .with_columns(stays=(pl.col("path") == pl.col("holder")).fill_null(False) & pl.col(SOURCE).is_null())
    )


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


def _file_rows(after: pl.DataFrame, about: _About) -> dict[str, pl.LazyFrame]:
    """Return the rows of the files in each period in which one of them changes."""
    moved = pl.concat([_differ(after, about.before), _differ(about.before, after)])
    found = {}
    for period in moved[PERIOD].unique().sort().to_list():
        here = pl.col(PERIOD) == period
        others = about.stored(FILES.name).filter(here).join(about.paths.lazy(), "path", "anti")
        found[period] = pl.concat([others, after.lazy().filter(here)]).drop(PERIOD)
    return found


def _named(files: pl.DataFrame, winners: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of files, of which those that are not counted name the one that is."""
    counted = winners.select("plan", pl.col("path").alias("winner"), "there")
    with_plan = pl.col("outcome").is_in(HELD)
    wins = pl.col("path") == pl.col("winner")
    why = (
        pl.when(pl.col("there"))
        .then(pl.lit("Another file holds the same plan with a later update, or is the later file."))
        .otherwise(pl.lit("The same plan was read before with a later update, from a file that holds another now."))
    )
    return (
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
    )


def _differ(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a frame that the other one does not have."""
    return one.join(other, FILES.names, "anti", nulls_equal=True)
