"""The headline counts, which add up, and the sentences they are told in."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan, editing
from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.board.figures import NOT_RATED, facts_about, figures, sentences
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.register.example import example_register
from plan_workbook.writing.master import template_workbook

NONE = dict.fromkeys(("number", "description", "lead", "unit", "better", "target", "previous", "actual"), "")


def counts(plan):
    return figures(plan.read()).as_json()


def told(plan):
    read = plan.read()
    return sentences(read, figures(read))


@pytest.mark.parametrize(
    ("data", "age"),
    [
        ("30/11/2017", "30 November 2017, 31 days before the report"),
        ("30/12/2017", "30 December 2017, 1 day before the report"),
        ("31/12/2017", "31 December 2017"),
        ("", "not given"),
    ],
)
def test_the_facts_say_how_much_older_the_data_are_than_the_report(data, age):
    assert f"Data as at: {age}" in facts_about(clean_plan(data_as_at=data).read())


def test_the_december_plan_counts_as_the_product_says():
    found = figures(read_plan(template_workbook(read_register(example_register())))).as_json()
    assert found["report_date"] == "2017-12-31"
    assert found["recommendations"] == {
        "total": 18,
        "Complete": 7,
        "Red": 0,
        "Amber": 0,
        "Green": 11,
        "Not rated": 0,
    }
    assert found["actions"] == {
        "total": 41,
        "Complete": 5,
        "Red": 0,
        "Amber": 0,
        "Green": 36,
        "Not rated": 0,
        "overdue": 1,
    }
    assert found["indicators"] == {
        "total": 28,
        "distinct": 25,
        "On target": 16,
        "Near target": 2,
        "Off target": 2,
        "No data": 4,
        "No target": 3,
        "Not judged": 1,
    }


def test_the_december_plan_with_its_two_quarter_cells_put_right():
    register = read_register(example_register())
    found = [row for row in register.rows("indicators") if row["Actual"].startswith("Qtr")]
    assert len(found) == 2
    for row in found:
        row["Period"], row["Actual"] = "Q2", row["Actual"].split()[-1]
    found = figures(read_plan(template_workbook(register))).indicators
    assert (found["On target"], found["No data"]) == (18, 2)


def test_every_label_and_not_rated_are_there_at_nought_too():
    found = counts(PlanBuilder())
    assert found["recommendations"] == {"total": 0, "Complete": 0, "Red": 0, "Amber": 0, "Green": 0, "Not rated": 0}
    assert found["actions"] == {**found["recommendations"], "overdue": 0}
    assert list(found["indicators"]) == [
        "total",
        "distinct",
        "On target",
        "Near target",
        "Off target",
        "No data",
        "No target",
        "Not judged",
    ]
    assert set(found["indicators"].values()) == {0}


def test_blank_and_unknown_ratings_are_not_rated():
    plan = PlanBuilder().recommendation(rating="").recommendation(rating="Teal").action(rating="tbc").action(rating="G")
    found = counts(plan)
    assert found["recommendations"]["Not rated"] == 2
    assert (found["actions"]["Not rated"], found["actions"]["Green"]) == (1, 1)


def test_business_as_usual_counts_under_the_first_label_that_counts_as_complete():
    plan = PlanBuilder()
    for status in ("Business as usual", "BAU", "business  as usual "):
        for rating in ("", "R", "Teal", "C"):
            plan.recommendation(status=status, rating=rating)
    assert counts(plan)["recommendations"] == {
        "total": 12,
        "Complete": 12,
        "Red": 0,
        "Amber": 0,
        "Green": 0,
        "Not rated": 0,
    }


def test_a_scale_of_one_s_own_is_counted_in_its_own_order():
    plan = (
        PlanBuilder().rating("S", "Stuck", "off track").rating("D", "Done", "complete").rating("E", "Ended", "complete")
    )
    plan.recommendation(status="Business as usual", rating="S").recommendation(rating="e").recommendation(rating="G")
    assert counts(plan)["recommendations"] == {"total": 3, "Stuck": 0, "Done": 1, "Ended": 1, "Not rated": 1}


def test_two_codes_with_one_label_count_together():
    plan = PlanBuilder().rating("G1", "Green", "on track").rating("G2", "Green", "on track")
    assert counts(plan.recommendation(rating="G1").recommendation(rating="G2"))["recommendations"] == {
        "total": 2,
        "Green": 2,
        "Not rated": 0,
    }


def test_a_blank_or_unknown_status_counts_as_active():
    plan = PlanBuilder()
    for status in ("", "closed?", "-"):
        plan.recommendation(status=status, rating="R")
    assert counts(plan)["recommendations"]["Red"] == 3
    assert not any(each.business_as_usual for each in plan.read().recommendations)


def test_a_recommendation_is_closed_by_its_status_or_its_rating():
    plan = PlanBuilder().recommendation(rating="C").recommendation(status="BAU", rating="")
    plan.recommendation(status="", rating="completed").recommendation(rating="G").recommendation(rating="")
    assert [each.closed for each in plan.read().recommendations] == [True, True, True, False, False]


def test_a_row_that_only_states_that_there_are_none_is_not_an_indicator():
    plan = PlanBuilder()
    for text in (
        "There are no performance indicators for this recommendation.",
        "There are no performance indicators",
        "There is no performance indicator for this one",
        "No indicators",
        "THERE ARE NO  PERFORMANCE INDICATORS",
        "There are no PIs for this one",
        "None",
    ):
        plan.recommendation().indicator(**NONE | {"number": text})
        plan.recommendation().indicator(**NONE | {"description": text, "target": "-", "actual": "n/a"})
    assert counts(plan)["indicators"]["total"] == 0


def test_a_row_that_states_more_than_that_is_an_indicator():
    plan = PlanBuilder().recommendation()
    plan.indicator(**NONE | {"description": "There are no performance indicators", "number": "CSC 1"})
    plan.indicator(**NONE | {"description": "Notes of visits are on file"}).indicator(**NONE | {"description": "."})
    assert counts(plan)["indicators"]["total"] == 3


def test_distinct_counts_different_numbers_and_a_placeholder_by_its_text():
    plan = PlanBuilder().recommendation()
    for number in ("CSC 1", "csc  1", "CSC 2", "NEW", "new", "", "-"):
        plan.indicator(number=number)
    found = counts(plan)["indicators"]
    assert (found["total"], found["distinct"]) == (7, 3)


@pytest.mark.parametrize("typed", ["", "31 Feb 2018", "tbc"])
def test_without_a_readable_report_date_it_is_null_and_nothing_is_overdue(typed):
    plan = PlanBuilder(report_date=typed).recommendation().action(completion_date="30/11/2017")
    found = counts(plan)
    assert found["report_date"] is None
    assert found["actions"]["overdue"] == 0
    assert "overdue actions can't be counted without a report date" in told(plan)[1]


def test_overdue_counts_the_actions_of_the_whole_plan():
    plan = clean_plan(2).action(completion_date="30/12/2017").action(completion_date="30/12/2017", rating="C")
    plan.recommendation(status="Business as usual").action(completion_date="Sept 2017")
    assert counts(plan)["actions"]["overdue"] == 2


def test_the_headline_is_told_in_sentences():
    plan = PlanBuilder().recommendation(rating="C").indicator().action(rating="R", completion_date="30/11/2017")
    plan.recommendation(rating="G").indicator(actual="80%").action()
    plan.recommendation(rating="G").indicator(actual="").indicator()
    assert told(plan) == (
        "Of 3 recommendations, 1 is complete and 2 Green.",
        "Of 2 actions, 1 is Red and 1 Green; 1 is overdue.",
        "2 of the 3 indicators that can be judged are on target (67%; 50% of all 4).",
    )


def test_one_is_told_as_one():
    assert told(clean_plan()) == (
        "Of 1 recommendation, 1 is Green.",
        "Of 1 action, 1 is Green; none is overdue.",
        "The only indicator is on target.",
    )
    assert told(clean_plan().indicator(target=""))[2] == (
        "The only indicator that can be judged is on target; the plan has 2."
    )
    assert told(PlanBuilder().recommendation().indicator(actual="10%"))[2] == ("The only indicator is not on target.")
    assert told(PlanBuilder().recommendation().indicator(target=""))[2] == (
        "The only indicator can't be judged against a target."
    )


def test_of_several_indicators_none_is_on_target_in_words_and_not_in_shares_of_nothing():
    plan = PlanBuilder().recommendation().indicator(actual="10%").indicator(actual="20%").indicator(target="")
    assert told(plan)[2] == "None of the 2 indicators that can be judged is on target; the plan has 3."


def test_an_empty_plan_is_told_without_shares_of_nothing():
    assert told(PlanBuilder()) == (
        "The plan has 0 recommendations.",
        "The plan has no actions.",
        "The plan has no indicators.",
    )
    unjudged = told(PlanBuilder().recommendation().indicator(target="").indicator(better="Monitor"))
    assert unjudged[2] == "None of the 2 indicators can be judged against a target."


def test_not_rated_is_told_when_it_is_not_nought():
    assert "not rated" not in told(clean_plan(2))[0]
    assert told(PlanBuilder().recommendation().recommendation(rating=""))[0] == (
        "Of 2 recommendations, 1 is Green and 1 not rated."
    )


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Theme", "Of 2 themes, 2 are Green."),
        ("Priority", "Of 2 priorities, 2 are Green."),
        ("", "Of 2 recommendations, 2 are Green."),
    ],
)
def test_the_plan_s_own_word_for_its_items_is_used(word, first):
    assert told(clean_plan(2, item_word=word))[0] == first


def test_a_share_of_half_a_percent_is_rounded_up():
    plan = PlanBuilder().recommendation()
    for number in range(8):
        plan.indicator(actual="95%" if number < 5 else "10%")
    assert told(plan)[2].endswith("(63%).")


RATINGS = st.sampled_from(["G", "R", "A", "C", "BAU", "", "-", "Teal", "green "])


@searching(8)
@given(
    st.lists(
        st.tuples(
            RATINGS,
            st.sampled_from(["Active", "BAU", "", "?"]),
            st.lists(
                st.sampled_from(["95%", "85%", "10%", "", "Qtr 2 41%", "0.41", "There are no indicators"]), max_size=4
            ),
            st.lists(RATINGS, max_size=4),
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_whatever_the_plan_the_counts_add_up(items, dated):
    plan = PlanBuilder(report_date="31/12/2017" if dated else "")
    indicators = actions = 0
    for rating, status, actuals, ratings in items:
        plan.recommendation(rating=rating, status=status)
        for actual in actuals:
            stated = actual.startswith("There are")
            plan.indicator(**(NONE | {"description": actual} if stated else {"actual": actual}))
            indicators += not stated
        for each in ratings:
            plan.action(rating=each, completion_date="30/11/2017")
            actions += 1
    found = figures(plan.read())
    assert found.total_recommendations == sum(found.recommendations.values()) == len(items)
    assert found.total_actions == sum(found.actions.values()) == actions
    assert found.total_indicators == sum(found.indicators.values()) == indicators
    assert found.overdue <= actions
    assert NOT_RATED in found.recommendations


def test_a_sheet_added_to_the_workbook_is_counted(tmp_path):
    path = clean_plan(2).write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.workbook.copy_worksheet(book["R01"]).title = "Another"
    found = figures(read_plan(path))
    assert (found.total_recommendations, found.total_actions, found.total_indicators) == (3, 3, 3)
