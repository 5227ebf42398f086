"""The table of leads: a row for each name in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject, row_of
from plan_workbook.checking.table import Table
from plan_workbook.layout import Column, Field, Kind
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Recommendation

CELL = "cell"


class Mention(NamedTuple):
    """One name in one cell, with the inputs that an accepted finding may name the row by."""

    name: str
    owner: Recommendation
    inputs: dict[str, Input[Any]]
    about: Input[str]
    """What they lead: the title, description or action in the same row."""
    is_first: bool
    """Whether it is the first name in its cell."""


def mentions(plan: Plan) -> Iterator[Mention]:
    """Yield every name in a cell for leads, whichever column or field of a recommendation's sheet it is in."""
    of_recommendation = _leads(layout.RECOMMENDATION.fields)
    of_indicator, of_action = _leads(layout.INDICATORS.columns), _leads(layout.ACTIONS.columns)
    for owner in plan.recommendations:
        places = [({CELL: owner.inputs[key]}, owner.title) for key in of_recommendation]
        for indicator in owner.indicators:
            named_by = {"number": indicator.number, "description": indicator.description}
            places += [({CELL: indicator.inputs[key], **named_by}, indicator.description) for key in of_indicator]
        for action in owner.actions:
            places += [({CELL: action.inputs[key], "ref": action.ref}, action.text) for key in of_action]
        for inputs, about in places:
            for at, name in enumerate(inputs[CELL].value or ()):
                yield Mention(name, owner, inputs, about, at == 0)


def _leads(declared: Iterable[Field | Column]) -> list[str]:
    """Return the keys of the declared fields or columns that hold names."""
    return [each.key for each in declared if each.kind is Kind.LEADS]


def _cases(subject: Subject) -> Iterator[Case[Mention]]:
    for each in mentions(subject.plan):
        at = each.inputs[CELL]
        yield Case(subject.plan, each.owner, each, each.inputs, at.sheet, row_of(at.cell))


def _name(case: Case[Mention]) -> str:
    return case.item.name


LEADS = Table("leads", "People", lambda: {CELL: Kind.LEADS}, _cases, found_by=_name)
