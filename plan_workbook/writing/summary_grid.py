"""The columns of the Summary: four for texts, then narrow ones for ratings and statuses, over which details run on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from xlsxwriter.utility import xl_pixel_width
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED, Figures
from plan_workbook.board.told import Told
from plan_workbook.package.heights import lines_of
from plan_workbook.plan.model import Plan
from plan_workbook.writing.board_page import BoardPage, characters_left
from plan_workbook.writing.first_page import LINE, Cell, Rooms, in_pixels
from plan_workbook.writing.generated_page import Spacing
from plan_workbook.writing.list_columns import LATE, STATUSES
from plan_workbook.writing.page_setup import A4

NAME, WHY, WHAT, WHO, DETAILS = range(5)
"""The columns for texts, and the first of the narrow ones, from 0."""
_NAME_WIDTH, _WHY_WIDTH, _WHO_WIDTH = 11.5, 17.5, 21.5
"""In characters, as is the next: the least that they get."""
_LEAST_WHAT = 24
_HALF = 0.47
"""The share of the left half of the page that the first two columns have if there is room: nearly as much as the third,
so that the tiles over them are alike."""
_NARROW, _LEAST_NARROW = 8.4, 4.5
_BOLD = 1.05
"""How much wider bold letters are."""
_FEWEST = len(STATUSES)
"""The fewest narrow columns, over which details run on."""
_SPACER = 5.25
"""Points of a row that separates two parts of the page."""


class SummaryGrid(BoardPage):
    """A page in these columns."""

    spacing: ClassVar = Spacing(title=24, facts=16.5, leading=2.5, around=0.75)
    scale: ClassVar = 83
    sides: ClassVar = 0.3

    def __init__(self, workbook: Workbook, plan: Plan, told: Told) -> None:
        """Start the sheet, with a column for each of the plan's ratings."""
        self.labels = [*plan.scale.labels, NOT_RATED]
        words = [word for label in (*self.labels, *STATUSES) for word in label.split()]
        wanted = max([_NARROW, *((xl_pixel_width(word) * _BOLD + 0.5) / 7 for word in words if len(word) <= 14)])
        self.narrow = max(_FEWEST, len(self.labels))
        texts = (_NAME_WIDTH, _WHY_WIDTH, _LEAST_WHAT, _WHO_WIDTH)
        most = (characters_left(texts, self.sides) + 5 / 7) / self.narrow - 5 / 7
        each = max(_LEAST_NARROW, min(wanted, int(most * 10) / 10))
        self.words_fit = each >= wanted
        """Whether the words of ratings fit into the narrow columns; otherwise their headings read upwards."""
        others = (_NAME_WIDTH, _WHY_WIDTH, _WHO_WIDTH, *[each] * self.narrow)
        what = max(_LEAST_WHAT, characters_left(others, self.sides))
        more = max(0, int((_HALF * (_NAME_WIDTH + _WHY_WIDTH + what) - _NAME_WIDTH - _WHY_WIDTH) * 5) / 10)
        name, why, what = _NAME_WIDTH + more, _WHY_WIDTH + more, what - 2 * more
        widths = (name, why, what, _WHO_WIDTH, *[each] * self.narrow)
        super().__init__(workbook, layout.SUMMARY, plan, told, widths)
        self.figures: Figures = told.figures
        self.items = plan.recommendations
        self.halves = ((NAME, WHAT), (WHO, self.columns - 1))
        """The first and last column of the two halves of the page."""
        self.rooms = tuple(self.rooms_of(half) for half in self.halves)

    def rooms_of(self, half: tuple[int, int]) -> Rooms:
        """Return how much text fits on a line over these columns, the first and the last."""
        first, last = half
        return Rooms(self.room_across(first, last), self.room_across(first + 1, last))

    @property
    def page_height(self) -> float:
        """The height in points of the rows that fit on a printed page."""
        return (A4.height - 72 * (self.margins.top + self.margins.bottom)) / (self.scale / 100)

    def tall(self, points: float) -> None:
        """Give the row a height in points, as `in_pixels` returns it."""
        super().tall(in_pixels(points))

    def spacer(self) -> None:
        """Leave a low row free."""
        self.tall(_SPACER)
        self.row += 1

    def title_over(self, first: int, last: int, text: str) -> None:
        """Write a title over some columns of the row, and stay in it."""
        for column in range(first, last + 1):
            self.sheet.write_blank(self.row, column, None, self.formats("section"))
        self.sheet.write_string(self.row, first, text, self.formats("section"))

    def over(self, half: tuple[int, int], cell: Cell, *, level: bool = False) -> None:
        """Write a paragraph over half of the row, with a link in its first column if it has a name.

        It begins at the top, or is in the middle if it is `level` with the one next to it.
        """
        valign = {"valign": "vcenter" if level and not cell.name else "top"}
        look, (first, last) = self.formats(cell.style, **valign), half
        if cell.name:
            self.link(first, cell.sheet, cell.cell, cell.name, "link_open")
            first += 1
        self.sheet.merge_range(self.row, first, self.row, last, "", look)
        self.sheet.write_string(self.row, first, cell.text[: layout.LONGEST_TEXT], look)

    def table_headings(self, column: int, headings: Sequence[str]) -> None:
        """Write the headings of a table from a column on; words that do not fit into narrow columns read upwards."""
        upwards = not self.words_fit
        for place, heading in enumerate(headings, column):
            narrow = "heading_up" if upwards else "heading_middle"
            style = narrow if place >= DETAILS else "heading_middle" if place in (NAME, WHO) else "heading"
            self.sheet.write_string(self.row, place, heading, self.formats(style))
        rooms = (self.room(place) if place < DETAILS else self.widths[place] for place in range(column, self.columns))
        lines = max(lines_of(heading, room) for heading, room in zip(headings, rooms, strict=False))
        longest = max(len(heading) for heading in headings)
        self.tall(longest * 6.0 + 8 if upwards else lines * LINE + 3)
        self.row += 1

    def filled(self, label: str) -> Any:
        """Return the look of a cell with a rating or status in it."""
        return self.formats.filled("number", self.colours.get(label) or layout.STATUS_COLOURS.get(label, ""))


__all__ = ["DETAILS", "LATE", "NAME", "STATUSES", "WHAT", "WHO", "WHY", "SummaryGrid"]
