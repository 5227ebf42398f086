"""Check a plan: every rule over every row, then the severities that the plan changes and the findings it accepts."""

from __future__ import annotations

from collections.abc import Sequence
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
from plan_workbook.checking.own_rules import blaming
from plan_workbook.checking.paragraphs.table import PARAGRAPHS
from plan_workbook.checking.places import Places, item_of
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
from plan_workbook.checking.table import Table
from plan_workbook.checking.workbook.table import WORKBOOK
from plan_workbook.package.addresses import column_number
from plan_workbook.plan.model import Plan
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
        RulesError: a rule of your own could not be judged.
        RuntimeError: another rule could not be judged, which is a mistake in the program and not in the plan.
        TypeError: it is given the name of a workbook, for instance, and no plan.
    """
    for each in filter(None, (plan, previous)):
        if not isinstance(each, Plan):
            raise TypeError(f"check takes a plan, as read_plan returns it, and not {type(each).__name__}: {each!r}")
    (report,) = _checked([plan], previous)
    return report


def check_all(plans: Sequence[Plan]) -> list[Report]:
    """Return the findings of several plans that have the same rating scale, as `check` does for each.

    Most of the time that a check takes is the same for any number of rows, so small plans are checked together.

    Raises:
        RulesError, RuntimeError: as `check` does.
    """
    return _checked(plans, None) if plans else []


def _checked(plans: Sequence[Plan], previous: Plan | None) -> list[Report]:
    judged = _JudgedTogether(plans, previous)
    # Polars' usual engine is meant for large data and takes longer to start than it takes to judge one of these frames.
    with pl.Config(engine_affinity="in-memory"), blaming():
        for table in TABLES:
            judged.find(table, [(each.subject, list(table.cases(each.subject))) for each in judged.plans])
        for each in judged.plans:
            each.set_accepted_apart()
        for table, rows in ((REASONS, _Judged.lacking), (ACCEPTED, _Judged.idle)):
            judged.find(table, [(each.subject, rows(each)) for each in judged.plans])
    return [each.report() for each in judged.plans]


class _Judged:
    """What was found in one plan so far."""

    def __init__(self, plan: Plan, previous: Plan | None) -> None:
        self.plan, self._compared = plan, previous is not None
        self.subject = Subject(plan, LastMonth(previous, plan), tuple(catalogue()))
        self.severities = Severities(plan)
        self.found: list[tuple[Finding, Case[Any]]] = []
        self._accepted = Accepted(plan)
        self._apart: list[Acceptance] = []
        self.places = Places(plan)
        self._order = {sheet: position for position, sheet in enumerate(plan.sheets)}

    def set_accepted_apart(self) -> None:
        """Take the findings that the plan accepts out of those that were found."""
        said, self.found = _said_once(self.plan, self.found), []
        for finding, case in sorted(said, key=lambda pair: _place(pair[0], self._order)):
            acceptance = self._accepted.of(finding, case)
            if acceptance:
                self._apart.append(acceptance)
            else:
                self.found.append((finding, case))

    def lacking(self) -> list[Case[Any]]:
        """Return the rows of the Plan sheet that would let errors pass without a reason."""
        return list(without_reason(self.plan, [*self._accepted.lacking, *self.severities.lacking]))

    def idle(self) -> list[Case[Any]]:
        """Return the rows of accepted findings that have no effect."""
        return list(rows_of(self.plan, self._accepted.idle(compared=self._compared)))

    def report(self) -> Report:
        """Return everything that was found, in reading order."""
        plan = self.plan
        findings = sorted((finding for finding, _ in self.found), key=lambda each: _place(each, self._order))
        return Report(
            plan.name,
            plan.text("period"),
            plan.report_date,
            tuple(findings),
            tuple(self._apart),
            tuple(self.severities.milder),
        )


class _JudgedTogether:
    """Several plans with one scale, whose rows are judged in one frame for each table."""

    def __init__(self, plans: Sequence[Plan], previous: Plan | None) -> None:
        self.plans = [_Judged(plan, previous) for plan in plans]
        self._by_plan = {id(each.plan): each for each in self.plans}
        self._scale = plans[0].scale

    def find(self, table: Table[Any], rows: Sequence[tuple[Subject, list[Case[Any]]]]) -> None:
        """Add the failure cases of a table's schema to the findings of the plans that their rows are of."""
        if not any(cases for _, cases in rows):
            return
        frame, rules = table.frame_of_all(rows), catalogue()
        unused = table.unused(each.plan for each in self.plans)
        for row, name, key in failures(schema_of(table, self._scale, unused), frame.rows, rules):
            case = replace(frame.cases[row], key=key)
            judged = self._by_plan[id(case.plan)]
            severity = judged.severities.changed.get(name)
            with blaming(rules[name]):
                found = _finding(rules[name], case, severity, judged.places)
            judged.found.append((found, case))


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


def _finding(rule: Rule, case: Case[Any], severity: Severity | None, places: Places) -> Finding:
    owner = case.recommendation
    lead = in_brief(owner.lead.text, 4 * BRIEF) if owner and owner.lead.given else None
    about = places.about(case.at.sheet, case.at.cell)
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
        item_of(case, about),
        about.field if about else None,
        owner.lead.value or () if owner else (),
        about.table if about else None,
    )


def _place(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str]:
    """Return the place of a finding in reading order: sheet, row, column, rule."""
    if finding.sheet is None or finding.cell is None:
        return (-1, 0, 0, finding.rule)
    column = finding.cell.rstrip("0123456789")
    return (order.get(finding.sheet, -1), int(finding.cell[len(column) :]), column_number(column), finding.rule)
