"""The charts of the Summary, each with its figures in words for people who can't see it."""

from __future__ import annotations

from typing import Any

from plan_workbook import layout
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.writing.formats import RULE
from plan_workbook.writing.literal import caption
from plan_workbook.writing.summary_grid import NO_STATUS_FILL, STATUSES, SummaryGrid

CHART_ROWS, _CHART_ROW = 10, 18
"""How many rows the charts cover, and the height of each in points."""


def draw_charts(page: SummaryGrid) -> None:
    """Draw the two charts over the next rows: actions by rating, and indicators against target."""
    for row in range(page.row, page.row + CHART_ROWS):
        page.sheet.set_row(row, _CHART_ROW)
        page.heights[row] = _CHART_ROW
    head = page.row - 4  #: the row of the labels, above those of the figures
    rows, height = page.rows_of_items, CHART_ROWS * _CHART_ROW * 4 / 3 - 12
    if rows:
        stack = page.workbook.add_chart({"type": "column", "subtype": "stacked"})
        for column, label in enumerate(page.labels, page.first):
            colour = page.colours.get(label, NO_STATUS_FILL)
            fill = colour if is_colour(colour) else NO_STATUS_FILL
            stack.add_series(
                {
                    "name": [layout.SUMMARY, head, column],
                    "categories": [layout.SUMMARY, rows.start, 0, rows.stop - 1, 0],
                    "values": [layout.SUMMARY, rows.start, column, rows.stop - 1, column],
                    "fill": {"color": fill},
                    "border": {"color": RULE},
                    "gap": 40,
                    "data_labels": {"value": True, "num_format": "0;;", "font": {"color": ink_on(fill), "size": 11}},
                }
            )
        item = caption(page.plan.item_word).lower()
        title = f"Actions by rating, {item} by {item}"
        _finish_chart(stack, title, legend=True)
        says = ", ".join(f"{page.figures.actions[label]} {label}" for label in page.labels)
        _insert_chart(page, stack, (0, 3), height, f"{title}: {says}.")
    bars = page.workbook.add_chart({"type": "bar"})
    points = [{"fill": {"color": layout.STATUS_COLOURS[s]}, "border": {"color": RULE}} for s in STATUSES]
    last = page.statuses + len(STATUSES) - 1
    bars.add_series(
        {
            "name": "Indicators",
            "categories": [layout.SUMMARY, head, page.statuses, head, last],
            "values": [layout.SUMMARY, page.row - 1, page.statuses, page.row - 1, last],
            "points": points,
            "gap": 40,
            "data_labels": {"value": True, "num_format": "0", "font": {"size": 11}},
        }
    )
    bars.set_y_axis({"reverse": True, "num_font": {"size": 11}, "line": {"color": RULE}})
    title = "Indicators against target"
    _finish_chart(bars, title, legend=False)
    says = ", ".join(f"{page.figures.indicators[status]} {status.lower()}" for status in STATUSES)
    _insert_chart(page, bars, (3, page.columns), height, f"{title}: {says}.")
    page.row += CHART_ROWS


def _finish_chart(chart: Any, title: str, *, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"size": 11}} if legend else {"none": True})
    if legend:
        chart.set_x_axis({"num_font": {"size": 11}, "line": {"color": RULE}})
    values = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    (chart.set_y_axis if legend else chart.set_x_axis)(values)
    chart.set_chartarea({"border": {"color": RULE}})


def _insert_chart(page: SummaryGrid, chart: Any, columns: tuple[int, int], height: float, says: str) -> None:
    """Put a chart over these columns (the last is excluded), with a description for people who can't see it."""
    width = sum(map(_pixels, page.widths[slice(*columns)])) - 12
    chart.set_size({"width": width, "height": int(height)})
    place = {"x_offset": 6, "y_offset": 6, "object_position": 2, "description": caption(says)}
    page.sheet.insert_chart(page.row, columns[0], chart, place)


def _pixels(width: float) -> int:
    return int(width * 7 + 5)
