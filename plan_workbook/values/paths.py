"""Paths as people give them, and the small files that some of them lead to.

Every path that is given to a command, a job or a setting comes through `given_path`. What could not be a file or folder
that somebody means is refused there, before anything is read or written.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.patterns import pattern
from plan_workbook.values.text import STEERING, is_blank, size_in_words

LONGEST_NAME = 255
"""Characters of the name of a file or folder, the limit of Windows and macOS; Linux counts bytes."""
LARGEST_SIDE_FILE = 1 << 20
"""Bytes of a text that people write themselves: a password, settings, the template of an email. Ours have 5 kB."""
_SHOWN = 100
"""The most characters of a path that a message shows."""
_UNSEEN = pattern(f"[\t\n{STEERING}]")
"""Characters that make a name look like another one on a terminal: controls, line ends, and changes of direction."""
_BYTE = pattern("[\ud800-\udfff]")
"""How Python writes a byte of a name that is no character in UTF-8."""
_DEVICE = pattern("(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]|con(in|out)\\$)", re.IGNORECASE)
_DEVICES = ("\\\\.\\", "//./", "\\\\?\\globalroot", "//?/globalroot")
"""The beginning of names by which Windows reaches devices directly."""
_CIRCLE_ON_WINDOWS = 1921
"""The code for a name that can't be resolved, because its links form a circle."""
_UNREACHABLE = (errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE, errno.EHOSTDOWN, errno.ENOTCONN, errno.ETIMEDOUT)
"""What the system says of a path in a folder that is closed to the user, or on a drive that went away."""
_KINDS = (
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def given_path(given: str | os.PathLike[str], argument: str) -> Path:
    """Return the path that an argument gives; there may be nothing there yet.

    Args:
        given: the path as it was typed, or as another program gave it.
        argument: what the message calls the argument: ``--output``, ``WORKBOOK``.

    Raises:
        InputError: it is blank, too long, has characters that nobody sees or that are no text, leads to a device, a
            pipe or a socket, can't be reached, or its links form a circle; in a sentence.
    """
    text = os.fspath(given)
    if is_blank(text):
        raise InputError(
            f"The name given as {argument} is empty, perhaps because a variable is not set: give the name of a file or "
            "folder."
        )
    if _UNSEEN.search(text):
        raise InputError(
            f"The name {_shown(text)} given as {argument} has characters that can't be seen: check it, or rename the "
            "file."
        )
    if not is_text(text):
        if sys.getfilesystemencoding() != "utf-8" and _is_utf_8(text):
            raise InputError(
                f"The name {_shown(text)} given as {argument} can't be read, because Python is told to take names for "
                f"{sys.getfilesystemencoding().upper()}: set the variable PYTHONUTF8 to 1, and try again."
            )
        raise InputError(
            f"The name {_shown(text)} given as {argument} has characters that are not text, perhaps from an old zip or "
            "drive: rename the file."
        )
    path = Path(text)
    if any(len(part) > LONGEST_NAME for part in path.parts):
        raise _too_long(text, argument)
    if sys.platform == "win32" and is_windows_device(text):
        raise InputError(f"{_shown(text)}, given as {argument}, is a device, not a file or folder: check the name.")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _too_long(text, argument) from error
        if error.errno == errno.ELOOP or getattr(error, "winerror", None) == _CIRCLE_ON_WINDOWS:
            raise InputError(
                f"{_shown(text)}, given as {argument}, leads through links that form a circle: give the name of the "
                "file itself."
            ) from error
        if error.errno in _UNREACHABLE:
            raise InputError(
                f"{_shown(text)}, given as {argument}, can't be reached ({error.strerror}): check that you have "
                "permission to open its folder, and that its drive is connected."
            ) from error
        if folder := _missing_folder(path):
            raise InputError(
                f"{_shown(text)}, given as {argument}, leads through a link to the folder {_shown(str(folder))}, which "
                "does not exist: create it first, or give another name."
            ) from error
        return path  # it does not exist yet, or whoever opens it says why it can't be opened
    kind = next((what for is_one, what in _KINDS if is_one(mode)), None)
    if kind is not None:
        raise InputError(f"{_shown(text)}, given as {argument}, is {kind}, not a file or folder: check the name.")
    return path


def _missing_folder(path: Path) -> Path | None:
    """Return the folder that a path leads to through a link, if it does not exist; None otherwise.

    A link to a file that does not exist yet, in a folder that does, is fine: the file is made there.
    """
    for link in (path, *path.parents):
        if link.is_symlink() and not link.exists():
            target = link.resolve()
            folder = target.parent if link == path else target
            return None if folder.is_dir() else folder
    return None


def _is_utf_8(text: str) -> bool:
    """Tell whether a name that is not text here would be one in UTF-8."""
    try:
        os.fsencode(text).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _too_long(text: str, argument: str) -> InputError:
    return InputError(f"The name {_shown(text)} given as {argument} is too long for a file: choose a shorter one.")


def _shown(text: str) -> str:
    """Return a path for a message: its unseen characters escaped, and cut off if it is long."""
    seen = escaped_name(text)
    return seen if len(seen) <= _SHOWN else seen[:_SHOWN] + "..."


USER = pattern(r"(?<=://)[^/@]*@")
"""A user and a password in a URL."""


def without_user(url: str) -> str:
    """Return a URL without a user and password in it."""
    return USER.sub("", url)


def escaped_name(text: str) -> str:
    r"""Return a name with the characters that can't be seen written out: ``a\nb.xlsx``."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), written_out(text))


def is_text(name: str) -> bool:
    """Tell whether a name can be written anywhere: on Linux, one may have bytes that are no character in UTF-8."""
    return _BYTE.search(name) is None


def written_out(text: str) -> str:
    r"""Return a name as text, with bytes that are no character written out: ``bad\xff.xlsx``."""
    return _BYTE.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", text)


def is_windows_device(name: str) -> bool:
    """Tell whether Windows takes a path for a device: ``NUL``, ``con.xlsx``, ``COM1:``; also within a folder."""
    last = re.split(r"[\\/]", name)[-1].partition(".")[0].partition(":")[0].rstrip()
    return name.casefold().startswith(_DEVICES) or _DEVICE.fullmatch(last) is not None


def things_in(folder: Path) -> list[Path]:
    """Return the files and folders in a folder, in the order of their names; none if there is no such folder.

    Raises:
        InputError: it can't be looked into; in a sentence that names it.
    """
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise InputError(
            f"The folder {_shown(str(folder))} can't be looked into ({error.strerror}): check that you have permission "
            "to open it, and that its drive is connected."
        ) from error


def make_folder(folder: Path) -> Path:
    """Make a folder unless it is there, with those it is in; where a link leads to one that is not there, make that.

    Returns:
        The folder itself, not a link to it.

    Raises:
        OSError: it can't be made.
    """
    itself = folder.resolve()
    itself.mkdir(parents=True, exist_ok=True)
    return itself


def bytes_of(path: Path, most: int = LARGEST_SIDE_FILE) -> bytes:
    """Return the content of a file that is read as a whole.

    Args:
        path: the file.
        most: bytes; a larger file is refused before it is read.

    Raises:
        OSError: it can't be read, is not a file, or is larger; `strerror` says so in words for a message.
    """
    found = path.stat()
    if stat.S_ISREG(found.st_mode):
        with path.open("rb") as file:
            content = file.read(most + 1)  # the size of some files in /proc is not known before they are read
        if len(content) <= most:
            return content
        raise OSError(errno.EFBIG, f"it has more than the {size_in_words(most)} that it may have", str(path))
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "it is a device or a pipe, not a file", str(path))


def folder_named(path: Path, *, first: bool = False) -> str:
    """Return a folder as a sentence names it: ``.`` is *this folder*, because it looks like a full stop.

    `first` is for the beginning of a sentence.
    """
    if path == Path():
        return "This folder" if first else "this folder"
    return str(path)


def same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to the same file, and that it exists."""
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist, or no file could have such a name
        return False


BACKUP = ".bak"
"""What the name of a file that was kept ends in, before its ending."""


def backup_of(path: Path) -> Path:
    """Return the path that the previous file is kept at: ``plan.bak.xlsx`` next to ``plan.xlsx``."""
    return path.with_name(f"{path.stem}{BACKUP}{path.suffix}")


def is_backup(path: Path) -> bool:
    """Tell whether a file has a name that `backup_of` gives."""
    return path.stem.casefold().endswith(BACKUP)
