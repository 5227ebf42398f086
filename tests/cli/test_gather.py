"""Gathering on the command line: what it says, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import sys

import pytest
from builder import clean_plan

from plan_workbook.cli import gather_progress
from plan_workbook.jobs.gather_told import Progress


@pytest.fixture
def returns(folder):
    """A folder with two plans."""
    (folder / "returns").mkdir()
    for name in ("kent", "leeds"):
        (folder / "returns" / f"{name}.xlsx").write_bytes(clean_plan(1, authority=name).template())
    return folder / "returns"


def test_it_says_what_became_of_the_files(run, returns):
    done = run("gather", "returns", "-o", "store")
    assert (done.code, done.err) == (0, "")
    assert done.out == "2 files, 2 of them opened: 2 counted.\nstore was brought up to date; this is its run 1.\n"


def test_a_workbook_that_is_not_counted_is_named_with_the_one_that_is(run, returns):
    (returns / "copy.xlsx").write_bytes(clean_plan(1, authority="Kent", update="99").template())
    done = run("gather", "returns", "-o", "store")
    assert (done.code, done.err) == (0, "")
    old, new = returns.resolve() / "kent.xlsx", returns.resolve() / "copy.xlsx"
    assert done.out.endswith(
        f"{old} is not counted, because {new} has the same Authority, Title and Report Date and is newer.\n"
    )


def test_a_file_that_cannot_be_read_is_named_and_makes_the_exit_code_1(run, returns):
    (returns / "broken.xlsx").write_bytes(b"PK")
    done = run("gather", "returns", "-o", "store")
    assert done.code == 1 and done.err.count("\n") == 1
    assert "broken.xlsx" in done.err and "2 counted, 1 refused" in done.out


def test_a_file_that_was_not_read_is_named_once_with_its_path(run, returns):
    (returns / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    said = run("gather", "returns", "-o", "store").err
    assert said.startswith(str(returns / "old.xls") + " was not read: ") and said.count("old.xls") == 1


@pytest.mark.parametrize("touched", [False, True])
def test_a_file_that_still_cannot_be_read_is_named_again_by_a_run_that_does_not_read_it(touched, run, returns):
    broken = returns / "broken.xlsx"
    broken.write_bytes(b"PK")
    os.utime(broken, (1_700_000_000, 1_700_000_000))
    first = run("gather", "returns", "-o", "store", "--report", "json")
    if touched:
        os.utime(broken, (1_700_000_060, 1_700_000_060))
    again = run("gather", "returns", "-o", "store", "--report", "json")
    assert again.json["not_read"] == first.json["not_read"] != []
    assert (again.code, again.err) == (1, first.err)


def test_programs_get_the_same_as_json(run, returns):
    (returns / "broken.xlsx").write_bytes(b"PK")
    told = json.loads(run("gather", "returns", "-o", "store", "--report", "json").out)
    assert (told["format"], told["store"], told["run"], told["changed"]) == (1, "store", 1, True)
    assert (told["files"]["listed"], told["files"]["counted"], told["files"]["refused"]) == (3, 2, 1)
    assert [each["outcome"] for each in told["not_read"]] == ["refused"]


def test_an_encrypted_workbook_takes_the_password_from_a_file(run, returns, monkeypatch):
    import msoffcrypto

    sealed = io.BytesIO()
    content = io.BytesIO(clean_plan(1, authority="York").template())
    msoffcrypto.OfficeFile(content).encrypt("word", sealed)
    (returns / "york.xlsx").write_bytes(sealed.getvalue())
    assert "--password-file" in run("gather", "returns", "-o", "store").err
    (returns.parent / "word.txt").write_text("word\n")
    done = run("gather", "returns", "-o", "store", "--password-file", "word.txt")
    assert (done.code, done.out.partition(":")[2].partition("\n")[0]) == (0, " 3 counted.")


@pytest.mark.parametrize(
    ("call", "library", "extra"),
    [
        (("returns", "-o", "store"), "deltalake", "store"),
        (("returns", "-o", "store", "--engine", "dask"), "dask", "cluster"),
        (("s3://plans", "-o", "store"), "fsspec", "cloud"),
    ],
)
def test_what_an_extra_lacks_is_said_with_the_command_that_installs_it(call, library, extra, run, returns, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    for name in ("delta", "writing"):
        monkeypatch.delitem(sys.modules, f"plan_workbook.gathering.{name}", raising=False)
    for each in range(5):
        (returns / f"{each}.xlsx").write_bytes(clean_plan(1, authority=f"{each}").template())
    done = run("gather", *call)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f'{sys.executable} -m pip install "plan-workbook[{extra}]"' in done.err
    assert not (returns.parent / "store").exists()


def test_an_engine_that_is_not_known_is_refused(run, returns):
    done = run("gather", "returns", "-o", "store", "--engine", "spark")
    assert done.code == 2 and "There is no engine 'spark'" in done.err


def test_progress_shows_files_findings_and_failures(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with gather_progress.shown_progress() as told:
        told(Progress(listed=10, done=5, read=5, findings=1234, failures=2))
    said = re.sub("\x1b[^A-Za-z]*[A-Za-z]", "", terminal.getvalue())
    assert "5/10 files, 1,234 findings, 2 failures" in said
