"""What findings mean for a reader of the plan."""

from __future__ import annotations

from collections import Counter

from builder import clean_plan
from editions import edition

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


def test_an_action_that_starts_later_is_said_to_be_rated_early_and_not_to_contradict_anything():
    plan = clean_plan().action(start_date="01/01/2018").action(start_date="01/02/2018")
    assert said_of(plan) == "2 actions are rated although they start after the report date"


def test_a_plan_without_sign_off_is_not_told_of_a_second_pair_of_eyes():
    done = {"rating": "C", "completion_date": "30/11/2017", "date_completed": "30/11/2017"}
    plan = clean_plan().action(**done, evidence="")
    assert said_of(plan) == "1 action is complete without evidence"
    assert said_of(plan.action(**done, evidence="Report", signed_off_by="")) == (
        "1 action is complete without evidence and 2 actions are complete without a second pair of eyes"
    )


def test_closing_a_recommendation_does_not_hide_that_its_actions_are_complete_without_evidence():
    done = {"rating": "C", "completion_date": "30/11/2017", "date_completed": "30/11/2017"}
    plan = clean_plan().recommendation(rating="C", status="Business as usual").indicator().action(**done, evidence="")
    assert said_of(plan) == "1 action is complete without evidence"
    assert "nothing speaks against" not in edition(plan).closed_in_words


def test_ratings_of_actions_are_said_to_be_so_because_a_tile_counts_those_of_recommendations():
    done = clean_plan().action(rating="G", completion_date="31/01/2018", date_completed="30/11/2017")
    assert said_of(done) == "1 action rating contradicts its own evidence"
