"""A generated page, drawn from the top down: the base of Summary and Checks, and of pages about many plans."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.package.heights import LINE, TALLEST, height_for, lines_of, parts_that_fit
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import long_date
from plan_workbook.writing.formats import BOARD, Formats
from plan_workbook.writing.literal import caption
from plan_workbook.writing.live_formulas import LONGEST_FORMULA, LiveFormula
from plan_workbook.writing.page_breaks import is_left_behind, page_height
from plan_workbook.writing.page_setup import MARGINS, SIDES, Footer, name_generated_area, set_up_page, set_widths
from plan_workbook.writing.worksheets import PlainWorksheet

_INDENT = 1.5
"""Characters of a line that the space between a text and the border takes."""
_AROUND = 0.7
"""Characters that a column has besides its width."""
_MOST_LINKS = 65_000
"""Excel allows 65,530 on a sheet."""
_LONGEST_LINK = 255
"""Characters of its text, and of its tip."""


class Spacing(NamedTuple):
    """Heights of rows, and of what they have besides their text, in points."""

    title: float = 30
    facts: float = 20
    leading: float = 4
    """Between two lines of a paragraph."""
    around: float = 5
    """Above and below a paragraph, together."""


class DrawnPage:
    """A sheet that nobody types on; `row` is the next free row, counted from 0."""

    margins: ClassVar = MARGINS
    """Around a printed page."""
    sides: ClassVar = SIDES
    """The margin on the left and the right of it, in inches."""
    spacing: ClassVar = Spacing()
    scale: ClassVar[int | None] = None
    """The percentage of its size at which it is printed; None to fit it to the paper."""

    def __init__(self, workbook: Workbook, name: str, footer: Footer, widths: Sequence[float]) -> None:
        """Start a sheet of that name with columns of these widths, in characters."""
        self.workbook, self.footer, self.name = workbook, footer, name
        self.sheet = workbook.add_worksheet(name, PlainWorksheet)
        self.formats = Formats(workbook, BOARD)
        self.widths = tuple(widths)
        self.row = 0
        self.heights: dict[int, float] = {}
        """Heights in points of the rows that were given one."""
        self.titles: dict[int, int] = {}
        """For each row with a title, the number of rows that stay on one page with it, its own included."""
        self._links = 0
        set_widths(self.sheet, self.widths, self.formats)

    @property
    def columns(self) -> int:
        """The number of columns of the page."""
        return len(self.widths)

    def write(self, column: int, value: object, style: Format) -> None:
        """Write a number, a text, or a formula with its value, into the row."""
        if isinstance(value, LiveFormula):
            if value.formula and len(value.formula) < LONGEST_FORMULA:
                self.sheet.write_formula(self.row, column, value.formula, style, value.value)
                return
            value = value.value
        if isinstance(value, int | float):
            self.sheet.write_number(self.row, column, value, style)
        elif value:
            self.sheet.write_string(self.row, column, str(value)[: layout.LONGEST_TEXT], style)
        else:
            self.sheet.write_blank(self.row, column, None, style)

    def tall(self, points: float) -> None:
        """Give the row a height in points."""
        self.sheet.set_row(self.row, points)
        self.heights[self.row] = points

    @cached_property
    def page_height(self) -> float:
        """The height in points of the rows that fit on a printed page."""
        return page_height(self.widths, self.sides, margins=self.margins)

    def height_of_page(self, number: int) -> float:
        """Return how many points of rows are put on a page, which is counted from 0; all pages are alike."""
        return self.page_height

    def page_breaks(self, wanted: Sequence[int]) -> list[int]:
        """Return the rows that begin a page: those wanted, and titles that would be left alone at the foot of a page.

        A title stays with as many rows as `section` was told, usually a heading and a first row.
        """
        heights = [self.heights.get(row, LINE) for row in range(self.row + 3)]
        breaks = [0]
        for title in sorted({*self.titles, *wanted}):
            page = self.height_of_page(len(breaks) - 1)
            if title in wanted or self.is_left_behind(heights, breaks[-1], title, page):
                breaks.append(title)
        return breaks[1:]

    def is_left_behind(self, heights: Sequence[float], first: int, title: int, page: float) -> bool:
        """Tell whether a title would be left alone at the foot of a page of so many points that begins with `first`."""
        together = sum(heights[title : title + self.titles.get(title, 1)])
        return is_left_behind(heights, range(first, title), together, page)

    def head(self, title: str, facts: Sequence[str]) -> None:
        """Write the title over the whole page, and the facts about the plan below it."""
        for column in range(self.columns):
            self.sheet.write_blank(0, column, None, self.formats("band"))
        self.write(0, title, self.formats("band"))
        self.row = 0
        self.tall(self.spacing.title)
        self.row = 1
        self.write(0, "   |   ".join(facts), self.formats("subtitle"))
        self.tall(self.spacing.facts)
        self.row = 2

    def section(self, title: str, together: int = 3) -> None:
        """Leave a row free and write a title; `together` rows from the title on are printed on one page."""
        self.row += 1
        self.titles[self.row] = together
        for column in range(self.columns):
            self.sheet.write_blank(self.row, column, None, self.formats("section"))
        self.sheet.write_string(self.row, 0, title, self.formats("section"))
        self.tall(22)
        self.row += 1

    def headings(self, headings: Sequence[str], middle: Container[int] = ()) -> None:
        """Write the heading row of a table; those of the columns `middle` are centred, as what is below them."""
        for column, heading in enumerate(headings):
            self.write(column, heading, self.formats("heading_middle" if column in middle else "heading"))
        lines = max(lines_of(heading, self.room(column)) for column, heading in enumerate(headings))
        self.tall(min(TALLEST, LINE * lines + 6))
        self.row += 1

    def cells(self, values: Sequence[object], style: str = "cell") -> None:
        """Write the cells of a row from the left in the same style; a cell whose value is None is left out."""
        for column, value in enumerate(values):
            if value is not None:
                self.write(column, value, self.formats(style))

    def fit(self, texts: Sequence[tuple[int, str]]) -> None:
        """Make the row tall enough for the texts of these columns, and go on to the next."""
        self.tall(height_for((text, self.room(column)) for column, text in texts))
        self.row += 1

    def room(self, column: int) -> float:
        """Return how much text fits on a line of a cell of that column, in characters."""
        return self.widths[column] - _INDENT

    def across(self, text: str, style: str = "paragraph", **more: Any) -> None:
        """Write a paragraph over all columns of the page, in as many rows as it needs, usually one."""
        look, last = self.formats(style, **more), self.columns - 1
        width, line = self.room_across(0, last) * 11 / look.font_size, look.font_size + self.spacing.leading
        for part in parts_that_fit(text, width, line):
            self.sheet.merge_range(self.row, 0, self.row, last, "", look)
            self.sheet.write_string(self.row, 0, part[: layout.LONGEST_TEXT], look)
            self.tall(min(TALLEST, line * lines_of(part, width) + self.spacing.around))
            self.row += 1

    def room_across(self, first: int, last: int) -> float:
        """Return how much text fits on a line over columns that are merged, in characters."""
        return sum(self.widths[first:last]) + _AROUND * (last - first) + self.room(last)

    def link(self, column: int, sheet: str | None, cell: str | None, text: str, style: str = "link") -> None:
        """Write a link to a cell of the workbook, or only the text if that place does not exist."""
        if not sheet or not cell or self._links >= _MOST_LINKS:
            self.write(column, text or "-", self.formats("cell" if style == "link" else style))
            return
        self._links += 1
        target, tip = f"internal:{quote_sheetname(sheet)}!{cell}", caption(f"Go to {sheet}!{cell}")
        shown = text[:_LONGEST_LINK] or sheet
        # XlsxWriter writes the text into an attribute too, so it is stored twice: there as a caption.
        look = self.formats(style)
        self.sheet.write_url(self.row, column, target, look, caption(shown), tip[:_LONGEST_LINK])
        if caption(shown) != shown or len(text) > _LONGEST_LINK:
            self.write(column, text, look)

    def follow(self, column: int, sheet: str, cell: str) -> None:
        """Write a link to a cell that follows it when rows are inserted, and shows where it is then."""
        place = live_cell(sheet, cell)
        # CELL names the sheet too, so the link still works if that was renamed.
        link = f'HYPERLINK("#"&CELL("address",{reference(sheet, cell)}),{place})'
        self.sheet.write_formula(self.row, column, f'=IFERROR({link},"deleted")', self.formats("link"), cell)

    def finish(self, *, footer: str = "", repeat: int = 0, area: tuple[int, int] | None = None) -> None:
        """Set the page up for printing, name the area that was written, and protect it.

        Args:
            footer: text before the plan's title in the footer.
            repeat: the row that is repeated at the top of every printed page.
            area: the last row and column with content, if that is more than is printed.
        """
        self.set_up(footer=footer, repeat=repeat)
        last = self._last_row
        row, column = area or (last, self.columns - 1)
        name_generated_area(self.workbook, self.sheet, 0, 0, max(last, row), column)
        self.sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True})

    @property
    def _last_row(self) -> int:
        return max(self.row - 1, 0)

    def set_up(self, *, footer: str = "", repeat: int = 0) -> None:
        """Set the page up for printing and for reading; `footer` and `repeat` as for `finish`.

        What is repeated on paper stays in sight on the screen.
        """
        set_up_page(
            self.sheet,
            self.footer._replace(plan=f"{footer}{self.footer.plan}"),
            repeat=(repeat, repeat),
            sides=self.sides,
            margins=self.margins,
            scale=self.scale,
        )
        self.sheet.print_area(0, 0, self._last_row, self.columns - 1)
        self.sheet.freeze_panes(1, 0)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:Z{self._last_row + 1}"})


class Page(DrawnPage):
    """A sheet about one plan that nobody types on."""

    def __init__(self, workbook: Workbook, name: str, plan: Plan, widths: Sequence[float]) -> None:
        """Start a sheet of that name with columns of these widths, in characters."""
        super().__init__(workbook, name, Footer(plan.title, long_date(plan.report_date)), widths)
        self.plan = plan


def reference(sheet: str, cell: str) -> str:
    """Return the absolute reference of a cell (A1) of a sheet."""
    letters = cell.rstrip("0123456789")
    return f"{quote_sheetname(sheet)}!${letters}${cell[len(letters) :]}"


def live_cell(sheet: str, cell: str) -> str:
    """Return the formula, without "=", for where a cell is now: ``F12``, and ``F13`` once a row is inserted above."""
    place = reference(sheet, cell)
    return f"ADDRESS(ROW({place}),COLUMN({place}),4)"
