"""Count what is in a workbook."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.board.figures import Figures, figures
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath
from plan_workbook.jobs.plans import open_plan
from plan_workbook.plan.model import Plan
from plan_workbook.values.paths import given_path


class Status(NamedTuple):
    """A plan and its counts."""

    plan: Plan
    figures: Figures


def status(workbook: AnyPath, *, passwords: Passwords = None) -> Status:
    """Return the counts of the plan in a workbook.

    Raises:
        PackageError, NotAPlan: it can't be read.
    """
    plan = open_plan(given_path(workbook, "workbook"), passwords).plan
    return Status(plan, figures(plan))
