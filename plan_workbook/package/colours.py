"""The colours of a workbook: as digits, by number, or of its theme (ECMA-376, 18.8.3 and 18.8.27)."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from plan_workbook.package.markup import Element
from plan_workbook.patterns import pattern

_BASIC = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_NUMBERED = (
    *_BASIC,
    *_BASIC,
    *("800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"),
    *("9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF"),
    *("000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"),
    *("00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99"),
    *("3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696"),
    *("003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"),
)
"""The colours that have a number, unless the workbook has its own."""
_OF_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme as cells count them: light before dark, other than in the theme itself."""
_OFFICE = (
    *("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D"),
    *("9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080"),
)
"""The theme of a workbook without one."""
_DIGITS = pattern(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


class Palette:
    """What the colours of one workbook are."""

    def __init__(self, own: Element | None, theme: Element | None) -> None:
        """Take the ``colors`` of its styles, and the root of its theme; None for what it does not have."""
        indexed = own.first("indexedColors") if own else None
        replaced = [_rgb(each.attributes.get("rgb", "")) for each in (indexed.each("rgbColor") if indexed else ())]
        self._numbered: Sequence[str | None] = [*replaced, *_NUMBERED[len(replaced) :]]
        self._theme = [*_theme_colours(theme)]

    def colour(self, element: Element | None) -> str | None:
        """Return the colour that an element names, as six capital hexadecimal digits; None if it is automatic."""
        if element is None:
            return None
        said = element.attributes
        if "rgb" in said:
            found = _rgb(said["rgb"])
        elif "theme" in said:
            found = _entry(self._theme, said["theme"])
        else:
            found = _entry(self._numbered, said.get("indexed", ""))
        return _tinted(found, said.get("tint", "")) if found else None


def _rgb(text: str) -> str | None:
    """Return a colour without what comes first, how opaque it is, which Excel does not look at."""
    found = _DIGITS.fullmatch(text)
    return found[1].upper() if found else None


def _entry(colours: Sequence[str | None], number: str) -> str | None:
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else len(colours)
    return colours[place] if place < len(colours) else None


def _theme_colours(theme: Element | None) -> list[str | None]:
    scheme = next((each for each in theme.walk() if each.name == "clrScheme"), None) if theme else None
    if scheme is None:
        return [*_OFFICE]
    found: list[str | None] = []
    for name in _OF_THEME:
        entry = scheme.first(name)
        colour = entry.children[0] if entry and entry.children else None
        found.append(_rgb(colour.attributes.get("lastClr") or colour.attributes.get("val", "")) if colour else None)
    return found


def _tinted(colour: str, tint: str) -> str:
    """Return a colour made lighter, by a tint up to 1, or darker, by one down to -1."""
    try:
        change = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return colour
    if not change or change != change:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + change) if change < 0 else light * (1 - change) + change
    return "".join(f"{round(each * 255):02X}" for each in colorsys.hls_to_rgb(hue, light, strength))
