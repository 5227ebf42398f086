"""One start of LibreOffice for many workbooks: the command that drives it through jobs, or takes them one by one."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from plan_workbook.publishing.pdf import libreoffice

_SESSION = Path(__file__).with_name("libreoffice_session.py")


def session(profile: Path, jobs: Path | str) -> list[str]:
    """The command that does the jobs in a file, or (`-`) those it is told; skips where LibreOffice is not installed."""
    program = libreoffice()
    if program is None:
        pytest.skip("LibreOffice is not here")
    python = _python_with_uno(program)
    if python is None:
        pytest.skip("no Python with LibreOffice's uno module is here (on Debian: python3-uno)")
    return [python, str(_SESSION), program, str(profile), str(jobs)]


@contextmanager
def working(folder: Path) -> Iterator[Callable[..., bytes]]:
    """Open workbooks with one LibreOffice, do with each what a job says, and give what it writes."""
    process = subprocess.Popen(
        session(folder / "profile", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None

    def done(content: bytes, ending: str = ".xlsx", source: str = "book.xlsx", **job: object) -> bytes:
        """The workbook, or what else is named so, once it has been opened and stored."""
        opened = folder / source
        opened.write_bytes(content)
        target = folder / f"written{ending}"
        process.stdin.write(json.dumps({"source": str(opened), "target": str(target), **job}) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n"
        return target.read_bytes()

    yield done
    process.communicate(timeout=60)


class CellResult(NamedTuple):
    """What a cell's formula gives."""

    sheet: str
    cell: str
    saved: object
    worked_out: object


def results_of(ours: bytes, theirs: bytes) -> list[CellResult]:
    """What our formulas are saved with, and what they give once another program has worked them out; "" for nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says which extensions it does not understand
        formulas = openpyxl.load_workbook(io.BytesIO(ours))
        books = [openpyxl.load_workbook(io.BytesIO(each), data_only=True) for each in (ours, theirs)]
    cells = [
        (page.title, each.coordinate) for page in formulas for line in page for each in line if each.data_type == "f"
    ]
    return [CellResult(page, cell, *(book[page][cell].value or "" for book in books)) for page, cell in cells]


def _python_with_uno(program: str) -> str | None:
    """The system's Python where python3-uno is installed, else the one that LibreOffice brings along."""
    folder = Path(program).resolve().parent
    candidates = [
        Path("/usr/bin/python3"),
        *(folder / name for name in ("python", "python.exe", "python3")),
        folder.parent / "Resources" / "python",
        Path(sys.executable),
    ]
    for candidate in candidates:
        if candidate.is_file():
            tried = subprocess.run([str(candidate), "-c", "import uno"], capture_output=True, check=False, timeout=60)
            if tried.returncode == 0:
                return str(candidate)
    return None
