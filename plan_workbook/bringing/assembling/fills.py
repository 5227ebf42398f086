"""Fills that are ratings: by the nearest colour of the key, or else by their hue."""

from __future__ import annotations

import math
from collections.abc import Sequence

from plan_workbook.bringing.assembling.key_entries import Entry, meaning_of
from plan_workbook.bringing.recognising.hues import by_hue
from plan_workbook.plan.scale import Scale

_NEAR = 90
"""How far apart two colours may be that are the same, of 441 (between black and white)."""


def rating_of_fill(fill: str, key: Sequence[Entry], scale: Scale) -> str:
    """Return the code of the rating that a fill means: the key's nearest colour, else its hue; empty if neither."""
    near = min((entry for entry in key if entry.fill), key=lambda entry: _distance(entry.fill, fill), default=None)
    if near is not None and _distance(near.fill, fill) <= _NEAR:
        return next((rating.code for rating in scale.ratings if rating.counts_as is meaning_of(near)), "")
    counts = by_hue(fill)
    return next((rating.code for rating in scale.ratings if rating.counts_as is counts), "") if counts else ""


def _distance(one: str, other: str) -> float:
    return math.dist(_channels(one), _channels(other))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))
