"""Sending that is killed, or done three times at once: nobody gets a message twice unasked, or one that has no line."""

from __future__ import annotations

import csv
import threading
import time
from pathlib import Path

import pytest
from loaded import Loaded, command

from plan_workbook.errors import InputError
from plan_workbook.jobs.email import send_email

BOARD = "Board <board@x.gov.uk>"
STEPS = ["greeting", "EHLO", "STARTTLS", "EHLO again", "AUTH", "MAIL", "RCPT", "DATA", "message", "QUIT"]
BEFORE_THE_MESSAGE = STEPS[: STEPS.index("message")]

pytestmark = pytest.mark.slow


@pytest.fixture
def server(mail_server, monkeypatch):
    for name, value in mail_server.environment.items():
        monkeypatch.setenv(name, value)
    return mail_server


def sending(workbook: Path) -> Loaded:
    """A process that sends the edition of a workbook without asking."""
    return command(workbook.resolve().parent, "email", workbook.name, "--to", BOARD, "--send", "--yes")


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

    setattr(server, when, kill)
    process = sending(clean)
    started.set()
    process.ended()
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
    ends = [each.ended() for each in [sending(clean) for _ in range(3)]]
    assert len(server.received) == 1 and recorded(clean) == ["Sent"]
    assert server.said.count("EHLO") == 2  # before and after STARTTLS: the others did not even call
    assert sorted(each.returncode for each in ends) == [0, 2, 2]
    for each in ends:
        assert each.returncode == 0 or "Nothing was sent" in each.stderr
    assert sorted(each.name for each in clean.resolve().parent.iterdir()) == ["clean.sent.csv", "clean.xlsx"]
