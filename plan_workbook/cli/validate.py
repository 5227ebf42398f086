"""``plan-workbook validate``: findings by sheet and cell."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.checking.finding import Severity
from plan_workbook.cli.console import Exit, out, print_json, say
from plan_workbook.cli.options import Previous
from plan_workbook.cli.password import PasswordFile, password_for
from plan_workbook.reports.grouping import Grouping

if TYPE_CHECKING:
    from plan_workbook.checking import Report
    from plan_workbook.many import Outcome, Task
    from plan_workbook.package import Password

NAME = "validate"
EXAMPLE = "plan-workbook validate plan.xlsx"


class Format(StrEnum):
    """What findings can be printed as."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


class FailOn(StrEnum):
    """What makes the exit code 1."""

    WARNING = "warning"
    ERROR = "error"
    NEVER = "never"


def command(
    workbooks: Annotated[
        list[Path],
        typer.Argument(metavar="WORKBOOK...", help="The workbooks to check, or folders of them.", readable=False),
    ],
    format: Annotated[
        Format, typer.Option(help="Text for people, json for programs, csv for Excel, html to read and print.")
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of on the screen.")
    ] = None,
    by: Annotated[Grouping, typer.Option(help="How text is grouped.")] = Grouping.SHEET,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="RULE", help="Only this rule; may be given again.")
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="RULE", help="Without this rule; may be given again.")
    ] = None,
    min_severity: Annotated[
        Severity, typer.Option("--min-severity", help="Leave out what matters less.")
    ] = Severity.NOTE,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="From what on the exit code is 1.")] = FailOn.ERROR,
    previous: Previous = None,
    write_checks: Annotated[
        bool, typer.Option("--write-checks", help="Regenerate the Checks sheet in each workbook, all findings in it.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes that check at once (usually one a processor).")
    ] = None,
    password_file: PasswordFile = None,
) -> None:
    """Check workbooks: say, cell by cell, what is wrong and how to put it right. Changes nothing of its own accord.

    Of a folder, the workbooks in it and in its folders are checked. --previous may be a folder too: each workbook is
    then compared with the one of its name there. With --write-checks the file as it was is kept as NAME.bak.xlsx.

    Exit codes: 0 no errors, 1 errors were found (or what --fail-on says), 2 a workbook could not be read.
    """
    from plan_workbook.checking.selection import Selection, rule_names
    from plan_workbook.many import workbooks_in

    selection = Selection(rule_names(only or ()), rule_names(skip or ()), min_severity)
    found = workbooks_in(workbooks)
    for each in found.skipped:
        say(f"Skipped {each.path}: {each.why}.", error=True)
    tasks = [_task(path, previous, write_checks) for path in found.workbooks]
    reports: list[Report] = []
    failed = False
    for outcome in _outcomes(tasks, password_file, jobs, several=found.several):
        if outcome.report is None:
            say(outcome.failure, error=True)
            failed = True
            continue
        reports.append(selection.of(outcome.report))
        if write_checks:
            _say_written(outcome)
    if reports or found.several:
        _give(reports, format, output, by, several=found.several)
    if failed:
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(Exit.FINDINGS if any(_fails(report, fail_on) for report in reports) else Exit.OK)


def _task(path: Path, previous: Path | None, write: bool) -> Task:
    from plan_workbook.many import Task

    before = previous / path.name if previous is not None and previous.is_dir() else previous
    if before is not None and before != previous and not before.is_file():
        say(f"{previous} holds no {path.name}, so it is compared with nothing.", error=True)
        before = None
    return Task(path, before, write)


def _outcomes(
    tasks: Sequence[Task], password_file: Path | None, jobs: int | None, *, several: bool
) -> Iterator[Outcome]:
    """Check workbooks; one by itself fails as a command does, of several each has its sentence."""
    from plan_workbook.many import check_all, check_one, processors

    def ask(path: Path) -> Password:
        return password_for(path, password_file)

    if not several:
        yield check_one(tasks[0], ask)
        return
    known = ask(Path()) if password_file is not None else None
    outcomes = check_all(tasks, jobs or processors(), known if isinstance(known, str) else None, ask)
    yield from _with_progress(outcomes, tasks, asking=password_file is None)


def _with_progress(outcomes: Iterable[Outcome], tasks: Sequence[Task], asking: bool) -> Iterator[Outcome]:
    """Show on standard error how far along it is, where there are several workbooks and somebody watches.

    A bar would be drawn over the question for a password, so there is none where one may be asked for.
    """
    if not sys.stderr.isatty() or (asking and any(_may_be_encrypted(task.path) for task in tasks)):
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, "Checking", total=len(tasks), console=Console(stderr=True), transient=True)


def _may_be_encrypted(workbook: Path) -> bool:
    from plan_workbook.package.encryption import OLE

    try:
        with workbook.open("rb") as file:
            return file.read(len(OLE)) == OLE
    except (OSError, ValueError):
        return False  # which is said when its turn comes


def _say_written(outcome: Outcome) -> None:
    path = outcome.task.path
    if outcome.backup is not None:
        say(f"Regenerated the Checks sheet of {path}; the previous file is {outcome.backup.name}.", error=True)
    else:
        say(f"The Checks sheet of {path} is up to date; nothing was changed.", error=True)


def _give(reports: Sequence[Report], format: Format, output: Path | None, by: Grouping, *, several: bool) -> None:
    """Print what was found, or write it into a file."""
    if output is None and format is Format.TEXT:
        from plan_workbook.reports.text import print_reports

        print_reports(out(), reports, by)
    elif output is None and format is Format.JSON:
        from plan_workbook.reports.json import as_json

        print_json(as_json(reports, several))
    elif output is None:
        _print_bytes(_content(reports, format, by, several=several))
    else:
        from plan_workbook.package import write_atomically

        write_atomically(output, _content(reports, format, by, several=several))
        say(f"Wrote {output}.", error=True)


def _content(reports: Sequence[Report], format: Format, by: Grouping, *, several: bool) -> bytes:
    """Return what goes into a file: UTF-8, for Excel with the mark it knows that by."""
    if format is Format.CSV:
        from plan_workbook.reports.csv import as_csv

        return as_csv(reports).encode("utf-8-sig")
    if format is Format.HTML:
        from plan_workbook.reports.html import as_html

        return as_html(reports).encode()
    if format is Format.JSON:
        import json

        from plan_workbook.reports.json import as_json

        return (json.dumps(as_json(reports, several), indent=2) + "\n").encode()
    from io import StringIO

    from rich.console import Console

    from plan_workbook.reports.text import print_reports

    text = StringIO()
    print_reports(Console(file=text, width=120, highlight=False), reports, by)
    return text.getvalue().encode()


def _print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the terminal's code page."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _fails(report: Report, fail_on: FailOn) -> bool:
    if fail_on is FailOn.NEVER:
        return False
    return any(finding.severity.weight >= Severity(fail_on.value).weight for finding in report.findings)
