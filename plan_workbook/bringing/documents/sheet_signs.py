"""What a sheet says of its tables apart from the cells: Excel tables, filters, rows that stay in sight or repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plan_workbook.bringing.documents.sheet_rows import Region, Spot, joined
from plan_workbook.package.addresses import MAX_COLUMN, box_of
from plan_workbook.package.cell_looks import CellLook
from plan_workbook.package.contents import Contents, Page
from plan_workbook.package.stored_sheet import Span, StoredSheet

_MOST_HEADINGS = 4
"""Rows of headings that a table has at most."""
_FEW_LINED = 2
"""Cells between lines, from which on a row of them goes on with the table."""


@dataclass(frozen=True)
class Signs:
    """What a sheet says of its tables; rows and columns are counted from 1."""

    headings: tuple[Region, ...] = ()
    """The rows that are declared as headings, each as wide as it is one."""
    boxes: tuple[Region, ...] = ()
    """The Excel tables."""
    lined: tuple[Span, ...] = ()
    """Blank rows between lines, with the rows above and below: a form that goes on."""
    narrow: frozenset[int] = frozenset()
    """The columns without room for a word, and those that are hidden."""
    only_tables: bool = False
    """Whether also a text of its own is a table, as on a hidden sheet, where nobody reads it as a text."""

    @cached_property
    def together(self) -> tuple[Span, ...]:
        """The first and last rows of what has no gap inside, although a row of it may be blank."""
        return tuple(joined([*self.lined, *((box.top, box.bottom) for box in self.boxes)]))

    def repeated(self, region: Region) -> int:
        """Return how many of the first rows of a table are declared as headings."""
        tops = (
            row.top
            for row in self.headings
            if region.top <= row.top < region.top + _MOST_HEADINGS
            and row.left <= region.right
            and region.left <= row.right
        )
        return max(tops, default=region.top - 1) - region.top + 1


def signs_of(contents: Contents, page: Page, stored: StoredSheet, spots: Sequence[Spot]) -> Signs:
    """Return the signs on a sheet, whose cells are given in reading order."""
    tables = contents.tables(page)
    boxes = [Region(*table.box[0], *table.box[1]) for table in tables]
    declared = [box._replace(bottom=box.top) for box, table in zip(boxes, tables, strict=True) if table.headings]
    if (filtered := box_of(stored.filtered)) is not None:
        declared.append(Region(*filtered[0], filtered[0][0], filtered[1][1]))
    repeated = contents.repeated_rows(page)
    for row in {repeated[1] if repeated else 0, stored.frozen_rows} - {0}:
        if _may_head(spots, row):
            declared += _longest_run(spot for spot in spots if spot.top == row)
    last = max((spot.top for spot in spots), default=0)
    several = _rows_with_several(spots)
    return Signs(
        tuple(row for row in declared if row.top in several and row.top < last),
        tuple(box._replace(bottom=min(box.bottom, last)) for box in boxes if box.top <= last),
        tuple(_lined(stored, contents.looks)),
        frozenset(
            column
            for first, end in (*stored.narrow_columns, *stored.hidden_columns)
            for column in range(first, min(end, MAX_COLUMN) + 1)
        ),
        page.hidden,
    )


def _may_head(spots: Iterable[Spot], row: int) -> bool:
    """Tell whether a row that stays in sight may be headings, and not the first row below them, which may stay too."""
    counts: dict[int, int] = {}
    marked = 0
    for spot in spots:
        if spot.top > row:
            break
        if not spot.blank:
            counts[spot.top] = counts.get(spot.top, 0) + 1
            marked += spot.top == row and (spot.bold or spot.fill is not None)
    own = counts.pop(row, 0)
    return 2 * marked > own or own > max(counts.values(), default=0)


def _rows_with_several(spots: Iterable[Spot]) -> set[int]:
    seen: set[int] = set()
    several: set[int] = set()
    for spot in spots:
        if not spot.blank:
            (several if spot.top in seen else seen).add(spot.top)
    return several


def _longest_run(spots: Iterable[Spot]) -> Iterator[Region]:
    """Yield the longest run of adjacent texts of a row, if there is one, which is as wide as its table."""
    runs: list[Region] = []
    for spot in spots:
        if spot.blank:
            continue
        if runs and runs[-1].right + 1 >= spot.left:
            runs[-1] = runs[-1]._replace(right=spot.right)
        else:
            runs.append(Region(spot.top, spot.left, spot.top, spot.right))
    if runs:
        yield max(runs, key=lambda run: run.right - run.left)


def _lined(stored: StoredSheet, looks: Sequence[CellLook]) -> Iterator[Span]:
    """Yield runs of rows that have blank cells between lines, with the row above and the one below."""
    lined = {style for style, look in enumerate(looks) if look.lined}
    counts: dict[int, int] = {}
    filled = {cell.place[0] for cell in stored.cells}
    for (row, _), style in stored.blank:
        if style in lined and row not in filled:
            counts[row] = counts.get(row, 0) + 1
    first = last = -1
    for row in sorted(row for row, count in counts.items() if count >= _FEW_LINED):
        if row > last + 1:
            if last > 0:
                yield first - 1, last + 1
            first = row
        last = row
    if last > 0:
        yield first - 1, last + 1
