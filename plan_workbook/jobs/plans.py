"""Open the workbooks that a job starts from, and read the plan in each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import InputError
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import same_file
from plan_workbook.package import WorkbookFile, open_file
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.values.text import fold, long_date


class OpenedPlan(NamedTuple):
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


_SAME_NAME, _SAME_WORDS = 70, 85
"""How alike two names, or the titles of two recommendations, must be, of 100, to be versions of the same."""


def refuse_unfit(plan: Plan, previous: Plan | None) -> None:
    """Refuse to compare a plan with one of a later month, or with another plan.

    Raises:
        InputError: `previous` is one of these.
    """
    if previous is None:
        return
    theirs, ours = _called(previous, plan)
    now, then = plan.report_date, previous.report_date
    if now and then and (then.year, then.month) > (now.year, now.month):
        raise InputError(
            f"{theirs} has the report date {long_date(then)}, which is later than {long_date(now)} in {ours}: name an "
            "earlier month's workbook with --previous."
        )
    if is_another_plan(plan, previous):
        of = f" of {previous.text('authority')}" if previous.text("authority") else ""
        raise InputError(
            f"{theirs} is another plan, '{previous.title}'{of}: name last month's workbook of the plan in {ours} with "
            "--previous."
        )


def _called(previous: Plan, plan: Plan) -> tuple[str, str]:
    """Return what to call the two in a sentence: months kept in folders have files of the same name."""
    if previous.name == plan.name:
        return f"The {previous.name} given with --previous", f"the {plan.name} that it is compared with"
    return previous.name, plan.name


def same_month(plan: Plan, previous: Plan | None) -> str:
    """Return a sentence if a plan is compared with one of its own month, which can be meant; empty if it is not.

    Both the period and the report date must say so, as far as both plans have them: some plans report twice a month.
    """
    if previous is None:
        return ""
    periods = [each.text("period") for each in (plan, previous)]
    months = [(day.year, day.month) if (day := each.report_date) else None for each in (plan, previous)]
    known = [one == other for one, other in ([fold(each) for each in periods], months) if one and other]
    if not known or not all(known):
        return ""
    month = f" ({periods[0]})" if periods[0] else ""
    theirs, ours = _called(previous, plan)
    return (
        f"{theirs} is of the same month as {ours}{month}, so what moved is what was changed within the "
        f"month: name last month's workbook with --previous or, if {ours} is for a new month, correct its Period "
        "and Report Date."
    )


def is_another_plan(plan: Plan, previous: Plan) -> bool:
    """Tell whether at least two of title, authority and recommendations say that it is another plan.

    Plans and councils are renamed, and a plan may be rewritten, but not all in one month.
    """
    names = [(plan.text(key), previous.text(key)) for key in ("title", "authority")]
    other = sum(bool(now and then) and not _alike(now, then, _SAME_NAME) for now, then in names)
    if not other:
        return False
    titles, titles_then = (
        [fold(each.title.text) for each in each_plan.recommendations if each.title.given]
        for each_plan in (plan, previous)
    )
    in_common = any(_alike(now, then, _SAME_WORDS) for now in titles for then in titles_then)
    return other == len(names) or bool(titles and titles_then and not in_common)


def _alike(one: str, other: str, least: int) -> bool:
    from rapidfuzz import fuzz  # most commands read one plan and compare nothing

    return fuzz.token_sort_ratio(fold(one), fold(other)) >= least
