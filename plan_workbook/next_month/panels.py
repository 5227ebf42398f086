"""Let a panel count the rows that its formulas do not reach: those pasted below a table, or above its first row.

Formulas follow rows that are inserted between those they refer to, and no others. What is read is more: see
``reading/rows_below.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from plan_workbook.layout import RECOMMENDATION, Sheet, Table
from plan_workbook.package.addresses import column_letters, place_of
from plan_workbook.package.contents import Contents
from plan_workbook.package.typed_values import Formula
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.reading.book import MOST_CELLS
from plan_workbook.writing.panel_formulas import Places, panel_formulas

Formulas = Mapping[str, str]
"""Formulas as they are saved, by address."""
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


def saved_panels(content: bytes, plan: Plan) -> dict[str, Formulas]:
    """Return the formulas of the panels of a plan, by sheet; `content` is its workbook."""
    contents = Contents(content)
    wanted = {each.sheet: {cell.cell for cell in each.panel.values()} for each in plan.recommendations if each.panel}
    return {
        page.title: {
            cell.address: cell.formula
            for cell in contents.cells(page, MOST_CELLS).cells
            if cell.formula and cell.address in wanted[page.title]
        }
        for page in contents.pages
        if page.title in wanted
    }


def panel_that_reaches(each: Recommendation, saved: Formulas, used: frozenset[str] = frozenset()) -> dict[str, Formula]:
    """Return the formulas of a panel over all rows that are read, by address; none if the saved ones reach them.

    `used` is what the plan uses apart from what is on the sheet (`plan.uses`).

    None either where longer ranges alone would not do: on a sheet whose columns were moved, with headings among its
    rows, or with another version's formulas. Their results are still to be worked out.
    """
    declared = next((sheet for sheet in _sheets(each.has | used) if _is_in_place(each, sheet)), None)
    if declared is None or not all(each.places[table.key].counted for table in declared.tables):
        return {}
    wanted = _formulas(each, declared, {key: place.counted for key, place in each.places.items()})
    needed = _formulas(each, declared, {table.key: _rows_read(each, table) for table in declared.tables})
    pairs = [(_ranges(saved.get(cell, "")), _ranges(formula)) for cell, formula in needed.items()]
    if any({column for column, _ in there} != {column for column, _ in over} for there, over in pairs):
        return {}
    reached = all(
        any(column == other and rows.start <= own.start and own.stop <= rows.stop for other, rows in there)
        for there, over in pairs
        for column, own in over
    )
    return {} if reached else {cell: Formula(formula, 0) for cell, formula in wanted.items()}


def table_in_place(each: Recommendation, table: Table) -> Table | None:
    """Return a table with its columns where they are on the sheet; None if somebody moved them.

    The tool's own formulas look for them there, or where they were in workbooks that were made earlier. The table has
    those columns that the sheet has.
    """
    place = each.places.get(table.key)
    for own in dict.fromkeys((table, table.former)):
        if place is not None and place.columns == {column.key: own.column(column.key) for column in own.columns}:
            return own
    return None


def _sheets(used: frozenset[str]) -> tuple[Sheet, Sheet]:
    declared = RECOMMENDATION.using(used)
    return declared, declared.former


def _is_in_place(each: Recommendation, declared: Sheet) -> bool:
    return all(table_in_place(each, table) is table for table in declared.tables)


def _formulas(each: Recommendation, declared: Sheet, rows: Mapping[str, range]) -> dict[str, str]:
    """Return the formulas of those lines of a panel that count over rows (from 1), by address."""
    cells = {field.key: _absolute(each.inputs[field.key].cell) for field in declared.fields}
    places = Places(declared, cells, {key: range(body.start - 1, body.stop - 1) for key, body in rows.items()})
    counting = {key: formula for key, formula in panel_formulas(places).items() if _ranges(formula)}
    return {each.panel[key].cell: counting[key].removeprefix("=") for key in counting if key in each.panel}


def _rows_read(each: Recommendation, table: Table) -> range:
    """Return the rows from the first that is read to the last; the table's first row if none is."""
    read = [row.row for row in each.rows(table.key)] or [each.places[table.key].rows.start]
    return range(min(read), max(read) + 1)


def _ranges(formula: str) -> set[tuple[str, range]]:
    """Return the ranges in one column that a formula names, each as its column and rows."""
    found = _RANGE.finditer(formula)
    return {(each[1], range(int(each[2]), int(each[4]) + 1)) for each in found if each[1] == each[3]}


def _absolute(address: str) -> str:
    (row, column), _ = place_of(address)
    return f"${column_letters(column)}${row}"
