"""The rows of a long and plain list, of which each cell that is the same as another is read only once.

A list of 12,000 rows has some 90,000 cells, and few of them differ: there are the same dates, words and numbers again
and again. Cells are taken apart by one regular expression, which is ten times as quick as reading each, and only those
that differ are given to the reader of cells. A sheet on which there is anything else is not read in this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from plan_workbook.package.addresses import column_letters
from plan_workbook.package.streaming import MAIN

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_CELL = rb'(?:<c r="%b\d++"(?:([^<>]*+>(?:<v>[^<]*+</v>|<is><t[^<>]*+>[^<]*+</t></is>))</c>|[^<>]*/>|[^<>]*></c>))?+'
"""A cell of that column, if there is one: its attributes and its content, if it has any."""


class PlainRows(NamedTuple):
    """The rows of a sheet."""

    numbers: list[int]
    """As in Excel."""
    columns: list[tuple[bytes, ...]]
    """Of each column from A, the cell in each of these rows as it is stored, without its address; empty for a blank."""


def plain_rows(content: bytes, columns: int) -> PlainRows | None:
    """Return the rows of a worksheet's part, in UTF-8, that has no cell right of so many columns.

    None if a row or a cell is written in another way than spreadsheet programs usually do, or holds a formula or a text
    in several fonts: then only the reader of cells can tell what is there.
    """
    begin, end = content.find(_BEGIN), content.find(_END)
    if begin < 0 or end < begin:
        return None
    rows = _row_of(columns).findall(content, begin, end)
    if len(rows) != content.count(b"<row", begin, end):
        return None
    numbers, *cells = zip(*rows, strict=True) if rows else [(), *([()] * columns)]
    return PlainRows([int(each) for each in numbers], cells)


def sheet_of(cells: Iterable[bytes]) -> bytes:
    """Return a worksheet with these cells, as `PlainRows` has them, below each other in its first column."""
    rows = b"".join(b'<row r="%d"><c r="A%d"%b</c></row>' % (at, at, cell) for at, cell in enumerate(cells, 1))
    return b'<worksheet xmlns="%b">%b%b%b</worksheet>' % (MAIN.strip().encode(), _BEGIN, rows, _END)


@cache
def _row_of(columns: int) -> re.Pattern[bytes]:
    cells = b"".join(_CELL % column_letters(column).encode() for column in range(1, columns + 1))
    return re.compile(rb'<row r="(\d{1,7})"(?:[^<>]*/>|[^<>]*>' + cells + rb"</row>)")
