"""Fills that are ratings: by the nearest colour of the key, or else by their hue."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Sequence

from plan_workbook.bringing.assembling.scales import Entry, meaning_of
from plan_workbook.plan.scale import CountsAs, Scale

_NEAR = 90
"""How far apart two colours may be that are the same, of 441 (between black and white)."""
_LEAST_SATURATION, _LEAST_BRIGHTNESS = 0.14, 0.3


def rating_of_fill(fill: str, key: Sequence[Entry], scale: Scale) -> str:
    """Return the code of the rating that a fill means: the key's nearest colour, else its hue; empty if neither."""
    near = min((entry for entry in key if entry.fill), key=lambda entry: _distance(entry.fill, fill), default=None)
    if near is not None and _distance(near.fill, fill) <= _NEAR:
        return next((rating.code for rating in scale.ratings if rating.counts_as is meaning_of(near)), "")
    counts = _by_hue(fill)
    return next((rating.code for rating in scale.ratings if rating.counts_as is counts), "") if counts else ""


def _distance(one: str, other: str) -> float:
    return math.dist(_channels(one), _channels(other))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))


def _by_hue(fill: str) -> CountsAs | None:
    """Return what a colour counts as on the common scales; None if it is grey, pale, or no clear hue of theirs."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _LEAST_SATURATION or brightness < _LEAST_BRIGHTNESS:
        return None
    degrees = hue * 360
    for counts, least, most in (
        (CountsAs.OFF_TRACK, 0, 16), (CountsAs.AT_RISK, 22, 64), (CountsAs.ON_TRACK, 72, 168),
        (CountsAs.COMPLETE, 186, 248), (CountsAs.OFF_TRACK, 345, 361),
    ):  # fmt: skip
        if least <= degrees <= most:
            return counts
    return None
