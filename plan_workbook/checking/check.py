"""Check a plan: every rule over every row, then what the plan itself accepts or takes more or less seriously."""

from __future__ import annotations

from dataclasses import replace

from plan_workbook.checking.acceptance import Accepted
from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity
from plan_workbook.checking.frames import frames
from plan_workbook.checking.rule import Case, Rule, catalogue
from plan_workbook.checking.schemas import failures
from plan_workbook.model import Plan
from plan_workbook.package.formulas import column_number
from plan_workbook.text import fold


def check(plan: Plan) -> Report:
    """Return all findings of a plan, in reading order; those the plan accepts are listed apart."""
    rules = catalogue()
    severities = _severities(plan)
    found = []
    for table, frame in frames(plan).items():
        for row, name, key in failures(table, frame.rows):
            case = replace(frame.cases[row], key=key)
            found.append((_finding(rules[name], case, severities.get(name)), case))
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
    return Report(plan.name, plan.text("period"), plan.report_date, tuple(findings), tuple(apart))


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
