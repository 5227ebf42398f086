"""Check a plan: every rule over every row, then what the plan itself accepts or takes more or less seriously."""

from __future__ import annotations

from dataclasses import replace

from plan_workbook.checking.acceptance import Accepted
from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity
from plan_workbook.checking.frames import Frame, accepted_frame, frames
from plan_workbook.checking.rule import Case, Rule, Table, catalogue
from plan_workbook.checking.schemas import failures
from plan_workbook.package.formulas import column_number
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import fold


def check(plan: Plan, previous: Plan | None = None) -> Report:
    """Return all findings of a plan, in reading order; those the plan accepts are listed apart.

    `previous` is last month's plan; rules that compare with it are silent without one.
    """
    rules = catalogue()
    severities = _severities(plan)
    found = []
    for table, frame in frames(plan, previous).items():
        found += _found(table, frame, rules, severities)
    order = {sheet: position for position, sheet in enumerate(plan.sheets)}
    found.sort(key=lambda pair: _place(pair[0], order))
    accepted = Accepted(plan)
    findings: list[Finding] = []
    apart: list[Acceptance] = []
    for finding, case in found:
        acceptance = accepted.of(finding, case)
        if acceptance:
            apart.append(acceptance)
        else:
            findings.append(finding)
    idle = accepted.idle(compared=previous is not None)
    noted = _found(Table.ACCEPTED, accepted_frame(plan, idle), rules, severities)
    findings = sorted([*findings, *(finding for finding, _ in noted)], key=lambda each: _place(each, order))
    return Report(plan.name, plan.text("period"), plan.report_date, tuple(findings), tuple(apart))


def _found(
    table: Table, frame: Frame, rules: dict[str, Rule], severities: dict[str, Severity]
) -> list[tuple[Finding, Case]]:
    """Return what the rules about a table find in it, each with its case."""
    found = []
    for row, name, key in failures(table, frame.rows):
        case = replace(frame.cases[row], key=key)
        found.append((_finding(rules[name], case, severities.get(name)), case))
    return found


def _finding(rule: Rule, case: Case, severity: Severity | None) -> Finding:
    owner = case.recommendation
    lead = " ".join(owner.lead.text.split()) if owner and owner.lead.given else None
    return Finding(
        rule.name,
        severity or rule.severity,
        rule.say(case),
        rule.cure(case),
        case.at.sheet or None,
        case.at.cell or None,
        case.at.raw,
        owner.number.text if owner else None,
        lead,
        case.at.text,
    )


def _severities(plan: Plan) -> dict[str, Severity]:
    """Return the severities the plan has changed, by rule."""
    changed = {}
    for row in plan.severities:
        severity = next((s for s in Severity if s.value == fold(row.text("severity"))), None)
        if severity:
            changed[fold(row.text("rule"))] = severity
    return changed


def _place(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    """Return where a finding stands in reading order: sheet, row, column, rule."""
    if finding.sheet is None or finding.cell is None:
        return (-1, 0, 0, finding.rule)
    column = finding.cell.rstrip("0123456789")
    return (order.get(finding.sheet, -1), int(finding.cell[len(column) :]), column_number(column), finding.rule)
