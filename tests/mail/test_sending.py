"""Sending through a real server: it arrives as it was, or a sentence says why not, and that nothing was sent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.headerregistry import Address

import pytest
import trustme
from mail_server import HOST, PASSWORD, USER, MailServer

from plan_workbook.errors import MailError
from plan_workbook.mail.message import Attachment, Letter, Message, message_of
from plan_workbook.mail.record import Outcome
from plan_workbook.mail.replies import Wary
from plan_workbook.mail.sending import send
from plan_workbook.mail.settings import ServerSettings, read_settings

BOARD = (
    Address("O'Neil, Ren\u00e9e", "r+board", "x.gov.uk"),
    Address('Jo "Boss" Bloggs', "jo", "x.gov.uk"),
    Address("", "al", "y.gov.uk"),
)
SENDER = Address("Plans Team", "plans", "exampleshire.gov.uk")
WHEN = datetime(2018, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=1)))
FILE = Attachment("plan-published.xlsx", bytes(range(256)) * 2000, "application/octet-stream")


def message(**changes: object) -> Message:
    letter = {"subject": "Plan", "text": "Dear all\n.\n..\nBest", "html": "<p>x</p>", "to": BOARD[:2], "cc": BOARD[2:]}
    return message_of(Letter(**(letter | {"attachments": (FILE,)} | changes)), SENDER, "<1@x.gov.uk>", WHEN)


def settings_for(server: MailServer, **changes: str) -> ServerSettings:
    """The settings that lead to a server; without a user where the change says so."""
    environment = server.environment | {f"PLAN_WORKBOOK_SMTP_{key.upper()}": value for key, value in changes.items()}
    return read_settings(environment)


def sent_through(settings: ServerSettings, sent: Message | None = None) -> list[Outcome]:
    """Send a message; return the states it went through."""
    states: list[Outcome] = []
    send(sent or message(), settings, states.append)
    return states


def failure(server: MailServer, sent: Message | None = None, **changes: str) -> str:
    """What is said when sending fails; a sentence on one line, and the server has nothing."""
    before = list(server.received)
    with pytest.raises(MailError) as caught:
        sent_through(settings_for(server, **changes), sent)
    assert server.received == before
    assert str(caught.value).isprintable() and PASSWORD not in str(caught.value)
    return str(caught.value)


def test_everybody_gets_it_as_it_was_over_starttls_and_after_signing_in(mail_server):
    sent = message()
    assert sent_through(settings_for(mail_server), sent) == [Outcome.ABOUT_TO_SEND, Outcome.SENT]
    (received,) = mail_server.received
    assert received.content == sent.content
    assert received.sender == "plans@exampleshire.gov.uk"
    assert received.recipients == ["r+board@x.gov.uk", "jo@x.gov.uk", "al@y.gov.uk"]
    assert received.user == USER
    assert mail_server.said[:3] == ["EHLO", "STARTTLS", "EHLO"]
    assert mail_server.said[3:] == ["AUTH", "MAIL", "RCPT", "RCPT", "RCPT", "DATA", "QUIT"]
    assert [each.display_name for each in received.message["To"].addresses] == [each.display_name for each in BOARD[:2]]
    assert received.body("plain") == "Dear all\n.\n..\nBest\n"
    assert received.attachment == (FILE.name, FILE.content)


def test_tls_from_the_first_byte_and_the_other_way_of_signing_in(serve):
    server = serve(security="tls", auth_exclude_mechanism=["PLAIN"])
    sent_through(settings_for(server, security="tls"))
    assert server.received[0].user == USER


def test_a_server_may_need_no_user(mail_server):
    sent_through(settings_for(mail_server, user="", password=""))
    assert "AUTH" not in mail_server.said
    assert mail_server.received[0].user == ""


def test_letters_outside_of_ascii_before_the_at(mail_server, serve):
    odd = message(to=(Address("", "ren\u00e9e", "x.gov.uk"),))
    sent_through(settings_for(mail_server), odd)
    assert mail_server.received[0].recipients == ["ren\u00e9e@x.gov.uk", "al@y.gov.uk"]
    assert "To: ren\u00e9e@x.gov.uk\r\n".encode() in mail_server.received[0].content
    plain = serve(enable_SMTPUTF8=False)
    assert "does not accept addresses with letters outside the English alphabet before the @ (ren" in failure(
        plain, odd
    )


# ---------------------------------------------------------------------------------- what servers refuse


def test_one_refused_recipient_and_nobody_gets_anything(mail_server):
    mail_server.refused = {"jo@x.gov.uk": "550 5.1.1 No such mailbox here"}
    said = failure(mail_server)
    assert said == (
        "The mail server localhost does not take messages for jo@x.gov.uk (550 5.1.1 No such mailbox here), so nothing "
        "was sent to anybody: check the spelling, or leave them out."
    )
    assert mail_server.said[-2:] == ["RCPT", "RSET"]  # and the conversation is over
    mail_server.refused["al@y.gov.uk"] = "452 Mailbox full"
    both = failure(mail_server)
    assert "jo@x.gov.uk (550 5.1.1 No such mailbox here) and al@y.gov.uk (452 Mailbox full)" in both
    mail_server.refused = {}
    sent_through(settings_for(mail_server))
    assert len(mail_server.received) == 1


def test_a_refused_sender(mail_server):
    mail_server.answers = {"MAIL": "550 Not your address"}
    assert failure(mail_server).startswith(
        "The mail server localhost does not take messages from plans@exampleshire.gov.uk (550 Not your address), so "
        "nothing was sent: check from"
    )


def test_a_message_larger_than_the_server_takes_is_not_even_begun(serve):
    server = serve(data_size_limit=100_000)
    assert failure(server) == (
        "The mail server localhost does not take a message of 0.7 MB (it takes 0.1 MB at most), so nothing was sent: "
        "send another format, or put the file where they can fetch it."
    )
    assert "MAIL" not in server.said


@pytest.mark.parametrize("code", [552, 523])
def test_a_message_that_the_server_only_then_finds_too_large(code, mail_server):
    mail_server.answers = {"MAIL": f"{code} Too big"}
    assert f"does not take a message of 0.7 MB (it said {code} Too big), so nothing was sent" in failure(mail_server)
    mail_server.answers, mail_server.answer_to_message = {}, f"{code} Too big"
    assert f"does not take a message of 0.7 MB (it said {code} Too big), so nothing was sent" in failure(mail_server)


def test_a_message_that_the_server_does_not_like(mail_server):
    mail_server.answer_to_message = "554 5.7.1 Looks\tlike spam"
    assert "did not take the message (554 5.7.1 Looks like spam), so nothing was sent" in failure(mail_server)
    mail_server.answers = {"DATA": "451 Come back later"}
    assert "did not take the message (451 Come back later), so nothing was sent" in failure(mail_server)


# ---------------------------------------------------------------------------------- connections that end


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "AUTH", "STARTTLS"])
def test_a_connection_that_drops_before_the_message_is_given(command, mail_server):
    mail_server.answers = {command: ""}
    said = failure(mail_server)
    assert said == (
        "The mail server localhost ended the conversation before it had the message, so nothing was sent: try again."
    )
    mail_server.answers = {}
    sent_through(settings_for(mail_server))
    assert len(mail_server.received) == 1


def test_an_answer_too_many_is_noticed_over_an_encrypted_connection_too(mail_server):
    mail_server.answers = {"RCPT": "250 OK\r\n250 OK"}
    assert "gave two answers to one question (250 OK, and 250 OK), so nothing was sent" in failure(mail_server)


def test_a_server_that_goes_away_in_the_middle(mail_server):
    mail_server.answers = {"RCPT": "421 Shutting down"}
    assert "ended the conversation (421 Shutting down), so nothing was sent: try again later." in failure(mail_server)


def test_a_connection_that_drops_after_the_message_leaves_it_open_and_says_so(mail_server):
    mail_server.answer_to_message = None
    with pytest.raises(MailError) as caught:
        sent_through(settings_for(mail_server))
    assert len(mail_server.received) == 1
    said = str(caught.value)
    assert "it may or may not have arrived: ask one of the recipients before you send it again." in said
    assert "nothing was sent" not in said


@pytest.mark.parametrize(("stopped", "sent"), [("while it takes the message", 7), ("while it takes leave", 8)])
def test_somebody_who_does_not_wait_for_the_end(stopped, sent, mail_server, monkeypatch):
    replies, heard = Wary.getreply, []

    def impatient(server: Wary) -> tuple[int, bytes]:
        if len(heard) == sent:
            raise KeyboardInterrupt
        heard.append(replies(server))
        return heard[-1]

    monkeypatch.setattr(Wary, "getreply", impatient)
    settings = settings_for(mail_server, user="", password="")
    if stopped == "while it takes leave":
        sent_through(settings, message(to=BOARD[:1], cc=()))
    else:
        with pytest.raises(MailError, match=r"^The command was stopped before .+, so it may or may"):
            sent_through(settings, message(to=BOARD[:1], cc=()))


def test_a_server_that_takes_no_leave_has_the_message_all_the_same(mail_server):
    mail_server.answers = {"QUIT": ""}
    sent_through(settings_for(mail_server))
    assert len(mail_server.received) == 1


# ---------------------------------------------------------------------------------- trust and signing in


def test_a_certificate_of_somebody_unknown_or_for_another_name(serve):
    unknown = serve(issuer=trustme.CA(key_type=trustme.KeyType.ECDSA))
    assert "can't be trusted: its certificate was refused (" in failure(unknown)
    assert "MAIL" not in unknown.said and "AUTH" not in unknown.said
    other = serve(name="mail.elsewhere.test")
    assert "Hostname mismatch, certificate is not valid for 'localhost'" in failure(other)
    over_tls = serve(security="tls", name="mail.elsewhere.test")
    assert "Hostname mismatch, certificate is not valid for 'localhost'" in failure(over_tls, security="tls")


def test_without_our_authority_the_server_is_not_trusted(mail_server, tmp_path):
    assert "its certificate was refused" in failure(mail_server, ca_file="")
    (tmp_path / "ca.pem").write_text("not a certificate")
    said = failure(mail_server, ca_file=str(tmp_path / "ca.pem"))
    assert "has no certificates that can be read" in said and said.endswith("in the settings; nothing was sent.")


def test_a_server_without_encryption_gets_neither_password_nor_message(serve):
    server = serve(security="none")
    assert "does not offer encryption (STARTTLS) on port" in failure(server)
    assert server.said == ["EHLO"]


def test_a_server_that_takes_starttls_back(mail_server):
    mail_server.answers = {"STARTTLS": "454 Not now"}
    assert "refused (454 Not now), so nothing was sent" in failure(mail_server)


def test_a_wrong_password(mail_server):
    said = failure(mail_server, password="guess")
    assert said.startswith("The mail server localhost did not let plans sign in (535 ")
    assert said.endswith("so nothing was sent: check user and password.")
    assert "guess" not in said
    mail_server.answers = {"AUTH": "454 Try later"}
    assert failure(mail_server).endswith("so nothing was sent: try again later.")


def test_a_server_that_signs_nobody_in_or_not_with_a_password(serve):
    none = serve(auth_exclude_mechanism=["PLAIN", "LOGIN"])
    assert "does not offer a way to sign in, so the user plans can't sign in with a password" in failure(none)


# ---------------------------------------------------------------------------------- not there, or another thing


def test_nobody_answers(mail_server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert failure(mail_server, port=str(port)) == (
        f"The mail server localhost does not answer on port {port}, so nothing was sent: check host and port in the "
        "settings."
    )


def test_a_name_that_nobody_has(mail_server, monkeypatch):
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "The mail server mail.test can't be found, so nothing was sent" in failure(mail_server, host="mail.test")


def test_the_wrong_kind_of_port(mail_server, serve):
    assert "does not speak TLS as expected on port" in failure(mail_server, security="tls")
    silent = serve(security="tls")  # waits for us to begin, and we for it
    assert "did not answer on port" in failure(silent, timeout="0.3")


@pytest.fixture
def listening() -> Iterator[tuple[socket.socket, int]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server, server.getsockname()[1]


def test_something_that_is_not_a_mail_server(mail_server, listening):
    server, port = listening

    def greet() -> None:
        for greeting in (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"554 Not for you\r\n", b"2" * 10_000 + b"\r\n"):
            connection, _ = server.accept()
            with connection:
                connection.sendall(greeting)
                time.sleep(0.05)

    thread = threading.Thread(target=greet)
    thread.start()
    said = [failure(mail_server, port=str(port)) for _ in range(3)]
    thread.join(5)
    assert all("so nothing was sent" in each for each in said)
    assert "refused (554 Not for you)" in said[1]


def test_the_password_is_in_no_text_of_the_settings(mail_server):
    assert PASSWORD not in repr(settings_for(mail_server))
    assert HOST in repr(settings_for(mail_server))
