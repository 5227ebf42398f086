"""Formulas that reach out of the workbook when a spreadsheet works them out: they start a program or call a server.

A formula of a DDE link, ``=cmd|'/c calc'!A0``, starts the program that it names. Some functions load a library or ask
a server, to which they can send what is in other cells. Nothing here runs any of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from plan_workbook.patterns import pattern

_PROGRAMS = ("CALL", "DDE", "EXEC", "REGISTER", r"REGISTER\.ID", "RTD")
"""Functions that load a program or library, some of them in LibreOffice or on macro sheets only."""
_SERVERS = (
    *("COPILOT", "CUBE[A-Z]+", "DETECTLANGUAGE", "IMAGE", "IMPORT(?:DATA|FEED|HTML|RANGE|XML)", "PY"),
    *(r"SQL\.REQUEST", "STOCKHISTORY", "TRANSLATE", "WEBSERVICE"),
)
"""Functions that ask a server: any that the formula names, or that of the spreadsheet's maker."""
_CALL = pattern(rf"(?<![\w.])(?:_XL\w*\.)*(?:(?P<program>{'|'.join(_PROGRAMS)})|(?P<server>{'|'.join(_SERVERS)}))\s*\(")
_TEXT = pattern(r'"(?:[^"]|"")*+"?')
_QUOTED = pattern(r"'(?:[^']|'')*+'?|\[[^\[\]]*+\]")
"""The name of a sheet, and of a table's column: a bar in one is a bar."""
_BAR = pattern(r"([\w.]*)(?:'')?\s*\|")
_QUOTED_PROGRAM = pattern(r"'((?:[^']|'')++)'\s*\|")


class Call(NamedTuple):
    """What a formula reaches for."""

    what: str
    """The program, or the function that calls a server; empty if the program has no name."""
    is_program: bool


@lru_cache(maxsize=2048)
def call_of(formula: str) -> Call | None:
    """Return what a formula, as it is stored, starts or calls; None if it stays in the workbook, as nearly all do."""
    if "|" not in formula and not _CALL.search(formula.upper()):
        return None
    without_texts = _TEXT.sub('""', formula)
    if found := _CALL.search(_QUOTED.sub("''", without_texts).upper()):
        return Call(found["program"] or found["server"], found["program"] is not None)
    if (bar := _BAR.search(_QUOTED.sub("''", without_texts))) is None:
        return None
    quoted = _QUOTED_PROGRAM.search(without_texts)
    return Call(bar[1] or (quoted[1] if quoted else ""), True)
