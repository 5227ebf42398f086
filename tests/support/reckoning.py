"""The variation and assurance of a series, reckoned once more from the definition, in another way.

Whole numbers only: everything is multiplied out, so that no comparison depends on a rounded quotient. Every window of
points is looked at, where the program goes along the series once.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm


def in_whole_numbers(texts):
    """Return decimal texts as whole numbers, and what they were multiplied by."""
    exact = [Fraction(text) for text in texts]
    scale = lcm(*(each.denominator for each in exact))
    return [int(each * scale) for each in exact], scale


def reckoned(texts, better, target=None):
    """Return the variation and assurance of figures, given as decimal texts; (None, None) if there are too few.

    `better` is Higher, Lower, or anything else for an indicator of which neither way is better.
    """
    if len(texts) < 12:
        return None, None
    whole, _ = in_whole_numbers([*texts, *([target] if target is not None else [])])
    x = whole[: len(texts)]
    n, m = len(x), len(x) - 1
    moves = [abs(x[i] - x[i - 1]) for i in range(1, n)]
    kept = [move for move in moves if 1000 * move * m < 3267 * sum(moves)]
    top, bottom = (sum(kept), len(kept)) if sum(kept) else (sum(moves), m)  # the mean range, as a fraction
    # times 100 * n * bottom: the value less the centre, and how far the limits are from it
    far = [100 * bottom * (n * each - sum(x)) for each in x]
    limit = 266 * n * top
    outside = [abs(each) > limit for each in far]
    close = [3 * abs(each) > 2 * limit and not out for each, out in zip(far, outside, strict=True)]
    last = n - 1
    up = far[last] > 0
    seven, three = x[-7:], range(n - 3, n)
    pair = close[last] and sum(close[i] for i in three) >= 2 and same_side([far[i] for i in three])
    way = up if outside[last] or pair or same_side(far[-7:]) else None
    if not outside[last] and all(seven[i] < seven[i + 1] for i in range(6)):
        way = True
    elif not outside[last] and all(seven[i] > seven[i + 1] for i in range(6)):
        way = False
    judged = better in ("Higher", "Lower")
    good, bad = ("Improving", "Concern") if judged else ("High", "Low")
    variation = "No change" if way is None else good if way is (better != "Lower") else bad
    if target is None or not judged:
        return variation, None
    aim = 100 * bottom * (n * whole[-1] - sum(x))
    if better == "Lower":
        aim = -aim
    # as if higher were better: at or below the lower limit it is met, above the upper one it is missed
    return variation, "Will keep meeting" if aim <= -limit else "Will keep missing" if aim > limit else "Hit and miss"


def same_side(far):
    """Tell whether all points are above the centre, or all below."""
    return all(each > 0 for each in far) or all(each < 0 for each in far)
