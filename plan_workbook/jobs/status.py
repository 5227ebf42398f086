"""Count what is in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from plan_workbook.board.figures import Figures, figures
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.plans import open_plan
from plan_workbook.plan.model import Plan


class Status(NamedTuple):
    """A plan and its counts."""

    plan: Plan
    figures: Figures


def status(workbook: Path, *, passwords: Passwords = None) -> Status:
    """Return the counts of the plan in a workbook.

    Raises:
        PackageError, NotAPlan: it can't be read.
    """
    plan = open_plan(workbook, passwords).plan
    return Status(plan, figures(plan))
