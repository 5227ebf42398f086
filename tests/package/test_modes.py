"""Who may read a new file: nobody who may not read what it is made from."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from plan_workbook.package import write_atomically, write_keeping
from plan_workbook.package.modes import Mode, mode_like, no_less_strict_than, settle, usual_mode

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is what its folder says")


@pytest.fixture
def made(tmp_path):
    mask = os.umask(0o022)
    yield lambda name, mode: (tmp_path / name).touch() or (tmp_path / name).chmod(mode) or tmp_path / name
    os.umask(mask)


@pytest.mark.parametrize(
    ("sources", "new"),
    [
        ((0o644,), 0o644),
        ((0o600,), 0o600),
        ((0o640, 0o644), 0o640),
        ((0o640, 0o604), 0o600),
        ((0o666,), 0o644),  # no more than is usual
        ((0o444,), 0o644),  # a copy of a read-only file can be changed by its owner
    ],
)
def test_a_new_file_has_no_permission_that_one_of_its_sources_lacks(sources, new, made):
    paths = [made(f"{number}.xlsx", mode) for number, mode in enumerate(sources)]
    assert mode_like(*paths, None) == new


def test_a_folder_counts_with_the_files_in_it(made, tmp_path):
    made("plan.csv", 0o644)
    assert mode_like(tmp_path) == 0o600  # the folder of a test is its owner's alone
    tmp_path.chmod(0o755)
    assert mode_like(tmp_path) == 0o644
    made("people.csv", 0o640)
    assert mode_like(tmp_path) == 0o640


def test_without_sources_a_new_file_has_the_usual_permissions(made, tmp_path):
    assert mode_like(None, tmp_path / "missing.xlsx") is None
    assert usual_mode() == 0o644


def test_what_a_library_makes_is_as_strict(made, tmp_path):
    with no_less_strict_than(0o640):
        (tmp_path / "within").touch()
    (tmp_path / "after").touch()
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("within", "after")] == [0o640, 0o644]


def test_a_file_that_is_there_is_never_looser_than_what_it_is_made_from(made, tmp_path):
    """Somebody shut the workbook (600) after its page was made (644)."""
    page = made("page.html", 0o644)
    write_atomically(page, b"again", mode_like(made("plan.xlsx", 0o600)))
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    write_atomically(page, b"and again", mode_like(made("open.xlsx", 0o644)))
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_file_that_is_shared_with_a_group_stays_shared_if_its_source_is(made):
    page = made("page.html", 0o664)
    write_atomically(page, b"again", mode_like(made("plan.xlsx", 0o664)))
    assert stat.S_IMODE(page.stat().st_mode) == 0o664


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may give any group")
def test_a_file_that_is_replaced_keeps_its_group_and_so_do_its_backup_and_what_is_made_from_it(made, tmp_path):
    path = made("plan.xlsx", 0o640)
    os.chown(path, 1233, 1234)
    write_keeping(path, b"new", tmp_path / "plan.bak.xlsx")
    write_atomically(tmp_path / "page.html", b"page", mode_like(path))
    for name in ("plan.xlsx", "plan.bak.xlsx", "page.html"):
        found = (tmp_path / name).stat()
        assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 0o640)
    assert path.stat().st_uid == 1233


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is what its folder says")
def test_a_group_that_can_not_be_kept_gives_its_bits_to_no_other(made, tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "no")

    own = made("own.xlsx", 0o664).stat().st_gid
    monkeypatch.setattr(os, "chown", refuse)
    new = made("new", 0o600)
    settle(new, tmp_path / "page.html", Mode(0o640, 0o640, frozenset({own + 1})))
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    settle(new, tmp_path / "page.html", Mode(0o664, 0o664, frozenset({own + 1})))
    assert stat.S_IMODE(new.stat().st_mode) == 0o644
    settle(new, tmp_path / "page.html", Mode(0o640, 0o640, frozenset({own})))
    assert stat.S_IMODE(new.stat().st_mode) == 0o640
