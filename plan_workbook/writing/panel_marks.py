"""Marks on the cells of a recommendation's sheet that its panel counts as missing or in doubt.

A cell is only marked if its line of the panel counts anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from plan_workbook.layout import ACTIONS, PARAGRAPH, PROGRESS
from plan_workbook.writing.cell_conditions import is_missing
from plan_workbook.writing.formats import IN_DOUBT, MISSING, Formats
from plan_workbook.writing.marks import give_look, mark_cells
from plan_workbook.writing.panel_conditions import FIELDS, MISSING_LINES, RATING, Condition, Refs, conditions
from plan_workbook.writing.panel_formulas import LAYOUTS, Places
from plan_workbook.writing.panel_sentence import value_cell

Mark = tuple[Sequence[str], str, Mapping[str, object]]
"""The areas that get a look, on what condition, and the look."""


def mark_doubtful(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark dates that are late or contradict another cell, and dates and figures that no formula can read."""
    _mark(worksheet, formats, places, missing=False)


def doubts_about_ratings(places: Places) -> tuple[str, ...]:
    """Return the conditions on which the rating of the first action is in doubt, for a rule for all actions."""
    at = places.first_row(ACTIONS)
    about = (each for each in conditions(places.declared) if each.table is ACTIONS and RATING in each.marked)
    return tuple(_is_marked(each, at, at[RATING]) for each in about if each.line not in MISSING_LINES)


def mark_doubtful_ratings(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark ratings in doubt that have no colour, such as words of old. Call this after ratings are coloured."""
    column, body = places.declared.table(ACTIONS.key).column(RATING) - 1, places.bodies[ACTIONS.key]
    area = xl_range(body.start, column, body.stop - 1, column)
    for doubt in doubts_about_ratings(places):
        give_look(worksheet, formats, [area], doubt, IN_DOUBT)


def mark_missing(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark the cells that the panel counts as missing."""
    fields = [places.cells[key].replace("$", "") for key in FIELDS]
    missing = f"({value_cell('fields')}>0)*{is_missing(fields[0])}"
    mark_cells(worksheet, formats, fields, missing, MISSING)
    row, table = places.bodies[PROGRESS.key].start, places.declared.table(PROGRESS.key)
    first = xl_rowcol_to_cell(row, table.column(PARAGRAPH) - 1)
    mark_cells(worksheet, formats, [first], f"{value_cell('progress')}>0", MISSING)
    _mark(worksheet, formats, places, missing=True)


def _mark(worksheet: Worksheet, formats: Formats, places: Places, *, missing: bool) -> None:
    for areas, condition, look in _marks(places, missing):
        mark_cells(worksheet, formats, areas, condition, look)


@lru_cache(LAYOUTS)
def _marks(places: Places, missing: bool) -> tuple[Mark, ...]:
    """Return the marks of what is missing, or else those of what is doubtful, apart from ratings."""
    found = []
    for condition in (each for each in conditions(places.declared) if (each.line in MISSING_LINES) is missing):
        at, body = places.first_row(condition.table), places.bodies[condition.table.key]
        own = places.declared.table(condition.table.key)
        keys = [key for key in condition.marked if key in own.headings and (missing or key != RATING)]
        letters = [xl_col_to_name(own.column(key) - 1) for key in keys]
        areas = [f"{letter}{body.start + 1}:{letter}{body.stop}" for letter in letters]
        if areas:
            holds = _is_marked(condition, at, f"{letters[0]}{body.start + 1}")
            found.append((areas, holds, condition.look))
    return tuple(found)


def _is_marked(condition: Condition, at: Refs, cell: str) -> str:
    """Return the whole condition for the mark of a cell: its line of the panel counts something, too."""
    return f"({value_cell(condition.line)}>0)*{condition.at_cell(at, cell)}>0"
