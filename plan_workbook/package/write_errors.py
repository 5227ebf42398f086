"""Why a file can't be written: what the system says of it, in sentences."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from plan_workbook.package.errors import (
    CannotWrite,
    DiskFull,
    DriveLost,
    FileInUse,
    FolderMissing,
    NotAllowedToWrite,
)

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LOST = {
    getattr(errno, name)
    for name in (
        "EIO",
        "ENXIO",
        "ENODEV",
        "ESTALE",
        "ENOTCONN",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETDOWN",
        "ENETUNREACH",
        "ETIMEDOUT",
        "ECONNRESET",
        "ECONNABORTED",
        "EREMOTEIO",
    )
    if hasattr(errno, name)
}
#: Windows codes: device or network path gone, semaphore timeout, unexpected network error, server gone or unreachable
_LOST_ON_WINDOWS = {15, 21, 51, 53, 54, 55, 59, 64, 67, 121, 1117, 1167, 1222, 1231, 1232, 1236}
_SHARING_VIOLATION = {32, 33}  #: Windows codes: another program has the file, or a section of it, open exclusively
_DENIED = {5}  #: Windows code: also returned if another program has the target open


def in_use_for_a_moment(error: OSError) -> bool:
    """Tell whether Windows refuses because another program may have the file open."""
    return getattr(error, "winerror", None) in _SHARING_VIOLATION | _DENIED


def explained(target: Path, error: OSError) -> CannotWrite:
    """Return the sentence about a file that can't be written, for what the system said."""
    windows = getattr(error, "winerror", None)
    reason = error.strerror or type(error).__name__
    if error.errno in _FULL or windows in (39, 112):
        return DiskFull()
    if error.errno in _LOST or windows in _LOST_ON_WINDOWS:
        return DriveLost(detail=reason)
    if not target.parent.is_dir():
        return FolderMissing(detail=str(target.parent))
    if windows in _SHARING_VIOLATION:
        return FileInUse(detail="in Excel or another program: close it there and try again")
    denied = isinstance(error, PermissionError)
    if denied and os.access(target.parent, os.W_OK):
        return NotAllowedToWrite(detail="it (it is read-only, or open in another program)")
    if denied or error.errno == errno.EROFS:
        return NotAllowedToWrite(detail="its folder")
    return CannotWrite(detail=reason)
