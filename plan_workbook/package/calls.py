"""Formulas that reach out of the workbook when a spreadsheet works them out: they start a program or call a server.

A formula of a DDE link, ``=cmd|'/c calc'!A0``, starts the program that it names. Some functions load a library or ask
a server, to which they can send what is in other cells. Nothing here runs any of them.
"""

from __future__ import annotations

import re
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
_BEGINNINGS = tuple({re.split(r"\W", each)[0] for each in (*_PROGRAMS, *_SERVERS)})
"""What one of them must hold: to look for these takes a fiftieth of the time that the pattern takes."""
_NOT_RUN = pattern(
    r"""
    "[^"]*+(?:""[^"]*+)*+"?                # a text
  | (?P<name>'[^']*+(?:''[^']*+)*+'?)      # the name of a sheet, or of a program
  | \[[^\[\]]*+\]                         # the name of a table's column
    """,
    re.VERBOSE,
)
"""What may hold a bar, or the name of a function, and does nothing."""
_BAR = pattern(r"(?:'([^']*)'|([\w.]*))\s*\|")


class Call(NamedTuple):
    """What a formula reaches for."""

    what: str
    """The program, or the function that calls a server; empty if the program has no name."""
    is_program: bool


def _may_name_program(formula: str) -> bool:
    """Tell whether there is a bar outside texts: at once, since the tool's own formulas have many in theirs."""
    if "|" not in formula:
        return False
    outside = formula.split('"')[::2]  # unless the name of a sheet has a quotation mark
    return any("|" in each or each.count("'") % 2 for each in outside)


@lru_cache(maxsize=2048)
def call_of(formula: str) -> Call | None:
    """Return what a formula, as it is stored, starts or calls; None if it stays in the workbook, as nearly all do."""
    capitals = formula.upper()
    if not _may_name_program(formula) and not any(each in capitals for each in _BEGINNINGS):
        return None
    run = _NOT_RUN.sub("''", formula)
    if found := _CALL.search(run.upper()):
        return Call(found["program"] or found["server"], found["program"] is not None)
    if "|" not in run:
        return None
    named = _NOT_RUN.sub(lambda found: _plain(found["name"]) if found["name"] else '""', formula)
    bar = _BAR.search(named)
    return Call((bar[1] or bar[2]) if bar else "", True)


def _plain(name: str) -> str:
    """Return a name in quotes without what would be taken for a bar or another quote."""
    return "'" + name.strip("'").replace("'", "").replace("|", " ") + "'"
