"""A folder of one's own in the temporary folder, and one sentence if nothing can be written there."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from plan_workbook.errors import OutputError
from plan_workbook.values.text import in_brief

PREFIX = "plan-workbook-"
"""The beginning of its name."""
VARIABLE = "TEMP" if os.name == "nt" else "TMPDIR"
"""The variable of the environment that names the temporary folder."""
_FULL = 4 << 20
"""Bytes of room below which a program that failed without a word probably had too little."""
_NO_ROOM = os.strerror(errno.ENOSPC)
_OF_THE_SYSTEM = re.compile(r"([^:]+?)\.? \(os error \d+\)")
"""What the system said, in a message of a library written in Rust."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new folder that only its owner may open; it is removed afterwards, whatever happens.

    Raises:
        OutputError: it can't be made; in a sentence.
    """
    with writing_there():
        folder = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    with folder as name:
        yield Path(name)


@contextmanager
def writing_there(*also: type[BaseException]) -> Iterator[None]:
    """Say in a sentence if something can't be written to the temporary folder.

    Args:
        also: errors of libraries that write there, apart from those of the system.

    Raises:
        OutputError: it can't.
    """
    faults: tuple[type[BaseException], ...] = (OSError, *also)
    try:
        yield
    except faults as error:
        raise _cannot(_why(error)) from error


def refuse_if_full(folder: Path) -> None:
    """Tell a program that failed for lack of room from one that failed for another reason.

    Raises:
        OutputError: there is hardly any room where that folder is.
    """
    if _is_full(folder):
        raise _cannot(_NO_ROOM)


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _FULL


def _cannot(why: str) -> OutputError:
    return OutputError(
        f"Nothing can be written to the temporary folder{_where()} ({why}): make room there, or set {VARIABLE} to "
        "another folder, and try again; nothing was changed."
    )


def _where() -> str:
    try:
        return f" {gettempdir()}"
    except OSError:  # there is none
        return ""


def _why(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return "there is none" if error.filename is None and error.errno == errno.ENOENT else error.strerror
    said = str(error).partition("\n")[0]  # what follows is where in the library
    if of_the_system := _OF_THE_SYSTEM.search(said):
        return of_the_system[1].strip()
    return _NO_ROOM if _is_full(Path(gettempdir())) else in_brief(said, 200).rstrip(".")
