"""The formats of an edition, and what its file is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook.publishing.edition import Edition


class Format(StrEnum):
    """What an edition is written as."""

    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """Its media type, by which mail programs choose what opens it."""
        office = "application/vnd.openxmlformats-officedocument"
        return {
            Format.XLSX: f"{office}.spreadsheetml.sheet",
            Format.DOCX: f"{office}.wordprocessingml.document",
            Format.HTML: "text/html",
            Format.PDF: "application/pdf",
        }[self]

    @property
    def can_be_encrypted(self) -> bool:
        """Whether Office opens it with a password."""
        return self in (Format.XLSX, Format.DOCX)


def file_name(workbook: Path, edition: Edition, suffix: str) -> str:
    """Return what a file of an edition is called unless somebody says otherwise: ``plan-published.xlsx``.

    A draft's says so: ``plan-DRAFT.xlsx``. `suffix` is without a dot.
    """
    return f"{workbook.stem}-{'DRAFT' if edition.draft else 'published'}.{suffix}"
