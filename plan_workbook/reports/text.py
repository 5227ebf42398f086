"""The findings as text for people, on a console."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity, left_out_in_words
from plan_workbook.reports.columns import print_columns, print_line
from plan_workbook.reports.grouping import WORST_FIRST, Grouping, group, place_of
from plan_workbook.reports.milder import MADE_MILDER, milder_in_words
from plan_workbook.values.text import BRIEF, counted, in_a_sentence, in_brief, listed

_IN_A_ROW = 3
"""Of so many findings that are put right in the same way, that is said once."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def as_text(reports: Sequence[Report], by: Grouping) -> str:
    """Return the reports as they are printed, without colours; lines are as long as their texts."""
    text = StringIO()
    print_reports(Console(file=text, highlight=False), reports, by)
    return text.getvalue()


def print_reports(console: Console, reports: Sequence[Report], by: Grouping) -> None:
    """Print the reports one after the other; if there are several, each under its workbook's name."""
    for place, report in enumerate(reports):
        if len(reports) > 1:
            if place:
                print_line(console, "")
            print_line(console, Text(f"=== {report.workbook} ===", style="bold"))
        print_report(console, report, by)


def print_report(console: Console, report: Report, by: Grouping = Grouping.SHEET) -> None:
    """Print a workbook's totals, its findings in groups, those accepted, the rules made milder, and the totals again.

    The worst come first: in each group, and of the groups.
    """
    print_line(console, Text(totals(report), style="bold"))
    if not report.findings and not report.accepted and not report.milder:
        return
    print_line(console, "")
    groups = group(report.findings, by)
    groups.sort(key=lambda each: min(WORST_FIRST[finding.severity] for finding in each.findings))
    for each in groups:
        heading = in_brief(each.heading, 2 * BRIEF)
        if each.lead:
            heading += f"  {in_brief(each.lead, 2 * BRIEF)}"
        print_line(console, Text(heading, style="bold"))
        _print_findings(console, sorted(each.findings, key=lambda finding: WORST_FIRST[finding.severity]), by)
        print_line(console, "")
    if report.accepted:
        print_line(console, Text("Accepted", style="bold"))
        for acceptance in report.accepted:
            print_line(console, Text(f"  {_acceptance(acceptance)}"), indent=2)
        print_line(console, "")
    if report.milder:
        print_line(console, Text(MADE_MILDER, style="bold"))
        for milder in report.milder:
            print_line(console, Text(f"  {milder.sheet}!{milder.cell}  {milder_in_words(milder)}"), indent=2)
        print_line(console, "")
    print_line(console, Text(totals(report), style="bold"))


def totals(report: Report) -> str:
    """Return the first and last line: the counts, the workbook and its period."""
    counts = report.counts
    parts = [counted(counts[severity], severity) for severity in Severity]
    if counts["accepted"]:
        parts.append(f"{counts['accepted']} accepted")
    when = f", {in_brief(report.period)}" if report.period else ""
    left_out = f"; {left_out_in_words(report.left_out)}" if report.left_out else ""
    return f"{listed(parts)} in {report.workbook}{when}{left_out}"


def _print_findings(console: Console, findings: Sequence[Finding], by: Grouping) -> None:
    """Print findings in their order.

    A sentence that is the same for several cells comes once, with all of them; so does what to do about three findings
    in a row, or more: it follows the last of them.
    """
    rows = []
    said: dict[tuple[str, ...], list[Finding]] = {}
    for at, each in enumerate(findings):
        own = "" if each.cell else str(at)
        said.setdefault((each.severity, each.rule, each.message, each.fix, own), []).append(each)
    runs = [[*run] for _, run in groupby(said.values(), lambda each: (each[0].severity, each[0].rule, each[0].fix))]
    for run, (finding, *others) in ((each, one) for each in runs for one in each):
        words = Text(finding.message)
        if others:
            words.append(f"\nThe same in {listed([_place(each, by) for each in others])}.")
        last, together = finding is run[-1][0], len(run) >= _IN_A_ROW
        if last or not together:
            words.append(f"\n-> {f'Each of these {len(run)}: ' if together else ''}{finding.fix}", style="dim")
            if by is not Grouping.RULE:
                words.append(f"  [{finding.rule}]", style="dim")
        severity = Text(f"  {finding.severity.value}", style=_STYLES[finding.severity])
        rows.append((severity, Text(_place(finding, by), style="bold"), words))
    print_columns(console, rows)


def _place(finding: Finding, by: Grouping) -> str:
    return (finding.cell or "-") if by is Grouping.SHEET else place_of(finding)


def _acceptance(accepted: Acceptance) -> str:
    finding = accepted.finding
    until = f" until {accepted.until:%d/%m/%Y}" if accepted.until else ""
    agreed = f", agreed by {in_brief(accepted.agreed_by)}" if accepted.agreed_by else ""
    reason = f": {in_a_sentence(accepted.reason)}" if accepted.reason else "."
    return f"{place_of(finding)}  {finding.message} Accepted{until}{agreed}{reason}"
