"""A return as it is read: the plan in it, what it said when it went out, and who saved it last."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import AnEdition, PlanWorkbookError
from plan_workbook.package import PackageError, Password
from plan_workbook.package.encryption import decrypted, is_encrypted
from plan_workbook.package.errors import FileEmpty, PasswordProtected, WrongPassword, naming
from plan_workbook.package.in_use import refuse_if_open
from plan_workbook.package.properties import Saved, last_saved
from plan_workbook.package.safety import open_package, read_bytes
from plan_workbook.package.zipped import ZippedFile
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import Base, base_inside, is_part
from plan_workbook.values.paths import escaped_name
from plan_workbook.values.text import in_a_sentence


class Source(NamedTuple):
    """Where a return is: a file, or a file in a zip."""

    path: Path
    """Of the file; for one in a zip, that of the zip."""
    inside: ZippedFile | None = None
    named: bool = True
    """Whether somebody named it, rather than a folder that it is in."""

    @property
    def name(self) -> str:
        """Its name as people know it; for one inside a zip, with that of the zip."""
        return escaped_name(f"{self.path}/{self.inside.name}" if self.inside else str(self.path))

    @property
    def last_name(self) -> str:
        """Its name without folders."""
        return escaped_name(self.inside.name.rpartition("/")[2] if self.inside else self.path.name)


@dataclass(frozen=True)
class Read:
    """A return as it was read, or why it can't be."""

    source: Source
    refused: str = ""
    """Why it can't be collected, in a sentence; empty if it can."""
    edition: bool = False
    """Whether it is a published edition, in which nobody fills anything in."""
    locked: bool = False
    """Whether it is encrypted, and no password opened it."""
    fingerprint: str = ""
    """Of the file as it came."""
    stored: bytes = field(default=b"", repr=False)
    """The file as it came; encrypted, if it is."""
    plan: Plan | None = None
    """None if it can't be collected, or was collected before."""
    base: Base | None = None
    """What it said when it went out, as it says itself; None if it does not."""
    part: bool = False
    """Whether it was handed out as a part, even if what it said then is damaged."""
    saved: Saved = field(default_factory=Saved)
    password: str | None = field(default=None, repr=False)
    """The password that opened it; None if it is not encrypted."""


class Given(NamedTuple):
    """What every return is read with."""

    passwords: tuple[str, ...]
    """Those that may open one that is encrypted."""
    collected: frozenset[str]
    """The fingerprints of returns that are not to be read, because they were collected before."""


def read_return(source: Source, given: Given, password: Password = None) -> Read:
    """Read a return; if it can't be collected, the result says why.

    Args:
        source: where it is.
        given: what all of them are read with.
        password: tried if none of those opens it.
    """
    name = source.last_name
    try:
        stored = _stored(source)
        fingerprint = sha256(stored).hexdigest()
        if fingerprint in given.collected:
            return Read(source, fingerprint=fingerprint)
        with naming(name):
            content, opened_by = _opened(stored, given.passwords, password)
            open_package(content)
        plan = read_plan(content, name)
        base = base_inside(content)
        found = Read(source, fingerprint=fingerprint, stored=stored, plan=plan, base=base, password=opened_by)
        return replace(found, part=base is not None or is_part(content), saved=last_saved(content))
    except (PackageError, PlanWorkbookError) as error:
        locked, edition = isinstance(error, PasswordProtected), isinstance(error, AnEdition)
        return Read(source, in_a_sentence(str(error)), edition=edition, locked=locked)


def _stored(source: Source) -> bytes:
    """Return the file as it came.

    Raises:
        PackageError: it is open in another program, or can't be read.
    """
    if source.inside is not None:
        content = source.inside.content()
        if not content:
            raise FileEmpty(source.last_name)
        return content
    with naming(source.path.name):
        refuse_if_open(source.path)
    return read_bytes(source.path)


def _opened(stored: bytes, passwords: Sequence[str], password: Password) -> tuple[bytes, str | None]:
    """Return the package of a return, and the password that opened it; None if it is not encrypted.

    Raises:
        PasswordProtected, WrongPassword: none of the passwords opens it.
    """
    if not is_encrypted(stored):
        return stored, None
    for each in passwords:
        with suppress(WrongPassword):
            return decrypted(stored, each)
    if password is None and passwords:
        raise WrongPassword
    return decrypted(stored, password)
