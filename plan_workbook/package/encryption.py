"""Workbooks encrypted with a password: an OLE file around the package, opened and closed in memory only.

msoffcrypto does the cryptography. What is written is encrypted as Excel 2013 and later do it (agile, AES-256,
SHA-512, 100,000 rounds), also where the file was encrypted in an older way.
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
    UnsafeWorkbook,
    WrongPassword,
)
from plan_workbook.package.markup import parse

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
Password = str | Callable[[], str | None] | None
"""A password, or what asks for it when it is needed and once more after a wrong one; None is no password."""
MOST_TRIES = 3
MOST_ROUNDS = 400_000
"""Of hashing the password. Excel does 100,000, which take a tenth of a second; a file may claim ten million."""
LEAST_SURE = 1 << 13
"""Bytes of a package below which the library is known to make files that do not open again."""
EXCELS_OWN = "VelvetSweatshop"
"""What Excel encrypts with where it must encrypt and nobody gave a password, and tries before it asks."""
_PACKAGE, _INFO, _SPACES = "EncryptedPackage", "EncryptionInfo", "\x06DataSpaces"
_AGILE = b"\4\0\4\0"
_HEADER = 8  #: bytes of EncryptionInfo before the XML of the agile kind


def is_encrypted(content: bytes) -> bool:
    """Say whether a file is an encrypted workbook; OLE files list their streams by name, in UTF-16."""
    return content.startswith(OLE) and _PACKAGE.encode("utf-16-le") in content


def decrypted(content: bytes, password: Password) -> tuple[bytes, str]:
    """Return the package inside an encrypted workbook, not yet checked, and the password that opened it.

    Raises:
        PasswordProtected: no password was given.
        WrongPassword: none of those given opens it.
        RightsProtected, DamagedWorkbook, UnsafeWorkbook: no password would.
    """
    if "DRMEncrypted".encode("utf-16-le") in content:
        raise RightsProtected
    with contextlib.suppress(DamagedWorkbook):  # said once there is a password to open it with
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
    """Return a package encrypted with a password: a new file, or in place of the encrypted workbook ``before``.

    Raises:
        CannotEncrypt: ``before`` holds more than a workbook.
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
        raise CannotEncrypt(detail="a workbook too small to be encrypted")
    return result.getvalue()


def _opened(content: bytes, password: str) -> bytes | None:
    """Return the package, None where the password is another."""
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
    except Exception as error:  # whatever the library stumbled over in a file that is not what it says
        raise DamagedWorkbook(detail="it is encrypted, and not all of it is there") from error
    return result.getvalue()


def _check_info(content: bytes) -> None:
    """Look at how the file says it is encrypted before anything does what it says."""
    import olefile

    with olefile.OleFileIO(BytesIO(content)) as ole:
        info = ole.openstream(_INFO).read()
    if info[:4] != _AGILE:
        return
    for element in parse(info[_HEADER:], _INFO).walk():
        rounds = element.attributes.get("spinCount", "0")
        if not rounds.isdecimal() or int(rounds) > MOST_ROUNDS:
            raise UnsafeWorkbook(detail="a password that takes very long to try")
