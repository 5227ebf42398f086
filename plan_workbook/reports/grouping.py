"""How findings are grouped for reading: by lead, by sheet or by rule."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, assert_never

from plan_workbook.checking.finding import Finding, Severity
from plan_workbook.values.text import in_brief, on_one_line, tidy

THE_PLAN = "The plan"
"""The heading of findings about the plan itself, which are the coordinator's."""
NO_LEAD = "No lead named"
"""The heading of findings about recommendations without a lead."""
THE_WORKBOOK = "The workbook"
"""The heading of findings that are not on a sheet."""
WORST_FIRST = {severity: place for place, severity in enumerate(Severity)}
"""The place of each severity when the worst comes first."""


class Grouping(StrEnum):
    """What findings are grouped by."""

    LEAD = "lead"
    SHEET = "sheet"
    RULE = "rule"


class Group(NamedTuple):
    """Findings under one heading; grouped by sheet, `lead` is the sheet's lead."""

    heading: str
    findings: tuple[Finding, ...]
    lead: str | None = None


def group(findings: Iterable[Finding], by: Grouping) -> list[Group]:
    """Return the findings in groups, each in the order given.

    Sheets come in the order of the workbook, leads by name after findings about the whole plan, and rules with the
    worst findings first.
    """
    members: dict[str, list[Finding]] = {}
    for finding in findings:
        members.setdefault(_heading(finding, by), []).append(finding)
    groups = [
        Group(heading, tuple(each), _first_lead(each) if by is Grouping.SHEET else None)
        for heading, each in members.items()
    ]
    match by:
        case Grouping.LEAD:
            groups.sort(key=lambda each: lead_order(each.heading))
        case Grouping.RULE:
            groups.sort(key=lambda each: (min(WORST_FIRST[f.severity] for f in each.findings), each.heading))
        case Grouping.SHEET:
            pass  # they come in the order of the workbook
        case _:
            assert_never(by)
    return groups


def lead_of(finding: Finding) -> str:
    """Return the heading that a finding has when findings are grouped by lead."""
    named = tidy(on_one_line(finding.lead or ""))
    return named or (THE_PLAN if finding.recommendation is None else NO_LEAD)


def lead_order(heading: str) -> tuple[bool, str, str]:
    """Return the sort key of leads: first the plan itself and findings without a lead, then names, ignoring case."""
    return heading not in (THE_PLAN, NO_LEAD), heading.casefold(), heading


def place_of(finding: Finding) -> str:
    """Return where a finding is, ``R15!F35``; for one without a cell, the sheet or the workbook."""
    return "!".join(filter(None, (in_brief(finding.sheet or ""), finding.cell))) or THE_WORKBOOK


def _heading(finding: Finding, by: Grouping) -> str:
    match by:
        case Grouping.LEAD:
            return lead_of(finding)
        case Grouping.SHEET:
            return finding.sheet or THE_WORKBOOK
        case Grouping.RULE:
            return finding.rule
        case _:
            assert_never(by)


def _first_lead(findings: list[Finding]) -> str | None:
    return next((finding.lead for finding in findings if finding.lead), None)
