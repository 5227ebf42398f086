"""The figures at the top of the Summary: four tiles, the charts, and the matrix of how ratings moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook.board.last_period import Matrix
from plan_workbook.board.tiles import Tile, Way
from plan_workbook.package.heights import lines_of
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import PIStatus
from plan_workbook.values.text import listed
from plan_workbook.writing.board_page import COUNT
from plan_workbook.writing.first_page import LINE, TITLE_HEIGHT
from plan_workbook.writing.live_formulas import LiveFormula
from plan_workbook.writing.summary_charts import RATINGS_TITLE, STATUSES_TITLE, add_bars, pixels
from plan_workbook.writing.summary_figures import Figured
from plan_workbook.writing.summary_flow import SummaryFlow
from plan_workbook.writing.summary_grid import DETAILS, NAME, STATUSES, WHAT, WHO

TILE_ROWS = (15.75, 21.0, 14.25, 15.75)
"""Heights in points of the rows of a tile: its name, its figure, what it is of, and what it was."""
_CHART_ROWS, _CHART_ROW = 7, 15.75
"""The fewest rows of the part with the charts, and the height of each in points."""
_SHARE = 0.6
"""The share of the charts' room that the ratings have."""
_GAP = {"right": 5, "right_color": "#FFFFFF"}
"""Between two tiles."""


def write_tiles(page: SummaryFlow, tiles: Sequence[Tile], figured: Figured) -> None:
    """Write the four tiles from the page's row on; their figures refer to those that were written further down."""
    middle = _middle_of(page.widths)
    left, ends = (NAME, WHAT, WHO, middle), (WHAT, WHO, middle, page.columns)
    bad = {r.label for r in page.plan.scale.ratings if r.counts_as in (CountsAs.OFF_TRACK, CountsAs.AT_RISK)}
    rated, judged = figured.rated.head, figured.judged.head
    places = [xl_rowcol_to_cell(rated + 1, DETAILS + at) for at, each in enumerate(page.labels) if each in bad]
    off = DETAILS + STATUSES.index(PIStatus.OFF_TARGET.value)
    formulas = (
        "+".join(places),
        xl_rowcol_to_cell(figured.actions, WHO),
        xl_rowcol_to_cell(judged + 1, off),
        "",
    )
    rooms = [sum(page.widths[first:end]) for first, end in zip(left, ends, strict=True)]
    ago = all(lines_of(tile.then, room) == 1 for tile, room in zip(tiles, rooms, strict=True))
    for row in range(len(TILE_ROWS)):
        for tile, formula, first, end in zip(tiles, formulas, left, ends, strict=True):
            for column in range(first, end):
                look = page.formats("tile", **(_GAP if column == end - 1 else {}))
                page.sheet.write_blank(page.row, column, None, look)
            _write_row(
                page,
                row,
                tile,
                formula,
                first,
                sum(page.widths[first:end]) - 3,
                tile.then if ago else tile.then_shortly,
            )
        page.row += 1


def _middle_of(widths: Sequence[float]) -> int:
    """Return the column (from 0) with which the last tile begins, so that it is nearly as wide as the one before."""
    return min(
        range(DETAILS + 1, len(widths)), key=lambda column: abs(pixels(widths[WHO:column]) - pixels(widths[column:]))
    )


def _write_row(page: SummaryFlow, row: int, tile: Tile, formula: str, column: int, room: float, then: str) -> None:
    edge = _GAP if column in (WHAT,) else {}
    if row == 0:
        page.write(column, tile.name, page.formats("tile_name", **edge))
    elif row == 1:
        figure: Any = tile.figure if tile.figure is not None else "-"
        if formula and tile.figure is not None:
            figure = LiveFormula(f"={formula}", tile.figure)
        page.write(column, figure, page.formats("tile_figure", **edge))
    elif row == 2:
        said = tile.in_words if lines_of(tile.in_words, room) == 1 else f"of {tile.of} {tile.what}"
        page.write(column, said, page.formats("tile", **edge))
    else:
        style = "tile_worse" if tile.way is Way.WORSE else "tile"
        page.write(column, then, page.formats(style, **edge))


def leave_room_for_charts(page: SummaryFlow) -> range:
    """Write the matrix of recommendations next to the room for the charts; return the rows of both."""
    top = page.row
    matrix = next(iter(page.told.glance.matrices), None)
    if matrix is not None and page.items:
        write_matrix(page, matrix)
    while page.row < top + _CHART_ROWS + bool(page.told.glance.then):  # each thing has a second bar for the last period
        page.tall(_CHART_ROW)
        page.row += 1
    return range(top, page.row)


def write_matrix(page: SummaryFlow, matrix: Matrix) -> None:
    """Write how ratings moved: a title, the ratings now as headings, and a row for each rating then."""
    page.title_over(WHO, page.columns - 1, f"{matrix.name}: rated then (down) and now (across)")
    page.tall(TITLE_HEIGHT)
    page.row += 1
    page.table_headings(WHO, [matrix.since, *matrix.labels])
    for then in matrix.labels:
        page.write(WHO, then, page.filled(then))
        for column, now in enumerate(matrix.labels, DETAILS):
            number = matrix.number(then, now)
            style = "strong_number" if number and then != now else "number"
            page.write(column, number, page.formats(style, num_format=COUNT))
        page.tall(LINE * lines_of(then, page.room(WHO)) + 0.75)
        page.row += 1
    came = [f"{matrix.added} new"] if matrix.added else []
    came += [f"{matrix.removed} removed"] if matrix.removed else []
    if came:
        page.sheet.write_string(page.row, WHO, f"{listed(came)}", page.formats("plain_indented"))
        page.tall(LINE)
        page.row += 1


def add_charts(page: SummaryFlow, rows: range, figured: Figured) -> None:
    """Put the two charts over these rows, as far as the matrix leaves room for them."""
    if not page.items:
        return
    height = int(page.height_of(rows) * 4 / 3)
    room = pixels(page.widths[NAME : WHO if page.told.glance.matrices else page.columns]) - 12
    left = int(room * _SHARE)
    add_bars(page, figured.rated, page.labels, RATINGS_TITLE, (rows.start, 4, left, height - 4))
    add_bars(page, figured.judged, STATUSES, STATUSES_TITLE, (rows.start, left + 8, room - left - 4, height - 4))
