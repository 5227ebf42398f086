"""Documents to be brought in that hold far too much of one thing, and a report of 60 pages, which is honest."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document
from kinds import KINDS, Kind, numbered, put, zipped
from seeds import Seed

from paper_pdf import Paper, pdf_of  # isort: skip - shared by tests, and importable once seeds is

_BODY, _END = "word/document.xml", b"<w:sectPr"
_HEADINGS = ("Ref", "Action", "By whom", "By when", "RAG")
_ROW = ("Keep the time from referral to assessment below 45 days in all teams", "Jo Hart", "Mar 2018", "G")
_SECONDS, _SECONDS_OF_A_PDF = 10.0, 60.0


def _document(
    name: str, file: str, content: Callable[[], bytes], *, honest: bool = False, seconds: float = _SECONDS
) -> None:
    """Declare a document with this content."""

    def write(folder: Path) -> Path:
        path = folder / file
        path.write_bytes(content())
        return path

    KINDS.append(Kind(f"document: {name}", "document", write, honest, seconds))


def _word(name: str, new: Callable[[], bytes]) -> None:
    """Declare a Word document with something more at its end."""

    def write(folder: Path) -> Path:
        blank = BytesIO()
        Document().save(blank)
        parts = dict(Seed("document", blank.getvalue()).parts)
        put(parts, _BODY, _END, new())
        return zipped(parts, folder / "report.docx")

    KINDS.append(Kind(f"document: {name}", "document", write, seconds=_SECONDS))


def _report(tables: int) -> bytes:
    """Return a report with as many recommendations, each with a paragraph and a table of actions."""
    document = Document()
    for number in range(1, tables + 1):
        document.add_heading(f"Recommendation {number}: Keep children safe in place {number}", 1)
        document.add_paragraph("Work goes on as planned, and the board saw the figures in November. " * 8)
        table = document.add_table(0, len(_HEADINGS))
        for row in (_HEADINGS, *((chr(97 + at), *_ROW) for at in range(12))):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _paper(pages: int, rows: int) -> bytes:
    papers = []
    for number in range(1, pages + 1):
        paper = Paper()
        paper.text(50, 50, f"Recommendation {number}: Keep children safe in place {number}", 14, True)
        paper.table(80, (30, 250, 80, 70, 40), [_HEADINGS, *(("a", *_ROW) for _ in range(rows))])
        papers.append(paper)
    return pdf_of(*papers, packed=True)


_CELL = b"<w:tc><w:p><w:r><w:t>Word</w:t></w:r></w:p></w:tc>"
_document("a Word report of 60 pages", "report.docx", lambda: _report(60), honest=True)
_document("a PDF of 60 pages", "report.pdf", lambda: _paper(60, 15), honest=True, seconds=_SECONDS_OF_A_PDF)
_document("a PDF of 3,000 pages", "report.pdf", lambda: _paper(3000, 1), seconds=_SECONDS_OF_A_PDF)
_word("3,000,000 paragraphs", lambda: b"<w:p/>" * 3_000_000)
_word("100,000 paragraphs with text", lambda: numbered("<w:p><w:r><w:t>Part #</w:t></w:r></w:p>", 100_000))
_word("a table of 50,000 rows", lambda: b"<w:tbl>" + b"<w:tr>%s%s</w:tr>" % (_CELL, _CELL) * 50_000 + b"</w:tbl>")
_word("a table of 50,000 columns", lambda: b"<w:tbl>" + b"<w:tr>%s</w:tr>" % (_CELL * 50_000) + b"</w:tbl>")
_word("10,000 tables", lambda: b"<w:tbl><w:tr>%s</w:tr></w:tbl>" % _CELL * 10_000)
_word("a cell over 2,000,000,000 columns", lambda: (
    b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>%s</w:tr></w:tbl>' % _CELL
))  # fmt: skip
_word("tables nested 5,000 deep", lambda: b"<w:tbl><w:tr><w:tc>" * 5_000 + b"<w:p/></w:tc></w:tr></w:tbl>" * 5_000)
_word("a paragraph of 60 MB", lambda: b"<w:p><w:r><w:t>" + b"word " * 12_000_000 + b"</w:t></w:r></w:p>")
_document("a CSV of 1,000,000 lines", "plan.csv", lambda: b"Action,Owner\n" + b"Keep on,Jo Hart\n" * 1_000_000)
_document("a CSV of 1,000,000 columns", "plan.csv", lambda: b"Action," * 1_000_000 + b"\n" + b"Keep on," * 1_000_000)
_document("a CSV with a cell that never ends", "plan.csv", lambda: b'Action,Owner\n"' + b"Keep on, " * 3_000_000)


def _lines(*lines: str, times: int) -> bytes:
    """Return lines again and again, with the number of the time where ``#`` is."""
    return "".join(line.replace("#", str(at)) + "\n" for at in range(times) for line in lines).encode()


for _times in (4_900, 30_000):  # the first are all read, the others refused
    for _name, _content in {
        "different labels": ("Label #,Keep on #", "Label #,Go on #", "Part #,Jo Hart"),
        "cards": ("Action,Keep children safe in place #", "By whom,Jo Hart", "By when,Mar 2018"),
        "headings": ("Action,Owner", "Keep children safe in place #,Jo Hart", "Keep on,Ann Lee"),
        "rows": ("Keep children safe in place #,Jo Hart", "Keep on #,Ann Lee", "Go on,Tom Fell"),
        "lines with labels": ("Action: Keep children safe #", "By whom: Jo Hart", "By when: Mar 2018"),
    }.items():
        _document(
            f"a CSV of {3 * _times:,} lines, {_name}",
            "plan.csv",
            lambda lines=_content, times=_times: _lines(*lines, times=times),  # type: ignore[misc] # mypy infers no lambda with defaults
            seconds=5.0,
        )
