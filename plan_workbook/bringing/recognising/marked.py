"""Tables that a person marks on a sheet, because they were not seen, or as a part of another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.package.addresses import box_of
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


def not_there(documents: Sequence[Document], answers: Answers | None) -> list[str]:
    """Return a sentence for each range that a person names and in which nothing is; `documents` are arranged.

    What is said of another file is for the month in which that one is brought in.
    """
    tables = {table.where for document in documents for table in document.tables()}
    files = {document.file for document in documents}
    sentences = []
    for place in answers.places if answers else ():
        found = _RANGE.fullmatch(place.where)
        meant = found is not None and (not found["file"] or found["file"] in files)
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
    """Yield the blocks with the table that was marked where the first of its cells was."""
    blocks = list(blocks)
    taken = [cell for block in blocks for cell in _cells(block, marked)]
    if not taken:
        yield from blocks
        return
    table = Table(marked.where, tuple(sorted(taken, key=lambda cell: (cell.row, cell.column))), marked.sheet)
    given = False
    for block in blocks:
        its = {cell.where for cell in _cells(block, marked)}
        rest = _without(block, its) if its else block
        first = _place(rest.cells[0].where) if its and isinstance(rest, Table) else None
        above = first is not None and first < (marked.top, marked.left)
        if above and rest is not None:
            yield rest
        if its and not given:
            yield table
            given = True
        if rest is not None and not above:
            yield rest


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


def _without(block: Table | Passage, taken: Collection[str]) -> Table | Passage | None:
    """Return what is left of a block, None if nothing is."""
    if isinstance(block, Passage):
        return None
    cells = [cell for cell in block.cells if cell.where not in taken]
    first = min((cell.row for cell in cells), default=0)
    return block._replace(cells=tuple(cell._replace(row=cell.row - first) for cell in cells)) if cells else None


def _place(where: str) -> tuple[int, int] | None:
    found = _ADDRESS.fullmatch(where)
    box = box_of(found["address"]) if found else None
    return box[0] if box else None
