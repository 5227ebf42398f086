"""A folder of drafts: their file names, and how to write them without losing anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from pathlib import Path

from plan_workbook.chasing.people import Person
from plan_workbook.errors import OutputError
from plan_workbook.mail.message import Letter, draft_of
from plan_workbook.package.write import Exchange, exchange_together
from plan_workbook.values.file_names import file_stem
from plan_workbook.values.paths import make_folder

SUFFIX = ".eml"
_HEAD = 1000  #: bytes
_MARK = "X-Plan-Workbook"
"""The header that tells our drafts from other messages; its value is the command that wrote them."""
CHASE, MISSING = "chase", "chase --missing"


@dataclass(frozen=True)
class Stored:
    """The changes in a folder, made or only planned."""

    unchanged: frozenset[str]
    """The drafts that were there already, byte for byte."""
    kept: Mapping[str, str]
    """The files that differed from the new draft of the same name, each with the name under which it is kept."""
    outdated: Mapping[str, str]
    """The out-of-date drafts from earlier chases, each with the name under which it is kept."""


def marked_draft(letter: Letter, mark: str = CHASE) -> bytes:
    """Return the draft of a letter, marked as one that a command of ours wrote."""
    return f"{_MARK}: {mark}\r\n".encode() + draft_of(letter)


def file_names(people: Iterable[Person]) -> dict[str, str]:
    """Return the file name of each person's draft, by the person's key: their name, in a form any system can store.

    No two are the same, even in another case. Given all the people of a plan, a file name means the same person from
    one chase to the next.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for person in people:
        stem = name = file_stem(person.name) or file_stem(person.address.username) or "draft"
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem} ({count})"
        taken.add(name.casefold())
        names[person.key] = name + SUFFIX
    return names


def store(
    folder: Path,
    drafts: Mapping[str, bytes],
    *,
    dry_run: bool = False,
    others: Sequence[Exchange] = (),
    mark: str = CHASE,
    mode: int | None = None,
) -> Stored:
    """Write drafts into a folder, all or none, and set those from an earlier chase aside that are out of date.

    `mark` is the command that wrote those, as in `marked_draft`; `mode` has the permission bits of new files.

    With `others`, files that go with the drafts, all or none of these are written too, and no draft is set aside. A
    file that was changed or made by somebody else meanwhile is not replaced.

    A file that differs from the new draft of the same name is kept as ``NAME.eml.bak``. A draft from an earlier chase
    to somebody who gets none now is renamed in the same way. If another file has that name, a number is added to it.
    With `dry_run`, nothing is changed, and the result tells what would be done.

    Raises:
        OutputError: the folder can't be used, or a file in it was changed meanwhile.
        PackageError: a file can't be written. Nothing was changed in either case.
    """
    try:
        return _store(folder, drafts, others, mark, mode, dry_run=dry_run)
    except OSError as error:
        raise OutputError(
            f"Nothing can be written to the folder {folder} ({error.strerror}): close any files in it that are open, "
            "or choose another folder with -o; nothing was changed."
        ) from error


def _store(
    folder: Path, drafts: Mapping[str, bytes], others: Sequence[Exchange], mark: str, mode: int | None, *, dry_run: bool
) -> Stored:
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder: name a folder for the drafts with -o.")
    there = {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    ours = [name for name, path in there.items() if path.is_file() and _is_eml(name) and _mark_of(path) == mark]
    left = [] if others else [name for name in ours if not _is_for_one_of(there[name], drafts)]
    outdated = {name: there[name].read_bytes() for name in left}
    # On Windows an existing file may have the same name in another case.
    found = {name: folder / name for name in drafts if (folder / name).is_file()}
    old = {name: path.read_bytes() for name, path in found.items()}
    unchanged = frozenset(name for name in old if old[name] == drafts[name])
    taken = {name.casefold() for name in there}
    kept = {name: _backup(folder, name, old[name], taken) for name in sorted(old.keys() - unchanged)}
    moved = {name: _backup(folder, name, outdated[name], taken) for name in sorted(outdated)}
    if dry_run:
        return Stored(unchanged, kept, moved)
    backups = {name: backup for name, backup in kept.items() if not _holds(folder / backup, old[name])}
    files = [
        *others,
        *(Exchange(folder / backup, None, old[name], mode, ours=True) for name, backup in backups.items()),
    ]
    files += [
        Exchange(folder / name, old.get(name), drafts[name], mode, True) for name in drafts if name not in unchanged
    ]
    with ExitStack() as undo:
        if files and not folder.is_dir():
            undo.callback(_remove_if_empty, make_folder(folder))
        for name, backup in moved.items():
            there[name].replace(folder / backup)
            undo.callback((folder / backup).replace, there[name])
        if not exchange_together(files):
            raise OutputError(
                f"A file in the folder {folder} was changed by another program meanwhile: try again; nothing was "
                "changed."
            )
        undo.pop_all()
    return Stored(unchanged, kept, moved)


def _is_eml(name: str) -> bool:
    return name.casefold().endswith(SUFFIX)


def _mark_of(path: Path) -> str:
    """Return the command of ours that wrote a draft; it is in the first line, so only the beginning has to be read."""
    with path.open("rb") as file:
        return str(BytesHeaderParser().parsebytes(file.read(_HEAD))[_MARK] or "").strip()


def _is_for_one_of(path: Path, drafts: Mapping[str, bytes]) -> bool:
    """Tell whether a file is where one of the drafts goes, even if its name is in another case."""
    if path.name in drafts:
        return True
    alike = (path.with_name(name) for name in drafts if name.casefold() == path.name.casefold())
    return any(other.exists() and other.samefile(path) for other in alike)


def _backup(folder: Path, name: str, content: bytes, taken: set[str]) -> str:
    """Return the name under which to keep a file, so that no other file is lost."""
    count, backup = 1, f"{name}.bak"
    while backup.casefold() in taken and not _holds(folder / backup, content):
        count += 1
        backup = f"{name} ({count}).bak"
    taken.add(backup.casefold())
    return backup


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
