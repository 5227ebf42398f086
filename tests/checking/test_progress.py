"""What a paragraph says about its own recommendation now; what was, will be or is not, and what is said of others."""

from __future__ import annotations

import pytest

from plan_workbook.checking.paragraphs.statements import says_closed, stated_rating
from plan_workbook.layout import DEFAULT_SCALE


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The RAG rating is AMBER", "Amber"),
        ("The RAG rating is AMBER because the target was missed.", "Amber"),
        ("The RAG rating is AMBER, it was Green before.", "Amber"),
        ("Overall RAG rating: GREEN.", "Green"),
        ("RAG rating is A", "Amber"),
        ("The target was not met so the RAG rating is AMBER.", "Amber"),
        ("All actions are done and the RAG rating is AMBER.", "Amber"),
        ("This recommendation is rated as Red.", "Red"),
    ],
)
def test_a_rating_that_the_text_states_is_seen(text, label):
    found = stated_rating(text, DEFAULT_SCALE)
    assert found is not None
    assert found[0].label == label


@pytest.mark.parametrize(
    "text",
    [
        "RAG rating was Amber last month.",
        "RAG: Amber last month.",
        "RAG rating moved from Amber to Green.",
        "The RAG rating will be Green.",
        "Rated Red until June.",
        "The RAG rating is not Amber.",
        "The RAG rating is Amber or Red.",
        "Nine of ten audits are rated as Red.",
        "An Amber traffic light.",
        "Recommendation 5's RAG rating is Red.",
        "Action b RAG rating is Red.",
        "Three schools are rated red by Ofsted.",
        "If the audit is late, the RAG rating is Amber.",
        "RAG rating is Amber for the north team.",
        "Leads asked whether the RAG rating is Amber.",
        "The RAG rating is Amber. The overall rating is Red.",
    ],
)
def test_of_another_time_of_others_or_undecided_states_none(text):
    assert stated_rating(text, DEFAULT_SCALE) is None


@pytest.mark.parametrize(
    "text",
    [
        "This is now business as usual and will be monitored quarterly.",
        "Work has moved into BAU.",
        "This is managed as business as usual by the team.",
        "This recommendation is now BAU.",
    ],
)
def test_a_text_that_calls_itself_closed_is_seen(text):
    assert says_closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "This is not yet business as usual.",
        "This will become business as usual.",
        "Recommendation 5 is now business as usual.",
        "This action is business as usual.",
        "It becomes business as usual from April.",
        "Once embedded this is business as usual.",
        "We are working towards business as usual.",
        "It is business as usual once the audit is done.",
    ],
)
def test_a_text_that_speaks_of_later_is_left_alone(text):
    assert says_closed(text) is None
