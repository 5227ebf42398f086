"""Who has a file open: Excel and LibreOffice, by the note they leave beside it; another run of ours, by a lock.

Both programs read a workbook into memory and later write all of it. To replace it meanwhile means that whoever saves
last wins, and on a POSIX system nothing stops us; so a file with such a note is left alone.
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
"""Seconds to wait for another run: it holds the lock while it writes, which takes a fraction of one."""
_PREFIX = ".writing-"
_NO_LOCKS = {getattr(errno, name) for name in ("ENOSYS", "ENOTSUP", "EOPNOTSUPP", "ENOLCK") if hasattr(errno, name)}
_EXCEL_NAME_AT = 55  #: in its owner file of 165 bytes: the length of the user's name, then the name in UTF-16
_LONGEST_NAME = 54


def excel_owner_file(target: Path) -> Path:
    """Return where Excel notes who has a workbook open: ``~$`` and the name, beside it."""
    return target.with_name("~$" + target.name)


def libreoffice_owner_file(target: Path) -> Path:
    """Return where LibreOffice notes it: ``.~lock.``, the name, and ``#``."""
    return target.with_name(f".~lock.{target.name}#")


def refuse_if_open(target: Path) -> None:
    """Raise FileInUse where Excel or LibreOffice has the file open, naming who does where that is said."""
    for program, note, name_in in (
        ("Excel", excel_owner_file(target), _name_in_excel_note),
        ("LibreOffice", libreoffice_owner_file(target), _name_in_libreoffice_note),
    ):
        if _exists(note):
            by = ""
            with contextlib.suppress(OSError):  # Windows does not let everybody read it
                by = name_in(note.read_bytes())
            raise FileInUse(
                detail=f"in {program}{f' by {by}' if by else ''}: close it there and try again. "
                f"If nobody has it open any more, delete the hidden file {note.name} beside it"
            )


def _exists(note: Path) -> bool:
    try:
        return note.exists()
    except OSError:  # a name longer than names can be is the name of nothing
        return False


def _name_in_excel_note(note: bytes) -> str:
    length = int.from_bytes(note[_EXCEL_NAME_AT : _EXCEL_NAME_AT + 2], "little")
    name = note[_EXCEL_NAME_AT + 2 : _EXCEL_NAME_AT + 2 + 2 * length].decode("utf-16-le", "replace")
    return _plausible(name) if length <= _LONGEST_NAME else ""


def _name_in_libreoffice_note(note: bytes) -> str:
    return _plausible(note.decode("utf-8", "replace").split(",")[0])


def _plausible(name: str) -> str:
    """Return a name if it can be one; what a note holds is anybody's."""
    return name.strip() if name.isprintable() and len(name) <= _LONGEST_NAME else ""


def temporary_prefix(target: Path) -> str:
    """Return how the names of the files begin that exist beside a file only while it is written.

    Neither the name itself, which may already be as long as names can be, nor one that OneDrive would copy about:
    it leaves files ending in ``.tmp`` alone.
    """
    return f"{_PREFIX}{zlib.crc32(target.name.casefold().encode('utf-8', 'surrogatepass')):08x}"


@contextlib.contextmanager
def locked(target: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Have a file to ourselves among all runs of ours; the lock ends with the process, however that ends.

    What an earlier run that was killed left beside the file is cleared away: nobody else can be writing it now.

    Raises:
        BeingWritten: another run still has it after ``patience`` seconds.
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
        yield  # on a drive that has no locks, what is compared before the exchange must do
        return
    try:
        _delete_leftovers(target)
        yield
    finally:
        with contextlib.suppress(OSError):  # the drive may have gone; what was done under the lock is done
            if sys.platform != "win32":  # there, the library takes the file away itself
                path.unlink(missing_ok=True)  # while it is ours: who waits sees that it went
        with contextlib.suppress(OSError):
            lock.release()


def _delete_leftovers(target: Path) -> None:
    for left in target.parent.glob(f"{temporary_prefix(target)}-*.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()
