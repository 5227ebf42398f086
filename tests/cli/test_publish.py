"""``publish``: the edition that may leave the house, and when there is none."""

from __future__ import annotations

import io
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from builder import clean_plan, editing

from plan_workbook.publishing.formats import ENCRYPTED, FROM_TEMPLATE, Format
from plan_workbook.values.text import listed

ENDINGS = listed([f".{each}" for each in Format], "or")
PASSWORD = "Tr\u00e4umerei 2017"


@pytest.fixture
def password(folder) -> Path:
    (folder / "password.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    return Path("password.txt")


def encrypt(source: Path, target: Path) -> Path:
    with source.open("rb") as clear, target.open("wb") as secret:
        msoffcrypto.OfficeFile(clear).encrypt(PASSWORD, secret)
    return target


def opened(path: Path, password: str) -> openpyxl.Workbook:
    out = io.BytesIO()
    with path.open("rb") as file:
        office = msoffcrypto.OfficeFile(file)
        office.load_key(password=password, verify_password=True)
        office.decrypt(out)
    return openpyxl.load_workbook(out)


def test_a_plan_without_errors_is_published(run, clean):
    done = run("publish", clean, "-o", "board.xlsx")
    assert (done.code, done.out, done.err) == (0, "Wrote board.xlsx.\n", "")
    assert openpyxl.load_workbook("board.xlsx").sheetnames == [
        "Summary",
        "All recommendations",
        "All indicators",
        "R01",
        "R02",
    ]


@pytest.mark.parametrize("call", [("publish",), ("email", "--to", "board@example.gov.uk")], ids=["publish", "email"])
def test_errors_that_were_accepted_and_rules_made_milder_are_said(run, folder, call):
    plan = clean_plan().action(lead="").accept("action-lead-missing", "R01", "The post is vacant")
    plan.severity("action-ref-missing", "warning", "Refs come in May", "Board").write_template(folder / "plan.xlsx")
    done = run(call[0], "plan.xlsx", *call[1:])
    assert (done.code, done.err) == (
        0,
        '1 error was accepted, 1 rule was made milder: plan-workbook validate "plan.xlsx" gives the reasons.\n',
    )


def test_without_a_name_it_goes_beside_the_workbook(run, folder, clean):
    (folder / "sub").mkdir()
    clean.rename("sub/plan.xlsx")
    assert run("publish", "sub/plan.xlsx").code == 0
    assert Path("sub/plan-published.xlsx").is_file()


def test_while_errors_are_open_nothing_is_published(run, folder, faulty, contents):
    before = contents(folder)
    done = run("publish", faulty, "-o", "board.xlsx")
    assert done.code == 1
    assert done.err == (
        '1 error is open in faulty.xlsx, so nothing was published: plan-workbook validate "faulty.xlsx" lists it; '
        "put it right, or add --draft to publish the plan marked as a draft.\n"
    )
    assert contents(folder) == before


def test_a_draft_says_so_in_its_name_and_where_it_is_reported(run, faulty):
    done = run("publish", faulty, "--draft")
    assert (done.code, done.out) == (0, "DRAFT, not for circulation: 1 error is open. Wrote faulty-DRAFT.xlsx.\n")


def test_a_draft_that_has_errors_is_not_said_to_have_warnings_alone(run, folder):
    plan = clean_plan().action(completion_date="30/11/2017").indicator(number="NEW")
    plan.write_template(folder / "plan.xlsx")
    counts = run("validate", "plan.xlsx", "--format", "json").json["counts"]
    assert (counts["error"], counts["warning"]) == (1, 2)
    for quiet in ((), ("--quiet",)):
        done = run("publish", "plan.xlsx", "--draft", "-o", "draft.html", *quiet)
        assert done.err == (
            'The edition has 1 error and 2 warnings open: plan-workbook validate "plan.xlsx" lists them.\n'
        )


def test_a_summary_that_is_out_of_date_does_not_keep_an_edition_back(run, folder, changed_workbook):
    (folder / "plan.xlsx").write_bytes(changed_workbook)
    done = run("publish", "plan.xlsx", "--draft")
    assert "1 error is open" in done.out  # the one it had before


def test_the_workbook_stays_as_it_was(run, clean):
    before = clean.read_bytes()
    run("publish", clean)
    assert clean.read_bytes() == before


@pytest.mark.parametrize("command", [["publish"], ["export", "--typed"]])
def test_another_plans_workbook_is_not_replaced_and_keeps_its_backup(command, run, folder, clean):
    other, backup = folder / "other.xlsx", folder / "other.bak.xlsx"
    other.write_bytes(clean.read_bytes())
    backup.write_bytes(b"as it was before")
    done = run(*command, clean, "-o", "other.xlsx")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("other.xlsx is the workbook of a plan, which ") and "choose another name" in done.err
    assert (other.read_bytes(), backup.read_bytes()) == (clean.read_bytes(), b"as it was before")


def test_publishing_once_more_changes_nothing_and_an_older_file_is_kept(run, clean):
    run("publish", clean, "-o", "board.xlsx")
    first = Path("board.xlsx").read_bytes()
    assert run("publish", clean, "-o", "board.xlsx").out == "Wrote board.xlsx.\n"
    assert not Path("board.bak.xlsx").exists()
    Path("board.xlsx").write_bytes(b"what somebody had there")
    done = run("publish", clean, "-o", "board.xlsx")
    assert done.out == "Wrote board.xlsx.\nThe previous file is kept as board.bak.xlsx.\n"
    assert (Path("board.xlsx").read_bytes(), Path("board.bak.xlsx").read_bytes()) == (first, b"what somebody had there")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-o", "clean.xlsx"], "The edition would replace the workbook itself: choose another name for it."),
        (["-o", "board.doc"], f"board.doc does not end in {ENDINGS}: choose a name that does."),
        (
            ["-o", "board.xlsx", "--format", "html"],
            "board.xlsx does not end in .html: choose another name, or leave --format out.",
        ),
        *(
            (
                ["--format", each, *option],
                f"Only an edition in {listed(ENCRYPTED, 'or')} can have a password: choose one of these instead of "
                f"{each}, or leave the password out.",
            )
            for option in (["--encrypt"], ["--edition-password-file", "password.txt"])
            for each in Format
            if each not in ENCRYPTED
        ),
        *(
            (
                ["--format", each, "--template", "own.docx"],
                f"--template is for --format {listed(FROM_TEMPLATE)}: leave it out, or choose one of those.",
            )
            for each in Format
            if each not in FROM_TEMPLATE
        ),
        (
            ["--previous", "clean.xlsx"],
            "clean.xlsx is the workbook itself: name last month's workbook with --previous.",
        ),
        (
            ["-o", "nowhere/board.xlsx"],
            "The file board.xlsx cannot be written because the folder nowhere does not exist: create it first.",
        ),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence_and_changes_nothing(
    run, folder, clean, contents, arguments, sentence
):
    (folder / "password.txt").write_text(PASSWORD, encoding="utf-8")
    before = contents(folder)
    done = run("publish", clean, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.strip() == sentence
    assert contents(folder) == before


@pytest.mark.parametrize(("option", "name"), [("--previous", "november.xlsx"), ("--template", "own.docx")])
def test_what_an_edition_is_made_from_is_not_written_over(run, clean, option, name):
    Path(name).write_bytes(Path(clean).read_bytes())
    done = run("publish", clean, option, name, "-o", name)
    assert done.code == 2
    assert done.err == f"{name} is the file given as {option}: choose another name for the output.\n"
    assert Path(name).read_bytes() == Path(clean).read_bytes()


def test_an_edition_is_encrypted_with_the_password_of_the_file(run, clean, password):
    done = run("publish", clean, "-o", "board.xlsx", "--encrypt", "--password-file", password)
    assert (done.code, done.out) == (0, "Wrote board.xlsx, encrypted.\n")
    assert opened(Path("board.xlsx"), PASSWORD).sheetnames == [
        "Summary",
        "All recommendations",
        "All indicators",
        "R01",
        "R02",
    ]


def test_a_password_that_no_workbook_needs_and_the_edition_can_not_have_is_said_to_be_unused(run, clean, password):
    done = run("publish", clean, "-o", "board.html", "--password-file", password)
    assert (done.code, done.out) == (0, "Wrote board.html.\n")
    assert done.err == (
        "The password was not used, and the edition is not encrypted: clean.xlsx has no password, and only xlsx and "
        "docx can have one.\n"
    )


def test_an_edition_may_have_a_password_of_its_own(run, folder, clean, password):
    encrypt(clean, folder / "secret.xlsx")
    (folder / "board.txt").write_text("For the board", encoding="utf-8")
    done = run(
        "publish",
        "secret.xlsx",
        "-o",
        "board.xlsx",
        "--password-file",
        password,
        "--edition-password-file",
        "board.txt",
    )
    assert done.code == 0
    assert opened(Path("board.xlsx"), "For the board")["Summary"]["A1"].value


def test_what_is_hidden_in_the_workbook_and_published_in_sight_is_said(run, folder, clean):
    with editing(clean) as book:
        book["R02"].sheet_state = "hidden"
        book["R01"].column_dimensions["C"].hidden = True
    done = run("publish", clean, "--draft")
    assert done.code == 0
    assert done.err.startswith("Hidden in the workbook but published, because hidden rows still count (R")
    assert "the sheet 'R02' is hidden" in done.err and "R01: column C is hidden" in done.err


def test_what_is_hidden_and_not_published_is_not_called_published(run, folder, clean):
    with editing(clean) as book:
        sheet, row = book["R01"], book.cell("R01", "Actions", 1, "Ref").row
        sheet.cell(row, 16).value = "a note to self"
        sheet.column_dimensions["P"].hidden = True
        sheet.cell(row + 8, 16).value = "another"
        for each in (row, row + 8):
            sheet.row_dimensions[each].hidden = True
        book["Plan"].row_dimensions[book.field("Plan", "Plan Start").row].hidden = True
    done = run("publish", clean, "--draft")
    assert f"published, because hidden rows still count (R01: row {row} is hidden): " in done.err
    with editing(clean) as book:
        book["R01"].row_dimensions[row].hidden = False
        book["Plan"].row_dimensions[book.field("Plan", "Title").row].hidden = True
    assert "still count (Plan: row 4 is hidden): " in run("publish", clean, "--draft").err
    with editing(clean) as book:
        book["Plan"].row_dimensions[4].hidden = False
    assert "Hidden in the workbook" not in run("publish", clean, "--draft").err


def test_a_name_nothing_can_have_is_said_in_a_sentence(run, clean):
    done = run("publish", clean, "-o", f"{'x' * 300}.xlsx")
    assert done.code == 2 and "Unexpected" not in done.err and done.err.count("\n") == 1


def test_a_password_for_which_nobody_can_be_asked_is_asked_for_in_a_file(run, clean, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    done = run("publish", clean, "--encrypt")
    assert done.code == 2
    assert done.err == (
        "There is no terminal to ask for the password of clean-published.xlsx: put it in a text file and give the "
        "file's name with --password-file.\n"
    )
    assert "the password of board.docx:" in run("publish", clean, "--encrypt", "-o", "board.docx").err


def test_cells_with_an_email_address_are_named(run, folder):
    clean_plan().indicator(comment="Ask jo@council.test").write_template(folder / "plan.xlsx")
    done = run("publish", "plan.xlsx")
    assert done.code == 0
    assert done.err.startswith(
        "Email addresses are not published: those in 1 cell were replaced by the person's name or left out (R01!M1"
    )


def test_with_last_months_workbook_it_says_what_moved(run, folder, clean):
    clean_plan(2, period="November 2017").write_template(folder / "november.xlsx")
    assert run("publish", clean, "--previous", "november.xlsx").code == 0
    sheet = openpyxl.load_workbook("clean-published.xlsx")["Summary"]
    assert "What has changed since November 2017" in [cell.value for cell in sheet["A"]]


def test_an_edition_is_no_plan_and_is_passed_over_among_plans(run, folder, clean):
    run("publish", clean)
    alone = run("validate", "clean-published.xlsx")
    assert alone.code == 2
    assert alone.err == ("clean-published.xlsx is a published edition: give the workbook it was made from.\n")
    among = run("validate", folder)
    assert among.code == 0
    assert "clean-published.xlsx: it is a published edition." in among.err


@pytest.mark.parametrize(("password", "code"), [("p" * 255, 0), ("p" * 256, 2), ("\U0001f600" * 128, 2)])
def test_a_password_that_office_could_not_be_given_is_refused(password, code, run, folder, clean):
    (folder / "long.txt").write_text(password, encoding="utf-8")
    done = run("publish", clean, "-o", "board.xlsx", "--encrypt", "--password-file", "long.txt")
    assert (done.code, Path("board.xlsx").exists()) == (code, code == 0)
    said = (
        "The file board.xlsx was not encrypted, because its password has more than 255 characters, and Excel "
        "and Word take no more: choose a shorter one.\n"
    )
    assert (done.err == said) == (code == 2)


def test_a_password_that_nobody_could_type_is_refused(run, folder, clean):
    (folder / "password.txt").write_bytes(b"open\x00se\tsame\x00\n")
    done = run("publish", clean, "-o", "board.xlsx", "--encrypt", "--password-file", "password.txt")
    assert (done.code, Path("board.xlsx").exists()) == (2, False)
    assert done.err == (
        "The file board.xlsx was not encrypted, because its password has characters that nobody can type "
        "(\\x00, \\t): choose one without them.\n"
    )
