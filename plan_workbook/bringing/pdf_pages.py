"""The pages of a PDF: for each, the tables by their ruled lines and the lines of text outside them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pdfplumber

from plan_workbook.bringing.pdf_tables import Part, filled_cells, fills_of, ruled_tables
from plan_workbook.bringing.pdf_text import Char, Line, lines_of, without_doubles


class Page(NamedTuple):
    """What is on a page."""

    number: int
    width: float
    height: float
    """In points."""
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    """The text outside tables."""


def pages_of(content: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            yield read_page(page, without_doubles(page.chars))
            page.close()


def read_page(page: pdfplumber.page.Page, chars: Sequence[Char]) -> Page:
    """Return what is on a page; each of the characters is in one cell or one line."""
    fills = fills_of(page)
    parts: list[Part] = []
    for boxes in ruled_tables(page):
        cells, outside = filled_cells(boxes, chars, fills)
        parts.append(Part(page.page_number, len(parts) + 1, tuple(cells)))
        chars = [chars[at] for at in outside]
    return Page(page.page_number, float(page.width), float(page.height), tuple(parts), tuple(lines_of(chars)))
