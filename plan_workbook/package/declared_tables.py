"""What a worksheet itself says of its tables: Excel tables, and the rows that are printed again on each page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from plan_workbook.package.addresses import Box, box_of
from plan_workbook.package.errors import PackageError
from plan_workbook.package.markup import parse
from plan_workbook.package.parts import Package
from plan_workbook.package.workbook import Name
from plan_workbook.patterns import pattern

_PRINT_TITLES = "_xlnm.Print_Titles"
_ROWS = pattern(r"(?:^|[!,])\$?([0-9]{1,7}):\$?([0-9]{1,7})(?=,|$)")


class DeclaredTable(NamedTuple):
    """An Excel table."""

    box: Box
    """Its corners, headings and totals included."""
    headings: int
    """How many rows of headings it has: one, or none if they are hidden."""


def declared_tables(package: Package, sheet: str) -> tuple[DeclaredTable, ...]:
    """Return the Excel tables of the worksheet that is stored in a part; one that is damaged is left out."""
    found = []
    for part in package.targets(sheet, "table"):
        try:
            said = parse(package.xml(part), part, depth=0).attributes
        except (PackageError, UnicodeDecodeError):
            continue
        box = box_of(said.get("ref", ""))
        if box is not None:
            found.append(DeclaredTable(box, 0 if said.get("headerRowCount", "1").strip() == "0" else 1))
    return tuple(found)


def repeated_rows(names: Iterable[Name]) -> tuple[int, int] | None:
    """Return the first and the last row that a sheet with these names prints on each page; None if it has none."""
    text = next((each.text for each in names if each.name == _PRINT_TITLES), "")
    found = _ROWS.search(text)
    return (int(found[1]), int(found[2])) if found else None
