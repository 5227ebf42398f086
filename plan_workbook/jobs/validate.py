"""Check workbooks, named or in folders, each against last month's if there is one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from plan_workbook.checking import Report, Severity
from plan_workbook.checking.selection import Selection, rule_names
from plan_workbook.jobs.arguments import choice_of, each_of
from plan_workbook.jobs.one import Outcome, Task, check_one, read_once
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.jobs.plans import refuse_itself
from plan_workbook.jobs.workbook_files import Skipped, workbooks_in
from plan_workbook.values.paths import given_path


class Validation(NamedTuple):
    """The workbooks to check, and the results."""

    tasks: tuple[Task, ...]
    skipped: tuple[Skipped, ...]
    """The files that are not checked."""
    unread: tuple[Skipped, ...]
    """Other files in the folders that may hold a plan and can't be read, such as one in an older format."""
    copies: tuple[tuple[Path, Path], ...]
    """Workbooks whose names make them look like a copy of another one that is checked too, with that one."""
    not_last_month: tuple[Path, ...]
    """The workbooks that last month's folder has none of the same name for; they are not compared with anything."""
    several: bool
    """Whether more than one workbook could have been meant. If so, one that can't be read has a sentence in its
    outcome; a single workbook raises an exception."""
    outcomes: Iterator[Outcome]
    """The result for each workbook, in their order. Each is checked when its turn comes, so you can go through this
    only once. Raises PackageError or PlanWorkbookError if a single workbook, or the one that all are compared with,
    can't be read."""


def validate(
    workbooks: AnyPath | Iterable[AnyPath],
    *,
    previous: AnyPath | None = None,
    only: str | Iterable[str] = (),
    skip: str | Iterable[str] = (),
    at_least: Severity | str = Severity.NOTE,
    write_checks: bool = False,
    processes: int | None = None,
    passwords: Passwords = None,
    executor: Executor | None = None,
) -> Validation:
    """Check workbooks, including those in folders and their subfolders.

    Args:
        workbooks: files, folders and patterns, or one of these.
        previous: last month's workbook, or a folder with one of the same name for each.
        only: the rules to keep, or one of them; empty for all.
        skip: the rules to leave out, or one of them.
        at_least: the lowest severity to keep, or its word, such as ``"error"``.
        write_checks: also regenerate the Checks sheet of each workbook, with all findings in it.
        processes: how many processes may check at once; without it, as many as there are processors.
        passwords: the passwords of workbooks that are encrypted.
        executor: checks, in place of processes of this machine; it has to find the same files under the same names.

    Raises:
        UnknownRule: there is no rule with one of the names.
        InputError: there is no such severity or no workbook to check, or one is to be compared with itself.
    """
    named = [workbooks] if isinstance(workbooks, str | Path) else workbooks
    previous = path_of(previous, "previous")
    lowest = choice_of(Severity, at_least, "at_least")
    selection = Selection(rule_names(each_of(only)), rule_names(each_of(skip)), lowest)
    found = workbooks_in([given_path(each, "workbooks") for each in named])
    before = previous.resolve() if previous is not None and previous.is_dir() and found.several else None
    of_last_month = [p for p in found.workbooks if before is not None and p.resolve().is_relative_to(before)]
    skipped = (*found.skipped, *(Skipped(path, "it is one of last month's") for path in of_last_month))
    tasks, not_last_month = [], []
    for path in found.workbooks:
        if path in of_last_month:
            continue
        compared = _last_months(path, previous)
        if compared is None and previous is not None:
            not_last_month.append(path)
        if compared is not None:
            refuse_itself(path, compared)
        tasks.append(Task(path, compared, write_checks))
    unread = tuple(e for e in found.unread if before is None or not e.path.resolve().is_relative_to(before))
    double = tuple(pair for pair in found.copies if not set(pair) & set(of_last_month))
    count = processes or os.cpu_count() or 1
    outcomes = _outcomes(tasks, selection, count, passwords, executor, several=found.several)
    return Validation(tuple(tasks), skipped, unread, double, tuple(not_last_month), found.several, outcomes)


def _last_months(workbook: Path, previous: Path | None) -> Path | None:
    if previous is None or not previous.is_dir():
        return previous
    same_name = previous / workbook.name
    return same_name if same_name.is_file() else None


def _outcomes(
    tasks: Sequence[Task],
    selection: Selection,
    processes: int,
    passwords: Passwords,
    executor: Executor | None,
    *,
    several: bool,
) -> Iterator[Outcome]:
    for outcome in _checked(tasks, processes, passwords, executor, several=several):
        yield outcome._replace(report=_selected(outcome.report, selection))


def _checked(
    tasks: Sequence[Task], processes: int, passwords: Passwords, executor: Executor | None, *, several: bool
) -> Iterator[Outcome]:
    """Check workbooks; a single one raises its error, and each of several has it as a sentence."""
    if not several:
        yield check_one(tasks[0], passwords)
        return
    from plan_workbook.jobs.many import check_all  # loads what starts processes, which one workbook does not need

    read_once(tasks, passwords)
    yield from check_all(tasks, processes, passwords, executor)


def _selected(report: Report | None, selection: Selection) -> Report | None:
    return selection.of(report) if report is not None else None
