"""Numbers as Excel has them: with 15 significant digits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

SIGNIFICANT = 15
_LIKE_EXCEL = Context(prec=SIGNIFICANT, rounding=ROUND_HALF_UP)
_NOISE = Decimal("1e-15")


def as_decimal(number: float) -> Decimal:
    """Return a number of a cell or a frame with the digits that Excel shows and compares.

    A file stores 0.1 + 0.2 as 0.30000000000000004; Excel says 0.3, in the cell and in a comparison.
    """
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    return _LIKE_EXCEL.plus(exact) if exact.is_finite() else exact


def difference(one: Decimal, other: Decimal) -> Decimal:
    """Return one less the other, with 15 digits; 0 if they differ by less than Excel can tell."""
    gap = one - other
    return Decimal(0) if abs(gap) < _NOISE * max(abs(one), abs(other)) else _LIKE_EXCEL.plus(gap)


def rounded(number: Decimal, places: int) -> Decimal:
    """Return a number of a cell with at most so many decimal places, whatever its size.

    What has no more places is returned as it is: a number with more digits than the context allows can't be rounded.
    """
    exponent = number.as_tuple().exponent
    return round(number, places) if isinstance(exponent, int) and exponent < -places else number
