"""What can't be carried out: one line says why, exit code 2, and no file is changed or left behind."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
import xlsxwriter
from cli.calls import READING, on, reads_workbooks

from plan_workbook.cli.main import COMMANDS

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
HOSTILE = Path(__file__).resolve().parents[2].parent / "shared" / "workbooks" / "hostile"


def refused(done, *words: str) -> None:
    """Nothing on standard output, and one line on standard error that says what it is about."""
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    for word in words:
        assert word in done.err
    for unwelcome in ("Traceback", "None", "Error(", "Errno", "Unexpected error"):
        assert unwelcome not in done.err


def _no_plan(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Budget").write("A1", "Title")


BAD = {
    "missing": (lambda path: None, "does not exist"),
    "an old workbook": (lambda path: path.write_bytes(OLE + "Workbook".encode("utf-16-le")), ".xls"),
    "a csv": (lambda path: path.write_text("Recommendation,Title\n1,Assess\n"), "CSV"),
    "a web page": (lambda path: path.write_text("<html><body>Sign in</body></html>"), "web page"),
    "password protected": (lambda path: path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "password"),
    "no plan": (_no_plan, ""),
    "a folder": (lambda path: path.mkdir(), ""),
    "empty": (lambda path: path.write_bytes(b""), "empty"),
    "cut off": (lambda path: path.write_bytes(b"PK\3\4" + bytes(200)), "damaged"),
}


CASES = [
    pytest.param(bad, call, id=f"{what}-{name}")
    for what, bad in BAD.items()
    for name, call in READING.items()
    if not (what == "a csv" and name in ("bring", "new"))  # which bring it in
]


@pytest.mark.parametrize(("bad", "call"), CASES)
def test_a_file_that_is_no_plan_is_refused(bad, call, run, folder, contents):
    make, word = bad
    path = folder / "my plan.xlsx"
    make(path)
    before = contents(folder)
    refused(run(*on("my plan.xlsx", call)), "my plan.xlsx", *([word] if call[0] != "new" else []))
    assert contents(folder) == before


@pytest.mark.parametrize(
    "name", ["60_encrypted_agile_sha512.xlsx", "66_real_xlsb_named_xlsx.xlsx", "68_xls_named_xlsx.xlsx"]
)
def test_real_files_of_other_kinds_are_refused(name, run, folder, contents):
    if not (HOSTILE / name).is_file():
        pytest.skip("the hostile workbooks are not here")
    shutil.copyfile(HOSTILE / name, folder / "plan.xlsx")
    before = contents(folder)
    for call in READING.values():
        refused(run(*on("plan.xlsx", call)), "plan.xlsx")
    assert contents(folder) == before


READ_ONLY = {
    "summarise in place": ("summarise", "target.xlsx"),
    "summarise into it": ("summarise", "faulty.xlsx", "-o", "target.xlsx"),
    "new over it": ("new", "target.xlsx", "--force", "--recommendations", "1"),
    "export over it": ("export", "faulty.xlsx", "-o", "target.xlsx"),
}


@pytest.mark.parametrize("command", READ_ONLY.values(), ids=READ_ONLY)
def test_a_read_only_target_is_left_alone(command, run, folder, faulty, contents, changed_workbook):
    target = folder / "target.xlsx"
    if command[0] == "export":
        assert run(*command).code == 0  # only an earlier register may be replaced at all
    else:
        target.write_bytes(changed_workbook)
    target.chmod(stat.S_IREAD)
    before = contents(folder)
    refused(run(*command), "target.xlsx", "read-only")
    assert contents(folder) == before
    target.chmod(stat.S_IREAD | stat.S_IWRITE)


def test_a_read_only_backup_is_left_alone(run, folder, contents, changed_workbook):
    (folder / "plan.xlsx").write_bytes(changed_workbook)
    backup = folder / "plan.bak.xlsx"
    backup.write_bytes(b"last month's")
    backup.chmod(stat.S_IREAD)
    before = contents(folder)
    refused(run("summarise", "plan.xlsx"), "plan.bak.xlsx")
    assert contents(folder) == before
    backup.chmod(stat.S_IREAD | stat.S_IWRITE)


OUTPUTS = {
    "new onto a file that is there": (("new", "clean.xlsx"), "--force"),
    "new onto a folder": (("new", "folder.xlsx", "--force", "--recommendations", "1"), "folder"),
    "new into a folder that is not there": (("new", "nowhere/plan.xlsx", "--recommendations", "1"), "folder"),
    "new as .xls": (("new", "plan.xls"), ".xlsx"),
    "new as .csv": (("new", "plan.csv"), ".xlsx"),
    "new without an ending": (("new", "plan"), ".xlsx"),
    "new from a register that is not there": (("new", "plan.xlsx", "--from", "nowhere"), "nowhere"),
    "new from a folder without a register": (("new", "plan.xlsx", "--from", "folder.xlsx"), "plan.csv"),
    "new with a number and a register": (("new", "p.xlsx", "--from", "r", "--recommendations", "3"), "--from"),
    "summarise as .xls": (("summarise", "clean.xlsx", "-o", "out.xls"), ".xlsx"),
    "summarise onto a folder": (("summarise", "clean.xlsx", "-o", "folder.xlsx"), "folder"),
    "summarise into a folder that is not there": (("summarise", "clean.xlsx", "-o", "nowhere/p.xlsx"), "folder"),
    "export onto the workbook itself": (("export", "clean.xlsx", "-o", "./clean.xlsx"), "another name"),
    "export onto a file as if it were a folder": (("export", "clean.xlsx", "-o", "notes.txt"), "notes.txt"),
    "demo onto a file": (("demo", "--output", "notes.txt"), "notes.txt"),
    "region as a PDF": (("region", "store", "-o", "region.pdf"), ".xlsx or .html"),
    "region of a folder that is not a store": (("region", "folder.xlsx", "-o", "region.html"), "not a store"),
    "rules of a misspelt name": (("rules", "action-overdu-but-green"), "action-overdue-but-green"),
    "templates onto a file": (("templates", "notes.txt"), "notes.txt"),
    "a register's example onto a file": (("register-example", "notes.txt"), "notes.txt"),
    "help on a page that is not there": (("help", "publisching"), "did you mean publishing?"),
    "rules of a name like no other": (("rules", "zzzz"), "plan-workbook rules"),
}


def test_every_command_has_a_case_that_is_refused():
    assert {call[0] for call in READING.values()} == {name for name in COMMANDS if reads_workbooks(name)}
    others = {name for name in COMMANDS if not reads_workbooks(name)}
    assert others <= {command[0] for command, _ in OUTPUTS.values()}


@pytest.mark.parametrize(("command", "word"), OUTPUTS.values(), ids=OUTPUTS)
def test_what_cannot_be_written_or_found_is_said_in_a_line(command, word, run, folder, clean, contents):
    (folder / "folder.xlsx").mkdir()
    (folder / "notes.txt").write_text("mine")
    before = contents(folder)
    refused(run(*command), word)
    assert contents(folder) == before


def test_an_indicator_of_no_recommendation_makes_new_refuse_and_names_the_row(run, folder, clean, contents):
    assert run("export", clean, "-o", "register").code == 0
    indicators = folder / "register" / "indicators.csv"
    lines = indicators.read_bytes().decode("utf-8-sig").splitlines()
    lines[2] = "99," + lines[2].split(",", 1)[1]
    indicators.write_text("\n".join(lines))
    before = contents(folder)
    refused(run("new", "plan.xlsx", "--from", "register"), "row 3", "99")
    assert contents(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["status", "a.xlsx", "--format", "xml"], ["nosuch"], ["new", "a.xlsx", "--recommendations", "0"]],
)
def test_a_command_that_is_mistyped_is_refused_and_help_is_named(arguments, run, folder, contents):
    refused(run(*arguments), "--help")
    assert contents(folder) == {}
