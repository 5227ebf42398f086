"""The rows of a long and plain list, of which each cell that is the same as another is read only once.

A list of 12,000 rows has some 90,000 cells, and few of them differ: there are the same dates, words and numbers again
and again. Cells are taken apart by one regular expression, which is ten times as quick as reading each, and only those
that differ are given to the reader of cells. A sheet on which there is anything else is not read in this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple

from plan_workbook.package.addresses import column_letters
from plan_workbook.package.streaming import MAIN

_BEGIN, _END, _ROW = b"<sheetData>", b"</sheetData>", b"<row"
_AT_A_TIME = 1 << 16
"""Bytes of rows that are taken apart together. What only they need then stays in the processor's cache; and no pattern
looks beyond them for the end of a row that has none."""
_FILLED = rb'(?:<c r="%b\1"([^/]*+/v>)</c>)?+'
_ANY = rb'(?:<c r="%b\1"(?:([^>]*+><(?:v>[^<]*+</v|is><t[^>]*+>[^<]*+</t></is)>)</c>|[^>]*+>(?:</c>)?+))?+'
"""A cell of that column and of the same row, if there is one: its attributes and its content, if it has any. Programs
usually leave out blank cells and share texts, so the shorter pattern is first: it is made in a third of the time."""


class PlainRows(NamedTuple):
    """The rows of a sheet."""

    numbers: list[int]
    """As in Excel."""
    columns: list[list[bytes]]
    """Of each column from A, the cell in each of these rows as it is stored, without its address; empty for a blank."""
    differing: list[bytes]
    """Those that differ, without the blank; each is one object, wherever it is."""


def plain_rows(content: bytes, columns: int) -> PlainRows | None:
    """Return the rows of a worksheet's part, in UTF-8, that has no cell right of so many columns.

    None if a row or a cell is written in another way than spreadsheet programs usually do, or holds a formula or a text
    in several fonts: then only the reader of cells can tell what is there.
    """
    begin, end = content.find(_BEGIN), content.rfind(_END)
    if begin < 0 or end < begin:
        return None
    filled = _taken_apart(content, begin, end, _FILLED, columns)
    return filled if filled is not None else _taken_apart(content, begin, end, _ANY, columns)


def _taken_apart(content: bytes, begin: int, end: int, cell: bytes, columns: int) -> PlainRows | None:
    """Return the rows between two places; None if a cell is not as that pattern says."""
    row = _row_of(cell, columns)
    numbers: list[int] = []
    found: list[list[bytes]] = [[] for _ in range(columns)]
    once: list[dict[bytes, bytes]] = [{} for _ in range(columns)]
    while begin < end:
        after = content.find(_ROW, begin + _AT_A_TIME, end)
        after = after if after >= 0 else end
        rows = row.findall(content, begin, after)
        if rows:
            numbered, *cells, others = zip(*rows, strict=True)
            if any(others):
                return None
            numbers += map(int, numbered)
            for column, known, these in zip(found, once, cells, strict=True):
                column += map(known.setdefault, these, these)
        begin = after
    return PlainRows(numbers, found, [cell for cell in {*chain.from_iterable(once)} if cell])


def sheet_of(cells: Iterable[bytes]) -> bytes:
    """Return a worksheet with these cells, as `PlainRows` has them, below each other in its first column."""
    rows = b"".join([b"<row><c%b</c></row>" % cell for cell in cells])
    return b'<worksheet xmlns="%b">%b%b%b</worksheet>' % (MAIN.strip().encode(), _BEGIN, rows, _END)


@cache
def _row_of(cell: bytes, columns: int) -> re.Pattern[bytes]:
    """Return the pattern of a row: its number, its cells, and the first character of one that is not plain.

    ``[^>]`` is several times as quick as a set of characters, and one way to end as quick as two. If a sheet is not XML
    at all, its cells are refused when they are read.
    """
    cells = b"".join(cell % column_letters(column).encode() for column in range(1, columns + 1))
    return re.compile(rb'<row(?: r="(\d{1,7})"[^>]*+>(?:' + cells + rb"</row>|(?<=/>))|(.))", re.DOTALL)
