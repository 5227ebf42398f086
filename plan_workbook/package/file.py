"""A workbook file on disk: opened after every check, and stored again the way it was, encrypted or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from plan_workbook.package.encryption import OLE, Password, decrypted, encrypted, is_encrypted
from plan_workbook.package.errors import KeepsChanging, naming
from plan_workbook.package.safety import open_package, read_bytes
from plan_workbook.package.write import MOST_ROUNDS, exchange


@dataclass(frozen=True)
class WorkbookFile:
    """A workbook that is safe to read. Read ``content``, which was checked, and not the path again."""

    path: Path
    content: bytes
    """The package, decrypted."""
    stored: bytes = field(repr=False)
    """The bytes on disk: the content itself, or the content encrypted."""
    password: str | None = field(default=None, repr=False)
    """The password it is encrypted with; None if it is not encrypted."""

    def sealed(self, content: bytes) -> bytes:
        """Return new content in the form to store it in: encrypted with the same password, if there is one.

        Raises:
            CannotEncrypt: the file holds more than a workbook.
        """
        if content == self.content:
            return self.stored
        with naming(self.path.name):
            return content if self.password is None else encrypted(content, self.password, self.stored)


def open_file(path: str | Path, password: Password = None) -> WorkbookFile:
    """Return a workbook that is safe to read.

    Raises:
        CannotRead, NotAWorkbook (which includes PasswordProtected and WrongPassword), DamagedWorkbook,
            UnsafeWorkbook: each with the reason in a sentence.
    """
    path = Path(path)
    return opened(path, read_bytes(path), password)


def opened(path: Path, stored: bytes, password: Password = None) -> WorkbookFile:
    """Return a workbook that is safe to read, given the bytes of its file.

    Raises:
        NotAWorkbook, DamagedWorkbook, UnsafeWorkbook: as for ``open_file``.
    """
    with naming(path.name or str(path)):
        content, given = decrypted(stored, password) if is_encrypted(stored) else (stored, None)
        open_package(content)
        return WorkbookFile(path, content, stored, given)


def names_encrypted(paths: Iterable[Path | None]) -> list[str]:
    """Return the names of the encrypted workbooks among these files, and among those in these folders."""
    named = [path for path in paths if path is not None]
    files = chain.from_iterable(sorted(path.iterdir()) if path.is_dir() else (path,) for path in named)
    return [each.name for each in files if each.is_file() and _is_encrypted(each)]


def _is_encrypted(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return is_encrypted(start + file.read()) if (start := file.read(len(OLE))) == OLE else False
    return False


def open_safely(path: str | Path, password: Password = None) -> bytes:
    """Return the content of a workbook that is safe to read; raises as ``open_file`` does."""
    return open_file(path, password).content


def rewrite(
    path: Path, change: Callable[[bytes], bytes], password: Password = None, backup: Path | None = None
) -> bool:
    """Change a workbook in place; return False, and write nothing, if ``change`` returned the same content.

    If somebody else saves the file while ``change`` runs, it runs again on the version they saved.

    Args:
        path: the workbook.
        change: takes its content and returns the new content; called again if the file changes meanwhile.
        password: opens the workbook if it is encrypted; it is stored encrypted with the same password.
        backup: where to keep the previous file.

    Raises:
        PackageError: with the reason in a sentence; nothing was changed.
    """
    for _ in range(MOST_ROUNDS):
        file = open_file(path, password)
        after = change(file.content)
        if after == file.content:
            return False
        if exchange(path, file.stored, file.sealed(after), backup):
            return True
        password = file.password  # so that the user is asked only once
    raise KeepsChanging(path.name)
