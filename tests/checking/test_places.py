"""The key by which a finding is the same one next month: what it is about, and the heading of its column."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan, editing

from plan_workbook import check, read_plan


def keys(report) -> dict[str, tuple[str | None, str | None]]:
    """The item and the field of each finding, by its rule."""
    return {each.rule: (each.item, each.field) for each in report.findings}


def test_a_finding_names_its_row_by_ref_or_pi_number_and_its_column_by_the_heading():
    plan = clean_plan(2, title="").action(ref="(B)", rating="Gren").indicator(number="csc  9", better="")
    plan.recommendation(number="7", lead="").action().indicator(number="NEW")
    found = keys(check(plan.read()))
    assert found["plan-field-missing"] == (None, "Title")
    assert found["action-rating-unknown"] == ("R02 b", "RAG")
    assert found["indicator-better-missing"] == ("CSC 9", "Better")
    assert found["recommendation-lead-missing"] == ("R07", "Lead")
    assert found["indicator-number-missing"] == ("R07", "PI Number")


def test_a_finding_names_the_table_or_sheet_that_its_cell_is_in():
    plan = clean_plan(2, title="").action(rating="Gren").recommendation(number="7", lead="")
    tables = {each.rule: each.table for each in check(plan.read()).findings}
    assert tables["action-rating-unknown"] == "Actions"
    assert tables["plan-field-missing"] == "Plan"
    assert tables["recommendation-lead-missing"] == "Recommendation"


def test_each_lead_is_listed():
    plan = clean_plan().recommendation(lead="Jo Hart; Sam Lee").action(rating="Gren").indicator()
    (finding,) = (each for each in check(plan.read()).findings if each.rule == "action-rating-unknown")
    assert (finding.lead, finding.leads) == ("Jo Hart; Sam Lee", ("Jo Hart", "Sam Lee"))


@pytest.fixture
def moved(tmp_path):
    """A plan after somebody renamed a sheet; nothing else is different."""
    path = clean_plan(2).action(rating="Gren").write_template(tmp_path / "plan.xlsx")
    before = check(read_plan(path))
    with editing(path) as book:
        book["R02"].title = "Sam's sheet"
    return before, check(read_plan(path))


def test_the_key_stays_when_a_sheet_is_renamed(moved):
    before, after = moved
    rule = "action-rating-unknown"
    assert keys(before)[rule] == keys(after)[rule] == ("R02 b", "RAG")
    assert {each.sheet for each in after.findings if each.rule == rule} == {"Sam's sheet"}


def test_what_is_gone_is_named_by_what_it_was():
    before = clean_plan(2).action().indicator().recommendation().action().indicator()
    found = keys(check(clean_plan(2).read(), before.read()))
    assert found["action-dropped"][0] == "R02 b"
    assert found["indicator-dropped"][0] == "CSC 003"
    assert found["recommendation-dropped"][0] == "R03"


@pytest.mark.parametrize("number", ["p1", "P1"])
def test_the_item_of_a_finding_is_the_same_in_a_month_that_writes_its_number_in_capitals(number):
    plan = PlanBuilder().recommendation(number=number).action(ref=f"{number}.1", lead="").read()
    (found,) = (each for each in check(plan).findings if each.rule == "action-lead-missing")
    assert found.item == "RP1 p1.1"
