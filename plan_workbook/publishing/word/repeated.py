"""Gives the columns that a tag repeats in a table of a Word template the width they have room for.

docxtpl gives each of them the width of the one in the template, and makes the first one narrower.
"""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml import etree

_MARK = "repeated"
"""An attribute of a table while its template is filled in."""
_LOOP = "{%tc "
_WIDTH, _TYPE = qn("w:w"), qn("w:type")


def mark_repeated(body: etree._Element) -> None:
    """Mark the tables of a template in which a tag repeats or leaves out columns."""
    for table in body.iter(qn("w:tbl")):
        if _LOOP in "".join(map(str, table.itertext())):
            table.set(_MARK, "1")


def share_width(table: etree._Element) -> None:
    """Let the columns of a marked table share its width; the first keeps its own."""
    if table.get(_MARK) is None:
        return
    del table.attrib[_MARK]
    columns = list(table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    whole = sum(float(each.get(_WIDTH, "0")) for each in columns)
    rows = [list(row.iterfind(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcW')}")) for row in table.iterchildren(qn("w:tr"))]
    rows = [row for row in rows if len(row) == len(columns) and all(each.get(_TYPE, "dxa") == "dxa" for each in row)]
    if len(columns) < 2 or not rows:
        return
    first = float(rows[0][0].get(_WIDTH, "0"))
    other = (whole - first) / (len(columns) - 1)
    if first > 0 and other > 0:
        for row in (columns, *rows):
            for place, each in enumerate(row):
                each.set(_WIDTH, str(round(other if place else first)))
