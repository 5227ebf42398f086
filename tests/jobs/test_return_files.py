"""Which returns are in a folder, and that nothing in it that may be one falls out unseen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from plan_workbook.jobs.return_files import returns_in
from plan_workbook.jobs.workbook_files import workbooks_in


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_return_that_nobody_can_open_is_refused_by_name_and_a_pipe_is_not_waited_for(tmp_path, monkeypatch):
    folder, elsewhere = tmp_path / "returned", tmp_path / "elsewhere"
    for each in (folder / "shut", elsewhere, tmp_path / "plan.returns"):
        each.mkdir(parents=True)
        (each / "part.xlsx").touch()
    for name in ("pipe.xlsx", "pipe.zip", "pipe.csv"):
        os.mkfifo(folder / name)
    (folder / "lost.xlsx").symlink_to("nowhere.xlsx")
    (folder / "circle.xlsx").symlink_to("circle.xlsx")
    (folder / "linked").symlink_to(elsewhere, target_is_directory=True)
    for name in ("theirs.xlsx", "theirs.zip", "theirs.txt"):
        (elsewhere / name).touch()
        (folder / name).symlink_to(elsewhere / name)
    (folder / "part.xlsx").touch()
    (folder / "again.xlsx").symlink_to("part.xlsx")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "shut")
    found = returns_in([folder], tmp_path / "plan.xlsx")
    assert [each.path.resolve().name for each in found.sources] == ["part.xlsx"], "once, whatever else it is called"
    assert {each.source.path.name: each.refused.partition(" (")[0] for each in found.refused} == {
        "shut": "shut was not read: it can't be opened",
        "lost.xlsx": "lost.xlsx was not read: it can't be opened",
        "circle.xlsx": "circle.xlsx was not read: it can't be opened",
        "linked": "linked was not read: it is a link to another folder, which you can name as well.",
        "theirs.xlsx": "theirs.xlsx was not read: it is a link to a file elsewhere, which you can name as well.",
        "theirs.zip": "theirs.zip was not read: it is a link to a file elsewhere, which you can name as well.",
        "pipe.xlsx": "pipe.xlsx was not read: it is not a file.",
        "pipe.zip": "pipe.zip was not read: it is not a file.",
        "pipe.csv": "pipe.csv was not read: it is not a file.",
    }
    assert {"pipe.zip", "pipe.csv"} <= {each.path.name for each in workbooks_in([folder]).unread}
    assert [each.path.name for each in returns_in([folder / "theirs.xlsx"], tmp_path / "plan.xlsx").sources], "if named"


def test_a_document_or_an_email_in_which_a_lead_may_have_answered_is_named_and_a_draft_is_not(tmp_path):
    folder = tmp_path / "returned"
    folder.mkdir()
    for name in ("part.xlsx", "answer.PDF", "update.docx", "RE part.msg", "notes.txt", "~$update.docx"):
        (folder / name).touch()
    (folder / "Jo Hart.eml").write_bytes(b"Subject: your part\r\nX-Unsent: 1\r\n\r\nHello")
    (folder / "RE your part.eml").write_bytes(b"Subject: RE your part\r\n\r\nHere it is")
    found = returns_in([folder], tmp_path / "plan.xlsx")
    assert [each.path.name for each in found.sources] == ["part.xlsx"] and not found.refused
    assert {each.path.name: each.why.partition(",")[0] for each in found.passed_over} == {
        "answer.PDF": "a PDF",
        "update.docx": "a Word document",
        "RE part.msg": "an email",
        "RE your part.eml": "an email",
    }
    assert all(": " in each.why for each in found.passed_over), "each says what to do"
