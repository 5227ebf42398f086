"""The sheet of a recommendation in a published workbook, to be read and printed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.package.heights import LINE, height_for, parts_that_fit
from plan_workbook.plan.model import TableRow
from plan_workbook.publishing.edition import ActionLine, Edition, IndicatorLine, Item, Tag
from plan_workbook.publishing.sheets import head_of, mark_draft
from plan_workbook.writing.generated_page import Page
from plan_workbook.writing.summary_flow import ON_PAPER

_WIDTHS = (13, 52, 24, 12, 12, 12, 14, 14, 26, 40)
"""Of the columns of a recommendation's sheet, in characters."""
_PI, _ACTION = layout.INDICATORS.headings, layout.ACTIONS.headings
_INDICATOR_HEADINGS = (
    _PI["number"],
    _PI["description"],
    _PI["lead"],
    _PI["target"],
    _PI["previous"],
    _PI["actual"],
    _PI["period"],
    _PI["status"],
    layout.WORKED_OUT["gap"],
    _PI["comment"],
)
_ACTION_HEADINGS = (
    _ACTION["ref"],
    _ACTION["text"],
    _ACTION["lead"],
    *(layout.WORKED_OUT[key] for key in ("start", "due", "first_due", "completed")),
    _ACTION["rating"],
    layout.WORKED_OUT["standing"],
    _ACTION["comment"],
)
_TAG, _STANDING = 7, 8
"""Columns, from 0, of the coloured rating or status, and of the remark next to it."""
_MIDDLE = range(3, _TAG + 1)
"""Columns of figures and dates, and of the rating or status, which are centred."""
_NEAR_THE_END = 0.85
"""The share of a page below which no title on it could be moved to the next one."""
_LEAST = 1 / 4
"""The share of it that the last page holds at least, if the one before can spare so much."""
_SHARES = tuple(hundredths / 100 for hundredths in range(95, 45, -5))
"""How much of a page may be filled, from nearly all of it to half."""
Cell = str | Tag


def unused_columns(edition: Edition) -> frozenset[int]:
    """Return the columns (from 0) in which no row of any recommendation says anything, such as those for comments."""
    rows = [_of_indicator(each) for item in edition.items for each in item.indicators]
    rows += [_of_action(each) for item in edition.items for group in item.groups for each in group.actions]
    return frozenset(
        at for at in range(_MIDDLE.start, len(_WIDTHS)) if rows and all(row[at] in ("", "-") for row in rows)
    )


class _Row(NamedTuple):
    """A row that was written, as it matters for where pages end."""

    height: float
    """In points."""
    together: int | None
    """If it is a title, how many rows stay on its page, its own included."""
    headings: float | None
    """If it is a row of a table, how many points its headings are high."""


class ItemPage(Page):
    """One recommendation as a sheet to read and print; `places` says where its rows are."""

    def __init__(self, workbook: Workbook, edition: Edition, item: Item, unused: frozenset[int] = frozenset()) -> None:
        """Start the sheet; `unused` are the columns that the edition does without."""
        self._kept = [at for at in range(len(_WIDTHS)) if at not in unused]
        super().__init__(workbook, item.source.sheet, edition.plan, self._in_use(_widths(item)))
        self.edition, self.item = edition, item
        self._middle = [place for place, at in enumerate(self._kept) if at in _MIDDLE]
        self._shorter, self._share = 0, 1.0
        """The number of the first page of which only a part is filled, and how much of it."""
        self._begin()

    def _begin(self) -> None:
        self.row = 0
        self.heights.clear()
        self.titles.clear()
        self.places: dict[tuple[str, int], str] = {}
        self._breaks: list[int] = []
        """The rows at which a table goes on to another page."""
        self._first = 0
        """The first row of the page that is being written, as far as is known."""
        self._left_behind: dict[tuple[int, int, float], bool] = {}
        """What is known of titles all of whose rows are written."""
        self._in_tables: dict[int, float] = {}
        """The rows of tables, each with how many points its headings are high."""
        self._height_of_headings = 0.0

    def headings(self, headings: Sequence[str], middle: Container[int] = ()) -> None:
        """Write the heading row of a table, and remember how high it is."""
        at = self.row
        super().headings(headings, middle)
        self._height_of_headings = self.heights[at]

    def is_left_behind(self, heights: Sequence[float], first: int, title: int, page: float) -> bool:
        """Tell it of a title as every page does, but work it out once: it is asked before each row of a table."""
        known = first, title, page
        if known not in self._left_behind:
            left = super().is_left_behind(heights, first, title, page)
            if title + self.titles.get(title, 1) > self.row:
                return left
            self._left_behind[known] = left
        return self._left_behind[known]

    def _in_use(self, cells: Sequence[Any]) -> list[Any]:
        """Return the cells of a row without those of columns that the edition does without."""
        return [*(cells[at] for at in self._kept), *cells[len(_WIDTHS) :]]

    def height_of_page(self, number: int) -> float:
        """Return how many points of rows are put on a page, counted from 0."""
        return self.page_height * (self._share if number >= self._shorter else 1)

    def draw(self) -> None:
        """Draw the whole sheet, with a page that ends earlier if the last one would be nearly empty."""
        self._balance()
        self._write()
        self.sheet.set_h_pagebreaks(self.page_breaks(self._breaks))
        self.set_up(footer=f"{self.item.name}   |   ")
        mark_draft(self, self.edition)

    def _balance(self) -> None:
        """Find how much of the last page but one to fill, so that the last is not nearly empty and no page is added.

        If there is a choice, no table is split.
        """
        sheet, self.sheet = self.sheet, _Nowhere()
        self._write()
        rows = [*self._written()]
        pages, found = len(full := self._filled()[0]), 1.0
        if full[-1] < _LEAST and pages > 1:
            self._shorter = pages - 2
            for self._share in _SHARES:
                self._begin()
                self._put_again(rows)
                full, split = self._filled()
                if len(full) > pages:
                    break
                if min(full) >= _LEAST and (found == 1 or not split):
                    found = self._share
                    if not split:
                        break
        self._begin()
        self.sheet, self._share = sheet, found

    def _filled(self) -> tuple[list[float], bool]:
        """Return how full each page would be, as a share of the whole of it, and whether a table would be split."""
        begin = self.page_breaks(self._breaks)
        full = [
            sum(self.heights.get(row, LINE) for row in range(*rows)) / self.page_height
            for rows in pairwise([0, *begin, self.row])
        ]
        return full, any(row not in self.titles for row in begin[-1:])

    def _written(self) -> Iterator[_Row]:
        """Yield the rows as they were written, without headings that a table has again on another page."""
        for row in range(self.row):
            if row not in self._breaks:
                yield _Row(self.heights.get(row, LINE), self.titles.get(row), self._in_tables.get(row))

    def _put_again(self, rows: Iterable[_Row]) -> None:
        """Put rows on pages as `_write` would, which takes much longer."""
        for each in rows:
            if each.headings is not None:
                self._go_on(each.height, partial(self._put, each.headings))
            if each.together is not None:
                self.titles[self.row] = each.together
            self._put(each.height)

    def _put(self, height: float) -> None:
        self.heights[self.row] = height
        self.row += 1

    def _write(self) -> None:
        item = self.item
        self.head(head_of(self.edition, item.name), self.edition.facts)
        if self.edition.draft:
            self.write(0, self.edition.warning, self.formats("stale"))
        link = self.formats("plain_link")
        self.sheet.write_url(self.row, self.columns - 1, f"internal:{layout.SUMMARY}!A1", link, "Back to Summary")
        self.row += 1
        self.across(item.title or "No title given.", "sentence")
        for label, value in self._facts():
            for part in parts_that_fit(value, self.widths[1]) if isinstance(value, str) else [value]:
                self.write(0, label, self.formats("label"))
                self._cell(1, part)
                self.fit([(0, label), (1, str(part))])
        self.section(layout.PROGRESS.columns[0].heading)
        for paragraph in item.progress or ("None given.",):
            self.across(paragraph)
        for detail in item.texts:
            self.section(detail.heading)
            for paragraph in detail.paragraphs:
                self.across(paragraph)
        self._indicators()
        self._actions()

    def _indicators(self) -> None:
        self.section(layout.INDICATORS.title)
        if not self.item.indicators:
            self.across("None.")
            return
        headings = self._in_use([*_INDICATOR_HEADINGS, *(each.heading for each in self.item.indicators[0].more)])
        self.headings(headings, self._middle)
        for indicator in self.item.indicators:
            self._rows(_of_indicator(indicator), headings, indicator.source)

    def _actions(self) -> None:
        groups = self.item.groups
        self.section(layout.ACTIONS.title, together=4 if groups and groups[0].objective else 3)
        if not groups:
            self.across("None.")
        for place, group in enumerate(groups):
            if place:
                self.titles[self.row] = 3 if group.objective else 2
            if group.objective:
                self.across(f"Objective: {group.objective}", "sentence")
            headings = self._in_use([*_ACTION_HEADINGS, *(each.heading for each in group.actions[0].more)])
            self.headings(headings, self._middle)
            for action in group.actions:
                self._rows(_of_action(action), headings, action.source, alarm=action.overdue)

    def _facts(self) -> Iterator[tuple[str, Cell]]:
        item = self.item
        labels = layout.RECOMMENDATION.labels
        yield labels["lead"], item.lead or "Not given"
        if item.status:
            yield labels["status"], item.status
        yield labels["rating"], item.rating
        if item.confidence:
            yield labels["confidence"], item.confidence
        yield from ((each.heading, each.text) for each in item.more)
        yield layout.ACTIONS.title, item.actions_in_words
        yield layout.INDICATORS.title, item.indicators_in_words

    def _remember(self, source: TableRow) -> None:
        """Note where a row is now, for links to any of its cells."""
        self.places[source.sheet, source.row] = f"A{self.row + 1}"

    def _rows(self, cells: Sequence[Cell], headings: Sequence[str], source: TableRow, *, alarm: bool = False) -> None:
        """Write a row of a table, below its headings again if it begins a page.

        If it is taller than Excel allows, it continues in the next.
        """
        standing = self._kept.index(_STANDING) if alarm else None
        parts = [
            parts_that_fit(cell, width) if isinstance(cell, str) else [cell]
            for cell, width in zip(self._in_use(cells), self.widths, strict=False)
        ]
        for line in range(max(map(len, parts))):
            now: list[Cell] = [part[line] if line < len(part) else "" for part in parts]
            height = height_for((str(cell), self.room(column)) for column, cell in enumerate(now))
            self._go_on(height, partial(self.headings, headings, self._middle))
            self._in_tables[self.row] = self._height_of_headings
            if not line:
                self._remember(source)
            for column, cell in enumerate(now):
                self._cell(column, cell, "alarm" if column == standing else "cell")
            self.fit([(column, str(cell)) for column, cell in enumerate(now)])

    def _go_on(self, height: float, headings: Callable[[], None]) -> None:
        """Begin a page with the headings of a table if its next row, so many points high, does not fit on this one."""
        self.heights[self.row] = height
        if self._used() <= self.page_height * self._share * _NEAR_THE_END:
            return
        begin = self.page_breaks(self._breaks)  # a title may have begun a page
        self._first = max(begin, default=0)
        if self._used() > self.height_of_page(len(begin)) * ON_PAPER:
            self._breaks.append(self.row)
            self._first = self.row
            headings()

    def _used(self) -> float:
        """Return how many points of the page are used, with the row that is about to be written."""
        rows = range(self._first, self.row + 1)
        return sum(self.heights.get(row, LINE) for row in rows) + (self.heights[0] if self._first else 0)

    def _cell(self, column: int, value: Cell, style: str = "cell") -> None:
        if isinstance(value, Tag):
            self.write(column, value.word, self.formats.filled("number", value.fill))
        else:
            self.write(column, value, self.formats("number" if column in self._middle else style))


class _Nowhere:
    """A sheet on which nothing is written, for finding out how high its rows would be."""

    def __getattr__(self, name: str) -> Any:
        """Return a method that does nothing."""
        return lambda *_, **__: None


def _widths(item: Item) -> list[float]:
    """Return the widths of an item's sheet, with further columns for texts that have no place of their own."""
    tables = (each[0].more for each in (item.indicators, item.actions) if each)
    further = [max(each.width for each in pair if each) for pair in zip_longest(*tables)]
    labels = max((layout.room_for(each.heading) for each in item.more), default=0)
    return [max(_WIDTHS[0], labels), *_WIDTHS[1:], *further]


def _of_indicator(each: IndicatorLine) -> list[Cell]:
    return [
        each.number,
        "\n".join([each.description, *each.over_time]),
        each.lead,
        each.target or "-",
        each.previous or "-",
        each.actual or "-",
        each.period,
        each.status,
        each.distance or "-",
        each.comment,
        *(detail.text for detail in each.more),
    ]


def _of_action(each: ActionLine) -> list[Cell]:
    return [
        each.ref,
        each.text,
        each.lead,
        each.start,
        each.due,
        each.first_due,
        each.completed,
        each.rating,
        each.standing,
        each.comment,
        *(detail.text for detail in each.more),
    ]
