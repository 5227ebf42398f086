"""What findings mean for a reader of the plan."""

from __future__ import annotations

from collections import Counter

from builder import clean_plan

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.doubts import Doubt, doubts
from plan_workbook.checking.report import check


def said_of(plan):
    return doubts(check(plan.read().once_summarised), "Recommendation")


def test_every_rule_has_exactly_one_meaning_and_no_meaning_is_of_a_rule_that_does_not_exist():
    placed = Counter(rule for doubt in Doubt for rule in doubt.rules)
    assert placed == Counter(catalogue().keys())


def test_an_indicator_without_a_unit_and_without_better_is_one_that_does_not_say_how_it_is_measured():
    plan = clean_plan().indicator(unit="", better="", target="9", actual="8", previous="7")
    assert said_of(plan) == "1 indicator does not say how it is measured"


def test_ratings_of_actions_are_said_to_be_so_because_a_tile_counts_those_of_recommendations():
    done = clean_plan().action(rating="G", completion_date="31/01/2018", date_completed="30/11/2017")
    assert said_of(done) == "1 action rating contradicts its own evidence"
