"""The table of actions: a row for each action in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject
from plan_workbook.checking.expressions import closed, counts_as
from plan_workbook.checking.table import Table, kinds
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action

_COLUMNS = kinds(layout.ACTIONS.inputs)


def _cases(subject: Subject) -> Iterator[Case[Action]]:
    for owner in subject.plan.recommendations:
        for each in owner.actions:
            inputs = dict(each.inputs)
            yield Case(subject.plan, owner, each, inputs, each.sheet, each.row)


def _item(sheet: str, row: int, inputs: dict[str, Input[Any]]) -> Action:
    return Action(sheet, row, inputs)


ACTIONS = Table("actions", "Actions", _COLUMNS, _cases, _item, facts=[closed, counts_as])
