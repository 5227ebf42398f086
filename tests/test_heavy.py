"""Files that hold far too much of one thing: each command answers, or refuses in a sentence, and in a few seconds."""

from __future__ import annotations

import inspect
import sys

import pytest
from cli.calls import reads_workbooks
from heavy import CALLS, measured
from kinds import KINDS

from plan_workbook.cli.main import COMMANDS as ALL_COMMANDS
from plan_workbook.cli.main import module_of

COMMANDS = {
    "workbook": "status",
    "register": "new",
    "template": "publish docx",
    "words": "email html",
    "document": "bring",
}
"""The command that is given each kind of file."""
TRIED = {
    "50,000 defined names",
    "2,000,000 defined names",
    "register: 20,000 actions",
    "template: as much text as it may have",
    "words: an endless loop",
    "document: a Word report of 60 pages",
}
"""One of each kind of file, and what is honest. The ceilings have tests of their own, and `fuzz/heavy.py` gives all
kinds to all commands."""


def test_every_command_is_given_every_kind_of_file_that_it_takes():
    def called_on(what: str) -> set[str]:
        return {call[0] for call in CALLS[what].values()}

    def taking(parameter: str) -> set[str]:
        return {name for name in ALL_COMMANDS if parameter in inspect.signature(module_of(name).command).parameters}

    assert called_on("workbook") == {name for name in ALL_COMMANDS if reads_workbooks(name)}
    assert called_on("words") == taking("body")
    assert called_on("template") == taking("template")
    assert called_on("register") >= taking("register")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="what a process took can't be asked for there")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name in TRIED], ids=lambda kind: kind.name)
def test_a_file_with_far_too_much_of_one_thing_is_answered_soon_and_in_a_sentence(kind):
    assert {kind.name for kind in KINDS} >= TRIED
    (run,) = measured(f"^{kind.name}$".replace("(", r"\(").replace(")", r"\)"), COMMANDS[kind.what])
    assert not run.wrong, run.line()
    assert run.code in ((0, 1) if kind.honest else (0, 1, 2))
