"""Formulas of conditional formats and of what may be typed into cells that reach out of the workbook.

A spreadsheet works them out like those of cells, and no cell shows them. Nothing here runs any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import NamedTuple

from plan_workbook.package.calls import call_of
from plan_workbook.package.file_links import files_named_in
from plan_workbook.patterns import pattern

_END_OF_ROWS = b"</sheetData>"
_ALSO_ENDS_ROWS = pattern(rb"</[\w.-]+:sheetData>")
_FORMULA = pattern(
    rb"<(?:[\w.-]+:)?(?:formula[12]?|f)(?:\s[^>]*+)?>"
    rb"([^<]*+(?:<!(?:\[CDATA\[.*?\]\]|--.*?--)>[^<]*+)*+)</",
    re.DOTALL,
)
_CDATA = pattern(rb"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->", re.DOTALL)
_CELLS = pattern(rb"""\ssqref\s*=\s*["']([^"'\s:]+)|sqref>\s*([^<\s:]+)""")
_OPENING = (b"conditionalFormatting", b"dataValidation")
_MOST = 200
"""How many of a sheet are told of; whoever deletes these is told of the others the next time."""


class RuleFormula(NamedTuple):
    """A formula of a conditional format or drop-down that reaches out of the workbook."""

    cell: str
    """The first one that it is about."""
    what: str
    """The program, the function that calls a server, or the other file."""


def rule_formulas(content: bytes) -> Iterator[RuleFormula]:
    """Yield the formulas of conditional formats and validations of a worksheet's part that reach out of the workbook.

    The same may come twice.
    """
    at = content.find(_END_OF_ROWS)
    if at < 0:
        ends = _ALSO_ENDS_ROWS.search(content)
        at = ends.start() if ends else 0
    found = ((each.start(), what) for each in _FORMULA.finditer(content, at) if (what := _reached(each[1])))
    for place, what in islice(found, _MOST):
        yield RuleFormula(_cell(content, place), what)


@lru_cache(maxsize=4096)
def _reached(formula: bytes) -> str:
    """Return what a formula, as it is stored, reaches for; empty if it stays in the workbook, as nearly all do."""
    plain = _CDATA.sub(rb"\1", formula) if b"<!" in formula else formula
    text = unescape(plain.decode("utf-8", "replace"))
    if call := call_of(text):
        return call.what
    return next((each for each in files_named_in(text) if not each.isdigit()), "")  # links are told of by their files


def _cell(content: bytes, at: int) -> str:
    """Return the first cell that a formula at a place of a part is about; A1 if nothing says which."""
    begin = max(0, *(content.rfind(each, 0, at) for each in _OPENING))
    own = _CELLS.search(content, begin, content.find(b">", begin)) or _CELLS.search(content, at)
    return (own[1] or own[2]).decode("ascii", "replace").replace("$", "") if own else "A1"
