"""What a reader of cell values no longer sees: which cells hold formulas, and which are merged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

_FORMULA_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]{1,3}\d+)["'][^>/]*>\s*<(?:\w+:)?f[\s/>]""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)["']""")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Of one worksheet: the A1 addresses of its formula cells, and its merged ranges."""

    formulas: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()


def sheet_facts(content: bytes) -> dict[str, SheetFacts]:
    """Return the facts of every worksheet by its name; `content` is a workbook that `open_safely` let through."""
    package = open_package(content)
    facts = {}
    for sheet in Workbook(package).sheets:
        if sheet.kind == "worksheet" and sheet.part:
            markup = package.xml(sheet.part)
            facts[sheet.name] = SheetFacts(
                frozenset(found.decode() for found in _FORMULA_CELL.findall(markup)),
                tuple(found.decode() for found in _MERGED.findall(markup)),
            )
    return facts
