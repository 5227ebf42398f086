"""The Summary sheet: the board's view of the whole plan, drawn in a workbook of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from textwrap import shorten
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from plan_workbook import layout
from plan_workbook.checking.finding import Report
from plan_workbook.plan.model import Better, Indicator, Plan, Recommendation
from plan_workbook.plan.status import PIStatus, direction_of_travel, figure, gap_in_words, miss_of, status_of
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.summary.attention import (
    DOUBTFUL,
    ERRORS,
    MOVED,
    NOTHING_MOVED,
    OVERDUE,
    Line,
    attention,
    due_next,
    foremost,
    moved_since,
    nothing_due,
    nothing_urgent,
)
from plan_workbook.summary.figures import (
    NOT_RATED,
    Figures,
    facts_about,
    figures,
    further_texts,
    narrative,
    sentences,
    workings,
)
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.values.text import counted, listed, plural, tidy
from plan_workbook.writing.formats import ALARM, RULE
from plan_workbook.writing.generated_page import Page
from plan_workbook.writing.heights import lines_of
from plan_workbook.writing.live_formulas import Live, LiveCounts, check_of, live_status
from plan_workbook.writing.plain_tables import EPOCH

_FIRST_WIDTHS = (13, 46, 21, 14)
"""Of the columns A to D, in characters; the count columns follow."""
_COUNT_WIDTH = 8.6
_LEAST_COUNTS = 9
"""Columns after the first ones: the indicators need so many."""
_CHART_ROWS, _CHART_ROW = 10, 18
"""Rows that the charts stand over, and their height in points."""
_COUNT = '0;-0;"-"'
"""A zero is a dash: on a page of counts the others are seen first."""
_LATE = "Overdue"
_LONGEST_WHAT = 180
"""Characters of an action or indicator in a list; its sheet, to which the list links, has it in full."""
_FOLLOWS = (
    "Counts are formulas over the sheets and follow an edit; lists, distances and sentences are those of the moment "
    "this page was made."
)
STALE = "Sheets changed since this summary was made: run summarise"
_PI, _RATING = layout.INDICATORS.headings, layout.RATINGS.headings
"""The workbook's own headings, by key: the Summary uses the same words."""
_STATUSES = tuple(status.value for status in PIStatus)
_NO_STATUS_FILL = "#E0E0E0"


def draw_summary(plan: Plan, report: Report | None = None, previous: Plan | None = None) -> bytes:
    """Return a workbook whose first sheet is the plan's Summary, ready to be put into the plan's own workbook.

    The same arguments give the same bytes: the sheet carries no clock of its own.

    Args:
        plan: the plan.
        report: what is found in it; without one, errors are not among what needs attention.
        previous: last month's plan; with it, the page says what moved since.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": EPOCH})
        SummaryPage(workbook, plan, report, previous).draw()
    return content.getvalue()


class SummaryPage(Page):
    """The page; `rows_of_items` are the rows of its table of recommendations, counted from 0."""

    def __init__(self, workbook: xlsxwriter.Workbook, plan: Plan, report: Report | None, previous: Plan | None) -> None:
        self.labels = [*plan.scale.labels, NOT_RATED]
        counts = [*self.labels, _LATE, *_STATUSES]
        words = [word for label in counts for word in label.split()]
        width = max([_COUNT_WIDTH, *(len(word) * 1.1 + 0.5 for word in words if len(word) <= 14)])
        super().__init__(workbook, layout.SUMMARY, plan, (*_FIRST_WIDTHS, *[width] * max(len(counts), _LEAST_COUNTS)))
        self.figures: Figures = figures(plan)
        self.report, self.previous = report, previous
        self.colours = {r.label: r.colour for r in reversed(plan.scale.ratings)}
        self.first = len(_FIRST_WIDTHS)
        self.late = self.first + len(self.labels)
        self.statuses = self.late + 1
        self.breaks: list[int] = []
        self.items = plan.recommendations
        self.rows_of_items = range(0)
        self.remark_row = 0

    def draw(self) -> None:
        """Draw the whole sheet; the figures on top last, for they point at the table of recommendations."""
        plan = self.plan
        self.head(plan.title, facts_about(plan))
        self.remark_row = self.row
        self.row += 1
        headline = self.row
        self.row += self._height_of_headline()
        self._list(layout.SECTIONS["attention"], attention(plan, self.report), nothing_urgent(plan))
        if self.previous is not None:
            since = f"{layout.SECTIONS['moved']} {self.previous.text('period') or 'the previous workbook'}"
            self._list(since, moved_since(plan, self.previous), NOTHING_MOVED)
        self._narrative()
        within = counted(plan.due_within, "day")
        self._list(f"{layout.SECTIONS['due']} {within}", due_next(plan), nothing_due(plan))
        self._recommendations()
        self._key()
        self._indicators()
        below, self.row = self.row, headline
        self._headline()
        self.row = below
        self.sheet.set_h_pagebreaks(self.page_breaks(self.breaks))
        self.conclude()

    def conclude(self) -> None:
        """Tie the page to the sheets it was drawn from, and close it."""
        self._stale_line()
        self.workbook.define_name(f"{layout.SUMMARY}!{layout.GENERATED_FROM_NAME}", f'="{fingerprint_of(self.plan)}"')
        self.finish(area=(self.row - 1, self.columns))

    def over_sheets(self, count: Live) -> Live:
        """Return how a figure that was counted on the sheets is written: as a formula over them."""
        return count

    def workings(self) -> tuple[str, ...]:
        """Return what is said of how the figures are worked out."""
        return (*workings(self.plan), _FOLLOWS)

    # ------------------------------------------------------------------------------------- where do we stand

    def _height_of_headline(self) -> int:
        return 1 + len(sentences(self.plan, self.figures)) + 1 + 1 + 3 + _CHART_ROWS + 1

    def _headline(self) -> None:
        self.row -= 1  # a section leaves a row free, and here one is
        self.section(layout.SECTIONS["stands"])
        for text in sentences(self.plan, self.figures):
            self.across(text, "sentence")
        self.tall(6)
        self.row += 1
        for column, label in enumerate(self.labels, self.first):
            self.write(column, label, self.formats.filled("headline_label", self.colours.get(label, _NO_STATUS_FILL)))
        self.write(self.late, _LATE, self.formats("headline_label"))
        for column, status in enumerate(_STATUSES, self.statuses):
            self.write(column, status, self.formats.filled("headline_label", layout.STATUS_COLOURS[status]))
        self.tall(34)
        self.row += 1
        counts = self.figures
        ratings = [f"COUNTIF({self._column(3)},{_quoted(label)})" for label in self.labels[:-1]]
        self._row_of_figures(
            plural(self.plan.item_word), counts.total_recommendations, self.first, counts.recommendations,
            [*ratings, f"{len(self.items)}-" + "-".join(ratings)],
        )  # fmt: skip
        sums = [f"SUM({self._column(column)})" for column in range(self.first, self.statuses + len(_STATUSES))]
        acted = {**counts.actions, _LATE: counts.overdue}
        self._row_of_figures("Actions", counts.total_actions, self.first, acted, sums[: len(acted)])
        name = f"Indicators ({counts.distinct} different)" if counts.distinct else "Indicators"
        at = len(acted)
        self._row_of_figures(name, counts.total_indicators, self.statuses, counts.indicators, sums[at:])
        self._charts()

    def _row_of_figures(
        self, name: str, total: int, start: int, counts: dict[str, int], formulas: Sequence[str]
    ) -> None:
        counted_columns = range(start, start + len(counts))
        first, last = (xl_rowcol_to_cell(self.row, column) for column in (counted_columns[0], counted_columns[-1]))
        late = f"-{xl_rowcol_to_cell(self.row, self.late)}" if _LATE in counts else ""
        whole = Live(f"=SUM({first}:{last}){late}" if self.items else None, total)
        self.write(0, whole, self.formats("figure"))
        self.write(1, name, self.formats("figure_name"))
        for column, (label, formula) in enumerate(zip(counts, formulas, strict=True), start):
            style = self.formats("headline", num_format=_COUNT)
            self.write(column, Live(f"={formula}" if self.items else None, counts[label]), style)
            if label in (_LATE, PIStatus.OFF_TARGET.value):
                self._alarm(self.row, self.row, column)
        self.tall(28)
        self.row += 1

    def _column(self, column: int) -> str:
        rows = self.rows_of_items or range(self.row, self.row + 1)
        return str(xl_range_abs(rows.start, column, rows.stop - 1, column))

    def _alarm(self, first: int, last: int, column: int) -> None:
        """Have numbers above zero stand out: what the column is called says what they count."""
        look = self.formats.unregistered(bold=True, font_color=ALARM)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": look}
        self.sheet.conditional_format(first, column, last, column, rule)

    def _charts(self) -> None:
        for row in range(self.row, self.row + _CHART_ROWS):
            self.sheet.set_row(row, _CHART_ROW)
            self.heights[row] = _CHART_ROW
        rows, height = self.rows_of_items, _CHART_ROWS * _CHART_ROW * 4 / 3 - 12
        if rows:
            stack = self.workbook.add_chart({"type": "column", "subtype": "stacked"})
            for column, label in enumerate(self.labels, self.first):
                colour = self.colours.get(label, _NO_STATUS_FILL)
                fill = colour if is_colour(colour) else _NO_STATUS_FILL
                stack.add_series({
                    "name": label,
                    "categories": [layout.SUMMARY, rows.start, 0, rows.stop - 1, 0],
                    "values": [layout.SUMMARY, rows.start, column, rows.stop - 1, column],
                    "fill": {"color": fill}, "border": {"color": RULE}, "gap": 40,
                    "data_labels": {"value": True, "num_format": "0;;", "font": {"color": ink_on(fill), "size": 11}},
                })  # fmt: skip
            title = f"Actions by rating, {self.plan.item_word.lower()} by {self.plan.item_word.lower()}"
            self._finish_chart(stack, title, legend=True)
            says = ", ".join(f"{self.figures.actions[label]} {label}" for label in self.labels)
            self._insert_chart(stack, (0, 3), height, f"{title}: {says}.")
        bars = self.workbook.add_chart({"type": "bar"})
        head = self.row - 4
        points = [{"fill": {"color": layout.STATUS_COLOURS[s]}, "border": {"color": RULE}} for s in _STATUSES]
        last = self.statuses + len(_STATUSES) - 1
        bars.add_series({
            "name": "Indicators",
            "categories": [layout.SUMMARY, head, self.statuses, head, last],
            "values": [layout.SUMMARY, self.row - 1, self.statuses, self.row - 1, last],
            "points": points, "gap": 40, "data_labels": {"value": True, "num_format": "0", "font": {"size": 11}},
        })  # fmt: skip
        bars.set_y_axis({"reverse": True, "num_font": {"size": 11}, "line": {"color": RULE}})
        title = "Indicators against target"
        self._finish_chart(bars, title, legend=False)
        says = ", ".join(f"{self.figures.indicators[status]} {status.lower()}" for status in _STATUSES)
        self._insert_chart(bars, (3, self.columns), height, f"{title}: {says}.")
        self.row += _CHART_ROWS

    def _finish_chart(self, chart: Any, title: str, *, legend: bool) -> None:
        chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
        chart.set_legend({"position": "bottom", "font": {"size": 11}} if legend else {"none": True})
        if legend:
            chart.set_x_axis({"num_font": {"size": 11}, "line": {"color": RULE}})
        values = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
        (chart.set_y_axis if legend else chart.set_x_axis)(values)
        chart.set_chartarea({"border": {"color": RULE}})

    def _insert_chart(self, chart: Any, columns: tuple[int, int], height: float, says: str) -> None:
        """Put a chart over the columns from the first to before the last, with words for those who can't see it."""
        width = sum(map(_pixels, self.widths[slice(*columns)])) - 12
        chart.set_size({"width": width, "height": int(height)})
        place = {"x_offset": 6, "y_offset": 6, "object_position": 2, "description": says}
        self.sheet.insert_chart(self.row, columns[0], chart, place)

    def _stale_line(self) -> None:
        """Have a line say by itself when a sheet was edited after this page was drawn."""
        rows = self.rows_of_items
        checks = [(row, check_of(self.plan, each)) for row, each in zip(rows, self.items, strict=True)]
        style = self.formats("plain")
        for row, check in checks:
            if check is not None and check.formula:
                formula = f"=IF(ABS({check.formula[1:]}-({check.value}))<0.001,0,1)"
                self.sheet.write_formula(row, self.columns, formula, style, 0)
        self.sheet.set_column(self.columns, self.columns, 4, None, {"hidden": True})
        if any(check for _, check in checks):
            changed = f'=IF(IFERROR(SUM({self._column(self.columns)}),1)=0,"","{STALE}")'
            self.sheet.write_formula(self.remark_row, 0, changed, self.formats("stale"), "")

    # ------------------------------------------------------------------------------------- lists

    def _list(self, title: str, lines: Sequence[Line], nothing: str) -> None:
        """Write a list. How far and since when stands last, on one line that runs on over the columns of counts."""
        self.section(title)
        if not lines:
            self.across(nothing)
            return
        for column in range(self.first + 1, self.columns):
            self.write(column, "", self.formats("beside_heading"))
        self.write(self.first, layout.LISTED["how"], self.formats("heading_runs_on"))
        self.headings([layout.LISTED[key] for key in ("name", "what", "owner", "kind")])
        room = sum(self.widths[self.first :])
        shown = foremost(lines, lambda line: line.kind)
        for line in shown:
            runs_on = lines_of(line.how, room * 0.95) == 1
            what = shorten(line.what, _LONGEST_WHAT, placeholder="...")
            what = what if runs_on else f"{what} ({line.how})"
            self.link(0, line.sheet, line.cell, line.name)
            self.cells([None, what, line.owner or "-"])
            self.write(3, line.kind, self._kind_style(line.kind))
            for column in range(self.first, self.columns):
                self.write(column, line.how if runs_on and column == self.first else "", self.formats("runs_on"))
            self.fit([(0, line.name), (1, what), (2, line.owner), (3, line.kind)])
        left = Counter(line.kind for line in lines) - Counter(line.kind for line in shown)
        if left:
            kinds = listed([f"{number} of {kind}" for kind, number in left.items()])
            self.across(f"And {left.total()} more, {kinds}: the sheets have them all.")

    def _kind_style(self, kind: str) -> Any:
        colour = self.colours.get(kind) or layout.STATUS_COLOURS.get(kind, "")
        if kind in (OVERDUE, DOUBTFUL, ERRORS, MOVED):
            return self.formats("alarm_number")
        return self.formats.filled("number", colour)

    def _narrative(self) -> None:
        for field in layout.PLAN.fields:
            if field.key in ("key_successes", "key_challenges"):
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
                "No.", layout.RECOMMENDATION.labels["title"], layout.RECOMMENDATION.labels["lead"], layout.RECOMMENDATION.labels["rating"],
                *(f"Actions {label}" for label in self.labels), "Actions overdue",
                *(f"PIs {status[0].lower()}{status[1:]}" for status in _STATUSES),
            ], least=2,
        )  # fmt: skip
        top = self.row
        for each in self.items:
            self._recommendation(each)
        self.rows_of_items = range(top, self.row)
        if not self.items:
            self.across("None.")
            return
        self._colour_words(top, 3, [(label, self.colours.get(label, "")) for label in self.labels])
        for column in (self.late, self.statuses + _STATUSES.index(PIStatus.OFF_TARGET)):
            self._alarm(top, self.row - 1, column)

    def _recommendation(self, each: Recommendation) -> None:
        number, title, lead = each.number.text.strip() or each.sheet, tidy(each.title.text), tidy(each.lead.text)
        live = LiveCounts(self.plan, each)
        rating = self.over_sheets(live.rating())
        self.link(0, each.sheet, "A1", number)
        self.cells([None, title, lead])
        self.write(3, rating, self.formats("number"))
        counts = [*live.actions().values(), live.overdue(), *live.indicators().values()]
        for column, count in enumerate(counts, self.first):
            self.write(column, self.over_sheets(count), self.formats("number", num_format=_COUNT))
        self.fit([(0, number), (1, title), (2, lead), (3, str(rating.value))])

    def _colour_words(self, top: int, column: int, fills: Sequence[tuple[str, str]]) -> None:
        """Fill cells by the word that stands in them."""
        cell = xl_rowcol_to_cell(top, column)
        for word, colour in fills:
            if is_colour(colour):
                look = self.formats.unregistered(bg_color=colour, font_color=ink_on(colour))
                rule = {"type": "formula", "criteria": f"={cell}={_quoted(word)}", "format": look}
                self.sheet.conditional_format(top, column, self.row - 1, column, rule)

    # ------------------------------------------------------------------------------------- indicators

    def _indicators(self) -> None:
        self.breaks.append(self.row + 1)
        self.section("Indicators")
        if not self.plan.indicators:
            self.across("None.")
            return
        self.headings(
            [
                _PI["number"], _PI["description"], layout.WORKED_OUT["gap"], _PI["status"], _PI["target"],
                _PI["previous"], _PI["actual"], "Since then", "Good is", "Figure of", "How old", "Missed by", "See",
            ], least=2,
        )  # fmt: skip
        top = self.row
        for owner in self.items:
            for each in owner.indicators:
                self._indicator(owner, each)
        self._colour_words(top, 3, list(layout.STATUS_COLOURS.items()))
        self.sheet.conditional_format(
            top, self.first + 7, self.row - 1, self.first + 7,
            {"type": "data_bar", "bar_color": "#C9A0A0", "min_type": "num", "min_value": 0, "max_type": "num",
             "max_value": 100},
        )  # fmt: skip

    def _indicator(self, owner: Recommendation, each: Indicator) -> None:
        plan, status = self.plan, status_of(each, self.plan)
        number, description = tidy(each.number.text) or "no number", tidy(each.description.text)
        gap = gap_in_words(each.actual.value, each.target.value, each.shown_unit) or _why_no_gap(each)
        self.link(0, each.sheet, each.number.cell, number)
        strong = status in (PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET)
        self.cells([None, description])
        self.write(2, gap, self.formats("strong" if strong else "cell"))
        self.write(3, self.over_sheets(live_status(each, plan)), self.formats("number"))
        better = each.better.value
        good = "-" if better is None or better is Better.MONITOR else better.value
        as_at = each.period.value if each.period.given else plan.date("data_as_at")
        as_at = None if each.actual.value is None else as_at
        texts = [figure(each, read) or "-" for read in (each.target, each.previous, each.actual)]
        texts += [direction_of_travel(each) or "-", good, f"{as_at:%b %Y}" if as_at else "-"]
        months = _months_between(as_at, plan.report_date)
        texts.append(counted(months, "month") if months else "-" if months is None else "new")
        for column, text in enumerate(texts, self.first):
            self.write(column, text, self.formats("number"))
        miss = miss_of(each, plan)
        missed = "-" if miss is None else round(float(miss), 1)
        self.write(self.first + 7, missed, self.formats("number", num_format='0"%"'))
        self.link(self.first + 8, owner.sheet, "A1", owner.number.text.strip() or owner.sheet)
        self.fit([(0, number), (1, description), (2, gap), (3, status.value), *enumerate(texts, self.first)])

    # ------------------------------------------------------------------------------------- the key

    def _key(self) -> None:
        self.section(layout.SECTIONS["key"])
        self.headings(["Code", _RATING["progress"], _RATING["counts_as"], layout.RECOMMENDATION.labels["rating"]])
        for rating in self.plan.scale.ratings:
            meaning = " ".join(
                f"{heading}: {tidy(text).rstrip('.')}."
                for heading, text in (
                    (_RATING["progress"], rating.progress), (_RATING["confidence"], rating.confidence),
                ) if tidy(text)
            )  # fmt: skip
            counts_as = rating.counts_as.value if rating.counts_as else "not given"
            self.cells([rating.code, meaning, counts_as])
            self.write(3, rating.label, self.formats.filled("number", rating.colour))
            self.fit([(0, rating.code), (1, meaning), (2, counts_as), (3, rating.label)])
        self.section(layout.SECTIONS["workings"])
        for text in self.workings():
            self.across(text)


def _why_no_gap(each: Indicator) -> str:
    for name, read in (("actual", each.actual), ("target", each.target)):
        if read.value is None:
            return f"{name} can't be read" if read.problem else f"no {name}"
    return ""


def _months_between(then: date | None, now: date | None) -> int | None:
    if then is None or now is None:
        return None
    return max(0, (now.year - then.year) * 12 + now.month - then.month)


def _pixels(width: float) -> int:
    return int(width * 7 + 5)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
