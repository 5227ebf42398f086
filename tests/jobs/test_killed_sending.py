"""Sending that is killed, or done three times at once: nobody gets a message twice unasked, or one that has no line."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from plan_workbook.errors import InputError
from plan_workbook.jobs.email import send_email

BOARD = "Board <board@x.gov.uk>"
PATIENCE = 60  #: seconds for any one process
STEPS = ["greeting", "EHLO", "STARTTLS", "EHLO again", "AUTH", "MAIL", "RCPT", "DATA", "message", "QUIT"]
BEFORE_THE_MESSAGE = STEPS[: STEPS.index("message")]

pytestmark = pytest.mark.slow


@pytest.fixture
def server(mail_server, monkeypatch):
    for name, value in mail_server.environment.items():
        monkeypatch.setenv(name, value)
    return mail_server


def sending(workbook: Path) -> subprocess.Popen[str]:
    """A process that sends the edition of a workbook without asking."""
    arguments = ["email", workbook.name, "--to", BOARD, "--send", "--yes"]
    return subprocess.Popen(
        [sys.executable, "-m", "plan_workbook", *arguments],
        cwd=workbook.resolve().parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code of a process, and what it said on standard error."""
    said = process.communicate(timeout=PATIENCE)[1]
    return process.returncode, said


def recorded(workbook: Path) -> list[str]:
    """The outcomes in a workbook's record."""
    path = workbook.with_name(f"{workbook.stem}.sent.csv")
    lines = path.read_text("utf-8-sig").splitlines() if path.exists() else []
    return [line["Outcome"] for line in csv.DictReader(lines)]


@pytest.mark.parametrize("when", ["before_reply", "after_reply"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_reply_it_is_not_received_twice_unasked_nor_without_a_line(step, when, clean, server):
    started, killed = threading.Event(), []

    def kill() -> None:
        place = len(server.said) + len(server.received)  # once it has the message, its replies are one step further
        if STEPS[min(place, len(STEPS) - 1)] == step and not killed:
            started.wait()
            killed.append(process.pid)
            process.kill()
            process.wait()

    setattr(server, when, kill)
    process = sending(clean)
    started.set()
    ended(process)
    assert killed
    arrived, lines = len(server.received), recorded(clean)
    assert arrived == (step not in BEFORE_THE_MESSAGE)
    if arrived:
        assert lines in (["About to send"], ["Sent"])
    else:
        assert lines in ([], ["About to send"][: step == "DATA"])

    if lines:
        with pytest.raises(InputError, match=r"^Nothing was sent.* Board <board@x\.gov\.uk>.* give a function"):
            send_email(clean, to=BOARD)
        assert len(server.received) == arrived
    send_email(clean, to=BOARD, confirm=lambda message: True)
    assert len(server.received) == arrived + 1
    assert recorded(clean) == [*lines, "Sent"]


def test_three_at_once_send_one(clean, server):
    server.before_reply = lambda: None if server.said else time.sleep(3)  # all three have looked at the record by then
    ends = [ended(each) for each in [sending(clean) for _ in range(3)]]
    assert len(server.received) == 1 and recorded(clean) == ["Sent"]
    assert server.said.count("EHLO") == 2  # before and after STARTTLS: the others did not even call
    assert sorted(code for code, _ in ends) == [0, 2, 2]
    for code, said in ends:
        assert code == 0 or "Nothing was sent" in said
    assert sorted(each.name for each in clean.resolve().parent.iterdir()) == ["clean.sent.csv", "clean.xlsx"]
