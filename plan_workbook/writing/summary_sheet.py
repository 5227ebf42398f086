"""The Summary sheet: the board's view of the whole plan, drawn in a workbook of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname

from plan_workbook import layout
from plan_workbook.model import CountsAs, Indicator, Plan, Rating, Recommendation
from plan_workbook.status import PIStatus, gap_in_words, is_overdue, status_of
from plan_workbook.summary import (
    NOT_RATED,
    Figures,
    count_actions,
    count_indicators,
    figures,
    rating_of,
    sentences,
)
from plan_workbook.text import counted, long_date, plural, tidy
from plan_workbook.units import plain_unit, with_unit
from plan_workbook.writing.formats import Formats
from plan_workbook.writing.heights import LINE, TALLEST, height_for, lines_of
from plan_workbook.writing.inputs import DATE_FORMAT
from plan_workbook.writing.sheet import Footer, name_generated_area, set_up_page, set_widths
from plan_workbook.writing.tables import EPOCH

_FIRST_WIDTHS = (16, 54, 24, 13, 11)
"""Of the columns A to E, in characters; the count columns follow."""
_COUNT_WIDTH = 9.5


def draw_summary(plan: Plan) -> bytes:
    """Return a workbook whose first sheet is the plan's Summary, ready to be put into the plan's own workbook.

    The same plan gives the same bytes: the sheet carries no clock of its own.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": EPOCH})
        _Summary(workbook, plan).draw()
    return content.getvalue()


_FIELDS = {field.key: field.label for field in layout.RECOMMENDATION.fields}
_PI, _ACTION, _RATING = (
    {column.key: column.heading for column in table.columns}
    for table in (layout.INDICATORS, layout.ACTIONS, layout.RATINGS)
)
"""The workbook's own headings, by key: the Summary uses the same words."""
_BULLETS = "\u2022\u00b7-* "
"""What people put before a point of a list."""


class _Summary:
    """Draws from the top down; `row` is the next free row, counted from 0."""

    def __init__(self, workbook: xlsxwriter.Workbook, plan: Plan) -> None:
        self.workbook, self.plan = workbook, plan
        self.figures: Figures = figures(plan)
        self.sheet = workbook.add_worksheet(layout.SUMMARY)
        self.formats = Formats(workbook)
        self.row = 0
        ratings = list(self.figures.recommendations)
        if not (self.figures.recommendations[NOT_RATED] or self.figures.actions[NOT_RATED]):
            ratings.remove(NOT_RATED)
        self.labels = ratings
        self.statuses = [s.value for s in PIStatus]
        counts = len(self.labels) + 1 + len(self.statuses)
        self.columns = len(_FIRST_WIDTHS) + counts
        self.widths = (*_FIRST_WIDTHS, *[_COUNT_WIDTH] * counts)
        self.colours = {r.label: r.colour for r in reversed(plan.scale.ratings)}

    def draw(self) -> None:
        """Draw the whole sheet."""
        set_widths(self.sheet, self.widths, self.formats)
        self._head()
        self._headline()
        self._key()
        self._narrative()
        self._overdue()
        self._recommendations()
        self._indicators()
        self.sheet.freeze_panes(1, 0)
        title = self.plan.text("title") or "Improvement plan"
        set_up_page(self.sheet, Footer(title, long_date(self.plan.report_date)))
        area = (0, 0, max(self.row - 1, 0), self.columns - 1)
        self.sheet.print_area(*area)
        name_generated_area(self.workbook, self.sheet, *area)
        self.workbook.define_name(f"{layout.SUMMARY}!{layout.GENERATED_FROM_NAME}", f'="{self.plan.fingerprint}"')
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:Z{self.row + 1}"})
        self.sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True})

    # ------------------------------------------------------------------------------------- small things

    def _write(self, column: int, value: object, style: Format) -> None:
        if isinstance(value, int | float):
            self.sheet.write_number(self.row, column, value, style)
        elif value:
            self.sheet.write_string(self.row, column, str(value)[: layout.LONGEST_TEXT], style)
        else:
            self.sheet.write_blank(self.row, column, None, style)

    def _section(self, title: str) -> None:
        self.row += 1
        for column in range(self.columns):
            self.sheet.write_blank(self.row, column, None, self.formats("section"))
        self.sheet.write_string(self.row, 0, title, self.formats("section"))
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def _headings(self, headings: Sequence[str], start: int = 0) -> None:
        for column, heading in enumerate(headings, start):
            self._write(column, heading, self.formats("heading"))
        lines = max(lines_of(h, self.widths[c]) for c, h in enumerate(headings, start))
        self.sheet.set_row(self.row, LINE * max(2, lines) + 2)
        self.row += 1

    def _link(self, column: int, sheet: str, cell: str, text: str) -> None:
        target = f"internal:{quote_sheetname(sheet)}!{cell or 'A1'}"
        self.sheet.write_url(
            self.row, column, target, self.formats("link"), text[:255] or sheet, f"Go to {sheet}"[:255]
        )

    def _height(self, texts: Sequence[tuple[str, float]]) -> None:
        """Make the row as tall as its longest text needs; nobody types here, so it need not grow."""
        self.sheet.set_row(self.row, height_for(texts))

    def _across(self, text: str, style: Format, width: int | None = None) -> None:
        """Write a paragraph over all columns of the page, as tall as it needs."""
        last = (width or self.columns) - 1
        self.sheet.merge_range(self.row, 0, self.row, last, "", style)
        self.sheet.write_string(self.row, 0, text[: layout.LONGEST_TEXT], style)
        size = 12 if style.font_size == 12 else 11
        lines = lines_of(text, sum(self.widths[: last + 1]) * 11 / size)
        self.sheet.set_row(self.row, min(TALLEST, (size + 4) * lines + 5))
        self.row += 1

    # ------------------------------------------------------------------------------------- the page

    def _head(self) -> None:
        plan = self.plan
        for column in range(self.columns):
            self.sheet.write_blank(0, column, None, self.formats("band"))
        self._write(0, plan.text("title") or "Improvement plan", self.formats("band"))
        self.sheet.set_row(0, 30)
        self.row = 1
        version, update = plan.text("version"), plan.text("update")
        facts = (
            plan.text("authority"),
            f"Period: {plan.text('period') or 'not given'}",
            f"Report date: {long_date(plan.report_date) or 'not given'}",
            f"Data as at: {long_date(plan.date('data_as_at')) or 'not given'}",
            f"Version {version}" + (f", update {update}" if update else "") if version else "",
        )
        self._write(0, "   |   ".join(fact for fact in facts if fact), self.formats("subtitle"))
        self.sheet.set_row(1, 20)
        self.row = 2

    def _headline(self) -> None:
        self._section("Where the plan stands")
        plan, counts, items = self.plan, self.figures, plural(self.plan.item_word)
        for text in sentences(plan, counts):
            self._across(text, self.formats("sentence"))
        self.row += 1
        start = len(_FIRST_WIDTHS) - 1
        self._write(1, "Rated", self.formats("heading"))
        self._write(2, "Total", self.formats("heading"))
        columns = [3, *range(start, self.columns)]
        headings = [*self.labels, "Overdue"]
        for column, heading in zip(columns, headings, strict=False):
            self._write(column, heading, self._filled("headline_label", self.colours.get(heading, "")))
        self._height([(heading, self.widths[c]) for c, heading in zip(columns, headings, strict=False)])
        self.row += 1
        for name, total, by_label, late in (
            (items, counts.total_recommendations, counts.recommendations, None),
            ("Actions", counts.total_actions, counts.actions, counts.overdue),
        ):
            self._write(1, name, self.formats("strong", font_size=14, valign="vcenter"))
            self._write(2, total, self.formats("headline"))
            values = [by_label[label] for label in self.labels]
            for column, value in zip(columns, values, strict=False):
                self._write(column, value, self.formats("headline"))
            style = self.formats("headline", **({"font_color": "#9C0006"} if late else {}))
            self._write(columns[len(values)], "" if late is None else late, style)
            self.sheet.set_row(self.row, 28)
            self.row += 1
        self._write(1, "Indicators against target", self.formats("heading"))
        self._write(2, "Total", self.formats("heading"))
        for column, status in zip(columns, self.statuses, strict=False):
            self._write(column, status, self._filled("headline_label", layout.STATUS_COLOURS[status]))
        self.sheet.set_row(self.row, 32)
        self.row += 1
        name = f"Indicators ({counts.distinct} different)" if counts.distinct else "Indicators"
        self._write(1, name, self.formats("strong", font_size=14, valign="vcenter"))
        self._write(2, counts.total_indicators, self.formats("headline"))
        for column, status in zip(columns, self.statuses, strict=False):
            self._write(column, counts.indicators[status], self.formats("headline"))
        self.sheet.set_row(self.row, 28)
        self.row += 1

    def _filled(self, style: str, colour: str) -> Format:
        return self.formats.filled(style, colour)

    def _narrative(self) -> None:
        for field in layout.PLAN_FIELDS:
            if field.key in ("key_successes", "key_challenges"):
                self._section(field.label[0] + field.label[1:].lower())
                text = self.plan.fields[field.key].text if self.plan.fields[field.key].given else ""
                paragraphs = [p.strip() for p in re.split(r"\n\s*\n", text) if p.strip()]
                for paragraph in paragraphs or ["None given."]:
                    self._across(
                        f"\u2022  {paragraph.lstrip(_BULLETS)}" if paragraphs else paragraph, self.formats("paragraph")
                    )

    def _recommendations(self) -> None:
        self._section(plural(self.plan.item_word))
        self._headings(
            [
                self.plan.item_word, *(_FIELDS[key] for key in ("title", "lead", "status", "rating")),
                *(f"Actions {label}" for label in self.labels), "Actions overdue",
                *(f"PIs {status[0].lower()}{status[1:]}" for status in self.statuses),
            ]
        )  # fmt: skip
        for each in self.plan.recommendations:
            self._recommendation(each)
        if not self.plan.recommendations:
            self._across("None.", self.formats("paragraph"))

    def _recommendation(self, each: Recommendation) -> None:
        plan = self.plan
        number, title, lead = each.number.text.strip() or each.sheet, tidy(each.title.text), tidy(each.lead.text)
        self._link(0, each.sheet, "A1", number)
        self._write(1, title, self.formats("cell"))
        self._write(2, lead, self.formats("cell"))
        status = each.status.value or ("Active" if not each.status.given else tidy(each.status.text))
        self._write(3, str(status), self.formats("cell"))
        rating = rating_of(each, plan.scale)
        rated = self._rating(4, rating, each.rating.text)
        actions = count_actions(each.actions, plan.scale)
        late = sum(is_overdue(a, plan.report_date) for a in each.actions)
        indicators = count_indicators(each.indicators, plan)
        numbers = [*(actions[label] for label in self.labels), late, *(indicators[s] for s in self.statuses)]
        alarms = {len(self.labels): late, len(self.labels) + 1 + self.statuses.index(PIStatus.OFF_TARGET): 1}
        for offset, value in enumerate(numbers):
            style = "alarm_number" if value and alarms.get(offset) else "number"
            self._write(5 + offset, value if value else "-", self.formats(style))
        self._height([(title, self.widths[1]), (lead, self.widths[2]), (str(status), self.widths[3]), rated])
        self.row += 1

    def _rating(self, column: int, rating: Rating | None, text: str) -> tuple[str, float]:
        """Write a rating on its colour; return the words with the column's width, for the row's height."""
        if rating is None:
            words, style = tidy(text) or NOT_RATED, self.formats("alarm_number")
        else:
            words = rating.label if rating.code == rating.label else f"{rating.code} {rating.label}"
            style = self.formats.filled("number", rating.colour)
        self._write(column, words, style)
        return words, self.widths[column]

    def _indicators(self) -> None:
        self._section("Indicators")
        self._headings(
            [
                _PI["number"],
                _PI["description"],
                "Distance to target",
                _PI["target"],
                _PI["actual"],
                _PI["status"],
                "No.",
            ]
        )
        for each in self.plan.recommendations:
            for indicator in each.indicators:
                self._indicator(each, indicator)
        if not self.plan.indicators:
            self._across("None.", self.formats("paragraph"))

    def _indicator(self, owner: Recommendation, each: Indicator) -> None:
        status = status_of(each, self.plan)
        unit, description = each.shown_unit, tidy(each.description.text)
        gap = gap_in_words(each.actual.value, each.target.value, unit) or self._why_no_gap(each)
        self._link(0, each.sheet, each.number.cell, tidy(each.number.text) or "no number")
        self._write(1, description, self.formats("cell"))
        strong = status in (PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET)
        self._write(2, gap, self.formats("strong" if strong else "cell"))
        for column, read in ((3, each.target), (4, each.actual)):
            shown = plain_unit(read.unit or unit)
            value = with_unit(read.value, (read.unit or unit) if shown else None) if read.value is not None else ""
            self._write(column, value or tidy(read.text) or "-", self.formats("number"))
        colour = layout.STATUS_COLOURS[status]
        self._write(5, status.value, self._filled("number", colour))
        self._link(6, owner.sheet, "A1", owner.number.text.strip() or owner.sheet)
        self._height(
            [(description, self.widths[1]), (gap, self.widths[2]), (status.value, self.widths[5]),
             (tidy(each.number.text), self.widths[0]), (each.target.text, self.widths[3]),
             (tidy(each.actual.text), self.widths[4])]
        )  # fmt: skip
        self.row += 1

    def _why_no_gap(self, each: Indicator) -> str:
        for name, read in (("actual", each.actual), ("target", each.target)):
            if read.value is None:
                return f"{name} can't be read" if read.problem else f"no {name}"
        return ""

    def _overdue(self) -> None:
        report_date = self.plan.report_date
        self._section("Overdue actions")
        late = [
            (owner, action)
            for owner in self.plan.recommendations
            for action in owner.actions
            if is_overdue(action, report_date)
        ]
        if not late or report_date is None:
            text = "None." if report_date else "Without a readable report date nothing can be called overdue."
            self._across(text, self.formats("paragraph"))
            return
        self._headings([_ACTION["ref"], _ACTION["text"], _ACTION["lead"], "Due", _ACTION["rating"], "Overdue by"])
        for owner, action in sorted(late, key=lambda pair: pair[1].completion_date.value or date.max):
            due = action.completion_date.value
            text, lead = tidy(action.text.text), tidy(action.lead.text)
            name = f"{owner.number.text.strip()} {tidy(action.ref.text)}".strip() or action.sheet
            self._link(0, action.sheet, action.completion_date.cell, name)
            self._write(1, text, self.formats("cell"))
            self._write(2, lead, self.formats("cell"))
            if due:
                when = datetime(due.year, due.month, due.day)
                self.sheet.write_datetime(self.row, 3, when, self.formats("number", num_format=DATE_FORMAT))
                self._write(5, counted((report_date - due).days, "day"), self.formats("alarm_number"))
            rated = self._rating(4, action.rating.value, action.rating.text)
            self._height([(text, self.widths[1]), (lead, self.widths[2]), ("1,000 days", self.widths[5]), rated])
            self.row += 1

    def _key(self) -> None:
        self._section("What the ratings mean")
        headings = [_FIELDS["rating"], _RATING["progress"], _RATING["counts_as"]]
        confidence = range(3, self.columns)
        self._headings(headings)
        self.sheet.merge_range(
            self.row - 1, 3, self.row - 1, confidence[-1], _RATING["confidence"], self.formats("heading")
        )
        for rating in self.plan.scale.ratings:
            rated = self._rating(0, rating, "")
            self._write(1, tidy(rating.progress), self.formats("cell"))
            counts_as = rating.counts_as or CountsAs.NOT_STARTED
            self._write(2, counts_as.value if rating.counts_as else "not given", self.formats("cell"))
            self.sheet.merge_range(self.row, 3, self.row, confidence[-1], tidy(rating.confidence), self.formats("cell"))
            across = sum(self.widths[column] for column in confidence)
            self._height([rated, (tidy(rating.progress), self.widths[1]), (tidy(rating.confidence), across)])
            self.row += 1
