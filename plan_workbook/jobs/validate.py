"""Check workbooks: those named, those in folders, each against last month's where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plan_workbook.checking import Report, Severity
from plan_workbook.checking.selection import Selection, rule_names
from plan_workbook.jobs.many import Outcome, Task, check_all, check_one, processors, read_once
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.plans import refuse_itself
from plan_workbook.jobs.workbook_files import Skipped, workbooks_in


@dataclass(frozen=True)
class Validation:
    """What is checked, and what comes of it."""

    tasks: tuple[Task, ...]
    skipped: tuple[Skipped, ...]
    """The files that are not checked."""
    not_last_month: tuple[Path, ...]
    """The workbooks for which the folder of last month's holds none of their name; they are compared with nothing."""
    several: bool
    """Whether more than one workbook could have been meant. One that can't be read then has a sentence in its outcome;
    one by itself raises it."""
    outcomes: Iterator[Outcome]
    """What came of each workbook, in their order. Each is checked when it is its turn, so this can be gone through
    once; raises PackageError and PlanWorkbookError where there is a single workbook, or where last month's workbook
    that serves all can't be read."""


def validate(
    workbooks: Iterable[Path],
    *,
    previous: Path | None = None,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    at_least: Severity = Severity.NOTE,
    write_checks: bool = False,
    processes: int | None = None,
    passwords: Passwords = None,
) -> Validation:
    """Check workbooks, and those in folders and their folders.

    Args:
        workbooks: files, folders and patterns.
        previous: last month's workbook, or a folder with one of the same name for each.
        only: the rules to keep; empty for all.
        skip: the rules to leave out.
        at_least: the lowest severity to keep.
        write_checks: also regenerate the Checks sheet of each workbook, with all findings in it.
        processes: how many processes may check at once; usually as many as there are processors.
        passwords: what opens workbooks that are encrypted.

    Raises:
        UnknownRule: there is no rule of a name.
        InputError: there is no workbook to check, or one is to be compared with itself.
    """
    selection = Selection(rule_names(only), rule_names(skip), at_least)
    found = workbooks_in(list(workbooks))
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
    outcomes = _outcomes(tasks, selection, processes or processors(), passwords, several=found.several)
    return Validation(tuple(tasks), skipped, tuple(not_last_month), found.several, outcomes)


def _last_months(workbook: Path, previous: Path | None) -> Path | None:
    if previous is None or not previous.is_dir():
        return previous
    same_name = previous / workbook.name
    return same_name if same_name.is_file() else None


def _outcomes(
    tasks: Sequence[Task], selection: Selection, processes: int, passwords: Passwords, *, several: bool
) -> Iterator[Outcome]:
    for outcome in _checked(tasks, processes, passwords, several=several):
        yield replace(outcome, report=_selected(outcome.report, selection))


def _checked(tasks: Sequence[Task], processes: int, passwords: Passwords, *, several: bool) -> Iterator[Outcome]:
    """Check workbooks; one by itself fails as a whole, of several each has its sentence."""
    if not several:
        yield check_one(tasks[0], passwords)
        return
    read_once(tasks, passwords)
    yield from check_all(tasks, processes, passwords)


def _selected(report: Report | None, selection: Selection) -> Report | None:
    return selection.of(report) if report is not None else None
