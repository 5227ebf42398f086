"""How cells look, as far as it may mean something: the colour behind them, bold letters, lines around them.

Only a cell's own format counts. What a conditional format or the style of an Excel table adds is not worked out: a
colour from there depends on a text or number that the cell has anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from plan_workbook.package.colours import Palette
from plan_workbook.package.markup import Element
from plan_workbook.package.streaming import is_on
from plan_workbook.package.styles import Styles

_DENSITY = {
    "solid": 1.0,
    "darkGray": 0.75,
    "mediumGray": 0.5,
    "lightGray": 0.25,
    "gray125": 0.125,
    "gray0625": 0.0625,
    **{f"dark{kind}": 0.5 for kind in ("Horizontal", "Vertical", "Down", "Up", "Grid", "Trellis")},
    **{f"light{kind}": 0.25 for kind in ("Horizontal", "Vertical", "Down", "Up", "Grid", "Trellis")},
}
"""How much of a cell a pattern covers with its first colour, from 0 to 1 (ECMA-376, 18.18.55)."""
_BLACK, _WHITE = "000000", "FFFFFF"
T = TypeVar("T")
_SIDES = ("left", "right", "top", "bottom")


class CellLook(NamedTuple):
    """How the cells with one format look."""

    fill: str | None = None
    """The colour behind them as six capital hexadecimal digits, of a pattern what it looks like from a distance; None
    if it is white or if there is none."""
    bold: bool = False
    lined: bool = False
    """Whether there is a line along at least two of their sides."""
    ink: str | None = None
    """The colour of their letters; None if it is black or white, or not said."""


def cell_looks(styles: Styles, palette: Palette) -> tuple[CellLook, ...]:
    """Return how cells with each of the formats look, by the number of the format; a format that is amiss has none."""
    fills = [_fill(each, palette) for each in styles.pool("fills")]
    bold = [_is_bold(each) for each in styles.pool("fonts")]
    inks = [_ink(each, palette) for each in styles.pool("fonts")]
    lined = [sum(_has_line(each, side) for side in _SIDES) > 1 for each in styles.pool("borders")]
    return tuple(
        CellLook(
            _at(fills, each, "fillId", None),
            _at(bold, each, "fontId", False),
            _at(lined, each, "borderId", False),
            _at(inks, each, "fontId", None),
        )
        for each in styles.pool("cellXfs")
    )


def _at(items: Sequence[T], format_: Element, name: str, otherwise: T) -> T:
    number = format_.attributes.get(name, "0")
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else len(items)
    return items[place] if place < len(items) else otherwise


def _fill(fill: Element, palette: Palette) -> str | None:
    pattern, gradient = fill.first("patternFill"), fill.first("gradientFill")
    if gradient is not None:
        stops = (palette.colour(each.first("color")) for each in gradient.each("stop"))
        return next((colour for colour in stops if colour not in (None, _WHITE)), None)
    density = _DENSITY.get(pattern.attributes.get("patternType", "none")) if pattern is not None else None
    if pattern is None or density is None:
        return None
    front, back = palette.colour(pattern.first("fgColor")), palette.colour(pattern.first("bgColor"))
    if density == 1:
        return front if front != _WHITE else None
    seen = _mixed(front or "000000", back or _WHITE, density)
    return seen if seen != _WHITE else None


def _mixed(front: str, back: str, density: float) -> str:
    pairs = ((int(front[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(one * density + other * (1 - density)):02X}" for one, other in pairs)


def _is_bold(font: Element) -> bool:
    said = font.first("b")
    return said is not None and is_on(said.attributes.get("val", "1"))


def _ink(font: Element, palette: Palette) -> str | None:
    colour = palette.colour(font.first("color"))
    return colour if colour not in (_BLACK, _WHITE) else None


def _has_line(border: Element, side: str) -> bool:
    said = border.first(side)
    return said is not None and said.attributes.get("style", "none") != "none"
