"""The Summary sheet: the board's view of the whole plan, drawn in a workbook of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from textwrap import shorten
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.figures import facts_about, further_texts, narrative, workings
from plan_workbook.board.glance import Matrix, Tile, Way
from plan_workbook.board.lines import ALARMS, Line
from plan_workbook.board.shortening import Shortened, least, within
from plan_workbook.board.told import Told, told_about
from plan_workbook.checking.finding import Report
from plan_workbook.package import Grafts
from plan_workbook.package.heights import lines_of
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import PIStatus
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.values.text import counted, listed, plural, tidy
from plan_workbook.writing.board_page import COUNT
from plan_workbook.writing.first_page import (
    LINE,
    TITLE,
    TITLE_HEIGHT,
    Block,
    Halves,
    Point,
    fill,
    in_lines,
    in_pixels,
    is_whole,
    on_lines,
)
from plan_workbook.writing.formats import SIZE
from plan_workbook.writing.list_pages import draw_indicators, draw_recommendations
from plan_workbook.writing.live_formulas import LiveFormula, check_of
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.summary_charts import RATINGS_TITLE, STATUSES_TITLE, Bars, add_bars, pixels
from plan_workbook.writing.summary_counts import count_formulas
from plan_workbook.writing.summary_grid import DETAILS, LATE, NAME, STATUSES, WHAT, WHO, WHY, SummaryGrid
from plan_workbook.writing.worksheets import LiteralWorkbook

_LONGEST_WHAT = 180
"""Characters of an action or indicator in a list; its sheet, to which the list links, has it in full."""
_LONGEST_IN_A_POINT = 70
"""The same in a list that is set as short paragraphs."""
_ON_PAPER = 0.97
"""The share of a page that is filled: programs differ in how they scale it."""
_CHART_ROWS, _CHART_ROW = 7, 15.75
"""The fewest rows of the part with the charts, and the height of each in points."""
_TILE_ROWS = (15.75, 21.0, 14.25, 15.75)
"""Heights in points of the rows of a tile: its name, its figure, what it is of, and what it was."""
_MOST_AIR = 70.0
"""Points that the charts get at most of what is left on the first page."""
_SHARE = 0.6
"""The share of the charts' room that the ratings have."""
_FOLLOWS = (
    "Counts are formulas and change when a sheet is edited; lists, distances and sentences are as they were when this "
    "page was made."
)
STALE = "Sheets have changed since this Summary was made: run summarise again"
_NEXT = "they follow on the next page"


class Titles(NamedTuple):
    """What the sheets with the long tables are called in a workbook."""

    recommendations: str
    indicators: str


OUR_TITLES = Titles(layout.ALL_RECOMMENDATIONS, layout.ALL_INDICATORS)


def put_summary(
    grafts: Grafts, plan: Plan, report: Report | None = None, previous: Plan | None = None, *, alone: bool = False
) -> None:
    """Put the Summary of a plan into its workbook, and before that the sheets with the long tables that it counts over.

    Args:
        grafts: the workbook.
        plan: the plan.
        report: its findings; without them, the page says that the checks have not been run.
        previous: last month's plan; if it is given, the page lists the changes since.
        alone: without the sheets with the long tables, as in the part of a lead.
    """
    told = told_about(plan, report, previous)
    titles = None if alone else Titles(*(plan.title_of_list(name) for name in OUR_TITLES))
    if titles is not None:
        grafts.put(titles.recommendations, draw_recommendations(plan, told))
        grafts.put(titles.indicators, draw_indicators(plan, told))
    grafts.put(plan.summary_sheet or layout.SUMMARY, _drawn(plan, told, titles))


def draw_summary(plan: Plan, report: Report | None = None, previous: Plan | None = None) -> bytes:
    """Return a workbook whose first sheet is the plan's Summary, as `put_summary` puts it into the plan's own workbook.

    The same arguments give the same bytes: the sheet does not contain the time.
    """
    return _drawn(plan, told_about(plan, report, previous), OUR_TITLES)


def _drawn(plan: Plan, told: Told, titles: Titles | None) -> bytes:
    content = BytesIO()
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"created": EPOCH})
        SummaryPage(workbook, plan, told, titles).draw()
    return content.getvalue()


def add_summary(workbook: LiteralWorkbook, plan: Plan, report: Report) -> None:
    """Add the Summary to a workbook that is being made; the sheets it counts over may follow.

    It counts over the sheets that people fill in, because there are none with long tables.
    """
    SummaryPage(workbook, plan, told_about(plan, report, None), None).draw()


class SummaryPage(SummaryGrid):
    """The whole sheet."""

    def __init__(self, workbook: Workbook, plan: Plan, told: Told, titles: Titles | None) -> None:
        """Start the sheet; `titles` are those of the sheets with the long tables, None if there are none."""
        super().__init__(workbook, plan, told)
        self.long_tables = titles
        self.glance = told.glance
        self.remark_row = 0
        self.rest: list[tuple[str, Sequence[Line]]] = []
        """The lines that the first page has no room for, with the titles of their lists."""
        self.in_brief = False
        """Whether the first page has only one line of details for each thing, because there is hardly room."""
        self.shown: dict[str, int] = {}
        """How many lines of each list the first page shows."""
        self.breaks: list[int] = []
        """The rows that begin a page."""
        self._first = 0
        """The row after the first page."""
        self._row_of_actions = 0

    def draw(self) -> None:
        """Draw the whole sheet; the figures at the top come last, because they refer to those below."""
        self.head(self.plan.title, facts_about(self.plan))
        self.remark_row = self.row
        self.tall(LINE)
        self.row += 1
        self.across(self.glance.verdict, "verdict")
        self.across(f"{layout.SECTIONS['trust']} {self.trust()}")
        self.spacer()
        tiles = self.row
        for points in _TILE_ROWS:
            self.tall(points)
            self.row += 1
        self.spacer()
        bars = self.row
        self._charts_and_matrix()
        block = range(bars, self.row)
        self._lists(block)
        self._first = self.row
        self._second_page()
        rated, judged = self._figures()
        self._further()
        below, self.row = self.row, tiles
        self._tiles(rated.head, judged.head)
        self._charts(block, rated, judged)
        self.row = below
        if self._height(range(below)) > self.page_height * _ON_PAPER:
            self.breaks.append(self._first)
        else:
            self.breaks.clear()
        self.breaks.sort()
        self.sheet.set_h_pagebreaks(self.breaks)
        self.conclude()

    def conclude(self) -> None:
        """Link the page to the sheets it was drawn from, mark what it says, and finish it."""
        self._stale_line()
        self.workbook.define_name(f"{layout.SUMMARY}!{layout.GENERATED_FROM_NAME}", f'="{fingerprint_of(self.plan)}"')
        self.sheet.set_column(self.columns, self.columns, 4, None, {"hidden": True})
        self.finish_written(self.columns + 1)

    def workings(self) -> tuple[str, ...]:
        """Return how the figures are worked out, in sentences."""
        return (*workings(self.plan), _FOLLOWS)

    def trust(self) -> str:
        """Return whether the plan can be believed, and where more is said about it."""
        more = {"lists the cells": self.told.open_findings, "gives the reasons": self.told.let_through}
        said = listed([what for what, is_there in more.items() if is_there])
        return f"{self.told.trust}. {layout.CHECKS} {said}." if said else f"{self.told.trust}."

    def _height(self, rows: range) -> float:
        return sum(self.heights.get(row, LINE) for row in rows)

    def _stale_line(self) -> None:
        """Write a formula that says so once a sheet has been edited after this page was drawn."""
        checks = [(row, check_of(self.plan, each)) for row, each in enumerate(self.items)]
        for row, check in checks:
            if check is not None and check.formula:
                formula = f'=IF(ABS({check.formula[1:]}-({check.value}))<0.001,"",1)'
                self.sheet.write_formula(row, self.columns, formula, self.formats("plain"), "")
        if any(check for _, check in checks):
            cells = xl_range_abs(0, self.columns, len(checks) - 1, self.columns)
            changed = f'=IF(IFERROR(SUM({cells}),1)=0,"","{STALE}")'
            self.sheet.write_formula(self.remark_row, 0, changed, self.formats("stale"), "")

    # ------------------------------------------------------------------------------------- tiles, bars, matrix

    def _tiles(self, rated: int, judged: int) -> None:
        """Write the four tiles; `rated` and `judged` are the rows of the headings of the figures below, from 0."""
        left = (NAME, WHAT, WHO, DETAILS + 3)
        ends = (WHAT, WHO, DETAILS + 3, self.columns)
        bad = {r.label for r in self.plan.scale.ratings if r.counts_as in (CountsAs.OFF_TRACK, CountsAs.AT_RISK)}
        places = [xl_rowcol_to_cell(rated + 1, DETAILS + at) for at, each in enumerate(self.labels) if each in bad]
        off = DETAILS + STATUSES.index(PIStatus.OFF_TARGET.value)
        formulas = (
            "+".join(places),
            xl_rowcol_to_cell(self._row_of_actions, WHO),
            xl_rowcol_to_cell(judged + 1, off),
            "",
        )
        for row in range(len(_TILE_ROWS)):
            self.row += row > 0
            for tile, formula, first, end in zip(self.glance.tiles, formulas, left, ends, strict=True):
                for column in range(first, end):
                    look = self.formats("tile", **({"right": 5, "right_color": "#FFFFFF"} if column == end - 1 else {}))
                    self.sheet.write_blank(self.row, column, None, look)
                self._tile(row, tile, formula, first, sum(self.widths[first:end]) - 3)
        self.row += 1

    def _tile(self, row: int, tile: Tile, formula: str, column: int, room: float) -> None:
        then = tile.then
        if then and lines_of(then, room) > 1:
            then = f"{tile.before} last time: " + ("no change" if tile.way is Way.SAME else f"{tile.way} now")
        edge = {"right": 5, "right_color": "#FFFFFF"} if column in (WHAT,) else {}
        if row == 0:
            self.write(column, tile.name, self.formats("tile_name", **edge))
        elif row == 1:
            figure: Any = tile.figure if tile.figure is not None else "-"
            if formula and tile.figure is not None:
                figure = LiveFormula(f"={formula}", tile.figure)
            self.write(column, figure, self.formats("tile_figure", **edge))
        elif row == 2:
            said = tile.in_words if lines_of(tile.in_words, room) == 1 else f"of {tile.of} {tile.what}"
            self.write(column, said, self.formats("tile", **edge))
        else:
            style = "tile_worse" if tile.way is Way.WORSE else "tile"
            self.write(column, then, self.formats(style, **edge))

    def _charts_and_matrix(self) -> None:
        """Write the matrix of recommendations next to the room for the charts."""
        top = self.row
        matrix = next(iter(self.glance.matrices), None)
        if matrix is not None and self.items:
            self._matrix(matrix)
        while self.row < top + _CHART_ROWS:
            self.tall(_CHART_ROW)
            self.row += 1

    def _matrix(self, matrix: Matrix) -> None:
        """Write how ratings moved: a title, the ratings now as headings, and a row for each rating then."""
        self.title_over(WHO, self.columns - 1, f"{matrix.name}: rated then (down) and now (across)")
        self.tall(TITLE_HEIGHT)
        self.row += 1
        self.table_headings(WHO, [matrix.since, *matrix.labels])
        for then in matrix.labels:
            self.write(WHO, then, self.filled(then))
            for column, now in enumerate(matrix.labels, DETAILS):
                number = matrix.number(then, now)
                style = "strong_number" if number and then != now else "number"
                self.write(column, number, self.formats(style, num_format=COUNT))
            self.tall(LINE * lines_of(then, self.room(WHO)) + 0.75)
            self.row += 1
        came = [f"{matrix.added} new"] if matrix.added else []
        came += [f"{matrix.removed} removed"] if matrix.removed else []
        if came:
            self.sheet.write_string(self.row, WHO, f"{listed(came)}", self.formats("plain_indented"))
            self.tall(LINE)
            self.row += 1

    def _charts(self, rows: range, rated: Bars, judged: Bars) -> None:
        height = int(self._height(rows) * 4 / 3)
        if not self.items:
            return
        room = pixels(self.widths[NAME : WHO if self.glance.matrices else self.columns]) - 12
        left = int(room * _SHARE)
        add_bars(self, rated, self.labels, RATINGS_TITLE, (rows.start, 4, left, height - 4))
        add_bars(self, judged, STATUSES, STATUSES_TITLE, (rows.start, left + 8, room - left - 4, height - 4))

    # ------------------------------------------------------------------------------------- the first page's lists

    def _let_in_air(self, bars: range, left: float) -> None:
        """Make the rows of the charts higher if there are points left on the page."""
        more = min(_MOST_AIR, max(0, left - LINE)) / len(bars)
        here = self.row
        for self.row in bars:
            self.tall(self.heights[self.row] + more)
        self.row = here

    def _lists(self, bars: range) -> None:
        """Write the lists of the first page, each with as many lines as there is room for.

        `bars` are the rows of the charts, which get some of what is left.
        """
        told = self.told
        moved, due = self._moved_block(), self._due_block()
        decided = self._narrative_block("decisions_needed") if narrative(self.plan, "decisions_needed") else None
        one = [each for each in (moved, decided, due) if each is not None]
        upper = Halves(tuple(one[:1]), tuple(one[1:]), self.rooms)
        lower = Halves(
            (self._narrative_block("key_successes"),), (self._narrative_block("key_challenges"),), self.rooms
        )
        blocks = {each.key: each for halves in (upper, lower) for each in (*halves.left, *halves.right)}
        order = ("decisions_needed", "moved", "due", "key_challenges", "key_successes")
        lowest = {"attention": least(told.attention), **{key: blocks[key].least for key in order if key in blocks}}
        most = {"attention": len(told.attention), **{key: each.total for key, each in blocks.items()}}
        room = self.page_height * _ON_PAPER - self._height(range(self.row))

        def height(numbers: Mapping[str, int], lines: int = 1) -> float:
            rows = [row for halves in (upper, lower) for row in halves.rows(numbers)]
            return self._height_of_attention(numbers["attention"], lines) + sum(row.height for row in rows) + 10.5

        told_at_least = {**lowest, **{key: min(1, number) for key, number in lowest.items() if key != "attention"}}
        self.in_brief = height({key: min(number, most[key]) for key, number in told_at_least.items()}) > room
        self.shown = fill(height, room, lowest, most)
        what_lines = next((lines for lines in (4, 3, 2) if height(self.shown, lines) <= room), 1)
        left = room - height(self.shown, what_lines)
        self._let_in_air(bars, left)
        self._attention(self.shown["attention"], what_lines)
        if left < 0:  # there is more that may never be cut than a page holds
            self.breaks.append(self.row)
            room = self.page_height * _ON_PAPER - self.heights[0] - 40
            most["attention"] = lowest["attention"] = 0
            self.shown |= fill(lambda numbers: height({**numbers, "attention": 0}), room, lowest, most)
        for halves in (upper, lower):
            self._halves(halves)

    def _set(self, line: Line, what: str, *, in_brief: bool = False) -> _Set:
        """Return a line of a list as it is set, with this text about it; `in_brief` with one line of details."""
        texts = ((NAME, line.name), (WHY, line.kind), (WHAT, what), (WHO, line.owner))
        tall = max(lines_of(text, self.room(column)) for column, text in texts)
        room = self.room_across(DETAILS, self.columns - 1)
        how = (on_lines(line.how, room, 1),) if in_brief else in_lines(line.how, room)
        return _Set(line, what, how, in_pixels(LINE * tall + 0.75))

    def _attention_rows(self, number: int, lines: int) -> list[_Set]:
        """Return the lines that are shown, each with so many lines of what it is."""
        shown = within(self.told.attention, number).shown
        room = self.room(WHAT)
        return [self._set(line, on_lines(tidy(line.what), room, lines), in_brief=self.in_brief) for line in shown]

    def _height_of_attention(self, number: int, lines: int) -> float:
        if not self.told.attention:
            return 5.25 + TITLE_HEIGHT + 14.25
        more = self._height_across(self._more(number)) if number < len(self.told.attention) else 0
        return 5.25 + TITLE_HEIGHT + 17.25 + sum(each.height for each in self._attention_rows(number, lines)) + more

    def _attention(self, number: int, lines: int) -> None:
        told, title = self.told, layout.SECTIONS["attention"]
        self.spacer()
        self.title_over(0, self.columns - 1, title)
        self.tall(TITLE_HEIGHT)
        self.row += 1
        if not told.attention:
            self.across(told.nothing_urgent)
            return
        self._list_headings()
        for each in self._attention_rows(number, lines):
            if not self._fits(each.height):
                self._list_headings()
            self._line(each)
        if number < len(told.attention):
            self.across(self._more(number), "more")
        if self.in_brief:
            self.rest.append((title, told.attention))  # what the first page shortens is there in full
        elif number < len(told.attention):
            self.rest.append((f"{title}: {layout.THE_REST}", within(told.attention, number).rest))

    def _more(self, number: int) -> str:
        cut = within(self.told.attention, number)
        return _said_of_rest(cut, self.plan.item_word)

    def _height_across(self, text: str) -> float:
        line = SIZE + self.spacing.leading
        return in_pixels(line * lines_of(text, self.room_across(0, self.columns - 1)) + self.spacing.around)

    def _moved_block(self) -> Block | None:
        told = self.told
        if not told.since:
            return None
        title = f"{layout.SECTIONS['moved']} {told.since}"

        def points(number: int) -> tuple[list[Point], str]:
            cut = within(told.moved, number)
            more = _said_of_rest(cut, self.plan.item_word)
            return [self._point(each, f"{each.kind}: {each.how}") for each in cut.shown], more

        return Block("moved", title, points, len(told.moved), told.nothing_moved)

    def _due_block(self) -> Block:
        told, within_days = self.told, counted(self.plan.due_within, "day")

        def points(number: int) -> tuple[list[Point], str]:
            cut = within(told.due_next, number)
            more = _said_of_rest(cut, self.plan.item_word)
            owned = [f"{each.how} ({each.owner})" if each.owner else each.how for each in cut.shown]
            return [self._point(each, said) for each, said in zip(cut.shown, owned, strict=True)], more

        return Block("due", f"{layout.SECTIONS['due']} {within_days}", points, len(told.due_next), told.nothing_due)

    def _point(self, line: Line, said: str) -> Point:
        what = shorten(line.what, _LONGEST_IN_A_POINT, placeholder="...")
        return Point(f"{said} - {what}" if what else said, line.name or "-", line.sheet, line.cell)

    def _narrative_block(self, key: str) -> Block:
        texts = narrative(self.plan, key)

        def points(number: int) -> tuple[list[Point], str]:
            left = len(texts) - number
            more = f"And {counted(left, 'more point')}; all of them follow on the next page."
            if not number:
                more = f"{counted(left, 'point')}, on the next page."
            return [Point(text) for text in texts[:number]], more if left else ""

        return Block(key, _title_of(key), points, len(texts), "None given.")

    def _halves(self, halves: Halves) -> None:
        self.spacer()
        for row in halves.rows(self.shown):
            for half, cell in zip(self.halves, (row.left, row.right), strict=True):
                if cell is None:
                    continue
                if cell.style == TITLE:
                    self.title_over(*half, cell.text)
                else:
                    self.over(half, cell)
            self.tall(row.height)
            self.row += 1

    # ------------------------------------------------------------------------------------- what follows

    def _second_page(self) -> None:
        """Write in full what the first page had no room for."""
        told = self.told
        for key, title, whole in (
            ("moved", f"{layout.SECTIONS['moved']} {told.since}", told.moved if told.since else ()),
            ("due", f"{layout.SECTIONS['due']} {counted(self.plan.due_within, 'day')}", told.due_next),
        ):
            rest = within(whole, self.shown.get(key, 0)).rest
            if rest:
                self.rest.append((f"{title}: {layout.THE_REST}", rest))
        for title, lines in self.rest:
            self._list(title, lines)
        for side, key in enumerate(("key_successes", "key_challenges", "decisions_needed")):
            texts = narrative(self.plan, key)
            room = self.rooms[min(side, 1)]
            if len(texts) > self.shown.get(key, 0) or not all(is_whole(text, room) for text in texts):
                self._points(_title_of(key), texts)
        for field in further_texts(self.plan):
            self._points(field.label, narrative(self.plan, field.key))

    def _points(self, title: str, texts: Sequence[str]) -> None:
        self._title(title)
        for text in texts or ("None given.",):
            self._fits(LINE * lines_of(text, self.room_across(0, self.columns - 1)))
            self.across(f"\u2022  {text}" if texts else text)

    def _title(self, title: str, following: float = 3 * LINE) -> None:
        """Leave a low row free and write a title, on the next page if what follows it would not fit on this one."""
        self._fits(TITLE_HEIGHT + following)
        self.spacer()
        self.title_over(0, self.columns - 1, title)
        self.tall(TITLE_HEIGHT)
        self.row += 1

    def _fits(self, height: float) -> bool:
        """Begin a new page if so many points of rows do not fit on this one; tell whether they did."""
        first = max([self._first, *self.breaks])
        used = (self.heights[0] if first else 0) + self._height(range(first, self.row))
        if used + height <= self.page_height * _ON_PAPER:
            return True
        self.breaks.append(self.row)
        return False

    def _list(self, title: str, lines: Sequence[Line]) -> None:
        """Write a whole list; each page of it begins with its headings."""
        self._title(title, 19 + 3 * LINE)
        self._list_headings()
        for line in lines:
            each = self._set(line, shorten(line.what, _LONGEST_WHAT, placeholder="..."))
            if not self._fits(each.height):
                self._list_headings()
            self._line(each)

    def _list_headings(self) -> None:
        for column, key in ((NAME, "name"), (WHY, "kind"), (WHAT, "what"), (WHO, "owner")):
            self.sheet.write_string(self.row, column, layout.LISTED[key], self.formats("heading"))
        for column in range(DETAILS + 1, self.columns):
            self.write(column, "", self.formats("after_heading"))
        self.write(DETAILS, layout.LISTED["how"], self.formats("heading_runs_on"))
        self.tall(17.25)
        self.row += 1

    def _line(self, each: _Set) -> None:
        """Write one line of a list, and go on to the next.

        The details come last and run on over the narrow columns, because screen readers lose their way in merged cells;
        what does not fit on one line goes on in the next row.
        """
        line = each.line
        for place, details in enumerate(each.details):
            open_below = {"bottom": 0} if place < len(each.details) - 1 else {}
            if place == 0:
                self.link(NAME, line.sheet, line.cell, line.name, "link_open" if open_below else "link")
                self.write(WHY, line.kind, self._kind_style(line.kind, open_below))
                self.write(WHAT, each.what, self.formats("cell", **open_below))
                self.write(WHO, line.owner or "-", self.formats("cell", **open_below))
            else:
                for column in (NAME, WHY, WHAT, WHO):
                    self.write(column, "", self.formats("cell", **open_below))
            for column in range(DETAILS, self.columns):
                look = self.formats("runs_on", **open_below)
                self.write(column, details if column == DETAILS else "", look)
            self.tall(each.first if place == 0 else LINE + 0.75)
            self.row += 1

    def _kind_style(self, kind: str, more: dict[str, int]) -> Any:
        colour = self.colours.get(kind) or layout.STATUS_COLOURS.get(kind, "")
        if kind in ALARMS and not colour:
            return self.formats("alarm", **more)
        return self.formats.filled("cell", colour, **more)

    # ------------------------------------------------------------------------------------- the figures

    def _figures(self) -> tuple[Bars, Bars]:
        """Write the counts of ratings and of statuses, which tiles and charts refer to; return where they are."""
        told, counts, then = self.told, self.figures, self.glance.then
        items, before = plural(self.plan.item_word), f"in {self.glance.since}"  # no longer, or the chart drops it
        title = self.long_tables.recommendations if self.long_tables is not None else None
        sums = count_formulas(self.plan, told, self.labels, title)
        rows = [_Counted(items, counts.recommendations, sums.recommendations, told.sentences[0])]
        if items in then:
            rows.append(_Counted(before, then[items], None, ""))
        actions = _Counted(layout.ACTIONS.title, counts.actions, sums.actions, told.sentences[1])
        rows.append(actions._replace(extra=counts.overdue, extra_formula=sums.overdue))
        if layout.ACTIONS.title in then:
            rows.append(_Counted(before, then[layout.ACTIONS.title], None, ""))
        self._title(layout.ON_THE_SUMMARY["figures"], 200)
        rated = self._table_of_counts(rows, self.labels, LATE)
        self.spacer()
        indicators = _Counted(layout.INDICATORS.title, counts.indicators, sums.indicators, told.sentences[2])
        statuses = [indicators._replace(extra=counts.distinct)]
        if layout.INDICATORS.title in then:
            statuses.append(_Counted(before, then[layout.INDICATORS.title], None, ""))
        judged = self._table_of_counts(statuses, STATUSES, "Different numbers")
        for sentence in told.sentences[3:]:
            self.across(sentence)
        return rated, judged._replace(names=judged.names[:1], counts=judged.counts[:1])

    def _table_of_counts(self, rows: Sequence[_Counted], labels: Sequence[str], extra: str) -> Bars:
        head = self.row
        self.table_headings(0, ["Total", layout.ON_THE_SUMMARY["counted"], "In words", extra, *labels])
        for row in rows:
            if row.name == layout.ACTIONS.title:
                self._row_of_actions = self.row
            first, last = (xl_rowcol_to_cell(self.row, DETAILS + at) for at in (0, len(labels) - 1))
            live = self.items and row.formulas is not None
            total = LiveFormula(f"=SUM({first}:{last})" if live else None, sum(row.counts.values()))
            self.write(0, total, self.formats("figure"))
            self.write(WHY, row.name, self.formats("cell"))
            self.write(WHAT, row.said, self.formats("cell"))
            more: LiveFormula | str = ""
            if row.extra is not None:
                more = self.over_sheets(LiveFormula(row.extra_formula, row.extra))
            self.write(WHO, more, self.formats("number", num_format=COUNT))
            for at, label in enumerate(labels):
                formula = row.formulas[at] if row.formulas else None
                value = self.over_sheets(LiveFormula(formula, row.counts.get(label, 0)))
                self.write(DETAILS + at, value, self.formats("number", num_format=COUNT))
            self.fit([(WHY, row.name), (WHAT, row.said)])
        return Bars(head, tuple(row.name for row in rows), tuple(row.counts for row in rows))

    # ------------------------------------------------------------------------------------- the end

    def _further(self) -> None:
        """Write the matrix of actions, where the long tables are, the key and how figures are worked out."""
        for matrix in self.glance.matrices[1:]:
            if matrix.counts:
                self._fits(TITLE_HEIGHT + LINE * (len(matrix.labels) + 4))
                self.spacer()
                self._matrix(matrix)
        if self.long_tables is not None:
            self._title(layout.ON_THE_SUMMARY["lists"], LINE)
            self.link(NAME, self.long_tables.recommendations, "A1", self.long_tables.recommendations, "link_runs_on")
            self.link(WHAT, self.long_tables.indicators, "A1", self.long_tables.indicators, "link_runs_on")
            self.row += 1
        self._key()

    def _key(self) -> None:
        step, rating_word = layout.RATINGS.headings, layout.RECOMMENDATION.labels["rating"]
        self._title(layout.SECTIONS["key"], 6 * LINE)
        for column, text in enumerate(("Code", rating_word, step["counts_as"])):
            self.sheet.write_string(self.row, column, text, self.formats("heading"))
        for column in range(WHO + 1, self.columns):
            self.write(column, "", self.formats("after_heading"))
        self.write(WHO, "Meaning", self.formats("heading_runs_on"))
        self.tall(17.25)
        self.row += 1
        room = self.room_across(WHO, self.columns - 1)
        for rating in self.plan.scale.ratings:
            meaning = " ".join(
                f"{heading}: {tidy(text).rstrip('.')}."
                for heading, text in (
                    (step["progress"], rating.progress),
                    (step["confidence"], rating.confidence),
                )
                if tidy(text)
            )
            counts_as = rating.counts_as.value if rating.counts_as else "not given"
            lines = in_lines(meaning, room)
            self._fits((LINE + 1) * len(lines))
            for place, text in enumerate(lines):
                more = {"bottom": 0} if place < len(lines) - 1 else {}
                first = place == 0
                self.write(0, rating.code if first else "", self.formats("cell", **more))
                look = self.formats.filled("cell", rating.colour, **more) if first else self.formats("cell", **more)
                self.write(WHY, rating.label if first else "", look)
                self.write(WHAT, counts_as if first else "", self.formats("cell", **more))
                for column in range(WHO, self.columns):
                    self.write(column, text if column == WHO else "", self.formats("runs_on", **more))
                texts = ((0, rating.code), (WHY, rating.label), (WHAT, counts_as)) if first else ()
                tall = max((lines_of(said, self.room(column)) for column, said in texts), default=1)
                self.tall(LINE * tall + 0.75)
                self.row += 1
        self._title(layout.SECTIONS["workings"])
        for text in self.workings():
            self.across(text)


class _Set(NamedTuple):
    """One line of a list as it is set."""

    line: Line
    what: str
    details: tuple[str, ...]
    """One for each row, at least one."""
    first: float
    """The height of the first row in points."""

    @property
    def height(self) -> float:
        """The height of all its rows in points."""
        return self.first + in_pixels(LINE + 0.75) * (len(self.details) - 1)


class _Counted(NamedTuple):
    """A row of counts by label."""

    name: str
    counts: dict[str, int]
    formulas: Sequence[str | None] | None
    said: str
    extra: int | None = None
    extra_formula: str | None = None


def _said_of_rest(cut: Shortened[Line], item_word: str) -> str:
    """Return how many lines of each kind the first page has no room for, and where they are; empty for none."""
    if not cut.rest:
        return ""
    more = cut.more(item_word)
    what = f"And {len(cut.rest)} more: {more}" if cut.shown else more[:1].upper() + more[1:]
    return f"{what}; {_NEXT if len(cut.rest) > 1 else 'it follows on the next page'}."


def _title_of(key: str) -> str:
    label = next(field.label for field in layout.PLAN.fields if field.key == key)
    return label[0] + label[1:].lower()
