"""Who may read a new file: the permission bits of POSIX systems. On Windows the folder decides, and nothing is done."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from functools import reduce
from operator import and_
from pathlib import Path

_ALL = 0o666
_OWNER = 0o700  #: what the owner may do with a new file is not for a source to say: a read-only one may be copied


def usual_mode() -> int:
    """Return the permission bits of a new file that is made from nothing that is strict."""
    mask = os.umask(0o077)
    os.umask(mask)
    return _ALL & ~mask


def mode_like(*sources: Path | None) -> int | None:
    """Return the permission bits of a new file that is made from others: whoever may not read one may not read it.

    A workbook that only its owner may read (600) makes files that only the owner may read, whatever is usual. A folder
    counts with the files in it. Sources that are None or can't be looked at do not count; without any, and on
    Windows, None is returned: the usual bits.
    """
    bits = bits_of(*sources)
    return None if bits is None else mode_within(bits)


def bits_of(*sources: Path | None) -> int | None:
    """Return the permission bits that all of these have, as `mode_like` counts them; None if none of them counts."""
    if sys.platform == "win32":
        return None
    found = [bits for source in sources if source is not None for bits in _bits_of(source)]
    return reduce(and_, found) if found else None


def mode_within(bits: int) -> int | None:
    """Return the permission bits of a new file if these are all that everything it is made from has."""
    return None if sys.platform == "win32" else usual_mode() & (bits | _OWNER)


def _bits_of(source: Path) -> Iterator[int]:
    with contextlib.suppress(OSError):
        yield stat.S_IMODE(source.stat().st_mode)
        if source.is_dir():
            with os.scandir(source) as inside:
                yield from (stat.S_IMODE(each.stat().st_mode) for each in inside if each.is_file())


@contextlib.contextmanager
def no_less_strict_than(mode: int | None) -> Iterator[None]:
    """Have files that are made meanwhile, by libraries that know of no mode, no more bits than this; None: the usual.

    It holds for the whole process, so only a command that makes nothing else at the same time can use it.
    """
    if mode is None:
        yield
        return
    earlier = os.umask(0o077)
    os.umask(earlier | (_ALL & ~mode))
    try:
        yield
    finally:
        os.umask(earlier)
