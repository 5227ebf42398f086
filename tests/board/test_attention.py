"""What a board should look at first: the order, and one line for each thing with all its reasons."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan

from plan_workbook.board.attention import attention
from plan_workbook.board.due import due_next


def lines(plan: PlanBuilder, previous: PlanBuilder | None = None) -> list[tuple[str, str, str]]:
    told = attention(plan.read(), previous.read() if previous else None)
    return [(line.name, line.kind, line.how) for line in told]


def names(plan: PlanBuilder, previous: PlanBuilder | None = None) -> list[str]:
    return [name for name, *_ in lines(plan, previous)]


def test_a_clean_plan_needs_no_attention():
    assert lines(clean_plan()) == []


def test_the_order_is_off_track_in_doubt_overdue_off_target_changed_at_risk_and_other_actions():
    then = PlanBuilder().recommendation(rating="A").indicator().action()
    now = PlanBuilder().recommendation(rating="A").indicator(target="85%", number="CSC 001")
    now.action(completion_date="30/04/2018")
    now.recommendation(rating="G").indicator(actual="50%", number="CSC 900").action(completion_date="30/11/2017")
    now.recommendation(rating="R").action(rating="A").action(rating="R")
    assert [(name, kind) for name, kind, _ in lines(now, then)] == [
        ("3", "Red"),
        ("2", "Rating in doubt"),
        ("2 a", "Overdue"),
        ("CSC 900", "Off target"),
        ("CSC 001", "Target changed"),
        ("1 a", "Date moved"),
        ("1", "Amber"),
        ("3 b", "Red"),
        ("3 a", "Amber"),
    ]


def test_a_thing_is_listed_once_with_all_its_reasons():
    then = clean_plan().action(ref="b")
    plan = clean_plan().action(ref="b", completion_date="30/11/2017", rating="R")
    plan.tables["recommendations"][0]["RAG"] = "A"
    plan.tables["indicators"][0] |= {"Target": "120%", "Actual": "70%"}
    then.tables["actions"][1]["Completion Date"] = "31/10/2017"
    assert lines(plan, then) == [
        (
            "1 b",
            "Overdue",
            "31 days overdue, was due 30 November 2017, rated Red; put off by 30 days: due 31 October 2017, now "
            "30 November 2017",
        ),
        (
            "CSC 001",
            "Off target",
            "50 points below target (70% against 120%, higher is better), worse since last time; target raised from "
            "90% to 120%",
        ),
        (
            "1",
            "Amber",
            "Rated Amber, was Green; action b is overdue; CSC 001 is 50 points below target (70% "
            "against 120%, higher is better)",
        ),
    ]


def test_an_overdue_action_has_its_days_its_date_and_the_rating_that_says_otherwise():
    plan = clean_plan().action(completion_date="30/11/2017")
    assert ("1 b", "Overdue", "31 days overdue, was due 30 November 2017, yet rated Green") in lines(plan)


def test_overdue_actions_come_longest_first():
    plan = PlanBuilder().recommendation(rating="A").action(completion_date="30/11/2017")
    plan.action(completion_date="30/09/2017").action(completion_date="31/10/2017")
    assert names(plan)[:3] == ["1 b", "1 c", "1 a"]


def test_the_largest_miss_as_a_share_of_its_target_comes_first_and_a_target_of_zero_after_all_others():
    plan = PlanBuilder().recommendation(rating="A")
    plan.indicator(number="near", target="90%", actual="70%").indicator(number="far", target="10%", actual="1%")
    plan.indicator(number="zero", target="0", actual="500", unit="number", better="Lower")
    plan.indicator(number="days", target="20", actual="35", unit="days", better="Lower")
    assert names(plan)[:4] == ["far", "days", "near", "zero"]


def test_an_indicator_off_target_whose_figure_has_not_moved_says_no_change():
    plan = clean_plan().indicator(actual="70%", previous="70%")
    how = "20 points below target (70% against 90%, higher is better), no change"
    assert ("CSC 002", "Off target", how) in lines(plan)


def test_a_pi_number_that_is_only_a_numeral_is_called_a_pi():
    plan = PlanBuilder().recommendation(rating="G").indicator(number="204", actual="70%", previous="")
    assert [(name, how) for name, _, how in lines(plan)] == [
        ("1", "Rated Green, though PI 204 is 20 points below target (70% against 90%, higher is better)"),
        ("PI 204", "20 points below target (70% against 90%, higher is better)"),
    ]


@pytest.mark.parametrize("number", ["", "-"])
def test_what_has_no_number_is_called_by_its_sheet(number):
    plan = PlanBuilder().recommendation(number=number)
    plan.action(ref=number, completion_date="30/11/2017").indicator(number=number, actual="10%")
    assert set(names(plan)) == {plan.read().recommendations[0].sheet}


def test_ratings_with_most_against_them_are_doubted_first():
    plan = clean_plan(1).indicator(actual="70%")
    plan.recommendation().indicator(actual="70%").indicator(actual="10%").action(completion_date="30/11/2017")
    (two, one), how = names(plan)[:2], lines(plan)[0][2]
    assert (two, one) == ("2", "1")
    assert how == "Rated Green, though action a is overdue and 2 indicators are off target: CSC 004 and CSC 003"


def test_a_rating_is_in_doubt_if_its_own_text_states_another():
    plan = PlanBuilder().recommendation(progress="The RAG rating is AMBER.")
    assert lines(plan) == [("1", "Rating in doubt", "Rated Green, though its own text says 'RAG rating is AMBER'")]


def test_of_two_ratings_with_as_much_against_them_the_one_with_the_larger_miss_is_doubted_first():
    plan = PlanBuilder().recommendation(rating="G").indicator(actual="70%")
    plan.recommendation(rating="G").indicator(actual="10%")
    assert names(plan)[:2] == ["2", "1"]


@pytest.mark.parametrize(("cells"), [{"rating": "C"}, {"rating": "G", "status": "Business as usual"}])
def test_a_recommendation_closed_over_open_actions_is_in_doubt(cells):
    plan = PlanBuilder().recommendation(**cells).action().action(completion_date="30/11/2017").action(rating="C")
    how = "Rated Complete, though action b is overdue and action a is not complete"
    assert ("1", "Rating in doubt", how) in lines(plan)


@pytest.mark.parametrize(("rating", "doubted"), [("C", True), ("G", True), ("A", False), ("R", False)])
def test_only_ratings_that_say_all_is_well_can_be_in_doubt(rating, doubted):
    plan = PlanBuilder().recommendation(rating=rating).indicator(actual="70%").action(rating="C")
    assert [kind for _, kind, _ in lines(plan) if kind == "Rating in doubt"] == ["Rating in doubt"] * doubted


def test_targets_that_were_eased_come_before_those_that_were_raised():
    then = PlanBuilder().recommendation(rating="G").indicator(target="90%").indicator(target="90%").indicator()
    then.indicator(better="Lower", target="10", actual="9", unit="days")
    now = PlanBuilder().recommendation(rating="G").indicator(target="92%").indicator(target="80%").indicator()
    now.indicator(better="Lower", target="20", actual="9", unit="days")
    assert [(name, how.partition(":")[0]) for name, _, how in lines(now, then)] == [
        ("CSC 004", "Target raised from 10 days to 20 days (easier to meet, as lower is better)"),
        ("CSC 002", "Target lowered from 90% to 80%"),
        ("CSC 001", "Target raised from 90% to 92%"),
    ]


def test_without_last_months_plan_a_date_is_compared_with_the_original_one():
    plan = clean_plan().action(original_completion_date="31/12/2017", comment="A later start")
    assert ("1 b", "Date moved", "Put off by 90 days, from 31 December 2017 to 31 March 2018") in lines(plan)
    assert lines(plan, plan) == []


def test_a_date_that_was_put_off_is_not_mentioned_once_the_action_is_complete():
    plan = clean_plan().action(original_completion_date="31/12/2017", rating="C", date_completed="Dec 2017")
    assert lines(plan) == []


def test_what_falls_due_is_listed_soonest_first_until_the_days_are_over():
    plan = clean_plan(due_within="31").action(completion_date="20/01/2018").action(completion_date="31/12/2017")
    plan.action(completion_date="01/02/2018").action(
        completion_date="05/01/2018", rating="C", date_completed="Dec 2017"
    )
    due = [(line.name, line.how) for line in due_next(plan.read())]
    assert due == [("1 c", "Due 31 December 2017, on the report date"), ("1 b", "Due 20 January 2018, in 20 days")]


def test_a_step_of_a_target_needs_attention_only_if_it_was_made_easier():
    def step(now: str) -> PlanBuilder:
        return PlanBuilder().recommendation().indicator(target_now=now).action()

    assert lines(step("85%"), step("80%")) == []
    assert lines(step(""), step("80%")) == []  # as rollover leaves it: the year's target is no easier
    ((name, kind, how),) = lines(step("75%"), step("80%"))
    assert (name, kind) == ("CSC 001", "Target changed")
    assert how == "Target for the period lowered from 80% to 75%: still On target; actual unchanged at 95%"


def test_an_indicator_off_target_has_the_year_s_target_and_its_forecast_next_to_it():
    plan = (
        PlanBuilder().recommendation(rating="A").indicator(target_now="80%", actual="60%", forecast="85%", previous="")
    )
    ((name, kind, how),) = [line for line in lines(plan.action()) if line[0] == "CSC 001"]
    assert (name, kind) == ("CSC 001", "Off target")
    assert how == (
        "20 points below target (60% against 80%, 90% for the year, higher is better), expected to miss 90% with 85%"
    )


def test_what_was_stopped_is_listed_last_with_its_comment_and_never_as_late():
    plan = (
        clean_plan().rating("G", "Green", "on track").rating("R", "Red", "off track").rating("P", "Paused", "stopped")
    )
    plan.action(rating="P", comment="Waits for the new system", completion_date="Nov 2017").action(rating="R")
    plan.recommendation(rating="P").indicator().action()
    assert lines(plan) == [
        ("1 c", "Red", "Action rated Red, due 31 March 2018"),
        ("2", "Paused", "Rated Paused"),
        ("1 b", "Paused", "Action rated Paused: Waits for the new system"),
    ]


def test_of_several_overdue_actions_the_longest_overdue_says_so():
    plan = PlanBuilder().recommendation(rating="A")
    plan.action(completion_date="30/11/2017", rating="A").action(completion_date="31/10/2017", rating="A")
    assert [(name, how) for name, kind, how in lines(plan) if kind == "Overdue"] == [
        ("1 b", "61 days overdue, was due 31 October 2017 (the longest), rated Amber"),
        ("1 a", "31 days overdue, was due 30 November 2017, rated Amber"),
    ]


@pytest.mark.parametrize(("others", "with_them"), [(1, "1 b"), (2, "2 others")])
def test_actions_overdue_by_as_many_days_name_each_other_as_the_longest(others, with_them):
    plan = PlanBuilder().recommendation(rating="A")
    for _ in range(1 + others):
        plan.action(completion_date="31/10/2017", rating="A")
    said = {name: how for name, kind, how in lines(plan) if kind == "Overdue"}
    assert said["1 a"] == f"61 days overdue, was due 31 October 2017 (the longest, with {with_them}), rated Amber"
    assert sum("(the longest, with " in how for how in said.values()) == 1 + others


@pytest.mark.parametrize(
    ("word", "number", "ref", "called"),
    [
        ("Recommendation", "15", "a", ["Action 15 a", "Rec 15"]),
        ("Priority", "4", "4.1", ["Action 4.1", "Priority 4"]),
        ("workstream", "1.3", "2", ["Action 1.3 2", "Workstream 1.3"]),
        ("Priority", "P1", "a", ["P1 a", "P1"]),
    ],
)
def test_a_number_in_a_list_says_what_it_is_the_number_of(word: str, number: str, ref: str, called: list[str]):
    plan = PlanBuilder(item_word=word).recommendation(number=number, rating="R")
    plan.action(ref=ref, rating="G", completion_date="30/11/2017").indicator(number="204", actual="40%")
    found = [line.called(word) for line in attention(plan.read())]
    assert sorted(found) == sorted([*called, "PI 204"])
