"""``chase --missing``: who is reminded of a part that has not come back, of what, and who is not."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from handed_out import three_leads
from hands import Hand
from hostile_texts import EVERYTHING, HIDDEN_LINE

from plan_workbook.collecting.record import Line, read_record, record_path
from plan_workbook.jobs.split import split

Files = Mapping[str, bytes]


@pytest.fixture(scope="session")
def handed(tmp_path_factory) -> Files:
    """A plan of Ann and Bob, who have addresses, that was handed out to be back by 15 January 2018."""
    folder = tmp_path_factory.mktemp("handed-out")
    plan = (
        three_leads()
        .person("Ann", "", "ann@x.gov.uk")
        .person("Bob", "", "bob@x.gov.uk")
        .person("Cat", "", "c@x.gov.uk")
    )
    (folder / "plan.xlsx").write_bytes(plan.checked_workbook())
    split(folder / "plan.xlsx", return_by="15/01/2018")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.fixture
def plan(folder, handed) -> Path:
    for name, content in handed.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return Path("plan.xlsx")


def answered(plan: Path, lead: str, *sheets: str, period: str = "December 2017") -> None:
    """Write into the record that a lead has answered for some sheets."""
    record = record_path(plan)
    line = Line("2018-01-10T09:00:00+00:00", f"{lead}.xlsx", "0" * 64, period, lead, sheets, 1, 0, "", "")
    record.write_bytes(read_record(record).with_lines([line]))


def read(path: Path) -> EmailMessage:
    draft = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(draft, EmailMessage)
    return draft


def text_of(draft: EmailMessage) -> str:
    body = draft.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def test_who_has_not_answered_gets_their_part_again_and_the_day_they_were_asked_by(run, folder, plan, handed):
    answered(plan, "Bob", "R03")
    done = run("chase", plan, "--missing")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert re.split(r"  +", lines[0]) == ["Who", "Address", "Sheets", "Asked by", "Part", "File"]
    assert re.split(r"  +", lines[1]) == [
        "Ann",
        "ann@x.gov.uk",
        "R01 and R02",
        "15 January 2018",
        "attached",
        "Ann.eml",
    ]
    assert "1 draft in plan-missing. Nothing was sent" in done.out
    assert [path.name for path in (folder / "plan-missing").iterdir()] == ["Ann.eml"]
    draft = read(folder / "plan-missing" / "Ann.eml")
    assert draft["To"] == "Ann <ann@x.gov.uk>" and draft["X-Unsent"] == "1"
    assert "please send back your part" in draft["Subject"]
    assert "the return date is 15 January 2018" in text_of(draft)
    assert "Sheet R01" in text_of(draft) and "R03" not in text_of(draft)
    (part,) = draft.iter_attachments()
    assert part.get_filename() == "plan - Ann.xlsx"
    assert part.get_content() == handed[str(Path("plan-split") / "plan - Ann.xlsx")]


def test_nothing_is_told_twice_and_who_answers_is_not_reminded_again(run, folder, plan, contents):
    run("chase", plan, "--missing")
    before = contents(folder)
    assert "kept" not in run("chase", plan, "--missing").out
    assert contents(folder) == before
    answered(plan, "Ann", "R01", "R02")
    done = run("chase", plan, "--missing")
    assert "Ann.eml is an out-of-date draft from an earlier chase: it is now Ann.eml.bak." in done.out
    assert [path.name for path in sorted((folder / "plan-missing").iterdir())] == ["Ann.eml.bak", "Bob.eml"]
    answered(plan, "Bob", "R03")
    done = run("chase", plan, "--missing")
    assert (done.code, done.out.splitlines()[0]) == (0, "There is nobody to chase: everybody has answered.")


def test_an_answer_of_another_month_is_none(run, plan):
    answered(plan, "Ann", "R01", "R02", period="November 2017")
    assert "Ann.eml" in run("chase", plan, "--missing").out


def test_a_dry_run_writes_nothing(run, folder, plan, contents):
    before = contents(folder)
    done = run("chase", plan, "--missing", "--dry-run")
    assert done.code == 0 and "2 drafts would be in plan-missing; nothing was written." in done.out
    assert contents(folder) == before


def test_somebody_whose_part_was_worked_in_where_it_was_made_is_not_reminded(run, folder, plan):
    part = folder / "plan-split" / "plan - Bob.xlsx"
    part.write_bytes(Hand(part.read_bytes()).typed("R03", ("actions", 0, "rating"), "R").content)
    done = run("chase", plan, "--missing")
    assert "Bob" not in done.out
    worked_in = Path("plan-split") / "plan - Bob.xlsx"
    assert done.err == f"No draft about R03: somebody has worked in {worked_in}. Collect it.\n"


@pytest.mark.parametrize(("with_list", "asked_by"), [(True, "15 January 2018"), (False, "-")])
def test_without_any_part_leads_are_reminded_of_the_day_that_the_list_of_parts_says(
    run, folder, plan, with_list, asked_by
):
    (folder / "plan-split").rename(folder / "elsewhere")
    if not with_list:  # as when an earlier version handed it out
        (folder / "plan.parts.csv").unlink()
    done = run("chase", plan, "--missing")
    assert re.split(r"  +", done.out.splitlines()[1])[3:5] == [asked_by, "not there"]
    assert "name their folder with --parts" in done.err
    draft = read(folder / "plan-missing" / "Ann.eml")
    assert ("the return date is 15 January 2018" in text_of(draft)) is with_list
    assert not list(draft.iter_attachments())
    assert "15 January 2018" in run("chase", plan, "--missing", "--parts", "elsewhere", "--dry-run").out


def test_who_can_not_be_written_to_is_listed_and_so_is_a_part_that_can_not_be_read(run, folder, plan):
    coordinator = Hand((folder / plan).read_bytes())
    people = coordinator.plan.people
    email_cell = people[0].inputs["email"]
    (folder / plan).write_bytes(coordinator.with_cells({email_cell.sheet: {email_cell.cell: None}}).content)
    (folder / "plan-split" / "plan - Bob.xlsx").write_bytes(b"half a file")
    done = run("chase", plan, "--missing")
    assert done.code == 0
    assert done.err.startswith("No draft for Ann (R01 and R02): Ann has no email address in People.")
    assert "Not attached: " in done.err and "plan - Bob.xlsx" in done.err


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (("--missing", "--due"), "leave out --due"),
        (("--missing", "--link", "https://x.gov.uk/plan.xlsx", "--min-severity", "error"), "--min-severity and --link"),
        (("--missing", "--parts", "nowhere"), "nowhere is not a folder"),
        (("--parts", "plan-split"), "add --missing"),
    ],
)
def test_what_does_not_go_together_is_refused(run, folder, plan, contents, added, said):
    before = contents(folder)
    done = run("chase", plan, *added)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert contents(folder) == before


def test_a_plan_that_was_not_handed_out_has_nobody_missing(run, folder, plan):
    (folder / "plan.base.xlsx").unlink()
    assert "2 drafts" in run("chase", plan, "--missing", "--dry-run").out  # the list of parts says it too
    (folder / "plan.parts.csv").unlink()
    done = run("chase", plan, "--missing")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("plan.xlsx was not handed out for December 2017")
    assert 'plan-workbook split "plan.xlsx"' in done.err
    asked = run("collect", plan)
    assert asked.out.splitlines()[0] == "0 returns collected, nobody was asked, in plan.xlsx, December 2017"
    assert (asked.code, asked.err) == (0, done.err)


def test_a_copy_of_what_was_handed_out_that_can_not_be_read_is_said_and_nobody_is_called_on_time(run, folder, plan):
    (folder / "plan.base.xlsx").write_bytes(b"PK\3\4" + bytes(200))
    said = "plan.base.xlsx is the copy of what was handed out, and it can't be read, so it was not looked at. The file "
    done = run("chase", plan, "--missing")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said) and done.err.count("\n") == 1
    asked = run("collect", plan)
    assert asked.code == 0
    assert asked.err.startswith(said)


def test_a_lead_whose_part_is_not_in_the_folder_is_reminded_of_the_day_that_all_the_others_were_asked_by(
    run, folder, plan
):
    (folder / "plan-split" / "plan - Ann.xlsx").unlink()
    done = run("chase", plan, "--missing")
    assert re.split(r"  +", done.out.splitlines()[1])[3:5] == ["15 January 2018", "not there"]
    assert "15 January 2018" in text_of(read(folder / "plan-missing" / "Ann.eml"))


@pytest.mark.slow
def test_a_plan_of_hostile_texts_is_handed_out_and_asked_back_by_drafts_with_the_usual_headers(run, folder):
    lead = f"Ann {HIDDEN_LINE} \r\nBcc: spy@evil.example"
    plan = three_leads(title=EVERYTHING, period=f"{HIDDEN_LINE}\nBcc: spy@evil.example").person(
        lead, "", "ann@x.gov.uk"
    )
    for row in plan.tables["recommendations"]:
        row["Lead"] = lead
    (folder / "plan.xlsx").write_bytes(plan.checked_workbook())
    for call in (("split", "plan.xlsx", "--drafts", "-o", "drafts"), ("chase", "plan.xlsx", "--missing", "-o", "late")):
        assert run(*call).code == 0
        (path,) = folder.glob(f"{call[-1]}/*.eml")
        draft = read(path)
        assert draft.keys() == ["X-Plan-Workbook", "To", "Subject", "MIME-Version", "Content-Type", "X-Unsent"]
        assert [each.addr_spec for each in draft["To"].addresses] == ["ann@x.gov.uk"]
        assert HIDDEN_LINE in draft["Subject"]
