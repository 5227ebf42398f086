"""What a workbook says: its sheets with their cells, its names, its category, and the files that it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from plan_workbook.package.cell_formats import CellFormat, cell_formats
from plan_workbook.package.cell_looks import CellLook, cell_looks
from plan_workbook.package.colours import Palette
from plan_workbook.package.declared_tables import DeclaredTable, declared_tables, repeated_rows
from plan_workbook.package.drawn_links import DrawnLink, drawn_links
from plan_workbook.package.errors import DamagedWorkbook, PackageError
from plan_workbook.package.left_out import PICTURES, LeftOut, kinds_of_values, left_out
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.package.plain_rows import PlainRows, plain_rows, sheet_of
from plan_workbook.package.relationships import OFFICE
from plan_workbook.package.rich_text import SharedTexts, shared_texts
from plan_workbook.package.rule_formulas import RuleFormula, rule_formulas
from plan_workbook.package.safety import open_package
from plan_workbook.package.serial_dates import FROM_1900, FROM_1904
from plan_workbook.package.stored_cells import read_cells
from plan_workbook.package.stored_sheet import Span, StoredSheet
from plan_workbook.package.styles import Styles
from plan_workbook.package.workbook import Workbook
from plan_workbook.patterns import pattern

_DESTINATION = pattern(r"(?:'((?:[^']|'')++)'|([^'!,()\s\[\]]++))!([$:A-Za-z0-9]++)(?=,|$)")
"""One area of one sheet: ``'A sheet'!$A$1:$B$2``."""
_LINK = pattern(rb"""<(?:\w{1,20}:)?hyperlink\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>""")
_ATTRIBUTE = pattern(rb"([\w:]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_LOCAL = pattern(r"^file:/{3}(?=//|\\\\|[A-Za-z]:)|^file://(?=/[^/])|^file:(?=//[^/])", re.IGNORECASE)
"""What is in front of a path of this computer, or of a server, in a link."""
_EXCELS_OWN = "_xlnm."
"""The beginning of the names that Excel gives itself: print areas, filters."""
_RUNS = pattern(r"(?:_xlnm\.)?auto_(?:open|close|activate|deactivate)", re.IGNORECASE)
"""The beginning of names whose macros Excel runs when the workbook is opened, closed or looked at."""


class Linked(NamedTuple):
    """What a workbook links to."""

    target: str
    """The address, path or name of the other file; empty if the link does not say. Of a program, its name."""
    is_program: bool = False
    """Whether it is a program (DDE, OLE) that the link starts, and no file."""


class Page(NamedTuple):
    """A worksheet: what is known of it before its cells are read."""

    title: str
    part: str
    state: str
    names: dict[str, str]
    """What its defined names refer to."""

    @property
    def hidden(self) -> bool:
        """Whether it is hidden."""
        return self.state != "visible"


class Contents:
    """Reads a workbook that `open_safely` let through; nothing is read before it is asked for."""

    def __init__(self, content: bytes) -> None:
        """Open the workbook.

        Raises:
            DamagedWorkbook: a sheet has no relationship.
        """
        self._package = open_package(content)
        self._workbook = Workbook(self._package)
        self._names = _names_by_sheet(self._workbook)
        _refuse_lost_sheets(self._workbook)
        sheets = [each for each in self._workbook.sheets if each.part]
        self.titles = tuple(each.name for each in sheets)
        """The titles of all sheets, in their order."""
        self.pages = tuple(
            Page(each.name, each.part, each.state, self._names.get(str(each.position), {}))
            for each in sheets
            if each.kind != "chartsheet"
        )
        """The sheets that have cells, in their order."""

    @property
    def names(self) -> dict[str, str]:
        """What the names of the whole workbook refer to."""
        return self._names.get("", {})

    def cells(self, page: Page, most: int, most_filled: int | None = None) -> StoredSheet:
        """Return the cells of a sheet.

        Raises:
            TooManyCells: there are more than `most`, or more than `most_filled` that have something in them.
            ExpatError, ValueError, LookupError: the sheet can't be read.
        """
        return read_cells(
            self._package.xml(page.part), self._texts, self.formats, most, self.day_zero, most_filled=most_filled
        )

    def values(self, page: Page) -> int:
        """Return about how many cells of a sheet have something in them, without reading it: never more than do."""
        content = self._package.xml(page.part)
        return max(content.count(b"</v>") - content.count(b"<v></v>"), content.count(b"<is>"))

    def rows_of_list(self, page: Page, columns: int) -> tuple[PlainRows, StoredSheet] | None:
        """Return the rows of a sheet that is a long list; None if it is not a plain one.

        With them comes a sheet with the cells that differ below each other in its first column. The list has no cell
        right of so many columns.

        Raises:
            ExpatError, ValueError, LookupError: a cell can't be read.
        """
        rows = plain_rows(self._package.xml(page.part), columns)
        if rows is None:
            return None
        most = 1 + len(rows.differing)
        return rows, read_cells(sheet_of(rows.differing), self._texts, self.formats, most, self.day_zero)

    @property
    def day_zero(self) -> datetime:
        """The first day of the workbook's date system."""
        return FROM_1904 if self._workbook.dates_from_1904 else FROM_1900

    def left_out(self, page: Page) -> LeftOut:
        """Return what a list of the cells' values does not show of a sheet: its notes, comments and text boxes."""
        return left_out(self._package, page.part)

    def is_picture(self, number: int) -> bool:
        """Tell whether a rich value, by its number from 1, is shown as a picture; so is one of an unknown kind."""
        kind = self._kinds_of_values[number - 1] if number <= len(self._kinds_of_values) else ""
        return kind in PICTURES

    @cached_property
    def _kinds_of_values(self) -> list[str]:
        return kinds_of_values(self._package, self._workbook)

    @cached_property
    def formats(self) -> tuple[CellFormat, ...]:
        """The formats that cells refer to by number."""
        part = self._workbook.companion("styles")
        return cell_formats(self._package.xml(part)) if part else (CellFormat(),)

    @cached_property
    def looks(self) -> tuple[CellLook, ...]:
        """How the cells look, by the same number."""
        part = self._workbook.companion("styles")
        if part is None:
            return (CellLook(),)
        styles = Styles(self._package.xml(part), part)
        return cell_looks(styles, Palette(styles.root.first("colors"), self._theme())) or (CellLook(),)

    def _theme(self) -> Element | None:
        part = self._workbook.companion("theme")
        try:
            return parse(self._package.xml(part), part) if part else None
        except (PackageError, UnicodeDecodeError):
            return None  # the cells can be read without it

    def tables(self, page: Page) -> tuple[DeclaredTable, ...]:
        """Return the Excel tables of a sheet."""
        return declared_tables(self._package, page.part)

    def repeated_rows(self, page: Page) -> Span | None:
        """Return the first and the last row that a sheet prints on each page; None if it has none."""
        sheet = self._workbook.find(page.title)
        return repeated_rows(self._workbook.names(sheet.position)) if sheet else None

    @cached_property
    def _texts(self) -> SharedTexts:
        part = self._workbook.companion("sharedStrings")
        return shared_texts(self._package.xml(part)) if part else SharedTexts()

    @cached_property
    def category(self) -> str:
        """The category in its properties; empty if there is none."""
        part = next(iter(self._package.targets("", "core-properties")), None)
        found = parse(self._package.xml(part), part).first("category") if part else None
        return found.text if found else ""

    @cached_property
    def linked(self) -> tuple[Linked, ...]:
        """The files that it links to, and the programs."""
        links = self._package.targets(self._workbook.part, "externalLink")
        return tuple(_linked(self._package, part) for part in links)

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Those of its names whose macros Excel runs without being asked, such as Auto_Open."""
        found = self._workbook.root.first("definedNames")
        names = (each.attributes.get("name", "") for each in (found.each("definedName") if found else ()))
        return tuple(dict.fromkeys(each.removeprefix(_EXCELS_OWN) for each in names if _RUNS.match(each)))

    def links(self, page: Page) -> tuple[tuple[str, str], ...]:
        """Return the links of a sheet that lead out of the workbook: the cell of each, the first of several, and where.

        The sheet is looked through only if it has any.
        """
        arrows = self._package.relationships(page.part)
        targets = {each.id: each.target for each in arrows if each.external and each.kind == "hyperlink"}
        if not targets:
            return ()
        links = []
        for each in _LINK.findall(self._package.xml(page.part)):
            values = {name.rpartition(b":")[2]: said[1:-1] for name, said in _ATTRIBUTE.findall(each)}
            said, cells = (unescape(values.get(key, b"").decode("utf-8", "replace")) for key in (b"id", b"ref"))
            if (target := targets.get(said)) is not None:
                links.append((cells.partition(":")[0], unquote(target)))
        return tuple(links)

    def drawn_links(self, page: Page) -> tuple[DrawnLink, ...]:
        """Return where the pictures and shapes of a sheet lead, out of the workbook."""
        return tuple(dict.fromkeys(drawn_links(self._package, page.part)))

    def rule_formulas(self, page: Page) -> tuple[RuleFormula, ...]:
        """Return the formulas of conditional formats and drop-downs of a sheet that reach out of the workbook."""
        return tuple(dict.fromkeys(rule_formulas(self._package.xml(page.part))))

    @cached_property
    def connections(self) -> tuple[str, ...]:
        """The names of its data connections (ECMA-376 18.13); a query of Power Query is one.

        What they reach for is left out: it may hold a password.
        """
        parts = self._package.targets(self._workbook.part, "connections")
        found = (each for part in parts for each in parse(self._package.xml(part), part).each("connection"))
        return tuple(each.attributes.get("name", "") for each in found)


def destinations(reference: str) -> Iterator[tuple[str, str]]:
    """Yield the sheet and the cells of each area that a name refers to; nothing for a name of anything else."""
    at = 0
    while at < len(reference):
        found = _DESTINATION.match(reference, at)
        if found is None:
            return
        yield (found[1].replace("''", "'") if found[1] else found[2]), found[3]
        at = found.end() + 1


def _refuse_lost_sheets(workbook: Workbook) -> None:
    """Refuse a workbook in which nothing says where the part of a sheet is; a sheet without an id has none.

    Raises:
        DamagedWorkbook: with the name of the sheet.
    """
    found = workbook.root.first("sheets")
    for element, sheet in zip(found.each("sheet") if found else (), workbook.sheets, strict=True):
        if element.attributes.get(f"{{{OFFICE}}}id") and not sheet.kind:
            raise DamagedWorkbook(detail=f"nothing says where the sheet {sheet.name} is")


def _names_by_sheet(workbook: Workbook) -> dict[str, dict[str, str]]:
    """Return what defined names refer to, by the position of their sheet ("" for the workbook) and by name."""
    found = workbook.root.first("definedNames")
    names: dict[str, dict[str, str]] = {}
    for each in found.each("definedName") if found else ():
        if not each.attributes.get("name", "").startswith(_EXCELS_OWN):
            names.setdefault(_sheet_of(each), {})[each.attributes.get("name", "")] = each.text
    return names


def _sheet_of(name: Element) -> str:
    return name.attributes.get("localSheetId", "")


def _linked(package: Package, part: str) -> Linked:
    """Return what a link points at (ECMA-376 18.14)."""
    root = parse(package.xml(part), part)
    if (dde := root.first("ddeLink")) is not None:
        return Linked(dde.attributes.get("ddeService", ""), is_program=True)
    if (ole := root.first("oleLink")) is not None:
        return Linked(ole.attributes.get("progId", ""), is_program=True)
    arrows = [each for each in package.relationships(part) if each.external]
    target = unquote(arrows[0].target) if arrows else ""
    return Linked(_LOCAL.sub("", target))
