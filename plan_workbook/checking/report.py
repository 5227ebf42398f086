"""Check a plan: every rule over every row, then the severities that the plan changes and the findings it accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from plan_workbook.checking.acceptance import Accepted
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.case import Case, Subject
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity
from plan_workbook.checking.gone import GONE
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.last_month import LastMonth
from plan_workbook.checking.leads.table import LEADS
from plan_workbook.checking.paragraphs.table import PARAGRAPHS
from plan_workbook.checking.plan.accepted import ACCEPTED, rows_of
from plan_workbook.checking.plan.fields import PLAN
from plan_workbook.checking.plan.people import PEOPLE
from plan_workbook.checking.plan.ratings import RATINGS
from plan_workbook.checking.plan.reasons import REASONS, without_reason
from plan_workbook.checking.plan.settings import SETTINGS
from plan_workbook.checking.recommendations.table import RECOMMENDATIONS
from plan_workbook.checking.rule import Rule
from plan_workbook.checking.schema import failures, schema_of
from plan_workbook.checking.severities import Severities
from plan_workbook.checking.table import Frame, Table
from plan_workbook.checking.workbook.table import WORKBOOK
from plan_workbook.package.addresses import column_number
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import Scale
from plan_workbook.values.text import BRIEF, in_a_sentence, in_brief

TABLES: tuple[Table[Any], ...] = (
    WORKBOOK,
    PLAN,
    SETTINGS,
    RATINGS,
    PEOPLE,
    RECOMMENDATIONS,
    PARAGRAPHS,
    ACTIONS,
    INDICATORS,
    LEADS,
    GONE,
)
"""The tables that are checked before the plan's accepted findings are looked up."""


def check(plan: Plan, previous: Plan | None = None) -> Report:
    """Return all findings of a plan, in reading order; those the plan accepts are listed apart.

    `previous` is last month's plan; rules that compare with it are silent without one.

    Raises:
        RuntimeError: a rule could not be judged, which is a mistake in the program and not in the plan.
    """
    subject = Subject(plan, LastMonth(previous, plan), tuple(catalogue()))
    severities = Severities(plan)
    order = {sheet: position for position, sheet in enumerate(plan.sheets)}
    accepted = Accepted(plan)
    findings: list[Finding] = []
    apart: list[Acceptance] = []
    # Polars' usual engine is meant for large data and takes longer to start than it takes to judge one of these frames.
    with pl.Config(engine_affinity="in-memory"):
        found = [
            pair for table in TABLES for pair in _found(table, table.frame(subject), plan.scale, severities.changed)
        ]
        found = _said_once(plan, found)
        for finding, case in sorted(found, key=lambda pair: _place(pair[0], order)):
            acceptance = accepted.of(finding, case)
            if acceptance:
                apart.append(acceptance)
            else:
                findings.append(finding)
        lacking = REASONS.frame_of(without_reason(plan, [*accepted.lacking, *severities.lacking]), subject)
        idle = ACCEPTED.frame_of(rows_of(plan, accepted.idle(compared=previous is not None)), subject)
        for table, frame in ((REASONS, lacking), (ACCEPTED, idle)):
            findings += [finding for finding, _ in _found(table, frame, plan.scale, severities.changed)]
    findings.sort(key=lambda each: _place(each, order))
    return Report(
        plan.name, plan.text("period"), plan.report_date, tuple(findings), tuple(apart), tuple(severities.milder)
    )


def _found(
    table: Table[Any], frame: Frame, scale: Scale, severities: dict[str, Severity]
) -> Iterator[tuple[Finding, Case[Any]]]:
    """Yield the failure cases of a table's schema as findings, each with its case."""
    if frame.rows.is_empty():
        return
    rules = catalogue()
    for row, name, key in failures(schema_of(table, scale), frame.rows, rules):
        case = replace(frame.cases[row], key=key)
        yield _finding(rules[name], case, severities.get(name)), case


def _said_once(plan: Plan, found: list[tuple[Finding, Case[Any]]]) -> list[tuple[Finding, Case[Any]]]:
    """Return findings without those on a copy of a sheet that the sheet itself has at the same cell."""
    said = {(each.rule, each.sheet, each.cell, each.value) for each, _ in found}
    return [
        (each, case)
        for each, case in found
        if each.rule in _ON_EACH
        or (original := plan.copies.get(each.sheet or "")) is None
        or (each.rule, original, each.cell, each.value) not in said
    ]


_ON_EACH = frozenset({"recommendation-number-duplicate"})
"""Rules that speak on a sheet because it is a copy."""


def _finding(rule: Rule, case: Case[Any], severity: Severity | None) -> Finding:
    owner = case.recommendation
    lead = in_brief(owner.lead.text, 4 * BRIEF) if owner and owner.lead.given else None
    return Finding(
        rule.name,
        severity or rule.severity,
        in_a_sentence(rule.say(case)),
        in_a_sentence(rule.cure(case)),
        case.at.sheet or None,
        case.at.cell or None,
        case.at.raw,
        owner.number.text if owner else None,
        lead,
        case.at.text,
    )


def _place(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    """Return the place of a finding in reading order: sheet, row, column, rule."""
    if finding.sheet is None or finding.cell is None:
        return (-1, 0, 0, finding.rule)
    column = finding.cell.rstrip("0123456789")
    return (order.get(finding.sheet, -1), int(finding.cell[len(column) :]), column_number(column), finding.rule)
