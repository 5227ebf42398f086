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


class Mode(int):
    """The permission bits of a new file that is made from others, with what those have."""

    sources: int
    """The bits that all of them have."""
    groups: frozenset[int]
    """Their groups, to which the bits of the group are given and to nobody else; empty if they are not known."""

    def __new__(cls, bits: int, sources: int | None = None, groups: frozenset[int] = frozenset()) -> Mode:
        """Make it; without `sources`, the bits are theirs, whatever is usual."""
        made = super().__new__(cls, bits)
        made.sources, made.groups = bits if sources is None else sources, groups
        return made


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
    if bits is None:
        return None
    groups = frozenset(each.stat().st_gid for each in sources if each is not None and each.exists())
    return Mode(usual_mode() & (bits | _OWNER), bits, groups)


def mode_of(file: Path) -> int:
    """Return the permission bits of a file, for a copy of it that is kept."""
    found = file.stat()
    return Mode(stat.S_IMODE(found.st_mode), groups=frozenset({found.st_gid}))


def settle(new: Path, target: Path, mode: int | None) -> None:
    """Give a new file, which only its owner may read yet, its group and permission bits before it gets its name.

    A file that replaces another keeps that one's owner and group, as far as this process may give them, and its bits
    without those that one of its sources lacks. A group that is another one than theirs gets no more than everybody.

    Args:
        new: the new file, next to the target.
        target: what it replaces, if that is there.
        mode: the bits of a new file, `Mode` or other; None for the usual ones.
    """
    sources = mode.sources if isinstance(mode, Mode) else mode
    groups = mode.groups if isinstance(mode, Mode) else frozenset[int]()
    if target.exists() and not target.is_symlink():
        there = target.stat()
        bits = stat.S_IMODE(there.st_mode)
        if sources is not None:
            bits &= sources | _OWNER
        groups = frozenset({there.st_gid})
        owner = there.st_uid
    else:
        bits, owner = usual_mode() if mode is None else int(mode), -1
    if sys.platform != "win32" and groups:
        bits = _for_group(new, owner, groups, bits)
    new.chmod(bits)


def _for_group(new: Path, owner: int, groups: frozenset[int], bits: int) -> int:
    """Give a file its owner and group; return the bits that it may have, if it can't have that group."""
    matters = bits & stat.S_IRWXG & ~((bits & stat.S_IRWXO) << 3)
    found = new.stat()
    if len(groups) == 1 and (matters or owner != -1):
        (group,) = groups
        for wanted in (owner, -1):
            if wanted in (-1, found.st_uid) and group == found.st_gid:
                break
            with contextlib.suppress(OSError):
                os.chown(new, wanted, group)
                break
        found = new.stat()
    return bits if groups == {found.st_gid} else bits & ~matters


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
