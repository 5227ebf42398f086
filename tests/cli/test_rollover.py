"""``rollover``: the next month is opened in a new master, or refused in a sentence."""

from __future__ import annotations

import pytest
from builder import clean_plan
from handed_out import handed_out

from plan_workbook.jobs.publish import publish
from plan_workbook.package.encryption import encrypted, is_encrypted
from plan_workbook.writing.register_files import write_register

NEXT = ("-o", "next.xlsx", "--period", "January 2018", "--report-date", "31/01/2018")


@pytest.mark.slow
def test_the_next_month_is_written_and_the_master_stays_as_it_was(run, clean, folder):
    before = (folder / clean).read_bytes()
    done = run("rollover", clean, *NEXT)
    assert done.code == 0
    assert done.out.startswith("Wrote next.xlsx for January 2018, report date 31 January 2018.\n")
    assert "2 errors are open" in done.err  # no actuals yet
    assert "All of them are figures to be filled in for the new month: type Data As At on the sheet Plan" in done.err
    assert (folder / clean).read_bytes() == before
    assert run("summarise", "next.xlsx", "--previous", clean).out.endswith("are up to date; nothing was changed.\n")
    dated = run("rollover", clean, *NEXT, "--data-as-at", "31/01/2018", "--force")
    handing_out = 'hand the plan out: plan-workbook split "next.xlsx" --previous "clean.xlsx" --drafts'
    assert f"to be filled in for the new month: {handing_out}" in dated.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--report-date", "31/12/2017"), "31 December 2017 is not later than the report date of clean.xlsx"),
        (("--report-date", "soon"), "--report-date is not a date: 'soon'"),
        (("--report-date", "31/04/2018"), "--report-date is not a date: '31/04/2018' (April has 30 days)"),
        (("-o", "clean.xlsx"), "would replace the month that is closed"),
        (("-o", "next.docx"), "next.docx must end in .xlsx"),
        (("-o", "there.xlsx"), "there.xlsx already exists"),
        (("--period", " "), "--period is blank"),
    ],
)
def test_what_can_not_be_opened_is_refused_and_nothing_is_written(arguments, said, run, clean, folder, contents):
    (folder / "there.xlsx").write_bytes(b"mine")
    before = contents(folder)
    done = run("rollover", clean, *NEXT, *arguments)
    assert done.code == 2
    assert said in done.err
    assert contents(folder) == before


def test_open_errors_are_refused_unless_they_may_be(run, faulty, folder):
    done = run("rollover", faulty, *NEXT)
    assert done.code == 2
    assert "so the next month was not opened" in done.err
    assert run("rollover", faulty, *NEXT, "--format", "json").json["error"]["code"] == "next-month-not-opened"
    assert not (folder / "next.xlsx").exists()
    assert run("rollover", faulty, *NEXT, "--with-errors").code == 0


def test_figures_that_stay_and_findings_that_have_lapsed_are_named(run, folder):
    plan = clean_plan().indicator(period="Q3 2017/18").accept("action-due", "R01 a", until="15/01/2018")
    plan.write_template(folder / "plan.xlsx")
    done = run("rollover", "plan.xlsx", *NEXT, "--with-errors")
    assert "1 figure stays until the next quarter, half or year has ended: R01!" in done.out
    assert "The Until date of 1 accepted finding has passed: Plan!" in done.err


def a_part(folder) -> str:
    (folder / "part.xlsx").write_bytes(handed_out().parts["Ann"].content)
    return "part.xlsx"


def an_edition(folder) -> str:
    clean_plan().write_template(folder / "plan.xlsx")
    publish(folder / "plan.xlsx", folder / "edition.xlsx", draft=True)
    return "edition.xlsx"


def a_register(folder) -> str:
    write_register(clean_plan().register(), folder / "register.xlsx", None)
    return "register.xlsx"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (a_part, "part.xlsx is a part of a plan, made by split: name the whole plan's workbook instead."),
        (an_edition, "edition.xlsx is a published edition: give the workbook it was made from."),
        (a_register, "register.xlsx is a register, not a workbook to fill in"),
    ],
)
def test_what_is_no_master_is_refused_and_nothing_is_written(made, said, run, folder, contents):
    name = made(folder)
    before = contents(folder)
    done = run("rollover", name, *NEXT, "--with-errors")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert contents(folder) == before


def test_an_encrypted_master_gives_an_encrypted_next_month_with_the_same_password(run, clean, folder):
    (folder / "word.txt").write_text("Secret 2017", encoding="utf-8")
    (folder / "secret.xlsx").write_bytes(encrypted((folder / clean).read_bytes(), "Secret 2017"))
    given = ("--password-file", "word.txt")
    assert run("rollover", "secret.xlsx", *NEXT, *given).code == 0
    assert is_encrypted((folder / "next.xlsx").read_bytes())
    assert "January 2018" in run("status", "next.xlsx", *given).out


def test_the_figures_of_closed_recommendations_are_named_because_nobody_is_asked_for_new_ones(run, folder):
    plan = clean_plan().recommendation(rating="C").indicator(target="90%", actual="97%").indicator(actual="-")
    plan.write_template(folder / "plan.xlsx")
    done = run("rollover", "plan.xlsx", *NEXT)
    assert "1 figure of a closed recommendation is last month's now: R02!K" in done.out
    assert "Nobody is asked for new ones: type them, or hand these recommendations out with split --closed." in done.out
    (cell,) = run("rollover", "plan.xlsx", *NEXT, "--force", "--format", "json").json["closed_figures"]
    assert cell.startswith("R02!K")
    plan.set(item_word="Theme").write_template(folder / "plan.xlsx")
    done = run("rollover", "plan.xlsx", *NEXT, "--force")
    assert "1 figure of a closed theme is" in done.out and "hand these themes out with" in done.out


def test_successes_and_challenges_that_are_still_last_months_are_named(run, folder):
    clean_plan().write_template(folder / "plan.xlsx")
    done = run("rollover", "plan.xlsx", *NEXT)
    said = "Key Successes (Plan!B18) and Key Challenges (Plan!B19) still say what was said last month"
    assert f"{said}: bring that up to date before the plan is published." in done.out
    assert run("rollover", "plan.xlsx", *NEXT, "--force", "--format", "json").json["old_texts"] == [
        "Plan!B18",
        "Plan!B19",
    ]
    cleared = run("rollover", "plan.xlsx", *NEXT, "--force", "--clear-progress")
    assert "Key Successes" not in cleared.out
