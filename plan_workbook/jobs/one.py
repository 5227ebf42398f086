"""One workbook checked: its findings, or a sentence that says why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.errors import InputError, NotAPlan, PlanWorkbookError, code_of, is_panic
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.plans import refuse_unfit, same_month
from plan_workbook.package import PackageError
from plan_workbook.package.errors import PasswordProtected
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.values.paths import escaped_name
from plan_workbook.values.text import in_a_sentence


class Task(NamedTuple):
    """One workbook to check, with last month's to compare it with, and whether its Checks sheet is to be written."""

    path: Path
    previous: Path | None = None
    write: bool = False


class Outcome(NamedTuple):
    """The result for a workbook: its findings, or a sentence that says why there are none."""

    task: Task
    report: Report | None = None
    failure: str = ""
    code: str = ""
    """The word by which programs know the failure (`errors.code_of`)."""
    passed_over: str = ""
    """Why there is nothing in it to check, if that is no failure among others: `it is a published edition`."""
    changed: bool = False
    """Whether its Checks sheet was written."""
    backup: Path | None = None
    same_month: str = ""
    """That it was compared with a workbook of its own month, in a sentence; empty if it was not."""

    @property
    def sentence(self) -> str:
        """The failure with the path of the workbook, because several workbooks may have the same name."""
        path = escaped_name(str(self.task.path))
        return self.failure if path in self.failure else f"{path}: {self.failure}"


def check_one(task: Task, passwords: Passwords) -> Outcome:
    """Check one workbook.

    Raises:
        PackageError, PlanWorkbookError: the workbook can't be read or written, or last month's not read or compared.
    """
    password = password_for(task.path, passwords)
    previous = _previous(task.previous, passwords) if task.previous else None
    if task.write:
        from plan_workbook.jobs.summarise import write_checks  # loads what draws sheets, which only this needs

        done = write_checks(task.path, previous, password)
        report = _named(done.report, task)
        return Outcome(task, report, changed=done.changed, backup=done.backup, same_month=done.same_month)
    plan = read_plan(task.path, password=password)
    refuse_unfit(plan, previous)
    return Outcome(task, _named(check(plan, previous), task), same_month=same_month(plan, previous))


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


def tried(task: Task, passwords: Passwords) -> Outcome:
    """Check one of several workbooks; if that fails, the outcome says why."""
    try:
        return check_one(task, passwords)
    except (PackageError, PlanWorkbookError) as error:
        return failed(task, error)
    except BaseException as error:  # an unexpected error in one workbook must not stop the others from being checked
        if not is_breakdown(error):
            raise
        return Outcome(task, failure=unforeseen(task, error), code=code_of(error))


def is_breakdown(error: BaseException) -> bool:
    """Tell whether something went wrong, rather than that somebody wants the program to end."""
    return isinstance(error, Exception) or is_panic(error)


def failed(task: Task, error: Exception) -> Outcome:
    """Return the outcome of a workbook that can't be read or written."""
    passed_over = error.passed_over if isinstance(error, NotAPlan) else ""
    return Outcome(task, failure=in_a_sentence(str(error)), code=code_of(error), passed_over=passed_over)


def unforeseen(task: Task, error: BaseException) -> str:
    """Return what to tell the user about an unexpected error, and write the details to a log."""
    from plan_workbook.jobs.error_log import error_log

    log = error_log(error)
    if log is None:
        return (
            f"Unexpected error ({type(error).__name__}) with {task.path}. Please check that workbook on its own, and "
            "report it."
        )
    return f"Unexpected error with {task.path}. Please report it and attach {log}."
