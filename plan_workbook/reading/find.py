"""Finds fields and tables on a sheet: by defined name first, then by heading, never by a fixed address.

Leads insert rows, move columns and rename sheets. Excel and LibreOffice move a defined name along; programs
that edit the file directly may not. So a name is only trusted if it still points at its label or heading row:
otherwise it is treated as lost, and the words on the sheet decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from plan_workbook.layout import Field, Sheet, Table
from plan_workbook.package.addresses import column_letters
from plan_workbook.plan.model import Observation
from plan_workbook.reading.cells import Cell
from plan_workbook.reading.grid import Area, Grid
from plan_workbook.values.text import fold

_LOCKED_ROWS = 2
"""How many blank, locked rows do not yet end a table whose name is lost."""
_FARTHEST_VALUE = 3
"""A value is looked for in fewer columns to the right of its label than this; something else may be farther away."""
Labels = tuple[tuple[int, int, str], ...]
"""Row, column and folded text of the cells of a sheet that hold text."""


@dataclass
class FoundTable:
    """The place of a table: its heading row, its rows, and the column of each key."""

    heading_row: int
    rows: range
    columns: dict[str, int]
    """Column number by the column's key; a column whose heading is not there is missing here."""
    lost: bool = False
    """Whether a heading is missing that should be there."""

    def heading_cell(self, key: str) -> str:
        """Return the address of the heading of a column, or of the table's first heading if that one is missing."""
        column = self.columns.get(key) or min(self.columns.values(), default=1)
        return f"{column_letters(column)}{self.heading_row}"


@dataclass
class FoundSheet:
    """The fields and tables of one kind of sheet that were found on one grid."""

    grid: Grid
    layout: Sheet
    version: int
    """Of the template the workbook was made from."""
    fields: dict[str, Cell] = field(default_factory=dict)
    tables: dict[str, FoundTable] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)


def find(grid: Grid, layout: Sheet, version: int) -> FoundSheet:
    """Find the fields and tables of `layout` on a sheet, and note those that are lost.

    `version` is that of the template the workbook was made from: fields and columns that came later, or are optional,
    may be missing.
    """
    found = FoundSheet(grid, layout, version)
    labels = grid.labels
    for table in layout.tables:
        _find_table(found, table, layout, labels)
    first_heading = min((t.heading_row for t in found.tables.values()), default=grid.last_row + 1)
    for each in layout.fields:
        _find_field(found, each, layout, labels, first_heading)
    _recognise_texts(found, layout, labels)
    return found


# --------------------------------------------------------------------------------------------- fields


def _find_field(found: FoundSheet, wanted: Field, layout: Sheet, labels: Labels, above: int) -> None:
    grid, label = found.grid, fold(wanted.label)
    area = grid.names.get(wanted.name)
    places = [(row, column) for row, column, text in labels if text == label and row < above]
    on_its_row = [place for place in places if area and place[0] == area.top and place[1] < area.left]
    if places:
        row, column = (on_its_row or places)[0]
        usual = column + layout.value_column - layout.label_column
        value = _value_column(grid, row, column, area.left if area and on_its_row else usual)
        found.fields[wanted.key] = cell = grid.at(row, value)
        grid.used.add((row, column))
        if wanted.is_due(found.version) and (not area or (area.top, area.left) != (row, value)):
            found.observations.append(_lost_name(grid, wanted.name, wanted.label, cell.address))
    elif area and not _has_another_label(area.top, layout, labels):
        found.fields[wanted.key] = grid.at(area.top, area.left)  # the label is gone, the name still points at its cell
    elif wanted.is_due(found.version):
        found.observations.append(_lost_heading(grid, wanted.label, "A1"))


def _value_column(grid: Grid, row: int, label: int, expected: int) -> int:
    """Return the column of a field's value: the expected one, or the next that is filled or may be typed into.

    A program that inserts columns without moving names and locks leaves a blank, locked cell where the value was.
    """
    columns = (expected, *range(label + 1, label + _FARTHEST_VALUE))
    return next((c for c in columns if (row, c) in grid.unlocked or (row, c) in grid.cells), expected)


def _has_another_label(row: int, layout: Sheet, labels: Labels) -> bool:
    texts = {fold(field.label) for field in layout.fields}
    return any(r == row and text in texts for r, _, text in labels)


# --------------------------------------------------------------------------------------------- tables


def _find_table(found: FoundSheet, table: Table, layout: Sheet, labels: Labels) -> None:
    grid = found.grid
    area = grid.names.get(table.name)
    row = _heading_row(found, table, labels, area)
    if row is None:
        if table.required or area:
            found.observations.append(_lost_heading(grid, table.title or table.name, "A1"))
        return
    named = area is not None and area.top == row
    columns = _columns(grid, table, row, area if named else None)
    end = area.bottom if named and area else row
    rows = _extent(grid, table, layout, row, end, columns, labels, named)
    gone = [column for column in table.columns if column.key not in columns and column.is_due(found.version)]
    place = FoundTable(row, rows, columns, bool(gone))
    found.tables[table.key] = place
    if not named:
        found.observations.append(
            _lost_name(grid, table.name, table.title or table.name, place.heading_cell(table.columns[0].key))
        )
    for column in gone:
        what = f"{column.heading} in the {table.title or table.name} table"
        found.observations.append(_lost_heading(grid, what, place.heading_cell(column.key)))
    _use(grid, place, area if named else None)


def _heading_row(found: FoundSheet, table: Table, labels: Labels, area: Area | None) -> int | None:
    """Return the row with most of the table's headings, or None if no row has half of those that should be there.

    If two rows have the same number, it is the one that the name points at.
    """
    wanted = {fold(column.heading) for column in table.columns}
    due = {fold(column.heading) for column in table.columns if column.is_due(found.version)}
    matches: dict[int, set[str]] = {}
    for row, _, text in labels:
        if text in wanted:
            matches.setdefault(row, set()).add(text)
    enough = {row: len(texts) for row, texts in matches.items() if 2 * len(texts) >= len(due)}
    if not enough:
        return None
    return max(enough, key=lambda row: (enough[row], area is not None and row == area.top, -row))


def _columns(grid: Grid, table: Table, row: int, area: Area | None) -> dict[str, int]:
    """Return the column of each heading in the heading row; headings inside the named area come first."""
    inside = range(area.left, area.right + 1) if area else range(0)
    places = sorted(grid.columns_of(row), key=lambda c: (c not in inside, c))
    columns: dict[str, int] = {}
    for column in table.columns:
        for place in places:
            if grid.text(row, place) == fold(column.heading):
                columns[column.key] = place
                break
    return columns


def _extent(
    grid: Grid,
    table: Table,
    layout: Sheet,
    row: int,
    end: int,
    columns: dict[str, int],
    labels: Labels,
    named: bool,
) -> range:
    """Return the table's rows: those that the name covers, and the rows below that are unlocked.

    A row inserted under the last one is outside the name, but unlocked like the one above it. If the name is lost,
    rows count as long as they are unlocked or filled, up to the next heading.
    """
    others = {
        fold(text)
        for other in layout.tables
        if other is not table
        for text in (other.title, *(c.heading for c in other.columns))
        if text
    }
    typed = {r: True for r, _, text in labels if r > row and text in others}
    for r, c, text in labels:
        if r in typed and text in others and (r, c) not in grid.unlocked:
            typed[r] = False  # in an unlocked cell, a word that is also a heading was typed by a lead
    stop = min((r for r, by_lead in typed.items() if not by_lead), default=grid.last_row + 1)
    last = max(row, min(end, max(grid.last_row, row)))
    while last + 1 < stop:
        ahead = range(last + 1, min(last + (2 if named else 2 + _LOCKED_ROWS), stop))
        places = [(number, column) for number in ahead for column in columns.values()]
        if not any(place in grid.unlocked or (not named and place in grid.cells) for place in places):
            break
        last += 1
    return range(row + 1, last + 1)


def _use(grid: Grid, place: FoundTable, area: Area | None) -> None:
    """Mark the table's headings and cells as read; if a heading is lost, the columns without one too."""
    columns = set(place.columns.values())
    if place.lost and area:
        columns |= set(range(area.left, area.right + 1))
    for row in (place.heading_row, *place.rows):
        grid.used |= {(row, column) for column in columns}


# --------------------------------------------------------------------------------------------- the rest


def _recognise_texts(found: FoundSheet, layout: Sheet, labels: Labels) -> None:
    """Mark the sheet's own fixed texts, and its live panel, as read."""
    grid = found.grid
    fixed = {fold(text).rstrip(" :*") for text in layout.texts}
    fixed |= {fold(text).rstrip(" :*") for table in layout.tables for text in (table.title, table.help) if text}
    panel = {fold(line.label) for line in layout.panel}
    starts = tuple(fold(start) for start in layout.links)
    link = fold(layout.texts[-1]) if starts else ""
    linked = {row for row, _, text in labels if text == link}
    for row, column, text in labels:
        is_link = row in linked and text.startswith(starts) and (row, column) not in grid.unlocked
        if text in fixed or is_link:
            grid.used.add((row, column))
        elif text in panel:
            value = next((c for c in grid.columns_of(row) if c > column), column)
            grid.used.add((row, column))
            if not _is_typed_over(grid.cells[row, value]):
                grid.used.add((row, value))


def _is_typed_over(cell: Cell) -> bool:
    """Tell whether a formula of the panel was replaced by words; a number may be the result that some program kept."""
    return not cell.formula and isinstance(cell.raw, str)


def _lost_name(grid: Grid, name: str, what: str, cell: str) -> Observation:
    return Observation("name-missing", grid.title, cell, None, name, what)


def _lost_heading(grid: Grid, what: str, cell: str) -> Observation:
    return Observation("heading-missing", grid.title, cell, None, what)
