"""Rows in which each line of a cell is a row of its own: a list of actions, and who does them by when next to it."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.document import Cell, Layout, Table
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.headings import Headed, is_value
from plan_workbook.patterns import pattern

_MARK = pattern(r"\A(?:[\u2022\u25cf\u25cb\u25aa\u25a0\u00b7\u2023\uf0b7*\u2013-]|o(?=\s))\s+")
"""What lists begin their lines with."""
_NUMBER = pattern(r"\A\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s+")
"""What numbered lists begin their lines with."""
_MOSTLY, _HALF = 0.75, 0.5
"""Which share of the rows with several lines has lists, at least; in the others the lines of a cell stay together."""
_ALIKE = 2
"""How many cells of a row have a list of as many lines at least."""


def has_lists(table: Table, head: Headed) -> bool:
    """Tell whether rows have lists next to each other, line for line: of texts, and of values such as dates."""
    if not head.rows:
        return False
    rows = (cells for row, cells in _begun(table).items() if row not in head.rows)
    several = [_lists(cells) for cells in rows if any(len(_lines(cell)) > 1 for cell in cells)]
    return bool(several) and sum(several) >= _MOSTLY * len(several)


def in_lines(table: Table, head: Headed, *, decided: bool = False) -> Table:
    """Return a table in which each line of its lists has a row of its own; every cell stays.

    A cell that is a list line for line gives a cell for each line, at the same place; another one goes over all rows.
    If a person has `decided` that it has lists, each row that has several lines has some.
    """
    cells: list[Cell] = []
    row = 0
    headings: list[int] = []
    rows = _begun(table)
    numbered = {cell.column for at, own in rows.items() if at not in head.rows for cell in _numbered_again(own)}
    for at in range(table.rows):
        own = rows.get(at, [])
        if at in head.rows:
            headings.append(row)
            cells += [cell._replace(row=row) for cell in own]
            row += 1
            continue
        most = max((len(_lines(cell)) for cell in own), default=1) if decided or _lists(own) else 1
        for cell in own:
            lines = _lines(cell)
            is_list = most > 1 and len(lines) == most and cell.down == 1
            marked = len(lines) == 1 and _MARK.match(lines[0])
            if cell.column in numbered and (is_list or len(lines) == 1) and all(map(_NUMBER.match, lines)):
                cells += _parted(cell, [_NUMBER.sub("", line) for line in lines], row)
            elif is_list or marked:
                cells += _parted(cell, lines, row)
            else:
                cells.append(cell._replace(row=row, down=max(cell.down, most)))
        row += most
    return table._replace(cells=tuple(cells), headings=tuple(headings), repeated=0, layout=Layout.LINES)


def _numbered_again(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of a row with the numbers of another list in it, which is the longest: its own are kept."""
    numbers = [
        (tuple(found[0].strip() for line in _lines(cell) if (found := _NUMBER.match(line))), cell) for cell in cells
    ]
    lists = [(its, cell) for its, cell in numbers if len(its) > 1 and len(its) == len({*its}) == len(_lines(cell))]
    if len(lists) < _ALIKE or len({its for its, _ in lists}) > 1:
        return ()
    longest = max((cell for _, cell in lists), key=lambda cell: len(cell.text))
    return [cell for _, cell in lists if cell is not longest]


def _parted(cell: Cell, lines: Sequence[str], row: int) -> list[Cell]:
    """Return a cell for each line; together they are one cell of the document, which the first one counts for."""
    return [
        cell._replace(row=row + at, text=_MARK.sub("", line, count=1), made=at > 0, whole=cell.text, value=None)
        for at, line in enumerate(lines)
    ]


def _begun(table: Table) -> dict[int, list[Cell]]:
    """Return the cells that begin in each row."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _lists(cells: Sequence[Cell]) -> bool:
    """Tell whether the cells of a row with several lines are lists of as many, and one of them is of values."""
    several = [lines for cell in cells if len(lines := _lines(cell)) > 1]
    of_values = any(2 * sum(map(_is_value, lines)) > len(lines) for lines in several)
    return len(several) >= _ALIKE and len({*map(len, several)}) == 1 and of_values


def _is_value(line: str) -> bool:
    """Tell whether a line is a date, a figure or a rating, or what people write instead: ``Ongoing``."""
    cell = Cell(0, 0, _NUMBER.sub("", line), "")
    return is_value(cell) or sort_of(cell).date > _HALF


def _lines(cell: Cell) -> list[str]:
    return [line.strip() for line in cell.text.split("\n") if line.strip()]
