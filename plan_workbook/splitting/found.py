"""The parts in a folder: whose they are, when they were asked back, and whether somebody has worked in them since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from plan_workbook.package import PackageError, Password, WorkbookFile, open_file
from plan_workbook.package.errors import WrongPassword
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import Base, base_inside
from plan_workbook.splitting.earlier import is_worked_in
from plan_workbook.splitting.shares import SUFFIX
from plan_workbook.values.paths import things_in

PartPasswords = str | Sequence[str] | Callable[[Path], Password]
"""The passwords that parts may be encrypted with, or a function that returns the password for a part's path."""


class FoundPart(NamedTuple):
    """A part that is in a folder."""

    file: WorkbookFile
    base: Base

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.file.path.name

    def is_worked_in(self, notes: Collection[str]) -> bool:
        """Tell whether somebody has worked in it; `notes` are the texts of the notes that may have gone out with it.

        Raises:
            NotAPlan: it is not a plan any more.
        """
        return is_worked_in(read_plan(self.file.content, self.name), self.base, notes)


def parts_in(folder: Path, passwords: PartPasswords = ()) -> Iterator[FoundPart | PackageError]:
    """Yield the parts in a folder in the order of their names, or why a workbook can't be read; others are left out.

    Raises:
        InputError: the folder can't be looked into.
    """
    for path in things_in(folder):
        name = path.name.casefold()
        if not name.endswith(SUFFIX) or name.endswith(f".bak{SUFFIX}") or name.startswith(("~$", ".")):
            continue
        try:
            file = _opened(path, passwords)
            base = base_inside(file.content)
        except PackageError as error:
            yield error
            continue
        if base is not None:
            yield FoundPart(file, base)


def _opened(path: Path, passwords: PartPasswords) -> WorkbookFile:
    """Open a part with the first password that fits."""
    if callable(passwords):
        return open_file(path, passwords(path))
    given = [passwords] if isinstance(passwords, str) else [*passwords]
    for each in given[:-1]:
        try:
            return open_file(path, each)
        except WrongPassword:
            continue
    return open_file(path, given[-1] if given else None)
