"""A file that somebody makes or saves while a command is at work is not replaced, if the command promised that."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from plan_workbook.package import write

NEXT = ("--period", "January 2018", "--report-date", "31/01/2018")
MADE = "was made by another program or command while this one was running"
CHANGED = "was changed by another program meanwhile"


@pytest.mark.parametrize(
    ("call", "name", "said"),
    [
        (("new", "made.xlsx", "--recommendations", "1"), "made.xlsx", MADE),
        (("rollover", "faulty.xlsx", "-o", "made.xlsx", "--with-errors", *NEXT), "made.xlsx", MADE),
        (("export", "faulty.xlsx", "-o", "made.xlsx"), "made.xlsx", CHANGED),
        (("split", "faulty.xlsx", "-o", "parts"), "Head of Assessment", CHANGED),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_a_file_that_was_made_meanwhile_is_not_replaced(call, name, said, run, faulty, folder, monkeypatch):
    made = []

    @contextmanager
    def locked(target, usual=write.locked):  # the last moment before the command looks at the file again
        with usual(target):
            if name in target.name and not made:
                target.write_bytes(b"theirs")
                made.append(target)
            yield

    monkeypatch.setattr(write, "locked", locked)
    done = run(*call)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done
    assert said in done.err
    assert [path.read_bytes() for path in made] == [b"theirs"]
    if made[0].parent != folder:
        assert list(made[0].parent.iterdir()) == made
