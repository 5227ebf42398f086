"""Workbooks encrypted with a password: an OLE file around the package, decrypted and encrypted in memory only.

`office_crypto` does the cryptography. Files are always encrypted as Excel 2013 and later do it (agile, AES-256,
SHA-512, 100,000 rounds), even if they were encrypted in an older way.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable

from plan_workbook.package.errors import (
    CannotEncrypt,
    DamagedWorkbook,
    PasswordNotTypable,
    PasswordProtected,
    PasswordTooLong,
    RightsProtected,
    TooSmallToEncrypt,
    WrongPassword,
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
Password = str | Callable[[], str | None] | None
"""A password, or a function that is called when one is needed and again after a wrong one; None for no password."""
MOST_TRIES = 3
LONGEST_PASSWORD = 255
"""Characters, in UTF-16: Office takes no more when it asks for one."""
LEAST_SURE = 1 << 13
"""Bytes. From a package smaller than this, the library is known to make files that cannot be opened again."""
EXCELS_OWN = "VelvetSweatshop"
"""The password Excel uses when it must encrypt and nobody gave one; it tries this one before it asks."""
_PACKAGE = "EncryptedPackage"
_STREAMS = frozenset({_PACKAGE, "EncryptionInfo", "\x06DataSpaces"})
"""The streams of an encrypted workbook that holds nothing else."""


def is_encrypted(content: bytes) -> bool:
    """Tell whether a file is an encrypted workbook. OLE files list their streams by name, in UTF-16."""
    return content.startswith(OLE) and _PACKAGE.encode("utf-16-le") in content


def decrypted(content: bytes, password: Password) -> tuple[bytes, str]:
    """Return the package inside an encrypted workbook, not yet checked, and the password that opened it.

    Raises:
        PasswordProtected: no password was given.
        WrongPassword: no password given opens it.
        RightsProtected, DamagedWorkbook, UnsafeWorkbook: no password would open it.
    """
    from plan_workbook.package.office_crypto import opened

    if "DRMEncrypted".encode("utf-16-le") in content:
        raise RightsProtected
    with contextlib.suppress(DamagedWorkbook):  # reported below, once there is a password to try
        package = opened(content, EXCELS_OWN)
        if package is not None:
            return package, EXCELS_OWN
    for _ in range(1 if isinstance(password, str) else MOST_TRIES):
        given = password() if callable(password) else password
        if not given:
            raise PasswordProtected
        package = opened(content, given)
        if package is not None:
            return package, given
    raise WrongPassword


def refuse_unusable(password: str, name: str = "") -> None:
    """Refuse a password for a new file with which Office could not open it; errors use `name` for the file.

    Raises:
        PasswordTooLong: it has more than `LONGEST_PASSWORD` characters.
        PasswordNotTypable: it has control characters.
    """
    if len(password.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_PASSWORD:
        raise PasswordTooLong(name, str(LONGEST_PASSWORD))
    if controls := [repr(each)[1:-1] for each in password if unicodedata.category(each) == "Cc"]:
        raise PasswordNotTypable(name, ", ".join(dict.fromkeys(controls)))


def encrypted(package: bytes, password: str, before: bytes = b"") -> bytes:
    """Return a package encrypted with a password: a new file, or one to replace the encrypted workbook ``before``.

    Raises:
        CannotEncrypt: ``before`` holds more than a workbook, the package is too small, or the password of a new file
            is too long.
    """
    from plan_workbook.package import office_crypto  # loads what does the cryptography, which few workbooks need

    if not before:
        refuse_unusable(password)
    others = office_crypto.streams(before) - _STREAMS if before else set()
    if others:
        raise CannotEncrypt(detail=", ".join(sorted(each.strip("\5\6") for each in others)))
    result = office_crypto.encrypted(package, password)
    if len(package) < LEAST_SURE and office_crypto.opened(result, password) != package:
        raise TooSmallToEncrypt
    return result
