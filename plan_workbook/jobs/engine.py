"""Who does the work on many workbooks: this process, processes of this machine, a cluster, or any executor."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from plan_workbook.jobs.cluster import address_of, cluster
from plan_workbook.jobs.deadline import deadline_of
from plan_workbook.jobs.processes import FEW
from plan_workbook.jobs.workers import Given, Here, OwnProcesses, Workers, at_work, width_of

PROCESSES = "processes"
"""The engine that is this machine's own processes."""


class Engine:
    """Who reads the files."""

    def __init__(self, executor: Executor | None, engine: str, processes: int, timeout: float | None) -> None:
        self._executor, self._processes = executor, processes
        self._own = engine == PROCESSES
        self._address = None if self._own else address_of(engine)
        self.deadline = deadline_of(timeout)
        self.carries = executor is not None or self._address is not None
        """Whether they may be on other machines, so that the bytes of a file have to go with it."""

    @contextmanager
    def workers(self, files: int) -> Iterator[Workers]:
        """Yield whoever reads files of which there are at least so many."""
        if self._executor is not None:
            executor = self._executor
            yield Given(executor, lambda: width_of(executor))
        elif not self._own:
            with cluster(self._address, self._processes) as workers:
                yield workers
        elif self.deadline is None and (files <= FEW or self._processes == 1):
            yield Here()  # only another process can be ended when it takes too long
        else:
            with at_work(OwnProcesses(max(1, min(self._processes, files)))) as workers:
                yield workers
