"""Going through a story of a Word document (its body, a header, a text box) in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.document import Cell, Passage, Table
from plan_workbook.bringing.documents.word import remarks
from plan_workbook.bringing.documents.word.colours import shading
from plan_workbook.bringing.documents.word.grid import Grid, Placed, grid_of
from plan_workbook.bringing.documents.word.inline import Line, Run, line_of
from plan_workbook.bringing.documents.word.looks import Look, colour_of_sign, common
from plan_workbook.bringing.documents.word.markup import Element, W, child, is_on, within
from plan_workbook.bringing.documents.word.numbering import Numbering
from plan_workbook.bringing.documents.word.remarks import Remarks, quoted
from plan_workbook.bringing.documents.word.styles import Styles
from plan_workbook.bringing.documents.word.symbols import UNKNOWN
from plan_workbook.package.errors import UnsafeWorkbook

EDGES = ("header", "footer")
"""The stories at the edges of each page, by the beginning of where their texts are."""
DEEPEST = 15
"""Tables in cells of tables, which people nest three deep."""


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


class _Held(NamedTuple):
    """What a cell of a table holds."""

    where: str
    cell: Cell | None
    """None if there is neither a text nor a colour in it."""
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Element, ...]
    boxes: tuple[Element, ...]


class Story:
    """Goes through the stories of one document; tables, paragraphs and lists are counted through all of them."""

    def __init__(self, file: str, styles: Styles, numbering: Numbering, seen: Remarks) -> None:
        """Take the document's file, for places, and where to put remarks."""
        self._file, self._styles, self._numbering, self._seen = file, styles, numbering, seen
        self._tables = self._paragraphs = self._boxes = 0
        self.notes: list[tuple[str, str, str]] = []
        """The footnotes and endnotes that were referred to: kind, id, and from where."""
        self.runs: dict[str, tuple[Run, ...]] = {}
        """The pieces of each text of the body outside tables, by where it is."""

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
            self.runs[where] = paragraph.line.runs
            yield Passage(paragraph.text, where, paragraph.level, paragraph.bullet)
            self._remark(paragraph, where)
        else:
            self._remark(paragraph, f"after {where}" if self._paragraphs else "before the first paragraph")
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
                for box in paragraph.line.boxes:
                    yield from self.box(box)

    def table(self, element: Element, inside: str = "", depth: int = 0) -> Iterator[Table | Passage]:
        """Yield a table, then those that are in its cells, and what is in text boxes there."""
        if depth > DEEPEST:
            raise UnsafeWorkbook(detail="tables in the cells of tables, nested too deeply")
        self._tables += 1
        name = f"table {self._tables}"
        grid = grid_of(element)
        look = Look(element, self._styles)
        held = [self._cell(placed, grid, name, look) for placed in grid.cells]
        if _is_frame(held, grid):
            in_pieces = any(each.tables for each in held) and len(held) > 1
            for each in held:
                yield from self._framed_paragraphs(each) if in_pieces else self._framed(each)
                yield from self._after([each], depth)
            return
        repeated = next((at for at, row in enumerate(grid.rows) if not row.repeated), len(grid.rows))
        where = f"{self._file}, {name}" + (f" (in {inside})" if inside else "")
        over = _over_tables(held)
        if cells := _without_rows([each.cell for each in held if each.cell is not None], {*over.values()}):
            yield Table(where, cells, repeated=repeated)
        for each in held:
            yield from self._framed(each) if each.where in over else self._after([each], depth)

    def _after(self, held: Iterable[_Held], depth: int) -> Iterator[Table | Passage]:
        """Yield what is in the text boxes of cells, and the tables in them."""
        for each in held:
            for box in each.boxes:
                yield from self.box(box)
        for each in held:
            for table in each.tables:
                yield from self.table(table, each.where, depth + 1)

    def _framed(self, held: _Held) -> Iterator[Passage]:
        """Yield the text of a cell that is a frame around it."""
        if held.cell is None or held.cell.blank:
            return
        if held.cell.hidden:
            self._seen.add(remarks.HIDDEN, quoted(held.where, held.cell.text))
            return
        filled = [each for each in held.paragraphs if each.line.text.strip()]
        runs = tuple(run for each in filled for run in each.line.runs)
        banner = held.cell.fill is not None or held.cell.bold
        self.runs[held.where] = tuple(run._replace(bold=True) for run in runs) if banner else runs
        yield Passage(held.cell.text.strip(), held.where, filled[0].level if len(filled) == 1 else None)

    def _framed_paragraphs(self, held: _Held) -> Iterator[Passage]:
        """Yield the paragraphs of a cell that is a frame around them, next to one with a table in it."""
        filled = [each for each in held.paragraphs if each.line.text.strip()]
        if held.cell is None or held.cell.hidden or len(filled) < 2:
            yield from self._framed(held)
            return
        for each in filled:
            self.runs.setdefault(held.where, each.line.runs)
            yield Passage(each.text, held.where, each.level, each.bullet)

    def _cell(self, placed: Placed, grid: Grid, table: str, look: Look) -> _Held:
        """Return what is in a cell."""
        where = f"{table}, row {placed.row + 1}, column {placed.nth}"
        inside = [*within(placed.element, "p", "tbl")]
        paragraphs = [self._paragraph(each) for each in inside if each.tag == W + "p"]
        for each in paragraphs:
            self._remark(each, where)
        shown, boxes = _shown(paragraphs), [box for each in paragraphs for box in each.line.boxes]
        if not shown.strip() and boxes:
            shown = "\n".join(self._paragraph(each).text for box in boxes for each in box.iter(W + "p")).strip()
            boxes = []
        hidden = grid.rows[placed.row].hidden
        if not shown.strip():
            unseen = "\n".join(each.line.unseen for each in paragraphs).strip()
            shown, hidden = (unseen, True) if unseen else ("", hidden)
        covered = "".join(text.text or "" for each in placed.covered for text in each.iter(W + "t"))
        if covered.strip():
            self._seen.add(remarks.COVERED, quoted(where, covered))
        runs = [run for each in paragraphs for run in each.line.runs if run.text.strip() and not run.hidden]
        fill = look.fill(placed) or common([run.fill for run in runs]) or common([each.fill for each in paragraphs])
        sign = ""
        if (ink := colour_of_sign(runs)) is not None:
            shown, sign, fill = "", shown, ink  # the sign says nothing but its colour
        fill = fill or _colour_of_shapes(paragraphs, shown)
        bold = bool(runs) and all(run.bold or look.bold(placed.row) for run in runs)
        cell = Cell(placed.row, placed.column, shown, where, placed.down, placed.across, None, fill, bold, hidden)
        cell = cell._replace(whole=sign)
        tables = tuple(each for each in inside if each.tag == W + "tbl")
        return _Held(where, cell if shown or fill else None, tuple(paragraphs), tables, tuple(boxes))

    def _paragraph(self, element: Element) -> Paragraph:
        properties = child(element, "pPr")
        style = self._styles.of_paragraph(properties)
        line = line_of(element, self._styles)
        if _is_prompt(element):
            line = line._replace(runs=(), placeholders=(line.text, *line.placeholders))
        gone = child(properties, "rPr", "del") is not None and not line.text
        label = None if gone else self._numbering.label(properties, style)
        text = f"{label.text} {line.text}" if label and label.text else line.text
        fill = shading(child(properties, "shd")) or shading(self._styles.first(style, "pPr", "shd"))
        is_contents = self._styles.is_contents(style)
        bullet = bool(label and label.bullet)
        return Paragraph(line, text.rstrip(), self._styles.level_of(properties), bullet, fill, is_contents)

    def _remark(self, paragraph: Paragraph, where: str) -> None:
        line, add = paragraph.line, self._seen.add
        for words in line.pictures if not where.startswith(EDGES) else ():  # logos
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


def _is_frame(held: Sequence[_Held], grid: Grid) -> bool:
    """Tell whether a table is only a frame: one column with one text or with tables in it, or one row with tables."""
    is_column = len({(cell.column, cell.across) for cell in grid.cells}) == 1
    filled = sum(each.cell is not None and not each.cell.blank for each in held)
    holding = [each for each in held if each.tables]
    nothing_else = all(each.cell is None or each.cell.blank for each in holding)
    is_row = len(grid.rows) == 1 and bool(holding) and nothing_else
    return is_row or (is_column and (filled == 1 or bool(holding)))


def _over_tables(held: Sequence[_Held]) -> dict[str, int]:
    """Return the rows of texts that only head the tables in the cell next to them, by where they are: `Actions`."""
    rows: dict[str, list[_Held]] = {}
    for each in held:
        rows.setdefault(each.where.rpartition(", ")[0], []).append(each)
    found: dict[str, int] = {}
    for own in rows.values():
        first, *others = own
        blank = all(each.cell is None or each.cell.blank for each in others)
        if first.cell is not None and not first.cell.blank and blank and any(each.tables for each in others):
            found[first.where] = first.cell.row
    return found


def _without_rows(cells: Sequence[Cell], rows: Collection[int]) -> tuple[Cell, ...]:
    """Return the cells of a table without those in some rows, as if these were not there."""

    def kept(end: int) -> int:
        return end - sum(row < end for row in rows)

    left = (each for each in cells if each.row not in rows)
    return tuple(
        each._replace(row=kept(each.row), down=max(1, kept(each.row + each.down) - kept(each.row))) for each in left
    )


def _is_prompt(paragraph: Element) -> bool:
    """Tell whether a paragraph only says what could be typed into the content control that is around it or its cell."""
    for around in paragraph.iterancestors():
        if around.tag == W + "sdt" and is_on(child(around, "sdtPr", "showingPlcHdr")):
            return True
        if around.tag == W + "tr":
            break
    return False


def _shown(paragraphs: list[Paragraph]) -> str:
    """Return the text of a cell; the numbers of its empty paragraphs only if there is nothing else in it."""
    filled = any(each.line.text.strip() for each in paragraphs)
    return "\n".join(each.text if each.line.text.strip() or not filled else "" for each in paragraphs).strip("\n")


def _colour_of_shapes(paragraphs: list[Paragraph], shown: str) -> str | None:
    """Return the colour of the only drawn shape in a cell without a text."""
    shapes = [colour for each in paragraphs for colour in each.line.shapes]
    return shapes[0] if len(shapes) == 1 and not shown.strip() else None
