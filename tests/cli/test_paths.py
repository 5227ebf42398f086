"""A path that nobody can mean is refused by every command, for every argument and option that takes one."""

from __future__ import annotations

import errno
import inspect
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import plan_workbook
from plan_workbook import PlanWorkbookError
from plan_workbook.cli.main import COMMANDS, app, module_of
from plan_workbook.errors import OutputError, RegisterError
from plan_workbook.register.reading import read_register
from plan_workbook.values.kept_csv import read_kept_csv
from plan_workbook.values.paths import bytes_of, given_path, is_windows_device


def path_parameters() -> list[tuple[str, str]]:
    """Each command with the name of each parameter that is a path, or several; `email` tells its workbook by looks."""
    return [
        (name, each)
        for name in COMMANDS
        for each, kind in inspect.get_annotations(module_of(name).command, eval_str=True).items()
        if "pathlib" in str(kind) or (name, each) == ("email", "arguments")
    ]


def called(name: str, parameter: str, value: str) -> list[str]:
    """The call of a command in which one of its paths has that value, and whatever else it needs has another."""
    command = typer.main.get_command(app).get_command(None, name)  # type: ignore[attr-defined]
    call = [name]
    for each in command.params:
        is_argument = each.param_type_name == "argument"
        other = "31/01/2018" if each.name == "report_date" else "other.xlsx"
        given = value if each.name == parameter else other if each.required else None
        if given is not None:
            call += [given] if is_argument else [f"{each.opts[0]}={given}"]
    return call


PARAMETERS = path_parameters()


def test_every_command_that_takes_a_path_is_among_these():
    assert {name for name, _ in PARAMETERS} == {*COMMANDS} - {"help"}
    assert {("new", "register"), ("email", "settings"), ("publish", "template"), ("chase", "body")} <= {*PARAMETERS}


def refused(done, said: str) -> None:
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert "--help" not in done.err  # the argument is there; it is the name that is wrong


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_name_that_cannot_be_meant_is_refused_in_a_sentence(name, parameter, run, folder, contents):
    for value, said in BAD.items():
        refused(run(*called(name, parameter, value)), said)
    assert contents(folder) == {}


BAD = {
    "": "is empty, perhaps because a variable is not set",
    " \t ": "is empty",
    "a\x1b[2Jb\nc.xlsx": r"a\x1b[2Jb\nc.xlsx",
    "plan\u202excod.xlsx": r"plan\u202excod.xlsx",
    "x" * 300: "x... given as",
} | ({} if sys.platform == "win32" else {"/dev/zero": "/dev/zero, given as"})
"""Names, and part of what is said of each."""


def test_an_empty_name_does_not_stand_for_this_folder(run, folder, clean, contents):
    before = contents(folder)
    refused(run("validate", "", "--write-checks"), "The name given as WORKBOOK is empty")
    refused(run("export", clean, "-o", ""), "The name given as --output is empty")
    refused(run("email", clean, ""), "The name given as WORKBOOK is empty")
    assert contents(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_pipes_sockets_and_links_in_a_circle_are_refused(folder):
    os.mkfifo("pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.xlsx")
    Path("one.xlsx").symlink_to("other.xlsx")
    Path("other.xlsx").symlink_to("one.xlsx")
    for name, said in (("pipe", "is a pipe"), ("socket", "is a socket"), ("one", "links that form a circle")):
        with pytest.raises(PlanWorkbookError, match=rf"^{name}\.xlsx, given as --output, .*{said}"):
            given_path(f"{name}.xlsx", "--output")


@pytest.mark.skipif(sys.platform == "win32", reason="names are never in another encoding there")
def test_a_name_that_is_text_but_not_in_the_language_settings_says_what_to_set(monkeypatch):
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    said = "can't be read, because Python is told to take names for ASCII: set the variable PYTHONUTF8 to 1"
    for name, why in (("Zo\udcc3\udcab.xlsx", said), ("Zo\udcff.xlsx", "has characters that are not text")):
        with pytest.raises(PlanWorkbookError, match=why):
            given_path(name, "WORKBOOK")


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links there")
def test_a_link_to_a_folder_that_does_not_exist_names_that_folder_and_not_its_own(folder):
    missing, there = folder / "archive" / "2017", folder / "there"
    there.mkdir()
    Path("board.xlsx").symlink_to(missing / "board.xlsx")
    Path("pages").symlink_to(missing)
    Path("new.xlsx").symlink_to(there / "new.xlsx")
    for given, named in (
        ("board.xlsx", missing),
        ("pages", missing.parent),
        (f"pages{os.sep}a.html", missing),
        (f"pages{os.sep}more{os.sep}a.html", missing),
    ):
        with pytest.raises(PlanWorkbookError) as refused:
            given_path(given, "--output")
        assert str(refused.value) == (
            f"{given}, given as --output, leads through a link to the folder {named}, which does not exist: create it "
            "first, or give another name."
        )
    assert given_path("new.xlsx", "--output") == Path("new.xlsx"), "the file is made where the link leads"
    assert given_path(f"none{os.sep}a.html", "--output") == Path("none", "a.html")


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links there")
@pytest.mark.parametrize("call", ["export clean.xlsx -o given", "split clean.xlsx -o given", "templates given"])
def test_a_folder_is_made_where_the_link_to_it_leads(call, run, clean, folder):
    Path("given").symlink_to(folder / "archive")
    assert run(*call.split()).code == 0
    assert list((folder / "archive").iterdir())
    assert Path("given").is_symlink()


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_path_in_a_closed_folder_or_on_a_lost_drive_is_refused(code, monkeypatch):
    def stat(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(PlanWorkbookError, match=r"shut.plan\.xlsx, given as WORKBOOK, can't be reached \(.+\): "):
        given_path(Path("shut", "plan.xlsx"), "WORKBOOK")


@pytest.mark.parametrize(
    "call",
    [
        ("chase", "given.xlsx", "--missing", "--parts", "shut"),
        ("chase", "faulty.xlsx", "-o", "shut"),
        ("split", "faulty.xlsx", "-o", "shut"),
        ("new", "out.xlsx", "--from", "shut"),
    ],
    ids=" ".join,
)
def test_a_folder_that_is_closed_is_named_in_one_sentence(call, run, faulty, folder, contents, monkeypatch):
    def iterdir(path: Path, usual=Path.iterdir) -> Iterator[Path]:
        if path.name == "shut":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return usual(path)

    for name in ("given.xlsx", "given.base.xlsx"):
        (folder / name).write_bytes(faulty.read_bytes())
    (folder / "shut").mkdir()
    before = contents(folder)
    monkeypatch.setattr(Path, "iterdir", iterdir)
    refused(run(*call), "he folder shut ")
    monkeypatch.undo()
    assert contents(folder) == before


@pytest.mark.parametrize(
    "name", ["NUL", "con.xlsx", "C:\\plans\\aux.txt", "com1", "LPT\u00b9", "\\\\.\\PhysicalDrive0"]
)
def test_windows_takes_these_names_for_devices(name, monkeypatch):
    assert is_windows_device(name)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PlanWorkbookError, match="is a device, not a file or folder"):
        given_path(name, "--output")


@pytest.mark.parametrize(
    "name", ["console.xlsx", "plan.nul", "null.xlsx", "R\u00e9sum\u00e9 (1).xlsx", "a b.xlsx", "."]
)
def test_other_names_are_taken_as_they_are(name, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert given_path(name, "--output") == Path(name)


def test_functions_for_python_refuse_an_empty_path_too(folder, contents):
    tried = 0
    for name in plan_workbook.__all__:
        function = getattr(plan_workbook, name)
        parameters = inspect.signature(function).parameters if inspect.isfunction(function) else {}
        for parameter in (each for each, is_ in parameters.items() if "Path" in str(is_.annotation)):
            needed = [
                each for each, is_ in parameters.items() if is_.default is is_.empty and is_.kind is not is_.VAR_KEYWORD
            ]
            given = dict.fromkeys(needed, "other.xlsx") | {parameter: ""}
            with pytest.raises(PlanWorkbookError, match="is empty"):
                list(function(**given))
            tried += 1
    assert tried > 10
    assert contents(folder) == {}


def test_a_file_that_is_read_whole_has_a_largest_size_and_is_a_file(tmp_path):
    file = tmp_path / "body.txt"
    file.write_bytes(b"x" * 1000)
    assert bytes_of(file, 1000) == b"x" * 1000
    with pytest.raises(OSError, match="more than the 1 kB that it may have"):
        bytes_of(file, 999)
    with pytest.raises(IsADirectoryError):
        bytes_of(tmp_path)
    if Path("/dev/zero").exists():
        with pytest.raises(OSError, match="it is a device or a pipe, not a file"):
            bytes_of(Path("/dev/zero"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_with_bytes_that_are_no_text_is_refused_and_in_a_folder_named_in_every_form(run, folder, clean):
    name = os.fsdecode(b"bad\xff.xlsx")
    (folder / "in").mkdir()
    (folder / "in" / name).write_bytes((folder / clean).read_bytes())
    refused(run("validate", f"in/{name}"), "bad\\xff.xlsx given as WORKBOOK has characters that are not text")
    for form in ("text", "csv", "html", "json"):
        done = run("validate", "in", "--format", form, "-o", f"out.{form}")
        assert (done.code, "Unexpected" in done.err) == (2, False)
    assert "bad\\xff.xlsx" in (folder / "out.csv").read_text("utf-8-sig")
    for output in ("t.xlsx", "t.parquet"):
        assert "Unexpected" not in run("export", "--typed", "in", "-o", output).err


def test_of_a_table_or_record_that_is_too_large_it_is_said_what_to_do(tmp_path, monkeypatch):
    for module in ("plan_workbook.register.reading.LARGEST_TABLE", "plan_workbook.values.kept_csv.LARGEST"):
        monkeypatch.setattr(module, 999)
    (tmp_path / "plan.csv").write_bytes(b"x" * 1000)
    with pytest.raises(RegisterError, match=r"1 kB that it may have\. Delete what is not part of the plan\.$"):
        read_register(tmp_path)
    with pytest.raises(
        OutputError, match=r"1 kB that it may have\): .+; otherwise delete its oldest lines in Excel\.$"
    ):
        read_kept_csv(tmp_path / "plan.csv", ("Sent",), "a record")
