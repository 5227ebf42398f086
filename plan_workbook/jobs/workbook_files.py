"""Find the workbooks meant by files, folders and patterns."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from glob import has_magic
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import InputError
from plan_workbook.sources.links import TO_FOLDER, is_link, resolved, why_not_followed
from plan_workbook.sources.other_files import (
    HIDDEN,
    LOCKS,
    WORKBOOKS,
    copies,
    may_hold_plan,
    why_no_file,
    why_not_read,
)
from plan_workbook.values.kept_copies import kept_copy
from plan_workbook.values.paths import escaped_name
from plan_workbook.values.text import in_a_sentence, listed_in_part


class Skipped(NamedTuple):
    """A file that is not checked, with the reason."""

    path: Path
    why: str

    @property
    def not_read(self) -> str:
        """That a file which may hold a plan was not read, in a sentence."""
        return in_a_sentence(f"{escaped_name(str(self.path))} was not read: {self.why}.")


class Found(NamedTuple):
    """The workbooks that were meant, each once, in the order in which they were named."""

    workbooks: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    """The tool's own copies, and what programs leave next to a workbook: nobody misses a check of them."""
    unread: tuple[Skipped, ...]
    """Other files and folders in the folders that may hold a plan and can't be read."""
    copies: tuple[tuple[Path, Path], ...]
    """Workbooks whose names make them look like a copy of another one, with that one."""
    several: bool
    """Whether more than one could have been meant: several names, a folder or a pattern."""


def workbooks_in(arguments: Sequence[Path]) -> Found:
    """Return the workbooks meant by files, folders (with what is in their folders) and patterns such as ``*.xlsx``.

    Raises:
        InputError: a folder or a pattern gives no workbook, or none of the named files is a workbook to check.
    """
    named = list(chain.from_iterable(expanded(each) for each in arguments))
    several = len(named) > 1 or named != list(arguments) or any(each.is_dir() for each in named)
    workbooks: dict[Path, Path] = {}
    skipped: dict[Path, Skipped] = {}
    unread: dict[Path, Skipped] = {}
    for each in named:
        inside, others = _inside(each) if each.is_dir() else ([each], [])
        if not inside:
            raise InputError(_why_empty(each, others))
        for other in others:
            unread.setdefault(resolved(other.path), other)
        for path in inside:
            why = _why_not(path)
            if why:
                skipped.setdefault(resolved(path), Skipped(path, why))
            else:
                workbooks.setdefault(resolved(path), path)
    if not several and skipped:
        (only,) = skipped.values()
        raise InputError(f"{only.path} is {only.why}: name the workbook itself.")
    if not workbooks:
        first = next(iter(skipped.values()))
        raise InputError(
            f"There is no workbook to check, only files such as {first.path}, {first.why}: check the name."
        )
    checked = tuple(workbooks.values())
    return Found(checked, tuple(skipped.values()), tuple(unread.values()), tuple(copies(checked)), several)


def expanded(argument: Path) -> list[Path]:
    """Return the files that match a pattern; the Windows shell leaves that to the program."""
    if not has_magic(str(argument)) or argument.exists():
        return [argument]
    anchor = Path(argument.anchor) if argument.anchor else Path()
    try:
        found = sorted(anchor.glob(str(argument.relative_to(anchor) if argument.anchor else argument)))
    except (ValueError, OSError):  # up to Python 3.12, two stars inside a name, or a folder that has just gone
        found = []
    if not found:
        raise InputError(f"No file matches {argument}: check the name.")
    return found


def _inside(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """Return the workbooks in a folder and its folders, and what may hold a plan there but is not read."""
    workbooks: list[Path] = []
    inside, others = walked(folder)
    for path in inside:
        name = path.name.casefold()
        if name.startswith(HIDDEN):
            continue
        if _like_a_workbook(name) and not path.is_dir():
            if not (why := why_no_file(path)):
                workbooks.append(path)
            elif not name.startswith(LOCKS):
                others.append(Skipped(path, why))
        elif not name.startswith(LOCKS) and (why := why_not_read(path)):
            others.append(Skipped(path, why))
    return workbooks, sorted(others)


def walked(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """Return everything in a folder and its folders, and what of it is not looked into.

    A link to a folder is not followed: it may lead anywhere, and round in a circle. One that leads out of the folder is
    not looked into, nor is such a link to a file that may hold a plan read.

    Raises:
        InputError: the folder itself can't be looked into.
    """
    paths: list[Path] = []
    closed: dict[Path, str] = {}

    def refused(error: OSError) -> None:
        closed[Path(error.filename)] = f"it can't be opened ({error.strerror})"

    for here, folders, files in os.walk(folder, onerror=refused):
        if not os.access(here, os.X_OK):  # the names in it can be listed, and that is all
            closed[Path(here)] = f"it can't be opened ({os.strerror(errno.EACCES)})"
            continue
        for path in (Path(here, each) for each in (*folders, *files)):
            why = why_not_followed(path, folder)
            if not why:
                paths.append(path)
            elif why is TO_FOLDER or may_hold_plan(path.name):
                closed[path] = why
        folders[:] = [each for each in folders if not is_link(Path(here, each))]
    if folder in closed:
        raise InputError(f"The folder {folder} was not checked: {closed[folder]}.")
    return sorted(paths), [Skipped(each, why) for each, why in closed.items()]


def _why_empty(folder: Path, others: Sequence[Skipped]) -> str:
    if not others:
        return f"The folder {folder} contains no workbook ({' or '.join(WORKBOOKS)}): check its name."
    names = [each.path.name for each in others]
    return (
        f"The folder {folder} contains no workbook that can be read, only {listed_in_part(names)}. About {names[0]}: "
        f"{others[0].why}."
    )


def _like_a_workbook(name: str) -> bool:
    return name.endswith(WORKBOOKS) or (name.startswith(LOCKS) and name.rstrip("#").endswith(WORKBOOKS))


def _why_not(path: Path) -> str:
    """Return why a file is not to be checked, as a noun phrase; empty if it is to be checked."""
    name = path.name.casefold()
    if name.startswith(LOCKS):
        return "a temporary file of a workbook that is open"
    if name.startswith(HIDDEN):
        return "a file in which macOS keeps what belongs to another file"
    return kept_copy(path.stem)
