"""The fingerprint of a plan's inputs: what changes it, and what does not."""

from __future__ import annotations

import pytest
from builder import PlanBuilder, clean_plan, editing

from plan_workbook import layout
from plan_workbook.jobs.summarise import summarise
from plan_workbook.reading import read_plan
from plan_workbook.reading.fingerprint import fingerprint_of


def every_kind() -> PlanBuilder:
    plan = clean_plan(2).person("Head of Assessment", "Lead", "head@example.gov.uk")
    plan.indicator(unit="days", better="Lower", target="30 days", actual="33.3", period="Q2", previous="")
    plan.indicator(actual="Qtr 2 41%", comment="Awaited").action(completion_date="Mar 2018", rating="A", comment="Late")
    return plan.accept("action-due", "R01 a", until="31/03/2018").severity("action-due", "note")


@pytest.fixture
def path(tmp_path):
    return every_kind().write(tmp_path / "plan.xlsx")


def is_out_of_date(path):
    return "summary-out-of-date" in {seen.rule for seen in read_plan(path).observations}


def test_a_workbook_only_opened_and_saved_has_the_same_fingerprint(path):
    before = fingerprint_of(read_plan(path))
    with editing(path):
        pass
    assert fingerprint_of(read_plan(path)) == before
    assert not is_out_of_date(path)


def test_what_only_concerns_the_checks_changes_nothing(path):
    with editing(path) as book:
        book.type("Plan", "Accepted findings", 1, "Reason", "Another")
        book.type("Plan", "Changed severities", 1, "Severity", "error")
    assert not is_out_of_date(path)


def test_sheets_in_another_order_change_nothing(path):
    with editing(path) as book:
        book.workbook.move_sheet("R02", -1)
    assert not is_out_of_date(path)


def test_a_sheet_renamed_changes_nothing(path):
    with editing(path) as book:
        book["R02"].title = "Core groups"
    assert not is_out_of_date(path)


@pytest.mark.parametrize(("table", "row"), [("Actions", 1), ("Indicators", 0), ("Indicators", 4)])
def test_rows_that_came_or_went_are_seen_because_links_lead_astray(path, table, row):
    with editing(path) as book:
        book["R01"].insert_rows(book.cell("R01", table, row, "Comment").row)
    assert is_out_of_date(path)


def test_without_its_summary_a_workbook_is_out_of_date_until_it_has_one_again(path):
    with editing(path) as book:
        del book.workbook["Summary"]
    assert is_out_of_date(path)
    assert "summary-out-of-date" not in {f.rule for f in summarise(path).report.findings}
    assert not is_out_of_date(path)


@pytest.mark.parametrize(
    ("sheet", "table", "heading", "value"),
    [
        ("R01", "Progress", "Progress", "Something else."),
        ("R01", "Indicators", "Actual", 0.951),
        ("R01", "Indicators", "Actual", "Qtr 2"),
        ("R01", "Indicators", "Better", "Lower"),
        ("R02", "Actions", "Completion Date", "30/03/2018"),
        ("R02", "Actions", "RAG", "A"),
        ("R02", "Actions", "Comment", "Late"),
        ("Plan", "People", "Email", None),
    ],
)
def test_any_input_that_changes_is_seen(path, sheet, table, heading, value):
    with editing(path) as book:
        book.type(sheet, table, 1, heading, value)
    assert is_out_of_date(path)


@pytest.mark.parametrize(("sheet", "label"), [("Plan", "Key Successes"), ("Plan", "Report Date"), ("R02", "Title")])
def test_a_field_that_changes_is_seen(path, sheet, label):
    with editing(path) as book:
        book.type_field(sheet, label, "01/12/2017")
    assert is_out_of_date(path)


def test_once_summarised_it_is_up_to_date_again(path):
    with editing(path) as book:
        book.type("R01", "Indicators", 1, "Actual", 0.96)
    assert "summary-out-of-date" not in {f.rule for f in summarise(path).report.findings}
    assert not is_out_of_date(path)


def test_a_summary_that_does_not_say_what_it_was_drawn_from_is_left_alone(path):
    with editing(path) as book:
        del book["Summary"].defined_names[layout.GENERATED_FROM_NAME]
        book.type("R01", "Indicators", 1, "Actual", 0.96)
    assert not is_out_of_date(path)
