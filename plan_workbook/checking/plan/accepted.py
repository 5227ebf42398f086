"""Accepted findings that have no effect: their rows, and the rule that reports them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import rule
from plan_workbook.checking.table import Table, kinds
from plan_workbook.plan.model import Plan, Row


class Idle(NamedTuple):
    """An accepted finding without effect: its row, the key of the cell to look at, and the reason in a sentence."""

    row: Row
    key: str
    why: str


ACCEPTED = Table[Idle]("accepted", "Accepted findings", lambda: kinds(layout.ACCEPTED.inputs))
"""Its rows are known only after everything else has been checked: `rows_of` makes them."""


def rows_of(plan: Plan, idle: Iterable[Idle]) -> list[Case[Idle]]:
    """Return the rows of accepted findings that have no effect."""
    return [Case(plan, None, each, dict(each.row.inputs), each.row.sheet, each.row.row) for each in idle]


@ACCEPTED.of_row
def idle_at(case: Case[Idle]) -> str:
    """Return the key of the cell to look at."""
    return case.item.key


RULES = (
    rule(
        "accepted-without-finding",
        Severity.NOTE,
        ACCEPTED,
        at=("where", "until", "rule"),
        fires=lambda key: idle_at.column == key,
        title="An accepted finding no longer matches anything, or its date has passed",
        why="A list of exceptions that nobody tidies hides the ones that still matter.",
        message=lambda case: str(case.item.why),
        fix="Delete the row. If it should still be accepted, correct the rule or the place, or agree a new date.",
        good="action-overdue accepted at R15 a, which is overdue.",
        bad="action-overdue accepted at R15 a, which is done.",
    ),
)
