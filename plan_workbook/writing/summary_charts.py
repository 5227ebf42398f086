"""The charts of the Summary: ratings and statuses as bars of 100 %, each with its figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from plan_workbook import layout
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.writing.formats import RULE, SIZE
from plan_workbook.writing.literal import caption
from plan_workbook.writing.summary_grid import DETAILS, WHY, SummaryGrid

NO_STATUS_FILL = "#E0E0E0"
RATINGS_TITLE, STATUSES_TITLE = "Ratings", "Indicators against target"


class Bars(NamedTuple):
    """Where on the Summary the figures of a chart are: a row for each bar, with a column for each label."""

    head: int
    """The row of the labels, counted from 0; those of the bars follow."""
    names: tuple[str, ...]
    """What each bar is about."""
    counts: tuple[dict[str, int], ...]
    """The figures of each bar, by label."""


def add_bars(
    page: SummaryGrid, bars: Bars, labels: Sequence[str], title: str, place: tuple[int, int, int, int]
) -> None:
    """Put bars of 100 % on the page.

    Args:
        page: the Summary.
        bars: where the figures are.
        labels: of the parts of a bar.
        title: of the chart.
        place: row, from 0, and pixels from the left, width and height in pixels.
    """
    row, left, width, height = place
    if not any(number for counts in bars.counts for number in counts.values()):
        return
    chart = page.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    first, last = bars.head + 1, bars.head + len(bars.names)
    for at, label in enumerate(labels, DETAILS):
        if not any(counts.get(label) for counts in bars.counts):
            continue  # the legend has no room for what there is none of
        fits = [_has_room_for(counts.get(label, 0), sum(counts.values()), width) for counts in bars.counts]
        colour = page.colours.get(label) or layout.STATUS_COLOURS.get(label, NO_STATUS_FILL)
        fill = colour if is_colour(colour) else NO_STATUS_FILL
        chart.add_series(
            {
                "name": [layout.SUMMARY, bars.head, at],
                "categories": [layout.SUMMARY, first, WHY, last, WHY],
                "values": [layout.SUMMARY, first, at, last, at],
                "fill": {"color": fill},
                "border": {"color": RULE},
                "gap": 25,
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "font": {"color": ink_on(fill), "size": SIZE},
                    "custom": [None if each else {"delete": True} for each in fits],
                },
            }
        )
    font = {"size": SIZE}
    chart.set_title({"name": title, "name_font": {"size": SIZE, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    names = {"num_font": font, **({} if len(bars.names) > 1 else {"label_position": "none"})}
    chart.set_y_axis({"reverse": True, **names, "line": {"color": RULE}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": 1})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": width, "height": height})
    said = "; ".join(f"{name}: {_said(counts)}" for name, counts in zip(bars.names, bars.counts, strict=True))
    options: dict[str, Any] = {"x_offset": left, "y_offset": 2, "object_position": 2}
    page.sheet.insert_chart(row, 0, chart, {**options, "description": caption(f"{title}. {said}.")})


def _has_room_for(number: int, total: int, width: int) -> bool:
    """Tell whether a number can stand on its part of a bar; the bars take some three fifths of a chart's width."""
    return number * width * _BARS >= total * _DIGIT * (len(str(number)) + 0.5)


_BARS, _DIGIT = 0.6, 8
"""The share of a chart's width that its bars have, and the pixels of a digit."""


def _said(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {label}" for label, number in counts.items() if number) or "none"


def pixels(widths: Sequence[float]) -> int:
    """Return how wide columns are together, in pixels."""
    return sum(int(width * 7 + 5) for width in widths)
