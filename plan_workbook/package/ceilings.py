"""How much of one thing a workbook may hold, counted before it is read.

A small zip can hold millions of anything, and every one of them takes a reader its time. Each ceiling is well above
what honest workbooks have, and low enough for an answer in a few seconds, with less than 500 MB of memory.
"""

from __future__ import annotations

from collections import Counter

from plan_workbook.package.errors import TooMuchInIt
from plan_workbook.patterns import pattern

MOST_SHEETS = 1_000
"""Of a workbook. Each is read on its own, in some two milliseconds; our own have up to 305."""
MOST_IN_MAIN = 110_000
"""Elements of the workbook part, which is read several times; honest workbooks have 50,000 defined names."""
MOST_IN_TREE = 250_000
"""Elements of any other part of which a tree is made. Excel allows 65,490 cell formats, of three elements each."""
MOST_IN_STREAM = 1_300_000
"""Elements of a sheet, or of the shared texts; see `ELEMENTS_OF_A_CELL`."""
MOST_IN_ALL = 3_000_000
"""Elements of all parts; the largest honest workbook seen has half a million."""
MOST_XML = 128 << 20
"""Bytes of all parts that are XML, which are held as a whole, and some of them twice; honest workbooks of 200,000
cells have some 10 million."""
MOST_MERGES = 50_000
"""Merged ranges of a sheet; people merge some dozens, and programs that write reports some thousands."""
MOST_NAMESPACES = 200
"""In scope at one place; Excel declares some twenty."""
LONGEST_NAMESPACE = 1_000
"""Characters. Every name in it comes with a copy of it, and Excel's longest have some hundred."""
_SAMPLE = 1 << 20
_TAG = pattern(rb"<(?:[\w.-]+:)?(\w+)")
_WORDS = {
    "definedName": "defined names",
    "Relationship": "relationships",
    "Override": "content types",
    "mergeCell": "merged ranges",
    "si": "texts",
    "r": "pieces of text",
    "row": "rows",
    "c": "cells",
    "col": "columns",
    "comment": "comments",
    "threadedComment": "comments",
    "dataValidation": "validations",
    "conditionalFormatting": "conditional formats",
    "cfRule": "conditional formats",
    "hyperlink": "links",
    "brk": "page breaks",
    "xf": "cell formats",
    "font": "fonts",
    "fill": "fills",
    "border": "borders",
    "numFmt": "number formats",
    "dxf": "conditional formats",
    "cellStyle": "cell styles",
    "sheet": "sheets",
    "pt": "points of a chart",
}
"""What people call the elements that there may be too many of."""


def elements_in(content: bytes) -> int:
    """Return how many elements there are in some XML, or at least nearly."""
    return content.count(b"<") - content.count(b"</")


def refuse_too_many(content: bytes, part: str, most: int) -> None:
    """Refuse a part with more elements than it may have, before it is read.

    Raises:
        TooMuchInIt: it has more; the sentence says of what, how many there are, and how many there may be.
    """
    if len(content) <= most:
        return  # there can be no more elements than characters
    count = elements_in(content)
    if count > most:
        raise TooMuchInIt(detail=f"{count:,} elements in {part}, mostly {_mostly(content)}; it may have {most:,}")


def refuse_long_namespace(space: str, part: str) -> None:
    """Refuse a namespace that is longer than any.

    Raises:
        TooMuchInIt: it is; the sentence says how long.
    """
    if len(space) > LONGEST_NAMESPACE:
        raise TooMuchInIt(
            detail=f"a namespace of {len(space):,} characters in {part}; it may have {LONGEST_NAMESPACE:,}"
        )


def refuse_more_than(most: int, count: int, things: str) -> None:
    """Refuse a number of things that is larger than it may be.

    Raises:
        TooMuchInIt: it is; the sentence gives both numbers.
    """
    if count > most:
        raise TooMuchInIt(detail=f"{count:,} {things}; it may have {most:,}")


def _mostly(content: bytes) -> str:
    """Return what most of the elements are."""
    middle = len(content) // 2
    found = Counter(_TAG.findall(content[middle : middle + _SAMPLE]))
    name = next((name.decode() for name, _ in found.most_common() if name.decode() in _WORDS), "")
    common = found.most_common(1)[0][0].decode("ascii", "replace") if found else ""
    return _WORDS.get(name, f"<{common}>")
