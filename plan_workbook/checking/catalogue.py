"""All rules: those that come with the tool, and after them those of your own that are in force."""

from __future__ import annotations

from typing import Any

from plan_workbook.checking.finding import Finding
from plan_workbook.checking.own_rules import in_force
from plan_workbook.checking.rule import Rule
from plan_workbook.checking.table import Table


def catalogue() -> dict[str, Rule]:
    """Return all rules by name, in the order of the catalogue."""
    return in_force().catalogue


def is_for_lead(finding: Finding) -> bool:
    """Tell whether a lead is asked to put a finding right, if it is on their sheet: not if only the coordinator can."""
    return not catalogue()[finding.rule].coordinators


def rules_about(table: Table[Any]) -> tuple[Rule, ...]:
    """Return the rules that look at the rows of a table."""
    return tuple(rule for rule in catalogue().values() if rule.table is table)
