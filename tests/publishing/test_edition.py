"""What an edition says, before it is set in any format."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from builder import PlanBuilder, clean_plan
from editions import edition
from remembered import rated, remembering

from plan_workbook.checking.report import check
from plan_workbook.errors import ErrorsOpen
from plan_workbook.plan.model import Plan
from plan_workbook.plan.status import PIStatus
from plan_workbook.publishing import edition as module
from plan_workbook.publishing.make import edition_of
from plan_workbook.reading.fingerprint import fingerprint_of

PAGE = Path(__file__).parents[2] / "docs" / "publishing.md"


def test_an_edition_is_refused_while_errors_are_open():
    plan = clean_plan().action(completion_date="30/11/2017").read()
    with pytest.raises(ErrorsOpen) as refused:
        edition_of(plan, check(plan))
    assert refused.value.errors == 1
    assert edition_of(plan, check(plan), draft=True).warning == "DRAFT, not for circulation: 1 error is open"


def test_a_draft_without_errors_is_a_draft_all_the_same():
    plan = clean_plan().read()
    assert edition_of(plan, check(plan), draft=True).warning == "DRAFT, not for circulation"
    assert edition_of(plan, check(plan)).warning == ""


def test_every_count_adds_up_to_the_figures(example):
    counts = example.figures
    assert sum(each.recommendations for each in example.ratings) == counts.total_recommendations == 18
    assert sum(each.actions for each in example.ratings) == counts.total_actions == 41
    assert sum(each.indicators for each in example.statuses) == counts.total_indicators == 28
    assert len(example.items) == 18
    assert sum(len(item.actions) for item in example.items) == 41
    assert sum(len(item.indicators) for item in example.items) == 28
    standing = [indicator.status.word for item in example.items for indicator in item.indicators]
    assert {status: standing.count(status) for status in PIStatus} == counts.indicators


def test_an_action_has_its_state_at_the_report_date():
    plan = clean_plan().action(completion_date="30/11/2017").action(completion_date="12/01/2018")
    plan.action(completion_date="31/12/2017").action(start_date="01/02/2018")
    plan.action(original_completion_date="31/01/2018").action(rating="C", completion_date="30/11/2017")
    (item,) = edition(plan).items
    assert [action.standing for action in item.actions] == [
        "",
        "31 days overdue",
        "Due in 12 days",
        "Due on the report date",
        "Not started",
        "Put off by 59 days",
        "",
    ]
    assert [action.first_due for action in item.actions] == ["", "", "", "", "", "31/01/2018", ""]


def test_an_indicator_is_given_with_its_distance_and_its_direction():
    plan = clean_plan().indicator(actual="70%", previous="75%").indicator(actual="-", comment="In January")
    plan.indicator(unit="days", better="Lower", target="590 days", actual="600 days", previous="-")
    (item,) = edition(plan).items
    said = [(i.target, i.previous, i.actual, i.status.word, i.gap, i.travel) for i in item.indicators[1:]]
    assert said == [
        ("90%", "75%", "70%", "Off target", "20 points below target", "Worse"),
        ("90%", "94%", "-", "No data", "", ""),
        ("590 days", "-", "600 days", "Near target", "10 days above target", ""),
    ]


def test_unreadable_cells_are_shown_as_they_were_typed():
    plan = clean_plan().indicator(actual="Qtr 2 41%").action(completion_date="31 Feb 2018", rating="Gren")
    (item,) = edition(plan).items
    assert item.indicators[1].actual == "Qtr 2 41%"
    assert (item.actions[1].due, item.actions[1].rating.word, item.actions[1].rating.fill) == (
        "31 Feb 2018",
        "Gren",
        "",
    )


def test_a_plan_has_its_own_word_for_its_items_and_its_own_scale():
    plan = PlanBuilder(item_word="Priority").rating("1", "Late", "off track", "#7A0010").rating("2", "Done", "complete")
    plan.recommendation(rating="1").action(rating="2")
    said = edition(plan)
    assert (said.item_word, said.items_word, said.items[0].name) == ("Priority", "Priorities", "Priority 1")
    assert [(each.rating.word, each.rating.ink) for each in said.ratings] == [("Late", "#FFFFFF"), ("Done", "#000000")]
    assert said.items[0].actions_in_words == "1 action: 1 Done"
    assert [(each.name, each.how) for each in said.items[0].reasons] == [("Priority 1", "Rated Late")]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        (("", "One", "", "", "Two", ""), [("", 1), ("One", 3), ("Two", 2)]),
        (("One", "", "-", ""), [("One", 2), ("", 2)]),
        (("One", "One", "", "Two", ""), [("One", 2), ("", 1), ("Two", 1), ("", 1)]),
    ],
    ids=["typed once over its rows", "a dash ends it", "typed on each row"],
)
def test_actions_are_under_the_objective_that_was_typed_over_them(typed, groups):
    plan = PlanBuilder().recommendation()
    for text in typed:
        plan.action(objective=text)
    (item,) = edition(plan).items
    assert [(group.objective, len(group.actions)) for group in item.groups] == groups


def test_errors_are_no_part_of_what_a_board_is_told(example):
    assert example.errors == 6
    assert "Errors" not in {point.kind.word for point in example.attention}


def test_the_fingerprint_is_that_of_the_plan_it_was_made_from(example, example_plan):
    assert example.fingerprint == fingerprint_of(example_plan)


def test_the_page_for_templates_names_everything_there_is_and_nothing_else():
    rows = dict(re.findall(r"^\| (?:\.\.\. )?(`[^|]+`) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.M))
    named = {name for cell in rows for name in re.findall(r"`(\w+)`", cell)} - {"groups", "indicators", "actions"}
    own = {"plan", "previous", "told", "left_out"}  # what the formats are made from, and no template's business
    properties = {name for name, value in vars(module.Edition).items() if isinstance(value, property)}
    assert named == {field.name for field in fields(module.Edition)} - own | properties
    for row, part in (("`items`", module.Item), ("`key`", module.KeyEntry), ("`ratings`", module.RatingCount)):
        properties = {name for name, value in vars(part).items() if isinstance(value, property)}
        attributes = {field.name for field in fields(part)} - {"source"} | properties
        assert set(re.findall(r"`([a-z_]+)`", rows[row])) == attributes, row


def test_why_a_recommendation_needs_attention_is_said_once():
    plan = clean_plan(3)
    plan.indicator("1", actual="40%", previous="").indicator("2", actual="40%", forecast="70%", previous="")
    plan.tables["recommendations"][2]["RAG"] = "R"
    plan.indicator("3", actual="40%", previous="50%")
    first, second, third = edition(plan).items
    assert "is 50 points below target (40% against 90%, higher is better)." in first.in_doubt[0]
    assert first.reasons == ()
    assert [(each.name, each.how) for each in second.reasons] == [
        ("CSC 005", "Off target, expected to miss 90% with 70%")
    ]
    assert [each.how for each in third.reasons] == [
        "Rated Red; CSC 006 is 50 points below target (40% against 90%, higher is better)",
        "Off target, worse since last time",
    ]


def test_a_decision_belongs_to_the_recommendation_that_it_names():
    plan = clean_plan(12, decisions_needed="Stop recommendation 1\n\nPut Recommendation 12 off\n\nAgree 2 more posts")
    found = {item.number: item.decisions for item in edition(plan).items if item.decisions}
    assert found == {"1": ("Stop recommendation 1",), "12": ("Put Recommendation 12 off",)}


def test_bars_have_the_counts_now_and_before_and_nothing_where_there_is_nothing():
    plan, previous = clean_plan(2), clean_plan(3, period="November 2017", report_date="30/11/2017")
    previous.set(data_as_at="31/10/2017")
    bars = [(bar.name, bar.period, bar.now, bar.in_words, bar.total) for bar in edition(plan, previous.read()).bars]
    assert bars[:2] == [
        ("Recommendations", "December 2017", True, "2 Green", 2),
        ("Recommendations", "November 2017", False, "3 Green", 3),
    ]
    assert [bar.name for bar in edition(PlanBuilder().recommendation(rating="")).bars] == ["Recommendations"]


def test_a_recommendation_closed_since_the_last_period_is_known_from_last_month_or_from_history():
    def closed_now(status: str = "", rating: str = "C") -> PlanBuilder:
        plan = clean_plan()
        plan.tables["recommendations"][0] |= {"RAG": rating, "Status": status}
        return plan

    def just_closed(now: Plan, previous: PlanBuilder | None = None) -> bool:
        then = previous.set(report_date="30/11/2017", period="November 2017").read() if previous else None
        return edition(now, then).items[0].just_closed

    now = closed_now().read()
    assert just_closed(now, clean_plan())
    assert just_closed(closed_now("Business as usual", "G").read(), clean_plan())
    assert not just_closed(now, closed_now("Business as usual", "G"))
    assert just_closed(remembering(now, rated("G")))
    assert not just_closed(remembering(now, rated("C")))
    assert not just_closed(remembering(closed_now("Business as usual", "G").read(), rated("G")))
    assert not just_closed(now)


def test_what_a_recommendation_was_rated_is_said_of_one_month_as_well_as_of_many():
    then, now = clean_plan().set(report_date="30/11/2017", period="November 2017"), clean_plan()
    then.tables["recommendations"][0]["RAG"] = "A"
    assert edition(now, then.read()).items[0].rated_before == "Amber in November 2017"
    assert edition(remembering(now.read(), rated("R"))).items[0].rated_before == "Red in November 2017"
    assert edition(now).items[0].rated_before == ""
