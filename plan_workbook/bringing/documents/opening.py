"""Opens any file that may hold a plan, by its content; one that does not is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plan_workbook.bringing.documents.document import MOST_CELLS, Document
from plan_workbook.bringing.documents.refusals import NotADocument, of_a_document
from plan_workbook.bringing.documents.sorts import Sort, sort_of
from plan_workbook.package.ceilings import refuse_more_than

_ENDINGS_OF_TEXTS = frozenset({"", ".csv", ".tsv", ".tab", ".txt", ".xls", ".xlsx"})
"""The endings that texts with columns have; other systems give them those of Excel too."""


def read_content(content: bytes, name: str) -> Document:
    """Return what is in a Word document, an Excel workbook, a PDF or a CSV file.

    Args:
        content: of the file, decrypted. No macro in it is run, and no link is followed.
        name: its name, for places and messages.

    Raises:
        PackageError: it can't be read, or should not be; in a sentence that says what to do.
        InputError: a PDF that can't be read.
        NotAPlan: a workbook that can't be read.
    """
    with of_a_document(name):
        sort = sort_of(content)
        if sort is Sort.TEXT and Path(name).suffix.casefold() not in _ENDINGS_OF_TEXTS:
            raise NotADocument(detail="plain text, whatever its name says")
        document = _reader(sort)(content, name)
        refuse_more_than(MOST_CELLS, document.found(), "cells and paragraphs")
        return document


def _reader(sort: Sort) -> Callable[[bytes, str], Document]:
    """Return what reads files of a sort; each loads a library of its own, which the others do without."""
    if sort is Sort.WORD:
        from plan_workbook.bringing.documents.in_word import read_word

        return read_word
    if sort is Sort.EXCEL:
        from plan_workbook.bringing.documents.in_excel import read_excel

        return read_excel
    if sort is Sort.PDF:
        from plan_workbook.bringing.documents.in_pdf import read_pdf

        return read_pdf
    from plan_workbook.bringing.documents.in_csv import read_csv

    return read_csv
