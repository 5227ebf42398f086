"""A table that goes over pages put together: one grid, rows that a page cuts joined, headings that are repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.documents.pdf.closing import NEAR
from plan_workbook.bringing.documents.pdf.cut import goes_on_in_text, is_cut
from plan_workbook.bringing.documents.pdf.paragraphs import (
    Habits,
    Space,
    as_text,
    code_in_pieces,
    is_cut_word,
    paragraphs,
    without_cuts,
)
from plan_workbook.bringing.documents.pdf.ruled import Box, Part
from plan_workbook.bringing.documents.pdf.text import Line

_CUT = 4
"""So many letters of a heading are left of it at least if it is cut."""
_SEVERAL = 3
"""So many words of a column must be cut before anybody is asked to look at it."""


@dataclass
class Placed:
    """A cell at its place in the grid, which grows while the table goes on over pages."""

    row: int
    column: int
    down: int
    across: int
    where: str
    fill: str | None
    pieces: list[tuple[Box, tuple[Line, ...]]] = field(default_factory=list)
    """What of it is on each page."""

    @property
    def lines(self) -> list[Line]:
        """Its lines on all pages."""
        return [line for _, lines in self.pieces for line in lines]

    @property
    def words(self) -> str:
        """Its text on one line, for comparing."""
        return " ".join(line.text for line in self.lines)


def boundaries(parts: Iterable[Part]) -> list[float]:
    """Return where the columns of these parts begin and end, in points from the left; near ones are one."""
    found: list[float] = []
    for side in sorted({side for part in parts for cell in part.cells for side in (cell.box[0], cell.box[2])}):
        if not found or side - found[-1] > NEAR:
            found.append(side)
    return found


def rows_of(part: Part, across: Sequence[float]) -> list[Placed]:
    """Return the cells of a part at their places: rows from the first of the part, columns by where they begin.

    Cells so narrow that two have one place are one cell with the text of both.
    """
    down = sorted({side for cell in part.cells for side in (cell.box[1], cell.box[3])})
    at = {side: row for row, side in enumerate(down)}
    found: dict[tuple[int, int], Placed] = {}
    for cell in part.cells:
        row, column = at[cell.box[1]], _nearest(across, cell.box[0])
        page = cell.lines[0].page if cell.lines else part.page
        where = f"page {page}, table {part.number}, row {row + 1}, column {column + 1}"
        high, wide = at[cell.box[3]] - row, max(_nearest(across, cell.box[2]) - column, 1)
        here = found.setdefault((row, column), Placed(row, column, high, wide, where, cell.fill))
        here.down, here.across, here.fill = max(here.down, high), max(here.across, wide), here.fill or cell.fill
        here.pieces.append((cell.room, cell.lines))
    return [found[place] for place in sorted(found)]


def _nearest(across: Sequence[float], side: float) -> int:
    return min(range(len(across)), key=lambda column: abs(across[column] - side))


def table_of(parts: Sequence[Part], file: str, made: Habits) -> Table:
    """Return the parts of a table, page by page, as one table."""
    cells, repeated = _put_together(parts)
    margin = padding(parts)
    found = [_cell(placed, margin, made) for placed in sorted(cells, key=lambda each: (each.row, each.column))]
    where = f"{file}, page {parts[0].page}, table {parts[0].number}"
    return Table(where, tuple(cell for cell in found if cell.text or cell.fill), repeated=repeated)


def cut_columns(parts: Sequence[Part], made: Habits) -> list[str]:
    """Return the headings of the columns of a table in which several words are cut at the ends of lines."""
    cells, _ = _put_together(parts)
    margin = padding(parts)
    cut: Counter[int] = Counter()
    headings: dict[int, str] = {}
    for placed in sorted(cells, key=lambda each: (each.row, each.column)):
        space = _space(placed.pieces[0][0], margin)
        cut[placed.column] += sum(is_cut_word(line, after, space, made) for line, after in pairwise(placed.lines))
        if placed.words and placed.across == 1:
            headings.setdefault(placed.column, _cell(placed, margin, made).text)
    return [headings.get(column, f"column {column + 1}") for column in sorted(cut) if cut[column] >= _SEVERAL]


def _put_together(parts: Sequence[Part]) -> tuple[list[Placed], int]:
    """Return the cells of the parts of a table in one grid, and how many rows are repeated on each page."""
    across = boundaries(parts)
    cells = rows_of(parts[0], across)
    repeated = 0
    usual = [cell for part in parts for cell in _whole_rows(cells, rows_of(part, across))]
    for part in parts[1:]:
        new = rows_of(part, across)
        again = repeated_rows(cells, new)
        repeated = max(repeated, again)
        _go_on(cells, new, again, usual)
    return cells, repeated


def repeated_rows(cells: Sequence[Placed], new: Sequence[Placed]) -> int:
    """Return how many rows at the top of a page say what the first rows of the table say.

    A heading that is higher there may be cut: its text is the beginning of the other.
    """
    count = 0
    for above, below in zip(_texts_by_row(cells), _texts_by_row(new), strict=False):
        if not _are_again(above, below) or not any(text for _, _, text in above):
            break
        count += 1
    return count


def _are_again(above: Sequence[tuple[int, int, str]], below: Sequence[tuple[int, int, str]]) -> bool:
    same = sum(one == other for one, other in zip(above, below, strict=False))
    cut = sum(
        one[:2] == other[:2] and one[2] != other[2] and len(other[2]) >= _CUT and one[2].startswith(other[2])
        for one, other in zip(above, below, strict=False)
    )
    return len(above) == len(below) == same + cut and same >= cut


def _texts_by_row(cells: Sequence[Placed]) -> Iterator[list[tuple[int, int, str]]]:
    for row in range(_end(cells)):
        yield [(cell.column, cell.across, cell.words) for cell in cells if cell.row == row]


def _end(cells: Sequence[Placed]) -> int:
    return max((cell.row + cell.down for cell in cells), default=0)


def _whole_rows(cells: Sequence[Placed], new: Sequence[Placed]) -> Iterator[Placed]:
    """Yield the cells of the rows of a part that are neither at the edge of the page nor headings."""
    for row in range(repeated_rows(cells, new) + 1 if new[0].where != cells[0].where else 1, _end(new) - 1):
        found = [cell for cell in new if cell.row <= row < cell.row + cell.down]
        if not all(line.bold for cell in found for line in cell.lines):
            yield from found


def _go_on(cells: list[Placed], new: list[Placed], again: int, usual: Sequence[Placed]) -> None:
    """Add the rows of the next page to a table; `again` of them are its headings, repeated."""
    end = _end(cells)
    last = {(cell.column, cell.across): cell for cell in cells if cell.row + cell.down == end}
    first = {(cell.column, cell.across): cell for cell in new if cell.row == again}
    cut = is_cut(last, first, usual)
    for cell in new:
        above = last.get((cell.column, cell.across)) if cell.row == again else None
        if above is not None and (cut or _merged_on(above, cell) or _wraps_on(above, cell)):
            above.pieces += cell.pieces
            # a cell that goes on over further rows goes over the repeated headings too, which come before them
            above.down += (again if cell.down > 1 or not cut else 0) + cell.down - cut
            continue
        if (begun := _begun(cells, cell, end)) is not None:
            begun.pieces += cell.pieces
            continue
        cell.row += end - (cut and cell.row > again)
        cells.append(cell)


def _begun(cells: Sequence[Placed], cell: Placed, end: int) -> Placed | None:
    """Return the cell above a row that a cell is known to go on from; None if it is a cell of its own."""
    if not cell.lines or not cell.lines[0].goes_on:
        return None
    above = (each for each in cells if each.row < end and each.words and each.column == cell.column)
    return max(above, key=lambda each: each.row, default=None)


def _merged_on(above: Placed, below: Placed) -> bool:
    """Tell whether a merged cell goes on over the page: there is nothing in it there."""
    return max(above.down, below.down) > 1 and not below.words and above.fill == below.fill


def _wraps_on(above: Placed, below: Placed) -> bool:
    """Tell whether the text of a merged cell goes on over the page, next to rows that are whole."""
    return max(above.down, below.down) > 1 and bool(above.words and below.words) and goes_on_in_text(above, below)


def padding(parts: Iterable[Part]) -> float:
    """Return how far texts keep from the sides of their cells, in points."""
    gaps = (line.x0 - cell.box[0] for part in parts for cell in part.cells for line in cell.lines)
    return min((gap for gap in gaps if gap >= 0), default=0.0)


def cells_and_rooms(parts: Sequence[Part]) -> Iterator[tuple[Sequence[Line], Space]]:
    """Yield the lines of each cell, and the room they have."""
    margin = padding(parts)
    for part in parts:
        for cell in part.cells:
            yield cell.lines, _space(cell.room, margin)


def _space(box: Box, margin: float) -> Space:
    return Space(box[0] + margin, box[2] - margin)


def _cell(placed: Placed, margin: float, made: Habits) -> Cell:
    space = _space(placed.pieces[0][0], margin)
    text = without_cuts("\n".join(as_text(each, space, made) for each in paragraphs(placed.lines, space, made)))
    text = code_in_pieces(placed.lines) or text
    bold = bool(text) and all(line.bold for line in placed.lines)
    return Cell(placed.row, placed.column, text, placed.where, placed.down, placed.across, fill=placed.fill, bold=bold)
