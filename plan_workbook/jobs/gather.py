"""Gather the plans in many workbooks into a store that any analyst's tool opens."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from plan_workbook import __version__
from plan_workbook.gathering.outcomes import Outcome
from plan_workbook.gathering.schema import UNKNOWN
from plan_workbook.gathering.settle import settled
from plan_workbook.gathering.spool import Spool
from plan_workbook.gathering.store import About, Overtaken, Store, made_store
from plan_workbook.jobs.deadline import Deadline, deadline_of
from plan_workbook.jobs.gathered import Batch, ToRead, WasRead, read_batch
from plan_workbook.jobs.known import known_of
from plan_workbook.jobs.processes import FEW
from plan_workbook.jobs.workers import Given, Here, OwnProcesses, Workers, at_work, done_by, width_of
from plan_workbook.sources.listed import Listed
from plan_workbook.sources.sources import files_in, found_again

_AT_ONCE = 10_000
"""How many files are listed before the first of them is read; of a million names, no more are in memory."""
_BATCH = 16
"""How many workbooks are checked together at the most."""
MOST_NAMED = 1_000
"""How many files are named in what a run says; the table of files names all of them."""


@dataclass
class Progress:
    """How far a run is."""

    listed: int = 0
    """Files found so far that may hold a plan."""
    all_listed: bool = False
    done: int = 0
    """Files of which it is known what becomes of them."""
    read: int = 0
    """Files that were opened."""
    findings: int = 0
    failures: int = 0
    """Files that could not be read."""


@dataclass(frozen=True)
class NotCounted:
    """A file that is not counted, and why."""

    path: str
    outcome: Outcome
    sentence: str


@dataclass
class Gathered:
    """What a run has done."""

    store: str
    run: int = 0
    """The number of the last run that changed the store."""
    changed: bool = False
    """Whether this run changed it."""
    listed: int = 0
    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    """How many of the files that were listed became what."""
    named: list[NotCounted] = field(default_factory=list)
    """Files that were refused or failed in this run, `MOST_NAMED` at the most."""

    @property
    def failures(self) -> int:
        """How many files could not be read."""
        return self.outcomes[Outcome.REFUSED] + self.outcomes[Outcome.FAILED]

    def as_json(self) -> dict[str, object]:
        """Return the object that ``gather --format json`` prints."""
        return {
            "format": 1,
            "store": self.store,
            "run": self.run,
            "changed": self.changed,
            "files": {"listed": self.listed, "read": self.read, **{o.value: self.outcomes[o] for o in Outcome}},
            "not_read": [{"path": e.path, "outcome": e.outcome.value, "sentence": e.sentence} for e in self.named],
        }


def gather(
    sources: str | Path | Iterable[str | Path],
    store: str | Path,
    *,
    format: str = "delta",
    processes: int | None = None,
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
        executor: reads, in place of processes of this machine.
        timeout: how many seconds a file may take; one that takes longer is tried once more, and then named.
        password: of workbooks that are encrypted.
        told: is called again and again with how far the run is.

    Raises:
        InputError: there is no such source, or the store can't be used; nothing was changed.
        OutputError: the store can't be written; nothing was changed.
    """
    given = [str(each) for each in ([sources] if isinstance(sources, str | Path) else sources)]
    count = processes or os.cpu_count() or 1
    listing = files_in(given, apart_from=str(store))
    with made_store(str(store), format) as opened, tempfile.TemporaryDirectory(prefix="plan-workbook-") as folder:
        run = _Run(opened, Spool(Path(folder)), password, deadline_of(timeout), told)
        run.read_all(listing, lambda files: _workers(executor, count, files, timeout))
        return run.stored(given, lambda files: _workers(executor, count, files, timeout))


def _workers(executor: Executor | None, processes: int, files: int, timeout: float | None) -> Workers:
    """Return whoever reads files of which there are at least so many."""
    if executor is not None:
        return Given(executor, lambda: width_of(executor))
    few = files <= FEW and timeout is None  # only another process can be ended when it takes too long
    return Here() if few or (processes == 1 and timeout is None) else OwnProcesses(min(processes, max(1, files)))


class _Run:
    """One run over all sources."""

    def __init__(
        self,
        store: Store,
        spool: Spool,
        password: str | None,
        deadline: Deadline | None,
        told: Callable[[Progress], None],
    ) -> None:
        self.store, self._spool = store, spool
        self._password, self._deadline, self._told = password, deadline, told
        self._started = datetime.now(UTC)
        self._outcomes: dict[Outcome, int] = Counter()
        self._named: list[NotCounted] = []
        self._about: dict[str, tuple[Listed, Outcome | None]] = {}
        """The files that are being read, by their path, with what became of them before."""
        self.progress = Progress()

    def read_all(self, listing: Iterator[Listed], workers_for: Callable[[int], Workers]) -> None:
        """Read every file that is new, or another one than it was."""
        first = self._wanted(listing)
        at_first = list(islice(first, FEW + 1))
        with at_work(workers_for(len(at_first) if len(at_first) <= FEW else self.progress.listed)) as workers:
            self._read(self._batches(_chained(at_first, first), workers), workers)

    def _read(self, batches: Iterable[Batch], workers: Workers) -> None:
        for batch, results in done_by(workers, read_batch, batches, self._password, self._deadline):
            for file, found in zip(batch, results or [_lost(each, self._deadline) for each in batch], strict=True):
                self._take(*self._about.pop(file.path), found)
            self._told(self.progress)

    def _wanted(self, listing: Iterator[Listed]) -> Iterator[ToRead]:
        """Yield the files that have to be read; of all others it is noted what becomes of them."""
        while listed := list(islice(listing, _AT_ONCE)):
            self.progress.listed += len(listed)
            self.progress.all_listed = len(listed) < _AT_ONCE
            known = known_of(self.store, [each.path for each in listed])
            for each in listed:
                before = known.get(each.path)
                if before is not None and before.is_same(each):
                    self._note(before.outcome)
                elif each.outcome is not None:
                    self._take(each, None, WasRead(each.path, each.outcome, f"{each.name} was not read: {each.why}."))
                else:
                    self._about[each.path] = each, before.outcome if before is not None else None
                    fingerprint = before.fingerprint if before is not None else ""
                    yield ToRead(each.path, each.where, each.name, fingerprint)
            self._told(self.progress)
        self.progress.all_listed = True

    def _batches(self, files: Iterator[ToRead], workers: Workers) -> Iterator[Batch]:
        while True:
            left = self.progress.listed - self.progress.done
            size = max(1, min(_BATCH, left // (4 * max(1, workers.width))))
            batch = tuple(islice(files, size))
            if not batch:
                return
            yield batch

    def _note(self, outcome: Outcome) -> None:
        self._outcomes[outcome] += 1
        self.progress.done += 1
        self.progress.failures += outcome in (Outcome.REFUSED, Outcome.FAILED)

    def _take(self, file: Listed, before: Outcome | None, found: WasRead) -> None:
        """Take what was read from a file; if its bytes are the same, what became of it before holds."""
        if file.outcome is None:
            self.progress.read += 1
        stamp = file.stamp if found.fingerprint or file.outcome is not None else None  # it may be read another time
        if found.outcome is None:
            self._spool.touch((file.path, file.size, file.modified, stamp))
            self._note(before or Outcome.COUNTED)
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
                __version__,
            ),
            found.rows,
        )
        self._note(found.outcome)
        self.progress.findings += len((found.rows or {}).get("findings", ()))
        if found.outcome in (Outcome.REFUSED, Outcome.FAILED) and len(self._named) < MOST_NAMED:
            self._named.append(NotCounted(file.path, found.outcome, found.sentence))

    def stored(self, sources: Sequence[str], workers_for: Callable[[int], Workers]) -> Gathered:
        """Put what was read into the store, and return what was done."""
        while True:
            changes = settled(self._spool, self.store.table)
            if changes.again:
                self._read_again(changes.again, workers_for)
                continue
            about = About(self._started, tuple(sources), self.progress.listed, self.progress.read)
            try:
                changed = self.store.replace(changes.changed, about)
            except Overtaken:
                self.store.refresh()
                continue
            break
        return Gathered(
            self.store.root,
            self.store.run,
            changed,
            self.progress.listed,
            self.progress.read,
            Counter(self._outcomes),
            self._named,
        )

    def _read_again(self, paths: Sequence[str], workers_for: Callable[[int], Workers]) -> None:
        """Read workbooks of which the store has no rows, because another one was counted that is not any more."""
        for each in paths:
            self._about[each] = found_again(each), None
        files = (ToRead(path, self._about[path][0].where, self._about[path][0].name) for path in paths)
        with at_work(workers_for(len(paths))) as workers:
            self._read(self._batches(files, workers), workers)


def _chained(first: Sequence[ToRead], rest: Iterator[ToRead]) -> Iterator[ToRead]:
    yield from first
    yield from rest


def _lost(file: ToRead, deadline: Deadline | None) -> WasRead:
    """Return what becomes of a file that stopped whoever read it, twice."""
    slow = f"took longer than {deadline.seconds:g} seconds, or " if deadline else ""
    return WasRead(
        file.path,
        Outcome.FAILED,
        f"{file.name} {slow}stopped the process that read it, twice: open it in Excel, save it, and gather it again.",
    )
