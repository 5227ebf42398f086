"""The lists on the first page of the Summary: what needs attention over its whole width, the others in two halves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook import layout
from plan_workbook.board.abridging import Abridger
from plan_workbook.board.figures import narrative
from plan_workbook.board.lines import Line
from plan_workbook.board.shortening import Shortened, least, within
from plan_workbook.package.heights import lines_of
from plan_workbook.values.text import tidy
from plan_workbook.writing.first_page import LINE, TITLE, TITLE_HEIGHT, Block, Halves, fill, in_pixels, on_lines
from plan_workbook.writing.formats import SIZE
from plan_workbook.writing.summary_blocks import due_block, moved_block, narrative_block, said_of_rest
from plan_workbook.writing.summary_flow import HEADINGS_HEIGHT, ON_PAPER, SetLine, SummaryFlow
from plan_workbook.writing.summary_grid import NAME, WHAT

_MOST_AIR = 70.0
"""Points that the charts get at most of what is left on the first page."""
_AROUND_TITLE = 5.25 + TITLE_HEIGHT
"""Points of a title with the low row above it."""
_ORDER = ("decisions_needed", "moved", "due", "key_challenges", "key_successes")
"""The order in which lists get room, after what needs attention."""
_FOR_THE_BOARD = ("key_successes", "key_challenges")
_MOST_LINES = 4
"""Lines of what one line of the list is about."""


class FirstLists:
    """The lists, each with as many lines as there is room for."""

    def __init__(self, page: SummaryFlow, *, of_a_part: bool) -> None:
        """Start them; nothing is written yet. What is for the board stays in the master: a part does not say of it."""
        self._of_a_part = of_a_part
        self.page, self.told, self.plan = page, page.told, page.plan
        self.shown: dict[str, int] = {}
        """How many lines of each list the first page shows."""
        self.rest: list[tuple[str, Sequence[Line]]] = []
        """The lines of what needs attention that the first page has no room for, with the title of their list."""
        self._in_brief = False
        """Whether there is only one line of details for each thing, because there is hardly room."""
        self._lines: dict[int, int] = {}
        """How many lines of the page there are for what a line is about, by its place; one unless it is here."""
        self._whole: set[int] = set()
        """The places of the lines that have all their details although the others are in brief."""
        self._abridger = self.page.abridger
        self._set: dict[tuple[int, int, bool], SetLine] = {}
        self._parted: dict[int, Shortened[Line]] = {}

    def write(self, charts: range) -> None:
        """Write the lists from the page's row on; `charts` are the rows of the charts, which get what is left."""
        page, upper, lower = self.page, *self._halves()
        blocks = {each.key: each for halves in (upper, lower) for each in (*halves.left, *halves.right)}
        attention = self.told.attention
        lowest = {"attention": least(attention), **{key: blocks[key].least for key in _ORDER if key in blocks}}
        most = {"attention": len(attention), **{key: each.total for key, each in blocks.items()}}
        room = page.page_height * ON_PAPER - page.height_of(range(page.row))

        def height(numbers: Mapping[str, int]) -> float:
            rows = [row for halves in (upper, lower) for row in halves.rows(numbers)]
            return self._height_of_attention(numbers["attention"]) + sum(row.height for row in rows) + 10.5

        told_at_least = {**lowest, **{key: min(1, number) for key, number in lowest.items() if key != "attention"}}
        self._in_brief = height({key: min(number, most[key]) for key, number in told_at_least.items()}) > room
        self.shown = fill(height, room, lowest, most)
        if height(self.shown) <= room:
            for place in range(self.shown["attention"] if self._in_brief else 0):
                self._whole.add(place)
                if height(self.shown) > room:
                    self._whole.remove(place)
            for place in [*range(self.shown["attention"])] * (_MOST_LINES - 1):
                before = self._lines.get(place, 1)
                self._lines[place] = before + 1
                if height(self.shown) > room:
                    self._lines[place] = before
        left = room - height(self.shown)
        self._let_in_air(charts, left)
        self._attention()
        if left < 0:  # there is more that may never be cut than a page holds
            page.breaks.append(page.row)
            room = page.page_height * ON_PAPER - page.heights[0] - 40
            most["attention"] = lowest["attention"] = 0
            self.shown |= fill(lambda numbers: height({**numbers, "attention": 0}), room, lowest, most)
        for halves in (upper, lower):
            if halves.left:
                self._write_halves(halves)

    def _halves(self) -> tuple[Halves, Halves]:
        plan, told, abridger, rooms = self.plan, self.told, self.page.abridger, self.page.rooms
        blocks: list[Block] = [moved_block(plan, told, abridger)] if told.since else []
        if narrative(plan, "decisions_needed"):
            blocks.append(narrative_block(plan, "decisions_needed"))
        blocks.append(due_block(plan, told, abridger, across=not blocks))
        upper = tuple(self.page.rooms_of(half) for half in self._places(len(blocks)))
        lower = [narrative_block(plan, key) for key in _FOR_THE_BOARD]
        if self._of_a_part and not any(block.total for block in lower):
            lower = []
        return Halves(tuple(blocks[:1]), tuple(blocks[1:]), upper), Halves(tuple(lower[:1]), tuple(lower[1:]), rooms)

    def _places(self, blocks: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and last columns of two halves with so many blocks; one alone has the whole page."""
        return self.page.halves if blocks > 1 else ((NAME, self.page.columns - 1), self.page.halves[1])

    def _let_in_air(self, rows: range, left: float) -> None:
        """Make the rows of the charts higher if there are points left on the page."""
        page = self.page
        more = min(_MOST_AIR, max(0, left - LINE)) / len(rows)
        here = page.row
        for page.row in rows:
            page.tall(page.heights[page.row] + more)
        page.row = here

    # ------------------------------------------------------------------------------------- what needs attention

    def _within(self, number: int) -> Shortened[Line]:
        """Return what is shown if the list has so many lines; it is asked whenever a list is tried."""
        if number not in self._parted:
            self._parted[number] = within(self.told.attention, number)
        return self._parted[number]

    def _rows(self, number: int) -> list[SetLine]:
        """Return the lines that are shown if the list has so many."""
        shown = self._within(number).shown
        return [
            self._set_line(line, self._lines.get(place, 1), one_line=self._in_brief and place not in self._whole)
            for place, line in enumerate(shown)
        ]

    def _set_line(self, line: Line, lines: int, *, one_line: bool) -> SetLine:
        """Return a line with so many lines of the page for what it is about; it is tried with many lists."""
        key = id(line), lines, one_line
        if key not in self._set:
            page = self.page
            what = on_lines(tidy(line.what), page.room(WHAT), lines, self._abridger)
            self._set[key] = page.set_line(line, what, one_line=one_line)
        return self._set[key]

    def _height_of_attention(self, number: int) -> float:
        if not self.told.attention:
            return _AROUND_TITLE + 14.25
        more = self._height_across(self._more(number)) if number < len(self.told.attention) else 0
        return _AROUND_TITLE + HEADINGS_HEIGHT + sum(each.height for each in self._rows(number)) + more

    def _height_across(self, text: str) -> float:
        page = self.page
        line = SIZE + page.spacing.leading
        return in_pixels(line * lines_of(text, page.room_across(0, page.columns - 1)) + page.spacing.around)

    def _more(self, number: int) -> str:
        return said_of_rest(self._within(number), self.plan.item_word)

    def _attention(self) -> None:
        page, told, title = self.page, self.told, layout.SECTIONS["attention"]
        page.spacer()
        page.title_over(0, page.columns - 1, title)
        page.tall(TITLE_HEIGHT)
        page.row += 1
        if not told.attention:
            page.across(told.nothing_urgent)
            return
        number = self.shown["attention"]
        shown = self._within(number).shown
        self._abridger = Abridger(tidy(line.what) for line in shown)  # no row is higher for it
        self._set.clear()
        page.list_headings()
        for each in self._rows(number):
            page.list_line(each)
        if number < len(told.attention):
            page.across(self._more(number), "more")
        if self._in_brief:
            self.rest.append((title, told.attention))  # what the first page shortens is there in full
        elif number < len(told.attention):
            self.rest.append((f"{title}: {layout.THE_REST}", self._within(number).rest))

    # ------------------------------------------------------------------------------------- the others

    def _write_halves(self, halves: Halves) -> None:
        page = self.page
        places = self._places(len(halves.left + halves.right))
        page.spacer()
        for row in halves.rows(self.shown):
            for half, cell in zip(places, (row.left, row.right), strict=True):
                if cell is None:
                    continue
                if cell.style == TITLE:
                    page.title_over(*half, cell.text)
                else:
                    page.over(half, cell, level=row.level)
            page.tall(row.height)
            page.row += 1
