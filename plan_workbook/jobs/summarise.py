"""Regenerate Summary and Checks inside a workbook, and leave everything else in it as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from plan_workbook import layout
from plan_workbook.errors import OutputError
from plan_workbook.package import Password, open_file, rewrite, write_atomically
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan

if TYPE_CHECKING:
    from plan_workbook.checking import Report


class Checker(Protocol):
    """Whoever checks plans: told of a plan as soon as it is read, and asked for its report when that is needed."""

    @property
    def previous(self) -> Plan | None:
        """Last month's plan, if there is one to compare with."""

    def give(self, plan: Plan) -> None:
        """Take a plan that will be asked about."""

    def report(self, plan: Plan) -> Report:
        """Return the findings of a plan that was given."""


class CheckHere:
    """Checks in this process, when it is asked."""

    def __init__(self, previous: Plan | None = None) -> None:
        """Take last month's plan, if there is one to compare with."""
        self.previous = previous

    def give(self, plan: Plan) -> None:
        """Do nothing yet."""

    def report(self, plan: Plan) -> Report:
        """Return the findings of a plan."""
        from plan_workbook.checking.report import check

        return check(plan, self.previous)


@dataclass(frozen=True)
class Regenerated:
    """What became of a workbook: where it is now, what is found in it, and where the previous file is kept."""

    plan: Plan
    report: Report
    path: Path
    changed: bool
    backup: Path | None = None

    @property
    def overwritten(self) -> tuple[str, ...]:
        """The cells of generated sheets in which somebody had typed something that is not there any more."""
        typed = [o for o in self.plan.observations if o.rule == "content-outside-table" and o.cell]
        generated = (self.plan.summary_sheet, self.plan.checks_sheet)
        return tuple(f"{o.sheet}!{o.cell}" for o in typed if o.sheet in generated) if self.changed else ()


def summarise(
    path: Path, out: Path | None = None, password: Password = None, checker: Checker | None = None
) -> Regenerated:
    """Regenerate Summary and Checks of the workbook at `path`, in place or into `out`.

    In place the previous file is kept beside it as ``NAME.bak.xlsx``, and a workbook that would not change is not
    written. A workbook that is encrypted stays so. `checker` is told the plan as soon as it is read, and once more
    should the file change meanwhile.

    Raises:
        PackageError: the workbook can't be read, changed or written; nothing was changed then.
        NotAPlan: it is no improvement plan.
        OutputError: `out` is not called as a workbook of this kind.
    """
    checker = checker or CheckHere()
    if out is not None and not _same_file(out, path):
        return _elsewhere(path, out, password, checker)
    return _in_place(path, password, checker, with_summary=True)


def write_checks(path: Path, password: Password = None, checker: Checker | None = None) -> Regenerated:
    """Regenerate Checks of the workbook at `path`, in place, as `summarise` does; its Summary stays as it is."""
    return _in_place(path, password, checker or CheckHere(), with_summary=False)


def backup_of(path: Path) -> Path:
    """Return where the previous file of a workbook is kept: ``plan.bak.xlsx`` beside ``plan.xlsx``."""
    return path.with_name(f"{path.stem}.bak{path.suffix}")


def _in_place(path: Path, password: Password, checker: Checker, *, with_summary: bool) -> Regenerated:
    read: list[tuple[Plan, Report]] = []

    def regenerated(content: bytes) -> bytes:
        plan = read_plan(content, path.name)
        result, report = _regenerated(content, plan, checker, with_summary=with_summary)
        read.append((plan, report))
        return result

    backup = backup_of(path)
    changed = rewrite(path, regenerated, password, backup)
    plan, report = read[-1]
    return Regenerated(plan, report, path, changed, backup if changed else None)


def _elsewhere(path: Path, out: Path, password: Password, checker: Checker) -> Regenerated:
    file = open_file(path, password)
    plan = read_plan(file.content, path.name)
    if out.suffix.casefold() != path.suffix.casefold():
        raise OutputError(
            f"{out.name} must end in {path.suffix} like the workbook it is made from: choose another name."
        )
    content, report = _regenerated(file.content, plan, checker, with_summary=True)
    write_atomically(out, file.sealed(content))
    return Regenerated(plan, report, out, changed=True)


def _regenerated(content: bytes, plan: Plan, checker: Checker, *, with_summary: bool) -> tuple[bytes, Report]:
    """Return the workbook with its generated sheets drawn anew, and what is found in it as it then is."""
    after = plan.once_summarised if with_summary else plan.once_checked
    checker.give(after)
    # What draws is loaded while the plan is being checked, not before it can be read.
    from plan_workbook.package import Grafts
    from plan_workbook.writing.checks_sheet import put_checks
    from plan_workbook.writing.summary_sheet import draw_summary

    grafts = Grafts(content, plan.name)
    report = checker.report(after)
    if with_summary:
        grafts.put(plan.summary_sheet or layout.SUMMARY, draw_summary(plan, report, checker.previous))
    put_checks(grafts, plan, report)
    return grafts.result(), report


def with_generated(content: bytes, plan: Plan, report: Report) -> bytes:
    """Return the workbook of a plan with its Summary and Checks put in, as `summarise` would leave them."""
    from plan_workbook.package import Grafts
    from plan_workbook.writing.checks_sheet import put_checks
    from plan_workbook.writing.summary_sheet import draw_summary

    grafts = Grafts(content, plan.name)
    grafts.put(plan.summary_sheet or layout.SUMMARY, draw_summary(plan, report))
    put_checks(grafts, plan, report)
    return grafts.result()


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)
