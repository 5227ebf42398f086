"""The PDF: the same report, printed by LibreOffice, which is asked nicely and not for ever."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builder import clean_plan
from paper import edition, pages_of, printed, properties_of

from plan_workbook.board.figures import figures
from plan_workbook.errors import OutputError
from plan_workbook.plan.model import Plan
from plan_workbook.publishing import pdf
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.pdf import pdf_of
from plan_workbook.publishing.word.report import word_report
from plan_workbook.reading import read_plan
from plan_workbook.values import temporary

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("libreoffice")


@pytest.fixture(scope="module")
def example() -> Plan:
    return read_plan(ROOT / "workbooks" / "improvement-plan-2017-12.xlsx")


@pytest.fixture(scope="module")
def paper(example) -> bytes:
    return printed(word_report(edition(example, draft=True)))


def squeezed(text: str) -> str:
    """Without spaces, for lines are broken anywhere."""
    return "".join(text.split())


@pytest.mark.programs
def test_the_pdf_holds_every_recommendation_indicator_and_action(example, paper):
    said = squeezed(" ".join(pages_of(paper)))
    shown = edition(example, draft=True)
    for item in shown.items:
        assert squeezed(f"{item.number} {item.title} {item.lead} {item.rating}") in said
        for indicator in item.indicators:
            assert not indicator.previous  # nothing is known of an earlier period, so there is no column for it
            figures = (indicator.target or "-", f"{indicator.actual or '-'} {indicator.period}")
            row = (
                indicator.number,
                indicator.description,
                item.short_name,
                indicator.lead,
                *figures,
                indicator.status.word,
            )
            assert squeezed(" ".join(row)) in said
    for item in (*shown.exceptions, *shown.others):
        assert squeezed(f"{item.name} {item.title}") in said
        for action in item.actions:
            assert squeezed(f"{action.ref} {action.text} {action.lead} {action.start or '-'} {action.due}") in said


@pytest.mark.programs
def test_its_figures_are_those_of_status(example, paper):
    counts, said = figures(example).as_json(), " ".join(pages_of(paper))
    rated, acted, measured = (dict(counts[name]) for name in ("recommendations", "actions", "indicators"))
    for each in (rated, acted):
        assert each.pop("Not rated") == 0
    total, items = rated.pop("total"), list(rated.values())
    late, whole, done = acted.pop("overdue"), acted.pop("total"), list(acted.values())
    assert " ".join(map(str, ("Recommendations", *items, total, "-", "Actions", *done, whole, late))) in said
    total, distinct = measured.pop("total"), measured.pop("distinct")
    assert " ".join(map(str, ("Indicators", *measured.values(), total, distinct))) in said


@pytest.mark.programs
def test_a_draft_says_so_on_every_page_and_a_final_report_on_none(paper):
    assert len(pages_of(paper)) > 15
    assert all("DRAFT" in page for page in pages_of(paper))
    final = printed(word_report(edition(clean_plan(2).read())))
    assert not any("DRAFT" in page for page in pages_of(final))


@pytest.mark.programs
def test_every_page_has_its_number_the_title_and_the_date(paper):
    pages = pages_of(paper)
    for number, page in enumerate(pages, 1):
        assert f"Improvement Plan 2017-18 | 31 December 2017 Page {number} of {len(pages)}" in page


@pytest.mark.programs
def test_it_names_the_plan_and_nobody_and_can_be_read_aloud(paper):
    said = properties_of(paper)
    assert said["Title"] == "Children's Services Improvement Plan 2017-18"
    assert not said.get("Author") and not said.get("Keywords")
    assert said["Tagged"] == "yes"


@pytest.mark.programs
def test_making_a_pdf_leaves_the_home_folder_as_it_was(tmp_path, monkeypatch):
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert pdf_of(b"A report", "txt").startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    with pytest.raises(OutputError, match=r"^A PDF .+ not installed here: install LibreOffice, or .+ in Word\.$"):
        published(edition(clean_plan(1).read()), Format.PDF)


def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Something else is installed as LibreOffice."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "libreoffice", lambda: str(program))


posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


@posix
def test_where_libreoffice_makes_nothing_a_sentence_says_so(tmp_path, monkeypatch):
    fake(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(OutputError, match=r"did not make a PDF of the report: check that LibreOffice Writer .+\.$"):
        pdf_of(b"")


@posix
def test_where_it_makes_nothing_because_the_temporary_folder_is_full_the_sentence_says_that(tmp_path, monkeypatch):
    fake(tmp_path, monkeypatch, "exit 1")
    monkeypatch.setattr(temporary, "_is_full", lambda _: True)
    with pytest.raises(OutputError, match=r"^Nothing can be written to the temporary folder .+: make room there, "):
        pdf_of(b"")


def test_a_report_that_does_not_fit_into_the_temporary_folder_is_one_sentence(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "report.docx")

    monkeypatch.setattr(pdf, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(
        OutputError, match=r"^Nothing can be written to the temporary folder .+ \(No space left on device"
    ):
        pdf_of(b"")


@pytest.mark.slow
@posix
def test_libreoffice_is_stopped_with_all_it_started_when_it_takes_too_long(tmp_path, monkeypatch):
    note = tmp_path / "pid"
    fake(tmp_path, monkeypatch, f'sleep 60 & echo $! > "{note}"; wait')
    monkeypatch.setattr(pdf, "LONGEST", 1)
    with pytest.raises(OutputError, match=r"had not made the PDF after 1 seconds and was stopped: .+\.$"):
        pdf_of(b"")
    deadline = time.monotonic() + 5
    while _runs(int(note.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(int(note.read_text()))


@pytest.mark.slow
@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "Ctrl-C"])
def test_a_pdf_that_is_stopped_leaves_nothing_in_clear_behind(number, code, tmp_path):
    clean_plan(2).write(tmp_path / "plan.xlsx")
    programs, temporary, note = tmp_path / "programs", tmp_path / "temporary", tmp_path / "pid"
    programs.mkdir()
    temporary.mkdir()
    program = programs / "soffice"
    program.write_text(f'#!/bin/sh\necho swap > "$TMPDIR/lu1.tmp"\nsleep 60 & echo $! > "{note}"; wait\n')
    program.chmod(0o755)
    around = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "plan_workbook", "publish", "plan.xlsx", "-o", "board.pdf", "--draft"]
    running = subprocess.Popen(command, cwd=tmp_path, env=around, stdout=-1, stderr=-1, text=True)
    while not (note.exists() and note.read_text().strip()):
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    assert list(temporary.rglob("report.docx")) and list(temporary.rglob("lu1.tmp"))
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (code, "", "Stopped.\n")
    assert list(temporary.iterdir()) == [] and not (tmp_path / "board.pdf").exists()
    assert not _runs(int(note.read_text()))


@posix
def test_a_program_that_can_not_run_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "libreoffice", lambda: str(tmp_path))
    with pytest.raises(OutputError, match=re.escape(f"LibreOffice ({tmp_path}) can't be started")):
        pdf_of(b"")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
