"""Facts about a lead named in a cell, worked out before rules look at it."""

from __future__ import annotations

from plan_workbook.checking.case import Case, Subject
from plan_workbook.checking.leads.look_alikes import look_alikes, nearest_listed
from plan_workbook.checking.leads.table import CELL, LEADS, Mention, mentions
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import fold, fold_name, is_blank


@LEADS.of_row
def name(case: Case[Mention]) -> str:
    """Return the name."""
    return case.item.name


@LEADS.of_row
def copied(case: Case[Mention]) -> bool:
    """Tell whether its cell says word for word what they lead: it was pasted into the wrong column."""
    cell = case.inputs[CELL]
    return not is_blank(cell.text) and fold(cell.text) == fold(case.item.about.text)


@LEADS.of_row
def is_first(case: Case[Mention]) -> bool:
    """Tell whether it is the first name in its cell."""
    return case.item.is_first


@LEADS.of_row
def people_listed(case: Case[Mention]) -> bool:
    """Tell whether the plan lists its people at all."""
    return bool(case.plan.people)


def _names(plan: Plan) -> list[str]:
    return [each.name for each in mentions(plan)]


def _people(plan: Plan) -> list[str]:
    return [row.text(key) for row in plan.people for key in ("name", "role") if row.text(key)]


@LEADS.of_plan
def like(subject: Subject) -> dict[str, str]:
    """Return, by name, the other lead that it looks like."""
    names = _names(subject.plan)
    found = look_alikes(names)
    return {each: found[fold(each)] for each in names if fold(each) in found}


def _unlisted(plan: Plan) -> dict[str, bool]:
    known = {fold_name(each) for each in _people(plan)}
    return {each: bool(plan.people) and fold_name(each) not in known for each in _names(plan)}


@LEADS.of_plan
def unlisted(subject: Subject) -> dict[str, bool]:
    """Tell, by name, whether it is missing from the people that the plan lists."""
    return _unlisted(subject.plan)


@LEADS.of_plan
def nearest(subject: Subject) -> dict[str, str]:
    """Return, by name that is not listed, the listed person or post with the nearest name, if one is near enough.

    Texts too long to be a name are left out, and so are people and names after the first `MOST_NAMES`.
    """
    names = [each for each, missing in _unlisted(subject.plan).items() if missing]
    return nearest_listed(names, _people(subject.plan))
