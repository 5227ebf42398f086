"""A file is the old one or the new one, whole, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from plan_workbook.package import (
    PackageError,
    errors,
    graft,
    replace_sheet,
    rewrite,
    write,
    write_atomically,
    write_keeping,
    write_together,
)
from plan_workbook.package.in_use import locked, temporary_prefix
from plan_workbook.package.write import CannotWrite, Exchange, exchange, exchange_together, refuse_unwritable


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


def excel_note(user: str) -> bytes:
    """What Excel writes into its owner file, for a user of that name."""
    ansi = user.encode("cp1252")
    name = user.encode("utf-16-le")
    return bytes([len(ansi)]) + ansi.ljust(54) + len(user).to_bytes(2, "little") + name.ljust(108)


@pytest.mark.parametrize(
    ("note", "content", "words"),
    [
        ("~$plan.xlsx", excel_note("Zo\u00eb Hart"), "is open in Excel by Zo\u00eb Hart: close it there"),
        ("~$plan.xlsx", excel_note("Z" * 54), f"is open in Excel by {'Z' * 54}: close it there"),
        ("~$plan.xlsx", b"", "is open in Excel: close it there"),
        ("~$plan.xlsx", b"\xff" * 165, "is open in Excel: close it there"),
        (".~lock.plan.xlsx#", b",Jo Bloggs,desk,24.11.2026 09:00,file:///x;", "is open in LibreOffice: close"),
        (".~lock.plan.xlsx#", b"Jo Bloggs,jo,desk,24.11.2026 09:00,file:///x;", "in LibreOffice by Jo Bloggs:"),
    ],
)
def test_a_workbook_somebody_has_open_is_left_alone_and_the_note_is_named(note, content, words, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    (tmp_path / note).write_bytes(content)
    said = refused(path, errors.FileInUse)
    assert words in said
    assert f"delete the hidden file {note} in the same folder" in said
    assert path.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(["plan.xlsx", note])


def test_a_note_left_behind_does_not_hinder_a_file_that_is_not_there(tmp_path):
    (tmp_path / "~$plan.xlsx").write_bytes(b"")
    write_atomically(tmp_path / "plan.xlsx", b"new")
    assert (tmp_path / "plan.xlsx").read_bytes() == b"new"


def sharing_violation() -> PermissionError:
    error = PermissionError(errno.EACCES, "used by another process")
    error.winerror = 32
    return error


def test_a_virus_scanner_that_has_the_file_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    times = iter([sharing_violation(), None])

    def replaced(self, target):
        if error := next(times):
            raise error
        return self.rename(target)

    monkeypatch.setattr(Path, "replace", replaced)
    write_atomically(tmp_path / "plan.xlsx", b"new")
    assert (tmp_path / "plan.xlsx").read_bytes() == b"new"


def test_a_sharing_violation_means_another_program(tmp_path, monkeypatch):
    def violation(self, target):
        raise sharing_violation()

    monkeypatch.setattr(write, "_WAITS", (0.0, 0.0))
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
    monkeypatch.setattr(tempfile, "mkstemp", failing(errno.EACCES, "Permission denied"))
    monkeypatch.setattr(write.os, "access", lambda *_: False)
    assert "its folder" in refused(tmp_path / "plan.xlsx", errors.NotAllowedToWrite)


def test_a_missing_folder_says_so(tmp_path):
    refused(tmp_path / "none" / "plan.xlsx", errors.FolderMissing)


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links there")
def test_a_link_into_a_missing_folder_names_that_folder(tmp_path):
    missing = tmp_path / "gone" / "away"
    (tmp_path / "plan.xlsx").symlink_to(missing / "plan.xlsx")
    assert f"the folder {missing} does not exist" in refused(tmp_path / "plan.xlsx", errors.FolderMissing)


def test_a_name_that_python_is_told_not_to_write_says_how_it_can(tmp_path, monkeypatch):
    def refuse(path, *_):
        raise UnicodeEncodeError("ascii", path.name, 0, 1, "ordinal not in range")

    monkeypatch.setattr(Path, "resolve", refuse)
    said = refused(tmp_path / "Zoë.xlsx", errors.CannotWrite)
    assert "(Python is told to write names in ASCII only, unless the variable PYTHONUTF8 is 1)" in said


def test_a_name_longer_than_the_system_takes_says_so(tmp_path):
    with pytest.raises(PackageError):
        write_atomically(tmp_path / ("x" * 300 + ".xlsx"), b"new")


def test_a_folder_in_place_of_the_file_says_so(tmp_path):
    refused(tmp_path, errors.FileIsFolder)


FAILURES = [
    (errno.ENOSPC, errors.DiskFull),
    (errno.EIO, errors.DriveLost),
    (errno.ESTALE, errors.DriveLost),
    (errno.EINVAL, errors.CannotWrite),
]


@pytest.mark.parametrize(("number", "kind"), FAILURES)
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


def test_a_network_drive_that_vanishes_is_called_that(tmp_path, monkeypatch):
    def gone(self, target):
        error = OSError(errno.EINVAL, "The specified network name is no longer available")
        error.winerror = 64
        raise error

    monkeypatch.setattr(Path, "replace", gone)
    assert "its drive cannot be reached" in refused(tmp_path / "plan.xlsx", errors.DriveLost)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_device_is_not_replaced_by_a_file(tmp_path):
    (tmp_path / "plan.xlsx").symlink_to("/dev/full")
    assert "it is a device" in refused(tmp_path / "plan.xlsx", errors.CannotWrite)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "plan.xlsx").symlink_to(tmp_path / "plan.xlsx")
    refused(tmp_path / "plan.xlsx", errors.CannotWrite)


def test_of_several_files_none_is_replaced_before_all_are_ready(tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_bytes(b"old")
    two.write_bytes(b"old")
    two.chmod(stat.S_IREAD)
    with pytest.raises(errors.NotAllowedToWrite, match=r"two\.csv"):
        write_together({one: b"new", two: b"new"})
    assert (one.read_bytes(), two.read_bytes()) == (b"old", b"old")
    two.chmod(stat.S_IREAD | stat.S_IWRITE)
    write_together({one: b"new", two: b"new"})
    assert (one.read_bytes(), two.read_bytes()) == (b"new", b"new")
    assert len(list(tmp_path.iterdir())) == 2


# ------------------------------------------------------------------------------------------- exchange


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_backup_takes_the_place_of_a_link_and_leaves_alone_what_that_leads_to(tmp_path):
    path, backup, other = tmp_path / "plan.xlsx", tmp_path / "plan.bak.xlsx", tmp_path / "other.txt"
    path.write_bytes(b"old")
    other.write_bytes(b"theirs")
    backup.symlink_to(other)
    assert exchange(path, b"old", b"new", backup)
    assert (backup.read_bytes(), other.read_bytes(), backup.is_symlink()) == (b"old", b"theirs", False)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("led_to", ["other.txt", "nowhere.txt"])
def test_a_file_whose_name_nobody_chose_takes_the_place_of_a_link(tmp_path, led_to):
    first, second, other = tmp_path / "plan.parts.csv", tmp_path / "plan.base.xlsx", tmp_path / "other.txt"
    other.write_bytes(b"theirs")
    first.symlink_to(tmp_path / led_to)
    second.write_bytes(b"old")
    before = b"theirs" if led_to == "other.txt" else None
    assert not exchange_together([Exchange(first, before, b"new", ours=True), Exchange(second, b"not old", b"new")])
    assert first.is_symlink() and other.read_bytes() == b"theirs"
    assert exchange_together([Exchange(first, before, b"new", 0o600, ours=True), Exchange(second, b"old", b"new")])
    assert (first.is_symlink(), first.read_bytes(), other.read_bytes()) == (False, b"new", b"theirs")
    assert first.stat().st_mode & 0o777 == 0o600 and not (tmp_path / "nowhere.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_was_replaced_is_put_back_if_a_later_file_can_not_be(tmp_path, monkeypatch):
    first, second, other = tmp_path / "a", tmp_path / "b", tmp_path / "other.txt"
    other.write_bytes(b"theirs")
    first.symlink_to(other)
    second.write_bytes(b"old")
    move = write._move_into_place

    def fail(new, target):
        if target.name == "b":
            raise PermissionError(13, "no")
        move(new, target)

    monkeypatch.setattr(write, "_move_into_place", fail)
    with pytest.raises(CannotWrite):
        exchange_together([Exchange(first, b"theirs", b"new", ours=True), Exchange(second, b"old", b"new")])
    assert first.is_symlink() and (first.read_bytes(), second.read_bytes()) == (b"theirs", b"old")


def test_the_old_file_becomes_the_backup(tmp_path):
    path, backup = tmp_path / "plan.xlsx", tmp_path / "plan.bak.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o600)
    assert exchange(path, b"old", b"new", backup)
    assert (path.read_bytes(), backup.read_bytes()) == (b"new", b"old")
    assert backup.stat().st_mode == path.stat().st_mode
    assert len(list(tmp_path.iterdir())) == 2


def test_a_file_that_somebody_stored_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"theirs")
    assert not exchange(path, b"old", b"new", tmp_path / "plan.bak.xlsx")
    assert path.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_was_not_there_is_made_unless_somebody_made_one_meanwhile(tmp_path):
    path = tmp_path / "sent.csv"
    assert exchange(path, None, b"ours")
    assert not exchange(path, None, b"ours again")
    assert path.read_bytes() == b"ours"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("drive_has_links", [True, False])
def test_a_file_that_another_program_makes_at_the_last_moment_is_not_replaced(drive_has_links, tmp_path, monkeypatch):
    theirs, usual = iter([b"theirs"]), os.link

    def link(new, target):
        for content in theirs:
            target.write_bytes(content)
        if not drive_has_links:
            raise PermissionError(errno.EPERM, "no links here")
        usual(new, target)

    monkeypatch.setattr(os, "link", link)
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    assert not exchange(one, None, b"ours")
    assert not exchange_together([Exchange(other, None, b"ours"), Exchange(one, None, b"ours")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one.xlsx": b"theirs"}
    assert exchange(other, None, b"ours")
    assert other.read_bytes() == b"ours"


def test_what_somebody_stores_between_reading_and_writing_is_what_is_kept(tmp_path, monkeypatch):
    path, backup = tmp_path / "board.xlsx", tmp_path / "board.bak.xlsx"
    path.write_bytes(b"old")
    theirs = iter([b"theirs"])

    def meanwhile(path, *rest):
        for content in theirs:
            path.write_bytes(content)
        return exchange(path, *rest)

    monkeypatch.setattr(write, "exchange", meanwhile)
    assert write_keeping(path, b"new", backup)
    assert (path.read_bytes(), backup.read_bytes()) == (b"new", b"theirs")


def test_whether_a_file_could_be_written_is_found_out_without_touching_it(tmp_path):
    path = tmp_path / "sent.csv"
    refuse_unwritable(path)
    assert list(tmp_path.iterdir()) == []
    path.write_bytes(b"old")
    refuse_unwritable(path)
    assert path.read_bytes() == b"old"
    (tmp_path / ".~lock.sent.csv#").write_text("Jo,")
    with pytest.raises(errors.FileInUse, match=r"sent\.csv is open in LibreOffice by Jo"):
        refuse_unwritable(path)
    with pytest.raises(errors.FolderMissing, match=r"sent\.csv"):
        refuse_unwritable(tmp_path / "nowhere" / "sent.csv")


@pytest.mark.parametrize("earlier", [None, b"last month's"])
def test_the_backup_is_put_back_when_the_file_cannot_be_replaced(earlier, tmp_path, monkeypatch):
    path, backup = tmp_path / "plan.xlsx", tmp_path / "plan.bak.xlsx"
    path.write_bytes(b"old")
    if earlier:
        backup.write_bytes(earlier)

    def only_the_backup(self, target):
        if target.name == "plan.xlsx":
            raise OSError(errno.EIO, "gone")
        return self.rename(target)

    monkeypatch.setattr(Path, "replace", only_the_backup)
    with pytest.raises(errors.DriveLost, match=r"plan\.xlsx"):
        exchange(path, b"old", b"new", backup)
    assert path.read_bytes() == b"old"
    assert (backup.read_bytes() if backup.exists() else None) == earlier


def test_the_next_run_removes_the_files_that_a_killed_run_left(tmp_path):
    path, other = tmp_path / "plan.xlsx", tmp_path / "other.xlsx"
    for each in (path, other):
        (tmp_path / f"{temporary_prefix(each)}-abcd1234.tmp").write_bytes(b"half")
        (tmp_path / f"{temporary_prefix(each)}.tmp").write_bytes(b"")
    write_atomically(path, b"new")
    left = {each.name for each in tmp_path.iterdir()} - {"plan.xlsx"}
    assert left == {f"{temporary_prefix(other)}-abcd1234.tmp", f"{temporary_prefix(other)}.tmp"}


def test_a_second_run_waits_for_the_first(tmp_path):
    path = tmp_path / "plan.xlsx"
    order = []

    def second() -> None:
        write_atomically(path, b"second")
        order.append("second")

    with locked(path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert [each.name for each in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_second_run_that_waits_too_long_says_so(tmp_path):
    path = tmp_path / "plan.xlsx"
    caught = []

    def second() -> None:
        try:
            with locked(path, patience=0.1):
                pass
        except PackageError as error:
            caught.append(error)

    with locked(path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(10)
    assert [type(each) for each in caught] == [errors.BeingWritten]


# ------------------------------------------------------------------------------------------- rewrite


def test_a_change_made_meanwhile_is_not_lost_but_built_upon(make, look, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(make.host())
    theirs = graft(make.host(), "Theirs", make.drawn())
    rounds = []

    def change(content: bytes) -> bytes:
        rounds.append(content)
        if len(rounds) == 1:
            path.write_bytes(theirs)
        return graft(content, "Result", make.rich())

    assert rewrite(path, change)
    assert rounds == [make.host(), theirs]
    assert look.book(path.read_bytes()).sheetnames == ["Data", "Sums", "Notes", "Theirs", "Result"]


def test_a_file_that_never_stays_the_same_is_given_up(make, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(make.host())
    rounds = iter(range(100))

    def change(content: bytes) -> bytes:
        path.write_bytes(graft(make.host(), f"Theirs {next(rounds)}", make.drawn()))
        return graft(content, "Result", make.rich())

    with pytest.raises(errors.KeepsChanging, match=r"plan\.xlsx was saved by somebody else"):
        rewrite(path, change)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_drive_that_goes_while_the_lock_is_held_is_called_lost(tmp_path, monkeypatch):
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, failing(errno.EIO, "gone"))
    refused(tmp_path / "plan.xlsx", errors.DriveLost)


def test_on_a_drive_without_locks_files_are_written_all_the_same(tmp_path, monkeypatch):
    import filelock

    monkeypatch.setattr(filelock.FileLock, "acquire", failing(errno.ENOTSUP, "not supported"))
    write_atomically(tmp_path / "plan.xlsx", b"new")
    assert (tmp_path / "plan.xlsx").read_bytes() == b"new"


def test_a_name_as_long_as_names_can_be_is_written(tmp_path):
    path = tmp_path / ("x" * 245 + ".xlsx")
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
