"""What may leave the house: an edition of the plan, as a workbook, a Word report, a web page or a PDF."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook.publishing.edition import Edition
    from plan_workbook.publishing.formats import Format, file_name
    from plan_workbook.publishing.make import edition_of
    from plan_workbook.publishing.publish import published

__all__ = ["Edition", "Format", "edition_of", "file_name", "published"]
_HOME = {
    "Edition": "edition", "edition_of": "make", "Format": "formats", "file_name": "formats", "published": "publish",
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Import what is asked for: a command line knows the formats long before there is an edition."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
