"""Workbooks encrypted with a password: an OLE file around the package, decrypted and encrypted in memory only.

msoffcrypto does the cryptography. Files are always encrypted as Excel 2013 and later do it (agile, AES-256, SHA-512,
100,000 rounds), even if they were encrypted in an older way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from plan_workbook.package.errors import (
    CannotEncrypt,
    DamagedWorkbook,
    PackageError,
    PasswordProtected,
    RightsProtected,
    TooSmallToEncrypt,
    UnsafeWorkbook,
    WrongPassword,
)
from plan_workbook.package.markup import parse

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
Password = str | Callable[[], str | None] | None
"""A password, or a function that is called when one is needed and again after a wrong one; None for no password."""
MOST_TRIES = 3
MOST_ROUNDS = 400_000
"""Rounds of hashing the password. Excel does 100,000, which takes a tenth of a second; a file may claim ten million."""
LEAST_SURE = 1 << 13
"""Bytes. From a package smaller than this, the library is known to make files that cannot be opened again."""
EXCELS_OWN = "VelvetSweatshop"
"""The password Excel uses when it must encrypt and nobody gave one; it tries this one before it asks."""
_PACKAGE, _INFO, _SPACES = "EncryptedPackage", "EncryptionInfo", "\x06DataSpaces"
_AGILE = b"\4\0\4\0"
_HEADER = 8  #: bytes of EncryptionInfo before the XML, in the agile kind


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
    if "DRMEncrypted".encode("utf-16-le") in content:
        raise RightsProtected
    with contextlib.suppress(DamagedWorkbook):  # reported below, once there is a password to try
        package = _opened(content, EXCELS_OWN)
        if package is not None:
            return package, EXCELS_OWN
    for _ in range(1 if isinstance(password, str) else MOST_TRIES):
        given = password() if callable(password) else password
        if not given:
            raise PasswordProtected
        package = _opened(content, given)
        if package is not None:
            return package, given
    raise WrongPassword


def encrypted(package: bytes, password: str, before: bytes = b"") -> bytes:
    """Return a package encrypted with a password: a new file, or one to replace the encrypted workbook ``before``.

    Raises:
        CannotEncrypt: ``before`` holds more than a workbook, or the package is too small.
    """
    import olefile
    from msoffcrypto.format.ooxml import OOXMLFile

    if before:
        with olefile.OleFileIO(BytesIO(before)) as ole:
            others = {path[0] for path in ole.listdir()} - {_PACKAGE, _INFO, _SPACES}
        if others:
            raise CannotEncrypt(detail=", ".join(sorted(each.strip("\5\6") for each in others)))
    result = BytesIO()
    OOXMLFile(BytesIO(package)).encrypt(password, result)
    if len(package) < LEAST_SURE and _opened(result.getvalue(), password) != package:
        raise TooSmallToEncrypt
    return result.getvalue()


def _opened(content: bytes, password: str) -> bytes | None:
    """Return the package, or None if the password is wrong."""
    from msoffcrypto.exceptions import InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    result = BytesIO()
    try:
        _check_info(content)
        file: Any = OOXMLFile(BytesIO(content))
        try:
            file.load_key(password=password, verify_password=True)
        except InvalidKeyError:
            return None
        file.decrypt(result)
    except PackageError:
        raise
    except Exception as error:  # whatever tripped the library up in a file that is not what it claims to be
        raise DamagedWorkbook(detail="it is encrypted, and part of it is missing") from error
    return result.getvalue()


def _check_info(content: bytes) -> None:
    """Check the file's encryption settings before the library acts on them."""
    import olefile

    with olefile.OleFileIO(BytesIO(content)) as ole:
        info = ole.openstream(_INFO).read()
    if info[:4] != _AGILE:
        return
    for element in parse(info[_HEADER:], _INFO).walk():
        rounds = element.attributes.get("spinCount", "0")
        if not rounds.isdecimal() or int(rounds) > MOST_ROUNDS:
            raise UnsafeWorkbook(detail="a password that would take very long to try")
