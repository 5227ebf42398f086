"""The Summary's table of indicators."""

from __future__ import annotations

from datetime import date

from plan_workbook import layout
from plan_workbook.plan.choices import Better
from plan_workbook.plan.model import Indicator, Recommendation
from plan_workbook.plan.over_time import direction_of_travel
from plan_workbook.plan.status import PIStatus, figure, gap_of, miss_of, status_of, targets_in_words
from plan_workbook.values.text import counted, tidy
from plan_workbook.writing.live_formulas import live_status
from plan_workbook.writing.summary_grid import SummaryGrid

_MISSED = '[<0.95]0.0"%";0"%"'
"""A miss of less than one per cent has a decimal place: it is not to read as 0%."""


def draw_indicators(page: SummaryGrid) -> None:
    """Draw the headings, and a row for each indicator."""
    page.breaks.append(page.row + 1)
    page.section("Indicators")
    if not page.plan.indicators:
        page.across("None.")
        return
    pi = layout.INDICATORS.headings
    page.headings(
        [
            pi["number"],
            pi["description"],
            layout.WORKED_OUT["gap"],
            pi["status"],
            pi["target"],
            pi["previous"],
            pi["actual"],
            "Change",
            "Better if",
            "As at",
            "Age",
            "Missed by",
            "See",
        ],
        least=2,
    )
    top = page.row
    for owner in page.items:
        for each in owner.indicators:
            _draw_indicator(page, owner, each)
    page.colour_words(top, 3, list(layout.STATUS_COLOURS.items()))
    page.sheet.conditional_format(
        top,
        page.details + 7,
        page.row - 1,
        page.details + 7,
        {
            "type": "data_bar",
            "bar_color": "#C9A0A0",
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 100,
        },
    )


def _draw_indicator(page: SummaryGrid, owner: Recommendation, each: Indicator) -> None:
    each = page.told.completed(each)
    plan, status = page.plan, status_of(each, page.plan)
    number, description = tidy(each.number.text) or "no number", tidy(each.description.text)
    description = "\n".join([description, *(f"{said}." for said in page.told.more_about(each))])
    gap = gap_of(each) or _why_no_gap(each)
    page.link(0, each.sheet, each.number.cell, number)
    strong = status in (PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET)
    page.cells([None, description])
    page.write(2, gap, page.formats("strong" if strong else "cell"))
    page.write(3, page.over_sheets(live_status(each, plan)), page.formats("number"))
    better = each.better.value
    good = "-" if better is None or better is Better.MONITOR else better.after_better_if
    as_at = each.period.value if each.period.given else plan.date("data_as_at")
    as_at = None if each.actual.value is None else as_at
    texts = [targets_in_words(each), *(figure(each, read) for read in (each.previous, each.actual))]
    texts = [text or "-" for text in texts]
    travel = direction_of_travel(each)
    texts += [travel.word if travel else "-", good, f"{as_at:%b %Y}" if as_at else "-"]
    months = _months_between(as_at, plan.report_date)
    texts.append(counted(months, "month") if months else "-" if months is None else "new")
    for column, text in enumerate(texts, page.details):
        page.write(column, text, page.formats("number"))
    miss = miss_of(each, plan)
    missed = max(0.1, round(float(miss), 1)) if miss else "-"
    page.write(page.details + 7, missed, page.formats("number", num_format=_MISSED))
    page.link(page.details + 8, owner.sheet, "A1", owner.number.text.strip() or owner.sheet)
    page.fit([(0, number), (1, description), (2, gap), (3, status.value), *enumerate(texts, page.details)])


def _why_no_gap(each: Indicator) -> str:
    for name, read in (("actual", each.actual), ("target", each.judged_by)):
        if read.value is None:
            return f"{name} can't be read" if read.problem else f"no {name}"
    return ""


def _months_between(then: date | None, now: date | None) -> int | None:
    if then is None or now is None:
        return None
    return max(0, (now.year - then.year) * 12 + now.month - then.month)
