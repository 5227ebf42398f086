"""The command ``collect``: what it says, in what order, and with which exit code."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from came_back import collected
from handed_out import HandedOut, handed_out
from hands import Hand

from plan_workbook.collecting import in_text
from plan_workbook.collecting.asked import Asked, list_with
from plan_workbook.collecting.in_text import as_text
from plan_workbook.collecting.in_words import CAUTION
from plan_workbook.jobs import up_to_date
from plan_workbook.layout import SECTIONS
from plan_workbook.reading import read_plan
from plan_workbook.reports.columns import MOST_ROWS
from plan_workbook.values.text import on_one_line

RATING = ("actions", 0, "rating")
TARGET, ACTUAL = (("indicators", 0, key) for key in ("target", "actual"))


@pytest.fixture(scope="session")
def out() -> HandedOut:
    return handed_out()


@pytest.fixture
def returned(folder, out, monkeypatch) -> Path:
    """``plan.xlsx`` that was handed out; Ann changed some, and the coordinator one of these; Bob deleted a row."""
    monkeypatch.setattr(up_to_date, "with_generated", lambda content, *_: content)  # looked at elsewhere
    out.put_into(folder).write_bytes(Hand(out.master).typed("R02", RATING, "A").content)
    ann = out.parts["Ann"].typed("R01", TARGET, "95%").typed("R01", ACTUAL, "41%").typed("R02", RATING, "R")
    (folder / "returned").mkdir()
    (folder / "returned" / "ann.xlsx").write_bytes(ann.content)
    (folder / "returned" / "bob.xlsx").write_bytes(out.parts["Bob"].without_row("R03", "actions", 1).content)
    (folder / "returned" / "cut.xlsx").write_bytes(ann.content[:3000])
    return folder / "returned"


def test_text_says_the_counts_then_what_to_look_at_then_lead_by_lead_and_a_short_one_says_them_once(run, returned):
    done = run("collect", "plan.xlsx", "returned")
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines.count(lines[0]) == 1 and lines[2].startswith("Look at these: targets, ")
    order = [lines[2], "Ann", "Bob", "Refused"]
    assert [line for line in lines if line in order] == order
    assert "Target of CSC 001: '90%' -> '95%'" in lines[3] and done.out.count("Target of CSC 001") == 1
    assert any("conflict" in each and "handed out 'G', master 'A', returned 'R'" in each for each in lines)
    assert any("deleted" in each and "action b did not come back" in each for each in lines)
    assert any("refused" in each and "cut.xlsx is damaged" in each for each in lines)
    assert lines[0] == (
        "2 values taken from 2 returns, 1 conflict, 1 deleted row and 1 return refused, everybody answered, in "
        "plan.xlsx, December 2017; 3 left for a person"
    )
    assert done.err.startswith("Wrote plan.xlsx; the previous file is plan.bak.xlsx.\nThe returns are recorded in plan")


def test_it_is_said_if_the_summary_no_longer_lists_what_has_moved(run, folder, returned):
    master = Hand((folder / "plan.xlsx").read_bytes())
    title = f"{SECTIONS['moved']} November 2017"
    (folder / "plan.xlsx").write_bytes(master.with_cells({"Summary": {"A40": title}}).content)
    said = 'The Summary no longer lists what has moved since November 2017: plan-workbook summarise "plan.xlsx"'
    assert said in run("collect", "plan.xlsx", "returned").err


def test_a_deleted_row_that_was_left_is_still_said_when_nothing_is_read_again(run, returned):
    run("collect", "plan.xlsx", "returned")
    again = run("collect", "plan.xlsx", "returned").err
    shows = "collecting with --again --dry-run shows"
    assert again.count(f", and 1 conflict or deleted row was left for you: {shows} it ({CAUTION}).") == 2
    alone = run("collect", "plan.xlsx").out
    assert f"; 2 conflicts and deleted rows were left for you: {shows} them ({CAUTION})" in alone


def test_what_two_returns_say_about_one_cell_is_one_decision_in_every_format(run, returned, out):
    (returned / "cut.xlsx").unlink()
    (returned / "bob.xlsx").write_bytes(out.parts["Ann"].typed("R02", RATING, "C").content)
    done = run("collect", "plan.xlsx", "returned", "--dry-run")
    assert "1 conflict," in done.out.splitlines()[0] and done.out.splitlines()[0].endswith("; 1 left for a person")
    assert run("collect", "plan.xlsx", "returned", "--dry-run", "--format", "json").json["for_a_person"] == 1
    page = run("collect", "plan.xlsx", "returned", "--dry-run", "--format", "html").out
    assert "<strong>1 left for you</strong><span>1 conflict</span>" in page
    run("collect", "plan.xlsx", "returned")
    assert "; 1 conflict or deleted row was left for you" in run("collect", "plan.xlsx").out


def test_a_copy_of_the_whole_plan_answers_for_no_lead_who_was_handed_a_part(run, returned, out):
    for each in ("ann", "bob", "cut"):
        (returned / f"{each}.xlsx").unlink()
    (returned / "plan (Kay).xlsx").write_bytes(Hand(out.master).typed("R03", ACTUAL, "58%").content)
    asked = (Asked("December 2017", "Ann", ("R01", "R02")), Asked("December 2017", "Bob", ("R03",)))
    Path("plan.parts.csv").write_bytes(list_with((), asked))
    done = run("collect", "plan.xlsx", "returned")
    assert "1 value taken from 1 return, 2 leads yet to answer" in done.out
    assert "a copy of the whole plan, which counts as nobody's answer: if a lead answered in it," in done.out
    again = run("collect", "plan.xlsx", "returned", "--again", "--dry-run", "--format", "json").json
    assert [each["lead"] for each in again["returns"]] == [""]
    assert [each["lead"] for each in again["not_returned"]] == ["Ann", "Bob"]


def test_json_is_as_it_was_agreed(run, returned, out):
    done = run("collect", "plan.xlsx", "returned", "--dry-run", "--format", "json")
    assert done.err == "Nothing was written.\n"
    found = done.json
    names = "format master period handed_out returns changes conflicts deleted for_a_person not_carried not_returned"
    assert list(found) == names.split() and found["format"] == 1
    ann, _, cut = found["returns"]
    assert {key: ann[key] for key in ("lead", "sheets", "led_by_others", "base", "taken", "conflicts", "refused")} == {
        "lead": "Ann",
        "sheets": ["R01", "R02"],
        "led_by_others": [],
        "base": "inside",
        "taken": 2,
        "conflicts": 1,
        "refused": None,
    }
    assert cut["refused"].startswith("The file cut.xlsx is damaged")
    assert found["for_a_person"] == 3
    (conflict,) = found["conflicts"]
    assert conflict == {
        "sheet": "R02",
        "cell": Hand(out.master).cell("R02", RATING),
        "recommendation": "2",
        "table": "actions",
        "row": "a",
        "field": "RAG",
        "base": "G",
        "master": "A",
        "returned": "R",
        "file": str(Path("returned/ann.xlsx")),
    }
    assert [{key: each[key] for key in ("sheet", "row")} for each in found["deleted"]] == [{"sheet": "R03", "row": "b"}]
    assert {each["field"] for each in found["changes"]} == {"Target", "Actual"}
    assert set(found["changes"][0]) == {*list(conflict)[:6], "before", "after", "file"}


def test_when_everything_was_taken_the_code_is_0_and_a_second_run_names_what_was_collected(run, returned):
    for name in ("bob", "cut"):
        (returned / f"{name}.xlsx").unlink()
    assert run("collect", "plan.xlsx", "returned", "--take", "returned").code == 0
    again = run("collect", "plan.xlsx", "returned")
    assert again.code == 0
    assert again.err.startswith(f"Passed over {Path('returned/ann.xlsx')}: it was collected on ")
    assert "Nothing was taken, so plan.xlsx was not changed." in again.err


def test_a_master_that_was_put_back_gets_what_was_collected_since_with_again(run, returned, folder):
    for name in ("bob", "cut"):
        (returned / f"{name}.xlsx").unlink()
    run("collect", "plan.xlsx", "returned", "--take", "returned")
    collected = read_plan(folder / "plan.xlsx").recommendations
    (folder / "plan.xlsx").write_bytes((folder / "plan.bak.xlsx").read_bytes())
    same = (
        "plan.xlsx is the same as plan.bak.xlsx. If that undid a collect, its returns are not in plan.xlsx any more, "
        "although they are recorded: collect them with --again (plan-workbook help undo)."
    )
    assert run("collect", "plan.xlsx").err.splitlines() == [same]
    assert run("collect", "plan.xlsx", "returned").err.splitlines()[1] == same
    (folder / "plan.bak.xlsx").unlink()
    passed_over = run("collect", "plan.xlsx", "returned")
    to_do = "add --again to collect it again: plan-workbook help undo."
    assert f"If plan.xlsx was put back to an older copy since then, {to_do}" in passed_over.err.splitlines()
    assert read_plan(folder / "plan.xlsx").recommendations != collected
    assert run("collect", "plan.xlsx", "returned", "--take", "returned", "--again").code == 0
    assert read_plan(folder / "plan.xlsx").recommendations == collected


def test_without_returns_it_says_who_has_not_answered(run, returned):
    done = run("collect", "plan.xlsx")
    assert (done.code, done.err) == (0, "")
    count = "0 returns collected, 2 leads yet to answer, in plan.xlsx, December 2017"
    assert done.out.splitlines() == [
        count,
        "",
        "Not returned yet",
        "  Ann  R01 and R02",
        "  Bob  R03",
    ]
    found = run("collect", "plan.xlsx", "--format", "json").json
    assert found["not_returned"] == [{"lead": "Ann", "sheets": ["R01", "R02"]}, {"lead": "Bob", "sheets": ["R03"]}]


def test_the_counts_are_said_again_at_the_end_where_they_are_out_of_sight(run, returned, monkeypatch):
    from plan_workbook.collecting import in_text

    monkeypatch.setattr(in_text, "_MOST_IN_SIGHT", 4)
    lines = run("collect", "plan.xlsx", "returned").out.splitlines()
    assert lines[-2:] == ["", lines[0]] and lines[-3]


@pytest.mark.slow
def test_many_values_of_one_lead_are_listed_by_column_and_conflicts_one_by_one(run, folder, out, returned, monkeypatch):
    from plan_workbook.collecting import in_text

    monkeypatch.setattr(in_text, "MOST_SHOWN", 1)
    ann = out.parts["Ann"]
    for row in (0, 1):
        ann = ann.typed("R01", ("actions", row, "comment"), f"Late {row}")
    (returned / "ann.xlsx").write_bytes(ann.typed("R02", RATING, "R").content)
    done = run("collect", "plan.xlsx", "returned/ann.xlsx", "--dry-run")
    assert "actions, Comment: 2 values of a and b" in done.out and "Late 0" not in done.out
    assert "To see each of these, before and after: add --again --dry-run --format html --report FILE" in done.out
    assert "conflict" in done.out


def test_nothing_is_done_where_the_master_cannot_be_changed(run, returned, contents, folder):
    (folder / "~$plan.xlsx").write_bytes(b"")
    before = contents(folder)
    done = run("collect", "plan.xlsx", "returned")
    assert (done.code, done.out) == (2, "")
    assert "plan.xlsx is open in Excel" in done.err
    assert contents(folder) == before
    assert run("collect", "plan.xlsx", "returned", "--dry-run").code == 1


@pytest.mark.slow
def test_a_password_of_parts_may_be_in_several_files_and_else_its_option_is_named(run, folder, out, returned):
    from plan_workbook.package.encryption import encrypted

    (returned / "ann.xlsx").write_bytes(encrypted(out.parts["Ann"].typed("R01", RATING, "R").content, "sesame"))
    done = run("collect", "plan.xlsx", "returned/ann.xlsx", "--dry-run")
    assert done.code == 1 and "--part-password-file" in done.out
    for name, word in (("a.txt", "other"), ("b.txt", "sesame")):
        (folder / name).write_text(word)
    files = [f"--part-password-file={name}" for name in ("a.txt", "b.txt")]
    assert run("collect", "plan.xlsx", "returned/ann.xlsx", "--dry-run", *files).code == 0


def test_a_report_goes_to_a_file_in_every_format_and_the_counts_to_the_screen(run, folder, returned):
    for format, begins in (("text", "2 values would be taken"), ("json", "{"), ("html", "<!DOCTYPE html>")):
        done = run("collect", "plan.xlsx", "returned", "--dry-run", "--format", format, "--report", "report")
        assert (done.code, len(done.out.splitlines())) == (1, 1)
        assert done.out.startswith("2 values would be taken from 2 returns, 1 conflict")
        assert "Wrote report" in done.err
        assert (folder / "report").read_text(encoding="utf-8").startswith(begins)


def test_a_report_on_what_is_in_this_very_folder_is_written(run, folder, returned, monkeypatch):
    monkeypatch.chdir(folder)
    done = run("collect", "plan.xlsx", ".", "--dry-run", "--format", "html", "--report", "came-back.html")
    assert "Unexpected" not in done.err
    assert (folder / "came-back.html").is_file()


@pytest.mark.parametrize(
    "name", ["plan.xlsx", "returned/ann.xlsx", "plan.base.xlsx", "plan.parts.csv", "plan.returns.csv", "nowhere/x.html"]
)
def test_a_report_that_would_replace_something_or_can_not_be_written_is_refused_before_anything(
    run, returned, contents, folder, name
):
    before = contents(folder)
    done = run("collect", "plan.xlsx", "returned/ann.xlsx", "--report", name)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert contents(folder) == before


def test_of_a_long_text_that_begins_as_it_did_the_words_that_are_others_are_said():
    before = "Ten cases of each of the four teams were audited in the whole of last March. Most were good."
    done = collected("Ten cases of each of the four teams were audited in the whole of last March. All were good.")
    conflict = done.decisions.conflicts[0]._replace(base=before, master=before)
    text = as_text(replace(done, decisions=done.decisions._replace(conflicts=(conflict,))))
    assert "returned the same without 'Most' and with 'All'" in " ".join(text.split())


def test_a_text_of_a_million_characters_is_quoted_without_reading_it_to_its_end(monkeypatch):
    read = []

    def counting(text: str) -> str:
        read.append(len(text))
        return on_one_line(text)

    monkeypatch.setattr(in_text, "on_one_line", counting)
    assert in_text._quoted(" \n" * 2_000 + "word " * 200_000) == f"'{' '.join(['word'] * 15)}...'"
    assert max(read) <= 2_000


def test_of_thousands_of_conflicts_the_first_are_told_with_how_to_see_the_others_and_it_takes_no_time():
    many = 20_000
    some = collected()
    conflict, change = some.decisions.conflicts[0], some.decisions.changes[1]
    conflicts = tuple(conflict._replace(where=conflict.where._replace(cell=f"C{at}")) for at in range(many))
    looks = tuple(change._replace(where=change.where._replace(cell=f"G{at}")) for at in range(many))
    done = replace(some, decisions=some.decisions._replace(conflicts=conflicts, changes=looks), dry_run=True)
    start = time.process_time()
    text = as_text(done)
    assert time.process_time() - start < 2
    lines = text.splitlines()
    assert len(lines) < 5 * MOST_ROWS
    assert sum("conflict  " in line for line in lines) == MOST_ROWS
    assert text.count(f"and {many - MOST_ROWS:,} more: add --again --dry-run --format html --report FILE") == 2
    taken = as_text(replace(done, dry_run=False, backup=Path("plan.bak.xlsx")))
    assert 'plan-workbook compare "plan.bak.xlsx" "plan.xlsx" --format html -o FILE makes a page' in taken
