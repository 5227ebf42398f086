"""Reads a PDF: tables by their ruled lines, and the text between them in the order in which it is read."""

from __future__ import annotations

from plan_workbook.bringing.documents.document import Document
from plan_workbook.bringing.documents.pdf.process import read_in_own_process
from plan_workbook.errors import InputError
from plan_workbook.values.text import size_in_words

MOST_BYTES = 64_000_000
_BEGINS = b"%PDF-"
_WITHIN = 1_024
"""Bytes before the beginning, which readers of PDFs allow."""


def read_pdf(content: bytes, file: str) -> Document:
    """Return the tables and texts of a PDF; no link in it is followed, and nothing in it is run.

    Headings and page numbers that are repeated on pages come at the end, each once.

    Args:
        content: of the file.
        file: its name, for places.

    Raises:
        InputError: it can't be read, with the reason in a sentence.
    """
    if len(content) > MOST_BYTES:
        raise InputError(
            f"{file} has {size_in_words(len(content))}, more than the {size_in_words(MOST_BYTES)} that can be read: "
            "print the pages with the plan to a PDF of their own, and bring that in."
        )
    if _BEGINS not in content[:_WITHIN]:
        raise InputError(f"{file} is not a PDF, whatever its name says: open it in the program that it is from.")
    return read_in_own_process(content, file)
