"""Files behind URLs, through file systems of fsspec that need no server."""

from __future__ import annotations

import zipfile

import fsspec
import pytest

from plan_workbook.errors import InputError
from plan_workbook.sources.content import content_of
from plan_workbook.sources.outcomes import Outcome
from plan_workbook.sources.shown import shown
from plan_workbook.sources.sources import files_in
from plan_workbook.sources.urls import file_at


def test_the_files_in_a_folder_and_its_folders_are_listed_and_read():
    memory = fsspec.filesystem("memory")
    memory.pipe({"/plans/a.xlsx": b"a", "/plans/north/b.xlsm": b"b", "/plans/c.ods": b"c", "/plans/d.txt": b"d"})
    memory.pipe({"/plans/a.bak.xlsx": b"e", "/plans/._a.xlsx": b"f"})
    found = {each.name: each for each in files_in(["memory://plans"])}
    assert {name: each.outcome for name, each in found.items()} == {
        "a.xlsx": None,
        "b.xlsm": None,
        "c.ods": Outcome.REFUSED,
        "a.bak.xlsx": Outcome.BACKUP,
    }
    assert content_of(found["b.xlsm"].where) == b"b" and found["b.xlsm"].path == "memory:///plans/north/b.xlsm"
    stamp = found["a.xlsx"].stamp
    assert file_at(found["a.xlsx"].where).stamp == stamp
    memory.pipe("/plans/a.xlsx", b"other")
    assert file_at(found["a.xlsx"].where).stamp != stamp
    memory.rm("/plans", recursive=True)


def test_the_files_in_a_zip_are_listed_and_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as file:
        file.writestr("north/a.xlsx", b"a")
        file.writestr("b.xlsx", b"b")
    found = {each.name: each for each in files_in([f"zip://::{tmp_path}/all.zip"])}
    assert {name: content_of(each.where) for name, each in found.items()} == {"a.xlsx": b"a", "b.xlsx": b"b"}


def test_a_password_in_a_url_is_not_shown():
    assert shown("sftp://jo:secret@example.org/plans") == "sftp://example.org/plans"


@pytest.mark.parametrize(("url", "word"), [("memory://nowhere", "can't be read"), ("gopher://x/y", "gopher")])
def test_what_cannot_be_reached_is_said_in_a_sentence(url, word):
    with pytest.raises(InputError, match=word):
        list(files_in([url]))


def test_a_source_inside_another_one_is_listed_once(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(b"")
    assert len(list(files_in([str(tmp_path / "in"), str(tmp_path), str(tmp_path / "in" / "a.xlsx")]))) == 1
