"""Save a file so that readers always see either the complete old file or the complete new one, even after a crash."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plan_workbook.package.errors import CannotWrite, FileIsFolder, FolderMissing, KeepsChanging, naming
from plan_workbook.package.in_use import locked, refuse_if_open, temporary_prefix
from plan_workbook.package.modes import mode_of, settle
from plan_workbook.package.write_errors import explained, in_use_for_a_moment

MOST_ROUNDS = 5
"""Attempts at reading and changing a file that somebody else keeps saving meanwhile."""
_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries on Windows, where virus scanners and search open each new file for a moment."""

_written: list[Path] = []


def files_written() -> tuple[Path, ...]:
    """Return the files that this process has put in place so far, each once: what is true even if it fails later."""
    return tuple(dict.fromkeys(_written))


def write_atomically(path: str | Path, content: bytes, mode: int | None = None) -> None:
    """Write a file by way of a temporary file next to it, which is always removed.

    A new file gets ``mode`` (`mode_like` of what it is made from) or the usual permission bits; an existing one keeps
    its own, without those that what it is made from lacks. A link stays a link, and its target is replaced.

    Raises:
        CannotWrite: with the reason in a sentence; nothing was changed.
    """
    write_together({Path(path): content}, mode)


def write_together(files: Mapping[Path, bytes], mode: int | None = None, *, ours: bool = False) -> None:
    """Write several files, each as ``write_atomically`` does; no file is replaced until all are ready on the disk.

    If the names are `ours`, because nobody chose them, links there are replaced, as in `Exchange`.

    Raises:
        CannotWrite: with the reason in a sentence that names the file. Nothing was changed, unless the system accepts
            the first files and then refuses a later one.
    """
    with contextlib.ExitStack() as prepared:
        pairs = []
        for path, content in files.items():
            with _target_of(path, through_link=not ours) as target:
                prepared.enter_context(locked(target))
                _check_replaceable(target)
                pairs.append((path, target, prepared.enter_context(_temporary_file(target, content, mode))))
        for path, target, new in pairs:
            with _target_of(path):
                _move_into_place(new, target)


def write_together_keeping(
    files: Mapping[Path, bytes], backup_of: Callable[[Path], Path], mode: int | None = None
) -> tuple[Path, ...]:
    """Write several files as `write_together` does, and keep those that differ at `backup_of` each; return these.

    Raises:
        CannotWrite: with the reason in a sentence that names the file; none of the files was changed.
    """
    kept: dict[Path, Path] = {}
    for path, content in files.items():
        with _target_of(path) as target:
            _check_replaceable(target)
            before = target.read_bytes() if target.exists() else None
        if before not in (None, content):
            kept[path] = backup_of(path)
            _keep(kept[path], before, mode_of(target))
    write_together(files, mode)
    return tuple(kept.values())


def _keep(backup: Path, content: bytes, mode: int) -> None:
    drop_link(backup)
    write_atomically(backup, content, mode)


def drop_link(backup: Path) -> None:
    """Remove a link from where a backup goes: nobody chose that name, so what it leads to stays as it is.

    Raises:
        CannotWrite: it can't be removed, with the reason in a sentence.
    """
    if not backup.is_symlink():
        return
    with naming(backup.name):
        try:
            backup.unlink()
        except OSError as error:
            raise explained(backup, error) from error


def write_keeping(path: Path, content: bytes, backup: Path, mode: int | None = None) -> bool:
    """Write a file, and keep an existing file that differs as ``backup``; return True if one was kept.

    A new file gets ``mode``, as with `write_atomically`.

    Raises:
        CannotWrite: with the reason in a sentence; nothing was changed.
    """
    for _ in range(MOST_ROUNDS):
        try:
            before = path.read_bytes() if path.is_file() else None
        except OSError as error:
            with naming(path.name or str(path)):
                raise explained(path, error) from error
        if before == content:
            return False
        if exchange(path, before, content, backup, mode):
            return before is not None
    raise KeepsChanging(path.name)


def refuse_unwritable(path: Path) -> None:
    """Check, as far as possible, that a file could be written now; the file is not changed.

    Raises:
        CannotWrite: it could not be written, with the reason in a sentence.
    """
    with _target_of(path) as target, locked(target):
        _check_replaceable(target)
        if target.exists():
            with target.open(
                "r+b"
            ):  # Windows refuses this while a program has the file open exclusively, as Excel does with a CSV
                pass
        with _temporary_file(target, b""):
            pass


@contextlib.contextmanager
def reserved(path: Path, purpose: str) -> Iterator[None]:
    """Keep other commands from the same work with a file; the file can be written meanwhile, by this and others.

    Raises:
        CannotWrite: another command is still doing that work after a while, or the folder can't be written to.
    """
    with contextlib.ExitStack() as held:
        with _target_of(path) as target:
            held.enter_context(locked(target.with_name(f"{target.name} {purpose}")))
        yield


def exchange(
    path: Path, before: bytes | None, after: bytes, backup: Path | None = None, mode: int | None = None
) -> bool:
    """Replace a file if it has not changed since it was read; otherwise do nothing and return False.

    A file that did not exist is made only if it still does not, whichever program would have made it meanwhile.

    Args:
        path: the file.
        before: its content when it was read; None if it did not exist.
        after: its new content.
        backup: where to keep ``before``; an existing file is replaced. If the process is killed between the two
            replacements, the old file has both names.
        mode: the permission bits of a new file, as with `write_atomically`; the backup has those of the file.

    Raises:
        CannotWrite: with the reason in a sentence; neither file was changed.
    """
    with _target_of(path) as target, locked(target):
        _check_replaceable(target)
        if (target.read_bytes() if before is not None or target.exists() else None) != before:
            return False
        with _temporary_file(target, after, mode) as new:
            if before is None:
                return _put_new(new, target)
            if backup is None:
                _move_into_place(new, target)
                return True
            earlier = backup.read_bytes() if backup.is_file() else None
            _keep(backup, before, mode_of(target))
            try:
                _move_into_place(new, target)
            except OSError:
                if earlier is None:
                    backup.unlink(missing_ok=True)
                else:
                    write_atomically(backup, earlier)
                raise
    return True


class Exchange(NamedTuple):
    """A file that is to be replaced."""

    path: Path
    before: bytes | None
    """Its content when it was read; None if it did not exist."""
    after: bytes
    mode: int | None = None
    """The permission bits of a new file, as with `write_atomically`."""
    ours: bool = False
    """Whether nobody chose the name: a link there is replaced, and what it leads to stays as it is."""


def exchange_together(files: Sequence[Exchange]) -> bool:
    """Replace several files, in this order, if none has changed since it was read; otherwise do nothing: return False.

    If one can't be replaced, those before it are put back. If the process is killed in between, the first are new and
    the others old, each of them whole.

    Raises:
        CannotWrite: with the reason in a sentence that names the file; nothing was changed.
    """
    with contextlib.ExitStack() as prepared:
        ready = []
        for file in files:
            with _target_of(file.path, through_link=not file.ours) as target:
                prepared.enter_context(locked(target))
                _check_replaceable(target)
                if (target.read_bytes() if file.before is not None or target.exists() else None) != file.before:
                    return False
                ready.append((target, file, prepared.enter_context(_temporary_file(target, file.after, file.mode))))
        with contextlib.ExitStack() as undo:
            for target, file, new in ready:
                with _target_of(file.path, through_link=not file.ours):
                    if target.is_symlink():
                        undo.callback(_put_link_back, target, target.readlink())
                        _move_into_place(new, target)
                    elif file.before is None:
                        if not _put_new(new, target):
                            return False
                        undo.callback(_put_back, target, file)
                    else:
                        undo.callback(_put_back, target, file)
                        _move_into_place(new, target)
            undo.pop_all()
    return True


def _put_back(target: Path, file: Exchange) -> None:
    """Give a file its earlier content again, if it was replaced."""
    with contextlib.suppress(OSError):
        if not target.exists() or target.read_bytes() != file.after:
            return
        if file.before is None:
            target.unlink()
        else:
            with _temporary_file(target, file.before) as old:
                _move_into_place(old, target)


def _put_link_back(target: Path, led_to: Path) -> None:
    """Make a link again that was replaced."""
    with contextlib.suppress(OSError):
        if not target.is_symlink():
            target.unlink(missing_ok=True)
            target.symlink_to(led_to)


@contextlib.contextmanager
def _target_of(path: Path, *, through_link: bool = True) -> Iterator[Path]:
    """Yield the file that a path leads to, and turn errors of the system into a sentence that names it.

    Without `through_link`, a link in that place is the file itself.
    """
    with naming(path.name or str(path)):
        target = path
        try:
            target = path.resolve() if through_link else path.parent.resolve() / path.name
            if through_link and target.is_symlink():  # resolving leaves a link only if links form a circle
                raise RuntimeError
            if not target.parent.is_dir():
                raise FolderMissing(detail=str(target.parent if path.is_symlink() else path.parent))
            yield target
        except OSError as error:
            raise explained(target, error) from error
        except UnicodeEncodeError as error:
            only = (
                f"Python is told to write names in {error.encoding.upper()} only, unless the variable PYTHONUTF8 is 1"
            )
            raise CannotWrite(detail=only) from error
        except RuntimeError as error:  # up to Python 3.12, resolve() raises this itself; nothing inside does
            raise CannotWrite(detail="its links form a circle") from error


def _check_replaceable(target: Path) -> None:
    """Refuse a target that must not be replaced even if the system would allow it."""
    if target.is_dir():
        raise FileIsFolder
    if not target.exists():
        return
    if not target.is_file():
        raise CannotWrite(detail="it is a device, not a file")
    if not target.stat().st_mode & stat.S_IWUSR:
        # On POSIX systems replacing it would succeed, but somebody made the file read-only for a reason.
        raise PermissionError(errno.EACCES, "read-only")
    refuse_if_open(target)


@contextlib.contextmanager
def _temporary_file(target: Path, content: bytes, mode: int | None = None) -> Iterator[Path]:
    """Give a temporary file with the content next to the target, flushed to disk; it is removed afterwards."""
    import tempfile  # commands that only read do without

    handle, name = tempfile.mkstemp(prefix=temporary_prefix(target) + "-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        settle(temporary, target, mode)  # mkstemp gives permissions to the owner only
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _move_into_place(new: Path, target: Path) -> None:
    """Replace the target with the new file in a single step."""
    for wait in _WAITS:
        try:
            new.replace(target)
            break
        except PermissionError as error:
            if not in_use_for_a_moment(error):
                raise
            time.sleep(wait)
    else:
        new.replace(target)
    _written.append(target)
    _sync_folder(target.parent)


def _put_new(new: Path, target: Path) -> bool:
    """Give the new file the name of the target if nothing has it; return False if something does.

    A second name for a file is refused by every system if the name is taken. Drives without such names (exFAT, some
    network drives) get an empty file first, which is refused in the same way, and is then replaced.
    """
    try:
        os.link(new, target)
    except FileExistsError:
        return False
    except OSError:
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        try:
            _move_into_place(new, target)
        except BaseException:
            with contextlib.suppress(OSError):
                target.unlink()
            raise
        return True
    _written.append(target)
    _sync_folder(target.parent)
    return True


def _sync_folder(folder: Path) -> None:
    """Make sure the new name survives a power cut, if the system can open a folder (Windows cannot)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
