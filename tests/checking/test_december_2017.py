"""The real plan of December 2017 and the example made after it: every defect that is known of it, at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from builder import Book, editing, opened

from plan_workbook.board.figures import figures
from plan_workbook.checking import Finding, Report
from plan_workbook.checking.report import check
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.register.example import example_register
from plan_workbook.writing.master import template_workbook

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "improvement-plan-2017-12"
CLOSED = {"5", "6", "13", "14", "16", "17", "18"}
KNOWN = [
    ("action-overdue-but-green", "R15", "Actions", "a", "Completion Date"),
    ("action-ref-gap", "R11", "Actions", "e", "Ref"),
    ("action-complete-before-due", "R12", "Actions", "c", "Completion Date"),
    ("action-complete-before-due", "R08", "Actions", "b", "Completion Date"),
    ("action-outside-plan", "R12", "Actions", "c", "Completion Date"),
    ("action-outside-plan", "R09", "Actions", "a", "Start Date"),
    ("action-outside-plan", "R10", "Actions", "d", "Start Date"),
    ("action-not-started-but-rated", "R12", "Actions", "d", "RAG"),
    ("indicator-value-unreadable", "R08", "Indicators", "CSC 338", "Actual"),
    ("indicator-value-unreadable", "R08", "Indicators", "CSC 339", "Actual"),
    ("indicator-actual-missing", "R10", "Indicators", "CSC 268a", "Actual"),
    ("indicator-empty", "R04", "Indicators", "NEW", "Actual"),
    ("indicator-number-missing", "R04", "Indicators", "NEW", "PI Number"),
    ("indicator-target-missing", "R08", "Indicators", "CSC 252a", "Target"),
    ("indicator-target-missing", "R08", "Indicators", "CSC 252b", "Target"),
    ("indicator-target-missing", "R12", "Indicators", "CSC 001", "Target"),
    ("indicator-better-missing", "R12", "Indicators", "CSC 011", "Better"),
]


@dataclass(frozen=True)
class Made:
    """A plan's workbook, what it is read as and what is found in it."""

    path: Path
    book: Book
    plan: Plan
    report: Report

    def cells(self, rule: str) -> set[tuple[str | None, str | None]]:
        """Where a rule speaks."""
        return {(f.sheet, f.cell) for f in self.report.findings if f.rule == rule}

    def row(self, sheet: str, table: str, name: str, heading: str) -> tuple[str, str]:
        """The cell of an action by its ref, or of an indicator by its PI number."""
        by = "Ref" if table == "Actions" else "PI Number"
        number = next(n for n in range(1, 40) if self.book.cell(sheet, table, n, by).value == name)
        return sheet, self.book.cell(sheet, table, number, heading).coordinate

    def field(self, sheet: str, label: str) -> tuple[str, str]:
        """The cell next to a label."""
        return sheet, self.book.field(sheet, label).coordinate


@pytest.fixture(scope="module", params=[REAL, example_register()], ids=["real", "example"])
def made(request, tmp_path_factory) -> Made:
    if not request.param.is_dir():
        pytest.skip("the register of the December 2017 plan is not here")
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    path.write_bytes(template_workbook(read_register(request.param)))
    plan = read_plan(path)
    return Made(path, opened(path), plan, check(plan))


@pytest.mark.parametrize("known", KNOWN, ids=[f"{sheet}-{name}-{rule}" for rule, sheet, _, name, _ in KNOWN])
def test_a_known_defect_is_found_at_its_cell(known, made):
    rule, sheet, table, name, heading = known
    assert made.row(sheet, table, name, heading) in made.cells(rule)


@pytest.mark.parametrize("rule", sorted({rule for rule, *_ in KNOWN}))
def test_it_is_found_nowhere_else(rule, made):
    expected = {made.row(sheet, table, name, heading) for r, sheet, table, name, heading in KNOWN if r == rule}
    assert made.cells(rule) == expected


def test_csc_176_conflicts_in_both_sheets_and_nothing_else_does(made):
    conflicts = [f for f in made.report.findings if f.rule == "indicator-conflict"]
    row = {sheet: made.row(sheet, "Indicators", "CSC 176", "PI Number")[1][1:] for sheet in ("R01", "R03")}
    assert {(f.sheet, f.cell[1:]) for f in conflicts} == set(row.items())
    assert len(conflicts) == 2
    assert all(f.message.startswith("CSC 176") for f in conflicts)


@pytest.mark.parametrize("sheet", ["R11", "R15"])
def test_green_with_an_indicator_off_target_is_said_at_the_rating(sheet, made):
    assert made.field(sheet, "RAG") in made.cells("recommendation-green-but-off-target")
    assert len(made.cells("recommendation-green-but-off-target")) == 2


def test_green_with_an_overdue_action_is_said_at_the_rating(made):
    assert made.cells("recommendation-green-but-overdue") == {made.field("R15", "RAG")}


def test_the_paragraph_that_8_and_9_share_is_found_in_both(made):
    found = [f for f in made.report.findings if f.rule == "recommendation-progress-repeated"]
    assert sorted(f.sheet for f in found) == ["R08", "R09"]
    assert found[0].value == found[1].value
    assert len(str(found[0].value)) >= 60


def test_closed_recommendations_are_left_alone(made):
    assert not {f.recommendation for f in made.report.findings} & CLOSED


def test_every_finding_names_a_cell_that_holds_its_value(made):
    book = openpyxl.load_workbook(made.path, data_only=True)
    for f in made.report.findings:
        if f.rule not in ("recommendation-progress-missing", "heading-missing", "name-missing"):
            assert book[f.sheet][f.cell].value == f.value, (f.rule, f.sheet, f.cell)
            assert _quoted(f) in f.message.replace("'", "").replace("...", "")


def _quoted(finding: Finding) -> str:
    """Words of a text value that the message must repeat; nothing for dates and numbers, which are put in words."""
    quotes_it = ("indicator-value-unreadable", "indicator-number-missing", "action-ref-gap")
    return str(finding.value) if finding.rule in quotes_it and finding.value else ""


def test_that_all_is_green_and_due_together_is_said_at_the_report_date(made):
    found = {f.rule: f for f in made.report.findings if f.rule in ("plan-all-green", "actions-due-together")}
    assert {(f.sheet, f.cell) for f in found.values()} == {made.field("Plan", "Report Date")}
    assert "1 action is overdue and 2 indicators are off target" in found["plan-all-green"].message
    assert "34 of 36 open actions are due in March 2018" in found["actions-due-together"].message


def test_the_text_that_calls_11_business_as_usual_is_found_and_no_text_states_another_rating(made):
    closed = [f for f in made.report.findings if f.rule == "recommendation-progress-says-closed"]
    assert [f.sheet for f in closed] == ["R11"]
    assert made.cells("recommendation-rating-against-progress") == set()


@pytest.mark.slow
def test_once_338_and_339_are_put_right_18_are_on_target(made, tmp_path):
    right = tmp_path / "right.xlsx"
    right.write_bytes(made.path.read_bytes())
    with editing(right) as book:
        for name, actual in (("CSC 338", 0.41), ("CSC 339", 0.52)):
            sheet, cell = made.row("R08", "Indicators", name, "Actual")
            book[sheet][cell].value = actual
            book[sheet][cell].number_format = "0%"
    counts = figures(read_plan(right)).indicators
    assert (counts["On target"], counts["No data"]) == (18, 2)


def test_a_lead_written_another_way_is_found_in_15(made):
    found = [f for f in made.report.findings if f.rule == "lead-spelling"]
    assert [(f.sheet, f.cell) for f in found] == [made.row("R15", "Indicators", "CSC 247", "Lead Officer")]
    assert f"looks like '{made.plan.recommendations[14].lead.text}'" in found[0].message
