"""What a list of cell values does not show of a sheet: notes, text boxes, pictures and struck-through text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.package.addresses import MAX_COLUMN, column_letters
from plan_workbook.package.cells import text_of
from plan_workbook.package.errors import PackageError
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.package.workbook import Workbook
from plan_workbook.patterns import pattern

Piece = tuple[str, bool]
"""A piece of a text as it is stored, and whether it is struck through."""
_FEW = 100
"""Up to this many texts, looking for each on a sheet is quicker than reading the sheet."""
_ADDRESS = pattern(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_SHAPE = pattern(rb"<(?:\w{1,20}:)?(?:sp|pic)[\s>]")
_PLACEHOLDER = pattern(r"\A\[Threaded comment\].*?Comment:\s*", re.DOTALL)
"""What Excel writes in the note that stands in for a threaded comment in older versions."""
PICTURES = frozenset({"", "_localimage", "_webimage"})
"""The kinds of values that are shown as a picture; one without a kind is taken for a picture too."""


class Remark(NamedTuple):
    """A text that is not in a cell, and the cell that it is at."""

    cell: str
    text: str


class LeftOut(NamedTuple):
    """What a list of the cells' values does not show of one worksheet; cells are given by their A1 addresses."""

    notes: tuple[Remark, ...] = ()
    """Its notes, which Excel once called comments."""
    comments: tuple[Remark, ...] = ()
    """Its threaded comments: of each thread the first, and then the replies."""
    boxes: tuple[Remark, ...] = ()
    """The text boxes and other shapes with a text."""
    pictures: tuple[str, ...] = ()
    """The cells under the pictures that lie on the sheet."""


def left_out(package: Package, sheet: str) -> LeftOut:
    """Return what is left out of the worksheet that is stored in a part."""
    comments = tuple(dict.fromkeys(_remarks(package, sheet, "threadedComment", "threadedComment")))
    threads = {each.cell for each in comments}
    first: dict[str, Remark] = {}
    for each in _remarks(package, sheet, "comments", "comment"):
        first.setdefault(each.cell, each)
    notes = (each for each in first.values() if each.cell not in threads)
    drawn = list(_drawn(package, sheet))
    pictures = dict.fromkeys(cell_of(each) for each in drawn if any(e.name == "pic" for e in each.walk()))
    return LeftOut(tuple(notes), comments, tuple(dict.fromkeys(_boxes(drawn))), tuple(pictures))


def _remarks(package: Package, sheet: str, kind: str, tag: str) -> Iterator[Remark]:
    """Yield the remarks from the sheet's parts of one kind."""
    for part in package.targets(sheet, kind):
        for element in parsed(package, part).walk():
            cell = element.attributes.get("ref", "").partition(":")[0].upper() if element.name == tag else ""
            said = element.first("text")
            if said is None or not _ADDRESS.fullmatch(cell):
                continue
            text = _PLACEHOLDER.sub("", said.text.strip() or text_of(said))
            if text.strip():
                yield Remark(cell, text)


def _drawn(package: Package, sheet: str) -> Iterator[Element]:
    """Yield what ties shapes and pictures to the cells of a sheet."""
    for part in package.targets(sheet, "drawing"):
        if _SHAPE.search(package.xml(part)):  # otherwise there are only charts
            yield from anchors(parsed(package, part))


def _boxes(drawn: Iterable[Element]) -> Iterator[Remark]:
    """Yield the shapes that say something; one may be there twice, for newer programs and for older ones."""
    for anchor in drawn:
        for shape in anchor.walk():
            if shape.name == "sp" and not shape.attributes.get("textlink"):
                box = Remark(cell_of(anchor), _text_of_shape(shape))
                if box.text.strip():
                    yield box


def anchors(drawing: Element) -> Iterator[Element]:
    """Yield what ties shapes to cells, also where there are alternatives for newer and older programs."""
    for each in drawing.children:
        inside = each.name == "AlternateContent"
        for anchor in (e for choice in each.children for e in choice.children) if inside else (each,):
            if anchor.name.endswith("Anchor"):
                yield anchor


def cell_of(anchor: Element) -> str:
    """Return the cell under the upper left corner of a shape; A1 if it is not tied to a cell."""
    corner = anchor.first("from")
    column, row = (corner.first(name) if corner else None for name in ("col", "row"))
    place = [_number(each.text) for each in (column, row) if each is not None]
    return f"{column_letters(place[0] + 1)}{place[1] + 1}" if len(place) == 2 and place[0] < MAX_COLUMN else "A1"


def _text_of_shape(shape: Element) -> str:
    body = shape.first("txBody")
    lines = body.each("p") if body else []
    return "\n".join("".join(each.text for each in line.walk() if each.name == "t") for line in lines)


def kinds_of_values(package: Package, workbook: Workbook) -> list[str]:
    """Return the kinds of the values that cells refer to as ``vm``, which counts from 1; "" where it is not known.

    The way leads from the value's metadata to a rich value, and from there to its structure, which has the kind
    ([MS-XLSX] 2.3.12): ``_localImage`` for a picture, but also ``_error`` for an error that is newer than the format.
    """
    parts = [workbook.companion(kind) for kind in ("sheetMetadata", "rdRichValue", "rdRichValueStructure")]
    roots = [parsed(package, part) for part in parts if part is not None]
    if len(roots) < len(parts):
        return []
    metadata, values, structures = roots
    names = [each.attributes.get("t", "").lower() for each in structures.each("s")]
    kinds = [_at(names, _number(each.attributes.get("s", "0"))) for each in values.each("rv")]
    rich = next((e for e in metadata.each("futureMetadata") if e.attributes.get("name") == "XLRICHVALUE"), None)
    blocks = [next((e for e in block.walk() if e.name == "rvb"), None) for block in (rich.children if rich else ())]
    of_block = [_at(kinds, _number(each.attributes.get("i", "0"))) if each else "" for each in blocks]
    records = [block.first("rc") for block in _children(metadata, "valueMetadata")]
    return [_at(of_block, _number(each.attributes.get("v", "0"))) if each else "" for each in records]


def parsed(package: Package, part: str) -> Element:
    """Return the root of a part that the cells can be read without; an empty one if it is damaged."""
    try:
        return parse(package.xml(part), part)
    except (PackageError, UnicodeDecodeError):
        return parse(b"<damaged/>", part)


def _children(root: Element, name: str) -> list[Element]:
    found = root.first(name)
    return found.children if found else []


def _at(items: Sequence[str], place: int) -> str:
    return items[place] if place < len(items) else ""


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
