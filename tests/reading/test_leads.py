"""Who a lead's cell names."""

from __future__ import annotations

import pytest
from builder import PlanBuilder

from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Problem
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.values.text import fold

PEOPLE = ("Ann Archer", "Bo Bell", "Transformation and Business Services", "Head of Quality & Practice")


def leads(typed, *people):
    context = Context(people=frozenset(fold(person) for person in people))
    return read_cell(Cell("R01", "C6", typed), Kind.LEADS, context).value


@pytest.mark.parametrize("joiner", [" & ", "&", " / ", "/", "; ", ";", "\n"])
def test_signs_and_new_lines_always_part_leads(joiner):
    assert leads(f"Ann Archer{joiner}Bo Bell") == ("Ann Archer", "Bo Bell")


@pytest.mark.parametrize("joiner", [" and ", ", "])
def test_and_and_a_comma_part_leads_only_where_every_part_is_listed(joiner):
    typed = f"Ann Archer{joiner}Bo Bell"
    assert leads(typed) == (typed,)
    assert leads(typed, "Ann Archer") == (typed,)
    assert leads(typed, *PEOPLE) == ("Ann Archer", "Bo Bell")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Ann Archer, Head of Quality", ("Ann Archer",)),
        ("Ann Archer\nHead of Quality", ("Ann Archer",)),
        ("Head of Quality, Ann Archer", ("Head of Quality",)),
        ("Ann Archer, Head of Quality & Bo Bell, Head of SEND", ("Ann Archer", "Bo Bell")),
        ("Ann Archer, Head of SEND", ("Ann Archer", "Head of SEND")),
        ("Ann Archer & Head of Quality", ("Ann Archer", "Head of Quality")),
    ],
)
def test_a_persons_own_post_after_a_comma_or_on_a_new_line_is_not_a_second_lead(typed, named):
    plan = PlanBuilder().person("Ann Archer", "Head of Quality", "").person("Bo Bell", "Head of SEND", "")
    (read,) = plan.recommendation(lead=typed).read().recommendations
    assert read.lead.value == named


def test_one_post_with_an_and_in_it_stays_one_lead():
    assert leads("Transformation and Business Services") == ("Transformation and Business Services",)
    assert leads("Transformation and Business Services", *PEOPLE) == ("Transformation and Business Services",)


def test_a_listed_name_is_never_split_whatever_it_contains():
    assert leads("head of quality  & practice", *PEOPLE) == ("head of quality & practice",)


def test_a_listed_post_next_to_another_lead_is_not_split_even_if_each_half_of_it_is_listed():
    posts = ("Training", "Audit", "Training and Audit", "Ann Archer")
    assert leads("Training and Audit / Ann Archer", *posts) == ("Training and Audit", "Ann Archer")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Head of MASH/SA & Head of SASF", ("Head of MASH/SA", "Head of SASF")),
        ("Ann Archer and Head of MASH/SA", ("Ann Archer", "Head of MASH/SA")),
        ("Head of Quality & Practice; Bo Bell", ("Head of Quality & Practice", "Bo Bell")),
        ("Transformation and Business Services, Bo Bell", ("Transformation and Business Services", "Bo Bell")),
        ("Cy Carr/Head of MASH/SA", ("Cy Carr", "Head of MASH/SA")),
        ("Head of MASH/SA, Cy Carr", ("Head of MASH/SA, Cy Carr",)),
        ("Head of MASH / SA & Bo Bell", ("Head of MASH / SA", "Bo Bell")),
        ("Ann Archer (Head of MASH/SA) & Bo Bell", ("Ann Archer (Head of MASH/SA)", "Bo Bell")),
        ("#N/A / Bo Bell; n/a", ("#N/A", "Bo Bell", "n/a")),
    ],
)
def test_a_listed_post_with_a_sign_in_it_stays_whole_inside_a_list(typed, named):
    assert leads(typed, *PEOPLE, "Head of MASH/SA") == named


def test_the_names_of_the_people_table_count_as_listed():
    plan = PlanBuilder().recommendation(lead="Bo Bell and Ann Archer").person("Ann Archer").person("BO  BELL").read()
    assert plan.recommendations[0].lead.value == ("Bo Bell", "Ann Archer")


def test_a_role_of_the_people_table_counts_as_a_listed_post():
    plan = PlanBuilder().recommendation(lead="Lead & Chair").person("Ann Archer", role="Lead & Chair").read()
    assert plan.recommendations[0].lead.value == ("Lead & Chair",)


@pytest.mark.parametrize("typed", ["", "-", "tbc", "n/a"])
def test_a_way_of_saying_no_lead_gives_no_name(typed):
    assert not leads(typed)


def test_stray_joiners_and_repetitions_name_nobody():
    assert leads(" & Ann Archer;; Ann Archer / ") == ("Ann Archer",)


def test_a_name_with_a_character_that_nobody_sees_is_the_listed_name():
    assert leads("Bo\u200b Bell and Ann Archer\u00ad", *PEOPLE) == ("Bo Bell", "Ann Archer")
    assert leads("Ann Archer & Ann Archer\u200b") == ("Ann Archer",)


@pytest.mark.parametrize("typed", ["#N/A", " #n/a", "#REF!", "FALSE", "true", False, 0])
def test_what_a_formula_left_in_a_lead_s_cell_names_nobody(typed):
    read = read_cell(Cell("R01", "C6", typed), Kind.LEADS, Context())
    assert (read.value, read.problem) == (None, Problem.FORMULA_ERROR)


def test_the_text_stays_as_typed():
    plan = PlanBuilder().recommendation(lead="  Ann  Archer &\u00a0Bo Bell ").read()
    assert plan.recommendations[0].lead.text == "  Ann  Archer &\u00a0Bo Bell "
    assert plan.recommendations[0].lead.value == ("Ann Archer", "Bo Bell")
