"""Reads an Excel workbook of any layout into the neutral form of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.document import Cell, Document, Passage, Table, Typed
from plan_workbook.bringing.printed import printed
from plan_workbook.bringing.regions import Region, Spot, regions
from plan_workbook.package.addresses import Place, address_of, range_of
from plan_workbook.package.cell_looks import CellLook
from plan_workbook.package.contents import Contents, Page
from plan_workbook.package.errors import naming
from plan_workbook.package.stored_cells import Span, StoredCell, StoredSheet
from plan_workbook.reading.book import MOST_CELLS, MOST_FILLED
from plan_workbook.reading.grid import Area, area_of
from plan_workbook.reading.opening import refusing_faults


def read_excel(content: bytes, file: str) -> Document:
    """Return the tables and texts of a workbook, sheet by sheet.

    Raises:
        PackageError: it can't be opened, or should not be.
        NotAPlan: its parts can't be read, or hold more than any plan.
    """
    with refusing_faults(file), naming(file):
        contents = Contents(content)
        left, filled = MOST_CELLS, MOST_FILLED
        blocks: list[Table | Passage] = []
        remarks: list[str] = []
        for page in contents.pages:
            stored = contents.cells(page, left, filled)
            left -= stored.size
            filled -= len(stored.cells)
            sheet = _Sheet(contents, page, stored, file)
            blocks += sheet.blocks()
            remarks += sheet.remarks()
        return Document(file, tuple(blocks), tuple(remarks))


class _Shown(NamedTuple):
    """A cell as it is shown."""

    spot: Spot
    value: Typed
    hidden: bool

    @property
    def where(self) -> str:
        return address_of((self.spot.top, self.spot.left))


class _Sheet:
    """One sheet on its way into the neutral form."""

    def __init__(self, contents: Contents, page: Page, stored: StoredSheet, file: str) -> None:
        self.file, self.page, self.stored = file, page, stored
        self.contents = contents
        self._looks: Sequence[CellLook] = contents.looks
        self.areas = {(area.top, area.left): area for area in self._merged()}
        self.shown = {
            (each.spot.top, each.spot.left): each for each in (*map(self._filled, stored.cells), *self._coloured())
        }

    def _merged(self) -> Iterator[Area]:
        return (area for area in map(area_of, self.stored.merged) if area)

    def _filled(self, cell: StoredCell) -> _Shown:
        text, value = printed(cell.value, self.contents.formats[cell.style].number_format)
        return self._spot(cell.place, cell.style, text, value)

    def _coloured(self) -> Iterator[_Shown]:
        coloured = {style for style, look in enumerate(self._looks) if look.fill}
        return (self._spot(place, style) for place, style in self.stored.blank if style in coloured)

    def _spot(self, place: Place, style: int, text: str = "", value: Typed = None) -> _Shown:
        look = self._looks[style]
        area = self.areas.get(place) or Area(*place, *place)
        spot = Spot(*place, area.bottom, area.right, text, look.fill, look.bold, look.lined)
        return _Shown(spot, value, self._hidden(place))

    def _hidden(self, place: Place) -> bool:
        return (
            self.page.hidden
            or _among(place[0], self.stored.hidden_rows)
            or _among(place[1], self.stored.hidden_columns)
        )

    def blocks(self) -> Iterator[Table | Passage]:
        """Yield the tables and the texts between them, in reading order."""
        shown = sorted(self.shown.values())
        tables = {
            region: [each for each in shown if region.holds(each.spot)] for region in regions(s.spot for s in shown)
        }
        inside = {place.where for cells in tables.values() for place in cells}
        blocks: list[tuple[Place, Table | Passage]] = [
            ((region.top, region.left), self._table(region, cells)) for region, cells in tables.items()
        ]
        for each in shown:
            if each.where not in inside and each.spot.text.strip():
                where = f"{self.file}, {self.page.title}!{each.where}"
                blocks.append(((each.spot.top, each.spot.left), Passage(each.spot.text, where, sheet=self.page.title)))
        return (block for _, block in sorted(blocks, key=lambda block: block[0]))

    def _table(self, region: Region, cells: Sequence[_Shown]) -> Table:
        box = (region.top, region.left), (region.bottom, region.right)
        where = f"{self.file}, sheet {self.page.title}, {range_of(box)}"
        return Table(where, tuple(self._cell(region, each) for each in cells), self.page.title)

    def _cell(self, region: Region, each: _Shown) -> Cell:
        spot = each.spot
        return Cell(
            spot.top - region.top,
            spot.left - region.left,
            spot.text,
            f"{self.page.title}!{each.where}",
            min(spot.bottom, region.bottom) - spot.top + 1,
            min(spot.right, region.right) - spot.left + 1,
            each.value,
            spot.fill,
            spot.bold,
            each.hidden,
        )

    def remarks(self) -> Iterator[str]:
        """Yield what a person should know of how the sheet was read."""
        if self.page.hidden and self.shown:
            yield f"The sheet {self.page.title} is hidden; it was read all the same."


def _among(number: int, spans: Sequence[Span]) -> bool:
    return any(first <= number <= last for first, last in spans)
