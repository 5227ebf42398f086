"""What nobody foresaw: one sentence on the screen that names a log, and never a traceback."""

from __future__ import annotations

import errno
import re
import tempfile
from pathlib import Path

import pytest

from plan_workbook.jobs import status


@pytest.fixture
def broken(monkeypatch, tmp_path):
    """A command with a mistake in it, and a temporary folder of one's own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))

    def figures(plan):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(status, "figures", figures)


def test_one_sentence_names_the_log_and_the_log_has_the_traceback(run, broken, clean):
    done = run("status", clean)
    assert (done.code, done.out) == (2, "")
    said = re.fullmatch(r"Unexpected error\. Please report it and attach (.+plan-workbook-error-.+\.log)\.\n", done.err)
    assert said is not None
    log = Path(said[1]).read_text(encoding="utf-8")
    assert "Traceback" in log and log.endswith("\nZeroDivisionError\n") and "plan-workbook status clean.xlsx\n" in log


def test_where_no_log_can_be_written_the_sentence_asks_for_what_helps(run, broken, clean, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    done = run("status", clean)
    assert (done.code, done.out) == (2, "")
    assert done.err == "Unexpected error (ZeroDivisionError). Please report it, and say which command you ran.\n"


def test_an_error_of_the_system_that_is_not_about_the_output_leaves_a_log_too(run, broken, clean, monkeypatch):
    def figures(plan):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(status, "figures", figures)
    assert "Unexpected error. Please report it and attach " in run("status", clean).err


def test_a_file_that_can_not_be_reached_is_named_and_not_called_unexpected(run, broken, clean, monkeypatch):
    def figures(plan):
        raise PermissionError(errno.EACCES, "Permission denied", "shut/a\nb.xlsx")

    monkeypatch.setattr(status, "figures", figures)
    assert run("status", clean).err == (
        r"shut/a\nb.xlsx can't be reached (Permission denied): check that you have permission to open it, and that its "
        "drive is connected.\n"
    )
