"""``plan-workbook history``: what the plan was in the periods that have ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Format, out, print_json, say, say_kept, say_open_errors
from plan_workbook.cli.options import InJson, OwnRules, Previous, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.errors import InputError
from plan_workbook.values.text import as_name, counted, listed, long_date

if TYPE_CHECKING:
    from plan_workbook.jobs.history import Added
    from plan_workbook.plan.scale import ReadApart

EXAMPLE = "plan-workbook history plan.xlsx --add november.xlsx december.xlsx"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook of the plan.")],
    older: Annotated[
        list[Path] | None,
        path_argument("OLDER...", help="After --add: workbooks of earlier months, or folders of them."),
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Add the periods of older workbooks.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace periods that are there already.")] = False,
    output: Annotated[
        Path | None, path_option("--output", "-o", metavar="OUT.xlsx", help="With --add: write here, not in place.")
    ] = None,
    previous: Previous = None,
    format: InJson = Format.TEXT,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Show what the plan was in the periods that have ended, or add periods from older workbooks.

    rollover adds each period that it closes. With --add, each older workbook gives its own period, and those that its
    own history has. Actions and indicators whose reference has changed since are followed. A period that is there
    already stays as it is, unless --force is given. Summary and Checks are regenerated, and the previous file is kept
    as NAME.bak.xlsx. Without --add, nothing is changed.

    Exit codes: 0 done, 2 it could not be done and nothing was changed.
    """
    from plan_workbook.jobs.history import add_history, history

    if not add:
        _refuse_without_add(older, force=force, output=output)
        found = history(workbook, passwords=passwords_from(password_file))
    elif older:
        found = add_history(
            workbook,
            older,
            output,
            previous=previous,
            replace_periods=force,
            passwords=passwords_from(password_file),
        )
    else:
        raise InputError("--add was given without a workbook: name the workbooks of earlier months after it.")
    if format is Format.JSON:
        from plan_workbook.reports.history_json import as_json

        print_json(as_json(found))
    elif not add:
        from plan_workbook.reports.history_text import print_history  # loads rich, which programs wait for in vain

        print_history(out(), found.plan)
    else:
        for each in found.added:
            source = f" from {each.workbook}" if each.workbook else ""
            what = each.period or long_date(each.report_date)
            say(f"Added {what}{source}: {counted(each.lines, 'line')}.")
        done = found.regenerated
        if done is None:
            say(f"Nothing was added, and {workbook} was not changed.")
        else:
            say(f"The previous file is {done.backup.name}." if done.backup else f"Wrote {done.path}.")
            say_kept([done.replaced] if done.replaced else [])
    for each in found.added:
        for sentence in _read_apart(each):
            say(sentence, error=True)
    for skipped in found.passed_over:
        say(f"{skipped.workbook} was passed over: {skipped.why}.", error=True)
    if found.regenerated is not None:
        say_open_errors(found.regenerated.report.errors, str(found.regenerated.path))


def _read_apart(period: Added) -> list[str]:
    """Return in sentences which ratings of a period that was added the plan's scale reads as something else."""
    what = period.period or long_date(period.report_date)
    older = period.workbook or "the workbook of that period"
    lacking = [as_name(each.code) + (f" ({as_name(each.label)})" if each.label else "") for each in _lacking(period)]
    said = []
    if lacking:
        them, each_of_them = ("it", "it") if len(lacking) == 1 else ("them", "each")
        said.append(
            f"{what} has ratings that this plan's scale does not have, and they are read as Not rated: "
            f"{listed(lacking)}. Add {them} under RAG scale on the Plan sheet, with what {each_of_them} counts as."
        )
    other = [
        f"{as_name(each.code)} was {each.then or 'nothing'} and is {each.now} now"
        for each in period.read_apart
        if each.now is not None
    ]
    if other:
        said.append(
            f"{what} has ratings that this plan's scale counts as something else: {listed(other)}. If that is wrong, "
            f"correct them in {older} and add it again with --force."
        )
    return said


def _lacking(period: Added) -> list[ReadApart]:
    return [each for each in period.read_apart if each.now is None]


def _refuse_without_add(older: list[Path] | None, *, force: bool, output: Path | None) -> None:
    if older:
        raise InputError(f"{older[0].name} was given without --add: put --add before the workbooks to add.")
    if force or output is not None:
        raise InputError(
            f"{'--force' if force else '-o'} is for adding periods: put --add before the workbooks to add."
        )
