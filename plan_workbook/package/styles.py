"""The styles part of a workbook: lists of fonts, fills, borders and cell formats.

Ids are positions in these lists. Programs renumber them when they save, so they are worked out again in each run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook.package.markup import Element, canonical, parse, parse_root
from plan_workbook.package.splice import (
    Splice,
    as_open_tag,
    prefix_in_tag,
    quoted,
    start_tag,
    tag_name,
    with_attributes,
    with_declarations,
)
from plan_workbook.patterns import pattern

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIRST_CUSTOM_FORMAT = 164  #: number formats below this are built into Excel
MOST_FORMATS = 65_490  #: what Excel allows in cellXfs
#: CT_Stylesheet: the order that Excel requires
POOLS = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
#: the first entries of each list; Excel uses its own first two fills, whatever the file says
FIRST_ENTRIES = {
    "fonts": b'<font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/></font>',
    "fills": b'<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": b"<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
EMPTY = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%s"></styleSheet>' % MAIN.encode()
_NO_LETTERS = pattern(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}


class NumberFormats:
    """The ids of number formats in a styles part, with those that have to be added to it."""

    def __init__(self, styles: Styles) -> None:
        """Start from the formats of the part."""
        self._taken = {FIRST_CUSTOM_FORMAT - 1, *styles.formats}
        self._ids: dict[str, int] = {}
        for number, code in styles.formats.items():
            self._ids.setdefault(code, number)
        self.added: list[bytes] = []
        """The entries to append to ``numFmts``."""

    def number(self, code: str) -> int:
        """Return the id of a format that is not built into Excel."""
        if code not in self._ids:
            self._ids[code] = max(self._taken) + 1
            self._taken.add(self._ids[code])
            self.added.append(b'<numFmt numFmtId="%d" formatCode=%s/>' % (self._ids[code], quoted(code)))
        return self._ids[code]


class Styles:
    """The entries of one styles part."""

    def __init__(self, content: bytes, part: str) -> None:
        """Read a styles part; an empty file counts as one without entries."""
        self.content = content if content.strip() else EMPTY
        self.root = parse_root(self.content, part, "styleSheet")
        self._pools: dict[str, list[Element]] = {}
        self.formats = {
            int(each.attributes["numFmtId"]): each.attributes.get("formatCode", "")
            for each in self.pool("numFmts")
            if each.attributes.get("numFmtId", "").isdecimal() and len(each.attributes["numFmtId"]) < 10
        }

    def pool(self, name: str) -> list[Element]:
        """Return the entries of one list; for an entry wrapped in mc:AlternateContent, its fallback."""
        if name not in self._pools:
            found = self.root.first(name)
            self._pools[name] = [_plain(each) for each in found.children] if found else []
        return self._pools[name]

    def raw(self, element: Element) -> bytes:
        """Return the bytes of an entry."""
        return self.content[element.start : element.end]

    def shows_dates(self, index: int) -> bool:
        """Tell whether a cell format shows numbers as dates; times and durations do not count."""
        xfs = self.pool("cellXfs")
        number = int(xfs[index].attributes.get("numFmtId", "0")) if index < len(xfs) else 0
        if number not in self.formats:
            return number in _BUILT_IN_DATES
        letters = set(_NO_LETTERS.sub("", self.formats[number]).lower())
        return bool(letters & {"d", "y"}) or ("m" in letters and not letters & {"h", "s"})

    @property
    def normal(self) -> str:
        """The position of the style "Normal" in cellStyleXfs."""
        styles = [each for each in self.pool("cellStyles") if each.attributes.get("builtinId") == "0"]
        return styles[0].attributes.get("xfId", "0") if styles else "0"

    def with_entries(self, added: Mapping[str, Sequence[bytes]]) -> bytes:
        """Return the part with entries in the main namespace appended to its lists; missing lists are created."""
        splice = Splice(self.content)
        for name in POOLS:
            if name in added:
                self._append(splice, name, b"".join(added[name]))
        return splice.result()

    def _append(self, splice: Splice, name: str, raw: bytes) -> None:
        tag = name.encode()
        new = b'<%s xmlns="%s">%s</%s>' % (tag, MAIN.encode(), raw, tag)
        pool = parse(new, name)
        found = self.root.first(name)
        if found is None:
            opening = with_attributes(start_tag(new, pool), {"count": str(len(pool.children))})
            if self.root.prefixes.get("") == MAIN:
                opening = with_attributes(opening, {"xmlns": None})
            later = [each for each in self.root.children if each.name in POOLS[POOLS.index(name) + 1 :]]
            whole = opening + new[pool.inner :]
            if later:
                splice.insert(later[0].start, whole)
            else:
                splice.append_to(self.root, whole)
            return
        opening = start_tag(self.content, found)
        if prefix_in_tag(self.content, found) or found.prefixes.get("") != MAIN:
            raw = b"".join(with_declarations(new, each, found.prefixes) for each in pool.children)
        count = {"count": str(len(found.children) + len(pool.children))}
        if found.inner == found.end:
            whole = as_open_tag(with_attributes(opening, count)) + raw + b"</" + tag_name(opening) + b">"
            splice.replace(found.start, found.end, whole)
        else:
            splice.replace(found.start, found.inner, with_attributes(opening, count))
            splice.insert(found.close, raw)


def _plain(element: Element) -> Element:
    if element.name != "AlternateContent":
        return element
    fallback = element.first("Fallback") or element.first("Choice")
    return fallback.children[0] if fallback is not None and fallback.children else element


def entries(raw: bytes) -> list[Element]:
    """Return entries written in the main namespace."""
    return parse(b'<p xmlns="%s">%s</p>' % (MAIN.encode(), raw), "styles").children


def entry(raw: bytes) -> Element:
    """Return one entry written in the main namespace."""
    return entries(raw)[0]


def appearance(pool: str, element: Element) -> object:
    """Return a value that is equal for entries that look the same; the order within a font does not matter."""
    return canonical(element, sort_children=pool == "fonts")
