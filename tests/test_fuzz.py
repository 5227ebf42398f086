"""The fuzzer itself works: a few of its cases, the same each time, and what it must notice."""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import replace

import pytest
import targets
import worker
from cases import ALL_TARGETS, Case, case
from reply_mutations import stored
from scripted_server import WELL, End, well_except
from seeds import Seeds, seeds

from fuzz import Figures
from plan_workbook.mail.record import Outcome
from plan_workbook.mail.settings import Security

CASES = 80


@pytest.fixture(scope="module")
def sound() -> Seeds:
    return seeds()


def test_sound_workbooks_go_through_every_target(sound):
    for target in ("open", "read", "replace"):
        for each in sound.plans[:2]:
            assert targets.run(target, each.content).label == "done"
    assert targets.run("encrypted", sound.encrypted[0].content).label == "done"


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
    small = Seeds(sound.plans[:2], sound.others[:2], sound.encrypted)
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
    def refuse():
        raise targets.PlanWorkbookError("one\ntwo")

    finding = found(monkeypatch, refuse)
    assert finding is not None and "control characters" in finding.text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no timer that counts a program's own time")
def test_a_case_over_its_time_is_a_finding(monkeypatch):
    monkeypatch.setattr(worker, "SECONDS", 0.2)

    def turn():
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pass

    finding = found(monkeypatch, turn)
    assert finding is not None and finding.kind == "TooSlow"
