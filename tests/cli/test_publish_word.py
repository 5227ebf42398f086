"""Word reports by the command, as a process of its own, which starts without what they need."""

from __future__ import annotations

import sys
from io import BytesIO

import docx

from plan_workbook.cli import lean


def test_a_word_report_is_made_by_the_command(clean, folder, start):
    done = start("publish", "--format", "docx", "-o", "board.docx", clean, cwd=folder)
    assert (done.code, done.err) == (0, "")
    document = docx.Document(BytesIO((folder / "board.docx").read_bytes()))
    assert document.paragraphs[0].text == "Children's Services Improvement Plan"


def test_what_was_left_out_is_let_in_by_name(monkeypatch):
    finder = lean._LeaveOut(lean.LEFT_OUT)
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    lean.let_in("lxml")
    assert finder.find_spec("lxml", None) is None  # and so the others are asked
    assert finder.names == lean.LEFT_OUT - {"lxml"}
