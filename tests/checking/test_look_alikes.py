"""Names that look like another name of the plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from plan_workbook.checking.leads.look_alikes import look_alikes, nearest_listed, one_slip
from plan_workbook.values.text import fold


def alike(name: str, other: str) -> bool:
    """Tell whether a name is taken for another one that is mentioned more often."""
    return look_alikes([other, other, name]) == {fold(name): other}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("J Roe", "Jane Roe"),
        ("J. Roe", "Jane Roe"),
        ("JANE ROE.", "Jane Roe"),
        ("Jane  E Roe", "J E Roe"),
        ("Dr Jane Roe", "Jane Roe"),
        ("Mrs. Jane Roe", "Jane Roe"),
        ("Cllr Roe, Jane", "Jane Roe"),
        ("Roe, Jane", "Jane Roe"),
        ("Roe, J.", "Jane Roe"),
        ("Jane Roe", "Dr Jane Roe"),
        ("Anne-Marie Roe", "Anne Marie Roe"),
        ("Jane Atkinsn", "Jane Atkinson"),
        ("Head of Asessment", "Head of Assessment"),
        ("Jane O\u2019Neil", "Jane ONeil"),
    ],
)
def test_another_way_of_writing_a_name_looks_like_it(name, other):
    assert alike(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("K Roe", "Jane Roe"),
        ("Jane Doe", "Jane Roe"),
        ("Joan Roe", "Jane Roe"),
        ("Jane Roe", "jane roe"),
        ("Head of Audit", "Head of Early Help"),
        ("Team Manager 1", "Team Manager 2"),
        ("Roe", "Jane Roe"),
        ("Transformation and Business Services", "Business Services"),
        ("Roe, Jane, Ann Lee", "Jane Roe"),
    ],
)
def test_another_person_or_post_does_not(name, other):
    assert not alike(name, other)


def test_a_name_that_only_looks_like_a_doubtful_one_is_left_alone():
    assert look_alikes([*["Jane Roe"] * 3, *["J Roe"] * 2, "John Roe"]) == {"j roe": "Jane Roe"}


@given(*[st.text("abc", max_size=6)] * 2)
def test_one_slip_is_what_rapidfuzz_calls_a_distance_of_one(one, other):
    if one != other:
        assert one_slip(one, other) == (OSA.distance(one, other) == 1)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Head of Fostering", None),
        ("Head of Safegarding", "Head of Safeguarding"),
        ("Director of IT", None),
        ("Lead for Fostering", None),
        ("Jo Heart", "Jo Hart"),
    ],
)
def test_a_post_of_another_service_is_not_offered_for_the_one_that_is_typed(name, meant):
    people = ["Head of Safeguarding", "Director of HR", "Lead for Safeguarding", "Jo Hart"]
    assert nearest_listed([name], people).get(name) == meant
