"""A folder of one's own in the temporary folder, and one sentence if nothing can be written there."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from plan_workbook.errors import OutputError
from plan_workbook.values.text import in_brief

PREFIX = "plan-workbook-"
"""The beginning of its name."""
_LOCK = ".lock"
"""The file in it that is locked while it is used."""
_SETTLED = 3600.0
"""Seconds after which a folder that nobody has locked is one that was left: a new one is not locked at once."""
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

    If the process is killed before that, the next one that makes such a folder removes it, once it is an hour old.

    Raises:
        OutputError: it can't be made; in a sentence.
    """
    from filelock import FileLock  # a lock ends with the process, however that ends

    with writing_there():
        _clear_up()
        folder = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    with folder as name:
        lock = FileLock(Path(name) / _LOCK)
        with suppress(OSError, NotImplementedError):  # a drive without locks: nobody else gets one there either
            lock.acquire()
        try:
            yield Path(name)
        finally:
            lock.release()


def _clear_up() -> None:
    """Remove the folders of processes that were killed; what they were working on is in clear in them."""
    from filelock import FileLock, Timeout

    for left in Path(gettempdir()).glob(f"{PREFIX}*/{_LOCK}"):
        with suppress(OSError, NotImplementedError, Timeout):
            if _is_ours(left.parent) and not left.is_symlink() and time.time() - left.stat().st_mtime > _SETTLED:
                with FileLock(left, timeout=0):
                    pass
                shutil.rmtree(left.parent, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder belongs to whoever runs this; on Windows, the temporary folder itself does."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.getuid())


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


def why_not_written(error: Exception, folder: Path) -> str:
    """Return why a library could not write into a folder, which may be new.

    A library that is not told so by the system, or does not say so, may have failed because the disk is full.
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = str(error).partition("\n")[0]  # what follows is where in the library
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), None)
    return _NO_ROOM if there is not None and _is_full(there) else in_brief(said, 200).rstrip(".")


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
