"""Give a PDF to the tool: every letter on a page is read once, whatever is wrong with the file.

It is read in this process: the process of its own, in which the tool reads PDFs, only adds limits.
"""

from __future__ import annotations

import traceback
from random import Random

import seeds  # noqa: F401 - makes the code that tests share importable
from document_target import check_document
from laws import BrokenLaw

from plan_workbook.bringing.documents.pdf.document import document_of
from plan_workbook.bringing.documents.pdf.pages import read_pages
from plan_workbook.errors import InputError

from paper_pdf import letters_held, letters_in, letters_printed  # isort: skip


def any_pdf(content: bytes, rng: Random) -> None:
    """Read it, and compare with what another library says is printed."""
    try:
        found = document_of(content, "plan.pdf")
    except BaseException as error:
        if _is_stuck_in_pdfminer(error):  # in a process of its own, it is stopped and refused
            raise InputError("plan.pdf had not been read in time.") from None
        raise
    check_document(found)
    if rng.random() < 0.3:
        pages = read_pages(content, "plan.pdf")
        held = letters_held(pages.pages)
        if not pages.remarks:
            if letters_printed(content, doubled=1) - held:  # texts over each other are no letters drawn twice
                raise BrokenLaw("letters of a page are lost")
            if b"/Annot" not in content and held - letters_printed(content):
                raise BrokenLaw("letters of a page are there twice")
        if letters_in(found) - held:
            raise BrokenLaw("letters are made up")


def _is_stuck_in_pdfminer(error: BaseException) -> bool:
    """Tell whether pdfminer goes round in circles, as it does where an object refers to itself."""
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__ == "TooSlow" and any("pdfminer" in frame.filename for frame in frames)
