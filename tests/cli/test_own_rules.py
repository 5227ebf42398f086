"""``--rules``: every command that checks takes it, and what a council wrote goes through its whole month."""

from __future__ import annotations

import csv
import inspect
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builder import clean_plan, editing, opened
from cli.calls import READING, on

from plan_workbook.checking import own_rules
from plan_workbook.cli.main import COMMANDS, module_of
from plan_workbook.reading import read_plan
from plan_workbook.writing.register_files import write_register

VAGUE = """from plan_workbook.rules import ACTIONS, Severity, own_column, rule, value

RULES = (
    rule(
        "action-grant-unnamed", Severity.WARNING, ACTIONS, at=own_column(ACTIONS, "Funding Source"),
        fires=lambda key: value(key) == "Grant", title="A grant has no number", why="Nobody can find it.",
        message=lambda case: f"Action {case.item.ref.text} is paid from {case.quoted}, which has no number.",
        fix="Give the number of the grant.", good="Grant 41", bad="Grant",
    ),
)
"""
CHECKING = [name for name in COMMANDS if "rules" in inspect.signature(module_of(name).command).parameters]
NOT_CHECKING = {"demo", "bring", "status", "compare", "register-example", "templates", "help"}


def funded() -> bytes:
    return clean_plan(2).column("actions", "Funding Source", "Grant", "Core").checked_workbook()


@pytest.fixture
def plan(folder) -> Path:
    """A plan whose first action is paid from a grant without a number, next to the file of rules."""
    Path("council rules.py").write_text(VAGUE, encoding="utf-8")
    Path("plan.xlsx").write_bytes(funded())
    return Path("plan.xlsx")


def test_every_command_that_checks_takes_rules():
    assert set(COMMANDS) - set(CHECKING) == NOT_CHECKING


@pytest.mark.parametrize("call", [call for call in READING.values() if call[0] in CHECKING], ids=" ".join)
def test_a_mistake_in_a_rules_file_is_one_sentence_with_its_line_and_nothing_is_written(call, run, folder, contents):
    Path("wrong.py").write_text("RULES = (\n", encoding="utf-8")
    Path("plan.xlsx").write_bytes(clean_plan().template())
    before = contents(folder)
    done = run(*on("plan.xlsx", call), "--rules", "wrong.py")
    assert (done.code, done.out) == (2, "")
    assert done.err == "wrong.py, line 1: this is not Python ('(' was never closed). Correct it; nothing was changed.\n"
    assert contents(folder) == before


def test_a_rule_that_fails_on_a_row_stops_the_command_before_it_writes(run, plan, folder, contents):
    wrong = VAGUE.replace("case.item.ref.text", "case.item.reference")
    Path("council rules.py").write_text(wrong, encoding="utf-8")
    before = contents(folder)
    done = run("summarise", plan, "--rules", "council rules.py")
    assert (done.code, contents(folder)) == (2, before)
    assert done.err.startswith("council rules.py, line 7: the rule action-grant-unnamed can't be judged: ")


def test_its_findings_are_in_every_format_and_on_checks(run, plan):
    said = "Action a is paid from 'Grant', which has no number."
    with_rules = ("validate", plan, "--rules", "council rules.py")
    assert run(*with_rules, "--format", "json").json["findings"][0]["message"] == said
    assert [row["rule"] for row in csv.DictReader(io.StringIO(run(*with_rules, "--format", "csv").out))] == [
        "action-grant-unnamed"
    ]
    assert "action-grant-unnamed" in run(*with_rules, "--format", "html").out
    assert said in run(*with_rules, "--only", "action-grant-unnamed", "--write-checks").out
    cells = [cell.value for row in opened(plan).workbook["Checks"].iter_rows() for cell in row]
    assert said in cells and "action-grant-unnamed" in cells
    assert run("validate", plan).out.startswith("0 errors, 0 warnings")


def test_as_an_error_it_keeps_a_plan_from_being_published(run, plan):
    Path("council rules.py").write_text(VAGUE.replace("WARNING", "ERROR"), encoding="utf-8")
    assert run("publish", plan, "-o", "board.html", "--rules", "council rules.py").code == 1
    assert not Path("board.html").exists()
    assert run("publish", plan, "-o", "board.html").code == 0


def test_rules_lists_it_with_where_it_comes_from(run, plan):
    assert "Actions (from council rules.py)\n  action-grant-unnamed" in run("rules", "--rules", "council rules.py").out
    explained = run("rules", "action-grant-unnamed", "--rules", "council rules.py").out.split()
    assert explained[-4:] == ["Comes", "from", "council", "rules.py"]
    assert run("rules", "action-grant-unnamed").code == 2


def test_no_rules_are_taken_from_the_folder_of_a_workbook(run, plan):
    for name in ("rules.py", "council_rules.py", "plan.rules.py", "plan_workbook_rules.py", "conftest.py"):
        Path(name).write_text("raise SystemExit('it was run')\n", encoding="utf-8")
    assert run("validate", plan).code == 0


def test_a_rule_that_fails_on_one_workbook_refuses_that_one_by_name_and_the_others_are_gathered(run, folder):
    wrong = VAGUE.replace("case.item.ref.text", "['a grant'][case.item.ref.text != 'a']")
    Path("council rules.py").write_text(wrong, encoding="utf-8")
    for name, reference in (("kent", "a"), ("leeds", "b")):
        made = clean_plan(1, authority=name.title()).column("actions", "Funding Source", "Grant")
        made.tables["actions"][0]["Ref"] = reference
        Path(f"{name}.xlsx").write_bytes(made.template())
    for _ in range(2):
        done = run("gather", "kent.xlsx", "leeds.xlsx", "-o", "store", "--rules", "council rules.py")
        assert (done.code, "1 counted, 1 refused" in done.out) == (1, True)
        assert (
            "leeds.xlsx was not counted, because a rule of your own failed on it: council rules.py, line 7" in done.err
        )
        assert done.err.count("\n") == 1 and "nothing was changed" not in done.err


def test_a_region_says_when_a_rule_fires_if_it_is_given_its_file_and_else_how_to_be_told(run, plan):
    rules = ("--rules", "council rules.py")
    assert run("gather", plan, "-o", "store", *rules).code == 0
    told = []
    for more in ((), rules):
        run("region", "store", "-o", "region.html", *more)
        told.append(Path("region.html").read_text(encoding="utf-8"))
    assert "A rule of your own: give region the file with --rules" in told[0] and "A grant has no number" not in told[0]
    assert "A grant has no number" in told[1] and "A rule of your own" not in told[1]


def test_a_store_is_brought_up_to_date_if_other_rules_are_in_force(run, plan):
    os.utime(plan, (0, 0))  # one that was written just now may be written again
    gather, rules = ("gather", plan, "-o", "store"), ("--rules", "council rules.py")
    said = [run(*gather, *more).out for more in ((), (), rules, rules)]
    assert ["was brought up to date" in each for each in said] == [True, False, True, False]


@pytest.mark.slow
def test_several_processes_find_what_one_does(start, plan):
    Path("plans").mkdir()
    for number in range(6):
        Path("plans", f"{number}.xlsx").write_bytes(funded())
    both = [
        start("validate", "plans", "--rules", "council rules.py", "--format", "csv", "--jobs", jobs, cwd=Path.cwd())
        for jobs in ("1", "2")
    ]
    assert both[0] == both[1] and both[0].out.count("action-grant-unnamed") == 6


INSTALLED = """
from plan_workbook.checking.own_rules import in_force
print([rule.source.name for rule in in_force().own])
"""


@pytest.mark.slow
def test_rules_in_a_package_outside_the_repository_go_through_the_whole_month(run, folder, monkeypatch):
    site = folder / "site"
    about = site / "exampleshire_checks-2.1.dist-info"
    about.mkdir(parents=True)
    (site / "exampleshire_checks.py").write_text(VAGUE, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: exampleshire-checks\nVersion: 2.1\n")
    (about / "entry_points.txt").write_text("[plan_workbook.rules]\nexampleshire = exampleshire_checks\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(site), os.environ["PYTHONPATH"]))}
    done = subprocess.run(
        [sys.executable, "-c", INSTALLED], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "['exampleshire-checks 2.1']\n"
    monkeypatch.syspath_prepend(site)
    monkeypatch.setattr(own_rules, "_now", [])
    try:
        month(run)
    finally:
        own_rules.in_force().remove()


def month(run) -> None:
    """A month of a plan with a rule and a column of its own, from new to compare."""
    plan = clean_plan(2).column("actions", "Funding Source", "Grant", "Core")
    write_register(plan.register(), Path("register"))
    assert run("new", "plan.xlsx", "--from", "register").code == 0
    assert run("split", "plan.xlsx").code == 0
    (part,) = [path for path in Path("plan-split").glob("*.xlsx") if not path.name.endswith(".base.xlsx")]
    assert "action-grant-unnamed" in run("validate", part).out
    with editing(part) as book:
        book.type("R02", "Actions", 1, "Funding Source", "Levy 7")
    assert "Levy 7" in run("collect", "plan.xlsx", "plan-split").out
    (found,) = run("validate", "plan.xlsx", "--format", "json").json["findings"]
    assert (found["rule"], found["sheet"], found["value"]) == ("action-grant-unnamed", "R01", "Grant")
    assert run("summarise", "plan.xlsx").code == 0
    for name in ("board.xlsx", "board.docx", "board.html"):
        assert run("publish", "plan.xlsx", "-o", name).code == 0
    assert all(said in Path("board.html").read_text(encoding="utf-8") for said in ("Funding Source", "Grant", "Levy 7"))
    opened_next = ("--period", "January 2018", "--report-date", "31/01/2018", "--with-errors")
    assert run("rollover", "plan.xlsx", "-o", "january.xlsx", *opened_next).code == 0
    with editing(Path("january.xlsx")) as book:
        book.type("R01", "Actions", 1, "Funding Source", "Grant 41")
    again = run("validate", "january.xlsx", "--previous", "plan.xlsx", "--format", "json").json["findings"]
    assert "action-grant-unnamed" not in {each["rule"] for each in again}
    assert not [each for each in again if "Funding" in each["message"] or each["rule"] == "template-older"]
    others = run("compare", "plan.xlsx", "january.xlsx", "--format", "json").json["others"]
    changed = [(each["field"], each["before"], each["after"]) for each in others]
    assert ("Funding Source", "Grant", "Grant 41") in changed
    assert [row.text("heading") for row in read_plan("january.xlsx").extra_columns] == ["Funding Source"]


@pytest.mark.parametrize(
    "call",
    [
        ("publish", "plan.xlsx"),
        ("summarise", "plan.xlsx"),
        ("rollover", "plan.xlsx", "-o", "next.xlsx", "--period", "Next", "--report-date", "31/01/2038"),
        ("email", "plan.xlsx", "--to", "board@example.gov.uk"),
    ],
    ids=lambda call: call[0],
)
def test_the_command_that_lists_what_was_found_names_the_rules_that_found_it(call, run, plan):
    Path("strict.py").write_text(VAGUE.replace("Severity.WARNING", "Severity.ERROR"), encoding="utf-8")
    done = run(*call, "--rules", "strict.py")
    assert 'plan-workbook validate "plan.xlsx" --rules "strict.py"' in done.out + done.err
    assert run("validate", "plan.xlsx", "--rules", "strict.py").code == 1
    assert "--rules" not in run("publish", "plan.xlsx").err


@pytest.mark.parametrize("name", ["action-grant-unnamed", "action-overdue-but-gren"])
def test_a_rule_that_nobody_knows_may_be_one_of_your_own(name, run, folder):
    said = "If it is a rule of your own, name its file with --rules, or install its package."
    assert said in run("rules", name).err
    clean_plan().accept(name, "R01 a", "Agreed in June").write_template(folder / "plan.xlsx")
    assert said in run("validate", "plan.xlsx").out


def test_what_a_rules_file_prints_is_not_in_front_of_the_json(run, plan):
    loud = VAGUE.replace('message=lambda case: f"', 'message=lambda case: print("judging") or f"')
    Path("loud.py").write_text(f"print('loading')\n{loud}", encoding="utf-8")
    done = run("validate", "plan.xlsx", "--rules", "loud.py", "--format", "json")
    assert json.loads(done.out) and "loading" in done.err and "judging" in done.err
