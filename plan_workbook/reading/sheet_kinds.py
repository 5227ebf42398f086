"""Tells the plan's own sheets of a workbook from those that the tool wrote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plan_workbook import layout
from plan_workbook.package.contents import Contents, Page, destinations
from plan_workbook.reading.find import FoundSheet, find
from plan_workbook.reading.grid import Grid
from plan_workbook.values.text import fold

GENERATED = frozenset({fold(name) for name in (layout.SUMMARY, layout.CHECKS, layout.GUIDANCE)})
"""The names of the sheets that the tool writes, folded."""
_OF_HISTORY = {fold(each.heading) for each in layout.HISTORY.columns if each.key in layout.NEEDED_IN_HISTORY}
"""The headings without which no line of History can be read, folded."""
_ENOUGH_NAMES = 4
"""How many of the layout's defined names a sheet must have to count as the plan's own, whatever its content."""


def recognised(grid: Grid, version: int, own: Collection[str] = ()) -> FoundSheet | None:
    """Return a plan or recommendation sheet with what was found on it, or None if the sheet is neither.

    `version` is that of the template the workbook was made from, and `own` are the keys of its extra columns.
    """
    kinds = sorted((layout.RECOMMENDATION.with_own(own), layout.PLAN), key=lambda kind: -_names_of(kind, grid))
    for kind in kinds:
        grid.used.clear()
        found = find(grid, kind, version)
        if _names_of(kind, grid) >= _ENOUGH_NAMES or _is_whole(found):
            return found
    return None


def has_history(grid: Grid) -> bool:
    """Tell whether a sheet has the headings of History, whatever it is called."""
    if not grid.has_texts(_OF_HISTORY):
        return False
    rows: dict[int, set[str]] = {}
    for row, _, text in grid.labels:
        if text in _OF_HISTORY:
            rows.setdefault(row, set()).add(text)
    return any(found == _OF_HISTORY for found in rows.values())


def best_plan_sheet(found: Sequence[FoundSheet]) -> FoundSheet | None:
    """Return the plan's own sheet; if somebody kept a copy, the one called Plan, or else the first."""
    return next((f for f in found if fold(f.grid.title) == fold(layout.PLAN_SHEET)), found[0] if found else None)


def is_generated(page: Page, titles: Collection[str | None]) -> bool:
    """Tell whether the tool wrote the sheet: it has one of these titles, or is Guidance, or is a copy of one."""
    title = page.title
    return title in titles or fold(title) in GENERATED or layout.GENERATED_AREA_NAME in page.names


def checks_title(contents: Contents) -> str | None:
    """Return the title of the generated Checks sheet, whatever it is called now; None if it is missing."""
    by_title = next((title for title in contents.titles if fold(title) == fold(layout.CHECKS)), None)
    return _named_title(contents, layout.CHECKS_NAME) or by_title


def list_titles(names: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return the titles of the generated sheets with the long tables, by what the tool calls them, as far as known.

    Such a sheet has a name of its own, whatever it is called now. Without one, a sheet of that title may be somebody's.
    `names` are the defined names of each sheet, by its title.
    """
    found = {}
    for ours, name in layout.LIST_NAMES.items():
        named = [title for title, of_sheet in names.items() if name in of_sheet]
        title = next((each for each in named if fold(each) == fold(ours)), next(iter(named), None))
        if title is not None:
            found[ours] = title
    return found


def list_called(title: str) -> str | None:
    """Return which of the sheets with the long tables has this title; None if none has."""
    return next((ours for ours in layout.LIST_NAMES if fold(ours) == fold(title)), None)


def history_title(contents: Contents, names: Mapping[str, Collection[str]]) -> str | None:
    """Return the title of the generated History sheet, whatever it is called now; None if it is missing.

    `names` are the defined names of each sheet, by its title.
    """
    called = [title for title in contents.titles if fold(title) == fold(layout.HISTORY_SHEET)]
    named = [page.title for page in contents.pages if layout.HISTORY_NAME in names[page.title]]
    return next(iter((*(title for title in called if title in named), *named, *called)), None)


def summary_title(contents: Contents, lists: Collection[str]) -> str | None:
    """Return the title of the generated Summary sheet, whatever it is called now; None if it is missing.

    `lists` are the titles of the sheets with the long tables.
    """
    title = _named_title(contents, layout.SUMMARY_NAME)
    if title is not None:
        return title
    checks = checks_title(contents)
    marked = [p.title for p in contents.pages if layout.GENERATED_AREA_NAME in p.names and p.title not in lists]
    named = [title for title in contents.titles if fold(title) == fold(layout.SUMMARY)]
    others = (layout.GUIDANCE, layout.CHECKS, *layout.LIST_NAMES, checks or "")
    return next((t for t in (*named, *marked) if fold(t) not in map(fold, others)), None)


def _named_title(contents: Contents, name: str) -> str | None:
    """Return the title of the sheet that a name of the whole workbook points at."""
    pointed_at = destinations(contents.names.get(name, ""))
    return next((title for title, _ in pointed_at if title in contents.titles), None)


def _is_whole(found: FoundSheet) -> bool:
    """Tell whether enough of a sheet was found by its words alone: the main fields, and one of its tables."""
    if found.is_a(layout.PLAN):
        return {"title", "report_date"} <= found.fields.keys() and "ratings" in found.tables
    return "number" in found.fields and bool({"indicators", "actions"} & found.tables.keys())


def _names_of(kind: layout.Sheet, grid: Grid) -> int:
    """Return how many of the defined names of that kind of sheet the grid has."""
    names = {*(f.name for f in kind.fields), *(t.name for t in kind.tables)}
    return len(names & grid.names.keys())
