"""Store a file so that whoever looks sees the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from plan_workbook.package.errors import (
    CannotWrite,
    DiskFull,
    FileInUse,
    FileIsFolder,
    FolderMissing,
    NotAllowedToWrite,
    naming,
)

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_SHARING_VIOLATION = {32, 33}  #: of Windows: another program has the file, or a part of it, to itself


def write_atomically(path: str | Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, which never remains.

    An existing file keeps its permission bits.

    Raises:
        CannotWrite: with the reason in a sentence; nothing was changed then.
    """
    path = Path(path)
    with naming(path.name or str(path)):
        target = path
        try:
            if path.is_dir():
                raise FileIsFolder
            target = path.resolve()  # a link stays a link, and what it leads to is replaced
            _replace(target, content)
        except OSError as error:
            raise _explained(target, error) from error
        except RuntimeError as error:
            raise CannotWrite(detail="its links lead in a circle") from error


def _replace(target: Path, content: bytes) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    if mode is not None and not mode & stat.S_IWUSR:
        # Replacing it would succeed on POSIX, but whoever made the file read-only meant it.
        raise PermissionError(errno.EACCES, "read-only")
    handle, name = tempfile.mkstemp(prefix=".tmp-", suffix=target.suffix, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _umask() -> int:
    """Return what new files are not allowed to everybody; mkstemp allows its owner alone."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system lets a folder be opened (not Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def owner_file(target: Path) -> Path:
    """Return where Excel notes who has a workbook open: ``~$`` and the name, beside it."""
    return target.with_name("~$" + target.name)


def _explained(target: Path, error: OSError) -> CannotWrite:
    if error.errno in _FULL:
        return DiskFull()
    if not target.parent.is_dir():
        return FolderMissing()
    denied = isinstance(error, PermissionError) or getattr(error, "winerror", None) in _SHARING_VIOLATION
    if denied and owner_file(target).exists():
        return FileInUse(detail=f" (there is a file {owner_file(target).name} beside it)")
    if getattr(error, "winerror", None) in _SHARING_VIOLATION:
        return FileInUse(detail=" or another program")
    if denied and os.access(target.parent, os.W_OK):
        return NotAllowedToWrite(detail="it (it is read-only, or open in another program)")
    if denied or error.errno == errno.EROFS:
        return NotAllowedToWrite(detail="its folder")
    return CannotWrite(detail=error.strerror or type(error).__name__)
