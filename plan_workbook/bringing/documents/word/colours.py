"""Colours in a Word document, as six capital hexadecimal digits."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook.bringing.documents.word.markup import Element, attribute
from plan_workbook.patterns import pattern

_HEXADECIMAL = pattern(r"#?([0-9A-Fa-f]{6})")
_PERCENT = pattern(r"pct(\d\d?)")
WHITE = "FFFFFF"
HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
}  # fmt: skip
"""The colours that a text can be highlighted with (ECMA-376, 17.18.40)."""
_NAMED = {
    "black": "000000", "red": "FF0000", "green": "008000", "lime": "00FF00", "blue": "0000FF", "yellow": "FFFF00",
    "orange": "FFA500", "gray": "808080", "silver": "C0C0C0", "purple": "800080", "maroon": "800000", "navy": "000080",
    "teal": "008080", "aqua": "00FFFF", "fuchsia": "FF00FF", "olive": "808000",
}  # fmt: skip
"""The names that old drawings (VML) have for colours."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_SHAPES = frozenset(_VML + name for name in ("oval", "rect", "roundrect", "shape"))


def hexadecimal(text: str | None) -> str | None:
    """Return a colour; None for white, an automatic one, or a text that is not a colour."""
    found = _HEXADECIMAL.fullmatch(text or "")
    colour = found[1].upper() if found else None
    return colour if colour != WHITE else None


def shading(element: Element | None) -> str | None:
    """Return the colour of a background; None for none, white or automatic.

    A pattern of a part of another colour gives the mixture that the eye sees (ECMA-376, 17.18.78).
    """
    back, pattern_kind = attribute(element, "fill"), attribute(element, "val")
    front = attribute(element, "color")
    if pattern_kind == "solid":
        return hexadecimal(front) or (None if front == WHITE else "000000")
    found = _PERCENT.fullmatch(pattern_kind or "")
    if found:
        return _mixed(hexadecimal(front) or "000000", hexadecimal(back) or WHITE, int(found[1]) / 100)
    return hexadecimal(back)


def _mixed(front: str, back: str, part: float) -> str | None:
    channels = (round(int(front[i : i + 2], 16) * part + int(back[i : i + 2], 16) * (1 - part)) for i in (0, 2, 4))
    return hexadecimal("".join(f"{channel:02X}" for channel in channels))


def colour_of_shape(element: Element) -> str | None:
    """Return what a drawn shape is filled with; None if it has no colour of its own."""
    if element.tag in _VML_SHAPES:
        said = (element.get("fillcolor") or "").partition(" ")[0]
        return hexadecimal(_NAMED.get(said.casefold(), said))
    fill = next((each for each in _own(element) if each.tag == f"{_DRAWING}solidFill"), None)
    colour = next(iter(fill), None) if fill is not None else None
    return hexadecimal(colour.get("val")) if colour is not None else None


def is_shape(element: Element) -> bool:
    """Tell whether an element of a drawing is a shape."""
    return element.tag in _VML_SHAPES or str(element.tag).endswith("wordprocessingShape}wsp")


def _own(shape: Element) -> Iterator[Element]:
    """Yield the properties of a shape, which are in an element of its own."""
    for each in shape:
        if str(each.tag).endswith("}spPr"):
            yield from each
