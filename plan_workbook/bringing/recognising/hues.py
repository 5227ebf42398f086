"""What colours say of ratings: by their hue, as on the common scales."""

from __future__ import annotations

import colorsys
from collections import defaultdict
from collections.abc import Iterable, Mapping

from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import fold

_LEAST_SATURATION, _LEAST_BRIGHTNESS = 0.14, 0.3
_BEHIND = (CountsAs.AT_RISK, CountsAs.OFF_TRACK)
_LEAST = 2
"""How many meanings the colours of a document's ratings have at least, if they have any."""


def by_hue(fill: str) -> CountsAs | None:
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


def with_colour(words: CountsAs | None, colour: CountsAs | None, *, exact: bool = True) -> CountsAs | None:
    """Return what a rating counts as by its words and its colour.

    The colour only says what the words do not: what unknown words mean, and how bad `Behind schedule` is. A green
    `Complete` is complete all the same. Where the words are known only in part, such as `Started, some concerns`, they
    leave open how it goes.
    """
    between = {words, colour}
    open_question = words is None or between == {*_BEHIND} or (not exact and between <= {*_BEHIND, CountsAs.ON_TRACK})
    return colour if colour is not None and open_question else words


def shown_by_colours(cells: Iterable[tuple[str, str | None]]) -> Mapping[str, CountsAs]:
    """Return what the colours of ratings say that they count as, by their texts, folded.

    A text says nothing by its colour if it has another one elsewhere; and if all are of one colour, it only adorns.

    Args:
        cells: the text and the fill of each rating.
    """
    found: defaultdict[str, set[CountsAs | None]] = defaultdict(set)
    for text, fill in cells:
        if fill:
            found[fold(text)].add(by_hue(fill))
    shown = {text: next(iter(each)) for text, each in found.items() if len(each) == 1}
    said = {text: counts for text, counts in shown.items() if counts is not None}
    return said if len({*said.values()}) >= _LEAST else {}
