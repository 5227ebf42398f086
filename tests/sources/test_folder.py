"""The files in a folder of this machine: what is listed, and that no link leads out of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from plan_workbook.jobs.workbook_files import walked
from plan_workbook.sources import links
from plan_workbook.sources.sources import files_in


def listed(folder: Path) -> dict[str, str]:
    """Why each file is not read, empty if it is, by its path in the folder."""
    found = files_in([str(folder)])
    return {str(Path(each.path).relative_to(folder)): each.why.partition(" (")[0] for each in found}


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links there")
def test_links_that_lead_out_of_a_folder_are_named_and_not_read(tmp_path):
    place, elsewhere = tmp_path / "place", tmp_path / "elsewhere"
    for each in (place, elsewhere):
        each.mkdir()
        (each / "plan.xlsx").touch()
    for name in ("theirs.xlsx", "theirs.csv", "theirs.txt"):
        (place / name).symlink_to(elsewhere / "plan.xlsx")
    (place / "linked").symlink_to(elsewhere, target_is_directory=True)
    (place / "again").symlink_to(place, target_is_directory=True)
    (place / "circle.xlsx").symlink_to("circle.xlsx")
    assert listed(place) == {
        "plan.xlsx": "",
        "theirs.xlsx": links.TO_FILE,
        "theirs.csv": links.TO_FILE,
        "linked": links.TO_FOLDER,
        "circle.xlsx": "it can't be opened",
    }
    assert [each.why for each in files_in([str(place / "theirs.xlsx")])] == [""], "whoever names a link means its file"


def test_a_junction_of_windows_is_a_link_also_where_python_does_not_say_so(tmp_path, monkeypatch):
    place, elsewhere = tmp_path / "place", tmp_path / "elsewhere"
    for each in (place / "junction", elsewhere):
        each.mkdir(parents=True)
        (each / "plan.xlsx").touch()
    lstat, resolve = Path.lstat, Path.resolve

    def with_tag(path: Path) -> object:
        if path.name != "junction":
            return lstat(path)
        return SimpleNamespace(st_mode=lstat(path).st_mode, st_reparse_tag=0xA0000003)

    monkeypatch.setattr(Path, "lstat", with_tag)
    monkeypatch.setattr(Path, "resolve", lambda path, *_: elsewhere if path.name == "junction" else resolve(path))
    assert listed(place) == {"junction": links.TO_FOLDER}
    assert walked(place)[0] == [] and [each.path.name for each in walked(place)[1]] == ["junction"]
    monkeypatch.setattr(Path, "resolve", lambda path, *_: place if path.name == "junction" else resolve(path))
    assert listed(place) == {} and not walked(place)[1], "one that leads back into the folder is not followed round"


def test_a_link_that_nobody_may_look_at_is_left_to_whoever_reads_it(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "lstat", refuse)
    assert not links.is_link(tmp_path / "plan.xlsx")
