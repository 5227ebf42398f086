"""Encrypted workbooks on the command line: the password from a file, or asked for; never in clear on the disk."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import typer
from cli.calls import READING, on

from plan_workbook.cli import password
from plan_workbook.package.encryption import is_encrypted

PASSWORD = "Tr\u00e4umerei 2017"


def sealed(content: bytes) -> bytes:
    result = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt(PASSWORD, result)
    return result.getvalue()


def opened(path: Path) -> bytes:
    with path.open("rb") as stream:
        file, result = msoffcrypto.OfficeFile(stream), io.BytesIO()
        file.load_key(password=PASSWORD, verify_password=True)
        file.decrypt(result)
    return result.getvalue()


@pytest.fixture(scope="session")
def secret_workbook(changed_workbook) -> bytes:
    return sealed(changed_workbook)


@pytest.fixture
def secret(folder, secret_workbook, changed_workbook) -> Path:
    """``secret.xlsx``, its password in ``word.txt``, and the same in clear as ``clear.xlsx``."""
    (folder / "secret.xlsx").write_bytes(secret_workbook)
    (folder / "clear.xlsx").write_bytes(changed_workbook)
    (folder / "word.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    return folder / "secret.xlsx"


GIVEN = ("--password-file", "word.txt")


@pytest.mark.parametrize("command", ["validate", "status"])
def test_an_encrypted_workbook_is_read_as_the_same_in_clear(command, run, secret):
    inside = run(command, "secret.xlsx", "--format", "json", *GIVEN)
    clear = run(command, "clear.xlsx", "--format", "json")
    assert (inside.code, inside.err) == (clear.code, clear.err)
    assert json.loads(inside.out.replace("secret.xlsx", "clear.xlsx")) == clear.json


def test_summarise_keeps_it_encrypted_and_the_backup_too(run, folder, secret, secret_workbook):
    assert run("summarise", "clear.xlsx").code == 0
    done = run("summarise", "secret.xlsx", *GIVEN)
    assert done.code == 0
    assert (folder / "secret.bak.xlsx").read_bytes() == secret_workbook
    assert opened(secret) == (folder / "clear.xlsx").read_bytes()
    once = secret.read_bytes()
    again = run("summarise", "secret.xlsx", *GIVEN)
    assert again.out == "Summary and Checks of secret.xlsx are up to date; nothing was changed.\n"
    assert secret.read_bytes() == once


@pytest.mark.slow
def test_summarise_elsewhere_keeps_it_encrypted(run, folder, secret, secret_workbook):
    assert run("summarise", "secret.xlsx", "-o", "out.xlsx", *GIVEN).code == 0
    assert secret.read_bytes() == secret_workbook
    assert opened(folder / "out.xlsx").startswith(b"PK")


@pytest.mark.slow
def test_an_exported_workbook_is_encrypted_and_comes_back(run, folder, secret):
    assert run("export", "secret.xlsx", "-o", "register.xlsx", *GIVEN).code == 0
    assert is_encrypted((folder / "register.xlsx").read_bytes())
    assert run("export", "secret.xlsx", "-o", "register.xlsx", *GIVEN).code == 0  # a register may be replaced
    assert run("new", "again.xlsx", "--from", "register.xlsx", *GIVEN).code == 0
    assert is_encrypted((folder / "again.xlsx").read_bytes())
    counts = [run("status", name, "--format", "json", *GIVEN).json for name in ("again.xlsx", "secret.xlsx")]
    assert counts[0] == counts[1]


def test_exported_csv_files_cannot_be_encrypted_and_that_is_said(run, folder, secret):
    done = run("export", "secret.xlsx", "-o", "register", *GIVEN)
    assert done.code == 0
    assert "secret.xlsx is encrypted, but the CSV files in register are not" in done.err
    assert (folder / "register" / "plan.csv").read_bytes().startswith(b"Field")


@pytest.mark.parametrize("call", READING.values(), ids=READING)
def test_where_nobody_can_be_asked_the_option_is_named(call, run, folder, secret, contents):
    before = contents(folder)
    done = run(*on("secret.xlsx", call))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "secret.xlsx is protected with a password" in done.err
    assert "--password-file" in done.err
    assert contents(folder) == before


@pytest.mark.parametrize("call", READING.values(), ids=READING)
def test_a_wrong_password_is_said_and_nothing_changes(call, run, folder, secret, contents):
    (folder / "wrong.txt").write_text(PASSWORD.upper(), encoding="utf-8")
    before = contents(folder)
    done = run(*on("secret.xlsx", call), "--password-file", "wrong.txt")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "secret.xlsx cannot be opened with the password given" in done.err
    assert contents(folder) == before


@pytest.mark.parametrize(
    "content",
    [
        PASSWORD.encode(),
        f"{PASSWORD}\r\n".encode(),
        f"{PASSWORD}\n".encode("utf-8-sig"),
        f"{PASSWORD}\r\n".encode("utf-16"),
    ],
    ids=["bare", "of Windows", "with a mark", "of PowerShell"],
)
def test_the_password_file_may_be_of_any_editor(content, run, folder, secret):
    (folder / "word.txt").write_bytes(content)
    assert run("status", "secret.xlsx", *GIVEN).code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "can't be read"),
        (b"", "on one line"),
        (b"\r\n", "on one line"),
        (b"one\ntwo\n", "on one line"),
        ("Tr\u00e4umerei".encode("cp1252"), "UTF-8"),
    ],
    ids=["missing", "empty", "blank", "two lines", "in another encoding"],
)
def test_a_password_file_that_is_none_is_refused(content, words, run, folder, secret):
    (folder / "word.txt").unlink()
    if content is not None:
        (folder / "word.txt").write_bytes(content)
    done = run("status", "secret.xlsx", *GIVEN)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "word.txt" in done.err
    assert words in done.err


def test_a_password_file_does_no_harm_to_a_workbook_in_clear(run, secret):
    assert run("status", "clear.xlsx", *GIVEN).code == 0


@pytest.fixture
def somebody(monkeypatch):
    """Lets somebody sit at the terminal, who answers in turn."""

    def answering(*answers: str) -> list[str]:
        left, prompts = iter(answers), []

        def prompt(text: str, **options: object) -> str:
            assert options == {"hide_input": True, "err": True}
            prompts.append(text)
            answer = next(left, None)
            if answer is None:
                raise typer.Abort
            return answer

        monkeypatch.setattr(password.sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
        monkeypatch.setattr(password.typer, "prompt", prompt)
        return prompts

    return answering


def test_whoever_sits_there_is_asked_and_after_a_wrong_answer_again(run, secret, somebody):
    prompts = somebody("wrong", PASSWORD)
    done = run("status", "secret.xlsx", "--format", "json")
    assert done.code == 0
    assert done.err == "That is not the password.\n"
    assert prompts == ["Password of secret.xlsx"] * 2
    assert done.json["format"] == 1


def test_who_is_asked_is_asked_once_for_each_run(run, folder, secret, somebody):
    prompts = somebody(PASSWORD)
    assert run("summarise", "secret.xlsx").code == 0
    assert len(prompts) == 1


def test_three_wrong_answers_are_enough(run, folder, secret, contents, somebody):
    before = contents(folder)
    somebody("one", "two", "three", PASSWORD)
    done = run("summarise", "secret.xlsx")
    assert done.code == 2
    assert done.err.endswith("check its spelling and capital letters, and try again.\n")
    assert contents(folder) == before


def test_who_gives_up_is_let_go(run, folder, secret, contents, somebody):
    before = contents(folder)
    somebody()
    done = run("summarise", "secret.xlsx")
    assert (done.code, done.err) == (2, "Stopped.\n")
    assert contents(folder) == before


def test_of_several_workbooks_those_without_a_password_are_checked_all_the_same(run, secret):
    done = run("validate", "clear.xlsx", "secret.xlsx", "--format", "json")
    assert done.code == 2
    clear, secret = done.json["workbooks"]
    assert "error" not in clear and secret["error"]["code"] == "password-needed"
    assert "secret.xlsx is protected with a password" in done.err
    given = run("validate", "clear.xlsx", "secret.xlsx", "--format", "json", *GIVEN)
    assert not any("error" in each for each in given.json["workbooks"])


def test_openpyxl_cannot_read_what_was_written(run, folder, secret):
    assert run("summarise", "secret.xlsx", *GIVEN).code == 0
    with pytest.raises(Exception, match="not a zip file"):
        openpyxl.load_workbook(folder / "secret.xlsx")


def test_a_password_for_a_register_that_cannot_have_one_is_refused(run, folder, secret, contents):
    assert run("export", "clear.xlsx", "-o", "register").code == 0
    before = contents(folder)
    for command in (("new", "plan.xlsx", "--from", "register"), ("new", "plan.xlsx")):
        done = run(*command, *GIVEN)
        assert (done.code, done.out) == (2, "")
        assert "--password-file is for an encrypted file given with --from" in done.err
    assert contents(folder) == before


def test_no_bar_is_drawn_over_the_question_for_a_password(secret):
    from plan_workbook.cli.progress import _may_be_encrypted

    assert _may_be_encrypted(secret)
    assert not _may_be_encrypted(secret.with_name("clear.xlsx"))
    assert not _may_be_encrypted(secret.with_name("none.xlsx"))


@pytest.mark.slow
def test_a_new_file_that_takes_the_password_of_a_workbook_says_whose(run, secret):
    said = run("export", "secret.xlsx", "-o", "t.xlsx", *GIVEN).out
    assert said.startswith("Wrote the register of secret.xlsx to t.xlsx, encrypted with the password of secret.xlsx")
    said = run("export", "--typed", "clear.xlsx", "secret.xlsx", "-o", "tables.xlsx", *GIVEN).err
    assert "tables.xlsx is encrypted with the password of secret.xlsx, so Power BI can't read it" in said
    assert "encrypted" not in str(run("export", "--typed", "clear.xlsx", "-o", "clear-tables.xlsx"))


def test_the_errors_in_typed_tables_are_counted_whether_one_workbook_is_named_or_several(run, faulty, clean):
    said = [run("export", "--typed", *named, "-o", "tables").err for named in ((faulty,), (faulty, clean), (".",))]
    assert said[0] == '1 error is open: plan-workbook validate "faulty.xlsx" lists it.\n'
    assert said[1].endswith('1 error is open: plan-workbook validate "faulty.xlsx" "clean.xlsx" lists it.\n')
    assert '1 error is open: plan-workbook validate "." lists it.' in said[2]
