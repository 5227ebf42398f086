"""Reading a PDF in a process of its own, with a limit of time and memory: a PDF can be made to take for ever."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.documents.pdf.system import OUT_OF_TIME, limit_this_process
from plan_workbook.errors import InputError

LONGEST = 50
"""Seconds of processor time; a report of 60 pages takes some 12."""
_MOST_WAITED = 6
"""How many times as long it may take by the clock: a busy computer is no reason to refuse a report."""
MOST_MEMORY = 480_000_000
"""Bytes."""
_START = (
    "import json, sys; given = json.loads(sys.stdin.buffer.readline()); sys.path[:] = given['path']; "
    "from plan_workbook.bringing.documents.pdf.process import answer; answer(given['file'], given['seconds'])"
)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def read_in_own_process(content: bytes, file: str, longest: float = LONGEST) -> Document:
    """Return the tables and texts of a PDF.

    Args:
        content: of the file.
        file: its name, for places.
        longest: how many seconds of processor time it may take; the clock ends it only after a multiple of that.

    Raises:
        InputError: it can't be read, or not within that time and the memory there is.
    """
    # not multiprocessing: a program that uses this as a library need not guard its main module
    given = {"path": [str(Path(each or ".").absolute()) for each in sys.path], "file": file, "seconds": longest}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START],
            input=json.dumps(given).encode() + b"\n" + content,
            capture_output=True,
            timeout=longest * _MOST_WAITED,
            check=False,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise _took_too_long(file, longest * _MOST_WAITED) from error
    except OSError as error:
        raise InputError(
            f"{file} can't be read, because Python can't be started a second time ({error.strerror}): close other "
            "programs and try again."
        ) from error
    if done.returncode in OUT_OF_TIME:
        raise _took_too_long(file, longest)
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise InputError(
            f"{file} can't be read: the attempt ended early, perhaps because memory ran out. Print the pages with the "
            "plan to a PDF of their own, or bring in the Word or Excel file that it was made from."
        ) from error
    if "refused" in said:
        raise InputError(said["refused"])
    return _document(said)


def _took_too_long(file: str, seconds: float) -> InputError:
    return InputError(
        f"{file} had not been read after {seconds:.0f} seconds, and the attempt was stopped: print the pages with "
        "the plan to a PDF of their own, or bring in the Word or Excel file that it was made from."
    )


def answer(file: str, longest: float) -> None:
    """In the process of its own: read the PDF on standard input, and write the document, or a refusal.

    The system ends it after `longest` seconds of processor time.
    """
    out = sys.stdout.buffer
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - has no folder on Windows
    limit_this_process(MOST_MEMORY, math.ceil(longest))
    content = sys.stdin.buffer.read()
    try:
        from plan_workbook.bringing.documents.pdf.document import document_of

        said = _plain(document_of(content, file))
    except InputError as error:
        said = {"refused": str(error)}
    out.write(json.dumps(said).encode())
    out.flush()


def _plain(document: Document) -> dict[str, Any]:
    return {
        "file": document.file,
        "blocks": [["table" if isinstance(block, Table) else "passage", *block] for block in document.blocks],
        "remarks": document.remarks,
        "doubts": document.doubts,
    }


def _document(said: dict[str, Any]) -> Document:
    blocks = tuple(map(_block, said["blocks"]))
    return Document(said["file"], blocks, tuple(said["remarks"]), tuple(said["doubts"]))


def _block(said: list[Any]) -> Table | Passage:
    if said[0] == "passage":
        return Passage(*said[1:])
    where, cells, sheet, repeated, *_ = said[1:]
    return Table(where, tuple(Cell(*cell) for cell in cells), sheet, repeated)
