"""Rules about who leads what."""

from __future__ import annotations

from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.leads.facts import copied, is_first, like, nearest, people_listed, unlisted
from plan_workbook.checking.leads.table import CELL, LEADS, Mention
from plan_workbook.checking.rule import rule
from plan_workbook.values.text import unseen_beyond


def _unlisted(case: Case[Mention]) -> str:
    near = nearest.of(case)
    question = f" Did you mean {quoted(near)}?" if near else ""
    unseen = unseen_beyond(case.at.text, near) if near else ""
    typed = f" The cell has {unseen}." if unseen else ""
    return f"{quoted(case.item.name)} is not among the people on the Plan sheet.{question}{typed}"


RULES = (
    rule(
        "lead-copied",
        Severity.WARNING,
        LEADS,
        at=CELL,
        fires=lambda _: copied.column & is_first.column,
        title="A lead's cell that says what they lead",
        why="Something was pasted into the wrong column, and nobody can tell who is responsible.",
        message=lambda case: f"{quoted(case.at.text)} is also what this lead is responsible for, so it is not a name.",
        fix="Type the name or post of whoever is responsible.",
        good="Action: Train the duty team, Task Lead: Head of Assessment",
        bad="Action: Train the duty team, Task Lead: Train the duty team",
    ),
    rule(
        "lead-unlisted",
        Severity.WARNING,
        LEADS,
        at=CELL,
        fires=lambda _: unlisted.column & ~copied.column,
        title="A lead who is not listed among the plan's people",
        why="Reminders can't be sent to somebody who is not listed.",
        message=_unlisted,
        fix="Correct the name here. If it is right, the coordinator adds it to People on the Plan sheet.",
        good="A name that is listed",
        bad="A name that is not listed",
    ),
    rule(
        "lead-spelling",
        Severity.WARNING,
        LEADS,
        at=CELL,
        fires=lambda _: like.column.is_not_null() & ~people_listed.column & ~copied.column,
        title="A lead who looks like another lead of this plan",
        why="One person under two names is chased twice or not at all.",
        message=lambda case: (
            f"{quoted(case.item.name)} looks like {quoted(like.of(case))}, who is a lead elsewhere in this plan."
        ),
        fix="If it is the same person or post, write it the same way everywhere.",
        good="Head of Permanence throughout",
        bad="Head of Permanance in one place, Head of Permanence in the others",
    ),
)
