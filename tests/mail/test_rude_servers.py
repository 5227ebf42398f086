"""Servers that do not keep to the protocol: what they say is not taken for more than it is, and they hold nobody up."""

from __future__ import annotations

from email.headerregistry import Address

import pytest
from scripted_server import (
    BOARD,
    DATA,
    EHLO,
    MESSAGE,
    QUIT,
    SENDER,
    TEXT,
    WELL,
    End,
    ScriptedServer,
    settings,
    talk,
    well_except,
)

from plan_workbook.errors import FateUnknown, OutputError
from plan_workbook.mail.message import Message
from plan_workbook.mail.record import Outcome
from plan_workbook.mail.replies import LONGEST_LINE, MOST_LINES, ROUNDS
from plan_workbook.mail.settings import Security

ABOUT, SENT, REFUSED, UNKNOWN = Outcome.ABOUT_TO_SEND, Outcome.SENT, Outcome.REFUSED, Outcome.UNKNOWN
MALFORMED = (b"25", b"25 0", b" 250 OK", b"2500", b"250OK", b"+250", b"OK", b"", b"100 x", b"650 x", b"250-a\r\n251 b")
CAN_T_SAY = "it may or may not have arrived: ask one of the recipients before you send it again."


def nothing_sent(server: ScriptedServer | list) -> str:
    """What is said when the server was not given the message; there is nothing to record."""
    talked = talk(server)
    assert (talked.states, talked.server.content) == ([], None)
    assert "nothing was sent" in talked.said and not isinstance(talked.error, FateUnknown)
    assert talked.said.isprintable() and len(talked.said) < 500
    return talked.said


def not_known(server: ScriptedServer | list) -> str:
    """What is said when nobody knows whether the server has taken the message."""
    talked = talk(server)
    assert (talked.states[0], talked.states[-1]) == (ABOUT, UNKNOWN)
    assert isinstance(talked.error, FateUnknown) and CAN_T_SAY in talked.said and "nothing was sent" not in talked.said
    assert talked.said.isprintable()
    return talked.said


# ------------------------------------------------------------------------------------------------ verdicts


def test_a_server_that_does_all_as_it_should_has_the_message():
    talked = talk(WELL)
    assert (talked.states, talked.error) == ([ABOUT, SENT], None)
    assert talked.server.content == MESSAGE.content.replace(b"\r\n.\r\n", b"\r\n..\r\n")
    assert [each.split()[0] for each in talked.server.asked] == [b"ehlo", b"mail", b"rcpt", b"DATA", b"quit"]


@pytest.mark.parametrize("code", [200, 220, 221, 235, 250, 251, 334, 350, 355])
def test_anything_but_354_to_data_hands_nothing_over(code):
    said = nothing_sent(well_except(data=b"%d OK\r\n" % code))
    assert said == (
        f"The mail server mail.test did not ask for the message when it should have ({code} OK), so nothing was sent: "
        "try again, or ask who runs it."
    )


@pytest.mark.parametrize("reply", MALFORMED)
@pytest.mark.parametrize("turn", range(TEXT))
def test_an_answer_that_is_none_stops_it_before_the_message(turn, reply):
    says = [*WELL[:turn], reply + b"\r\n", *WELL[turn + 1 :]]
    assert "gave an answer that can't be understood (" in nothing_sent(says)


@pytest.mark.parametrize("reply", [b"200", b"250 OK", b"251 Forwarded", b"299 x", b"250-a\r\n250-b\r\n250 c"])
def test_any_yes_after_the_dot_is_sent(reply):
    assert talk(well_except(text=reply + b"\r\n")).states == [ABOUT, SENT]


@pytest.mark.parametrize("reply", [b"421 Going", b"450 Later", b"552 Too big", b"554-No\r\n554 spam", b"571"])
def test_a_no_after_the_dot_is_refused(reply):
    talked = talk(well_except(text=reply + b"\r\n"))
    assert talked.states == [ABOUT, REFUSED]
    assert "nothing was sent" in talked.said and reply[:3].decode() in talked.said


@pytest.mark.parametrize("reply", [*MALFORMED, b"354 Go ahead", b"300"])
def test_after_the_dot_what_is_neither_yes_nor_no_leaves_it_open(reply):
    not_known(well_except(text=reply + b"\r\n"))


@pytest.mark.parametrize("end", End)
@pytest.mark.parametrize("begun", [b"", b"250", b"250 OK", b"250-OK\r\n"])
def test_after_the_dot_an_answer_that_does_not_end_leaves_it_open(begun, end):
    not_known(ScriptedServer([*WELL[:TEXT], begun], end))


def leave(server: ScriptedServer) -> None:
    server.says = WELL[:TEXT]


def say_yes(server: ScriptedServer) -> None:
    server.packets.append(b"250 OK\r\n")


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (leave, "ended the conversation before it had the message"),
        (say_yes, "gave an answer before it was asked (250 OK)"),
    ],
)
def test_what_a_server_does_while_the_record_is_written_stops_the_dot(meanwhile, said):
    talked = talk(WELL, meanwhile=meanwhile)
    assert (talked.states, talked.server.content) == ([ABOUT, REFUSED], None)
    assert f"{said}, so nothing was sent" in talked.said


def test_a_message_that_cannot_be_recorded_is_not_given_to_the_server():
    def full(server: ScriptedServer) -> None:
        raise OutputError("The disk is full.")

    server = ScriptedServer(WELL)
    with pytest.raises(OutputError, match="The disk is full"):
        talk(server, meanwhile=full)
    assert (server.content, server.asked[-1]) == (None, b"DATA")


# ------------------------------------------------------------------------------------------ stray replies


@pytest.mark.parametrize("stray", [b"250 OK\r\n", b"354 Go ahead\r\n", b"550 No\r\n", b"nonsense\r\n", b"\r\n", b"2"])
@pytest.mark.parametrize("packets", ["in one packet", "in two"])
@pytest.mark.parametrize("turn", range(TEXT))
def test_a_stray_answer_that_would_shift_all_others_stops_it(turn, packets, stray):
    both = WELL[turn] + stray if packets == "in one packet" else (WELL[turn], stray)
    talked = talk([*WELL[:turn], both, *WELL[turn + 1 :]])
    assert talked.server.content is None and "nothing was sent" in talked.said
    assert talked.states == []


@pytest.mark.parametrize("packets", ["in one packet", "in two"])
@pytest.mark.parametrize(
    ("first", "second"),
    [(b"250 OK", b"554 No"), (b"554 No", b"250 OK"), (b"250 OK", b"250 OK"), (b"250 OK", b"554-No")],
)
def test_two_answers_after_the_dot_leave_it_open(first, second, packets):
    both = (first + b"\r\n", second + b"\r\n")
    said = not_known(well_except(text=b"".join(both) if packets == "in one packet" else both))
    assert second.decode() in said


@pytest.mark.parametrize("pace", [0.0, 59.0])
@pytest.mark.parametrize(("first", "late"), [(b"250 OK", b"554 No"), (b"451 Later", b"250 OK")])
def test_a_verdict_that_comes_instead_of_a_goodbye_leaves_it_open(first, late, pace):
    said = not_known(ScriptedServer(well_except(text=first + b"\r\n", quit=late + b"\r\n"), pace=pace))
    assert f"the message and then answered QUIT with {late.decode()}, so it may or may not" in said


@pytest.mark.parametrize("end", End)
@pytest.mark.parametrize("bye", [b"221 Bye\r\n", b"250 Bye\r\n", b"Ciao\r\n", b"221 Bye\r\n221 Bye\r\n", b""])
def test_no_way_of_saying_goodbye_changes_what_was_sent(bye, end):
    assert talk(ScriptedServer([*WELL[:QUIT], bye], end)).states == [ABOUT, SENT]


def test_a_server_that_refuses_before_the_end_is_quoted():
    said = nothing_sent(well_except(data=(b"354 Go ahead\r\n", b"552 5.3.4 Too big\r\n")))
    assert "gave an answer before it was asked (552 5.3.4 Too big), so nothing was sent" in said
    gone = nothing_sent(well_except(rcpt=(b"250 OK\r\n", b"421 Too slow\r\n")))
    assert "ended the conversation (421 Too slow), so nothing was sent" in gone


def test_what_comes_before_the_encryption_is_not_taken_for_what_comes_after_it():
    starttls = [
        WELL[0],
        b"250-mail.test\r\n250 STARTTLS\r\n",
        b"220 Go\r\n250-evil\r\n250 AUTH PLAIN\r\n",
        *WELL[EHLO:],
    ]
    talked = talk(starttls, with_settings=settings(Security.STARTTLS, "plans"))
    assert talked.server.asked[-1] == b"STARTTLS" and "gave two answers to one question (220 Go, and 250" in talked.said


# -------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize("turn", range(TEXT))
def test_a_flood_is_cut_off(turn):
    line = nothing_sent([*WELL[:turn], b"2" * (1 << 20), *WELL[turn + 1 :]])
    assert "gave an answer with a line that is too long (222" in line
    lines = nothing_sent([*WELL[:turn], b"250-more\r\n" * 10_000, *WELL[turn + 1 :]])
    assert f"gave an answer of more than {MOST_LINES} lines (250-more)" in lines


def test_long_answers_are_read_to_the_limit():
    words = b"x" * (LONGEST_LINE - 6)
    longest = b"250-" + words + b"\r\n" + b"250-y\r\n" * (MOST_LINES - 2) + b"250 z\r\n"
    assert talk(well_except(ehlo=longest)).states == [ABOUT, SENT]


@pytest.mark.parametrize("turn", range(TEXT))
def test_a_server_that_drips_is_left_after_the_time_for_one_answer(turn):
    drips = ScriptedServer([*WELL[:turn], b"250-" + b"y" * 1000 + b"\r\n"], at_once=1, pace=1.0)
    assert "did not answer on port 465 within 60 seconds, so nothing was sent" in nothing_sent(drips)
    assert drips.now <= 60 * (turn + 1)


def test_a_server_that_drips_after_the_dot_leaves_it_open():
    drips = ScriptedServer([*WELL[:TEXT], b"250 " + b"y" * 1000 + b"\r\n"], at_once=1, pace=1.0)
    assert "did not say within 60 seconds that it had the message" in not_known(drips)


def test_a_server_that_takes_its_time_over_every_answer_is_left_in_the_end():
    many = Message(SENDER, tuple(Address("", f"a{n}", "x.gov.uk") for n in range(100)), MESSAGE.content)
    slow = ScriptedServer([*WELL[:3], *[b"250 OK\r\n"] * 100, *WELL[DATA:]], pace=59.0)
    talked = talk(slow, many)
    assert f"took longer than {ROUNDS} minutes in all, so nothing was sent" in talked.said
    assert slow.now < (ROUNDS + 1) * 60 and talked.states == []


def test_words_of_a_server_do_not_make_a_sentence_without_end():
    many = Message(SENDER, tuple(Address("", f"a{n}", "x.gov.uk") for n in range(40)), MESSAGE.content)
    says = [*WELL[:3], *[b"550 " + b"No " * 2000 + b"\r\n"] * 40]
    assert len(talk(says, many).said) < 3000
    ways = well_except(ehlo=b"250-x\r\n250 AUTH " + b"X-Y\x1b[31m " * 700 + b"\r\n")
    said = talk(ways, with_settings=settings(user="plans")).said
    assert "can't sign in with a password" in said and said.isprintable() and len(said) < 500


def test_a_size_of_thousands_of_digits_is_no_limit():
    assert talk(well_except(ehlo=b"250-x\r\n250 SIZE " + b"9" * 5000 + b"\r\n")).states == [ABOUT, SENT]
    assert talk(well_except(ehlo=b"250-x\r\n250 SIZE 10\r\n")).states == []


def test_some_recipients_refused_and_nobody_gets_anything():
    two = Message(SENDER, (BOARD, Address("", "jo", "x.gov.uk")), MESSAGE.content)
    talked = talk([*WELL[:3], b"250 OK\r\n", b"252 Perhaps\r\n", *WELL[DATA:]], two)
    assert talked.states == [] and talked.server.content is None
    assert "does not take messages for jo@x.gov.uk (252 Perhaps), so nothing was sent to anybody" in talked.said
