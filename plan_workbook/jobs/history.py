"""What a plan remembers of the periods that have ended, and adding periods from older workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import InputError, PlanWorkbookError
from plan_workbook.jobs.handed_out import refuse_handed_out
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of, same_file
from plan_workbook.jobs.plans import is_another_plan, open_plan
from plan_workbook.jobs.summarise import Regenerated, regenerate
from plan_workbook.jobs.workbook_files import workbooks_in
from plan_workbook.layout.ceilings import too_many_lines
from plan_workbook.matching.history import Called, called_now, renamed
from plan_workbook.package import PackageError
from plan_workbook.plan.history import closing_lines
from plan_workbook.plan.history_line import History, HistoryLine, Key
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import ReadApart, read_apart
from plan_workbook.sources.links import resolved
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import listed, long_date


class Added(NamedTuple):
    """A period that was added to a history."""

    workbook: str
    period: str
    report_date: date
    lines: int
    read_apart: tuple[ReadApart, ...] = ()
    """The ratings of the period that the plan's own scale does not have, or counts as something else."""


class PassedOver(NamedTuple):
    """A workbook from which nothing was added, and why, as a clause."""

    workbook: str
    why: str


@dataclass(frozen=True)
class Remembered:
    """A plan with its history, and what was added to it."""

    plan: Plan
    added: tuple[Added, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    regenerated: Regenerated | None = None
    """The workbook as it was written; None if nothing was."""


def history(workbook: AnyPath, *, passwords: Passwords = None) -> Remembered:
    """Return the plan in a workbook with its history. Changes nothing.

    Raises:
        PackageError, NotAPlan: it can't be read.
    """
    return Remembered(open_plan(given_path(workbook, "workbook"), passwords).plan)


def add_history(
    workbook: AnyPath,
    older: AnyPath | Iterable[AnyPath],
    output: AnyPath | None = None,
    *,
    previous: AnyPath | None = None,
    replace_periods: bool = False,
    passwords: Passwords = None,
) -> Remembered:
    """Add periods from older workbooks to the history of a plan, and regenerate Summary and Checks.

    Of each workbook its own period is added, and those that its own history has. Things whose reference has changed
    since are followed: their lines go by the reference that they have now. A period that is there already is left as it
    is. In place, the previous file is kept next to it as ``NAME.bak.xlsx``; if there is nothing to add, nothing is
    written. An encrypted workbook stays encrypted.

    Args:
        workbook: the workbook of the plan.
        older: an older workbook of it, or a folder, or several of these. Of a folder, what is no older workbook of the
            plan is passed over.
        output: the file to write, instead of in place.
        previous: last month's workbook; with it, the Summary says what has changed since.
        replace_periods: replace periods that are there already.
        passwords: the passwords of those that are encrypted.

    Raises:
        InputError: one of the workbooks is not an older one of the same plan, two are of one report date and say
            different things, or the history would be too long.
        PackageError, NotAPlan: a workbook can't be read, or the history can't be written. Nothing was changed.
        OutputError: `output` does not have the same ending as `workbook`.
    """
    workbook, output = given_path(workbook, "workbook"), path_of(output, "output")
    each_older = [older] if isinstance(older, str | Path) else older
    previous, versions = path_of(previous, "previous"), [given_path(each, "older") for each in each_older]
    plan = open_plan(workbook, passwords).plan
    refuse_lost_history(plan)
    opened, passed_over = _opened(workbook, plan, versions, passwords)
    found = _periods(plan, opened)
    there = set(plan.history.periods)
    wanted = {day: lines for day, lines in found.items() if replace_periods or day not in there}
    passed_over += [
        PassedOver(source.name, f"{long_date(day)} is in History already, and --force replaces it")
        for day, source in opened.items()
        if day in there and not replace_periods
    ]
    wanted = {day: lines for day, lines in wanted.items() if _of_day(plan.history, day) != lines}
    if not wanted:
        return Remembered(plan, passed_over=tuple(passed_over))
    lines = _in_order((*(line for line in plan.history if line.report_date not in wanted), *_all(wanted)))
    why = too_many_lines(str(workbook), len(lines))
    if why:
        raise InputError(why)

    def with_periods(content: bytes, plan: Plan) -> bytes:
        from plan_workbook.writing.history_sheet import with_history

        return with_history(content, replace(plan, history=History(lines, plan.item_word, plan.history.unread)))

    regenerated = regenerate(workbook, output, previous, passwords, with_periods)
    added = tuple(_added(plan, day, lines, opened.get(day)) for day, lines in sorted(wanted.items()) if lines)
    return Remembered(regenerated.plan, added, tuple(passed_over), regenerated)


def _added(plan: Plan, day: date, lines: Sequence[HistoryLine], source: Plan | None) -> Added:
    apart = read_apart((line.rating for line in lines), source.scale if source else None, plan.scale)
    return Added(source.name if source else "", lines[0].period, day, len(lines), apart)


def refuse_lost_history(plan: Plan) -> None:
    """Refuse to write the history of a plan whose History sheet can't be read as a whole.

    Raises:
        InputError: some of its headings can't be found, so everything below them would be lost.
    """
    lost = plan.history.lost
    if lost:
        headings, them = ("heading", "it") if len(lost) == 1 else ("headings", "them")
        raise InputError(
            f"The {headings} {listed(lost)} of {plan.history_sheet} in {plan.name} can't be found, so nothing can be "
            f"added to it: put {them} back, or rename the sheet if it is your own."
        )


def _opened(
    workbook: Path, plan: Plan, older: Sequence[Path], passwords: Passwords
) -> tuple[dict[date, Plan], list[PassedOver]]:
    """Return the older versions of a plan by their report dates, and what was passed over in folders.

    Raises:
        InputError: one that was named is not an older version of the plan.
    """
    named = {resolved(each) for each in older}
    found: dict[date, Plan] = {}
    passed_over = []
    for path in workbooks_in(older).workbooks:
        try:
            before, day = _older_version(workbook, plan, path, passwords)
            there = found.setdefault(day, before)
            if there is not before and _said(there) != _said(before):
                raise InputError(
                    f"{there.name} and {path.name} both have the report date {long_date(day)} and say different "
                    "things: give only one of them."
                )
        except (PlanWorkbookError, PackageError) as error:
            if resolved(path) in named:
                raise
            passed_over.append(PassedOver(path.name, _why(path, error)))
    return found, passed_over


def _why(path: Path, error: Exception) -> str:
    """Return what an error says of a workbook, without its name at the beginning."""
    said = str(error).rstrip(".")
    name = f"{path.name} "
    return f"it {said.removeprefix(name)}" if said.startswith(name) else said


def _older_version(workbook: Path, plan: Plan, path: Path, passwords: Passwords) -> tuple[Plan, date]:
    """Return an older version of a plan, with its report date.

    Raises:
        InputError: it is none.
        PackageError, NotAPlan: it can't be read.
    """
    if same_file(workbook, path):
        raise InputError(f"{path.name} is the workbook itself: give the workbooks of earlier months.")
    opened = open_plan(path, passwords)
    refuse_handed_out(path, opened.file.content)
    before, now, day = opened.plan, plan.report_date, opened.plan.report_date
    if is_another_plan(plan, before):
        raise InputError(f"{path.name} is another plan, '{before.title}': give earlier months of '{plan.title}'.")
    if day is None:
        raise InputError(f"{path.name} has no report date that can be read: put it right there first.")
    if now is None:
        raise InputError(f"{plan.name} has no report date that can be read: put it right first.")
    if day >= now:
        raise InputError(
            f"{path.name} has the report date {long_date(day)}, which is not before {long_date(now)} in {plan.name}: "
            "give the workbooks of earlier months."
        )
    return before, day


def _said(plan: Plan) -> tuple[HistoryLine, ...]:
    return closing_lines(plan)


def _periods(plan: Plan, older: dict[date, Plan]) -> dict[date, list[HistoryLine]]:
    """Return the lines of every period in older versions of a plan, under the references that things have now.

    Each version is matched with the next one after it, and the last with the plan itself. What a version says of its
    own period goes before what a later one remembers of it, and of those the latest counts.
    """
    found: dict[date, list[HistoryLine]] = {}
    own: set[date] = set()
    steps: list[tuple[dict[Key, Called], str]] = []
    newer = plan
    for day, version in sorted(older.items(), reverse=True):
        steps.insert(0, (called_now(version, newer), newer.item_word))
        newer = version
        remembered = {each: _of_day(version.history, each) for each in version.history.periods if each < day}
        for each, lines in ((day, list(closing_lines(version))), *remembered.items()):
            if each == day or (each not in found and each not in own):
                found[each] = _through(lines, steps)
        own.add(day)
    return found


def _through(lines: Sequence[HistoryLine], steps: Sequence[tuple[dict[Key, Called], str]]) -> list[HistoryLine]:
    for called, item_word in steps:
        lines = renamed(lines, called, item_word)
    return list(lines)


def _of_day(history: History, day: date) -> list[HistoryLine]:
    return [line for line in history if line.report_date == day]


def _all(periods: dict[date, list[HistoryLine]]) -> Iterable[HistoryLine]:
    return (line for lines in periods.values() for line in lines)


def _in_order(lines: Iterable[HistoryLine]) -> tuple[HistoryLine, ...]:
    """Return lines by report date, and those of a period in their own order."""
    return tuple(sorted(lines, key=lambda line: line.report_date))
