"""The pictures of a Word report: bars of counts, and lines over the periods, drawn by Vega-Lite.

A picture has a text for people who can't see it, with the same figures in words. Nothing is loaded from a network, and
the letters are those that come with the library, so that the same figures give the same bytes on every computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plan_workbook.board.trends import Trend
from plan_workbook.errors import OutputError
from plan_workbook.publishing.edition import Bar, Tag
from plan_workbook.values.colours import ink_on
from plan_workbook.writing.formats import NAVY, RULE, WHITE

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # a name that is not looked up
_FONT, _SIZE, _LETTER, _AROUND, _AROUND_NUMBER = "Liberation Sans", 10, 5.6, 6, 2
"""The font, its size, the width of a letter and the room around a text and a number, in points; the font comes with the
library."""
_SHARPNESS = 3
"""Pixels for each point: what a printer needs."""
_NO_FILL = "#FFFFFF"
_POINTS = 72 / 2.54


@dataclass(frozen=True)
class Picture:
    """A picture with its size and the text that stands for it."""

    content: bytes
    """A PNG."""
    width: float
    """In centimetres."""
    height: float
    words: str


def picture_of(value: Bar | Trend, width: float, height: float) -> Picture:
    """Return the picture of counts or of a line over the periods.

    Args:
        value: what to draw.
        width: its width in centimetres.
        height: its height in centimetres.

    Raises:
        OutputError: the library that draws is not installed.
    """
    if isinstance(value, Bar):
        segments = tuple((*_label(tag, number, value.total, width), number, tag.fill) for tag, number in value.counts)
        when = value.period or ("now" if value.now else "before")
        return Picture(_bar(segments, width, height), width, height, f"{value.name}, {when}: {value.in_words}")
    levels = tuple(point.level for point in value.points)
    return Picture(_line(levels, width, height), width, height, f"Over time: {value.in_words}")


def _label(tag: Tag, number: int, total: int, width: float) -> tuple[str, str]:
    """Return what is written on a part of a bar, as far as there is room, and in which colour."""
    room = width * _POINTS * number / total
    for text, around in ((f"{number} {tag}", _AROUND), (str(number), _AROUND_NUMBER)):
        if len(text) * _LETTER + around <= room:
            return text, ink_on(tag.fill or _NO_FILL)
    return "", ink_on(tag.fill or _NO_FILL)


@lru_cache(maxsize=256)
def _bar(segments: tuple[tuple[str, str, int, str], ...], width: float, height: float) -> bytes:
    values = []
    end = 0
    for text, ink, number, fill in segments:
        start, end = end, end + number
        middle = (start + end) / 2
        values.append({"x": start, "x2": end, "at": middle, "says": text, "ink": ink, "fill": fill or _NO_FILL})
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, end], "nice": False}}
    bars = {
        "mark": {"type": "rect", "stroke": RULE, "strokeWidth": 0.75},
        "encoding": {
            "x": {"field": "x", **x},
            "x2": {"field": "x2"},
            "color": {"field": "fill", "type": "nominal", "scale": None},
        },
    }
    words = {
        "mark": {"type": "text", "font": _FONT, "fontSize": _SIZE},
        "encoding": {
            "x": {"field": "at", **x},
            "text": {"field": "says", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
    return _drawn({"layer": [bars, words]}, values, width, height)


@lru_cache(maxsize=512)
def _line(levels: tuple[float, ...], width: float, height: float) -> bytes:
    values = [{"x": place, "y": level, "last": place == len(levels) - 1} for place, level in enumerate(levels)]
    low, high = min(levels), max(levels)
    room = (high - low or 1) * 0.15
    encoding = {
        "x": {
            "field": "x",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [-0.1, (len(levels) - 1) * 1.06 + 0.02], "nice": False},
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [low - room, high + room], "nice": False, "zero": False},
        },
    }
    line = {"mark": {"type": "line", "color": NAVY, "strokeWidth": 1.5}, "encoding": encoding}
    last = {
        "transform": [{"filter": "datum.last"}],
        "mark": {"type": "circle", "color": NAVY, "size": 22, "opacity": 1},
        "encoding": encoding,
    }
    return _drawn({"layer": [line, last]}, values, width, height)


def _drawn(chart: dict[str, Any], values: list[dict[str, Any]], width: float, height: float) -> bytes:
    """Return a chart as a PNG; only this loads the library."""
    try:
        import vl_convert
    except ImportError as error:
        raise OutputError(
            f"The charts of a Word report are drawn by vl-convert-python, which can't be loaded ({error}): install "
            "plan-workbook again."
        ) from error
    whole = {
        "$schema": _SCHEMA,
        "width": round(width * _POINTS, 2),
        "height": round(height * _POINTS, 2),
        "padding": 0,
        "autosize": "none",
        "background": WHITE,
        "data": {"values": values},
        "config": {"view": {"stroke": None}},
        **chart,
    }
    return vl_convert.vegalite_to_png(whole, scale=_SHARPNESS, allowed_base_urls=[])
