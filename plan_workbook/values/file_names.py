"""Names for files that every system can store: Windows, macOS, Linux, SharePoint and mail systems."""

from __future__ import annotations

import re
import unicodedata

from plan_workbook.values.paths import is_windows_device

LONGEST = 120
"""The most bytes of a name in UTF-8, without number and ending: Windows often limits a whole path to 260 characters."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_SHAREPOINTS_OWN = re.compile("_(?=vti_)", re.IGNORECASE)


def file_stem(name: str, longest: int = LONGEST) -> str:
    """Return a name without its ending as every system can store it; empty if nothing of it can be stored.

    `longest` is the most bytes that it may have in UTF-8.
    """
    composed = _SHAREPOINTS_OWN.sub("-", unicodedata.normalize("NFC", name))
    plain = "".join(each if each.isprintable() else " " for each in _FORBIDDEN.sub("-", composed))
    plain = " ".join(plain.split()).strip(". ")
    plain = plain.encode("utf-8", "ignore")[:longest].decode("utf-8", "ignore").rstrip(". ")
    return f"_{plain}" if is_windows_device(plain) else plain
