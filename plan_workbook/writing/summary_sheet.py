"""The Summary sheet: the board's view of the whole plan, drawn in a workbook of its own."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook import layout
from plan_workbook.board.figures import facts_about, further_texts, narrative, workings
from plan_workbook.board.lines import ALARMS, Line
from plan_workbook.board.shortening import Shortened, shortened
from plan_workbook.board.told import Told, told_about
from plan_workbook.checking.finding import Report
from plan_workbook.package.heights import lines_of
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.plan.status import PIStatus
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.values.text import counted, listed, plural, tidy
from plan_workbook.writing.literal import constant, is_criterion
from plan_workbook.writing.live_formulas import LiveCounts, LiveFormula, check_of
from plan_workbook.writing.page_setup import mark_written
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.summary_charts import CHART_ROWS, draw_charts
from plan_workbook.writing.summary_grid import LATE, NO_STATUS_FILL, STATUSES, SummaryGrid
from plan_workbook.writing.summary_indicators import draw_indicators
from plan_workbook.writing.worksheets import LiteralWorkbook

_COUNT = '0;-0;"-"'
"""A zero is shown as a dash, so that the other counts stand out."""
_LONGEST_WHAT = 180
"""Characters of an action or indicator in a list; its sheet, to which the list links, has it in full."""
_FOLLOWS = (
    "Counts are formulas and change when a sheet is edited; lists, distances and sentences are as they were when this "
    "page was made."
)
STALE = "Sheets have changed since this Summary was made: run summarise again"


def draw_summary(plan: Plan, report: Report | None = None, previous: Plan | None = None) -> bytes:
    """Return a workbook whose first sheet is the plan's Summary, ready to be put into the plan's own workbook.

    The same arguments give the same bytes: the sheet does not contain the time.

    Args:
        plan: the plan.
        report: its findings; without them, the page says that the checks have not been run.
        previous: last month's plan; if it is given, the page lists the changes since.
    """
    content = BytesIO()
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"created": EPOCH})
        SummaryPage(workbook, plan, told_about(plan, report, previous)).draw()
    return content.getvalue()


def add_summary(workbook: LiteralWorkbook, plan: Plan, report: Report) -> None:
    """Add the Summary to a workbook that is being made; the sheets it counts over may follow."""
    SummaryPage(workbook, plan, told_about(plan, report, None)).draw()


class SummaryPage(SummaryGrid):
    """The whole page."""

    def __init__(self, workbook: xlsxwriter.Workbook, plan: Plan, told: Told) -> None:
        """Start the sheet."""
        super().__init__(workbook, plan, told)
        self.remark_row = 0
        self.rest: list[tuple[str, Sequence[Line]]] = []
        """The lines that the lists at the top have no room for, with the titles of their lists."""

    def draw(self) -> None:
        """Draw the whole sheet; the figures at the top come last, because they refer to the recommendations' table."""
        plan = self.plan
        self.head(plan.title, facts_about(plan))
        self.remark_row = self.row
        self.row += 1
        headline = self.row
        self.row += self._height_of_headline()
        told = self.told
        self._list(layout.SECTIONS["attention"], told.attention, told.nothing_urgent)
        if told.since:
            self._list(f"{layout.SECTIONS['moved']} {told.since}", told.moved, told.nothing_moved)
        self._narrative()
        within = counted(plan.due_within, "day")
        self._list(f"{layout.SECTIONS['due']} {within}", told.due_next, told.nothing_due, whole=True)
        self._recommendations()
        self._key()
        draw_indicators(self)
        for title, lines in self.rest:
            self._list(f"{title}: {layout.THE_REST}", lines, "", whole=True)
        below, self.row = self.row, headline
        self._headline()
        self.row = below
        self.sheet.set_h_pagebreaks(self.page_breaks(self.breaks))
        self.conclude()

    def conclude(self) -> None:
        """Link the page to the sheets it was drawn from, mark what it says, and finish it."""
        self._stale_line()
        self.workbook.define_name(f"{layout.SUMMARY}!{layout.GENERATED_FROM_NAME}", f'="{fingerprint_of(self.plan)}"')
        self.sheet.set_column(self.columns, self.columns, 4, None, {"hidden": True})
        mark_written(self.sheet, self.columns + 1, self.formats)
        self.finish(area=(self.row - 1, self.columns + 1))

    def workings(self) -> tuple[str, ...]:
        """Return how the figures are worked out, in sentences."""
        return (*workings(self.plan), _FOLLOWS)

    # ------------------------------------------------------------------------------------- where do we stand

    def trust(self) -> str:
        """Return whether the plan can be believed, and where more is said about it."""
        more = {"lists the cells": self.told.open_findings, "gives the reasons": self.told.let_through}
        said = listed([what for what, is_there in more.items() if is_there])
        return f"{self.told.trust}. {layout.CHECKS} {said}." if said else f"{self.told.trust}."

    def _height_of_headline(self) -> int:
        return 1 + len(self.told.sentences) + 1 + 1 + 1 + 3 + CHART_ROWS + 1

    def _headline(self) -> None:
        self.row -= 1  # a section leaves a row free, and this row is free already
        self.section(layout.SECTIONS["stands"])
        for text in self.told.sentences:
            self.across(text, "sentence")
        self.across(f"{layout.SECTIONS['trust']} {self.trust()}")
        self.tall(6)
        self.row += 1
        for column, label in enumerate(self.labels, self.first):
            self.write(column, label, self.formats.filled("headline_label", self.colours.get(label, NO_STATUS_FILL)))
        self.write(self.late, LATE, self.formats("headline_label"))
        for column, status in enumerate(STATUSES, self.statuses):
            self.write(column, status, self.formats.filled("headline_label", layout.STATUS_COLOURS[status]))
        self.tall(34)
        self.row += 1
        counts = self.figures
        own = self.labels[:-1]
        live = all(map(is_criterion, own))
        ratings = [f"COUNTIF({self.column_of(3)},{constant(label)})" for label in own] if live else []
        self._row_of_figures(
            plural(self.plan.item_word),
            counts.total_recommendations,
            self.first,
            counts.recommendations,
            [*ratings, "-".join([str(len(self.items)), *ratings])] if live else None,
        )
        sums = [f"SUM({self.column_of(column)})" for column in range(self.first, self.statuses + len(STATUSES))]
        acted = {**counts.actions, LATE: counts.overdue}
        self._row_of_figures("Actions", counts.total_actions, self.first, acted, sums[: len(acted)])
        name = f"Indicators ({counts.distinct} different)" if counts.distinct else "Indicators"
        at = len(acted)
        self._row_of_figures(name, counts.total_indicators, self.statuses, counts.indicators, sums[at:])
        draw_charts(self)

    def _row_of_figures(
        self, name: str, total: int, start: int, counts: dict[str, int], formulas: Sequence[str] | None
    ) -> None:
        """Write a row of totals: formulas over the page's own cells, or without formulas only the numbers."""
        counted_columns = range(start, start + len(counts))
        first, last = (xl_rowcol_to_cell(self.row, column) for column in (counted_columns[0], counted_columns[-1]))
        late = f"-{xl_rowcol_to_cell(self.row, self.late)}" if LATE in counts else ""
        whole = LiveFormula(f"=SUM({first}:{last}){late}" if self.items else None, total)
        self.write(0, whole, self.formats("figure"))
        self.write(1, name, self.formats("figure_name"))
        live = [f"={each}" for each in formulas] if formulas and self.items else [None] * len(counts)
        for column, (label, formula) in enumerate(zip(counts, live, strict=True), start):
            style = self.formats("headline", num_format=_COUNT)
            self.write(column, LiveFormula(formula, counts[label]), style)
            if label in (LATE, PIStatus.OFF_TARGET.value):
                self.alarm(self.row, self.row, column)
        self.tall(28)
        self.row += 1

    def _stale_line(self) -> None:
        """Write a formula that says so once a sheet has been edited after this page was drawn."""
        rows = self.rows_of_items
        checks = [(row, check_of(self.plan, each)) for row, each in zip(rows, self.items, strict=True)]
        style = self.formats("plain")
        for row, check in checks:
            if check is not None and check.formula:
                formula = f"=IF(ABS({check.formula[1:]}-({check.value}))<0.001,0,1)"
                self.sheet.write_formula(row, self.columns, formula, style, 0)
        if any(check for _, check in checks):
            changed = f'=IF(IFERROR(SUM({self.column_of(self.columns)}),1)=0,"","{STALE}")'
            self.sheet.write_formula(self.remark_row, 0, changed, self.formats("stale"), "")

    # ------------------------------------------------------------------------------------- lists

    def _list(self, title: str, lines: Sequence[Line], nothing: str, *, whole: bool = False) -> None:
        """Write a list, shortened unless it is wanted `whole`.

        The details come last, on one line that runs on over the columns of counts; reasons that do not fit on it are
        below the text, because screen readers lose their way in merged cells.
        """
        self.section(title)
        if not lines:
            self.across(nothing)
            return
        for column in range(self.details + 1, self.columns):
            self.write(column, "", self.formats("after_heading"))
        self.write(self.details, layout.LISTED["how"], self.formats("heading_runs_on"))
        self.headings([layout.LISTED[key] for key in ("name", "what", "owner", "kind")])
        room = sum(self.widths[self.details :]) * 0.95
        cut = Shortened(tuple(lines), ()) if whole else shortened(lines)
        for line in cut.shown:
            details, too_long = _on_one_line(line.how, room)
            what = shorten(line.what, _LONGEST_WHAT, placeholder="...") + (f"\n{too_long}" if too_long else "")
            self.link(0, line.sheet, line.cell, line.name)
            self.cells([None, what, line.owner or "-"])
            self.write(3, line.kind, self._kind_style(line.kind))
            for column in range(self.details, self.columns):
                self.write(column, details if column == self.details else "", self.formats("runs_on"))
            self.fit([(0, line.name), (1, what), (2, line.owner), (3, line.kind)])
        if cut.rest:
            more = cut.more(self.plan.item_word)
            self.across(f"And {len(cut.rest)} more: {more}; they are listed at the end of this sheet.")
            self.rest.append((title, cut.rest))

    def _kind_style(self, kind: str) -> Any:
        colour = self.colours.get(kind) or layout.STATUS_COLOURS.get(kind, "")
        if kind in ALARMS and not colour:
            return self.formats("alarm_number")
        return self.formats.filled("number", colour)

    def _narrative(self) -> None:
        for field in layout.PLAN.fields:
            asked = field.key == "decisions_needed" and narrative(self.plan, field.key)
            if asked or field.key in ("key_successes", "key_challenges"):
                self._points(field.label[0] + field.label[1:].lower(), field.key)
        for field in further_texts(self.plan):
            self._points(field.label, field.key)

    def _points(self, title: str, key: str) -> None:
        self.section(title)
        points = narrative(self.plan, key)
        for paragraph in [f"\u2022  {point}" for point in points] or ["None given."]:
            self.across(paragraph)

    # ------------------------------------------------------------------------------------- recommendations

    def _recommendations(self) -> None:
        self.breaks.append(self.row + 1)
        self.section(plural(self.plan.item_word))
        self.headings(
            [
                "No.",
                layout.RECOMMENDATION.labels["title"],
                layout.RECOMMENDATION.labels["lead"],
                layout.RECOMMENDATION.labels["rating"],
                *([layout.RECOMMENDATION.labels["confidence"]] if self.shows_confidence else []),
                *(f"Actions {label}" for label in self.labels),
                "Actions overdue",
                *(f"PIs {status[0].lower()}{status[1:]}" for status in STATUSES),
            ],
            least=2,
        )
        top = self.row
        for each in self.items:
            self._recommendation(each)
        self.rows_of_items = range(top, self.row)
        if not self.items:
            self.across("None.")
            return
        self.colour_words(top, 3, [(label, self.colours.get(label, "")) for label in self.labels])
        for column in (self.late, self.statuses + STATUSES.index(PIStatus.OFF_TARGET)):
            self.alarm(top, self.row - 1, column)

    def _recommendation(self, each: Recommendation) -> None:
        number, title, lead = each.number.text.strip() or each.sheet, tidy(each.title.text), tidy(each.lead.text)
        live = LiveCounts(self.plan, each)
        rating = self.over_sheets(live.rating())
        self.link(0, each.sheet, "A1", number)
        self.cells([None, title, lead])
        self.write(3, rating, self.formats("number"))
        if self.shows_confidence:
            sure = each.confidence.value
            word = sure.label if sure else tidy(each.confidence.text) or "-"
            self.write(self.details, word, self.formats.filled("number", sure.colour if sure else ""))
        counts = [*live.actions().values(), live.overdue(), *live.indicators().values()]
        for column, count in enumerate(counts, self.first):
            self.write(column, self.over_sheets(count), self.formats("number", num_format=_COUNT))
        self.fit([(0, number), (1, title), (2, lead), (3, str(rating.value))])

    # ------------------------------------------------------------------------------------- the key

    def _key(self) -> None:
        step, rating_word = layout.RATINGS.headings, layout.RECOMMENDATION.labels["rating"]
        self.section(layout.SECTIONS["key"])
        self.headings(["Code", step["progress"], step["counts_as"], rating_word])
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
            self.cells([rating.code, meaning, counts_as])
            self.write(3, rating.label, self.formats.filled("number", rating.colour))
            self.fit([(0, rating.code), (1, meaning), (2, counts_as), (3, rating.label)])
        self.section(layout.SECTIONS["workings"])
        for text in self.workings():
            self.across(text)


def _on_one_line(how: str, room: float) -> tuple[str, str]:
    """Return the first reasons of a line, as many as fit on one line, and the others."""
    reasons = how.split("; ")
    for number in range(len(reasons), 0, -1):
        first = "; ".join(reasons[:number])
        if lines_of(first, room) == 1:
            rest = "; ".join(reasons[number:])
            return first, rest[:1].upper() + rest[1:]
    return "", how
