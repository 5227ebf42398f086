"""A store of many plans, in the form in which it was made: Delta Lake tables, or a plain folder of Parquet files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

import polars as pl


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


@contextmanager
def made_store(root: str, format: str) -> Iterator[Store]:
    """Open a store for a run; it is made if it is not there.

    Raises:
        InputError: it can't be used as a store, or its library is not installed.
    """
    from plan_workbook.gathering.delta import DeltaStore  # loads deltalake, which is an extra

    yield DeltaStore.made(root)


def opened_store(root: str, run: int | None = None) -> Store:
    """Open a store to read it, as it is, or as it was after one of its runs.

    Raises:
        InputError: there is no store, or it has no such run, or its library is not installed.
    """
    from plan_workbook.gathering.delta import DeltaStore  # likewise

    return DeltaStore.opened(root, run=run)
