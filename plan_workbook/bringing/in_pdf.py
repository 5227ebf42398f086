"""Reading a PDF: tables by their ruled lines, and the text between them in the order in which it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from plan_workbook.bringing.document import Document, Passage, Table
from plan_workbook.bringing.pdf_chains import chains
from plan_workbook.bringing.pdf_grid import cells_and_widths, table_of
from plan_workbook.bringing.pdf_pages import Page, pages_of
from plan_workbook.bringing.pdf_tables import Part
from plan_workbook.bringing.pdf_text import Habits, Line, as_text, habits, paragraphs


def read_pdf(content: bytes, file: str) -> Document:
    """Return the tables and texts of a PDF."""
    pages = list(pages_of(content))
    tables = {id(chain[0]): chain for chain in chains(pages)}
    made = habits(pair for chain in tables.values() for pair in cells_and_widths(chain))
    body, larger = _sizes(pages)
    found: list[Table | Passage] = []
    for page in pages:
        for block in _blocks(page):
            if isinstance(block, list):
                found += _passages(block, page.number, body, larger, made)
            elif id(block) in tables:
                found.append(table_of(tables[id(block)], file, made))
    return Document(file, tuple(found))


def _sizes(pages: Sequence[Page]) -> tuple[float, list[float]]:
    counts = Counter[float]()
    for page in pages:
        for line in (*page.lines, *(line for part in page.parts for cell in part.cells for line in cell.lines)):
            counts[round(line.size, 1)] += len(line.text)
    body = counts.most_common(1)[0][0] if counts else 10.0
    return body, sorted({size for size in counts if size > 1.1 * body}, reverse=True)


def _blocks(page: Page) -> list[Part | list[Line]]:
    found: list[tuple[float, Part | list[Line]]] = [(part.box[1], part) for part in page.parts]
    groups: list[list[Line]] = [[]]
    tops = sorted(top for top, _ in found)
    at = 0
    for line in page.lines:
        while at < len(tops) and line.top > tops[at]:
            groups.append([])
            at += 1
        groups[-1].append(line)
    found += [(lines[0].top, lines) for lines in groups if lines]
    return [block for _, block in sorted(found, key=lambda each: each[0])]


def _passages(
    lines: Sequence[Line], page: int, body: float, larger: Sequence[float], made: Habits
) -> Iterable[Passage]:
    width = max(line.x1 - line.x0 for line in lines)
    for number, each in enumerate(paragraphs(lines, width, made), 1):
        text = as_text(each)
        size = round(each[0].size, 1)
        level = None
        if size in larger:
            level = larger.index(size)
        elif all(line.bold for line in each) and not each[0].bullet:
            level = len(larger)
        bullet = each[0].bullet
        yield Passage(text[1:].strip() if bullet else text, f"page {page}, paragraph {number}", level, bullet)
