"""Accepted findings: by cell, action, PI number or sheet, until their date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builder import PlanBuilder, address, clean_plan
from checking.in_memory import in_memory

from plan_workbook.checking.report import check

RULE = "action-overdue-but-green"


def overdue() -> PlanBuilder:
    return clean_plan().action(completion_date="30/11/2017")


@pytest.fixture(scope="module")
def cell(tmp_path_factory) -> str:
    path = overdue().write_template(tmp_path_factory.mktemp("plan") / "plan.xlsx")
    return address(path, "R01", "Actions", 2, "Completion Date")


@pytest.mark.parametrize("where", ["R01!{cell}", "r01!{lower}", "R01!${column}${row}", "R01 b", "r01  B", "R01"])
def test_a_finding_is_accepted_by_cell_action_or_sheet(where, cell, reported):
    place = where.format(cell=cell, lower=cell.lower(), column=cell[0], row=cell[1:])
    report = reported(overdue().accept(RULE, place, "The court set a new date"))
    (accepted,) = report.accepted
    assert (accepted.finding.rule, accepted.finding.cell) == (RULE, cell)
    assert (accepted.reason, accepted.agreed_by) == ("The court set a new date", "Board")
    assert RULE not in {f.rule for f in report.findings}
    assert report.counts["error"] == 0
    assert report.counts["accepted"] == 1


@pytest.mark.parametrize("where", ["R01 a", "R02", "R01!A1", "b", "-", "R01!"])
def test_a_finding_elsewhere_is_not_accepted(where, reported):
    report = reported(overdue().accept(RULE, where))
    assert report.accepted == ()
    assert report.errors == 1


def test_another_rule_at_the_same_place_is_not_accepted(reported):
    assert reported(overdue().accept("action-overdue", "R01 b")).errors == 1


@pytest.mark.parametrize("where", ["CSC 176", "csc  176"])
def test_a_pi_number_is_accepted_on_every_sheet_that_reports_it(where, reported):
    plan = clean_plan()
    for number in ("2", "3"):
        plan.recommendation(number=number).indicator(number="CSC 176", description=f"Wording {number}").action()
    report = reported(plan.accept("indicator-conflict", where))
    assert report.findings == ()
    assert {(a.finding.rule, a.finding.sheet) for a in report.accepted} == {
        ("indicator-conflict", "R02"),
        ("indicator-conflict", "R03"),
    }


@pytest.mark.parametrize(("until", "accepted"), [("31/12/2017", True), ("Dec 2017", True), ("30/12/2017", False)])
def test_an_acceptance_ends_after_its_date(until, accepted, reported):
    report = reported(overdue().accept(RULE, "R01 b", until=until))
    assert bool(report.accepted) is accepted
    assert (report.errors == 0) is accepted
    if accepted:
        assert str(report.accepted[0].until) == "2017-12-31"


def test_an_end_date_that_cannot_be_read_accepts_nothing_and_is_said(reported):
    report = reported(overdue().accept(RULE, "R01 b", until="whenever"))
    assert report.accepted == ()
    assert {f.value for f in report.findings if f.rule == "plan-setting-unreadable"} == {"whenever"}


@pytest.mark.parametrize(
    ("rule", "says", "advises"),
    [
        ("action-overdue-but-gren", "'action-overdue-but-gren'", f"Type {RULE}"),
        ("", "does not name a rule", "plan-workbook"),
    ],
)
def test_an_acceptance_of_no_rule_says_so_and_offers_the_nearest(rule, says, advises, reported):
    (finding,) = reported(clean_plan().accept(rule, "R01")).findings
    assert finding.rule == "plan-setting-unreadable"
    assert says in finding.message
    assert advises in finding.fix


def test_an_accepted_cell_follows_rows_that_were_inserted_and_is_not_mistaken_for_what_is_there_now():
    plan = in_memory(clean_plan().action(completion_date="31/01/2018").action(completion_date="31/01/2018"))
    first, second = (f.cell for f in check(plan).findings if f.rule == "action-due")
    row = in_memory(clean_plan().accept("action-due", f"R01!{first}")).accepted
    assert [a.finding.cell for a in check(replace(plan, accepted=row)).accepted] == [first]
    moved = replace(plan, accepted=row, moved={("r01", first.casefold()): second})
    assert [a.finding.cell for a in check(moved).accepted] == [second]
