"""Sentences on a terminal are broken at words; anywhere else they stay on one line."""

from __future__ import annotations

import io
import sys

import pytest
from builder import clean_plan

from plan_workbook.checking.finding import Results
from plan_workbook.checking.report import check
from plan_workbook.cli.console import say
from plan_workbook.cli.findings_output import give
from plan_workbook.reports.formats import Format
from plan_workbook.reports.grouping import Grouping

SAID = 'The edition has 3 warnings open: plan-workbook validate "my plan.xlsx" lists them.'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_a_terminal(monkeypatch):
    """Say something on a terminal of 50 columns; return its lines."""

    def saying(text: str) -> list[str]:
        monkeypatch.setenv("COLUMNS", "50")
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        say(text)
        return terminal.getvalue().splitlines()

    return saying


def test_on_a_terminal_a_sentence_is_broken_at_words_but_not_a_command_to_copy(on_a_terminal):
    assert on_a_terminal(SAID) == [
        "The edition has 3 warnings open:",
        'plan-workbook validate "my plan.xlsx" lists them.',
    ]


def test_a_row_of_a_table_is_not_broken(on_a_terminal):
    row = "Jo Hart  jo.hart@exampleshire.gov.uk  1  2  3  jo-hart.eml"
    assert on_a_terminal(row) == [row]


def test_in_a_pipe_a_sentence_stays_on_one_line(capsys):
    say(SAID)
    assert capsys.readouterr().out == f"{SAID}\n"


def test_a_text_that_would_steer_a_terminal_is_written_out(capsys):
    say("R01 \x1b[2J\u202eG\x9b8m\rR02\tcaf\u00e9\nnext")
    assert capsys.readouterr().out == "R01 \\x1b[2J\\u202eG\\x9b8m\\rR02\tcaf\u00e9\nnext\n"


@pytest.mark.parametrize("format", list(Format))
@pytest.mark.parametrize("on_a_terminal", [False, True])
def test_findings_that_quote_such_a_text_do_not_steer_a_terminal(format, on_a_terminal, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
    monkeypatch.setattr(stream, "isatty", lambda: on_a_terminal, raising=False)
    monkeypatch.setattr(sys, "stdout", stream)
    report = check(clean_plan().action(completion_date="soon\x1b[2J\u202e").read())
    give(Results((report,)), format, None, Grouping.SHEET, ())
    stream.flush()
    printed = stream.buffer.getvalue().decode("utf-8")
    assert "soon" in printed
    if on_a_terminal or format is Format.TEXT:
        assert "\u202e" not in printed and "\x1b[2J" not in printed
