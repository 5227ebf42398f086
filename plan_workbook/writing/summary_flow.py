"""The Summary from its second page on: titles, paragraphs and lists that begin a new page where they do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.abridging import Abridger, brief_details
from plan_workbook.board.lines import ALARMS, Line
from plan_workbook.board.told import Told
from plan_workbook.package.heights import lines_of
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import tidy
from plan_workbook.writing.first_page import LINE, TITLE_HEIGHT, in_lines, in_pixels, on_lines
from plan_workbook.writing.summary_grid import DETAILS, NAME, WHAT, WHO, WHY, SummaryGrid

ON_PAPER = 0.98
"""The share of a page that is filled: programs differ in how they scale it."""
HEADINGS_HEIGHT = 17.25
"""Points of the headings of a list."""
_LONGEST_WHAT = 180
"""Characters of an action or indicator in a list; its sheet, to which the list links, has it in full."""


class SetLine(NamedTuple):
    """One line of a list as it is set: one row, or several if its details run on."""

    line: Line
    rows: tuple[tuple[str, str, str], ...]
    """What it is, its owner and the details, as far as they are in each row; at least one row."""
    heights: tuple[float, ...]
    """Of each row, in points."""

    @property
    def height(self) -> float:
        """The height of all its rows in points."""
        return sum(self.heights)


class SummaryFlow(SummaryGrid):
    """A page in the columns of the Summary whose rows are counted, so that pages begin where they should."""

    def __init__(self, workbook: Workbook, plan: Plan, told: Told) -> None:
        """Start the sheet."""
        super().__init__(workbook, plan, told)
        self.breaks: list[int] = []
        """The rows that begin a page."""
        self.second_page = 0
        """The row after the first page; 0 until it is drawn."""
        lists = (told.attention, told.moved, told.due_next)
        self.abridger = Abridger(tidy(line.what) for lines in lists for line in lines)
        """Cuts what lines of lists are about."""

    def height_of(self, rows: range) -> float:
        """Return the height of rows in points."""
        return sum(self.heights.get(row, LINE) for row in rows)

    def fits(self, height: float) -> bool:
        """Begin a new page if so many points of rows do not fit on this one; tell whether they did."""
        first = max([self.second_page, *self.breaks])
        used = (self.heights[0] if first else 0) + self.height_of(range(first, self.row))
        if used + height <= self.page_height * ON_PAPER:
            return True
        self.breaks.append(self.row)
        return False

    def title(self, title: str, following: float = 3 * LINE) -> None:
        """Leave a low row free and write a title, on the next page if what follows it would not fit on this one."""
        self.fits(TITLE_HEIGHT + following)
        self.spacer()
        self.title_over(0, self.columns - 1, title)
        self.tall(TITLE_HEIGHT)
        self.row += 1

    def points(self, title: str, texts: Sequence[str]) -> None:
        """Write a title and a paragraph for each text."""
        self.title(title)
        for text in texts or ("None given.",):
            self.fits(LINE * lines_of(text, self.room_across(0, self.columns - 1)))
            self.across(f"\u2022  {text}" if texts else text)

    # ------------------------------------------------------------------------------------- lists

    def whole_list(self, title: str, lines: Sequence[Line]) -> None:
        """Write a whole list; each page of it begins with its headings."""
        self.title(title, 19 + 3 * LINE)
        self.list_headings()
        for line in lines:
            what = self.abridger.cut(tidy(line.what), lambda text: len(text) <= _LONGEST_WHAT)
            self.list_line(self.set_line(line, what))

    def list_headings(self) -> None:
        """Write the headings of a list."""
        for column, key in ((NAME, "name"), (WHY, "kind"), (WHAT, "what"), (WHO, "owner")):
            self.sheet.write_string(self.row, column, layout.LISTED[key], self.formats("heading"))
        for column in range(DETAILS + 1, self.columns):
            self.write(column, "", self.formats("after_heading"))
        self.write(DETAILS, layout.LISTED["how"], self.formats("heading_runs_on"))
        self.tall(HEADINGS_HEIGHT)
        self.row += 1

    def set_line(self, line: Line, what: str, *, one_line: bool = False) -> SetLine:
        """Return a line of a list as it is set, with this text about it, and all its details or `one_line` of them."""
        room = self.room_across(DETAILS, self.columns - 1)
        brief = on_lines(brief_details(line.how, lambda text: lines_of(text, room) == 1), room, 1) if one_line else ""
        how = (brief,) if one_line else in_lines(line.how, room)
        whats, owners = (
            _over_rows(text, self.room(column), len(how)) for column, text in ((WHAT, what), (WHO, line.owner))
        )
        rows = tuple(zip(whats, owners, how, strict=True))
        first = ((NAME, line.called(self.plan.item_word)), (WHY, line.kind))
        heights = []
        for place, (shown, owner, _) in enumerate(rows):
            texts = ((WHAT, shown), (WHO, owner), *(first if place == 0 else ()))
            tall = max(lines_of(text, self.room(column)) for column, text in texts)
            heights.append(in_pixels(LINE * tall + 0.75))
        return SetLine(line, rows, tuple(heights))

    def list_line(self, each: SetLine) -> None:
        """Write one line of a list, on the next page below its headings if it does not fit, and go on to the next.

        The details come last and run on over the narrow columns, because screen readers lose their way in merged cells;
        what does not fit on one line goes on in the next row, and so do longer texts next to them.
        """
        if not self.fits(each.height):
            self.list_headings()
        line = each.line
        for place, (what, owner, details) in enumerate(each.rows):
            open_below = {"bottom": 0} if place < len(each.rows) - 1 else {}
            if place == 0:
                name = line.called(self.plan.item_word)
                self.link(NAME, line.sheet, line.cell, name, "link_open" if open_below else "link")
                self.write(WHY, line.kind, self._look_of(line.kind, open_below))
            else:
                self.write(NAME, "", self.formats("cell", **open_below))
                self.write(WHY, "", self.formats("cell", **open_below))
            self.write(WHAT, what, self.formats("cell", **open_below))
            self.write(WHO, owner if line.owner or place else "-", self.formats("cell", **open_below))
            for column in range(DETAILS, self.columns):
                look = self.formats("runs_on", **open_below)
                self.write(column, details if column == DETAILS else "", look)
            self.tall(each.heights[place])
            self.row += 1

    def _look_of(self, kind: str, more: dict[str, int]) -> Any:
        colour = self.colours.get(kind) or layout.STATUS_COLOURS.get(kind, "")
        if kind in ALARMS and not colour:
            return self.formats("alarm", **more)
        return self.formats.filled("cell", colour, **more)


def _over_rows(text: str, room: float, rows: int) -> tuple[str, ...]:
    """Return a text as it goes over so many rows, a line in each and what is left in the last one."""
    if rows == 1:
        return (text,)
    lines = in_lines(text, room)
    said = (*lines[: rows - 1], " ".join(lines[rows - 1 :]))
    return (*said, *[""] * (rows - len(said)))
