"""What the tool wrote on its sheets, so that somebody's typing over it is noticed: on all of them but Checks.

Each row of these sheets has, in its last and hidden column, a mark: for each of its cells that is not a formula, the
column and a short checksum of the content. A row keeps its mark when others are inserted above it, and any program that
keeps the cells keeps the marks. Cells that formulas fill change by themselves and have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from zlib import crc32

from plan_workbook import layout
from plan_workbook.package.addresses import column_letters, column_number
from plan_workbook.reading.book import Sheet
from plan_workbook.reading.cells import Cell
from plan_workbook.reading.marks import LENGTH, is_mark
from plan_workbook.values.text import plain


def mark_of(row: Mapping[int, object]) -> str:
    """Return the mark of a row from the content of its cells by column, from 1; empty for a row without content."""
    checks = ((column, _check(row[column])) for column in sorted(row))
    return " ".join(f"{column_letters(column)}{check}" for column, check in checks if check)


def typed_over(sheet: Sheet) -> list[Cell]:
    """Return the cells of a generated sheet that do not hold what the tool wrote there; usually none.

    None on a sheet without marks, as earlier versions made it.
    """
    grid = sheet.grid
    marks = {place: cell.raw for place, cell in grid.cells.items() if is_mark(cell.raw)}
    if not marks:
        return []
    last = Counter(column for _, column in marks).most_common(1)[0][0]
    area = grid.names.get(layout.GENERATED_AREA_NAME)  # some programs lose it; then all cells are the tool's
    marked = {
        (row, column_number(each[:-LENGTH])): each[-LENGTH:]
        for (row, column), mark in marks.items()
        if column == last
        for each in str(mark).split()
    }
    there = {
        place: _check(cell.raw)
        for place, cell in grid.cells.items()
        if place[1] < last and not cell.formula and (area is None or area.holds(*place))
    }
    places = sorted(place for place in {*marked, *there} if marked.get(place, "") != there.get(place, ""))
    return [grid.cells.get(place) or Cell(sheet.title, f"{column_letters(place[1])}{place[0]}") for place in places]


def _check(value: object) -> str:
    """Return the checksum of a cell's content; empty if it has none.

    Programs write the last digits of a number differently, and turn some characters that nobody sees into others.
    """
    text = f"{value:.12g}" if isinstance(value, int | float) else plain(str(value or ""))
    return f"{crc32(text.encode('utf-8', 'surrogatepass')) & 0xFFFF:0{LENGTH}x}" if text else ""
