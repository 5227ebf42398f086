"""The sheets of a published workbook: the Summary, and one to read and print for each recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType

from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.told import DRAFT
from plan_workbook.package.heights import LINE, height_for, parts_that_fit
from plan_workbook.plan.model import TableRow
from plan_workbook.publishing.edition import ActionLine, Edition, IndicatorLine, Item, Tag
from plan_workbook.writing.board_page import BoardPage
from plan_workbook.writing.formats import BOARD
from plan_workbook.writing.generated_page import Page
from plan_workbook.writing.list_columns import TOP
from plan_workbook.writing.list_pages import AllIndicators, AllRecommendations, ListPage
from plan_workbook.writing.live_formulas import LiveFormula
from plan_workbook.writing.summary_flow import ON_PAPER
from plan_workbook.writing.summary_sheet import OUR_TITLES, SummaryPage

Places = Mapping[tuple[str, str], str]
"""The new place of a cell's content, by its sheet and cell in the plan's workbook."""
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
_NEAR_THE_END = 0.85
"""The share of a page below which no title on it could be moved to the next one."""
Cell = str | Tag


def mark_draft(page: Page, edition: Edition) -> None:
    """Mark every printed page of a draft."""
    if edition.draft:
        page.sheet.set_header(f'&C&"Calibri,Bold"&14{DRAFT}')
        page.sheet.margin_header = page.margins.header


def head_of(edition: Edition, title: str) -> str:
    """Return the title of a sheet, marked if it is a draft."""
    return f"{DRAFT}: {title}" if edition.draft else title


class _Published(BoardPage):
    """A generated sheet without its ties to the plan's workbook."""

    edition: Edition
    places: Places = MappingProxyType({})

    def head(self, title: str, facts: Sequence[str]) -> None:
        """Write the title and the facts about the plan, and mark a draft."""
        super().head(head_of(self.edition, title), facts)
        if self.edition.draft:
            self.write(0, self.edition.warning, self.formats("stale"))

    def over_sheets(self, count: LiveFormula) -> LiveFormula:
        """Return the figure without its formula, because the cells it counts are not in this workbook."""
        return LiveFormula(None, count.value)

    def link(self, column: int, sheet: str | None, cell: str | None, text: str, style: str = "link") -> None:
        """Write a link to where that cell's content is in this workbook."""
        super().link(column, sheet, self.places.get((sheet or "", cell or ""), "A1"), text, style)


class PublishedSummary(_Published, SummaryPage):
    """The Summary of an edition."""

    def __init__(self, workbook: Workbook, edition: Edition) -> None:
        """Start the sheet."""
        super().__init__(workbook, edition.plan, edition.told, OUR_TITLES)
        self.edition = edition

    def conclude(self) -> None:
        """Finish the page, without names, hidden columns or protection."""
        self.set_up()
        mark_draft(self, self.edition)

    def workings(self) -> tuple[str, ...]:
        """Return how the figures are worked out, in sentences."""
        return self.edition.workings

    def trust(self) -> str:
        """Return whether the plan can be believed; findings are not published."""
        return f"{self.told.trust}."


class _PublishedList(_Published, ListPage):
    """A sheet of an edition with a long table."""

    behind = "plain"

    def conclude(self) -> None:
        """Let people filter the table and finish the page, without names, hidden columns or protection."""
        self.filter()
        self.set_up(footer=f"{self.called}: ", repeat=TOP)
        mark_draft(self, self.edition)


class PublishedRecommendations(_PublishedList, AllRecommendations):
    """All recommendations of an edition."""

    hides = False

    def __init__(self, workbook: Workbook, edition: Edition) -> None:
        """Start the sheet."""
        super().__init__(workbook, edition.plan, edition.told)
        self.edition = edition


class PublishedIndicators(_PublishedList, AllIndicators):
    """All indicators of an edition."""

    def __init__(self, workbook: Workbook, edition: Edition) -> None:
        """Start the sheet."""
        super().__init__(workbook, edition.plan, edition.told)
        self.edition = edition


class ItemPage(Page):
    """One recommendation as a sheet to read and print; `places` says where its rows are."""

    styles = BOARD

    def __init__(self, workbook: Workbook, edition: Edition, item: Item) -> None:
        """Start the sheet."""
        super().__init__(workbook, item.source.sheet, edition.plan, _widths(item))
        self.edition, self.item = edition, item
        self.places: dict[tuple[str, str], str] = {}
        self._breaks: list[int] = []
        """The rows at which a table goes on to another page."""
        self._first = 0
        """The first row of the page that is being written, as far as is known."""

    def draw(self) -> None:
        """Draw the whole sheet."""
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
        self.sheet.set_h_pagebreaks(self.page_breaks(self._breaks))
        self.set_up(footer=f"{item.name}   |   ")
        mark_draft(self, self.edition)

    def _indicators(self) -> None:
        self.section(layout.INDICATORS.title)
        if not self.item.indicators:
            self.across("None.")
            return
        headings = [*_INDICATOR_HEADINGS, *(each.heading for each in self.item.indicators[0].more)]
        self.headings(headings)
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
            headings = [*_ACTION_HEADINGS, *(each.heading for each in group.actions[0].more)]
            self.headings(headings)
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
        for read in source.inputs.values():
            if read.cell:
                self.places[read.sheet, read.cell] = f"A{self.row + 1}"

    def _rows(self, cells: Sequence[Cell], headings: Sequence[str], source: TableRow, *, alarm: bool = False) -> None:
        """Write a row of a table, below its headings again if it begins a page.

        If it is taller than Excel allows, it continues in the next.
        """
        parts = [
            parts_that_fit(cell, width) if isinstance(cell, str) else [cell]
            for cell, width in zip(cells, self.widths, strict=False)
        ]
        for line in range(max(map(len, parts))):
            now: list[Cell] = [part[line] if line < len(part) else "" for part in parts]
            self._go_on(height_for((str(cell), self.room(column)) for column, cell in enumerate(now)), headings)
            if not line:
                self._remember(source)
            for column, cell in enumerate(now):
                self._cell(column, cell, "alarm" if alarm and column == _STANDING else "cell")
            self.fit([(column, str(cell)) for column, cell in enumerate(now)])

    def _go_on(self, height: float, headings: Sequence[str]) -> None:
        """Begin a page with the headings of a table if its next row, so many points high, does not fit on this one."""
        self.heights[self.row] = height
        if self._used() <= self.page_height * _NEAR_THE_END:
            return
        self._first = max(self.page_breaks(self._breaks), default=0)  # a title may have begun a page
        if self._used() > self.page_height * ON_PAPER:
            self._breaks.append(self.row)
            self._first = self.row
            self.headings(headings)

    def _used(self) -> float:
        """Return how many points of the page are used, with the row that is about to be written."""
        rows = range(self._first, self.row + 1)
        return sum(self.heights.get(row, LINE) for row in rows) + (self.heights[0] if self._first else 0)

    def _cell(self, column: int, value: Cell, style: str = "cell") -> None:
        if isinstance(value, Tag):
            self.write(column, value.word, self.formats.filled("number", value.fill))
        else:
            self.write(column, value, self.formats("number" if 3 <= column < _TAG else style))


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
