"""Where many plans are, as a workbook: a first page for a meeting, then a sheet for each list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import ClassVar

from xlsxwriter.workbook import Workbook

from plan_workbook.region.tables import Cell, Column, Kind, Section, Table, fill_of
from plan_workbook.region.told import Told
from plan_workbook.values.text import long_date
from plan_workbook.writing.board_page import COUNT
from plan_workbook.writing.formats import FONT, SIZE
from plan_workbook.writing.generated_page import DrawnPage
from plan_workbook.writing.page_setup import A3, A4, NARROW, SMALLEST, Footer, scale_of
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import LiteralWorkbook

_STYLES = {
    Kind.PLACE: "strong",
    Kind.TEXT: "cell",
    Kind.COUNT: "number",
    Kind.FIGURE: "number",
    Kind.WORD: "number",
    Kind.DAY: "number",
}
_SIDE = (32, 11, 9)
"""The widths of a small table."""
_FIRST_WIDTHS = (*_SIDE, 3, *_SIDE)
_BESIDE = len(_SIDE) + 1
"""The column from which the table on the right begins."""
_TALL_ENOUGH = 2_000
"""Rows whose heights are worked out; in longer lists, those that follow are left to Excel."""


def region_workbook(told: Told) -> bytes:
    """Return the workbook; the same figures give the same bytes."""
    content = BytesIO()
    with LiteralWorkbook(content, strings_to_urls=False) as workbook:
        workbook.set_properties({"title": told.title, "created": EPOCH})
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(SIZE)
        _First(workbook, told).draw()
        for section in told.sections:
            _List(workbook, told, section).draw()
    return content.getvalue()


class _Sheet(DrawnPage):
    margins: ClassVar = NARROW

    def __init__(self, workbook: Workbook, name: str, told: Told, widths: Sequence[float]) -> None:
        super().__init__(workbook, name, Footer(told.title), widths)
        self.told = told

    def set_up(self, *, footer: str = "", repeat: int = 0) -> None:
        """Set the page up for printing and for reading; a sheet that would be printed too small is for A3."""
        super().set_up(footer=footer, repeat=repeat)
        if scale_of(self.widths, A4, self.sides) < SMALLEST:
            self.sheet.set_paper(A3.number)

    def table(self, table: Table) -> None:
        """Write a table from the first column on."""
        middle = [column for column, each in enumerate(table.columns) if _STYLES[each.kind] == "number"]
        self.headings([each.heading for each in table.columns], middle)
        for number, row in enumerate(table.rows):
            for column, (declared, value) in enumerate(zip(table.columns, row, strict=True)):
                self.cell(column, declared, value)
            if number < _TALL_ENOUGH:
                self.fit([(column, value) for column, value in enumerate(row) if isinstance(value, str)])
            else:
                self.row += 1

    def cell(self, column: int, declared: Column, value: Cell) -> None:
        """Write a cell of a table."""
        style = _STYLES[declared.kind]
        if isinstance(value, date):
            self.write(column, long_date(value), self.formats(style))
        elif isinstance(value, int):
            self.write(column, value, self.formats(style, num_format=COUNT))
        elif declared.kind is Kind.WORD and value and value != "All":
            self.write(column, value, self.formats.filled(style, fill_of(value)))
        else:
            self.write(column, value, self.formats(style))


class _First(_Sheet):
    """The first sheet: one sentence, how many there are of each sort, and what else there is."""

    def __init__(self, workbook: Workbook, told: Told) -> None:
        super().__init__(workbook, told.first.title, told, _FIRST_WIDTHS)

    def draw(self) -> None:
        """Draw the whole sheet."""
        self.head(self.told.title, self.told.facts)
        self.across(self.told.verdict, "verdict")
        tables = self.told.first.tables
        for left, right in zip(tables[::2], tables[1::2], strict=True):
            self._pair(left, right)
        self.section("What else is in this workbook", together=len(self.told.sections) + 1)
        for each in self.told.sections:
            self.link(0, each.title, "A1", each.title)
            self.write(1, each.tables[0].total if each.tables else 0, self.formats("number", num_format=COUNT))
            self.row += 1
        self.set_up()

    def _pair(self, left: Table, right: Table) -> None:
        """Write two small tables next to each other."""
        self.section(left.caption, together=max(len(left.rows), len(right.rows)) + 2)
        self.sheet.write_string(self.row - 1, _BESIDE, right.caption, self.formats("section"))
        self.sheet.write_blank(self.row - 1, _BESIDE - 1, None, self.formats("plain"))
        top = self.row
        for first, table in ((0, left), (_BESIDE, right)):
            self.row = top
            for column, declared in enumerate(table.columns, first):
                style = "heading" if column == first else "heading_middle"
                self.write(column, declared.heading, self.formats(style))
            for row in table.rows:
                self.row += 1
                for column, (declared, value) in enumerate(zip(table.columns, row, strict=True), first):
                    self.cell(column, declared, value)
        self.row = top + max(len(left.rows), len(right.rows)) + 1


class _List(_Sheet):
    """A sheet with a list."""

    def __init__(self, workbook: Workbook, told: Told, section: Section) -> None:
        columns = section.tables[0].columns if section.tables else ()
        super().__init__(workbook, section.title, told, [each.width for each in columns] or [60])
        self.shown = section

    def draw(self) -> None:
        """Draw the whole sheet."""
        self.head(f"{self.shown.title}: {self.told.title}", self.shown.said)
        for table in self.shown.tables:
            top = self.row
            self.table(table)
            if self.row > top + 1:
                self.sheet.autofilter(top, 0, self.row - 1, self.columns - 1)
            if table.rest:
                self.write(0, f"{table.rest:,} more are in the store.", self.formats("more"))
                self.row += 1
            self.set_up(footer=f"{self.shown.title}: ", repeat=top)
            self.sheet.freeze_panes(top + 1, 1)
            return
        self.set_up(footer=f"{self.shown.title}: ")
