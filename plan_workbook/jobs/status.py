"""Count what is in a workbook, and say where each thing in it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.board.figures import Figures, figures
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath
from plan_workbook.jobs.plans import open_plan, open_previous, refuse_unfit
from plan_workbook.plan.model import Plan
from plan_workbook.values.paths import given_path

if TYPE_CHECKING:
    from plan_workbook.board.each import Each


class Status(NamedTuple):
    """A plan and its counts."""

    plan: Plan
    figures: Figures
    each: Each | None = None
    """Where each thing of it stands, if that was asked for."""

    def as_json(self) -> dict[str, object]:
        """Return the object that ``status --format json`` prints."""
        return {**self.figures.as_json(), **({"each": self.each.as_json()} if self.each else {})}


def status(
    workbook: AnyPath, *, each: bool = False, previous: AnyPath | None = None, passwords: Passwords = None
) -> Status:
    """Return the counts of the plan in a workbook.

    Args:
        workbook: the workbook.
        each: whether to work out where each recommendation, action and indicator stands.
        previous: last month's workbook, which goes before history; it is only read for `each`.
        passwords: the passwords of those that are encrypted.

    Raises:
        InputError: `previous` is the workbook itself, of a later month, or of another plan.
        PackageError, NotAPlan: one of them can't be read.
    """
    workbook = given_path(workbook, "workbook")
    before = given_path(previous, "previous") if previous is not None else None
    plan = open_plan(workbook, passwords).plan
    if not each:
        return Status(plan, figures(plan))
    from plan_workbook.board.each import each_of  # loads what matches two plans, for which the counts do not wait

    opened = open_previous(workbook, before, passwords)
    last_month = opened.plan if opened else None
    refuse_unfit(plan, last_month)
    return Status(plan, figures(plan), each_of(plan, last_month))
