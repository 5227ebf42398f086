"""The findings as text for people, on a console."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity
from plan_workbook.reports.grouping import Grouping, group, place_of
from plan_workbook.values.text import counted, listed

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_FILE_WIDTH = 120
"""Characters in a line of a file."""


def as_text(reports: Sequence[Report], by: Grouping) -> str:
    """Return the reports as they are printed, without colours, in lines that suit a file."""
    text = StringIO()
    print_reports(Console(file=text, width=_FILE_WIDTH, highlight=False), reports, by)
    return text.getvalue()


def print_reports(console: Console, reports: Sequence[Report], by: Grouping) -> None:
    """Print the reports one after the other; if there are several, each under its workbook's name."""
    for place, report in enumerate(reports):
        if len(reports) > 1:
            if place:
                console.print()
            console.print(Rule(Text(report.workbook, style="bold"), align="left", characters="="))
        print_report(console, report, by)


def print_report(console: Console, report: Report, by: Grouping = Grouping.SHEET) -> None:
    """Print a workbook's findings in groups, then the accepted ones, then the totals."""
    for each in group(report.findings, by):
        heading = f"{each.heading}  {each.lead}" if each.lead else each.heading
        console.print(Text(heading, style="bold"))
        _print_findings(console, each.findings, by)
        console.print()
    if report.accepted:
        console.print(Text("Accepted", style="bold"))
        for acceptance in report.accepted:
            console.print(Text(f"  {_acceptance(acceptance)}"))
        console.print()
    console.print(Text(totals(report), style="bold"))


def totals(report: Report) -> str:
    """Return the last line: the counts, the workbook and its period."""
    counts = report.counts
    parts = [counted(counts[severity], severity) for severity in Severity]
    if counts["accepted"]:
        parts.append(f"{counts['accepted']} accepted")
    when = f", {report.period}" if report.period else ""
    return f"{listed(parts)} in {report.workbook}{when}"


def _print_findings(console: Console, findings: Sequence[Finding], by: Grouping) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for finding in findings:
        words = Text(finding.message)
        words.append(f"\n-> {finding.fix}", style="dim")
        if by is not Grouping.RULE:
            words.append(f"  [{finding.rule}]", style="dim")
        place = (finding.cell or "-") if by is Grouping.SHEET else place_of(finding)
        severity = Text(f"  {finding.severity.value}", style=_STYLES[finding.severity])
        table.add_row(severity, Text(place, style="bold"), words)
    console.print(table)


def _acceptance(accepted: Acceptance) -> str:
    finding = accepted.finding
    until = f" until {accepted.until:%d/%m/%Y}" if accepted.until else ""
    agreed = f", agreed by {accepted.agreed_by}" if accepted.agreed_by else ""
    reason = f": {accepted.reason}" if accepted.reason else "."
    return f"{place_of(finding)}  {finding.message} Accepted{until}{agreed}{reason}"
