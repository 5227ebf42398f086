"""Regenerate Summary, the long tables and Checks inside a workbook, and leave everything else in it as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook import layout
from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import AnyPath, backup_of, path_of, refuse_other_ending, same_file
from plan_workbook.jobs.plans import open_plan, open_previous, refuse_unfit, same_month
from plan_workbook.package import Grafts, Password, rewrite
from plan_workbook.package.modes import mode_like
from plan_workbook.package.write import write_keeping
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import base_inside
from plan_workbook.splitting.workbook import is_as_handed_out
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import fold
from plan_workbook.writing.checks_sheet import put_checks
from plan_workbook.writing.summary_sheet import put_summary

if TYPE_CHECKING:
    from plan_workbook.contract.written import Summarised

First = Callable[[bytes, Plan], bytes]
"""A change to make to a workbook, given with its plan, before its sheets are regenerated."""


@dataclass(frozen=True)
class Regenerated:
    """A workbook whose sheets were regenerated: its path, its findings, and the backup of the previous file."""

    plan: Plan
    report: Report
    path: Path
    changed: bool
    backup: Path | None = None
    same_month: str = ""
    """That it was compared with a workbook of its own month, in a sentence; empty if it was not."""
    replaced: Path | None = None
    """Where a file is kept that was at `output` before."""

    @property
    def evaded(self) -> dict[str, str]:
        """The sheets with long tables whose title another sheet had already: what they should and do get called."""
        if not self.changed:
            return {}
        lacking = [name for name in layout.LIST_NAMES if name not in self.plan.list_sheets]
        titles = {name: self.plan.title_of_list(name) for name in lacking}
        return {name: title for name, title in titles.items() if title != name}

    @property
    def overwritten(self) -> tuple[str, ...]:
        """The cells of generated sheets where typed text was replaced."""
        typed = [o for o in self.plan.observations if o.rule == "content-outside-table" and o.cell]
        cells = [f"{o.sheet}!{o.cell}" for o in typed if o.sheet in self.plan.generated_sheets]
        listed = [*self.report.findings, *(each.finding for each in self.report.accepted)]
        kept = {(each.rule, fold(each.sheet or ""), each.cell or "") for each in listed}
        gone = [note for note in self.plan.notes if (note.rule, fold(note.sheet), note.cell) not in kept]
        cells += [f"{self.plan.checks_sheet}!{note.at}" for note in gone]
        return tuple(cells) if self.changed else ()

    def as_json(self) -> Summarised:
        """Return the object that ``summarise --format json`` prints."""
        return {
            "format": 1,
            "workbook": str(self.path),
            "period": self.plan.text("period"),
            "report_date": self.plan.report_date.isoformat() if self.plan.report_date else None,
            "changed": self.changed,
            "backup": str(kept) if (kept := self.backup or self.replaced) else None,
            "own_sheets": [{"sheet": name, "instead": title} for name, title in self.evaded.items()],
            "overwritten": list(self.overwritten),
            **self.report.open,
        }


def summarise(
    workbook: AnyPath, output: AnyPath | None = None, *, previous: AnyPath | None = None, passwords: Passwords = None
) -> Regenerated:
    """Regenerate Summary, All recommendations, All indicators and Checks of a workbook, in place or into `output`.

    The file that is replaced is kept next to it as ``NAME.bak.xlsx``, and a workbook that would not change is not
    written. An encrypted workbook stays encrypted.

    Args:
        workbook: the workbook.
        output: the file to write, instead of in place.
        previous: last month's workbook; with it, the Summary says what has changed since.
        passwords: the passwords of those that are encrypted.

    Raises:
        PackageError: a workbook can't be read, changed or written; nothing was changed.
        NotAPlan: it is not an improvement plan.
        InputError: `previous` is the workbook itself, of a later month, or another plan.
        OutputError: `output` does not have the same ending as `workbook`.
    """
    return regenerate(workbook, output, previous, passwords)


def regenerate(
    workbook: AnyPath,
    output: AnyPath | None,
    previous: AnyPath | None,
    passwords: Passwords,
    first: First | None = None,
) -> Regenerated:
    """Regenerate Summary and Checks as `summarise` does, after another change to the workbook.

    Raises:
        PackageError, PlanWorkbookError: as for `summarise`, and whatever the change raises.
    """
    workbook, output = given_path(workbook, "workbook"), path_of(output, "output")
    earlier = path_of(previous, "previous")
    last_month = open_previous(workbook, earlier, passwords)
    before = last_month.plan if last_month else None
    if output is not None and not same_file(output, workbook):
        return _elsewhere(workbook, output, before, passwords, first, mode_like(workbook, earlier))
    return _in_place(workbook, before, password_for(workbook, passwords), with_summary=True, first=first)


def write_checks(workbook: Path, previous: Plan | None = None, password: Password = None) -> Regenerated:
    """Regenerate Checks of a workbook, in place, as `summarise` does; its Summary stays as it is.

    Raises:
        PackageError, PlanWorkbookError: as for `summarise`.
    """
    return _in_place(workbook, previous, password, with_summary=False)


def with_generated(content: bytes, plan: Plan, report: Report, previous: Plan | None = None) -> bytes:
    """Return the workbook of a plan with its Summary and Checks put in, as `summarise` would leave them."""
    return _with_sheets(content, plan, report, previous, with_summary=True)


def _in_place(
    path: Path, previous: Plan | None, password: Password, *, with_summary: bool, first: First | None = None
) -> Regenerated:
    read: list[tuple[Plan, Report]] = []

    def regenerated(content: bytes) -> bytes:
        plan = read_plan(content, path.name)
        refuse_unfit(plan, previous)
        if first is not None:
            content = first(content, plan)
            plan = read_plan(content, path.name)
        report = check(plan.once_summarised if with_summary else plan.once_checked, previous)
        read.append((plan, report))
        return _with_sheets(content, plan, report, previous, with_summary=with_summary)

    backup = backup_of(path)
    changed = rewrite(path, regenerated, password, backup)
    plan, report = read[-1]
    return Regenerated(plan, report, path, changed, backup if changed else None, same_month(plan, previous))


def _elsewhere(
    path: Path, output: Path, previous: Plan | None, passwords: Passwords, first: First | None, mode: int | None
) -> Regenerated:
    opened = open_plan(path, passwords)
    refuse_unfit(opened.plan, previous)
    refuse_other_ending(output, path)
    content, plan = opened.file.content, opened.plan
    if first is not None:
        content = first(content, plan)
        plan = read_plan(content, path.name)
    report = check(plan.once_summarised, previous)
    made = opened.file.sealed(with_generated(content, plan, report, previous))
    replaced = backup_of(output) if write_keeping(output, made, backup_of(output), mode) else None
    return Regenerated(plan, report, output, True, replaced=replaced, same_month=same_month(plan, previous))


def _with_sheets(content: bytes, plan: Plan, report: Report, previous: Plan | None, *, with_summary: bool) -> bytes:
    if previous is None and is_as_handed_out(content, plan, report):
        return content  # Summary and Checks are drawn into a part when it is made, so they are not put in again
    grafts = Grafts(content, plan.name)
    if with_summary:
        put_summary(grafts, plan, report, previous, alone=base_inside(content) is not None)
    put_checks(grafts, plan, report)
    return grafts.result()
