"""Characters of fonts that show other signs than their letters: ticks, arrows, boxes and circles.

Word stores them as a code of the font, from F000 on, or as a plain letter that is shown in that font.
"""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "\u263a", 0x4B: "\U0001f610", 0x4C: "\u2639", 0x6C: "\u25cf", 0x6D: "\u274d", 0x6E: "\u25a0", 0x6F: "\u25a1",
    0x70: "\u25a1", 0x71: "\u2751", 0x72: "\u2752", 0x73: "\u2b27", 0x74: "\u29eb", 0x75: "\u25c6", 0x76: "\u2756",
    0x77: "\u2b25", 0x9E: "\u00b7", 0x9F: "\u2022", 0xA1: "\u25cb", 0xA2: "\u25cb", 0xA4: "\u25c9", 0xA7: "\u25aa",
    0xA8: "\u25fb", 0xAB: "\u2605", 0xD8: "\u2b9a", 0xDF: "\u2190", 0xE0: "\u2192", 0xE1: "\u2191", 0xE2: "\u2193",
    0xE3: "\u2196", 0xE4: "\u2197", 0xE5: "\u2199", 0xE6: "\u2198", 0xE7: "\u2190", 0xE8: "\u2192", 0xE9: "\u2191",
    0xEA: "\u2193", 0xEB: "\u2196", 0xEC: "\u2197", 0xED: "\u2199", 0xEE: "\u2198", 0xEF: "\u21e6", 0xF0: "\u21e8",
    0xF1: "\u21e7", 0xF2: "\u21e9", 0xF3: "\u2b04", 0xF4: "\u21f3", 0xFB: "\u2717", 0xFC: "\u2713", 0xFD: "\u2612",
    0xFE: "\u2611",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "\u2717", 0x50: "\u2713", 0x51: "\u2612", 0x52: "\u2611", 0x53: "\u2612", 0x54: "\u2612", 0x97: "\u25cf",
    0x98: "\u25cf", 0x99: "\u25cb", 0xA2: "\u25a0", 0xA3: "\u25a1",
}  # fmt: skip
_WINGDINGS_3 = {
    0x66: "\u2190", 0x67: "\u2192", 0x68: "\u2191", 0x69: "\u2193", 0x6A: "\u2196", 0x6B: "\u2197", 0x6C: "\u2199",
    0x6D: "\u2198", 0x6E: "\u2194", 0x6F: "\u2195", 0x70: "\u25b2", 0x71: "\u25bc", 0x72: "\u25b3", 0x73: "\u25bd",
    0x74: "\u25c4", 0x75: "\u25ba", 0x76: "\u25c1", 0x77: "\u25b7",
}  # fmt: skip
_WEBDINGS = {
    0x35: "\u25b2",
    0x36: "\u25bc",
    0x3D: "\u25cf",
    0x61: "\u2713",
    0x67: "\u25a0",
    0x6E: "\u25cf",
    0x72: "\u2717",
}
_SYMBOL = {
    0x2D: "-", 0xA3: "\u2264", 0xAC: "\u2190", 0xAD: "\u2191", 0xAE: "\u2192", 0xAF: "\u2193", 0xB1: "\u00b1",
    0xB3: "\u2265", 0xB4: "\u00d7", 0xB7: "\u2022", 0xB8: "\u00f7", 0xB9: "\u2260", 0xBB: "\u2248", 0xDB: "\u21d4",
    0xDE: "\u21d2",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_PRIVATE = range(0xF000, 0xF100)
UNKNOWN = "\ufffd"


def symbol(code: str, font: str) -> str:
    """Return the sign for a code of a font, given in hexadecimal; `UNKNOWN` if it is not known what it looks like."""
    try:
        at = int(code, 16) if len(code) <= 6 else -1
    except ValueError:
        at = -1
    if at in _PRIVATE or font.casefold() in _FONTS:
        known = _FONTS.get(font.casefold(), {}).get(at & 0xFF)
        if known is not None:
            return known
        return chr(at & 0xFF) if font.casefold() == "symbol" and 0x20 <= at & 0xFF < 0x7F else UNKNOWN
    return chr(at) if 0x20 <= at < 0xD800 or 0xE000 <= at < 0x110000 else UNKNOWN


def in_font(text: str, font: str) -> str:
    """Return a text as a font shows it; unchanged if it is a font of letters."""
    signs = _FONTS.get(font.casefold())
    if signs is None:
        return text
    return "".join(signs.get(ord(each) & 0xFF, each) if _may_be(ord(each)) else each for each in text)


def _may_be(at: int) -> bool:
    return at <= 0xFF or at in _PRIVATE
