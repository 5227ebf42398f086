"""Many workbooks at once, checked in several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from plan_workbook.errors import STOPPED, PlanWorkbookError, code_of
from plan_workbook.jobs.one import Outcome, Task, check_one, failed, is_breakdown, tried, unforeseen
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.processes import Work, done_with_each
from plan_workbook.package import PackageError
from plan_workbook.package.errors import PasswordProtected, WrongPassword


def check_all(
    tasks: Sequence[Task], processes: int, passwords: Passwords = None, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Yield the result for each workbook, in their order; one that fails never stops the rest.

    Args:
        tasks: the workbooks.
        processes: how many processes may check at once.
        passwords: the passwords of those that are encrypted; a function is called in this process.
        executor: checks, in place of processes of this one; it has to find the same files under the same names.
    """
    work = Work(_check, lambda task: tried(task, passwords), _stopped)
    return done_with_each(tasks, work, processes, passwords if isinstance(passwords, str) else None, executor)


def _check(task: Task, password: str | None) -> Outcome | None:
    """Check a workbook in a process of its own; return None if it needs a password that was not given."""
    try:
        return check_one(task, password)
    except PasswordProtected as error:
        return failed(task, error) if isinstance(error, WrongPassword) else None
    except (PackageError, PlanWorkbookError) as error:
        return failed(task, error)
    except BaseException as error:  # an exception that can't be sent back would end this process
        if not is_breakdown(error):
            raise
        return Outcome(task, failure=unforeseen(task, error), code=code_of(error))


def _stopped(task: Task) -> Outcome:
    return Outcome(
        task,
        failure=f"The check of {task.path} was stopped from outside, perhaps because memory ran out: close other "
        "programs and check that workbook on its own.",
        code=STOPPED,
    )
