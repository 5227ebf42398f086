"""Open the next month of a plan: a new master, with everything that people put into this one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook import layout
from plan_workbook.checking import Report
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.report import check
from plan_workbook.errors import InputError, NextMonthNotOpened, OutputError, validating
from plan_workbook.jobs.handed_out import refuse_handed_out
from plan_workbook.jobs.history import refuse_lost_history
from plan_workbook.jobs.new_file import refuse_existing, write_new
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, refuse_other_ending, same_file
from plan_workbook.jobs.plans import open_plan
from plan_workbook.jobs.up_to_date import up_to_date
from plan_workbook.layout.ceilings import too_many_lines
from plan_workbook.layout.next_month import NEXT_MONTH, Becomes
from plan_workbook.next_month.opening import NextMonth, Opening, next_month
from plan_workbook.next_month.panels import saved_panels
from plan_workbook.package import CellEntry
from plan_workbook.plan.history import closing_lines, with_this_period
from plan_workbook.plan.inputs import Problem
from plan_workbook.plan.model import Action, Plan
from plan_workbook.plan.put_off import again_in_words, is_put_off_now
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import counted_is, is_blank, it_or_them, long_date
from plan_workbook.writing.history_sheet import with_history

if TYPE_CHECKING:
    from plan_workbook.contract import written as contract

_NEEDED = ("period", "report_date", "previous_period")
"""The fields of the Plan sheet without which no month can be opened."""


_FIGURE_MISSING = ("indicator-actual-missing", "indicator-comment-unchanged")
"""The rules that find the figures that are cleared for the new month."""


@dataclass(frozen=True)
class RolledOver:
    """A master whose next month was opened, what became of its inputs, and its findings."""

    path: Path
    plan: Plan
    opened: NextMonth
    report: Report
    put_off_again: tuple[tuple[Action, str], ...] = ()
    """The actions that were put off in the period that is closed, and not for the first time: ``for the second time``.
    """
    remembered: int = 0
    """The lines that the period added to History."""
    master: Path = Path()
    """The workbook of the month that is closed."""
    backup: Path | None = None
    """The path under which a file that was replaced is kept."""

    def as_json(self) -> contract.RolledOver:
        """Return the object that ``rollover --format json`` prints."""
        opened, day = self.opened, self.plan.report_date
        again = [(row.sheet, row.completion_date.cell, often) for row, often in self.put_off_again]
        return {
            "format": 1,
            "workbook": str(self.path),
            "master": str(self.master),
            "backup": str(self.backup) if self.backup else None,
            "period": self.plan.text("period"),
            "report_date": day.isoformat() if day else None,
            "remembered": self.remembered,
            "put_off_again": [{"sheet": sheet, "cell": cell, "again": often} for sheet, cell, often in again],
            "staying": self.staying,
            "closed_figures": self.closed_figures,
            "old_targets": self.old_targets,
            "old_texts": [*self.old_texts.values()],
            "left": [{"sheet": each.sheet, "cell": each.cell, "why": each.why} for each in opened.left],
            "lapsed": self.lapsed,
            **self.report.open,
        }

    @property
    def staying(self) -> list[str]:
        """The cells with figures that stay until a longer period has ended."""
        return [f"{row.sheet}!{row.actual.cell}" for row in self.opened.staying]

    @property
    def closed_figures(self) -> list[str]:
        """The cells of closed recommendations whose figures were moved, and that nobody is asked to fill in."""
        return [f"{row.sheet}!{row.actual.cell}" for row in self.opened.closed]

    @property
    def to_fill_in(self) -> int:
        """How many of the open errors only say that the new month's figures are not there yet."""
        errors = [each for each in self.report.findings if each.severity is Severity.ERROR]
        return sum(each.rule in _FIGURE_MISSING for each in errors)

    @property
    def old_targets(self) -> list[str]:
        """The cells with targets for the period that has ended, which were cleared."""
        return [f"{row.sheet}!{row.target_now.cell}" for row in self.opened.old_targets]

    @property
    def old_texts(self) -> dict[str, str]:
        """The plan's own texts that still say what they said in the period that is closed: their cells, by label."""
        fields = {
            key: self.plan.fields[key]
            for key, becomes in NEXT_MONTH[layout.PLAN.title].items()
            if becomes is Becomes.TEXT
        }
        return {layout.PLAN.labels[key]: f"{read.sheet}!{read.cell}" for key, read in fields.items() if read.given}

    @property
    def lapsed(self) -> list[str]:
        """The cells with the Until date of findings that are not accepted any more."""
        return [f"{row.sheet}!{row.inputs['until'].cell}" for row in self.opened.lapsed]


def rollover(
    master: AnyPath,
    output: AnyPath,
    *,
    period: str,
    report_date: date,
    data_as_at: date | None = None,
    clear_progress: bool = False,
    clear_comments: bool = False,
    with_errors: bool = False,
    replace: bool = False,
    passwords: Passwords = None,
) -> RolledOver:
    """Open the next month: write a new master from this one, which is not changed.

    Actuals become the previous figures, dates and ratings are kept, the period that is closed is added to History, and
    Summary and Checks are regenerated with it as the previous one; ``docs/next-month.md`` has the whole table. An
    encrypted workbook stays encrypted.

    Args:
        master: the workbook of the month that is closed.
        output: the file to write.
        period: the period that is opened, such as ``January 2018``.
        report_date: its report date.
        data_as_at: the date that its figures go up to, if it is known already.
        clear_progress: clear progress and other paragraphs, key successes, key challenges and decisions needed, which
            are otherwise kept to be edited.
        clear_comments: clear the comments of indicators.
        with_errors: open it although errors are open in the master.
        replace: replace an existing file, which is kept as ``NAME.bak.xlsx``.
        passwords: the password of the master, if it is encrypted.

    Raises:
        InputError: it is a part, errors are open, the report date is not later, or the Plan sheet lacks a field.
        OutputError: the file exists, is the master itself, or has another ending.
        PackageError, NotAPlan: the master can't be read, or a cell can't be typed into. Nothing was changed.
    """
    master, output = given_path(master, "master"), given_path(output, "output")
    _refuse_output(master, output, replace=replace)
    if is_blank(period):
        raise InputError("--period is blank: give the period that is opened, such as January 2018.")
    opened = open_plan(master, passwords)
    refuse_handed_out(master, opened.file.content)
    plan = opened.plan
    _refuse_unfit(plan, str(master), report_date)
    errors = check(plan.once_summarised).errors
    if errors and not with_errors:
        them = it_or_them(errors)
        raise NextMonthNotOpened(
            f"{counted_is(errors, 'error')} open in {master}, so the next month was not opened: "
            f"{validating(master)} lists {them}; put {them} right, or add --with-errors."
        )
    refuse_lost_history(plan)
    if why := too_many_lines(str(master), len(with_this_period(plan))):
        raise InputError(why)
    asked = Opening(period.strip(), report_date, data_as_at, clear_progress, clear_comments)
    month = next_month(plan, asked, saved_panels(opened.file.content, plan))
    entry = CellEntry(_remembering(opened.file.content, plan), plan.name)
    content, new, report = up_to_date(entry, month.cells, output.name, plan, everywhere=True)  # the date is another
    backup = write_new(output, opened.file.sealed(content), replace=replace, source=master)
    again = [(action, again_in_words(plan, action)) for action in plan.actions if is_put_off_now(plan, action)]
    remembered = len(closing_lines(plan))
    return RolledOver(output, new, month, report, tuple(each for each in again if each[1]), remembered, master, backup)


def _remembering(content: bytes, closed: Plan) -> bytes:
    """Return a workbook with the period that it closes in its History."""
    return with_history(content, replace(closed, history=with_this_period(closed)))


def _refuse_output(master: Path, output: Path, *, replace: bool) -> None:
    refuse_other_ending(output, master, "the master")
    if same_file(output, master):
        raise OutputError("The next month would replace the month that is closed: choose another name with -o.")
    refuse_existing(output, replace=replace)


def _refuse_unfit(plan: Plan, name: str, report_date: date) -> None:
    for key in _NEEDED:
        if plan.fields[key].problem is Problem.ABSENT:
            cell = plan.fields[key].cell
            raise InputError(
                f"{name} has no field for it where {plan.plan_sheet}!{cell} should be: validate says which heading is "
                "missing; put it back, then open the next month."
            )
    if plan.report_date is not None and report_date <= plan.report_date:
        raise InputError(
            f"{long_date(report_date)} is not later than the report date of {name}, {long_date(plan.report_date)}: "
            "give the report date of the next month."
        )
