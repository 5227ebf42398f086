"""The log of an error that nobody foresaw: what it takes to mend it, for the user's eyes only, and no secrets."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest

from plan_workbook import __version__
from plan_workbook.jobs.error_log import error_log, without_secrets


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch) -> Path:
    """A temporary folder of one's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def planted(text: str = "planted") -> ZeroDivisionError:
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as error:
        return error


def logged(error: BaseException) -> str:
    path = error_log(error)
    assert path is not None
    return path.read_text(encoding="utf-8")


def test_it_holds_date_versions_platform_command_and_traceback(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["plan-workbook", "validate", "my plan.xlsx", "-o", "findings.csv"])
    text = logged(planted())
    assert re.search(r"^Date: +20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$", text, re.MULTILINE)
    assert f"plan-workbook {__version__}\n" in text
    for library in ("openpyxl", "xlsxwriter", "pandera", "polars", "typer"):
        assert f"{library} {version(library)}" in text
    assert 'plan-workbook validate "my plan.xlsx" -o findings.csv\n' in text
    assert "Traceback (most recent call last):" in text and text.endswith("\nZeroDivisionError\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the temporary folder to its user")
def test_only_the_user_can_read_it():
    path = error_log(planted())
    assert path is not None and stat.S_IMODE(path.stat().st_mode) == 0o600


def test_each_has_a_name_of_its_own_and_nothing_is_written_over(temporary):
    theirs = temporary / "plan-workbook-error-.log"
    theirs.write_text("theirs")
    first, second = error_log(planted()), error_log(planted())
    assert first is not None and second is not None and len({first, second, theirs}) == 3
    assert first.name.startswith("plan-workbook-error-")
    assert theirs.read_text() == "theirs"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_it_is_never_written_through_a_link(temporary, monkeypatch):
    theirs = temporary / "theirs"
    (temporary / "plan-workbook-error-guessed.log").symlink_to(theirs)
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(["guessed", "other"]))
    path = error_log(planted())
    assert path is not None and path.name == "plan-workbook-error-other.log" and not theirs.exists()


def test_where_none_can_be_written_there_is_none(temporary, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "nowhere"))
    assert error_log(planted()) is None


def test_a_log_that_fails_does_not_hide_the_error(monkeypatch):
    def broken(error):
        raise RuntimeError

    monkeypatch.setattr("plan_workbook.jobs.error_log._text", broken)
    assert error_log(planted()) is None


def test_what_a_message_quotes_of_a_plan_is_left_out_and_every_type_and_line_is_kept():
    try:
        try:
            int("'Jane " + "Smith'")
        except ValueError as error:
            raise KeyError(str(error)) from error
    except KeyError as error:
        text = logged(error)
    assert "Jane Smith" not in text
    assert "\nValueError\n" in text and text.endswith("\nKeyError\n")
    assert text.count("Traceback (most recent call last):") == 2 and "test_error_log.py" in text


def test_the_password_of_the_mail_server_is_left_out_wherever_it_stands(monkeypatch):
    monkeypatch.setenv("PLAN_WORKBOOK_SMTP_PASSWORD", "Tr\u00e4umerei")
    monkeypatch.setattr(sys, "argv", ["plan-workbook", "status", "Tr\u00e4umerei.xlsx"])
    text = logged(planted())
    assert "umerei" not in text and "status [left out].xlsx" in text


def test_what_no_encoding_can_write_is_written_all_the_same(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["plan-workbook", "status", "\udc80"])
    assert "\\udc80" in logged(planted())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("validate plan.xlsx --password-file word.txt", "validate plan.xlsx --password-file word.txt"),
        ("email p.xlsx --settings mail.toml -o a.eml", "email p.xlsx --settings mail.toml -o a.eml"),
        ("status p.xlsx --password secret", "status p.xlsx --password [left out]"),
        ("status p.xlsx --password=secret", "status p.xlsx --password=[left out]"),
        ("email p.xlsx --to jo@x.gov.uk al@x.gov.uk", "email p.xlsx --to [left out] [left out]"),
        ("email p.xlsx --to=jo@x.gov.uk", "email p.xlsx --to=[left out]"),
        ("chase p.xlsx --link https://x.gov.uk/?sig=1", "chase p.xlsx --link [left out]"),
    ],
)
def test_of_the_command_line_passwords_links_and_addresses_are_left_out(typed, shown):
    assert " ".join(without_secrets(typed.split())) == shown
