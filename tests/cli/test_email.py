"""``email``: a draft for Outlook, or a message through the mail server; everybody or nobody, and a record of it."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import re
import sys
from email.message import EmailMessage
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from builder import clean_plan
from hostile_texts import HIDDEN_LINE
from mail_server import USER, MailServer

from plan_workbook.cli import password
from plan_workbook.publishing.formats import Format

EXAMPLE = Path(__file__).parents[2] / "workbooks" / "improvement-plan-2017-12.xlsx"
BOARD = ("--to", "Board <board@x.gov.uk>")


@pytest.fixture
def server(mail_server, monkeypatch) -> MailServer:
    """A mail server that the environment leads to."""
    for name, value in mail_server.environment.items():
        monkeypatch.setenv(name, value)
    return mail_server


@pytest.fixture
def answers(monkeypatch):
    """Type something at the questions that follow; nothing more comes after it."""

    def type_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    type_in("")
    return type_in


def read(path: str | Path) -> EmailMessage:
    message = email.message_from_bytes(Path(path).read_bytes(), policy=email.policy.default)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def record(path: str = "clean.sent.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(Path(path).read_text("utf-8-sig").splitlines()))


# ------------------------------------------------------------------------------------------------- drafts


def test_a_draft_that_outlook_opens_ready_to_send_with_the_published_file(run, clean):
    done = run("email", clean, *BOARD, "al+plans@x.gov.uk", "--cc", '"O\'Neil, Ren\u00e9e" <r@x.gov.uk>')
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Wrote clean-published.eml: open it, look it over and send it.\n"
        "Attached: clean-published.xlsx, made now from clean.xlsx; --format docx attaches a Word report instead.\n"
    )
    message = read("clean-published.eml")
    assert message["X-Unsent"] == "1"
    assert [str(each) for each in message["To"].addresses] == ["Board <board@x.gov.uk>", "al+plans@x.gov.uk"]
    assert message["Cc"].addresses[0].display_name == "O'Neil, Ren\u00e9e"
    assert message["Subject"] == "2 Green: Children's Services Improvement Plan, December 2017"
    run("publish", clean)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "clean-published.xlsx"
    assert attached.get_content() == Path("clean-published.xlsx").read_bytes()
    assert openpyxl.load_workbook(io.BytesIO(attached.get_content())).sheetnames == [
        "Summary",
        "All recommendations",
        "All indicators",
        "R01",
        "R02",
    ]


@pytest.mark.slow
def test_the_bodies_give_the_headline_what_needs_attention_and_what_is_attached(run, folder):
    (folder / "plan.xlsx").write_bytes(EXAMPLE.read_bytes())
    assert run("email", "plan.xlsx", *BOARD, "--draft").code == 0
    message = read("plan-DRAFT.eml")
    assert message["Subject"] == "DRAFT: 7 Complete, 11 Green; 1 action overdue: December 2017"
    text, page = body(message, "plain"), body(message, "html")
    assert text.startswith("DRAFT, not for circulation: 6 errors are open.\n")
    for said in (
        "No recommendation is off track or at risk, but 2 ratings are in doubt, 1 action is overdue",
        "of 41 overdue",
        "31 days overdue, was due 30 November 2017",
    ):
        assert said in " ".join(text.split()) and said in page
    assert "- Actions: 1 of 41 overdue\n" in text
    assert max(map(len, text.splitlines())) <= 76
    assert text.endswith("Attached: plan-DRAFT.xlsx\n")
    assert len(text.splitlines()) < 45
    assert '<html lang="en-GB">' in page and "DRAFT, not for circulation" in page


@pytest.mark.slow
def test_with_last_months_workbook_the_message_says_what_moved_and_where_the_rest_is(run, folder):
    then, now = clean_plan(9, period="November 2017"), clean_plan(9)
    for row in now.tables["recommendations"]:
        row["RAG"] = "R"
    for row in now.tables["actions"]:
        row["Completion Date"] = "30/11/2017"
    then.write_template(folder / "then.xlsx")
    now.write_template(folder / "now.xlsx")
    done = run("email", "now.xlsx", *BOARD, "--draft", "--previous", "then.xlsx", "-o", "m.eml")
    assert 'warnings open: plan-workbook validate "now.xlsx" --previous "then.xlsx" lists them.' in done.err
    text, page = (body(read("m.eml"), kind) for kind in ("plain", "html"))
    for said in (
        "What has changed since November 2017",
        "Green, now Red",
        "and 7 more, listed in the attached edition: 7 actions overdue",
        "Can it be trusted?",
    ):
        assert said in text and said in page
    assert text.count("Rated Red, was Green") == 9


def test_a_second_draft_is_the_same_and_one_that_differs_is_kept(run, clean):
    run("email", clean, *BOARD)
    first = Path("clean-published.eml").read_bytes()
    assert run("email", clean, *BOARD).out.count("\n") == 2
    assert Path("clean-published.eml").read_bytes() == first
    done = run("email", clean, *BOARD, "--to", "al@x.gov.uk")
    assert "The previous draft is kept as clean-published.bak.eml." in done.out
    assert Path("clean-published.bak.eml").read_bytes() == first


def test_while_errors_are_open_there_is_no_message(run, folder, faulty, contents):
    before = contents(folder)
    done = run("email", faulty, *BOARD)
    assert (done.code, done.out) == (1, "")
    assert "1 error is open in faulty.xlsx" in done.err and "--draft" in done.err
    assert contents(folder) == before


def test_open_errors_are_said_before_an_address_that_cannot_be_used(run, faulty):
    done = run("email", faulty, "--to", "a@b")
    assert done.code == 1 and "so nothing was published" in done.err


def test_people_by_their_role(run, folder):
    plan = clean_plan().person("O'Neil, Ren\u00e9e", "Board", "r@x.gov.uk").person("Al", "board", "")
    plan.person("Vi\nBcc: all@x.gov.uk", "Board", "vi@x.gov.uk").write_template(folder / "plan.xlsx")
    done = run("email", "plan.xlsx", "--to-role", "BOARD", "--to", "vi@x.gov.uk")
    assert done.code == 0
    assert done.err.endswith("\nNot everybody with that role will get it: Al has no address.\n")
    message = read("plan-published.eml")
    assert [each.addr_spec for each in message["To"].addresses] == ["vi@x.gov.uk", "r@x.gov.uk"]
    assert "Bcc" not in message
    done = run("email", "plan.xlsx", "--to-role", "Chair")
    assert (done.code, done.err[:61]) == (2, 'Nobody on the sheet Plan of plan.xlsx has the role "Chair": t')


HOSTILE = {
    "title": "Plan\nBcc: all@evil.test\r\nX: <script>alert(1)</script>",
    "period": "=cmd|' /C calc'!A0",
    "authority": "\u202eLtd & <b>Co</b>",
}


def test_whatever_a_plan_says_arrives_as_text(run, folder, server):
    plan = clean_plan(**HOSTILE).action(
        text="<script>alert('x')</script>\n.\nQUIT", completion_date="30/11/2017", rating="R", lead='"A" <a@b.test>'
    )
    plan.write_template(folder / "plan.xlsx")
    done = run("email", "plan.xlsx", "--to", '"Bcc: x, <script>" <jo+a@x.gov.uk>', "--draft", "--send", "--yes")
    # It is said how many warnings go out, and that the address in a cell is left out.
    assert (done.code, done.err.count("\n")) == (0, 2), done
    (received,) = server.received
    message = received.message
    assert message.keys() == ["To", "Subject", "MIME-Version", "Content-Type", "From", "Date", "Message-ID"]
    assert received.recipients == ["jo+a@x.gov.uk"]
    assert message["To"].addresses[0].display_name == "Bcc: x, <script>"
    assert message["Subject"].startswith("DRAFT: 1 Green; 1 action overdue: Plan Bcc: [address...")
    assert message["Subject"].endswith("=cmd|' /C calc'!A0")
    page = received.body("html")
    assert "<script" not in page and "<b>" not in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert('x')</script>" in received.body("plain")
    assert record("plan.sent.csv")[0]["Period"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("format", [each for each in Format if each is not Format.PDF])  # no two PDFs are the same
def test_any_format_can_be_attached(format, run, clean):
    assert run("email", clean, *BOARD, "--format", format, "-o", "to send.eml").code == 0
    run("publish", clean, "--format", format)
    (attached,) = read("to send.eml").iter_attachments()
    assert attached.get_payload(decode=True) == Path(f"clean-published.{format}").read_bytes()
    assert attached.get_content_type() == format.media_type


def test_an_encrypted_edition_and_no_figures_beside_it(run, folder, clean):
    (folder / "word.txt").write_text("Tr\u00e4umerei", encoding="utf-8")
    assert run("email", clean, *BOARD, "--encrypt", "--password-file", "word.txt").code == 0
    message = read("clean-published.eml")
    (attached,) = message.iter_attachments()
    file, opened = msoffcrypto.OfficeFile(io.BytesIO(attached.get_content())), io.BytesIO()
    file.load_key(password="Tr\u00e4umerei", verify_password=True)
    file.decrypt(opened)
    run("publish", clean)
    assert opened.getvalue() == Path("clean-published.xlsx").read_bytes()
    for kind in ("plain", "html"):
        assert "encrypted: you will get the password separately" in " ".join(body(message, kind).split())
        assert "complete" not in body(message, kind) and "Green" not in body(message, kind)


def test_a_title_that_hides_a_line_adds_none_to_the_draft_or_on_the_wire(run, folder, server):
    clean_plan(title=HIDDEN_LINE).write_template(folder / "plan.xlsx")
    (folder / "own.txt").write_text("Subject: {{ title }}\n\nDear <all>,\nsee {{ title }}.\n", encoding="utf-8")
    own = (*BOARD, "--body", "own.txt")
    assert [run("email", "plan.xlsx", *own, *more).code for more in ((), ("--send", "--yes"))] == [0, 0]
    (received,) = server.received
    ours = {"To", "Subject", "MIME-Version", "Content-Type", "X-Unsent", "From", "Date", "Message-ID"}
    for message in (read("plan-published.eml"), received.message):
        assert {*message.keys()} <= ours
        assert message["Subject"] == HIDDEN_LINE


def test_whoever_writes_only_the_text_writes_the_formatted_text_too(run, folder, clean):
    (folder / "own.txt").write_text("Subject: News\n\nDear <all>,\nsee {{ file_name }}.\n\nYours\n")
    assert run("email", clean, *BOARD, "--body", "own.txt").code == 0
    page = body(read("clean-published.eml"), "html")
    assert "<p>Dear &lt;all&gt;,<br>see clean-published.xlsx.</p>\n<p>Yours</p>" in page
    (folder / "own.html").write_text("<p>News</p>")
    shown = run("email", clean, *BOARD, "--body-html", "own.html", "--dry-run").out
    said = "Most mail programs show what own.html gives instead of this text.\nNothing was written or sent.\n"
    assert shown.endswith(said)


def test_a_changed_copy_of_what_lays_out_your_own_text_is_named_next_to_it(run, clean):
    assert run("templates", "mine").code == 0
    page = Path("mine", "own-words.html")
    page.write_text(page.read_text(encoding="utf-8").replace("Calibri", "Georgia"), encoding="utf-8")
    Path("own.txt").write_text("Subject: Plan\n\nSee {{ file_name }}.{{ warning }}", encoding="utf-8")
    assert run("email", clean, *BOARD, "--body", "own.txt", "--body-html", page).code == 0
    said = body(read("clean-published.eml"), "html")
    assert "<p>See clean-published.xlsx.</p>" in said and "Georgia" in said and "Calibri" not in said


@pytest.mark.slow
def test_ones_own_words(run, folder, clean, faulty):
    (folder / "own.txt").write_text("Subject: {{ period }}: {{ items | length }} items\n\nSee {{ file_name }}.\n")
    (folder / "own.html").write_text("<p>{{ sentences[0] }}</p><p>{{ '<b>' }}</p>")
    own = ("--body", "own.txt", "--body-html", "own.html")
    assert run("email", clean, *BOARD, *own).code == 0
    message = read("clean-published.eml")
    assert message["Subject"] == "December 2017: 2 items"
    assert body(message, "plain") == "See clean-published.xlsx.\n"
    assert body(message, "html") == "<p>Of 2 recommendations, 2 are Green.</p><p>&lt;b&gt;</p>\n"
    done = run("email", faulty, *BOARD, *own, "--draft")
    assert (done.code, done.err.splitlines()[-1][:66]) == (
        2,
        "The template own.txt must mark a draft as one: put {{ warning }} i",
    )
    (folder / "own.txt").write_text("Subject: DRAFTED BY us\n\n{{ warning }}\n")
    (folder / "own.html").write_text("<p>DRAFTED BY us</p>")
    assert "The template own.html must mark a draft" in run("email", faulty, *BOARD, *own, "--draft").err
    (folder / "own.html").write_text("<p>{{ warning }}</p>")
    assert run("email", faulty, *BOARD, *own, "--draft", "-o", "drafted.eml").code == 0
    assert read("drafted.eml")["Subject"] == "DRAFT: DRAFTED BY us"
    (folder / "own.txt").write_text("Dear all")
    assert 'must begin with a line "Subject: ..."' in run("email", clean, *BOARD, *own).err
    (folder / "own.txt").write_text("Subject: {{ nonsense }}")
    assert "own.txt can't be filled in ('nonsense' is undefined)" in run("email", clean, *BOARD, *own).err


# ----------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clean.xlsx"], "No recipient was given: name one with --to, or a role with --to-role.\n"),
        (["clean.xlsx", "--cc", "a@x.uk"], "No recipient was given"),
        (["a@x.uk", "b@x.uk"], "No workbook was given, only a@x.uk and b@x.uk: put the workbook first.\n"),
        (["clean.xlsx", "jo", "--to", "a@x.uk"], "can be sent at a time, not clean.xlsx and jo: name one; an email "),
        (["clean.xlsx", "--to", "jo"], '"jo" is not an email address ('),
        (["clean.xlsx", "--to", "a@x.uk\nBcc: b@x.uk"], "holds a line break or another control character"),
        (["clean.xlsx", *BOARD, "-o", "x.txt"], "x.txt does not end in .eml"),
        (["clean.xlsx", *BOARD, "-o", "x.eml", "--send"], "-o is for a draft, and --send does not write one"),
        (["clean.xlsx", *BOARD, "--send", "--yes"], "No mail server is set: set the variable PLAN_W"),
        (["clean.xlsx", *BOARD, "--send", "--settings", "no.toml"], "The settings file no.toml can't be read"),
        (["clean.xlsx", *BOARD, "--send", "--dry-run"], "No mail server is set"),
        (["nowhere.xlsx", *BOARD], "The file nowhere.xlsx does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(arguments, said, run, folder, clean, contents):
    before = contents(folder)
    done = run("email", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err and done.err.count("\n") == 1
    assert contents(folder) == before


def test_a_workbook_with_an_at_in_its_name_is_no_address(run, clean):
    clean.rename("plan@home.xlsx")
    assert run("email", "plan@home.xlsx", *BOARD).code == 0


# ------------------------------------------------------------------------------------------------- sending


def test_it_is_shown_and_sent_after_a_yes_and_recorded(run, clean, server, answers):
    clean.chmod(0o600)
    answers("y\n")
    done = run("email", clean, *BOARD, "--cc", "al@x.gov.uk", "--send")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:4] == [
        "From:     Plans Team <plans@exampleshire.gov.uk>",
        "To:       Board <board@x.gov.uk>",
        "Cc:       al@x.gov.uk",
        "Subject:  2 Green: Children's Services Improvement Plan, December 2017",
    ]
    assert re.fullmatch(r"Attached: clean-published\.xlsx \(\d+ kB\)", lines[4])
    assert lines[5].endswith("Sent clean-published.xlsx to 2 addresses; this is recorded in clean.sent.csv.")
    (received,) = server.received
    assert received.recipients == ["board@x.gov.uk", "al@x.gov.uk"] and received.user == USER
    run("publish", clean)
    assert received.attachment == ("clean-published.xlsx", Path("clean-published.xlsx").read_bytes())
    assert Path("clean.sent.csv").stat().st_mode == clean.stat().st_mode  # the record is no less strict
    (entry,) = record()
    assert (entry["Period"], entry["Edition"], entry["File"]) == ("December 2017", "Final", "clean-published.xlsx")
    assert entry["To"] == "Board <board@x.gov.uk>; al@x.gov.uk"
    assert entry["Message ID"] == received.message["Message-ID"]
    assert received.message["Date"].datetime.isoformat() == entry["Sent"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("n\n", "Nothing was sent.\n"),
        ("", 'Nothing was sent, because nobody answered "Send it?": add --yes to send it without being asked.\n'),
    ],
)
def test_without_a_yes_nothing_is_sent(typed, said, run, clean, server, answers, folder, contents):
    answers(typed)
    before = contents(folder)
    done = run("email", clean, *BOARD, "--send")
    assert (done.code, done.err) == (2, said)
    assert (server.said, contents(folder)) == ([], before)


@pytest.mark.slow
def test_the_same_edition_once_more_always_asks(run, clean, server, answers):
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    done = run("email", clean, "--to", "al@x.gov.uk", "--send", "--yes")
    assert (done.code, len(server.received)) == (2, 1)
    when = record()[0]["Sent"]
    assert f"The same edition was sent before: {when} to Board <board@x.gov.uk>.\n" in done.out
    assert done.err.endswith('nobody answered "Send it again?": add --again to send it without being asked.\n')
    answers("n\n")
    assert run("email", clean, *BOARD, "--send", "--yes").err == "Nothing was sent.\n"
    answers("y\n")
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    assert run("email", clean, *BOARD, "--send", "--yes", "--again").code == 0
    assert run("email", clean, *BOARD, "--send", "--again").code == 2  # which is no yes
    names = {each.message["Message-ID"] for each in server.received}
    assert len(server.received) == len(names) == len(record()) == 3


def test_what_somebody_else_sends_while_the_question_stands_is_not_sent_once_more(run, clean, server, monkeypatch):
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    path = Path("clean.sent.csv")
    theirs = path.read_bytes()
    path.unlink()
    monkeypatch.setattr("typer.confirm", lambda question, err: path.write_bytes(theirs) > 0)
    done = run("email", clean, *BOARD, "--send")
    assert done.code == 2 and done.err == (
        "Nothing was sent, because somebody else has just sent the same edition: start again.\n"
    )
    assert len(server.received) == 1 and path.read_bytes() == theirs


def test_for_programs_the_message_is_shown_on_standard_error_and_the_outcome_is_an_object(run, clean, server, answers):
    answers("y\n")
    done = run("email", clean, *BOARD, "--send", "--format", "json")
    assert (done.json["done"], done.json["to"], done.json["record"]) == ("sent", ["board@x.gov.uk"], "clean.sent.csv")
    assert "Subject:" in done.err and "Send it?" in done.err
    again = run("email", clean, *BOARD, "--send", "--yes", "--format", "json")
    assert again.code == 2 and again.json["error"]["code"] == "input"


def test_a_draft_sent_before_does_not_stand_in_the_way_of_the_final_edition(run, clean, server):
    assert run("email", clean, *BOARD, "--send", "--yes", "--draft").code == 0
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    assert [each["Edition"] for each in record()] == ["Draft", "Final"]


def test_one_refused_recipient_and_nobody_gets_anything(run, clean, server, folder, contents):
    before = contents(folder)
    server.refused = {"al@x.gov.uk": "550 Unknown"}
    done = run("email", clean, *BOARD, "al@x.gov.uk", "--send", "--yes")
    assert done.code == 2
    assert "does not take messages for al@x.gov.uk (550 Unknown), so nothing was sent to anybody" in done.err
    assert (server.received, contents(folder)) == ([], before)


def test_a_repeat_after_a_lost_connection_asks_and_is_the_same_message(run, clean, server, answers):
    server.answer_to_message = None
    done = run("email", clean, *BOARD, "--send", "--yes")
    assert done.code == 2 and "it may or may not have arrived" in done.err
    assert record()[0]["Outcome"] == "Not known"
    server.answer_to_message = "250 OK"
    repeated = run("email", clean, *BOARD, "--send", "--yes")
    assert repeated.code == 2 and "The same edition may have been sent before: 20" in repeated.out
    assert "may have reached Board <board@x.gov.uk> before (20" in repeated.err and "--again" in repeated.err
    assert len(server.received) == 1
    assert run("email", clean, *BOARD, "--send", "--yes", "--again").code == 0
    first, second = server.received
    assert first.message["Message-ID"] == second.message["Message-ID"] == record()[1]["Message ID"]
    assert [line["Outcome"] for line in record()] == ["Not known", "Sent"]


def test_a_record_that_ends_in_about_to_send_says_so_and_nothing_is_sent_unasked(run, clean, server, answers):
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    path = Path("clean.sent.csv")
    path.write_bytes(path.read_bytes().replace(b",Sent\r\n", b",About to send\r\n"))  # as if it had been killed
    done = run("email", clean, *BOARD, "--send", "--yes")
    assert (done.code, len(server.received)) == (2, 1)
    assert done.err == (
        "Nothing was sent, because the same edition may have reached Board <board@x.gov.uk> before "
        f"({record()[0]['Sent']}; the command was stopped before it could record what the mail server said): ask them "
        "whether they have it, and if they don't, add --again to send it again.\n"
    )
    assert run("email", clean, *BOARD, "--send", "--yes", "--again").code == 0
    first, second = server.received
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert [line["Outcome"] for line in record()] == ["About to send", "Sent"]


def test_a_refused_message_is_recorded_and_may_be_sent_afterwards(run, clean, server):
    server.answer_to_message = "554 Spam"
    assert "(554 Spam), so nothing was sent" in run("email", clean, *BOARD, "--send", "--yes").err
    server.answer_to_message = "250 OK"
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    assert [line["Outcome"] for line in record()] == ["Refused", "Sent"]
    assert len(server.received) == 1


def test_without_anybody_to_see_it_a_role_must_reach_everybody(run, folder, server):
    plan = clean_plan().person("Vi", "Board", "vi@x.gov.uk").person("Al", "Board")
    plan.write_template(folder / "plan.xlsx")
    done = run("email", "plan.xlsx", "--to-role", "Board", "--send", "--yes")
    assert done.code == 2 and server.received == []
    assert "Nothing was sent, because somebody with that role has no usable address" in done.err


def test_a_record_that_cannot_be_written_stops_it_before_anything_is_sent(run, clean, server):
    Path("clean.sent.csv").write_text("Name,Address\n")
    done = run("email", clean, *BOARD, "--send", "--yes")
    assert done.code == 2 and done.err.startswith(
        "Nothing was sent, because it could not be recorded. The file clean.s"
    )
    assert server.said == []


def test_a_record_that_cannot_be_written_after_all_is_said_with_the_line_to_add(run, clean, server):
    path = Path("clean.sent.csv")
    server.on_message = lambda: (path.unlink(), path.mkdir())
    done = run("email", clean, *BOARD, "--send", "--yes")
    assert done.code == 2
    assert "Sent clean-published.xlsx to 1 address, but that could not be recorded." in done.err
    line = done.err.rstrip("\n").partition("The message WAS sent; add this line to clean.sent.csv yourself: ")[2]
    assert next(csv.reader([line]))[4] == "Board <board@x.gov.uk>"
    assert len(server.received) == 1


def test_a_password_is_asked_for_where_somebody_sits(run, clean, server, monkeypatch, answers):
    asked = []
    given = server.environment["PLAN_WORKBOOK_SMTP_PASSWORD"]
    monkeypatch.delenv("PLAN_WORKBOOK_SMTP_PASSWORD")
    done = run("email", clean, *BOARD, "--send", "--yes")
    assert done.code == 2 and "there is no terminal to ask for the password of plans at localhost" in done.err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(password.typer, "prompt", lambda question, **_: asked.append(question) or given)
    assert run("email", clean, *BOARD, "--send", "--yes").code == 0
    assert asked == ["Password of plans at localhost"]


def test_a_settings_file_leads_to_the_server_too(run, folder, clean, mail_server):
    own = mail_server.environment
    (folder / "word.txt").write_text(own["PLAN_WORKBOOK_SMTP_PASSWORD"], encoding="utf-8")
    (folder / "mail.toml").write_text(
        f"[smtp]\nhost='localhost'\nport={mail_server.port}\nuser='plans'\npassword_file='word.txt'\n"
        f"ca_file='{own['PLAN_WORKBOOK_SMTP_CA_FILE']}'\nfrom='plans@x.gov.uk'\n"
    )
    assert run("email", clean, *BOARD, "--send", "--yes", "--settings", "mail.toml").code == 0
    assert mail_server.received[0].sender == "plans@x.gov.uk"


# ----------------------------------------------------------------------------------------------- dry runs


def test_a_dry_run_shows_it_all_and_does_nothing(run, folder, clean, contents):
    before = contents(folder)
    done = run("email", clean, *BOARD, "--dry-run")
    assert (done.code, done.err) == (0, "")
    for said in (
        "To:       Board <board@x.gov.uk>\n",
        "Subject:  ",
        "Attached: clean-published.xlsx (",
        "Recommendations: 0 of 2",
    ):
        assert said in done.out
    assert done.out.endswith("\nNothing was written or sent.\n")
    assert contents(folder) == before


def test_a_dry_run_of_sending_says_whether_it_was_sent_before(run, folder, clean, server, contents):
    run("email", clean, *BOARD, "--send", "--yes")
    before = contents(folder)
    done = run("email", clean, *BOARD, "--send", "--dry-run")
    assert "From:     Plans Team" in done.out and "The same edition was sent before: " in done.out
    assert (len(server.received), contents(folder)) == (1, before)
