"""Files that hold far too much of one thing: each command answers, or refuses in a sentence, and in a few seconds."""

from __future__ import annotations

import sys

import pytest
from heavy import measured
from kinds import KINDS

COMMANDS = {"workbook": "status", "register": "new", "template": "publish docx", "words": "email html"}
"""The command for each kind of file that is given all of them; `fuzz/heavy.py` measures the others too."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="what a process took can't be asked for there")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_with_far_too_much_of_one_thing_is_answered_soon_and_in_a_sentence(kind):
    (run,) = measured(f"^{kind.name}$".replace("(", r"\(").replace(")", r"\)"), COMMANDS[kind.what])
    assert not run.wrong, run.line()
    assert run.code in ((0, 1) if kind.honest else (0, 1, 2))
