r"""What leads out of a workbook without a program or a server: formulas that name another file, and links to files.

A formula names another file by the number of a link, ``[1]Sheet1!A1``, or literally,
``'C:\Reports\[x.xlsx]Sheet1'!A1``. Nothing here opens any of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from plan_workbook.package.calls import call_of
from plan_workbook.patterns import pattern

_TEXT = pattern(r'"[^"]*+(?:""[^"]*+)*+"?')
_REFERENCE = pattern(
    r"""
    '(?P<quoted>[^']++(?:''[^']*+)*+)'!                     # a sheet, with or without the path and name of its file
  | \[(?P<plain>[^\[\]]{1,300})\][^\[\]!'"(),;+*/&<>=\s]{0,300}!
    """,
    re.VERBOSE,
)
_IN_FILE = pattern(r"(?P<folder>[^\[\]]*+)\[(?P<file>[^\[\]]++)\]")
_NOT_IN_A_SHEETS_NAME = frozenset("[]\\/")
_LINK = pattern(r'HYPERLINK\s*\(\s*"([^"]*+(?:""[^"]*+)*+)"', re.IGNORECASE)
_SCHEME = pattern(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HARMLESS = frozenset({"http", "https", "mailto", "tel"})
_PROGRAM = pattern(r"\.(?:bat|cmd|cpl|exe|hta|jar|jse?|lnk|msc|msi|pif|ps1|reg|scr|url|vb[es]?|wsf)\s*$", re.IGNORECASE)
"""The end of a path that is run when it is opened, and not shown. ``.com`` is the end of too many addresses."""
_HOST = pattern(r"https?://[^/?#]*", re.IGNORECASE)


@lru_cache(maxsize=2048)
def files_named_in(formula: str) -> tuple[str, ...]:
    """Return the other files that a formula, as stored, refers to: a path or name, or the number of a link."""
    if "!" not in formula or not ("[" in formula or "\\" in formula or ("'" in formula and "/" in formula)):
        return ()
    found = (_file_of(each) for each in _REFERENCE.finditer(_TEXT.sub('""', formula)))
    return tuple(dict.fromkeys(each for each in found if each))


def _file_of(reference: re.Match[str]) -> str:
    if reference["plain"]:
        return reference["plain"]
    name = reference["quoted"].replace("''", "'")
    if _NOT_IN_A_SHEETS_NAME.isdisjoint(name):
        return ""
    inside = _IN_FILE.match(name)
    return inside["folder"] + inside["file"] if inside else name


def reaches_out(formula: str) -> bool:
    """Tell whether a formula starts a program, calls a server, takes a value from another file or links to one."""
    return bool(call_of(formula) or files_named_in(formula) or link_in(formula))


def link_in(formula: str) -> str:
    """Return the address of a file or program that a formula links to with HYPERLINK; empty if it does not."""
    if "HYPERLINK" not in formula.upper():
        return ""
    targets = (found[1].replace('""', '"') for found in _LINK.finditer(formula))
    return next((each for each in targets if leads_to_file(each)), "")


def leads_away(target: str) -> bool:
    """Tell whether an address leads to a server, or to a file that is not named relative to the workbook."""
    return leads_to_file(target) or _SCHEME.match(unquote(target).strip()) is not None


def leads_to_file(target: str) -> bool:
    """Tell whether the address of a link leads to a file of a computer, to a program, or to a scheme that starts one.

    Addresses of web pages and emails do not, nor do files that are named relative to the workbook, unless they are
    programs.
    """
    address = unquote(target).strip()
    if address.startswith(("\\\\", "//", "\\")):
        return True
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _HARMLESS:
        return True
    path = re.split("[?#]", _HOST.sub("", address), maxsplit=1)[0]
    return _PROGRAM.search(path) is not None
