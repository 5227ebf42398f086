"""The tables that a PDF names: Word, Excel and browsers say for people who can't see what is a table, a row and a cell.

A PDF with such tags has a tree of elements. Each piece of text on a page has a number, and each element the numbers of
what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1

_MOST = 200_000
"""Elements, and places in tables; with more, the tags are not looked at."""
_DEEPEST = 60
_WIDEST = 200
"""Columns and rows that a cell goes over at most."""
_SPANS = ("RowSpan", "ColSpan")
_ROWS_ALIKE = 0.9
"""At least this share of the rows of a table are as wide as the widest, or name their headings.

Web pages use tables for other things.
"""

Marks = frozenset[tuple[int, int]]
"""Pieces of text, each by the number of its page and its own number there."""


class TaggedCell(NamedTuple):
    """A cell by its place in its table."""

    row: int
    column: int
    down: int
    across: int
    marks: Marks
    """What is in it."""


class TaggedTable(NamedTuple):
    """A table of several rows and columns."""

    cells: tuple[TaggedCell, ...]
    columns: int


class _Element(NamedTuple):
    """An element of the tree."""

    tag: str
    said: Mapping[str, Any]
    page: int
    depth: int


class _TooMany(Exception):  # noqa: N818 - about the file, not about a call
    """There are more elements, or they are deeper in each other, than in documents."""


def tagged_tables(document: PDFDocument, pages: Mapping[object, int]) -> list[TaggedTable]:
    """Return the tables that a PDF names as such, in the order in which they are read; none if its tags are of no use.

    Args:
        document: the PDF.
        pages: the number of each of its pages, by the number of its object.
    """
    try:
        tree = _Tree(document, pages)
        found = [*tree.tables()]
        return [
            table
            for table in found
            if not any(page in tree.elsewhere for cell in table.cells for page, _ in cell.marks)
        ]
    except Exception:  # tags are no more than a help: those of a damaged PDF may be anything
        return []


class _Tree:
    def __init__(self, document: PDFDocument, pages: Mapping[object, int]) -> None:
        self.pages = pages
        self.left = _MOST
        self.elsewhere: set[int] = set()
        """The pages with text in drawings of their own, whose numbers are those of others."""
        self.root = resolve1(document.catalog.get("StructTreeRoot"))
        self.roles = resolve1(self.root.get("RoleMap")) or {} if isinstance(self.root, dict) else {}

    def tables(self) -> Iterator[TaggedTable]:
        """Yield the tables that are not in others."""
        if not isinstance(self.root, dict):
            return
        waiting = [_Element("", self.root, 0, 0)]
        while waiting:
            element = waiting.pop()
            if element.tag == "Table":
                table = self._table(element)
                if table is not None:
                    yield table
            else:
                waiting += reversed([each for each in self._inside(element) if isinstance(each, _Element)])

    def _inside(self, element: _Element) -> Iterator[_Element | tuple[int, int]]:
        """Yield what is right in an element: others, and pieces of text."""
        inside = resolve1(element.said.get("K"))
        for each in inside if isinstance(inside, list) else [inside]:
            self._count(1)
            if element.depth > _DEEPEST:
                raise _TooMany
            said = resolve1(each)
            if isinstance(said, int):
                yield element.page, said
            elif isinstance(said, dict):
                page = self._page(said, element.page)
                if "Stm" in said:
                    self.elsewhere.add(page)
                if "MCID" in said:
                    yield page, resolve1(said["MCID"])
                elif "S" in said:
                    yield _Element(self._tag(said), said, page, element.depth + 1)

    def _count(self, places: int) -> None:
        self.left -= places
        if self.left < 0:
            raise _TooMany

    def _page(self, said: Mapping[str, Any], above: int) -> int:
        page = said.get("Pg")
        return self.pages.get(page.objid, 0) if isinstance(page, PDFObjRef) else above

    def _tag(self, said: Mapping[str, Any]) -> str:
        name = str(getattr(resolve1(said["S"]), "name", ""))
        return str(getattr(resolve1(self.roles.get(name)), "name", name))

    def _table(self, table: _Element) -> TaggedTable | None:
        cells: list[TaggedCell] = []
        taken: dict[int, set[int]] = {}
        headings: dict[object, TaggedCell] = {}
        widths: list[int] = []
        placed: list[bool] = []
        for number, row in enumerate(self._rows(table)):
            column = 0
            by_headings = True
            for each in self._inside(row):
                if not isinstance(each, _Element) or each.tag not in ("TD", "TH"):
                    continue
                attributes = self._attributes(each.said)
                named = [headings[key] for key in self._headings(attributes) if key in headings]
                if named:  # browsers leave out cells without text
                    column = max(named, key=lambda cell: (cell.row, -cell.column)).column
                by_headings = by_headings and bool(named)
                while column in taken.get(number, ()):
                    column += 1
                down, across = (min(max(int(resolve1(attributes.get(key, 1))), 1), _WIDEST) for key in _SPANS)
                cells.append(TaggedCell(number, column, down, across, frozenset(self._marks(each))))
                self._count(down * across)
                for below in range(down):
                    taken.setdefault(number + below, set()).update(range(column, column + across))
                if each.tag == "TH":
                    headings[resolve1(each.said.get("ID"))] = cells[-1]
            widths.append(1 + max(taken.pop(number, ()), default=-1))
            placed.append(by_headings and widths[-1] > 0)
        columns = max(widths, default=0)
        alike = sum(width == columns or known for width, known in zip(widths, placed, strict=True))
        plain = len(widths) > 1 < columns and alike >= _ROWS_ALIKE * len(widths)
        return TaggedTable(tuple(cells), columns) if plain else None

    def _rows(self, element: _Element) -> Iterator[_Element]:
        for each in self._inside(element):
            if isinstance(each, _Element) and each.tag == "TR":
                yield each
            elif isinstance(each, _Element) and each.tag in ("THead", "TBody", "TFoot"):
                yield from self._rows(each)

    def _attributes(self, said: Mapping[str, Any]) -> dict[str, Any]:
        given = resolve1(said.get("A"))
        found: dict[str, Any] = {}
        for each in given if isinstance(given, list) else [given]:
            attributes = resolve1(each)
            found |= attributes if isinstance(attributes, dict) else {}
        return found

    def _headings(self, attributes: Mapping[str, Any]) -> list[object]:
        """Return by which names a cell refers to its headings."""
        given = resolve1(attributes.get("Headers"))
        return [resolve1(each) for each in given] if isinstance(given, list) else []

    def _marks(self, element: _Element) -> Iterator[tuple[int, int]]:
        for each in self._inside(element):
            if isinstance(each, _Element):
                yield from self._marks(each)
            else:
                yield each
