"""``plan-workbook validate``: findings by sheet and cell."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Exit, Format, out, print_json, say
from plan_workbook.cli.password import PasswordFile, password_for

if TYPE_CHECKING:
    from rich.console import Console

    from plan_workbook.checking import Finding, Report

NAME = "validate"
EXAMPLE = "plan-workbook validate plan.xlsx"
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def command(
    workbooks: Annotated[
        list[Path], typer.Argument(metavar="WORKBOOK...", help="The workbooks to check.", readable=False)
    ],
    format: Annotated[Format, typer.Option(help="Text for people, json for programs.")] = Format.TEXT,
    password_file: PasswordFile = None,
) -> None:
    """Check workbooks: say, cell by cell, what is wrong and how to put it right. Changes nothing.

    Exit codes: 0 no errors, 1 errors were found, 2 a workbook could not be read.
    """
    from plan_workbook.errors import PlanWorkbookError
    from plan_workbook.package import PackageError

    reports: list[Report] = []
    failed = False
    for path in _with_progress(workbooks, asking=password_file is None):
        try:
            reports.append(_check(path, password_file))
        except (PlanWorkbookError, PackageError) as error:
            if len(workbooks) == 1:
                raise
            say(str(error), error=True)
            failed = True
    if format is Format.JSON:
        objects = [report.as_json() for report in reports]
        print_json(objects[0] if len(workbooks) == 1 else {"format": 1, "workbooks": objects})
    else:
        for report in reports:
            print_report(out(), report)
    if failed:
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(Exit.FINDINGS if any(report.errors for report in reports) else Exit.OK)


def _check(path: Path, password_file: Path | None) -> Report:
    from dataclasses import replace

    from plan_workbook.checking import check
    from plan_workbook.reading import read_plan

    return replace(check(read_plan(path, password=password_for(path, password_file))), workbook=str(path))


def _with_progress(workbooks: list[Path], asking: bool) -> Iterator[Path]:
    """Show on standard error how far along it is, where there are several workbooks and somebody watches.

    A bar would be drawn over the question for a password, so there is none where one may be asked for.
    """
    if len(workbooks) == 1 or not sys.stderr.isatty() or (asking and any(map(_may_be_encrypted, workbooks))):
        yield from workbooks
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(workbooks, "Checking", console=Console(stderr=True), transient=True)


def _may_be_encrypted(workbook: Path) -> bool:
    from plan_workbook.package.encryption import OLE

    try:
        with workbook.open("rb") as file:
            return file.read(len(OLE)) == OLE
    except (OSError, ValueError):
        return False  # which is said when its turn comes


def print_report(console: Console, report: Report) -> None:
    """Print a workbook's findings grouped by sheet, with the lead's name, and the totals last."""
    from rich.table import Table
    from rich.text import Text

    for heading, findings in _by_sheet(report.findings):
        console.print(Text(heading, style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column()
        for finding in findings:
            words = Text(finding.message)
            words.append(f"\n-> {finding.fix}", style="dim")
            words.append(f"  [{finding.rule}]", style="dim")
            severity = Text(f"  {finding.severity.value}", style=_STYLES[finding.severity.value])
            table.add_row(severity, Text(finding.cell or "-", style="bold"), words)
        console.print(table)
        console.print()
    if report.accepted:
        console.print(Text("Accepted", style="bold"))
        for each in report.accepted:
            place = f"{each.finding.sheet}!{each.finding.cell}"
            until = f" until {each.until:%d/%m/%Y}" if each.until else ""
            agreed = f", agreed by {each.agreed_by}" if each.agreed_by else ""
            console.print(Text(f"  {place}  {each.finding.message} Accepted{until}{agreed}: {each.reason}"))
        console.print()
    console.print(Text(totals(report), style="bold"))


def totals(report: Report) -> str:
    """Return the last line: how many of each, in which workbook, as at when."""
    from plan_workbook.text import counted, listed

    counts = report.counts
    parts = [counted(counts[severity], severity) for severity in ("error", "warning", "note")]
    if counts["accepted"]:
        parts.append(f"{counts['accepted']} accepted")
    when = f", {report.period}" if report.period else ""
    return f"{listed(parts)} in {report.workbook}{when}"


def _by_sheet(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    for sheet, group in groupby(findings, key=lambda f: f.sheet):
        members = list(group)
        lead = next((f.lead for f in members if f.lead), None)
        heading = sheet or "The workbook"
        yield f"{heading}  {lead}" if lead else heading, members
