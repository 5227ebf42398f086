"""Running commands, and looking at what they leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from builder import PlanBuilder, clean_plan, editing, out_of_date
from mail_server import authority, ca_file, mail_server, serve  # noqa: F401 - fixtures

from plan_workbook.checking import own_rules
from plan_workbook.cli.main import run as run_command_line
from plan_workbook.package import write


@dataclass(frozen=True)
class Ran:
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on standard output, which nothing else is on."""
        assert self.out.isascii()
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The folder the commands are run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def called(patch: pytest.MonkeyPatch, *arguments: str | Path) -> Ran:
    """Run a command in this process, for a fixture that serves a whole module."""
    patch.setattr(sys, "argv", ["plan-workbook", *map(str, arguments)])
    patch.setattr(write, "_written", [])
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err, pytest.raises(SystemExit) as left:
        run_command_line()
    return Ran(int(left.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def run(folder, monkeypatch, capsys) -> Run:
    """Run a command in this process, as its entry point does, and in no others."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    def running(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["plan-workbook", *map(str, arguments)])
        monkeypatch.setattr(write, "_written", [])  # as in a process of its own
        capsys.readouterr()
        try:
            run_command_line()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        own_rules.use(())  # they end with the process
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return running


def write_what_calls_need(folder: Path) -> None:
    """Write the workbooks that calls read: a plan, what a lead returned of it, and last month's."""
    plan = faulty_plan().person("Head of Assessment", "", "assessment@example.gov.uk")
    content = plan.set(report_date="31/12/2017").checked_workbook()
    for name in ("plan.xlsx", "returned.xlsx", "november.xlsx"):
        (folder / name).write_bytes(content)
    with editing(folder / "returned.xlsx") as book:
        book.type("R01", "Indicators", 1, "Comment", "Agreed at the meeting")
    with editing(folder / "november.xlsx") as book:
        book.type_field("Plan", "Report date", "30/11/2017")
        book.type_field("Plan", "Period", "November 2017")


def started(*arguments: str | Path, cwd: Path) -> Ran:
    """Run a command as a process of its own, which loads everything itself."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "plan_workbook", *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def start() -> Run:
    return started


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes | None]]:
    """Everything in a folder, so that before and after can be compared."""

    def found(folder: Path) -> dict[str, bytes | None]:
        return {
            str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(folder.rglob("*"))
        }

    return found


def faulty_plan() -> PlanBuilder:
    """A plan with an error, a warning, a note and an accepted finding."""
    plan = clean_plan(2).indicator(number="NEW").action(completion_date="31/01/2018")
    plan.action(completion_date="30/11/2017", lead="Ren\u00e9e O\u2019Neil").action(rating="Gren")
    return plan.accept("action-overdue-but-green", "R02 c", "The court moved the date to 31 \u2013 1 \u2013 2018")


@pytest.fixture(scope="session")
def clean_workbook() -> bytes:
    return clean_plan(2).checked_workbook()


@pytest.fixture(scope="session")
def faulty_workbook() -> bytes:
    return faulty_plan().checked_workbook()


@pytest.fixture(scope="session")
def changed_workbook(faulty_workbook, tmp_path_factory) -> bytes:
    """A workbook whose Summary is out of date."""
    return out_of_date(faulty_workbook, tmp_path_factory.mktemp("changed"))


@pytest.fixture
def clean(folder, clean_workbook) -> Path:
    """A workbook nothing is wrong with, ``clean.xlsx``."""
    (folder / "clean.xlsx").write_bytes(clean_workbook)
    return Path("clean.xlsx")


@pytest.fixture
def faulty(folder, faulty_workbook) -> Path:
    """A workbook with findings of every severity, ``faulty.xlsx``."""
    (folder / "faulty.xlsx").write_bytes(faulty_workbook)
    return Path("faulty.xlsx")
