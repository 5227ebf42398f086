"""A store of many plans, in the form in which it was made: Delta Lake tables, or a plain folder of Parquet files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

import polars as pl

from plan_workbook import __version__
from plan_workbook.errors import InputError
from plan_workbook.gathering.schema import SCHEMA_VERSION


class StoreFormat(StrEnum):
    """The forms of a store."""

    DELTA = "delta"
    """Delta Lake tables: each run is a transaction, and earlier months' answers can be asked again."""
    PARQUET = "parquet"
    """A plain folder of Parquet files, which each run replaces."""


class Overtaken(Exception):  # noqa: N818 - what happened, and nothing that is reported
    """Another run has changed the store since it was opened: settle again, on what it is now."""


class About(NamedTuple):
    """What a run says of itself."""

    started: datetime
    sources: tuple[str, ...]
    listed: int
    read: int

    def row(self, run: int, finished: datetime, versions: str | None, changes: str | None) -> tuple[object, ...]:
        """Return the row of the run in `RUNS`."""
        sources = "\n".join(self.sources)
        said = (run, self.started, finished, __version__, SCHEMA_VERSION, sources, self.listed, self.read)
        return (*said, versions, changes)


def refuse_newer(root: str, schema: int) -> None:
    """Refuse a store that this version of the tool would take columns away from.

    Raises:
        InputError: a newer version has written to it.
    """
    if schema > SCHEMA_VERSION:
        raise InputError(f"A newer version of plan-workbook has written to {root}: install that one and try again.")


class Store(Protocol):
    """The tables of a store, as they were after its last run when it was opened."""

    root: str
    """Where it is."""
    run: int
    """The number of its last run."""

    def table(self, name: str) -> pl.LazyFrame:
        """Return a table, by its name, with all columns of the schema."""

    def runs(self) -> pl.LazyFrame:
        """Return the table of the runs."""

    def refresh(self) -> None:
        """Take the store as it is now."""

    def replace(self, changed: Mapping[str, Mapping[str, pl.LazyFrame]], about: About) -> bool:
        """Replace whole periods of tables in one transaction; return False if nothing changes.

        Args:
            changed: all rows of each table in each period that changes, without the column of the period.
            about: the run.

        Raises:
            Overtaken: another run was quicker; nothing was changed.
        """
