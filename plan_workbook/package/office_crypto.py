"""Opens and makes encrypted workbooks with msoffcrypto, in memory only."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import olefile
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from plan_workbook.package.errors import DamagedWorkbook, PackageError, UnsafeWorkbook
from plan_workbook.package.markup import parse

MOST_ROUNDS = 400_000
"""Rounds of hashing the password. Excel does 100,000, which takes a tenth of a second; a file may claim ten million."""
_INFO = "EncryptionInfo"
_AGILE = b"\4\0\4\0"
_HEADER = 8  #: bytes of EncryptionInfo before the XML, in the agile kind


def encrypted(package: bytes, password: str) -> bytes:
    """Return a package encrypted with a password."""
    result = BytesIO()
    OOXMLFile(BytesIO(package)).encrypt(password, result)
    return result.getvalue()


def streams(content: bytes) -> set[str]:
    """Return the names of the streams and folders at the top of an OLE file."""
    with olefile.OleFileIO(BytesIO(content)) as ole:
        return {path[0] for path in ole.listdir()}


def opened(content: bytes, password: str) -> bytes | None:
    """Return the package in an encrypted workbook, or None if the password is wrong.

    Raises:
        DamagedWorkbook: no password would open it.
        UnsafeWorkbook: trying a password would take very long.
    """
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
    with olefile.OleFileIO(BytesIO(content)) as ole:
        info = ole.openstream(_INFO).read()
    if info[:4] != _AGILE:
        return
    for element in parse(info[_HEADER:], _INFO).walk():
        rounds = element.attributes.get("spinCount", "0")
        if not rounds.isdecimal() or int(rounds) > MOST_ROUNDS:
            raise UnsafeWorkbook(detail="a password that would take very long to try")
