"""Reads the fields and rows of a sheet as inputs, and notes faults of the cells themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from plan_workbook.layout import Column, Field, Kind, Table
from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import VALUES, Observation, Place, Row
from plan_workbook.reading.cells import Cell, Context, absent, as_text, read_cell
from plan_workbook.reading.find import FoundSheet, FoundTable
from plan_workbook.reading.grid import Grid
from plan_workbook.reading.left_out import struck_through
from plan_workbook.reading.merges import merged_objectives, sub_headings
from plan_workbook.reading.numbers import unit_of_row
from plan_workbook.reading.observations import seen
from plan_workbook.values.text import says_no_value

Inputs = dict[str, Input[Any]]


class InputReader:
    """Reads inputs; every key that the layout declares has one.

    A column or field that is missing but should be there has the problem `Problem.ABSENT`; one that the workbook need
    not have is blank, without a cell.
    """

    def __init__(self, context: Context, version: int) -> None:
        """Start from the facts about the plan, and the version of the template that the workbook was made from."""
        self.context, self.version = context, version
        self.observations: list[Observation] = []
        self._struck: list[tuple[Cell, Input[Any]]] = []

    def fields(self, found: FoundSheet) -> Inputs:
        """Read the fields of a sheet."""
        return {
            each.key: self._input(found.fields[each.key], each.kind)
            if each.key in found.fields
            else missing(each, found.grid.title, self.version)
            for each in found.layout.fields
        }

    def rows(self, found: FoundSheet, table: Table) -> tuple[Row, ...]:
        """Read the rows of a table that have any content."""
        place = found.tables.get(table.key)
        if place is None:
            return ()
        objectives = _objectives(place, found.grid)
        inputs = table.inputs
        columns = {each.key: place.columns[each.key] for each in inputs if each.key in place.columns}
        lacking: Inputs = {
            each.key: absent(found.grid.title, place.heading_cell(each.key))
            if each.key not in columns and each.is_due(self.version)
            else NO_INPUT
            for each in inputs
        }
        own = frozenset(columns.values())
        rows = [
            self._row(found.grid, inputs, columns, lacking, number, objectives.get(number))
            for number in place.rows
            if not own.isdisjoint(found.grid.columns_of(number))  # nearly half of all rows are spare ones
            if number not in place.headed and number not in place.skipped
        ]
        return tuple(row for row in rows if row)

    def _row(
        self,
        grid: Grid,
        inputs: Sequence[Column],
        columns: Mapping[str, int],
        lacking: Inputs,
        number: int,
        objective: tuple[int, int] | None,
    ) -> Row | None:
        """Read a row with these columns; `lacking` holds the inputs of the others, and all keys in their order."""
        cells = {key: grid.at(number, at) for key, at in columns.items()}
        if not any(cell.formula or cell.error or not _says_nothing(cell) for cell in cells.values()):
            return None
        if objective is not None:
            cells["objective"] = grid.at(*objective)
        unit = unit_of(cells)
        read = {c.key: self._input(cells[c.key], c.kind, unit) for c in inputs if c.key in cells}
        return Row(grid.title, number, in_its_row({**lacking, **read}))

    def _input(self, cell: Cell, kind: Kind, unit: str = "") -> Input[Any]:
        """Read one input, and note any fault of the cell itself."""
        read = read_cell(cell, kind, self.context, unit)
        if read.problem is Problem.FORMULA_ERROR:
            self.observations.append(seen("formula-error", cell))
        elif cell.formula:
            self.observations.append(seen("formula-in-input", cell))
        if cell.struck:
            self._struck.append((cell, read))
        return read

    @property
    def all_observations(self) -> list[Observation]:
        """All faults of the cells themselves that were noted, those of a row's struck-through cells as one."""
        return [*self.observations, *struck_through(self._struck)]


def filled_rows(found: FoundSheet, table: Table) -> int:
    """Return how many rows of a table have something in a cell that people fill in."""
    place = found.tables.get(table.key)
    if place is None:
        return 0
    columns = {place.columns[each.key] for each in table.inputs if each.key in place.columns}
    return sum(not columns.isdisjoint(found.grid.columns_of(number)) for number in place.rows)


def _objectives(place: FoundTable, grid: Grid) -> dict[int, tuple[int, int]]:
    """Return the place of the objective of each row that has none in its own cell.

    That is the first cell of a merge, or the sub-heading above the row. A sub-heading that no row follows is none.
    """
    column, merged, headed = place.columns.get("objective"), merged_objectives(place, grid), sub_headings(place, grid)
    found: dict[int, tuple[int, int]] = {}
    used: set[int] = set()
    heading: tuple[int, int] | None = None
    for number in place.rows if merged or headed else ():
        over = bisect_left(merged, (number, 0)) - 1
        if number in headed:
            heading = number, headed[number]
        elif column is not None and over >= 0 and number <= merged[over][1]:
            found[number], heading = (merged[over][0], column), None
        elif column is not None and not grid.at(number, column).blank:
            heading = None
        elif heading is not None and any((number, c) in grid.cells for c in place.columns.values()):
            found[number] = heading
            used.add(heading[0])
    place.headed = frozenset(headed)
    grid.used |= {(row, headed[row]) for row in used}
    grid.used -= {(row, headed[row]) for row in headed.keys() - used}
    return found


def missing(field: Field, sheet: str, version: int) -> Input[Any]:
    """Return the input of a field that a sheet does not have, in a workbook of that template version."""
    return absent(sheet, "A1") if field.is_due(version) else NO_INPUT


def place_of(found: FoundSheet, key: str, read: set[int]) -> Place:
    """Return the place of a table, given the rows that were read."""
    grid, table = found.grid, found.tables[key]
    declared = found.layout.table(key)
    inputs = {table.columns[each.key] for each in declared.inputs if each.key in table.columns}
    filled = [(row, column) for row in table.rows for column in grid.columns_of(row) if column in inputs]
    passed_over = any(row not in read or is_spaces(grid.cells[row, column]) for row, column in filled)
    last = max((row for row, _ in filled), default=table.heading_row)
    spare = range(min(max(last + 1, table.rows.start), table.rows.stop), table.rows.stop)
    below = table.rows.stop
    blank = all((below, column) not in grid.cells for column in table.columns.values())
    counted = range(0) if table.skipped else range(table.rows.start, below + blank)
    return Place(table.rows, dict(table.columns), passed_over, table.lost, spare, counted)


def live_status(found: FoundSheet, row: int) -> Input[str]:
    """Return the sheet's own Status cell of an indicator; it holds a formula, and no value is read from it."""
    column = found.tables["indicators"].columns.get("status")
    if column is None:
        return NO_INPUT
    return worked_out(found.grid.at(row, column))


def worked_out(cell: Cell) -> Input[Any]:
    """Return a cell that the sheet works out; no value is read from it."""
    return Input(cell.raw, None, cell.sheet, cell.address, as_text(cell.raw), formula=cell.formula)


def is_spaces(cell: Cell) -> bool:
    """Tell whether a cell holds only spaces."""
    return cell.blank and cell.raw is not None


def _says_nothing(cell: Cell) -> bool:
    return cell.blank or says_no_value(as_text(cell.raw, cell.number_format))


def unit_of(cells: Mapping[str, Cell]) -> str:
    """Return the unit of the numbers in a row, given its cells by the columns' keys."""
    unit, better = (
        as_text(cells[key].raw, cells[key].number_format) if key in cells else "" for key in ("unit", "better")
    )
    values = (cells[key] for key in VALUES if key in cells)
    return unit_of_row(unit, ((cell.raw, cell.number_format) for cell in values if not cell.error), better)


_TARGETS = ("target", "target_now")


def in_its_row(inputs: Inputs) -> Inputs:
    """Return the inputs of a row, its target without a value if it is a range and Better is not Band, or the reverse.

    What is asked for is known only from another cell of the row. With Band, the target for the period is not judged, so
    that it may be either.
    """
    wants_band = "better" in inputs and inputs["better"].value is Better.BAND
    for key in _TARGETS:
        read = inputs.get(key)
        if read is None or read.value is None or isinstance(read.value, Band) is wants_band:
            continue
        if key == "target" or not wants_band:
            inputs = {**inputs, key: replace(read, value=None, problem=Problem.UNREADABLE)}
    return inputs
