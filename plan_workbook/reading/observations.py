"""Observations about the workbook as a whole: an old template, links to files, hidden content, an old Summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import floor, isfinite
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from plan_workbook import layout
from plan_workbook.package.sheet_facts import Run, SheetFacts, WorkbookFacts, names_other_file
from plan_workbook.plan.model import Observation
from plan_workbook.reading.cells import Cell, as_text
from plan_workbook.reading.filled import filled_cells
from plan_workbook.reading.find import FoundSheet
from plan_workbook.reading.grid import Grid, area_of
from plan_workbook.values.text import fold, listed

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_NAMED = 10
"""The most ranges or files that one message names."""
_FINGERPRINT = re.compile(r'"([0-9a-f]{8,64})"')


def named_cells(workbook: Workbook, name: str, of_sheet: str | None = None) -> list[Cell]:
    """Return the filled cells of the first column that a name points at.

    The name is one of the whole workbook, unless the sheet `of_sheet` has one of its own.
    """
    pages = {sheet.title: sheet for sheet in workbook.worksheets}
    own = pages[of_sheet].defined_names.get(name) if of_sheet in pages else None
    found = own or workbook.defined_names.get(name)
    for title, reference in found.destinations if found else ():
        area = area_of(reference)
        if title in pages and area is not None:  # the tool writes only one area
            return [
                Cell(title, cell.coordinate, cell.value)
                for cell, _ in filled_cells(pages[title])
                if cell.column == area.left and area.holds(cell.row, cell.column)
                if isinstance(cell.value, str | int | float)
            ]
    return []


def template_version(workbook: Workbook) -> int:
    """Return the version of the template that a workbook was made from; the current one if it can't be read."""
    return next((max(1, version) for _, version in _versions(workbook)), layout.TEMPLATE_VERSION)


def older_template(workbook: Workbook) -> Iterator[Observation]:
    """Note a workbook that was made from an older template than this tool's."""
    for cell, version in _versions(workbook):
        if version < layout.TEMPLATE_VERSION:
            yield seen("template-older", cell)


def _versions(workbook: Workbook) -> Iterator[tuple[Cell, int]]:
    """Yield the cell with the version of the workbook's template, and the version, if it is a number."""
    for cell in named_cells(workbook, layout.VERSION_NAME)[:1]:
        if isinstance(cell.raw, int | float) and isfinite(cell.raw):
            yield cell, floor(cell.raw)


def drawn_from(workbook: Workbook, summary: str | None) -> tuple[str | None, Cell]:
    """Return the fingerprint of the plan that the Summary was drawn from (None if it has none), and its first cell."""
    sheet = next((each for each in workbook.worksheets if each.title == summary), None)
    name = sheet.defined_names.get(layout.GENERATED_FROM_NAME) if sheet is not None else None
    found = _FINGERPRINT.fullmatch((name.attr_text or "").lstrip("=").strip()) if name else None
    if sheet is None or found is None:
        return None, Cell(summary or "", "A1")
    return found[1], _cell_at(sheet, "A1")


def external_link(workbook: Workbook, facts: WorkbookFacts) -> Iterator[Observation]:
    """Note that the workbook links to other files, at the first cell with such a link."""
    if not facts.linked_files:
        return
    files = [f"'{name}'" for name in dict.fromkeys(facts.linked_files) if name]
    said = _few(files)
    for sheet in workbook.worksheets:
        for address in facts.sheets.get(sheet.title, SheetFacts()).linked[:1]:
            cell = _cell_at(sheet, address)
            yield Observation("external-link", cell.sheet, cell.address, cell.raw, said)
            return
    names = [
        name.name
        for names in (workbook.defined_names, *(sheet.defined_names for sheet in workbook.worksheets))
        for name in names.values()
        if name.name and names_other_file(name.attr_text or "")
    ]
    yield Observation("external-link", None, None, None, said, names[0] if names else "")


def hidden_sheets(workbook: Workbook, grids: Iterable[Grid]) -> Iterator[Observation]:
    """Note sheets that are hidden and not empty, except the one that the tool itself hides."""
    read = {grid.title: grid for grid in grids}
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible" or fold(sheet.title) == fold(layout.LISTS_SHEET):
            continue
        grid = read.get(sheet.title)
        if grid is not None and all(cell.blank for cell in grid.cells.values()):
            continue
        first = grid.cells.get((1, 1)) if grid is not None else _cell_at(sheet, "A1")
        yield seen("hidden-content", first or Cell(sheet.title, "A1"), f"The sheet '{sheet.title}' is hidden")


def hidden_cells(found: FoundSheet, facts: SheetFacts) -> Iterator[Observation]:
    """Note hidden rows, and hidden columns, of one of the plan's own sheets if something was typed in them."""
    if not (facts.hidden_rows or facts.hidden_columns):
        return
    grid = found.grid
    typed = [place for place, cell in grid.cells.items() if not cell.blank and _is_input(found, *place)]
    for what, position, runs in (("Row", 0, facts.hidden_rows), ("Column", 1, facts.hidden_columns)):
        hidden: dict[Run, tuple[int, int]] = {}
        for place in sorted(typed, key=lambda each: (each[position], each)):
            run = next((run for run in runs if run[0] <= place[position] <= run[1]), None)
            if run is not None:
                hidden.setdefault(run, place)
        if hidden:
            names = [_run_name(run, letters=position == 1) for run in hidden]
            several = len(names) > 1 or next(iter(hidden))[0] != next(iter(hidden))[1]
            said = f"{what}{'s' if several else ''} {_few(names)} {'are' if several else 'is'} hidden"
            yield seen("hidden-content", grid.cells[next(iter(hidden.values()))], said)


def _is_input(found: FoundSheet, row: int, column: int) -> bool:
    """Tell whether the content of a cell was typed by somebody and is not a heading, label or fixed text."""
    grid = found.grid
    in_table = any(row in t.rows and column in t.columns.values() for t in found.tables.values())
    return in_table or (row, column) in grid.unlocked or (row, column) not in grid.used


def _run_name(run: Run, *, letters: bool) -> str:
    first, last = (get_column_letter(n) if letters else str(n) for n in run)
    return first if first == last else f"{first} to {last}"


def _few(names: list[str]) -> str:
    """Join names as in a sentence; if there are many, only the first ones."""
    return listed(names) if len(names) <= MOST_NAMED else f"{', '.join(names[:MOST_NAMED])} and others"


def seen(rule: str, cell: Cell, detail: str = "") -> Observation:
    """Return an observation about a cell for a rule to report, with `detail` or else the cell's content."""
    return Observation(rule, cell.sheet, cell.address, cell.raw, detail or as_text(cell.raw, cell.number_format))


def _cell_at(sheet: Worksheet, address: str) -> Cell:
    """Return one cell of a sheet whose other cells are not read."""
    for cell, is_formula in filled_cells(sheet):
        if f"{get_column_letter(cell.column)}{cell.row}" == address:
            raw = cell.value if isinstance(cell.value, str | int | float | bool) else None
            return Cell(sheet.title, address, raw, cell.number_format, cell.data_type == "e", is_formula)
    return Cell(sheet.title, address)
