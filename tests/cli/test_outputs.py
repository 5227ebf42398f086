"""What is at the name to write to: never a file that the command was given, and what is replaced is kept."""

from __future__ import annotations

import inspect

import pytest
from builder import clean_plan
from cli.calls import READING
from cli.test_own_rules import VAGUE

from plan_workbook.cli.main import COMMANDS, module_of

REPORTS = {
    "validate": ("validate", "plan.xlsx", "--format", "csv", "-o"),
    "compare": ("compare", "plan.xlsx", "plan.xlsx", "--format", "html", "-o"),
    "collect": ("collect", "plan.xlsx", "return.xlsx", "--dry-run", "--format", "json", "--report"),
}
"""How the commands that say what they found in a file are called; the name of the file comes last."""


@pytest.fixture
def plan(folder):
    for name in ("plan.xlsx", "return.xlsx"):
        clean_plan().write_template(folder / name)
    return folder


def test_every_command_that_says_what_it_found_in_a_file_is_here():
    def says(command):
        options = inspect.signature(module_of(command).command, eval_str=True).parameters.values()
        declared = [each for option in options for each in getattr(option.annotation, "__metadata__", ())]
        return any("the screen" in each.help for each in declared)

    assert {command for command in COMMANDS if says(command)} == set(REPORTS)


@pytest.mark.parametrize("call", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("name", ["actions.csv", "plan.findings.csv", "edition.docx", "page.html", "notes"])
def test_a_file_that_a_report_replaces_is_kept_and_named(run, plan, call, name):
    (plan / name).write_text("somebody's work")
    done = run(*call, name)
    stem, dot, ending = name.rpartition(".")
    backup = f"{stem}.bak.{ending}" if dot else f"{name}.bak"
    assert f"Wrote {name}; the file that was there is kept as {backup}." in done.err
    assert (plan / backup).read_text() == "somebody's work" != (plan / name).read_text()


@pytest.mark.parametrize("command", sorted(READING))
@pytest.mark.parametrize("option", ["password_file", "rules", "body", "template"])
def test_no_command_writes_over_a_file_that_an_option_gives_it(run, plan, contents, command, option):
    call = [each.format("plan.xlsx") for each in READING[command]]
    options = inspect.signature(module_of(call[0]).command).parameters
    output = next((name for name in ("report", "output") if name in options), None)
    if option not in options or output is None or call[0] in ("new", "gather"):
        return
    (plan / "given.txt").write_text(VAGUE)
    before = contents(plan)
    if "-o" in call:
        at = call.index("-o")
        del call[at : at + 2]
    named = f"--{option.replace('_', '-')}"
    done = run(*call, named, "given.txt", f"--{output}", "given.txt")
    assert done.code == 2
    assert done.err == f"given.txt is the file given as {named}: choose another name for the output.\n"
    assert contents(plan) == before


def test_a_table_of_a_register_that_is_compared_is_not_written_over(run, plan, contents):
    assert run("export", "plan.xlsx", "-o", "register").code == 0
    before = contents(plan)
    done = run("compare", "register", "plan.xlsx", "-o", "register/actions.csv")
    assert done.code == 2 and "actions.csv is one of the files to read" in done.err
    assert contents(plan) == before
