"""Accepted findings: by cell, action, PI number or sheet, until their date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builder import PlanBuilder, address, clean_plan, editing
from checking.in_memory import in_memory

from plan_workbook.checking.report import check
from plan_workbook.checking.selection import Selection
from plan_workbook.reading import read_plan

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


@pytest.mark.parametrize("where", ["1.2", "1 1.2", "R01 1.2", "Recommendation 1 1.2"])
def test_an_action_is_accepted_by_whatever_name_a_list_gives_it(where, reported):
    plan = clean_plan().action(ref="1.2", completion_date="30/11/2017")
    assert [each.finding.rule for each in reported(plan.accept(RULE, where)).accepted] == [RULE]


def test_an_accepted_place_without_a_finding_says_how_places_are_written(reported):
    (finding,) = reported(clean_plan().accept(RULE, "R1-a")).findings
    assert finding.message == (
        f"{RULE} is accepted at 'R1-a', but there is no such finding. A place is a cell (R15!F12), an action (R15 a), "
        "a PI number (CSC 176) or a sheet (R15)."
    )


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


# ------------------------------------------------------------------------------------------------- without a reason


@pytest.mark.parametrize(
    ("lacks", "said", "advised"),
    [
        ({"reason": " "}, "without Reason, so it stays an error", "Type why under Reason, or delete the row."),
        ({"agreed_by": "tbc"}, "without Agreed By,", "Type who agreed under Agreed By, or"),
        ({"reason": "-", "agreed_by": ""}, "without Reason and Agreed By,", "why under Reason and who agreed under"),
    ],
)
def test_an_error_accepted_without_reason_or_agreed_by_stays_an_error(lacks, said, advised):
    report = check(in_memory(overdue().accept(RULE, "R01 b", **lacks)))
    mine = {finding.rule: finding for finding in report.findings if finding.severity == "error"}
    assert mine.keys() == {RULE, "accepted-without-reason"}
    assert (report.errors, report.accepted) == (2, ())
    finding = mine["accepted-without-reason"]
    assert said in finding.message
    assert advised in finding.fix


def test_a_second_row_with_its_reason_accepts_what_the_first_does_not():
    report = check(in_memory(overdue().accept(RULE, "R01", reason="").accept(RULE, "R01 b")))
    assert [each.finding.rule for each in report.accepted] == [RULE]
    assert [finding.rule for finding in report.findings if finding.severity == "error"] == ["accepted-without-reason"]


def test_one_row_without_a_reason_is_said_once_however_many_errors_it_is_for():
    plan = clean_plan().action(lead="").action(lead="").accept("action-lead-missing", "R01", agreed_by="")
    rules = [finding.rule for finding in check(in_memory(plan)).findings]
    assert rules == ["accepted-without-reason", "action-lead-missing", "action-lead-missing"]


def test_an_error_of_this_plan_needs_a_reason_and_one_made_milder_does_not_need_it_again():
    raised = clean_plan().action(completion_date="31/01/2018").severity("action-due", "error")
    assert check(in_memory(raised.accept("action-due", "R01 b", reason=""))).errors == 2
    lowered = clean_plan().action(lead="").severity("action-lead-missing", "warning", "Leads change", "Board")
    report = check(in_memory(lowered.accept("action-lead-missing", "R01", reason="", agreed_by="")))
    assert (report.findings, len(report.accepted)) == ((), 1)


def test_a_rule_is_made_milder_only_with_a_reason_and_somebody_who_agreed():
    plan = clean_plan().action(lead="").severity("action-lead-missing", "note", "Leads\nchange", "Board")
    report = check(in_memory(plan))
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("action-lead-missing", "note")]
    (milder,) = report.milder
    assert (milder.rule, milder.severity, milder.reason, milder.agreed_by) == (
        "action-lead-missing",
        "note",
        "Leads change",
        "Board",
    )
    without = check(in_memory(clean_plan().action(lead="").severity("action-lead-missing", "note", "Leads change")))
    assert (without.milder, without.errors) == ((), 2)
    (said,) = (finding for finding in without.findings if finding.rule == "accepted-without-reason")
    assert (
        said.message
        == "action-lead-missing is an error and is made a note here without Agreed By, so it stays an error."
    )


def test_of_several_rows_for_a_rule_the_last_that_takes_effect_counts():
    plan = clean_plan().severity("action-lead-missing", "note", "Leads change", "Board")
    assert check(in_memory(plan.severity("action-lead-missing", "error"))).milder == ()


@pytest.mark.parametrize("rule", ["accepted-without-reason", "accepted-without-finding"])
def test_the_gate_is_not_opened_by_accepting_or_lowering_what_keeps_it(rule):
    plan = overdue().accept(RULE, "R01 b", reason="").accept(rule, "Plan").severity(rule, "note", "Late", "Board")
    report = check(in_memory(plan))
    assert RULE in {finding.rule for finding in report.findings if finding.severity == "error"}
    assert report.accepted == ()
    assert f"{rule} is about rows of this sheet that have no effect, so it can't be accepted." in {
        finding.message for finding in report.findings
    }


def test_a_workbook_without_the_columns_says_in_which_cells_to_type_their_headings(tmp_path):
    path = clean_plan().action(lead="").severity("action-lead-missing", "note").write_template(tmp_path / "plan.xlsx")
    with editing(path) as book:
        reason, agreed_by = (book.cell("Plan", "Changed severities", 0, name) for name in ("Reason", "Agreed By"))
        reason.value = agreed_by.value = None
        names = book["Plan"].defined_names["Plan_Severities"]
        names.attr_text = names.attr_text.replace("$D$", "$B$")
    report = check(read_plan(path))
    assert sorted(finding.rule for finding in report.findings) == ["accepted-without-reason", "action-lead-missing"]
    assert report.errors == 2
    (said,) = (finding for finding in report.findings if finding.rule == "accepted-without-reason")
    row = reason.row + 1
    assert said.cell == f"B{row}"
    assert f"the headings Reason in {reason.coordinate} and Agreed By in {agreed_by.coordinate}; then type" in said.fix
    with editing(path) as book:
        for cell, heading, text in ((reason, "Reason", "Leads change"), (agreed_by, "Agreed By", "Board")):
            book["Plan"][cell.coordinate] = heading
            book["Plan"].cell(row, cell.column, text)
    put_right = check(read_plan(path))
    assert [(finding.rule, finding.severity) for finding in put_right.findings] == [("action-lead-missing", "note")]
    assert put_right.milder[0].reason == "Leads change"


@pytest.mark.parametrize("wanted", [{"only": frozenset({"action-ref-missing"})}, {"skip": {"action-lead-missing"}}])
def test_of_rules_made_milder_those_that_are_wanted_are_kept(wanted):
    plan = clean_plan().severity("action-lead-missing", "note", "Leads change", "Board")
    report = check(in_memory(plan.severity("action-ref-missing", "warning", "Refs come in May", "Board")))
    assert [each.rule for each in Selection(**wanted).of(report).milder] == ["action-ref-missing"]
