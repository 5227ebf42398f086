"""Word reports in tests: what a reader sees of one, a council's own template, and LibreOffice's print of it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from plan_workbook.checking.report import check
from plan_workbook.errors import OutputError
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.make import edition_of
from plan_workbook.publishing.pdf import pdf_of
from plan_workbook.publishing.templates import shipped
from plan_workbook.publishing.word.report import TEMPLATE


def edition(plan: Plan, *, draft: bool = False) -> Edition:
    """The edition of a plan, as the command makes it."""
    return edition_of(plan, check(plan.once_summarised), draft=draft)


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a document, unpacked."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def text_of(content: bytes) -> str:
    """All text of a document's body in reading order, a line for each paragraph."""
    return "\n".join(_lines(docx.Document(BytesIO(content))))


def headers_of(content: bytes) -> list[str]:
    """The text of each header that some page has."""
    document = docx.Document(BytesIO(content))
    return [
        "\n".join(paragraph.text for paragraph in header.paragraphs)
        for section in document.sections
        for header in (section.header, section.first_page_header, section.even_page_header)
        if not header.is_linked_to_previous
    ]


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from (paragraph.text for paragraph in cell.paragraphs)


def council_template(path: Path, change: Callable[[Document], None]) -> Path:
    """The shipped template, changed as in Word and saved under another name."""
    document = docx.Document(str(shipped(TEMPLATE)))
    change(document)
    document.save(str(path))
    return path


def retyped(old: str, new: str) -> Callable[[Document], None]:
    """Somebody types over a text of the template, in its body or in a table."""

    def change(document: Document) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
        runs = [run for paragraph in paragraphs for run in paragraph.runs if old in run.text]
        assert runs, f"the template does not say {old}"
        for run in runs:
            run.text = run.text.replace(old, new)

    return change


@cache
def _can_print() -> str:
    """Why documents can't be printed and read here; empty where they can."""
    missing = [name for name in ("pdftotext", "pdfinfo") if not shutil.which(name)]
    if missing:
        return f"{missing[0]} is not installed"
    content = BytesIO()
    docx.Document().save(content)
    try:
        pdf_of(content.getvalue())
    except OutputError as error:
        return str(error)
    return ""


def printed(content: bytes) -> bytes:
    """A document as PDF; skips the test where LibreOffice and its Writer are not installed."""
    if why := _can_print():
        pytest.skip(why)
    return pdf_of(content)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page of a PDF, in the order it was written, spaces and line ends made one space."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout.decode()
    return [" ".join(page.split()) for page in said.split("\f")[:-1]]


def properties_of(pdf: bytes) -> dict[str, str]:
    """What a PDF says of itself."""
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True, timeout=60).stdout.decode()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in said.splitlines())}
