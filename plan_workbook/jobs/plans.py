"""Open the workbooks that a job starts from, and read the plan in each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import same_file
from plan_workbook.package import WorkbookFile, open_file
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan


@dataclass(frozen=True)
class OpenedPlan:
    """A workbook as it was opened, and the plan in it."""

    file: WorkbookFile
    plan: Plan

    @property
    def encrypted(self) -> bool:
        """Whether the workbook is encrypted."""
        return self.file.password is not None


def open_plan(workbook: Path, passwords: Passwords = None) -> OpenedPlan:
    """Open a workbook and read its plan.

    Raises:
        PackageError, NotAPlan: it can't be read.
    """
    file = open_file(workbook, password_for(workbook, passwords))
    return OpenedPlan(file, read_plan(file.content, workbook.name))


def open_previous(workbook: Path, previous: Path | None, passwords: Passwords = None) -> OpenedPlan | None:
    """Open last month's workbook, if there is one to compare `workbook` with.

    Raises:
        InputError: it is the workbook itself.
        PackageError, NotAPlan: it can't be read.
    """
    if previous is None:
        return None
    refuse_itself(workbook, previous)
    return open_plan(previous, passwords)


def refuse_itself(workbook: Path, previous: Path) -> None:
    """Refuse to compare a workbook with itself.

    Raises:
        InputError: both are the same file.
    """
    if same_file(workbook, previous):
        raise InputError(f"{previous} is the workbook itself: name last month's workbook with --previous.")
