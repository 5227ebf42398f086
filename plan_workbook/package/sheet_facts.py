"""What a reader of cell values no longer sees: which cells are merged, which are filled at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

#: A start tag goes on for a few hundred bytes at most; without that limit a comment full of "<c " takes forever.
_CELL = rb"""<(?:\w{1,20}:)?c\s(?:[^<>]{,300}?\s)?r\s?=\s?["']([A-Z]{1,3}\d{1,7})["'][^<>/]{,300}>\s*+<(?:\w{1,20}:)?"""
_FILLED_CELL = re.compile(_CELL + rb"(?:f|v|is)[\s/>]")
_MERGED = re.compile(
    rb"""<(?:\w{1,20}:)?mergeCell\s[^<>]{,300}?ref\s?=\s?["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']"""
)


@dataclass(frozen=True)
class SheetFacts:
    """Of one worksheet, found in its markup when asked for."""

    markup: bytes = b""

    @cached_property
    def filled(self) -> frozenset[str]:
        """The A1 addresses of the cells in which anything stands."""
        return frozenset(found.decode() for found in _FILLED_CELL.findall(self.markup))

    @cached_property
    def merged(self) -> tuple[str, ...]:
        """Its merged ranges."""
        return tuple(found.decode() for found in _MERGED.findall(self.markup))


def sheet_facts(content: bytes) -> dict[str, SheetFacts]:
    """Return the facts of every worksheet by its name; `content` is a workbook that `open_safely` let through."""
    package = open_package(content)
    sheets = Workbook(package).sheets
    return {s.name: SheetFacts(package.xml(s.part)) for s in sheets if s.kind == "worksheet" and s.part}
