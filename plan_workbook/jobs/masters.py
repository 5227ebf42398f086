"""Open a master with what is kept next to it: the record of returns, who was asked, and the copy from that time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from plan_workbook.collecting.asked import Asked, asked_of_each, list_path, read_list
from plan_workbook.collecting.collected import NotReturned, expected, not_returned
from plan_workbook.collecting.comparing import is_of_another_period
from plan_workbook.collecting.record import Line, ReturnsRecord, read_record, record_path
from plan_workbook.errors import PlanWorkbookError
from plan_workbook.jobs.handed_out import refuse_handed_out
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import backup_of
from plan_workbook.jobs.plans import OpenedPlan, is_another_plan, open_plan
from plan_workbook.package import PackageError
from plan_workbook.package.safety import read_bytes, read_if_there
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import base_of, base_path
from plan_workbook.values.text import in_a_sentence


@dataclass(frozen=True)
class Master:
    """The master as it was opened, and what is kept next to it."""

    path: Path
    opened: OpenedPlan
    record: ReturnsRecord
    handed_out: Plan | None
    """The master as it was when it was handed out; None if no copy is kept, or it is of another month or plan."""
    out: tuple[Asked, ...] = ()
    """The parts of this period that are out; none if it was handed out before such a list was kept, or not at all."""
    base_unread: str = ""
    """Why the copy that is kept can't be read, as a sentence; empty if it can, or if there is none."""

    @property
    def plan(self) -> Plan:
        """The plan in it."""
        return self.opened.plan

    @property
    def period(self) -> str:
        """Its reporting period."""
        return self.plan.text("period")

    @cached_property
    def asked(self) -> tuple[NotReturned, ...]:
        """From whom an answer is expected."""
        plans = [self.plan, *([self.handed_out] if self.handed_out else [])]
        return asked_of_each(self.out, *plans) if self.out else expected(plans[-1])

    @property
    def returned(self) -> tuple[Line, ...]:
        """The lines of the record about returns of this period."""
        return self.record.of_period(self.period)

    @property
    def not_handed_out(self) -> str:
        """That nobody was asked for anything in this period, in a sentence; empty if that is not so, or not known."""
        if self.handed_out or self.out or self.returned or self.base_unread:
            return ""
        when = f" for {self.period}" if self.period else ""
        return (
            f"{self.path.name} was not handed out{when} (no {base_path(self.path).name} of that time is there), so "
            f'nobody is late: run plan-workbook split "{self.path}" first.'
        )

    @cached_property
    def put_back(self) -> str:
        """That the master is its own backup, in a sentence; empty if it is not, or if nothing was ever taken into it.

        Then somebody has put it back, and the record lists returns that are not in it any more.
        """
        name, backup = self.path.name, backup_of(self.path)
        try:
            same = any(line.taken for line in self.returned) and read_if_there(backup) == self.opened.file.stored
        except PackageError:  # it can't be read, so nobody has copied it
            same = False
        if not same:
            return ""
        return (
            f"{name} is the same as {backup.name}. If that undid a collect, its returns are not in {name} any more, "
            "although they are recorded: collect them with --again (plan-workbook help undo)."
        )

    @cached_property
    def missing(self) -> tuple[NotReturned, ...]:
        """Who has not answered in this period, as far as the record says."""
        return self.missing_after(self.returned)

    def missing_after(self, returned: Sequence[Line]) -> tuple[NotReturned, ...]:
        """Return who has not answered with these returns; nobody if the plan was not handed out and nothing came."""
        return () if self.not_handed_out and not returned else not_returned(self.asked, returned)


def open_master(path: Path, passwords: Passwords = None) -> Master:
    """Open a master and read what is kept next to it.

    Raises:
        PackageError, NotAPlan: it can't be read.
        InputError: it is a part, or the copy of what was handed out.
        OutputError: the record, or the list of parts that are out, can't be read.
    """
    opened = open_plan(path, passwords)
    refuse_handed_out(path, opened.file.content)
    record = read_record(record_path(path))
    out = read_list(list_path(path), opened.plan.text("period"))
    try:
        return Master(path, opened, record, _handed_out(path, opened), out)
    except (PackageError, PlanWorkbookError) as error:
        name = base_path(path).name
        why = f"{name} is the copy of what was handed out, and it can't be read, so it was not looked at. {error}"
        return Master(path, opened, record, None, out, in_a_sentence(why))


def _handed_out(path: Path, opened: OpenedPlan) -> Plan | None:
    """Return the plan in the kept copy of a master, if it is of the same plan and period.

    Raises:
        PackageError, NotAPlan: there is a copy, and it can't be read.
    """
    kept_at = base_path(path)
    if not os.path.lexists(kept_at):
        return None
    if read_bytes(kept_at) == opened.file.stored:  # nobody has changed the master since
        return replace(opened.plan, name=kept_at.name)
    kept = read_plan(kept_at, password=opened.file.password)
    other = is_another_plan(opened.plan, kept) or is_of_another_period(base_of(kept), opened.plan)
    return None if other else kept
