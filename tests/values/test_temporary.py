"""The temporary folder: what is put there is gone afterwards, and a sentence says if nothing can be written there."""

from __future__ import annotations

import errno
import os
import tempfile
from collections import namedtuple

import pytest

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
