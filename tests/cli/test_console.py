"""Sentences on a terminal are broken at words; anywhere else they stay on one line."""

from __future__ import annotations

import io
import sys

import pytest

from plan_workbook.cli.console import say

SAID = 'The edition goes out with 3 warnings open: plan-workbook validate "my plan.xlsx" lists them.'


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
        "The edition goes out with 3 warnings open:",
        'plan-workbook validate "my plan.xlsx" lists them.',
    ]


def test_a_row_of_a_table_is_not_broken(on_a_terminal):
    row = "Jo Hart  jo.hart@exampleshire.gov.uk  1  2  3  jo-hart.eml"
    assert on_a_terminal(row) == [row]


def test_in_a_pipe_a_sentence_stays_on_one_line(capsys):
    say(SAID)
    assert capsys.readouterr().out == f"{SAID}\n"
