"""The text for people: grouped, the accepted apart, totals last."""

import io

import pytest
from rich.console import Console

from plan_workbook.checking.finding import Severity
from plan_workbook.reports.grouping import Grouping
from plan_workbook.reports.text import print_report, print_reports, totals


@pytest.fixture
def printed():
    def run(*reports, by=Grouping.SHEET):
        console = Console(file=io.StringIO(), width=160, highlight=False)
        if len(reports) == 1:
            print_report(console, reports[0], by)
        else:
            print_reports(console, reports, by)
        return [line.rstrip() for line in console.file.getvalue().splitlines()]

    return run


def test_by_sheet_the_heading_names_the_lead_and_a_line_the_cell(printed, mixed):
    lines = printed(mixed)
    after = lines.index("R02  Abe Lee & Co")
    assert lines[after + 1].startswith("  error  F31")
    assert "  note   J20  indicator-outlier at J20." in lines[after:]
    assert "The workbook" in lines
    assert "  warning  -  external-link at None." in lines


def test_by_lead_those_with_errors_come_first_and_a_line_names_sheet_and_cell(printed, mixed):
    lines = printed(mixed, by=Grouping.LEAD)
    assert [each for each in lines if each in ("The plan", "Abe Lee & Co", "Jane Roe")] == [
        "Abe Lee & Co",
        "Jane Roe",
        "The plan",
    ]
    assert "  error  R01!F13  action-overdue at F13." in lines


def test_by_rule_the_rule_is_said_once(printed, mixed):
    lines = printed(mixed, by=Grouping.RULE)
    assert lines[2] == "action-overdue"
    assert not [line for line in lines if "[action-overdue]" in line]


def test_the_accepted_are_apart_with_reason_who_agreed_and_until_when(printed, mixed):
    lines = printed(mixed)
    after = lines[lines.index("Accepted") + 1 :]
    assert after[0] == "  R02!F30  action-due at F30. Accepted, agreed by Board: Court date"
    assert after[1] == "  R01!D9  lead-spelling at D9. Accepted until 31/03/2018: Her new name"


@pytest.mark.parametrize("by", Grouping)
def test_the_totals_come_first_and_last(printed, mixed, by):
    last = "2 errors, 2 warnings, 2 notes and 2 accepted in plan.xlsx, December 2017"
    lines = printed(mixed, by=by)
    assert lines[0] == lines[-1] == last == totals(mixed)


def test_several_workbooks_have_their_names_above(printed, mixed, report_of):
    lines = printed(mixed, report_of(workbook="[red]other.xlsx"))
    headed = [line.strip("= ") for line in lines if line.endswith("===")]
    assert headed == ["plan.xlsx", "[red]other.xlsx"]
    assert lines[-1] == "0 errors, 0 warnings and 0 notes in [red]other.xlsx, December 2017"


def test_what_was_typed_is_printed_as_it_is(printed, make, report_of):
    assert any(
        "[bold]so[/bold] :smile:" in line for line in printed(report_of(make(message="[bold]so[/bold] :smile:")))
    )


def test_a_workbook_without_findings_has_its_totals_once(printed, report_of):
    assert printed(report_of()) == ["0 errors, 0 warnings and 0 notes in plan.xlsx, December 2017"]


def test_errors_come_before_warnings_and_notes_and_sheets_with_errors_before_others(printed, make, report_of):
    notes, errors = make(sheet="R01", cell="A1", severity=Severity.NOTE), make(sheet="R02", cell="B2")
    lines = printed(report_of(notes, make(sheet="R02", cell="A1", severity=Severity.WARNING), errors))
    cells = [line.split()[:2] for line in lines if line.startswith("  ") and "->" not in line]
    assert cells == [["error", "B2"], ["warning", "A1"], ["note", "A1"]]


def test_sheets_with_warnings_come_before_those_with_notes_alone(printed, make, report_of):
    note, warning = make(sheet="Plan", severity=Severity.NOTE), make(sheet="R02", severity=Severity.WARNING)
    lines = printed(report_of(note, warning))
    sheets = [line.split()[0] for line in lines if line.startswith(("Plan", "R02"))]
    assert sheets == ["R02", "Plan"]


def test_rules_made_milder_are_apart_with_reason_and_who_agreed(printed, milder):
    lines = printed(milder)
    said = "  Plan!B66  action-lead-missing: a note instead of an error, agreed by Board: Leads change"
    assert lines[lines.index("Rules made milder") + 1] == said


@pytest.mark.parametrize(
    ("by", "first", "others"),
    [(Grouping.SHEET, "F27", "F28 and F29"), (Grouping.LEAD, "R01!F27", "R01!F28, R01!F29 and R02!F30")],
)
def test_the_same_sentence_about_several_cells_is_said_once_and_names_them(printed, make, report_of, by, first, others):
    said = {"rule": "lead-unlisted", "severity": "warning", "message": "'Jo' is not in People.", "fix": "Add Jo."}
    places = [("R01", "F27"), ("R01", "F28"), ("R01", "F29"), ("R02", "F30")]
    found = [make(sheet=sheet, cell=cell, **said) for sheet, cell in places]
    lines = printed(report_of(*found), by=by)
    assert f"  warning  {first}  'Jo' is not in People." in lines
    assert f"The same in {others}." in [line.strip() for line in lines]
    assert lines[0].startswith("0 errors, 4 warnings")


def test_the_same_sentence_about_no_cell_is_said_each_time(printed, make, report_of):
    found = make(sheet=None, cell=None, message="A link leads elsewhere.", fix="Remove it.")
    assert sum("A link leads elsewhere." in line for line in printed(report_of(found, found))) == 2


def test_what_to_do_about_three_findings_in_a_row_is_said_once_below_the_last(printed, make, report_of):
    alike = [make("indicator-actual-missing", cell=f"K{row}", fix="Type the figure.") for row in (25, 26, 27)]
    lines = printed(report_of(*alike, make(cell="F40", fix="Agree a date.")))
    start = lines.index("  error  K25  indicator-actual-missing at K25.")
    assert [line.strip() for line in lines[start + 1 : start + 4]] == [
        "error  K26  indicator-actual-missing at K26.",
        "error  K27  indicator-actual-missing at K27.",
        "-> Each of these 3: Type the figure.  [indicator-actual-missing]",
    ]
    two = [line.strip() for line in printed(report_of(*alike[:2]))]
    assert two.count("-> Type the figure.  [indicator-actual-missing]") == 2
