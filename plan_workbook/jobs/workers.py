"""Give work away, to processes of this machine or to any executor, however much there is and whatever dies meanwhile.

Work goes out a little at a time and comes back in any order, so that neither what is to be done nor what was done has
to fit in memory.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from plan_workbook.checking.own_rules import by_these_rules
from plan_workbook.errors import InputError, PlanWorkbookError
from plan_workbook.jobs.processes import (
    MOST_PROCESSES,
    ctrl_c_left_to_us,
    end_if_only_running_a_script,
    get_ready,
    refuse_if_script_was_run,
)

T = TypeVar("T")
R = TypeVar("R")

_TRIES = 2
"""How often work is given away before it is named as lost."""
_AHEAD = 2
"""Pieces of work for each worker of an executor: one to do, and one to go on with."""
_PATIENCE, _LOOKS = 60.0, 5
"""Seconds after which somebody looks whether there are workers, and how often nobody is there before the run ends."""


class Workers(Protocol):
    """Whoever does the work."""

    @property
    def width(self) -> int:
        """How many pieces of work they are given at once."""

    def submit(self, do: Callable[..., R], *args: Any) -> Future[R]:
        """Give them a piece of work."""

    def ended(self, future: Future[Any], *, lost: bool) -> None:
        """Note that a piece of work has come back, or was lost."""

    def are_there(self) -> bool:
        """Tell whether there is anybody to do the work now."""

    def close(self, *, at_once: bool) -> None:
        """Let them go, at once if nobody waits for what they are doing."""


def done_by(
    workers: Workers,
    do: Callable[..., R],
    tasks: Iterable[Sequence[T]],
    *args: Any,
) -> Iterator[tuple[Sequence[T], R | None]]:
    """Yield pieces of work with their results, in any order; None for the result of one that was lost twice.

    A piece that is lost is given away once more, each thing in it by itself, so that one thing that stops a worker is
    told from the others.

    Args:
        workers: whoever does it; they are not closed.
        do: does a piece of work; it can be imported by whoever does it.
        tasks: the pieces of work, each a tuple of one thing or several.
        args: what `do` is given as well.

    Raises:
        InputError: the workers can't be given work any more, or there have been none for minutes.
    """
    waiting: dict[Future[R], tuple[Sequence[T], int]] = {}
    again: deque[tuple[Sequence[T], int]] = deque()
    coming = ((each, 1) for each in tasks)
    do = by_these_rules(do)
    while True:
        while len(waiting) < workers.width:
            task, tries = again.popleft() if again else next(coming, (None, 0))
            if task is None:
                break
            waiting[_submitted(workers, do, task, *args)] = task, tries
        if not waiting:
            return
        for future in _first_to_end(waiting, workers):
            task, tries = waiting.pop(future)
            lost = future.cancelled() or future.exception() is not None
            workers.ended(future, lost=lost)
            if not lost:
                yield task, future.result()
            elif tries == _TRIES:
                yield task, None
            else:
                again.extend(((each,), tries + 1) for each in task)


def _first_to_end(waiting: Collection[Future[R]], workers: Workers) -> Collection[Future[R]]:
    """Wait for a piece of work to come back; a cluster without workers would let everybody wait for ever."""
    alone = 0
    while not (ended := wait(waiting, _PATIENCE, FIRST_COMPLETED).done):
        alone = 0 if workers.are_there() else alone + 1
        if alone == _LOOKS:
            raise InputError(
                f"The cluster has had no workers for {_LOOKS * _PATIENCE / 60:g} minutes, and nothing was changed: "
                "start some, and try again."
            )
    return ended


def _submitted(workers: Workers, do: Callable[..., R], *args: Any) -> Future[R]:
    try:
        return workers.submit(do, *args)
    except PlanWorkbookError:
        raise
    except Exception as error:
        raise InputError(
            f"The workers can't be given any more work ({type(error).__name__}), and nothing was changed: check that "
            "they are running, and try again."
        ) from error


class OwnProcesses:
    """Processes of this machine. Each has an executor of its own, so that one that dies takes nobody's work with it."""

    def __init__(self, count: int) -> None:
        """Start processes when there is work for them, so many at the most."""
        self.width = min(count, MOST_PROCESSES)
        self._idle: list[ProcessPoolExecutor] = []
        self._busy: dict[Future[Any], ProcessPoolExecutor] = {}
        self._started: set[BaseProcess] = set()

    def submit(self, do: Callable[..., R], *args: Any) -> Future[R]:
        """Give a process a piece of work."""
        pool = self._idle.pop() if self._idle else self._new()
        before = set(active_children())
        with ctrl_c_left_to_us():
            future = pool.submit(do, *args)
        self._started |= set(active_children()) - before
        self._busy[future] = pool
        return future

    def _new(self) -> ProcessPoolExecutor:
        end_if_only_running_a_script()
        return ProcessPoolExecutor(1, get_context("spawn"), get_ready, (None, gc.get_threshold()))

    def ended(self, future: Future[Any], *, lost: bool) -> None:
        """Note that a process is free, or has ended."""
        pool = self._busy.pop(future)
        if lost:
            pool.shutdown(wait=False, cancel_futures=True)
            refuse_if_script_was_run(self._started)
        else:
            self._idle.append(pool)

    def are_there(self) -> bool:
        """Tell that they are: one that dies is replaced."""
        return True

    def close(self, *, at_once: bool) -> None:
        """End the processes: once each has finished what it does, or at once."""
        if at_once:
            for process in self._started & set(active_children()):
                process.kill()
        with ctrl_c_left_to_us():
            for pool in (*self._idle, *self._busy.values()):
                pool.shutdown(wait=True, cancel_futures=True)
        self._idle, self._busy = [], {}


class Given:
    """An executor that somebody else has made, and closes."""

    def __init__(self, executor: Executor, width: Callable[[], int]) -> None:
        """Take the executor, and a function that returns how many workers it has now."""
        self._executor, self._width = executor, width

    @property
    def width(self) -> int:
        """How many pieces of work they are given at once."""
        return _AHEAD * max(1, self._width())

    def submit(self, do: Callable[..., R], *args: Any) -> Future[R]:
        """Give the executor a piece of work."""
        return self._executor.submit(do, *args)

    def ended(self, future: Future[Any], *, lost: bool) -> None:
        """Do nothing: the executor itself sees to its workers."""

    def are_there(self) -> bool:
        """Tell whether the executor has workers now."""
        return self._width() > 0

    def close(self, *, at_once: bool) -> None:
        """Do nothing: whoever made the executor closes it."""


class Here:
    """This process itself, one piece of work at a time."""

    width = 1

    def submit(self, do: Callable[..., R], *args: Any) -> Future[R]:
        """Do a piece of work."""
        future: Future[R] = Future()
        future.set_result(do(*args))
        return future

    def ended(self, future: Future[Any], *, lost: bool) -> None:
        """Do nothing."""

    def are_there(self) -> bool:
        """Tell that it is."""
        return True

    def close(self, *, at_once: bool) -> None:
        """Do nothing."""


@contextmanager
def at_work(workers: Workers) -> Iterator[Workers]:
    """Let workers go at the end, at once if something went wrong."""
    at_once = True
    try:
        yield workers
        at_once = False
    finally:
        workers.close(at_once=at_once)


def width_of(executor: Executor) -> int:
    """Return how many workers an executor has, as far as it says so."""
    return int(getattr(executor, "_max_workers", None) or 1)
