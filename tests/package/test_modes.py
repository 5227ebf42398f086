"""Who may read a new file: nobody who may not read what it is made from."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from plan_workbook.package.modes import mode_like, no_less_strict_than, usual_mode

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
