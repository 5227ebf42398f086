"""The values in the cells of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from plan_workbook.package.addresses import column_number
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.patterns import pattern

_ADDRESS = pattern(r"([A-Z]{1,3})([0-9]{1,7})")
Place = tuple[int, int]  #: row and column, from 1


@dataclass(frozen=True, slots=True)
class CellValues:
    """The values in the cells of a sheet, by place."""

    texts: dict[Place, str] = field(default_factory=dict)
    numbers: dict[Place, str] = field(default_factory=dict)  #: as written
    others: dict[Place, str] = field(default_factory=dict)  #: booleans and errors
    formulas: set[str] = field(default_factory=set)  #: addresses of the cells with a formula, such as "B2"

    def same_as(self, other: CellValues) -> bool:
        """Tell whether the values are equal, however they are written and whether or not a formula gives them."""
        if (self.texts, self.others) != (other.texts, other.others) or self.numbers.keys() != other.numbers.keys():
            return False
        return all(as_number(value) == as_number(other.numbers[place]) for place, value in self.numbers.items())


def as_number(text: str) -> float | str:
    """Return the number that a text writes; the text itself if it is not a number."""
    try:
        return float(text)
    except ValueError:
        return text


def cells_of(content: bytes, part: str) -> bytes:
    """Return the bytes of all cells of a worksheet."""
    found = parse(content, part, depth=1, closed="sheetData").first("sheetData")
    return content[found.inner : found.close] if found else b""


def shared_strings(package: Package, part: str | None) -> list[str]:
    """Return the shared strings, which cells refer to by their number."""
    if part is None:
        return []
    return [text_of(each) for each in parse(package.xml(part), part).each("si")]


def text_of(element: Element) -> str:
    """Return the text of a string, without its phonetic runs."""
    runs = [element, *element.each("r")]
    return "".join(each.text for run in runs for each in run.each("t"))


def cell_values(content: bytes, part: str, strings: Sequence[str]) -> CellValues:
    """Return the values of a worksheet's cells; cells without an address are left out."""
    values = CellValues()

    def take(row: Element) -> None:
        for cell in row.each("c"):
            _take(cell, values, strings)

    parse(content, part, depth=6, rows=take)
    return values


def _take(cell: Element, values: CellValues, strings: Sequence[str]) -> None:
    """Add the value of a cell to those of its sheet."""
    address = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
    if address is None:
        return
    place = int(address[2]), column_number(address[1])
    if cell.first("f") is not None:
        values.formulas.add(address[0])
    value, inline, kind = cell.first("v"), cell.first("is"), cell.attributes.get("t", "n")
    if inline is not None:
        values.texts[place] = text_of(inline)
    elif value is None or not value.text:
        return
    elif kind == "s":
        number = int(value.text) if value.text.isdecimal() and len(value.text) < 10 else len(strings)
        values.texts[place] = strings[number] if number < len(strings) else ""
    elif kind == "str":
        values.texts[place] = value.text
    elif kind == "n":
        values.numbers[place] = value.text
    else:
        values.others[place] = value.text
