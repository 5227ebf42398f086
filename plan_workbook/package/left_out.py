"""What a list of cell values does not show of a sheet: notes, text boxes, pictures and struck-through text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plan_workbook.package.errors import PackageError
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

Piece = tuple[str, bool]
"""A piece of a text as it is stored, and whether it is struck through."""
_FEW = 100
"""Up to this many texts, looking for each on a sheet is quicker than reading the sheet."""
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_SHAPE = re.compile(rb"<(?:\w{1,20}:)?sp[\s>]")
_PLACEHOLDER = re.compile(r"\A\[Threaded comment\].*?Comment:\s*", re.DOTALL)
"""What Excel writes in the note that stands in for a threaded comment in older versions."""
_PICTURES = frozenset({"", "_localimage", "_webimage"})
"""The kinds of values that are shown as a picture; one without a kind is taken for a picture too."""


@dataclass(frozen=True)
class Remark:
    """A text that is not in a cell, and the cell that it is at."""

    cell: str
    text: str


@dataclass(frozen=True)
class LeftOut:
    """What a list of the cells' values does not show of one worksheet; cells are given by their A1 addresses."""

    notes: tuple[Remark, ...] = ()
    """Its notes, which Excel once called comments."""
    comments: tuple[Remark, ...] = ()
    """Its threaded comments; of each thread, the first."""
    boxes: tuple[Remark, ...] = ()
    """The text boxes and other shapes with a text."""
    pictures: frozenset[str] = frozenset()
    """The cells in which a picture was placed; older programs see an error in them."""
    struck: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    """The cells in which something is struck through, with the pieces of their text; without any, all of it is."""


def left_out(content: bytes) -> dict[str, LeftOut]:
    """Return what is left out of each worksheet of a workbook that `open_safely` let through, by the sheet's name."""
    package = open_package(content)
    workbook = Workbook(package)
    looks = _Looks(package, workbook)
    return {
        each.name: _of_sheet(package, each.part, looks)
        for each in workbook.sheets
        if each.kind == "worksheet" and each.part
    }


def _of_sheet(package: Package, part: str, looks: _Looks) -> LeftOut:
    comments = tuple(_remarks(package, part, "threadedComment", "threadedComment"))
    threads = {each.cell for each in comments}
    notes = (each for each in _remarks(package, part, "comments", "comment") if each.cell not in threads)
    return LeftOut(tuple(notes), comments, tuple(_boxes(package, part)), *looks.pictures_and_struck(part))


def _remarks(package: Package, sheet: str, kind: str, tag: str) -> Iterator[Remark]:
    """Yield the first remark at each cell from the sheet's parts of one kind."""
    seen: set[str] = set()
    for part in package.targets(sheet, kind):
        for element in _parsed(package, part).walk():
            cell = element.attributes.get("ref", "").partition(":")[0].upper() if element.name == tag else ""
            said = element.first("text")
            if said is None or not _ADDRESS.fullmatch(cell) or cell in seen:
                continue
            text = _PLACEHOLDER.sub("", said.text.strip() or "".join(text for text, _ in _pieces(said, struck=False)))
            if text.strip():
                seen.add(cell)
                yield Remark(cell, text)


def _boxes(package: Package, sheet: str) -> Iterator[Remark]:
    seen: set[Remark] = set()  # a shape may be there twice: for newer programs, and for older ones
    for part in package.targets(sheet, "drawing"):
        if not _SHAPE.search(package.xml(part)):
            continue  # charts and pictures only
        for anchor in _anchors(_parsed(package, part)):
            cell = _cell_of(anchor)
            for shape in anchor.walk():
                if shape.name != "sp" or shape.attributes.get("textlink"):
                    continue
                box = Remark(cell, _text_of_shape(shape))
                if box.text.strip() and box not in seen:
                    seen.add(box)
                    yield box


def _anchors(drawing: Element) -> Iterator[Element]:
    """Yield what ties shapes to cells, also where there are alternatives for newer and older programs."""
    for each in drawing.children:
        inside = each.name == "AlternateContent"
        for anchor in (e for choice in each.children for e in choice.children) if inside else (each,):
            if anchor.name.endswith("Anchor"):
                yield anchor


def _cell_of(anchor: Element) -> str:
    """Return the cell under the upper left corner of a shape; A1 if it is not tied to a cell."""
    corner = anchor.first("from")
    column, row = (corner.first(name) if corner else None for name in ("col", "row"))
    place = [_number(each.text) for each in (column, row) if each is not None]
    return f"{_letters(place[0] + 1)}{place[1] + 1}" if len(place) == 2 and place[0] < 16_384 else "A1"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _text_of_shape(shape: Element) -> str:
    body = shape.first("txBody")
    lines = body.each("p") if body else []
    return "\n".join("".join(each.text for each in line.walk() if each.name == "t") for line in lines)


# --------------------------------------------------------------------------------------------- in cells


class _Looks:
    """What the cells of a workbook refer to: fonts, texts and pictures."""

    def __init__(self, package: Package, workbook: Workbook) -> None:
        self._formats = _struck_formats(package, workbook.companion("styles"))
        self._texts = _struck_texts(package, workbook.companion("sharedStrings"))
        self._package, self._workbook = package, workbook
        self._kinds: list[str] | None = None

    def pictures_and_struck(self, part: str) -> tuple[frozenset[str], dict[str, tuple[Piece, ...]]]:
        """Return the cells of a worksheet that hold a picture, and those in which something is struck through."""
        pictures: set[str] = set()
        struck: dict[str, tuple[Piece, ...]] = {}
        for cell in _parsed(self._package, part).walk() if self._has_any(self._package.xml(part)) else ():
            address = cell.attributes.get("r", "")
            if cell.name != "c" or not _ADDRESS.fullmatch(address):
                continue
            kind, value = cell.attributes.get("t", "n"), cell.first("v")
            if kind == "e" and "vm" in cell.attributes:
                if self._kind(cell.attributes["vm"]) in _PICTURES:
                    pictures.add(address)
                continue
            whole = _number(cell.attributes.get("s", "0")) in self._formats
            inline = cell.first("is")
            if kind == "inlineStr" and inline is not None:
                pieces = _pieces(inline, struck=whole)
            elif kind == "s" and value is not None and _number(value.text) in self._texts:
                pieces = _pieces(self._texts[_number(value.text)], struck=whole)
            else:
                pieces = ()
            if any(crossed for _, crossed in pieces) or (whole and not pieces and value is not None):
                struck[address] = pieces
        return frozenset(pictures), struck

    def _has_any(self, content: bytes) -> bool:
        """Tell whether a sheet has to be read for this: nearly none has."""
        if b"strike" in content or b" vm=" in content or len(self._formats) + len(self._texts) > _FEW:
            return True
        if not self._formats and not self._texts:
            return False
        used = (re.search(rb"""\ss\s?=\s?["']%d["']""" % number, content) for number in self._formats)
        return any(used) or any(b">%d<" % number in content for number in self._texts)

    def _kind(self, number: str) -> str:
        if self._kinds is None:
            self._kinds = _kinds_of_values(self._package, self._workbook)
        place = _number(number) - 1
        return self._kinds[place] if 0 <= place < len(self._kinds) else ""


def _pieces(text: Element, *, struck: bool) -> tuple[Piece, ...]:
    """Return the pieces of a text; those without a font of their own have the cell's, which may be struck through."""
    pieces: list[Piece] = []
    for each in text.children:
        if each.name == "t":
            pieces.append((each.text, struck))
        elif each.name == "r":
            font = each.first("rPr")
            crossed = struck if font is None else _is_struck(font)
            pieces += [(said.text, crossed) for said in each.each("t")]
    return tuple(pieces)


def _is_struck(font: Element) -> bool:
    strike = font.first("strike")
    return strike is not None and strike.attributes.get("val", "1") not in ("0", "false", "off")


def _struck_texts(package: Package, part: str | None) -> dict[int, Element]:
    """Return the shared strings in which something is struck through, by their number."""
    content = package.xml(part) if part else b""
    if part is None or b"strike" not in content:
        return {}
    texts = enumerate(_parsed(package, part).each("si"))
    return {number: text for number, text in texts if any(crossed for _, crossed in _pieces(text, struck=False))}


def _struck_formats(package: Package, part: str | None) -> frozenset[int]:
    """Return the numbers of the cell formats whose font is struck through."""
    content = package.xml(part) if part else b""
    if part is None or b"strike" not in content:
        return frozenset()
    root = _parsed(package, part)
    fonts, formats = (_children(root, name) for name in ("fonts", "cellXfs"))
    struck = {number for number, font in enumerate(fonts) if _is_struck(font)}
    return frozenset(n for n, each in enumerate(formats) if _number(each.attributes.get("fontId", "0")) in struck)


def _kinds_of_values(package: Package, workbook: Workbook) -> list[str]:
    """Return the kinds of the values that cells refer to as ``vm``, which counts from 1; "" where it is not known.

    The way leads from the value's metadata to a rich value, and from there to its structure, which has the kind
    ([MS-XLSX] 2.3.12): ``_localImage`` for a picture, but also ``_error`` for an error that is newer than the format.
    """
    parts = [workbook.companion(kind) for kind in ("sheetMetadata", "rdRichValue", "rdRichValueStructure")]
    roots = [_parsed(package, part) for part in parts if part is not None]
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


def _parsed(package: Package, part: str) -> Element:
    """Return the root of a part; an empty one if it is damaged, which matters only to whoever reads the cells."""
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
