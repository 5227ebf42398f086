"""The tables of a page that its PDF names: it says what is in which cell, and where cells are follows from that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from plan_workbook.bringing.documents.pdf.closing import NEAR
from plan_workbook.bringing.documents.pdf.ruled import Box, Printed
from plan_workbook.bringing.documents.pdf.tags import TaggedCell, TaggedTable
from plan_workbook.bringing.documents.pdf.text import Char, lines_of

_NEXT_LINE = 2.0
"""The lines of a text are no further apart than so many times its size."""
_PADDING = 4.0
"""Points between a text and the sides of its cell, where nothing else tells."""


class TablesByTags:
    """The tables of a document that it names, and where the columns of those are that have begun."""

    def __init__(self, tables: Sequence[TaggedTable]) -> None:
        self.tables = tables
        self.sides: dict[int, list[float]] = {}
        self.pages = [{page for cell in table.cells for page, _ in cell.marks} for table in tables]

    def on_page(
        self, number: int, printed: Sequence[Char], left: Sequence[Char]
    ) -> list[tuple[list[Printed], set[int]]]:
        """Return the cells of each table on a page, and the ids of its letters.

        Args:
            number: of the page.
            printed: the letters on it.
            left: those that are in no table with lines.
        """
        found = []
        still = {id(char) for char in left}
        printed_in: dict[int, list[Char]] = {}
        for char, mark in _marks(printed):
            printed_in.setdefault(mark, []).append(char)
        for at, table in enumerate(self.tables):
            if number not in self.pages[at]:
                continue
            marks = {mark for cell in table.cells for page, mark in cell.marks if page == number}
            letters = [char for mark in marks for char in printed_in.get(mark, ())]
            free = [char for char in letters if id(char) in still]
            if len(free) == len(letters) and (cells := self._cells(at, number, printed_in)):
                found.append((cells, {id(char) for char in letters}))
        return found

    def _cells(self, at: int, number: int, marked: Mapping[int, Sequence[Char]]) -> list[Printed]:
        """Return the cells of a table on a page; none if its rows are not below each other there."""
        table = self.tables[at]
        letters = {
            cell: [char for page, mark in cell.marks if page == number for char in marked.get(mark, ())]
            for cell in table.cells
        }
        boxes = {cell: _around(its) for cell, its in letters.items() if its}
        heights = _heights(boxes)
        rows = [*heights]
        if any(top >= below for (top, _), (below, _) in pairwise(heights.values())):
            return []
        sides = self.sides.setdefault(at, _sides(table, boxes))
        tops = [heights[rows[0]][0] - _PADDING]
        tops += [(end + top) / 2 for (_, end), (top, _) in pairwise(heights.values())]
        tops.append(max(heights[rows[-1]][1], tops[-1]) + _PADDING)
        ends = {cell.column: 0.0 for cell in table.cells}
        for cell, text in boxes.items():
            if cell.across == 1:
                ends[cell.column] = max(ends[cell.column], text[2])
        found = []
        taken: set[tuple[int, int]] = set()
        for cell in table.cells:
            over = [place for place, row in enumerate(rows) if cell.row <= row < cell.row + cell.down]
            if over:
                box: Box = sides[cell.column], tops[over[0]], sides[cell.column + cell.across], tops[over[-1] + 1]
                drawn = sorted(letters[cell], key=lambda char: char["drawn"])
                found.append(
                    Printed(box, tuple(lines_of(drawn)), None, ends[cell.column] if cell.across == 1 else None)
                )
                taken |= {(place, column) for place in over for column in range(cell.column, cell.column + cell.across)}
        return found + _left_out(sides, tops, taken)


def _left_out(sides: Sequence[float], tops: Sequence[float], taken: Collection[tuple[int, int]]) -> list[Printed]:
    """Return the cells that a PDF does not name because they have no text: there may be a colour in them."""
    return [
        Printed((left, top, right, bottom), (), None)
        for row, (top, bottom) in enumerate(pairwise(tops))
        for column, (left, right) in enumerate(pairwise(sides))
        if (row, column) not in taken
    ]


def _marks(chars: Iterable[Char]) -> Iterator[tuple[Char, int]]:
    """Yield letters with the number of the piece of text that they are in.

    pdfplumber does not know it any more behind a piece in another, as browsers put around two letters drawn as one.
    """
    mark: int | None = None
    before: Char | None = None
    for char in chars:
        if char.get("mcid") is not None:
            mark = char["mcid"]
        elif char.get("tag") not in (None, "Span") or before is None or not _is_near(before, char):
            mark = None
        if mark is not None:
            yield char, mark
        before = char


def _is_near(before: Char, char: Char) -> bool:
    """Tell whether a letter is behind one, or at the beginning of the line below."""
    down = char["bottom"] - before["bottom"]
    if abs(down) < 0.5 * before["size"]:
        return bool(-0.5 < (char["x0"] - before["x1"]) / before["size"] < 1)
    return bool(0 < down < _NEXT_LINE * before["size"] and char["x0"] < before["x1"])


def _around(chars: Sequence[Char]) -> Box:
    """Return the box that letters are in."""
    seen = [char for char in chars if not char["text"].isspace()] or chars
    left, top = min(char["x0"] for char in seen), min(char["top"] for char in seen)
    return left, top, max(char["x1"] for char in seen), max(char["bottom"] for char in seen)


def _heights(boxes: Mapping[TaggedCell, Box]) -> dict[int, tuple[float, float]]:
    """Return how far down the texts of each row begin and end, those of merged cells only where there are no others."""
    found: dict[int, tuple[float, float]] = {}
    for merged in (False, True):
        before = set(found)
        for cell, (_, top, _, bottom) in boxes.items():
            if (cell.down > 1) == merged and cell.row not in before:
                known = found.get(cell.row, (top, bottom))
                found[cell.row] = min(known[0], top), max(known[1], bottom)
    return dict(sorted(found.items()))


def _sides(table: TaggedTable, boxes: Mapping[TaggedCell, Box]) -> list[float]:
    """Return where the columns of a table begin and end, by the texts in them."""
    texts: list[list[Box]] = [[] for _ in range(table.columns)]
    for cell, box in boxes.items():
        if cell.across == 1:
            texts[cell.column].append(box)
    found = [min(box[0] for box in boxes.values()) - _PADDING]
    end = found[0] + _PADDING
    for before, its in pairwise(texts):
        end = max((box[2] for box in before), default=end)
        begins = min((box[0] for box in its), default=end + 2 * _PADDING)
        side = (end + begins) / 2 if end < begins else begins - 1
        found.append(max(side, found[-1] + NEAR + 1))
    return [*found, max(max(box[2] for box in boxes.values()) + _PADDING, found[-1] + NEAR + 1)]
