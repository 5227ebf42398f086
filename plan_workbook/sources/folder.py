"""The workbooks in a folder of this machine, one after the other: however many there are, few are in memory."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from plan_workbook.sources.links import TO_FOLDER, is_link, why_not_followed
from plan_workbook.sources.listed import Listed
from plan_workbook.sources.names import why_not_by_name
from plan_workbook.sources.other_files import HIDDEN, NOT_A_FILE, WORKBOOKS, may_hold_plan, why_not_read
from plan_workbook.sources.outcomes import Outcome

_SURE_AFTER = 2.0
"""Seconds after a change during which another one may go unseen: some file systems count time in such steps."""


def files_in_folder(folder: Path, apart_from: str = "") -> Iterator[Listed]:
    """Yield the files in a folder and its folders that may hold a plan, and folders that can't be looked into.

    Links to folders are not followed: they may lead anywhere, and round in a circle. Those that lead out of the folder
    are named, and so are such links to files.

    Args:
        folder: the folder.
        apart_from: the absolute path of a folder that is not looked into; empty for none.
    """
    waiting = [str(folder.resolve())]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    path = Path(entry.path)
                    if why := why_not_followed(path, folder):
                        if why is TO_FOLDER or may_hold_plan(entry.name):
                            yield _refused(path, why)
                    elif entry.is_dir(follow_symlinks=False) and not is_link(path):
                        if entry.path != apart_from:
                            waiting.append(entry.path)
                    elif found := _listed(path):
                        yield found
        except OSError as error:
            yield _refused(Path(here), f"the folder can't be opened ({error.strerror})")


def file_itself(path: Path) -> Listed:
    """Return a file that somebody names, whatever it is called."""
    return _of(path.resolve())


def _listed(path: Path) -> Listed | None:
    """Return a file if it may hold a plan."""
    name = path.name.casefold()
    if name.startswith(HIDDEN):
        return None
    if found := why_not_by_name(path.name):
        return _of(path)._replace(outcome=found.outcome, why=found.why)
    if name.endswith(WORKBOOKS):
        return _of(path)
    why = why_not_read(path)
    return _of(path)._replace(outcome=Outcome.REFUSED, why=why) if why else None


def _of(path: Path) -> Listed:
    try:
        found = path.stat()
    except OSError as error:
        return _refused(path, f"it can't be opened ({error.strerror})")
    if not stat.S_ISREG(found.st_mode):
        return _refused(path, NOT_A_FILE)
    modified = datetime.fromtimestamp(found.st_mtime_ns // 1000 / 1_000_000, UTC)
    settled = time.time() - found.st_mtime > _SURE_AFTER
    stamp = f"{found.st_size}-{found.st_mtime_ns}" if settled else None
    return Listed(*_names(path), found.st_size, modified, stamp, str(path), mode=stat.S_IMODE(found.st_mode))


def _refused(path: Path, why: str) -> Listed:
    return Listed(*_names(path), None, None, None, str(path), Outcome.REFUSED, why)


def _names(path: Path) -> tuple[str, str]:
    """Return a path as the store has it, and its name."""
    shown, name = (each.encode("utf-8", "backslashreplace").decode() for each in (path.as_posix(), path.name))
    return shown, name
