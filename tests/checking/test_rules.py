"""Every rule of the catalogue: it fires at the right cell, says so in plain words, and is silent next to its mark.

Each is tried on plans in memory; what only a workbook can show is in `test_workbook_rules`.
"""

from __future__ import annotations

import re

import pytest
from builder import PlanBuilder, clean_plan
from checking.in_memory import fired, found_in, in_memory
from checking.rule_cases import CASES, Case, Typed, five_ratings, november, plan_of
from checking.wording import in_plain_words, is_welcome
from checking.workbook_cases import WORKBOOK

from plan_workbook.checking import Finding
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.report import check
from plan_workbook.plan.model import Plan


def findings(made: PlanBuilder | Typed, previous: PlanBuilder | None = None) -> tuple[Finding, ...]:
    """What is found in a plan."""
    return check(plan_of(made), in_memory(previous) if previous else None).findings


def test_every_rule_has_a_case():
    assert CASES.keys() | WORKBOOK.keys() == catalogue().keys()
    assert not CASES.keys() & WORKBOOK.keys()


@pytest.fixture(scope="module")
def judged() -> dict[str, tuple[Plan, tuple[Finding, ...]]]:
    """The plan of each case that needs no other month, and what is found in it."""
    plans = {rule: plan_of(case.bad) for rule, case in CASES.items() if not case.previous}
    return dict(zip(plans, zip(plans.values(), found_in(list(plans.values())), strict=True), strict=True))


@pytest.mark.parametrize(("rule", "case"), CASES.items(), ids=CASES)
def test_a_rule_fires_at_its_cells_in_plain_words_and_nothing_else_speaks(rule: str, case: Case, judged):
    plan, found = judged.get(rule) or (plan_of(case.bad), findings(case.bad, case.previous))
    mine = [f for f in found if f.rule == rule]
    cells = [place(plan) for place in case.at]
    assert sorted((f.sheet, f.cell, repr(f.value)) for f in mine) == sorted(
        (c.sheet, c.cell, repr(c.raw)) for c in cells
    )
    assert {f.rule for f in found} == {rule} | case.also
    assert case.says in mine[0].message
    assert {finding.severity for finding in mine} == {catalogue()[rule].severity}
    for finding in found:
        assert in_plain_words(finding)


@pytest.mark.parametrize(("rule", "case"), CASES.items(), ids=CASES)
def test_a_rule_is_silent_next_to_its_mark(rule: str, case: Case):
    assert case.near
    for near in case.near:
        assert fired(rule, plan_of(near), in_memory(case.previous) if case.previous else None) == []


COMPARES = {name: case for name, case in CASES.items() if case.previous and name != "action-slipped"}


@pytest.mark.parametrize(("rule", "case"), COMPARES.items(), ids=COMPARES)
def test_a_rule_that_compares_with_last_month_is_silent_without_it(rule: str, case: Case):
    assert catalogue()[rule].compares
    assert rule not in {f.rule for f in findings(case.bad)}


@pytest.mark.parametrize("rule", catalogue().values(), ids=catalogue())
def test_the_catalogue_explains_a_rule_in_plain_words(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    for text in (rule.title, rule.why, rule.to_do, rule.good, rule.bad):
        assert text.strip()
        assert is_welcome(text)


@pytest.mark.parametrize("recommendations", [1, 3])
def test_nothing_is_found_in_a_clean_plan(recommendations: int):
    assert findings(clean_plan(recommendations)) == ()


def test_nothing_is_found_in_a_plan_that_was_completed():
    plan = PlanBuilder()
    for status in ("Active", "Business as usual"):
        plan.recommendation(rating="C", status=status).indicator(actual="100%").indicator(actual="90%")
        plan.action(rating="C", completion_date="30/11/2017", date_completed="01/12/2017")
        plan.action(rating="C", completion_date="31/03/2018", date_completed="31/12/2017")
    assert findings(plan) == ()


def test_nothing_is_found_in_a_plan_that_moved_on_since_last_month():
    assert findings(clean_plan(), november()) == ()


def of_rule(rule: str, made: PlanBuilder) -> list[Finding]:
    """What one rule finds in a plan."""
    return [each for each in findings(made) if each.rule == rule]


def test_what_to_do_about_an_early_rating_names_the_ratings_that_fit_or_says_that_there_are_none():
    early = {"start_date": "01/01/2018"}
    (without,) = of_rule("action-not-started-but-rated", clean_plan().action(**early))
    assert "no rating of this plan fits: the coordinator adds one that counts as not started" in without.fix
    (fitting,) = of_rule("action-not-started-but-rated", five_ratings().action(rating="G", **early))
    assert fitting.fix == "Correct the start date if it has begun. If not, rate it N (Not started)."


def test_a_sentence_that_shares_words_with_a_post_is_not_taken_for_it_misspelt():
    listed = clean_plan().person("Performance manager").person("Ann Archer")
    pasted = of_rule("lead-unlisted", listed.action(lead="Live performance dashboard for every team"))
    assert pasted and "Did you mean" not in pasted[-1].message
    named = of_rule(
        "lead-unlisted", clean_plan().person("Ann Archer").action(lead="Ann Archer, Head of Care and Homes")
    )
    assert "Did you mean 'Ann Archer'?" in named[-1].message


def test_a_figure_with_a_comma_says_what_to_type():
    (figure,) = of_rule("indicator-value-unreadable", clean_plan().indicator(actual="21,5%"))
    assert figure.fix == "Type a point for the comma: 21.5%."


def test_a_percentage_a_hundred_times_too_large_says_what_to_type():
    (slip,) = of_rule("indicator-percent-out-of-range", clean_plan().indicator(actual="9300%"))
    assert slip.fix == "Correct it, or say in Comment how it can be right. If 93% was meant, type 93%."


def test_a_percentage_of_thirty_digits_is_found_and_nothing_is_suggested():
    (absurd,) = of_rule("indicator-percent-out-of-range", clean_plan().indicator(actual=f"{10**30}%"))
    assert absurd.fix == "Correct it, or say in Comment how it can be right."


def test_a_stale_period_is_quoted_as_it_was_typed():
    (stale,) = of_rule("indicator-stale", clean_plan().indicator(period="Q1"))
    assert "up to 30 June 2017 ('Q1' was read as the period that ended then), more than three months" in stale.message
