"""The Checks sheet: one row a finding, worst first, a count for each lead, a link to each cell and a mark on it."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from functools import lru_cache

import openpyxl
import pytest
from builder import PlanBuilder, clean_plan, editing, opened

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.jobs.summarise import summarise, write_checks
from plan_workbook.reading import read_plan
from plan_workbook.writing import checks_sheet
from plan_workbook.writing.checks_sheet import draw_checks

HEADINGS = ["Severity", "Lead", "Sheet", "Cell", "What is there", "What is wrong", "What to do", "Rule", "Notes"]


def doubtful() -> PlanBuilder:
    """Findings of every severity under two leads, one about the plan, and one that is accepted."""
    plan = clean_plan(2, authority="").indicator(number="NEW").indicator(actual="Qtr 2 41%")
    plan.action(completion_date="30/11/2017").action(completion_date="31/01/2018")
    plan.recommendation(lead="Head of Audit").indicator(lead="").action()
    return plan.accept("indicator-number-missing", "R02", "Its number comes in January", "Board", "31/01/2018")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(doubtful().checked_workbook())
    return path


def said(value: object) -> object:
    """What a cell shows: of a formula that gives a cell's address, the address that it refers to."""
    found = re.search(r"ADDRESS\(ROW\((?:'[^']+'|\w+)!\$([A-Z]+)\$(\d+)\)", str(value))
    return "".join(found.groups()) if found else value


def table(path) -> list[list[object]]:
    """The rows below the headings of the findings, down to the first empty one."""
    rows = [[said(cell.value) for cell in row] for row in opened(path)["Checks"].iter_rows(max_col=len(HEADINGS))]
    start = rows.index(HEADINGS) + 1
    end = next((n for n in range(start, len(rows)) if not any(rows[n])), len(rows))
    return rows[start:end]


def report_of(path) -> Report:
    return _report(path.read_bytes())


@lru_cache(maxsize=4)
def _report(content: bytes) -> Report:
    return check(read_plan(content, "plan.xlsx"))


def test_there_is_one_row_for_each_finding_worst_first(path):
    found = report_of(path).findings
    rows = table(path)
    assert Counter((r[0], r[2], r[3], r[5], r[6], r[7]) for r in rows) == Counter(
        (f.severity.value, f.sheet, f.cell, f.message, f.fix, f.rule) for f in found
    )
    order = ["error", "warning", "note"]
    assert [order.index(r[0]) for r in rows] == sorted(order.index(r[0]) for r in rows)
    assert {r[0] for r in rows} == set(order)


def test_each_row_links_to_its_cell_and_gives_its_content(path):
    book = opened(path)
    links = [str(c.value).replace("$", "") for row in book["Checks"].iter_rows(max_col=4, min_col=4) for c in row]
    for finding in report_of(path).findings:
        places = (f"{finding.sheet}!{finding.cell}", f"'{finding.sheet}'!{finding.cell}")
        assert any(f'HYPERLINK("#"&CELL("address",{place})' in link for place in places for link in links)
    assert [r[4] for r in table(path) if r[7] == "indicator-value-unreadable"] == ["Qtr 2 41%"]
    assert {"(blank)"} == {r[4] for r in table(path) if r[7] == "indicator-lead-missing"}


def test_the_findings_can_be_filtered(path):
    page = opened(path)["Checks"]
    first, last = page.auto_filter.ref.split(":")
    assert [page.cell(page[first].row, n).value for n in range(1, 10)] == HEADINGS
    assert page[last].row - page[first].row == len(report_of(path).findings)
    assert page.protection.sheet and not page.protection.autoFilter


def test_the_number_for_each_lead_is_at_the_top(path):
    rows = [[c.value for c in row] for row in opened(path)["Checks"].iter_rows(max_col=5)]
    start = rows.index(["Findings", "Lead", "Errors", "Warnings", "Notes"]) + 1
    counts = {row[1]: (row[0], *row[2:]) for row in rows[start : start + 3]}
    for lead in ("The plan", "Head of Assessment", "Head of Audit"):
        mine = [f.severity.value for f in report_of(path).findings if (f.lead or "The plan") == lead]
        by_severity = Counter(mine)
        assert counts[lead] == (len(mine), by_severity["error"], by_severity["warning"], by_severity["note"])


def test_accepted_findings_stand_apart_with_their_reason(path):
    words = [c.value for row in opened(path)["Checks"].iter_rows() for c in row if c.value]
    assert "Accepted findings" in words
    assert {"Its number comes in January", "Board", "31/01/2018"} <= set(words)
    assert not [r for r in table(path) if r[7] == "indicator-number-missing"]


def test_rules_made_milder_stand_apart_with_their_reason(tmp_path):
    path, plan = tmp_path / "plan.xlsx", clean_plan()
    path.write_bytes(plan.severity("action-lead-missing", "note", "Leads change", "Chair").checked_workbook())
    rows = [[said(cell.value) for cell in row] for row in opened(path)["Checks"].iter_rows(max_col=len(HEADINGS))]
    start = rows.index(["Rules made milder", *[None] * (len(HEADINGS) - 1)])
    (milder,) = report_of(path).milder
    shown = dict(zip(rows[start + 1], rows[start + 2], strict=True))
    shown.pop(None)
    assert shown == {
        "Severity": "note",
        "Agreed by": "Chair",
        "Sheet": "Plan",
        "Cell": milder.cell,
        "Usually": "error",
        "What it finds": "An action has no task lead",
        "Reason": "Leads change",
        "Rule": "action-lead-missing",
    }
    assert "Nothing to put right. Rules made milder: 1." in {row[0] for row in rows}


def cells_found(path) -> set[tuple[str, str]]:
    """The cells of plan sheets in which something is found."""
    return {(f.sheet, f.cell) for f in report_of(path).findings if f.rule != "summary-out-of-date"}


def marked(path) -> set[tuple[str, str]]:
    """The cells whose sheet looks them up in Checks with success: by the name of its own, as its rule does."""
    book, found = opened(path), set()
    for page in book.workbook.worksheets:
        name = page.defined_names.get("Checks_Here")
        if name:
            sheet, _, area = name.attr_text.rpartition("!")
            cells = book[sheet.strip("'")][area.replace("$", "")]
            rows = cells if isinstance(cells, tuple) else ((cells,),)
            found |= {(page.title, said(c.value)) for row in rows for c in row if isinstance(c.value, str)}
    return found


def test_while_checks_lists_a_cell_it_is_marked_in_its_own_sheet(path):
    assert marked(path) == cells_found(path)
    for title in ("Plan", "R01", "R02", "R03"):
        rules = [rule for area in opened(path)[title].conditional_formatting for rule in area.rules]
        assert any("Checks_Here" in formula for rule in rules for formula in rule.formula)


def test_the_mark_goes_with_the_next_run(path):
    with editing(path) as book:
        where = book.type("R02", "Indicators", 3, "Actual", 0.95, "0%")
    assert ("R02", where) in marked(path)
    write_checks(path)
    assert ("R02", where) not in marked(path)
    assert marked(path) <= cells_found(path)


def test_a_renamed_sheet_keeps_its_marks(path):
    before = {cell for sheet, cell in marked(path) if sheet == "R02"}
    with editing(path) as book:
        book["R02"].title = "Core groups"
    write_checks(path)
    assert {cell for sheet, cell in marked(path) if sheet == "Core groups"} == before


def test_only_checks_itself_is_written(path, tmp_path):
    with editing(path) as book:
        book.type("R01", "Actions", 1, "RAG", "?")
    before = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    done = write_checks(path)
    assert done.changed and done.backup is not None
    after = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    different = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    sheets = {name for name in different if name.startswith("xl/worksheets/sheet")}
    assert sheets == {"xl/worksheets/sheet4.xml"}
    assert different - sheets <= {"xl/workbook.xml", "xl/styles.xml", "xl/worksheets/_rels/sheet4.xml.rels"}
    assert not write_checks(path).changed


@pytest.mark.slow
def test_a_workbook_without_checks_is_given_one(path):
    with editing(path) as book:
        del book.workbook["Checks"]
        del book.workbook.defined_names["Checks_Sheet"]
    summarise(path)
    assert "Checks" in opened(path).workbook.sheetnames
    assert marked(path) == cells_found(path)
    assert not summarise(path).changed


def test_what_somebody_typed_on_checks_is_said_and_kept_in_the_backup(path):
    with editing(path) as book:
        book["Checks"]["R3"] = "I do not agree"
    done = summarise(path)
    assert done.overwritten == ("Checks!R3",)
    assert openpyxl.load_workbook(done.backup)["Checks"]["R3"].value == "I do not agree"


def test_a_plan_without_findings_says_so(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(clean_plan().checked_workbook())
    words = [c.value for row in opened(path)["Checks"].iter_rows() for c in row if c.value]
    assert "Nothing to put right." in words
    assert marked(path) == set()


def test_a_blank_workbook_says_that_nothing_was_checked_yet():
    plan = clean_plan().read()
    assert draw_checks(plan, None).marks == {}


def test_the_same_report_gives_the_same_bytes():
    plan = doubtful().read()
    assert draw_checks(plan, check(plan)) == draw_checks(plan, check(plan))


def test_a_finding_without_a_cell_is_listed_without_a_link():
    plan = doubtful().read()
    report = check(plan)
    lost = replace(report.findings[0], sheet=None, cell=None)
    drawn = draw_checks(plan, replace(report, findings=(lost,)))
    assert drawn.marks == {}


@pytest.mark.slow
def test_a_note_stays_with_its_finding_and_one_without_a_finding_is_said(path):
    with editing(path) as book:
        page = book["Checks"]
        rows = {(page.cell(n, 3).value, page.cell(n, 8).value): n for n in range(1, page.max_row + 1)}
        for place in (("R02", "action-due"), ("R02", "action-overdue-but-green"), ("R02", "indicator-number-missing")):
            cell = page.cell(rows[place], 9)
            assert not cell.protection.locked
            cell.value = f"Ask about {place[1]}"
        book.type("R02", "Actions", 2, "Completion Date", "30/03/2018")
    late = rows["R02", "action-overdue-but-green"]
    done = summarise(path)
    assert done.overwritten == (f"Checks!I{late}",)
    page = opened(path)["Checks"]
    notes = {page.cell(n, 8).value: page.cell(n, 9).value for n in range(1, page.max_row + 1)}
    assert notes["action-due"] == "Ask about action-due"
    assert notes["indicator-number-missing"] == "Ask about indicator-number-missing"
    assert not summarise(path).changed


def test_of_thousands_of_findings_the_worst_are_listed_with_those_that_have_a_note_and_all_are_marked(
    path, tmp_path, monkeypatch
):
    everything = table(path)
    with editing(path) as book:
        for row in book["Checks"].iter_rows():
            if row[7].value == everything[-1][7]:
                row[8].value = "Ask about it"
    monkeypatch.setattr(checks_sheet, "MOST_LISTED", 2)
    write_checks(path)
    rows = table(path)
    assert [row[:8] for row in rows[:3]] == [row[:8] for row in (*everything[:2], everything[-1])]
    assert rows[2][8] == "Ask about it"
    (more,) = rows[3:]
    assert str(more[0]).startswith(f"{len(everything) - 3} more findings not listed here: put these right first")
    report = check(read_plan(path))
    plain = draw_checks(read_plan(path), report)
    monkeypatch.undo()
    assert plain.marks == draw_checks(read_plan(path), report).marks
    assert write_checks(path).changed
    assert [row[:8] for row in table(path)] == [row[:8] for row in everything]


def test_a_row_of_indicators_that_a_formula_reads_otherwise_is_listed_with_the_tool_s_status_under_a_name(tmp_path):
    path = tmp_path / "plan.xlsx"
    clean_plan().indicator().indicator(actual="Qtr 2 41%").write(path)
    with editing(path) as book:
        where = book.type("R01", "Indicators", 2, "Actual", 950_000, '0.0,,"m"')
    summarise(path)
    book = opened(path)
    area = book["R01"].defined_names["Checks_Statuses"].attr_text.rpartition("!")[2]
    rows = [[said(cell.value) for cell in row] for row in book["Checks"][area.replace("$", "")]]
    text = opened(path).cell("R01", "Indicators", 3, "Actual").coordinate
    assert rows == [[where, "No data"], [text, "No data"]]
