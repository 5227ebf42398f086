"""Going through a story of a Word document (its body, a header, a text box) in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.bringing.document import Cell, Passage, Table
from plan_workbook.bringing.word import remarks
from plan_workbook.bringing.word.colours import shading
from plan_workbook.bringing.word.grid import Grid, Placed, grid_of
from plan_workbook.bringing.word.inline import Line, Run, line_of
from plan_workbook.bringing.word.markup import Element, W, attribute, child, is_on, within
from plan_workbook.bringing.word.numbering import Numbering
from plan_workbook.bringing.word.remarks import Remarks, quoted
from plan_workbook.bringing.word.styles import Styles
from plan_workbook.bringing.word.symbols import UNKNOWN
from plan_workbook.package.errors import UnsafeWorkbook

DEEPEST = 15
"""Tables in cells of tables, which people nest three deep."""
_SIGN = frozenset(
    "\u25cf\u25cb\u25a0\u25a1\u2b24\u26ab\u26aa\u2022\u25c6\u2605\u25b2\u25bc\u25ac\u2588\u25aa\u25fc\u2691"
)
"""Signs that say nothing but their colour."""


class Paragraph(NamedTuple):
    """A paragraph as it is printed."""

    line: Line
    text: str
    """With the number that Word writes before it."""
    level: int | None
    bullet: bool
    fill: str | None
    contents: bool
    """Whether it is a line of a table of contents."""


class Story:
    """Goes through the stories of one document; tables, paragraphs and lists are counted through all of them."""

    def __init__(self, file: str, styles: Styles, numbering: Numbering, seen: Remarks) -> None:
        """Take the document's file, for places, and where to put remarks."""
        self._file, self._styles, self._numbering, self._seen = file, styles, numbering, seen
        self._tables = self._paragraphs = self._boxes = 0
        self.notes: list[tuple[str, str, str]] = []
        """The footnotes and endnotes that were referred to: kind, id, and from where."""

    def blocks(self, element: Element) -> Iterator[Table | Passage]:
        """Yield what is in the body of a document, in its order; what is blank is left out."""
        for each in within(element, "p", "tbl", "altChunk"):
            if each.tag == W + "tbl":
                yield from self.table(each)
            elif each.tag == W + "p":
                yield from self._passage(each)
            else:
                self._seen.add(remarks.EMBEDDED, f"after paragraph {self._paragraphs}")

    def _passage(self, element: Element) -> Iterator[Table | Passage]:
        paragraph = self._paragraph(element)
        if paragraph.line.text.strip():
            if paragraph.contents:
                self._seen.add(remarks.CONTENTS, quoted("a line of it", paragraph.text))
                return
            self._paragraphs += 1
        where = f"paragraph {self._paragraphs}"
        if paragraph.line.text.strip():
            yield Passage(paragraph.text, where, paragraph.level, paragraph.bullet)
        self._remark(paragraph, where if paragraph.line.text.strip() else f"after {where}")
        for box in paragraph.line.boxes:
            yield from self.box(box)

    def box(self, element: Element) -> Iterator[Table | Passage]:
        """Yield what is in a text box."""
        self._boxes += 1
        yield from self.passages(element, f"text box {self._boxes}")

    def passages(self, element: Element, place: str) -> Iterator[Passage | Table]:
        """Yield the paragraphs of a story apart from the body, each cell of a table in it as one."""
        count = 0
        for each in within(element, "p", "tbl"):
            paragraphs = [each] if each.tag == W + "p" else [*each.iter(W + "p")]
            for one in paragraphs:
                paragraph = self._paragraph(one)
                if paragraph.line.text.strip():
                    count += 1
                    yield Passage(paragraph.text, f"{place}, paragraph {count}", None, paragraph.bullet)
                self._remark(paragraph, place)

    def table(self, element: Element, inside: str = "", depth: int = 0) -> Iterator[Table | Passage]:
        """Yield a table, then those that are in its cells, and what is in text boxes there."""
        if depth > DEEPEST:
            raise UnsafeWorkbook(detail="tables in the cells of tables, nested too deeply")
        self._tables += 1
        name = f"table {self._tables}"
        grid = grid_of(element)
        styled = _Look(element, self._styles)
        nested: list[tuple[Element, str]] = []
        boxes: list[Element] = []
        cells = [
            cell for placed in grid.cells if (cell := self._cell(placed, grid, name, styled, nested, boxes)) is not None
        ]
        repeated = next((at for at, row in enumerate(grid.rows) if not row.repeated), len(grid.rows))
        where = f"{self._file}, {name}" + (f" (in {inside})" if inside else "")
        if cells:
            yield Table(where, tuple(cells), repeated=repeated)
        for box in boxes:
            yield from self.box(box)
        for table, place in nested:
            yield from self.table(table, place, depth + 1)

    def _cell(
        self,
        placed: Placed,
        grid: Grid,
        table: str,
        styled: _Look,
        nested: list[tuple[Element, str]],
        boxes: list[Element],
    ) -> Cell | None:
        """Return a cell; None if there is nothing in it."""
        where = f"{table}, row {placed.row + 1}, column {placed.nth}"
        paragraphs: list[Paragraph] = []
        for each in within(placed.element, "p", "tbl"):
            if each.tag == W + "p":
                paragraphs.append(self._paragraph(each))
                self._remark(paragraphs[-1], where)
            else:
                nested.append((each, where))
        shown = _shown(paragraphs)
        inner = [box for paragraph in paragraphs for box in paragraph.line.boxes]
        if not shown.strip() and inner:
            shown = "\n".join(self._paragraph(each).text for box in inner for each in box.iter(W + "p")).strip()
        else:
            boxes.extend(inner)
        hidden = grid.rows[placed.row].hidden
        if not shown.strip():
            unseen = "\n".join(each.line.unseen for each in paragraphs).strip()
            shown, hidden = (unseen, True) if unseen else (shown, hidden)
        for each in placed.covered:
            covered = "".join(text.text or "" for text in each.iter(W + "t"))
            if covered.strip():
                self._seen.add(remarks.COVERED, quoted(where, covered))
        runs = [run for each in paragraphs for run in each.line.runs if run.text.strip() and not run.hidden]
        fill = styled.fill(placed) or _common([run.fill for run in runs]) or _common([each.fill for each in paragraphs])
        fill = fill or _colour_of_sign(runs) or _colour_of_shapes(paragraphs, shown)
        if not shown.strip() and fill is None:
            return None
        return Cell(
            placed.row,
            placed.column,
            shown if shown.strip() else "",
            where,
            placed.down,
            placed.across,
            fill=fill,
            bold=bool(runs) and all(run.bold or styled.bold(placed.row) for run in runs),
            hidden=hidden,
        )

    def _paragraph(self, element: Element) -> Paragraph:
        properties = child(element, "pPr")
        style = self._styles.of_paragraph(properties)
        line = line_of(element, self._styles)
        gone = child(properties, "rPr", "del") is not None and not line.text
        label = None if gone else self._numbering.label(properties, style)
        text = f"{label.text} {line.text}" if label and label.text else line.text
        fill = shading(child(properties, "shd")) or shading(self._styles.first(style, "pPr", "shd"))
        is_contents = self._styles.is_contents(style)
        bullet = bool(label and label.bullet)
        return Paragraph(line, text.rstrip(), self._styles.level_of(properties), bullet, fill, is_contents)

    def _remark(self, paragraph: Paragraph, where: str) -> None:
        line, add = paragraph.line, self._seen.add
        for words in line.pictures:
            add(remarks.PICTURE, quoted(where, words))
        if any(colour is None for colour in line.shapes):
            add(remarks.SHAPE, where)
        for text in line.placeholders:
            add(remarks.PLACEHOLDER, quoted(where, text))
        if line.unseen.strip() and line.text.strip():
            add(remarks.HIDDEN, quoted(where, line.unseen))
        if any(run.struck and run.text.strip() for run in line.runs):
            add(remarks.STRUCK, quoted(where, "".join(run.text for run in line.runs if run.struck)))
        if line.changed:
            add(remarks.CHANGED, where)
        if UNKNOWN in line.text:
            add(remarks.SYMBOL, where)
        self.notes.extend((kind, identity, where) for kind, identity in line.notes)


class _Look:
    """How a table and its style make its cells look."""

    def __init__(self, table: Element, styles: Styles) -> None:
        properties = child(table, "tblPr")
        look = child(properties, "tblLook")
        style = styles.of_table(properties)
        heads = attribute(look, "firstRow") in ("1", "true", "on") or _says_first_row(attribute(look, "val"))
        self._fill = shading(styles.first_row(style, "tcPr", "shd")) if heads else None
        self._bold = bool(heads and is_on(styles.first_row(style, "rPr", "b")))

    def fill(self, placed: Placed) -> str | None:
        """Return the colour of a cell's background."""
        own = child(placed.element, "tcPr", "shd")
        if attribute(own, "val") == "solid" or attribute(own, "fill") not in (None, "auto"):
            return shading(own)
        row = placed.element.getparent()
        while row is not None and row.tag != W + "tr":
            row = row.getparent()
        return shading(child(row, "tblPrEx", "shd")) or (self._fill if placed.row == 0 else None)

    def bold(self, row: int) -> bool:
        """Tell whether the texts of a row are bold by the table's style."""
        return self._bold and row == 0


def _says_first_row(text: str | None) -> bool:
    """Tell whether the bits of a table's look, in hexadecimal, say that the first row looks different."""
    try:
        return bool(text and int(text, 16) & 0x0020)
    except ValueError:
        return False


def _shown(paragraphs: list[Paragraph]) -> str:
    """Return the text of a cell; the numbers of its empty paragraphs only if there is nothing else in it."""
    filled = any(each.line.text.strip() for each in paragraphs)
    return "\n".join(each.text if each.line.text.strip() or not filled else "" for each in paragraphs).strip("\n")


def _common(fills: list[str | None]) -> str | None:
    """Return the colour that all have; None if they differ."""
    return fills[0] if fills and len(set(fills)) == 1 else None


def _colour_of_sign(runs: list[Run]) -> str | None:
    """Return the colour of a text that is only a circle or the like."""
    text = "".join(run.text for run in runs).strip()
    return _common([run.ink for run in runs]) if text and set(text) <= _SIGN else None


def _colour_of_shapes(paragraphs: list[Paragraph], shown: str) -> str | None:
    """Return the colour of the only drawn shape in a cell without a text."""
    shapes = [colour for each in paragraphs for colour in each.line.shapes]
    return shapes[0] if len(shapes) == 1 and not shown.strip() else None
