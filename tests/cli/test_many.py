"""Many workbooks at once: folders, patterns, what is skipped, several processes, one bad file among good ones."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import dying
import openpyxl
import pytest
from builder import clean_plan, editing, opened
from loaded import PROCESSES

from plan_workbook.bringing.telling import told
from plan_workbook.collecting import asked
from plan_workbook.collecting import record as returns
from plan_workbook.errors import InputError
from plan_workbook.jobs import many, one, processes
from plan_workbook.jobs.many import check_all
from plan_workbook.jobs.one import Task
from plan_workbook.jobs.processes import Pool
from plan_workbook.jobs.workbook_files import workbooks_in
from plan_workbook.mail import record
from plan_workbook.reports.csv import COLUMNS
from plan_workbook.reports.formats import Format
from plan_workbook.writing.register_files import write_register


@pytest.fixture
def several(folder, clean_workbook, faulty_workbook) -> Path:
    """A folder with seven workbooks, one of them in a folder of its own and one that can't be read."""
    place = folder / "returned"
    (place / "late ones").mkdir(parents=True)
    for name in ("a.xlsx", "c.XLSX", "d.xlsx", "e.xlsx"):
        (place / name).write_bytes(clean_workbook)
    (place / "late ones" / "f.xlsx").write_bytes(faulty_workbook)
    (place / "b.xlsx").write_bytes(b"not a workbook at all")
    (place / "g.xlsx").write_bytes(faulty_workbook)
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", "a.bak.xlsx", "a.base.xlsx", "notes.txt"):
        (place / name).write_bytes(b"something")
    return place


def test_of_a_folder_every_workbook_is_checked_and_one_bad_file_stops_nothing(run, several):
    done = run("validate", several, "--format", "json")
    assert done.code == 2
    told = {Path(each["workbook"]).name: each for each in done.json["workbooks"]}
    assert sorted(told) == sorted(["a.xlsx", "b.xlsx", "c.XLSX", "d.xlsx", "e.xlsx", "f.xlsx", "g.xlsx"])
    assert [name for name, each in told.items() if "error" in each] == ["b.xlsx"]
    assert told["b.xlsx"]["error"]["code"] == "not-an-office-file"
    assert told["b.xlsx"]["error"]["message"] in done.err


@pytest.mark.slow
def test_locks_and_backups_are_skipped_and_said_so(run, several):
    said = run("validate", several, "--format", "json").err
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", "a.bak.xlsx", "a.base.xlsx"):
        assert f"Skipped {several / name}: " in said
    assert "notes.txt" not in said


def test_files_that_may_hold_a_plan_and_are_not_read_are_named_and_ours_are_not(run, folder, clean_workbook):
    place = folder / "returned"
    (place / "register").mkdir(parents=True)
    (place / "fire.numbers" / "Data").mkdir(parents=True)
    (place / "plan.xlsx").write_bytes(clean_workbook)
    with zipfile.ZipFile(place / "fire.numbers" / "Index.zip", "w") as file:
        file.writestr("x.xlsx", b"")
    for name, inside in (("health.zip", "Health/plan.xlsx"), ("photos.zip", "a.jpg")):
        with zipfile.ZipFile(place / name, "w") as file:
            file.writestr(inside, b"")
            file.writestr("__MACOSX/._plan.xlsx", b"")
    unread = ("education.XLS", "roads.xlsb", "police.ods", "figures.csv", "broken.zip")
    for name in (*unread, "._plan.xlsx", "~$education.xls", "notes.txt"):
        (place / name).write_bytes(b"PK, and more")
    ours = {
        "plan-sent.csv": ";".join(record.COLUMNS),
        "findings.csv": ",".join(COLUMNS),
        "plan.parts.csv": ",".join(asked.COLUMNS),
        "plan.returns.csv": ",".join(returns.COLUMNS),
        "register/brought.csv": ",".join(told.HEADINGS),
        "register/plan.csv": "Field,Value",
    }
    for name, headings in ours.items():
        (place / name).write_text(headings + "\n", encoding="utf-8-sig")
    done = run("validate", place)
    assert done.code == 2
    named = {line.split(" was not read: ")[0] for line in done.err.splitlines()}
    assert named == {str(place / name) for name in (*unread, "health.zip", "fire.numbers")}
    assert "it is a zip file that holds plan.xlsx, so unpack it" in done.err
    listed = {line["workbook"]: line for line in run("validate", place, "--format", "json").json["workbooks"]}
    old = listed[str(place / "education.XLS")]["error"]
    assert old["code"] == "not-opened" and old["message"] in done.err.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links there")
def test_what_a_folder_has_and_nobody_can_look_into_is_named_and_does_not_pass(folder, monkeypatch):
    place, elsewhere = folder / "returned", folder / "elsewhere"
    for each in (place / "shut", place / "open", elsewhere):
        each.mkdir(parents=True)
        (each / "plan.xlsx").touch()
    (place / "lost.xlsx").symlink_to("nowhere.xlsx")
    (place / "circle.xlsx").symlink_to("circle.xlsx")
    (place / "linked").symlink_to(elsewhere, target_is_directory=True)
    (place / "again").symlink_to(place, target_is_directory=True)
    (place / "theirs.xlsx").symlink_to(elsewhere / "plan.xlsx")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "shut")
    found = workbooks_in([place])
    assert [each.relative_to(place) for each in found.workbooks] == [Path("open", "plan.xlsx")]
    assert {each.path.name: each.why.partition(" (")[0] for each in found.unread} == {
        "shut": "it can't be opened",
        "lost.xlsx": "it can't be opened",
        "circle.xlsx": "it can't be opened",
        "linked": "it is a link to another folder, which you can name as well",
        "theirs.xlsx": "it is a link to a file elsewhere, which you can name as well",
    }
    with pytest.raises(InputError, match=r"^The folder .+shut was not checked: it can't be opened \(.+\)\.$"):
        workbooks_in([place / "shut"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_in_a_folder_that_would_steer_a_terminal_is_written_out_on_one_line(run, folder):
    for name in ("a\n\x1b[2J.xlsx", "b\n\u202e.xls", "c.xlsx"):
        (folder / name).touch()
    done = run("validate", ".")
    assert done.code == 2
    assert len(done.err.splitlines()) == 3
    assert r"b\n\u202e.xls was not read: it is in the old format" in done.err
    assert r"a\n\x1b[2J.xlsx" in done.err


@pytest.mark.slow
def test_a_workbook_that_looks_like_a_copy_of_another_is_said(run, folder, clean_workbook):
    for name in ("plan.xlsx", "plan (1).xlsx", "Plan - Copy (2).xlsx", "Copy of plan.xlsx", "other (1).xlsx"):
        (folder / name).write_bytes(clean_workbook)
    done = run("validate", folder)
    assert done.code == 0
    said = [
        line.partition(" looks like a copy of plan.xlsx")[0] for line in done.err.splitlines() if "a copy of" in line
    ]
    assert sorted(Path(each).name for each in said) == ["Copy of plan.xlsx", "Plan - Copy (2).xlsx", "plan (1).xlsx"]


def test_a_register_in_a_folder_is_passed_over_and_one_by_itself_is_refused(run, folder, clean_workbook):
    (folder / "plan.xlsx").write_bytes(clean_workbook)
    write_register(clean_plan().register(), folder / "register.xlsx")
    done = run("validate", folder)
    assert (done.code, done.err.strip()) == (0, f"Skipped {folder / 'register.xlsx'}: it is a register.")
    assert run("validate", folder / "register.xlsx").code == 2


PASSWORD = "Tr\u00e4umerei"


@pytest.fixture
def secret(several) -> Path:
    """Another workbook of the folder, encrypted; the folder around it has a file with the password."""
    import msoffcrypto

    path = several / "h.xlsx"
    with (several / "a.xlsx").open("rb") as source, path.open("wb") as target:
        msoffcrypto.OfficeFile(source).encrypt(PASSWORD, target)
    (several.parent / "password.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    return path


@pytest.mark.slow
def test_several_processes_say_the_same_in_the_same_order_as_one(run, several, secret):
    one, two = (run("validate", several, "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.out == two.out
    assert one.err == two.err


@pytest.mark.parametrize("pattern", ["*.xlsx", "?.xlsx"])
def test_a_pattern_the_shell_left_alone_is_understood(pattern, several, monkeypatch):
    monkeypatch.chdir(several)
    names = [path.name for path in workbooks_in([Path(pattern)]).workbooks]
    assert {"a.xlsx", "b.xlsx", "d.xlsx", "e.xlsx", "g.xlsx"} <= set(names)
    assert not [name for name in names if name.startswith("~$") or ".bak" in name]


def test_a_workbook_named_twice_is_checked_once(several):
    found = workbooks_in([several / "a.xlsx", several / ".." / "returned" / "a.xlsx", several])
    assert [path.name for path in found.workbooks].count("a.xlsx") == 1


@pytest.mark.parametrize("name", ["~$a.xlsx", "a.bak.xlsx"])
def test_a_lock_or_backup_by_itself_is_refused(name, several, run):
    done = run("validate", several / name)
    assert (done.code, done.out) == (2, "")
    assert "name the workbook itself" in done.err


def test_a_folder_without_workbooks_and_a_pattern_without_files_are_said(run, folder):
    (folder / "empty").mkdir()
    (folder / "old").mkdir()
    (folder / "old" / "plan.xls").write_bytes(b"old")
    cases = (("empty", "contains no workbook"), ("old", "only plan.xls. About plan.xls: it is in the old format"))
    for name, said in (*cases, ("*.xlsx", "No file matches")):
        done = run("validate", name)
        assert (done.code, done.out) == (2, "")
        assert said in done.err


def test_what_nobody_foresaw_in_one_workbook_keeps_none_of_the_others_back(several, monkeypatch):
    def check_one(task, passwords):
        raise ZeroDivisionError if task.path.name == "a.xlsx" else InputError("a sentence")

    monkeypatch.setattr(one, "check_one", check_one)
    monkeypatch.setattr(tempfile, "tempdir", str(several.parent))
    tasks = [Task(several / name) for name in ("a.xlsx", "d.xlsx")]
    first, second = check_all(tasks, 1)
    said, _, log = first.failure.rstrip(".").partition(" Please report it and attach ")
    assert said == f"Unexpected error with {several / 'a.xlsx'}." and "ZeroDivisionError" in Path(log).read_text()
    assert second.failure == "a sentence"


@pytest.mark.slow
def test_an_encrypted_workbook_among_others_is_named_and_needs_a_password(run, several, secret):
    asked = run("validate", several, "--format", "json")
    refused = next(each for each in asked.json["workbooks"] if each["workbook"] == str(secret))
    assert refused["error"]["code"] == "password-needed"
    assert "h.xlsx is protected with a password" in asked.err


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_encrypted_workbook_among_others_opens_with_the_password_file(jobs, run, several, secret, monkeypatch):
    monkeypatch.setattr(processes, "new_processes", lambda: PROCESSES)  # with everything loaded
    given = run("validate", several, "--format", "json", "--jobs", jobs, "--password-file", "password.txt")
    assert "protected" not in given.out and "protected" not in given.err


@pytest.mark.slow
def test_of_files_with_one_name_the_sentence_says_which(run, several):
    (several / "late ones" / "b.xlsx").write_bytes(b"not a workbook either")
    said = run("validate", several, "--format", "json").err
    for path in (several / "b.xlsx", several / "late ones" / "b.xlsx"):
        assert len([line for line in said.splitlines() if line.startswith(f"{path}: ")]) == 1


@pytest.mark.parametrize("names", [["locked"], ["locked/~$a.xlsx", "locked/a.bak.xlsx"], ["locked/*.xlsx"]])
def test_where_all_is_skipped_nothing_passes_for_checked(names, run, folder):
    (folder / "locked").mkdir()
    for name in ("~$a.xlsx", "a.bak.xlsx"):
        (folder / "locked" / name).write_bytes(b"something")
    done = run("validate", *names, "--format", "json")
    assert done.code == 2
    assert done.json == {"format": 2, "error": {"code": "input", "message": done.err.strip()}}
    assert "There is no workbook to check" in done.err


@pytest.mark.slow
def test_a_process_that_dies_takes_only_its_own_workbook_along(several, monkeypatch, clean_workbook):
    for number in range(5):
        (several / f"z{number}.xlsx").write_bytes(clean_workbook)
    monkeypatch.setattr(many, "_check", dying.check)
    monkeypatch.setattr(processes, "new_processes", lambda: PROCESSES)  # with everything loaded
    started = []
    start = Pool._processes
    monkeypatch.setattr(Pool, "_processes", lambda pool, count: started.append(count) or start(pool, count))
    tasks = [Task(path) for path in workbooks_in([several]).workbooks]
    outcomes = list(check_all(tasks, 2))
    assert [outcome.task for outcome in outcomes] == tasks
    assert {outcome.task.path.name for outcome in outcomes if outcome.report is None} == {"b.xlsx", "g.xlsx"}
    assert "stopped from outside" in next(o.failure for o in outcomes if o.task.path.name == "g.xlsx")
    assert started.count(1) <= 3  # those that ran when it died, not each of those that waited


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a console, not to a process")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_with_one_word_and_leaves_no_process(jobs, folder, clean_workbook):
    for name in ("~$0.xlsx", *(f"{number}.xlsx" for number in range(60))):
        (folder / name).write_bytes(clean_workbook)
    command = [sys.executable, "-m", "plan_workbook", "validate", ".", "--jobs", jobs]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr.readline().startswith("Skipped ~$0.xlsx")  # then it begins
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "Stopped.\n")
    for _ in range(100):  # the last one ends when it hears that nobody is left
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process stayed behind")


# ------------------------------------------------------------------------------------------- last month


@pytest.fixture
def months(folder) -> tuple[Path, Path]:
    """Last month's workbook and this month's, with a target that moved and a Previous that was not last month's."""
    before, now = folder / "before.xlsx", folder / "now.xlsx"
    clean_plan(report_date="30/11/2017", data_as_at="31/10/2017", period="November 2017").write_template(before)
    plan = clean_plan()
    plan.tables["indicators"][0] |= {"Target": "85%", "Previous": "91%"}
    plan.tables["recommendations"][0]["Progress"] = "Something new was done and it helped."
    plan.write(now)
    return before, now


def test_last_months_workbook_is_compared_with(run, months):
    before, now = months
    rules = {f["rule"] for f in json.loads(run("validate", now, "--format", "json").out)["findings"]}
    assert rules == set()
    done = json.loads(run("validate", now, "--previous", before, "--format", "json").out)
    assert {f["rule"] for f in done["findings"]} == {"indicator-target-moved", "indicator-previous-mismatch"}


def test_last_months_folder_is_compared_file_by_file(run, months, folder):
    before, now = months
    (folder / "november").mkdir()
    shutil.copyfile(before, folder / "november" / "now.xlsx")
    shutil.copyfile(now, folder / "other.xlsx")
    done = run("validate", now, "other.xlsx", "--previous", "november", "--format", "json")
    first, second = json.loads(done.out)["workbooks"]
    assert first["findings"] and not second["findings"]
    assert "november has no other.xlsx" in done.err


def test_last_months_workbook_that_serves_many_and_cannot_be_read_is_said_once(run, several):
    done = run("validate", several, "--previous", "no such.xlsx", "--format", "json")
    assert done.code == 2
    assert {each["error"]["code"] for each in done.json["workbooks"]} == {"input"}
    said = [line for line in done.err.splitlines() if not line.startswith("Skipped")]
    assert said == [
        "no such.xlsx can't be used for comparison. The file no such.xlsx does not exist: check the name and the "
        "folder."
    ]


@pytest.mark.parametrize("command", ["validate", "summarise"])
def test_last_months_workbook_that_cannot_be_read_is_said(command, run, months):
    _, now = months
    content = now.read_bytes()
    done = run(command, now, "--previous", "no such.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "no such.xlsx" in done.err
    assert now.read_bytes() == content


@pytest.mark.parametrize("command", ["validate", "summarise"])
def test_a_workbook_is_not_compared_with_itself(command, run, months):
    _, now = months
    done = run(command, now, "--previous", now)
    assert (done.code, done.out) == (2, "")
    assert "is the workbook itself" in done.err


def test_last_months_folder_inside_the_one_that_is_checked_is_skipped(run, months, folder):
    before, _ = months
    (folder / "november").mkdir()
    shutil.copyfile(before, folder / "november" / "now.xlsx")
    done = run("validate", folder, "--previous", folder / "november", "--format", "json")
    names = [Path(each["workbook"]).parent.name for each in json.loads(done.out)["workbooks"]]
    assert names and "november" not in names
    assert "it is one of last month's" in done.err


def test_summarise_lists_in_checks_what_moved_since_last_month(run, months):
    before, now = months
    assert run("summarise", now, "--previous", before).code == 0
    words = {cell.value for row in opened(now)["Checks"].iter_rows() for cell in row}
    assert {"indicator-target-moved", "indicator-previous-mismatch"} <= words


def test_a_file_of_last_months_folder_that_cannot_be_read_stops_only_the_one_it_serves(run, months, folder):
    before, now = months
    (folder / "november").mkdir()
    (folder / "november" / "now.xlsx").write_bytes(b"not a workbook")
    shutil.copyfile(before, folder / "november" / "other.xlsx")
    shutil.copyfile(now, folder / "other.xlsx")
    done = run("validate", now, "other.xlsx", "--previous", "november", "--format", "json")
    assert done.code == 2
    assert ["error" in each for each in done.json["workbooks"]] == [True, False]
    assert f"{Path('november') / 'now.xlsx'} can't be used for comparison" in done.err


# ------------------------------------------------------------------------------------------- what is wanted


def test_only_skip_and_severity_narrow_what_is_said_and_counted(run, faulty):
    everything = json.loads(run("validate", faulty, "--format", "json").out)
    rules = [f["rule"] for f in everything["findings"]]
    assert len(set(rules)) > 1
    one = rules[0]
    only = json.loads(run("validate", faulty, "--format", "json", "--only", one.upper()).out)
    assert {f["rule"] for f in only["findings"]} == {one}
    assert sum(only["counts"].values()) == rules.count(one)
    without = json.loads(run("validate", faulty, "--format", "json", "--skip", one).out)
    assert [f["rule"] for f in without["findings"]] == [rule for rule in rules if rule != one]
    severe = json.loads(run("validate", faulty, "--format", "json", "--min-severity", "error").out)
    assert {f["severity"] for f in severe["findings"]} == {"error"}
    left_out = len(rules) - len(severe["findings"])
    said = f"; {left_out} more findings left out by --only, --skip or --min-severity"
    assert (severe["left_out"], everything["left_out"]) == (left_out, 0)
    lines = run("validate", faulty, "--min-severity", "error").out.splitlines()
    assert lines[0].endswith(said) and lines[-1].endswith(said)


def test_to_want_a_rule_alone_and_to_leave_it_out_is_refused(run, faulty):
    done = run("validate", faulty, "--only", "action-overdue", "--skip", "Action-Overdue")
    assert (done.code, done.out) == (2, "")
    assert "--skip leaves out every rule that --only names (action-overdue)" in done.err


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_a_rule_nobody_knows_is_said_with_the_nearest(option, run, faulty):
    done = run("validate", faulty, option, "action-overdu")
    assert (done.code, done.out) == (2, "")
    assert "did you mean action-overdue?" in done.err


@pytest.mark.parametrize(("rating", "codes"), [("", (1, 1, 0)), ("A", (0, 1, 0)), ("G", (0, 0, 0))])
def test_the_exit_code_follows_what_it_should_fail_on(rating, codes, run, folder):
    clean_plan().action(rating=rating).write_template(folder / "plan.xlsx")
    got = tuple(run("validate", "plan.xlsx", "--fail-on", each).code for each in ("error", "warning", "never"))
    assert got == codes


def test_what_is_left_out_does_not_count_for_the_exit_code(run, folder):
    clean_plan().action(rating="").write_template(folder / "plan.xlsx")
    assert run("validate", "plan.xlsx", "--skip", "action-rating-missing").code == 0


# ------------------------------------------------------------------------------------------- where it goes


@pytest.mark.parametrize("format", Format)
def test_every_form_goes_into_a_file_as_it_goes_to_the_screen(format, run, faulty, folder):
    printed = run("validate", faulty, "--format", format)
    written = run("validate", faulty, "--format", format, "--output", "findings.out")
    assert (printed.code, written.code, written.out) == (1, 1, "")
    content = (folder / "findings.out").read_bytes().decode("utf-8-sig")
    if format is not Format.TEXT:  # which fits its lines to the screen
        assert content.replace("\r\n", "\n").lstrip("\ufeff") == printed.out.replace("\r\n", "\n").lstrip("\ufeff")
    assert "action-due" in content


def test_the_csv_has_one_row_for_each_finding(run, faulty):
    found = json.loads(run("validate", faulty, "--format", "json").out)["findings"]
    rows = list(csv.DictReader(io.StringIO(run("validate", faulty, "--format", "csv").out.lstrip("\ufeff"))))
    assert [(r["rule"], r["sheet"], r["cell"]) for r in rows if r["accepted"] == "no"] == [
        (f["rule"], f["sheet"], f["cell"]) for f in found
    ]


@pytest.mark.parametrize("previous", [(), ("--previous", "findings.xlsx")])
def test_findings_are_never_written_over_a_workbook(previous, run, faulty, folder):
    shutil.copyfile(faulty, "findings.xlsx")
    target = "findings.xlsx" if previous else folder / faulty
    before = Path(target).read_bytes()
    done = run("validate", faulty, *previous, "--format", "csv", "-o", target)
    assert (done.code, done.out) == (2, "")
    assert "choose another name for the output" in done.err
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize(("by", "heading"), [("lead", "Head of"), ("sheet", "R02"), ("rule", "action-due")])
def test_text_is_grouped_as_asked(by, heading, run, faulty):
    done = run("validate", faulty, "--by", by)
    assert any(line.startswith(heading) for line in done.out.splitlines())


def test_write_checks_fills_the_checks_sheet_and_keeps_the_file_as_it_was(run, clean, folder):
    with editing(folder / clean) as book:
        where = book.type("R01", "Actions", 1, "RAG", "?")
    before = (folder / clean).read_bytes()
    done = run("validate", clean, "--write-checks", "--only", "indicator-conflict", "--format", "json")
    assert "clean.bak.xlsx" in done.err
    assert json.loads(done.out)["findings"] == []
    assert (folder / "clean.bak.xlsx").read_bytes() == before
    page = openpyxl.load_workbook(folder / clean, data_only=True)["Checks"]
    cells = {cell.value for row in page.iter_rows() for cell in row}
    assert where in cells and "action-rating-unknown" in cells
    assert "nothing was changed" in run("validate", clean, "--write-checks").err


def test_without_write_checks_nothing_is_written(run, faulty, folder):
    before = (folder / faulty).read_bytes()
    run("validate", faulty)
    assert (folder / faulty).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [Path(faulty).name]


def test_a_later_month_or_another_plan_is_not_last_months(run, folder, contents):
    clean_plan().write_template(folder / "now.xlsx")
    clean_plan(report_date="31/01/2018").write_template(folder / "january.xlsx")
    clean_plan(title="Getting to Good").write_template(folder / "same.xlsx")
    clean_plan(title="Roads and bridges", authority="Otherton").write_template(folder / "other.xlsx")
    before = contents(folder)
    for name, said in (
        ("january.xlsx", "january.xlsx has the report date 31 January 2018, which is later than 31 December 2017"),
        ("other.xlsx", "other.xlsx is another plan, 'Roads and bridges' of Otherton"),
    ):
        for command in (("summarise",), ("validate",), ("validate", "--write-checks"), ("chase",), ("publish",)):
            done = run(command[0], "now.xlsx", *command[1:], "--previous", name)
            assert (done.code, done.err.count("\n")) == (2, 1)
            assert said in done.err
    assert contents(folder) == before
    assert run("validate", "now.xlsx", "--previous", "same.xlsx").code == 0


@pytest.mark.slow
def test_what_commands_make_of_plans_is_passed_over_among_plans_and_refused_by_what_it_is(run, folder):
    clean_plan().write_template(folder / "plan.xlsx")
    (folder / "tracker.csv").write_text("Recommendation;Title;Action;By whom;Deadline\n1;Assess;Train;Jo;Mar 2018\n")
    run("gather", "plan.xlsx", "-o", "store", "--format", "parquet")
    run("export", "--typed", "plan.xlsx", "-o", "tables.xlsx")
    run("region", "store", "-o", "region.xlsx")
    run("bring", "tracker.csv", "-o", "register")
    (folder / "tracker.csv").unlink()
    held = {
        "mapping.xlsx": "the mapping that bring made of documents",
        "region.xlsx": "the figures that region made of a store",
        "tables.xlsx": "the tables that export --typed made",
    }
    assert all((folder / name).is_file() for name in held)
    checked = run("validate", ".", "--format", "json")
    assert checked.code == 0
    assert checked.json["skipped"] == [{"workbook": name, "why": f"it holds {what}"} for name, what in held.items()]
    assert "holds" not in run("validate", ".", "--quiet").err
    typed = run("export", "--typed", ".", "-o", "again.xlsx")
    assert typed.code == 0 and [line for line in typed.err.splitlines() if line.startswith("Skipped")] == [
        f"Skipped {name}: it holds {what}." for name, what in held.items()
    ]
    gathered = run("gather", ".", "-o", "store", "--format", "parquet", "--report", "json")
    assert (gathered.code, gathered.json["files"]["output"], gathered.json["files"]["refused"]) == (0, 4, 0)
    for name, what in held.items():
        alone = run("status", name)
        assert (alone.code, alone.err) == (2, f"{name} holds {what}, and no plan: name the workbook of a plan.\n")
        for command in (("bring", name, "-o", "new"), ("new", "new.xlsx", "--from", name)):
            refused = run(*command)
            why = f"{name} is not a report or tracker, because it holds {what}: give the document or plan that"
            assert (refused.code, refused.err) == (2, f"{why} it was made of.\n")


def test_two_workbooks_of_one_name_are_told_apart_when_they_can_not_be_compared(run, folder):
    for month, day in (("2017-11", "30/11/2017"), ("2017-12", "31/12/2017")):
        (folder / month).mkdir()
        clean_plan(report_date=day).write_template(folder / month / "kent.xlsx")
    done = run("validate", "2017-11", "--previous", "2017-12")
    assert done.code == 2 and done.err == (
        f"{Path('2017-11', 'kent.xlsx')}: The kent.xlsx given with --previous has the report date 31 December 2017, "
        "which is later than 30 November 2017 in the kent.xlsx that it is compared with: name an earlier month's "
        "workbook with --previous.\n"
    )


def test_a_workbook_of_the_same_month_is_compared_and_every_command_says_so(run, folder):
    clean_plan().write(folder / "now.xlsx")
    clean_plan().write_template(folder / "earlier.xlsx")
    clean_plan(period="Mid-December 2017", report_date="15/12/2017").write_template(folder / "twice a month.xlsx")
    said = "earlier.xlsx is of the same month as now.xlsx (December 2017), so what moved is what was changed within"
    for command, *others in (
        ("validate",),
        ("validate", "--write-checks"),
        ("status",),
        ("chase", "--dry-run"),
        ("publish", "--draft", "-o", "board.html"),
        ("summarise", "-o", "out.xlsx"),
    ):
        done = run(command, "now.xlsx", *others, "--previous", "earlier.xlsx")
        assert done.code == 0 and done.err.count(said) == 1, command
    assert said not in run("status", "now.xlsx", "--previous", "twice a month.xlsx").err
