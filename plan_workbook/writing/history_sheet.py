"""The History sheet: a line for each thing in each period that has ended, which people can filter and print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range_abs
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.layout import HIDDEN_IN_HISTORY, HISTORY
from plan_workbook.matching.history import known_of
from plan_workbook.package import graft
from plan_workbook.plan.history_line import Figure, HistoryLine, Key, Known, key_of
from plan_workbook.plan.model import Plan
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.text import long_date
from plan_workbook.values.units import around, plain_number, plain_unit
from plan_workbook.writing.formats import RULE, Formats
from plan_workbook.writing.inputs import DATE_FORMAT
from plan_workbook.writing.literal import caption
from plan_workbook.writing.page_setup import Footer, name_generated_area, set_up_page, set_widths
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import LiteralWorkbook, PlainWorksheet

_ALL = (*HISTORY.columns, *HIDDEN_IN_HISTORY)
_AT = {column.key: at for at, column in enumerate(_ALL)}
"""The places of the columns, from 0."""
_CENTRED = frozenset({"report_date", "rating", "data_period", "target", "actual", "due"})
_HEIGHT = 34
"""Points of the row of headings, for two lines."""


def with_history(content: bytes, plan: Plan) -> bytes:
    """Return a workbook with the history of a plan as its History sheet; a plan without a history has none.

    What things said in the last period is taken from this plan.
    """
    if not has_history(plan):
        return content
    return graft(content, plan.history_sheet or layout.HISTORY_SHEET, draw_history(plan), plan.name)


def has_history(plan: Plan) -> bool:
    """Tell whether there is anything to write on a History sheet."""
    return bool(plan.history.unread) or len(plan.history) > 0


def draw_history(plan: Plan) -> bytes:
    """Return a workbook whose first sheet is the history of a plan: the same history gives the same bytes."""
    content = BytesIO()
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"created": EPOCH})
        add_history(workbook, plan)
    return content.getvalue()


def add_history(workbook: LiteralWorkbook, plan: Plan) -> None:
    """Add the History sheet of a plan to a workbook that is being made."""
    sheet = workbook.add_worksheet(layout.HISTORY_SHEET, PlainWorksheet)
    _History(workbook, sheet, plan).draw()


class _History:
    def __init__(self, workbook: Workbook, sheet: PlainWorksheet, plan: Plan) -> None:
        self.workbook, self.sheet, self.plan = workbook, sheet, plan
        self.formats = Formats(workbook)
        self._styles: dict[tuple[str, str], Format] = {}

    def draw(self) -> None:
        lines, unread = self.plan.history.lines, self.plan.history.unread
        set_widths(self.sheet, [column.width for column in HISTORY.columns], self.formats)
        for column in _ALL:
            align = {"align": "center"} if column.key in _CENTRED else {"indent": 1}
            self.sheet.write_string(0, _AT[column.key], column.heading, self.formats("heading", **align))
        self.sheet.set_row(0, _HEIGHT)
        last = max((line.report_date for line in lines), default=None)
        known = known_of(self.plan)
        for row, line in enumerate(lines, 1):
            self._line(row, line, known if line.report_date == last else {})
        for row, texts in enumerate(unread, 1 + len(lines)):
            for column, text in zip(HISTORY.columns, texts, strict=True):
                if text:
                    self._text(row, column.key, text)
        self._finish(len(lines) + len(unread))

    def _line(self, row: int, line: HistoryLine, known: Mapping[Key, Known]) -> None:
        for key in ("period", "kind", "recommendation", "reference", "rating", "status", "data_period"):
            if text := getattr(line, key):
                self._text(row, key, text)
        self._date(row, "report_date", line.report_date)
        if line.due is not None:
            self._date(row, "due", line.due)
        for key, figure in (("target", line.target), ("actual", line.actual)):
            if figure is not None:
                self._figure(row, key, figure)
        figures = [each for each in (line.actual, line.target) if each is not None and each.unit]
        if figures:
            self._text(row, "unit", figures[0].unit)
        said = known.get(key_of(line, self.plan.item_word))
        if said is not None:
            self._text(row, "said", said.said)
            self._text(row, "cells", said.cells)

    def _text(self, row: int, key: str, text: str) -> None:
        self.sheet.write_string(row, _AT[key], text[: layout.LONGEST_TEXT], self._style(key, "@"))

    def _date(self, row: int, key: str, day: date) -> None:
        self.sheet.write_datetime(row, _AT[key], datetime(day.year, day.month, day.day), self._style(key, DATE_FORMAT))

    def _figure(self, row: int, key: str, figure: Figure) -> None:
        number = float(figure.value)
        if figure.upper is not None or as_decimal(number) != figure.value or not _fits_a_format(figure.unit):
            self._text(row, key, figure.text)
        else:
            self.sheet.write_number(row, _AT[key], number, self._style(key, _format(figure.value, figure.unit)))

    def _style(self, key: str, number_format: str) -> Format:
        if (key, number_format) not in self._styles:
            align = {"align": "center"} if key in _CENTRED else {"align": "left", "indent": 1}
            self._styles[key, number_format] = self.formats("plain", num_format=number_format, **align)
        return self._styles[key, number_format]

    def _finish(self, rows: int) -> None:
        hidden = range(len(HISTORY.columns), len(_ALL))
        self.sheet.set_column(hidden[0], hidden[-1], 8, None, {"hidden": True})
        self.sheet.autofilter(0, 0, rows, hidden[0] - 1)
        if rows:  # one rule for all cells: a border in each of them would take more than the lines themselves
            line = self.formats.unregistered(bottom=1, bottom_color=RULE)
            last = xl_col_to_name(hidden[0] - 1, col_abs=True)
            where = {"type": "formula", "criteria": f"=COUNTA($A2:{last}2)>0", "format": line}
            self.sheet.conditional_format(1, 0, rows, hidden[0] - 1, where)
        footer = Footer(f"{layout.HISTORY_SHEET}: {self.plan.title}", long_date(self.plan.report_date))
        set_up_page(self.sheet, footer)
        self.sheet.print_area(0, 0, rows, hidden[0] - 1)
        self.sheet.freeze_panes(1, 0)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:Z{rows + 1}"})
        name_generated_area(self.workbook, self.sheet, 0, 0, rows, hidden[-1])
        title = quote_sheetname(self.sheet.get_name())
        self.workbook.define_name(
            f"{title}!{layout.HISTORY_NAME}", f"={title}!{xl_range_abs(0, 0, rows, hidden[0] - 1)}"
        )
        self.sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True})


def _fits_a_format(unit: str) -> bool:
    """Tell whether a number format can hold a unit: not with a quotation mark, or what some programs would decode."""
    return '"' not in unit and caption(unit) == unit


def _format(value: Decimal, unit: str) -> str:
    """Return the number format that shows a figure with its unit: ``0"%"``, ``0.0" days"``, ``"£"0``.

    A percentage is kept as the number that people read: a program that loses the format of 0.41 makes 41% a 0.41.
    """
    places = len(plain_number(value).partition(".")[2])
    digits = "0" + ("." + "0" * places if places else "")
    if not unit:
        return digits if places else "0"
    before, after = around("%" if plain_unit(unit) == "%" else unit)
    return (f'"{before}"' if before else "") + digits + (f'"{after}"' if after else "")
