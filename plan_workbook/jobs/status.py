"""Count what is in a workbook, say where it stands, and where each thing in it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.board.figures import Figures, figures
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath
from plan_workbook.jobs.plans import open_plan, open_previous, refuse_unfit, same_month
from plan_workbook.plan.model import Plan
from plan_workbook.values.paths import given_path

if TYPE_CHECKING:
    from plan_workbook.board.each import Each
    from plan_workbook.board.glance import Glance
    from plan_workbook.board.lines import Line
    from plan_workbook.contract import status as contract


class Standing(NamedTuple):
    """Where a plan stands, and what moved."""

    glance: Glance
    moved: tuple[Line, ...] | None
    """What moved since last month's workbook; None without one."""

    def as_json(self) -> contract.Standing:
        """Return the keys that this adds to the counts in ``status --format json``."""
        told: contract.Standing = {
            "verdict": self.glance.verdict,
            "since": self.glance.since,
            "tiles": [tile.as_json() for tile in self.glance.tiles],
            "matrices": [matrix.as_json() for matrix in self.glance.matrices],
        }
        if self.moved is not None:
            told["moved"] = [line.as_json() for line in self.moved]
        return told


class Status(NamedTuple):
    """A plan and its counts."""

    plan: Plan
    figures: Figures
    each: Each | None = None
    """Where each thing of it stands, if that was asked for."""
    standing: Standing | None = None
    """Where the plan stands, if that was asked for or there is last month's workbook to compare with."""
    same_month: str = ""
    """That it was compared with a workbook of its own month, in a sentence; empty if it was not."""

    def as_json(self) -> contract.Status:
        """Return the object that ``status --format json`` prints.

        Where the plan stands is in it if that was worked out: programs that only want the counts ask often, and get
        them sooner.
        """
        told = self.figures.as_json()
        if self.standing:
            told = {**told, **self.standing.as_json()}
        if self.each:
            told["each"] = self.each.as_json()
        return told


def status(
    workbook: AnyPath,
    *,
    each: bool = False,
    stands: bool = False,
    previous: AnyPath | None = None,
    passwords: Passwords = None,
) -> Status:
    """Return the counts of the plan in a workbook.

    Args:
        workbook: the workbook.
        each: whether to work out where each recommendation, action and indicator stands.
        stands: whether to work out where the plan stands; with `previous`, that is done anyway.
        previous: last month's workbook, which goes before history, and to tell what moved since.
        passwords: the passwords of those that are encrypted.

    Raises:
        InputError: `previous` is the workbook itself, of a later month, or of another plan.
        PackageError, NotAPlan: one of them can't be read.
    """
    workbook = given_path(workbook, "workbook")
    before = given_path(previous, "previous") if previous is not None else None
    plan = open_plan(workbook, passwords).plan
    if not (each or stands or before):
        return Status(plan, figures(plan))
    opened = open_previous(workbook, before, passwords)
    last_month = opened.plan if opened else None
    refuse_unfit(plan, last_month)
    counts = figures(plan)
    of_each = None
    if each:
        from plan_workbook.board.each import each_of  # loads what matches two plans, for which the counts do not wait

        of_each = each_of(plan, last_month)
    standing = standing_of(plan, counts, last_month) if stands or last_month else None
    return Status(plan, counts, of_each, standing, same_month(plan, last_month))


def standing_of(plan: Plan, counts: Figures, previous: Plan | None = None) -> Standing:
    """Return where a plan stands, and what moved since last month's plan, if that is given."""
    from plan_workbook.board.attention import attention  # likewise
    from plan_workbook.board.glance import glance
    from plan_workbook.board.moved import moved_since
    from plan_workbook.matching.plans import MatchedPlans

    months = MatchedPlans(previous, plan, surely=True) if previous else None
    seen = glance(plan, counts, attention(plan, previous, months), previous, months)
    return Standing(seen, tuple(moved_since(plan, previous, months)) if previous else None)
