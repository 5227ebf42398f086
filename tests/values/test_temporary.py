"""The temporary folder: what is put there is gone afterwards, and a sentence says if nothing can be written there."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections import namedtuple
from pathlib import Path

import pytest
from filelock import FileLock

from plan_workbook.errors import OutputError
from plan_workbook.values import temporary
from plan_workbook.values.temporary import refuse_if_full, temporary_folder, writing_there

FULL = os.strerror(errno.ENOSPC)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    """A temporary folder of one's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def full(monkeypatch, free: int = 0):
    monkeypatch.setattr(temporary.shutil, "disk_usage", lambda _: Usage(100, 100, free))


def test_what_is_put_there_is_gone_afterwards_also_if_something_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), temporary_folder() as folder:
        (folder / "x").write_text("clear")
        raise ZeroDivisionError
    assert not any(tmp_path.iterdir())


def left_behind(temporary: Path, name: str, hours: float) -> Path:
    """A folder of a process that was killed so long ago."""
    folder = temporary / f"plan-workbook-{name}"
    folder.mkdir()
    (folder / "report.docx").write_text("clear")
    (folder / ".lock").touch()
    then = time.time() - hours * 3600
    os.utime(folder / ".lock", (then, then))
    return folder


def test_the_folder_of_a_process_that_was_killed_is_removed_by_the_next_and_one_in_use_is_not(tmp_path):
    killed, new, in_use = (left_behind(tmp_path, *each) for each in (("killed", 2), ("new", 0), ("in-use", 2)))
    somebody_elses = tmp_path / "plan-workbook-demo"
    somebody_elses.mkdir()
    with FileLock(in_use / ".lock"):
        os.utime(in_use / ".lock", (1, 1))
        with temporary_folder() as own:
            os.utime(own / ".lock", (1, 1))
            with temporary_folder():
                assert {*tmp_path.iterdir()} > {new, in_use, somebody_elses, own}
                assert not killed.exists()
    assert {*tmp_path.iterdir()} == {new, in_use, somebody_elses}


@pytest.mark.skipif(os.name == "nt", reason="there, the temporary folder is its user's own")
def test_what_somebody_else_put_there_is_left_alone(tmp_path, monkeypatch):
    precious = tmp_path / "precious"
    precious.write_text("precious")
    linked = left_behind(tmp_path, "linked", 2)
    (linked / ".lock").unlink()
    (linked / ".lock").symlink_to(precious)
    os.utime(precious, (1, 1))
    with temporary_folder():
        assert linked.exists() and precious.read_text() == "precious"
    theirs = left_behind(tmp_path, "theirs", 2)
    monkeypatch.setattr(os, "getuid", lambda: theirs.stat().st_uid + 1)
    with temporary_folder():
        assert theirs.exists()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (OSError(errno.ENOSPC, FULL, "/tmp/x"), FULL),
        (PermissionError(errno.EACCES, "Permission denied", "/tmp/x"), "Permission denied"),
        (ValueError(f"parquet: underlying IO error: {FULL} (os error 28)\nwhere in the library"), FULL),
        (ValueError("file: There is not enough space on the disk. (os error 112)"), "not enough space on the disk)"),
        (ValueError("something else."), "(something else)"),
    ],
)
def test_what_can_not_be_written_there_is_one_sentence_with_what_to_do(fault, why, tmp_path, monkeypatch):
    full(monkeypatch, 1 << 30)
    with pytest.raises(OutputError) as refused, writing_there(ValueError):
        raise fault
    said = str(refused.value)
    assert said.startswith(f"Nothing can be written to the temporary folder {tmp_path} (") and why in said
    assert said.endswith(f"set {temporary.VARIABLE} to another folder, and try again; nothing was changed.")


def test_a_folder_that_is_full_is_said_also_where_a_library_does_not_say_so(tmp_path, monkeypatch):
    full(monkeypatch)
    with pytest.raises(OutputError, match=FULL), writing_there(ValueError):
        raise ValueError("transport error")
    with pytest.raises(OutputError, match=FULL):
        refuse_if_full(tmp_path)


def test_a_system_without_any_temporary_folder_is_told_to_name_one(monkeypatch):
    nowhere = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    def none(*_):
        raise nowhere

    monkeypatch.setattr(temporary, "TemporaryDirectory", lambda **_: none())
    monkeypatch.setattr(temporary, "gettempdir", none)
    said = r"^Nothing can be written to the temporary folder \(there is none\): "
    with pytest.raises(OutputError, match=said), temporary_folder():
        pass
