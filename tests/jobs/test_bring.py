"""Documents become a register with a mapping next to it, and a workbook at once where nothing is doubtful."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from council import ACTIONS, HEADINGS, report, tracker
from docx import Document
from openpyxl import load_workbook
from stuffed import png

from plan_workbook import PackageError, PlanWorkbookError, bring, export, make_workbook, split
from plan_workbook.bringing.telling.told import left_cells
from plan_workbook.package.encryption import encrypted, is_encrypted
from plan_workbook.register import read_register

UNKNOWN = (*HEADINGS[:4], "Whatnot", "RAG")
"""Headings of which one says nothing."""


@pytest.fixture
def word(folder) -> Path:
    (folder / "report.docx").write_bytes(report())
    return Path("report.docx")


@pytest.fixture
def odd(folder) -> Path:
    """A report with a column that nothing tells, and a stray text."""
    (folder / "odd.docx").write_bytes(report(headings=UNKNOWN, more="Something stray."))
    return Path("odd.docx")


def actions(register: str = "register") -> list[tuple[str, ...]]:
    """The actions of a register, with the same cells as the rows of the report."""
    return [tuple(row[heading] for heading in HEADINGS) for row in read_register(Path(register)).rows("actions")]


EVERY = [tuple(row) for rows in ACTIONS.values() for row in rows]


# ------------------------------------------------------------------------------------------- what is made


def test_a_report_becomes_a_register_with_a_mapping_next_to_it(word, contents):
    done = bring(word, "register")
    assert not done.brought.doubtful
    assert actions() == EVERY
    titles = [row["Title"] for row in read_register(Path("register")).rows("recommendations")]
    assert titles == ["Assess every child in time", "Keep caseloads manageable"]
    assert {Path(name).name for name in contents(Path())} == {
        *("report.docx", "mapping.xlsx", "register", "brought.csv"),
        *("plan.csv", "recommendations.csv", "indicators.csv", "actions.csv"),
    }


def test_the_cells_that_were_read_and_left_add_up(odd):
    brought = bring(odd, "register").brought
    assert brought.read + left_cells(brought) == brought.found
    assert brought.doubtful


def test_an_xlsx_register_has_the_account_as_a_sheet_and_is_read_all_the_same(word):
    bring(word, "register.xlsx")
    book = load_workbook("register.xlsx")
    assert book.sheetnames == ["plan", "recommendations", "indicators", "actions", "brought"]
    texts = {row[3] for row in book["brought"].iter_rows(min_row=2, values_only=True)}
    assert {text for row in EVERY for text in row} <= texts
    assert actions("register.xlsx") == EVERY


def test_several_files_are_one_plan(word, folder):
    headings = "Recommendation;PI Number;Description;Lead Officer;Unit;Better;Target;Actual"
    row = "2;CSC 1;Visits made on time;Ann Lee;%;Higher;90%;85%"
    (folder / "scorecard.csv").write_text(f"{headings}\n{row}\n", encoding="utf-8")
    done = bring([word, "scorecard.csv"], "register")
    assert {document.file for document in done.brought.documents} == {"report.docx", "scorecard.csv"}
    assert [row["PI Number"] for row in read_register(Path("register")).rows("indicators")] == ["CSC 1"]
    assert actions() == EVERY


def test_a_pattern_stands_for_its_files_and_a_file_that_is_named_twice_is_read_once(word):
    assert [document.file for document in bring([word, "*.docx"], "new/register").brought.documents] == ["report.docx"]
    assert Path("new", "mapping.xlsx").is_file()


# ------------------------------------------------------------------------------------------- the mapping


def decide(heading: str, field: str) -> None:
    """Choose a field for a column in the mapping, as a person does in Excel."""
    book = load_workbook("mapping.xlsx")
    (row,) = [row for row in book["Columns"].iter_rows(min_row=5) if row[5].value == heading]
    row[9].value = field
    book.save("mapping.xlsx")


def test_what_was_decided_is_followed_and_next_month_raises_no_question(odd, folder):
    bring(odd, "register")
    decide("Whatnot", "Completion Date")
    done = bring(odd, "register", mapping="mapping.xlsx", replace=True)
    assert actions() == EVERY
    assert [left.text for left in done.brought.left if not left.meant] == ["Something stray."]

    later = {
        heading: (*rows, ("z", "A new action", "Bo Ray", "Jan 2018", "May 2018", "G"))
        for heading, rows in ACTIONS.items()
    }
    moved = {heading: [tuple(reversed(row)) for row in rows] for heading, rows in later.items()}
    (folder / "january.docx").write_bytes(report(moved, tuple(reversed(UNKNOWN))))
    done = bring("january.docx", "january", mapping="mapping.xlsx")
    assert not done.brought.doubtful
    assert [row for row in actions("january") if row[0] != "z"] == EVERY


def test_a_reworded_heading_is_a_question(odd, folder):
    bring(odd, "register")
    decide("Whatnot", "Completion Date")
    (folder / "january.docx").write_bytes(report(headings=(*HEADINGS[:4], "Finish by", "RAG")))
    done = bring("january.docx", "january", mapping="mapping.xlsx")
    said = " ".join(done.brought.questions)
    assert "'Finish by' is not in mapping.xlsx" in said
    assert (
        "mapping.xlsx takes 'Whatnot' for Completion Date (Columns!J9), but no table has that heading any more." in said
    )


def test_a_column_that_is_ignored_is_left_on_purpose(odd):
    bring(odd, "register")
    decide("Whatnot", "ignore")
    done = bring(odd, "register", mapping="mapping.xlsx", replace=True)
    assert [left.text for left in done.brought.left if not left.meant] == ["Something stray."]
    assert {row[4] for row in actions()} == {""}


def test_a_mapping_that_is_given_back_unchanged_changes_nothing(word, contents):
    bring(word, "register")
    before = contents(Path("register"))
    bring(word, "again", mapping="mapping.xlsx")
    assert read_register(Path("again")) == read_register(Path("register"))
    assert [*contents(Path("again"))] == [name.replace("register", "again", 1) for name in before]


def test_an_earlier_mapping_that_says_something_else_is_kept(odd):
    bring(odd, "register")
    first = Path("mapping.xlsx").read_bytes()
    decide("Whatnot", "ignore")
    changed = Path("mapping.xlsx").read_bytes()
    assert changed != first
    done = bring(odd, "register", mapping="mapping.xlsx", replace=True)
    assert done.earlier == Path("mapping.bak.xlsx")
    assert done.earlier.read_bytes() == changed


def test_the_mapping_of_another_register_in_the_folder_is_left_alone(word, odd):
    bring(odd, "register")
    decide("Whatnot", "ignore")
    corrected = Path("mapping.xlsx").read_bytes()
    assert bring(word, "other").mapping == Path("mapping-other.xlsx")
    assert bring(word, "other", replace=True).mapping == Path("mapping-other.xlsx")
    assert bring(word, "third.xlsx", replace=True).mapping == Path("mapping-third.xlsx")
    assert Path("mapping.xlsx").read_bytes() == corrected


def test_a_mapping_that_was_corrected_is_kept_however_often_it_is_replaced(odd, word):
    bring(odd, "register")
    decide("Whatnot", "ignore")
    corrected = Path("mapping.xlsx").read_bytes()
    for document in (odd, word, odd):
        bring(document, "register", replace=True)
    assert Path("mapping.bak.xlsx").read_bytes() == corrected
    assert Path("mapping.bak2.xlsx").is_file()


def agree(*texts: str) -> None:
    """Say in the mapping that texts are left on purpose and questions answered, as a person does in Excel."""
    book = load_workbook("mapping.xlsx")
    rows = [row for row in book["Texts"].iter_rows(min_row=5) if str(row[4].value).startswith(texts)]
    assert len(rows) == len(texts)
    for row in rows:
        row[6].value = "agreed"
    book.save("mapping.xlsx")


@pytest.mark.parametrize("text", ["Something stray.", "All texts outside tables"])
def test_texts_that_are_left_on_purpose_are_not_asked_about_again(text, odd, folder):
    bring(odd, "register")
    decide("Whatnot", "Completion Date")
    agree(text)
    done = bring(odd, "register", mapping="mapping.xlsx", replace=True)
    assert not done.brought.doubtful
    (folder / "january.docx").write_bytes(report(headings=UNKNOWN, more="something  stray."))
    again = bring("january.docx", "january", mapping="mapping.xlsx")
    assert not again.brought.doubtful
    assert make_workbook("plan.xlsx", "january.docx", mapping="mapping.xlsx").plan.actions


# ------------------------------------------------------------------------------------------- what is refused


def refused(said: str, *arguments, **more) -> None:
    with pytest.raises((PlanWorkbookError, PackageError)) as refusal:
        bring(*arguments, **more)
    assert said in str(refusal.value)


def test_nothing_that_is_there_is_replaced_without_being_asked_for(word, contents):
    bring(word, "register")
    before = contents(Path())
    refused("register already holds plan.csv: choose another name, or add `replace=True`", word, "register")
    assert contents(Path()) == before
    assert bring(word, "register", replace=True).kept == ()
    assert contents(Path()) == before
    typed = Path("register", "actions.csv")
    typed.write_text("Recommendation,Action\n1,Mine\n")
    assert bring(word, "register", replace=True).kept == (typed.with_name("actions.bak.csv"),)
    assert typed.with_name("actions.bak.csv").read_text() == "Recommendation,Action\n1,Mine\n"


def test_a_document_is_never_replaced_by_the_register(folder):
    (folder / "tracker.xlsx").write_bytes(b"PK")
    refused("The register would replace tracker.xlsx", "tracker.xlsx", "tracker.xlsx", replace=True)
    (folder / "actions.csv").write_text("Action,Owner\nTrain staff,Jo Hart\n")
    refused("The register would replace actions.csv", "actions.csv", ".", replace=True)
    (folder / "mapping.xlsx").write_bytes(tracker())
    bring("mapping.xlsx", "register", replace=True)
    assert (folder / "mapping.xlsx").read_bytes() == tracker()
    (folder / "mapping-register.xlsx").unlink()
    refused("mapping.xlsx is to be read, and it is where", "mapping.xlsx", "register", replace=True)


@pytest.mark.parametrize("name", ["mapping.xlsx", "register.docx", "register.pdf"])
def test_a_register_with_a_misleading_name_is_refused(name, word, contents):
    before = contents(Path())
    refused(name, word, name)
    assert contents(Path()) == before


def test_a_folder_and_a_name_that_does_not_exist_are_refused(folder):
    (folder / "reports").mkdir()
    refused("reports is a folder, not a file: give the names of the documents in it.", "reports", "register")
    refused("The file none.docx does not exist", "none.docx", "register")


def test_a_document_without_a_table_is_refused_and_nothing_is_written(folder, contents):
    (folder / "letter.docx").write_bytes(report({}))
    before = contents(folder)
    refused("There is no table in letter.docx", "letter.docx", "register")
    assert contents(folder) == before


def test_a_document_whose_table_is_a_picture_is_refused_and_that_is_said(folder):
    document = Document()
    document.add_paragraph("Our plan:")
    document.add_picture(io.BytesIO(png()))
    document.save("letter.docx")
    refused("actions and indicators. Pictures are not read", "letter.docx", "register")


def test_a_workbook_of_ours_needs_no_guessing(clean):
    refused("clean.xlsx is a workbook of plan-workbook", clean, "register")
    export(clean, "exported.xlsx")
    refused("exported.xlsx is a register already", "exported.xlsx", "register")


def test_a_mapping_that_can_not_be_followed_is_refused_before_anything_is_written(odd, contents):
    bring(odd, "register")
    decide("Whatnot", "Deadline")
    before = contents(Path())
    refused("says 'Deadline', which is not a field of actions", odd, "register", mapping="mapping.xlsx", replace=True)
    assert contents(Path()) == before


# ------------------------------------------------------------------------------------------- passwords


def test_of_an_encrypted_document_the_xlsx_register_and_the_mapping_are_encrypted(folder):
    (folder / "secret.docx").write_bytes(encrypted(report(), "Elm"))
    done = bring("secret.docx", "register.xlsx", passwords="Elm")
    assert is_encrypted(Path("register.xlsx").read_bytes()) and is_encrypted(done.mapping.read_bytes())
    assert not done.in_clear
    bring("secret.docx", "other", mapping="mapping.xlsx", passwords="Elm")
    assert actions("other") == EVERY
    refused("secret.docx", "secret.docx", "third", replace=True)


def test_csv_files_of_an_encrypted_document_are_in_clear_and_that_is_said(folder):
    (folder / "secret.docx").write_bytes(encrypted(report(), "Elm"))
    assert bring("secret.docx", "register", passwords="Elm").in_clear


# ------------------------------------------------------------------------------------------- new --from


def test_a_document_in_which_nothing_is_doubtful_becomes_a_workbook_at_once(word, contents):
    made = make_workbook("plan.xlsx", word)
    assert [action.text.text for action in made.plan.actions] == [row[1] for row in EVERY]
    assert {*contents(Path())} == {"report.docx", "plan.xlsx"}


def test_a_csv_of_a_tracker_becomes_one_too(folder):
    (folder / "actions.csv").write_bytes(tracker())
    assert len(make_workbook("plan.xlsx", "actions.csv").plan.actions) == len(EVERY)


def test_a_doubtful_document_makes_nothing_and_the_command_to_run_is_said(odd, contents):
    before = contents(Path())
    with pytest.raises(PlanWorkbookError) as refusal:
        make_workbook("plan.xlsx", odd)
    assert 'plan-workbook bring "odd.docx" -o "odd-register"' in str(refusal.value)
    assert "2 things in odd.docx are doubtful" in str(refusal.value)
    assert contents(Path()) == before


def test_a_workbook_of_ours_is_exported_and_made_again(clean):
    made = make_workbook("again.xlsx", clean)
    assert (len(made.plan.recommendations), made.report.errors) == (2, 0)


def test_a_register_is_read_as_before(word):
    bring(word, "register.xlsx")
    assert len(make_workbook("plan.xlsx", "register.xlsx").plan.actions) == len(EVERY)


def test_the_part_of_a_lead_is_not_the_whole_plan(clean):
    split(clean, "parts")
    part = next(Path("parts").glob("*.xlsx"))
    with pytest.raises(PlanWorkbookError, match="is the part of a lead, and not the whole plan"):
        make_workbook("again.xlsx", part)


def test_from_an_encrypted_document_the_workbook_is_encrypted(folder):
    (folder / "secret.docx").write_bytes(encrypted(report(), "Elm"))
    make_workbook("plan.xlsx", "secret.docx", passwords="Elm")
    assert is_encrypted(Path("plan.xlsx").read_bytes())
