"""Links in a folder of workbooks: one that leads out of the folder is not read, because anybody may have put it there.

Nobody who names a folder has named what a link in it leads to. A link that somebody names is followed, and so is one
that leads to something else in the same folder.
"""

from __future__ import annotations

import stat
from pathlib import Path

TO_FOLDER = "it is a link to another folder, which you can name as well"
TO_FILE = "it is a link to a file elsewhere, which you can name as well"
_JUNCTION = 0xA0000003
"""How Windows marks a folder that leads to another one (``IO_REPARSE_TAG_MOUNT_POINT``)."""


def is_link(path: Path) -> bool:
    """Tell whether a path is a link, or a junction of Windows, which Python knows as one since 3.12 only."""
    try:
        found = path.lstat()
    except OSError:  # it has just gone, or nobody may look; whoever reads it says so
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def why_not_followed(path: Path, folder: Path) -> str:
    """Return why a path in a folder is not read, if it is a link that leads out of it; empty otherwise."""
    if not is_link(path):
        return ""
    try:
        if path.resolve().is_relative_to(folder.resolve()):
            return ""
        return TO_FOLDER if path.is_dir() else TO_FILE
    except RuntimeError:  # links in a circle, up to Python 3.12
        return ""
    except OSError:
        return TO_FILE


def resolved(path: Path) -> Path:
    """Return the path of the file itself, by which two names of one file are known."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return path.absolute()
