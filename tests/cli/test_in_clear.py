"""What is made from an encrypted workbook is encrypted, or the command says that it is not."""

from __future__ import annotations

import inspect
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msoffcrypto
import pytest
from cli.calls import READING, WRITING, on, reads_workbooks

from plan_workbook.cli.main import module_of
from plan_workbook.package.encryption import is_encrypted

from .conftest import write_what_calls_need

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("in clear")]  # one process makes the calls

IN_TURN = {name: call for name, call in (READING | WRITING).items() if name not in ("bring a table", "new from CSV")}
"""Without those that read CSV files, which can't be encrypted."""
WORD = "Elm and oak"
RECORDS = (".returns.csv", ".parts.csv", ".sent.csv")
"""They say who has which sheets and what became of it, and nothing that a plan says."""
LETTER = "letter.eml"
"""Its edition is encrypted, and its words leave the figures out."""


class Done(NamedTuple):
    """What a call did."""

    code: int
    err: str
    in_clear: list[str]
    """The files that it made and that are not encrypted."""


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Iterator[Callable[[str], Done]]:
    """What each call did, made in turn on workbooks that are encrypted."""
    from .conftest import called

    folder = tmp_path_factory.mktemp("sealed")
    write_what_calls_need(folder)
    for path in list(folder.iterdir()):
        sealed = io.BytesIO()
        msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).encrypt(WORD, sealed)
        path.write_bytes(sealed.getvalue())
    (folder / "word.txt").write_text(WORD + "\n", encoding="utf-8")
    (folder / "leads.txt").write_text("Birch and beech\n", encoding="utf-8")
    made: dict[str, Done] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(os, "cpu_count", lambda: 1)
        for name, call in IN_TURN.items():
            before = set(folder.rglob("*"))
            words = ("--password-file", "word.txt")
            if "part_password_file" in inspect.signature(module_of(call[0]).command).parameters:
                words += ("--part-password-file", "leads.txt")
            ran = called(patch, *on("plan.xlsx", call), *words)
            new = sorted(path for path in folder.rglob("*") if path.is_file() and path not in before)
            in_clear = [str(path.relative_to(folder)) for path in new if not is_encrypted(path.read_bytes())]
            made[name] = Done(ran.code, ran.err, in_clear)
    yield made.__getitem__


def test_every_call_reads_workbooks(done):
    assert all(reads_workbooks(call[0]) for call in IN_TURN.values())


@pytest.mark.parametrize("name", ["split with drafts", "chase missing"])
def test_drafts_with_encrypted_parts_are_made_of_encrypted_plans_too(name, done):
    assert any(each.endswith(".eml") for each in done(name).in_clear), done(name).err


@pytest.mark.parametrize("name", IN_TURN)
def test_what_a_command_makes_is_encrypted_or_it_says_that_it_is_not(name, done):
    found = done(name)
    in_clear = [each for each in found.in_clear if not each.endswith(RECORDS) and each != LETTER]
    said = [line for line in found.err.splitlines() if "plan.xlsx" in line and " encrypted, but " in line]
    assert len(said) == (1 if in_clear else 0), (in_clear, found.err)


def test_the_calls_make_something_in_clear_of_every_kind(done):
    kinds = {Path(each).suffix for name in IN_TURN for each in done(name).in_clear}
    assert kinds == {".html", ".eml", ".csv", ".json", ".parquet"}


def test_findings_in_a_file_are_said_to_be_in_clear_only_if_they_are_of_something_encrypted(run, folder, clean):
    assert "encrypted" not in run("validate", clean, "--format", "json", "-o", "findings.json").err


def test_typed_tables_that_are_encrypted_are_said_to_be_where_nothing_else_is_said(run, folder, clean):
    sealed = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(clean.read_bytes())).encrypt(WORD, sealed)
    (folder / "kent.xlsx").write_bytes(sealed.getvalue())
    (folder / "word.txt").write_text(WORD)
    done = run("export", "--typed", "kent.xlsx", "-o", "tables.xlsx", "--quiet", "--password-file", "word.txt")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("tables.xlsx is encrypted with the password of kent.xlsx, so Power BI can't read it: ")
