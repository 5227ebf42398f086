"""Find out whether a file is in use: by Excel or LibreOffice, from their owner file; by another command, from a lock.

Both programs read a workbook into memory and later write all of it. If it is replaced meanwhile, whoever saves last
wins, and on a POSIX system nothing prevents that; so a file with such an owner file next to it is left alone.
"""

from __future__ import annotations

import contextlib
import errno
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from plan_workbook.package.errors import BeingWritten, FileInUse

PATIENCE = 30.0
"""Seconds to wait for another command, which holds the lock only while it writes, a fraction of a second."""
_PREFIX = ".writing-"
_NO_LOCKS = {getattr(errno, name) for name in ("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK") if hasattr(errno, name)}
_EXCEL_NAME_AT = 55  #: offset in its owner file of 165 bytes: the length of the user's name, then the name in UTF-16
_LONGEST_NAME = 54
_LARGEST_NOTE = 1_000  #: bytes; owner files have some two hundred


def excel_owner_file(target: Path) -> Path:
    """Return the path of Excel's owner file, which says who has a workbook open: ``~$`` and the name."""
    return target.with_name("~$" + target.name)


def libreoffice_owner_file(target: Path) -> Path:
    """Return the path of LibreOffice's owner file: ``.~lock.``, the name, and ``#``."""
    return target.with_name(f".~lock.{target.name}#")


def refuse_if_open(target: Path) -> None:
    """Raise FileInUse if Excel or LibreOffice has the file open; the message names the user if the owner file does."""
    for program, note, name_in in (
        ("Excel", excel_owner_file(target), _name_in_excel_note),
        ("LibreOffice", libreoffice_owner_file(target), _name_in_libreoffice_note),
    ):
        if _exists(note):
            by = ""
            with contextlib.suppress(OSError):  # Windows may not let us read it
                if note.is_file():  # of anything else, reading might never end
                    with note.open("rb") as file:
                        by = name_in(file.read(_LARGEST_NOTE))
            raise FileInUse(
                detail=f"in {program}{f' by {by}' if by else ''}: close it there and try again. "
                f"If nobody has it open any more, delete the hidden file {note.name} in the same folder"
            )


def _exists(note: Path) -> bool:
    try:
        return note.exists()
    except OSError:  # the name would be too long, so there is no such file
        return False


def _name_in_excel_note(note: bytes) -> str:
    length = int.from_bytes(note[_EXCEL_NAME_AT : _EXCEL_NAME_AT + 2], "little")
    name = note[_EXCEL_NAME_AT + 2 : _EXCEL_NAME_AT + 2 + 2 * length].decode("utf-16-le", "replace")
    return _plausible(name) if length <= _LONGEST_NAME else ""


def _name_in_libreoffice_note(note: bytes) -> str:
    return _plausible(note.decode("utf-8", "replace").split(",")[0])


def _plausible(name: str) -> str:
    """Return a name if it could be one, otherwise an empty text: an owner file can contain anything."""
    return name.strip() if name.isprintable() and len(name) <= _LONGEST_NAME else ""


def temporary_prefix(target: Path) -> str:
    """Return the prefix of the names of the files that exist next to a file only while it is written.

    It does not contain the file's own name, which may already be as long as names can be. Names with this prefix end in
    ``.tmp``, because OneDrive does not copy such files.
    """
    return f"{_PREFIX}{zlib.crc32(target.name.casefold().encode('utf-8', 'surrogatepass')):08x}"


@contextlib.contextmanager
def locked(target: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Lock a file against all other plan-workbook commands; the lock ends with the process, however that ends.

    Temporary files left next to it by a command that was killed are deleted: nobody else can be writing the file now.

    Raises:
        BeingWritten: another command still has it after ``patience`` seconds.
        OSError: the folder cannot be written to.
    """
    from filelock import FileLock, Timeout  # here, because most commands never write

    path = target.with_name(f"{temporary_prefix(target)}.tmp")
    lock = FileLock(path, timeout=patience, mode=0o666, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise BeingWritten from error
    except (OSError, NotImplementedError) as error:
        if not isinstance(error, NotImplementedError) and error.errno not in _NO_LOCKS:
            raise
        yield  # on a drive without locks, the comparison before the exchange must do
        return
    try:
        _delete_leftovers(target)
        yield
    finally:
        with contextlib.suppress(OSError):  # the drive may have gone; the work under the lock is complete
            if sys.platform != "win32":  # there, the library removes the file itself
                path.unlink(missing_ok=True)  # while we hold the lock: whoever waits sees that it is gone
        with contextlib.suppress(OSError):
            lock.release()


def _delete_leftovers(target: Path) -> None:
    for left in target.parent.glob(f"{temporary_prefix(target)}-*.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()
