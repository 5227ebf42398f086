"""Frames with rounded corners, as web pages draw them around cards, and rectangles drawn side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

_LEAST_FRAME = 15.0
"""A frame with rounded corners is wider and higher than so many points; what is smaller is a sign."""


_AT = 0.5
"""Points by which the corner of a rectangle may be off: those of a page that is turned are, by very little."""


def is_rectangle(curve: dict[str, Any]) -> bool:
    """Tell whether a curve is a rectangle: it goes from corner to corner."""
    corners = ((curve["x0"], curve["x1"]), (curve["top"], curve["bottom"]))
    return len(curve["pts"]) >= 4 and all(
        min(abs(at - end) for end in ends) < _AT
        for point in curve["pts"]
        for at, ends in zip(point, corners, strict=True)
    )


def is_rounded(curve: dict[str, Any]) -> bool:
    """Tell whether a curve is a frame with rounded corners: most of each of its sides is straight."""
    left, top, right, bottom = (float(curve[side]) for side in ("x0", "top", "x1", "bottom"))
    if min(right - left, bottom - top) <= _LEAST_FRAME:
        return False
    straight = dict.fromkeys(("left", "right", "top", "bottom"), 0.0)
    points = curve["pts"]
    for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
        for side, at, ends in (
            ("left", left, (x0, x1)),
            ("right", right, (x0, x1)),
            ("top", top, (y0, y1)),
            ("bottom", bottom, (y0, y1)),
        ):
            if all(abs(end - at) < 0.5 for end in ends):
                straight[side] += abs(x1 - x0) + abs(y1 - y0)
    wide, high = right - left, bottom - top
    return all(
        straight[side] > 0.5 * length
        for side, length in (("left", high), ("right", high), ("top", wide), ("bottom", wide))
    )
