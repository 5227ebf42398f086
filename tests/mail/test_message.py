"""A letter as bytes: whatever its names, subject and bodies hold arrives as it was, and as text."""

from __future__ import annotations

import email
import email.policy
from datetime import datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hostile_texts import HIDDEN_LINE
from hypothesis import given
from hypothesis import strategies as st
from searching import hostile_texts, searching

from plan_workbook.mail import headers
from plan_workbook.mail.message import Attachment, Letter, draft_of, message_of
from plan_workbook.values.text import on_one_line

BOARD = Address("The Board", "board", "exampleshire.gov.uk")
WHEN = datetime(2018, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=1)))
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFTEN = searching(150)
HEADERS = {"To", "Subject", "MIME-Version", "Content-Type"}
ID = ("<1@x.gov.uk>", WHEN)
XLSX = Attachment("plan, final.xlsx", bytes(range(256)) * 40, EXCEL)


def letter(**changes: object) -> Letter:
    plain = {
        "subject": "Improvement plan, December 2017",
        "text": "Dear all\n",
        "html": "<p>Dear all</p>",
        "to": (BOARD,),
        "attachments": (XLSX,),
    }
    return Letter(**(plain | changes))


def read(content: bytes) -> EmailMessage:
    """The message as the standard library reads it."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


def body(message: EmailMessage, kind: str) -> str:
    """The text of a body, with plain line ends."""
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def addresses(content: bytes, header: str) -> list[tuple[str, str]]:
    """Names and addresses of a header, read by the older of the two parsers Python has."""
    raw = email.message_from_bytes(content, policy=email.policy.compat32)[header]
    pairs = getaddresses([str(raw).replace("\r\n", "")])
    return [(str(make_header(decode_header(name))), address) for name, address in pairs]


def subject(content: bytes) -> str:
    raw = email.message_from_bytes(content, policy=email.policy.compat32)["Subject"]
    return str(make_header(decode_header(str(raw).replace("\r\n", ""))))


def test_a_draft_has_both_bodies_and_the_file_and_leaves_the_rest_to_the_mail_program():
    message = read(draft_of(letter()))
    assert message["X-Unsent"] == "1"
    assert not {"From", "Date", "Message-ID", "Bcc"} & set(message.keys())
    assert message.get_content_type() == "multipart/mixed"
    bodies = next(message.iter_parts())
    assert [part.get_content_type() for part in bodies.iter_parts()] == ["text/plain", "text/html"]
    assert body(message, "plain") == "Dear all\n"
    assert body(message, "html") == "<p>Dear all</p>\n"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "plan, final.xlsx"
    assert attached.get_content() == XLSX.content
    assert attached.get_content_type() == EXCEL


def test_the_same_letter_gives_the_same_bytes_and_another_one_other_boundaries():
    assert draft_of(letter()) == draft_of(letter())
    assert read(draft_of(letter())).get_boundary() != read(draft_of(letter(text="Dear Jo"))).get_boundary()


def test_every_line_ends_as_mail_wants_it_and_none_is_too_long():
    content = draft_of(letter(text="w" * 3000, html=f"<p>{'w' * 3000}</p>", subject="word " * 300))
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) < 80


def test_a_message_says_who_when_and_which():
    name = f"<{'1' * 60}@a.long.name.of.a.council.gov.uk>"
    sent = message_of(letter(), Address("O'Neil, Ren\u00e9e", "r", "x.gov.uk"), name, WHEN)
    message = read(sent.content)
    assert message["From"].addresses[0].display_name == "O'Neil, Ren\u00e9e"
    assert message["Date"].datetime == WHEN
    assert message["Message-ID"] == name
    assert "X-Unsent" not in message
    assert sent.recipients == (BOARD,)


def test_who_is_written_to_is_not_copied_in_as_well():
    jo = Address("Jo", "JO", "x.gov.uk")
    both = letter(to=(BOARD, jo), cc=(Address("", "jo", "x.gov.uk"), Address("Al", "al", "x.gov.uk")))
    assert [str(each) for each in read(draft_of(both))["Cc"].addresses] == ["Al <al@x.gov.uk>"]
    assert len(both.recipients) == 3
    assert "Cc" not in read(draft_of(letter(to=(jo,), cc=(jo,))))


@pytest.mark.parametrize(
    "typed",
    [
        "Plan\r\nBcc: everybody@x.gov.uk",
        "Plan\nBcc: everybody@x.gov.uk",
        "Plan\r\n\r\n<script>",
        "Plan\u2028\x00Bcc: x",
    ],
)
def test_line_breaks_in_a_subject_add_no_headers(typed):
    content = draft_of(letter(subject=typed))
    message = read(content)
    assert set(message.keys()) == HEADERS | {"X-Unsent"}
    assert message["Subject"] == on_one_line(typed)


@pytest.mark.parametrize("typed", [HIDDEN_LINE, f"Plan {HIDDEN_LINE}", "=?utf-8?q?Plan=0D=0ABcc:_spy=40evil.example?="])
def test_a_line_break_that_is_encoded_in_a_title_is_never_decoded(typed):
    sent = message_of(
        letter(subject=typed, to=(Address(typed, "board", "x.gov.uk"),)), Address(typed, "p", "x.gov.uk"), *ID
    )
    message = read(sent.content)
    assert set(message.keys()) == HEADERS | {"From", "Date", "Message-ID"}
    assert message["Subject"] == typed
    assert (addresses(sent.content, "To"), addresses(sent.content, "From")) == (
        [(typed, "board@x.gov.uk")],
        [(typed, "p@x.gov.uk")],
    )


@searching(40)
@given(hostile_texts, hostile_texts, hostile_texts)
def test_whatever_a_text_looks_like_it_arrives_as_text_and_adds_no_header(subject_line, name, file):
    about = letter(
        subject=subject_line,
        to=(Address(on_one_line(name), "board", "x.gov.uk"),),
        attachments=(Attachment(f"{file}.xlsx", b"content", EXCEL),),
    )
    content = message_of(about, BOARD, *ID).content
    message = read(content)
    assert set(message.keys()) == HEADERS | {"From", "Date", "Message-ID"}
    assert subject(content) == message["Subject"] == about.subject
    assert addresses(content, "To") == [(on_one_line(name), "board@x.gov.uk")]
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == about.attachments[0].safe_name


@pytest.mark.parametrize("header", ["Subject", "To", "Reply-To", "Bcc", "Content-Type"])
@pytest.mark.parametrize("value", [HIDDEN_LINE, "a\r\nBcc: b@x.gov.uk"])
def test_a_header_that_does_not_come_through_the_door_is_refused(header, value):
    with pytest.raises(ValueError, match=f"{header} does not come from"):
        EmailMessage(headers.POLICY)[header] = value
    with pytest.raises(ValueError, match=f"{header} does not come from"):
        EmailMessage(headers.POLICY)[header] = headers.Lines("a\r\nBcc: b@x.gov.uk")


@pytest.mark.parametrize("name", ["<a\r\nBcc: b@x.uk>", "<a>", "a@x.uk", "<a@x.uk> <b@x.uk>", "<=?utf-8?q?a?=@x.uk\n>"])
def test_a_message_id_is_one_or_nothing_goes_out(name):
    with pytest.raises(ValueError, match="Message-ID"):
        message_of(letter(), BOARD, name, WHEN)


def test_a_letter_shows_its_texts_as_they_go_out():
    shown = letter(subject="Plan\r\n\u202eBcc: x", text="a\r\nb\x07", html="<p>\x00a</p>\r\n")
    message = read(draft_of(shown))
    assert (shown.subject, shown.text, shown.html) == ("Plan Bcc: x", "a\nb\n", "<p>a</p>\n")
    assert (message["Subject"], body(message, "plain"), body(message, "html")) == (
        shown.subject,
        shown.text,
        shown.html,
    )


def test_an_address_with_letters_outside_of_ascii_is_left_as_it_is():
    address = Address("Ren\u00e9e, R", "ren\u00e9e", "x.gov.uk")
    content = draft_of(letter(to=(address,)))
    assert "<ren\u00e9e@x.gov.uk>\r\n".encode() in content
    assert addresses(content.replace("\u00e9e@".encode(), b"ee@"), "To") == [("Ren\u00e9e, R", "renee@x.gov.uk")]


NAMES = [
    "", "Jo", "O'Neil, Ren\u00e9e", 'Jo "Boss" Bloggs', "back\\slash", "(comment)", "a <b@c.d>", "x@y.z, b@c.d",
    "M. Mouse", "\u6f22\u5b57 " * 30, "\u00e9" * 200, "a b " * 60, "=?utf-8?q?not_encoded?=", "=cmd|' /C calc'!A0",
    "\u200d\U0001f469",
    "group: a@b.c;", "tail ", "two  spaces", "\u00e9 \u00e9", ", ,", "\u00df, \u00df " * 20,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_as_it_was(name):
    name = on_one_line(name)
    people = (Address(name, "a+b", "x.gov.uk"), BOARD, Address(name, "c", "x.gov.uk"))
    content = draft_of(letter(to=people))
    assert addresses(content, "To") == [(each.display_name, each.addr_spec) for each in people]
    found = read(content)["To"].addresses
    assert [each.addr_spec for each in found] == [each.addr_spec for each in people]


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@OFTEN
@given(st.lists(LETTERS.map(on_one_line), min_size=1, max_size=4))
def test_any_names_are_read_back_as_they_were(names):
    people = tuple(Address(name, f"n{place}+x", "x.gov.uk") for place, name in enumerate(names))
    content = draft_of(letter(to=people, attachments=()))
    assert addresses(content, "To") == [(each.display_name, each.addr_spec) for each in people]
    assert [each.addr_spec for each in read(content)["To"].addresses] == [each.addr_spec for each in people]


@OFTEN
@given(LETTERS)
def test_any_subject_is_read_back_on_one_line(typed):
    content = draft_of(letter(subject=typed, attachments=()))
    assert subject(content) == on_one_line(typed)
    assert set(read(content).keys()) == HEADERS | {"X-Unsent"}


@OFTEN
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters='<>:"/\\|?*'), min_size=1)
    .map(on_one_line)
    .filter(bool)
)
def test_any_file_name_is_read_back_as_it_was(name):
    (attached,) = read(draft_of(letter(attachments=(Attachment(name, b"content", EXCEL),)))).iter_attachments()
    assert attached.get_filename() == name
    assert attached.get_payload(decode=True) == b"content"


@OFTEN
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl"], include_characters="\n"), max_size=300))
def test_any_body_is_read_back_as_it_was(text):
    message = read(draft_of(letter(text=text, html=text, attachments=())))
    for kind in ("plain", "html"):
        assert body(message, kind).rstrip("\n") == "\n".join(text.splitlines()).rstrip("\n")


def test_a_file_name_is_one_that_windows_can_save():
    (attached,) = read(
        draft_of(letter(attachments=(Attachment('../"Q3": a\\b?.xlsx', b"", EXCEL),)))
    ).iter_attachments()
    assert attached.get_filename() == ".._Q3__ a_b_.xlsx".replace("_Q", "__Q")


def test_a_page_goes_along_byte_for_byte():
    page = "<html>\n<p>caf\u00e9</p>\r\n</html>".encode()
    (attached,) = read(draft_of(letter(attachments=(Attachment("plan.html", page, "text/html"),)))).iter_attachments()
    assert attached.get_payload(decode=True) == page
