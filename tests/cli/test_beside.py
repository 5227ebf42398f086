"""The check in a process of its own: the same report, and no harm where that process fails."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from builder import clean_plan

from plan_workbook.checking.report import check
from plan_workbook.cli import beside
from plan_workbook.cli.beside import CheckBeside, get_ready


@pytest.fixture(scope="module")
def plan():
    return clean_plan(2).action(completion_date="30/11/2017").read()


@pytest.fixture
def ready(monkeypatch):
    """The other process, whatever the number of processors."""
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 2)
    get_ready()
    (process,) = beside._ready
    yield process
    assert process.returncode is not None
    assert beside._ready == []


def here(monkeypatch) -> list[object]:
    """The plans that are checked in this process from now on."""
    checked = []

    def counted(plan, previous=None):
        checked.append(plan)
        return check(plan, previous)

    monkeypatch.setattr("plan_workbook.checking.check", counted)
    return checked


def test_the_other_process_gives_the_same_report(plan, ready, monkeypatch):
    expected, checked = check(plan), here(monkeypatch)
    with CheckBeside() as other:
        other.give(plan)
        assert other.report(plan) == expected
    assert expected.errors == 1
    assert checked == []


def test_where_the_other_process_died_the_check_is_made_here(plan, ready, monkeypatch):
    checked = here(monkeypatch)
    ready.kill()
    with CheckBeside() as other:
        other.give(plan)
        assert other.report(plan) == check(plan)
    assert checked == [plan]


def test_a_plan_read_anew_is_checked_here(plan, ready, monkeypatch):
    again, checked = clean_plan(1).read(), here(monkeypatch)
    with CheckBeside() as other:
        other.give(plan)
        other.give(again)
        assert other.report(again).errors == 0
    assert checked == [again]


def test_the_other_process_ends_with_a_command_that_failed(ready):
    with pytest.raises(ValueError, match="no workbook"), CheckBeside():
        raise ValueError("no workbook")


def test_without_another_process_the_check_is_made_here(plan, monkeypatch):
    monkeypatch.setattr(beside.os, "cpu_count", lambda: 1)
    get_ready()
    with CheckBeside() as other:
        other.give(plan)
        assert other.report(plan) == check(plan)


def test_a_command_run_for_itself_says_the_same_errors(folder, run, start, changed_workbook):
    (folder / "plan.xlsx").write_bytes(changed_workbook)
    alone = start("summarise", "plan.xlsx", "-o", "one.xlsx", cwd=folder)
    assert alone.code == 0
    assert alone.err.replace("one.xlsx", "two.xlsx") == run("summarise", "plan.xlsx", "-o", "two.xlsx").err
    assert alone.err.startswith("1 error is open")


def test_what_the_other_process_says_besides_does_no_harm(folder, start, changed_workbook, monkeypatch):
    (folder / "plan.xlsx").write_bytes(changed_workbook)
    (folder / "odd").mkdir()
    (folder / "odd" / "sitecustomize.py").write_text("print('measuring')")
    before = start("summarise", "plan.xlsx", "-o", "out.xlsx", cwd=folder).err
    environment = {**os.environ, "PYTHONPATH": str(folder / "odd")}
    command = [sys.executable, "-m", "plan_workbook", "summarise", "plan.xlsx", "-o", "out.xlsx"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.decode().replace("\r", "")) == (0, before)
