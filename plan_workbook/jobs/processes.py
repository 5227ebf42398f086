"""Work on many workbooks at once, in several processes."""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import active_children, current_process, parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Generic, NamedTuple, TypeVar

from plan_workbook.checking.own_rules import by_these_rules
from plan_workbook.errors import InputError

T = TypeVar("T")
R = TypeVar("R")

FEW = 4
"""Up to this many workbooks, one process is as quick, because every other one has to load everything first."""
_AHEAD = 256
"""The most tasks that an executor is given before the first of them is done."""
MOST_PROCESSES = 61
"""Windows can't wait for more processes than this at once."""
_RAN_THE_SCRIPT = 86
"""The exit code of a process that, instead of getting ready, ran a script that starts processes."""
_OURS = "plan-workbook"
"""The name of our processes."""


class Work(NamedTuple, Generic[T, R]):
    """What is done with each workbook."""

    do: Callable[[T, Any], R | None]
    """Does it in a process of its own, with what all of them are given; None if it has to be done in this process."""
    here: Callable[[T], R]
    """Does it in this process, where somebody can be asked for a password."""
    stopped: Callable[[T], R]
    """Returns what to say if the process was stopped from outside."""


def done_with_each(
    tasks: Sequence[T],
    work: Work[T, R],
    processes: int,
    given: object = None,
    executor: Executor | None = None,
) -> Iterator[R]:
    """Yield the result for each task, in their order; one that fails never stops the rest.

    Args:
        tasks: what there is to do; they can be compared, and sent to another process.
        work: how it is done; its `do` can be imported.
        processes: how many processes may work at once.
        given: what each process is given, such as passwords.
        executor: does the work, in place of processes of this one; it has to find the same files under the same names.
    """
    work = work._replace(do=by_these_rules(work.do))
    if executor is not None:
        yield from _done_elsewhere(tasks, work, given, executor)
        return
    processes = min(processes, len(tasks), MOST_PROCESSES)
    if processes <= 1 or len(tasks) <= FEW:
        for task in tasks:
            yield work.here(task)
        return
    pool = Pool(processes, work, given)
    try:
        pool.begin(tasks)
        for task in tasks:
            result = pool.result(task)
            yield result if result is not None else work.here(task)
    finally:
        pool.close()


def _done_elsewhere(tasks: Sequence[T], work: Work[T, R], given: object, executor: Executor) -> Iterator[R]:
    """Yield the result for each task, in their order; one that is lost is given to the executor once more."""
    coming = iter(tasks)
    waiting: deque[tuple[T, Future[R | None]]] = deque()
    while True:
        for task in islice(coming, max(0, _AHEAD - len(waiting))):
            waiting.append((task, executor.submit(work.do, task, given)))
        if not waiting:
            return
        task, future = waiting.popleft()
        if _failed(future):
            future = executor.submit(work.do, task, given)
        if _failed(future):
            yield work.stopped(task)
        else:
            result = future.result()
            yield result if result is not None else work.here(task)


def _failed(future: Future[Any]) -> bool:
    """Wait for a task, and tell whether it was lost: its worker died, or it could not be sent."""
    try:
        return future.exception() is not None
    except CancelledError:
        return True


class Pool(Generic[T, R]):
    """Processes that work on tasks; if one of them dies, the remaining work is given to new ones."""

    def __init__(self, count: int, work: Work[T, R], given: object) -> None:
        """Start so many processes."""
        self._count = count
        self._work = work
        self._given = given
        self._executor = self._processes(count)
        self._started: set[BaseProcess] = set()
        self._waiting: dict[T, Future[R | None]] = {}

    def begin(self, tasks: Sequence[T]) -> None:
        """Start the processes on the tasks."""
        before = set(active_children())
        with ctrl_c_left_to_us():
            self._waiting = {task: self._submitted(self._executor, task) for task in tasks}
        self._started = set(active_children()) - before

    def _processes(self, count: int) -> ProcessPoolExecutor:
        end_if_only_running_a_script()
        return ProcessPoolExecutor(count, new_processes(), get_ready, (self._given, gc.get_threshold()))

    def result(self, task: T) -> R | None:
        """Return the result of a task; None if it has to be done in this process."""
        try:
            return self._waiting.pop(task).result()
        except BrokenProcessPool:
            self.close()  # a task killed its process, and all the waiting tasks are lost with it
        refuse_if_script_was_run(self._started)
        with self._processes(1) as alone:
            try:
                with ctrl_c_left_to_us():
                    future = self._submitted(alone, task)
                result = future.result()
            except BrokenProcessPool:
                result = self._work.stopped(task)
        done = {t: future for t, future in self._waiting.items() if future.done() and not _lost(future)}
        self._executor = self._processes(self._count)
        self.begin([t for t in self._waiting if t not in done])
        self._waiting |= done
        return result

    def _submitted(self, executor: ProcessPoolExecutor, task: T) -> Future[R | None]:
        do: Callable[[T], R | None] = partial(_done, self._work.do)
        return executor.submit(do, task)

    def close(self) -> None:
        """End the processes once each has finished its current task."""
        with ctrl_c_left_to_us():
            self._executor.shutdown(wait=True, cancel_futures=True)


def _lost(future: Future[Any]) -> bool:
    """Tell whether a task that counts as done was never carried out."""
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


def end_if_only_running_a_script() -> None:
    """End this process if another one started it, and it has not yet done more than to run that one's script.

    A new process imports the script that starts it. If nothing in the script says that what it does is for the first
    process only, each would start others in turn, which Python refuses with a traceback from every one of them.
    """
    if getattr(current_process(), "_inheriting", False):
        os._exit(_RAN_THE_SCRIPT)


class _Process(SpawnProcess):
    """One of our processes, which knows that it is one while it still imports the script."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "name": _OURS})


class _Context(SpawnContext):
    Process = _Process


def new_processes() -> _Context:
    """Return what starts processes of ours.

    They are spawned: a copy of this process would hold its threads' locks, and Windows can do nothing else.
    """
    return _Context()


def end_if_ours_and_only_running_a_script() -> None:
    """End a process of ours that fails while it runs the script: the one that started it says why."""
    if current_process().name == _OURS:
        end_if_only_running_a_script()


def refuse_if_script_was_run(processes: Iterable[BaseProcess]) -> None:
    """Raise an error if processes that were lost had run the script that started them.

    Raises:
        InputError: one of them did.
    """
    if any(each.exitcode == _RAN_THE_SCRIPT for each in processes):
        raise InputError(
            "Each process that was to read workbooks ran your script again from its beginning: put what the script "
            "does under if __name__ == \"__main__\": and run it again ('plan-workbook help python' shows how)."
        )


@contextmanager
def ctrl_c_left_to_us() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; processes started in the meantime never see it.

    One that was still loading would print a traceback, and one that was not waited for would keep running. Windows
    can't hold it back.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_given: list[object] = []
"""In a process that works: what all of them are given."""


def get_ready(given: object, thresholds: tuple[int, int, int]) -> None:
    """Prepare a process: leave Ctrl-C to the process that started it, say nothing, and collect garbage as rarely.

    It ends with the process that started it, even if that is killed and can't say so.
    """
    gc.set_threshold(*thresholds)
    if (parent := parent_process()) is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # as the command does; only the process that started this one has anything to say
    _given[:] = [given]


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _done(do: Callable[[T, Any], R | None], task: T) -> R | None:
    return do(task, _given[0])
