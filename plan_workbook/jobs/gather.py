"""Gather the plans in many workbooks into a store that any analyst's tool opens."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

import polars as pl

from plan_workbook.errors import InputError, PlanWorkbookError
from plan_workbook.gathering.opening import files_of, made_store
from plan_workbook.gathering.schema import FILES, UNKNOWN
from plan_workbook.gathering.settle import HELD, settled
from plan_workbook.gathering.spool import READ, Spool
from plan_workbook.gathering.store import About, Overtaken, Store, StoreFormat
from plan_workbook.jobs.arguments import choice_of
from plan_workbook.jobs.deadline import Deadline
from plan_workbook.jobs.engine import PROCESSES, Engine
from plan_workbook.jobs.gather_told import MOST_NAMED, Gathered, NotCounted, Progress, Superseded
from plan_workbook.jobs.gathered import Batch, Stopped, ToRead, WasRead, read_batch
from plan_workbook.jobs.known import Known, known_of, tool
from plan_workbook.jobs.processes import FEW
from plan_workbook.jobs.workers import Workers, done_by
from plan_workbook.package import PackageError
from plan_workbook.package.modes import bits_of, mode_within, no_less_strict_than
from plan_workbook.sources.content import content_of
from plan_workbook.sources.listed import Listed
from plan_workbook.sources.outcomes import Outcome
from plan_workbook.sources.shown import is_url, shown
from plan_workbook.sources.sources import files_in, found_again, is_file
from plan_workbook.values.temporary import temporary_folder
from plan_workbook.values.text import listed_in_part

_AT_ONCE = 10_000
"""How many files are listed before the first of them is read; of a million names, no more are in memory."""
_BATCH = 16
"""How many workbooks are checked together at the most."""
_BYTES = 32 << 20
"""Of the files of a batch, apart from the last one."""


def gather(
    sources: str | Path | Iterable[str | Path],
    store: str | Path,
    *,
    format: StoreFormat | str = StoreFormat.DELTA,
    processes: int | None = None,
    engine: str = PROCESSES,
    executor: Executor | None = None,
    timeout: float | None = None,
    password: str | None = None,
    told: Callable[[Progress], None] = lambda _: None,
) -> Gathered:
    """Gather the plans in workbooks into a store; what is there already is kept, or replaced by what is newer.

    Args:
        sources: folders, files and URLs, or one of these.
        store: the folder or URL of the store; it is made if it is not there.
        format: ``delta`` for Delta Lake tables, ``parquet`` for a plain folder.
        processes: how many processes may read at once; without it, as many as there are processors.
        engine: ``processes`` of this machine, ``dask`` for a cluster on it, ``dask=tcp://...`` for one that is running.
        executor: reads, in place of an engine.
        timeout: how many seconds a file may take; one that takes longer is tried once more, and then named.
        password: of workbooks that are encrypted.
        told: is called again and again with how far the run is.

    Raises:
        InputError: there is no such source, or the store can't be used; nothing was changed.
        OutputError: the store or the temporary folder can't be written; nothing was changed.
    """
    given = [str(each) for each in ([sources] if isinstance(sources, str | Path) else sources)]
    kind = choice_of(StoreFormat, format, "format")
    reader = Engine(executor, engine, processes or os.cpu_count() or 1, timeout)
    into = made_store(str(store), kind)
    listing = files_in(given, apart_from=str(store))
    with temporary_folder() as folder:
        run = _Run(into, Spool(folder), reader, password, told)
        run.read_all(listing)
        if not run.progress.listed:
            raise InputError(f"There is no workbook in {listed_in_part(given)}: check the name.")
        if len(given) == 1 and run.progress.failures and is_file(given[0]):
            raise InputError(run.why_not())
        return run.stored(given)


class _Run:
    """One run over all sources."""

    def __init__(
        self,
        store: Store,
        spool: Spool,
        engine: Engine,
        password: str | None,
        told: Callable[[Progress], None],
    ) -> None:
        self.store, self._spool, self._engine = store, spool, engine
        self._password, self._told = password, told
        self._started = datetime.now(UTC)
        self._outcomes: dict[Outcome, int] = Counter()
        self._named: list[NotCounted] = []
        self._encrypted: list[str] = []
        self._about: dict[str, tuple[Listed, Known | None]] = {}
        """The files that are being read, by their path, with what is known of them from an earlier run."""
        self._again: set[str] = set()
        """The paths of files that are read although nothing has happened to them; they were noted before, if listed."""
        self._bits = 0o777
        """The permission bits that every workbook has."""
        self.progress = Progress()

    def read_all(self, listing: Iterator[Listed]) -> None:
        """Read every file that is new, or another one than it was."""
        self._read(self._wanted(listing))

    def _read(self, files: Iterator[ToRead]) -> None:
        first = list(islice(files, FEW + 1))
        if not first:
            return
        with self._engine.workers(len(first) if len(first) <= FEW else self.progress.listed) as workers:
            batches = self._batches(chain(first, files), workers)
            deadline = self._engine.deadline
            for batch, results in done_by(workers, read_batch, batches, self._password, deadline):
                if isinstance(results, Stopped):
                    raise PlanWorkbookError(results.why)
                for file, found in zip(batch, results or [_lost(each, deadline) for each in batch], strict=True):
                    self._take(*self._about.pop(file.path), found)
                self._told(self.progress)

    def _wanted(self, listing: Iterator[Listed]) -> Iterator[ToRead]:
        """Yield the files that have to be read; of all others it is noted what becomes of them."""
        while listed := list(islice(listing, _AT_ONCE)):
            self.progress.listed += len(listed)
            self.progress.all_listed = len(listed) < _AT_ONCE
            known = known_of(self.store, [each.path for each in listed])
            for each in listed:
                self._bits &= each.mode
                before = known.get(each.path)
                if before is not None and before.is_same(each):
                    self._note(each.path, before.outcome, before.sentence)
                elif each.outcome is not None:
                    self._take(each, None, WasRead(each.path, each.outcome, f"{each.name} was not read: {each.why}."))
                else:
                    self._about[each.path] = each, before
                    fingerprint = before.fingerprint if before is not None else ""
                    yield ToRead(each.path, each.where, each.name, fingerprint)
            self._told(self.progress)
        self.progress.all_listed = True

    def _batches(self, files: Iterator[ToRead], workers: Workers) -> Iterator[Batch]:
        while True:
            left = self.progress.listed - self.progress.done
            most = max(1, min(_BATCH, left // (4 * workers.width)))
            batch: list[ToRead] = []
            size, file = 0, None
            while len(batch) < most and size < _BYTES and (file := next(files, None)) is not None:
                size += self._about[file.path][0].size or 0
                if carried := self._carried(file):
                    batch.append(carried)
            if batch:
                yield tuple(batch)
            elif file is None:
                return

    def _carried(self, file: ToRead) -> ToRead | None:
        """Return a file with its bytes, if it is read where its path leads nowhere; None if they can't be read."""
        if not self._engine.carries or is_url(file.where):
            return file
        try:
            return file._replace(content=content_of(file.where), where="")
        except (PackageError, PlanWorkbookError) as error:
            self._take(*self._about.pop(file.path), WasRead(file.path, Outcome.REFUSED, str(error)))
            return None

    def _note(self, path: str, outcome: Outcome, sentence: str) -> None:
        if path not in self._again:
            self.progress.done += 1
            if outcome in HELD:  # another workbook of the same plan may change that
                self._spool.note(path, outcome.value)
            else:
                self._outcomes[outcome] += 1
        if outcome in (Outcome.REFUSED, Outcome.FAILED):
            self.progress.failures += 1
            if len(self._named) < MOST_NAMED:
                self._named.append(NotCounted(path, outcome, sentence))

    def _take(self, file: Listed, before: Known | None, found: WasRead) -> None:
        """Take what was read from a file; if its bytes are the same, what became of it before holds."""
        if file.outcome is None:
            self.progress.read += 1
        stamp = file.stamp if found.fingerprint or file.outcome is not None else None  # it may be read another time
        if found.outcome is None:
            self._spool.touch((file.path, file.size, file.modified, stamp))
            self._note(file.path, *((before.outcome, before.sentence) if before else (Outcome.COUNTED, "")))
            return
        it = found.identity
        plan = (it.plan, it.authority, it.title, it.report_date, it.version, it.update) if it else (None,) * 6
        self._spool.add(
            (
                it.period if it else UNKNOWN,
                file.path,
                file.name,
                found.outcome.value,
                found.sentence or None,
                None,
                *plan,
                file.size,
                file.modified,
                stamp,
                found.fingerprint or None,
                tool(),
            ),
            found.rows,
        )
        if found.encrypted:
            self._encrypted.append(file.name)
        self._note(file.path, found.outcome, found.sentence)
        self.progress.findings += len((found.rows or {}).get("findings", ()))

    def why_not(self) -> str:
        """Return why the first file that can't be read can't be read."""
        return self._named[0].sentence

    def stored(self, sources: Sequence[str]) -> Gathered:
        """Put what was read into the store, and return what was done."""
        there = bits_of(*files_of(self.store.root))  # a file of it may be written again with rows of stricter ones
        bits = self._bits if there is None else self._bits & there
        while True:
            changes = settled(self._spool, self.store.table)
            if changes.again:
                self._read_again(changes.again)
                continue
            about = About(self._started, tuple(map(shown, sources)), self.progress.listed, self.progress.read)
            try:
                with no_less_strict_than(mode_within(bits)):
                    changed = self.store.replace(changes.changed, about)
            except Overtaken:
                self.store.refresh()
                continue
            break
        return Gathered(
            shown(self.store.root),
            self.store.run,
            changed,
            self.progress.listed,
            self.progress.read,
            Counter(self._outcomes) + Counter(changes.outcomes),
            self._named,
            self._encrypted,
            self._superseded() if changes.outcomes.get(Outcome.SUPERSEDED) else [],
        )

    def _superseded(self) -> list[Superseded]:
        """Return the files that are not counted because of what was read in this run, or although it was read."""
        read = self._spool.rows(READ.name).select("path")
        pairs = (
            self.store.table(FILES.name)
            .filter(pl.col("outcome") == Outcome.SUPERSEDED.value)
            .select("path", pl.col("instead").fill_null(""))
        )
        ours = [pairs.join(read, left_on=key, right_on="path", how="semi") for key in ("path", "instead")]
        found = pl.concat(ours).unique().sort("path").head(MOST_NAMED).collect()
        return [Superseded(shown(path), shown(instead)) for path, instead in found.iter_rows()]

    def _read_again(self, paths: Sequence[str]) -> None:
        """Read workbooks of which the store has no rows, because another one was counted that is not any more."""
        self._again.update(paths)
        for each in paths:
            self._about[each] = found_again(each), None
        self._read(ToRead(path, self._about[path][0].where, self._about[path][0].name) for path in paths)


def _lost(file: ToRead, deadline: Deadline | None) -> WasRead:
    """Return what becomes of a file that stopped whoever read it, twice."""
    slow = f"took longer than {deadline.seconds:g} seconds, or " if deadline else ""
    return WasRead(
        file.path,
        Outcome.FAILED,
        f"{file.name} {slow}stopped the process that read it, twice: open it in Excel, save it, and gather it again.",
    )
