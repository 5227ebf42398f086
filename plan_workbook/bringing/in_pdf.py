"""Reading a PDF: tables by their ruled lines, and the text between them in the order in which it is read."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence

import pdfplumber

from plan_workbook.bringing.document import Cell, Document, Passage, Table
from plan_workbook.bringing.pdf_tables import (
    Box,
    Part,
    filled_cells,
    fills_of,
    grid_lines,
    place,
    ruled_tables,
)
from plan_workbook.bringing.pdf_text import Line, as_text, lines_of, paragraphs, without_doubles


def read_pdf(content: bytes, file: str) -> Document:
    """Return the tables and texts of a PDF."""
    blocks: list[Part | list[Line]] = []
    pages: list[int] = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for block in _page_blocks(page):
                blocks.append(block)
                pages.append(page.page_number)
            page.close()
    sizes = Counter(
        round(line.size, 1)
        for block in blocks
        for line in (block if isinstance(block, list) else [line for cell in block.cells for line in cell.lines])
        for _ in line.text
    )
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    larger = sorted({size for size in sizes if size > 1.1 * body}, reverse=True)
    found: list[Table | Passage] = []
    for page_number, block in zip(pages, blocks, strict=True):
        if isinstance(block, Part):
            found.append(_table(block, file))
        else:
            found += _passages(block, page_number, body, larger)
    return Document(file, tuple(found))


def _page_blocks(page: pdfplumber.page.Page) -> list[Part | list[Line]]:
    chars = without_doubles(page.chars)
    fills = fills_of(page)
    found: list[tuple[float, Part | list[Line]]] = []
    for number, boxes in enumerate(ruled_tables(page), 1):
        cells, outside = filled_cells(boxes, chars, fills)
        part = Part(page.page_number, number, tuple(cells))
        found.append((part.box[1], part))
        chars = [chars[at] for at in outside]
    groups: list[list[Line]] = [[]]
    tops = sorted(top for top, _ in found)
    at = 0
    for line in lines_of(chars):
        while at < len(tops) and line.top > tops[at]:
            groups.append([])
            at += 1
        groups[-1].append(line)
    found += [(lines[0].top, lines) for lines in groups if lines]
    return [block for _, block in sorted(found, key=lambda each: each[0])]


def _table(part: Part, file: str) -> Table:
    across, down = grid_lines(cell.box for cell in part.cells)
    padding = min((line.x0 - cell.box[0] for cell in part.cells for line in cell.lines), default=0)
    cells = []
    for cell in part.cells:
        row, column, rows, columns = place(cell.box, across, down)
        text = cell_text(cell.lines, cell.box, padding)
        where = f"page {part.page}, table {part.number}, row {row + 1}, column {column + 1}"
        if text or cell.fill:
            bold = bool(cell.lines) and all(line.bold for line in cell.lines)
            cells.append(Cell(row, column, text, where, rows, columns, fill=cell.fill, bold=bold))
    cells.sort(key=lambda each: (each.row, each.column))
    return Table(f"{file}, page {part.page}, table {part.number}", tuple(cells))


def cell_text(lines: Sequence[Line], box: Box, padding: float) -> str:
    """Return the text of a cell, with a line break after each paragraph but the last."""
    width = box[2] - box[0] - 2 * padding
    return "\n".join(as_text(each, width) for each in paragraphs(lines, width))


def _passages(lines: Sequence[Line], page: int, body: float, larger: Sequence[float]) -> Iterable[Passage]:
    width = max(line.x1 - line.x0 for line in lines)
    for number, each in enumerate(paragraphs(lines, width), 1):
        text = as_text(each, width)
        size = round(each[0].size, 1)
        level = None
        if size in larger:
            level = larger.index(size)
        elif all(line.bold for line in each) and not each[0].bullet:
            level = len(larger)
        bullet = each[0].bullet
        yield Passage(text[1:].strip() if bullet else text, f"page {page}, paragraph {number}", level, bullet)
