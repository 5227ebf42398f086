"""Finds fields and tables on a sheet: by defined name first, then by heading, never by a fixed address.

Leads insert rows, move columns and rename sheets. Excel and LibreOffice move a defined name along; programs
that edit the file directly may not. So a name is only trusted if it still points at its label or heading row:
otherwise it is treated as lost, and the words on the sheet decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from plan_workbook.layout import Column, Field, Sheet, Table
from plan_workbook.package.addresses import column_letters
from plan_workbook.patterns import pattern
from plan_workbook.plan.model import TITLE_OF_TABLE, Observation
from plan_workbook.plan.was import is_was
from plan_workbook.reading.cells import Cell
from plan_workbook.reading.grid import Area, Grid
from plan_workbook.reading.headings import headings_in, is_heading_of, most_headings, plain_heading, share_of_headings
from plan_workbook.reading.rows_below import continued, is_total
from plan_workbook.values.text import counted, fold, listed

_LOCKED_ROWS = 2
"""How many blank, locked rows do not yet end a table whose name is lost."""
_MANY_HEADINGS = 3
"""From so many headings of a row that can't be found, it is the row that was changed, not each of them."""
_FARTHEST_VALUE = 3
"""A value is looked for in fewer columns to the right of its label than this; something else may be farther away."""
_FARTHEST_TITLE = 6
"""The most rows from the headings of a table up to its title, if somebody inserted some between the two."""
_OWN_SENTENCE = pattern(r"Nothing missing\b|\d+ cells? still missing\b")
Labels = tuple[tuple[int, int, str], ...]
"""Row, column and folded text of the cells of a sheet that hold text."""


@dataclass(eq=False, repr=False)
class FoundTable:
    """The place of a table: its heading row, its rows, and the column of each key."""

    heading_row: int
    rows: range
    columns: dict[str, int]
    """Column number by the column's key; a column whose heading is not there is missing here."""
    expected: dict[str, int] = field(default_factory=dict)
    """The column in which a missing heading should be, by the column's key, if the other headings tell."""
    lost: bool = False
    """Whether a heading is missing that should be there."""
    skipped: frozenset[int] = frozenset()
    """Rows among its rows that only repeat its headings."""
    below: frozenset[int] = frozenset()
    """Rows among its rows that its name does not cover."""
    headed: frozenset[int] = frozenset()
    """Rows among its rows that are sub-headings: the objective of the rows below them."""

    def heading_cell(self, key: str) -> str:
        """Return the address of the heading of a column: where it is, where it should be, or else the first heading."""
        column = self.columns.get(key) or self.expected.get(key) or min(self.columns.values(), default=1)
        return f"{column_letters(column)}{self.heading_row}"


@dataclass(eq=False, repr=False)
class FoundSheet:
    """The fields and tables of one kind of sheet that were found on one grid."""

    grid: Grid
    layout: Sheet
    version: int
    """Of the template the workbook was made from."""
    fields: dict[str, Cell] = field(default_factory=dict)
    tables: dict[str, FoundTable] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    panel: dict[str, Cell] = field(default_factory=dict)
    """The cells with the formulas of the panel, by the keys of its lines."""
    beside: dict[str, Cell] = field(default_factory=dict)
    """The cells next to fields that say what those were in the last period, by the keys of the fields."""
    lost_names: list[Observation] = field(default_factory=list)
    """One for each defined name that is lost, while the words on the sheet were found."""

    def is_a(self, kind: Sheet) -> bool:
        """Tell whether it is a sheet of that kind, which may have extra columns."""
        return self.layout.title == kind.title


def find(grid: Grid, layout: Sheet, version: int) -> FoundSheet:
    """Find the fields and tables of `layout` on a sheet, and note those that are lost.

    `version` is that of the template the workbook was made from: fields and columns that came later, or are optional,
    may be missing.
    """
    found = FoundSheet(grid, layout, version)
    labels = grid.labels
    heading_rows = _heading_rows(found)
    starts = _starts(grid, layout, heading_rows)
    for table in layout.tables:
        row = heading_rows[table.key]
        if row is not None:
            _find_table(found, table, row, starts)
    first_heading = min((t.heading_row for t in found.tables.values()), default=grid.last_row + 1)
    _find_fields(found, labels, first_heading)
    for table in layout.tables:
        if table.key not in found.tables:
            _miss_table(found, table, starts)
    _recognise_texts(found, layout, labels)
    return found


# --------------------------------------------------------------------------------------------- fields


def _find_fields(found: FoundSheet, labels: Labels, above: int) -> None:
    """Find every field, and then say where the labels of the missing ones should be."""
    places = {each.key: _find_field(found, each, labels, above) for each in found.layout.fields}
    for position, each in enumerate(found.layout.fields):
        if each.key in found.fields or not each.is_due(found.version):
            continue
        known = [
            (abs(at - position), place[0] + position - at, place[1])
            for at, other in enumerate(found.layout.fields)
            if (place := places[other.key])
        ]
        _miss_field(found, each, min(known)[1:] if known else None)


def _find_field(found: FoundSheet, wanted: Field, labels: Labels, above: int) -> tuple[int, int] | None:
    """Find a field, and return the place of its label."""
    grid, label, layout = found.grid, fold(wanted.label), found.layout
    area = grid.names.get(wanted.name)
    places = [place for place in grid.places_of(label) if place[0] < above]
    if not places:
        like_it = grid.places_of(plain_heading(wanted.label), plain_heading)
        places = [place for place in like_it if place[0] < above and place not in grid.unlocked]
    on_its_row = [place for place in places if area and place[0] == area.top and place[1] < area.left]
    if places:
        row, column = (on_its_row or places)[0]
        usual = column + layout.value_column - layout.label_column
        value = _value_column(grid, row, column, area.left if area and on_its_row else usual, wanted.note)
        found.fields[wanted.key] = cell = grid.at(row, value)
        grid.used.add((row, column))
        _use_note(grid, (row, value + 1), wanted.note)
        _use_beside(found, wanted, (row, value + 1))
        if wanted.is_due(found.version) and (not area or (area.top, area.left) != (row, value)):
            found.lost_names.append(_lost_name(grid, wanted.name, wanted.label, cell.address))
        return row, column
    if area and not _has_another_label(area.top, layout, labels):
        found.fields[wanted.key] = grid.at(area.top, area.left)  # whatever its label says now
        _use_note(grid, (area.top, area.left + 1), wanted.note)
        _use_beside(found, wanted, (area.top, area.left + 1))
        label_column = area.left + layout.label_column - layout.value_column
        says = grid.at(area.top, max(label_column, 1))
        if not says.blank:
            found.observations.append(Observation("heading-changed", grid.title, says.address, says.raw, wanted.label))
        return area.top, label_column
    return None


def _miss_field(found: FoundSheet, wanted: Field, place: tuple[int, int] | None) -> None:
    """Note a field that is missing, at the place where its label should be, if that is free."""
    grid = found.grid
    if place is None or place[0] < 1 or place in grid.used:
        found.observations.append(_lost_heading(grid, wanted.label))
        return
    row, column = place
    usual = column + found.layout.value_column - found.layout.label_column
    value = _value_column(grid, row, column, usual, wanted.note)
    grid.used |= {place, (row, value)}
    _use_note(grid, (row, value + 1), wanted.note)
    found.observations.append(_lost_heading(grid, wanted.label, place, wanted.label))


def _value_column(grid: Grid, row: int, label: int, expected: int, note: str = "") -> int:
    """Return the column of a field's value: the expected one, or the next that is filled or may be typed into.

    A program that inserts columns without moving names and locks leaves a blank, locked cell where the value was.
    `note` is the sheet's own text next to the value, which is never taken for it.
    """
    columns = (expected, *range(label + 1, label + _FARTHEST_VALUE))
    likely = (c for c in columns if (row, c) in grid.unlocked or (row, c) in grid.cells)
    return next((c for c in likely if not (_is_note(grid, (row, c), note) or _is_beside(grid, (row, c)))), expected)


def _use_note(grid: Grid, place: tuple[int, int], note: str) -> None:
    if _is_note(grid, place, note):
        grid.used.add(place)


def _is_note(grid: Grid, place: tuple[int, int], note: str) -> bool:
    """Tell whether a cell holds the sheet's own text next to a value."""
    return bool(note) and grid.text(*place) == fold(note) and place not in grid.unlocked


def _use_beside(found: FoundSheet, wanted: Field, place: tuple[int, int]) -> None:
    if wanted.remembered and _is_beside(found.grid, place):
        found.beside[wanted.key] = found.grid.at(*place)


def _is_beside(grid: Grid, place: tuple[int, int]) -> bool:
    """Tell whether a cell holds what the field next to it was in the last period."""
    return place in grid.cells and is_was(grid.cells[place].raw) and place not in grid.unlocked


def _has_another_label(row: int, layout: Sheet, labels: Labels) -> bool:
    texts = {fold(field.label) for field in layout.fields}
    return any(r == row and text in texts for r, _, text in labels)


# --------------------------------------------------------------------------------------------- tables


def _heading_rows(found: FoundSheet) -> dict[str, int | None]:
    """Return the row of each table's headings, by the table's key; None if neither words nor name tell it.

    Tables share some headings. If one of them is gone, those of another are not taken for what is left of it.
    """
    rows = {table.key: _heading_row(found, table) for table in found.layout.tables if not table.only_if_used}
    for table in found.layout.tables:
        if table.only_if_used:
            lone = len(table.columns) == 1
            rows[table.key] = _lone_heading_row(found, table, rows) if lone else _whole_heading_row(found, table)
    owners: dict[int, Table] = {}
    for table in found.layout.tables:
        row = rows[table.key]
        if row is not None:
            owner = owners.setdefault(row, table)
            if owner is not table:
                owners[row] = max(owner, table, key=lambda each: _claim(found, each, row))
    return {key: row if row is not None and owners[row].key == key else None for key, row in rows.items()}


def _claim(found: FoundSheet, table: Table, row: int) -> tuple[bool, float]:
    """Return how well a table's name and headings fit a row; of two tables, the one with more is that row's."""
    area = found.grid.names.get(table.name)
    return area is not None and area.top == row, share_of_headings(found.grid, table, found.version, row)


def _heading_row(found: FoundSheet, table: Table) -> int | None:
    """Return the row of a table's headings; None if neither words nor name tell it."""
    grid, area = found.grid, found.grid.names.get(table.name)
    row = most_headings(grid, table, found.version, area)
    if row is None and area and len(table.columns) == 1:
        # Its only heading was changed, and the name still points at it.
        place = (area.top, area.left)
        return area.top if grid.text(*place) and place not in grid.unlocked else None
    return row


def _whole_heading_row(found: FoundSheet, table: Table) -> int | None:
    """Return the row of all headings of a table that a sheet need not have, or that its name points at."""
    row, area = _heading_row(found, table), found.grid.names.get(table.name)
    if row is None or (area is not None and area.top == row):
        return row
    return row if share_of_headings(found.grid, table, found.version, row) == 1 else None


def _lone_heading_row(found: FoundSheet, table: Table, others: Mapping[str, int | None]) -> int | None:
    """Return the row of the only heading of a table that a sheet need not have; `others` are those of other tables.

    Somebody may have added it, so its name need not be there. But then no paragraph that only says ``Impact`` is taken
    for its heading: that is in a locked cell in the column of the first table, not among the rows of another.
    """
    grid, area = found.grid, found.grid.names.get(table.name)
    if area is not None:
        place = (area.top, area.left)
        if grid.text(*place) and place not in grid.unlocked:
            return area.top  # whatever its heading says now
    first, *rest = found.layout.tables
    top = others[first.key]
    if top is None:
        return None
    bottom = min((row for each in rest if (row := others.get(each.key)) is not None), default=grid.last_row + 1)
    own = grid.names.get(first.name)
    headings = [c for c in grid.columns_of(top) if is_heading_of(first.columns[0], grid.text(top, c))]
    wanted = fold(table.columns[0].heading)
    return next(
        (
            row
            for row, column in grid.places_of(wanted)
            if column in headings and top < row < bottom
            if (row, column) not in grid.unlocked and not (own and own.top == top and own.holds(row, column))
        ),
        None,
    )


def _starts(grid: Grid, layout: Sheet, heading_rows: dict[str, int | None]) -> dict[str, int]:
    """Return the first row of each table by its key: that of its title, or else of its headings; those found only."""
    starts: dict[str, int] = {}
    for table in layout.tables:
        row, title = heading_rows[table.key], fold(table.title)
        titles = [place[0] for place in grid.places_of(title) if place not in grid.unlocked]
        if row is not None:
            above = [at for at in titles if row - _FARTHEST_TITLE <= at < row]
            starts[table.key] = max(above) if above else row - 1 if _changed_title(grid, table, row) else row
        elif titles:
            starts[table.key] = titles[0]
    return starts


def _changed_title(grid: Grid, table: Table, heading_row: int) -> tuple[int, int] | None:
    """Return the place above a table's headings where its title was and says something else now, or None.

    It is the only cell of its row that people do not fill in, apart from the help and what is next to the table.
    """
    row, last = heading_row - 1, max(grid.columns_of(heading_row), default=0)
    title, explanation = (fold(text).rstrip(" :*") for text in (table.title, table.help))
    texts = {text: (row, c) for c in grid.columns_of(row) if c <= last and (text := grid.text(row, c))}
    place = next(iter(texts.values()), None)
    if not title or title in texts or len(texts.keys() - {explanation}) != 1:
        return None
    return None if place in grid.unlocked or place == texts.get(explanation) else place


def _find_table(found: FoundSheet, table: Table, row: int, starts: dict[str, int]) -> None:
    grid = found.grid
    area = grid.names.get(table.name)
    named = area if area is not None and area.top == row else None
    headings = headings_in(grid, table, row, named, found.version)
    columns = headings.columns
    stop = min((start for key, start in starts.items() if key != table.key and start > row), default=grid.last_row + 1)
    rows = _extent(grid, row, named, columns, stop)
    place = FoundTable(row, rows, columns, headings.expected)
    if named:
        _read_on(found, table, place, named, stop)
    gone = [column for column in table.columns if column.key not in columns and column.is_due(found.version)]
    place.lost = bool(gone)
    found.tables[table.key] = place
    added = table.only_if_used and len(table.columns) > 1  # somebody may have typed it, so it need not have its name
    if not named and not added:
        first = place.heading_cell(table.columns[0].key)
        found.lost_names.append(_lost_name(grid, table.name, table.called, first))
    for key, column in headings.changed.items():
        cell = grid.at(row, column)
        found.observations.append(
            Observation("heading-changed", grid.title, cell.address, cell.raw, table.headings[key], table.called)
        )
    found.observations += _lost_headings(grid, table, place, gone)
    grid.used |= {(row, column) for column in headings.strays}
    _use(grid, place, named)


def _lost_headings(grid: Grid, table: Table, place: FoundTable, gone: Sequence[Column]) -> list[Observation]:
    """Return an observation for each heading that can't be found, or one for all if many were changed in one go."""
    name = table.called
    places = {each.key: (place.heading_row, at) for each in gone if (at := place.expected.get(each.key))}
    if len(gone) >= _MANY_HEADINGS:
        first = next((each for each in gone if each.key in places), gone[0])
        what = f"{listed([each.heading for each in gone])} in the {name} table"
        seen = _lost_heading(grid, what, places.get(first.key), first.heading, place.heading_cell(first.key))
        others = (grid.at(*at).address for key, at in places.items() if key != first.key)
        return [seen._replace(cells=tuple(others))]
    return [
        _lost_heading(
            grid,
            each.heading if name == each.heading else f"{each.heading} in the {name} table",
            places.get(each.key),
            each.heading,
            place.heading_cell(each.key),
        )
        for each in gone
    ]


def _extent(grid: Grid, row: int, area: Area | None, columns: dict[str, int], stop: int) -> range:
    """Return the table's rows: those that the name covers, and the rows below that are unlocked.

    A row inserted under the last one is outside the name, but unlocked like the one above it. If the name is lost,
    rows count as long as they are unlocked or filled, up to the next table or a total.
    """
    last = max(row, min(area.bottom if area else row, max(grid.last_row, row)))
    while last + 1 < stop:
        ahead = range(last + 1, min(last + (2 if area else 2 + _LOCKED_ROWS), stop))
        places = [(number, column) for number in ahead for column in columns.values()]
        if not any(place in grid.unlocked or (not area and place in grid.cells) for place in places):
            break
        if not area and is_total(grid, columns, last + 1):
            break
        last += 1
    return range(row + 1, last + 1)


def _read_on(found: FoundSheet, table: Table, place: FoundTable, area: Area, stop: int) -> None:
    """Take the rows below the table that continue it, and note that they are outside its name."""
    grid, columns = found.grid, place.columns
    below = continued(grid, table, columns, place.rows, stop)
    place.rows = range(place.rows.start, max(below.last, place.rows.stop - 1) + 1)
    place.skipped = below.headings
    inputs = [columns[column.key] for column in table.inputs if column.key in columns]
    filled = [
        (row, column)
        for row in place.rows
        if row > area.bottom and row not in place.skipped
        for column in inputs
        if (row, column) in grid.cells and not grid.cells[row, column].blank
    ]
    place.below = frozenset(row for row, _ in filled)
    if filled:
        said = described(filled)
        status = columns.get("status")
        bare = status is not None and not any((row, status) in grid.cells for row, _ in filled)
        said += f" {'are' if len({row for row, _ in filled}) > 1 else 'is'} below the last row of {table.called}"
        cell = grid.cells[min(filled)]
        found.observations.append(
            Observation("rows-below-table", grid.title, cell.address, cell.raw, said, "Status" if bare else "")
        )


def described(places: list[tuple[int, int]]) -> str:
    """Return in words where several cells are: ``30 rows, A47:I76,``."""
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    corners = [
        f"{column_letters(column)}{row}" for row, column in ((min(rows), min(columns)), (max(rows), max(columns)))
    ]
    return f"{counted(len(rows), 'row')}, {':'.join(dict.fromkeys(corners))},"


def _miss_table(found: FoundSheet, table: Table, starts: dict[str, int]) -> None:
    """Note a table whose headings can't be found, once; the cells that it should hold are not reported one by one."""
    grid, layout = found.grid, found.layout
    area = grid.names.get(table.name)
    if table.only_if_used or not (table.required or area):
        return
    top = starts.get(table.key)
    if top is not None:
        top += 1  # below its title
    elif area:
        top = area.top
    else:
        position = layout.tables.index(table)
        after = min((starts[t.key] for t in layout.tables[position:] if t.key in starts), default=grid.last_row + 1)
        top = max((row for row, _ in grid.used if row < after), default=0) + 1
    stop = min((start for start in starts.values() if start > top), default=grid.last_row + 1)
    cells = sorted(p for p, cell in grid.cells.items() if top <= p[0] < stop and p not in grid.used and not cell.blank)
    grid.used |= set(cells)
    panel = {fold(line.label) for line in layout.panel}
    locked = (place for place in cells if place not in grid.unlocked and not grid.cells[place].formula)
    heading = next((place for place in locked if grid.text(*place) and grid.text(*place) not in panel), None)
    expected = table.columns[0].heading if heading else ""
    changed = _first_changed(grid, table, area, found.version) if area else None
    if changed:
        heading, expected = changed
    found.observations.append(_lost_heading(grid, table.called, heading, expected))


def _first_changed(grid: Grid, table: Table, area: Area, version: int) -> tuple[tuple[int, int], str] | None:
    """Return the place of the first heading that is not known in the row that the name points at, and what it was."""
    due = [column for column in table.columns if column.is_due(version)]
    for column, at in zip(due, range(area.left, area.right + 1), strict=False):
        text = grid.text(area.top, at)
        if not any(is_heading_of(each, text) for each in due):
            return (area.top, at), column.heading
    return None


def _use(grid: Grid, place: FoundTable, area: Area | None) -> None:
    """Mark the table's headings and cells as read; if a heading is lost, the columns without one too."""
    columns = {*place.columns.values(), *place.expected.values()}
    if place.lost and area:
        columns |= set(range(area.left, area.right + 1))
    grid.used.update(product((place.heading_row, *place.rows), columns))


# --------------------------------------------------------------------------------------------- the rest


def _recognise_texts(found: FoundSheet, layout: Sheet, labels: Labels) -> None:
    """Mark the sheet's own fixed texts, and its live panel, as read."""
    grid, fixed = found.grid, _fixed_texts(layout)
    panel = {fold(line.label): line.key for line in layout.panel}
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
            if grid.cells[row, value].formula:
                found.panel[panel[text]] = grid.cells[row, value]
    for table in layout.tables:
        if table.title and table.key in found.tables:
            _recognise_title(found, table)


@lru_cache(maxsize=64)
def _fixed_texts(layout: Sheet) -> frozenset[str]:
    """Return the sheet's own texts, apart from labels and headings, as `Grid.text` has them."""
    ours = (text for table in layout.tables for text in (table.title, table.help) if text)
    return frozenset(fold(text).rstrip(" :*") for text in (*layout.texts, *layout.former_texts, *ours))


def _recognise_title(found: FoundSheet, table: Table) -> None:
    """Note a title of a table that says something else: its place above the headings shows what it was."""
    grid = found.grid
    title = _changed_title(grid, table, found.tables[table.key].heading_row)
    if title is None or title in grid.used:
        return
    cell = grid.at(*title)
    found.observations.append(
        Observation("heading-changed", grid.title, cell.address, cell.raw, table.title, TITLE_OF_TABLE)
    )


def _is_typed_over(cell: Cell) -> bool:
    """Tell whether a formula of the panel was replaced by words.

    A number, or the panel's own sentence, may be the result that some program kept.
    """
    return not cell.formula and isinstance(cell.raw, str) and not _OWN_SENTENCE.match(cell.raw)


def _lost_name(grid: Grid, name: str, what: str, cell: str) -> Observation:
    return Observation("name-missing", grid.title, cell, None, name, what)


def _lost_heading(
    grid: Grid, what: str, place: tuple[int, int] | None = None, expected: str = "", at: str = "A1"
) -> Observation:
    """Return the observation of something that can't be found, at the place where `expected` should be, if known."""
    if place is None:
        return Observation("heading-missing", grid.title, at, None, what)
    cell = grid.at(*place)
    return Observation("heading-missing", grid.title, cell.address, cell.raw, what, expected)
