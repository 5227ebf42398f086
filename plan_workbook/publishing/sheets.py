"""The generated sheets of a published workbook: the Summary and the long tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.told import DRAFT
from plan_workbook.package.addresses import place_of
from plan_workbook.publishing.edition import Edition
from plan_workbook.writing.board_page import BoardPage
from plan_workbook.writing.generated_page import Page
from plan_workbook.writing.list_columns import TOP
from plan_workbook.writing.list_pages import AllIndicators, AllRecommendations, ListPage
from plan_workbook.writing.live_formulas import LiveFormula
from plan_workbook.writing.summary_sheet import OUR_TITLES, SummaryPage, Titles

Places = Mapping[tuple[str, int], str]
"""The new place of a row of a table, by its sheet and row, from 1, in the plan's workbook."""


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
        row = place_of(cell)[0][0] if cell else 0
        super().link(column, sheet, self.places.get((sheet or "", row), "A1"), text, style)


class PublishedSummary(_Published, SummaryPage):
    """The Summary of an edition."""

    def __init__(self, workbook: Workbook, edition: Edition) -> None:
        """Start the sheet."""
        lists = (layout.list_title(each, edition.plan.item_word) for each in OUR_TITLES)
        super().__init__(workbook, edition.plan, edition.told, Titles(*lists))
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
        """Start the sheet, called by the plan's own word for its items."""
        title = layout.list_title(layout.ALL_RECOMMENDATIONS, edition.plan.item_word)
        super().__init__(workbook, edition.plan, edition.told, title)
        self.edition = edition


class PublishedIndicators(_PublishedList, AllIndicators):
    """All indicators of an edition."""

    def __init__(self, workbook: Workbook, edition: Edition) -> None:
        """Start the sheet."""
        super().__init__(workbook, edition.plan, edition.told)
        self.edition = edition
