"""Keeps a part of a report on one page, if it is not so long that the page before it would be left nearly empty.

Word and LibreOffice start a new page if what is kept together does not fit on the rest of a page. So a part of up to
three quarters of a page leaves the page before it a quarter full at least; the estimate of its height is rather too
high. In a longer part each short section is kept whole, and a table begins on the page of what leads to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import takewhile

from docx.oxml.ns import qn
from lxml import etree

MARK = "\ufdd0"
"""What `kept_together` gives: a character that no text may have (Unicode: a noncharacter)."""
LONGEST = 0.75
"""The share of a page that is kept together at most."""
SECTION = 0.4
"""The share of a page that is kept together at most of a section of a longer part."""
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:t"))
_PROPERTIES, _STYLE, _KEEP, _VALUE, _WIDTH = map(qn, ("w:pPr", "w:pStyle", "w:keepNext", "w:val", "w:w"))
_PAGE, _WIDE = 17.5, 26.5
"""The height and width of the text on a page, in centimetres."""
_LETTERS, _LINE, _AROUND = 5.2, 0.47, 0.2
"""Letters in a centimetre, the height of a line and of what is around a paragraph or row, in centimetres."""
_TWIPS = 567
"""In a centimetre."""


def keep_together(body: etree._Element) -> None:
    """Keep together what begins with the mark, up to the next paragraph in its style or one above it."""
    blocks = [each for each in body.iterchildren(etree.Element) if each.tag in (_PARAGRAPH, _TABLE)]
    for at, block in enumerate(blocks):
        if block.tag != _PARAGRAPH or not _unmarked(block):
            continue
        part = list(_part(blocks, at))
        if _is_short(part, LONGEST):
            _keep_whole(part)
            continue
        for start in (place for place, each in enumerate(part) if place and _style_of(each).startswith("Heading")):
            _keep_section(list(_part(part, start)))


def _is_short(blocks: list[etree._Element], share: float) -> bool:
    return sum(map(height_of, blocks)) <= share * _PAGE


def _keep_whole(blocks: list[etree._Element]) -> None:
    for each in blocks[:-1]:
        _keep(each)
    if blocks[-1].tag == _TABLE:
        for row in list(blocks[-1].iter(_ROW))[:-1]:
            _keep(row)


def _keep_section(section: list[etree._Element]) -> None:
    """Keep a section whole if it is short, or else what leads to its first table with the first rows of that."""
    if _is_short(section, SECTION):
        _keep_whole(section)
        return
    lead = list(takewhile(lambda each: each.tag != _TABLE, section))
    if len(lead) < len(section) and _is_short(lead, SECTION):
        for each in lead:
            _keep(each)
        for row in list(section[len(lead)].iter(_ROW))[:1]:
            _keep(row)


def keep_ends(table: etree._Element) -> None:
    """Keep the first row below a heading row that is repeated with the next one, and the last with the one before.

    One row alone is hard to read, and LibreOffice 7.4 loses the rows after the first if it fits to a hair's breadth.
    """
    rows = list(table.iterchildren(_ROW))
    if len(rows) > 2 and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        _keep(rows[1])
        _keep(rows[-2])


def height_of(block: etree._Element) -> float:
    """Return how high a paragraph or a table is, roughly and rather too high, in centimetres."""
    if block.tag == _PARAGRAPH:
        return _lines(block, _WIDE) * _LINE + _AROUND
    return sum(
        max((_high(cell, width) for cell, width in _cells(row)), default=0.0) + _AROUND for row in block.iter(_ROW)
    )


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, float]]:
    for cell in row.iterchildren(_CELL):
        wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        twips = 0 if wide is None else int(wide.get(_WIDTH, "0"))
        yield cell, (twips / _TWIPS - 0.4 if twips else _WIDE)


def _high(cell: etree._Element, width: float) -> float:
    return sum(_lines(each, width) for each in cell.iter(_PARAGRAPH)) * _LINE


def _lines(paragraph: etree._Element, width: float) -> int:
    letters = sum(len(each.text or "") for each in paragraph.iter(_TEXT))
    breaks = sum(1 for _ in paragraph.iter(qn("w:br")))
    return max(1, math.ceil(letters / (width * _LETTERS))) + breaks


def _unmarked(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph has the mark, and take it out."""
    found = False
    for text in paragraph.iter(_TEXT):
        if MARK in (text.text or ""):
            text.text = (text.text or "").replace(MARK, "")
            found = True
    return found


def _part(blocks: list[etree._Element], at: int) -> Iterator[etree._Element]:
    """Yield the blocks from one to the next that has its style, or the style of a higher heading."""
    first = _style_of(blocks[at])
    yield blocks[at]
    for each in blocks[at + 1 :]:
        style = _style_of(each)
        if each.tag == _PARAGRAPH and (style == first or _above(style, first)):
            return
        yield each


def _style_of(block: etree._Element) -> str:
    style = block.find(f"{_PROPERTIES}/{_STYLE}")
    return "" if style is None else style.get(_VALUE, "")


def _above(style: str, other: str) -> bool:
    return style.startswith("Heading") and other.startswith("Heading") and style < other


def _keep(block: etree._Element) -> None:
    for paragraph in [block] if block.tag == _PARAGRAPH else block.iter(_PARAGRAPH):
        properties = paragraph.find(_PROPERTIES)
        if properties is None:
            properties = etree.Element(_PROPERTIES)
            paragraph.insert(0, properties)
        if properties.find(_KEEP) is None:
            keep, style = etree.Element(_KEEP), properties.find(_STYLE)
            properties.insert(0 if style is None else 1, keep)
