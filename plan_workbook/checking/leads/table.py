"""The table of leads: a row for each name in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plan_workbook.checking.case import Case, Subject, row_of
from plan_workbook.checking.table import Table
from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Recommendation

CELL = "cell"


@dataclass(frozen=True)
class Mention:
    """One name in one cell, with the inputs that an accepted finding may name the row by."""

    name: str
    owner: Recommendation
    inputs: dict[str, Input[Any]]


def _mentions(plan: Plan) -> Iterator[Mention]:
    for owner in plan.recommendations:
        places: list[dict[str, Input[Any]]] = [{CELL: owner.lead}]
        places += [{CELL: i.lead, "number": i.number, "description": i.description} for i in owner.indicators]
        places += [{CELL: a.lead, "ref": a.ref} for a in owner.actions]
        for inputs in places:
            yield from (Mention(name, owner, inputs) for name in inputs[CELL].value or ())


def _cases(subject: Subject) -> Iterator[Case[Mention]]:
    for each in _mentions(subject.plan):
        at = each.inputs[CELL]
        yield Case(subject.plan, each.owner, each, each.inputs, at.sheet, row_of(at.cell))


def _name(case: Case[Mention]) -> str:
    return case.item.name


LEADS = Table("leads", "People", {CELL: Kind.LEADS}, _cases, found_by=_name)
