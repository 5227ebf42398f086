"""The sheets with the long tables, all recommendations and all indicators, each drawn in a workbook of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import ClassVar

from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.figures import judged
from plan_workbook.board.lines import numbered
from plan_workbook.board.moved import HOW_BAD
from plan_workbook.board.told import Told
from plan_workbook.board.trends import Trend, trend_of_actual
from plan_workbook.package.heights import TALLEST
from plan_workbook.plan.choices import Better
from plan_workbook.plan.items import short_word
from plan_workbook.plan.model import Indicator, Plan, Recommendation
from plan_workbook.plan.status import WORST_FIRST, PIStatus, figure, gap_of, miss_of, status_of, targets_in_words
from plan_workbook.values.text import counted, in_item_words, plural, tidy
from plan_workbook.writing.board_page import COUNT, BoardPage, characters_left
from plan_workbook.writing.formats import NAVY
from plan_workbook.writing.list_columns import (
    COUNTED,
    TOP,
    TREND,
    ListColumn,
    RecommendationColumns,
    periods_of,
)
from plan_workbook.writing.live_formulas import LiveCounts, live_status
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import LiteralWorkbook

_LEAST_TEXT, _MOST_TEXT = 26, 60
"""The width of the column that gets whatever is left, in characters."""
_UPWARDS = 6.0
"""Points of a letter in a heading that reads upwards."""
_MISSED = '[<0.95]0.0"%";0"%"'
"""A miss of less than one per cent has a decimal place: it is not to read as 0%."""
_ACTUALS = "The trends are drawn from these actuals."
_BEST = 4
"""Of ratings as figures; the worst is 1, so that it can be seen."""
_RATINGS_AS_FIGURES = (
    "The trends of ratings are drawn from these figures: "
    f"{', '.join(f'{counts_as.value} {_BEST - bad:g}' for counts_as, bad in HOW_BAD.items())}."
)


def draw_recommendations(plan: Plan, told: Told) -> bytes:
    """Return a workbook whose first sheet is All recommendations, ready to be put into the plan's own workbook."""
    return _drawn(lambda workbook: AllRecommendations(workbook, plan, told))


def draw_indicators(plan: Plan, told: Told) -> bytes:
    """Return a workbook whose first sheet is All indicators, likewise."""
    return _drawn(lambda workbook: AllIndicators(workbook, plan, told))


def _drawn(page: Callable[[LiteralWorkbook], ListPage]) -> bytes:
    content = BytesIO()
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"created": EPOCH})
        page(workbook).draw()
    return content.getvalue()


class ListPage(BoardPage):
    """A sheet with one long table."""

    behind: ClassVar = "unseen"
    """The style of what is next to the table, in hidden columns: LibreOffice shows that a figure there has no room."""

    def __init__(self, workbook: Workbook, title: str, plan: Plan, told: Told, columns: Sequence[ListColumn]) -> None:
        """Start the sheet."""
        given = [each.width for each in columns if each.width]
        left = min(_MOST_TEXT, max(_LEAST_TEXT, characters_left(given)))
        super().__init__(workbook, title, plan, told, [each.width or left for each in columns])
        self.table = tuple(columns)
        self.further = len(columns)
        """The first column after the printed ones that is free."""

    def draw(self) -> None:
        """Draw the whole sheet."""
        raise NotImplementedError

    def begin(self, title: str, upwards: Sequence[int] = ()) -> None:
        """Write the title, the facts and the headings; those of the columns `upwards` read upwards."""
        self.head(title, judged(self.plan))
        self.row = TOP
        self.headings(
            [each.heading for each in self.table], [place for place, each in enumerate(self.table) if each.middle]
        )
        if upwards:
            for column in upwards:
                self.sheet.write_string(TOP, column, self.table[column].heading, self.formats("heading_up"))
            longest = max(len(self.table[column].heading) for column in upwards)
            self.sheet.set_row(TOP, min(TALLEST, longest * _UPWARDS + 8))
            self.heights[TOP] = longest * _UPWARDS + 8

    def conclude(self) -> None:
        """Let people filter the table, mark what the page says, and finish it."""
        self.filter()
        name = layout.LIST_NAMES[self.name]
        self.workbook.define_name(f"{quote_sheetname(self.name)}!{name}", f"={quote_sheetname(self.name)}!$A$1")
        if self.further > self.columns:
            self.sheet.set_column(self.columns, self.further - 1, 4, None, {"hidden": True})
        self.finish_written(self.further, footer=f"{self.called}: ", repeat=TOP)

    @property
    def called(self) -> str:
        """What its sheet is called, in the plan's own word for its items."""
        return in_item_words(self.name, self.plan.item_word)

    def filter(self) -> None:
        """Let people filter the table, if there is anything in it."""
        if self.row > TOP + 1:
            self.sheet.autofilter(TOP, 0, self.row - 1, self.columns - 1)

    def set_up(self, *, footer: str = "", repeat: int = 0) -> None:
        """Set the page up for printing and for reading: the headings stay in sight."""
        super().set_up(footer=footer, repeat=repeat)
        self.sheet.freeze_panes(TOP + 1, 0)

    def trends(self, column: int, trends: Sequence[Trend | None], said: str, *, rated: bool = False) -> None:
        """Draw the trends of the rows; the figures are next to the table, under their periods.

        They are small columns, because LibreOffice prints none of the small lines.

        Args:
            column: where they are drawn.
            trends: one for each row, or None.
            said: what the figures are.
            rated: whether they are ratings, which are all drawn to the same scale.
        """
        periods = periods_of(trends, self.plan)
        first = self.further + 1
        self.sheet.write_string(TOP - 1, first, said, self.formats(self.behind))
        for place, period in enumerate(periods, first):
            self.sheet.write_string(TOP, place, period, self.formats(self.behind))
        for row, trend in enumerate(trends, TOP + 1):
            if trend is None:
                continue
            more = _BEST if rated else 0
            levels = {point.period: point.level + more for point in trend.points}
            low, high = min(levels.values()), max(levels.values())
            for place, period in enumerate(periods, first):
                if period in levels:
                    self.sheet.write_number(row, place, levels[period], self.formats(self.behind))
            self.sheet.add_sparkline(
                row,
                column,
                {
                    "range": xl_range_abs(row, first, row, first + len(periods) - 1),
                    "show_hidden": True,
                    "type": "column",
                    "series_color": NAVY,
                    "min": 0 if rated else low - ((high - low) / 3 or 1),
                    "max": _BEST if rated else high,
                },
            )
        self.further = first + len(periods)


class AllRecommendations(ListPage):
    """One row for each recommendation, with counts of its actions and indicators."""

    hides: ClassVar = True
    """Whether counts that are nought throughout are there in hidden columns, for the Summary to count over."""

    def __init__(self, workbook: Workbook, plan: Plan, told: Told, title: str = layout.ALL_RECOMMENDATIONS) -> None:
        """Start the sheet."""
        self.where = RecommendationColumns(plan, told)
        counts = [ListColumn(key, key, COUNTED) for key in self.where.counts.shown]
        super().__init__(workbook, title, plan, told, [*self.where.texts, *counts])
        self.further += len(self.where.counts.hidden) if self.hides else 0

    def draw(self) -> None:
        """Draw the whole sheet."""
        places, counts = self.where, self.where.counts
        upwards = [counts.place(key) for key in counts.shown]
        self.begin(f"All {plural(self.plan.item_noun)}: {self.plan.title}", upwards)
        for key in counts.hidden if self.hides else ():
            self.sheet.write_string(TOP, counts.place(key), key, self.formats("unseen"))
        for each in self.plan.recommendations:
            self._recommendation(each)
        if not self.plan.recommendations:
            self.across("None.")
        else:
            self.colour_words(TOP + 1, places.rating, [(each, self.colours.get(each, "")) for each in counts.labels])
            for column in (counts.overdue, counts.of_status(PIStatus.OFF_TARGET.value)):
                if column < self.columns:
                    self.alarm(TOP + 1, self.row - 1, column)
        if any(places.trends):
            column = next(place for place, each in enumerate(places.texts) if each.key == "trend")
            self.trends(column, places.trends, _RATINGS_AS_FIGURES, rated=True)
        self.conclude()

    def _recommendation(self, each: Recommendation) -> None:
        number, title, lead = each.number.text.strip() or each.sheet, tidy(each.title.text), tidy(each.lead.text)
        live = LiveCounts(self.plan, each)
        rating = self.over_sheets(live.rating())
        self.link(0, each.sheet, "A1", number)
        self.cells([None, title, lead])
        self.write(3, rating, self.formats("number"))
        for column, declared in enumerate(self.where.texts):
            if declared.key == "confidence":
                sure = each.confidence.value
                word = sure.label if sure else tidy(each.confidence.text) or "-"
                self.write(column, word, self.formats.filled("number", sure.colour if sure else ""))
            elif declared.key == "trend":
                self.write(column, "", self.formats("number"))
        counts = [*live.actions().values(), live.overdue(), *live.indicators().values()]
        for key, count in zip(self.where.counts.keys, counts, strict=True):
            column = self.where.counts.place(key)
            if column >= self.columns and not self.hides:
                continue
            look = self.formats("number", num_format=COUNT) if column < self.columns else self.formats("unseen")
            self.write(column, self.over_sheets(count), look)
        self.fit([(0, number), (1, title), (2, lead), (3, str(rating.value))])


class AllIndicators(ListPage):
    """One row for each indicator, the worst first."""

    def __init__(self, workbook: Workbook, plan: Plan, told: Told) -> None:
        """Start the sheet, with the columns in which some row has something."""
        self.rows = [_IndicatorRow(plan, told, owner, each) for owner, each in _worst_first(plan, told)]
        shown = [each for each in _INDICATOR_COLUMNS if any(row.has(each.key) for row in self.rows)]
        super().__init__(workbook, layout.ALL_INDICATORS, plan, told, shown or _OF_NONE)

    def draw(self) -> None:
        """Draw the whole sheet."""
        self.begin(f"All indicators, the worst first: {self.plan.title}")
        places = {each.key: place for place, each in enumerate(self.table)}
        for row in self.rows:
            self._indicator(row, places)
        if not self.rows:
            self.across("None.")
        else:
            self.colour_words(TOP + 1, places["status"], list(layout.STATUS_COLOURS.items()))
        if "trend" in places:
            self.trends(places["trend"], [row.trend for row in self.rows], _ACTUALS)
        self.conclude()

    def _indicator(self, row: _IndicatorRow, places: dict[str, int]) -> None:
        for key, column in places.items():
            text = row.texts.get(key, "")
            if key == "number":
                self.link(column, row.each.sheet, row.each.number.cell, text)
            elif key == "see":
                self.link(column, row.owner.sheet, "A1", text)
            elif key == "status":
                self.write(column, self.over_sheets(live_status(row.each, self.plan)), self.formats("number"))
            elif key == "missed":
                missed = row.missed if row.missed is not None else "-"
                self.write(column, missed, self.formats("number", num_format=_MISSED))
            elif key == "gap":
                self.write(column, text, self.formats("strong" if row.is_missed else "cell"))
            else:
                self.write(column, text, self.formats("number" if self.table[column].middle else "cell"))
        self.fit([(column, row.texts[key]) for key, column in places.items() if key in row.texts])


_PI = layout.INDICATORS.headings
_INDICATOR_COLUMNS = (
    ListColumn("number", _PI["number"], 10),
    ListColumn("description", _PI["description"], 0),
    ListColumn("status", _PI["status"], 11.5, middle=True),
    ListColumn("gap", layout.WORKED_OUT["gap"], 18),
    ListColumn("target", _PI["target"], 10.5, middle=True),
    ListColumn("previous", _PI["previous"], 10, middle=True),
    ListColumn("actual", _PI["actual"], 9.5, middle=True),
    ListColumn("change", "Change", 10.5, middle=True),
    ListColumn("trend", "Trend", TREND, middle=True),
    ListColumn("better", "Better if", 9, middle=True),
    ListColumn("as_at", "As at", 12, middle=True),
    ListColumn("missed", "Missed by", 9, middle=True),
    ListColumn("see", "See", 11.5),
)

_OF_NONE = tuple(
    each for each in _INDICATOR_COLUMNS if each.key in ("number", "description", "status", "target", "actual")
)
"""The headings of a plan without indicators."""


def _worst_first(plan: Plan, told: Told) -> list[tuple[Recommendation, Indicator]]:
    """Return the indicators with their recommendations: off target first, the largest share of the target missed."""
    pairs = [(owner, told.completed(each)) for owner in plan.recommendations for each in owner.indicators]
    return sorted(pairs, key=lambda pair: (WORST_FIRST.index(status_of(pair[1], plan)), -(miss_of(pair[1], plan) or 0)))


class _IndicatorRow:
    """What the table says of one indicator, by the keys of its columns."""

    def __init__(self, plan: Plan, told: Told, owner: Recommendation, each: Indicator) -> None:
        self.owner, self.each = owner, each
        status = status_of(each, plan)
        self.is_missed = status in (PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET)
        self.trend = trend_of_actual(plan, each) if plan.history else None
        miss = miss_of(each, plan)
        self.missed = max(0.1, round(float(miss), 1)) if miss else None
        description = [tidy(each.description.text), *(f"{said}." for said in told.more_about(each))]
        better = each.better.value
        self.texts = {
            "number": tidy(each.number.text) or "no number",
            "description": "\n".join(description),
            "status": status.value,
            "gap": gap_of(each) or _why_no_gap(each),
            "target": targets_in_words(each) or "-",
            "previous": figure(each, each.previous) or "-",
            "actual": figure(each, each.actual) or "-",
            "change": told.travel_of(each) or "-",
            "better": "-" if better is None or better is Better.MONITOR else better.after_better_if,
            "as_at": _as_at(plan, each),
            "see": numbered(short_word(plan.item_word), owner.number.text.strip() or owner.sheet),
        }

    def has(self, key: str) -> bool:
        """Tell whether it has something to say in a column."""
        if key == "trend":
            return self.trend is not None
        if key == "missed":
            return self.missed is not None
        return self.texts[key] not in ("", "-")


def _why_no_gap(each: Indicator) -> str:
    for name, read in (("actual", each.actual), ("target", each.judged_by)):
        if read.value is None:
            return f"{name} can't be read" if read.problem else f"no {name}"
    return ""


def _as_at(plan: Plan, each: Indicator) -> str:
    """Return the month that an actual goes up to, and how old it is: ``Nov 2017, 1 month old``."""
    as_at = each.period.value if each.period.given else plan.date("data_as_at")
    if as_at is None or each.actual.value is None:
        return "-"
    months = _months_between(as_at, plan.report_date)
    return f"{as_at:%b %Y}" + (f", {counted(months, 'month')} old" if months else ", new" if months == 0 else "")


def _months_between(then: date, now: date | None) -> int | None:
    return None if now is None else max(0, (now.year - then.year) * 12 + now.month - then.month)
