"""Tables that a person marks on a sheet, because they were not seen, or as a part of another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.package.addresses import box_of, range_of
from plan_workbook.patterns import pattern

_RANGE = pattern(r"(?:(?P<file>.*), )?sheet (?P<sheet>.+), \$?(?P<range>[A-Z]{1,3}\$?[0-9]+:\$?[A-Z]{1,3}\$?[0-9]+)")
_ADDRESS = pattern(r".*!(?P<address>[A-Z]{1,3}[0-9]+)")


class _Marked(NamedTuple):
    """A range of a sheet that is a table."""

    where: str
    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, sheet: str | None, place: tuple[int, int] | None) -> bool:
        """Tell whether a cell begins in it."""
        return (
            sheet == self.sheet
            and place is not None
            and self.top <= place[0] <= self.bottom
            and self.left <= place[1] <= self.right
        )


def with_marked(document: Document, places: Iterable[str]) -> Document:
    """Return a document in which the ranges that a person names are tables: ``tracker.xlsx, sheet Plan, A5:G20``.

    What is in them is taken out of the tables and texts that it was in. Every cell stays, with where it was.
    """
    there = {table.where for table in document.tables()}
    new = (each for each in places if each not in there and each.startswith((f"{document.file}, ", "sheet ")))
    marked = [each for where in new if (each := _marked(where)) is not None]
    for each in marked:
        document = document._replace(blocks=tuple(_with(document.blocks, each)))
    return document


def overlap(where: str, marked: str) -> bool:
    """Tell whether a table of a sheet, ``tracker.xlsx, sheet Plan, A5:G20``, has cells in a range that is marked."""
    one, other = _marked(where.partition(", rows ")[0]), _marked(marked)
    return (
        one is not None
        and other is not None
        and where.partition(", sheet ")[0] == marked.partition(", sheet ")[0]
        and one.sheet == other.sheet
        and one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def not_there(documents: Sequence[Document], answers: Answers | None) -> list[str]:
    """Return a sentence for each range that a person names and in which nothing is; `documents` are arranged.

    What is said of another file is for the month in which that one is brought in.
    """
    tables = {table.where for document in documents for table in document.tables()}
    files = {document.file for document in documents}
    sentences = []
    for place in answers.places if answers else ():
        found = _RANGE.fullmatch(place.where)
        meant = found is not None and not place.lost and (not found["file"] or found["file"] in files)
        if answers and meant and not any(f"{where},".startswith(f"{place.where},") for where in tables):
            sentences.append(
                f"The mapping {answers.file} says something of {place.where}, where nothing is: name a range of cells "
                "that the file has, or delete what it says."
            )
    return sentences


def _marked(where: str) -> _Marked | None:
    found = _RANGE.fullmatch(where)
    box = box_of(found["range"].replace("$", "")) if found else None
    return _Marked(where, found["sheet"], *box[0], *box[1]) if found and box else None


def _with(blocks: Iterable[Table | Passage], marked: _Marked) -> Iterator[Table | Passage]:
    """Yield the blocks with the table that was marked where the first of its cells was, and what is left of others."""
    blocks = list(blocks)
    taken = [cell for block in blocks for cell in _cells(block, marked)]
    if not taken:
        yield from blocks
        return
    table = Table(marked.where, tuple(sorted(taken, key=lambda cell: (cell.row, cell.column))), marked.sheet)
    given = False
    for block in blocks:
        its = {cell.where for cell in _cells(block, marked)}
        if not its:
            yield block
            continue
        before, after = _rest(block, its, marked) if isinstance(block, Table) else ((), ())
        yield from before
        if not given:
            yield table
            given = True
        yield from after


def _cells(block: Table | Passage, marked: _Marked) -> list[Cell]:
    """Return what a block has in the range, as cells of it."""
    cells = block.cells if isinstance(block, Table) else (Cell(0, 0, block.text, block.where),)
    found: list[Cell] = []
    for cell in cells:
        place = _place(cell.where)
        if place is not None and marked.holds(block.sheet, place):
            row, column = place
            down, across = min(cell.down, marked.bottom - row + 1), min(cell.across, marked.right - column + 1)
            found.append(cell._replace(row=row - marked.top, column=column - marked.left, down=down, across=across))
    return found


def _rest(
    table: Table, taken: Collection[str], marked: _Marked
) -> tuple[Sequence[Table | Passage], Sequence[Table | Passage]]:
    """Return what is left of a table before and after the range that is marked in it.

    That is what is next to the range, all that is beyond an empty column, what is above it, and what is below it.
    """
    placed = [(place, cell) for cell in table.cells if (place := _place(cell.where)) is not None]
    used = {column for (_, first), cell in placed for column in range(first, first + cell.across)}
    gaps = [column for column in range(min(used), max(used)) if column not in used]
    first = max((gap for gap in gaps if gap < marked.left), default=0)
    last = min((gap for gap in gaps if gap > marked.right), default=max(used) + 1)
    beside, above, below = (list[Cell]() for _ in range(3))
    for (row, column), cell in placed:
        if cell.where in taken:
            continue
        is_beside = marked.top <= row <= marked.bottom or not first < column < last
        (beside if is_beside else above if row < marked.top else below).append(cell)
    left = [cell for cell in beside if (_place(cell.where) or (0, 0))[1] < marked.left]
    right = [cell for cell in beside if cell not in left]
    return [*_piece(table, left), *_piece(table, right), *_piece(table, above)], [*_piece(table, below)]


def _piece(table: Table, cells: Sequence[Cell]) -> Iterator[Table | Passage]:
    """Yield what is left of a table as one with its own range; texts at its end that are alone in their rows by it."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    alone: list[Cell] = []
    for row in sorted(rows, reverse=True):
        if len(rows[row]) > 1 or rows[row][0].blank:
            break
        alone += rows.pop(row)
    its = [cell for row in sorted(rows) for cell in rows[row]]
    if its:
        top, left = min(cell.row for cell in its), min(cell.column for cell in its)
        moved = tuple(cell._replace(row=cell.row - top, column=cell.column - left) for cell in its)
        places = [(place, cell) for cell in its if (place := _place(cell.where)) is not None]
        first = min(row for (row, _), _ in places), min(column for (_, column), _ in places)
        last = (
            max(row + cell.down - 1 for (row, _), cell in places),
            max(column + cell.across - 1 for (_, column), cell in places),
        )
        head = table.where.rpartition(", ")[0]
        yield table._replace(where=f"{head}, {range_of((first, last))}", cells=moved, repeated=0, headings=None)
    file = table.where.partition(", sheet ")[0]
    for cell in reversed(alone):
        yield Passage(cell.text, f"{file}, {cell.where}", sheet=table.sheet)


def _place(where: str) -> tuple[int, int] | None:
    found = _ADDRESS.fullmatch(where)
    box = box_of(found["address"]) if found else None
    return box[0] if box else None
