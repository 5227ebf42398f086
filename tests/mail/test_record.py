"""The record of what was sent: its lines are kept, and earlier messages are found, whichever program saved the file."""

from __future__ import annotations

import codecs
import csv
import stat
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.headerregistry import Address
from functools import partial
from pathlib import Path

import pytest

from plan_workbook.errors import OutputError
from plan_workbook.mail import record
from plan_workbook.mail.message_id import message_id
from plan_workbook.mail.record import (
    COLUMNS,
    Entry,
    Outcome,
    alone,
    append,
    earlier,
    line_of,
    moment,
    read,
    ready,
    record_of,
)
from plan_workbook.package import write

WHEN = datetime(2018, 1, 5, 9, 30, 15, 999, tzinfo=timezone(timedelta(hours=1)))
FIRST = Entry(
    "December 2017",
    "Final",
    "ab12",
    moment(WHEN),
    '"O\'Neil, Ren\u00e9e" <r@x.gov.uk>; b@x.uk',
    "<1@x.uk>",
    "plan.xlsx",
)
SECOND = Entry("December 2017", "Draft", "ab12", moment(WHEN), "b@x.uk", "<2@x.uk>", "plan-DRAFT.xlsx")


@pytest.fixture
def path(tmp_path) -> Path:
    return record_of(tmp_path / "plan.xlsx")


def test_it_is_next_to_the_workbook_and_excel_reads_its_letters(path):
    append(path, FIRST)
    assert path.name == "plan.sent.csv"
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert rows[0] == list(COLUMNS)
    assert rows[1][3] == "2018-01-05T09:30:15+01:00"
    assert read(path).entries == (FIRST,)


def test_a_line_more_leaves_the_others_as_they_are(path):
    append(path, FIRST)
    before = path.read_bytes()
    append(path, SECOND)
    assert path.read_bytes().startswith(before)
    assert read(path).entries == (FIRST, SECOND)
    assert [each.name for each in path.parent.iterdir()] == ["plan.sent.csv"]


def test_a_draft_and_a_final_edition_are_two(path):
    append(path, FIRST)
    append(path, SECOND)
    assert earlier(read(path), "AB12", draft=False) == (FIRST,)
    assert earlier(read(path), "ab12", draft=True) == (SECOND,)
    assert earlier(read(path), "cd34", draft=True) == ()


SAVED_BY_OTHERS = {
    "without the mark of UTF-8": lambda text: text.encode(),
    "with semicolons": lambda text: text.replace('"b@x.uk"', "b@x.uk").encode(),
    "in the letters of Windows": lambda text: text.encode("cp1252"),
    "without the last line end": lambda text: text.rstrip("\r\n").encode(),
    "with plain line ends": lambda text: text.replace("\r\n", "\n").encode(),
    "with lines of nothing": lambda text: (text + ";;;;;;\r\n\r\n").encode(),
}


@pytest.mark.parametrize("how", SAVED_BY_OTHERS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_record_that_another_program_saved_is_read_and_goes_on_in_the_same_way(how, separator, path):
    lines = [
        separator.join(COLUMNS),
        separator.join(["=x", "Final", "ab12", "then", "Ren\u00e9e", "<1@x.uk>", "p.xlsx"]),
    ]
    content = SAVED_BY_OTHERS[how]("\r\n".join(lines) + "\r\n").replace(b";;;;;;", separator.encode() * 6)
    path.write_bytes(content)
    append(path, FIRST)
    assert path.read_bytes().startswith(content)
    first, second = read(path).entries
    assert (first.to, second) == ("Ren\u00e9e", FIRST)
    assert len(earlier(ready(path), "ab12", draft=False)) == 2


def test_columns_may_be_moved_and_some_of_ones_own_added(path):
    headings = "Remark,to,Sent,MESSAGE ID,File,Edition,Outcome,Fingerprint,Period"
    path.write_text(f"{headings}\r\nSeen,x,y,z,f,Final,Not known,ab12,p\r\n")
    append(path, FIRST)
    assert read(path).entries == (Entry("p", "Final", "ab12", "y", "x", "z", "f", Outcome.UNKNOWN), FIRST)
    assert path.read_text().splitlines()[2].startswith(",")


def test_what_a_spreadsheet_would_run_is_text(path):
    hostile = Entry("=cmd|' /C calc'!A0", "Final", "ab12", "now", "@SUM(1)", "+A1", '-1\n"x,y"')
    append(path, hostile)
    (row,) = list(csv.reader(path.read_text("utf-8-sig").splitlines()))[1:]
    assert [cell[0] for cell in (row[0], row[4], row[5], row[6])] == ["'"] * 4
    assert read(path).entries[0].period == hostile.period
    assert line_of(hostile).startswith("'=cmd")


@pytest.mark.parametrize(
    "content", ["Name,Address\r\nJo,jo@x.uk\r\n", "PK\x03\x04", "x" * 200_000, "Period;Edition\r\n"]
)
def test_another_file_of_that_name_is_refused_before_anything_is_sent(content, path):
    path.write_bytes(content.encode())
    with pytest.raises(OutputError, match=r"Nothing was sent.* The file plan\.sent\.csv is not a record"):
        ready(path)
    assert path.read_bytes() == content.encode()


def test_a_record_open_in_libreoffice_is_refused_before_anything_is_sent(path):
    append(path, FIRST)
    path.with_name(".~lock.plan.sent.csv#").write_text("Jo,")
    with pytest.raises(OutputError, match=r"Nothing was sent, because it could not be.*open in LibreOffice by Jo"):
        ready(path)


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are POSIX")
def test_a_record_that_must_not_be_changed_is_refused_and_a_folder_is_none(path):
    append(path, FIRST)
    path.chmod(stat.S_IREAD)
    with pytest.raises(OutputError, match=r"Nothing was sent.*cannot be written"):
        ready(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(OutputError, match="Nothing was sent"):
        ready(path)


def test_to_be_ready_leaves_nothing_behind(path):
    assert ready(path).entries == ()
    assert list(path.parent.iterdir()) == []
    path.write_bytes(b"")
    append(path, FIRST)
    assert read(path).entries == (FIRST,)


def test_a_line_that_somebody_else_adds_meanwhile_is_not_lost(path, monkeypatch):
    append(path, FIRST)
    reading = record.read
    rounds = []

    def read_and_then_somebody_adds(which: Path) -> record.Record:
        found = reading(which)
        if not rounds:
            rounds.append(1)
            append(path, SECOND)
        return found

    monkeypatch.setattr(record, "read", read_and_then_somebody_adds)
    third = Entry("January 2018", "Final", "cd34", "x", "y", "z", "f")
    append(path, third)
    assert reading(path).entries == (FIRST, SECOND, third)


ABOUT, SENT, REFUSED, UNKNOWN = (
    replace(FIRST, outcome=each) for each in (Outcome.ABOUT_TO_SEND, Outcome.SENT, Outcome.REFUSED, Outcome.UNKNOWN)
)


def test_a_message_has_one_line_which_says_what_became_of_it(path):
    append(path, SECOND)
    before = path.read_bytes()
    append(path, ABOUT)
    assert earlier(read(path), "ab12", draft=False) == (ABOUT,)
    for last, now in ((ABOUT, SENT), (SENT, UNKNOWN)):
        append(path, now, instead_of=last)
        assert path.read_bytes() == before + (line_of(now) + "\r\n").encode()


def test_a_record_that_was_saved_in_another_way_meanwhile_gets_a_line_more(path):
    append(path, ABOUT)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    append(path, SENT, instead_of=ABOUT)
    assert [each.outcome for each in read(path).entries] == ["About to send", "Sent"]
    assert earlier(read(path), "ab12", draft=False) == (SENT,)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([ABOUT], [ABOUT]),
        ([replace(ABOUT, outcome="ABOUT TO SEND ")], [replace(ABOUT, outcome="ABOUT TO SEND")]),
        ([REFUSED], []),
        ([ABOUT, REFUSED], []),
        ([REFUSED, ABOUT], []),
        ([SENT, ABOUT], [SENT]),
        ([ABOUT, SENT, UNKNOWN], [UNKNOWN]),
        ([UNKNOWN, SENT, ABOUT], [UNKNOWN]),
        ([ABOUT, ABOUT, REFUSED], [ABOUT]),
        ([replace(SENT, outcome="Read by all")], [replace(SENT, outcome="Read by all")]),
        ([ABOUT, replace(SENT, sent="later"), SENT], [SENT, replace(SENT, sent="later")]),
    ],
)
def test_what_is_not_settled_counts_as_perhaps_sent_in_whichever_order_the_lines_are(lines, found, path):
    for each in lines:
        append(path, each)
    assert list(earlier(read(path), "ab12", draft=False)) == found


def test_while_one_command_sends_another_waits_and_then_sends_nothing(path, monkeypatch):
    monkeypatch.setattr(write, "locked", partial(write.locked, patience=0.05))
    with alone(path):
        append(path, ABOUT)  # which the lock does not hinder
        with pytest.raises(OutputError, match=r"^Nothing was sent.*by another plan-workbook command"), alone(path):
            pass
    with alone(path):
        pass
    assert [each.name for each in path.parent.iterdir()] == ["plan.sent.csv"]


def test_the_same_message_has_the_same_id_and_another_one_another():
    jo, al = Address("Jo", "jo", "x.uk"), Address("", "al", "x.uk")
    sender = Address("", "plans", "x.gov.uk")
    same = message_id("ab", "Final", [jo, al], ["xlsx"], 0, sender)
    assert same == message_id("ab", "Final", [al, Address("", "JO", "x.uk")], ["xlsx"], 0, sender)
    assert same.startswith("<plan-workbook.") and same.endswith("@x.gov.uk>")
    others = {
        message_id("ac", "Final", [jo, al], ["xlsx"], 0, sender),
        message_id("ab", "Draft", [jo, al], ["xlsx"], 0, sender),
        message_id("ab", "Final", [jo], ["xlsx"], 0, sender),
        message_id("ab", "Final", [jo, al], ["pdf"], 0, sender),
        message_id("ab", "Final", [jo, al], ["xlsx"], 1, sender),
    }
    assert len(others - {same}) == 5
