"""Writing and sending an email as functions: what is refused when nobody is asked."""

from __future__ import annotations

import pytest

from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs.email import send_email, write_email


@pytest.fixture
def server(mail_server, monkeypatch):
    for name, value in mail_server.environment.items():
        monkeypatch.setenv(name, value)
    return mail_server


def test_without_anybody_to_ask_an_edition_is_sent_once(clean, server):
    sent = send_email(str(clean), to="board@x.gov.uk")
    assert (sent.recipients, sent.message.earlier) == (1, ())
    with pytest.raises(InputError, match=r"the same edition was sent before, 20.+ to board@x.gov.uk: give a function"):
        send_email(clean, to=["board@x.gov.uk"])
    assert send_email(clean, to="board@x.gov.uk", confirm=lambda message: len(message.earlier) == 1).recipients == 1
    assert len(server.received) == 2


def test_on_a_drive_without_locks_what_somebody_else_is_sending_is_seen_before_the_last_dot(clean, server):
    send_email(clean, to="board@x.gov.uk")
    path = clean.with_name("clean.sent.csv")
    theirs = path.read_bytes()
    path.unlink()
    server.before_reply = lambda: path.write_bytes(theirs) if server.said[-1:] == ["RCPT"] else None
    with pytest.raises(InputError, match="somebody else has just sent the same edition"):
        send_email(clean, to="board@x.gov.uk")
    assert len(server.received) == 1 and path.read_bytes() == theirs


def test_nothing_is_sent_after_a_no_or_without_a_password(clean, server, monkeypatch):
    with pytest.raises(InputError, match=r"^Nothing was sent\.$"):
        send_email(clean, to="board@x.gov.uk", confirm=lambda message: False)
    monkeypatch.delenv("PLAN_WORKBOOK_SMTP_PASSWORD")
    with pytest.raises(InputError, match="there is no password for plans at localhost"):
        send_email(clean, to="board@x.gov.uk")
    assert server.received == []


def test_a_draft_has_a_name_that_mail_programs_open(clean):
    with pytest.raises(OutputError, match=r"board\.txt does not end in \.eml"):
        write_email(clean, "board.txt", to="board@x.gov.uk")
    assert write_email(clean, to="board@x.gov.uk", format="html").path.name == "clean-published.eml"
