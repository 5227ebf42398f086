"""Ranges of a sheet that nothing can be typed into: merged cells, array formulas, data tables, tables, pivot tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.package.addresses import Box, Place, box_of
from plan_workbook.package.errors import (
    CoveredByMerge,
    PartOfArray,
    PartOfDataTable,
    PartOfPivotTable,
    PartOfTable,
    UnfitCell,
)
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.package.sheet_cells import SheetCells


class Occupied(NamedTuple):
    """A range that something else gives its values to, or hides."""

    box: Box
    refusal: type[UnfitCell]
    free: Place | None = None
    """The one cell in it that can be typed into."""
    spills: bool = False
    """Whether typing into that cell frees the others, because its formula spills into them."""

    def covers(self, place: Place) -> bool:
        """Tell whether a cell is in the range."""
        return all(low <= at <= high for low, at, high in zip(self.box[0], place, self.box[1], strict=True))


def occupied(package: Package, part: str, cells: SheetCells) -> Iterator[Occupied]:
    """Yield the occupied ranges of the worksheet in a part."""
    for box in cells.merged():
        yield Occupied(box, CoveredByMerge, free=box[0])
    for place, formula in cells.formulas():
        kind, area = formula.attributes.get("t"), box_of(formula.attributes.get("ref", ""))
        if area is None or area[0] == area[1]:
            continue
        if kind == "dataTable":
            yield Occupied(area, PartOfDataTable)
        elif kind == "array":
            cell = cells.cell(place)
            spills = cell is not None and "cm" in cell.attributes
            yield Occupied(area, PartOfArray, free=place if spills else None, spills=spills)
    for table in package.targets(part, "table"):
        yield from _ends_of_table(package, table)
    for pivot in package.targets(part, "pivotTable"):
        location = parse(package.xml(pivot), pivot, depth=1).first("location")
        if location is not None:
            yield from areas_of_pivot_table(location)


def areas_of_pivot_table(location: Element) -> Iterator[Occupied]:
    """Yield the range of a pivot table, and that of the filters above it, a blank row away from it."""
    values = location.attributes
    area = box_of(values.get("ref", ""))
    if area is None:
        return
    yield Occupied(area, PartOfPivotTable)
    (top, left), _ = area
    rows, columns = int(values.get("rowPageCount", "0")), int(values.get("colPageCount", "0"))
    if rows and columns:  # each filter has a name, a choice, and a blank column after it
        yield Occupied(((top - 1 - rows, left), (top - 2, left + 3 * columns - 2)), PartOfPivotTable)


def _ends_of_table(package: Package, part: str) -> Iterator[Occupied]:
    """Yield the heading row and the totals row of a table."""
    values = parse(package.xml(part), part, depth=0).attributes
    area = box_of(values.get("ref", ""))
    if area is None:
        return
    (top, left), (bottom, right) = area
    if values.get("headerRowCount", "1") != "0":
        yield Occupied(((top, left), (top, right)), PartOfTable)
    if values.get("totalsRowCount", "0") != "0":
        yield Occupied(((bottom, left), (bottom, right)), PartOfTable)
