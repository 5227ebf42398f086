"""The subject of the message that goes with an edition."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from builder import PlanBuilder, clean_plan
from editions import edition

from plan_workbook.publishing.letter import short_subject


def test_the_figures_come_first():
    said = edition(clean_plan())
    assert short_subject(said) == "1 Green: Children's Services Improvement Plan, December 2017"
    assert short_subject(said, figures=False) == "Children's Services Improvement Plan, December 2017"


TITLES = ("Plan", "An improvement plan with a name that is far longer than any subject may be")
PERIODS = ("", "December 2017", "The third quarter of the financial year of 2017 and 2018")


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("ratings", [1, 6])
def test_a_subject_has_fewer_than_78_characters(draft, ratings):
    plan = PlanBuilder()
    for number in range(ratings):
        plan.rating(f"{number}", f"Rating of the number {number}", "off track" if number else "complete")
        plan.recommendation(rating=f"{number}").action(completion_date="30/11/2017" if draft else "31/03/2018")
    said = edition(plan)
    for title, period in product(TITLES, PERIODS):
        subject = short_subject(replace(said, title=title, period=period))
        assert len(subject) < 78
        assert subject.startswith("DRAFT: ") is said.draft


def test_what_is_bad_is_left_when_there_is_no_room_for_all_figures():
    plan = PlanBuilder(period="December 2017")
    for number, word in enumerate(("complete", "on track", "at risk", "off track")):
        plan.rating(f"{number}", f"On a scale of four: {word}", word).recommendation(rating=f"{number}")
    assert short_subject(edition(plan)) == (
        "1 On a scale of four: at risk, 1 On a scale of four: off track: December 2017"
    )


def test_a_title_that_is_cut_in_a_subject_does_not_end_with_a_dash():
    plan = PlanBuilder(title="Wexborough Borough \u2013 Children's Services Improvement Plan", period="November 2026")
    for rating in ("C", "R", "A", "G"):
        plan.recommendation(rating=rating)
    assert short_subject(edition(plan)) == ("1 Complete, 1 Red, 1 Amber, 1 Green: Wexborough Borough..., November 2026")
