"""The counts of ratings and of statuses on the Summary, as formulas to which its tiles and charts refer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook import layout
from plan_workbook.values.text import plural
from plan_workbook.writing.board_page import COUNT
from plan_workbook.writing.live_formulas import LiveFormula
from plan_workbook.writing.summary_charts import Bars
from plan_workbook.writing.summary_counts import count_formulas
from plan_workbook.writing.summary_flow import SummaryFlow
from plan_workbook.writing.summary_grid import DETAILS, LATE, STATUSES, WHAT, WHO, WHY

_TOGETHER = 200
"""Points of the table of ratings, which is not split."""


class Figured(NamedTuple):
    """Where the figures are."""

    rated: Bars
    judged: Bars
    actions: int
    """The row (from 0) of the actions, with how many are overdue."""


class _Counted(NamedTuple):
    """A row of counts by label."""

    name: str
    counts: dict[str, int]
    formulas: Sequence[str | None] | None
    said: str
    extra: int | None = None
    extra_formula: str | None = None


def write_figures(page: SummaryFlow, over: str | None) -> Figured:
    """Write the counts; `over` is the sheet with all recommendations that they count over, None if there is none."""
    told, counts, glance = page.told, page.figures, page.told.glance
    then, before = glance.then, f"in {glance.since}"  # no longer, or the chart drops it
    items, actions, indicators = plural(page.plan.item_word), layout.ACTIONS.title, layout.INDICATORS.title
    sums = count_formulas(page.plan, told, page.labels, over)
    rows = [_Counted(items, counts.recommendations, sums.recommendations, told.sentences[0])]
    if items in then:
        rows.append(_Counted(before, then[items], None, ""))
    place = len(rows)
    rows.append(
        _Counted(actions, counts.actions, sums.actions, told.sentences[1], counts.overdue, sums.overdue),
    )
    if actions in then:
        rows.append(_Counted(before, then[actions], None, ""))
    page.title(layout.ON_THE_SUMMARY["figures"], _TOGETHER)
    rated, places = _write_table(page, rows, page.labels, LATE)
    page.spacer()
    statuses = [_Counted(indicators, counts.indicators, sums.indicators, told.sentences[2], counts.distinct)]
    if indicators in then:
        statuses.append(_Counted(before, then[indicators], None, ""))
    judged, _ = _write_table(page, statuses, STATUSES, "Different numbers")
    for sentence in told.sentences[3:]:
        page.across(sentence)
    return Figured(rated, judged._replace(names=judged.names[:1], counts=judged.counts[:1]), places[place])


def _write_table(
    page: SummaryFlow, rows: Sequence[_Counted], labels: Sequence[str], extra: str
) -> tuple[Bars, list[int]]:
    """Write a row for each thing that is counted; return where the figures are, and which row each thing has."""
    head, places = page.row, []
    page.table_headings(0, ["Total", layout.ON_THE_SUMMARY["counted"], "In words", extra, *labels])
    for row in rows:
        places.append(page.row)
        first, last = (xl_rowcol_to_cell(page.row, DETAILS + at) for at in (0, len(labels) - 1))
        live = page.items and row.formulas is not None
        total = LiveFormula(f"=SUM({first}:{last})" if live else None, sum(row.counts.values()))
        page.write(0, total, page.formats("figure"))
        page.write(WHY, row.name, page.formats("cell"))
        page.write(WHAT, row.said, page.formats("cell"))
        more: LiveFormula | str = ""
        if row.extra is not None:
            more = page.over_sheets(LiveFormula(row.extra_formula, row.extra))
        page.write(WHO, more, page.formats("number", num_format=COUNT))
        for at, label in enumerate(labels):
            formula = row.formulas[at] if row.formulas else None
            value = page.over_sheets(LiveFormula(formula, row.counts.get(label, 0)))
            page.write(DETAILS + at, value, page.formats("number", num_format=COUNT))
        page.fit([(WHY, row.name), (WHAT, row.said)])
    return Bars(head, tuple(row.name for row in rows), tuple(row.counts for row in rows)), places
