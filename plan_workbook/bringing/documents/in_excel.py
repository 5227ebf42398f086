"""Reads an Excel workbook of any layout into the neutral form of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.document import MOST_CELLS as MOST_IN_DOCUMENT
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table, Typed
from plan_workbook.bringing.documents.printed import printed
from plan_workbook.bringing.documents.regions import Inside, regions
from plan_workbook.bringing.documents.sheet_rows import Region, Spot
from plan_workbook.bringing.documents.sheet_signs import signs_of
from plan_workbook.bringing.documents.unprinted import (
    Formulas,
    formulas_on,
    is_a_dot,
    is_a_picture,
    is_without_result,
    remarks_on,
    remarks_on_formulas,
)
from plan_workbook.package.addresses import Place, address_of, place_of, range_of
from plan_workbook.package.ceilings import refuse_more_than
from plan_workbook.package.contents import Contents, Page
from plan_workbook.package.errors import naming
from plan_workbook.package.safety import open_package
from plan_workbook.package.stored_cells import TooManyCells
from plan_workbook.package.stored_sheet import StoredCell, StoredSheet
from plan_workbook.reading.book import MOST_CELLS, MOST_FILLED
from plan_workbook.reading.grid import Area, area_of
from plan_workbook.reading.opening import refusing_faults

_SURELY_TOO_MUCH = MOST_IN_DOCUMENT * 11 // 10
"""Cells with something in them of which too many are left even if merged ranges cover some, or some hold only spaces:
to read them all first takes several seconds."""
_MOST_MERGED = MOST_CELLS
"""The most cells that merged ranges of a workbook cover, where there is anything on the sheet."""


def read_excel(content: bytes, file: str) -> Document:
    """Return the tables and texts of a workbook, sheet by sheet.

    A cell has the text that it shows, also where it is hidden, and its number or date as the value. A dot in a colour
    is one with that colour and without a text. Text boxes are
    texts too. What is not in a cell otherwise, such as notes and pictures, is named in the remarks. Colours are those
    of the cells' own formats: of a conditional format, nothing is worked out, as it follows from texts that are there.

    Raises:
        PackageError: it can't be opened, or should not be.
        NotAPlan: its parts can't be read, or hold more than any plan.
    """
    with naming(file):
        open_package(content)
    with refusing_faults(file):
        contents = Contents(content)
        cells, filled, merged = MOST_CELLS, MOST_FILLED, 0
        blocks: list[Table | Passage] = []
        formulas: list[Formulas] = []
        remarks = [
            f"The sheet {title} is a chart and has no cells; it was not read."
            for title in contents.titles
            if title not in {page.title for page in contents.pages}
        ]
        values = sum(map(contents.values, contents.pages))
        if values > MOST_FILLED:
            raise TooManyCells(filled=True)
        if values > _SURELY_TOO_MUCH:
            refuse_more_than(MOST_IN_DOCUMENT, values, "cells")
        for page in contents.pages:
            stored = contents.cells(page, cells, filled)
            cells -= stored.size
            filled -= len(stored.cells)
            sheet = _Sheet(contents, page, stored, file)
            merged += len(sheet.covered)
            refuse_more_than(_MOST_MERGED, merged, "cells covered by merged ranges")
            blocks += sheet.blocks()
            texts = [place for place, each in sheet.shown.items() if each.text.strip()]
            remarks += remarks_on(contents, page, stored, sheet.covered, texts)
            formulas.append(formulas_on(page.title, stored, sheet.covered))
        remarks += remarks_on_formulas(formulas)
        return Document(file, tuple(blocks), tuple(remarks))


class _Shown(NamedTuple):
    """A cell as it is shown."""

    spot: Spot
    text: str
    value: Typed
    sign: str = ""
    """A circle or the like that says nothing but its colour, which is the fill of the spot."""


class _Sheet:
    """One sheet on its way into the neutral form."""

    def __init__(self, contents: Contents, page: Page, stored: StoredSheet, file: str) -> None:
        self.contents, self.page, self.stored, self.file = contents, page, stored, file
        self.looks = contents.looks
        coloured = {style for style, look in enumerate(self.looks) if look.fill}
        self._blank = [(place, style) for place, style in stored.blank if style in coloured]
        self.areas, self.covered = _merged(stored, [place for place, _ in self._blank])
        """The merged ranges by their first cell, and the first cell of each other one that they cover."""
        self.shown = {each.place: self._filled(each) for each in stored.cells if each.place not in self.covered}
        """What is shown, by place."""
        self.shown |= {
            place: self._shown(place, style)
            for place, style in self._blank
            if place not in self.covered and place not in self.shown
        }

    def _filled(self, cell: StoredCell) -> _Shown:
        text, value = printed(cell.value, self.contents.formats[cell.style].number_format)
        if is_a_picture(cell, self.contents):
            text = ""
        elif is_without_result(cell):
            text = f"={cell.formula or '...'}"  # one that other cells share is stored with one of them
        look = self.looks[cell.style]
        if is_a_dot(text, look):
            dot = self._shown(cell.place, cell.style)
            return dot._replace(spot=dot.spot._replace(fill=look.ink), sign=text)
        return self._shown(cell.place, cell.style, text, value)

    def _shown(self, place: Place, style: int, text: str = "", value: Typed = None) -> _Shown:
        look = self.looks[style]
        area = self.areas.get(place) or Area(*place, *place)
        spot = Spot(*place, area.bottom, area.right, text, value is not None, look.fill, look.bold)
        return _Shown(spot, text, value)

    def blocks(self) -> Iterator[Table | Passage]:
        """Yield the tables and the texts between them, in reading order."""
        shown = sorted(self.shown.values(), key=lambda each: each.spot[:2])
        signs = signs_of(self.contents, self.page, self.stored, [each.spot for each in shown])
        found = regions([each.spot for each in shown], signs)
        inside = Inside(found)
        cells: dict[Region, list[_Shown]] = {region: [] for region in found}
        blocks: list[tuple[Place, Table | Passage]] = []
        for each in shown:
            region = inside.of(each.spot)
            if region is not None:
                cells[region].append(each)
            elif (text := each.text or each.sign).strip():
                blocks.append((each.spot[:2], self._passage(text, each.spot[:2])))
        for box in self.contents.left_out(self.page).boxes:
            place = place_of(box.cell)[0]
            blocks.append((place, self._passage(box.text, place, " (a text box)")))
        blocks += [(region[:2], self._table(region, its, signs.repeated(region))) for region, its in cells.items()]
        return (block for _, block in sorted(blocks, key=lambda block: block[0]))

    def _passage(self, text: str, place: Place, what: str = "") -> Passage:
        return Passage(text, f"{self.file}, {self.page.title}!{address_of(place)}{what}", sheet=self.page.title)

    def _table(self, region: Region, cells: Sequence[_Shown], repeated: int) -> Table:
        where = f"{self.file}, sheet {self.page.title}, {range_of((region[:2], region[2:]))}"
        return Table(where, tuple(self._cell(region, each) for each in cells), self.page.title, repeated)

    def _cell(self, region: Region, shown: _Shown) -> Cell:
        spot = shown.spot
        return Cell(
            row=spot.top - region.top,
            column=spot.left - region.left,
            text=shown.text,
            where=f"{self.page.title}!{address_of(spot[:2])}",
            down=min(spot.bottom, region.bottom) - spot.top + 1,
            across=min(spot.right, region.right) - spot.left + 1,
            value=shown.value,
            fill=spot.fill,
            bold=spot.bold,
            hidden=self.page.hidden or self.stored.hides(spot.top, spot.left),
            whole=shown.sign,
        )


def _merged(stored: StoredSheet, coloured: Sequence[Place]) -> tuple[dict[Place, Area], dict[Place, Place]]:
    """Return the merged ranges of a sheet, as far as there is anything on it, and where each covered cell belongs.

    Excel merges no two ranges that overlap; if a file has such, the first counts.
    """
    places = [*(each.place for each in stored.cells), *coloured]
    bottom, right = max((row for row, _ in places), default=0), max((column for _, column in places), default=0)
    areas: dict[Place, Area] = {}
    covered: dict[Place, Place] = {}
    for area in map(area_of, stored.merged):
        if area is None or area.top > bottom or area.left > right:
            continue
        seen = Area(area.top, area.left, min(area.bottom, bottom), min(area.right, right))
        size = (seen.bottom - seen.top + 1) * (seen.right - seen.left + 1)
        refuse_more_than(_MOST_MERGED, len(covered) + size, "cells covered by merged ranges")
        first = seen.top, seen.left
        rest = [
            (row, column) for row in range(seen.top, seen.bottom + 1) for column in range(seen.left, seen.right + 1)
        ][1:]
        if (
            first not in covered
            and first not in areas
            and not any(place in covered or place in areas for place in rest)
        ):
            areas[first] = seen
            covered |= dict.fromkeys(rest, first)
    return areas, covered
