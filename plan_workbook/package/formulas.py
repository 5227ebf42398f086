"""Sheet names inside formulas."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*+"                                       # a text: nothing in it is a reference
  | \#[A-Z/0]+[!?]?                                       # an error such as #REF!
  | (?P<other>'[^'\[]*+\[(?:[^']|'')*+'!|\[[^\]]*+\][\w.:]*+!)   # a sheet of another workbook
  | (?P<quoted>'(?:[^']|'')*+')!                          # 'A sheet'!
  | (?P<bare>[^\W\d][\w.]*+(?::[^\W\d][\w.]*+)?+)!        # Sheet! or First:Last!
  | [\w.]++ | '(?:[^']|'')*+'?+ | \[[^\]]*+\]?+             # none of these: skipped as a whole, since starting
                                                          # again at each of its characters would take forever
    """,
    re.VERBOSE,
)
_NEEDS_NO_QUOTES = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"(?i)[a-z]{1,3}\d+|r\d*c\d*|r|c|true|false")


def sheets_named(formula: str) -> set[str]:
    """Return the sheets of its own workbook that a formula names, in lower case; for First:Last, these two."""
    found: set[str] = set()
    for token in _TOKEN.finditer(formula) if "!" in formula else ():
        if token.lastgroup is not None:
            found.update(_names(token))
    return found


def _names(token: re.Match[str]) -> list[str]:
    name = token["quoted"][1:-1].replace("''", "'") if token["quoted"] else token["bare"] or ""
    return [each.lower() for each in name.split(":") if each]


def sheet_prefix(sheet: str) -> str:
    """Return a sheet's name as a formula writes it, quoted where necessary, without the exclamation mark."""
    if _NEEDS_NO_QUOTES.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def with_sheet_renamed(formula: str, old: str, new: str) -> str:
    """Return a formula with a sheet's old name replaced by the new one; the same formula if the names are equal."""
    if old == new:
        return formula

    def change(token: re.Match[str]) -> str:
        return sheet_prefix(new) + "!" if _names(token) == [old.lower()] else token[0]

    return _TOKEN.sub(change, formula)
