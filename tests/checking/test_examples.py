"""The catalogue's examples of a row are true: typed into a clean plan, the bad one fires and the good does not.

An example of one cell is its content (``Qtr 2 41%``, ``(blank)``); of several, headings with their values
(``Completion Date: 30/11/2017, RAG: A``). Anything else that a rule depends on is in brackets at the end, and is the
clean plan's. Examples of whole plans and workbooks are in
`rule_cases` and `workbook_cases`.
"""

from __future__ import annotations

import re

import pytest
from builder import PlanBuilder, clean_plan
from checking.in_memory import fired, in_memory
from checking.rule_cases import DONE

from plan_workbook import layout
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.recommendations.table import RECOMMENDATIONS
from plan_workbook.checking.rule import Rule

COLUMNS = {
    ACTIONS: {c.heading: c.key for c in layout.ACTIONS.inputs},
    INDICATORS: {c.heading: c.key for c in layout.INDICATORS.inputs},
    RECOMMENDATIONS: {f.label: f.key for f in layout.RECOMMENDATION.fields},
}
OF_A_PLAN = {
    "recommendation-number-duplicate",
    "recommendation-progress-unchanged",
    "recommendation-impact-unchanged",
    "recommendation-reworded",
    "recommendation-closed-with-open-actions",
    "recommendation-actions-all-complete",
    "recommendation-without-actions",
    "recommendation-without-indicators",
    "recommendation-green-but-overdue",
    "recommendation-green-but-off-target",
    "action-ref-duplicate",
    "action-ref-gap",
    "action-text-repeated",
    "action-original-date-moved",
    "action-put-off-again",
    "action-reworded",
    "action-should-have-started",
    "action-stopped-without-comment",
    "indicator-conflict",
    "indicator-same-figures",
    "indicator-previous-mismatch",
    "indicator-comment-unchanged",
    "indicator-still-without-figure",
    "indicator-reworded",
    "indicator-target-moved",
    "value-format-unclear",
}
"""Rules that need other rows, another scale, a number format or last month: their cases are in `rule_cases`."""
OF_A_ROW = [r for r in catalogue().values() if r.table in COLUMNS and r.name not in OF_A_PLAN]


def cells(rule: Rule, example: str) -> dict[str, str]:
    """The cells of the row that an example describes, by the layout's keys."""
    plain = re.sub(r" \((?!blank)[^)]*\)$", "", example)
    headings = COLUMNS[rule.table]
    named = re.split(rf"(?:^|, )({'|'.join(map(re.escape, headings))}): ", plain)
    said = dict(zip(named[1::2], named[2::2], strict=True)) if len(named) > 1 else {}
    by_key = {headings[heading]: value for heading, value in said.items()} or {at(rule): plain}
    return {key: "" if value == "(blank)" else value for key, value in by_key.items()}


def at(rule: Rule) -> str:
    return "actual" if "actual" in rule.at else rule.at[0]


def plan_with(rule: Rule, example: str) -> PlanBuilder:
    row = cells(rule, example)
    if rule.table is ACTIONS:
        return clean_plan().action(**row)
    if rule.table is INDICATORS:
        plain = {"target": "20", "actual": "21", "previous": "20"} if "unit" in row or at(rule) == "unit" else {}
        return clean_plan().indicator(**plain | row)
    return PlanBuilder().recommendation(**row).indicator().action(**DONE if row.get("status") else {})


@pytest.mark.parametrize("rule", OF_A_ROW, ids=lambda rule: rule.name)
def test_the_bad_example_of_a_rule_fires_and_the_good_one_does_not(rule):
    good, bad = (fired(rule.name, in_memory(plan_with(rule, each))) for each in (rule.good, rule.bad))
    assert bad and not good


def test_most_rules_about_rows_have_an_example_that_can_be_typed():
    assert len(OF_A_ROW) >= 2 * len(OF_A_PLAN)
    assert OF_A_PLAN - catalogue().keys() == set()
