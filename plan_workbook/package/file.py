"""A workbook as it stands on the disk: opened after every check, and stored again as it was, encrypted or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from plan_workbook.package.encryption import Password, decrypted, encrypted, is_encrypted
from plan_workbook.package.errors import KeepsChanging, naming
from plan_workbook.package.safety import open_package, read_bytes
from plan_workbook.package.write import MOST_ROUNDS, exchange


@dataclass(frozen=True)
class WorkbookFile:
    """A workbook that is safe to read. Read from ``content`` and not from the path again: it is what was checked."""

    path: Path
    content: bytes
    """The package, decrypted."""
    stored: bytes = field(repr=False)
    """What stands on the disk: the content itself, or that encrypted."""
    password: str | None = field(default=None, repr=False)
    """What it is encrypted with."""

    def sealed(self, content: bytes) -> bytes:
        """Return another content as it is to be stored: encrypted with the same password, if with any.

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
        CannotRead, NotAWorkbook, DamagedWorkbook, UnsafeWorkbook: each with the reason in a sentence; among them
            PasswordProtected and WrongPassword.
    """
    path = Path(path)
    with naming(path.name or str(path)):
        stored = read_bytes(path)
        content, given = decrypted(stored, password) if is_encrypted(stored) else (stored, None)
        open_package(content)
        return WorkbookFile(path, content, stored, given)


def open_safely(path: str | Path, password: Password = None) -> bytes:
    """Return the content of a workbook that is safe to read; raises as ``open_file`` does."""
    return open_file(path, password).content


def rewrite(
    path: Path, change: Callable[[bytes], bytes], password: Password = None, backup: Path | None = None
) -> bool:
    """Change a workbook in place; False if the change left it as it was, and then it is not written.

    Somebody else may store the file while ``change`` works: then all of it is done again on what they stored.

    Args:
        path: the workbook.
        change: from its content to the new one; called more than once where the file changes meanwhile.
        password: what opens it, if it is encrypted; it is stored encrypted with the same again.
        backup: where to keep the file as it was.

    Raises:
        PackageError: in a sentence; nothing was changed then.
    """
    for _ in range(MOST_ROUNDS):
        file = open_file(path, password)
        after = change(file.content)
        if after == file.content:
            return False
        if exchange(path, file.stored, file.sealed(after), backup):
            return True
        password = file.password  # asked for once
    raise KeepsChanging(path.name)
