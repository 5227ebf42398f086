"""A sheet that people fill in, written from its declaration: labels, tables, drop-downs, prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.layout import (
    DATES,
    LISTS,
    NO_INPUTS,
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
from plan_workbook.package.heights import LINE, PADDING, height_for
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.scale import Scale
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.values.example_day import in_its_year, with_days_of_its_year
from plan_workbook.values.text import in_item_words
from plan_workbook.writing.formats import (
    FRAME,
    GREY,
    INDENTED,
    MISSING,
    WHITE,
    Formats,
    open_at,
)
from plan_workbook.writing.inputs import CENTRED, room_in, spare_style, write_input
from plan_workbook.writing.literal import caption
from plan_workbook.writing.marks import give_look, mark_cells, mark_ratings
from plan_workbook.writing.page_setup import DIGIT_PIXELS, SIDES, fitted, set_widths
from plan_workbook.writing.placing import filled
from plan_workbook.writing.worksheets import FittedWorksheet

Remembered = Mapping[tuple[str, int], str]
"""What the sheet says of the last period, by the column's key and the place of the row in its table, from 0."""
THIN = 6.0
"""Height in points of the locked row below a table's last spare row."""
_TITLE_LENGTH, _PROMPT_LENGTH = 32, 255
"""Characters that Excel allows in the title and the text of an input prompt."""


_RULES = {
    **dict.fromkeys(DATES, "action-date-unreadable"),
    Kind.STATUS: "recommendation-status-unknown",
    Kind.RATING: "action-rating-missing",
    Kind.BETTER: "indicator-better-missing",
}
"""The rules whose advice is shown as a warning while a cell of that kind is being typed."""
_IN_WORDS = {
    Kind.TARGET: 'COUNT(SEARCH("?-?",{0}),SEARCH("? to ?",{0}))>0',
    Kind.TOLERANCE: 'ISNUMBER(SEARCH("? ?",{0}))',
}
"""What a figure of a plan with full terms may be apart from a number: a band, or an amount with its unit."""


def with_thin_row(body: range) -> range:
    """Return a table's rows with the thin one below them: what reaches it grows when a row is inserted above it."""
    return range(body.start, body.stop + 1)


_SAFE = 0.95
"""The share of a wide line that is surely there: programs do not agree how wide letters are."""
_LEAST_LINES = 2
"""Of a row whose cells are merged, which no program makes taller while somebody types."""


class InputSheet:
    """A sheet that people fill in, written from its declaration."""

    def __init__(
        self,
        workbook: Workbook,
        worksheet: FittedWorksheet,
        formats: Formats,
        layout: Sheet,
        item_word: str = DEFAULT_ITEM_WORD,
        sides: float = SIDES,
        report_date: date | None = None,
    ) -> None:
        """Start the sheet.

        `sides` is the margin on the left and the right that it is printed with, in inches; the examples of dates in
        prompts are of the year of `report_date`.
        """
        self.workbook, self.worksheet, self.formats, self.layout = workbook, worksheet, formats, layout
        self._item_word, self._report_date = item_word, report_date
        self._quoted = quote_sheetname(worksheet.get_name())
        self.heights: dict[int, float] = {}
        """Heights in points of the rows (from 0) that were given one."""
        self.paper, self.widths = fitted(layout, sides)
        """What it is printed on, and how wide its columns are, in characters."""
        self._required: list[str] = []
        """The cells of required fields."""
        self._spare: list[tuple[Table, range]] = []
        """The spare rows of the tables, each with the thin row below them."""
        set_widths(worksheet, self.widths, formats, "paper")
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
        """Give a row (from 0) its height in points, and remember it."""
        self.worksheet.set_row(row, height)
        self.heights[row] = height

    def field(self, row: int, field: Field, read: Input[object], was: str = "") -> None:
        """Write a field's label and value in a row counted from 0; `was` is what it says of the last period."""
        label, value = self.layout.label_column - 1, self.layout.value_column - 1
        style = "label_drawn_on" if self.layout.to_the_edge else "label"
        self.worksheet.write_string(row, label, field.label, self.formats(style))
        for column in range(label if self.layout.to_the_edge else 0):
            self.worksheet.write_blank(row, column, None, self.formats("before_label"))
        write_input(self.worksheet, self.formats, row, value, field.kind, read)
        width = self.widths[value]
        least = LINE * field.height if not read.typed else 0
        self.set_row(row, max(least, height_for([(read.text, room_in(width, field.kind))])))
        self.name(field.name, row, value, row, value)
        self._validate(row, row, value, field.kind, field.label, field.prompt)
        if field.note:
            self.worksheet.write_string(row, value + 1, field.note, self.formats("note_beside"))
        if field.remembered:
            self._remembered(row, value + 1, was, "was_beside")
        if field.required:
            self._required.append(xl_rowcol_to_cell(row, value))

    def mark_required(self) -> None:
        """Mark the required fields while they are blank."""
        blank = f"LEN(TRIM({self._required[0]}))=0"
        mark_cells(self.worksheet, self.formats, self._required, blank, MISSING)

    def _remembered(self, row: int, column: int, text: str, style: str) -> None:
        look = self.formats(style)
        if text:
            self.worksheet.write_string(row, column, text, look)
        else:
            self.worksheet.write_blank(row, column, None, look)

    def table(
        self,
        table: Table,
        body: range,
        rows: Sequence[Mapping[str, Input[Any]]],
        was: Remembered = MappingProxyType({}),
    ) -> None:
        """Write a table: title, headings, rows, spare rows, and a thin locked row below them.

        `body` is the rows (from 0) that people fill in. A table with fewer columns than the sheet is drawn to its edge.
        """
        row = body.start - 1
        if table.title:
            self._band(row - 1, table.title)
            self.help(row - 1, table.first_column + 1, table.help)
        first, last = table.first_column - 1, table.last_column - 1
        rooms = [room_in(self.widths[at], each.kind) for at, each in enumerate(table.columns, first)]
        self.set_row(row, height_for((each.heading, room) for each, room in zip(table.columns, rooms, strict=True)))
        for column, each in enumerate(table.columns, first):
            look = {"align": "center"} if each.kind in CENTRED else INDENTED
            self.worksheet.write_string(row, column, each.heading, self.formats("heading", **look))
        for column in range(last + 1, self._edge(table)):
            self.worksheet.write_blank(row, column, None, self.formats("after_heading"))
        if table.across:
            self._rows_across(table, body, rows)
        else:
            self._rows(table, body, rows, rooms, was)
        self.worksheet.set_row(body.stop, THIN)  # some programs make it as tall as a line, so pages leave room for one
        self.name(table.name, row, first, body.stop - 1, last)
        for column, each in enumerate(table.columns, first):
            if each.kind not in NO_INPUTS:
                full = table.full_terms
                self._validate(body.start, body.stop, column, each.kind, each.heading, each.prompt, full_terms=full)

    def _rows_across(self, table: Table, body: range, rows: Sequence[Mapping[str, Input[Any]]]) -> None:
        """Write the rows of a table whose only column is as wide as the sheet.

        No program makes a row of merged cells taller while somebody types, so each has some room.
        """
        column, first, last = table.columns[0], table.first_column - 1, len(self.widths) - 1
        self.worksheet.write_string(body.start - 1, first + 2, table.help, self.formats("paragraph_help"))
        width = sum(each + 5 / DIGIT_PIXELS for each in self.widths[first:]) - 5 / DIGIT_PIXELS
        for at, number in enumerate(body):
            style = "input" if at < len(rows) else "spare"
            self.worksheet.merge_in_row(number, first, last, self.formats(style))
            height = LINE * _LEAST_LINES + PADDING
            if at < len(rows):
                read = rows[at][column.key]
                height = max(height, height_for([(read.text, room_in(width * _SAFE, column.kind))]))
                write_input(self.worksheet, self.formats, number, first, column.kind, read)
            self.worksheet.fix_row(number, height)
            self.heights[number] = height
        self._spare.append((table, with_thin_row(body[len(rows) :])))

    def _rows(
        self,
        table: Table,
        body: range,
        rows: Sequence[Mapping[str, Input[Any]]],
        rooms: Sequence[float],
        was: Remembered,
    ) -> None:
        first, rest = table.first_column - 1, range(table.last_column, self._edge(table))
        columns = [(column, each) for column, each in enumerate(table.columns, first) if each.kind not in NO_INPUTS]
        locked = [(column, each) for column, each in enumerate(table.columns, first) if each.kind is Kind.WAS]
        blank: Input[object] = Input(None, None, "", "")
        for number, inputs in zip(body, rows, strict=False):
            texts = [(inputs[each.key].text, rooms[at - first]) for at, each in columns if each.key in inputs]
            said = {column: was.get((each.key, number - body.start), "") for column, each in locked}
            texts += [(text, rooms[column - first]) for column, text in said.items() if text]
            self.set_row(number, height_for(texts))
            for column, each in columns:
                style = "input_drawn_on" if rest and column == rest.start - 1 else "input"
                write_input(self.worksheet, self.formats, number, column, each.kind, inputs.get(each.key, blank), style)
            for column, text in said.items():
                self._remembered(number, column, text, "was")
            self._draw_on(number, rest)
        spare, look = body[len(rows) :], "input" if table.ruled else "spare"
        if not table.ruled:
            self._spare.append((table, with_thin_row(spare)))
        styles = [(column, spare_style(self.formats, each.kind, look)) for column, each in columns] if spare else []
        styles += [(column, self.formats("spare_was")) for column, _ in locked] if spare else []
        for number in spare:
            self.set_row(number, height_for(()))
            for column, style in styles:
                self.worksheet.write_blank(number, column, None, style)

    def _draw_on(self, row: int, rest: range) -> None:
        """Draw the last cell of a row on to the edge of the sheet."""
        for column in rest:
            style = "drawn_to_the_edge" if column == rest[-1] else "drawn_on"
            self.worksheet.write_blank(row, column, None, self.formats(style))

    def _edge(self, table: Table) -> int:
        """Return how far a table is drawn: to that column, counted from 1."""
        return len(self.widths) if self.layout.to_the_edge else table.last_column

    def whole_row(self, table: Table, look: Mapping[str, Any]) -> list[tuple[int, int, Mapping[str, Any]]]:
        """Return the looks of the cells of a row, as far as it is drawn, each with its first and last column from 0."""
        first, last, edge = table.first_column - 1, table.last_column - 1, self._edge(table) - 1
        if edge == last or table.across:
            return [(first, edge, look)]
        between = [(last + 1, edge - 1, open_at(look, "left", "right"))] if edge - 1 > last else []
        ends = [(last, last, open_at(look, "right")), (edge, edge, open_at(look, "left"))]
        return [(first, last - 1, look), *ends, *between]

    def _band(self, row: int, title: str) -> None:
        for column in range(len(self.widths)):
            self.worksheet.write_blank(row, column, None, self.formats("section", bg_color=WHITE, **INDENTED))
        self.worksheet.write_string(row, 0, title, self.formats("section", bg_color=WHITE, **INDENTED))

    def help(self, row: int, column: int, text: str) -> None:
        """Write a text that explains something, row and column counted from 0."""
        self.worksheet.write_string(row, column, text, self.formats("help", bg_color=WHITE, **INDENTED))

    def frame_spare_rows(self) -> None:
        """Draw borders in spare rows once there is something in them. Call this last: every other mark goes first.

        Until then only the screen shows where they are, by the lines around cells without a fill, which are not
        printed. So nothing has to be set before printing, and nothing that somebody adds is left out.
        """
        for table, rows in self._spare:
            first = table.first_column - 1
            begun = f"{filled(table, rows.start)}>0"
            grey = [at for at, each in enumerate(table.columns, first) if each.kind in NO_INPUTS]
            if grey:
                areas = [xl_range(rows.start, at, rows.stop - 1, at) for at in grey]
                give_look(self.worksheet, self.formats, areas, begun, FRAME | {"bg_color": GREY})
            rule = {"type": "formula", "criteria": f"={begun}", "format": self.formats.unregistered(**FRAME)}
            self.worksheet.conditional_format(rows.start, first, rows.stop - 1, self._edge(table) - 1, rule)

    def _validate(
        self, first: int, last: int, column: int, kind: Kind, title: str, prompt: str, *, full_terms: bool = False
    ) -> None:
        """Attach the input prompt and, depending on the kind, a drop-down or a warning while typing."""
        cell = xl_rowcol_to_cell(first, column)
        options: dict[str, Any] = {"validate": "any", "input_title": title[:_TITLE_LENGTH]}
        said = in_its_year(prompt, self._report_date)
        options["input_message"] = in_item_words(said, caption(self._item_word))[:_PROMPT_LENGTH]
        if kind in LISTS or kind is Kind.RATING:
            source = LISTS[kind][0] if kind in LISTS else RATINGS_LIST
            options |= {
                "validate": "list",
                "source": f"={source}",
                "show_error": kind not in OPEN_LISTS,
                "error_title": title[:_TITLE_LENGTH],
                "error_message": self._advice(kind) or "Choose one from the list, or leave it blank.",
            }
        elif kind in DATES or kind in NUMBERS:
            advice = self._advice(kind) or "This should be a number on its own, such as 90% or 41."
            # Excel has already made 01/03/2018 of Mar 2018, and the cell does not show that only a month was typed.
            first = kind is Kind.END_DATE
            advice += " Excel makes the first day of a month alone; is its last meant?" if first else ""
            fine = f"DAY({cell})<>1" if first else "TRUE"
            empty = f'OR({cell}="-",LOWER({cell})="n/a",LOWER({cell})="tbc")'
            if full_terms and kind in _IN_WORDS:
                empty = f"OR({empty},{_IN_WORDS[kind].format(cell)})"
            options |= {
                "validate": "custom",
                "value": f"=IF(ISNUMBER({cell}),{fine},{empty})",
                "error_type": "warning",
                "error_title": title[:_TITLE_LENGTH],
                "error_message": f"{advice} Keep what you typed all the same?"[:_PROMPT_LENGTH],
            }
        self.worksheet.data_validation(first, column, last, column, options)

    def _advice(self, kind: Kind) -> str:
        """Return the fix of the rule about such a cell; empty if it differs from cell to cell."""
        name = "plan-date-unreadable" if self.layout.title == PLAN_SHEET and kind in DATES else _RULES.get(kind)
        fix = catalogue()[name].fix if name else ""
        return with_days_of_its_year(fix, self._report_date) if isinstance(fix, str) else ""

    def rating_colours(self, first: int, last: int, column: int, scale: Scale, doubts: Sequence[str] = ()) -> None:
        """Fill rating cells by the code or label in them, which can always be read without the colour.

        `doubts` are the conditions on which one is in doubt, written for the first cell.
        """
        cell = xl_rowcol_to_cell(first, column)
        for position, rating in enumerate(scale.ratings, 1):
            if not is_colour(rating.colour):
                continue
            code = f"INDEX({RATING_CODES_NAME},{position})"
            label = f"INDEX({RATING_LABELS_NAME},{position})"
            look = {"bg_color": rating.colour, "font_color": ink_on(rating.colour), "bold": True}
            rated = f'{cell}<>"",OR(TRIM({cell})={code},TRIM({cell})={label})'
            areas = [xl_range(first, column, last, column)]
            mark_ratings(self.worksheet, self.formats, areas, f"AND({rated})", look, doubts)
