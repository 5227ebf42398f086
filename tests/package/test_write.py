"""A file is the old one or the new one, whole, and nothing is left lying about."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path

import pytest

from plan_workbook.package import PackageError, errors, replace_sheet, write, write_atomically


def test_a_new_file_is_written_alone(tmp_path):
    write_atomically(tmp_path / "a.xlsx", b"content")
    assert (tmp_path / "a.xlsx").read_bytes() == b"content"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX")
def test_permission_bits_stay_and_new_files_get_the_usual_ones(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    write_atomically(tmp_path / "b.xlsx", b"new")
    (tmp_path / "c.xlsx").write_bytes(b"plain")
    assert (tmp_path / "b.xlsx").stat().st_mode == (tmp_path / "c.xlsx").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.xlsx").write_bytes(b"old")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "real.xlsx")
    write_atomically(tmp_path / "link.xlsx", b"new")
    assert (tmp_path / "link.xlsx").is_symlink()
    assert (tmp_path / "real.xlsx").read_bytes() == b"new"


def failing(number: int, text: str):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, text)

    return fail


def refused(path: Path, kind: type[PackageError]) -> str:
    with pytest.raises(PackageError) as caught:
        write_atomically(path, b"new")
    assert type(caught.value) is kind
    assert path.name in str(caught.value)
    return str(caught.value)


def test_a_workbook_open_in_excel_is_named_by_its_owner_file(tmp_path, monkeypatch):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    (tmp_path / "~$plan.xlsx").write_bytes(b"")
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES, "Permission denied"))
    assert "is open in Excel (there is a file ~$plan.xlsx beside it)" in refused(path, errors.FileInUse)
    assert path.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plan.xlsx", "~$plan.xlsx"]


def test_a_sharing_violation_means_another_program(tmp_path, monkeypatch):
    def violation(self, target):
        error = PermissionError(errno.EACCES, "used by another process")
        error.winerror = 32
        raise error

    monkeypatch.setattr(Path, "replace", violation)
    assert "or another program" in refused(tmp_path / "plan.xlsx", errors.FileInUse)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_is_left_alone(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    path.chmod(stat.S_IREAD)
    assert "read-only" in refused(path, errors.NotAllowedToWrite)
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_nobody_may_write_to_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(write.tempfile, "mkstemp", failing(errno.EACCES, "Permission denied"))
    monkeypatch.setattr(write.os, "access", lambda *_: False)
    assert "its folder" in refused(tmp_path / "plan.xlsx", errors.NotAllowedToWrite)


def test_a_missing_folder_says_so(tmp_path):
    refused(tmp_path / "none" / "plan.xlsx", errors.FolderMissing)


def test_a_name_longer_than_the_system_takes_says_so(tmp_path):
    with pytest.raises(PackageError):
        write_atomically(tmp_path / ("x" * 300 + ".xlsx"), b"new")


def test_a_folder_in_place_of_the_file_says_so(tmp_path):
    refused(tmp_path, errors.FileIsFolder)


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, errors.DiskFull), (errno.EIO, errors.CannotWrite)])
def test_nothing_remains_of_a_write_that_failed(tmp_path, monkeypatch, number, kind):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(write.os, "fsync", failing(number, "the disk"))
    refused(path, kind)
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_remains_after_an_interrupt(tmp_path, monkeypatch):
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "plan.xlsx", b"new")
    assert list(tmp_path.iterdir()) == []


def test_replace_sheet_leaves_the_host_alone_when_it_cannot_write(make, tmp_path, monkeypatch):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(make.host())
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES, "Permission denied"))
    with pytest.raises(PackageError, match=r"plan\.xlsx"):
        replace_sheet(path, "Result", make.rich(), path)
    assert path.read_bytes() == make.host()
    assert len(list(tmp_path.iterdir())) == 1
