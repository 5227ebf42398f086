"""``plan-workbook validate``: findings by sheet and cell."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.checking.finding import NotRead, Report, Results, Severity
from plan_workbook.cli.console import Exit, say, say_same_month
from plan_workbook.cli.findings import refuse_workbook
from plan_workbook.cli.findings_output import give
from plan_workbook.cli.options import OwnRules, Previous, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.cli.progress import with_progress
from plan_workbook.errors import NOT_OPENED, PlanWorkbookError, code_of
from plan_workbook.package import PackageError
from plan_workbook.reports.formats import Format, purposes
from plan_workbook.reports.grouping import Grouping
from plan_workbook.values.paths import escaped_name
from plan_workbook.values.text import in_a_sentence

if TYPE_CHECKING:
    from plan_workbook.jobs.one import Outcome
    from plan_workbook.jobs.validate import Validation

EXAMPLE = "plan-workbook validate plan.xlsx"


class FailOn(StrEnum):
    """The lowest severity that makes the exit code 1."""

    WARNING = "warning"
    ERROR = "error"
    NEVER = "never"


def command(
    workbooks: Annotated[
        list[Path],
        path_argument("WORKBOOK...", help="The workbooks to check, or folders of them."),
    ],
    format: Annotated[Format, typer.Option(help=purposes())] = Format.TEXT,
    output: Annotated[
        Path | None, path_option("--output", "-o", metavar="FILE", help="Write to this file, not the screen.")
    ] = None,
    by: Annotated[Grouping, typer.Option(help="How the text is grouped.")] = Grouping.SHEET,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="RULE", help="Only this rule; repeatable.")
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="RULE", help="Leave out this rule; repeatable.")
    ] = None,
    min_severity: Annotated[
        Severity, typer.Option("--min-severity", help="Leave out findings less serious than this.")
    ] = Severity.NOTE,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The lowest severity that makes the exit code 1.")
    ] = FailOn.ERROR,
    previous: Previous = None,
    write_checks: Annotated[
        bool,
        typer.Option("--write-checks", help="Regenerate the Checks sheet of each workbook, with all its findings."),
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many processes check at once (usually one per processor).")
    ] = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Check workbooks: say, cell by cell, what is wrong and how to put it right.

    Changes nothing unless --write-checks is given; the previous file is then kept as NAME.bak.xlsx. If you name a
    folder, the workbooks in it and in its subfolders are checked. --previous may be a folder too: each workbook is
    then compared with the one of the same name there. Files in a folder that may hold a plan but can't be read, such
    as .xls, .ods or .zip, are named.

    Exit codes: 0 no errors, 1 errors were found (--fail-on changes this), 2 a workbook could not be read.
    """
    from plan_workbook.jobs.validate import validate

    found = validate(
        workbooks,
        previous=previous,
        only=only or (),
        skip=skip or (),
        at_least=min_severity,
        write_checks=write_checks,
        processes=jobs,
        passwords=passwords_from(password_file),
    )
    for each in found.skipped:
        say(f"Skipped {_named(each.path)}: {each.why}.", error=True, routine=True)
    for each in found.unread:
        say(each.not_read, error=True)
    for copy, original in found.copies:
        say(f"{copy} looks like a copy of {original.name}; both are checked: keep only one of them.", error=True)
    for path in found.not_last_month:
        say(f"{previous} has no {path.name}, so {path} is not compared with anything.", error=True)
    sources = [each for task in found.tasks for each in (task.path, task.previous) if each]
    refuse_workbook(output, sources)
    tried = _Tried(found)
    try:
        for outcome in with_progress(found.outcomes, found.tasks, asking=password_file is None):
            tried.add(outcome)
            say_same_month(outcome.same_month)
            if outcome.report and write_checks:
                _say_written(outcome)
    except (PackageError, PlanWorkbookError) as error:
        if not format.tells_what_was_not_read:
            raise
        tried.stopped(error)
    if tried.workbooks or found.several:
        give(tried.results(), format, output, by, sources)
    if tried.failed:
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(Exit.FINDINGS if any(_fails(report, fail_on) for report in tried.results().reports) else Exit.OK)


class _Tried:
    """What became of the workbooks so far; what went wrong is said at once."""

    def __init__(self, found: Validation) -> None:
        self._found = found
        self._waiting = [task.path for task in found.tasks]
        self.workbooks: list[Report | NotRead] = []
        self.skipped = [(str(each.path), each.why) for each in found.skipped]
        self.failed = bool(found.unread)

    def add(self, outcome: Outcome) -> None:
        """Take the result for the next workbook."""
        self._waiting.pop(0)
        path = str(outcome.task.path)
        if outcome.passed_over and self._found.several:
            say(f"Skipped {escaped_name(path)}: {outcome.passed_over}.", error=True, routine=True)
            self.skipped.append((path, outcome.passed_over))
        elif outcome.report is None:
            say(outcome.sentence if self._found.several else outcome.failure, error=True)
            self.workbooks.append(NotRead(path, outcome.code, outcome.failure))
            self.failed = True
        else:
            self.workbooks.append(outcome.report)

    def stopped(self, error: Exception) -> None:
        """Take an error that stopped the check: those that are waiting are not checked for the same reason."""
        sentence = in_a_sentence(str(error))
        say(sentence, error=True)
        self.workbooks += [NotRead(str(path), code_of(error), sentence) for path in self._waiting]
        self.failed = True

    def results(self) -> Results:
        """Return it all; other files in the folders that can't be read come last."""
        found = self._found
        others = [NotRead(str(each.path), NOT_OPENED, each.not_read) for each in found.unread]
        return Results(
            (*self.workbooks, *others),
            found.several,
            tuple(self.skipped),
            tuple((str(copy), str(original)) for copy, original in found.copies),
            tuple(map(str, found.not_last_month)),
        )


def _say_written(outcome: Outcome) -> None:
    path = outcome.task.path
    if outcome.backup is not None:
        say(
            f"Regenerated the Checks sheet of {path}; the previous file is {outcome.backup.name}.",
            error=True,
            routine=True,
        )
    else:
        say(f"The Checks sheet of {path} is up to date; nothing was changed.", error=True, routine=True)


def _fails(report: Report, fail_on: FailOn) -> bool:
    if fail_on is FailOn.NEVER:
        return False
    return any(finding.severity.weight >= Severity(fail_on.value).weight for finding in report.findings)


def _named(path: Path) -> str:
    """Return a path that was found in a folder, on one line whatever is in its name."""
    return escaped_name(str(path))
