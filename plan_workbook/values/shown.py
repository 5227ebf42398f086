"""What a cell shows for a number: the text that Excel makes of it with the cell's number format.

Where SheetJS's SSF, which the table of the tests was made with, does otherwise, a test says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from plan_workbook.values.number_format import Part, Piece, Section, number_format
from plan_workbook.values.shown_dates import date_text
from plan_workbook.values.units import plain_number

if TYPE_CHECKING:
    from fractions import Fraction

_PRECISION = 1_500
"""Digits for the arithmetic: more than a number of Excel has on both sides of its point."""
_LONGEST_DENOMINATOR = 7


def shown(number: Decimal, code: str) -> str | None:
    """Return a number as Excel shows it with that format; None if the format, or the section for it, is not clear.

    The cell is as wide as it needs to be, so ``General`` shows every digit.
    """
    found = number_format(code).shows(number)
    if found is None or not found[0].clear:
        return None
    section, left = found
    if section.is_date:
        return date_text(section, left)
    with localcontext(prec=_PRECISION):
        body, nought = _body(section, section.scaled(abs(left)))
    return f"-{body}" if left < 0 and not nought else body


def shown_in_full(number: Decimal, code: str) -> str | None:
    """Return the same if it has every digit of the number, otherwise None."""
    found = number_format(code).shows(number)
    text = shown(number, code)
    if text is None or found is None or not found[0].has(Part.DIGIT):
        return None
    section = found[0]
    if section.has(Part.EXPONENT) or section.fraction_bar is not None or (number < 0) is not (found[1] < 0):
        return None
    with localcontext(prec=_PRECISION):
        scaled = section.scaled(number)
        return text if scaled == scaled.quantize(Decimal(1).scaleb(-_places(section.pieces)), ROUND_HALF_UP) else None


def _body(section: Section, number: Decimal) -> tuple[str, bool]:
    """Return the text without the minus sign, which comes before everything else, and whether it shows only noughts."""
    if section.fraction_bar is not None:
        return _with_fraction(section, section.fraction_bar, number), number == 0
    exponent = next((at for at, p in enumerate(section.pieces) if p.part is Part.EXPONENT), None)
    if exponent is not None:
        return _with_exponent(section.pieces, exponent, number), number == 0
    rounded = number.quantize(Decimal(1).scaleb(-_places(section.pieces)), ROUND_HALF_UP)
    text = "".join(_filled(section.pieces, rounded, groups=section.groups, whole=number))
    return text, not section.has(Part.GENERAL, Part.TEXT) and (rounded == 0 or not section.has(Part.DIGIT))


def _places(pieces: Iterable[Piece]) -> int:
    """Return the number of decimal places that the pieces show."""
    places, decimals = 0, False
    for piece in pieces:
        decimals = decimals or piece.part is Part.POINT
        places += decimals and piece.part is Part.DIGIT
    return places


def _filled(pieces: tuple[Piece, ...], number: Decimal, *, groups: bool, whole: Decimal) -> Iterator[str]:
    """Yield the text of each piece; `number` is rounded to the places that they show, `whole` has all its digits."""
    point = next((at for at, p in enumerate(pieces) if p.part is Part.POINT), len(pieces))
    integer, _, decimals = format(number, "f").partition(".")
    before = [at for at in range(point) if pieces[at].part is Part.DIGIT]
    filled = _integer(integer.lstrip("0"), [pieces[at].text for at in before], groups=groups)
    texts = dict(zip(before, filled, strict=True))
    after = [at for at in range(point, len(pieces)) if pieces[at].part is Part.DIGIT]
    texts |= dict(zip(after, _decimals(decimals, [pieces[at].text for at in after]), strict=True))
    for at, piece in enumerate(pieces):
        if piece.part is Part.DIGIT:
            yield texts[at]
        elif piece.part is Part.POINT:
            yield ("" if before else integer.lstrip("0")) + "."
        elif piece.part in (Part.GENERAL, Part.TEXT):
            yield plain_number(whole)
        elif piece.part in (Part.LITERAL, Part.BLANK, Part.PERCENT):
            yield piece.text


def _integer(digits: str, places: list[str], *, groups: bool) -> list[str]:
    """Return the text for each of the placeholders before the point; the first takes all digits that are left over."""
    first_nought = next((at for at, place in enumerate(places) if place == "0"), len(places))
    count = max(len(digits), len(places) - first_nought)
    padded = digits.rjust(count, "0")
    texts: list[str] = []
    for back, place in enumerate(reversed(places)):
        start = 0 if back == len(places) - 1 else max(0, count - back - 1)
        mine = padded[start : max(0, count - back)]
        if groups:
            mine = _with_commas(mine, back)
        texts.append(mine or (" " if place == "?" else ""))
    return texts[::-1]


def _with_commas(digits: str, back: int) -> str:
    """Return digits with the commas between thousands, given the number of digits that follow them."""
    behind = range(back + len(digits) - 1, back - 1, -1)
    return "".join(digit + ("," if left and left % 3 == 0 else "") for digit, left in zip(digits, behind, strict=True))


def _decimals(digits: str, places: list[str]) -> list[str]:
    """Return the text for each of the placeholders after the point: zeros at the end only where there is a 0."""
    needed = max((at + 1 for at, place in enumerate(places) if place == "0"), default=0)
    needed = max(needed, len(digits.rstrip("0")))
    return [
        digits[at : at + 1] or "0" if at < needed else " " if place == "?" else "" for at, place in enumerate(places)
    ]


def _with_exponent(pieces: tuple[Piece, ...], at: int, number: Decimal) -> str:
    mantissa, rest = pieces[:at], pieces[at + 1 :]
    point = next((place for place, p in enumerate(mantissa) if p.part is Part.POINT), at)
    step = max(1, sum(p.part is Part.DIGIT for p in mantissa[:point]))
    places = Decimal(1).scaleb(-_places(mantissa))
    exponent = number.adjusted() // step * step if number else 0
    rounded = number.scaleb(-exponent).quantize(places, ROUND_HALF_UP)
    if rounded >= Decimal(10) ** step:
        exponent += step
        rounded = number.scaleb(-exponent).quantize(places, ROUND_HALF_UP)
    sign = "-" if exponent < 0 else "+" if pieces[at].text == "+" else ""
    texts = _filled(mantissa, rounded, groups=False, whole=number)
    powers = _filled(rest, Decimal(abs(exponent)), groups=False, whole=Decimal(abs(exponent)))
    return f"{''.join(texts)}E{sign}{''.join(powers)}"


def _with_fraction(section: Section, bar: int, number: Decimal) -> str:
    pieces = section.pieces
    top = bar
    while top > 0 and pieces[top - 1].part is Part.DIGIT:
        top -= 1
    end = bar + 1
    while end < len(pieces) and (pieces[end].part is Part.DIGIT or pieces[end].text in set("0123456789")):
        end += 1
    below = "".join(piece.text for piece in pieces[bar + 1 : end])
    fixed = int(below) if below.isdigit() and int(below) else None
    has_whole = any(piece.part is Part.DIGIT for piece in pieces[:top])
    from fractions import Fraction  # few workbooks have such a format

    exact = Fraction(number)
    whole = exact.numerator // exact.denominator if has_whole else 0
    part = exact - whole
    if fixed:
        upper, lower = _half_up(part * fixed), fixed
    else:
        near = part.limit_denominator(10 ** min(len(below), _LONGEST_DENOMINATOR) - 1)
        upper, lower = near.numerator, near.denominator
    if has_whole and upper == lower:
        whole, upper = whole + 1, 0
    before = "".join(_filled(pieces[:top], Decimal(whole), groups=section.groups, whole=Decimal(whole)))
    after = "".join(piece.text for piece in pieces[end:] if piece.part in (Part.LITERAL, Part.BLANK))
    width = bar - top
    if upper == 0 and has_whole and all(piece.text != "0" for piece in pieces[top:bar]):
        return (before if before.strip() else f"0{before}") + " " * (width + 1 + len(below)) + after
    lower_text = str(lower) if fixed else str(lower).ljust(len(below))
    return f"{before}{str(upper).rjust(width)}/{lower_text}{after}"


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
