"""A password kept in a text file."""

from __future__ import annotations

import codecs
from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.values.paths import bytes_of


def password_in(file: Path) -> str:
    """Return the password on the only line of a text file.

    Raises:
        InputError: the file can't be read or does not hold exactly one line.
    """
    try:
        content = bytes_of(file)
    except OSError as error:
        raise InputError(f"The password file {file} can't be read ({error.strerror}): check its name.") from error
    # Notepad and PowerShell can write UTF-16, always with a byte order mark.
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"The password file {file} is not UTF-8 text: save it as UTF-8.") from error
    password = text.removesuffix("\n").removesuffix("\r")
    if not password or "\n" in password:
        raise InputError(f"The password file {file} must contain only the password, on one line.")
    return password
