"""Many workbooks at once, checked in several processes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.errors import AnEdition, InputError, PlanWorkbookError
from plan_workbook.jobs.error_log import error_log
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.plans import refuse_unfit
from plan_workbook.jobs.summarise import write_checks
from plan_workbook.package import PackageError
from plan_workbook.package.errors import PasswordProtected, WrongPassword
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan

FEW = 4
"""Up to this many workbooks, one process is as quick, because every other one has to load everything first."""
MOST_PROCESSES = 61
"""Windows can't wait for more processes than this at once."""


@dataclass(frozen=True)
class Task:
    """One workbook to check, with last month's to compare it with, and whether its Checks sheet is to be written."""

    path: Path
    previous: Path | None = None
    write: bool = False


@dataclass(frozen=True)
class Outcome:
    """The result for a workbook: its findings, or a sentence that says why there are none."""

    task: Task
    report: Report | None = None
    failure: str = ""
    edition: bool = False
    """Whether it is a published edition, in which there is nothing to check."""
    changed: bool = False
    """Whether its Checks sheet was written."""
    backup: Path | None = None

    @property
    def sentence(self) -> str:
        """The failure with the path of the workbook, because several workbooks may have the same name."""
        path = str(self.task.path)
        return self.failure if path in self.failure else f"{path}: {self.failure}"


def check_one(task: Task, passwords: Passwords) -> Outcome:
    """Check one workbook.

    Raises:
        PackageError, PlanWorkbookError: the workbook can't be read or written, or last month's not read or compared.
    """
    password = password_for(task.path, passwords)
    previous = _previous(task.previous, passwords) if task.previous else None
    if task.write:
        done = write_checks(task.path, previous, password)
        return Outcome(task, _named(done.report, task), changed=done.changed, backup=done.backup)
    plan = read_plan(task.path, password=password)
    refuse_unfit(plan, previous)
    return Outcome(task, _named(check(plan, previous), task))


def _named(report: Report, task: Task) -> Report:
    return replace(report, workbook=str(task.path))


_last_month: dict[Path, Plan] = {}
"""The last workbook that this process read to compare with: often all are compared with the same one."""


def _previous(path: Path, passwords: Passwords) -> Plan:
    whole = path.absolute()
    if whole not in _last_month:
        try:
            plan = read_plan(path, password=password_for(path, passwords))
        except PasswordProtected:
            raise
        except (PackageError, PlanWorkbookError) as error:
            raise InputError(f"{path} can't be used for comparison. {error}") from error
        _last_month.clear()
        _last_month[whole] = plan
    return _last_month[whole]


def read_once(tasks: Sequence[Task], passwords: Passwords) -> None:
    """Read last month's workbook if all are compared with the same one: if it can't be read, none can be compared.

    Raises:
        PackageError, PlanWorkbookError: it can't be read.
    """
    serving = {task.previous for task in tasks}
    if len(serving) == 1 and (path := serving.pop()) is not None:
        _previous(path, passwords)


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
            yield _tried(task, passwords)
        return
    pool = _Pool(processes, passwords if isinstance(passwords, str) else None)
    try:
        pool.begin(tasks)
        for task in tasks:
            outcome = pool.outcome(task)
            yield outcome if outcome is not None else _tried(task, passwords)
    finally:
        pool.close()


def _tried(task: Task, passwords: Passwords) -> Outcome:
    try:
        return check_one(task, passwords)
    except (PackageError, PlanWorkbookError) as error:
        return _failed(task, error)
    except Exception as error:  # an unexpected error in one workbook must not stop the others from being checked
        return Outcome(task, failure=_unforeseen(task, error))


def _failed(task: Task, error: Exception) -> Outcome:
    return Outcome(task, failure=str(error), edition=isinstance(error, AnEdition))


def _unforeseen(task: Task, error: Exception) -> str:
    log = error_log(error)
    if log is None:
        return (
            f"Unexpected error ({type(error).__name__}) with {task.path}. Please check that workbook on its own, and "
            "report it."
        )
    return f"Unexpected error with {task.path}. Please report it and attach {log}."


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
    """Prepare a process: leave Ctrl-C to the process that started it, and collect garbage as rarely as that does."""
    gc.set_threshold(*thresholds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _password[:] = [password]


def _check(task: Task) -> Outcome | None:
    """Check a workbook in a process of its own; return None if it needs a password that was not given."""
    try:
        return check_one(task, _password[0])
    except PasswordProtected as error:
        return Outcome(task, failure=str(error)) if isinstance(error, WrongPassword) else None
    except (PackageError, PlanWorkbookError) as error:
        return _failed(task, error)
    except Exception as error:  # an exception that can't be sent back would end this process
        return Outcome(task, failure=_unforeseen(task, error))


def processors() -> int:
    """Return how many processors there are."""
    return os.cpu_count() or 1
