"""Findings are put together by lead, by sheet or by rule, each one once."""

import pytest

from plan_workbook.reports.grouping import Grouping, group, place_of


def headings(report, by):
    return [each.heading for each in group(report.findings, by)]


def test_by_sheet_they_come_in_the_order_of_the_workbook_with_the_sheets_lead(mixed):
    groups = group(mixed.findings, Grouping.SHEET)
    assert [(each.heading, each.lead) for each in groups] == [
        ("Plan", None),
        ("R01", "Jane Roe"),
        ("R02", "Abe Lee & Co"),
        ("The workbook", None),
    ]


def test_by_lead_the_plan_comes_first_and_then_the_leads_by_name(mixed):
    assert headings(mixed, Grouping.LEAD) == ["The plan", "Abe Lee & Co", "Jane Roe"]


def test_findings_without_a_lead_are_kept_apart_from_those_about_the_plan(make):
    found = [make(lead="Jane Roe"), make(lead=None), make(lead=None, recommendation=None)]
    assert {each.heading for each in group(found, Grouping.LEAD)} == {"The plan", "No lead named", "Jane Roe"}


def test_by_rule_the_worst_come_first(mixed):
    assert headings(mixed, Grouping.RULE) == [
        "action-overdue",
        "external-link",
        "plan-title-missing",
        "action-due",
        "indicator-outlier",
    ]


@pytest.mark.parametrize("by", Grouping)
def test_each_finding_is_in_one_group_and_in_the_order_given(by, mixed):
    groups = group(mixed.findings, by)
    assert sorted(map(id, mixed.findings)) == sorted(id(f) for each in groups for f in each.findings)
    for each in groups:
        places = [mixed.findings.index(f) for f in each.findings]
        assert places == sorted(places)


def test_a_sheet_that_comes_up_twice_has_one_heading(make, report_of):
    report = report_of(make(sheet="R01"), make(sheet="R02"), make(sheet="R01"))
    assert headings(report, Grouping.SHEET) == ["R01", "R02"]


def test_a_place_is_as_exact_as_the_workbook_allows(make):
    places = [place_of(make(sheet=sheet, cell=cell)) for sheet, cell in (("R1", "A1"), ("R1", None), (None, None))]
    assert places == ["R1!A1", "R1", "The workbook"]
