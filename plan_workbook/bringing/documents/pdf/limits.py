"""How pdfminer reads a PDF here: up to limits of what it may hold, and with what each page cuts off."""

from __future__ import annotations

import logging
import types
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfminer.pdftypes
import pdfplumber.page

from plan_workbook.bringing.documents.pdf.clipped import Following

MOST_PAGES = 500
MOST_ON_PAGE = 60_000
"""Characters, lines and pictures; a page full of small print has some 10,000."""
MOST_UNPACKED = 150_000_000
"""Bytes of all that is packed in a file; a report of 60 pages has some 3 million, without its pictures."""


class TooMuchOnPage(Exception):  # noqa: N818 - about the page, not about a call
    """There is more on a page than can be read in a few seconds."""


@contextmanager
def bounded() -> Iterator[None]:
    """Have pdfminer stop, with an error, where a file unpacks to too much or a page draws too much, and be silent.

    It has no such limits itself. It is changed for the time being, for all that use it in this process.
    """
    streams: Any = pdfminer.pdftypes
    pages: Any = pdfplumber.page
    before = streams.zlib, pages.PDFPageAggregatorWithMarkedContent, pages.PDFPageInterpreter
    disabled = logging.root.manager.disable
    streams.zlib, pages.PDFPageAggregatorWithMarkedContent, pages.PDFPageInterpreter = (
        _unpacking(),
        _Counting,
        Following,
    )
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        streams.zlib, pages.PDFPageAggregatorWithMarkedContent, pages.PDFPageInterpreter = before
        logging.disable(disabled)


def _unpacking() -> types.SimpleNamespace:
    """Return what pdfminer uses of zlib, with a limit over all that it unpacks."""
    left = MOST_UNPACKED

    def decompress(content: bytes) -> bytes:
        nonlocal left
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(content, left + 1)
        left -= len(found)
        if left < 0:
            raise MemoryError
        if not unpacking.eof:
            raise zlib.error("cut short")
        return found

    class _Pieces:
        """Unpacks what is damaged piece by piece."""

        def __init__(self) -> None:
            self._unpacking = zlib.decompressobj()

        def decompress(self, content: bytes) -> bytes:
            nonlocal left
            found = self._unpacking.decompress(content, left + 1)
            left -= len(found)
            if left < 0:
                raise MemoryError
            return found

    return types.SimpleNamespace(decompress=decompress, decompressobj=_Pieces, error=zlib.error)


class _Counting(pdfplumber.page.PDFPageAggregatorWithMarkedContent):
    """Collects what is drawn on a page, up to a limit."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._drawn = 0
        self._letters = 0
        self.shown: tuple[float, float] | None = None
        """Between which heights what is drawn can be seen."""
        self.hidden: set[int] = set()
        """The letters that can't, by their places among those of the page."""

    def _count(self) -> None:
        self._drawn += 1
        if self._drawn > MOST_ON_PAGE:
            raise TooMuchOnPage

    def render_char(self, *arguments: Any, **options: Any) -> float:
        self._count()
        advance = super().render_char(*arguments, **options)
        if self.shown is not None:
            letter = self.cur_item._objs[-1]
            if not self.shown[0] <= (letter.y0 + letter.y1) / 2 <= self.shown[1]:
                self.hidden.add(self._letters)
        self._letters += 1
        return advance

    def end_page(self, page: Any) -> None:
        super().end_page(page)
        self.result.hidden = self.hidden  # type: ignore[union-attr]  # is taken from there with the letters

    def render_image(self, *arguments: Any, **options: Any) -> None:
        self._count()
        super().render_image(*arguments, **options)

    def paint_path(self, *arguments: Any, **options: Any) -> None:
        self._count()
        super().paint_path(*arguments, **options)
