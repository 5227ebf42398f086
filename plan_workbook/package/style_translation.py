"""Map each drawn cell format to an id in the host, and append the formats that the host does not have yet.

Equal entries are reused, so a second run appends nothing.
"""

from __future__ import annotations

import re

from plan_workbook.package.errors import CannotDraw, TooManyStyles
from plan_workbook.package.markup import Element
from plan_workbook.package.splice import with_attributes
from plan_workbook.package.styles import (
    FIRST_ENTRIES,
    MOST_FORMATS,
    NumberFormats,
    Styles,
    appearance,
    entries,
    entry,
)

_SCHEME = re.compile(rb"<scheme\b[^>]*/>")
_PARTS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_SAYS_NOTHING = {
    "horizontal": "general",
    "vertical": "bottom",
    "textRotation": "0",
    "wrapText": "0",
    "indent": "0",
    "shrinkToFit": "0",
    "readingOrder": "0",
    "justifyLastLine": "0",
    "locked": "1",
    "hidden": "0",
}
_APPLIES_ID = {
    "applyFont": "fontId",
    "applyFill": "fillId",
    "applyBorder": "borderId",
    "applyNumberFormat": "numFmtId",
}
_CARRIED_FLAGS = ("applyNumberFormat", "applyFill", "applyBorder", "applyAlignment", "applyProtection")


class StyleTranslation:
    """Translate the drawn workbook's style ids into the host's.

    Call ``cell_format`` and ``difference`` for every id in use, then ``result``.
    """

    def __init__(self, host: Styles, drawn: Styles) -> None:
        """Translate from ``drawn`` to ``host``."""
        self.host, self.drawn = host, drawn
        self._added = {pool: [first] for pool, first in FIRST_ENTRIES.items() if not host.pool(pool)}
        self._places: dict[str, dict[object, int]] = {pool: {} for pool in ("fonts", "fills", "borders", "dxfs")}
        self._sizes: dict[str, int] = {}
        for pool, places in self._places.items():
            looks = [appearance(pool, each) for each in self._host_entries(pool)]
            self._sizes[pool] = len(looks)
            for at, each in enumerate(looks):
                places.setdefault(each, at)
        self._numbers = NumberFormats(host)
        xfs = self._host_entries("cellXfs")
        self._sizes["cellXfs"] = len(xfs)
        self._xfs: dict[object, int] = {}
        for at, xf in enumerate(xfs):
            self._xfs.setdefault(self._key(xf), at)
        self._cell_formats: dict[int, int] = {0: 0}
        self._differences: dict[int, int] = {}

    def _host_entries(self, pool: str) -> list[Element]:
        """Return the entries of one of the host's lists; a list that must not be empty gets its first entries."""
        found = self.host.pool(pool)
        return found or (entries(FIRST_ENTRIES[pool]) if pool in FIRST_ENTRIES else [])

    def cell_format(self, index: int) -> int:
        """Return the host's cellXfs position for a drawn one; the default format becomes the host's default."""
        if index not in self._cell_formats:
            self._cell_formats[index] = self._translate(self.drawn.pool("cellXfs")[index])
        return self._cell_formats[index]

    def difference(self, index: int) -> int:
        """Return the host's dxfs position (formats of conditional formatting) for a drawn one."""
        if index not in self._differences:
            self._differences[index] = self._place("dxfs", self._dxf(self.drawn.pool("dxfs")[index]))
        return self._differences[index]

    def result(self) -> bytes:
        """Return the host's styles part with missing entries appended; the same bytes if none are missing."""
        if self._numbers.added:
            self._added["numFmts"] = self._numbers.added
        missing = any(raws != [FIRST_ENTRIES.get(pool)] for pool, raws in self._added.items())
        return self.host.with_entries(self._added) if missing else self.host.content

    def _dxf(self, element: Element) -> bytes:
        raw = self.drawn.raw(element)
        number = element.first("numFmt")
        if number is None:
            return raw
        old = int(number.attributes["numFmtId"])
        new = {"numFmtId": str(self._number(old, number.attributes["formatCode"]))}
        start, inner = number.start - element.start, number.inner - element.start
        return raw[:start] + with_attributes(raw[start:inner], new) + raw[inner:]

    def _translate(self, xf: Element) -> int:
        if xf.first("extLst") is not None:
            raise CannotDraw(detail="it has a check box in a cell")
        old = int(xf.attributes.get("numFmtId", "0"))
        number = self._number(old, self.drawn.formats.get(old))
        places = {}
        for pool, attribute in _PARTS.items():
            raw = self.drawn.raw(self.drawn.pool(pool)[int(xf.attributes.get(attribute, "0"))])
            # "scheme" would replace the drawn font with the body font of the host's theme, which has another width.
            places[attribute] = self._place(pool, _SCHEME.sub(b"", raw))
        values = {"numFmtId": str(number), **{key: str(at) for key, at in places.items()}, "xfId": self.host.normal}
        values["applyFont"] = "1"
        values |= {flag: "1" for flag in _CARRIED_FLAGS if xf.attributes.get(flag) in ("1", "true")}
        kept = [each for each in xf.children if each.name in ("alignment", "protection")]
        inner = b"".join(self.drawn.raw(each) for each in kept)
        raw = with_attributes(b"<xf>", values) + inner + b"</xf>" if inner else with_attributes(b"<xf/>", values)
        key = self._key(entry(raw))
        if key not in self._xfs:
            if self._sizes["cellXfs"] >= MOST_FORMATS:
                raise TooManyStyles
            self._xfs[key] = self._append("cellXfs", raw)
        return self._xfs[key]

    def _number(self, number: int, code: str | None) -> int:
        """Return the host's id of a number format; a format without a code is built into Excel and keeps its id."""
        return number if code is None else self._numbers.number(code)

    def _place(self, pool: str, raw: bytes) -> int:
        key = appearance(pool, entry(raw))
        if key not in self._places[pool]:
            self._places[pool][key] = self._append(pool, raw)
        return self._places[pool][key]

    def _append(self, pool: str, raw: bytes) -> int:
        self._added.setdefault(pool, []).append(raw)
        self._sizes[pool] += 1
        return self._sizes[pool] - 1

    def _key(self, xf: Element) -> object:
        """Return a value that is equal for formats that look the same, and unique for one that must not be reused.

        If an "apply" flag is off, LibreOffice takes that aspect from the named style and Excel takes it from the
        format itself, so a format is reused only if both show the same.
        """
        values = xf.attributes
        details = _details(xf)
        off = [flag for flag, value in values.items() if flag.startswith("apply") and value in ("0", "false")]
        doubtful = any(values.get(_APPLIES_ID.get(flag, ""), "0") != "0" for flag in off)
        doubtful = doubtful or bool(details and {"applyAlignment", "applyProtection"} & set(off))
        doubtful = doubtful or any(values.get(flag) in ("1", "true") for flag in ("quotePrefix", "pivotButton"))
        if doubtful or values.get("xfId", "0") != self.host.normal or xf.first("extLst") is not None:
            return id(xf)
        ids = (values.get("numFmtId", "0"), *(values.get(attribute, "0") for attribute in _PARTS.values()))
        return ids, details


def _details(xf: Element) -> tuple[tuple[str, str], ...]:
    """Return alignment and protection, without attributes that have their default value."""
    found = {}
    for each in xf.children:
        if each.name in ("alignment", "protection"):
            for key, value in each.attributes.items():
                plain = {"true": "1", "false": "0"}.get(value, value)
                if _SAYS_NOTHING.get(key) != plain:
                    found[key] = plain
    return tuple(sorted(found.items()))
