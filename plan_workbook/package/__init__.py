"""The xlsx as parts in a zip: put a sheet in, leave the rest byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_workbook.package.encryption import Password
from plan_workbook.package.errors import PackageError
from plan_workbook.package.file import WorkbookFile, open_file, open_safely, rewrite
from plan_workbook.package.write import write_atomically, write_together

if TYPE_CHECKING:
    from plan_workbook.package.graft import graft, replace_sheet

__all__ = [
    "PackageError", "Password", "WorkbookFile", "graft", "open_file", "open_safely", "replace_sheet", "rewrite",
    "write_atomically", "write_together",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the graft only when it is asked for: most commands only read."""
    if name in ("graft", "replace_sheet"):
        import importlib

        # The module is called as its function, so it is fetched by its full name and not as an attribute of this one.
        module = importlib.import_module("plan_workbook.package.graft")
        globals().update(graft=module.graft, replace_sheet=module.replace_sheet)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
