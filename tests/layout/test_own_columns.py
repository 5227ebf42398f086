"""Columns of a council's own: declared on the Plan sheet, and carried as text through all that is done with a plan."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from builder import clean_plan, editing, opened
from editions import edition
from handed_out import handed_out, three_leads
from hypothesis import given
from hypothesis import strategies as st
from paper import text_of
from searching import searching

from plan_workbook.checking.report import check
from plan_workbook.comparing.changes import compared
from plan_workbook.errors import InputError, RegisterError, UnknownColumn
from plan_workbook.jobs.collect import collect
from plan_workbook.jobs.new import make_workbook
from plan_workbook.publishing.web import web_page
from plan_workbook.publishing.word.report import word_report
from plan_workbook.publishing.workbook import edition_workbook
from plan_workbook.reading import read_plan
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.register import read_register, register_of
from plan_workbook.writing.master import template_workbook
from plan_workbook.writing.register_files import write_register

FUNDING = "actions: Funding Source"


def funded(*texts: str):
    """A plan with two actions, and these texts in a column of their own."""
    return clean_plan().action().column("actions", "Funding Source", *(texts or ("Core", "007")))


def test_it_is_read_as_it_was_typed_and_nothing_is_found():
    plan = funded().column("indicators", "Data Owner", "n/a").read()
    assert [action.inputs[FUNDING].text for action in plan.actions] == ["Core", "007"]
    assert check(plan.once_checked).findings == ()


def test_a_script_reads_it_by_its_heading_and_a_misspelt_heading_is_told_the_nearest():
    plan = funded().column("indicators", "Data Owner", "n/a").read()
    assert [plan.own(action, "funding  SOURCE").text for action in plan.actions] == ["Core", "007"]
    assert plan.own(plan.recommendations[0].indicators[0], "Data Owner").text == "n/a"
    with pytest.raises(UnknownColumn, match="called 'Fundng': did you mean 'Funding Source'"):
        plan.own(plan.actions[0], "Fundng")
    with pytest.raises(UnknownColumn, match="called 'Xyz': the columns of your own there are Funding Source"):
        plan.own(plan.actions[0], "Xyz")
    bare = clean_plan().read()
    with pytest.raises(UnknownColumn, match="on the Plan sheet, under Extra columns, and has none there"):
        bare.own(bare.actions[0], "Funding Source")


@pytest.mark.parametrize("source", ["register", "register.xlsx", "plan.xlsx"])
def test_it_is_added_to_the_rows_that_a_register_or_workbook_has(source, tmp_path):
    plan, there = clean_plan().action(), tmp_path / source
    plan.write_template(there) if source == "plan.xlsx" else write_register(plan.register(), there)
    made = make_workbook(tmp_path / "made.xlsx", register=there, including="Actions: Funding Source")
    assert [action.inputs[FUNDING].text for action in made.plan.actions] == ["", ""]
    assert made.report.findings == ()


CELL = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=40).map(str.strip)
HEADING = st.from_regex(r"[A-Z][a-z]{3,12}( [A-Z&/#:.'-][a-z0-9]{0,9}){0,2}", fullmatch=True)


@searching(12)
@given(HEADING.filter(lambda text: text not in ("Action", "Objective", "Comment")), st.tuples(CELL, CELL))
def test_any_text_under_any_heading_comes_back_from_its_workbook(heading, texts):
    register = clean_plan().action().column("actions", heading, *texts).register()
    once = register_of(read_plan(template_workbook(register)))
    assert [row[heading] for row in once.rows("actions")] == list(texts)
    assert register_of(read_plan(template_workbook(once))) == once


@pytest.mark.parametrize("name", ["register", "register.xlsx"])
def test_a_register_of_it_makes_the_same_workbook(name, tmp_path):
    register = register_of(funded("=1+1", "two\nlines").read())
    write_register(register, tmp_path / name)
    again = template_workbook(read_register(tmp_path / name))
    assert again == template_workbook(register) and register_of(read_plan(again)) == register


def test_a_column_of_a_register_that_is_not_declared_is_refused_with_how_to_declare_it(tmp_path):
    write_register(register_of(funded().read()), tmp_path)
    (tmp_path / "extra_columns.csv").unlink()
    with pytest.raises(
        RegisterError, match=r"'Funding Source' is not a column of actions.*own is declared in extra_columns\.csv"
    ):
        read_register(tmp_path)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Risks,Owner", "'Risks' is not a table that can have extra columns: Indicators and Actions can."),
        ("Actions,", "gives no Heading"),
        ("Actions,ref", "Actions have a column 'ref' already"),
        ("Actions,funding  source", "'funding source' is declared twice for Actions."),
        ("Actions,Recommendation", "Actions have a column 'Recommendation' already"),
    ],
)
def test_a_row_that_declares_no_column_is_refused_in_a_register_and_found_on_the_sheet(row, says, tmp_path):
    plan = funded()
    write_register(register_of(plan.read()), tmp_path)
    with (tmp_path / "extra_columns.csv").open("a", encoding="utf-8") as table:
        table.write(f"{row}\r\n")
    with pytest.raises(RegisterError, match=re.escape(says)):
        read_register(tmp_path)
    path = plan.write(tmp_path / "plan.xlsx")
    with editing(path) as book:
        for heading, text in zip(("Table", "Heading"), row.split(","), strict=True):
            book.type("Plan", "Extra columns", 2, heading, text)
    (finding,) = check(read_plan(path).once_summarised).findings
    assert finding.rule == "plan-setting-unreadable" and says in finding.message


def test_new_adds_one_that_is_asked_for(tmp_path):
    made = make_workbook(tmp_path / "plan.xlsx", recommendations=1, including="Evidence, Actions: Funding Source")
    assert {"evidence", FUNDING} <= made.plan.has
    assert [row.text("heading") for row in made.plan.extra_columns] == ["Funding Source"]
    with pytest.raises(InputError, match="--with can't add 'Risks: Owner'"):
        make_workbook(tmp_path / "other.xlsx", including="Risks: Owner")


def test_typed_by_hand_next_to_a_table_it_is_read_once_the_plan_sheet_declares_it(tmp_path):
    path = clean_plan().action().write(tmp_path / "plan.xlsx")
    with editing(path) as book:
        heading = book.cell("R01", "Actions", 0, "Comment")
        for offset, text in enumerate(("Funding Source", "Core", "Grant 41")):
            book["R01"].cell(heading.row + offset, heading.column + 1).value = text
    assert [each.rule for each in check(read_plan(path).once_summarised).findings] == ["rows-not-read"]
    with editing(path) as book:
        below = book["Plan"].max_row + 2
        for row, texts in enumerate((("Table", "Heading"), ("Actions", "Funding Source")), below):
            for column, text in enumerate(texts, 1):
                book["Plan"].cell(row, column).value = text
    plan = read_plan(path)
    assert [action.inputs[FUNDING].text for action in plan.actions] == ["Core", "Grant 41"]
    assert check(plan.once_summarised).findings == ()


def test_a_row_with_nothing_else_is_not_passed_over(tmp_path):
    path = funded().write(tmp_path / "plan.xlsx")
    with editing(path) as book:
        book.type("R01", "Actions", 3, "Funding Source", "Grant 41")
    assert "action-text-missing" in {each.rule for each in check(read_plan(path)).findings}


def test_a_change_of_it_is_told_and_makes_the_summary_out_of_date():
    then, now = funded().read(), funded("Core", "Grant 41").read()
    (change,) = compared(then, now).changes
    assert (change.field, change.before, change.after) == ("Funding Source", "007", "Grant 41")
    assert fingerprint_of(then) != fingerprint_of(now)


def test_every_edition_says_it_under_its_heading(tmp_path):
    made = edition(funded("Core budget", "Levy"))
    page = unescape(re.sub(r"<[^>]+>", "\n", web_page(made).decode()))
    sheets = tmp_path / "made.xlsx"
    sheets.write_bytes(edition_workbook(made))
    cells = [str(cell.value) for sheet in opened(sheets).workbook for row in sheet.iter_rows() for cell in row]
    for said in (text_of(word_report(made)), page, "\n".join(cells)):
        assert [each for each in ("Funding Source", "Core budget", "Levy") if each not in said] == []


@pytest.fixture(scope="module")
def out():
    return handed_out(three_leads().column("actions", "Funding Source", "Core", "Core"))


@pytest.mark.slow
def test_what_a_lead_types_is_taken_and_what_both_changed_is_left(out, tmp_path):
    plan = out.put_into(tmp_path)
    with editing(plan) as master:
        master.type("R01", "Actions", 2, "Funding Source", "Grant 41")
    returned = Path(tmp_path / "ann.xlsx")
    returned.write_bytes(out.parts["Ann"].content)
    with editing(returned) as part:
        part.type("R01", "Actions", 1, "Funding Source", "Levy")
        part.type("R01", "Actions", 2, "Funding Source", "Levy")
    done = collect(plan, [returned]).decisions
    assert [(each.where.field, each.before, each.after) for each in done.changes] == [
        ("Funding Source", "Core", "Levy")
    ]
    assert [(each.base, each.master, each.returned) for each in done.conflicts] == [("Core", "Grant 41", "Levy")]
    first = read_plan(plan).recommendations[0]
    assert [action.inputs[FUNDING].text for action in first.actions] == ["Levy", "Grant 41"]
