"""Colours in the register's form, ``#RRGGBB``, and the text colour that can be read on them."""

from __future__ import annotations

from functools import lru_cache

BLACK, WHITE = "#000000", "#FFFFFF"


def is_colour(text: str) -> bool:
    """Tell whether the text is a colour in the register's form, ``#RRGGBB``."""
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(1000)
def ink_on(colour: str) -> str:
    """Return the text colour, black or white, that is easier to read on a fill of that colour."""
    return max((BLACK, WHITE), key=lambda ink: contrast(ink, colour))
