"""``compare``: what moved, as text, JSON and a page, between workbooks and registers."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import clean_plan

from plan_workbook.comparing.changes import compared
from plan_workbook.package.encryption import encrypted
from plan_workbook.reports.columns import MOST_ROWS
from plan_workbook.reports.comparison_text import as_text
from plan_workbook.writing.register_files import write_register


@pytest.fixture
def months(folder):
    """Two months of a plan in which something moved."""
    then, now = clean_plan(2), clean_plan(2, period="January 2018", report_date="31/01/2018")
    now.tables["actions"][0] |= {
        "RAG": "A",
        "Completion Date": "30/04/2018",
        "Action": "Hold training session 1 for two teams.",
    }
    now.tables["indicators"][1]["Actual"] = "50%"
    now.action()
    then.write_template(folder / "then.xlsx")
    now.write_template(folder / "now.xlsx")
    return then, now


def test_the_text_has_the_counts_then_and_now_and_what_moved(run, months):
    done = run("compare", "then.xlsx", "now.xlsx")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "From then.xlsx (December 2017) to now.xlsx (January 2018)"
    assert [line.split() for line in lines if line.startswith("Actions")] == [["Actions", "2", "3"]]
    assert [line.split() for line in lines if line.startswith("  Amber")] == [["Amber", "0", "1"]]
    text = " ".join(done.out.split())
    assert "Got worse (3) 1 a Green, now Amber" in text
    assert "Put off (1) 1 a 30 days: due 31 March 2018, now 30 April 2018" in text
    assert "2 CSC 002 On target, now Off target" in text
    assert "2 CSC 002 Actual: 95%, now 50%" in text
    assert "Added (1) 2 b Added Hold training session 3 for all teams." in text
    assert "1 a Action: Hold training session 1 for [-all-]{+two+} teams." in text


def test_the_json_has_the_three_lists_and_the_other_cells(run, months):
    done = run("compare", "then.xlsx", "now.xlsx", "--format", "json").json
    assert list(done) == ["format", "old", "new", "recommendations", "actions", "indicators", "others"]
    assert done["old"] == {"workbook": "then.xlsx", "period": "December 2017", "report_date": "2017-12-31"}
    assert done["recommendations"] == []
    assert done["actions"][1] == {
        "recommendation": "1",
        "ref": "a",
        "change": "put off",
        "before": "2018-03-31",
        "after": "2018-04-30",
        "days": 30,
    }
    assert done["indicators"][0] == {
        "recommendation": "2",
        "number": "CSC 002",
        "change": "status",
        "before": "On target",
        "after": "Off target",
    }
    assert [each["change"] for each in done["actions"]] == ["rating", "put off", "text", "added"]


def test_the_page_shows_the_words_taken_out_and_put_in(run, folder, months):
    done = run("compare", "then.xlsx", "now.xlsx", "--format", "html", "-o", "page.html")
    assert (done.code, done.out) == (0, "")
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "Hold training session 1 for <del>all</del><ins>two</ins> teams." in page
    assert "<script" not in page


def test_what_a_lead_typed_is_text_on_the_page(run, folder):
    clean_plan().write_template(folder / "a.xlsx")
    clean_plan().action(text="<script>alert(1)</script>", ref="<b>").write_template(folder / "b.xlsx")
    page = run("compare", "a.xlsx", "b.xlsx", "--format", "html").out
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize("named", [("nov", "dec"), ("nov", "dec/plan.xlsx"), ("nov/plan.xlsx", "dec")])
def test_of_two_folders_of_workbooks_two_are_named_to_compare(run, folder, named):
    for month in ("nov", "dec"):
        (folder / month).mkdir()
        clean_plan().write_template(folder / month / "plan.xlsx")
    clean_plan().write_template(folder / "nov" / "a.xlsx")
    done = run("compare", *(str(Path(each)) for each in named))
    then, now = Path("nov/plan.xlsx"), Path("dec/plan.xlsx")
    assert done.code == 2
    assert done.err.strip().endswith(f'name both, such as plan-workbook compare "{then}" "{now}".')


def test_an_empty_folder_is_not_a_register_to_compare(run, folder, months):
    (folder / "empty").mkdir()
    done = run("compare", "empty", "now.xlsx")
    assert (done.code, "The folder empty does not hold a register" in done.err) == (2, True)


def test_a_workbook_and_its_own_register_do_not_differ(run, folder):
    plan = clean_plan(2)
    plan.write_template(folder / "plan.xlsx")
    write_register(plan.register(), folder / "register", None)
    write_register(plan.register(), folder / "register.xlsx", None)
    for register in ("register", "register.xlsx"):
        done = run("compare", register, "plan.xlsx")
        assert done.code == 0
        assert done.out.endswith("Nothing differs.\n")


def test_an_encrypted_workbook_is_compared_as_the_same_in_clear(run, folder):
    plan = clean_plan().write_template(folder / "plan.xlsx")
    (folder / "secret.xlsx").write_bytes(encrypted(plan.read_bytes(), "Secret 2017"))
    (folder / "word.txt").write_text("Secret 2017", encoding="utf-8")
    done = run("compare", "plan.xlsx", "secret.xlsx", "--password-file", "word.txt")
    assert done.code == 0
    assert done.out.endswith("Nothing differs.\n")


def test_two_plans_are_compared_and_said_to_be_two(run, folder):
    clean_plan().write_template(folder / "a.xlsx")
    other = clean_plan(title="Roads", authority="Elsewhere")
    other.write_template(folder / "b.xlsx")
    done = run("compare", "a.xlsx", "b.xlsx")
    assert done.code == 0
    assert done.err == "a.xlsx and b.xlsx seem to be two plans, not two versions of one.\n"


def test_a_comparison_is_not_written_over_one_of_the_workbooks(run, folder, months, contents):
    before = contents(folder)
    done = run("compare", "then.xlsx", "now.xlsx", "-o", "now.xlsx")
    assert done.code == 2
    assert "now.xlsx is one of the files to read" in done.err
    assert contents(folder) == before


def test_what_a_command_says_is_not_written_over_any_other_workbook(run, folder, months, contents):
    (folder / "other.xlsx").write_bytes((folder / "now.xlsx").read_bytes())
    before = contents(folder)
    for call in (
        ("compare", "then.xlsx", "now.xlsx", "--format", "html", "-o", "other.xlsx"),
        ("validate", "now.xlsx", "--format", "csv", "-o", "other.xlsx"),
        ("collect", "now.xlsx", "then.xlsx", "--dry-run", "--report", "other.xlsx"),
    ):
        done = run(*call)
        assert (done.code, done.out) == (2, "")
        assert "other.xlsx is a name for a workbook, and this command writes none" in done.err
    assert contents(folder) == before


def test_of_thousands_of_differences_the_first_are_told_with_how_to_see_the_others():
    found = compared(clean_plan().read(), clean_plan().action().read())
    many = found._replace(changes=found.changes[:1] * 10_000)
    lines = as_text(many).splitlines()
    assert len(lines) < 3 * MOST_ROWS
    assert lines[1] == lines[-1] == "10000 differences"
    assert lines[-3] == f"  and {10_000 - MOST_ROWS:,} more: --format html -o FILE makes a page with all of them."
