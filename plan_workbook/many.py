"""Many workbooks at once: which ones are meant, and checking them in several processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from glob import has_magic
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.errors import InputError, PlanWorkbookError

if TYPE_CHECKING:
    from plan_workbook.checking import Report
    from plan_workbook.model import Plan
    from plan_workbook.package import Password

SUFFIXES = (".xlsx", ".xlsm")
FEW = 4
"""Workbooks up to which one process is as quick: another has to load everything first."""


# --------------------------------------------------------------------------------------------- which ones


@dataclass(frozen=True)
class Skipped:
    """A file that is not checked, with the reason."""

    path: Path
    why: str


@dataclass(frozen=True)
class Found:
    """The workbooks that a command line means, each once, in its order."""

    workbooks: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    several: bool
    """Whether more than one could have been meant: several names, a folder or a pattern."""


def workbooks_in(arguments: Sequence[Path]) -> Found:
    """Return the workbooks meant by files, folders (with what is in their folders) and patterns such as ``*.xlsx``.

    Raises:
        InputError: a folder or a pattern holds no workbook, or the only file named is no workbook to check.
    """
    named = list(chain.from_iterable(_expanded(each) for each in arguments))
    several = len(named) > 1 or named != list(arguments) or any(each.is_dir() for each in named)
    workbooks: dict[Path, Path] = {}
    skipped: dict[Path, Skipped] = {}
    for each in named:
        inside = _inside(each) if each.is_dir() else [each]
        if not inside:
            raise InputError(f"The folder {each} holds no workbook ({' or '.join(SUFFIXES)}): check its name.")
        for path in inside:
            why = _why_not(path)
            if why:
                skipped.setdefault(_same(path), Skipped(path, why))
            else:
                workbooks.setdefault(_same(path), path)
    if not several and skipped:
        (only,) = skipped.values()
        raise InputError(f"{only.path} is {only.why}: name the workbook itself.")
    return Found(tuple(workbooks.values()), tuple(skipped.values()), several)


def _expanded(argument: Path) -> list[Path]:
    """Return the files a pattern means; the shell of Windows leaves that to the program."""
    if not has_magic(str(argument)) or argument.exists():
        return [argument]
    anchor = Path(argument.anchor) if argument.anchor else Path()
    found = sorted(anchor.glob(str(argument.relative_to(anchor) if argument.anchor else argument)))
    if not found:
        raise InputError(f"Nothing is called {argument}: check the name.")
    return found


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.casefold() in SUFFIXES and path.is_file())


def _why_not(path: Path) -> str:
    """Return what a file is that is not to be checked, or nothing."""
    name = path.name.casefold()
    if name.startswith(("~$", ".~lock.")):
        return "a note that somebody has the workbook open, not a workbook"
    return "the backup of a workbook" if path.stem.casefold().endswith(".bak") else ""


def _same(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return path.absolute()


# --------------------------------------------------------------------------------------------- checking them


@dataclass(frozen=True)
class Task:
    """One workbook to check, with last month's to compare it with, and whether its Checks sheet is to be written."""

    path: Path
    previous: Path | None = None
    write: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a workbook: its findings, or a sentence that says why there are none."""

    task: Task
    report: Report | None = None
    failure: str = ""
    changed: bool = False
    """Whether its Checks sheet was written."""
    backup: Path | None = None


PasswordFor = Callable[[Path], "Password"]


def check_one(task: Task, password_for: PasswordFor) -> Outcome:
    """Check one workbook.

    Raises:
        PackageError, PlanWorkbookError: it, or last month's, can't be read or written.
    """
    from plan_workbook.checking import check
    from plan_workbook.reading import read_plan

    password = password_for(task.path)
    previous = _previous(task.previous, password_for) if task.previous else None
    if task.write:
        from plan_workbook.summarise import CheckHere, write_checks

        done = write_checks(task.path, password, CheckHere(previous))
        return Outcome(task, _named(done.report, task), "", done.changed, done.backup)
    return Outcome(task, _named(check(read_plan(task.path, password=password), previous), task))


def _named(report: Report, task: Task) -> Report:
    return replace(report, workbook=str(task.path))


_last_months: dict[Path, Plan] = {}
"""The workbooks compared with that this process has read: one often serves many."""


def _previous(path: Path, password_for: PasswordFor) -> Plan:
    from plan_workbook.reading import read_plan

    if path not in _last_months:
        _last_months[path] = read_plan(path, password=password_for(path))
    return _last_months[path]


def check_all(tasks: Sequence[Task], jobs: int, password: str | None, ask: PasswordFor) -> Iterator[Outcome]:
    """Yield what came of each workbook, in their order; one that fails never stops the rest.

    Args:
        tasks: the workbooks.
        jobs: how many processes may check at once.
        password: what opens those that are encrypted; None where it is not known yet.
        ask: what gives the password of one that turns out to be encrypted, asked in this process.
    """
    jobs = min(jobs, len(tasks))
    if jobs <= 1 or len(tasks) <= FEW:
        for task in tasks:
            yield _tried(task, ask)
        return
    pool = _Pool(jobs, password)
    try:
        for future, task in [(pool.submit(task), task) for task in tasks]:
            outcome = pool.outcome(future, task)
            yield outcome if outcome is not None else _tried(task, ask)
    finally:
        pool.close()


def _tried(task: Task, password_for: PasswordFor) -> Outcome:
    from plan_workbook.package import PackageError

    try:
        return check_one(task, password_for)
    except (PackageError, PlanWorkbookError) as error:
        return Outcome(task, failure=str(error))
    except Exception as error:  # one workbook that nobody foresaw must not keep the others from being checked
        return Outcome(task, failure=_unforeseen(task, error))


def _unforeseen(task: Task, error: Exception) -> str:
    return (
        f"Something went wrong with {task.path} that should not have ({type(error).__name__}): check it by itself, and "
        "send in what is said then."
    )


class _Pool:
    """Processes that check workbooks; started anew where one of them dies."""

    def __init__(self, jobs: int, password: str | None) -> None:
        self._password = password
        self._executor = self._start(jobs)

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        # spawn: a copy of this process would hold its threads' locks, and Windows has nothing else
        return ProcessPoolExecutor(jobs, get_context("spawn"), _get_ready, (self._password,))

    def submit(self, task: Task) -> Future[Outcome | None]:
        return self._executor.submit(_check, task)

    def outcome(self, future: Future[Outcome | None], task: Task) -> Outcome | None:
        """Return what came of a task; None where it takes a password that only this process can ask for."""
        try:
            return future.result()
        except BrokenProcessPool:
            pass  # some task killed its process, and all that waited with it: this one gets a process of its own
        with self._start(1) as alone:
            try:
                return alone.submit(_check, task).result()
            except BrokenProcessPool:
                return Outcome(
                    task,
                    failure=f"The check of {task.path} was ended from outside, perhaps for want of memory: close other "
                    "programs and check it by itself.",
                )

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


_password: list[str | None] = []
"""In a process that checks: what opens encrypted workbooks."""


def _get_ready(password: str | None) -> None:
    """Prepare a process: load everything once, and leave Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from plan_workbook.cli.lean import start_lean

    start_lean()
    _password[:] = [password]


def _check(task: Task) -> Outcome | None:
    """In a process of its own: check a workbook; None where it needs a password nobody gave."""
    from plan_workbook.package import PackageError
    from plan_workbook.package.errors import PasswordProtected, WrongPassword

    try:
        return check_one(task, lambda _: _password[0])
    except PasswordProtected as error:
        return Outcome(task, failure=str(error)) if isinstance(error, WrongPassword) else None
    except (PackageError, PlanWorkbookError) as error:
        return Outcome(task, failure=str(error))
    except Exception as error:
        return Outcome(task, failure=_unforeseen(task, error))


def processors() -> int:
    """Return how many processors there are."""
    return os.cpu_count() or 1
