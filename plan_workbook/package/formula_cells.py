"""Which cells of a workbook hold formulas: openpyxl, asked for values, no longer says."""

from __future__ import annotations

import re

from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

_FORMULA_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]{1,3}\d+)["'][^>/]*>\s*<(?:\w+:)?f[\s/>]"""
)


def formula_cells(content: bytes) -> dict[str, frozenset[str]]:
    """Return the A1 addresses of the cells that hold a formula, by the name of their worksheet.

    `content` is a workbook that `open_safely` has let through.
    """
    package = open_package(content)
    return {
        sheet.name: frozenset(found.decode() for found in _FORMULA_CELL.findall(package.xml(sheet.part)))
        for sheet in Workbook(package).sheets
        if sheet.kind == "worksheet" and sheet.part
    }
