"""``chase`` as a coordinator runs it: who gets a draft, who gets none, and what becomes of drafts that were there."""

from __future__ import annotations

import email
import email.policy
import io
import re
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import msoffcrypto
import pytest
from builder import PlanBuilder, clean_plan, editing

from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan
from plan_workbook.reading.leads import read_leads
from plan_workbook.register import Register, read_register
from plan_workbook.register.example import example_register
from plan_workbook.values.text import long_date
from plan_workbook.writing.master import master_workbook

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "improvement-plan-2017-12"

NOBODY = (
    "No draft was written, because no lead has a usable address: fill in People on the sheet Plan, with an email "
    "address for each lead."
)


def read(path: Path) -> EmailMessage:
    draft = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(draft, EmailMessage)
    return draft


def text_of(path: Path) -> str:
    body = read(path).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(path: Path) -> str:
    body = read(path).get_body(("html",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def three_leads() -> PlanBuilder:
    """A plan in which three leads have something to put right, one of them nobody can write to."""
    plan = PlanBuilder()
    for lead in ("Jo Bloggs", "Sam Okoro", "Head of Care"):
        plan.recommendation(lead=lead, rating="Gren").indicator(lead=lead).action(lead=lead)
    plan.action(lead="Sam Okoro", completion_date="10/01/2018", text="Ask the court")
    return plan.person("Jo Bloggs", "Lead", "jo+plan@x.gov.uk").person("Sam Okoro", "Lead", "sam@x.gov.uk")


@pytest.fixture(scope="session")
def three_leads_workbook() -> bytes:
    return three_leads().checked_workbook()


@pytest.fixture
def plan(folder, three_leads_workbook) -> Path:
    (folder / "plan.xlsx").write_bytes(three_leads_workbook)
    return Path("plan.xlsx")


def test_each_lead_gets_a_draft_and_the_rest_is_said(run, folder, plan):
    done = run("chase", plan, "--due")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["Who", "Address", "Errors", "Warnings", "Notes", "Due", "File"]
    assert re.split(r"  +", lines[1]) == ["Jo Bloggs", "jo+plan@x.gov.uk", "1", "0", "0", "0", "Jo Bloggs.eml"]
    assert re.split(r"  +", lines[2]) == ["Sam Okoro", "sam@x.gov.uk", "1", "0", "0", "1", "Sam Okoro.eml"]
    assert "2 drafts in plan-chase. Nothing was sent" in done.out
    assert done.err == (
        f"Their links lead to {(folder / plan).resolve()}, which only this computer can open: give the workbook's "
        "address in SharePoint or Teams with --link, or keep it on a drive that the leads have.\n"
        "No draft for Head of Care (5 findings): Head of Care is not in People. Add Head of Care, with an email "
        "address, to People on the Plan sheet.\n"
    )
    assert sorted(path.name for path in (folder / "plan-chase").iterdir()) == ["Jo Bloggs.eml", "Sam Okoro.eml"]
    draft = read(folder / "plan-chase" / "Jo Bloggs.eml")
    assert draft["To"] == "Jo Bloggs <jo+plan@x.gov.uk>" and draft["X-Unsent"] == "1"
    link = (folder / "plan.xlsx").resolve().as_uri()
    assert f"<{link}>" in text_of(folder / "plan-chase" / "Jo Bloggs.eml")
    assert f'href="{link}#&#39;R01&#39;!C8"' in html_of(folder / "plan-chase" / "Jo Bloggs.eml")
    assert "Ask the court" in text_of(folder / "plan-chase" / "Sam Okoro.eml")


def test_a_day_to_answer_by_that_is_no_date_is_refused_with_one_that_is_still_to_come(run, plan, contents, folder):
    before = contents(folder)
    said = f"'soon', given as {{}}, is not a date: give one such as {date.today() + timedelta(days=14):%d/%m/%Y}.\n"
    for call in (("chase", plan, "--by"), ("chase", plan, "--missing", "--by"), ("split", plan, "--return-by")):
        done = run(*call, "soon")
        assert (done.code, done.err) == (2, said.format(call[-1]))
    assert contents(folder) == before


def test_a_day_in_the_past_is_taken_and_said_in_the_same_words_by_split_and_chase(run, plan):
    said = "15 January 2018, given as {}, is in the past: if drafts are to be sent, run the command again with a day"
    for call in (("split", plan, "--return-by"), ("chase", plan, "--by"), ("chase", plan, "--missing", "--by")):
        done = run(*call, "15/01/2018")
        assert done.code == 0 and said.format(call[-1]) in done.err


def test_drafts_ask_for_an_answer_by_a_day_and_without_one_that_is_said(run, folder, plan):
    asked = date.today() + timedelta(days=10)
    done = run("chase", plan, "--by", f"{asked:%d/%m/%Y}")
    assert "say by when" not in done.out
    assert f"Please answer by {long_date(asked)}." in text_of(folder / "plan-chase" / "Jo Bloggs.eml")
    assert "They do not say by when you want an answer: give a day with --by." in run("chase", plan).out


def test_another_run_changes_nothing(run, folder, plan, contents):
    run("chase", plan)
    before = contents(folder)
    times = {path: path.stat().st_mtime_ns for path in (folder / "plan-chase").iterdir()}
    done = run("chase", plan)
    assert done.code == 0 and "kept" not in done.out
    assert contents(folder) == before
    assert {path: path.stat().st_mtime_ns for path in (folder / "plan-chase").iterdir()} == times


def test_a_dry_run_says_the_same_and_writes_nothing(run, folder, plan, contents):
    before = contents(folder)
    done = run("chase", plan, "--dry-run")
    assert done.code == 0 and "Jo Bloggs.eml" in done.out
    assert "2 drafts would be in plan-chase; nothing was written." in done.out
    assert contents(folder) == before


def test_a_draft_that_was_edited_is_kept_and_so_is_the_one_kept_before(run, folder, plan):
    run("chase", plan)
    draft = folder / "plan-chase" / "Jo Bloggs.eml"
    as_made = draft.read_bytes()
    for words in (b"Thank you so much.", b"Thanks."):
        draft.write_bytes(as_made.replace(b"Thank you.", words))
        assert "The existing Jo Bloggs.eml, which differs, is kept as Jo Bloggs.eml" in run("chase", plan).out
        assert draft.read_bytes() == as_made
    kept = [(folder / "plan-chase" / f"Jo Bloggs.eml{number}.bak").read_bytes() for number in ("", " (2)")]
    assert b"Thank you so much." in kept[0] and b"Thanks." in kept[1]


def test_what_would_tell_old_news_is_set_aside_and_nothing_else(run, folder, plan):
    run("chase", plan)
    drafts = folder / "plan-chase"
    jo = (drafts / "Jo Bloggs.eml").read_bytes()
    (drafts / "letter.eml").write_bytes(b"Subject: something of mine\r\n\r\nHello\r\n")
    (drafts / "notes.txt").write_bytes(jo)
    (drafts / "Jo Bloggs.eml.bak").write_bytes(b"older still")
    with editing(folder / plan) as book:
        book.type_field("R01", "RAG", "G")
    done = run("chase", plan)
    assert "Jo Bloggs.eml is an out-of-date draft from an earlier chase: it is now Jo Bloggs.eml (2).bak." in done.out
    assert sorted(path.name for path in drafts.iterdir()) == [
        "Jo Bloggs.eml (2).bak",
        "Jo Bloggs.eml.bak",
        "Sam Okoro.eml",
        "letter.eml",
        "notes.txt",
    ]
    assert (drafts / "Jo Bloggs.eml (2).bak").read_bytes() == jo


def test_once_all_is_put_right_there_is_nothing_to_chase_and_old_drafts_are_set_aside(run, folder, plan):
    run("chase", plan)
    with editing(folder / plan) as book:
        for sheet in ("R01", "R02"):
            book.type_field(sheet, "RAG", "G")
        book.type("Plan", "People", 3, "Name", "Head of Care")
        book.type_field("R03", "RAG", "G")
    done = run("chase", plan, "--min-severity", "warning")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("There is nothing to chase")
    assert sorted(path.suffix for path in (folder / "plan-chase").iterdir()) == [".bak", ".bak"]


def test_a_clean_plan_leaves_no_folder_behind(run, folder, clean):
    done = run("chase", clean)
    assert (done.code, done.err) == (0, "")
    assert done.out == "There is nothing to chase: no lead has anything to put right.\n"
    assert [path.name for path in folder.iterdir()] == ["clean.xlsx"]


def test_without_people_every_lead_is_listed_and_a_sentence_says_to_fill_them_in(run, folder, faulty, contents):
    before = contents(folder)
    done = run("chase", faulty)
    assert (done.code, done.out.splitlines()[0]) == (0, NOBODY)
    assert done.err.startswith("No draft for Head of Assessment (")
    assert contents(folder) == before


def test_where_nobody_has_an_address_each_lead_is_listed(run, folder):
    plan = clean_plan().action(rating="Gren").person("Head of Assessment")
    plan.write_template(folder / "plan.xlsx")
    done = run("chase", "plan.xlsx")
    assert (done.code, done.out) == (0, f"{NOBODY}\n")
    assert "Head of Assessment has no email address in People. Type it in Plan!C" in done.err
    assert not (folder / "plan-chase").exists()


def test_without_a_report_date_it_is_said_that_nothing_is_due(run, folder, plan):
    with editing(folder / plan) as book:
        book.type_field("Plan", "Report Date", "soon")
    assert "no report date that can be read, so nothing counts as overdue or due" in run("chase", plan, "--due").err


def test_the_coordinators_own_findings_are_counted(run, folder):
    three_leads().set(authority="").write_template(folder / "plan.xlsx")
    done = run("chase", "plan.xlsx")
    assert "1 finding is for the coordinator and in no draft" in done.out
    (folder / "kept").mkdir()
    clean_plan(period="November 2017", report_date="30/11/2017").write_template(folder / "november.xlsx")
    (folder / "plan.xlsx").rename(folder / "kept" / "plan.xlsx")
    lists = 'plan-workbook validate "{}" --previous "november.xlsx" lists '.format(Path("kept", "plan.xlsx"))
    assert lists in run("chase", Path("kept", "plan.xlsx"), "--previous", "november.xlsx").out
    assert "authority" not in text_of(folder / "plan-chase" / "Jo Bloggs.eml")


def test_findings_about_generated_sheets_are_nobodys(run, folder, plan):
    with editing(folder / plan) as book:
        book.type_field("R03", "RAG", "A")
    assert "coordinator" not in run("chase", plan).out


def test_a_sheet_without_a_lead_is_named_with_the_cell_to_fill_in(run, folder, plan):
    with editing(folder / plan) as book:
        at = book.type_field("R01", "Lead", None)
    done = run("chase", plan)
    assert "No draft about R01 (2 findings): it names no lead. Type one in R01!" + at in done.err
    assert not (folder / "plan-chase" / "Jo Bloggs.eml").exists()


def test_only_what_matters_enough_is_chased(run, folder):
    plan = clean_plan().action(completion_date="10/01/2018").person("Head of Assessment", email="h@x.gov.uk")
    plan.write_template(folder / "plan.xlsx")
    assert "1 draft in" in run("chase", "plan.xlsx").out
    assert run("chase", "plan.xlsx", "--min-severity", "warning").out.startswith("There is nothing to chase")


def test_a_link_of_ones_own_stands_in_for_the_file(run, folder, plan):
    done = run("chase", plan, "--link", "https://c.sharepoint.com/:x:/r/p.xlsx?d=w1", "-o", "my drafts")
    assert done.code == 0 and "only this computer" not in done.err
    html = html_of(folder / "my drafts" / "Jo Bloggs.eml")
    assert 'href="https://c.sharepoint.com/:x:/r/p.xlsx?d=w1&amp;activeCell=%27R01%27%21C8"' in html
    assert "file:" not in html + text_of(folder / "my drafts" / "Jo Bloggs.eml")


@pytest.mark.parametrize("name", ["my plan #1 50%.xlsx", "Pl\u00e4ne & more.XLSX"])
def test_the_link_leads_to_a_workbook_whatever_its_name(name, run, folder, three_leads_workbook):
    (folder / name).write_bytes(three_leads_workbook)
    assert run("chase", name).code == 0
    text = text_of(folder / f"{Path(name).stem}-chase" / "Jo Bloggs.eml")
    assert f"Workbook: {name}\n<{(folder / name).resolve().as_uri()}>\n" in text


def test_templates_of_ones_own_are_used(run, folder, plan):
    (folder / "own.txt").write_text("Subject: {{ period }}\n\nDear {{ name }}: {{ summary }}", encoding="utf-8")
    (folder / "own.html").write_text("<p>{{ sheets[0].findings[0].message }}</p>", encoding="utf-8")
    assert run("chase", plan, "--body", "own.txt", "--body-html", "own.html").code == 0
    draft = folder / "plan-chase" / "Jo Bloggs.eml"
    assert read(draft)["Subject"] == "December 2017"
    assert text_of(draft) == "Dear Jo Bloggs: 1 thing to put right\n"
    assert html_of(draft) == "<p>&#39;Gren&#39; is not a rating of this plan.</p>\n"
    assert run("chase", plan, "--body", "own.txt").code == 0
    assert "<p>Dear Jo Bloggs: 1 thing to put right</p>" in html_of(draft)


def test_a_renamed_sheet_is_named_and_linked_as_it_is_called_now(run, folder, plan):
    with editing(folder / plan) as book:
        book["R01"].title = "Jo's 50% #1"
    assert run("chase", plan).code == 0
    draft = folder / "plan-chase" / "Jo Bloggs.eml"
    assert "Error in Jo's 50% #1!C8" in text_of(draft)
    assert "#&#39;Jo&#39;&#39;s%2050%25%20%231&#39;!C8" in html_of(draft)


def test_what_differs_from_last_month_is_chased_too(run, folder, plan, three_leads_workbook):
    (folder / "before.xlsx").write_bytes(three_leads_workbook)
    assert run("chase", plan, "--previous", "before.xlsx").code == 0
    assert "R01" in text_of(folder / "plan-chase" / "Jo Bloggs.eml")
    assert run("chase", plan, "--previous", plan).code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--link", "javascript:alert(1)"], "is not the address of a web page"),
        (["--body", "none.txt"], "none.txt can't be read"),
        (["-o", "plan.xlsx"], "plan.xlsx is a file, not a folder"),
        (["--previous", "none.xlsx"], "none.xlsx does not exist"),
        (["--min-severity", "bad"], "--min-severity"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence_and_nothing_is_written(
    arguments, said, run, folder, plan, contents
):
    before = contents(folder)
    done = run("chase", plan, *arguments)
    assert (done.code, done.out) == (2, "") and said in done.err and done.err.count("\n") == 1
    assert contents(folder) == before


def test_if_one_draft_can_not_be_written_none_is(run, folder, plan, contents):
    run("chase", plan)
    (folder / "plan-chase" / "Sam Okoro.eml").unlink()
    (folder / "plan-chase" / "Sam Okoro.eml").mkdir()
    with editing(folder / plan) as book:
        book.type_field("Plan", "Period", "January 2018")
        book.type_field("R01", "RAG", "Grn")
    old = folder / "plan-chase" / "Old.eml"
    old.write_bytes((folder / "plan-chase" / "Jo Bloggs.eml").read_bytes())
    before = contents(folder)
    done = run("chase", plan)
    assert done.code == 2 and "Sam Okoro.eml" in done.err
    assert contents(folder) == before


def test_drafts_of_an_encrypted_workbook_are_said_to_be_in_clear(run, folder, three_leads_workbook):
    with (folder / "secret.xlsx").open("wb") as stream:
        msoffcrypto.OfficeFile(io.BytesIO(three_leads_workbook)).encrypt("word", stream)
    (folder / "word.txt").write_text("word\n", encoding="utf-8")
    done = run("chase", "secret.xlsx", "--password-file", "word.txt")
    assert done.code == 0
    assert "secret.xlsx is encrypted, but the drafts in secret-chase are not" in done.err


def test_the_workbook_itself_stays_as_it_was(run, folder, plan, three_leads_workbook):
    run("chase", plan, "--due")
    assert (folder / plan).read_bytes() == three_leads_workbook


@pytest.mark.slow
@pytest.mark.parametrize(
    "register",
    [
        pytest.param(example_register(), id="the example"),
        pytest.param(
            REAL,
            id="the real plan",
            marks=[pytest.mark.slow, pytest.mark.skipif(not REAL.is_dir(), reason="it is not here")],
        ),
    ],
)
def test_all_that_is_found_in_a_real_plan_reaches_its_leads_and_nobody_else(register, run, folder):
    plain = read_register(register)
    cells = [
        row[column]
        for name, column in (("recommendations", "Lead"), ("actions", "Task Lead"))
        for row in plain.rows(name)
    ]
    names = dict.fromkeys(lead for cell in cells for lead in read_leads(cell))
    people = [{"Name": name, "Role": "", "Email": f"lead{place}@x.gov.uk"} for place, name in enumerate(names)]
    content = master_workbook(Register({**plain.tables, "people": people}))
    (folder / "plan.xlsx").write_bytes(content)
    assert run("chase", "plan.xlsx", "--due").code == 0
    plan = read_plan(content)
    found = check(plan).findings
    drafts = {path.stem: text_of(path) for path in (folder / "plan-chase").iterdir()}
    by_address = {read(path)["To"].addresses[0].addr_spec: path.stem for path in (folder / "plan-chase").iterdir()}
    wanted: dict[str, set[tuple[str, str]]] = {}
    for owner in plan.recommendations:
        for lead in owner.lead.value or ():
            cells = {(f"{each.sheet}!{each.cell}", each.message) for each in found if each.sheet == owner.sheet}
            wanted.setdefault(lead, set()).update(cells)
    assert any(wanted.values())
    for row in people:
        text = drafts.get(by_address.get(row["Email"], ""), "")
        text = re.sub(r"\n  (?!There now|To do|What can be done)", " ", text)  # a message that is broken over lines
        lines = re.findall(r"^- (?:Error|Warning|Note) in (.+?): (.+)$", text, re.MULTILINE)
        said = [(place, message) for places, message in lines for place in re.findall(r"R\d+![A-Z]+\d+", places)]
        own = wanted.get(row["Name"], set())
        assert len(said) == len(set(said)) and set(said) <= own
        told = {place for place, _ in said}
        for place, message in own - set(said):  # said at its other end, or as a date
            others = set(re.findall(r"R\d+![A-Z]+\d+", message)) & told
            assert any(place in seen for where, seen in said if where in others) or f" in {place}" in text
    (late,) = [name for name, text in drafts.items() if "- Overdue in R15!" in text]
    assert late
