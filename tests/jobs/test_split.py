"""Handing out: what is written where, what is refused, and that nothing a lead typed is replaced unasked."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from builder import PlanBuilder, editing
from typer.testing import CliRunner

from plan_workbook.cli.main import app
from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs.split import split
from plan_workbook.package import open_safely
from plan_workbook.package.encryption import encrypted
from plan_workbook.package.errors import WrongPassword
from plan_workbook.reading import read_plan


@pytest.fixture
def master(tmp_path: Path) -> Path:
    plan = PlanBuilder().person("Head of Care", "Lead", "care@example.gov.uk")
    plan.recommendation(lead="Head of Care").action(lead="Head of Care", completion_date="30/11/2017")
    plan.recommendation(lead="Head of Homes").action(lead="Head of Homes")
    return plan.write(tmp_path / "plan.xlsx")


CARE, HOMES = "plan - Head of Care.xlsx", "plan - Head of Homes.xlsx"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_plan_is_handed_out_and_a_copy_is_kept(master):
    before = master.read_bytes()
    done = split(master)
    assert sorted(contents(done.folder)) == [CARE, HOMES]
    assert master.read_bytes() == before == done.base.read_bytes() and done.base.name == "plan.base.xlsx"
    assert [each.sheet for each in read_plan(done.folder / CARE).recommendations] == ["R01"]


def test_handing_out_again_changes_nothing(master):
    first = contents(split(master).folder)
    again = split(master)
    assert contents(again.folder) == first and not any(each.written for each in again.parts)


def test_a_part_somebody_has_worked_in_is_not_replaced_unless_it_is_kept(master):
    folder = split(master).folder
    with editing(folder / CARE) as book:
        book.type("R01", "Actions", 1, "Comment", "nearly done")
    with editing(master) as book:
        book.type("R02", "Actions", 1, "Comment", "new in the master")
    before = contents(folder)
    with pytest.raises(OutputError, match=r"Somebody has worked in .*Head of Care\.xlsx"):
        split(master)
    assert contents(folder) == before
    done = split(master, replace=True)
    assert done.parts[0].kept == "plan - Head of Care.bak.xlsx"
    assert (folder / done.parts[0].kept).read_bytes() == before[CARE]
    assert done.parts[1].kept is None and contents(folder)[HOMES] != before[HOMES]


def test_another_file_of_that_name_is_not_replaced(master, tmp_path):
    folder = tmp_path / "plan-split"
    folder.mkdir()
    (folder / CARE).write_text("my own notes")
    with pytest.raises(OutputError, match="move it away"):
        split(master, replace=True)
    assert [*contents(folder)] == [CARE] and not (tmp_path / "plan.base.xlsx").exists()


def test_a_part_is_not_split_again(master):
    folder = split(master).folder
    with pytest.raises(InputError, match="is a part of a plan"):
        split(folder / CARE)


def test_only_some_leads_leave_the_copy_that_the_others_were_made_from(master):
    base = split(master).base.read_bytes()
    with editing(master) as book:
        book.type("R02", "Actions", 1, "Comment", "new in the master")
    done = split(master, leads="Head of Homes")
    assert not done.base_is_new and done.base.read_bytes() == base
    assert split(master).base.read_bytes() == master.read_bytes()


def test_a_draft_has_the_part_attached_and_says_what_is_asked(master):
    done = split(master, drafts=True, return_by="15 January 2018")
    assert [each.draft for each in done.parts] == ["Head of Care.eml", None]
    assert done.parts[1].no_draft is not None and "not in People" in done.parts[1].no_draft.why
    letter = message_from_bytes((done.folder / "Head of Care.eml").read_bytes(), policy=policy.default)
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == CARE
    assert attached.get_content() == (done.folder / CARE).read_bytes()
    for kind in ("plain", "html"):
        text = letter.get_body((kind,)).get_content()
        assert "send it back by 15 January 2018" in " ".join(text.split())
        assert "31 days overdue" in text and "R02" not in text and "file:" not in text


def test_a_day_that_is_no_date_is_refused(master):
    with pytest.raises(InputError, match="'soon', given as --return-by, is not a date"):
        split(master, return_by="soon")


def test_an_encrypted_master_has_parts_with_a_password_of_their_own(master):
    master.write_bytes(encrypted(master.read_bytes(), "for the coordinator"))
    with pytest.raises(InputError, match="--part-password-file"):
        split(master, passwords="for the coordinator")
    with pytest.raises(InputError, match="choose another one"):
        split(master, passwords="for the coordinator", part_password="for the coordinator")
    done = split(master, passwords="for the coordinator", part_password="for leads")
    assert done.base.read_bytes() == master.read_bytes()
    assert read_plan(open_safely(done.folder / CARE, "for leads")).recommendations[0].sheet == "R01"
    with pytest.raises(WrongPassword):
        open_safely(done.folder / CARE, "for the coordinator")
    again = split(master, passwords="for the coordinator", part_password="for leads")
    assert not any(each.written for each in again.parts)


def test_programs_get_the_same_as_json(master):
    shown = CliRunner().invoke(app, ["split", str(master), "--drafts", "--format", "json"])
    said = json.loads(shown.stdout)
    assert said["format"] == 1 and said["period"] == "December 2017" and said["closed"] == []
    assert said["parts"][0] == {
        "file": CARE,
        "lead": "Head of Care",
        "others": [],
        "sheets": ["R01"],
        "written": True,
        "kept": None,
        "draft": "Head of Care.eml",
        "no_draft": None,
    }
