"""``new``, ``export``, ``summarise``, ``rules``, ``demo`` as a coordinator runs them, and help for all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builder import clean_plan, editing
from loaded import command

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.cli.main import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command, run):
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Example: plan-workbook {command}" in done.out
    assert done.out.isascii()


def test_the_help_of_all_names_every_command(run):
    done = run("--help")
    assert done.code == 0
    assert set(COMMANDS) <= set(re.findall(r"^  ([\w-]+) ", done.out, re.MULTILINE))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_of_the_help_names_options_that_exist(command, run):
    example = re.search(r"Example: plan-workbook (.+)", run(command, "--help").out)
    assert example is not None
    options = re.findall(r" (--?\w[\w-]*)", example[1])
    assert all(option in run(command, "--help").out.split("Example")[0] for option in options)


def test_new_says_what_it_made_and_how_many_errors_are_open(run, folder, faulty):
    assert run("export", faulty, "-o", "register").code == 0
    done = run("new", "plan.xlsx", "--from", "register")
    assert done.code == 0
    assert done.out == "Wrote plan.xlsx: 2 recommendations, 3 indicators, 5 actions, 0 people.\n"
    assert done.err.startswith("1 error is open")
    assert done.err.count("\n") == 1


def test_new_says_what_unknown_columns_were_meant_for_and_which_tables_it_does_not_read(run, folder, clean):
    run("export", clean, "-o", "register")
    (folder / "register" / "minutes.csv").write_text("Who said what\r\n")
    done = run("new", "plan.xlsx", "--from", "register")
    assert "'minutes' in register is not read: plan-workbook help register names the tables that are.\n" in done.err
    (folder / "register" / "actions.csv").write_text("Number,Activity,Who\r\n")
    refused = run("new", "other.xlsx", "--from", "register").err
    for said in ("'Number' (perhaps Recommendation)", "'Activity' (perhaps Action)", "'Who' (perhaps Task Lead)"):
        assert said in refused


def test_new_replaces_with_force_only_and_keeps_what_it_replaces(run, folder, clean):
    before = (folder / clean).read_bytes()
    assert run("new", clean, "--recommendations", "1").code == 2
    assert (folder / clean).read_bytes() == before
    done = run("new", clean, "--recommendations", "1", "--force")
    assert done.code == 0 and "The previous file is kept as clean.bak.xlsx.\n" in done.out
    assert (folder / clean).read_bytes() != before == (folder / "clean.bak.xlsx").read_bytes()


def test_new_adds_optional_columns_and_refuses_what_is_none_in_a_sentence(run, folder):
    assert run("new", "plan.xlsx", "--recommendations", "1", "--with", "Evidence,Trend", "--with", "impact").code == 0
    assert run("export", "plan.xlsx", "-o", "register").code == 0
    headings = [
        (folder / "register" / f"{name}.csv").read_text() for name in ("actions", "indicators", "recommendations")
    ]
    assert [name in said for name, said in zip(("Evidence", "Trend", "Impact"), headings, strict=True)] == [True] * 3
    refused = run("new", "other.xlsx", "--with", "Evidense")
    assert (refused.code, refused.err) == (
        2,
        "--with can't add 'Evidense', which is not optional: did you mean Evidence?\n",
    )
    assert run("new", "other.xlsx", "--with", "Baseline").err.endswith(
        "; a column of your own has its table in front, as in Actions: Baseline.\n"
    )
    assert not (folder / "other.xlsx").exists()


def test_export_says_where_the_register_is_and_how_many_errors_are_open(run, faulty):
    done = run("export", faulty, "-o", "my register")
    assert (done.code, done.out) == (0, "Wrote the register of faulty.xlsx to my register.\n")
    assert done.err.startswith("1 error is open") and done.err.count("\n") == 1


@pytest.mark.slow
def test_export_names_what_a_spreadsheet_would_run_and_new_gives_it_back(run, folder):
    clean_plan().action(text="=1+1").action(text="@now", comment="-5").write(folder / "plan.xlsx")
    cells = (
        "A spreadsheet that opens these CSV files would run 2 cells as formulas "
        "(Action in row 3 of actions.csv and Action in row 4 of actions.csv)"
    )
    plain = run("export", "plan.xlsx", "-o", "plain")
    assert plain.code == 0
    assert plain.err == f"{cells}: with --safe each gets an apostrophe in front, which new --from takes off again.\n"
    safe = run("export", "plan.xlsx", "-o", "safe", "--safe")
    assert safe.err == f"{cells}, so each has an apostrophe in front; new --from takes it off again.\n"
    assert ",'=1+1," in (folder / "safe" / "actions.csv").read_text(encoding="utf-8")
    assert run("export", "plan.xlsx", "-o", "safe.xlsx", "--safe").err == ""
    assert run("new", "again.xlsx", "--from", "safe").code == 0
    assert run("export", "again.xlsx", "-o", "again").code == 0
    for file in (folder / "plain").iterdir():
        assert (folder / "again" / file.name).read_bytes() == file.read_bytes()


def test_summarise_says_what_became_of_the_file(run, folder, faulty):
    assert "nothing was changed" in run("summarise", faulty).out
    done = run("summarise", faulty, "-o", "for the board.xlsx")
    assert done.code == 0
    assert done.out == "Wrote for the board.xlsx with its Summary and Checks regenerated.\n"
    assert done.err.startswith("1 error is open")


def test_rules_lists_every_rule_with_its_severity(run):
    done = run("rules")
    assert (done.code, done.err) == (0, "")
    listed = re.findall(r"^  ([a-z-]+) +(error|warning|note)\b", done.out, re.MULTILINE)
    assert listed == [(rule.name, rule.severity.value) for rule in catalogue().values()]


@pytest.mark.parametrize("name", ["action-overdue-but-green", " Action-Overdue-But-Green "])
def test_rules_explains_one_rule(name, run):
    done = run("rules", name)
    assert (done.code, done.err) == (0, "")
    rule = catalogue()["action-overdue-but-green"]
    text = " ".join(done.out.split())
    assert text.startswith("action-overdue-but-green (error)")
    for part in (rule.title, rule.why, rule.good, rule.bad):
        assert part in text


@pytest.mark.slow
def test_demo_does_the_main_job_twice_in_an_empty_folder(run, tmp_path, contents):
    seen = []
    for _ in range(2):
        done = run("demo")
        assert (done.code, done.err) == (0, "")
        assert "plan-workbook validate" in done.out
        assert "2 values taken, 1 left for you" in done.out
        assert "you have 'R', the lead says 'A'" in done.out
        assert "8. Opened January 2018" in done.out
        made = {name: content for name, content in contents(tmp_path).items() if not name.endswith("returns.csv")}
        seen.append((done.out, made))  # the record says when
    assert seen[0] == seen[1]
    made = {name for name, content in seen[0][1].items() if content is not None and "a-month" not in name}
    workbooks = {name for name in made if name.endswith(".xlsx")}
    assert len(workbooks) == 1
    assert {name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] for name in made - workbooks} == {
        "plan.csv",
        "recommendations.csv",
        "indicators.csv",
        "actions.csv",
        "improvement-plan-2017-12-DRAFT.html",
    }


# ------------------------------------------------------------------------------------- as processes


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_any_code_page_can_take_the_output(encoding, tmp_path):
    def start(*arguments):
        return command(tmp_path, *arguments, encoding=encoding).ended()

    plan = clean_plan(2).action(rating="\u201cvert\u201d \u2713", lead="\u0141ucja \u017b\u00f3\u0142\u0107")
    plan.set(title="Pl\u00e1n \u2014 2018 \u2265 2017", period="D\u00e9cembre")
    path = plan.write(tmp_path / "Pl\u00e1n \u0142.xlsx")
    done = start("validate", path.name)
    assert done.returncode == 1
    assert "is not a rating of this plan" in " ".join(done.stdout.split())
    done = start("status", path.name, "--format", "json")
    assert done.stdout.isascii() and json.loads(done.stdout)["period"] == "D\u00e9cembre"
    assert start("status", path.name).returncode == 0
    missing = start("status", "\u0142\u00f3.xlsx")
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)


def test_help_and_version_import_nothing_heavy(start, tmp_path):
    code = (
        "import sys; sys.argv = ['plan-workbook', '--help']\n"
        "from plan_workbook.cli.main import run\n"
        "try: run()\nexcept SystemExit: pass\n"
        "heavy = {'polars', 'pandera', 'openpyxl', 'xlsxwriter', 'rich.table', 'pandas'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    version = start("--version", cwd=tmp_path)
    assert version.code == 0
    assert re.fullmatch(r"plan-workbook \d+\.\d+\S*\n", version.out)


def test_what_somebody_typed_on_the_summary_is_named_when_it_goes(run, folder, clean):
    with editing(folder / clean) as book:
        book["Summary"]["B200"] = "Ask about this"
    done = run("summarise", clean)
    assert done.code == 0
    assert done.err == "Text typed on a generated sheet (Summary!B200) was replaced; clean.bak.xlsx still has it.\n"
    assert run("summarise", clean).err == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes it")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("2>&-", 0), ("</dev/null >&- 2>&-", 0)])
def test_a_closed_output_changes_no_exit_code(closed, code, folder, clean):
    command = f"'{sys.executable}' -m plan_workbook summarise {clean} {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False, timeout=60)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_an_output_that_is_full_is_said(folder, clean):
    command = f"'{sys.executable}' -m plan_workbook status {clean} > /dev/full"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_the_bare_command_says_where_to_begin(run):
    assert run().err == (
        "No command was given: plan-workbook --help lists them, plan-workbook demo plays them on an example, and "
        "plan-workbook help has the documentation.\n"
    )
