"""A workbook as its readers meet it: the colour behind each text, the tables, and the drawings with descriptions."""

from __future__ import annotations

import posixpath
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles.colors import Color
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from plan_workbook import layout
from plan_workbook.layout import PLAN, RECOMMENDATION
from plan_workbook.writing.formats import NAVY, SIZE, WHITE

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
THEME = {0: "#FFFFFF", 1: "#000000"}
SYSTEM = {64: "#000000", 65: "#FFFFFF"}
Pair = tuple[str, str]
"""A fill and the ink on it."""


@dataclass(frozen=True)
class Region:
    """A table on a sheet, heading row included; rows and columns count from 1."""

    sheet: Worksheet
    left: int
    top: int
    right: int
    bottom: int

    @property
    def headings(self) -> list[Cell]:
        return [self.sheet.cell(self.top, column) for column in range(self.left, self.right + 1)]

    def row_is_heading(self, row: int) -> bool:
        return row > 0 and any(is_heading(self.sheet.cell(row, c)) for c in range(self.left, self.right + 1))

    def meets(self, area: str) -> bool:
        left, top, right, bottom = range_boundaries(area)
        return left <= self.right and right >= self.left and top <= self.bottom and bottom >= self.top

    def __str__(self) -> str:
        return f"{self.sheet.title}!{self.sheet.cell(self.top, self.left).coordinate}"


@dataclass(frozen=True)
class Drawing:
    """A picture, shape or chart that lies on a sheet."""

    kind: str
    """What it is in the drawing's markup: ``pic``, ``sp``, ``graphicFrame``…"""
    name: str
    description: str
    chart: ElementTree.Element | None


class Accessible:
    """One workbook, opened to look into it."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says which extensions it does not understand
            self.book = openpyxl.load_workbook(BytesIO(content))
        self.sheets: list[Worksheet] = self.book.worksheets
        self.visible = [sheet for sheet in self.sheets if sheet.sheet_state == "visible"]
        self.inputs = {
            sheet: _on(sheet, PLAN if sheet.title == layout.PLAN_SHEET else RECOMMENDATION)
            for sheet in self.visible
            if PLAN.fields[0].name in sheet.defined_names or RECOMMENDATION.fields[0].name in sheet.defined_names
        }
        """The sheets that people fill in, with what they are declared to be."""

    def named(self, sheet: Worksheet, name: str) -> str:
        """The cells that a name of the sheet refers to."""
        return str(sheet.defined_names[name].attr_text.rpartition("!")[2].replace("$", ""))

    def tables(self, sheet: Worksheet) -> list[Region]:
        """Every table of a sheet: the declared ones, or on a generated sheet whatever looks like one."""
        if sheet in self.inputs:
            areas = [self.named(sheet, table.name) for table in self.inputs[sheet].tables]
            return [Region(sheet, *range_boundaries(area)) for area in areas]
        return list(_tables_by_look(sheet))

    def drawings(self) -> list[Drawing]:
        """Everything that lies on the sheets."""
        return [each for name in self.parts if name.startswith("xl/drawings/drawing") for each in self._drawn(name)]

    def _drawn(self, part: str) -> Iterator[Drawing]:
        folder, name = posixpath.split(part)
        relations = self.parts.get(f"{folder}/_rels/{name}.rels", b"<none/>")
        targets = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(relations)}
        for anchor in ElementTree.fromstring(self.parts[part]):
            for thing in anchor:
                about = thing.find(f".//{DRAWING}cNvPr")
                if about is None:
                    continue
                chart = thing.find(f".//{CHART}chart")
                target = targets[chart.get(RELATED)] if chart is not None else ""
                shown = self.parts[posixpath.normpath(posixpath.join("/", folder, target))[1:]] if target else None
                yield Drawing(
                    thing.tag.removeprefix(DRAWING),
                    about.get("name", ""),
                    about.get("descr", ""),
                    None if shown is None else ElementTree.fromstring(shown),
                )

    def charts(self) -> list[ElementTree.Element]:
        """The markup of every chart."""
        return [each.chart for each in self.drawings() if each.chart is not None]


def is_heading(cell: Cell) -> bool:
    """Tell whether a cell looks like the heading of a column."""
    return bool(cell.font.b) and cell.font.sz == SIZE and look(cell)[0] == NAVY


def _on(sheet: Worksheet, declared: layout.Sheet) -> layout.Sheet:
    """What is on a sheet of what may be on it; of the columns, none that not every plan has."""
    return declared.using([e.key for e in (*declared.fields, *declared.tables) if e.name in sheet.defined_names])


def _tables_by_look(sheet: Worksheet) -> Iterator[Region]:
    for line in sheet.iter_rows():
        run: list[Cell] = []
        for cell in [*line, None]:
            if cell is not None and is_heading(cell):
                run.append(cell)
            elif run:
                left, top, bottom = run[0].column, run[0].row, run[0].row
                while sheet.cell(bottom + 1, left).border.left.style and not is_heading(sheet.cell(bottom + 1, left)):
                    bottom += 1
                yield Region(sheet, left, top, run[-1].column, bottom)
                run = []


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """Every cell there is markup for."""
    return (cell for line in sheet.iter_rows() for cell in line if isinstance(cell, Cell))


def rules(sheet: Worksheet) -> list[tuple[str, Rule]]:
    """The conditional formats of a sheet with their cells, the first one to count first."""
    found = [
        (each, rule)
        for areas in sheet.conditional_formatting
        for each in str(areas.sqref).split()
        for rule in areas.rules
    ]
    return sorted(found, key=lambda pair: pair[1].priority)


def is_mark(rule: Rule) -> bool:
    """Tell whether a conditional format is the one that marks whatever cell Checks lists."""
    return rule.type == "expression" and rule.formula[0].startswith("ISNUMBER(MATCH(ADDRESS(")


def look(cell: Cell) -> Pair:
    """The fill of a cell by itself, and the ink on it."""
    fill = hexadecimal(cell.fill.fgColor) if cell.fill.patternType == "solid" else None
    return fill or WHITE, hexadecimal(cell.font.color) or THEME[1]


def fill_of(rule: Rule) -> str | None:
    """The fill a conditional format gives, if any."""
    return hexadecimal(rule.dxf.fill.bgColor) if rule.dxf is not None and rule.dxf.fill is not None else None


def ink_of(rule: Rule) -> str | None:
    """The ink a conditional format gives, if any."""
    return hexadecimal(rule.dxf.font.color) if rule.dxf is not None and rule.dxf.font is not None else None


def looks(cell: Cell, holding: list[Rule]) -> set[Pair]:
    """Every pair of fill and ink a cell can come to have, whichever of these conditional formats hold.

    Of those that hold, the first with a fill fills the cell and the first with an ink colours its text; so a format
    that has both, standing before another, leaves nothing of that.
    """
    own_fill, own_ink = look(cell)
    last = len(holding)
    fills = {last: own_fill} | {n: fill for n, rule in enumerate(holding) if (fill := fill_of(rule))}
    inks = {last: own_ink} | {n: ink for n, rule in enumerate(holding) if (ink := ink_of(rule))}
    return {
        (fills[one], inks[other])
        for one in fills
        for other in inks
        if (one == last or one not in inks or other <= one) and (other == last or other not in fills or one <= other)
    }


def hexadecimal(colour: Color | None) -> str | None:
    """A colour as ``#RRGGBB``; None where there is none."""
    if colour is None:
        return None
    if colour.type == "rgb":
        return f"#{colour.rgb[-6:]}"
    assert colour.tint == 0, "a tint of a theme colour: work out what it comes to"
    return THEME[colour.theme] if colour.type == "theme" else SYSTEM[colour.indexed]
