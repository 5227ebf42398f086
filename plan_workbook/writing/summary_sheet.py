"""The Summary sheet: the board's view of the whole plan, drawn in a workbook of its own."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.figures import facts_about, further_texts, narrative, workings
from plan_workbook.board.shortening import within
from plan_workbook.board.told import Told, draft_warning, told_about
from plan_workbook.checking.finding import Report
from plan_workbook.package import Grafts
from plan_workbook.plan.model import Plan
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.values.text import in_item_words, listed
from plan_workbook.writing.first_page import LINE, TITLE_HEIGHT, is_whole
from plan_workbook.writing.list_pages import draw_indicators, draw_recommendations
from plan_workbook.writing.live_formulas import check_of
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.summary_blocks import title_of_due, title_of_moved, title_of_narrative
from plan_workbook.writing.summary_figures import write_figures
from plan_workbook.writing.summary_first_lists import FirstLists
from plan_workbook.writing.summary_flow import ON_PAPER, SummaryFlow
from plan_workbook.writing.summary_grid import NAME, WHAT
from plan_workbook.writing.summary_key import write_key
from plan_workbook.writing.summary_top import TILE_ROWS, add_charts, leave_room_for_charts, write_matrix, write_tiles
from plan_workbook.writing.worksheets import LiteralWorkbook

_FOLLOWS = (
    "Counts are formulas and change when a sheet is edited; lists, distances and sentences are as they were when this "
    "page was made."
)
STALE = "Sheets have changed since this Summary was made: run summarise again"


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


class SummaryPage(SummaryFlow):
    """The whole sheet."""

    def __init__(self, workbook: Workbook, plan: Plan, told: Told, titles: Titles | None) -> None:
        """Start the sheet; `titles` are those of the sheets with the long tables, None if there are none."""
        super().__init__(workbook, plan, told)
        self.long_tables = titles
        self.remark_row = 0

    def draw(self) -> None:
        """Draw the whole sheet; the figures at the top come last, because they refer to those below."""
        self.head(self.plan.title, facts_about(self.plan))
        self.remark_row = self.row
        self.tall(LINE)
        self.row += 1
        self.across(self.told.glance.verdict, "verdict")
        self.across(f"{layout.SECTIONS['trust']} {self.trust()}")
        self.spacer()
        tiles = self.row
        for points in TILE_ROWS:
            self.tall(points)
            self.row += 1
        self.spacer()
        charts = leave_room_for_charts(self)
        lists = FirstLists(self, of_a_part=self.long_tables is None)
        lists.write(charts)
        self.second_page = self.row
        self._in_full(lists)
        figured = write_figures(self, self.long_tables.recommendations if self.long_tables is not None else None)
        self._further()
        below, self.row = self.row, tiles
        write_tiles(self, self.told.glance.tiles, figured)
        add_charts(self, charts, figured)
        self.row = below
        if self.height_of(range(below)) > self.page_height * ON_PAPER:
            self.breaks.append(self.second_page)
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

    def _stale_line(self) -> None:
        """Write that errors are open, or by a formula that a sheet has been edited after this page was drawn."""
        warning = draft_warning(self.told.open_errors) if self.items and self.told.open_errors else ""
        checks = [(row, check_of(self.plan, each)) for row, each in enumerate(self.items)]
        for row, check in checks:
            if check is not None and check.formula:
                formula = f'=IF(ABS({check.formula[1:]}-({check.value}))<0.001,"",1)'
                self.sheet.write_formula(row, self.columns, formula, self.formats("plain"), "")
        if any(check for _, check in checks):
            cells = xl_range_abs(0, self.columns, len(checks) - 1, self.columns)
            changed = f'=IF(IFERROR(SUM({cells}),1)=0,"{warning}","{STALE}")'
            self.sheet.write_formula(self.remark_row, 0, changed, self.formats("stale"), warning)
        elif warning:
            self.sheet.write_string(self.remark_row, 0, warning, self.formats("stale"))

    def _in_full(self, lists: FirstLists) -> None:
        """Write in full what the first page had no room for."""
        told, shown = self.told, lists.shown
        for key, title, whole in (
            ("moved", title_of_moved(told), told.moved if told.since else ()),
            ("due", title_of_due(self.plan), told.due_next),
        ):
            rest = within(whole, shown.get(key, 0)).rest
            if rest:
                lists.rest.append((f"{title}: {layout.THE_REST}", rest))
        for title, lines in lists.rest:
            self.whole_list(title, lines)
        for side, key in enumerate(("key_successes", "key_challenges", "decisions_needed")):
            texts = narrative(self.plan, key)
            room = self.rooms[min(side, 1)]
            if len(texts) > shown.get(key, 0) or not all(is_whole(text, room) for text in texts):
                self.points(title_of_narrative(key), texts)
        for field in further_texts(self.plan):
            self.points(field.label, narrative(self.plan, field.key))

    def _further(self) -> None:
        """Write the matrix of actions, where the long tables are, the key and how figures are worked out."""
        for matrix in self.told.glance.matrices[1:]:
            if matrix.counts:
                self.fits(TITLE_HEIGHT + LINE * (len(matrix.labels) + 4))
                self.spacer()
                write_matrix(self, matrix)
        if self.long_tables is not None:
            self.title(layout.ON_THE_SUMMARY["lists"], LINE)
            title = self.long_tables.recommendations
            self.link(NAME, title, "A1", in_item_words(title, self.plan.item_word), "link_runs_on")
            self.link(WHAT, self.long_tables.indicators, "A1", self.long_tables.indicators, "link_runs_on")
            self.row += 1
        write_key(self, self.workings())
