"""A store as Delta Lake tables, in a folder or a bucket: whatever happens, a run is in it as a whole or not at all.

Delta Lake makes a change of one table a transaction, and a run changes seven. So the run is in the store from the
moment when its row is in the table `RUNS`: that row says what is put into each other table and taken out of it, and two
runs can't write the same one. Then the tables follow, one after the other. If the run is killed in between, whoever
opens the store next completes it from that row: every table knows the last run that it has followed (``txn`` in its
log), so nothing is done twice. Files that belong to no transaction are not part of a table.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import polars as pl
from deltalake import CommitProperties, DeltaTable, Schema, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from deltalake.transaction import AddAction

from plan_workbook.errors import InputError, OutputError, PlanWorkbookError
from plan_workbook.gathering.frames import fitted, frame_of, schema_of
from plan_workbook.gathering.schema import PERIOD, RUNS, TABLES, Table
from plan_workbook.gathering.store import About, Overtaken, refuse_newer
from plan_workbook.gathering.writing import writing
from plan_workbook.sources.content import put_file
from plan_workbook.sources.shown import is_url, shown
from plan_workbook.values.temporary import temporary_folder, why_not_written, writing_there
from plan_workbook.values.text import in_brief

_APP = "plan-workbook"
"""What the tables know our runs by."""
_KEPT = "interval 5200 weeks"
"""For how long an earlier month's answer can be asked again."""
_CONFIGURATION = {
    "delta.logRetentionDuration": _KEPT,
    "delta.deletedFileRetentionDuration": _KEPT,
    "delta.enableExpiredLogCleanup": "false",
}
_TRIES = 20


class DeltaStore:
    """The tables of a store, as they were after its last run when it was opened."""

    def __init__(self, root: str, options: Mapping[str, str] | None = None) -> None:
        """Open the store; use `opened` or `made`."""
        self.root = root
        self._options = dict(options or {})
        self._tables: dict[str, DeltaTable] = {}
        self.run = 0
        """The number of its last run."""

    # ----------------------------------------------------------------------------------------------- opening

    @classmethod
    def made(cls, root: str, options: Mapping[str, str] | None = None) -> DeltaStore:
        """Open a store for a run; if there is none, it is made once there is something to put into it.

        Raises:
            InputError: a newer version of the tool has made it.
        """
        store = cls(root, options)
        with _said(f"The store {shown(root)} can't be reached"):
            there = store._there(RUNS)
        if there:
            store.refresh()
        return store

    @classmethod
    def opened(cls, root: str, options: Mapping[str, str] | None = None, run: int | None = None) -> DeltaStore:
        """Open a store to read it, as it is, or as it was after one of its runs.

        Raises:
            InputError: there is no store, or it has no such run.
        """
        store = cls(root, options)
        try:
            store.refresh(run)
        except TableNotFoundError:
            raise InputError(f"{shown(root)} is not a store: make one with plan-workbook gather.") from None
        return store

    def _make_all(self) -> None:
        """Make the tables, without rows; another run may be making them too, and may have put something into them."""
        if not is_url(self.root):  # the library makes no folder that a link leads to, nor says why it can't make one
            Path(self.root).resolve().mkdir(parents=True, exist_ok=True)
        for table in (*TABLES, RUNS):  # the last one makes it a store
            if not self._there(table):
                self._make(table)
            self._tables[table.name] = DeltaTable(self._uri(table), 0, self._options)

    def _there(self, table: Table) -> bool:
        return DeltaTable.is_deltatable(self._uri(table), self._options)

    def _make(self, table: Table) -> None:
        try:
            DeltaTable.create(
                self._uri(table),
                Schema.from_arrow(schema_of(table)),
                mode="ignore",
                partition_by=None if table is RUNS else [PERIOD],
                name=table.name,
                description=table.meaning,
                configuration=_CONFIGURATION,
                storage_options=self._options,
            )
        except TableNotFoundError as error:  # what the library says if it may not make a folder
            raise DeltaError("its folder can't be written to") from error

    def refresh(self, run: int | None = None) -> None:
        """Take the store as it is now, after completing its last run if that was killed.

        Raises:
            InputError: a newer version of the tool has made it, or it has no such run.
        """
        with _said(f"The store {shown(self.root)} can't be read, or the last run can't be completed"):
            self._refresh(run)

    def _refresh(self, run: int | None) -> None:
        self._tables = {}
        runs = self.runs().select("run", "schema", "versions").sort("run").collect().to_dicts()
        last = next((each for each in reversed(runs) if run in (None, each["run"])), None)
        if run is not None and last is None:
            raise InputError(f"{shown(self.root)} has no run {run}: its last one is {runs[-1]['run'] if runs else 0}.")
        self.run = 0
        if last is None:
            return
        refuse_newer(shown(self.root), last["schema"])
        self.run = last["run"]
        if last is runs[-1]:
            changes = self.runs().filter(pl.col("run") == self.run).select("changes").collect().item()
            self._follow(self.run, json.loads(changes))
        for name, version in json.loads(last["versions"]).items():
            now = DeltaTable(self._uri(name), storage_options=self._options)
            newest = last is runs[-1] and (now.transaction_version(_APP) or 0) <= self.run
            # somebody may have tidied the newest up, which changes its version and no row
            self._tables[name] = now if newest else DeltaTable(self._uri(name), version, self._options)

    # ----------------------------------------------------------------------------------------------- reading

    def table(self, name: str) -> pl.LazyFrame:
        """Return a table, by its name, with all columns of the schema."""
        table = next(each for each in TABLES if each.name == name)
        if not self.run and not self._there(table):
            return pl.LazyFrame(schema=schema_of(table))
        return _scanned(self._delta(name), table)

    def runs(self) -> pl.LazyFrame:
        """Return the table of the runs."""
        return _scanned(self._delta(RUNS.name), RUNS)

    def _delta(self, name: str) -> DeltaTable:
        if name not in self._tables:
            self._tables[name] = DeltaTable(self._uri(name), storage_options=self._options)
        return self._tables[name]

    def _uri(self, table: Table | str) -> str:
        return f"{self.root}/{table if isinstance(table, str) else table.name}"

    # ----------------------------------------------------------------------------------------------- writing

    def _is_stored(self, mark: str) -> bool:
        """Tell whether the run with that mark is in the store."""
        runs = _scanned(DeltaTable(self._uri(RUNS), storage_options=self._options), RUNS)
        return not runs.filter(pl.col("changes").str.contains(mark, literal=True)).collect().is_empty()

    def replace(self, changed: Mapping[str, Mapping[str, pl.LazyFrame]], about: About) -> bool:
        """Replace whole periods of tables in one transaction; return False if nothing changes.

        Args:
            changed: all rows of each table in each period that changes, without the column of the period.
            about: the run.

        Raises:
            Overtaken: another run was quicker; nothing was changed.
            OutputError: it can't be written.
        """
        if not any(changed.values()):
            return False
        mark = uuid4().hex
        with _said(f"The store {shown(self.root)} can't be written, and was not changed", self.root):
            if not self.run:
                self._make_all()
            with writing(self.root, mark, self._is_stored):
                self._commit(changed, about, mark)
        self.refresh()
        return True

    def _commit(self, changed: Mapping[str, Mapping[str, pl.LazyFrame]], about: About, mark: str) -> None:
        changes = {
            name: [self._written(name, period, frame, mark) for period, frame in periods.items()]
            for name, periods in changed.items()
            if periods
        }
        versions = {table.name: self._delta(table.name).version() + (table.name in changes) for table in TABLES}
        run = self.run + 1
        row = about.row(run, datetime.now(UTC), json.dumps(versions), json.dumps(changes))
        once = CommitProperties(custom_metadata={"run": str(run)}, max_commit_retries=0)
        try:
            write_deltalake(
                self._delta(RUNS.name),
                frame_of(RUNS, [row]),
                mode="append",
                schema_mode="merge",
                commit_properties=once,
            )
        except CommitFailedError as error:
            raise Overtaken from error

    def _written(self, name: str, period: str, frame: pl.LazyFrame, mark: str) -> dict[str, Any]:
        """Write the rows of a period to a file that is not part of the table yet, and return what becomes of it."""
        path = f"{PERIOD}={period}/{mark}.parquet"
        where = f"{self._uri(name)}/{path}"
        if is_url(where):
            with temporary_folder() as folder:
                local = folder / "rows.parquet"
                with writing_there(pl.exceptions.PolarsError, pl.exceptions.PanicException):
                    frame.sink_parquet(local, compression="zstd")
                put_file(local, where)
                return {"period": period, "path": path, **_measured(local)}
        local = Path(where)
        local.parent.mkdir(parents=True, exist_ok=True)
        frame.sink_parquet(local, compression="zstd")
        return {"period": period, "path": path, **_measured(local)}

    def _follow(self, run: int, changes: Mapping[str, list[dict[str, Any]]]) -> None:
        """Have every table follow a run, if it has not."""
        for table in TABLES:
            if table.name in changes:
                self._follow_one(table, run, changes[table.name])

    def _follow_one(self, table: Table, run: int, periods: list[dict[str, Any]]) -> None:
        for _ in range(_TRIES):
            delta = DeltaTable(self._uri(table), storage_options=self._options)
            if (delta.transaction_version(_APP) or 0) >= run:
                return
            try:
                delta.create_write_transaction(
                    list(_added(periods)),
                    "overwrite",
                    _schema(delta, table),
                    [PERIOD],
                    [(PERIOD, "in", [each["period"] for each in periods])],
                    commit_properties=CommitProperties(
                        custom_metadata={"run": str(run)},
                        max_commit_retries=0,
                        app_transactions=[Transaction(_APP, run)],
                    ),
                )
                return
            except CommitFailedError:  # another process has the same in hand, and is at least as far
                time.sleep(0.05)
        raise InputError(
            f"The table {table.name} of {shown(self.root)} can't be changed: another program keeps changing it."
        )


def _measured(file: Path) -> dict[str, int]:
    """Return the size of a file of rows, in bytes, and how many rows it has."""
    rows = pl.scan_parquet(file, glob=False).select(pl.len()).collect().item()
    return {"size": file.stat().st_size, "rows": rows}


def _scanned(delta: DeltaTable, table: Table) -> pl.LazyFrame:
    """Return a table with all columns of the schema.

    Polars looks for the files of a table where its URL says, with spaces and accents escaped (``Jo%20Hart``), and does
    not find them.
    """
    files = [_scanned_file(unquote(each)) for each in sorted(delta.file_uris())]
    return pl.concat([fitted(each, table) for each in files]) if files else pl.LazyFrame(schema=schema_of(table))


def _scanned_file(where: str) -> pl.LazyFrame:
    rows = pl.scan_parquet(where, glob=False, hive_partitioning=False)
    name, mark, value = PurePosixPath(where.replace("\\", "/")).parent.name.partition("=")
    return rows.with_columns(pl.lit(value).alias(name)) if mark and name == PERIOD else rows


@contextmanager
def _said(what: str, written: str = "") -> Iterator[None]:
    """Say in a sentence what a library says that can't reach, read or write something.

    `written` is the folder that it writes to, whose disk may be full: some libraries don't say so.
    """
    try:
        yield
    except (PlanWorkbookError, Overtaken, TableNotFoundError):
        raise
    except (OSError, DeltaError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        if written and not is_url(written):
            why = shown(why_not_written(error, Path(written)))
        else:
            said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            why = in_brief(shown(said.partition("\n")[0]), 200).rstrip(".")  # what follows is where in the library
        raise OutputError(
            f"{what} ({why}): check that it can be reached and that there is room, and try again."
        ) from error


def _added(periods: list[dict[str, Any]]) -> Iterator[AddAction]:
    for each in periods:
        if each["rows"]:
            stats = json.dumps({"numRecords": each["rows"]})
            yield AddAction(each["path"], each["size"], {PERIOD: each["period"]}, int(time.time() * 1000), True, stats)


def _schema(delta: DeltaTable, table: Table) -> Schema:
    """Return the schema of a table with what this version has added to it; nobody's columns are taken away."""
    there = {each.name: each for each in delta.schema().fields}
    ours = {each.name: each for each in Schema.from_arrow(schema_of(table)).fields}
    return Schema([*there.values(), *(each for name, each in ours.items() if name not in there)])
