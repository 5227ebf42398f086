"""The fuzzer itself works: a few of its cases, the same each time, and what it must notice."""

from __future__ import annotations

import os
import socket
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from email.headerregistry import Address
from xml.etree import ElementTree

import laws
import nasty
import pytest
import register_target
import targets
import template_target
import worker
from builder import clean_plan
from cases import ALL_TARGETS, Case, case
from cases import sound as sound_cases
from laws import BrokenLaw
from reply_mutations import stored
from scripted_server import WELL, End, well_except
from seeds import Seeds, seeds

from fuzz import Figures
from plan_workbook.mail.message import Letter, draft_of
from plan_workbook.mail.record import Outcome
from plan_workbook.mail.settings import Security

CASES = 60


@pytest.fixture(scope="module")
def sound() -> Seeds:
    return seeds()


def test_sound_workbooks_go_through_every_target(sound):
    for target in ("open", "read", "replace"):
        for each in sound.plans[:2]:
            assert targets.run(target, each.content).label == "done"
    assert targets.run("encrypted", sound.encrypted[0].content).label == "done"


@pytest.mark.slow
@pytest.mark.parametrize("target", ["register", "tables", "report", "letter", "document", "pdf"])
def test_sound_registers_and_templates_go_through_their_targets(sound, target):
    for each in sound_cases(target, sound):
        assert targets.run(target, each).label == "done"


@pytest.mark.parametrize("security", Security)
def test_a_conversation_that_goes_well_goes_through_its_target(security):
    starttls = [WELL[0], b"250-x\r\n250 STARTTLS\r\n", b"220 Go\r\n"] if security is Security.STARTTLS else [WELL[0]]
    well = stored([*starttls, *WELL[1:]], security, False, End.LEAVES, 255)
    assert targets.run("replies", well).label == "done"


def test_rude_servers_are_answered_in_a_sentence(sound):
    tally = worker.Tally()
    for number in range(100):
        finding = worker.run(number, case(7, number, ["replies"], sound), tally)
        assert finding is None, finding.text
    assert {label for _, label in tally.outcomes} == {"done", "MailError", "FateUnknown"}


def test_a_message_recorded_as_sent_that_the_server_refused_is_a_finding(monkeypatch):
    refused = stored(well_except(text=b"554 No\r\n"), Security.TLS, False, End.LEAVES, 255)
    talked = targets.talk
    sent = [Outcome.ABOUT_TO_SEND, Outcome.SENT]
    monkeypatch.setattr(
        targets, "talk", lambda *given, **more: replace(talked(*given, **more), states=sent, error=None)
    )
    finding = worker.run(1, Case("replies", "made", refused), worker.Tally())
    assert finding is not None and "recorded as sent, and the server said b'554 No" in finding.text


@pytest.mark.slow
def test_a_few_spoilt_workbooks_are_answered_or_refused_in_a_sentence(sound, tmp_path):
    small = replace(sound, plans=sound.plans[:2], others=sound.others[:2])
    tally, figures = worker.Tally(), Figures()
    for number in range(CASES):
        finding = worker.run(number, case(7, number, ALL_TARGETS, small), tally)
        assert finding is None, finding.text
    figures.add(tally)
    labels = Counter(label for _, label in tally.outcomes.elements())
    assert labels["done"] > CASES / 10  # what is refused at the door tests nothing behind it
    assert labels["DamagedWorkbook"]
    assert f"{CASES:,} cases in 1.0 minutes; findings: 0" in figures.report(1)


def test_a_case_comes_out_the_same_each_time(sound):
    for number in range(10):
        assert case(3, number, ALL_TARGETS, sound) == case(3, number, ALL_TARGETS, sound)
        assert case(3, number, ALL_TARGETS, sound) != case(4, number, ALL_TARGETS, sound)


def found(monkeypatch, behave):
    monkeypatch.setitem(targets.TARGETS, "read", lambda content, rng: behave())
    return worker.run(1, Case("read", "made", b""), worker.Tally())


def test_an_error_that_is_not_a_refusal_is_a_finding_and_is_stored_once(monkeypatch, tmp_path, capsys):
    finding = found(monkeypatch, lambda: [][0])
    assert finding is not None and finding.kind == "IndexError"
    figures = Figures()
    figures.note(finding, tmp_path)
    figures.note(finding, tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".txt", ".xlsx"]
    assert capsys.readouterr().out.count("FINDING") == 1
    assert "findings: 1" in figures.report(1)


def test_a_refusal_of_more_than_a_line_is_a_finding(monkeypatch):
    class TwoLines(targets.PlanWorkbookError):
        def __str__(self):
            return "one\ntwo"

    def refuse():
        raise TwoLines

    finding = found(monkeypatch, refuse)
    assert finding is not None and "control characters" in finding.text


def test_a_case_that_reads_another_file_or_reaches_for_a_server_is_a_finding(monkeypatch):
    def reads_its_own():
        with laws.case_folder() as folder:
            (folder / "plan.csv").write_text("Field,Value")
            (folder / "plan.csv").read_text()

    for behave, label in (
        (reads_its_own, None),
        (nasty.OUTSIDE.read_text, "it reaches outside: open"),
        (lambda: socket.getaddrinfo("localhost", 9), "it reaches outside: socket.getaddrinfo"),
    ):
        finding = found(monkeypatch, behave)
        assert label in finding.text if label and finding else finding is None and label is None


def test_a_text_that_quotes_another_file_is_a_finding():
    with pytest.raises(BrokenLaw, match="quotes a file"):
        laws.check_says_nothing_from_outside(["A plan", nasty.OUTSIDE.read_text(encoding="utf-8")])


def test_a_register_that_comes_back_otherwise_is_a_finding():
    one, other = clean_plan().register(), clean_plan(title="x").register()
    register_target.check_same(one, one, "read again")
    with pytest.raises(BrokenLaw, match=r"when it is read again \(plan, Value: .* as 'x'"):
        register_target.check_same(one, other, "read again")


@pytest.mark.parametrize(("cell", "runs"), [("=1+1", True), (" @x", True), ("-5 days", False), ("-", False)])
def test_a_cell_that_a_spreadsheet_runs_is_a_finding(tmp_path, cell, runs):
    (tmp_path / "plan.csv").write_text(f"Field,Value\nTitle,{cell}\n")
    with pytest.raises(BrokenLaw, match="would run") if runs else nullcontext():
        register_target.check_runs_nothing(tmp_path / "plan.csv")


@pytest.mark.parametrize(
    ("relationship", "leads_out"),
    [
        ('Type="x/image" Target="file:///P:/logo.png" TargetMode="External"', True),
        ('Type="x/aFChunk" Target="part.html"', True),
        ('Type="x/hyperlink" Target="https://example.gov.uk" TargetMode="External"', False),
    ],
)
def test_a_report_that_leads_to_a_file_is_a_finding(relationship, leads_out):
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = ElementTree.fromstring(
        f'<Relationships xmlns="{space}"><Relationship Id="a" {relationship}/></Relationships>'
    )
    with pytest.raises(BrokenLaw, match="leads to another file") if leads_out else nullcontext():
        template_target.check_relationships("word/_rels/document.xml.rels", root)


def test_a_draft_with_a_header_that_nobody_saw_is_a_finding():
    letter = Letter("A plan", "Dear all", "<p>Dear all</p>", (Address("", "board", "example.gov.uk"),))
    names = template_target.HEADERS | {"X-Unsent"}
    template_target.check_letter(draft_of(letter), letter, names)
    for wrong in (b"Bcc: spy@evil.example\r\n" + draft_of(letter), draft_of(replace(letter, subject="Another"))):
        with pytest.raises(BrokenLaw, match=r"a draft has the (headers|subject)"):
            template_target.check_letter(wrong, letter, names)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no timer that counts a program's own time")
def test_a_case_over_its_time_is_a_finding(monkeypatch):
    monkeypatch.setattr(worker, "SECONDS", 0.2)

    def turn():
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pass

    finding = found(monkeypatch, turn)
    assert finding is not None and finding.kind == "TooSlow"
