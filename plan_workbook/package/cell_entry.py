"""Type values into cells of a workbook as Excel would, and leave the rest unchanged, byte for byte.

``docs/package/cells.md`` says what is stored, what is refused, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from weakref import proxy

from plan_workbook.package import calculation, chart_caches
from plan_workbook.package.addresses import Place, address_of, place_of, range_of
from plan_workbook.package.cell_styles import CellStyles
from plan_workbook.package.cells import as_number, shared_strings, text_of
from plan_workbook.package.errors import NoSuchSheet, NotACell, SharedFormula, UnfitCell, UnfitValue, naming
from plan_workbook.package.escapes import as_stored, as_typed
from plan_workbook.package.markup import Element
from plan_workbook.package.occupied import occupied
from plan_workbook.package.references import Outside
from plan_workbook.package.row_heights import heights_of
from plan_workbook.package.safety import open_package
from plan_workbook.package.serial_dates import FROM_1900, FROM_1904
from plan_workbook.package.shared_formulas import shared_formulas, without
from plan_workbook.package.sheet_cells import SheetCells
from plan_workbook.package.styles import EMPTY, Styles
from plan_workbook.package.typed_values import BLANK, NUMBER, RESULT, TEXT, Content, Typed, content_of
from plan_workbook.package.workbook import Sheet, Workbook

Cells = Mapping[str, Mapping[str, Typed]]
"""Values by the name of their sheet and the address of their cell, ``{"R01": {"B12": 41}}``; case does not matter."""

_TRUTHS = {"true": "1", "false": "0"}


def set_cells(host: bytes, cells: Cells, name: str = "") -> bytes:
    """Return the workbook ``host`` with values typed into cells; ``host`` itself if they all hold them already.

    Args:
        host: the workbook.
        cells: what to type. None empties a cell; `Formatted` is a number or date with a number format of its own;
            `Result` is the saved result of a formula, which stays.
        name: what errors call the workbook.

    Raises:
        UnfitCell: a value can't be typed into one of the cells; `unfit_cells` gives all of these.
        PackageError: with the reason in a sentence. Nothing was changed.
        TypeError: something is not a value of a cell.
    """
    return CellEntry(host, name).typed(cells)


def unfit_cells(host: bytes, cells: Cells, name: str = "") -> dict[tuple[str, str], UnfitCell]:
    """Return the cells, each as sheet and address, for which `set_cells` would refuse the value, and why.

    Raises:
        PackageError: the workbook or a whole sheet can't be typed into.
        TypeError: something is not a value of a cell.
    """
    return CellEntry(host, name).unfit(cells)


class CellEntry:
    """A workbook to type into, whose sheets are read once, however often it is asked."""

    def __init__(self, host: bytes, name: str = "") -> None:
        """Take a workbook; `name` is what errors call it."""
        self.host, self.name = host, name
        self._read = _Read({}, [])
        self._looked_at: tuple[Cells, _Typing] | None = None
        """What `unfit` looked at last, which may be what is typed next."""

    def unfit(self, cells: Cells) -> dict[tuple[str, str], UnfitCell]:
        """Return what `unfit_cells` does."""
        with naming(self.name):
            typing = _Typing(self.host, cells, self._read)
        self._looked_at, unfit = (cells, typing), typing.unfit
        return {where: type(refusal)(self.name, refusal.detail) for where, refusal in unfit.items()}

    def typed(self, cells: Cells) -> bytes:
        """Return what `set_cells` does: the workbook with these values, and with none that were given before."""
        known, self._looked_at = self._looked_at, None  # a result can be had once
        with naming(self.name):
            typing = known[1] if known and known[0] is cells else _Typing(self.host, cells, self._read)
            for refusal in typing.unfit.values():
                raise refusal
            return typing.result()


class _Read(NamedTuple):
    """What was read of a workbook so far."""

    sheets: dict[str, SheetCells]
    """By their parts."""
    strings: list[str]
    """The shared strings; none before they were read."""


class _Typing:
    """Values on their way into one workbook. Everything is looked at before anything is changed."""

    def __init__(self, host: bytes, cells: Cells, read: _Read) -> None:
        self._host, self._read = host, read
        self.package = open_package(host)
        self.workbook = Workbook(self.package)
        self.workbook.refuse_signed()
        part = self.workbook.companion("styles")
        self.styles = CellStyles(Styles(self.package.xml(part) if part else EMPTY, part or "styles"))
        self.unfit: dict[tuple[str, str], UnfitCell] = {}
        self._pages: dict[str, _Page] = {}
        for title, values in cells.items():
            page = self._page(title)
            for address, value in values.items():
                page.take(title, address, value)
        for page in self._pages.values():
            page.look()

    def _page(self, title: str) -> _Page:
        sheet = self.workbook.find(title)
        if sheet is None or sheet.kind != "worksheet" or not sheet.part:
            raise NoSuchSheet(detail=f'"{title}"' if sheet is None else f'"{title}" with cells')
        return self._pages.setdefault(sheet.part, _Page(self, sheet))

    def cells_of(self, part: str) -> SheetCells:
        """Return the cells of a sheet as they were read."""
        if part not in self._read.sheets:
            self._read.sheets[part] = SheetCells(self.package.xml(part), part)
        return self._read.sheets[part].as_read()

    @property
    def strings(self) -> list[str]:
        """The shared strings."""
        if not self._read.strings:
            self._read.strings[:] = shared_strings(self.package, self.workbook.companion("sharedStrings"))
        return self._read.strings

    def result(self) -> bytes:
        """Return the workbook with the values in it."""
        changed = [page for page in self._pages.values() if page.changes]
        for page in changed:
            self.package.put(page.sheet.part, page.written())
        if self.styles.added:
            self.package.put(self.workbook.styles(), self.styles.result())
        gone = {page.sheet.sheet_id: {address_of(place) for place in page.typed_over} for page in changed}
        calculation.drop_from_chain(self.package, self.workbook, gone)
        if any(page.has_dependents() for page in changed):
            self.workbook.recalculate_on_load()
        for page in changed:
            page.refresh_charts()
        result = self.package.to_bytes()
        return self._host if result == self._host else result


class _Page:
    """Values on their way into one sheet."""

    def __init__(self, typing: _Typing, sheet: Sheet) -> None:
        self._typing: _Typing = proxy(typing)  # which holds its pages: in a circle both would stay
        self.sheet = sheet
        self._cells = typing.cells_of(sheet.part)
        self._contents: dict[Place, Content] = {}
        self._given: dict[Place, tuple[str, str]] = {}
        self._formulas: list[tuple[Element, bytes]] = []
        self.changes: dict[Place, tuple[int, Content]] = {}
        """What cells are to hold that hold something else now, each with its cell format."""

    def take(self, title: str, address: str, value: Typed) -> None:
        """Note what a cell is to hold."""
        day_zero = FROM_1904 if self._typing.workbook.dates_from_1904 else FROM_1900
        where = f'{address} on the sheet "{self.sheet.name}"'
        try:
            place, _ = place_of(address)
        except ValueError:
            self._typing.unfit[title, address] = NotACell(detail=where)
            return
        try:
            content = content_of(value, day_zero)
            if self._contents.get(place, content) != content:
                raise ValueError("it is given twice")
        except ValueError as error:
            self._typing.unfit[title, address] = UnfitValue(detail=f"{where} ({error})")
            return
        self._given[place] = title, address
        self._contents[place] = content

    def look(self) -> None:
        """Find out which cells change, and which can't."""
        for place, content in self._contents.items():
            cell, own = self._cells.cell(place), self._cells.style(place)
            if cell is None and content.kind == BLANK:
                continue
            if content.keeps_formula and (cell is None or cell.first("f") is None):
                self._refuse(place, UnfitValue, " (it has no formula)")
                continue
            style = self._typing.styles.style_for(content, own)
            if cell is None or style != own or not self._holds(cell, content):
                self.changes[place] = style, content
        if self.changes:
            self._look_for_obstacles()
            self._look_for_shared_formulas()

    @property
    def typed_over(self) -> set[Place]:
        """The cells that change and do not keep their formula."""
        return {place for place, (_, content) in self.changes.items() if not content.keeps_formula}

    def _look_for_obstacles(self) -> None:
        typed = self.typed_over
        for area in occupied(self._typing.package, self.sheet.part, self._cells):
            if area.spills and area.free in typed:
                spilled = [place for place, _ in self._cells.cells() if area.covers(place) and place not in typed]
                self.changes |= {place: (self._cells.style(place), Content(BLANK)) for place in spilled}
                continue
            for place in typed:
                if area.covers(place) and place != area.free:
                    self._refuse(place, area.refusal, f" ({range_of(area.box)})")

    def _look_for_shared_formulas(self) -> None:
        for shared in shared_formulas(self._cells.formulas()):
            try:
                self._formulas += without(shared, self.typed_over, self._cells.content)
            except Outside:
                self._refuse(next(iter(shared.cells)), SharedFormula)

    def _refuse(self, place: Place, refusal: type[UnfitCell], why: str = "") -> None:
        where = f'{address_of(place)} on the sheet "{self.sheet.name}"'
        self._typing.unfit.setdefault(self._given[place], refusal(detail=where + why))

    def written(self) -> bytes:
        """Return the sheet's part with the values in it."""
        for place, (style, content) in self.changes.items():
            self._cells.write(place, style, content)
        for formula, raw in self._formulas:
            self._cells.rewrite_formula(formula, raw)
        self._cells.set_heights(heights_of(self._cells, self.changes, self._shown, self._typing.styles.look))
        return self._cells.result()

    def _shown(self, place: Place) -> tuple[str, int]:
        """Return the text that a cell is to hold, empty if it holds none, and its cell format."""
        if place in self.changes:
            style, content = self.changes[place]
            return (content.text if content.kind == TEXT else ""), style
        cell = self._cells.cell(place)
        kind, stored = self._held(cell) if cell is not None else (BLANK, "")
        return (as_typed(stored) if kind == TEXT else ""), self._cells.style(place)

    def has_dependents(self) -> bool:
        """Tell whether there are formulas that may depend on the sheet's cells."""
        gone = self.typed_over
        if any(place not in gone for place, _ in self._cells.formulas()):
            return True
        return calculation.others_depend_on(self._typing.package, self._typing.workbook, self.sheet.name)

    def refresh_charts(self) -> None:
        """Set the cached points of charts that plot a cell that changes."""
        package, name = self._typing.package, self.sheet.name
        charts = chart_caches.charts_over(package, name)
        if not charts:
            return
        held = {place: self._held(cell) for place, cell in self._cells.cells()}
        held |= {place: (content.kind, as_stored(content.text)) for place, (_, content) in self.changes.items()}
        texts, numbers = (
            {place: text for place, (kind, text) in held.items() if kind == wanted} for wanted in (TEXT, NUMBER)
        )
        chart_caches.refresh(package, charts, name, texts, numbers, self.changes.keys())

    def _held(self, cell: Element) -> tuple[str, str]:
        """Return the kind of value that a cell holds, and the value as it is stored."""
        kind, inline, value = cell.attributes.get("t", NUMBER), cell.first("is"), cell.first("v")
        if inline is not None:
            return TEXT, text_of(inline)
        if kind == RESULT:
            return TEXT, value.text if value is not None else ""
        if value is None or not value.text:
            return BLANK, ""
        return (TEXT, self._typing.strings[int(value.text)]) if kind == "s" else (kind, value.text)

    def _holds(self, cell: Element, content: Content) -> bool:
        """Tell whether a cell holds a value already; a formula is not the value that it gives."""
        kind, stored = self._held(cell)
        formula = cell.first("f")
        if kind != content.kind or (formula is not None) != content.of_formula:
            return False
        if content.formula and (formula is None or formula.attributes or formula.text != content.formula):
            return False
        if kind == TEXT:
            return as_typed(stored) == content.text
        return as_number(_TRUTHS.get(stored, stored)) == as_number(content.text)
