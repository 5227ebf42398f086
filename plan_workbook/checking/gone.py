"""What last month's workbook had and this one has not: the rows, and the rules that report them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from plan_workbook.checking.case import Case, Subject
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.indicators.pi_number import pi_named
from plan_workbook.checking.rule import ByRow, Rule, rule
from plan_workbook.checking.table import Table
from plan_workbook.layout import Kind, sheet_name
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import Numbers, bare_number
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.values.text import as_name, tidy

PLACE = "place"


class Lost(NamedTuple):
    """One thing that is gone: the rule that reports it, what people call it, and how the plan accepts that."""

    rule: str
    name: str
    where: str


def _cases(subject: Subject) -> Iterator[Case[Lost]]:
    plan, last_month = subject.plan, subject.last_month
    missing = {seen.detail for seen in plan.observations if seen.rule == "sheet-missing"}
    said = Numbers(missing, plan.item_word)
    for each in last_month.gone_recommendations:
        if each.number.text not in said:
            yield _recommendation(plan, each)
    for action in last_month.gone_actions:
        assert action.owner is not None
        if action.then.is_open or not action.owner.closed:
            yield _action(plan, action.owner, action.then)
    for indicator in last_month.gone_indicators:
        assert indicator.owner is not None
        if not indicator.owner.closed:
            yield _indicator(plan, indicator.owner, indicator.then)


def _recommendation(plan: Plan, then: Recommendation) -> Case[Lost]:
    number = as_name(bare_number(then.number.text, plan.item_word)) if then.number.given else ""
    name = f"{plan.item_word} {tidy(number)}".strip() + _described(then.title)
    at: Input[Any] = Input(None, None, plan.plan_sheet, plan.cell_to_accept)
    lost = Lost("recommendation-dropped", name, sheet_name(bare_number(then.number.text, plan.item_word)))
    return Case(plan, None, lost, {PLACE: at, "number": then.number}, at.sheet)


def _action(plan: Plan, owner: Recommendation, then: Action) -> Case[Lost]:
    name = f"Action {as_name(tidy(then.ref.text))}" if then.ref.given else "The action"
    where = f"{owner.sheet} {tidy(then.ref.text).strip('().: ')}" if then.ref.given else owner.sheet
    lost = Lost("action-dropped", name + _described(then.text), where)
    return Case(plan, owner, lost, {PLACE: owner.number, "ref": then.ref}, owner.sheet)


def _indicator(plan: Plan, owner: Recommendation, then: Indicator) -> Case[Lost]:
    name = pi_named(then.number.text) if then.number.given else "The indicator"
    where = tidy(then.number.text) if then.number.given else owner.sheet
    lost = Lost("indicator-dropped", name + _described(then.description), where)
    inputs = {PLACE: owner.number, "number": then.number, "description": then.description}
    return Case(plan, owner, lost, inputs, owner.sheet)


def _described(text: Input[str]) -> str:
    return f" ({quoted(text.text)})" if text.given else ""


GONE = Table("gone", "Last month's workbook", lambda: {PLACE: Kind.TEXT}, _cases)


@GONE.of_row
def reported_by(case: Case[Lost]) -> str:
    """Return the name of the rule that reports it."""
    return case.item.rule


def _accepting(rule: str, where: str) -> str:
    return (
        f"If it was dropped on purpose, the coordinator accepts that on the Plan sheet, under Accepted findings: "
        f"{rule} at {where}, with the reason."
    )


def _dropped(name: str, *, title: str, why: str, fix: str, good: str, bad: str) -> Rule:
    return rule(
        name,
        Severity.WARNING,
        GONE,
        at=PLACE,
        compares=True,
        fires=lambda _: reported_by.column == name,
        title=title,
        why=why,
        message=lambda case: f"{case.item.name} was in last month's workbook and is not in this one.",
        fix=ByRow(
            f"{fix} {_accepting(name, 'the place that the finding names')}",
            lambda case: f"{fix} {_accepting(name, case.item.where)}",
        ),
        good=good,
        bad=bad,
    )


RULES = (
    _dropped(
        "recommendation-dropped",
        title="A recommendation of last month is not in this workbook",
        why="The board would not notice that it is gone, because nothing in the counts says so.",
        fix="Copy its sheet back from last month's workbook; if it is finished, set its status to Business as usual.",
        good="Recommendations 1 to 18 in November and in December",
        bad="Recommendations 1 to 18 in November, 1 to 17 in December",
    ),
    _dropped(
        "action-dropped",
        title="An action of last month is not in this workbook",
        why="Deleting an action that is late makes the counts look better than they are.",
        fix="Put it back in the Actions table; if it is finished, rate it as complete.",
        good="Actions a, b and c in November and in December",
        bad="Actions a, b and c in November, a and c in December",
    ),
    _dropped(
        "indicator-dropped",
        title="An indicator of last month is not in this workbook",
        why="Deleting an indicator that misses its target makes the counts look better than they are.",
        fix="Put it back in the Indicators table; if there is no figure this month, say why in Comment.",
        good="CSC 022 in November and in December",
        bad="CSC 022 in November and not in December",
    ),
)
