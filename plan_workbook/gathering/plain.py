"""A store as a plain folder of Parquet files, which each run replaces as a whole.

A run writes a new folder next to the old one and puts it in its place, so that whoever opens files afterwards finds all
of them new. Files that have not changed are the same ones in both.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from uuid import uuid4

import polars as pl

from plan_workbook.errors import InputError, OutputError
from plan_workbook.gathering.frames import fitted, frame_of, schema_of
from plan_workbook.gathering.schema import PERIOD, RUNS, TABLES, Table
from plan_workbook.gathering.store import About, Overtaken, refuse_newer
from plan_workbook.package import PackageError
from plan_workbook.package.in_use import locked
from plan_workbook.values.temporary import why_not_written

_ROWS = "rows.parquet"
_NEW, _OLD = ".new-", ".old-"
_PATIENCE = 600.0
"""Seconds to wait for another run that is writing the same store."""


class ParquetStore:
    """The tables of a store, as they were after its last run when it was opened."""

    def __init__(self, root: str) -> None:
        """Open the store; if there is none, it is made once there is something to put into it.

        Raises:
            InputError: it is another folder with something in it, or a newer version of the tool has made it.
        """
        self.root = root
        self._folder = Path(root).resolve()
        self.run = 0
        self.refresh()

    @property
    def _runs(self) -> Path:
        return self._folder / RUNS.name / _ROWS

    @staticmethod
    def is_one(root: str) -> bool:
        """Tell whether there is such a store, or one that a killed run was about to put in its place."""
        folder = Path(root).resolve()
        return (folder / RUNS.name / _ROWS).is_file() or any(folder.parent.glob(f"{escape(folder.name)}{_OLD}*"))

    def refresh(self) -> None:
        """Take the store as it is now; if a run was killed between moving two folders, put the old one back."""
        if not self._folder.exists():
            for old in sorted(self._folder.parent.glob(f"{escape(self._folder.name)}{_OLD}*"))[:1]:
                with locked(self._folder, _PATIENCE), contextlib.suppress(OSError):
                    if not self._folder.exists():
                        old.rename(self._folder)
        if self._runs.is_file():
            refuse_newer(self.root, int(self.runs().select(pl.col("schema").max()).collect().item()))
            self.run = int(self.runs().select(pl.col("run").max()).collect().item())
        elif self._folder.exists() and (not self._folder.is_dir() or any(self._folder.iterdir())):
            raise InputError(f"{self.root} is something else and not a store: give the name of a new folder.")

    def table(self, name: str) -> pl.LazyFrame:
        """Return a table, by its name, with all columns of the schema."""
        table = next(each for each in TABLES if each.name == name)
        files = sorted((self._folder / name).glob(f"{PERIOD}=*/{_ROWS}"))
        if not files:
            return pl.LazyFrame(schema=schema_of(table))
        each = [pl.scan_parquet(f, glob=False).with_columns(pl.lit(_period(f)).alias(PERIOD)) for f in files]
        return pl.concat([fitted(frame, table) for frame in each])

    def runs(self) -> pl.LazyFrame:
        """Return the table of the runs."""
        return (
            fitted(pl.scan_parquet(self._runs, glob=False), RUNS)
            if self._runs.is_file()
            else pl.LazyFrame(schema=schema_of(RUNS))
        )

    def replace(self, changed: Mapping[str, Mapping[str, pl.LazyFrame]], about: About) -> bool:
        """Replace whole periods of tables; return False if nothing changes.

        Args:
            changed: all rows of each table in each period that changes, without the column of the period.
            about: the run.

        Raises:
            Overtaken: another run was quicker; nothing was changed.
            OutputError: the folder can't be written or replaced; nothing was changed.
        """
        if not any(changed.values()):
            return False
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._folder, _PATIENCE):
                self._delete_leftovers()
                before = self.run
                self.refresh()
                if self.run != before:
                    raise Overtaken
                new = self._folder.with_name(f"{self._folder.name}{_NEW}{uuid4().hex}")
                try:
                    self._write(new, changed, about)
                    self._put_in_place(new)
                finally:  # if it was put in place, nothing has that name any more
                    shutil.rmtree(new, ignore_errors=True)
        except PackageError as error:
            raise OutputError(f"The store {self.root} can't be written. {error}") from error
        except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
            why = why_not_written(error, self._folder)
            raise OutputError(
                f"The store {self.root} can't be written ({why}): check that there is room and that you may write to "
                "its folder, and try again; nothing was changed."
            ) from error
        self.run += 1
        return True

    def _write(self, new: Path, changed: Mapping[str, Mapping[str, pl.LazyFrame]], about: About) -> None:
        for table in TABLES:
            self._keep(new, table, changed.get(table.name, {}))
            for period, frame in changed.get(table.name, {}).items():
                path = new / table.name / f"{PERIOD}={period}" / _ROWS
                path.parent.mkdir(parents=True)
                frame.sink_parquet(path, compression="zstd")
        row = about.row(self.run + 1, datetime.now(UTC), None, None)
        (new / RUNS.name).mkdir(parents=True)
        pl.concat([self.runs().collect(), frame_of(RUNS, [row])]).write_parquet(new / RUNS.name / _ROWS)

    def _keep(self, new: Path, table: Table, changed: Mapping[str, pl.LazyFrame]) -> None:
        """Have the periods of a table that do not change in the new folder as well."""
        for there in (self._folder / table.name).glob(f"{PERIOD}=*/{_ROWS}"):
            if _period(there) not in changed:
                path = new / table.name / there.parent.name / _ROWS
                path.parent.mkdir(parents=True)
                try:
                    os.link(there, path)
                except (OSError, NotImplementedError):  # a drive without links
                    shutil.copy2(there, path)

    def _put_in_place(self, new: Path) -> None:
        old = self._folder.with_name(f"{self._folder.name}{_OLD}{uuid4().hex}")
        if self._folder.exists():
            self._folder.rename(old)
        try:
            new.rename(self._folder)
        except OSError:
            if old.exists():
                old.rename(self._folder)
            raise
        shutil.rmtree(old, ignore_errors=True)

    def _delete_leftovers(self) -> None:
        """Delete what killed runs have left; nobody else can be writing now."""
        kinds = (_NEW, _OLD) if self._folder.exists() else (_NEW,)
        for kind in kinds:
            for left in self._folder.parent.glob(f"{escape(self._folder.name)}{kind}*"):
                shutil.rmtree(left, ignore_errors=True)


def _period(rows: Path) -> str:
    return rows.parent.name.partition("=")[2]
