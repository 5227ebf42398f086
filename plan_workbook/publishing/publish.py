"""An edition as the bytes of a file."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.formats import Format


def published(edition: Edition, format: Format, template: Path | None = None) -> bytes:
    """Return an edition as a file of that format; the same edition gives the same bytes, except as PDF.

    Args:
        edition: what to publish.
        format: as what.
        template: a council's own Word template, for Word and PDF; otherwise the one that ships.

    Raises:
        InputError: the template can't be used.
        OutputError: a PDF is wanted, and LibreOffice is not there or makes none.
    """
    if format is Format.XLSX:
        from plan_workbook.publishing.workbook import edition_workbook

        return edition_workbook(edition)
    if format is Format.HTML:
        from plan_workbook.publishing.web import web_page

        return web_page(edition)
    from plan_workbook.publishing.word.report import word_report

    report = word_report(edition, template)
    if format is Format.DOCX:
        return report
    from plan_workbook.publishing.pdf import pdf_of

    return pdf_of(report)
