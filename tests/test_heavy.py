"""Files that hold far too much of one thing: each command answers, or refuses in a sentence, and in a few seconds."""

from __future__ import annotations

import sys

import pytest
from heavy import measured
from kinds import KINDS

COMMANDS = {"workbook": "status", "register": "new", "template": "publish docx", "words": "email html"}
"""The command that is given each kind of file."""
TRIED = {
    "50,000 defined names",
    "2,000,000 defined names",
    "1,000,000 merged ranges",
    "1,000,000 shared texts",
    "a comment that looks like a picture, and a DOCTYPE after it",
    "register: 20,000 actions",
    "template: 3,000,000 paragraphs",
    "template: an endless loop",
    "words: an endless loop",
}
"""Some of the kinds, one for each way of being too much; `fuzz/heavy.py` gives all kinds to all commands."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="what a process took can't be asked for there")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name in TRIED], ids=lambda kind: kind.name)
def test_a_file_with_far_too_much_of_one_thing_is_answered_soon_and_in_a_sentence(kind):
    assert {kind.name for kind in KINDS} >= TRIED
    (run,) = measured(f"^{kind.name}$".replace("(", r"\(").replace(")", r"\)"), COMMANDS[kind.what])
    assert not run.wrong, run.line()
    assert run.code in ((0, 1) if kind.honest else (0, 1, 2))
