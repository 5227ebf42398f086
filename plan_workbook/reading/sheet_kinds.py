"""Tells the plan's own sheets of a workbook from those that the tool wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plan_workbook import layout
from plan_workbook.reading.find import FoundSheet, find
from plan_workbook.reading.grid import Grid
from plan_workbook.values.text import fold

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

GENERATED = frozenset({fold(name) for name in (layout.SUMMARY, layout.CHECKS, layout.GUIDANCE)})
"""The names of the sheets that the tool writes, folded."""
_ENOUGH_NAMES = 4
"""How many of the layout's defined names a sheet must have to count as the plan's own, whatever its content."""


def recognised(grid: Grid, version: int) -> FoundSheet | None:
    """Return a plan or recommendation sheet with what was found on it, or None if the sheet is neither.

    `version` is that of the template the workbook was made from.
    """
    kinds = sorted((layout.RECOMMENDATION, layout.PLAN), key=lambda kind: -_names_of(kind, grid))
    for kind in kinds:
        grid.used.clear()
        found = find(grid, kind, version)
        if _names_of(kind, grid) >= _ENOUGH_NAMES or _is_whole(found):
            return found
    return None


def best_plan_sheet(found: Sequence[FoundSheet]) -> FoundSheet | None:
    """Return the plan's own sheet; if somebody kept a copy, the one called Plan, or else the first."""
    return next((f for f in found if fold(f.grid.title) == fold(layout.PLAN_SHEET)), found[0] if found else None)


def is_generated(sheet: Worksheet, summary: str | None, checks: str | None) -> bool:
    """Tell whether the tool wrote the sheet: Summary, Checks, Guidance, or a copy of one under another name."""
    title = sheet.title
    return title in (summary, checks) or fold(title) in GENERATED or layout.GENERATED_AREA_NAME in sheet.defined_names


def checks_title(workbook: Workbook) -> str | None:
    """Return the title of the generated Checks sheet, whatever it is called now; None if it is missing."""
    by_title = next((str(title) for title in workbook.sheetnames if fold(title) == fold(layout.CHECKS)), None)
    return _named_title(workbook, layout.CHECKS_NAME) or by_title


def summary_title(workbook: Workbook) -> str | None:
    """Return the title of the generated Summary sheet, whatever it is called now; None if it is missing."""
    title = _named_title(workbook, layout.SUMMARY_NAME)
    if title is not None:
        return title
    titles, checks = workbook.sheetnames, checks_title(workbook)
    marked = [s.title for s in workbook.worksheets if layout.GENERATED_AREA_NAME in s.defined_names]
    named = [title for title in titles if fold(title) == fold(layout.SUMMARY)]
    others = (layout.GUIDANCE, layout.CHECKS, checks or "")
    return next((t for t in (*named, *marked) if fold(t) not in map(fold, others)), None)


def _named_title(workbook: Workbook, name: str) -> str | None:
    """Return the title of the sheet that a name of the whole workbook points at."""
    found = workbook.defined_names.get(name)
    return next((str(t) for t, _ in (found.destinations if found else ()) if t in workbook.sheetnames), None)


def _is_whole(found: FoundSheet) -> bool:
    """Tell whether enough of a sheet was found by its words alone: the main fields, and one of its tables."""
    if found.layout is layout.PLAN:
        return {"title", "report_date"} <= found.fields.keys() and "ratings" in found.tables
    return "number" in found.fields and bool({"indicators", "actions"} & found.tables.keys())


def _names_of(kind: layout.Sheet, grid: Grid) -> int:
    """Return how many of the defined names of that kind of sheet the grid has."""
    names = {*(f.name for f in kind.fields), *(t.name for t in kind.tables)}
    return len(names & grid.names.keys())
