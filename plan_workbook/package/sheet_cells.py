"""The cells of a worksheet part by place: looked up, written over, and put in where there were none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field

from plan_workbook.package.addresses import Box, Place, address_of, box_of, place_of, placed, range_of
from plan_workbook.package.errors import DamagedWorkbook
from plan_workbook.package.escapes import as_stored
from plan_workbook.package.markup import Element, parse_root
from plan_workbook.package.splice import (
    Splice,
    as_empty_tag,
    as_open_tag,
    escaped,
    prefix_in_tag,
    start_tag,
    tag_name,
    with_attributes,
)
from plan_workbook.package.streaming import is_on
from plan_workbook.package.styles import MAIN
from plan_workbook.package.typed_values import BLANK, NUMBER, RESULT, TEXT, Content


@dataclass(slots=True)
class _Row:
    element: Element
    cells: dict[int, Element] = field(default_factory=dict)
    """By column, in order."""


class SheetCells:
    """The cells of a worksheet, with the changes made so far."""

    def __init__(self, content: bytes, part: str) -> None:
        """Read a worksheet part.

        Raises:
            DamagedWorkbook: it is not a worksheet, or its cells are not in order; Excel would refuse it too.
        """
        self.content = content
        self._part = part
        self.root = parse_root(content, part, "worksheet")
        data = self.root.first("sheetData")
        if data is None:
            raise DamagedWorkbook(detail=f"{part} has no cells")
        self._data = data
        self._rows = self._read_rows()
        self._with_formula = [(place, found) for place, cell in self.cells() if (found := cell.first("f")) is not None]
        self._start()

    def _start(self) -> None:
        self._written: dict[Place, tuple[int, Content]] = {}
        self._heights: dict[int, float | None] = {}
        self._formulas: dict[int, tuple[Element, bytes]] = {}
        self._splice = Splice(self.content)

    def as_read(self) -> SheetCells:
        """Return the same cells without any changes: the part is not read again."""
        same = copy(self)
        same._start()
        return same

    def _read_rows(self) -> dict[int, _Row]:
        rows: dict[int, _Row] = {}
        number = 0
        for element in self._of(self._data, "row"):
            before, number = number, _row_number(element, number)
            row = rows[number] = _Row(element)
            column = 0
            for cell in self._of(element, "c"):
                address = cell.attributes.get("r")
                at, last = place_of(address)[0] if address else placed(number, column + 1)[0], column
                column = at[1]
                row.cells[column] = cell
                if at[0] != number or column <= last:
                    raise DamagedWorkbook(detail=f"the cells of {self._part} are not in order")
            if number <= before:
                raise DamagedWorkbook(detail=f"the rows of {self._part} are not in order")
        return rows

    def _of(self, parent: Element, name: str) -> Iterator[Element]:
        """Yield the rows or the cells inside an element; no program wraps them, so one that does is not understood."""
        for each in parent.children:
            if each.name == "AlternateContent":
                raise DamagedWorkbook(detail=f"{self._part} has cells in an unusual place")
            if (each.space, each.name) == (MAIN, name):
                yield each

    def cell(self, place: Place) -> Element | None:
        """Return the cell at a place as it was read; None if there is none."""
        row = self._rows.get(place[0])
        return row.cells.get(place[1]) if row else None

    def cells(self) -> Iterator[tuple[Place, Element]]:
        """Yield every cell as it was read, in order."""
        for number, row in self._rows.items():
            for column, cell in row.cells.items():
                yield (number, column), cell

    def rows(self) -> Iterator[tuple[int, Element, Mapping[int, Element]]]:
        """Yield every row as it was read, in order: its number, the row, and its cells by column."""
        for number, row in self._rows.items():
            yield number, row.element, row.cells

    def formulas(self) -> Iterator[tuple[Place, Element]]:
        """Yield every formula as it was read, with the place of its cell."""
        yield from self._with_formula

    def merged(self) -> Iterator[Box]:
        """Yield the merged ranges."""
        found = self.root.first("mergeCells")
        boxes = (box_of(each.attributes.get("ref", "")) for each in (found.children if found else ()))
        yield from (box for box in boxes if box is not None)

    def style(self, place: Place) -> int:
        """Return the cell format at a place; without a cell there, that of its row or else of its column."""
        cell = self.cell(place)
        if cell is not None:
            return int(cell.attributes.get("s", "0"))
        row = self._rows.get(place[0])
        if row is not None and is_on(row.element.attributes.get("customFormat")):
            return int(row.element.attributes.get("s", "0"))
        columns = self.root.first("cols")
        for each in columns.each("col") if columns else ():
            if int(each.attributes.get("min", "0")) <= place[1] <= int(each.attributes.get("max", "0")):
                return int(each.attributes.get("style", "0"))
        return 0

    def write(self, place: Place, style: int, content: Content) -> None:
        """Put a value, in a cell format, in place of everything that the cell holds."""
        self._written[place] = style, content

    def set_heights(self, heights: Mapping[int, float | None]) -> None:
        """Give rows that are written to a height in points, not marked as set by hand; None leaves it to Excel."""
        self._heights.update(heights)

    def rewrite_formula(self, formula: Element, new: bytes) -> None:
        """Put another formula in place of one that stays in its cell."""
        self._formulas[formula.start] = formula, new

    def result(self) -> bytes:
        """Return the part with every change made; this can be done once."""
        by_row: dict[int, list[Place]] = {}
        for place in sorted(self._written):
            by_row.setdefault(place[0], []).append(place)
        missing: list[tuple[int, bytes]] = []
        for number, places in by_row.items():
            row = self._rows.get(number)
            new = [place for place in places if self.cell(place) is None]
            for place in places:
                cell = self.cell(place)
                if cell is not None:
                    self._splice.replace(cell.start, cell.end, self._over(cell, *self._written[place]))
            if row is not None:
                self._add_to_row(number, row, new)
            elif new:
                prefix = prefix_in_tag(self.content, self._data)
                cells = b"".join(map(self._new_cell, new))
                tag = with_attributes(b'<%srow r="%d">' % (prefix, number), self._height(number))
                missing.append((number, b"%s%s</%srow>" % (tag, cells, prefix)))
        for formula, raw in self._formulas.values():
            self._splice.replace(formula.start, formula.end, raw)
        self._add_rows(missing)
        self._grow_dimension()
        return self._splice.result()

    def _over(self, cell: Element, style: int, content: Content) -> bytes:
        """Return a cell with another content. What newer programs keep about the old one goes: `cm` and `vm`."""
        tag, prefix = start_tag(self.content, cell), prefix_in_tag(self.content, cell)
        changes: dict[str, str | None] = {"t": _type_of(content), "cm": None, "vm": None}
        if content.keeps_formula:
            del changes["cm"]
        if style != int(cell.attributes.get("s", "0")):
            changes["s"] = str(style)
        tag = with_attributes(tag, changes)
        formula = cell.first("f") if content.keeps_formula else None
        inner = self._formula(formula) if formula is not None else _new_formula(content, prefix)
        inner += _value(content, prefix)
        inner += b"".join(self.content[each.start : each.end] for each in cell.each("extLst"))
        return as_open_tag(tag) + inner + b"</" + tag_name(tag) + b">" if inner else as_empty_tag(tag)

    def _formula(self, formula: Element) -> bytes:
        _, raw = self._formulas.pop(formula.start, (formula, self.content[formula.start : formula.end]))
        return raw

    def _new_cell(self, place: Place) -> bytes:
        style, content = self._written[place]
        prefix = prefix_in_tag(self.content, self._data)
        attributes = {"r": address_of(place), "s": str(style) if style else None, "t": _type_of(content)}
        tag = with_attributes(b"<%sc>" % prefix, attributes)
        return tag + _new_formula(content, prefix) + _value(content, prefix) + b"</%sc>" % prefix

    def _add_to_row(self, number: int, row: _Row, new: list[Place]) -> None:
        element = row.element
        tag = start_tag(self.content, element)
        changes = self._height(number) | _spans(element, new)
        if changes:
            tag = with_attributes(tag, changes)
        if element.inner == element.end:
            inner = b"".join(map(self._new_cell, new))
            whole = as_open_tag(tag) + inner + b"</" + tag_name(tag) + b">" if inner else tag
            self._splice.replace(element.start, element.end, whole)
            return
        if changes:
            self._splice.replace(element.start, element.inner, tag)
        rest = [each.start for each in element.children if each.name == "extLst"]
        for place in new:
            following = [cell.start for column, cell in row.cells.items() if column > place[1]]
            self._splice.insert((following or rest or [element.close])[0], self._new_cell(place))

    def _height(self, number: int) -> dict[str, str | None]:
        if number not in self._heights:
            return {}
        height = self._heights[number]
        return {"ht": None if height is None else f"{height:g}"}

    def _add_rows(self, missing: list[tuple[int, bytes]]) -> None:
        data = self._data
        for number, raw in missing:
            following = [row.element.start for other, row in self._rows.items() if other > number]
            if following:
                self._splice.insert(following[0], raw)
            else:
                self._splice.append_to(data, raw)

    def _grow_dimension(self) -> None:
        """Make the range that the sheet says it uses include every new cell; some readers read no further."""
        element = self.root.first("dimension")
        new = [place for place in self._written if self.cell(place) is None]
        box = box_of(element.attributes.get("ref", "")) if element is not None else None
        if element is None or box is None or not new:
            return
        rows, columns = zip(*box, *new, strict=True)
        grown = (min(rows), min(columns)), (max(rows), max(columns))
        if grown != box:
            tag = with_attributes(start_tag(self.content, element), {"ref": range_of(grown)})
            self._splice.replace(element.start, element.inner, tag)


def _row_number(row: Element, before: int) -> int:
    number = row.attributes.get("r")
    exact = before + 1 if number is None else float(number)  # some programs write "7.0"
    if exact != int(exact):
        raise ValueError("no row has that number")
    return int(exact)


def _spans(row: Element, new: list[Place]) -> dict[str, str | None]:
    """Return the change to the columns that a row says it uses, which are there for speed only."""
    said = row.attributes.get("spans")
    if said is None or not new:
        return {}
    first, _, last = said.partition(":")
    if not (first.isdecimal() and last.isdecimal()):
        return {"spans": None}
    columns = [int(first), int(last), *(column for _, column in new)]
    grown = f"{min(columns)}:{max(columns)}"
    return {"spans": grown} if grown != said else {}


def _type_of(content: Content) -> str | None:
    if content.kind == TEXT and content.of_formula:
        return RESULT
    return None if content.kind in (NUMBER, BLANK) else content.kind


def _new_formula(content: Content, prefix: bytes) -> bytes:
    """Return the formula that a cell gets; empty if it gets none."""
    return b"<%sf>%s</%sf>" % (prefix, escaped(as_stored(content.formula)), prefix) if content.formula else b""


def _value(content: Content, prefix: bytes) -> bytes:
    """Return what is inside a cell."""
    if content.kind == BLANK:
        return b""
    text = escaped(as_stored(content.text))
    if content.kind != TEXT or content.of_formula:
        return b"<%sv>%s</%sv>" % (prefix, text, prefix)
    keeps_spaces = b' xml:space="preserve"' if content.text != content.text.strip() else b""
    return b"<%sis><%st%s>%s</%st></%sis>" % (prefix, prefix, keeps_spaces, text, prefix, prefix)
