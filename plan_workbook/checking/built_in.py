"""The rules that come with the tool, in the order in which the catalogue lists them."""

from __future__ import annotations

from plan_workbook.checking import gone
from plan_workbook.checking.actions import rules as actions
from plan_workbook.checking.indicators import rules as indicators
from plan_workbook.checking.leads import rules as leads
from plan_workbook.checking.paragraphs import rules as paragraphs
from plan_workbook.checking.plan import accepted, fields, people, ratings, reasons, settings
from plan_workbook.checking.recommendations import rules as recommendations
from plan_workbook.checking.rule import Rule
from plan_workbook.checking.workbook import rules as workbook


def _by_name(*groups: tuple[Rule, ...]) -> dict[str, Rule]:
    """Return rules by their names.

    Raises:
        ValueError: two have the same name.
    """
    rules = [rule for group in groups for rule in group]
    by_name = {rule.name: rule for rule in rules}
    if len(by_name) < len(rules):
        raise ValueError("two rules have the same name")
    return by_name


BUILT_IN = _by_name(
    workbook.RULES,
    accepted.RULES,
    reasons.RULES,
    workbook.SUMMARY,
    fields.FIELDS,
    settings.RULES,
    fields.DATES,
    ratings.RULES,
    fields.ALL_GREEN,
    people.RULES,
    recommendations.RULES,
    paragraphs.RULES,
    recommendations.UNCHANGED,
    recommendations.REWORDED,
    actions.RULES,
    fields.DUE_TOGETHER,
    indicators.RULES,
    leads.RULES,
    gone.RULES,
)
