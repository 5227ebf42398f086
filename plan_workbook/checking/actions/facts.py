"""Facts about an action, worked out before rules look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from plan_workbook.checking.actions.refs import Gap, ref_gaps
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.alike import alike, elsewhere, not_copied
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.last_month import due_last_month, original_date_then, text_then
from plan_workbook.plan.inputs import NO_INPUT
from plan_workbook.plan.model import Action, Plan
from plan_workbook.plan.put_off import put_off_times
from plan_workbook.plan.row_names import plain_ref
from plan_workbook.plan.status import is_due, is_overdue
from plan_workbook.plan.status import not_started as starts_later
from plan_workbook.values.text import fold_name, listed

PROOF = ("evidence", "signed_off_by")
"""The columns that show that a complete action is done; a plan has neither, one or both."""

# --------------------------------------------------------------------------------------------- from one row


@ACTIONS.of_row
def report_date(case: Case[Action]) -> date | None:
    """Return the date the plan is judged at."""
    return case.plan.report_date


@ACTIONS.of_row
def plan_start(case: Case[Action]) -> date | None:
    """Return the first day of the plan."""
    return case.plan.date("plan_start")


@ACTIONS.of_row
def plan_end(case: Case[Action]) -> date | None:
    """Return the last day of the plan."""
    return case.plan.date("plan_end")


@ACTIONS.of_row
def overdue(case: Case[Action]) -> bool:
    """Tell whether it should have been complete before the report date, and is not."""
    return is_overdue(case.item, case.plan.report_date)


@ACTIONS.of_row
def not_started(case: Case[Action]) -> bool:
    """Tell whether it starts after the report date."""
    return starts_later(case.item, case.plan.report_date)


@ACTIONS.of_row
def due(case: Case[Action]) -> bool:
    """Tell whether it is due within the number of days that the plan sets."""
    return is_due(case.item, case.plan.report_date, case.plan.due_within)


@ACTIONS.of_row
def unproved(case: Case[Action]) -> list[str]:
    """Return what is not given of what shows that a complete action is done, as far as the plan has columns for it."""
    wanted = [key for key in PROOF if case.inputs[key] is not NO_INPUT]
    return [key for key in wanted if not case.inputs[key].given] if wanted and case.item.complete else []


@ACTIONS.of_row
def signed_off_by_doer(case: Case[Action]) -> bool:
    """Tell whether nobody has signed it off but its own task leads.

    A post and a name are one person if that person alone has the post among the plan's people.
    """
    by, leads = case.item.signed_off_by.value, case.item.lead.value
    if not by or not leads:
        return False
    doers = {same for each in leads for same in _known_as(each, case.plan)}
    return all(fold_name(each) in doers for each in by)


def _known_as(name: str, plan: Plan) -> set[str]:
    """Return the names and posts of a person who is named by one of them, in the form in which they are compared."""
    wanted = fold_name(name)
    people = [(fold_name(row.text("name")), fold_name(row.text("role"))) for row in plan.people]
    posts = Counter(post for _, post in people)
    alone = (each for each in people if all(each) and posts[each[1]] == 1)
    return {wanted, *(called for each in alone if wanted in each for called in each)}


# --------------------------------------------------------------------------------------------- from the whole plan


@ACTIONS.of_plan
def same_ref(subject: Subject) -> dict[Place, str]:
    """Return the cells of the same recommendation's other actions with its ref."""
    return {
        (action.sheet, action.row): elsewhere(action.ref, [(other.ref.cell, other.ref) for other in others])
        for owner in subject.plan.recommendations
        for action, others in alike(owner.actions, lambda each: plain_ref(each) or None)
    }


@ACTIONS.of_plan
def gap(subject: Subject) -> dict[Place, Gap]:
    """Return the refs missing before its own; actions that are gone since last month are reported as that."""
    gone = {(lost.owner.sheet, plain_ref(lost.then)) for lost in subject.last_month.gone_actions if lost.owner}
    return {
        (owner.sheet, row): left_out
        for owner in subject.plan.recommendations
        for row, left_out in ref_gaps(owner.actions).items()
        if not all((owner.sheet, ref) in gone for ref in left_out.refs)
    }


@ACTIONS.of_plan
def same_text(subject: Subject) -> dict[Place, str]:
    """Return the cells of the plan's other actions with its text."""
    return {
        (action.sheet, action.row): listed([f"{other.sheet}!{other.text.cell}" for other in others])
        for action, same in alike(subject.plan.actions, lambda each: each.text.compared)
        if (others := not_copied(subject.plan, action.sheet, same))
    }


@ACTIONS.of_plan
def due_then(subject: Subject) -> dict[Place, date]:
    """Return when it was due last month, if it is now due later."""
    found: dict[Place, date] = {}
    for owner in subject.plan.recommendations:
        before = subject.last_month.actions(owner)
        for action in owner.actions:
            if then := due_last_month(action, before.get(action.row)):
                found[action.sheet, action.row] = then
    return found


@ACTIONS.of_plan
def put_off_again(subject: Subject) -> dict[Place, int]:
    """Return how often its completion date was moved later, if that was more than once."""
    return {
        (action.sheet, action.row): times
        for owner in subject.plan.recommendations
        if not owner.closed
        for action in owner.actions
        if (times := put_off_times(subject.plan, action)) > 1
    }


@ACTIONS.of_plan
def worded_then(subject: Subject) -> dict[Place, str]:
    """Return last month's text of the action with its ref, if it has other words."""
    return _since_last_month(subject, text_then)


@ACTIONS.of_plan
def first_due_then(subject: Subject) -> dict[Place, str]:
    """Return in words how its original completion date differs from last month's workbook."""
    return _since_last_month(subject, original_date_then)


def _since_last_month(subject: Subject, compared: Callable[[Action, Action | None], str | None]) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for owner in subject.plan.recommendations:
        before = subject.last_month.actions(owner)
        for action in owner.actions:
            if said := compared(action, before.get(action.row)):
                found[action.sheet, action.row] = said
    return found
