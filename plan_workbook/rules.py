"""What rules of your own are written with, and how they are put in force from Python.

``docs/rules-of-your-own.md`` has a rule and its test. A rules file calls its rules ``RULES``; give it to a command with
``--rules FILE.py``, or put it into a package with an entry point of the group ``plan_workbook.rules``.
"""

from __future__ import annotations

from typing import Any

from plan_workbook.checking.actions.facts import due, not_started, overdue
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.expressions import closed, counts_as, given, is_open, missing, unreadable, value
from plan_workbook.checking.fact import Fact
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.own_rules import using
from plan_workbook.checking.paragraphs.table import PARAGRAPHS
from plan_workbook.checking.plan.fields import PLAN
from plan_workbook.checking.plan.people import PEOPLE
from plan_workbook.checking.recommendations.table import RECOMMENDATIONS
from plan_workbook.checking.rule import Rule, rule
from plan_workbook.checking.table import Table
from plan_workbook.layout.own_columns import own_key
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation

__all__ = [
    "ACTIONS",
    "INDICATORS",
    "PARAGRAPHS",
    "PEOPLE",
    "PLAN",
    "RECOMMENDATIONS",
    "Action",
    "Case",
    "Fact",
    "Indicator",
    "Input",
    "Place",
    "Plan",
    "Recommendation",
    "Rule",
    "Severity",
    "Subject",
    "Table",
    "closed",
    "counts_as",
    "due",
    "given",
    "is_open",
    "missing",
    "not_started",
    "overdue",
    "own_column",
    "rule",
    "unreadable",
    "using",
    "value",
]


def own_column(table: Table[Any], heading: str) -> str:
    """Return the key of a column that your plans have added to a table, for ``at`` and for expressions.

    Rules about it are silent in a plan that does not have the column.
    """
    return own_key(table.key, heading)
