"""Give work away, to processes of this machine or to any executor, however much there is and whatever dies meanwhile.

Work goes out a little at a time and comes back in any order, so that neither what is to be done nor what was done has
to fit in memory.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from plan_workbook.checking.own_rules import by_these_rules
from plan_workbook.errors import InputError, PlanWorkbookError
from plan_workbook.jobs.processes import (
    MOST_PROCESSES,
    ctrl_c_left_to_us,
    end_if_only_running_a_script,
    get_ready,
    new_processes,
    refuse_if_script_was_run,
)

T = TypeVar("T")
R = TypeVar("R")

_MOST_LOST = 256
"""Things that were lost, after which they are tried again before more work goes out: each may be held in memory."""
_AHEAD = 2
"""Pieces of work for each worker of an executor: one to do, and one to go on with."""
_PATIENCE, _LOOKS = 60.0, 5
"""Seconds after which somebody looks whether there are workers, and how often nobody is there before the run ends."""


class Workers(Protocol):
    """Whoever does the work."""

    @property
    def width(self) -> int:
        """How many pieces of work they are given at once."""

    @property
    def apart(self) -> int:
        """How many they are given at once if none is to be lost because of another."""

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

    What is lost is given away once more, each thing by itself and with nothing that waits for the same worker, so that
    one thing that stops a worker is told from the others.

    Args:
        workers: whoever does it; they are not closed.
        do: does a piece of work; it can be imported by whoever does it.
        tasks: the pieces of work, each a tuple of one thing or several.
        args: what `do` is given as well.

    Raises:
        InputError: the workers can't be given work any more, or there have been none for minutes.
    """
    do = by_these_rules(do)
    coming = iter(tasks)
    lost: list[T] = []

    def some() -> Iterator[Sequence[T]]:
        while len(lost) < _MOST_LOST and (task := next(coming, None)) is not None:
            yield task

    while True:
        for task, future in _ended(workers, lambda: workers.width, some(), do, *args):
            if future is None:
                lost += task
            else:
                yield task, future.result()
        if not lost:
            return
        again, lost = [(each,) for each in lost], []
        for task, future in _ended(workers, lambda: workers.apart, iter(again), do, *args):
            yield task, None if future is None else future.result()


def _ended(
    workers: Workers, most: Callable[[], int], tasks: Iterator[Sequence[T]], do: Callable[..., R], *args: Any
) -> Iterator[tuple[Sequence[T], Future[R] | None]]:
    """Give pieces of work away, so many at once; yield each when it has ended, without its future if it was lost."""
    waiting: dict[Future[R], Sequence[T]] = {}
    while True:
        while len(waiting) < most() and (task := next(tasks, None)) is not None:
            waiting[_submitted(workers, do, task, *args)] = task
        if not waiting:
            return
        for future in _first_to_end(waiting, workers):
            task = waiting.pop(future)
            lost = future.cancelled() or future.exception() is not None
            workers.ended(future, lost=lost)
            yield task, None if lost else future


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

    @property
    def apart(self) -> int:
        """As many as usual: each has its own process."""
        return self.width

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
        return ProcessPoolExecutor(1, new_processes(), get_ready, (None, gc.get_threshold()))

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

    @property
    def apart(self) -> int:
        """Fewer than there are workers, so that what one of them leaves undone when it dies finds another one idle."""
        return max(1, self._width() // 2)

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

    width = apart = 1

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
