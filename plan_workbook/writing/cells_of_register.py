"""In which cell of a new workbook a value of its register will be, worked out from the layout that draws the sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook import layout
from plan_workbook.layout import PLAN, RECOMMENDATION, Sheet
from plan_workbook.register import NUMBER, PARAGRAPHS, Register
from plan_workbook.values.text import fold
from plan_workbook.writing.arranging import arranged
from plan_workbook.writing.master import SheetContents, contents_of, used_by_contents
from plan_workbook.writing.placing import Places, places_on


class _On(NamedTuple):
    """A sheet of the new workbook."""

    name: str
    declared: Sheet
    places: Places

    def cell(self, row: int, column: int) -> str:
        """Return the address of a cell as `validate` gives it, row and column counted from 0."""
        return f"{self.name}!{xl_rowcol_to_cell(row, column)}"


class CellsOfRegister:
    """The cells of the workbook that `template_workbook` makes of a register."""

    def __init__(self, register: Register) -> None:
        """Work out the places of everything in a register.

        Raises:
            RegisterError: it can't become a workbook.
        """
        contents = contents_of(register)
        used = contents.used | used_by_contents(contents)
        on_plan, on_each = PLAN.using(used), RECOMMENDATION.using(used)
        self._register = register
        self._plan = _On(layout.PLAN_SHEET, on_plan, _places(on_plan, contents.tables))
        self._sheets = [_on_sheet(each, arranged(on_each, each.tables)) for each in contents.sheets]
        self._paragraphs = [
            {key: [row[layout.PARAGRAPH].text for row in each.tables[key]] for key in PARAGRAPHS}
            for each in contents.sheets
        ]
        first: dict[str, int] = {}
        for place, record in enumerate(register.rows("recommendations")):
            first.setdefault(fold(record[NUMBER]), place)
        self._of_rows = {
            key: _numbered([first.get(fold(record[NUMBER])) for record in register.rows(key)])
            for key in (layout.INDICATORS.key, layout.ACTIONS.key)
        }

    def cell(self, table: str, row: int, field: str, text: str = "") -> str:
        """Return the cell of a value, such as ``R04!C12``; empty if it will not be in one of its own.

        Args:
            table: the register's table.
            row: its row there, from 0.
            field: its heading.
            text: what was read, by which a paragraph of several is found.
        """
        if table == "plan":
            return self._field_of_plan(row)
        if table == "recommendations":
            return self._of_recommendation(row, field, text)
        if table in self._of_rows:
            sheet, at = self._of_rows[table].get(row, (None, 0))
            if sheet is None:
                return ""
            if field == NUMBER:
                return self._of_recommendation(sheet, field, text)
            return _in_table(self._sheets[sheet], table, at, field)
        return _in_table(self._plan, table, row, field) if table in self._plan.places.bodies else ""

    def _field_of_plan(self, row: int) -> str:
        records = self._register.rows("plan")
        label = fold(records[row]["Field"]) if row < len(records) else ""
        key = next((each.key for each in self._plan.declared.fields if fold(each.label) == label), None)
        if key is None:
            return ""
        return self._plan.cell(self._plan.places.fields[key], self._plan.declared.value_column - 1)

    def _of_recommendation(self, row: int, field: str, text: str) -> str:
        if row >= len(self._sheets):
            return ""
        sheet = self._sheets[row]
        for each in sheet.declared.fields:
            if each.heading == field:
                return sheet.cell(sheet.places.fields[each.key], sheet.declared.value_column - 1)
        for key, heading in PARAGRAPHS.items():
            if heading == field and key in sheet.places.bodies:
                paragraphs, wanted = self._paragraphs[row][key], fold(text)
                at = next((n for n, said in enumerate(paragraphs) if wanted and wanted in fold(said)), 0)
                return _in_table(sheet, key, at, field)
        return ""


def _on_sheet(sheet: SheetContents, declared: Sheet) -> _On:
    return _On(sheet.name, declared, _places(declared, sheet.tables))


def _places(declared: Sheet, tables: Mapping[str, Sized]) -> Places:
    return places_on(declared, {key: len(rows) for key, rows in tables.items()})


def _numbered(sheets: list[int | None]) -> dict[int, tuple[int | None, int]]:
    """Return for each row of a table its sheet, and which row of the table on that sheet it is, from 0."""
    counts: dict[int | None, int] = {}
    found = {}
    for row, sheet in enumerate(sheets):
        found[row] = (sheet, counts.get(sheet, 0))
        counts[sheet] = counts.get(sheet, 0) + 1
    return found


def _in_table(sheet: _On, key: str, row: int, field: str) -> str:
    table = sheet.declared.table(key)
    column = next((place for place, each in enumerate(table.columns) if each.heading == field), None)
    if column is None:
        return ""
    return sheet.cell(sheet.places.bodies[key].start + row, table.first_column - 1 + column)
