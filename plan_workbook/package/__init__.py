"""The xlsx as parts in a zip: put a sheet, values or rows in and leave the rest unchanged, byte for byte."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook.package.cell_entry import CellEntry, set_cells, unfit_cells
    from plan_workbook.package.encryption import Password
    from plan_workbook.package.errors import PackageError
    from plan_workbook.package.file import WorkbookFile, open_file, open_safely, rewrite
    from plan_workbook.package.grafting import Grafts, graft, replace_sheet
    from plan_workbook.package.inserting_rows import insert_all_rows, insert_rows
    from plan_workbook.package.typed_values import Formatted, Formula, Result
    from plan_workbook.package.write import write_atomically, write_keeping, write_together

__all__ = [
    "CellEntry",
    "Formatted",
    "Formula",
    "Grafts",
    "PackageError",
    "Password",
    "Result",
    "WorkbookFile",
    "graft",
    "insert_all_rows",
    "insert_rows",
    "open_file",
    "open_safely",
    "replace_sheet",
    "rewrite",
    "set_cells",
    "unfit_cells",
    "write_atomically",
    "write_keeping",
    "write_together",
]
_HOME = {
    "cell_entry": ("CellEntry", "set_cells", "unfit_cells"),
    "encryption": ("Password",),
    "errors": ("PackageError",),
    "file": ("WorkbookFile", "open_file", "open_safely", "rewrite"),
    "grafting": ("Grafts", "graft", "replace_sheet"),
    "inserting_rows": ("insert_all_rows", "insert_rows"),
    "typed_values": ("Formatted", "Formula", "Result"),
    "write": ("write_atomically", "write_keeping", "write_together"),
}


def __getattr__(name: str) -> object:
    """Import only what is asked for: one command reads, another writes, a third needs only the errors."""
    for home, names in _HOME.items():
        if name in names:
            module = importlib.import_module(f"{__name__}.{home}")
            globals().update({each: getattr(module, each) for each in names})
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
