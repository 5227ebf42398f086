"""Each thing of a plan with what is worked out about it: what `status --each` prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builder import PlanBuilder, clean_plan
from support.remembered import back, due, measured, rated, remembering

from plan_workbook.board.each import each_of

KEYS = {
    "recommendations": "recommendation title lead rating confidence status in_doubt rating_before",
    "actions": "recommendation ref rating due days_overdue put_off_times put_off_days standing",
    "indicators": "recommendation number description status target target_now actual gap "
    "short_term no_new_figure long_term variation assurance forecast",
}


def told(plan, previous=None):
    """Return the object for programs, with keys and lists in its order."""
    return each_of(plan, previous).as_json()


def a_plan():
    """Return a plan with two recommendations, of which the first has a late action and an indicator off target."""
    return (
        PlanBuilder()
        .recommendation(number="4.10", rating="G")
        .action(ref="a", completion_date="30/11/2017", original_completion_date="30/09/2017")
        .action(ref="b", rating="C", completion_date="30/11/2017")
        .indicator(number="CSC 7", unit="%", better="Higher", target="90%", previous="", actual="78%")
        .recommendation(rating="", lead="", status="")
    )


def test_the_keys_are_in_the_order_of_the_contract():
    found = told(a_plan().read())
    assert list(found) == list(KEYS)
    for name, keys in KEYS.items():
        assert [" ".join(each) for each in found[name]] == [keys] * len(found[name])


def test_what_is_not_known_is_null():
    plan = PlanBuilder(report_date="").recommendation(number="", title="", lead="", status="", rating="", progress="")
    plan.action(ref="", rating="", completion_date="", start_date="")
    plan.indicator(number="", description="", target="tbc", actual="-", previous="", period="", unit="", better="")
    found = told(plan.read())
    (recommendation,), (action,), (indicator,) = found.values()
    assert recommendation == dict.fromkeys(recommendation) | {"status": "Active", "in_doubt": ()}
    assert action == dict.fromkeys(action) | {"days_overdue": 0, "put_off_times": 0, "put_off_days": 0}
    assert indicator == dict.fromkeys(indicator) | {"status": "No data"}


def test_a_rating_is_in_doubt_for_each_reason_in_a_sentence():
    first, second = told(a_plan().read())["recommendations"]
    assert (first["recommendation"], first["rating"], first["status"]) == ("4.10", "Green", "Active")
    assert first["in_doubt"] == (
        "Rated Green, though action a is overdue.",
        "Rated Green, though CSC 7 is 12 points below target (78% against 90%, higher is better).",
    )
    assert second["in_doubt"] == ()


def test_the_rating_before_is_that_of_the_last_period_or_of_last_months_workbook():
    plan = a_plan().read()
    remembers = remembering(plan, rated("G", "R", recommendation="4.10"), rated("A", "", recommendation="2"))
    assert [each["rating_before"] for each in told(remembers)["recommendations"]] == ["Red", None]
    before = a_plan().set(report_date="30/11/2017", period="November 2017")
    before.tables["recommendations"][0]["RAG"] = "A"
    assert [each["rating_before"] for each in told(remembers, before.read())["recommendations"]] == ["Amber", None]


def test_a_rating_of_an_earlier_period_than_the_last_is_not_the_one_before():
    plan = remembering(a_plan().read(), rated("R", recommendation="2"), rated("G", "R", recommendation="4.10")[:1])
    assert [each["rating_before"] for each in told(plan)["recommendations"]] == [None, "Red"]


@pytest.mark.parametrize(
    ("cells", "standing", "days"),
    [
        ({"rating": "C", "completion_date": "30/11/2017"}, "Complete", 0),
        ({"completion_date": "30/12/2017"}, "Overdue", 1),
        ({"completion_date": "31/12/2017"}, "Due", 0),
        ({"completion_date": "31/01/2018"}, "Due", 0),
        ({"completion_date": "01/02/2018"}, "Under way", 0),
        ({"completion_date": "01/02/2018", "start_date": "31/12/2017"}, "Under way", 0),
        ({"completion_date": "01/02/2018", "start_date": "01/01/2018"}, "Not started", 0),
        ({"completion_date": "?"}, "Under way", 0),
    ],
)
def test_an_action_stands_in_one_place(cells, standing, days):
    (action,) = told(PlanBuilder().recommendation().action(**cells).read())["actions"]
    assert (action["standing"], action["days_overdue"]) == (standing, days)


def test_an_action_that_is_rated_not_started_is_not_under_way_although_it_should_have_started():
    plan = PlanBuilder().rating("N", "Not started", "not started").recommendation()
    (action,) = told(plan.action(rating="N", start_date="01/12/2017", completion_date="01/03/2018").read())["actions"]
    assert action["standing"] == "Not started"


def test_an_action_that_was_put_off_says_how_often_and_how_far():
    plan = remembering(a_plan().read(), due(date(2017, 10, 31), date(2017, 10, 31), recommendation="4.10"))
    late, done = told(plan)["actions"]
    assert (late["put_off_times"], late["put_off_days"], late["due"]) == (2, 61, "2017-11-30")
    assert (done["put_off_times"], done["put_off_days"]) == (0, 0)


def test_an_indicator_says_which_way_it_went_and_how_it_behaves():
    lines = measured(*[80, 82] * 6, reference="CSC 7", recommendation="4.10")
    lines[0] = lines[0]._replace(report_date=back(12))
    (indicator,) = told(remembering(a_plan().read(), lines))["indicators"]
    assert indicator == {
        "recommendation": "4.10",
        "number": "CSC 7",
        "description": "Visits made on time in area 1",
        "status": "Off target",
        "target": "90%",
        "target_now": None,
        "actual": "78%",
        "gap": "12 points below target",
        "short_term": "Worse",
        "no_new_figure": False,
        "long_term": "Worse",
        "variation": "No change",
        "assurance": "Will keep missing",
        "forecast": None,
    }


def test_what_only_some_plans_say_is_told_as_well():
    plan = PlanBuilder().recommendation(confidence="R").action(rating="S", completion_date="30/11/2017")
    for code, label, counts_as in (("G", "Green", "on track"), ("R", "Red", "off track"), ("S", "Paused", "stopped")):
        plan.rating(code, label, counts_as)
    plan.indicator(target="90%", target_now="80%", actual="84%", previous="", forecast="89%")
    plan.indicator(better="Band", target="80% to 90%", actual="92%", previous="70%")
    (recommendation,), (action,), (stepped, band) = told(plan.read()).values()
    assert (recommendation["confidence"], recommendation["in_doubt"]) == (
        "Red",
        ("Rated Green, though its confidence is rated Red.",),
    )
    assert (action["rating"], action["standing"], action["days_overdue"]) == ("Paused", "Stopped", 0)
    assert [stepped[key] for key in ("status", "target", "target_now", "gap", "forecast")] == [
        *("On target", "90%", "80%", "4 points better than target", "Expected to miss")
    ]
    assert [band[key] for key in ("status", "target", "gap", "short_term", "assurance")] == [
        *("Near target", "80% to 90%", "2 points above the band", "Improved", None)
    ]


def test_last_months_workbook_goes_before_the_previous_figure_for_the_direction_of_travel():
    now, before = a_plan(), a_plan().set(report_date="30/11/2017", period="November 2017")
    now.tables["indicators"][0]["Previous"] = "80%"
    before.tables["indicators"][0]["Actual"] = "70%"
    assert told(now.read())["indicators"][0]["short_term"] == "Worse"
    assert told(now.read(), before.read())["indicators"][0]["short_term"] == "Improved"
    before.tables["indicators"][0]["Actual"] = "-"
    assert told(now.read(), before.read())["indicators"][0]["short_term"] == "Worse"


def test_a_quarters_figure_that_is_reported_again_is_compared_with_the_quarter_before():
    now, before = clean_plan(), clean_plan().set(report_date="30/11/2017", period="November 2017")
    for plan in (now, before):
        plan.indicator(period="Q2 2017/18", previous="52%", actual="57%")
    found = told(now.read(), before.read())["indicators"][1]
    assert (found["short_term"], found["no_new_figure"]) == ("Improved", True)


def test_business_as_usual_is_counted_as_complete_here_too():
    plan = PlanBuilder().recommendation(status="Business as usual", rating="G").read()
    (found,) = told(plan)["recommendations"]
    assert (found["rating"], found["status"]) == ("Complete", "Business as usual")
    assert told(replace(plan, recommendations=()))["recommendations"] == []
