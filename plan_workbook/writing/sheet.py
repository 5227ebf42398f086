"""What every sheet of the template has in common: cells by declaration, lists and prompts, protection, print set-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from plan_workbook.layout import (
    DATES,
    GENERATED_AREA_NAME,
    LISTS,
    MARKED_NAME,
    NUMBERS,
    OPEN_LISTS,
    PLAN_SHEET,
    RATING_CODES_NAME,
    RATING_LABELS_NAME,
    RATINGS_LIST,
    Field,
    Kind,
    Sheet,
    Table,
)
from plan_workbook.plan.model import DEFAULT_ITEM_WORD, Input, Scale
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.values.text import in_item_words
from plan_workbook.writing.formats import INK, MARK, MARK_FILL, Formats
from plan_workbook.writing.heights import LINE, height_for
from plan_workbook.writing.inputs import write_input

A4 = 9
A4_POINTS = (841.9, 595.3)
"""Its width and height, lying."""
SIDES = 0.4
TOP_MARGIN, BOTTOM_MARGIN = 0.5, 0.7
"""Inches."""
LAST_MARKED_ROW, MARKED_COLUMNS = 2000, 26
"""How far the marks of doubtful cells reach on a sheet that people fill in: far beyond its tables."""
_IS_MARKED = f"ISNUMBER(MATCH(ADDRESS(ROW(),COLUMN(),4),{MARKED_NAME},0))"
_PROTECTION = {"format_rows": True, "format_columns": True}
_TITLE_LENGTH, _PROMPT_LENGTH = 32, 255
"""Characters Excel allows in the title and text of an input prompt."""


_RULES = {
    **dict.fromkeys(DATES, "action-date-unreadable"),
    Kind.STATUS: "recommendation-status-unknown",
    Kind.RATING: "action-rating-missing",
    Kind.BETTER: "indicator-better-missing",
}
"""The rules whose advice stands in the warning while a cell of that kind is typed."""


@dataclass(frozen=True)
class Footer:
    """What every printed page says of where it comes from."""

    plan: str
    date: str

    def text(self) -> str:
        """Return it in Excel's header codes: plan left, date in the middle, page numbers right."""
        left = shorten(self.plan, 110, placeholder="...").replace("&", "&&")
        return f"&L{left}&C{self.date.replace('&', '&&')}&RPage &P of &N"


def set_up_page(
    worksheet: Worksheet, footer: Footer, *, repeat: tuple[int, int] = (0, 0), sides: float = SIDES
) -> None:
    """Print on A4 landscape, one page wide, heading rows repeated (counted from 0), page numbers in the footer.

    `sides` is the margin on the left and the right, in inches.
    """
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=sides, right=sides, top=TOP_MARGIN, bottom=BOTTOM_MARGIN)
    worksheet.repeat_rows(*repeat)
    worksheet.set_footer(footer.text())
    worksheet.hide_gridlines(2)


def set_widths(worksheet: Worksheet, widths: Sequence[float], formats: Formats) -> None:
    """Set column widths, in characters, from column A."""
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width, formats("plain"))


def name_generated_area(workbook: Workbook, worksheet: Worksheet, *area: int) -> None:
    """Mark the cells (first row, first column, last row, last column, from 0) of a sheet that nobody types on."""
    sheet = quote_sheetname(worksheet.get_name())
    workbook.define_name(f"{sheet}!{GENERATED_AREA_NAME}", f"={sheet}!{xl_range_abs(*area)}")


def protect(worksheet: Worksheet) -> None:
    """Lock everything but inputs, without a password; row heights and column widths stay adjustable."""
    worksheet.protect("", _PROTECTION)


class InputSheet:
    """A sheet that people fill in, written from its declaration."""

    def __init__(
        self, workbook: Workbook, worksheet: Worksheet, formats: Formats, layout: Sheet,
        item_word: str = DEFAULT_ITEM_WORD,
    ) -> None:  # fmt: skip
        self.workbook, self.worksheet, self.formats, self.layout = workbook, worksheet, formats, layout
        self._item_word = item_word
        self._quoted = quote_sheetname(worksheet.get_name())
        self.heights: dict[int, float] = {}
        """Points of the rows (from 0) that were given a height."""
        set_widths(worksheet, layout.widths, formats)
        worksheet.ignore_errors({"number_stored_as_text": "A1:Z2000"})

    def name(self, name: str, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Give a range (from 0) a name that belongs to this sheet alone."""
        area = xl_range_abs(first_row, first_column, last_row, last_column)
        self.workbook.define_name(f"{self._quoted}!{name}", f"={self._quoted}!{area}")

    def workbook_name(self, name: str, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Give a range (from 0) a name that the whole workbook knows."""
        area = xl_range_abs(first_row, first_column, last_row, last_column)
        self.workbook.define_name(name, f"={self._quoted}!{area}")

    def set_row(self, row: int, height: float) -> None:
        """Give a row (from 0) its height, and remember it."""
        self.worksheet.set_row(row, height)
        self.heights[row] = height

    def field(self, row: int, field: Field, read: Input[object]) -> None:
        """Write a field's label and value in a row counted from 0."""
        label, value = self.layout.label_column - 1, self.layout.value_column - 1
        self.worksheet.write_string(row, label, field.label, self.formats("label"))
        write_input(self.worksheet, self.formats, row, value, field.kind, read)
        width = self.layout.widths[value]
        least = LINE * field.height if not read.typed else 0
        self.set_row(row, max(least, height_for([(read.text, width)])))
        self.name(field.name, row, value, row, value)
        self._validate(row, row, value, field.kind, field.label, field.prompt)

    def table(self, row: int, table: Table, rows: Sequence[Mapping[str, Input[Any]]]) -> range:
        """Write a table from a row counted from 0: title, headings, rows and spare rows.

        Returns the rows (from 0) below the heading; the row after them is free.
        """
        if table.title:
            self._band(row, table.title)
            self.worksheet.write_string(row, table.first_column + 1, table.help, self.formats("help"))
            row += 1
        first, last = table.first_column - 1, table.last_column - 1
        self.set_row(row, height_for((c.heading, self.layout.widths[i]) for i, c in enumerate(table.columns, first)))
        for column, each in enumerate(table.columns, first):
            self.worksheet.write_string(row, column, each.heading, self.formats("heading"))
        body = range(row + 1, row + 1 + max(len(rows) + table.spare, table.least))
        blank: Input[object] = Input(None, None, "", "")
        for number in body:
            inputs = rows[number - body.start] if number - body.start < len(rows) else {}
            texts = [
                (inputs[each.key].text, self.layout.widths[column])
                for column, each in enumerate(table.columns, first)
                if each.key in inputs
            ]
            self.set_row(number, height_for(texts))
            for column, each in enumerate(table.columns, first):
                if each.kind is not Kind.FORMULA:
                    write_input(self.worksheet, self.formats, number, column, each.kind, inputs.get(each.key, blank))
        self.name(table.name, row, first, body.stop - 1, last)
        for column, each in enumerate(table.columns, first):
            if each.kind is not Kind.FORMULA:
                self._validate(body.start, body.stop - 1, column, each.kind, each.heading, each.prompt)
        return body

    def _band(self, row: int, title: str) -> None:
        for column in range(len(self.layout.widths)):
            self.worksheet.write_blank(row, column, None, self.formats("section"))
        self.worksheet.write_string(row, 0, title, self.formats("section"))

    def _validate(self, first: int, last: int, column: int, kind: Kind, title: str, prompt: str) -> None:
        """Attach the input prompt and, by kind, a drop-down or a word of warning while typing."""
        cell = xl_rowcol_to_cell(first, column)
        options: dict[str, Any] = {"validate": "any", "input_title": title[:_TITLE_LENGTH]}
        options["input_message"] = in_item_words(prompt, self._item_word)[:_PROMPT_LENGTH]
        if kind in LISTS or kind is Kind.RATING:
            source = LISTS[kind][0] if kind in LISTS else RATINGS_LIST
            options |= {
                "validate": "list", "source": f"={source}", "show_error": kind not in OPEN_LISTS,
                "error_title": title[:_TITLE_LENGTH],
                "error_message": self._advice(kind) or "Choose one from the list, or leave it blank.",
            }  # fmt: skip
        elif kind in DATES or kind in NUMBERS:
            advice = self._advice(kind) or "This should be a number on its own, such as 90% or 41."
            empty = f'{cell}="-",LOWER({cell})="n/a",LOWER({cell})="tbc"'
            options |= {
                "validate": "custom", "value": f"=OR(ISNUMBER({cell}),{empty})", "error_type": "warning",
                "error_title": title[:_TITLE_LENGTH],
                "error_message": f"{advice} Keep what you typed all the same?"[:_PROMPT_LENGTH],
            }  # fmt: skip
        self.worksheet.data_validation(first, column, last, column, options)

    def _advice(self, kind: Kind) -> str:
        """Return what the rule about such a cell says to do, where it says the same of all of them."""
        from plan_workbook.checking.rule import catalogue  # brings Polars along, which nobody needs to draw a page

        name = "plan-date-unreadable" if self.layout.title == PLAN_SHEET and kind in DATES else _RULES.get(kind)
        fix = catalogue()[name].fix if name else ""
        return fix if isinstance(fix, str) else ""

    def rating_colours(self, first: int, last: int, column: int, scale: Scale) -> None:
        """Fill rating cells by the code or label that stands in them; the letter is always there to read."""
        cell = xl_rowcol_to_cell(first, column)
        for position, rating in enumerate(scale.ratings, 1):
            if not is_colour(rating.colour):
                continue
            code = f"INDEX({RATING_CODES_NAME},{position})"
            label = f"INDEX({RATING_LABELS_NAME},{position})"
            look = {"bg_color": rating.colour, "font_color": ink_on(rating.colour), "bold": True}
            rated = f'{cell}<>"",OR(TRIM({cell})={code},TRIM({cell})={label})'
            areas = [xl_range(first, column, last, column)]
            mark_cells(self.worksheet, self.formats, areas, f"AND({rated})", look)


def mark_cells(
    worksheet: Worksheet, formats: Formats, areas: Sequence[str], condition: str, look: Mapping[str, Any]
) -> None:
    """Give cells a look while a condition holds, written for the first cell of the first area.

    LibreOffice follows only the first rule that holds, so a cell that Checks lists as well has one of its own.
    """
    for holds, more in (
        (f"AND({_IS_MARKED},{condition})", {"border": 1, "border_color": MARK}), (condition, {})
    ):  # fmt: skip
        options: dict[str, Any] = {"type": "formula", "criteria": f"={holds}"}
        options |= {"format": formats.unregistered(**{**look, **more}), "multi_range": " ".join(areas)}
        worksheet.conditional_format(areas[0], options)


def mark_doubtful_cells(worksheet: Worksheet, formats: Formats) -> None:
    """Give the cells that Checks lists a red border while it lists them; a name of the sheet's own says where it does.

    To be called last: a rating keeps its fill, for of several rules that fill a cell the first one counts.
    """
    marked = formats.unregistered(border=1, border_color=MARK, bold=True, bg_color=MARK_FILL, font_color=INK)
    worksheet.conditional_format(
        0,
        0,
        LAST_MARKED_ROW - 1,
        MARKED_COLUMNS - 1,
        {"type": "formula", "criteria": f"={_IS_MARKED}", "format": marked},
    )


def column_range(rows: range, column: int) -> str:
    """Return the absolute reference of a column's rows (from 0), such as ``$C$12:$C$21``."""
    letter = xl_col_to_name(column)
    return f"${letter}${rows.start + 1}:${letter}${rows.stop}"
