"""The setup that all the tool's sheets share: paper, footer, widths, protection, the name of a generated area."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from plan_workbook.layout import GENERATED_AREA_NAME, Sheet
from plan_workbook.reading.generated_cells import mark_of
from plan_workbook.writing.formats import Formats
from plan_workbook.writing.literal import in_footer
from plan_workbook.writing.worksheets import PlainWorksheet


class Paper(NamedTuple):
    """A size of paper, and which way round it is printed on."""

    number: int
    """As Excel numbers it."""
    width: float
    """In points, as the height is."""
    height: float


A4, A3 = Paper(9, 841.9, 595.3), Paper(8, 1190.6, 841.9)
UPRIGHT_A3 = Paper(A3.number, A3.height, A3.width)
"""As wide as A4 on its side and twice as tall, so letters are the same size on both."""
SMALLEST = 0.7
"""The share of its size at which a sheet may be printed; smaller letters are hard to read."""
DIGIT_PIXELS = 7
"""Width of a digit, the unit of column widths."""
SIDES = 0.4


class Margins(NamedTuple):
    """Around a printed page, in inches."""

    top: float
    bottom: float
    footer: float
    """From the end of the paper to the footer."""
    header: float = 0.3
    """From the beginning of the paper to the header."""


MARGINS, NARROW = Margins(0.5, 0.7, 0.3), Margins(0.3, 0.45, 0.2, 0.08)
"""The usual margins, and those of pages on which every line counts; printers leave out a sixth of an inch."""
_PROTECTION = {"format_rows": True, "format_columns": True}


class Footer(NamedTuple):
    """The footer of every printed page: the plan, and on a generated sheet the date."""

    plan: str
    date: str = ""
    """Empty on a sheet that people fill in: it is printed in later months too, and nobody would change it there."""
    named: bool = False
    """Whether the sheet's name is in it: of a sheet of which not every page begins with a title."""

    def text(self) -> str:
        """Return the footer in Excel's codes: plan and date left, page numbers right.

        In the middle the date would be printed over a long title.
        """
        date = f" | {in_footer(self.date)}" if self.date else ""
        name = "&A: " if self.named else ""
        return f"&L{name}{in_footer(self.plan)}{date}&RPage &P of &N"


def set_up_page(
    worksheet: Worksheet,
    footer: Footer,
    *,
    repeat: tuple[int, int] = (0, 0),
    sides: float = SIDES,
    paper: Paper = A4,
    margins: Margins = MARGINS,
    scale: int | None = None,
    lines: bool = False,
) -> None:
    """Print one page wide, heading rows repeated (counted from 0), page numbers in the footer.

    `sides` is the margin on the left and the right, in inches. A page of which it must be known how many rows are on it
    has a `scale` in percent, for programs do not agree how wide a column is; it must be wide enough for all of them.
    With `lines`, cells without a fill have thin lines around them on screen, which are never printed.
    """
    if paper.width > paper.height:
        worksheet.set_landscape()
    worksheet.set_paper(paper.number)
    if scale is None:
        worksheet.fit_to_pages(1, 0)
    else:
        worksheet.set_print_scale(scale)
    worksheet.set_margins(left=sides, right=sides, top=margins.top, bottom=margins.bottom)
    worksheet.repeat_rows(*repeat)
    worksheet.set_footer(footer.text())
    worksheet.margin_footer, worksheet.margin_header = margins.footer, margins.header
    worksheet.hide_gridlines(1 if lines else 2)


def scale_of(widths: Sequence[float], paper: Paper, sides: float = SIDES) -> float:
    """Return at which share of its size a sheet is printed, 1 at most.

    `widths` are those of the columns in characters, `sides` is the left and right margin in inches.
    """
    across = sum(width * DIGIT_PIXELS + 5 for width in widths) * 0.75
    return min(1.0, (paper.width - 2 * 72 * sides) / across)


def fitted(declared: Sheet, sides: float = SIDES) -> tuple[Paper, tuple[float, ...]]:
    """Return the paper for a sheet and the widths of its columns, in characters, so that it is not printed too small.

    That is A4. If it is too wide for that, texts get less room, and if even the least is too much, it is A3.
    """
    widths, least = declared.widths, declared.least_widths
    if scale_of(widths, A4, sides) >= SMALLEST:
        return A4, widths
    if scale_of(least, A4, sides) < SMALLEST:
        return A3, widths
    across = (A4.width - 2 * 72 * sides) / SMALLEST / 0.75
    room = (across - 5 * len(widths)) / DIGIT_PIXELS
    share = (sum(widths) - room) / (sum(widths) - sum(least))
    return A4, tuple(
        floor((wide - (wide - narrow) * share) * 10) / 10 for wide, narrow in zip(widths, least, strict=True)
    )


def set_widths(worksheet: Worksheet, widths: Sequence[float], formats: Formats, style: str = "plain") -> None:
    """Set column widths, in characters, from column A, and the style of the cells that nobody writes."""
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width, formats(style))


def name_generated_area(workbook: Workbook, worksheet: Worksheet, *area: int) -> None:
    """Mark the cells (first row, first column, last row, last column, from 0) of a sheet that nobody types on."""
    sheet = quote_sheetname(worksheet.get_name())
    workbook.define_name(f"{sheet}!{GENERATED_AREA_NAME}", f"={sheet}!{xl_range_abs(*area)}")


def mark_written(worksheet: PlainWorksheet, column: int, formats: Formats) -> None:
    """Mark what was written into each row, in a hidden column (from 0) next to it: the last of the generated area."""
    for row, cells in sorted(worksheet.constants().items()):
        mark = mark_of({number + 1: value for number, value in cells.items()})
        worksheet.write_string(row, column, mark, formats("plain"))
    worksheet.set_column(column, column, 4, None, {"hidden": True})


def protect(worksheet: Worksheet) -> None:
    """Lock everything except inputs, without a password; row heights and column widths stay adjustable."""
    worksheet.protect("", _PROTECTION)
