"""Many workbooks at once, checked in several processes."""

from __future__ import annotations

import gc
import signal
import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from plan_workbook.errors import PlanWorkbookError
from plan_workbook.jobs.one import Outcome, Task, check_one, failed, is_breakdown, tried, unforeseen
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.package import PackageError
from plan_workbook.package.errors import PasswordProtected, WrongPassword

FEW = 4
"""Up to this many workbooks, one process is as quick, because every other one has to load everything first."""
MOST_PROCESSES = 61
"""Windows can't wait for more processes than this at once."""


def check_all(tasks: Sequence[Task], processes: int, passwords: Passwords = None) -> Iterator[Outcome]:
    """Yield the result for each workbook, in their order; one that fails never stops the rest.

    Args:
        tasks: the workbooks.
        processes: how many processes may check at once.
        passwords: the passwords of those that are encrypted; a function is called in this process.
    """
    processes = min(processes, len(tasks), MOST_PROCESSES)
    if processes <= 1 or len(tasks) <= FEW:
        for task in tasks:
            yield tried(task, passwords)
        return
    pool = _Pool(processes, passwords if isinstance(passwords, str) else None)
    try:
        pool.begin(tasks)
        for task in tasks:
            outcome = pool.outcome(task)
            yield outcome if outcome is not None else tried(task, passwords)
    finally:
        pool.close()


class _Pool:
    """Processes that check workbooks; if one of them dies, the remaining work is given to new ones."""

    def __init__(self, processes: int, password: str | None) -> None:
        self._count = processes
        self._password = password
        self._executor = self._processes(processes)
        self._waiting: dict[Task, Future[Outcome | None]] = {}

    def begin(self, tasks: Sequence[Task]) -> None:
        """Start the processes on the tasks."""
        with _ctrl_c_left_to_us():
            self._waiting = {task: self._executor.submit(_check, task) for task in tasks}

    def _processes(self, count: int) -> ProcessPoolExecutor:
        # spawn: a copy of this process would hold its threads' locks, and Windows can do nothing else
        return ProcessPoolExecutor(count, get_context("spawn"), _get_ready, (self._password, gc.get_threshold()))

    def outcome(self, task: Task) -> Outcome | None:
        """Return the outcome of a task; None if it needs a password, which only this process can ask for."""
        try:
            return self._waiting.pop(task).result()
        except BrokenProcessPool:
            self.close()  # a task killed its process, and all the waiting tasks are lost with it
        with self._processes(1) as alone:
            try:
                with _ctrl_c_left_to_us():
                    future = alone.submit(_check, task)
                outcome = future.result()
            except BrokenProcessPool:
                outcome = Outcome(
                    task,
                    failure=f"The check of {task.path} was stopped from outside, perhaps because memory ran out: close "
                    "other programs and check that workbook on its own.",
                )
        done = {t: future for t, future in self._waiting.items() if future.done() and not _lost(future)}
        self._executor = self._processes(self._count)
        self.begin([t for t in self._waiting if t not in done])
        self._waiting |= done
        return outcome

    def close(self) -> None:
        """End the processes once each has finished its current workbook."""
        with _ctrl_c_left_to_us():
            self._executor.shutdown(wait=True, cancel_futures=True)


def _lost(future: Future[Outcome | None]) -> bool:
    """Tell whether a task that counts as done was never carried out."""
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


@contextmanager
def _ctrl_c_left_to_us() -> Iterator[None]:
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


_password: list[str | None] = []
"""In a process that checks: the password of encrypted workbooks."""


def _get_ready(password: str | None, thresholds: tuple[int, int, int]) -> None:
    """Prepare a process: leave Ctrl-C to the process that started it, say nothing, and collect garbage as rarely."""
    gc.set_threshold(*thresholds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # as the command does; only the process that started this one has anything to say
    _password[:] = [password]


def _check(task: Task) -> Outcome | None:
    """Check a workbook in a process of its own; return None if it needs a password that was not given."""
    try:
        return check_one(task, _password[0])
    except PasswordProtected as error:
        return Outcome(task, failure=str(error)) if isinstance(error, WrongPassword) else None
    except (PackageError, PlanWorkbookError) as error:
        return failed(task, error)
    except BaseException as error:  # an exception that can't be sent back would end this process
        if not is_breakdown(error):
            raise
        return Outcome(task, failure=unforeseen(task, error))
